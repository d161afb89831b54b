//! Every key of theme files, in one table each.

use super::shape::{Field, Kind, Shape};

/// Names of the kinds of theme.
fn kinds() -> Vec<&'static str> {
    vec!["sheet", "poster", "social"]
}

/// Largest margin, gutter, bar or code in millimetres: the long side of A3.
const LONGEST: f64 = 420.0;

/// A theme file.
pub(super) static THEME: Shape = Shape::new(
    "the theme",
    "A theme: colours, fonts, type scale, grid and components.",
    &[
        Field::needed(
            "kind",
            Kind::Name("kind of theme", kinds),
            "Whether it sets sheets, posters or social pictures.",
        ),
        Field::needed("family", Kind::Words, "Family of text and headlines."),
        Field::free("fallback", Kind::List(&Kind::Words), "Families for characters that the first lacks."),
        Field::needed("floor", Kind::Number(4.0, 100.0), "No text may be smaller than this many points."),
        Field::needed("colors", Kind::Map(&COLOR), "Colours by name."),
        Field::needed("formats", Kind::Table(&FORMATS), "How each format is set."),
        Field::needed("styles", Kind::Table(&STYLES), "How each kind of text looks."),
        Field::needed("blocks", Kind::Table(&BLOCKS), "How each component looks."),
    ],
);

/// A colour.
static COLOR: Shape = Shape::new(
    "the colour",
    "A colour, for print and for screens.",
    &[
        Field::needed("cmyk", Kind::Inks, "Per cent of cyan, magenta, yellow, black."),
        Field::needed("srgb", Kind::Hex, "The colour on screens."),
    ],
);

/// The formats; a test holds them against the table of formats.
static FORMATS: Shape = Shape::new(
    "[formats]",
    "How each format is set.",
    &[
        Field::free("a4", Kind::Table(&FORMAT), "A4 sheets."),
        Field::free("a5", Kind::Table(&FORMAT), "A5 sheets."),
        Field::free("a6", Kind::Table(&FORMAT), "A6 sheets."),
        Field::free("dl", Kind::Table(&FORMAT), "Sheets of a third of A4."),
        Field::free("a4-roll-fold", Kind::Table(&FORMAT), "A4 rolled up to three panels."),
        Field::free("a4-z-fold", Kind::Table(&FORMAT), "A4 folded to a zigzag of three panels."),
        Field::free("a5-folder", Kind::Table(&FORMAT), "A4 folded once to four pages of A5."),
        Field::free("pocket-card", Kind::Table(&FORMAT), "Cards of 85 x 55 mm."),
        Field::free("a3-poster", Kind::Table(&FORMAT), "A3 posters."),
        Field::free("a2-poster", Kind::Table(&FORMAT), "A2 posters."),
        Field::free("a1-poster", Kind::Table(&FORMAT), "A1 posters."),
        Field::free("50x70-poster", Kind::Table(&FORMAT), "Posters of 50 x 70 cm."),
        Field::free("social-square", Kind::Table(&FORMAT), "Pictures of 1080 x 1080 pixels, ten to a millimetre."),
        Field::free("social-portrait", Kind::Table(&FORMAT), "Pictures of 1080 x 1350 pixels."),
        Field::free("social-story", Kind::Table(&FORMAT), "Pictures of 1080 x 1920 pixels."),
        Field::free("social-link", Kind::Table(&FORMAT), "Pictures of 1200 x 630 pixels."),
    ],
);

/// A format.
static FORMAT: Shape = Shape::new(
    "the format",
    "How the theme sets a format.",
    &[
        Field::needed("margin", Kind::Numbers(4, 0.0, 200.0), "Top, right, bottom, left in millimetres."),
        Field::needed("columns", Kind::Whole(1, 4), "How many columns."),
        Field::needed("gutter", Kind::Number(0.0, 100.0), "Between columns, in millimetres."),
        Field::needed("base", Kind::Numbers(2, 4.0, 400.0), "Smallest and largest running text in points."),
        Field::needed("title", Kind::Numbers(2, 4.0, 1000.0), "Smallest and largest title in points."),
        Field::needed("safe", Kind::Number(0.0, 50.0), "No text comes nearer to the trim, in millimetres."),
        Field::needed("qr", Kind::Number(10.0, 200.0), "Side of the QR code in millimetres."),
        Field::free(
            "scale",
            Kind::Number(0.1, 4.0),
            "Distances and bars as a share of the theme's; on sheets by the width of A4.",
        ),
    ],
);

