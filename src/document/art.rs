//! Pictures and drawings of the project, read for a section or a sender, and what may not be asked of them.

use std::cell::RefCell;
use std::sync::Arc;

use crate::color::Srgb;
use crate::definition::{BrandColor, Section, SectionKind, Text, Theme};
use crate::diagnostic::{At, Diagnostic, Place};
use crate::page::{Art, Drawing, Press};
use crate::picture::{Album, Picture, PictureKind};
use crate::rules;
use crate::world::World;

use super::resolve::{Wanted, shown, shows, signs};
use super::rich::RichText;
use super::svg::Unread;
use super::{picture, svg};

/// Where pictures and drawings come from, and the theme whose inks they take.
pub(super) struct Gallery<'a> {
    pub world: &'a dyn World,
    /// Pictures that were decoded before.
    pub album: &'a Album,
    pub theme: &'a Theme,
    /// The pictures that have been read, and where each is named.
    pub shown: RefCell<Vec<(Arc<Picture>, Text)>>,
}

/// Reads a file of the project: a drawing if its name ends in `.svg`, else a picture. The colours of a drawing are printed
/// as declared, else as the theme has them, else converted.
///
/// # Errors
/// Everything that is wrong with the file, and colours that are declared and not there.
pub(super) fn load(
    gallery: &Gallery<'_>,
    file: &Text,
    kind: PictureKind,
    colors: &[At<BrandColor>],
) -> Result<Art, Vec<Diagnostic>> {
    let Gallery { world, album, theme, shown } = gallery;
    let broken = |error: String| {
        let message = format!("{} cannot be used: {error}", file.value);
        vec![Diagnostic::new(&rules::IMAGE_BROKEN, message).at(&file.place).help(rules::IMAGE_BROKEN.mend)]
    };
    let read = || world.read(file).map_err(|error| error.to_string());
    if !file.value.to_ascii_lowercase().ends_with(".svg") {
        if let Some(color) = colors.first() {
            let message = "colours can only be declared for an SVG file";
            let help = "leave `colors` out, or use the SVG of the picture";
            return Err(vec![Diagnostic::new(&rules::BAD_VALUE, message).at(&color.place).help(help)]);
        }
        let decode = || {
            let file = read()?;
            if album.is_outline() { Ok(Picture::outline(&file, kind)) } else { picture::decode(&file, kind) }
        };
        let picture = album.get(file, kind, decode).map_err(broken)?;
        shown.borrow_mut().push((Arc::clone(&picture), file.clone()));
        return Ok(Art::Picture(picture));
    }
    let mut drawing = svg::read(&read().map_err(broken)?).map_err(|fault| match fault {
        svg::Fault::Broken(what) => broken(what),
        svg::Fault::Unread(found) => found.into_iter().map(|(line, what)| unread(file, line, &what)).collect(),
    })?;
    paint(&mut drawing, colors, theme)?;
    Ok(Art::Drawing(Arc::new(drawing)))
}

/// The colours of a drawing; none if it cannot be drawn, which is told where it is shown.
#[must_use]
pub fn colors_of_drawing(bytes: &[u8]) -> Vec<Srgb> {
    let drawing = svg::read(bytes).ok();
    drawing.map(|mut drawing| drawing.tints_mut().iter().map(|tint| tint.srgb).collect()).unwrap_or_default()
}

/// Says what of a drawing is not drawn.
fn unread(file: &Text, line: Option<usize>, what: &Unread) -> Diagnostic {
    let file_line = match line {
        Some(line) => format!("{}, line {line}: ", file.value),
        None => format!("{}: ", file.value),
    };
    let (message, help) = match what {
        Unread::Element(what) => (format!("{file_line}<{what}> is not drawn"), rules::DRAWING_ELEMENT.mend),
        Unread::Color { property, value } => (
            format!("{file_line}`{value}` in `{property}` is no colour that is read"),
            "write every colour of the drawing with six digits: `#0b3d6b`",
        ),
        Unread::Style(what) => (
            format!("{file_line}`{what}` is not understood, and would be passed over"),
            "give the shapes their colours themselves, with `fill` and `stroke`; drawing programs call it presentation attributes",
        ),
    };
    Diagnostic::new(&rules::DRAWING_ELEMENT, message).at(&file.place).help(help)
}

