//! Total-fit line breaking, after Knuth and Plass (Software: Practice and Experience 11, 1981).
//!
//! The cost of a paragraph is the sum over its lines of the squared slack, or of the squared stretch where lines are
//! justified, a penalty for each hyphen that depends on its kind, and penalties for what a reader would notice: hyphens in a
//! row, a runt, a short last line, a word that looks forward at the end of a line.

use std::ops::Range;

use super::justify::{Glue, stretch_cost};
use super::segment::BreakKind;

/// A place where a line may end, with its positions in em from the start of the paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Break {
    /// Where a line that ends here stops, hyphen included, without what hangs out of the measure.
    pub end: f32,
    /// Where the next line starts, after what hangs out of the measure.
    pub next: f32,
    /// Why the line may end.
    pub kind: BreakKind,
    /// Whether the text after this place is one word of fewer than five letters.
    pub runt_after: bool,
    /// Whether the text after this place is one word or number, or the rest of one.
    pub lone_after: bool,
    /// How much the word before this place looks forward: 1 for a short preposition or article.
    pub weak: f32,
    /// How well a line of balanced text ends here: 1 after a sentence, less after a comma, else 0.
    pub sense: f32,
}

/// Slack of a tenth of the measure costs this much.
const SLACK: f32 = 1.0;
/// A line more.
const LINE: f32 = 3.0;
/// A hyphen between syllables.
const SYLLABLE: f32 = 11.0;
/// A hyphen at the joint of a compound.
const JOINT: f32 = 5.0;
/// A second hyphen in a row.
const SECOND_HYPHEN: f32 = 14.0;
/// A third hyphen in a row: only where nothing else is possible.
const THIRD_HYPHEN: f32 = 4000.0;
/// A hyphen before the last line, which is seen most.
const LAST_HYPHEN: f32 = 6.0;
/// A line that ends in a word that looks forward.
const WEAK: f32 = 1.6;
/// What looks forward more than this belongs to what follows.
const TORN: f32 = 1.5;
/// In balanced text, a line that ends in a word that looks forward.
const WEAK_END: f32 = 0.12;
/// In balanced text, the gain of a line that ends with a sentence.
const SENTENCE_END: f32 = 0.08;
/// A last line of one short word.
const RUNT: f32 = 4000.0;
/// A last line of one word, or the rest of one, under [`LONE`] em.
const LONE_LAST: f32 = 8.0;
/// The same in justified text, where costs of lines are higher.
const LONE_LAST_JUSTIFIED: f32 = 20.0;
/// The same of a wider one.
const LONG_LONE_LAST: f32 = 3.0;
/// Width of such a line in em.
const LONE: f32 = 6.0;
/// A last line under a sixth of the measure.
const SHORT_LAST: f32 = 8.0;
/// A last line under a quarter of the measure.
const SHORTISH_LAST: f32 = 2.0;
/// In justified text, a hyphen at a joint, one between syllables, and a second one in a row: even gaps are worth more than
/// few hyphens.
const JUSTIFIED_HYPHENS: [f32; 3] = [0.5, 2.0, 3.0];
/// In justified text, the share by which a line may be wider than its measure before its gaps are pressed together.
const PRESSED: f32 = 0.05;
/// Each em by which a line is wider than its measure.
pub(super) const OVERFULL: f32 = 1e6;
/// Lines emptier than this share of the measure are tried only where no others are possible.
const EMPTIEST: f32 = 0.6;

/// The best way to a place.
#[derive(Debug, Clone, Copy)]
struct Node {
    cost: f32,
    from: u32,
    hyphens: u8,
    lines: u16,
}

/// Working memory, kept between paragraphs.
#[derive(Debug, Default)]
pub struct LineBreaker {
    nodes: Vec<Node>,
    /// Where a line starts that comes after each node, and what the lines before it cost.
    starts: Vec<f32>,
    costs: Vec<f32>,
    /// What the lines that end at one place cost, by the nodes that they may come after.
    tried: Vec<f32>,
}

/// The nodes after which a line that ends at a place may start. Places come in order, so both ends move little.
#[derive(Debug, Default)]
struct Window {
    /// Nothing before a forced break may be joined with what follows.
    floor: usize,
    first: usize,
    until: usize,
}

impl Window {
    /// The nodes from which lines up to `end` are at most `widest` and at least `narrowest` wide; the last node if all
    /// lines are too wide, all that are not too wide if none is wide enough.
    fn slide(&mut self, starts: &[f32], end: f32, widest: f32, narrowest: f32) -> Range<usize> {
        let first = slide(starts, self.floor, self.first, |start| end - start > widest);
        let until = slide(starts, self.floor, self.until, |start| end - start >= narrowest);
        (self.first, self.until) = (first, until);
        if first >= starts.len() {
            starts.len() - 1..starts.len()
        } else if until > first {
            first..until
        } else {
            first..starts.len()
        }
    }
}

