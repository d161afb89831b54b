//! A finding as JSON has it: in manifests and with `--message-format json`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::rules::RULES;

use super::report::level_name;

/// A finding. Its fields are in the order of the alphabet, as JSON has them; lines and columns are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Found {
    code: Cow<'static, str>,
    column: Option<usize>,
    end_column: Option<usize>,
    end_line: Option<usize>,
    file: Option<String>,
    help: Option<String>,
    level: Cow<'static, str>,
    line: Option<usize>,
    message: String,
    subject: Option<String>,
}

impl Found {
    /// The finding as JSON has it.
    pub fn new(diagnostic: &Diagnostic) -> Found {
        let place = diagnostic.place.as_ref();
        let (start, end) = (place.map(Place::line_column).unzip(), place.map(Place::end).unzip());
        Found {
            code: diagnostic.rule.code.into(),
            level: level_name(diagnostic.level()).into(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            file: place.map(|place| place.source.path.clone()).or_else(|| Some(diagnostic.row.as_ref()?.file.clone())),
            line: start.0.or_else(|| Some(diagnostic.row.as_ref()?.line)),
            column: start.1,
            end_line: end.0,
            end_column: end.1,
            subject: diagnostic.subject.clone(),
        }
    }

    /// The file that it speaks of, if it speaks of one.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// As one line of JSON.
    pub fn line(&self) -> String {
        // What is made of texts and numbers can be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The finding that this was, if its rule and its file are still known.
    pub fn diagnostic(&self, sources: &[Arc<Source>]) -> Option<Diagnostic> {
        let rule = RULES.iter().find(|rule| self.code == rule.code)?;
        let mut diagnostic = Diagnostic::new(rule, self.message.clone());
        diagnostic.help.clone_from(&self.help);
        diagnostic.subject.clone_from(&self.subject);
        if let (Some(file), Some(line), None) = (&self.file, self.line, self.column) {
            diagnostic = diagnostic.in_row(file, line);
        } else if let Some(file) = &self.file {
            let source = sources.iter().find(|source| source.path == *file)?;
            let byte = |line: Option<usize>, column: Option<usize>| {
                byte_of(&source.text, line?.checked_sub(1)?, column?.checked_sub(1)?)
            };
            let span = byte(self.line, self.column)?..byte(self.end_line, self.end_column)?;
            diagnostic.place = Some(Place { source: Arc::clone(source), span });
        }
        Some(diagnostic)
    }

    /// What their order in a manifest goes by, as [`super::report::sorted`]: places, those without one last.
    fn rank(&self) -> impl Ord + '_ {
        let level = ["error", "warning", "advice"].iter().position(|name| self.level == *name);
        (
            (self.file.is_none(), &self.file, [self.line, self.column, self.end_line, self.end_column]),
            (&self.subject, level, &self.code, &self.message, &self.help),
        )
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Found) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Found {
    fn cmp(&self, other: &Found) -> Ordering {
        self.rank().cmp(&other.rank()).then_with(|| self.level.cmp(&other.level))
    }
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
            let again = Found::new(&found).diagnostic(std::slice::from_ref(&source));
            assert_eq!(again, Some(found), "{start}..{end}");
        }
        let row = Diagnostic::new(&rules::BAD_VALUE, "x").on("in.csv, row 3").in_row("in.csv", 3);
        assert_eq!(Found::new(&row).diagnostic(&[]), Some(row));
        let elsewhere = Diagnostic::new(&rules::UNDERFULL, "x").at(&Place { source, span: 0..1 });
        assert_eq!(Found::new(&elsewhere).diagnostic(&[]), None);
    }
}
