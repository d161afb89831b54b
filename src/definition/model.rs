//! What definitions hold, after parsing and checking. Every text that a rule may speak of knows its place.

use std::sync::Arc;

use crate::color::{Cmyk, Srgb};
use crate::diagnostic::{At, Place, Source};
use crate::lang::Lang;
use crate::picture::{Focus, PictureKind};

use super::{Addressee, Date, Email, Format, Order, Phone, Recipient, Social, Url};

/// Text as written: Markdown with placeholders such as `{county.name}`.
pub type Text = At<String>;

/// What a QR code leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeTarget {
    /// A number to call.
    Phone(Phone),
    /// A page to open.
    Page(Url),
}

/// A county: who prints.
#[derive(Debug, Clone)]
pub struct County {
    /// Name of its file and of its folder below `out`.
    pub slug: String,
    /// The file it came from.
    pub source: Arc<Source>,
    /// Code of Statistics Sweden, such as `17`.
    pub code: Option<At<String>>,
    /// Letter, such as `S`.
    pub letter: Option<At<String>>,
    /// In full, such as `Värmlands län`; `{county.name}`.
    pub name: Text,
    /// Short, such as `Värmland`; `{county.short}`.
    pub short: Text,
    /// Before a noun, such as `Värmlands` or `Örebro`; `{county.genitive}`.
    pub genitive: Text,
    /// The office that publishes, such as `Länsstyrelsen Värmland`; `{county.office}`.
    pub office: Text,
    /// Ids of the publications that it prints.
    pub publications: Vec<At<String>>,
    /// Web address of the folder in which its site lies, if it is known.
    pub base_url: Option<At<Url>>,
    /// Web address of the accessibility statement of that site.
    pub accessibility_url: Option<At<Url>>,
    /// Slugs of the counties that sign a joint edition together; empty for a county of its own.
    pub with: Vec<At<String>>,
    /// Name of the print profile of the county's print shop.
    pub print_profile: Option<At<String>>,
    /// Whom to ask.
    pub contact: Contact,
    /// Organisations that sign beside the office.
    pub senders: Vec<Sender>,
    /// Changes to publications, in the order of the file.
    pub overrides: Vec<Override>,
    /// What the print shop is asked for.
    pub order: Option<Order>,
    /// Who is given copies, in the order of the file.
    pub recipients: Vec<Recipient>,
    /// For whom this copy is; none but in a build for recipients.
    pub addressee: Option<Addressee>,
}

/// A person or an office to turn to. An office without person has no name.
#[derive(Debug, Clone)]
pub struct Contact {
    /// The `[contact]` table, or the county's name where there is none.
    pub place: Place,
    /// Person; `{contact.name}`.
    pub name: Option<Text>,
    /// What the person is; `{contact.role}`.
    pub role: Option<Text>,
    /// Where the person works; the county's office if not given; `{contact.organisation}`.
    pub organisation: Option<Text>,
    /// Phone; `{contact.phone}`.
    pub phone: Option<At<Phone>>,
    /// E-mail; `{contact.email}`.
    pub email: Option<At<Email>>,
    /// Web page; `{contact.url}`.
    pub url: Option<At<Url>>,
    /// Day on which someone made sure that all this is right.
    pub verified: Option<At<Date>>,
}

impl Contact {
    /// Whether a reader can reach anyone with it. Nobody answers at a number or address of the template.
    #[must_use]
    pub fn is_reachable(&self) -> bool {
        (self.phone.is_some() || self.email.is_some() || self.url.is_some()) && self.samples().is_empty()
    }
}

/// An organisation that signs.
#[derive(Debug, Clone)]
pub struct Sender {
    /// Its name.
    pub name: Text,
    /// Path of its logo in the project.
    pub logo: Option<At<String>>,
    /// Colours of that logo, where it is a drawing.
    pub colors: Vec<At<BrandColor>>,
    /// Publications that it signs; all if empty.
    pub publications: Vec<At<String>>,
}

