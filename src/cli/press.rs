//! What a project brings along for print: its print profiles with their ICC files, and its own fonts.

use std::collections::BTreeSet;

use crate::definition::{PrintPreset, Project};
use crate::diagnostic::Diagnostic;
use crate::export::{ExportError, PrintProfile};
use crate::fonts::{DIRECTORY, Face, FontBook};
use crate::rules;
use crate::world::{ReadError, World};

/// The folder of fonts.
pub(super) const FONTS: &str = "fonts";
/// Heaviest weight that does for running text: medium (OpenType 1.9, `usWeightClass`).
const HEAVIEST_REGULAR: u16 = 500;

/// The print profiles of a project with their ICC files, ready to write print files.
#[derive(Default)]
pub struct Presses(Vec<(String, PrintProfile)>);

impl Presses {
    /// Those that the project's counties print with; what cannot be used is told.
    #[must_use]
    pub fn read(world: &dyn World, project: &Project) -> (Presses, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let mut findings = Vec::new();
        for preset in &project.presets {
            match press(world, preset) {
                Ok(profile) => found.push((preset.name.clone(), profile)),
                Err(finding) => findings.push(finding),
            }
        }
        (Presses(found), findings)
    }

    /// The one of this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&PrintProfile> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, profile)| profile)
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

/// A print profile with its ICC file.
fn press(world: &dyn World, preset: &PrintPreset) -> Result<PrintProfile, Diagnostic> {
    let path = &preset.icc;
    let icc = world.read(path).map_err(|error| {
        let (rule, message) = match error {
            ReadError::Missing => (&rules::FILE_MISSING, format!("there is no ICC profile {}", path.value)),
            other => (&rules::FILE_UNREADABLE, format!("{} cannot be read: {other}", path.value)),
        };
        let from = preset.icc_from.as_deref().unwrap_or("ask the print shop for the file");
        let help = format!("{from}; put it into the project as {}", path.value);
        Diagnostic::new(rule, message).at(&path.place).help(help)
    })?;
    PrintProfile::of(preset, icc.into_owned()).map_err(|error| {
        let words = match &error {
            ExportError::Profile { reason, .. } => format!("{} cannot be printed with: {reason}", path.value),
            other => other.to_string(),
        };
        let help = "use an ICC output profile for CMYK, such as PSOcoated_v3.icc from eci.org, or ask the print shop";
        Diagnostic::new(&rules::PROFILE_BROKEN, words).at(&path.place).help(help)
    })
}

/// The bundled fonts, and those of the project's `fonts` folder, which go before bundled ones of the same family, weight
/// and slope.
#[must_use]
pub fn fonts(world: &dyn World) -> (FontBook, Vec<Diagnostic>) {
    let mut book = FontBook::bundled();
    let mut findings = Vec::new();
    let is_font = |name: &String| {
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        matches!(ending.as_str(), "ttf" | "otf") && !name.starts_with('.')
    };
    for name in world.list(FONTS).iter().filter(|name| is_font(name)) {
        let path = format!("{FONTS}/{name}");
        // The program's own source tree has the very files that are bundled: they are not read as a whole.
        let known = world.begin(&path, DIRECTORY).is_ok_and(|(begin, length)| book.holds(&begin, length));
        if known {
            continue;
        }
        let data = match world.read(&path) {
            Ok(data) => data,
            Err(error) => {
                let message = format!("{path} cannot be read: {error}");
                findings.push(Diagnostic::new(&rules::FILE_UNREADABLE, message).on(path));
                continue;
            }
        };
        match Face::read(data.into_owned()) {
            Some(face) => book.add(face),
            None => findings.push(
                Diagnostic::new(&rules::FONT_BROKEN, format!("{path} is no font that can be read"))
                    .on(path)
                    .help("put a TrueType or OpenType file there, or take it out of the folder"),
            ),
        }
    }
    findings.extend(without_regular(&book));
    (book, findings)
}

/// Families of the project that have no upright face for running text: the nearest that there is takes its place.
fn without_regular(book: &FontBook) -> Vec<Diagnostic> {
    let families: BTreeSet<&str> = book.own().map(|face| &*face.family).collect();
    let is_regular = |face: &Face| !face.italic && face.weight <= HEAVIEST_REGULAR;
    let has_regular = |family: &str| book.faces().any(|face| face.family == family && is_regular(face));
    let lacking = families.into_iter().filter(|family| !has_regular(family));
    lacking
        .map(|family| {
            let message = format!("the family `{family}` has no regular face, so that all its text is bold or italic");
            Diagnostic::new(&rules::FONT_REGULAR, message).on(FONTS).help(rules::FONT_REGULAR.mend)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn a_family_with_the_bold_face_alone_is_told() {
        let face = |family: &'static str, weight, italic| Face {
            family: Cow::Borrowed(family),
            weight,
            italic,
            data: Cow::Owned(Vec::new()),
        };
        let told = |faces: Vec<Face>| {
            let mut book = FontBook::bundled();
            for face in faces {
                book.add(face);
            }
            let found = without_regular(&book);
            assert!(found.iter().all(|finding| finding.rule == &rules::FONT_REGULAR));
            found.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        };
        let said = "the family `Egen` has no regular face, so that all its text is bold or italic";
        assert_eq!(told(vec![face("Egen", 700, false)]), [said]);
        assert_eq!(told(vec![face("Egen", 400, true), face("Egen", 700, false)]), [said]);
        assert!(told(vec![face("Egen", 700, false), face("Egen", 400, false)]).is_empty());
        // The program has the regular face itself.
        assert!(told(vec![face("Open Sans", 700, false)]).is_empty());
    }
}
