//! `manifest.json` of a county as it is read and written: its files, and what was found when they were made.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Source};
use crate::rules::{self, Rule};
use crate::world::{World, WriteError, is_inside};

use super::digest::Digest;
use super::found::Found;
use super::keys::BUILD;
use super::manifest::{File, Inputs};

/// Name of the manifest in a county's folder.
pub(super) const NAME: &str = "manifest.json";
/// The program as manifests name it.
const PROGRAM: &str = concat!("leaflet ", env!("CARGO_PKG_VERSION"));

/// A manifest. Its fields are in the order of the alphabet, as the file has them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// Of a part of a build: what it must have in common with the others. A part that did not come to its end has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Digest>,
    /// Digest of all that the program brings along.
    #[serde(default)]
    pub build: String,
    /// Slug of the county.
    pub county: String,
    /// What was found, in the form of `--message-format json`.
    pub diagnostics: Vec<Found>,
    /// Of a part of a build: that it has errors, so that nothing of the county may be taken for finished.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub failed: bool,
    /// Its files by path.
    pub files: Vec<Arc<File>>,
    /// Its leaflets, web pages and site, by name.
    #[serde(default)]
    pub leaflets: Vec<Looked>,
    /// Its name.
    pub name: Option<String>,
    /// Name and version.
    pub program: String,
    /// Its files by their keys; only those of a manifest that was read are asked for so.
    #[serde(skip)]
    by_key: Vec<Arc<File>>,
}

/// A leaflet that was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Looked {
    /// Which of the manifest's diagnostics speak of it, counted from 0.
    pub diagnostics: Vec<usize>,
    /// Its name, such as `varmland/grooming-a4-sv`.
    pub id: String,
    /// Digest of all that its findings come from.
    pub key: Digest,
}

/// What was found in a leaflet, with the key that it was found under; none where it is not kept.
#[derive(Debug, Clone)]
pub(super) struct Findings {
    pub id: String,
    pub key: Option<Digest>,
    pub found: Vec<Diagnostic>,
}

impl Record {
    /// The manifest of a county below the output folder. One that is no manifest counts as none, with a warning; one that is
    /// there and cannot be read is an error. Entries that lead out of the county's folder are left out: it may have been
    /// tampered with.
    pub fn read(world: &dyn World, out: &Path, county: &str, name: &str) -> (Record, Option<Diagnostic>) {
        let path = format!("{county}/{name}");
        let told = |rule: &'static Rule, message| Some(Diagnostic::new(rule, message).on(path.clone()).help(rule.mend));
        let Some(bytes) = world.written_before(&out.join(&path)) else {
            let there = world.names_before(&out.join(county)).iter().any(|known| known == name);
            let message = || format!("{path} cannot be read, so it is not known what earlier builds left");
            return (Record::default(), if there { told(&rules::MANIFEST_UNREADABLE, message()) } else { None });
        };
        let Ok(mut record) = serde_json::from_slice::<Record>(&bytes) else {
            let message = format!("{path} is no manifest, so it is not known what earlier builds left");
            return (Record::default(), told(&rules::MANIFEST_DAMAGED, message));
        };
        let own = format!("{county}/");
        record.files.retain(|file| is_inside(&file.path) && file.path.starts_with(&own));
        let inputs = Inputs::default();
        for file in record.files.iter_mut().filter_map(Arc::get_mut) {
            inputs.share(file);
        }
        (record.indexed(), None)
    }

    /// The same, ready to be asked for its files.
    fn indexed(mut self) -> Record {
        self.by_key = self.files.clone();
        self.by_key.sort_by_key(|file| file.key);
        self
    }

    /// The files of an edition of a leaflet, if they were made with this key and still are what they were.
    pub fn fresh(&self, world: &dyn World, out: &Path, unit: &str, key: Digest) -> Option<Vec<Arc<File>>> {
        let first = self.by_key.partition_point(|file| file.key < key);
        let made_so = self.by_key[first..].iter().take_while(|file| file.key == key);
        let of: Vec<&Arc<File>> = made_so.filter(|file| file.unit() == unit).collect();
        let stands =
            |file: &&Arc<File>| world.written_before(&out.join(&file.path)).is_some_and(|bytes| file.is(&bytes));
        (!of.is_empty() && of.iter().all(stands)).then(|| of.into_iter().cloned().collect())
    }

