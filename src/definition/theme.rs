//! A theme: colours, fonts, type scale, grid and the sizes of components, read from `assets/themes/NAME.toml`.
//!
//! Sizes of type are in multiples of the base size that the fit chooses, unless a field says otherwise.

use crate::color::Color;
use crate::diagnostic::{At, Place};
use crate::units::{Insets, Pt};

/// A theme after parsing: every name in it is known to resolve.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Name of its file.
    pub name: String,
    /// Whether it sets sheets or posters.
    pub kind: ThemeKind,
    /// Declared colours in the order of the file.
    pub colors: Vec<(String, At<Color>)>,
    /// Family of text and headlines.
    pub family: String,
    /// Families for characters that the first lacks, in order of trial.
    pub fallback: Vec<String>,
    /// Where the family and each of the others are named.
    pub families_at: Vec<Place>,
    /// Styles by [`StyleName`], in the enum's order.
    pub styles: Vec<Style>,
    /// Settings of each format that the theme serves.
    pub formats: Vec<FormatSetting>,
    /// Components by [`Block`], in the enum's order.
    pub blocks: Vec<BlockSetting>,
    /// No text may be smaller than this.
    pub floor: At<Pt>,
}

/// How a theme composes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeKind {
    /// Columns of sections under a band.
    Sheet,
    /// A headline that fills the measure on a full ground.
    Poster,
    /// The same on a telephone, in a few words.
    Social,
}

/// Index of a colour in [`Theme::colors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColorName(pub usize);

/// The styles that every theme declares under `[styles.NAME]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StyleName {
    /// `body`: running text.
    Body,
    /// `heading`: heading of a section.
    Heading,
    /// `title`: title in the band, or the poster's headline.
    Title,
    /// `audience`: line above the title.
    Audience,
    /// `lead`: main message.
    Lead,
    /// `callout-heading`.
    CalloutHeading,
    /// `callout`: text of a call-out.
    Callout,
    /// `help-heading`.
    HelpHeading,
    /// `help-number`: the number itself.
    HelpNumber,
    /// `help-name`: who answers, and for whom.
    HelpName,
    /// `quote`: the words of a quotation.
    Quote,
    /// `quote-source`: who said them.
    QuoteSource,
    /// `contact-heading`.
    ContactHeading,
    /// `contact`: lines of the contact card.
    Contact,
    /// `senders`: who signs.
    Senders,
    /// `imprint`: publisher, version, date.
    Imprint,
    /// `caption`: under pictures and QR codes.
    Caption,
}

impl StyleName {
    /// Every style, in order, with its name in theme files.
    pub const ALL: [(StyleName, &'static str); 17] = [
        (StyleName::Body, "body"),
        (StyleName::Heading, "heading"),
        (StyleName::Title, "title"),
        (StyleName::Audience, "audience"),
        (StyleName::Lead, "lead"),
        (StyleName::CalloutHeading, "callout-heading"),
        (StyleName::Callout, "callout"),
        (StyleName::HelpHeading, "help-heading"),
        (StyleName::HelpNumber, "help-number"),
        (StyleName::HelpName, "help-name"),
        (StyleName::Quote, "quote"),
        (StyleName::QuoteSource, "quote-source"),
        (StyleName::ContactHeading, "contact-heading"),
        (StyleName::Contact, "contact"),
        (StyleName::Senders, "senders"),
        (StyleName::Imprint, "imprint"),
        (StyleName::Caption, "caption"),
    ];
}

/// How a kind of text looks.
#[derive(Debug, Clone)]
pub struct Style {
    /// Where it is declared.
    pub place: Place,
    /// `weight`: 400 to 800.
    pub weight: u16,
    /// `italic`.
    pub italic: bool,
    /// `size`: multiple of the base size.
    pub size: f32,
    /// `min`: never smaller than this many points, whatever the base size.
    pub min: Pt,
    /// `leading`: baseline distance in multiples of the type size.
    pub leading: f32,
    /// `color`.
    pub color: ColorName,
    /// `ground`: the colour under it, for the contrast check.
    pub ground: ColorName,
    /// `hyphenate`.
    pub hyphenate: bool,
    /// `justify`.
    pub justify: bool,
}

/// The components that every theme declares under `[blocks.NAME]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// `page`: the ground of the whole page.
    Page,
    /// `band`: the header band.
    Band,
    /// `rule`: the short accent bar under the title.
    Rule,
    /// `callout`: the box of a call-out.
    Callout,
    /// `help`: the band of help lines.
    Help,
    /// `marker`: bullets and step numbers.
    Marker,
    /// `quote`: the bar beside a quotation.
    Quote,
    /// `divider`: hairline above the senders.
    Divider,
    /// `code`: the field under a QR code.
    Code,
}

impl Block {
    /// Every component, in order, with its name in theme files.
    pub const ALL: [(Block, &'static str); 9] = [
        (Block::Page, "page"),
        (Block::Band, "band"),
        (Block::Rule, "rule"),
        (Block::Callout, "callout"),
        (Block::Help, "help"),
        (Block::Marker, "marker"),
        (Block::Quote, "quote"),
        (Block::Divider, "divider"),
        (Block::Code, "code"),
    ];
}

/// How a component looks.
#[derive(Debug, Clone)]
pub struct BlockSetting {
    /// `color`: fill, or colour of the line.
    pub color: ColorName,
    /// `padding`: millimetres inside the box, or beside the text.
    pub padding: Pt,
    /// `thickness`: millimetres of a bar or line; width of markers' column.
    pub thickness: Pt,
    /// `length`: millimetres of a bar; side of a QR code.
    pub length: Pt,
    /// `radius`: millimetres of the corners.
    pub radius: Pt,
}

/// How a theme sets one format, `[formats.NAME]`.
#[derive(Debug, Clone)]
pub struct FormatSetting {
    /// Name of the format.
    pub name: String,
    /// `margin = [top, right, bottom, left]` in millimetres.
    pub margin: Insets,
    /// `columns`.
    pub columns: u8,
    /// `gutter` between columns, in millimetres.
    pub gutter: Pt,
    /// `base = [smallest, largest]` size of running text in points.
    pub base: (Pt, Pt),
    /// `title = [smallest, largest]` size of the title or headline in points.
    pub title: (Pt, Pt),
    /// `safe` zone inside the trim in millimetres: no text or code comes nearer.
    pub safe: Pt,
    /// `qr`: side of the code without its quiet zone, in millimetres.
    pub qr: Pt,
    /// `scale`: share of the theme's vertical distances, bars and logos; if left out, 1 on posters and the share of A4's
    /// width on sheets.
    pub scale: f32,
}

impl Theme {
    /// The colour of this name.
    #[must_use]
    pub fn color(&self, name: ColorName) -> Color {
        self.colors[name.0].1.value
    }

    /// The settings of a style.
    #[must_use]
    pub fn style(&self, name: StyleName) -> &Style {
        &self.styles[name as usize]
    }

    /// The settings of a component.
    #[must_use]
    pub fn block(&self, block: Block) -> &BlockSetting {
        &self.blocks[block as usize]
    }

    /// The settings for a format, if the theme serves it.
    #[must_use]
    pub fn format(&self, name: &str) -> Option<&FormatSetting> {
        self.formats.iter().find(|f| f.name == name)
    }
}
