//! Every key of definition files, in one table each: the checks and the JSON schema are made from here.

use super::order_fields::{ORDER, RECIPIENT};
use super::shape::{Choice, Field, Kind, Shape, Tie, Variants};
use super::social_fields::SOCIAL;
use super::{FORMATS, Format};
use crate::lang::Lang;

/// Names of the formats.
pub(super) fn formats() -> Vec<&'static str> {
    FORMATS.iter().map(|format: &Format| format.name).collect()
}

/// Codes of the languages.
pub(super) fn languages() -> Vec<&'static str> {
    Lang::all().map(|lang| lang.code).collect()
}

/// Kinds of section.
fn section_kinds() -> Vec<&'static str> {
    SECTION_KINDS.iter().map(|(name, _)| *name).collect()
}

/// What pictures show.
fn picture_kinds() -> Vec<&'static str> {
    vec!["photo", "graphic"]
}

/// Where pictures stand.
fn picture_places() -> Vec<&'static str> {
    vec!["column", "cover"]
}

const FORMAT: Kind = Kind::Name("format", formats);
const LANG: Kind = Kind::Name("language", languages);

/// A definition file.
pub(super) static FILE: Shape = Shape::new(
    "the file",
    "A leaflet definition: a county, a publication in one language, or both in one file.",
    &[
        Field::free("county", Kind::Table(&COUNTY), "Who prints."),
        Field::free("contact", Kind::Table(&CONTACT), "Whom a reader can ask: a person, or an office without name."),
        Field::free("sender", Kind::Tables(&SENDER), "An organisation that signs beside the county's office."),
        Field::free("override", Kind::Tables(&OVERRIDE), "A change that this county makes to a publication."),
        Field::free("order", Kind::Table(&ORDER), "What the print shop is asked for."),
        Field::free("distribution", Kind::Tables(&RECIPIENT), "Who is given copies, in which municipality."),
        Field::free("publication", Kind::Table(&PUBLICATION), "An agreed text in one language."),
        Field::free("section", Kind::Tables(&SECTION), "A block of the publication, in reading order."),
        Field::free("social", Kind::Tables(&SOCIAL), "A message for social media, drawn in several formats."),
        Field::free("fact", Kind::Tables(&FACT), "A statement of the publication and its source."),
    ],
);

/// `[county]`.
static COUNTY: Shape = Shape::new(
    "[county]",
    "Who prints.",
    &[
        Field::free("slug", Kind::Id, "Name of the county's folder below `out`; the file's name if left out."),
        Field::free("code", Kind::Words, "Statistics Sweden's code of the county, such as `17`."),
        Field::free("letter", Kind::Words, "The county's letter, such as `S`."),
        Field::needed("name", Kind::Line, "The county in full, such as `Värmlands län`."),
        Field::needed("short", Kind::Line, "The county in short, such as `Värmland`."),
        Field::needed("genitive", Kind::Line, "The county before a noun, such as `Värmlands` or `Örebro`."),
        Field::needed("office", Kind::Line, "The office that publishes, such as `Länsstyrelsen Värmland`."),
        Field::free("publications", Kind::List(&Kind::Id), "Ids of the publications that the county prints."),
        Field::free("base_url", Kind::Url, "Web address of the folder in which the county's site lies."),
        Field::free("accessibility_url", Kind::Url, "Web address of the accessibility statement of the county's site."),
        Field::free("with", Kind::List(&Kind::Id), "Slugs of the counties that sign a joint edition together."),
        Field::free("print_profile", Kind::Id, "Print profile of the county's print shop; `sheet-coated` if left out."),
    ],
);

/// `[contact]`.
static CONTACT: Shape = Shape::new(
    "[contact]",
    "Whom a reader can ask.",
    &[
        Field::free("name", Kind::Line, "The person; left out for an office."),
        Field::free("role", Kind::Line, "What the person is, such as `kvinnofridssamordnare`."),
        Field::free("organisation", Kind::Line, "Where the person works; the county's office if left out."),
        Field::free("phone", Kind::Phone, "Phone number."),
        Field::free("email", Kind::Email, "E-mail address."),
        Field::free("url", Kind::Url, "Web address."),
        Field::free("verified", Kind::Date, "Day on which someone made sure that all this is right."),
    ],
);