    /// What was found in a leaflet under this key; none if that is not known.
    pub fn findings(&self, unit: &str, key: Digest, sources: &[Arc<Source>]) -> Option<Vec<Diagnostic>> {
        // They are in the order of their names.
        let at = self.leaflets.binary_search_by(|looked| looked.id.as_str().cmp(unit)).ok()?;
        let looked = self.leaflets.get(at).filter(|looked| looked.key == key)?;
        looked.diagnostics.iter().map(|at| self.diagnostics.get(*at)?.diagnostic(sources)).collect()
    }

    /// The manifest of a county with these files, with what was found on loading and in the leaflets. Findings that depend
    /// on today's date are left out, and those in files that nothing here was made from: the same inputs give the same bytes.
    /// What was known of leaflets that still have files here, and were not looked at again, is taken over from `before`; none
    /// for a part of a build, which does not know all files of the whole.
    pub fn new(
        (county, name): (&str, Option<String>),
        files: Vec<Arc<File>>,
        loading: &[Diagnostic],
        leaflets: Vec<Findings>,
        before: Option<&Record>,
    ) -> Record {
        let sources = sources(&files);
        let lasts = |found: &&Diagnostic| {
            let known = |path: &str| before.is_none() || sources.contains(path);
            !found.rule.by_clock && found.place.as_ref().is_none_or(|p| known(&p.source.path))
        };
        let mut gathered = Gathered::default();
        let looked_again: BTreeSet<String> = match before {
            Some(before) if !before.leaflets.is_empty() => leaflets.iter().map(|one| one.id.clone()).collect(),
            _ => BTreeSet::new(),
        };
        for found in loading.iter().filter(lasts) {
            gathered.add(Found::new(found));
        }
        for Findings { id, key, found } in leaflets {
            let diagnostics = found.iter().filter(lasts).map(|found| gathered.add(Found::new(found))).collect();
            // What depends on the day has to be found again each time.
            if let Some(key) = key.filter(|_| found.iter().all(|one| !one.rule.by_clock)) {
                gathered.looked.push(Looked { diagnostics, id, key });
            }
        }
        if let Some(before) = before.filter(|before| !before.leaflets.is_empty()) {
            let units: BTreeSet<String> = files.iter().map(|file| file.unit()).collect();
            gathered.take_over(before, |_| true, |old| units.contains(&old.id) && !looked_again.contains(&old.id));
        }
        gathered.record((county, name), files)
    }

    /// The manifests of parts as that of the whole, with what stands of an earlier build: what the parts were not asked for.
    pub fn merged(parts: &[Record], before: &Record) -> Record {
        let first = parts.first().unwrap_or(before);
        let mut files: BTreeMap<&str, &Arc<File>> = BTreeMap::new();
        for file in parts.iter().chain([before]).flat_map(|part| &part.files) {
            files.entry(&file.path).or_insert(file);
        }
        let files: Vec<Arc<File>> = files.into_values().cloned().collect();
        let sources = sources(&files);
        let lasts = |found: &Found| found.file().is_none_or(|path| sources.contains(path));
        let mut gathered = Gathered::default();
        for found in parts.iter().flat_map(|part| &part.diagnostics).filter(|found| lasts(found)) {
            gathered.add(found.clone());
        }
        let mut known: BTreeSet<String> = BTreeSet::new();
        for part in parts {
            gathered.take_over(part, lasts, |old| known.insert(old.id.clone()));
        }
        known.extend(parts.iter().flat_map(|part| &part.files).map(|file| file.unit()));
        let units: BTreeSet<String> = before.files.iter().map(|file| file.unit()).collect();
        gathered.take_over(before, lasts, |old| units.contains(&old.id) && !known.contains(&old.id));
        gathered.record((&first.county, first.name.clone()), files).indexed()
    }

