//! Builds a theme from a theme file.

use std::sync::Arc;

use super::checker::{hex, quoted};
use super::file;
use super::nearest::proposal;
use super::node::Node;
use super::theme_fields::THEME;
use super::{
    Block, BlockSetting, ColorName, FORMATS, Format, FormatKind, FormatSetting, SOCIAL_FORMATS, Style, StyleName,
    Theme, ThemeKind,
};
use crate::color::{Cmyk, Color};
use crate::diagnostic::{At, Diagnostic, Source};
use crate::rules;
use crate::units::{Insets, Mm, Pt};

/// The theme in a file of this name; `None`, with the reasons reported, if it has errors.
pub(super) fn read(source: &Arc<Source>, name: &str, out: &mut Vec<Diagnostic>) -> Option<Theme> {
    let before = out.len();
    let (document, _) = file::tables(source, &THEME, out);
    let root = file::root(source, &document);
    let declared = root.table("colors").map(|table| table.table.keys().map(ToString::to_string).collect());
    let mut theme = Builder { colors: colors(&root), declared: declared.unwrap_or_default(), out };
    let built = theme.build(&root, name);
    if out[before..].iter().any(Diagnostic::is_error) { None } else { built }
}

/// Colours by name, in the order of the file.
fn colors(root: &Node<'_>) -> Vec<(String, At<Color>)> {
    let Some(table) = root.table("colors") else { return Vec::new() };
    let color = |node: &Node<'_>| {
        let [c, m, y, k] = node.numbers("cmyk")?;
        let srgb = hex(&node.text("srgb")?)?;
        Some(At { value: Color { cmyk: Cmyk { c, m, y, k }, srgb }, place: node.place() })
    };
    let entries = table.entries().into_iter();
    entries.filter_map(|(key, value)| Some((key.get_ref().to_string(), color(&table.node(value)?)?))).collect()
}

/// A theme while its names are resolved.
struct Builder<'a> {
    colors: Vec<(String, At<Color>)>,
    /// Names of all colours, those with errors too.
    declared: Vec<String>,
    out: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn build(&mut self, root: &Node<'_>, name: &str) -> Option<Theme> {
        let (styles, blocks) = (root.table("styles"), root.table("blocks"));
        // Every style and block is read before the first missing one ends it, so that all mistakes are told.
        let styles: Vec<Option<Style>> =
            StyleName::ALL.iter().map(|(_, name)| styles.and_then(|t| self.style(&t.table(name)?))).collect();
        let blocks: Vec<Option<BlockSetting>> =
            Block::ALL.iter().map(|(_, name)| blocks.and_then(|t| self.block(&t.table(name)?))).collect();
        let formats = root.table("formats");
        let formats =
            FORMATS.iter().chain(&SOCIAL_FORMATS).filter_map(|f| self.format(f, &formats?.table(f.name)?)).collect();
        let floor = root.number("floor")?;
        let (family, fallback) = (root.text("family")?, root.texts("fallback"));
        Some(Theme {
            name: name.to_owned(),
            kind: match root.text("kind")?.value.as_str() {
                "poster" => ThemeKind::Poster,
                "social" => ThemeKind::Social,
                _ => ThemeKind::Sheet,
            },
            colors: std::mem::take(&mut self.colors),
            families_at: std::iter::once(&family).chain(&fallback).map(|family| family.place.clone()).collect(),
            family: family.value,
            fallback: fallback.into_iter().map(|family| family.value).collect(),
            styles: styles.into_iter().collect::<Option<_>>()?,
            formats,
            blocks: blocks.into_iter().collect::<Option<_>>()?,
            floor: At { value: Pt(floor.value), place: floor.place },
        })
    }

    fn color(&mut self, table: &Node<'_>, key: &str) -> Option<ColorName> {
        let name = table.text(key)?;
        let found = self.colors.iter().position(|(known, _)| *known == name.value);
        if !self.declared.contains(&name.value) {
            let message = format!("the theme has no colour `{}`", quoted(&name));
            let help = proposal(&name, self.declared.iter().map(String::as_str));
            self.out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&name.place).help(help));
        }
        found.map(ColorName)
    }

    fn style(&mut self, table: &Node<'_>) -> Option<Style> {
        let (color, ground) = (self.color(table, "color"), self.color(table, "ground"));
        Some(Style {
            place: table.place(),
            weight: table.number("weight")?.value as u16,
            italic: table.flag("italic"),
            size: table.number("size")?.value,
            min: Pt(table.number("min").map_or(0.0, |min| min.value)),
            leading: table.number("leading")?.value,
            color: color?,
            ground: ground?,
            hyphenate: table.flag("hyphenate"),
            justify: table.flag("justify"),
        })
    }

    fn block(&mut self, table: &Node<'_>) -> Option<BlockSetting> {
        let length = |key: &str| Mm(table.number(key).map_or(0.0, |number| number.value)).pt();
        Some(BlockSetting {
            color: self.color(table, "color")?,
            padding: length("padding"),
            thickness: length("thickness"),
            length: length("length"),
            radius: length("radius"),
        })
    }

    fn format(&mut self, format: &Format, table: &Node<'_>) -> Option<FormatSetting> {
        let [top, right, bottom, left] = table.numbers("margin")?.map(|side: f32| Mm(side).pt());
        let range = |key: &str| table.numbers(key).map(|[low, high]: [f32; 2]| (Pt(low), Pt(high)));
        let (base, title) = (range("base")?, range("title")?);
        for (key, (low, high)) in [("base", base), ("title", title)] {
            if low > high
                && let Some(value) = table.get(key)
            {
                let message = format!("`{key}` begins with the larger size");
                let place = table.place_of(value.span());
                let help = format!("write `{key} = [{}, {}]`", high.0, low.0);
                self.out.push(Diagnostic::new(&rules::BAD_VALUE, message).at(&place).help(help));
            }
        }
        Some(FormatSetting {
            name: format.name.to_owned(),
            margin: Insets { top, right, bottom, left },
            columns: table.byte("columns")?,
            gutter: Mm(table.number("gutter")?.value).pt(),
            base,
            title,
            safe: Mm(table.number("safe")?.value).pt(),
            qr: Mm(table.number("qr")?.value).pt(),
            scale: table.number("scale").map_or_else(|| usual_scale(format), |scale| scale.value),
        })
    }
}

/// The scale of a format whose theme names none: the distances of sheets are for A4 and shrink with the page.
fn usual_scale(format: &Format) -> f32 {
    match format.kind {
        FormatKind::Sheet => format.trim.width / Mm(210.0).pt(),
        FormatKind::Poster | FormatKind::Social => 1.0,
    }
}
