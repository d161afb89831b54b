//! What the program has to say about a project: rule, place, message and way out. Data only; the command line draws it.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::rules::Rule;

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing is written for what this concerns.
    Error,
    /// Built, but someone should look.
    Warning,
    /// Could be better.
    Advice,
}

/// A text file of the project, kept whole so that a diagnostic can show the line it speaks of.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Path from the project's root, with `/`.
    pub path: String,
    /// The file's text.
    pub text: String,
}

/// A place in a source file.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Bytes in its text.
    pub span: Range<usize>,
}

impl Place {
    /// Line and column of the start, both from 1; the column counts characters.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        self.at(self.span.start)
    }

    /// Line and column of the end, both from 1.
    #[must_use]
    pub fn end(&self) -> (usize, usize) {
        self.at(self.span.end)
    }

    fn at(&self, byte: usize) -> (usize, usize) {
        let before = &self.source.text.as_bytes()[..byte.min(self.source.text.len())];
        let line = before.split(|b| *b == b'\n').count();
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        (line, column)
    }
}

/// The file alone. What a build made is known again by what it was made from, written in this form: a line that moved has
/// changed nothing.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source.path)
    }
}

/// A value together with where it was written.
#[derive(Clone)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place in the definition.
    pub place: Place,
}

/// The value alone, as for [`Place`].
impl<T: fmt::Debug> fmt::Debug for At<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken; carries code, level and reason.
    pub rule: &'static Rule,
    /// What is wrong, in the coordinator's words.
    pub message: String,
    /// Where in the definition.
    pub place: Option<Place>,
    /// What it is about when there is no place in a definition: a file, an output, a page.
    pub subject: Option<String>,
    /// How to mend it, here.
    pub help: Option<String>,
    /// Where in a table of which no line is drawn. Boxed, as few findings have it and all are handed on by value.
    pub row: Option<Box<Row>>,
}

/// A line of a table, such as a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// The table's file, as it was named.
    pub file: String,
    /// Number of the line, from 1.
    pub line: usize,
}

impl Diagnostic {
    /// A finding without a place; add to it with [`Diagnostic::at`], [`Diagnostic::on`] and [`Diagnostic::help`].
    #[must_use]
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Diagnostic {
        Diagnostic { rule, message: message.into(), place: None, subject: None, help: None, row: None }
    }

    /// Adds the place, if it is known.
    #[must_use]
    pub fn at_any(self, place: Option<Place>) -> Diagnostic {
        match place {
            Some(place) => self.at(&place),
            None => self,
        }
    }

    /// Adds the place.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Diagnostic {
        self.place = Some(place.clone());
        self
    }

    /// Adds what it is about, such as `grooming-a4-sv, page 1`.
    #[must_use]
    pub fn on(mut self, subject: impl Into<String>) -> Diagnostic {
        self.subject = Some(subject.into());
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds the file and line of a table, where there is no place in a definition.
    #[must_use]
    pub fn in_row(mut self, file: &str, line: usize) -> Diagnostic {
        self.row = Some(Box::new(Row { file: file.to_owned(), line }));
        self
    }

    /// Level of the rule.
    #[must_use]
    pub fn level(&self) -> Level {
        self.rule.level
    }

    /// Whether it stops the build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.rule.level == Level::Error
    }
}

/// The beginning of a text for a message: at most so many characters, and a sign where more would follow.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Each finding once, where it stands first: what two counties share is found in both.
#[must_use]
pub fn each_once<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<&'a Diagnostic> {
    let mut told = BTreeSet::new();
    let mut is_new = |finding: &&'a Diagnostic| {
        let Diagnostic { rule, message, place, subject, help, row } = finding;
        let place = place.as_ref().map(|Place { source, span }| (&source.path, span.start, span.end, &source.text));
        told.insert((rule.code, message, place, subject, help, row))
    };
    findings.into_iter().filter(|finding| is_new(finding)).collect()
}
