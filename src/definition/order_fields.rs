//! Every key of `[order]` and `[[distribution]]`, in one table each.

use super::fields::{formats, languages};
use super::order::RecipientKind;
use super::shape::{Field, Kind, Shape, Tie};

/// Most copies of one order.
const MOST: i64 = 1_000_000;

/// Names of the kinds of recipient.
fn recipients() -> Vec<&'static str> {
    RecipientKind::ALL.map(|(_, name)| name).to_vec()
}

/// `[order]`.
pub(super) static ORDER: Shape = Shape::new(
    "[order]",
    "What the print shop is asked for.",
    &[
        Field::free("printer", Kind::Words, "The print shop."),
        Field::free("reference", Kind::Words, "What the invoice is to name."),
        Field::free(
            "peppol",
            Kind::Words,
            "Peppol id that the electronic invoice is sent to, such as `0007:2021002254`.",
        ),
        Field::needed("deadline", Kind::Date, "Day on which the copies must have arrived."),
        Field::free("paper", Kind::Words, "Paper of every item that names none itself, such as `130 g bestruket`."),
        Field::free("note", Kind::Words, "What else the print shop should know."),
        Field::needed("item", Kind::Tables(&ITEM), "A leaflet and how many copies of it."),
        Field::free("delivery", Kind::Tables(&DELIVERY), "An address that copies are sent to."),
    ],
);

/// `[[order.item]]`.
static ITEM: Shape = Shape::new(
    "[[order.item]]",
    "A leaflet and how many copies of it.",
    &[
        Field::needed("publication", Kind::Id, "Id of the publication."),
        Field::needed("format", Kind::Name("format", formats), "Format of the leaflet."),
        Field::free("lang", Kind::Name("language", languages), "Language of the leaflet; Swedish if left out."),
        Field::needed("quantity", Kind::Whole(1, MOST), "How many copies."),
        Field::free("paper", Kind::Words, "Paper, such as `150 g bestruket`."),
        Field::free("fold", Kind::Words, "How it is folded; as its format is if left out."),
    ],
);

/// `[[order.delivery]]`.
static DELIVERY: Shape = Shape {
    ties: &[Tie::Needs("format", "publication"), Tie::Needs("lang", "publication")],
    ..Shape::new(
        "[[order.delivery]]",
        "An address that copies are sent to.",
        &[
            Field::needed("name", Kind::Words, "Who takes them."),
            Field::needed("address", Kind::Words, "Street and number, or box."),
            Field::needed("town", Kind::Words, "Postcode and town."),
            Field::free("contact", Kind::Words, "Whom the driver asks for."),
            Field::free("phone", Kind::Phone, "Number to call before delivery."),
            Field::free("publication", Kind::Id, "Publication that goes there; all if left out."),
            Field::free("format", Kind::Name("format", formats), "Format of it that goes there; all if left out."),
            Field::free("lang", Kind::Name("language", languages), "Language of it that goes there; all if left out."),
            Field::free(
                "quantity",
                Kind::Whole(1, MOST),
                "How many copies go there; all, or what others leave, if left out.",
            ),
        ],
    )
};

/// `[[distribution]]`.
pub(super) static RECIPIENT: Shape = Shape::new(
    "[[distribution]]",
    "Who is given copies, in which municipality.",
    &[
        Field::needed("municipality", Kind::Words, "The municipality, such as `Karlstad`."),
        Field::needed("kind", Kind::Name("kind of recipient", recipients), "What the recipient is."),
        Field::needed("name", Kind::Words, "The recipient."),
        Field::needed("publication", Kind::Id, "Id of the publication."),
        Field::free("format", Kind::Name("format", formats), "Its format, where several are ordered."),
        Field::free("lang", Kind::Name("language", languages), "Its language, where several are ordered."),
        Field::needed("quantity", Kind::Whole(1, MOST), "How many copies."),
    ],
);