/// A county's change to a publication.
#[derive(Debug, Clone)]
pub struct Override {
    /// Where the `[[override]]` begins.
    pub place: Place,
    /// Id of the publication.
    pub publication: At<String>,
    /// In which language; where nothing is said, sections are dropped in every language, and text is put into those
    /// that are no translations.
    pub lang: Option<Lang>,
    /// What is changed.
    pub action: OverrideAction,
}

impl Override {
    /// Whether it changes this text.
    #[must_use]
    pub fn concerns(&self, text: &Publication) -> bool {
        let in_language = match (self.lang, &self.action) {
            (Some(lang), _) => lang == text.lang,
            (None, OverrideAction::Drop(id)) => {
                text.translation.is_none() || text.sections.iter().any(|section| section.id.value == id.value)
            }
            (None, _) => text.translation.is_none(),
        };
        self.publication.value == text.id && in_language
    }

    /// The section that it brings, if it brings one.
    #[must_use]
    pub fn section(&self) -> Option<&Section> {
        match &self.action {
            OverrideAction::Drop(_) => None,
            OverrideAction::Replace(_, section)
            | OverrideAction::Before(_, section)
            | OverrideAction::After(_, section) => Some(section),
        }
    }
}

/// The ways to change a publication. The text is the id of a section.
#[derive(Debug, Clone)]
pub enum OverrideAction {
    /// Take a section out.
    Drop(At<String>),
    /// Put another in its place.
    Replace(At<String>, Box<Section>),
    /// Put another before it.
    Before(At<String>, Box<Section>),
    /// Put another after it.
    After(At<String>, Box<Section>),
}

/// An agreed text in one language.
#[derive(Debug, Clone)]
pub struct Publication {
    /// Same in every language.
    pub id: String,
    /// The file it came from.
    pub source: Arc<Source>,
    /// Language of the text.
    pub lang: Lang,
    /// Where the language is said.
    pub lang_place: Place,
    /// What it was translated from; none for a text that was written in its language.
    pub translation: Option<Translation>,
    /// Whether someone has read it and found it fit for print; true where nothing is said.
    pub reviewed: At<bool>,
    /// Title of sheets; on posters the headline if there is no other.
    pub title: Text,
    /// Headline of posters; `|` parts sense units that should stay on a line.
    pub headline: Option<Text>,
    /// Line above the title that says for whom, such as `För dig som är förälder`.
    pub audience_line: Option<Text>,
    /// Line above the headline of posters.
    pub kicker: Option<Text>,
    /// Who reads it: free words for lists and metadata.
    pub audience: Vec<At<String>>,
    /// The main message, under the title.
    pub lead: Option<Text>,
    /// Version as printed, such as `1.0`.
    pub version: At<String>,
    /// Day of this version: the date of every file built from it.
    pub date: At<Date>,
    /// Formats that it is made in.
    pub formats: Vec<FormatUse>,
    /// Highest LIX that is allowed without a warning.
    pub max_lix: u8,
    /// What the QR code holds where it is not the contact.
    pub qr: Option<At<CodeTarget>>,
    /// Words beside that QR code.
    pub qr_text: Option<Text>,
    /// Organisations that sign it in every county, after the county's own.
    pub issued_by: Option<Text>,
    /// The sections in reading order.
    pub sections: Vec<Section>,
    /// Ids of all sections that stand in its file, of those with errors too.
    pub named: Vec<String>,
    /// Statements with their sources.
    pub facts: Vec<Fact>,
    /// Its pictures for social media.
    pub social: Vec<Social>,
}

/// Which text a translation was made from.
#[derive(Debug, Clone)]
pub struct Translation {
    /// Its language.
    pub of: At<Lang>,
    /// The version that it had then.
    pub from_version: At<String>,
}

/// A format of a publication.
#[derive(Debug, Clone)]
pub struct FormatUse {
    /// The format.
    pub format: &'static Format,
    /// Where it was asked for.
    pub place: Place,
    /// How many pages.
    pub pages: u8,
    /// Name of the theme.
    pub theme: At<String>,
    /// Ids of the sections that it shows; if it names none, those decide themselves.
    pub sections: Option<Vec<At<String>>>,
    /// How many tabs to tear off stand along the lower edge of a poster.
    pub tabs: Option<At<u8>>,
    /// Whether each tab has the QR code.
    pub tabs_qr: bool,
}