/// `[[sender]]`.
static SENDER: Shape = Shape::new(
    "[[sender]]",
    "An organisation that signs.",
    &[
        Field::needed("name", Kind::Text, "Its name."),
        Field::free("logo", Kind::Path, "Path of its logo in the project: SVG, PNG or JPEG."),
        Field::free("colors", Kind::Tables(&BRAND_COLOR), "Colours of an SVG logo and what they are printed with."),
        Field::free("publications", Kind::List(&Kind::Id), "Publications that it signs; all if left out."),
    ],
);

/// A colour of a drawing in braces.
static BRAND_COLOR: Shape = Shape::new(
    "the colour",
    "A colour of a drawing and what it is printed with.",
    &[
        Field::needed("srgb", Kind::Hex, "The colour as the drawing has it."),
        Field::needed("cmyk", Kind::Inks, "Per cent of cyan, magenta, yellow, black."),
        Field::free("spot", Kind::Words, "Name of an ink of its own, such as `PANTONE 288 C`."),
    ],
);

/// `[[override]]`.
static OVERRIDE: Shape = Shape {
    choice: Some(Choice::One(&["drop", "replace", "before", "after"])),
    ties: &[
        Tie::Needs("replace", "section"),
        Tie::Needs("before", "section"),
        Tie::Needs("after", "section"),
        Tie::Bars("drop", "section"),
    ],
    ..Shape::new(
        "[[override]]",
        "A change that this county makes to a publication.",
        &[
            Field::needed("publication", Kind::Id, "Id of the publication."),
            Field::free(
                "lang",
                LANG,
                "Its language; if left out, `drop` goes for all and text for those not translated.",
            ),
            Field::free("drop", Kind::Id, "Id of a section to take out."),
            Field::free("replace", Kind::Id, "Id of a section to put another in the place of."),
            Field::free("before", Kind::Id, "Id of a section to put another before."),
            Field::free("after", Kind::Id, "Id of a section to put another after."),
            Field::free("section", Kind::Table(&SECTION), "The other section; not with `drop`."),
        ],
    )
};

/// `[publication]`.
static PUBLICATION: Shape = Shape {
    ties: &[
        Tie::Needs("translates", "from_version"),
        Tie::Needs("translates", "reviewed"),
        Tie::Needs("from_version", "translates"),
        Tie::Needs("qr_text", "qr"),
    ],
    ..Shape::new("[publication]", "An agreed text in one language.", &PUBLICATION_KEYS)
};

/// Keys of `[publication]`.
static PUBLICATION_KEYS: [Field; 19] = [
    Field::needed("id", Kind::Id, "The same in every language."),
    Field::needed("lang", LANG, "Language of the text."),
    Field::free("translates", LANG, "Language of the text that this one was made from."),
    Field::free("from_version", Kind::Words, "Version of that text, such as `1.0`."),
    Field::free(
        "reviewed",
        Kind::Flag,
        "Whether someone who speaks the language has read it against that text; a translation must say so.",
    ),
    Field::needed("title", Kind::Text, "Title of sheets; on posters the headline if there is no other."),
    Field::free("headline", Kind::Text, "Headline of posters; `|` parts units that should stay on a line."),
    Field::free("audience_line", Kind::Text, "Line above the title that says for whom."),
    Field::free("kicker", Kind::Text, "Line above the headline of posters."),
    Field::free("audience", Kind::List(&Kind::Words), "Who reads it, for lists and metadata."),
    Field::free("lead", Kind::Text, "The main message, under the title."),
    Field::needed("version", Kind::Words, "Version as printed, such as `1.0`."),
    Field::needed("date", Kind::Date, "Day of this version."),
    Field::free("theme", Kind::Words, "Theme of every format that names none itself."),
    Field::needed("formats", Kind::List(&Kind::Either(&FORMAT, &FORMAT_USE)), "Formats that it is made in."),
    Field::free("max_lix", Kind::Whole(20, 80), "Highest LIX without a warning; 40 if left out, 30 in easy language."),
    Field::free("qr", Kind::Link, "What the QR code holds where it is not the contact."),
    Field::free("qr_text", Kind::Text, "Words beside that QR code."),
    Field::free("issued_by", Kind::Text, "Organisations that sign it in every county."),
];