/// The first of the starts from `floor` on that is not `before`, found from where it was the last time.
fn slide(starts: &[f32], floor: usize, at: usize, before: impl Fn(f32) -> bool) -> usize {
    let mut at = at.max(floor);
    while at < starts.len() && before(starts[at]) {
        at += 1;
    }
    while at > floor && !before(starts[at - 1]) {
        at -= 1;
    }
    at
}

impl LineBreaker {
    /// Finds the best lines at a measure in em. Returns how many there are; [`LineBreaker::ends`] gives them. Lines are
    /// justified where there is glue, one for each break, and ragged where there is none.
    pub(super) fn run(&mut self, breaks: &[Break], glue: &[Glue], measure: f32) -> usize {
        self.run_by_sense(breaks, glue, measure, 0.0)
    }

    /// The same, with this much gained by a line that ends with a sentence, and lost by one that ends in a word that looks
    /// forward.
    pub(super) fn run_by_sense(&mut self, breaks: &[Break], glue: &[Glue], measure: f32, sense: f32) -> usize {
        self.nodes.clear();
        self.starts.clear();
        self.costs.clear();
        self.push(Node { cost: 0.0, from: 0, hyphens: 0, lines: 0 }, 0.0);
        let ragged = glue.is_empty();
        let widest = if ragged { measure } else { measure * (1.0 + PRESSED) };
        let [joint, syllable, second] = if ragged { [JOINT, SYLLABLE, SECOND_HYPHEN] } else { JUSTIFIED_HYPHENS };
        let in_a_row = [0.0, second, THIRD_HYPHEN];
        let mut window = Window::default();
        for (index, place) in breaks.iter().enumerate() {
            let forced = place.kind == BreakKind::Forced;
            let narrowest = if forced { 0.0 } else { measure * (1.0 - EMPTIEST) };
            let range = window.slide(&self.starts, place.end, widest, narrowest);
            self.tried.clear();
            let before = self.starts[range.clone()].iter().zip(&self.costs[range.clone()]);
            if let Some(end) = glue.get(index) {
                self.tried.extend(before.zip(range.clone()).map(|((start, cost), from)| {
                    let count = end.since(from.checked_sub(1).map(|at| &glue[at]));
                    cost + stretch_cost(measure - (place.end - start), count, forced)
                }));
            } else {
                let by_slack = if forced { 0.0 } else { 10.0 / measure };
                self.tried
                    .extend(before.map(|(start, cost)| cost + slack_cost(measure - (place.end - start), by_slack)));
            }
            let hyphen = match place.kind {
                BreakKind::Joint => Some(joint),
                BreakKind::Syllable => Some(syllable),
                BreakKind::Word | BreakKind::Forced => None,
            };
            if hyphen.is_some() {
                for (cost, node) in self.tried.iter_mut().zip(&self.nodes[range.clone()]) {
                    *cost += in_a_row[usize::from(node.hyphens).min(2)];
                }
            }
            if index + 1 == breaks.len() {
                for (cost, from) in self.tried.iter_mut().zip(range.clone()).filter(|(_, from)| *from > 0) {
                    *cost += last_cost(&breaks[from - 1], place.end - self.starts[from], measure, ragged);
                }
            }
            let mut best = (0, f32::INFINITY);
            for (at, cost) in self.tried.iter().enumerate() {
                if *cost < best.1 {
                    best = (at, *cost);
                }
            }
            // What a line that ends here costs whatever comes before it.
            let own = if forced { 0.0 } else { place.weak * (WEAK + sense) - sense * place.sense };
            let from = range.start + best.0;
            let before = self.nodes[from];
            let node = Node {
                cost: best.1 + LINE + hyphen.unwrap_or(0.0) + own,
                from: from as u32,
                hyphens: if hyphen.is_some() { before.hyphens.saturating_add(1) } else { 0 },
                lines: before.lines + 1,
            };
            self.push(node, place.next);
            if forced {
                window.floor = index + 1;
            }
        }
        usize::from(self.nodes[breaks.len()].lines)
    }

    fn push(&mut self, node: Node, start: f32) {
        self.nodes.push(node);
        self.starts.push(start);
        self.costs.push(node.cost);
    }

    /// The lines of the last run that end in a hyphen or part what belongs together, as bits from the first line; lines after
    /// the 64th are not told.
    pub(super) fn hyphenated(&self, breaks: &[Break]) -> u64 {
        let mut bits = 0;
        let mut at = self.nodes.len() - 1;
        while at > 0 {
            let line = u32::from(self.nodes[at].lines) - 1;
            let place = &breaks[at - 1];
            let torn = place.weak > TORN || matches!(place.kind, BreakKind::Joint | BreakKind::Syllable);
            if line < 64 && torn {
                bits |= 1 << line;
            }
            at = self.nodes[at].from as usize;
        }
        bits
    }

