//! Says why a poster is too full: a word that is too wide, a headline that fits no lines, or too much text.

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::text::LineBreaker;
use crate::units::Pt;

use super::super::galley::SetText;
use super::contact::ContactList;
use super::foot::{FOOT_WAYS, FootWay};
use super::help::HelpList;
use super::{HEADLINES, Poster};

impl Poster<'_> {
    /// Every text but the headline, with the width that it has.
    fn measures(&self, way: FootWay, base: Pt) -> Vec<(&SetText, Pt)> {
        let (whole, foot, help) = (self.width(), self.foot_width(), self.help_width(way));
        let mut found: Vec<(&SetText, Pt)> = self.kicker.iter().chain(&self.lead).map(|t| (t, whole)).collect();
        found.extend(self.section_measures(base));
        found.extend(self.help.iter().flat_map(HelpList::texts).map(|text| (text, help)));
        found.extend(self.contact.iter().flat_map(ContactList::texts).map(|text| (text, foot)));
        found.extend(self.code.iter().map(|(_, _, caption)| (caption, self.field())));
        found.extend(std::iter::once(&self.senders).chain(&self.imprint).map(|t| (t, foot)));
        found
    }

    /// The text that runs furthest out of its place at this size, and by how much.
    pub(super) fn widest(&self, way: FootWay, base: Pt) -> Option<(&SetText, Pt)> {
        let wide = self
            .measures(way, base)
            .into_iter()
            .filter_map(|(text, measure)| text.too_wide(self.setter.theme, base, measure).map(|excess| (text, excess)));
        wide.max_by(|a, b| a.1.0.total_cmp(&b.1.0))
    }

    /// Says why and by how much the poster is too full.
    pub(super) fn overflow(&self, breaker: &mut LineBreaker) -> Diagnostic {
        let base = self.setting.base.0;
        // The way that asks for the least height of those that are wide enough.
        let narrow = FOOT_WAYS[FOOT_WAYS.len() - 1];
        let way = FOOT_WAYS.into_iter().rev().find(|way| self.widest(*way, base).is_none()).unwrap_or(narrow);
        let format = self.document.format.name;
        let document = self.document;
        let report = |text: Option<&str>, message: String, help: &str| {
            let finding = Diagnostic::new(&rules::OVERFLOW, message).on(document.metadata.id.clone()).help(help);
            finding.at_any(text.and_then(|text| document.origin.place_of(text)))
        };
        if let Some((word, width)) = self.title.widest() {
            let excess = self.setting.title.0 * width - self.width();
            if excess > Pt::ZERO {
                let message = format!(
                    "“{word}” in the headline is {:.1} mm wider than its place on {format} at the smallest size, and it may \
                     not be parted",
                    excess.mm().0.max(0.1)
                );
                return report(Some(word), message, "Choose a shorter word for the headline.");
            }
        }
        if let Some((text, excess)) = self.widest(way, base) {
            let (named, word) = self.setter.named(text, base, excess);
            let message = format!(
                "{named} is {:.1} mm wider than its place on {format} at the smallest size, and it may not be parted",
                excess.mm().0
            );
            return report(Some(word), message, "Write it shorter, or leave it out of this format.");
        }
        if self.title.choose(self.title_space(1.0)).is_none() {
            let message =
                format!("the headline does not fit {format} at its smallest size, however its lines are parted");
            return report(Some(&document.title.text()), message, "Shorten the headline.");
        }
        let stacks = HEADLINES.into_iter().filter_map(|share| self.stack(way, base, share, breaker));
        let over = stacks.map(|plan| Pt::ZERO - plan.room).fold(Pt(f32::MAX), Pt::min);
        let what = if self.has_pictures() { "headline, text and pictures" } else { "headline and text" };
        report(
            None,
            format!("{what} are {:.0} mm too high for one page of {format} at the smallest size", over.mm().0.max(1.0)),
            "Shorten the headline or the lead, or leave sections out of the poster: formats = [\"a4\"].",
        )
    }
}
