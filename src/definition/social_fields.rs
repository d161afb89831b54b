//! Every key of `[[social]]`, in one table each.

use super::SOCIAL_FORMATS;
use super::shape::{Choice, Field, Kind, Shape};

/// Names of the social formats.
fn formats() -> Vec<&'static str> {
    SOCIAL_FORMATS.iter().map(|format| format.name).collect()
}

/// What a format may do without.
fn parts() -> Vec<&'static str> {
    vec!["kicker", "lead"]
}

const FORMAT: Kind = Kind::Name("social format", formats);

/// `[[social]]`.
pub(super) static SOCIAL: Shape = Shape {
    choice: Some(Choice::One(&["phone", "url"])),
    ..Shape::new(
        "[[social]]",
        "A message for social media, drawn in several formats.",
        &[
            Field::needed("id", Kind::Id, "Name of the message, the same in every language."),
            Field::free("kicker", Kind::Text, "Line above the headline."),
            Field::needed("headline", Kind::Text, "The headline; `|` parts units that should stay on a line."),
            Field::free("lead", Kind::Text, "A sentence under the headline."),
            Field::needed("call", Kind::Text, "What to do, above the number or address."),
            Field::free("phone", Kind::Phone, "Number to call; one of the publication's help lines."),
            Field::free("url", Kind::Url, "Address to visit, as short as it can be."),
            Field::free("alt", Kind::Text, "Alternative text; made of the words of the picture if left out."),
            Field::free("theme", Kind::Words, "Theme; `social` if left out."),
            Field::free(
                "formats",
                Kind::List(&Kind::Either(&FORMAT, &SOCIAL_FORMAT)),
                "Formats that it is drawn in; all if left out.",
            ),
        ],
    )
};

/// A social format in braces.
static SOCIAL_FORMAT: Shape = Shape::new(
    "the social format",
    "A social format with words of its own.",
    &[
        Field::needed("format", FORMAT, "Name of the format."),
        Field::free("kicker", Kind::Text, "Line above the headline."),
        Field::free("headline", Kind::Text, "The headline."),
        Field::free("lead", Kind::Text, "A sentence under the headline."),
        Field::free("call", Kind::Text, "What to do."),
        Field::free("without", Kind::List(&Kind::Name("part", parts)), "Parts that are left out."),
    ],
);
