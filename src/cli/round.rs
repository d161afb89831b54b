//! What the parts of a build that is shared out must have in common: what was asked for, and all that it is made from. The
//! manifest of each part bears it as one number, so that parts of different rounds are not joined.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::document::{Wanted, WantedPage};

use super::args::{Build, Selection};
use super::digest::Digest;
use super::make::Shop;
use super::{keys, manifest, social};

/// The rounds of one build.
#[derive(Default)]
pub(super) struct Rounds {
    /// Files that have been read, by path: counties share most of them.
    read: BTreeMap<String, Digest>,
}

impl Rounds {
    /// That of a county. It holds the bytes of files, not what they come to: a line that moved moves what was found with it.
    pub fn of(&mut self, shop: &Shop<'_>, county: &str) -> Digest {
        let Build { selection, edition, draft, ppi, n_up, merge, .. } = shop.args;
        let Selection { publication, format, lang, print_profile, only, exact, .. } = selection;
        let recipients = shop.recipients.map(|recipients| recipients.of(county));
        let mut text = format!("{county} {edition:?} {draft} {ppi} {n_up:?} {merge} {:?}\n", shop.world.source_date());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{publication:?} {format:?} {lang:?} {print_profile:?} {only:?} {exact:?}");
        let _ = writeln!(text, "{} {recipients:?}", keys::of_fonts(&shop.workshop.fonts));
        for path in paths(shop, county) {
            let digest = self.read.entry(path).or_insert_with_key(|path| {
                shop.world.read(path).map_or_else(|_| Digest::default(), |bytes| Digest::of(&bytes))
            });
            let _ = writeln!(text, "{digest}");
        }
        Digest::of(text.as_bytes())
    }
}

/// The project paths that the files of a county are made from, whichever of them are asked for.
fn paths(shop: &Shop<'_>, county: &str) -> BTreeSet<String> {
    let Some(county) = shop.project.county(county) else { return BTreeSet::new() };
    let mut paths = BTreeSet::new();
    for publication in county.publications.iter().flat_map(|id| shop.project.languages_of(id)) {
        let draft = shop.draft();
        let leaflets = publication.formats.iter().map(|format| Wanted { county, publication, format, draft });
        let link = WantedPage { county, publication, draft }.leaflet();
        let pictures = link.into_iter().flat_map(social::of_publication).map(|picture| picture.wanted);
        for wanted in leaflets.chain(pictures) {
            paths.extend(manifest::inputs(&wanted, shop.project.preset(county)));
        }
    }
    paths
}