/// A format in braces.
static FORMAT_USE: Shape = Shape::new(
    "the format",
    "A format with settings of its own.",
    &[
        Field::needed("format", FORMAT, "Name of the format."),
        Field::free("pages", Kind::Whole(1, 4), "How many pages; as few as the format has if left out."),
        Field::free("theme", Kind::Words, "Theme of this format."),
        Field::free(
            "sections",
            Kind::List(&Kind::Id),
            "Ids of the sections that it shows; each section decides if left out.",
        ),
        Field::free("tabs", Kind::Whole(3, 16), "Tabs to tear off along the lower edge of a poster."),
        Field::free("tabs_qr", Kind::Flag, "Whether each tab has the QR code."),
    ],
);

/// `[[section]]`.
pub(super) static SECTION: Shape = Shape {
    variants: Some(Variants { key: "kind", default: "text", cases: &SECTION_KINDS }),
    ..Shape::new(
        "[[section]]",
        "A block of a publication.",
        &[
            Field::needed("id", Kind::Id, "Unique in the publication, the same in every language."),
            Field::free("kind", Kind::Name("section kind", section_kinds), "What it holds; `text` if left out."),
            Field::free("heading", Kind::Text, "Heading."),
            Field::free("keep", Kind::Flag, "Whether it may not be parted over columns or pages."),
            Field::free("formats", Kind::List(&FORMAT), "Formats that show it; all if left out."),
            Field::free("recipients", Kind::Flag, "Whether only the copies of a build with --recipients have it."),
        ],
    )
};

/// What a section of each kind holds.
static SECTION_KINDS: [(&str, &[Field]); 6] = [
    ("text", &[Field::needed("text", Kind::Body, "Paragraphs and lists in Markdown.")]),
    ("callout", &[Field::needed("text", Kind::Body, "Paragraphs and lists in Markdown, in a box that stands out.")]),
    (
        "steps",
        &[
            Field::free("intro", Kind::Text, "A sentence before the steps."),
            Field::needed("steps", Kind::List(&Kind::Body), "The steps, in order."),
        ],
    ),
    (
        "quote",
        &[
            Field::needed("text", Kind::Body, "The words, without quotation marks."),
            Field::needed("who", Kind::Text, "Who said them."),
            Field::free("source", Kind::Text, "Where and when."),
        ],
    ),
    ("help", &[Field::needed("lines", Kind::Tables(&HELP_LINE), "Numbers and addresses that help.")]),
    (
        "image",
        &[
            Field::needed("file", Kind::Path, "Path of the picture in the project: JPEG, PNG or SVG."),
            Field::free("alt", Kind::Text, "What the picture shows, for those who cannot see it."),
            Field::free("caption", Kind::Text, "Line under the picture."),
            Field::free("credit", Kind::Text, "Who made it."),
            Field::free("picture", Kind::Name("kind of picture", picture_kinds), "What it shows; `photo` if left out."),
            Field::free("place", Kind::Name("place of a picture", picture_places), "`column` if left out."),
            Field::free(
                "ratio",
                Kind::Numbers(2, 0.1, 100.0),
                "Width and height that it is cropped to, such as [3, 2].",
            ),
            Field::free("focus", Kind::Numbers(2, 0.0, 1.0), "What a crop keeps: shares from the left and the top."),
            Field::free("colors", Kind::Tables(&BRAND_COLOR), "Colours of an SVG and what they are printed with."),
        ],
    ),
];

/// A help line in braces.
static HELP_LINE: Shape = Shape {
    choice: Some(Choice::Some(&["phone", "url"])),
    ..Shape::new(
        "the help line",
        "A number or an address that helps.",
        &[
            Field::free("phone", Kind::Phone, "Number, if it is called."),
            Field::free("url", Kind::Url, "Address, if it is visited."),
            Field::needed("name", Kind::Text, "Who answers."),
            Field::free("for", Kind::Text, "For whom or for what."),
            Field::free("hours", Kind::Text, "When."),
            Field::needed("source", Kind::Words, "Where the number was found."),
            Field::free("checked", Kind::Checked, "Day on which someone made sure; false if nobody did."),
        ],
    )
};

/// `[[fact]]`.
static FACT: Shape = Shape::new(
    "[[fact]]",
    "A statement of the publication and its source.",
    &[
        Field::needed("text", Kind::Text, "The statement."),
        Field::needed("source", Kind::Words, "Law, web page or report."),
        Field::free("checked", Kind::Checked, "Day on which someone made sure; false if nobody did."),
        Field::free("sections", Kind::List(&Kind::Id), "Ids of the sections that rest on it."),
    ],
);
