//! `manifest.json` of a county as it is read and written: its files, and what was found when they were made.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::rules::RULES;
use crate::world::{World, is_inside};

use super::keys::{BUILD, Key};
use super::manifest::File;
use super::report;

/// Name of the manifest in a county's folder.
pub(super) const NAME: &str = "manifest.json";
/// The program as manifests name it.
const PROGRAM: &str = concat!("leaflet ", env!("CARGO_PKG_VERSION"));

/// A manifest. Its fields are in the order of the alphabet, as the file has them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// Digest of all that the program brings along.
    #[serde(default)]
    pub build: String,
    /// Slug of the county.
    pub county: String,
    /// What was found, in the form of `--message-format json`.
    pub diagnostics: Vec<Value>,
    /// Its files by path.
    pub files: Vec<File>,
    /// Its leaflets, web pages and site, by name.
    #[serde(default)]
    pub leaflets: Vec<Looked>,
    /// Its name.
    pub name: Option<String>,
    /// Name and version.
    pub program: String,
    /// Which files were made with a key.
    #[serde(skip)]
    by_key: BTreeMap<String, Vec<usize>>,
}

/// A leaflet that was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Looked {
    /// Which of the manifest's diagnostics speak of it, counted from 0.
    pub diagnostics: Vec<usize>,
    /// Its name, such as `varmland/grooming-a4-sv`.
    pub id: String,
    /// Digest of all that its findings come from.
    pub key: String,
}

/// What was found in a leaflet, with the key that it was found under; none where it is not kept.
#[derive(Debug, Clone)]
pub(super) struct Findings {
    pub id: String,
    pub key: Option<Key>,
    pub found: Vec<Diagnostic>,
}

impl Record {
    /// The manifest of a county below the output folder. One that is no manifest counts as none, and entries that lead out
    /// of the county's folder are left out: it may have been tampered with.
    pub fn read(world: &dyn World, out: &Path, county: &str, name: &str) -> Record {
        let bytes = world.written_before(&out.join(county).join(name)).unwrap_or_default();
        let mut record: Record = serde_json::from_slice(&bytes).unwrap_or_default();
        let own = format!("{county}/");
        record.files.retain(|file| is_inside(&file.path) && file.path.starts_with(&own));
        record.indexed()
    }

    /// The same, ready to be asked for its files.
    fn indexed(mut self) -> Record {
        self.by_key.clear();
        for (at, file) in self.files.iter().enumerate() {
            self.by_key.entry(file.key.clone()).or_default().push(at);
        }
        self
    }

    /// The files of an edition of a leaflet, if they were made with this key and still are what they were.
    pub fn fresh(&self, world: &dyn World, out: &Path, unit: &str, key: &str) -> Option<Vec<File>> {
        let made_so = self.by_key.get(key).into_iter().flatten().filter_map(|at| self.files.get(*at));
        let of: Vec<&File> = made_so.filter(|file| file.unit() == unit).collect();
        let stands = |file: &&File| world.written_before(&out.join(&file.path)).is_some_and(|bytes| file.is(&bytes));
        (!of.is_empty() && of.iter().all(stands)).then(|| of.into_iter().cloned().collect())
    }

    /// What was found in a leaflet under this key; none if that is not known.
    pub fn findings(&self, unit: &str, key: &Key, sources: &[Arc<Source>]) -> Option<Vec<Diagnostic>> {
        let key = key.text();
        // They are in the order of their names.
        let at = self.leaflets.binary_search_by(|looked| looked.id.as_str().cmp(unit)).ok()?;
        let looked = self.leaflets.get(at).filter(|looked| looked.key == key)?;
        looked.diagnostics.iter().map(|at| diagnostic(self.diagnostics.get(*at)?, sources)).collect()
    }

