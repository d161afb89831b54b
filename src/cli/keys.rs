//! What an output is made from, as one number: files of equal keys have equal bytes, so that only what changed is made again.
//!
//! A key is taken from the document by value, not from the text of definitions: a comment that is added changes nothing,
//! a number that is called changes all that shows it. What the program itself brings along (assets, fonts, code) goes in
//! with the number that `build.rs` gives it. See `docs/decisions/0024-incremental-builds.md`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};

use crate::definition::{County, PrintPreset, Project, Publication, SectionKind, Theme};
use crate::document::{
    Document, Draft, SocialPicture, Wanted, WantedPage, WantedSocial, WebPage, resolve, resolve_page, resolve_social,
};
use crate::fonts::FontBook;
use crate::picture::Album;
use crate::world::World;

use super::digest::Digest;
use super::edition::{Edition, PrintSheet};
use super::{manifest, social};

/// Of all that the program brings along.
pub(super) const BUILD: &str = env!("LEAFLET_BUILD");

/// How an edition is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Making<'a> {
    pub edition: Edition,
    /// Pixels in an inch of pictures; 0 where none are made.
    pub ppi: u32,
    /// The sheet that cards are printed on.
    pub sheet: Option<PrintSheet>,
    /// The print profile of print files.
    pub preset: Option<&'a PrintPreset>,
}

/// What has been resolved for the key of a site, by name.
#[derive(Default)]
pub(super) struct Known {
    pub documents: BTreeMap<String, Document>,
    pub pages: BTreeMap<String, WebPage>,
}

/// Takes keys for one project.
pub(super) struct Keys<'a> {
    world: &'a dyn World,
    /// The project with its pictures in outline: no key waits for one to be decoded.
    project: Project,
    /// The program and the project's own fonts.
    base: Sha256,
    /// Themes, which many documents share.
    themes: Vec<(Arc<Theme>, Digest)>,
    /// Print profiles without their ICC files, by name.
    presets: BTreeMap<String, Digest>,
    /// ICC files by path, each read when the first print file is made with it.
    profiles: BTreeMap<String, OnceLock<Digest>>,
}

impl Making<'_> {
    /// An edition that nothing else is asked of.
    pub fn of(edition: Edition) -> Making<'static> {
        Making { edition, ppi: 0, sheet: None, preset: None }
    }
}

