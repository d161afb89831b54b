//! Rules on pictures for those who do not see them, and on logos that do not show.

use crate::color::Srgb;
use crate::definition::{Override, Project, Section, SectionKind, Sender, Text};
use crate::diagnostic::Diagnostic;
use crate::document::{colors_of_drawing, decode};
use crate::picture::{Picture, PictureKind};
use crate::rules;
use crate::world::World;

use super::texts::words;

/// Every finding about the alternative texts of the project.
#[must_use]
pub fn check(project: &Project) -> Vec<Diagnostic> {
    let added = project.counties.iter().flat_map(|county| &county.overrides).filter_map(Override::section);
    let sections = project.publications.iter().flat_map(|publication| &publication.sections).chain(added);
    sections.filter_map(alternative).collect()
}

/// Every finding about the logos of the project's senders, which are decoded for it.
#[must_use]
pub fn logos(world: &dyn World, project: &Project) -> Vec<Diagnostic> {
    let senders = project.counties.iter().flat_map(|county| &county.senders);
    senders.filter_map(|sender| logo(world, sender)).collect()
}

/// Fewest words of an alternative text: one word names a thing, and does not say why it is shown.
const FEWEST: usize = 2;
/// Most signs: a screen reader cannot pause in it. What needs more belongs into the text.
const MOST: usize = 250;

/// Beginnings that a screen reader says itself before the text.
const NAMES: [&str; 16] = [
    "bild",
    "bilden",
    "bild av",
    "bild på",
    "foto",
    "foto av",
    "foto på",
    "fotografi",
    "illustration av",
    "logotyp",
    "image",
    "image of",
    "photo",
    "photo of",
    "picture",
    "picture of",
];

/// What is wrong with the alternative text of a picture.
fn alternative(section: &Section) -> Option<Diagnostic> {
    let SectionKind::Image { alt: Some(alt), caption, .. } = &section.kind else { return None };
    // A blank one has been told.
    let (fault, help) = fault(alt, caption.as_ref()).filter(|_| !alt.trim().is_empty())?;
    let message = format!("the alternative text of `{}` {fault}", section.id.value);
    Some(Diagnostic::new(&rules::ALT_TEXT, message).at(&alt.place).help(help))
}

fn fault(alt: &Text, caption: Option<&Text>) -> Option<(String, &'static str)> {
    let said = words(alt);
    let whole = said.join(" ");
    let ending = alt.rsplit('.').next().unwrap_or_default().to_lowercase();
    let begins = NAMES.iter().filter(|name| name.contains(' ')).find(|name| whole.starts_with(&format!("{name} ")));
    let what = "say what the picture shows and why it is there, in one sentence";
    if ["jpg", "jpeg", "png", "svg", "tif", "webp"].contains(&ending.as_str()) || whole.starts_with("img_") {
        Some(("is the name of a file".to_owned(), what))
    } else if NAMES.contains(&whole.as_str()) {
        Some((format!("only says “{whole}”"), what))
    } else if let Some(name) = begins {
        Some((format!("begins with “{name}”, which is said before it anyway"), "begin with what is seen"))
    } else if said.len() < FEWEST {
        Some(("has one word".to_owned(), what))
    } else if alt.chars().count() > MOST {
        let help = "keep to one or two sentences, and put the rest into the text or the caption";
        Some((format!("has {} signs, {MOST} is the most", alt.chars().count()), help))
    } else if caption.is_some_and(|caption| words(caption) == said) {
        Some(("says the same as the caption, which is read too".to_owned(), what))
    } else {
        None
    }
}

/// A logo that moves, or that white paper swallows.
fn logo(world: &dyn World, sender: &Sender) -> Option<Diagnostic> {
    let path = sender.logo.as_ref()?;
    let bytes = world.read(path).ok()?;
    let found =
        |message: String, help: &str| Some(Diagnostic::new(&rules::LOGO_FAINT, message).at(&path.place).help(help));
    // The chunk that makes a PNG move stands before its picture (PNG third edition, 11.3.6).
    if bytes.starts_with(b"\x89PNG") && bytes.windows(4).any(|chunk| chunk == b"acTL") {
        let message = format!("{} moves; only its first picture is shown", path.value);
        return found(message, "ask the organisation for a logo that stands still, best as SVG");
    }
    if path.to_ascii_lowercase().ends_with(".svg") {
        // A drawing whose every colour is light is made for a dark ground.
        let colors = colors_of_drawing(&bytes);
        if colors.is_empty() || colors.iter().any(|color| !is_light(color.luminance())) {
            return None;
        }
        let message = format!("{} has only light colours and would not be seen on white", path.value);
        return found(message, "ask the organisation for the logo that is made for white paper");
    }
    let picture = decode(&bytes, PictureKind::Graphic).ok().filter(is_faint);
    picture?;
    let message = format!("{} is light on a transparent ground and would not be seen on white", path.value);
    found(message, "ask the organisation for the logo that is made for white paper")
}

/// Least contrast of a logo with white. WCAG 2.1, 1.4.11, asks nothing of logos: this is only what is not seen at all.
const LEAST: f32 = 1.5;

/// Whether a picture lets the ground through and is hardly darker than white where it does not.
fn is_faint(picture: &Picture) -> bool {
    let Some(alpha) = &picture.alpha else { return false };
    let channels = picture.pixels.channels();
    let gray = |samples: &[u8]| match samples {
        [r, g, b] => Srgb { r: *r, g: *g, b: *b },
        [v] => Srgb { r: *v, g: *v, b: *v },
        // Inks have no opacity beside them.
        _ => Srgb { r: 0, g: 0, b: 0 },
    };
    let colors = picture.pixels.samples().chunks_exact(channels).zip(alpha);
    let seen: Vec<f32> = colors.filter(|(_, a)| **a > 127).map(|(samples, _)| gray(samples).luminance()).collect();
    let mean = seen.iter().sum::<f32>() / seen.len().max(1) as f32;
    alpha.iter().any(|a| *a < 16) && !seen.is_empty() && is_light(mean)
}

/// Whether a luminance can hardly be told from white.
fn is_light(luminance: f32) -> bool {
    1.05 / (luminance + 0.05) < LEAST
}