    /// How uneven the lines of the last run look, the last one included: squared differences from the widest, more for
    /// lines that end in a word that looks forward, less for lines that end with a sentence.
    pub(super) fn unevenness(&self, breaks: &[Break]) -> f32 {
        let ends = self.ends();
        let mut start = 0.0;
        let mut widths = Vec::with_capacity(ends.len());
        let mut cost = 0.0;
        for (line, end) in ends.iter().enumerate() {
            let place = &breaks[*end];
            widths.push(place.end - start);
            start = place.next;
            if line + 1 < ends.len() {
                cost += place.weak * WEAK_END - SENTENCE_END * place.sense;
            }
        }
        let widest = widths.iter().copied().fold(f32::EPSILON, f32::max);
        cost + widths.iter().map(|w| (1.0 - w / widest) * (1.0 - w / widest)).sum::<f32>()
    }

    /// The breaks that the last run chose, as indices, in order.
    pub(super) fn ends(&self) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut at = self.nodes.len() - 1;
        while at > 0 {
            ends.push(at - 1);
            at = self.nodes[at].from as usize;
        }
        ends.reverse();
        ends
    }
}

/// What a ragged line costs by its slack in em: the square of `by_slack` for each em, and a great deal where it is too wide.
fn slack_cost(slack: f32, by_slack: f32) -> f32 {
    let tenths = slack.max(0.0) * by_slack;
    SLACK * tenths * tenths + OVERFULL * (-slack).max(0.0)
}

/// What a last line of this width costs that comes after `before`, besides its slack.
fn last_cost(before: &Break, width: f32, measure: f32, ragged: bool) -> f32 {
    let lone = match (before.lone_after, width < LONE) {
        (true, true) if ragged => LONE_LAST,
        (true, true) => LONE_LAST_JUSTIFIED,
        (true, false) if width < measure / 2.0 => LONG_LONE_LAST,
        _ => 0.0,
    };
    let hyphen =
        if ragged && matches!(before.kind, BreakKind::Joint | BreakKind::Syllable) { LAST_HYPHEN } else { 0.0 };
    hyphen
        + lone
        + if before.runt_after {
            RUNT
        } else if width < measure / 6.0 {
            SHORT_LAST
        } else if width < measure / 4.0 {
            SHORTISH_LAST
        } else {
            0.0
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of these widths, with spaces of a quarter em.
    fn words(widths: &[f32]) -> Vec<Break> {
        let mut x = 0.0;
        let mut breaks: Vec<Break> = widths
            .iter()
            .map(|w| {
                let end = x + w;
                x = end + 0.25;
                Break {
                    end,
                    next: x,
                    kind: BreakKind::Word,
                    runt_after: false,
                    lone_after: false,
                    weak: 0.0,
                    sense: 0.0,
                }
            })
            .collect();
        if let Some(last) = breaks.last_mut() {
            last.kind = BreakKind::Forced;
        }
        breaks
    }

    /// Index of the last word of each line.
    fn lines(breaks: &[Break], measure: f32) -> Vec<usize> {
        let mut breaker = LineBreaker::default();
        let count = breaker.run(breaks, &[], measure);
        let ends = breaker.ends();
        assert_eq!(count, ends.len());
        ends
    }

    #[test]
    fn evens_out_the_rag() {
        // First fit would leave the second line with a slack of 3 em; total fit shares it.
        assert_eq!(lines(&words(&[4.0, 4.0, 1.0, 7.0, 6.0, 3.0]), 10.0), [1, 3, 5]);
    }

    #[test]
    fn avoids_a_runt() {
        let mut breaks = words(&[3.0, 3.0, 3.0, 1.0]);
        breaks[2].runt_after = true;
        assert_eq!(lines(&breaks, 9.6), [1, 3]);
    }

    #[test]
    fn avoids_a_hyphen_before_the_last_line() {
        let mut breaks = words(&[4.0, 3.0, 3.0, 2.0]);
        breaks[2] = Break { kind: BreakKind::Joint, next: breaks[2].end, ..breaks[2] };
        assert_eq!(lines(&breaks, 11.0), [1, 3], "though the first line is then emptier");
        breaks[2].kind = BreakKind::Word;
        assert_eq!(lines(&breaks, 11.0), [2, 3]);
    }

    #[test]
    fn an_overfull_word_has_a_line_of_its_own() {
        assert_eq!(lines(&words(&[3.0, 20.0, 3.0]), 10.0), [0, 1, 2]);
    }

    #[test]
    fn a_forced_break_ends_its_line() {
        let mut breaks = words(&[2.0, 2.0, 2.0]);
        breaks[0].kind = BreakKind::Forced;
        assert_eq!(lines(&breaks, 10.0), [0, 2]);
    }
}
