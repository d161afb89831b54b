//! What is kept of finished copies until all are finished: written one after the other into a few large blocks. Kept as they
//! are, the small things of each copy would lie scattered where its pages were, and keep that room from being used again.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Place, Row, Source};
use crate::rules::Rule;
use crate::world::Staged;

use super::digest::Digest;
use super::make::{Made, Output};
use super::manifest::{File, Inputs};
use super::record::Findings;

/// Bytes of a block.
const BLOCK: usize = 1 << 20;

/// Finished copies.
#[derive(Default)]
pub(super) struct Ledger(Mutex<Book>);

#[derive(Default)]
struct Book {
    blocks: Vec<Vec<u8>>,
    entries: Vec<Entry>,
    rules: Vec<&'static Rule>,
    sources: Vec<Arc<Source>>,
}

/// Where a copy stands.
struct Entry {
    /// Its number among all copies.
    number: usize,
    block: usize,
    start: usize,
    end: usize,
}

/// A copy as it is written down.
#[derive(Serialize, Deserialize)]
struct Written {
    county: String,
    outputs: Vec<(File, Option<Staged>)>,
    id: String,
    key: Option<Digest>,
    found: Vec<Note>,
    to: Option<String>,
    besides: Vec<Note>,
}

/// A finding; rules and sources are named by their numbers in the book.
#[derive(Serialize, Deserialize)]
struct Note {
    rule: usize,
    message: String,
    help: Option<String>,
    subject: Option<String>,
    place: Option<(usize, usize, usize)>,
    row: Option<Box<Row>>,
}

impl Ledger {
    /// Adds a copy.
    pub fn add(&self, number: usize, made: Made) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).add(number, made);
    }

    /// All copies in the order of their numbers.
    ///
    /// # Errors
    /// When one cannot be read again: none may be missing without a word.
    pub fn into_all(self, inputs: &Inputs) -> serde_json::Result<Vec<Made>> {
        let mut book = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        book.entries.sort_by_key(|entry| entry.number);
        book.entries.iter().map(|entry| book.read(entry, inputs)).collect()
    }
}

impl Book {
    fn add(&mut self, number: usize, made: Made) {
        let Made { county, outputs, findings: Findings { id, key, found }, to, besides } = made;
        let found = found.into_iter().map(|finding| self.note(finding)).collect();
        let besides = besides.into_iter().map(|finding| self.note(finding)).collect();
        let outputs = outputs.into_iter().map(|Output { file, staged }| (Arc::unwrap_or_clone(file), staged)).collect();
        let written = Written { county, outputs, id, key, found, to, besides };
        // What cannot be written cannot be read again, which is an error.
        let text = serde_json::to_vec(&written).unwrap_or_default();
        if self.blocks.last().is_none_or(|block| block.capacity() - block.len() < text.len()) {
            self.blocks.push(Vec::with_capacity(BLOCK.max(text.len())));
        }
        let last = self.blocks.len() - 1;
        let block = &mut self.blocks[last];
        let start = block.len();
        block.extend_from_slice(&text);
        self.entries.push(Entry { number, block: last, start, end: block.len() });
    }

    fn note(&mut self, finding: Diagnostic) -> Note {
        let Diagnostic { rule, message, help, subject, place, row } = finding;
        let rule = position(&mut self.rules, |known| known.code == rule.code, rule);
        let place = place.map(|Place { source, span }| {
            (
                position(&mut self.sources, |known| Arc::ptr_eq(known, &source), Arc::clone(&source)),
                span.start,
                span.end,
            )
        });
        Note { rule, message, help, subject, place, row }
    }

    fn read(&self, entry: &Entry, inputs: &Inputs) -> serde_json::Result<Made> {
        let text = self.blocks.get(entry.block).and_then(|block| block.get(entry.start..entry.end)).unwrap_or_default();
        let Written { county, outputs, id, key, found, to, besides } = serde_json::from_slice(text)?;
        let diagnostics = |notes: Vec<Note>| notes.into_iter().filter_map(|note| self.diagnostic(note)).collect();
        // Collected, the short list would keep the room of the long one that it comes from.
        let mut made = Vec::with_capacity(outputs.len());
        for (mut file, staged) in outputs {
            inputs.share(&mut file);
            made.push(Output { file: Arc::new(file), staged });
        }
        Ok(Made {
            county,
            outputs: made,
            findings: Findings { id, key, found: diagnostics(found) },
            to,
            besides: diagnostics(besides),
        })
    }

    fn diagnostic(&self, note: Note) -> Option<Diagnostic> {
        let Note { rule, message, help, subject, place, row } = note;
        let place = place.and_then(|(source, start, end)| {
            Some(Place { source: Arc::clone(self.sources.get(source)?), span: start..end })
        });
        Some(Diagnostic { rule: self.rules.get(rule)?, message, help, subject, place, row })
    }
}

/// The number of a thing in a list, to which it is added if it is not there.
fn position<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, new: T) -> usize {
    list.iter().position(is).unwrap_or_else(|| {
        list.push(new);
        list.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::edition::Edition;
    use crate::rules;

    #[test]
    fn copies_come_back_in_their_order_as_they_went() {
        let ledger = Ledger::default();
        let source = Arc::new(Source { path: "a.toml".to_owned(), text: "x = 1\n".to_owned() });
        let finding = |name: &str| {
            let place = Place { source: Arc::clone(&source), span: 4..5 };
            Diagnostic::new(&rules::UNDERFULL, "short").at(&place).on(name).help("more")
        };
        let numbers = [2, 0, 1, 3000, 7];
        for number in numbers {
            let name = format!("varmland/recipients/{number}");
            let mut made = Made::nothing("varmland", name.clone());
            let mut file = File::new(format!("{name}.web.pdf"), Edition::Web, &[number as u8]);
            file.publication = "x".repeat(BLOCK / 3);
            file.trim_mm = Some([148.5, 210.0]);
            made.outputs.push(Output { file: Arc::new(file), staged: None });
            made.findings.key = Some(Digest::of(name.as_bytes()));
            made.findings.found.push(finding(&name));
            made.to = Some(name.clone());
            made.besides.push(Diagnostic::new(&rules::DRAFT_NEEDED, "no contact"));
            ledger.add(number, made);
        }
        let all = ledger.into_all(&Inputs::default()).expect("read");
        let ids: Vec<&str> = all.iter().filter_map(|made| made.findings.id.rsplit('/').next()).collect();
        assert_eq!(ids, ["0", "1", "2", "7", "3000"]);
        for made in &all {
            let id = &made.findings.id;
            assert_eq!(made.findings.key, Some(Digest::of(id.as_bytes())));
            assert_eq!(made.findings.found, [finding(id)]);
            assert_eq!(made.besides, [Diagnostic::new(&rules::DRAFT_NEEDED, "no contact")]);
            assert_eq!(made.to.as_ref(), Some(id));
            let [Output { file, staged: None }] = &made.outputs[..] else { panic!("one file") };
            assert_eq!((&file.path, file.trim_mm), (&format!("{id}.web.pdf"), Some([148.5, 210.0])));
        }
    }
}
