//! Stage 2: definition, county, theme, language and format become a document, a semantic tree with everything resolved.
//!
//! After this stage no file, clock or environment is read.

mod abbreviation;
mod art;
mod contact;
mod distribution;
mod filler;
mod finishing;
mod imprint;
mod inks;
mod markdown;
mod mend;
mod origin;
pub mod paper;
mod picture;
mod reading;
mod reference;
mod resolve;
mod rich;
mod shipping;
mod social;
mod svg;
mod swedish;
pub mod ticket;
mod web_page;

use std::sync::Arc;

use crate::definition::{Format, Theme};
use crate::diagnostic::Diagnostic;
use crate::lang::{Lang, is_written_together};
use crate::page::{Art, Metadata};
use crate::picture::{Focus, Picture};

pub use art::{brand_colors, colors_of_drawing};
pub(crate) use markdown::LANGUAGE;
pub use markdown::{Block, Form, blocks, foreign};
pub use origin::Origin;
pub use picture::decode;
pub use resolve::{Draft, RECIPIENTS, Wanted, resolve, title_of_file};
pub use rich::{RichText, Span, SpanStyle};
pub use social::{SocialPicture, WantedSocial, resolve_social};
pub use web_page::{Fact, WantedPage, WebPage, Words, resolve_page};

/// What is said of a leaflet whose theme could not be read.
const THEME_MISSING: &str = "the theme is missing";
/// What is said of a leaflet whose language has no fixed words.
const LABELS_MISSING: &str = "the labels of the language are missing";

/// Whether a finding only follows from another: it is told for every leaflet, its cause once, where it is.
#[must_use]
pub fn is_consequence(found: &Diagnostic) -> bool {
    [THEME_MISSING, LABELS_MISSING].contains(&found.message.as_str())
}

/// A leaflet in one format and language, ready to be laid out.
#[derive(Debug, Clone)]
pub struct Document {
    /// Title, publisher, language and date for the file itself.
    pub metadata: Metadata,
    /// Language of the text.
    pub lang: Lang,
    /// Trim and kind.
    pub format: &'static Format,
    /// Pages that it must fill.
    pub pages: u8,
    /// Colours, type and grid.
    pub theme: Arc<Theme>,
    /// For whom it is, above the title.
    pub audience: Option<RichText>,
    /// The title; on posters the headline.
    pub title: Title,
    /// The main message.
    pub lead: Option<RichText>,
    /// The picture at the head of the first page.
    pub cover: Option<Cover>,
    /// Sections in reading order, without help lines and cover.
    pub sections: Vec<Section>,
    /// Where to find help.
    pub help: Option<Help>,
    /// Whom to ask.
    pub contacts: Contacts,
    /// The QR code.
    pub code: Option<Code>,
    /// Organisations that sign, the office first.
    pub senders: Vec<Sender>,
    /// Publisher, version, date of the facts.
    pub imprint: RichText,
    /// Tabs to tear off along the lower edge, if there are any.
    pub tabs: Option<Tabs>,
    /// The word that marks a draft, such as `Utkast`, if this is one.
    pub draft: Option<String>,
    /// Where its words are written.
    pub origin: Origin,
}

/// An organisation that signs.
#[derive(Debug, Clone, PartialEq)]
pub struct Sender {
    /// Its name.
    pub name: RichText,
    /// Its logo, which stands for the name.
    pub logo: Option<Art>,
}

/// A title and where its lines may be parted by sense.
#[derive(Debug, Clone, PartialEq)]
pub struct Title {
    /// Sense units that should each stay on a line, with the space after them; only one where the definition marks none.
    pub units: Vec<String>,
}

impl Title {
    /// A title whose sense units are parted by `|`. A space comes between them, but where a script writes words together
    /// and no space is written.
    #[must_use]
    pub fn marked(text: &str) -> Title {
        let mut units: Vec<String> = Vec::new();
        let mut before = "";
        for part in text.split('|') {
            let together = before.ends_with(is_written_together) && part.starts_with(is_written_together);
            if let Some(last) = units.last_mut().filter(|_| !together) {
                last.push(' ');
            }
            units.push(part.trim().to_owned());
            before = part;
        }
        Title { units }
    }

    /// The title as one text.
    #[must_use]
    pub fn text(&self) -> String {
        self.units.concat()
    }
}

/// A section.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its id in the publication.
    pub id: String,
    /// Its heading.
    pub heading: Option<RichText>,
    /// Whether it may not be parted over columns.
    pub keep: bool,
    /// What it holds.
    pub content: Content,
}

