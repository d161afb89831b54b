//! The fixed words of leaflets in each language, from `assets/labels/LANG.toml`.

use std::sync::Arc;

use super::checker::quoted;
use super::file;
use super::nearest::proposal;
use super::placeholder::{Piece, pieces};
use super::prose::Prose;
use super::shape::Shape;
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::lang::Lang;
use crate::rules;

/// A fixed text. Its own placeholders are named; those of every text may stand in it as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Heading of the contact card.
    Contact,
    /// Heading of help lines that have none.
    Help,
    /// Who publishes: `{names}`.
    PublishedBy,
    /// `{version}`.
    Version,
    /// When the facts were checked: `{month}`, `{year}`.
    FactsChecked,
    /// The mark on drafts.
    Draft,
    /// Beside a code that holds the contact.
    QrContact,
    /// Beside a code that holds a web address: `{address}`.
    QrWeb,
    /// Beside a code that holds a phone number: `{number}`.
    QrPhone,
    /// Alternative text of a code: `{target}`.
    QrAlt,
    /// Before a phone number.
    Phone,
    /// Before an e-mail address.
    Email,
    /// Before a web address.
    Web,
    /// Before a source.
    Source,
    /// Before the maker of a picture.
    Photo,
    /// Before the number of a step, for screen readers.
    Step,
    /// `{page}`, `{pages}`.
    Page,
    /// Between the last two names of a list.
    And,
    /// Link past the head of a web page.
    Skip,
    /// What a screen reader calls the links at the head of a web page.
    Shortcuts,
    /// Heading of the facts with their sources.
    Facts,
    /// When a fact was checked: `{date}`.
    Checked,
    /// The language's own name for itself.
    Language,
    /// What a screen reader calls the choice of language.
    Languages,
    /// Heading of the files to download.
    Download,
    /// A sheet to download: `{format}`, `{pages}`, `{size}` in kB.
    SheetFile,
    /// A poster to download: `{format}`, `{pages}`, `{size}` in kB.
    PosterFile,
    /// A sheet folded once to download: `{format}`, `{pages}`, `{size}` in kB.
    FolderFile,
    /// A sheet folded around its cover to download: `{format}`, `{pages}`, `{size}` in kB.
    RollFoldFile,
    /// A sheet folded in a zigzag to download: `{format}`, `{pages}`, `{size}` in kB.
    ZFoldFile,
    /// A pocket card to download: `{pages}`, `{size}` in kB.
    CardFile,
    /// Heading of a site's start page.
    Site,
    /// What can be done there.
    SiteLead,
    /// Link to the start page.
    Home,
    /// Link that leaves the site at once.
    Leave,
    /// What that link does and does not: `{address}`.
    LeaveNote,
    /// The link to the accessibility statement (lag 2018:1937, 12 §).
    Accessibility,
    /// Heading of the page for addresses that lead nowhere.
    NotFound,
    /// What to do there.
    NotFoundText,
}

