//! Every key of print profiles, in one table.

use super::preset::PrintStandard;
use super::shape::{Field, Kind, Shape};

/// Names of the standards.
fn standards() -> Vec<&'static str> {
    PrintStandard::ALL.map(|(name, _)| name).to_vec()
}

/// A print profile, `assets/print/NAME.toml`.
pub(super) static PRESET: Shape = Shape::new(
    "the print profile",
    "A print profile: what one way of printing, or one print shop, asks of a file.",
    &[
        Field::needed("about", Kind::Words, "What it is for, in a line."),
        Field::needed("icc", Kind::Path, "Path of the ICC output profile in the project."),
        Field::free("icc_from", Kind::Words, "Where the ICC profile can be had; told when the file is missing."),
        Field::free("condition", Kind::Words, "Registered name of the printing condition, such as `FOGRA39`."),
        Field::free("standard", Kind::Name("standard", standards), "Form of delivery; `x4` if left out."),
        Field::free("bleed", Kind::Number(0.0, 20.0), "Millimetres beyond the trim; 3 if left out."),
        Field::free(
            "safe",
            Kind::Number(0.0, 50.0),
            "Nothing stands nearer to the trim, in millimetres; 5 if left out.",
        ),
        Field::free("marks", Kind::Flag, "Whether marks and a slug line stand outside the bleed."),
        Field::free("ink", Kind::Number(100.0, 400.0), "Most ink in per cent, all four together; 300 if left out."),
        Field::free(
            "ppi",
            Kind::Numbers(2, 0.0, 2400.0),
            "Pixels an inch at or below which a picture is refused, and warned of; 149 and 224 if left out.",
        ),
        Field::free(
            "overprint",
            Kind::Number(12.0, 2000.0),
            "Black type up to this many points overprints, larger knocks out; all if left out.",
        ),
    ],
);