/// A block of a publication.
#[derive(Debug, Clone)]
pub struct Section {
    /// Where the `[[section]]` begins.
    pub place: Place,
    /// Unique in the publication, the same in every language.
    pub id: At<String>,
    /// Heading.
    pub heading: Option<Text>,
    /// Formats that show it; all if empty.
    pub formats: Vec<At<String>>,
    /// Whether it may not be parted over columns or pages.
    pub keep: bool,
    /// Whether only the copies of recipients have it.
    pub recipients: bool,
    /// What it holds.
    pub kind: SectionKind,
}

/// The kinds of section.
#[derive(Debug, Clone)]
pub enum SectionKind {
    /// Running text.
    Text(Text),
    /// A box that stands out.
    Callout(Text),
    /// Numbered steps, each of one text.
    Steps {
        /// A sentence before them.
        intro: Option<Text>,
        /// The steps.
        steps: Vec<Text>,
    },
    /// Somebody's words.
    Quote {
        /// The words, without quotation marks.
        text: Text,
        /// Who said them.
        who: Text,
        /// Where and when, if known.
        source: Option<Text>,
    },
    /// Numbers and addresses that help.
    Help(Vec<HelpLine>),
    /// A picture.
    Image {
        /// Path in the project.
        file: At<String>,
        /// Alternative text.
        alt: Option<Text>,
        /// Line under the picture.
        caption: Option<Text>,
        /// Who made it.
        credit: Option<Text>,
        /// How it is shown.
        showing: Showing,
    },
}

impl SectionKind {
    /// As a definition names it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            SectionKind::Text(_) => "text",
            SectionKind::Callout(_) => "callout",
            SectionKind::Steps { .. } => "steps",
            SectionKind::Quote { .. } => "quote",
            SectionKind::Help(_) => "help",
            SectionKind::Image { .. } => "image",
        }
    }
}

/// How a picture is shown.
#[derive(Debug, Clone, Default)]
pub struct Showing {
    /// Whether it is the cover: as wide as the page and over its edges, at the head of the first page.
    pub cover: bool,
    /// What it shows, where the definition says so.
    pub kind: Option<PictureKind>,
    /// Width in multiples of the height; the picture's own if left out.
    pub ratio: Option<f32>,
    /// What a crop keeps in sight.
    pub focus: Focus,
    /// Colours of a drawing.
    pub colors: Vec<At<BrandColor>>,
}

/// A colour of a drawing and what it is printed with.
#[derive(Debug, Clone, PartialEq)]
pub struct BrandColor {
    /// As the drawing has it.
    pub srgb: Srgb,
    /// Inks of print; those that stand for the spot colour where there is one.
    pub cmyk: Cmyk,
    /// Name of an ink of its own.
    pub spot: Option<String>,
}

/// A number or an address that helps.
#[derive(Debug, Clone)]
pub struct HelpLine {
    /// Where the line begins.
    pub place: Place,
    /// Number, if it is called.
    pub phone: Option<At<Phone>>,
    /// Address, if it is visited.
    pub url: Option<At<Url>>,
    /// Who answers.
    pub name: Text,
    /// For whom or for what.
    pub for_whom: Option<Text>,
    /// When.
    pub hours: Option<Text>,
    /// Where the number was found.
    pub source: At<String>,
    /// When someone made sure; `None` if nobody did.
    pub checked: Option<At<Date>>,
}

/// A statement and where it comes from.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Where the `[[fact]]` begins.
    pub place: Place,
    /// The statement.
    pub text: Text,
    /// Law, web page or report.
    pub source: At<String>,
    /// When someone made sure; `None` if nobody did.
    pub checked: Option<At<Date>>,
    /// Ids of the sections that rest on it.
    pub sections: Vec<At<String>>,
}
