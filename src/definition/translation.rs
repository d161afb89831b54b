//! Translations held against the texts that they were made from.

use std::cmp::Ordering;

use super::untranslated::{Untranslated, untranslated};
use super::{Project, Publication};
use crate::diagnostic::At;

/// How far a text has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readiness {
    /// It may be printed and published.
    Reviewed,
    /// Nobody has reviewed it yet.
    Draft,
    /// Parts of the source are missing in it, are not translated, or it has parts that the source does not have; or words of
    /// a template are still to be replaced.
    Incomplete,
    /// The source has a newer version.
    OutOfDate,
}

impl Readiness {
    /// In a word or three, for lists and messages.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Readiness::Reviewed => "reviewed",
            Readiness::Draft => "draft",
            Readiness::Incomplete => "incomplete",
            Readiness::OutOfDate => "out of date",
        }
    }
}

/// Where a translation and its source differ in what they hold.
#[derive(Debug)]
pub enum Gap<'a> {
    /// A section of the source that the translation lacks.
    Lacks(&'a At<String>),
    /// A section of the translation that the source does not have.
    Adds(&'a At<String>),
    /// A text of the translation that still has passages of the source.
    Untranslated(Untranslated),
}

impl Project {
    /// The text that a translation was made from.
    #[must_use]
    pub fn source_of(&self, translation: &Publication) -> Option<&Publication> {
        let of = translation.translation.as_ref()?.of.value;
        self.publication(&translation.id, of).filter(|_| of != translation.lang)
    }

    /// How far a text has come.
    #[must_use]
    pub fn readiness(&self, publication: &Publication) -> Readiness {
        if let (Some(source), Some(made)) = (self.source_of(publication), &publication.translation) {
            if version_order(&made.from_version, &source.version) != Ordering::Equal {
                return Readiness::OutOfDate;
            }
            if !gaps(source, publication).is_empty() {
                return Readiness::Incomplete;
            }
        }
        if !publication.samples().is_empty() {
            return Readiness::Incomplete;
        }
        if publication.reviewed.value { Readiness::Reviewed } else { Readiness::Draft }
    }
}

/// Which of two versions is older: number by number, so that 1.9 is older than 1.10; what is no number, letter by letter.
#[must_use]
pub fn version_order(a: &str, b: &str) -> Ordering {
    let numbers = |version: &str| -> Option<Vec<u64>> {
        let mut numbers = version.split('.').map(str::parse).collect::<Result<Vec<u64>, _>>().ok()?;
        // 1 and 1.0 are the same version.
        while numbers.last() == Some(&0) {
            numbers.pop();
        }
        Some(numbers)
    };
    match (numbers(a), numbers(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.cmp(b),
    }
}

/// What a translation lacks of its source, adds to it or has left as it was.
#[must_use]
pub fn gaps<'a>(source: &'a Publication, translation: &'a Publication) -> Vec<Gap<'a>> {
    let has = |publication: &Publication, id: &str| publication.sections.iter().any(|s| s.id.value == id);
    let mut gaps: Vec<Gap<'a>> =
        source.sections.iter().map(|s| &s.id).filter(|id| !has(translation, id)).map(Gap::Lacks).collect();
    gaps.extend(translation.sections.iter().map(|s| &s.id).filter(|id| !has(source, id)).map(Gap::Adds));
    gaps.extend(untranslated(source, translation).into_iter().map(Gap::Untranslated));
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_number_by_number() {
        for (a, b, order) in [
            ("1.0", "1.0", Ordering::Equal),
            ("1", "1.0", Ordering::Equal),
            ("1.9", "1.10", Ordering::Less),
            ("2.0", "1.10", Ordering::Greater),
            ("vår 2026", "höst 2026", Ordering::Greater),
        ] {
            assert_eq!(version_order(a, b), order, "{a} and {b}");
        }
    }
}
