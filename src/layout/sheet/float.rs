//! Call-outs that change places with a section beside them, where the columns of the page then end nearer. Tags and web pages
//! keep the order of the definition.

use std::ops::Range;

use crate::text::LineBreaker;

use super::super::flow::{Atom, Grid};
use super::super::galley::Element;
use super::Sheet;
use super::fit::{Fitted, rooms};
use super::loosen::EVEN;

/// What it costs that a call-out stands elsewhere than its definition has it. What programs that go by places then read at
/// another time costs more, see [`super::MISREAD`].
const FLOATED: f32 = 4.0;
/// What it costs more to stand before what it followed.
const EARLIER: f32 = 2.0;

impl Sheet<'_> {
    /// The ways to set a fitted text with one call-out moved past a section, that suit the columns better; counts what it tries.
    pub(super) fn float(&self, fitted: &Fitted, tried: &mut usize, breaker: &mut LineBreaker) -> Vec<Fitted> {
        if self.panels.folded || self.panels.count() < 2 || fitted.parted.cost <= EVEN {
            return Vec::new();
        }
        let grid = Grid::new(self.setter.theme, fitted.base, self.panels.measure);
        let frame = self.frame(fitted.base, &fitted.head, breaker);
        let Some(rooms) = frame.ok().and_then(|frame| rooms(&frame, &grid)) else { return Vec::new() };
        let sections = sections(&fitted.atoms);
        let is_callout = |range: &Range<usize>| {
            let atom = fitted.atoms[range.start];
            matches!(self.sections[atom.section as usize].elements.as_slice(), [Element::Callout(_)])
        };
        let mut better = Vec::new();
        for (at, pair) in sections.windows(2).enumerate() {
            if is_callout(&pair[0]) == is_callout(&pair[1]) {
                continue;
            }
            let mut order = sections.clone();
            order.swap(at, at + 1);
            let atoms: Vec<Atom> = order.iter().flat_map(|range| &fitted.atoms[range.clone()]).copied().collect();
            *tried += 1;
            let Some(mut parted) = self.part(&atoms, &rooms) else { continue };
            parted.cost += FLOATED + if is_callout(&pair[1]) { EARLIER } else { 0.0 };
            if parted.cost < fitted.parted.cost {
                better.push(Fitted { atoms, parted, ..fitted.clone() });
            }
        }
        better
    }
}

/// The atoms of each section.
fn sections(atoms: &[Atom]) -> Vec<Range<usize>> {
    let mut start = 0;
    let sections = atoms.chunk_by(|a, b| a.section == b.section).map(|chunk| {
        let range = start..start + chunk.len();
        start = range.end;
        range
    });
    sections.collect()
}
