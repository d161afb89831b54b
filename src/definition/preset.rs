//! A print profile: what one way of printing, or one print shop, asks of a file, read from `assets/print/NAME.toml`.

use std::sync::Arc;

use super::file;
use super::nearest::proposal;
use super::paths::{self, PRESETS};
use super::preset_fields::PRESET;
use crate::diagnostic::{At, Diagnostic, Place, Source};
use crate::rules;
use crate::units::{Mm, Pt};
use crate::world::World;

/// What most Swedish shops ask for beyond the trim; some ask for up to 5 mm.
const BLEED: Mm = Mm(3.0);
/// What most shops ask to be kept clear inside the trim.
const SAFE: Mm = Mm(5.0);
/// Most ink on coated sheets in per cent (GWG 2022, R0026).
const INK: f32 = 300.0;
/// Pixels an inch at or below which a picture on a sheet is refused, and warned of (GWG 2022, R0031).
const PPI: [f32; 2] = [149.0, 224.0];

/// A print profile after parsing.
#[derive(Debug, Clone)]
pub struct PrintPreset {
    /// Name of its file.
    pub name: String,
    /// What it is for, in a line.
    pub about: String,
    /// Path of the ICC output profile in the project.
    pub icc: At<String>,
    /// Where the ICC profile can be had.
    pub icc_from: Option<String>,
    /// Registered name of the printing condition, such as `FOGRA39`.
    pub condition: Option<String>,
    /// Form of delivery.
    pub standard: PrintStandard,
    /// What lies beyond the trim on every side.
    pub bleed: Mm,
    /// No text and no picture stands nearer to the trim.
    pub safe: Mm,
    /// Whether marks and a slug line stand outside the bleed.
    pub marks: bool,
    /// Most ink in per cent, all four together.
    pub ink: f32,
    /// Pixels an inch at or below which a picture is refused.
    pub coarse: f32,
    /// Pixels an inch at or below which a picture is warned of.
    pub soft: f32,
    /// Black type up to this size overprints; all if none is said.
    pub overprint: Option<Pt>,
}

/// The forms in which a print file is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintStandard {
    /// PDF/X-4 (ISO 15930-7).
    X4,
    /// PDF/X-1a:2003 (ISO 15930-4): PDF 1.4 without transparency.
    X1a,
}

impl PrintStandard {
    /// Every standard with its name in print profiles.
    pub const ALL: [(&'static str, PrintStandard); 2] = [("x4", PrintStandard::X4), ("x1a", PrintStandard::X1a)];

    /// The name that files give themselves.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            PrintStandard::X4 => "PDF/X-4",
            PrintStandard::X1a => "PDF/X-1a:2003",
        }
    }
}

impl PrintPreset {
    /// The profile of counties that name none.
    pub const DEFAULT: &'static str = "sheet-coated";

    /// The print profiles of the project by name. What is wrong with one is told where it is used; it is absent here.
    #[must_use]
    pub fn all(world: &dyn World) -> Vec<PrintPreset> {
        let read = |name: &String| load(world, name, None, &mut Vec::new());
        names(world).iter().filter_map(read).collect()
    }
}

/// The print profile of this name; `None`, with the reasons reported, if there is none or it has errors. `by` is where
/// a definition names it; else the command line did.
pub(super) fn load(
    world: &dyn World,
    name: &str,
    by: Option<&Place>,
    out: &mut Vec<Diagnostic>,
) -> Option<PrintPreset> {
    let source = if super::load::is_slug(name) { file::source(world, &paths::preset(name)) } else { Err(None) };
    match source {
        Ok(source) => read(&source, name, out),
        Err(Some(diagnostic)) => {
            out.push(diagnostic);
            None
        }
        Err(None) => {
            let names = names(world);
            let diagnostic = if !super::load::is_slug(name) && world.read(&paths::preset(name)).is_ok() {
                super::load::unusable(&paths::preset(name), name)
            } else {
                let message = format!("there is no print profile `{}`", super::checker::quoted(name));
                let help = proposal(name, names.iter().map(String::as_str));
                Diagnostic::new(&rules::UNKNOWN_NAME, message).help(help)
            };
            out.push(match by {
                Some(place) => diagnostic.at(place),
                None => diagnostic.on("--print-profile"),
            });
            None
        }
    }
}

/// The names of print profiles that the project has files of.
fn names(world: &dyn World) -> Vec<String> {
    let files = world.list(PRESETS);
    let names = files.iter().filter_map(|name| name.strip_suffix(".toml"));
    names.filter(|name| super::load::is_slug(name)).map(str::to_owned).collect()
}

/// The print profile in a file of this name.
fn read(source: &Arc<Source>, name: &str, out: &mut Vec<Diagnostic>) -> Option<PrintPreset> {
    let before = out.len();
    let (document, _) = file::tables(source, &PRESET, out);
    let root = file::root(source, &document);
    let [coarse, soft] = root.numbers("ppi").unwrap_or(PPI);
    if coarse > soft
        && let Some(value) = root.get("ppi")
    {
        let help = format!("write `ppi = [{soft}, {coarse}]`: refused first, warned of second");
        let place = root.place_of(value.span());
        out.push(Diagnostic::new(&rules::BAD_VALUE, "`ppi` begins with the larger limit").at(&place).help(help));
    }
    if out[before..].iter().any(Diagnostic::is_error) {
        return None;
    }
    let number = |key: &str, usual: f32| root.number(key).map_or(usual, |number| number.value);
    let standard = root.text("standard");
    let standard =
        PrintStandard::ALL.iter().find(|(name, _)| standard.as_ref().is_some_and(|said| said.value == *name));
    Some(PrintPreset {
        name: name.to_owned(),
        about: root.text("about")?.value,
        icc: root.text("icc")?,
        icc_from: root.text("icc_from").map(|from| from.value),
        condition: root.text("condition").map(|condition| condition.value),
        standard: standard.map_or(PrintStandard::X4, |(_, standard)| *standard),
        bleed: Mm(number("bleed", BLEED.0)),
        safe: Mm(number("safe", SAFE.0)),
        marks: root.flag("marks"),
        ink: number("ink", INK),
        coarse,
        soft,
        overprint: root.number("overprint").map(|size| Pt(size.value)),
    })
}
