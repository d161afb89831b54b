//! Says by how much and where a text is too long for its pages.

use crate::definition::{PanelPart, StyleName};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::text::LineBreaker;
use crate::units::Pt;

use super::super::columns::over;
use super::super::flow::{self, Atom, Grid, Keep, LINE, Narrowed, Units, atoms};
use super::super::galley::{Element, SetText};
use super::Sheet;
use super::fit::rooms;
use super::frame::Slack;

/// Why a way to arrange a sheet does not do, and how far it is from it: the nearest way is the one to tell of.
pub(super) struct Misfit {
    /// Lines too many; more than any number of them where lines are not what is too many.
    far: f32,
    /// What is told.
    pub diagnostic: Diagnostic,
}

impl Misfit {
    /// How far it is where a part has no room at all.
    const NO_ROOM: f32 = 1e6;
    /// The same where a word is wider than its place, to which the millimetres are added.
    const TOO_WIDE: f32 = 1e7;

    /// The nearer of two; the first of equals.
    pub fn nearer(first: Option<Misfit>, second: Misfit) -> Misfit {
        first.filter(|first| first.far <= second.far).unwrap_or(second)
    }
}

impl Sheet<'_> {
    /// The text that is wider than its column at this size, and by how much.
    pub(super) fn widest(&self, base: Pt, breaker: &mut LineBreaker) -> Option<(&SetText, Pt)> {
        let theme = self.setter.theme;
        let grid = Grid::new(theme, base, self.panels.measure);
        for element in self.sections.iter().flat_map(|s| &s.elements) {
            for text in element.texts() {
                let measure = match (element, text.style) {
                    (Element::Callout(texts), _) => {
                        // The narrowest text of the box decides for all of it.
                        let widths = texts.iter().map(|t| flow::box_measure(t, theme, &grid));
                        widths.fold(grid.measure, Pt::min)
                    }
                    (_, StyleName::Quote | StyleName::QuoteSource) => flow::quote_measure(theme, &grid),
                    _ => flow::text_measure(element, theme, &grid),
                };
                if let Some(excess) = text.too_wide(theme, base, measure) {
                    return Some((text, excess));
                }
            }
        }
        let alone = [(&self.lead, PanelPart::Lead), (&self.audience, PanelPart::Title)];
        let alone = alone.into_iter().filter_map(|(text, part)| {
            let text = text.as_ref()?;
            Some((text, text.too_wide(theme, base, self.inside(part).1)?))
        });
        let help = self.help.as_ref().and_then(|help| help.too_wide(self, base));
        let code = self.code.as_ref().and_then(|code| code.too_wide(self, base));
        alone.chain(help).chain(code).next().or_else(|| self.foot.too_wide(self, base, breaker))
    }

    /// Says by how much and where the text is too long.
    pub(super) fn overflow(&self, base: Pt, breaker: &mut LineBreaker) -> Misfit {
        let format = self.document.format.name;
        let document = self.document;
        let report = |far: f32, text: Option<&str>, message: String, help: &str| {
            let finding = Diagnostic::new(&rules::OVERFLOW, message).on(document.metadata.id.clone()).help(help);
            Misfit { far, diagnostic: finding.at_any(text.and_then(|text| document.origin.place_of(text))) }
        };
        if let Some((text, excess)) = self.widest(base, breaker) {
            let (named, word) = self.setter.named(text, base, excess);
            return report(
                Misfit::TOO_WIDE + excess.mm().0,
                Some(word),
                format!(
                    "{named} is {:.1} mm wider than its place on {format} at the smallest size, and it may not be parted",
                    excess.mm().0
                ),
                if word.contains('/') {
                    "Show words in its place, as in `[words](https://...)`, or leave it out of this format."
                } else {
                    "Write it shorter, or leave it out of this format."
                },
            );
        }
        let theme = self.setter.theme;
        let grid = Grid::new(theme, base, self.panels.measure);
        let atoms = atoms(&self.sections, theme, &grid, &Narrowed::default(), breaker);
        let frame = match self.frame(base, &Slack { title: -1.0, ..Slack::default() }, breaker) {
            Ok(frame) => frame,
            Err(part) => {
                let help =
                    "Shorten it, name fewer sections for this format with `sections = [...]`, or choose a larger one.";
                let title = document.title.text();
                let text = matches!(part, PanelPart::Title | PanelPart::Lead).then_some(title.as_str());
                return report(Misfit::NO_ROOM, text, format!("{} {format} at the smallest size", unfit(part)), help);
            }
        };
        let Some(rooms) = rooms(&frame, &grid) else {
            let edges = frame.columns_top.iter().zip(&frame.columns_bottom);
            let over = edges.map(|(top, bottom)| (*top - *bottom).max(Pt::ZERO)).fold(Pt::ZERO, Pt::max).mm().0;
            let message = format!(
                "title, help lines, contact and senders alone are {over:.0} mm higher than a page of {format} at the \
                 smallest size"
            );
            let help = "Show fewer help lines on it, with `sections = [...]`, or choose a larger format.";
            return report(Misfit::NO_ROOM + over, None, message, help);
        };
        if let Some(misfit) = self.block_too_high(&atoms, &rooms, &grid) {
            return misfit;
        }
        let lines = self.lines_over(&atoms, &rooms);
        let mut sections: Vec<(u32, &str)> = self
            .sections
            .iter()
            .enumerate()
            .map(|(index, section)| {
                let own = atoms.iter().filter(|a| a.section as usize == index);
                (own.map(|a| a.height).sum::<Units>() / LINE, section.id.as_str())
            })
            .collect();
        sections.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let long =
            |(lines, id): &(_, _)| if *lines == 1 { format!("{id} (1 line)") } else { format!("{id} ({lines} lines)") };
        let longest: Vec<String> = sections.iter().take(3).map(long).collect();
        let pages =
            if self.document.pages == 1 { "one page".to_owned() } else { format!("{} pages", self.document.pages) };
        let another = format!(
            "Shorten or drop a section, or give the format another page: {{ format = \"{format}\", pages = {} }}.",
            self.document.pages + 1
        );
        let unit = if lines == 1 { "line" } else { "lines" };
        let message = if longest.is_empty() {
            format!("{lines} {unit} too many for {pages} of {format} at the smallest size")
        } else {
            let longest = longest.join(", ");
            format!(
                "{lines} {unit} too many for {pages} of {format} at the smallest size; the longest sections are {longest}"
            )
        };
        report(
            lines as f32,
            None,
            message,
            if self.document.pages < self.document.format.max_pages {
                &another
            } else {
                "Shorten or drop a section, or choose a larger format."
            },
        )
    }
}

