//! Headings of tables: which column holds what.

use crate::definition::{nearest, proposal};
use crate::diagnostic::Diagnostic;
use crate::rules::{self, Rule};

use super::locale::{Locale, spoken};
use super::spreadsheet::Sheet;

/// The key of a column, and the other headings that are understood for it, a Swedish one first.
pub(super) type Column = (&'static str, &'static [&'static str]);

/// What tables of contacts and of recipients alike head the role of a contact with.
pub(super) const ROLE: &[&str] = &["roll", "titel", "role"];
/// Its organisation.
pub(super) const ORGANISATION: &[&str] = &["myndighet", "organisation", "organization"];
/// Its telephone.
pub(super) const PHONE: &[&str] = &["telefon", "tel", "phone"];
/// Its address for mail.
pub(super) const EMAIL: &[&str] = &["e-post", "epost", "mejl", "email", "e-mail"];
/// Its page on the web.
pub(super) const URL: &[&str] = &["webb", "webbadress", "webbplats", "web", "url"];

/// What a column is headed with in the language of this run: in Swedish its first other word, else its key.
pub(super) fn title((key, others): &Column) -> &'static str {
    match spoken() {
        Locale::Sv => others.first().copied().unwrap_or(key),
        Locale::En => key,
    }
}

/// The same of the column with this key.
pub(super) fn title_of(known: &[Column], key: &'static str) -> &'static str {
    known.iter().find(|(own, _)| *own == key).map_or(key, title)
}

/// What the first row of a table says of its columns.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The key of each column; none for one that is passed over.
    pub keys: Vec<Option<&'static str>>,
    /// The headings that are those of no key.
    pub others: Vec<String>,
}

impl Head {
    /// Whether a column has this key.
    pub fn has(&self, key: &str) -> bool {
        self.column(key).is_some()
    }

    /// The column of a key, counted from 0.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|known| *known == Some(key))
    }

    /// The key of a column.
    pub fn key(&self, column: usize) -> Option<&'static str> {
        self.keys.get(column).copied().flatten()
    }
}

/// The keys that the first row of a table of `what` names, by the key itself or by another word for it. A heading that is near
/// to one of them is a slip; others are left to the caller, and columns without a heading are passed over. What is wrong is
/// told of its place in the file `name`.
pub(super) fn read(name: &str, sheet: &Sheet, known: &[Column], what: &str, findings: &mut Vec<Diagnostic>) -> Head {
    let mut head = Head::default();
    let words = || known.iter().flat_map(|(key, others)| std::iter::once(*key).chain(others.iter().copied()));
    for (index, title) in sheet.head().iter().enumerate() {
        let lower = title.to_lowercase();
        let mut wrong = |rule: &'static Rule, message: String, help: String| {
            let on = format!("{name}, row {}, column {}", sheet.head_number(), sheet.column(index));
            findings.push(Diagnostic::new(rule, message).on(on).help(help).in_row(name, sheet.head_number()));
        };
        let column = known.iter().find(|(key, others)| *key == lower || others.contains(&lower.as_str()));
        let key = column.map(|(key, _)| *key);
        match key {
            Some(key) if head.has(key) => {
                let message = format!("“{title}” is a second column of {}", title_of(known, key));
                wrong(&rules::DUPLICATE, message, "Take one of the two out.".to_owned());
            }
            None if title.is_empty() => {}
            None if nearest(&lower, words()).is_some() => {
                let message = format!("“{title}” is no column of {what}");
                wrong(&rules::UNKNOWN_KEY, message, proposal(&lower, words()));
            }
            None => head.others.push(title.clone()),
            Some(_) => {}
        }
        head.keys.push(key);
    }
    head
}
