//! What preflight found, and where on which page.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Level};
use crate::rules::{self, Rule};
use crate::units::Rect;

/// Most places that one finding keeps; the rest is only counted.
const MOST_PLACES: usize = 60;
/// Most findings about one file; a file with more has one fault in many words.
const MOST_FINDINGS: usize = 1000;

/// One rule that a file breaks, on one page or as a whole.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule; carries code, level and reason.
    pub rule: &'static Rule,
    /// Page from 1; none if it concerns the file.
    pub page: Option<usize>,
    /// Where on the page, in points from the top left corner of its trim; the first few of [`Finding::count`].
    pub places: Vec<Rect>,
    /// How often it was found there.
    pub count: usize,
    /// What is wrong, at the first place.
    pub message: String,
}

impl Finding {
    /// What is wrong, and how often.
    #[must_use]
    pub fn text(&self) -> String {
        match self.count {
            0 | 1 => self.message.clone(),
            2 => format!("{}, and once more on this page", self.message),
            count => format!("{}, and {} times more on this page", self.message, count - 1),
        }
    }

    /// The place that is told in numbers; none where the message names the edges of the page.
    #[must_use]
    pub fn place_at(&self) -> Option<&Rect> {
        self.places.first().filter(|_| self.rule != &rules::BLEED_MISSING)
    }

    /// Page and place for people: `page 2, 12.5 mm from the left and 40.0 mm from the top of the trim`.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        let page = self.page?;
        Some(match self.place_at() {
            None => format!("page {page}"),
            Some(at) => {
                let (x, y) = (at.x.mm().0, at.y.mm().0);
                format!("page {page}, {x:.1} mm from the left and {y:.1} mm from the top of the trim")
            }
        })
    }

    /// The finding as a diagnostic about a file.
    fn diagnostic(&self, file: &str) -> Diagnostic {
        let subject = match self.place() {
            Some(place) => format!("{file}, {place}"),
            None => file.to_owned(),
        };
        Diagnostic::new(self.rule, self.text()).on(subject).help(self.rule.mend)
    }

    /// Findings as diagnostics about a file; what several pages have in common is told once.
    #[must_use]
    pub fn diagnostics(findings: &[Finding], file: &str) -> Vec<Diagnostic> {
        let mut told: Vec<(&Finding, Vec<usize>)> = Vec::new();
        for finding in findings {
            let same = |first: &Finding| first.page.is_some() && first.rule.code == finding.rule.code;
            match (finding.page, told.iter_mut().find(|(first, _)| same(first))) {
                (Some(page), Some((first, more))) if first.page != Some(page) => more.push(page),
                _ => told.push((finding, Vec::new())),
            }
        }
        let diagnostic = |(first, mut more): (&Finding, Vec<usize>)| {
            more.dedup();
            let mut diagnostic = first.diagnostic(file);
            let also = match more.as_slice() {
                [] => String::new(),
                [page] => format!("; also on page {page}"),
                [from, .., to] if to - from + 1 == more.len() => format!("; also on pages {from} to {to}"),
                pages => format!("; also on {} more pages", pages.len()),
            };
            diagnostic.message.push_str(&also);
            diagnostic
        };
        told.into_iter().map(diagnostic).collect()
    }

    /// Whether it says that the file is damaged: what else is found in it may be a consequence.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        self.rule == &rules::PDF_UNREADABLE
    }

    /// Whether a file with this finding must not be used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.rule.level == Level::Error
    }
}

/// Collects findings; what is found again on the same page is counted, not repeated.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    known: BTreeMap<(&'static str, Option<usize>, String), usize>,
}

impl Findings {
    /// About the file as a whole.
    pub fn file(&mut self, rule: &'static Rule, message: String) {
        self.add(rule, None, message.clone(), Vec::new(), message);
    }

    /// About a page, without a place.
    pub fn page(&mut self, rule: &'static Rule, page: usize, message: String) {
        self.add(rule, Some(page), message.clone(), Vec::new(), message);
    }

    /// About a place on a page. All places of a rule on a page become one finding.
    pub fn at(&mut self, rule: &'static Rule, page: usize, place: Rect, message: impl FnOnce() -> String) {
        match self.known.get(&(rule.code, Some(page), String::new())) {
            Some(known) => {
                let finding = &mut self.list[*known];
                finding.count += 1;
                if finding.places.len() < MOST_PLACES {
                    finding.places.push(place);
                }
            }
            None => self.add(rule, Some(page), String::new(), vec![place], message()),
        }
    }

    /// About several places on a page that are told together; the message names them.
    pub fn places(&mut self, rule: &'static Rule, page: usize, mut places: Vec<Rect>, message: String) {
        places.truncate(MOST_PLACES);
        self.add(rule, Some(page), message.clone(), places, message);
    }

    fn add(&mut self, rule: &'static Rule, page: Option<usize>, key: String, places: Vec<Rect>, message: String) {
        let key = (rule.code, page, key);
        if self.list.len() < MOST_FINDINGS && !self.known.contains_key(&key) {
            self.known.insert(key, self.list.len());
            self.list.push(Finding { rule, page, places, count: 1, message });
        }
    }

    /// By page, the file's own first, damage before everything that may follow from it, errors before warnings.
    pub fn finish(mut self) -> Vec<Finding> {
        // A colour that was seen where it is drawn need not be told of the resource as well.
        let drawn: BTreeSet<_> =
            self.list.iter().filter(|f| !f.places.is_empty()).map(|f| (f.page, f.rule.code)).collect();
        let colors = [rules::COLOR_RGB.code, rules::COLOR_MANAGED.code];
        self.list.retain(|f| {
            !(f.places.is_empty() && colors.contains(&f.rule.code) && drawn.contains(&(f.page, f.rule.code)))
        });
        let whole = |finding: &Finding| !finding.is_damage();
        self.list.sort_by(|a, b| {
            (a.page, whole(a), a.rule.level, a.rule.code).cmp(&(b.page, whole(b), b.rule.level, b.rule.code))
        });
        self.list
    }
}