impl Sheet<'_> {
    /// Says which block is higher than any column, if one is: a text that may not be parted, a call-out, a picture.
    fn block_too_high(&self, atoms: &[Atom], rooms: &[Units], grid: &Grid) -> Option<Misfit> {
        let room = rooms.iter().copied().max().unwrap_or_default();
        let blocks = atoms.chunk_by(|atom, _| atom.keep == Keep::Firm);
        let high = |block: &[Atom]| block.iter().map(|atom| atom.height).sum::<Units>();
        let block = blocks.into_iter().max_by_key(|block| high(block)).filter(|block| high(block) > room)?;
        let mm = |units: Units| (grid.unit * units as f32).mm().0;
        let id = &self.sections[block[0].section as usize].id;
        let pictured = block.iter().any(|atom| {
            let section = &self.sections[atom.section as usize];
            matches!(section.elements[atom.element as usize], Element::Image { .. })
        });
        let (what, help) = if pictured {
            ("the picture", "Give it a flatter `ratio`, such as `ratio = [3, 1]`, or choose a larger format.")
        } else {
            ("a part that stays whole", "Part it in two, shorten it, or take `keep` from the section.")
        };
        let message = format!(
            "{what} in section `{id}` is {:.0} mm high, and a column of {} has {:.0} mm",
            mm(high(block)),
            self.document.format.name,
            mm(room)
        );
        let finding = Diagnostic::new(&rules::OVERFLOW, message).on(self.document.metadata.id.clone()).help(help);
        // The heading of the section, or what it has of text.
        let text = self.sections[block[0].section as usize].elements.iter().find_map(|e| e.texts().first().copied());
        let place = text.and_then(|text| self.document.origin.place_of(&text.paragraph.text().text));
        Some(Misfit { far: Misfit::NO_ROOM + mm(high(block) - room), diagnostic: finding.at_any(place) })
    }
}

/// Half-lines that a column lacks before no better answer is looked for than the height of the text gives.
const FAR_OVER: Units = 80;

impl Sheet<'_> {
    /// Lines by which the text is too long for the rooms of its pages, all columns together.
    fn lines_over(&self, atoms: &[Atom], rooms: &[Units]) -> u32 {
        let columns = self.panels.columns.len() as Units;
        let room: Units = rooms.iter().zip(&self.panels.groups).map(|(room, columns)| room * *columns as Units).sum();
        let least = (over(atoms, room, columns as usize) / columns.max(1)).max(1);
        let fits = |more: &Units| {
            let higher: Vec<Units> = rooms.iter().map(|room| room + more).collect();
            self.part(atoms, &higher).is_some()
        };
        let looked_for = if least > FAR_OVER { least..least } else { least..least + FAR_OVER };
        (looked_for.clone().find(fits).unwrap_or(looked_for.end) * columns).div_ceil(LINE)
    }
}

/// How a message says that a part does not fit.
fn unfit(part: PanelPart) -> &'static str {
    match part {
        PanelPart::Audience | PanelPart::Title => "the title does not fit",
        PanelPart::Lead => "title and lead do not fit the cover of",
        PanelPart::Sections => "the sections do not fit",
        PanelPart::Help => "the help lines do not fit their panel of",
        PanelPart::Foot => "contact and senders do not fit their panel of",
    }
}
