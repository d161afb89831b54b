//! Justified lines: how much a line's gaps and letters give, what that costs, and the line set to its measure.
//!
//! Gaps and tracking share what a line lacks or has too much of, so that neither is seen: what a line lacks goes
//! to its letters rather than to its few gaps. Tracking has a limit; beyond it gaps alone grow.

use super::lines::OVERFULL;

/// What gaps and letters give at a stretch of 1, in em.
const GAP_GROWS: f32 = 0.04;
const LETTER_GROWS: f32 = 0.035;
/// What they take at a stretch of -1: no line is pressed more.
const GAP_SHRINKS: f32 = 0.05;
const LETTER_SHRINKS: f32 = 0.018;
/// Stretch beyond which letters give no more: 0.054 em. So much is seen, but less than the holes that it closes; it comes only
/// where no other lines are possible, before a long name for example.
const MOST_TRACKING: f32 = 1.55;
/// A stretch of 1 costs this much, in units of [`super::lines`].
const STRETCH: f32 = 12.0;
/// What each step beyond a stretch of 1 costs more: such lines look loose.
const LOOSE: f32 = 60.0;

/// Gaps between words and letters up to the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glue {
    /// Up to where a line that ends here stops.
    pub end: Count,
    /// Up to where the next line starts.
    pub next: Count,
}

/// A number of gaps and letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Spaces between words.
    pub gaps: u32,
    /// Letters and other signs.
    pub letters: u32,
}

/// How much wider a line becomes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Spread {
    /// Each gap, in em.
    pub gap: f32,
    /// Each letter, in em.
    pub letter: f32,
}

impl Glue {
    /// What stands on a line that ends here and starts after the line that ends at `before`.
    pub fn since(&self, before: Option<&Glue>) -> Count {
        let start = before.map_or(Count::default(), |glue| glue.next);
        Count {
            gaps: self.end.gaps.saturating_sub(start.gaps),
            letters: self.end.letters.saturating_sub(start.letters),
        }
    }
}

/// What a line gives that is short of its measure by `slack` em, or what it takes.
fn room(slack: f32, count: Count) -> f32 {
    let (gap, letter) = if slack < 0.0 { (GAP_SHRINKS, LETTER_SHRINKS) } else { (GAP_GROWS, LETTER_GROWS) };
    count.gaps as f32 * gap + count.letters as f32 * letter
}

/// What a line costs by its stretch; the last line of a paragraph only where it is pressed.
pub(super) fn stretch_cost(slack: f32, count: Count, last: bool) -> f32 {
    if last && slack >= 0.0 {
        return 0.0;
    }
    let room = room(slack, count);
    let stretch = slack.abs() / room.max(f32::EPSILON);
    if slack < 0.0 && stretch > 1.0 {
        return OVERFULL * (-slack - room).max(0.01);
    }
    let beyond = (stretch - 1.0).clamp(0.0, 1e3);
    STRETCH * stretch.min(1e3) * stretch.min(1e3) + LOOSE * beyond * (1.0 + beyond)
}

/// How a line is spread to reach its measure. A line without gaps stays as it is: letters alone would drift apart.
pub(super) fn spread(slack: f32, count: Count, last: bool) -> Spread {
    if count.gaps == 0 || last && slack >= 0.0 {
        return Spread::default();
    }
    let stretch = slack / room(slack, count);
    if stretch < 0.0 {
        let pressed = stretch.max(-1.0);
        return Spread { gap: pressed * GAP_SHRINKS, letter: pressed * LETTER_SHRINKS };
    }
    let letter = stretch.min(MOST_TRACKING) * LETTER_GROWS;
    Spread { gap: (slack - letter * count.letters as f32) / count.gaps as f32, letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Count = Count { gaps: 6, letters: 40 };

    #[test]
    fn a_spread_line_reaches_its_measure() {
        for slack in [-0.7_f32, -0.2, 0.0, 0.4, 1.1, 3.0] {
            let spread = spread(slack, LINE, false);
            let gained = spread.gap * LINE.gaps as f32 + spread.letter * LINE.letters as f32;
            assert!((gained - slack).abs() < 1e-4, "{slack}: {gained}");
            assert!(
                spread.letter <= MOST_TRACKING * LETTER_GROWS && spread.letter >= -LETTER_SHRINKS,
                "{slack}: {}",
                spread.letter
            );
        }
    }

    #[test]
    fn the_last_line_is_only_pressed() {
        assert_eq!(spread(2.0, LINE, true), Spread::default());
        assert!(spread(-0.3, LINE, true).gap < 0.0);
    }

    #[test]
    fn loose_lines_cost_more_than_pressed_ones_and_overfull_ones_most() {
        assert!(stretch_cost(2.4, LINE, false) > stretch_cost(-0.5, LINE, false));
        assert!(stretch_cost(-2.0, LINE, false) > 1e5);
    }
}