/// Shorthand for a style that every theme has.
const fn style(name: &'static str, doc: &'static str) -> Field {
    Field::needed(name, Kind::Table(&STYLE), doc)
}

/// The styles.
static STYLES: Shape = Shape::new(
    "[styles]",
    "How each kind of text looks.",
    &[
        style("body", "Running text."),
        style("heading", "Heading of a section."),
        style("title", "Title in the band, or the poster's headline."),
        style("audience", "Line above the title."),
        style("lead", "Main message."),
        style("callout-heading", "Heading of a call-out."),
        style("callout", "Text of a call-out."),
        style("help-heading", "Heading of the help lines."),
        style("help-number", "The number of a help line."),
        style("help-name", "Who answers, and for whom."),
        style("quote", "The words of a quotation."),
        style("quote-source", "Who said them."),
        style("contact-heading", "Heading of the contact card."),
        style("contact", "Lines of the contact card."),
        style("senders", "Who signs."),
        style("imprint", "Publisher, version, date."),
        style("caption", "Under pictures and QR codes."),
    ],
);

/// A style.
static STYLE: Shape = Shape::new(
    "the style",
    "How a kind of text looks.",
    &[
        Field::needed("weight", Kind::Whole(1, 1000), "Weight of the face; 400 is regular, 700 bold."),
        Field::free("italic", Kind::Flag, "Whether it is set in italics."),
        Field::needed("size", Kind::Number(0.1, 20.0), "Multiple of the base size."),
        Field::free("min", Kind::Number(0.0, 400.0), "Never smaller than this many points."),
        Field::needed("leading", Kind::Number(0.8, 3.0), "Baseline distance in multiples of the type size."),
        Field::needed("color", Kind::Words, "Name of the colour."),
        Field::needed("ground", Kind::Words, "Name of the colour under it."),
        Field::free("hyphenate", Kind::Flag, "Whether words may be parted."),
        Field::free("justify", Kind::Flag, "Whether lines reach the end of the measure; else they are ragged."),
    ],
);

/// Shorthand for a component that every theme has.
const fn block(name: &'static str, doc: &'static str) -> Field {
    Field::needed(name, Kind::Table(&BLOCK), doc)
}

/// The components.
static BLOCKS: Shape = Shape::new(
    "[blocks]",
    "How each component looks.",
    &[
        block("page", "The ground of the whole page."),
        block("band", "The header band."),
        block("rule", "The short accent bar under the title."),
        block("callout", "The box of a call-out."),
        block("help", "The band of help lines."),
        block("marker", "Bullets and step numbers; on sheets `thickness` is for a base size of 10.5 pt."),
        block("quote", "The bar beside a quotation."),
        block("divider", "Hairline above the senders."),
        block("code", "The field under a QR code."),
    ],
);

/// A component.
static BLOCK: Shape = Shape::new(
    "the block",
    "How a component looks.",
    &[
        Field::needed("color", Kind::Words, "Name of the fill, or of the line's colour."),
        Field::free("padding", Kind::Number(0.0, 100.0), "Millimetres inside the box, or beside the text."),
        Field::free("thickness", Kind::Number(0.0, 100.0), "Millimetres of a bar or line."),
        Field::free("length", Kind::Number(0.0, LONGEST), "Millimetres of a bar; side of a code."),
        Field::free("radius", Kind::Number(0.0, 50.0), "Millimetres of the corners."),
    ],
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Block, FORMATS as ALL_FORMATS, SOCIAL_FORMATS, StyleName};

    fn names(shape: &Shape) -> Vec<&'static str> {
        shape.fields.iter().map(|field| field.name).collect()
    }

    #[test]
    fn the_keys_are_those_of_the_enums() {
        assert_eq!(names(&STYLES), StyleName::ALL.map(|(_, name)| name));
        assert_eq!(names(&BLOCKS), Block::ALL.map(|(_, name)| name));
        let formats = ALL_FORMATS.iter().chain(&SOCIAL_FORMATS).map(|format| format.name);
        assert_eq!(names(&FORMATS), formats.collect::<Vec<_>>());
    }
}