/// What a section holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Running text.
    Text(Vec<Block>),
    /// A box that stands out.
    Callout(Vec<Block>),
    /// Numbered steps.
    Steps {
        /// A sentence before them.
        intro: Option<RichText>,
        /// The steps.
        steps: Vec<RichText>,
    },
    /// Somebody's words.
    Quote {
        /// The words with the language's quotation marks.
        text: RichText,
        /// Who said them, and where or when.
        source: RichText,
    },
    /// A picture.
    Image {
        /// What is seen.
        art: Art,
        /// Width in multiples of the height, to which a picture is cropped.
        aspect: f32,
        /// What the crop keeps in sight.
        focus: Focus,
        /// Alternative text.
        alt: String,
        /// Caption and credit.
        caption: Option<RichText>,
    },
}

/// A picture at the head of the first page, as wide as the page and over its edges.
#[derive(Debug, Clone)]
pub struct Cover {
    /// The picture.
    pub picture: Arc<Picture>,
    /// Width in multiples of the height, if the definition says so.
    pub aspect: Option<f32>,
    /// What a crop keeps in sight.
    pub focus: Focus,
    /// Alternative text.
    pub alt: String,
    /// Caption and credit.
    pub caption: Option<RichText>,
}

/// Numbers and addresses that help.
#[derive(Debug, Clone)]
pub struct Help {
    /// Its heading.
    pub heading: RichText,
    /// The lines.
    pub lines: Vec<HelpLine>,
}

/// A number or address, and who answers.
#[derive(Debug, Clone)]
pub struct HelpLine {
    /// The number or address, with its link.
    pub number: RichText,
    /// Who answers, strong.
    pub name: RichText,
    /// For whom and when.
    pub details: Option<RichText>,
}

impl HelpLine {
    /// Who answers, for whom and when, in one line of text of this language.
    #[must_use]
    pub fn who(&self, lang: Lang) -> RichText {
        let mut who = self.name.clone();
        if let Some(details) = &self.details {
            who.push(lang.comma, SpanStyle::default());
            who.append(details);
        }
        who
    }
}

/// Contacts under one heading.
#[derive(Debug, Clone)]
pub struct Contacts {
    /// Such as `Kontakt i Värmlands län`.
    pub heading: RichText,
    /// One, or one for each county of a joint edition.
    pub cards: Vec<Card>,
}

/// A contact: lines from who it is to how it is reached.
#[derive(Debug, Clone)]
pub struct Card {
    /// The county, in a joint edition.
    pub heading: Option<RichText>,
    /// Name, role and organisation.
    pub who: RichText,
    /// The name alone; where no person is named, the organisation.
    pub name: RichText,
    /// Where they work.
    pub organisation: String,
    /// Phone, mail and web with their links.
    pub reach: Vec<RichText>,
}

/// Tabs to tear off, all alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabs {
    /// How many.
    pub count: u8,
    /// Whom to call.
    pub number: RichText,
    /// Whose number it is.
    pub name: RichText,
    /// For whom and when.
    pub details: Option<RichText>,
    /// A short address.
    pub address: Option<RichText>,
    /// Whether each has the QR code.
    pub code: bool,
}

/// A QR code.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// What it holds.
    pub payload: String,
    /// Alternative text, naming the target.
    pub alt: String,
    /// The words beside it.
    pub caption: RichText,
    /// Index of the help line whose number it calls; none where it calls the contact, or holds something else.
    pub line: Option<usize>,
}

impl Code {
    /// Whether it holds a contact (a vCard, RFC 2426).
    #[must_use]
    pub fn is_contact(&self) -> bool {
        self.payload.starts_with("BEGIN:VCARD")
    }
}

impl Document {
    /// Everyone who signs without a logo, on one line; none where that is the publisher alone, whom the imprint names.
    #[must_use]
    pub fn senders_line(&self) -> Option<RichText> {
        let named: Vec<&RichText> = self.senders.iter().filter(|s| s.logo.is_none()).map(|s| &s.name).collect();
        if named.is_empty() || self.senders.len() < 2 {
            return None;
        }
        let mut line = RichText::default();
        for (at, sender) in named.into_iter().enumerate() {
            if at > 0 {
                line.push(" · ", SpanStyle::default());
            }
            line.append(&sender.held_together());
        }
        Some(line)
    }
}
