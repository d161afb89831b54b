//! Rules on themes: contrast of type and ground on screens and in print, ink on the sheet, sizes that can be read.

use std::collections::BTreeMap;

use crate::color::{Color, Srgb};
use crate::definition::{PrintPreset, Project, Style, StyleName, Theme, proposal};
use crate::diagnostic::Diagnostic;
use crate::fonts::FontBook;
use crate::rules;
use crate::units::Pt;

/// Least contrast of text (WCAG 2.1, 1.4.3).
const CONTRAST: f32 = 4.5;
/// Least contrast of large text (WCAG 2.1, 1.4.3).
const CONTRAST_LARGE: f32 = 3.0;
/// Size from which text is large (WCAG 2.1, large scale).
const LARGE: Pt = Pt(18.0);
/// Size from which bold text is large (WCAG 2.1, large scale).
const LARGE_BOLD: Pt = Pt(14.0);
/// Weight from which text is bold.
const BOLD: u16 = 700;

/// Every finding about the themes of the project.
#[must_use]
pub fn check(project: &Project, fonts: &FontBook) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let known = fonts.families();
    for theme in &project.themes {
        families(theme, &known, &mut out);
        // Of the print profiles with which leaflets of the theme are printed, the one that takes the least ink decides.
        let least = presets(project, theme).min_by(|a, b| a.ink.total_cmp(&b.ink));
        if let Some(preset) = least {
            ink(theme, preset, &mut out);
        }
        apart(theme, &mut out);
        contrasts(theme, &mut out);
        for (name, key) in StyleName::ALL {
            size(theme, name, key, &mut out);
        }
    }
    out
}

/// The smallest size at which any format of the theme prints a style; `None` if it serves no format.
#[must_use]
pub fn smallest(theme: &Theme, name: StyleName) -> Option<Pt> {
    let style = theme.style(name);
    let sizes = theme.formats.iter().map(|format| {
        // The title has a range of its own.
        let base = if name == StyleName::Title { format.title.0 } else { format.base.0 };
        (base * style.size).max(style.min)
    });
    sizes.reduce(Pt::min)
}

/// The print profiles of the counties that print anything in a theme.
fn presets<'a>(project: &'a Project, theme: &'a Theme) -> impl Iterator<Item = &'a PrintPreset> {
    let prints = |id: &str| {
        let mut formats = project.languages_of(id).flat_map(|publication| &publication.formats);
        formats.any(|format| format.theme.value == theme.name)
    };
    let counties = project.targets.iter().filter_map(|slug| project.county(slug));
    counties
        .filter(move |county| county.publications.iter().any(|id| prints(id)))
        .filter_map(|county| project.preset(county))
}

fn families(theme: &Theme, known: &[&str], out: &mut Vec<Diagnostic>) {
    for (family, place) in std::iter::once(&theme.family).chain(&theme.fallback).zip(&theme.families_at) {
        if !known.contains(&family.as_str()) {
            let message = format!("the theme {} asks for the font family “{family}”, which there is not", theme.name);
            let help = proposal(family, known.iter().copied());
            out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(place).help(help));
        }
    }
}

fn ink(theme: &Theme, preset: &PrintPreset, out: &mut Vec<Diagnostic>) {
    for (name, color) in theme.colors.iter().filter(|(_, color)| color.cmyk.ink() > preset.ink) {
        let message = format!(
            "the colour `{name}` has {:.0} % of ink, {} takes {:.0} %",
            color.cmyk.ink(),
            preset.name,
            preset.ink
        );
        let help = format!(
            "take at least {:.0} % out: replace equal parts of cyan, magenta and yellow by black",
            color.cmyk.ink() - preset.ink
        );
        out.push(Diagnostic::new(&rules::INK_HIGH, message).at(&color.place).help(help));
    }
}

/// A way in which the colours of a theme are seen.
struct Seen {
    /// What it is called.
    way: &'static str,
    /// A colour as it looks that way.
    color: fn(&Color) -> Srgb,
    /// What is asked for there of the contrast of screens.
    share: f32,
}

/// On a screen, and in print. A theme declares the two beside each other, so that one may be right and the other not. Inks are
/// paler than light, and how they look is reckoned, so that a fifth less is enough there.
const SEEN: [Seen; 2] = [
    Seen { way: "on screens", color: |color| color.srgb, share: 1.0 },
    Seen { way: "in print", color: |color| color.cmyk.seen(), share: 0.8 },
];

/// The styles that set one colour on another, where that is too faint for any of them.
struct Faint<'a> {
    /// The keys of these styles, the one that asks for the most first.
    keys: Vec<&'static str>,
    /// The style that asks for the most.
    style: &'a Style,
    /// Its smallest size.
    smallest: Pt,
    /// Its least contrast.
    least: f32,
}

