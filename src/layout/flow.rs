//! The flow of the columns at one size: elements become atoms, whose heights are whole half-lines of the baseline grid.

use crate::definition::{Block, Theme};
use crate::text::LineBreaker;
use crate::units::Pt;

use super::galley::{BoxText, Element, Marker, SectionGalley, SetText};

/// Half-lines of the baseline grid.
pub(super) type Units = u32;

/// Half-lines of a line of running text.
pub(super) const LINE: Units = 2;
/// Half-lines above a heading or a box.
pub(super) const SECTION_GAP: Units = 2;
/// Half-lines between paragraphs.
const PARAGRAPH_GAP: Units = 1;

/// What cannot be parted: a line, or a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Atom {
    /// Index of the section.
    pub section: u32,
    /// Index of the element in its section.
    pub element: u32,
    /// Line of the element's text; 0 for boxes and headings.
    pub line: u32,
    /// Height.
    pub height: Units,
    /// Space above it, dropped at the top of a column.
    pub gap: Units,
    /// Whether it begins a section, so that the space above it may grow.
    pub opens: bool,
    /// Whether it is a box, a quotation or a picture, which belongs to the text above it as much as to that below.
    pub boxed: bool,
    /// Which item of a list it begins, if any.
    pub item: Listed,
    /// Whether the next atom stands in the same column.
    pub keep: Keep,
}

impl Atom {
    /// Whether it has a space above it inside a section that may grow.
    pub fn is_spaced(&self) -> bool {
        !self.opens && self.gap > 0 && self.item != Listed::Introduced
    }

    /// Whether it begins an item of a list other than the first.
    pub fn goes_on_list(&self) -> bool {
        self.item == Listed::Later
    }
}

/// Which item of a list an atom begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// None.
    No,
    /// The first one, after the line that introduces the list: the space between the two never grows.
    Introduced,
    /// One after the first.
    Later,
}

/// How firmly an atom holds the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// A column may end here.
    Free,
    /// A column ends here only where the columns would otherwise end apart.
    Loath,
    /// No column ends here.
    Firm,
}

/// Measures of a column at one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Grid {
    /// Base size of type.
    pub base: Pt,
    /// Height of a half-line.
    pub unit: Pt,
    /// Width of a column.
    pub measure: Pt,
}

impl Grid {
    /// The natural grid of a theme at a base size.
    pub fn new(theme: &Theme, base: Pt, measure: Pt) -> Grid {
        let body = theme.style(crate::definition::StyleName::Body);
        Grid { base, unit: base * (body.size * body.leading / LINE as f32), measure }
    }

    /// Half-lines that hold a length.
    fn units(&self, length: Pt) -> Units {
        (length / self.unit - 0.02).ceil().max(0.0) as Units
    }
}

/// Texts that are set a little narrower than their column, so that they take a line more.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Narrowed(Vec<(u32, u32, f32)>);

impl Narrowed {
    /// The same with one more text at this share of its measure.
    pub fn with(&self, section: u32, element: u32, share: f32) -> Narrowed {
        Narrowed(self.0.iter().copied().chain([(section, element, share)]).collect())
    }

    /// Whether the text is narrowed.
    pub fn has(&self, section: u32, element: u32) -> bool {
        self.share(section, element) < 1.0
    }

    /// Share of its measure that an element's text takes.
    pub fn share(&self, section: u32, element: u32) -> f32 {
        self.0.iter().find(|(s, e, _)| (*s, *e) == (section, element)).map_or(1.0, |(_, _, share)| *share)
    }

    /// The shares.
    pub fn shares(&self) -> impl Iterator<Item = f32> {
        self.0.iter().map(|(_, _, share)| *share)
    }
}

/// Makes the atoms of all sections.
pub(super) fn atoms(
    sections: &[SectionGalley],
    theme: &Theme,
    grid: &Grid,
    narrowed: &Narrowed,
    breaker: &mut LineBreaker,
) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::with_capacity(128);
    for (section_index, section) in sections.iter().enumerate() {
        let begin = atoms.len();
        for (element_index, element) in section.elements.iter().enumerate() {
            let opens = element_index == 0;
            let previous = element_index.checked_sub(1).map(|at| &section.elements[at]);
            let following = [section.elements.get(element_index + 1), section.elements.get(element_index + 2)];
            let gap = if opens { SECTION_GAP } else { gap_between(previous, element) };
            let atom = Atom {
                section: section_index as u32,
                element: element_index as u32,
                line: 0,
                height: 0,
                gap,
                opens,
                boxed: !matches!(element, Element::Heading(_) | Element::Paragraph(_) | Element::Item { .. }),
                item: match (previous, element) {
                    (_, Element::Item { first: false, .. }) => Listed::Later,
                    (Some(Element::Paragraph(_)), Element::Item { .. }) => Listed::Introduced,
                    _ => Listed::No,
                },
                keep: Keep::Free,
            };
            let share = narrowed.share(atom.section, atom.element);
            element_atoms(element, following, theme, grid, share, breaker, atom, &mut atoms);
        }
        if section.keep {
            let end = atoms.len().saturating_sub(1).max(begin);
            atoms[begin..end].iter_mut().for_each(|a| a.keep = Keep::Firm);
        }
    }
    if let Some(last) = atoms.last_mut() {
        last.keep = Keep::Free;
    }
    atoms
}