    /// The manifest of a county with these files, with what was found on loading and in the leaflets. Findings that depend
    /// on today's date are left out, and those in files that nothing here was made from: the same inputs give the same bytes.
    /// What was known of leaflets that still have files here, and were not looked at again, is taken over from `before`.
    pub fn new(
        (county, name): (&str, Option<String>),
        mut files: Vec<File>,
        loading: &[Diagnostic],
        leaflets: &[Findings],
        before: &[&Record],
    ) -> Record {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|a, b| a.path == b.path);
        let sources: BTreeSet<&str> = files.iter().flat_map(|file| file.inputs.iter().map(String::as_str)).collect();
        let units: BTreeSet<String> = files.iter().map(File::unit).collect();
        let lasts = |found: &&Diagnostic| {
            !found.rule.by_clock && found.place.as_ref().is_none_or(|p| sources.contains(p.source.path.as_str()))
        };
        let objects = |found: &[Diagnostic]| found.iter().filter(lasts).map(report::object).collect::<Vec<Value>>();
        let mut looked: Vec<(String, String, Vec<Value>)> = Vec::new();
        for Findings { id, key, found } in leaflets {
            // What depends on the day has to be found again each time.
            let key = key.filter(|_| found.iter().all(|one| !one.rule.by_clock)).map_or_else(String::new, |k| k.text());
            looked.push((id.clone(), key, objects(found)));
        }
        let mut seen: BTreeSet<&str> = leaflets.iter().map(|one| one.id.as_str()).collect();
        for (record, old) in before.iter().flat_map(|record| record.leaflets.iter().map(move |old| (record, old))) {
            if units.contains(&old.id) && seen.insert(old.id.as_str()) {
                let found = old.diagnostics.iter().filter_map(|at| record.diagnostics.get(*at).cloned()).collect();
                looked.push((old.id.clone(), old.key.clone(), found));
            }
        }
        let mut diagnostics = objects(loading);
        diagnostics.extend(looked.iter().flat_map(|(.., found)| found.iter().cloned()));
        Record::of((county, name), files, looked, diagnostics)
    }

    /// A manifest whose lists are in order, each thing once.
    fn of(
        (county, name): (&str, Option<String>),
        files: Vec<File>,
        mut looked: Vec<(String, String, Vec<Value>)>,
        mut diagnostics: Vec<Value>,
    ) -> Record {
        diagnostics.sort_by_cached_key(order);
        diagnostics.dedup();
        looked.sort_by(|a, b| a.0.cmp(&b.0));
        looked.dedup_by(|a, b| a.0 == b.0);
        let places: BTreeMap<String, usize> =
            diagnostics.iter().zip(0..).map(|(one, at)| (one.to_string(), at)).collect();
        let at = |found: &Value| places.get(&found.to_string()).copied();
        let leaflets = looked
            .iter()
            .filter(|(_, key, _)| !key.is_empty())
            .map(|(id, key, found)| Looked {
                id: id.clone(),
                key: key.clone(),
                diagnostics: found.iter().filter_map(at).collect(),
            })
            .collect();
        let (program, build) = (PROGRAM.to_owned(), BUILD.to_owned());
        let county = county.to_owned();
        Record { program, build, county, name, files, leaflets, diagnostics, by_key: BTreeMap::new() }.indexed()
    }

    /// The manifests of parts as that of the whole: what stands in an earlier part goes before.
    pub fn merged(parts: &[Record]) -> Record {
        let (county, name) = parts.first().map(|part| (part.county.clone(), part.name.clone())).unwrap_or_default();
        let mut files: BTreeMap<&str, &File> = BTreeMap::new();
        for file in parts.iter().flat_map(|part| &part.files) {
            files.entry(&file.path).or_insert(file);
        }
        let files: Vec<File> = files.into_values().cloned().collect();
        let units: BTreeSet<String> = files.iter().map(File::unit).collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut looked: Vec<(String, String, Vec<Value>)> = Vec::new();
        for part in parts {
            for one in part.leaflets.iter().filter(|one| units.contains(&one.id)) {
                if seen.insert(&one.id) {
                    let found = one.diagnostics.iter().filter_map(|at| part.diagnostics.get(*at).cloned()).collect();
                    looked.push((one.id.clone(), one.key.clone(), found));
                }
            }
        }
        let diagnostics = parts.iter().flat_map(|part| part.diagnostics.iter().cloned()).collect();
        Record::of((&county, name), files, looked, diagnostics)
    }

    /// As the file has it.
    pub fn text(&self) -> String {
        // What is made of texts, numbers and lists can be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// The order of findings in a manifest, that of [`report::sorted`]: by place, those without one last.
fn order(found: &Value) -> impl Ord + use<> {
    let text = |key: &str| found[key].as_str().map(str::to_owned);
    let number = |key: &str| found[key].as_u64();
    let level = ["error", "warning", "advice"].iter().position(|name| found["level"] == **name);
    (
        (found["file"].is_null(), text("file"), ["line", "column", "end_line", "end_column"].map(number)),
        (text("subject"), level, text("code"), text("message"), text("help")),
    )
}

/// A finding from a manifest, if its rule and its file are still known.
fn diagnostic(found: &Value, sources: &[Arc<Source>]) -> Option<Diagnostic> {
    let rule = RULES.iter().find(|rule| found["code"] == rule.code)?;
    let mut diagnostic = Diagnostic::new(rule, found["message"].as_str()?);
    diagnostic.help = found["help"].as_str().map(str::to_owned);
    diagnostic.subject = found["subject"].as_str().map(str::to_owned);
    if let Some(file) = found["file"].as_str() {
        let source = sources.iter().find(|source| source.path == file)?;
        let byte = |line: &str, column: &str| {
            let at = |key: &str| usize::try_from(found[key].as_u64()?).ok()?.checked_sub(1);
            byte_of(&source.text, at(line)?, at(column)?)
        };
        let span = byte("line", "column")?..byte("end_line", "end_column")?;
        diagnostic.place = Some(Place { source: Arc::clone(source), span });
    }
    Some(diagnostic)
}

/// The byte at a line and a column of characters, both from 0.
fn byte_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let start = if line == 0 { 0 } else { text.match_indices('\n').nth(line - 1)?.0 + 1 };
    let rest = &text[start..];
    rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(column).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn a_finding_comes_back_as_it_went() {
        let source = Arc::new(Source { path: "a.toml".to_owned(), text: "å = 1\nböj = 2\n".to_owned() });
        for (start, end) in [(0, 2), (7, 11), (7, 16), (15, 15), (16, 16)] {
            let place = Place { source: Arc::clone(&source), span: start..end };
            let found = Diagnostic::new(&rules::UNDERFULL, "x").at(&place).on("y").help("z");
            let again = diagnostic(&report::object(&found), std::slice::from_ref(&source));
            assert_eq!(again, Some(found), "{start}..{end}");
        }
        let elsewhere = Diagnostic::new(&rules::UNDERFULL, "x").at(&Place { source, span: 0..1 });
        assert_eq!(diagnostic(&report::object(&elsewhere), &[]), None);
    }
}