impl<'a> Keys<'a> {
    /// Keys for this project.
    pub fn new(world: &'a dyn World, project: &Project, fonts: &FontBook) -> Keys<'a> {
        let mut base = Sha256::new();
        add(&mut base, BUILD.as_bytes());
        add_fonts(&mut base, fonts);
        let fields = |preset: &PrintPreset| {
            let mut digest = Sha256::new();
            add_debug(&mut digest, preset);
            (preset.name.clone(), Digest::from(digest))
        };
        let theme = |theme: &Arc<Theme>| {
            let mut digest = Sha256::new();
            add_debug(&mut digest, theme);
            (Arc::clone(theme), Digest::from(digest))
        };
        let themes = project.themes.iter().map(theme).collect();
        let presets = project.presets.iter().map(fields).collect();
        let profiles = project.presets.iter().map(|preset| (preset.icc.value.clone(), OnceLock::new())).collect();
        let project = Project { album: Arc::new(Album::outline()), ..project.clone() };
        Keys { world, project, base, themes, presets, profiles }
    }

    /// The key of a leaflet; none if it has errors.
    pub fn leaflet(&self, wanted: Wanted<'_>) -> Option<Digest> {
        self.resolved(wanted).map(|(key, _)| key)
    }

    /// The key of a leaflet, and its document where that is whole: pictures are only in outline here.
    pub fn resolved(&self, wanted: Wanted<'_>) -> Option<(Digest, Option<Document>)> {
        let document = resolve(self.world, &self.project, wanted).ok()?;
        let key = self.of(&document, &());
        Some((key, (!self.may_show_pictures(wanted.county, wanted.publication)).then_some(document)))
    }

    /// Whether a logo or another picture may be in a leaflet or on its page.
    fn may_show_pictures(&self, county: &County, publication: &Publication) -> bool {
        let own = county.overrides.iter().filter_map(|change| change.section());
        let mut sections = publication.sections.iter().chain(own);
        sections.any(|section| matches!(section.kind, SectionKind::Image { .. }))
            || self.project.counties.iter().flat_map(|county| &county.senders).any(|sender| sender.logo.is_some())
    }

    /// The key of a web page, and the page where that is whole; none if it has errors.
    pub fn page(&self, wanted: WantedPage<'_>) -> Option<(Digest, Option<WebPage>)> {
        let page = resolve_page(self.world, &self.project, wanted).ok()?;
        let share = wanted.leaflet().map(|leaflet| social::on_the_web((self.world, &self.project), leaflet));
        let share = share.transpose().ok()?.flatten();
        let key = self.of(&page.document, &(&page.facts, &page.words, share));
        Some((key, (!self.may_show_pictures(wanted.county, wanted.publication)).then_some(page)))
    }

    /// The key of a picture for social media; none if it has errors.
    pub fn social(&self, wanted: WantedSocial<'_>) -> Option<Digest> {
        let SocialPicture { document, alt } = resolve_social(self.world, &self.project, wanted).ok()?;
        Some(self.of(&document, &alt))
    }

    /// The key of a site with these pages, and what of it is whole; none if anything in it has errors.
    pub fn site(&self, county: &County, pages: &[WantedPage<'_>]) -> Option<(Digest, Known)> {
        let mut digest = self.base.clone();
        let mut known = Known::default();
        add_debug(&mut digest, &county.base_url);
        add_debug(&mut digest, &county.accessibility_url);
        for page in pages {
            let (key, whole) = self.page(*page)?;
            add(&mut digest, key.bytes());
            known.pages.extend(whole.map(|whole| (page.id(), whole)));
            let WantedPage { county, publication, draft } = *page;
            for picture in page.leaflet().into_iter().flat_map(social::of_publication) {
                add(&mut digest, self.social(picture)?.bytes());
            }
            for format in &publication.formats {
                let wanted = Wanted { county, publication, format, draft };
                let (key, document) = self.resolved(wanted)?;
                add(&mut digest, key.bytes());
                known.documents.extend(document.map(|document| (wanted.id(), document)));
            }
        }
        Some((Digest::from(digest), known))
    }

    /// The key of what puts the leaflets of these keys one after the other, each under its title.
    pub fn merged(parts: &[(String, Digest)]) -> Digest {
        let mut digest = Sha256::new();
        add(&mut digest, b"merged");
        for (title, key) in parts {
            add(&mut digest, title.as_bytes());
            add(&mut digest, key.bytes());
        }
        Digest::from(digest)
    }

    /// The key of the files of an edition of what has this key.
    pub fn file(&self, of: Digest, making: Making<'_>) -> Digest {
        let mut digest = Sha256::new();
        add(&mut digest, of.bytes());
        add(&mut digest, making.edition.name().as_bytes());
        match making.edition {
            Edition::Png => add(&mut digest, &making.ppi.to_le_bytes()),
            Edition::Print => {
                add(
                    &mut digest,
                    making.preset.and_then(|preset| self.press(preset)).as_ref().map_or(&[], Digest::bytes),
                );
                add(&mut digest, making.sheet.map_or("", PrintSheet::ending).as_bytes());
            }
            Edition::Web | Edition::WebUa2 | Edition::Html | Edition::Site | Edition::Social => {}
        }
        Digest::from(digest)
    }

    /// The key of what is found in a leaflet, page or site: besides itself, the texts that findings point into, and what
    /// the print profile that its pages are held against asks for. `how` is what else decides it.
    pub fn findings(&self, of: Digest, county: &County, texts: &[&str], how: &str) -> Digest {
        let mut digest = Sha256::new();
        add(&mut digest, of.bytes());
        add(&mut digest, how.as_bytes());
        add(&mut digest, self.presets.get(self.project.preset_name(county)).map_or(&[], Digest::bytes));
        let partners = county.with.iter().filter_map(|slug| self.project.county(slug));
        for signing in [county].into_iter().chain(partners) {
            add_text(&mut digest, &signing.source.text);
        }
        for text in texts {
            add_text(&mut digest, text);
        }
        Digest::from(digest)
    }

    /// Every leaflet, page and site of the project's targets, by its name, with what all its files come from.
    pub fn all(&self, draft: Draft) -> BTreeMap<String, Option<String>> {
        let mut keys = BTreeMap::new();
        for county in self.project.targets.iter().filter_map(|slug| self.project.county(slug)) {
            let press = self.project.preset(county).and_then(|preset| self.press(preset));
            let press = press.as_ref().map_or_else(String::new, Digest::to_string);
            let mut pages = Vec::new();
            for publication in county.publications.iter().flat_map(|id| self.project.languages_of(id)) {
                for format in &publication.formats {
                    let wanted = Wanted { county, publication, format, draft };
                    keys.insert(wanted.id(), self.leaflet(wanted).map(|key| key.to_string() + &press));
                }
                let page = WantedPage { county, publication, draft };
                for picture in page.leaflet().into_iter().flat_map(social::of_publication) {
                    keys.insert(picture.id(), self.social(picture).map(|key| key.to_string()));
                }
                keys.insert(page.id(), self.page(page).map(|(key, _)| key.to_string()));
                pages.push(page);
            }
            keys.insert(format!("{}/site", county.slug), self.site(county, &pages).map(|(key, _)| key.to_string()));
        }
        keys
    }

    /// A print profile with its ICC file. What the program brings along itself is in [`BUILD`]; a file that cannot be read
    /// stops the build elsewhere.
    fn press(&self, preset: &PrintPreset) -> Option<Digest> {
        let profile = self.profiles.get(&preset.icc.value)?.get_or_init(|| match self.world.read(&preset.icc) {
            Ok(Cow::Owned(own)) => Digest::of(&own),
            Ok(Cow::Borrowed(_)) | Err(_) => Digest::default(),
        });
        let mut digest = Sha256::new();
        add(&mut digest, self.presets.get(&preset.name)?.bytes());
        add(&mut digest, profile.bytes());
        Some(Digest::from(digest))
    }

    /// The key of a document and of what goes with it.
    fn of(&self, document: &Document, besides: &dyn Debug) -> Digest {
        let mut digest = self.base.clone();
        #[rustfmt::skip]
        let Document {
            metadata, lang, format, pages, theme, audience, title, lead, cover, sections, help, contacts, code, senders,
            imprint, tabs, draft, origin: _,
        } = document;
        match self.themes.iter().find(|(known, _)| Arc::ptr_eq(known, theme)) {
            Some((_, key)) => add(&mut digest, key.bytes()),
            None => add_debug(&mut digest, theme),
        }
        add_debug(&mut digest, &(metadata, lang, format, pages, audience, title, lead, cover));
        add_debug(&mut digest, &(sections, help, contacts, code, senders, imprint, tabs, draft));
        add_debug(&mut digest, besides);
        Digest::from(digest)
    }
}

/// The key of a project's own fonts, each of which may change any leaflet.
pub(super) fn of_fonts(fonts: &FontBook) -> Digest {
    let mut digest = Sha256::new();
    add_fonts(&mut digest, fonts);
    Digest::from(digest)
}

/// The key of the bytes of every file that a leaflet is made from, and of its project's own fonts. Unlike [`Keys::leaflet`] it
/// is there for a leaflet with errors too, and changes with a line that moves, as findings do.
pub(super) fn of_files(world: &dyn World, project: &Project, fonts: &Digest, wanted: &Wanted<'_>) -> Digest {
    let mut digest = Sha256::new();
    add(&mut digest, fonts.bytes());
    add(&mut digest, wanted.id().as_bytes());
    add(&mut digest, &[u8::from(wanted.draft == Draft::Yes)]);
    for path in manifest::inputs(wanted, project.preset(wanted.county)) {
        add(&mut digest, path.as_bytes());
        add(&mut digest, &world.read(&path).unwrap_or_default());
    }
    Digest::from(digest)
}

/// Adds a project's own fonts, which go before the program's.
fn add_fonts(digest: &mut Sha256, fonts: &FontBook) {
    for face in fonts.own() {
        add(digest, format!("{} {} {}", face.family, face.weight, face.italic).as_bytes());
        add(digest, &face.data);
    }
}

/// Adds bytes with their length, so that no two lists of parts look alike.
fn add(digest: &mut Sha256, bytes: &[u8]) {
    digest.update((bytes.len() as u64).to_le_bytes());
    digest.update(bytes);
}

/// Adds a text. How its lines end is left out: git ends them otherwise on Windows, and no finding moves with that.
fn add_text(digest: &mut Sha256, text: &str) {
    let ended = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    add(digest, ended.as_bytes());
}

/// Adds a value in the form that names each of its parts.
fn add_debug(digest: &mut Sha256, what: &dyn Debug) {
    let mut text = String::with_capacity(32 * 1024);
    // Writing to a string cannot fail.
    let _ = write!(text, "{what:?}");
    add(digest, text.as_bytes());
}
