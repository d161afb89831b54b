//! A theme's colours on a screen, in the light and in the dark.
//!
//! The light ones are the theme's own. The dark ones are made from them: a theme declares what is printed and what is
//! shown, not what is shown at night. Each text keeps the contrast that it has in the light, at most 10:1.

use crate::color::Srgb;
use crate::definition::{Block, StyleName, Theme};

/// Smallest contrast of text (WCAG 2.1, 1.4.3).
const TEXT: f32 = 4.5;
/// Smallest contrast of bars and lines (WCAG 2.1, 1.4.11).
const GRAPHICS: f32 = 3.0;
/// Greatest contrast that a text is given in the dark: more of it dazzles.
const CALM: f32 = 10.0;
/// Grounds below this luminance take light text.
const DARK: f32 = 0.18;
/// Luminance of the darkest ground.
const NIGHT: f32 = 0.01;

const BLACK: Srgb = Srgb { r: 0, g: 0, b: 0 };
const WHITE: Srgb = Srgb { r: 255, g: 255, b: 255 };

/// The colours of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Palette {
    /// Ground of the page.
    pub page: Srgb,
    /// Ground of the band with the title.
    pub band: Srgb,
    /// Ground of call-outs.
    pub callout: Srgb,
    /// Ground of help lines.
    pub help: Srgb,
    /// The bar under the title.
    pub rule: Srgb,
    /// Bullets and numbers of steps.
    pub marker: Srgb,
    /// The bar beside a quotation.
    pub quote: Srgb,
    /// The line above the senders.
    pub divider: Srgb,
    /// Text by [`StyleName`], in the enum's order.
    texts: Vec<Srgb>,
}

impl Palette {
    /// The theme's own colours; text that its ground would swallow is made legible.
    pub fn light(theme: &Theme) -> Palette {
        let block = |block: Block| theme.color(theme.block(block).color).srgb;
        let mut palette = Palette {
            page: block(Block::Page),
            band: block(Block::Band),
            callout: block(Block::Callout),
            help: block(Block::Help),
            rule: block(Block::Rule),
            marker: block(Block::Marker),
            quote: block(Block::Quote),
            divider: block(Block::Divider),
            texts: Vec::new(),
        };
        palette.marker = adapted(palette.marker, palette.page, TEXT);
        let text = |(style, _): (StyleName, &str)| {
            adapted(theme.color(theme.style(style).color).srgb, palette.ground(style), TEXT)
        };
        palette.texts = StyleName::ALL.map(text).to_vec();
        palette
    }

    /// The same for dark surroundings; a palette that is dark already stays as it is.
    pub fn dark(&self) -> Palette {
        if self.page.luminance() < DARK {
            return self.clone();
        }
        let page = darkened(self.band, NIGHT);
        let band = darkened(self.band, NIGHT * 4.0);
        let boxes = mixed(page, band, 0.6);
        let mut dark = Palette {
            page,
            band,
            callout: boxes,
            help: boxes,
            rule: adapted(self.rule, page, GRAPHICS),
            marker: adapted(self.marker, page, TEXT),
            quote: adapted(self.quote, page, GRAPHICS),
            divider: adapted(self.divider, page, GRAPHICS),
            texts: Vec::new(),
        };
        let text = |(style, _): (StyleName, &str)| {
            let contrast = self.text(style).contrast(&self.ground(style));
            adapted(self.text(style), dark.ground(style), contrast.clamp(TEXT, CALM))
        };
        dark.texts = StyleName::ALL.map(text).to_vec();
        dark
    }

    /// The colour of a text.
    pub fn text(&self, style: StyleName) -> Srgb {
        self.texts[style as usize]
    }

    /// What a text stands on.
    pub fn ground(&self, style: StyleName) -> Srgb {
        match style {
            StyleName::Title | StyleName::Audience => self.band,
            StyleName::Callout | StyleName::CalloutHeading => self.callout,
            StyleName::HelpHeading | StyleName::HelpNumber | StyleName::HelpName => self.help,
            _ => self.page,
        }
    }
}

/// The nearest colour towards white or black that has this contrast on the ground.
fn adapted(color: Srgb, ground: Srgb, contrast: f32) -> Srgb {
    let end = if ground.luminance() < DARK { WHITE } else { BLACK };
    let steps = (0..=20_u8).map(|step| mixed(color, end, f32::from(step) / 20.0));
    steps.into_iter().find(|c| c.contrast(&ground) >= contrast).unwrap_or(end)
}

/// The colour mixed with black until it is no brighter than this luminance.
fn darkened(color: Srgb, luminance: f32) -> Srgb {
    let steps = (0..=20_u8).map(|step| mixed(color, BLACK, f32::from(step) / 20.0));
    steps.into_iter().find(|c| c.luminance() <= luminance).unwrap_or(BLACK)
}

/// This share of the way from one colour to another.
fn mixed(from: Srgb, to: Srgb, share: f32) -> Srgb {
    let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    Srgb { r: channel(from.r, to.r), g: channel(from.g, to.g), b: channel(from.b, to.b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Target, load};
    use crate::world::MemoryWorld;

    fn palettes() -> Vec<Palette> {
        let text = include_str!("../../../tests/cases/good/publication.toml");
        let county = include_str!("../../../tests/cases/good/county.toml");
        let day = crate::date::Date { year: 2026, month: 11, day: 21 };
        let world = MemoryWorld::new(day)
            .with("leaflets/varmland.toml", county.as_bytes())
            .with("leaflets/publications/grooming/sv.toml", text.as_bytes());
        let (project, _) = load(&world, &[Target::County("varmland".to_owned())]);
        assert_eq!(project.themes.len(), 2, "the sheet and the poster");
        project.themes.iter().map(|theme| Palette::light(theme)).collect()
    }

    #[test]
    fn every_text_is_legible_in_the_light_and_in_the_dark() {
        for light in palettes() {
            for palette in [light.dark(), light] {
                for (style, name) in StyleName::ALL {
                    let contrast = palette.text(style).contrast(&palette.ground(style));
                    assert!(contrast >= TEXT, "{name}: {contrast}");
                }
                assert!(palette.marker.contrast(&palette.page) >= TEXT);
                assert!(palette.rule.contrast(&palette.band) >= GRAPHICS);
            }
        }
    }

    #[test]
    fn the_dark_is_dark_and_a_dark_theme_stays_as_it_is() {
        for light in palettes() {
            let dark = light.dark();
            assert!(dark.page.luminance() < DARK && dark.band.luminance() < DARK && dark.help.luminance() < DARK);
            assert_eq!(dark.dark(), dark);
        }
    }
}