/// Colours that are too much like the ground under them, one finding for each two of them.
fn contrasts(theme: &Theme, out: &mut Vec<Diagnostic>) {
    for (index, seen) in SEEN.iter().enumerate() {
        for ((color, ground), faint) in faint(theme, seen) {
            let as_seen = |at: usize| (seen.color)(&theme.colors[at].1);
            let (way, contrast) = (seen.way, as_seen(color).contrast(&as_seen(ground)));
            // What is too faint on screens already is told once.
            let told = index > 0 && self::faint(theme, &SEEN[0]).contains_key(&(color, ground));
            if told {
                continue;
            }
            let (color, ground) = (&theme.colors[color].0, &theme.colors[ground].0);
            // Rounded down, so that no message says 4.5 where 4.5 is asked for.
            let shown = (contrast * 100.0).floor() / 100.0;
            let (key, least, size) = (faint.keys[0], faint.least, faint.smallest.0);
            let message = match faint.keys.len() {
                1 => {
                    format!("`{key}` has a contrast of {shown:.2} : 1 {way} at {size:.1} points, {least} is the least")
                }
                number => format!(
                    "{number} styles, `{key}` among them, have a contrast of {shown:.2} : 1 {way}; at {size:.1} points \
                     {least} is the least"
                ),
            };
            let help = if index == 0 {
                format!("make `{color}` and `{ground}` differ more in lightness")
            } else {
                format!("make the `cmyk` of `{color}` and `{ground}` differ more in lightness, as their `srgb` do")
            };
            out.push(Diagnostic::new(&rules::CONTRAST_LOW, message).at(&faint.style.place).help(help));
        }
    }
}

/// Every two colours, text and ground, that are too much alike for a style that has them.
fn faint<'a>(theme: &'a Theme, seen: &Seen) -> BTreeMap<(usize, usize), Faint<'a>> {
    let mut found: BTreeMap<(usize, usize), Faint<'a>> = BTreeMap::new();
    for (name, key) in StyleName::ALL {
        let style = theme.style(name);
        let Some(smallest) = smallest(theme, name) else { continue };
        // To one decimal, as it is shown.
        let least = (least_contrast(smallest, style.weight) * seen.share * 10.0).round() / 10.0;
        let as_seen = |name| (seen.color)(&theme.color(name));
        if as_seen(style.color).contrast(&as_seen(style.ground)) >= least {
            continue;
        }
        let entry = found.entry((style.color.0, style.ground.0));
        let known = entry.or_insert_with(|| Faint { keys: Vec::new(), style, smallest, least });
        if least > known.least {
            known.keys.insert(0, key);
            (known.style, known.smallest, known.least) = (style, smallest, least);
        } else {
            known.keys.push(key);
        }
    }
    found
}

/// The colours of screens, text and ground, that are told of as too much alike with the theme itself.
pub(super) fn told(theme: &Theme) -> Vec<(Srgb, Srgb)> {
    let color = |at: usize| theme.colors[at].1.value.srgb;
    faint(theme, &SEEN[0]).into_keys().map(|(text, ground)| (color(text), color(ground))).collect()
}

/// How far apart inks and screen may look. Strong colours of screens have no inks that come nearer than 25.
const APART: f32 = 30.0;

/// Colours whose inks are of another colour than they have on screens.
fn apart(theme: &Theme, out: &mut Vec<Diagnostic>) {
    for (name, color) in &theme.colors {
        let seen = color.cmyk.seen();
        if seen.difference(&color.srgb) > APART {
            let message =
                format!("`{name}` is {} on screens, but its inks look about like {}", color.srgb.hex(), seen.hex());
            let help = "correct `cmyk`, in per cent of cyan, magenta, yellow and black, or `srgb`";
            out.push(Diagnostic::new(&rules::COLOR_APART, message).at(&color.place).help(help));
        }
    }
}

/// Least contrast of text of a size and weight: large text may have less.
pub(super) fn least_contrast(size: Pt, weight: u16) -> f32 {
    if size >= LARGE || weight >= BOLD && size >= LARGE_BOLD { CONTRAST_LARGE } else { CONTRAST }
}

fn size(theme: &Theme, name: StyleName, key: &str, out: &mut Vec<Diagnostic>) {
    let floor = theme.floor.value;
    if let Some(smallest) = smallest(theme, name).filter(|size| *size < floor) {
        let message = format!("`{key}` can become {:.1} points, the floor is {:.1}", smallest.0, floor.0);
        let help = format!("write `min = {:.1}` in the style, or lower `floor` knowingly", floor.0);
        out.push(Diagnostic::new(&rules::TYPE_SMALL, message).at(&theme.style(name).place).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Date, Target, load};
    use crate::world::MemoryWorld;

    /// A project with both bundled themes.
    fn project() -> Project {
        let text = r#"
            [county]
            name = "a"
            short = "a"
            genitive = "a"
            office = "a"
            [publication]
            id = "a"
            lang = "sv"
            title = "a"
            version = "1"
            date = 2026-01-01
            formats = ["a4", "a3-poster"]
        "#;
        let world = MemoryWorld::new(Date { year: 2026, month: 11, day: 21 }).with("a.toml", text);
        load(&world, &[Target::File("a.toml".to_owned())]).0
    }

    #[test]
    fn the_bundled_themes_keep_every_rule() {
        let project = project();
        assert_eq!(project.themes.len(), 2);
        assert_eq!(
            check(&project, &FontBook::bundled()).iter().map(|d| d.message.as_str()).collect::<Vec<_>>(),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn the_smallest_size_is_that_of_the_smallest_format_or_the_least_of_the_style() {
        let project = project();
        let sheet = project.theme("sheet").expect("the theme");
        assert_eq!(smallest(sheet, StyleName::Body), Some(Pt(7.5)));
        assert_eq!(smallest(sheet, StyleName::HelpName), Some(Pt(7.5)));
        assert_eq!(smallest(sheet, StyleName::Title), Some(Pt(10.0)));
    }

    #[test]
    fn large_type_may_have_less_contrast() {
        let is_large = |size: f32, weight| least_contrast(Pt(size), weight) < CONTRAST;
        assert!(!is_large(17.9, 400) && is_large(18.0, 400));
        assert!(!is_large(13.9, 700) && is_large(14.0, 700));
    }
}
