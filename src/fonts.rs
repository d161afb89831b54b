//! The fonts that a build may use: bytes, family and style, found by name and never taken from the machine.

use std::borrow::Cow;

use skrifa::MetadataProvider;
use skrifa::attribute::Style;
use skrifa::string::StringId;

/// Bytes at the beginning of a font file in which its table directory lies, with room for thirty tables.
pub const DIRECTORY: usize = 12 + 16 * 30;

/// Index of a face in a [`FontBook`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// One face.
#[derive(Debug, Clone)]
pub struct Face {
    /// Family as themes name it, such as `Open Sans`.
    pub family: Cow<'static, str>,
    /// Weight from 1 to 1000; 400 is regular, 700 bold.
    pub weight: u16,
    /// Whether it is an italic.
    pub italic: bool,
    /// The font file (TrueType).
    pub data: Cow<'static, [u8]>,
}

impl Face {
    /// The face in a font file, by its own names: the typographic family where it has one (OpenType, name 16), else the
    /// family. None if the file is no font or has no name.
    #[must_use]
    pub fn read(data: Vec<u8>) -> Option<Face> {
        let font = skrifa::FontRef::new(&data).ok()?;
        let name = |id| font.localized_strings(id).english_or_first().map(|words| words.to_string());
        let family = name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME))?;
        let attributes = font.attributes();
        let weight = attributes.weight.value().round().clamp(1.0, 1000.0) as u16;
        let italic = attributes.style != Style::Normal;
        Some(Face { family: Cow::Owned(family), weight, italic, data: Cow::Owned(data) })
    }
}

/// All faces of a build.
#[derive(Debug, Clone)]
pub struct FontBook {
    faces: Vec<Face>,
}

/// Shorthand for a bundled face.
macro_rules! bundled {
    ($family:literal $weight:literal $italic:literal $file:literal) => {
        Face {
            family: Cow::Borrowed($family),
            weight: $weight,
            italic: $italic,
            data: Cow::Borrowed(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $file))),
        }
    };
}

impl FontBook {
    /// The bundled faces: Open Sans (Apache-2.0) and Noto Sans for other scripts (OFL-1.1).
    #[must_use]
    pub fn bundled() -> FontBook {
        FontBook {
            faces: vec![
                bundled!("Open Sans" 400 false "OpenSans-Regular.ttf"),
                bundled!("Open Sans" 400 true "OpenSans-Italic.ttf"),
                bundled!("Open Sans" 600 false "OpenSans-Semibold.ttf"),
                bundled!("Open Sans" 700 false "OpenSans-Bold.ttf"),
                bundled!("Open Sans" 700 true "OpenSans-BoldItalic.ttf"),
                bundled!("Open Sans" 800 false "OpenSans-ExtraBold.ttf"),
                bundled!("Noto Sans" 400 false "NotoSans-Regular.ttf"),
                bundled!("Noto Sans" 700 false "NotoSans-Bold.ttf"),
                bundled!("Noto Sans Arabic" 400 false "NotoSansArabic-Regular.ttf"),
                bundled!("Noto Sans Arabic" 700 false "NotoSansArabic-Bold.ttf"),
                bundled!("Noto Sans Hebrew" 400 false "NotoSansHebrew-Regular.ttf"),
                bundled!("Noto Sans Hebrew" 700 false "NotoSansHebrew-Bold.ttf"),
                bundled!("Noto Sans Ethiopic" 400 false "NotoSansEthiopic-Regular.ttf"),
                bundled!("Noto Sans Ethiopic" 700 false "NotoSansEthiopic-Bold.ttf"),
                bundled!("Noto Sans Thai" 400 false "NotoSansThai-Regular.ttf"),
                bundled!("Noto Sans Thai" 700 false "NotoSansThai-Bold.ttf"),
            ],
        }
    }

    /// Names of the families, each once, in the order of the book.
    #[must_use]
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for face in &self.faces {
            if !names.contains(&&*face.family) {
                names.push(&face.family);
            }
        }
        names
    }

    /// Adds a face of the project; it is found before a bundled one of the same name.
    pub fn add(&mut self, face: Face) {
        self.faces.push(face);
    }

    /// Every face.
    pub fn faces(&self) -> impl Iterator<Item = &Face> {
        self.faces.iter()
    }

    /// The faces that are not the program's own.
    pub fn own(&self) -> impl Iterator<Item = &Face> {
        self.faces.iter().filter(|face| matches!(face.data, Cow::Owned(_)))
    }

    /// Whether a face is there whose file begins with these bytes, at least [`DIRECTORY`] of them, and is as long. It is the
    /// same: a font begins with a checksum of each of its tables (OpenType 1.9, "Table Directory").
    #[must_use]
    pub fn holds(&self, begin: &[u8], length: u64) -> bool {
        self.faces.iter().any(|face| face.data.len() as u64 == length && face.data.starts_with(begin))
    }

    /// The face with this index.
    #[must_use]
    pub fn face(&self, id: FontId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// How many faces there are; ids run from 0.
    #[must_use]
    pub fn len(&self) -> usize {
        self.faces.len()
    }

    /// Whether there is no face at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.faces.is_empty()
    }

    /// The face of a family nearest to weight and slope; slope counts more, and of two equally near the later added wins.
    #[must_use]
    pub fn find(&self, family: &str, weight: u16, italic: bool) -> Option<FontId> {
        (0..self.faces.len())
            .filter(|&at| self.faces[at].family == family)
            .min_by_key(|&at| {
                let face = &self.faces[at];
                (face.italic != italic, face.weight.abs_diff(weight), usize::MAX - at)
            })
            .map(|at| FontId(u16::try_from(at).unwrap_or(u16::MAX)))
    }
}
