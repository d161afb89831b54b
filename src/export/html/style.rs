//! The style of a page: the theme's colours and type as CSS variables, then the rules that every page shares.

use std::fmt::Write;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::palette::Palette;
use crate::color::Srgb;
use crate::definition::{FormatSetting, StyleName, Theme};

/// The rules, for people to read and change.
const RULES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/html/page.css"));

/// Smallest type on a screen, in rem: what is small on paper is too small here.
const SMALLEST: f32 = 0.875;
/// Smallest distance of the lines of running text, in multiples of the type size (WCAG 2.1, 1.4.8).
const LEADING: f32 = 1.5;

/// A style sheet and the source expression that allows it (CSP Level 3, 2.3.1).
#[derive(Debug, Clone)]
pub(crate) struct Style {
    /// The text of the style element.
    pub css: String,
    /// `'sha256-...'`.
    pub source: String,
    /// Ground of the band, for the browser's own frame and the icon.
    pub band: String,
    /// The bar under the title, for the icon.
    pub rule: String,
}

impl Style {
    /// The style of a theme, with the type sizes that it has in one of its formats.
    pub fn new(theme: &Theme, format: Option<&FormatSetting>) -> Style {
        let light = Palette::light(theme);
        let mut css = String::new();
        // Writing to a string cannot fail.
        let _ =
            write!(css, ":root{{color-scheme:light dark;--family:{};{}", families(theme), type_sizes(theme, format));
        let _ = write!(css, "{}}}", colors(&light));
        let _ = write!(css, "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}", colors(&light.dark()));
        let _ = write!(css, "@media(forced-colors:active){{:root{{{}}}}}", forced_colors());
        for line in RULES.lines().map(str::trim).filter(|line| !line.starts_with("/*")) {
            css.push_str(line);
        }
        let digest = Sha256::digest(css.as_bytes());
        let source = format!("'sha256-{}'", BASE64_STANDARD.encode(digest));
        Style { css, source, band: light.band.hex(), rule: light.rule.hex() }
    }
}

/// The theme's families, then what machines have that is like them. Only what a name in quotation marks may hold.
fn families(theme: &Theme) -> String {
    let plain = |name: &String| name.chars().filter(|c| c.is_alphanumeric() || " -".contains(*c)).collect::<String>();
    let own = std::iter::once(&theme.family).chain(&theme.fallback).map(|name| format!("\"{}\"", plain(name)));
    own.chain(["\"Segoe UI\"", "system-ui", "sans-serif"].map(str::to_owned)).collect::<Vec<_>>().join(",")
}

/// Weight, size and leading of each kind of text, and the range of the title.
fn type_sizes(theme: &Theme, format: Option<&FormatSetting>) -> String {
    let mut out = String::new();
    for (name, key) in StyleName::ALL {
        let style = theme.style(name);
        let size = style.size.max(SMALLEST);
        let leading = if size <= 1.0 && name != StyleName::Title { style.leading.max(LEADING) } else { style.leading };
        let slope = if style.italic { "italic " } else { "" };
        let _ = write!(out, "--{key}-font:{slope}{} {}rem/{};", style.weight, number(size), number(leading));
    }
    let (smallest, largest) = format.map_or((2.0, 3.0), |f| (f.title.0.0 / f.base.1.0, f.title.1.0 / f.base.1.0));
    let title = theme.style(StyleName::Title);
    let (smallest, largest) = (smallest.clamp(1.75, 2.5), largest.clamp(2.5, 3.5));
    let _ = write!(out, "--title-weight:{};--title-leading:{};", title.weight, number(title.leading));
    let _ = write!(out, "--title-smallest:{}rem;--title-largest:{}rem;", number(smallest), number(largest));
    out
}

/// Every colour as a variable.
fn colors(palette: &Palette) -> String {
    // A box whose ground is that of the page is known by its line.
    let line = |ground: Srgb, heading| if ground == palette.page { palette.text(heading) } else { ground };
    let mut out = String::new();
    for (key, color) in [
        ("page-ground", palette.page),
        ("band-ground", palette.band),
        ("callout-ground", palette.callout),
        ("help-ground", palette.help),
        ("callout-line", line(palette.callout, StyleName::CalloutHeading)),
        ("help-line", line(palette.help, StyleName::HelpHeading)),
        ("rule", palette.rule),
        ("marker", palette.marker),
        ("quote-bar", palette.quote),
        ("divider", palette.divider),
    ] {
        let _ = write!(out, "--{key}:{};", color.hex());
    }
    for (name, key) in StyleName::ALL {
        let _ = write!(out, "--{key}:{};", palette.text(name).hex());
    }
    out
}

/// Every colour of text where the system chooses the colours. It would put its own in their place anyway, but what looks
/// into the page, such as a checker, would still read ours.
fn forced_colors() -> String {
    let texts = StyleName::ALL.iter().map(|(_, key)| *key);
    texts.chain(["marker"]).fold(String::new(), |css, key| css + "--" + key + ":CanvasText;")
}

/// A number with at most two decimals.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