impl Label {
    /// Every label in order, with its key and its own placeholders.
    pub const ALL: [(Label, &'static str, &'static [&'static str]); 39] = [
        (Label::Contact, "contact", &[]),
        (Label::Help, "help", &[]),
        (Label::PublishedBy, "published_by", &["names"]),
        (Label::Version, "version", &["version"]),
        (Label::FactsChecked, "facts_checked", &["month", "year"]),
        (Label::Draft, "draft", &[]),
        (Label::QrContact, "qr_contact", &[]),
        (Label::QrWeb, "qr_web", &["address"]),
        (Label::QrPhone, "qr_phone", &["number"]),
        (Label::QrAlt, "qr_alt", &["target"]),
        (Label::Phone, "phone", &[]),
        (Label::Email, "email", &[]),
        (Label::Web, "web", &[]),
        (Label::Source, "source", &[]),
        (Label::Photo, "photo", &[]),
        (Label::Step, "step", &[]),
        (Label::Page, "page", &["page", "pages"]),
        (Label::And, "and", &[]),
        (Label::Skip, "skip", &[]),
        (Label::Shortcuts, "shortcuts", &[]),
        (Label::Facts, "facts", &[]),
        (Label::Checked, "checked", &["date"]),
        (Label::Language, "language", &[]),
        (Label::Languages, "languages", &[]),
        (Label::Download, "download", &[]),
        (Label::SheetFile, "sheet_file", &["format", "pages", "size"]),
        (Label::PosterFile, "poster_file", &["format", "pages", "size"]),
        (Label::FolderFile, "folder_file", &["format", "pages", "size"]),
        (Label::RollFoldFile, "roll_fold_file", &["format", "pages", "size"]),
        (Label::ZFoldFile, "z_fold_file", &["format", "pages", "size"]),
        (Label::CardFile, "card_file", &["pages", "size"]),
        (Label::Site, "site", &[]),
        (Label::SiteLead, "site_lead", &[]),
        (Label::Home, "home", &[]),
        (Label::Leave, "leave", &[]),
        (Label::LeaveNote, "leave_note", &["address"]),
        (Label::Accessibility, "accessibility", &[]),
        (Label::NotFound, "not_found", &[]),
        (Label::NotFoundText, "not_found_text", &[]),
    ];
}

/// The fixed words of one language.
#[derive(Debug, Clone)]
pub struct Labels {
    /// The language.
    pub lang: Lang,
    /// By [`Label`], in the enum's order.
    texts: Vec<Option<String>>,
}

impl Labels {
    /// The text of a label as written, placeholders unfilled; empty if the file lacks it, which is reported as an error.
    #[must_use]
    pub fn text(&self, label: Label) -> &str {
        self.texts.get(label as usize).and_then(Option::as_deref).unwrap_or_default()
    }

    /// These words, and where they have none, those of the language of which theirs is a variant.
    #[must_use]
    pub(super) fn or(mut self, shared: Labels) -> Labels {
        for (own, shared) in self.texts.iter_mut().zip(shared.texts) {
            *own = own.take().or(shared);
        }
        self
    }

    /// Keys of the labels that the language lacks.
    pub fn missing(&self) -> impl Iterator<Item = &'static str> {
        Label::ALL.iter().filter(|(label, ..)| self.text(*label).is_empty()).map(|(_, key, _)| *key)
    }
}

/// The labels in a file of this language.
pub(super) fn read(source: &Arc<Source>, lang: Lang, out: &mut Vec<Diagnostic>) -> Labels {
    // The keys come from the table of labels, not from a shape: each has placeholders of its own.
    static NONE: Shape = Shape::new("the labels", "The fixed words of one language.", &[]);
    let mut unused = Vec::new();
    let (document, whole) = file::tables(source, &NONE, &mut unused);
    out.extend(unused.into_iter().filter(|d| !whole && d.rule != &rules::UNKNOWN_KEY));
    let mut texts = vec![None; Label::ALL.len()];
    for (key, value) in file::root(source, &document).entries() {
        let at = |span| Place { source: Arc::clone(source), span };
        let Some((label, _, own)) = Label::ALL.iter().find(|(_, known, _)| *known == key.get_ref().as_ref()) else {
            let message = format!("no label is called `{}`", quoted(key.get_ref()));
            let help = proposal(key.get_ref(), Label::ALL.iter().map(|(_, known, _)| *known));
            out.push(Diagnostic::new(&rules::UNKNOWN_KEY, message).at(&at(key.span())).help(help));
            continue;
        };
        let Some(text) = value.get_ref().as_str() else {
            let message = format!("`{}` must be a text in quotation marks", key.get_ref());
            let help = format!("write `{} = \"...\"`", key.get_ref());
            out.push(Diagnostic::new(&rules::WRONG_TYPE, message).at(&at(value.span())).help(help));
            continue;
        };
        Prose { text, source, span: value.span(), lang }.check(own, out);
        if let Some(missing) = unfilled(*label, text, own) {
            let message = format!("`{}` does not say {{{missing}}}, which is filled in there", key.get_ref());
            let help = format!("write {{{missing}}} where it is to stand");
            out.push(Diagnostic::new(&rules::LABEL_MISSING, message).at(&at(value.span())).help(help));
        }
        texts[*label as usize] = Some(text.to_owned());
    }
    Labels { lang, texts }
}

/// The first placeholder without which a label says less than the leaflet has to: its own, and above the contact the county.
fn unfilled(label: Label, text: &str, own: &[&'static str]) -> Option<&'static str> {
    let names: Vec<&str> = pieces(text)
        .into_iter()
        .filter_map(|(piece, _)| if let Piece::Name(name) = piece { Some(name) } else { None })
        .collect();
    if label == Label::Contact {
        return (!names.iter().any(|name| name.starts_with("county."))).then_some("county.name");
    }
    own.iter().find(|name| !names.contains(*name)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        assert!(Label::ALL.iter().enumerate().all(|(at, (label, ..))| *label as usize == at));
    }
}
