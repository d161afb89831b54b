//! Whether the files that builds left are what a build would make now, by the keys of their manifests as `--check-only` does.

use std::collections::BTreeMap;
use std::path::Path;

use super::project::Snapshot;
use crate::cli::digest::Digest;
use crate::cli::keys::{Keys, Making};
use crate::cli::manifest::File;
use crate::cli::record::{self, Record};
use crate::document::{Draft, Wanted, WantedPage};
use crate::world::World;

/// The files of builds, by county, held against a project.
pub struct Outputs<'a> {
    keys: Keys<'a>,
    world: &'a dyn World,
    out: &'a Path,
    snapshot: &'a Snapshot,
    records: BTreeMap<String, Record>,
}

impl<'a> Outputs<'a> {
    /// What lies in this folder for the counties of a project.
    #[must_use]
    pub fn read(world: &'a dyn World, out: &'a Path, snapshot: &'a Snapshot) -> Outputs<'a> {
        let keys = Keys::new(world, &snapshot.project, &snapshot.shop.workshop.fonts);
        let read = |slug: &String| (slug.clone(), Record::read(world, out, slug, record::NAME).0);
        let records = snapshot.project.counties.iter().map(|county| read(&county.slug)).collect();
        Outputs { keys, world, out, snapshot, records }
    }

    /// Whether a file of this leaflet, or of its web page, is missing, damaged or made from something older. What has never
    /// been built is not out of date.
    #[must_use]
    pub fn are_stale(&self, wanted: &Wanted<'_>) -> bool {
        let Some(record) = self.records.get(&wanted.county.slug) else { return false };
        let page = WantedPage { county: wanted.county, publication: wanted.publication, draft: wanted.draft };
        let (leaflet, page) = (wanted.id(), page.id());
        record.files.iter().any(|file| {
            let unit = file.unit();
            (unit == leaflet || unit == page)
                && (self.key(file, wanted).is_some_and(|key| key != file.key) || !self.stands(file))
        })
    }

    /// The key that a build of today would give a file; none where the leaflet has errors, of which the board tells, or
    /// where it was made for a print profile that no county has.
    fn key(&self, file: &File, wanted: &Wanted<'_>) -> Option<Digest> {
        let draft = if file.draft { Draft::Yes } else { Draft::No };
        let preset = match &file.profile {
            Some(name) => Some(self.snapshot.project.presets.iter().find(|preset| preset.name == *name)?),
            None => None,
        };
        let making = Making { edition: file.edition, ppi: file.ppi.unwrap_or_default(), sheet: file.sheet, preset };
        let of = if file.format.is_empty() {
            self.keys.page(WantedPage { county: wanted.county, publication: wanted.publication, draft })?.0
        } else {
            self.keys.leaflet(Wanted { draft, ..*wanted })?
        };
        Some(self.keys.file(of, making))
    }

    /// Whether a file lies there as it was made.
    fn stands(&self, file: &File) -> bool {
        self.world.written_before(&self.out.join(&file.path)).is_some_and(|bytes| file.is(&bytes))
    }
}