/// The colours that are declared for the logos and drawings of a leaflet; those of the logos alone where its overrides do
/// not resolve, which is told elsewhere.
#[must_use]
pub fn brand_colors<'a>(wanted: &Wanted<'a>) -> Vec<&'a At<BrandColor>> {
    let Wanted { county, publication, format, .. } = *wanted;
    let sections = shown(county, publication, &|section| shows(county, format, section)).unwrap_or_default();
    let of_sections = sections.into_iter().filter_map(|section| match &section.kind {
        SectionKind::Image { showing, .. } => Some(&showing.colors),
        _ => None,
    });
    let of_senders = county.senders.iter().filter(|sender| signs(sender, publication)).map(|sender| &sender.colors);
    of_senders.chain(of_sections).flatten().collect()
}

/// Gives every colour of a drawing the inks that are declared for it.
fn paint(drawing: &mut Drawing, colors: &[At<BrandColor>], theme: &Theme) -> Result<(), Vec<Diagnostic>> {
    let mut unused: Vec<&At<BrandColor>> = colors.iter().collect();
    let mut found = Vec::new();
    for tint in drawing.tints_mut() {
        found.push(tint.srgb);
        unused.retain(|color| color.srgb != tint.srgb);
        let declared = colors.iter().find(|color| color.srgb == tint.srgb);
        let of_theme = theme.colors.iter().find(|(_, color)| color.srgb == tint.srgb);
        tint.press = match (declared.map(|color| &color.value), of_theme) {
            (Some(BrandColor { spot: Some(name), cmyk, .. }), _) => Press::Spot(name.as_str().into(), *cmyk),
            (Some(color), _) => Press::Inks(color.cmyk),
            (None, Some((_, color))) => Press::Inks(color.cmyk),
            (None, None) => Press::Converted,
        };
    }
    let mut problems = Vec::new();
    found.sort_by_key(|color| [color.r, color.g, color.b]);
    found.dedup();
    for color in unused {
        let message = format!("the drawing has no colour {}", color.srgb.hex());
        let help = format!("it has {}", found.iter().map(Srgb::hex).collect::<Vec<_>>().join(", "));
        problems.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&color.place).help(help));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Says that a drawing is not cropped.
pub(super) fn not_cropped(file: &Text) -> Diagnostic {
    let message = format!("{} is a drawing, which is not cropped", file.value);
    Diagnostic::new(&rules::BAD_VALUE, message).at(&file.place).help("leave `ratio` out, or use a JPEG or PNG file")
}

/// Says that a drawing is no cover.
pub(super) fn drawing_as_cover(section: &Section) -> Diagnostic {
    Diagnostic::new(&rules::BAD_VALUE, format!("the cover `{}` is a drawing", section.id.value))
        .at(&section.id.place)
        .help("use a JPEG or PNG file, or leave `place` out")
}

/// Says that a cover has no heading.
pub(super) fn cover_with_heading(place: &Place) -> Diagnostic {
    Diagnostic::new(&rules::BAD_VALUE, "a cover stands above the title and has no heading")
        .at(place)
        .help("take `heading` out, or write its words as `caption`")
}

/// Says that a page has one cover.
pub(super) fn second_cover(section: &Section) -> Diagnostic {
    Diagnostic::new(&rules::DUPLICATE, format!("`{}` is a second cover", section.id.value))
        .at(&section.id.place)
        .help("show each in formats of its own: `formats = [\"a4\"]`, or leave `place` out of one")
}

/// Adds who made a picture to the line under it. Who has written the label out does not mean it twice.
pub(super) fn credit(line: &mut RichText, credit: &RichText, label: &str) {
    if !line.text.is_empty() {
        line.text.push(' ');
    }
    let written = credit.text.split_once(':').map(|(first, _)| first.trim().to_lowercase());
    if written.is_none_or(|written| written != label.to_lowercase()) {
        line.text.push_str(label);
        // At the end of a line the label would ask who.
        line.text.push_str(":\u{a0}");
    }
    line.append(credit);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_of_a_credit_stands_once() {
        let line = |caption: &str, credit: &str| {
            let mut line = RichText::plain(caption);
            self::credit(&mut line, &RichText::plain(credit), "Foto");
            line.text
        };
        assert_eq!(line("Sjön.", "Anna Ek"), "Sjön. Foto:\u{a0}Anna Ek");
        assert_eq!(line("", "Foto: Anna Ek"), "Foto: Anna Ek");
        assert_eq!(line("", "foto : Anna Ek"), "foto : Anna Ek");
        assert_eq!(line("", "Anna Ek: Sjön"), "Foto:\u{a0}Anna Ek: Sjön");
    }
}