/// Space above an element inside a section.
fn gap_between(previous: Option<&Element>, element: &Element) -> Units {
    match (previous, element) {
        (Some(Element::Heading(_)) | None, _) | (_, Element::Item { first: false, .. }) => 0,
        (_, Element::Item { .. } | Element::Paragraph(_)) => PARAGRAPH_GAP,
        _ => SECTION_GAP,
    }
}

/// From the edge of a column to its headings, in multiples of the base size; their mark stands before them. Programs that
/// read a page by its places take headings and texts that are level in two columns for the rows of a table, and read them
/// across, unless the edges of the two lie more than 0.7 of the type size apart (poppler, `TextPage::coalesce`).
pub(super) const HEADING_INDENT: f32 = 0.8;

/// Share of their own leading at which the lines of a heading may stand on the grid instead, so that the text under a heading
/// of two lines is no further away than under one of a single line.
const TIGHTEST_HEADING: f32 = 0.86;

/// Distance from the edge of a column to its headings.
pub(super) fn heading_indent(grid: &Grid) -> Pt {
    grid.base * HEADING_INDENT
}

/// Width of an element's running text in a column: items stand beside their marker, headings beside their mark.
pub(super) fn text_measure(element: &Element, theme: &Theme, grid: &Grid) -> Pt {
    match element {
        Element::Item { marker, .. } => grid.measure - marker_width(marker, theme, grid),
        Element::Heading(_) => grid.measure - heading_indent(grid),
        _ => grid.measure,
    }
}

/// Adds the atoms of one element, whose text takes this share of its measure; `atom` carries what they have in common.
#[allow(clippy::too_many_arguments)] // What is measured, what follows it, in what grid, and where to.
fn element_atoms(
    element: &Element,
    [next, after_next]: [Option<&Element>; 2],
    theme: &Theme,
    grid: &Grid,
    share: f32,
    breaker: &mut LineBreaker,
    atom: Atom,
    atoms: &mut Vec<Atom>,
) {
    let measure = text_measure(element, theme, grid) * share;
    match element {
        Element::Heading(text) => {
            let lines = text.line_count(theme, grid.base, measure, breaker);
            let height = heading_units(text, theme, grid, lines);
            atoms.push(Atom { height, keep: Keep::Firm, ..atom });
        }
        Element::Paragraph(text) => {
            let lines = text.paragraph.line_hyphens(breaker, measure / text.size(theme, grid.base));
            // What introduces a list stays with its first item, and a single line under a heading with what follows.
            let single = lines.0 == 1 && atom.element > 0 && next.is_some();
            let introduces = single || matches!(next, Some(Element::Item { first: true, .. }));
            let keep = if introduces { Keep::Firm } else { Keep::Free };
            line_atoms(lines, Atom { keep, ..atom }, atoms);
        }
        Element::Item { text, first, .. } => {
            let lines = text.paragraph.line_hyphens(breaker, measure / text.size(theme, grid.base));
            // An item does not stay alone, neither at the head of its list nor at its end; least of all one of a single line.
            let last_but_one = !matches!(after_next, Some(Element::Item { first: false, .. }));
            let more = matches!(next, Some(Element::Item { first: false, .. }));
            let keep = if more && (*first || last_but_one) { Keep::Loath } else { Keep::Free };
            line_atoms(lines, Atom { keep, ..atom }, atoms);
        }
        Element::Callout(texts) => {
            let height = grid.units(callout_height(texts, theme, grid, breaker));
            atoms.push(Atom { height, gap: SECTION_GAP, ..atom });
        }
        Element::Quote(texts) => {
            let height = grid.units(quote_height(&**texts, theme, grid, breaker));
            atoms.push(Atom { height, ..atom });
        }
        Element::Image { aspect, caption, .. } => {
            let drawn = grid.measure / *aspect;
            let under = caption.as_ref().map_or(Pt::ZERO, |c| caption_height(c, theme, grid, breaker));
            atoms.push(Atom { height: grid.units(drawn + under), ..atom });
        }
    }
}

