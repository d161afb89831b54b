//! Headlines that fill the measure: size and line breaks are chosen together, by sense.

use crate::definition::StyleName;
use crate::document::{RichText, Title};
use crate::units::Pt;

use super::galley::{SetText, Setter};

/// A headline with its lines and size.
#[derive(Debug)]
pub(super) struct Headline {
    /// The lines, each shaped by itself.
    pub lines: Vec<SetText>,
    /// Type size.
    pub size: Pt,
}

/// What a headline may fill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Space {
    /// Width of the measure.
    pub width: Pt,
    /// Most height, from the top of the first line's box to the bottom of the last one's.
    pub height: Pt,
    /// Smallest and largest size.
    pub sizes: (Pt, Pt),
    /// Leading in multiples of the size.
    pub leading: f32,
    /// Most lines.
    pub lines: usize,
}

/// White space at the left of small letters, in multiples of the base size: large type is moved to the same edge.
pub(super) const SMALL_BEARING: f32 = 0.08;
/// Cost of breaking inside a sense unit, against a gain in size.
const INSIDE_UNIT: f32 = 0.45;
/// Cost of a line with one word of at most three letters.
const LONELY: f32 = 0.5;
/// Cost of lines of uneven length, at the most.
const UNEVEN: f32 = 0.35;

/// Finds the best lines and size. `None` if nothing fits at the smallest size.
pub(super) fn headline(setter: &Setter<'_>, title: &Title, space: Space) -> Option<Headline> {
    let words: Vec<(&str, bool)> = title
        .units
        .iter()
        .flat_map(|unit| {
            let mut words: Vec<(&str, bool)> = unit.split(' ').filter(|w| !w.is_empty()).map(|w| (w, false)).collect();
            if let Some(last) = words.last_mut() {
                last.1 = true;
            }
            words
        })
        .collect();
    let marked = title.units.len() > 1;
    let shaped = |range: std::ops::Range<usize>| {
        let text: Vec<&str> = words[range].iter().map(|w| w.0).collect();
        setter.set(&RichText::plain(text.join(" ")), StyleName::Title)
    };
    // Kerning over a space is far below what the choice depends on: words are shaped once, lines added up.
    let alone: Vec<f32> = (0..words.len()).map(|at| shaped(at..at + 1).paragraph.width()).collect();
    let space_width = if words.len() > 1 { shaped(0..2).paragraph.width() - alone[0] - alone[1] } else { 0.0 };
    let mut best: Option<(f32, Pt, Vec<usize>)> = None;
    for count in 1..=space.lines.min(words.len()) {
        for ends in partitions(words.len(), count) {
            let mut start = 0;
            let mut widest = 0.0_f32;
            let mut total = 0.0;
            let mut faults = 1.0;
            for (line, end) in ends.iter().enumerate() {
                let width = alone[start..*end].iter().sum::<f32>() + space_width * (end - start - 1) as f32;
                widest = widest.max(width);
                total += width;
                if line + 1 < count && marked && !words[end - 1].1 {
                    faults *= 1.0 - INSIDE_UNIT;
                }
                if end - start == 1 && words[start].0.chars().filter(|c| c.is_alphabetic()).count() <= 3 && count > 1 {
                    faults *= 1.0 - LONELY;
                }
                if line + 1 < count && small_word(words[end - 1].0) && !(marked && words[end - 1].1) {
                    faults *= 0.8;
                }
                start = *end;
            }
            let by_height = space.height / (space.leading * count as f32);
            let size = (space.width / widest).min(by_height).min(space.sizes.1);
            if size < space.sizes.0 {
                continue;
            }
            let even = total / (widest * count as f32);
            let score = size.0 * faults * (1.0 - UNEVEN * (1.0 - even));
            if best.as_ref().is_none_or(|(known, ..)| score > *known) {
                best = Some((score, size, ends));
            }
        }
    }
    let (_, size, ends) = best?;
    let mut start = 0;
    let lines: Vec<SetText> = ends
        .into_iter()
        .map(|end| {
            let mut text = words[start..end].iter().map(|w| w.0).collect::<Vec<_>>().join(" ");
            // The space at a line's end is not seen, and keeps the words apart for who listens.
            if end < words.len() {
                text.push(' ');
            }
            start = end;
            setter.set(&RichText::plain(text), StyleName::Title)
        })
        .collect();
    let widest = lines.iter().map(|l| l.paragraph.width()).fold(0.0, f32::max);
    Some(Headline { size: size.min(space.width / widest), lines })
}

/// Words that look forward and should not end a line.
fn small_word(word: &str) -> bool {
    matches!(
        word,
        "i" | "på"
            | "av"
            | "en"
            | "ett"
            | "den"
            | "det"
            | "de"
            | "att"
            | "är"
            | "och"
            | "för"
            | "med"
            | "till"
            | "a"
            | "the"
            | "of"
            | "to"
            | "in"
    )
}

/// Every way to part `words` words into `lines` lines, as the index after each line's last word. Long titles are parted
/// only near even lengths, so that the number of ways stays small.
fn partitions(words: usize, lines: usize) -> Vec<Vec<usize>> {
    fn walk(
        from: usize,
        words: usize,
        lines: usize,
        spread: usize,
        head: &mut Vec<usize>,
        found: &mut Vec<Vec<usize>>,
    ) {
        if lines == 1 {
            head.push(words);
            found.push(head.clone());
            head.pop();
            return;
        }
        let even = (words - from) / lines;
        let low = (from + 1).max((from + even).saturating_sub(spread));
        for end in low..=(from + even + spread).min(words + 1 - lines) {
            head.push(end);
            walk(end, words, lines - 1, spread, head, found);
            head.pop();
        }
    }
    let mut found = Vec::new();
    let spread = if words > 14 { 1 } else { 3 };
    walk(0, words, lines, spread, &mut Vec::new(), &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::partitions;

    #[test]
    fn all_words_are_in_some_line() {
        for ways in [partitions(6, 2), partitions(6, 3), partitions(20, 4)] {
            assert!(!ways.is_empty());
            for way in ways {
                assert!(way.windows(2).all(|w| w[0] < w[1]), "{way:?}");
            }
        }
        assert!(partitions(6, 2).contains(&vec![3, 6]));
    }
}
