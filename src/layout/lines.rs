//! What the set lines of a page look like, in numbers.

use crate::text::Line;

use super::LineMetrics;

/// A last line of one word shorter than this is a runt.
const RUNT_LETTERS: usize = 5;

/// Adds up over the texts of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    metrics: LineMetrics,
    /// What each line other than a last one falls short by, as a share of the measure.
    short: Vec<f32>,
}

impl Tally {
    /// Adds lines that are set at a measure in em; `ends` tells whether the last of them ends its text.
    pub fn add(&mut self, lines: &[Line], measure: f32, ends: bool, whole: usize) {
        for (at, line) in lines.iter().enumerate() {
            self.metrics.count += 1;
            self.metrics.hyphens += usize::from(line.hyphenated);
            if ends && at + 1 == lines.len() {
                let text = line.text.trim();
                let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
                let alone = !text.contains([' ', '\u{a0}']) && letters < RUNT_LETTERS;
                self.metrics.runts += usize::from(alone && whole > 1);
            } else {
                let slack = (measure - line.width).max(0.0);
                self.metrics.loosest = self.metrics.loosest.max(slack);
                self.short.push(slack / measure);
            }
        }
    }

    /// The sums.
    pub fn metrics(&self) -> LineMetrics {
        let count = self.short.len().max(1) as f32;
        let mean = self.short.iter().sum::<f32>() / count;
        let variance = self.short.iter().map(|short| (short - mean) * (short - mean)).sum::<f32>() / count;
        LineMetrics { raggedness: variance.sqrt(), ..self.metrics }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, width: f32, hyphenated: bool) -> Line {
        Line { fragments: Vec::new(), width, hyphenated, text: text.to_owned(), turned: false }
    }

    #[test]
    fn lines_are_counted_with_what_a_reader_would_notice() {
        let mut tally = Tally::default();
        tally.add(
            &[line("Barn och ", 8.0, false), line("ungdomar som be", 10.0, true), line("rör.", 2.0, false)],
            10.0,
            true,
            3,
        );
        let metrics = tally.metrics();
        assert_eq!((metrics.count, metrics.hyphens, metrics.runts), (3, 1, 1));
        assert!((metrics.loosest - 2.0).abs() < 1e-6, "the last line does not count: {metrics:?}");
        assert!((metrics.raggedness - 0.1).abs() < 1e-6, "0.2 and 0.0 lie 0.1 from their mean: {metrics:?}");
    }

    #[test]
    fn a_text_that_goes_on_in_the_next_column_has_no_last_line() {
        let mut tally = Tally::default();
        tally.add(&[line("Barn ", 5.0, false), line("be", 2.0, false)], 10.0, false, 4);
        assert_eq!(tally.metrics().runts, 0);
        assert!((tally.metrics().loosest - 8.0).abs() < 1e-6);
    }

    #[test]
    fn a_text_of_one_short_word_is_no_runt() {
        let mut tally = Tally::default();
        tally.add(&[line("Ja.", 2.0, false)], 10.0, true, 1);
        assert_eq!(tally.metrics().runts, 0);
    }
}
