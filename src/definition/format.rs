//! Trim sizes that leaflets and posters come in.

use crate::units::{Mm, Size};

/// Whether a format is read in the hand or from a distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatKind {
    /// Read in the hand: sections in columns.
    Sheet,
    /// Read from a distance: one headline.
    Poster,
}

/// A format; ISO 216 sizes.
#[derive(Debug, PartialEq)]
pub struct Format {
    /// Name in definitions and file names.
    pub name: &'static str,
    /// How it is read.
    pub kind: FormatKind,
    /// Trim size.
    pub trim: Size,
    /// Distance from which it is read.
    pub viewing_distance: Mm,
    /// Most pages that make sense.
    pub max_pages: u8,
}

impl Format {
    /// The format of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|f| f.name == name)
    }
}

/// Points in a millimetre, for sizes known at compile time.
const fn mm(width: f32, height: f32) -> Size {
    Size { width: crate::units::Pt(width * 72.0 / 25.4), height: crate::units::Pt(height * 72.0 / 25.4) }
}

/// The formats. A3 is read at 2 m (GWG and the project's own rule of 5 mm capital height for each metre).
pub static FORMATS: [Format; 3] = [
    Format { name: "a4", kind: FormatKind::Sheet, trim: mm(210.0, 297.0), viewing_distance: Mm(350.0), max_pages: 2 },
    Format { name: "a5", kind: FormatKind::Sheet, trim: mm(148.0, 210.0), viewing_distance: Mm(350.0), max_pages: 2 },
    Format {
        name: "a3-poster",
        kind: FormatKind::Poster,
        trim: mm(297.0, 420.0),
        viewing_distance: Mm(2000.0),
        max_pages: 1,
    },
];
