//! Headlines that fill the measure: size and line breaks are chosen together, by sense.

use crate::definition::{StyleName, Theme};
use crate::document::{RichText, Title};
use crate::lang::Lang;
use crate::page::{Tag, TagNode};
use crate::text::{LineBreaker, ends_forward, ends_of_words};
use crate::units::Pt;

use super::galley::{SetText, Setter};
use super::paint::{Painter, Setting, node};
use super::stack::Pen;

/// The words of a title, shaped once.
#[derive(Debug)]
pub(super) struct TitleGalley {
    words: Vec<Word>,
    /// Width of a space in em.
    space: f32,
    /// Whether the definition marks sense units.
    marked: bool,
    /// All ways to part the words into lines, judged once for all sizes.
    ways: Vec<Way>,
}

/// One way to part the words of a title into lines.
#[derive(Debug)]
struct Way {
    /// The index after each line's last word.
    ends: Vec<usize>,
    /// Width of the widest line in em.
    widest: f32,
    /// How far faults of sense and shape let it down, 0 to 1.
    faults: f32,
}

/// A word of a title.
#[derive(Debug)]
struct Word {
    text: String,
    set: SetText,
    width: f32,
    /// Whether a space comes after it: some scripts write words without.
    spaced: bool,
    ends_unit: bool,
    /// Whether a sign after it ends a part of the sentence.
    ends_clause: bool,
}

/// A choice of lines and size.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Headline {
    /// The index after each line's last word.
    pub ends: Vec<usize>,
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
    /// Most lines, up to [`MOST_LINES`].
    pub lines: usize,
}

/// Most lines that a headline may have.
pub(super) const MOST_LINES: usize = 6;

/// White space at the left of small letters, in multiples of the base size: large type is moved to the same edge.
const SMALL_BEARING: f32 = 0.08;
/// Cost of breaking inside a sense unit, against a gain in size.
const INSIDE_UNIT: f32 = 0.45;
/// Cost of a line with the end of one clause and the beginning of another, for each of both that is torn.
const TORN: f32 = 0.1;
/// Cost of a short word that begins a clause at the end of a line.
const DANGLING: f32 = 0.35;
/// Most letters of such a word.
const DANGLING_LETTERS: usize = 3;
/// Signs after the last word of a clause.
const CLAUSE_ENDS: [char; 16] = [',', ';', ':', '.', '!', '?', '–', '—', '،', '؛', '؟', '፣', '፤', '፥', '፦', '።'];
/// Cost of a line with one word that is lonely there.
const LONELY: f32 = 0.5;
/// Cost of a long word there that is a clause of its own, such as what a colon explains.
const CLAUSE_ALONE: f32 = 0.15;
/// Cost of a small word at the end of a line.
const SMALL: f32 = 0.2;
/// Cost of a line that ends inside a phrase that is written together, and after a word there that looks forward.
const INSIDE_PHRASE: (f32, f32) = (0.1, 0.4);
/// A word of fewer letters is lonely on a line of its own, whatever the title.
const LONELY_LETTERS: usize = 7;
/// In a title of more words, any word is, unless it is one of so many letters that fills so much of the widest line.
const LONELY_WORDS: usize = 4;
const LONG: usize = 12;
const FILLS: f32 = 0.75;
/// Least score of a title that leads its page, as a share of what a smaller one comes to.
const LEADS: f32 = 0.55;
/// Shares of the size at which it would lead that are tried.
const NEARER: [f32; 3] = [1.0, 0.8, 0.6];
/// Cost of lines of uneven length, at the most.
const UNEVEN: f32 = 0.35;

/// A measure in em that every line fits.
const ONE_LINE: f32 = 1e4;

impl TitleGalley {
    /// Shapes the words of a title.
    pub fn new(title: &Title, setter: &Setter<'_>) -> TitleGalley {
        let set = |text: &str| setter.set(&RichText::plain(text), StyleName::Title);
        let mut words = Vec::new();
        for unit in &title.units {
            for (text, spaced) in parts(unit, setter.lang) {
                let shaped = set(&text);
                let (width, ends_clause) = (shaped.paragraph.width(), text.ends_with(CLAUSE_ENDS));
                words.push(Word { text, width, set: shaped, spaced, ends_unit: false, ends_clause });
            }
            if let Some(last) = words.last_mut() {
                last.ends_unit = true;
            }
        }
        let space = set("n n").paragraph.width() - set("nn").paragraph.width();
        let mut galley = TitleGalley { words, space, marked: title.units.len() > 1, ways: Vec::new() };
        galley.ways = galley.judged_ways();
        galley
    }