    /// The manifest of a part that has errors and no files.
    pub fn failed(county: &str) -> Record {
        Record { county: county.to_owned(), failed: true, ..Record::default() }
    }

    /// Whether all that this part of a build made stands in the manifest of the whole already, as when a part is made again
    /// after all were joined.
    pub fn is_within(&self, whole: &Record) -> bool {
        let sources = sources(&whole.files);
        let lasts = |found: &&Found| found.file().is_none_or(|path| sources.contains(path));
        let files: BTreeMap<&str, &Arc<File>> = whole.files.iter().map(|file| (&*file.path, file)).collect();
        let leaflets: BTreeMap<&str, Digest> = whole.leaflets.iter().map(|looked| (&*looked.id, looked.key)).collect();
        let diagnostics: BTreeSet<&Found> = whole.diagnostics.iter().collect();
        self.build == whole.build
            && self.files.iter().all(|file| files.get(&*file.path) == Some(&file))
            && self.leaflets.iter().all(|looked| leaflets.get(&*looked.id) == Some(&looked.key))
            && self.diagnostics.iter().filter(lasts).all(|found| diagnostics.contains(found))
    }

    /// Writes the manifest; one that already stands there with the same bytes is left alone.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write(&self, world: &dyn World, path: &Path) -> Result<(), WriteError> {
        let staged = world.stage_with(path, &|out| self.print(out))?;
        world.publish(path, staged)
    }

    /// Whether the manifest stands there as it would be written.
    pub fn stands(&self, world: &dyn World, path: &Path) -> bool {
        world.stands(path, &|out| self.print(out))
    }

    fn print(&self, out: &mut dyn io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }
}

/// The project paths that these files are made from.
fn sources(files: &[Arc<File>]) -> BTreeSet<&str> {
    files.iter().flat_map(|file| file.inputs.iter().map(String::as_str)).collect()
}

/// What goes into a manifest, each finding once.
#[derive(Default)]
struct Gathered {
    /// Each with its number in the order in which they came.
    findings: BTreeMap<Found, usize>,
    /// By those numbers.
    looked: Vec<Looked>,
}

impl Gathered {
    /// The number of a finding.
    fn add(&mut self, found: Found) -> usize {
        let next = self.findings.len();
        *self.findings.entry(found).or_insert(next)
    }

    /// What a manifest knew of those of its leaflets that are taken, but for findings that do not last.
    fn take_over(&mut self, record: &Record, lasts: impl Fn(&Found) -> bool, mut takes: impl FnMut(&Looked) -> bool) {
        for old in record.leaflets.iter().filter(|old| takes(old)) {
            let found =
                old.diagnostics.iter().filter_map(|at| record.diagnostics.get(*at)).filter(|found| lasts(found));
            let diagnostics = found.map(|found| self.add(found.clone())).collect();
            self.looked.push(Looked { diagnostics, ..old.clone() });
        }
    }

    /// A manifest whose lists are in order, each thing once.
    fn record(self, (county, name): (&str, Option<String>), mut files: Vec<Arc<File>>) -> Record {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|a, b| a.path == b.path);
        let mut places = vec![0; self.findings.len()];
        let mut diagnostics = Vec::with_capacity(places.len());
        for (found, number) in self.findings {
            places[number] = diagnostics.len();
            diagnostics.push(found);
        }
        let mut leaflets = self.looked;
        leaflets.sort_by(|a, b| a.id.cmp(&b.id));
        leaflets.dedup_by(|a, b| a.id == b.id);
        for at in leaflets.iter_mut().flat_map(|looked| &mut looked.diagnostics) {
            *at = places[*at];
        }
        let (program, build) = (PROGRAM.to_owned(), BUILD.to_owned());
        let (county, by_key) = (county.to_owned(), Vec::new());
        Record { asked: None, program, build, county, name, failed: false, files, leaflets, diagnostics, by_key }
    }
}
