//! Where the parts of a sheet stand: on whole pages, or on the panels of a folder.

use crate::definition::{FormatSetting, PanelPart};
use crate::document::Document;
use crate::units::Pt;

/// Most that a wide column measures, in ems of the largest type: lines of about 65 letters, as in a book.
pub(super) const WIDE: f32 = 32.5;

/// A page, or what lies between two folds of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Panel {
    /// Index of the page.
    pub page: usize,
    /// Left edge, or the right one's distance where lines start at the right.
    pub left: Pt,
    /// Width with its margins.
    pub width: Pt,
    /// Its parts from the top.
    pub holds: Vec<PanelPart>,
}

impl Panel {
    /// Whether the part stands here.
    pub fn has(&self, part: PanelPart) -> bool {
        self.holds.contains(&part)
    }
}

/// A column and the panel that it stands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Index of the page.
    pub page: usize,
    /// Left edge, counted as [`Panel::left`].
    pub x: Pt,
}

/// The panels of a document in reading order, and the columns on them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Panels {
    /// In reading order.
    pub all: Vec<Panel>,
    /// All columns in reading order.
    pub columns: Vec<Column>,
    /// Columns that the flow is parted into at once, in reading order: those of a page, or of all panels of a folder.
    pub groups: Vec<usize>,
    /// Width of a column.
    pub measure: Pt,
    /// Whether this is a folder, whose parts have panels of their own.
    pub folded: bool,
    /// Whether this is as good as what is wanted first, so that the better of both is taken; else it is a way out.
    pub equal: bool,
}

impl Panels {
    /// The ways to share the parts of a document over its format, the one that is wanted first. Help lines that have a panel
    /// to themselves leave it to the sections where those are too long, and join the contact. On whole pages a text that is
    /// too short for columns may stand in a wide one.
    pub fn ways(document: &Document, setting: &FormatSetting) -> Vec<Panels> {
        let format = document.format;
        if format.panels.is_empty() {
            let columns = Panels::new(whole_pages(document), setting, false);
            let wide = (setting.columns > 1).then(|| columns.wide(setting));
            return std::iter::once(columns).chain(wide).collect();
        }
        let made = |own: &[PanelPart], page: u8, left: Pt, width: Pt| Panel {
            page: usize::from(page),
            left,
            width,
            holds: own.to_vec(),
        };
        let wanted: Vec<Panel> = format.panels.iter().map(|p| made(p.holds, p.page, p.left, p.width)).collect();
        let mut joined = wanted.clone();
        for panel in &mut joined {
            if panel.holds == [PanelPart::Help] {
                panel.holds = vec![PanelPart::Sections];
            } else if panel.holds == [PanelPart::Foot] {
                panel.holds = vec![PanelPart::Help, PanelPart::Foot];
            }
        }
        let [wanted, joined] = [wanted, joined].map(|panels| Panels::new(panels, setting, true));
        match (&document.help, wanted == joined) {
            (_, true) => vec![wanted],
            (None, _) => vec![joined],
            (Some(_), _) => vec![wanted, joined],
        }
    }

    fn new(all: Vec<Panel>, setting: &FormatSetting, folded: bool) -> Panels {
        let count = usize::from(setting.columns.max(1));
        let with_text: Vec<&Panel> = all.iter().filter(|panel| panel.has(PanelPart::Sections)).collect();
        // One measure for all columns, so that a line is as long wherever it stands.
        let narrowest = with_text.iter().map(|panel| panel.width).reduce(Pt::min).unwrap_or_default();
        let measure = (narrowest - setting.margin.left - setting.margin.right - setting.gutter * (count as f32 - 1.0))
            / count as f32;
        let on = |panel: &Panel| {
            let inside = panel.left + setting.margin.left + (panel.width - narrowest) / 2.0;
            let page = panel.page;
            (0..count).map(move |at| Column { page, x: inside + (measure + setting.gutter) * at as f32 })
        };
        let columns: Vec<Column> = with_text.iter().flat_map(|panel| on(panel)).collect();
        let groups = if folded { vec![columns.len()] } else { vec![count; with_text.len()] };
        Panels { all, columns, groups, measure, folded, equal: false }
    }

    /// The same pages with one wide column each.
    fn wide(&self, setting: &FormatSetting) -> Panels {
        let on = |panel: &Panel| Column { page: panel.page, x: panel.left + setting.margin.left };
        let with_text: Vec<&Panel> = self.all.iter().filter(|panel| panel.has(PanelPart::Sections)).collect();
        let narrowest = with_text.iter().map(|panel| panel.width).reduce(Pt::min).unwrap_or_default();
        let (whole, most) = (narrowest - setting.margin.left - setting.margin.right, setting.base.1 * WIDE);
        Panels {
            columns: with_text.iter().map(|panel| on(panel)).collect(),
            groups: vec![1; with_text.len()],
            measure: whole.min(most),
            equal: whole <= most,
            ..self.clone()
        }
    }

    /// Columns of a page.
    pub fn count(&self) -> usize {
        self.groups.first().copied().unwrap_or(1).max(1)
    }

    /// The panel that holds a part; the last one where several do, or none does.
    pub fn holding(&self, part: PanelPart) -> &Panel {
        let last = self.all.len() - 1;
        &self.all[self.all.iter().rposition(|panel| panel.has(part)).unwrap_or(last)]
    }

    /// Whether sections stand on the same panel as this part.
    pub fn beside_sections(&self, part: PanelPart) -> bool {
        self.all.iter().any(|panel| panel.has(part) && panel.has(PanelPart::Sections))
    }

    /// Whether a part has a panel to itself.
    pub fn alone(&self, part: PanelPart) -> bool {
        self.all.iter().any(|panel| panel.holds == [part])
    }

    /// Whether the title has a cover: a panel for what stands above the sections on others.
    pub fn cover(&self) -> bool {
        self.all
            .iter()
            .any(|panel| panel.has(PanelPart::Title) && !panel.has(PanelPart::Sections) && !panel.has(PanelPart::Help))
    }
}

/// The pages of a sheet: title first, help lines and foot last, sections on all.
fn whole_pages(document: &Document) -> Vec<Panel> {
    let pages = usize::from(document.pages.max(1));
    let page = |page: usize| {
        let mut holds = Vec::new();
        if page == 0 {
            holds.extend([PanelPart::Audience, PanelPart::Title, PanelPart::Lead]);
        }
        holds.push(PanelPart::Sections);
        if page + 1 == pages {
            holds.extend([PanelPart::Help, PanelPart::Foot]);
        }
        Panel { page, left: Pt::ZERO, width: document.format.trim.width, holds }
    };
    (0..pages).map(page).collect()
}