    /// Every word.
    pub fn texts(&self) -> impl Iterator<Item = &SetText> {
        self.words.iter().map(|w| &w.set)
    }

    /// The widest word and its width in em.
    pub fn widest(&self) -> Option<(&str, f32)> {
        let words = self.words.iter().map(|w| (w.text.as_str(), w.width));
        words.max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// All ways to part the words.
    fn judged_ways(&self) -> Vec<Way> {
        let words = self.words.len();
        let parted = (1..=MOST_LINES.min(words)).flat_map(|count| partitions(words, count));
        let judged = parted.map(|ends| {
            let (widest, faults) = self.judge(&ends);
            Way { ends, widest, faults }
        });
        judged.collect()
    }

    /// Finds the best lines and size. `None` if nothing fits at the smallest size.
    pub fn choose(&self, space: Space) -> Option<Headline> {
        self.best(space).map(|(_, headline)| headline)
    }

    /// The same, of at least this size, or of a size nearer to it, where that does not tear its words: it leads a page with
    /// other large type.
    pub fn choose_leading(&self, space: Space, size: Pt) -> Option<Headline> {
        let (most, best) = self.best(space)?;
        let larger = |share: f32| {
            let sizes = ((size * share).max(space.sizes.0), space.sizes.1);
            self.best(Space { sizes, ..space }).filter(|(score, _)| *score >= most * LEADS)
        };
        Some(NEARER.into_iter().find_map(larger).map_or(best, |(_, headline)| headline))
    }

    /// The lines and size of the best score: the size, less what faults of sense and shape let it down.
    fn best(&self, space: Space) -> Option<(f32, Headline)> {
        let mut best: Option<(f32, Pt, &Way)> = None;
        for way in self.ways.iter().filter(|way| way.ends.len() <= space.lines) {
            let by_height = space.height / (space.leading * way.ends.len() as f32);
            let size = (space.width / way.widest).min(by_height).min(space.sizes.1);
            let score = size.0 * way.faults;
            if size >= space.sizes.0 && best.is_none_or(|(known, ..)| score > known) {
                best = Some((score, size, way));
            }
        }
        best.map(|(score, size, way)| (score, Headline { ends: way.ends.clone(), size }))
    }

    /// Width of the widest line in em, and how far its faults of sense and shape let the choice down, 0 to 1.
    fn judge(&self, ends: &[usize]) -> (f32, f32) {
        let widths = self.widths(ends);
        let widest = widths.iter().copied().fold(0.0, f32::max);
        let (mut start, mut faults) = (0, 1.0);
        for (line, end) in ends.iter().enumerate() {
            let last = &self.words[end - 1];
            if line + 1 < ends.len() {
                if self.marked && !last.ends_unit {
                    faults *= 1.0 - INSIDE_UNIT;
                }
                if !(self.marked && last.ends_unit) {
                    faults *= 1.0 - last.clings();
                }
            }
            if !self.marked {
                faults *= self.unclear(start, *end);
            }
            if end - start == 1 && ends.len() > 1 {
                let alone = self.alone(start, widths[line] / widest);
                faults *= 1.0 - if self.is_clause(start) { alone.min(CLAUSE_ALONE) } else { alone };
            }
            start = *end;
        }
        let even = widths.iter().sum::<f32>() / (widest * ends.len() as f32);
        (widest, faults * (1.0 - UNEVEN * (1.0 - even)))
    }

    /// Width of each line in em. Kerning over a space is far below what the choice depends on: the widths of words are added up.
    fn widths(&self, ends: &[usize]) -> Vec<f32> {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let lines = starts.zip(ends).map(|(start, end)| {
            let words = &self.words[start..*end];
            let spaces = words[..words.len() - 1].iter().filter(|word| word.spaced).count();
            words.iter().map(|w| w.width).sum::<f32>() + self.space * spaces as f32
        });
        lines.collect()
    }

    /// How far a line lets the choice down, 0 to 1, because a clause ends inside it: those on both sides should stand on lines
    /// of their own.
    fn unclear(&self, start: usize, end: usize) -> f32 {
        let ends = |at: usize| self.words[at].ends_clause;
        let Some(inner) = (start..end - 1).rev().find(|at| ends(*at)) else { return 1.0 };
        let opens = start > 0 && !ends(start - 1);
        let closes = end < self.words.len() && !ends(end - 1);
        let torn = (1.0 - TORN).powi(i32::from(opens) + i32::from(closes));
        let dangling = closes && inner + 2 == end && self.words[end - 1].letters() <= DANGLING_LETTERS;
        if dangling { torn * (1.0 - DANGLING) } else { torn }
    }

    /// Whether a word is a clause of its own and long enough for a line.
    fn is_clause(&self, at: usize) -> bool {
        let word = &self.words[at];
        word.ends_clause && (at == 0 || self.words[at - 1].ends_clause) && word.letters() >= LONELY_LETTERS
    }

    /// How far a word that has a line of its own, and takes this share of the widest line, lets the choice down, 0 to 1. What the
    /// definition marks as a unit may stand alone.
    fn alone(&self, at: usize, share: f32) -> f32 {
        let word = &self.words[at];
        let begins_unit = at == 0 || self.words[at - 1].ends_unit;
        let is_unit = self.marked && begins_unit && word.ends_unit;
        let few = self.words.len() <= LONELY_WORDS && word.letters() >= LONELY_LETTERS;
        let fills = word.letters() >= LONG && share >= FILLS;
        if is_unit || few || fills { 0.0 } else { LONELY }
    }

    /// Draws a headline from `top` and returns its heading.
    #[allow(clippy::too_many_arguments)] // What is drawn, where, and with what.
    pub fn draw(
        &self,
        headline: &Headline,
        title: &Title,
        place: &TitlePlace,
        setter: &Setter<'_>,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> TagNode {
        let text = title.text();
        painter.bookmark(&text, 1, 0, place.top);
        let style = pen.theme.style(StyleName::Title);
        let mut start = 0;
        let lines: Vec<SetText> = headline
            .ends
            .iter()
            .map(|end| {
                let mut text = String::new();
                for word in &self.words[start..*end] {
                    text.push_str(&word.text);
                    // The space at a line's end is not seen, and keeps the words apart for who listens.
                    if word.spaced {
                        text.push(' ');
                    }
                }
                start = *end;
                setter.set(&RichText::plain(text), StyleName::Title)
            })
            .collect();
        let widest = lines.iter().map(|l| l.paragraph.width()).fold(f32::EPSILON, f32::max);
        let size = headline.size.min(place.width / widest);
        let mut children = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let set = line.paragraph.lines(pen.faces, breaker, ONE_LINE);
            // Large letters carry white at their left: without it the title stands on the edge of the small text.
            let bearing = set.first().map_or(0.0, |l| l.left_bearing(pen.faces));
            let inside = (style.leading - line.metrics.ascent - line.metrics.descent) / 2.0 + line.metrics.ascent;
            let setting = Setting {
                page: 0,
                x: if pen.rtl { place.x } else { place.x - size * bearing + place.base * SMALL_BEARING },
                measure: place.width,
                baseline: place.top + size * (inside + style.leading * index as f32),
                leading: size * style.leading,
                size,
                color: pen.theme.color(style.color),
                rtl: pen.rtl,
            };
            children.extend(painter.lines(&set, line.paragraph.text(), &setting));
        }
        node(Tag::Heading(1, text), children)
    }
}

