//! The words of the templates that `leaflet new` and `leaflet init` write, which stand for others and are never to be
//! printed.

use super::untranslated::passages;
use super::{Contact, Publication, SectionKind, Text};
use crate::diagnostic::Place;

/// The name in the template of a contact.
pub const NAME: &str = "Förnamn Efternamn";
/// The number there, which nobody has, as it is dialled.
const PHONE: &str = "+46100000000";
/// The address there.
pub const EMAIL: &str = "fornamn.efternamn@lansstyrelsen.se";

/// Title, line above it and lead of a new publication.
pub const HEAD: [&str; 3] = ["Rubrik", "För dig som ...", "Det viktigaste i en eller två meningar."];
/// Paragraphs, items and steps of a new publication.
pub const PASSAGES: [&str; 9] = [
    "Ett stycke. Korta meningar och vanliga ord.",
    "- En punkt.",
    "- En punkt till.",
    "Det som ska synas först.",
    "Det första.",
    "Det andra.",
    "Det som någon har sagt.",
    "Namn, vad personen är",
    "Vad bilden visar, för den som inte ser den",
];

impl Contact {
    /// Number and address that are still those of the template: nobody answers there.
    #[must_use]
    pub fn samples(&self) -> Vec<&Place> {
        let phone = self.phone.as_ref().filter(|phone| phone.dial() == PHONE).map(|phone| &phone.place);
        let email = self.email.as_ref().filter(|email| email.as_str() == EMAIL).map(|email| &email.place);
        [phone, email].into_iter().flatten().collect()
    }

    /// The name, if it is still that of the template. Beside an address that nobody can have (RFC 2606) it is an example.
    #[must_use]
    pub fn sample_name(&self) -> Option<&Text> {
        let example = self.email.as_ref().is_some_and(|email| email.as_str().ends_with("example.org"));
        self.name.as_ref().filter(|name| !example && name.trim() == NAME)
    }
}

impl Publication {
    /// Texts that are still those of the template, or begin a passage that is.
    #[must_use]
    pub fn samples(&self) -> Vec<&Text> {
        let head = [Some(&self.title), self.audience_line.as_ref(), self.lead.as_ref()];
        let head = head.into_iter().flatten().filter(|text| HEAD.contains(&text.trim()));
        let is_sample = |text: &&Text| passages(text).iter().any(|(_, words)| PASSAGES.contains(&words.as_str()));
        head.chain(self.sections.iter().flat_map(|section| texts(&section.kind)).filter(is_sample)).collect()
    }
}

/// The texts that a template fills in.
fn texts(kind: &SectionKind) -> Vec<&Text> {
    match kind {
        SectionKind::Text(text) | SectionKind::Callout(text) => vec![text],
        SectionKind::Steps { steps, .. } => steps.iter().collect(),
        SectionKind::Quote { text, who, .. } => vec![text, who],
        SectionKind::Help(lines) => lines.iter().map(|line| &line.name).collect(),
        SectionKind::Image { alt, .. } => alt.iter().collect(),
    }
}