/// Adds one atom a line; `atom` tells how the last one holds what follows. No widow, no orphan: the first two and the last two
/// lines stay together, and a word is parted over columns only where a short text would otherwise hold together as a block.
fn line_atoms((lines, hyphens): (usize, u64), atom: Atom, atoms: &mut Vec<Atom>) {
    for line in 0..lines {
        let first = line == 0;
        let hyphen = line < 64 && hyphens >> line & 1 == 1;
        let keep = match line + 1 {
            next if next == lines => atom.keep,
            next if first || next + 1 == lines || lines == 3 || lines >= 6 && hyphen => Keep::Firm,
            _ if hyphen => Keep::Loath,
            _ => Keep::Free,
        };
        let begins = if first { atom } else { Atom { gap: 0, opens: false, item: Listed::No, ..atom } };
        atoms.push(Atom { line: line as u32, height: LINE, keep, ..begins });
    }
}

/// Half-lines of a heading. More lines than one stand on the grid if they may be so near; else they have their own leading.
fn heading_units(text: &SetText, theme: &Theme, grid: &Grid, lines: usize) -> Units {
    let steps = lines.max(1) as Units - 1;
    let leading = text.leading(theme, grid.base);
    let on_grid = (leading * TIGHTEST_HEADING / grid.unit - 0.02).ceil().max(0.0);
    if grid.unit * on_grid <= leading {
        LINE + on_grid as Units * steps
    } else {
        grid.units(leading * steps as f32 + grid.unit * LINE as f32)
    }
}

/// From one line of a heading of this height to the next: the grid's where its lines stand on it, else its own.
pub(super) fn heading_leading(text: &SetText, theme: &Theme, grid: &Grid, lines: usize, height: Units) -> Pt {
    let leading = text.leading(theme, grid.base);
    let steps = lines.max(2) as f32 - 1.0;
    let on_grid = grid.unit * (height.saturating_sub(LINE) as f32 / steps);
    let whole = height.saturating_sub(LINE).is_multiple_of(steps as Units);
    if whole && on_grid >= leading * TIGHTEST_HEADING && on_grid <= leading { on_grid } else { leading }
}

/// Width of the column of bullets and numbers: the theme's at [`MARKED`], in the same proportion to other type; wider where a
/// number of the list needs it.
pub(super) fn marker_width(marker: &Marker, theme: &Theme, grid: &Grid) -> Pt {
    let usual = theme.block(Block::Marker).thickness * (grid.base / MARKED);
    usual.max(marker.text.size(theme, grid.base) * (marker.widest + MARKER_TO_TEXT))
}

/// Least distance of a bullet or number from its text, in multiples of the type size.
const MARKER_TO_TEXT: f32 = 0.45;

/// Base size at which bullets and numbers have the width that the theme says.
const MARKED: Pt = Pt(10.5);

/// Width of the text inside a call-out.
pub(super) fn callout_measure(theme: &Theme, grid: &Grid) -> Pt {
    grid.measure - theme.block(Block::Callout).padding * 2.0
}

/// Width of one text inside a call-out.
pub(super) fn box_measure(text: &BoxText, theme: &Theme, grid: &Grid) -> Pt {
    callout_measure(theme, grid) - text.marker.as_ref().map_or(Pt::ZERO, |marker| marker_width(marker, theme, grid))
}

/// Space inside a call-out above and below its lines, which have leading of their own.
pub(super) fn callout_padding(theme: &Theme, grid: &Grid) -> Pt {
    (theme.block(Block::Callout).padding - grid.unit * 0.35).max(grid.unit * 0.4)
}

/// Natural height of a call-out.
fn callout_height(texts: &[BoxText], theme: &Theme, grid: &Grid, breaker: &mut LineBreaker) -> Pt {
    let lines: usize =
        texts.iter().map(|t| t.text.line_count(theme, grid.base, box_measure(t, theme, grid), breaker)).sum();
    grid.unit * (LINE as f32 * lines as f32) + callout_padding(theme, grid) * 2.0
}

/// Width of the text beside a quotation's bar.
pub(super) fn quote_measure(theme: &Theme, grid: &Grid) -> Pt {
    let bar = theme.block(Block::Quote);
    grid.measure - bar.thickness - bar.padding
}

/// Natural height of a quotation.
fn quote_height(texts: &[SetText], theme: &Theme, grid: &Grid, breaker: &mut LineBreaker) -> Pt {
    let measure = quote_measure(theme, grid);
    let lines =
        texts.iter().map(|t| t.leading(theme, grid.base) * t.line_count(theme, grid.base, measure, breaker) as f32);
    lines.sum::<Pt>() + grid.unit * 0.4
}

/// Height of a caption with the space above it.
pub(super) fn caption_height(caption: &SetText, theme: &Theme, grid: &Grid, breaker: &mut LineBreaker) -> Pt {
    let lines = caption.line_count(theme, grid.base, grid.measure, breaker);
    caption.leading(theme, grid.base) * lines as f32 + grid.unit * 0.4
}
