//! Builds a publication from the checked tables `[publication]`, `[[section]]` and `[[fact]]`.

use std::sync::Arc;

use toml::Spanned;
use toml::de::DeValue;

use super::checker::{hex, link};
use super::node::Node;
use super::{
    BrandColor, Fact, Format, FormatKind, FormatUse, HelpLine, Publication, Section, SectionKind, Showing, Translation,
    social,
};
use crate::color::Cmyk;
use crate::diagnostic::At;
use crate::lang::Lang;
use crate::picture::{Focus, PictureKind};

/// Highest LIX without a warning where a publication sets none: the upper end of what Björnsson calls easy to
/// middling (Läsbarhet, 1968).
const MAX_LIX: u8 = 40;
/// The same for easy language: up to here a text is very easy (ibid.).
const EASY_LIX: u8 = 30;

/// The publication of a file; `None` if a part is missing that nothing can do without.
pub(super) fn publication(file: &Node<'_>) -> Option<Publication> {
    let table = file.table("publication")?;
    let theme = table.text("theme");
    let lang = table.text("lang")?;
    let easy = Lang::from_code(&lang)?.easy;
    Some(Publication {
        id: table.text("id")?.value,
        source: Arc::clone(file.source),
        lang: Lang::from_code(&lang)?,
        lang_place: lang.place,
        translation: translation(&table),
        reviewed: reviewed(&table),
        title: table.text("title")?,
        headline: table.text("headline"),
        audience_line: table.text("audience_line"),
        kicker: table.text("kicker"),
        audience: table.texts("audience"),
        lead: table.text("lead"),
        version: table.text("version")?,
        date: table.date("date")?,
        formats: table
            .items("formats")
            .iter()
            .filter_map(|value| format_use(&table, value, theme.as_ref(), easy))
            .collect(),
        max_lix: table.byte("max_lix").unwrap_or(if easy { EASY_LIX } else { MAX_LIX }),
        qr: table.text("qr").and_then(|qr| Some(At { value: link(&qr).ok()?, place: qr.place })),
        qr_text: table.text("qr_text"),
        issued_by: table.text("issued_by"),
        sections: file.tables("section").iter().filter_map(section).collect(),
        named: file.tables("section").iter().filter_map(|table| Some(table.text("id")?.value)).collect(),
        facts: file.tables("fact").iter().filter_map(fact).collect(),
        social: file.tables("social").iter().filter_map(social::social).collect(),
    })
}

/// What the text was translated from.
fn translation(table: &Node<'_>) -> Option<Translation> {
    let of = table.text("translates")?;
    let lang = Lang::from_code(&of)?;
    Some(Translation { of: At { value: lang, place: of.place }, from_version: table.text("from_version")? })
}

/// Whether the text has been reviewed; a text that does not say so is a source, which is agreed before it is written.
fn reviewed(table: &Node<'_>) -> At<bool> {
    match table.get("reviewed") {
        Some(value) => At { value: value.get_ref().as_bool() != Some(false), place: table.place_of(value.span()) },
        None => At { value: true, place: table.place() },
    }
}

/// A format by its name alone, or with settings of its own.
fn format_use(
    table: &Node<'_>,
    value: &Spanned<DeValue<'_>>,
    theme: Option<&At<String>>,
    easy: bool,
) -> Option<FormatUse> {
    let place = table.place_of(value.span());
    let usual = |format: &Format| {
        let name = match format.kind {
            FormatKind::Sheet if easy => "sheet-simple",
            FormatKind::Sheet => "sheet",
            FormatKind::Poster => "poster",
            FormatKind::Social => "social",
        };
        theme.cloned().unwrap_or_else(|| At { value: name.to_owned(), place: place.clone() })
    };
    if let Some(name) = value.get_ref().as_str() {
        let format = Format::named(name)?;
        return Some(FormatUse {
            format,
            theme: usual(format),
            pages: format.min_pages,
            sections: None,
            tabs: None,
            tabs_qr: false,
            place,
        });
    }
    let own = Node { table: value.get_ref().as_table()?, source: table.source, start: (0, 0) };
    let format = Format::named(&own.text("format")?)?;
    let pages = own.byte("pages").unwrap_or(format.min_pages);
    Some(FormatUse {
        format,
        theme: own.text("theme").unwrap_or_else(|| usual(format)),
        pages,
        sections: own.get("sections").map(|_| own.texts("sections")),
        tabs: own.byte("tabs").map(|value| At { value, place: place.clone() }),
        tabs_qr: own.flag("tabs_qr"),
        place,
    })
}

/// A section of a publication or of an override.
pub(super) fn section(table: &Node<'_>) -> Option<Section> {
    let name = table.text("kind");
    let kind = match name.as_ref().map_or("text", |name| name.value.as_str()) {
        "text" => SectionKind::Text(table.text("text")?),
        "callout" => SectionKind::Callout(table.text("text")?),
        "steps" => SectionKind::Steps { intro: table.text("intro"), steps: table.texts("steps") },
        "quote" => {
            SectionKind::Quote { text: table.text("text")?, who: table.text("who")?, source: table.text("source") }
        }
        "help" => SectionKind::Help(table.tables("lines").iter().filter_map(help_line).collect()),
        "image" => SectionKind::Image {
            file: table.text("file")?,
            alt: table.text_or_blank("alt"),
            caption: table.text("caption"),
            credit: table.text("credit"),
            showing: showing(table),
        },
        _ => return None,
    };
    Some(Section {
        place: table.place(),
        id: table.text("id")?,
        heading: table.text("heading"),
        formats: table.texts("formats"),
        keep: table.flag("keep"),
        recipients: table.flag("recipients"),
        kind,
    })
}

/// How a picture is shown.
fn showing(table: &Node<'_>) -> Showing {
    let is = |key: &str, value: &str| table.text(key).map(|text| text.value == value);
    let kind = |graphic: bool| if graphic { PictureKind::Graphic } else { PictureKind::Photo };
    Showing {
        cover: is("place", "cover") == Some(true),
        kind: is("picture", "graphic").map(kind),
        ratio: table.numbers("ratio").map(|[width, height]: [f32; 2]| width / height),
        focus: table.numbers("focus").map(|[x, y]| Focus { x, y }).unwrap_or_default(),
        colors: brand_colors(table),
    }
}

/// The colours of a drawing.
pub(super) fn brand_colors(table: &Node<'_>) -> Vec<At<BrandColor>> {
    let color = |node: &Node<'_>| {
        let [c, m, y, k] = node.numbers("cmyk")?;
        let srgb = hex(&node.text("srgb")?)?;
        let spot = node.text("spot").map(|name| name.value);
        Some(At { value: BrandColor { srgb, cmyk: Cmyk { c, m, y, k }, spot }, place: node.place() })
    };
    table.tables("colors").iter().filter_map(color).collect()
}

fn help_line(table: &Node<'_>) -> Option<HelpLine> {
    Some(HelpLine {
        place: table.place(),
        phone: table.phone("phone"),
        url: table.url("url"),
        name: table.text("name")?,
        for_whom: table.text("for"),
        hours: table.text("hours"),
        source: table.text("source")?,
        checked: table.date("checked"),
    })
}

fn fact(table: &Node<'_>) -> Option<Fact> {
    Some(Fact {
        place: table.place(),
        text: table.text("text")?,
        source: table.text("source")?,
        checked: table.date("checked"),
        sections: table.texts("sections"),
    })
}