impl Word {
    /// How far a line that ends after it lets the choice down, 0 to 1.
    fn clings(&self) -> f32 {
        match (self.spaced, ends_forward(&self.text)) {
            (_, true) => INSIDE_PHRASE.1,
            (true, _) if small_word(&self.text) => SMALL,
            (true, _) => 0.0,
            (false, _) => INSIDE_PHRASE.0,
        }
    }

    /// Number of its letters.
    fn letters(&self) -> usize {
        self.text.chars().filter(|c| c.is_alphabetic()).count()
    }
}

impl Headline {
    /// Height of all lines.
    pub fn height(&self, theme: &Theme) -> Pt {
        self.size * (theme.style(StyleName::Title).leading * self.ends.len() as f32)
    }
}

/// Where a headline is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct TitlePlace {
    /// Left edge.
    pub x: Pt,
    /// Top of the first line's box.
    pub top: Pt,
    /// Width of the measure.
    pub width: Pt,
    /// Base size of the small text that shares the edge.
    pub base: Pt,
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
            | "mot"
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

/// The words of a title, each with whether a space comes after it.
fn parts(unit: &str, lang: Lang) -> Vec<(String, bool)> {
    let mut words: Vec<(String, bool)> = Vec::new();
    for spaced in unit.split_inclusive(char::is_whitespace) {
        let word = spaced.trim_end();
        let mut start = 0;
        for end in ends_of_words(word, lang) {
            words.push((word[start..end].to_owned(), end == word.len() && word.len() < spaced.len()));
            start = end;
        }
    }
    words
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
    let spread = if words > 14 { 2 } else { 3 };
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
