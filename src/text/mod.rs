//! Stage 3: text to shaped paragraphs, and paragraphs to lines.
//!
//! A paragraph is analysed (bidi, script, face), shaped and segmented once, in em; a fit at another size or measure only
//! breaks lines anew. Glyphs that a line break parts are shaped again when the chosen lines are composed.

mod address;
mod analyse;
mod cache;
mod compose;
mod face;
mod hyphenate;
mod justify;
mod lines;
mod margin;
mod protect;
mod reading;
mod script;
mod segment;
mod shape;

use std::sync::{Arc, Mutex, PoisonError};

use unicode_bidi::Level;

use crate::document::RichText;
use crate::fonts::{FontBook, FontId};
use crate::lang::Lang;

pub use address::left_to_right_ranges;
pub use compose::{Fragment, Line};
pub use face::{FaceMetrics, Faces, is_steering};
pub use lines::LineBreaker;
pub use protect::{ends_forward, no_break_spaces};
pub use script::strange_letters;
pub use segment::{BreakKind, ends_of_words};

use analyse::Run;
use justify::{Count, Glue};
use lines::Break;
use segment::Opportunity;
use shape::ShapedGlyph;

/// The faces that a text asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FaceRequest {
    /// Families in order of trial: the theme's own, then its fallbacks.
    pub families: Arc<[String]>,
    /// Weight of plain text; strong text is at least bold.
    pub weight: u16,
    /// Whether plain text is italic; emphasis is the other way round.
    pub italic: bool,
}

impl FaceRequest {
    /// The face of each family that the book has.
    fn candidates(&self, book: &FontBook) -> impl Iterator<Item = FontId> {
        self.families.iter().filter_map(|family| book.find(family, self.weight, self.italic))
    }

    /// Vertical metrics of the first face.
    #[must_use]
    pub fn metrics(&self, faces: &Faces) -> FaceMetrics {
        self.candidates(faces.book())
            .next()
            .and_then(|id| faces.face(id))
            .map_or(FaceMetrics { ascent: 1.0, descent: 0.3, cap_height: 0.7, x_height: 0.5 }, |f| f.metrics)
    }
}

/// How a text is broken into lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Manner {
    /// Which words may be parted.
    pub hyphens: Hyphens,
    /// Whether lines reach the end of the measure; else they are ragged.
    pub justify: bool,
    /// What lines may part that belongs together.
    pub tight: Tight,
    /// Whether a text whose words are all marked with one language is set as that language is: it may run the other way.
    pub turns: bool,
}

/// Which words may be parted by a hyphen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hyphens {
    /// None.
    #[default]
    No,
    /// A word that is wider than its line.
    AtLast,
    /// Any.
    Any,
}

/// What lines may part that belongs together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tight {
    /// Nothing.
    #[default]
    No,
    /// An address that is wider than its line.
    Addresses,
    /// Names and references as well, as any other words, so that there are fewer lines.
    All,
}

/// A character that no declared face has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// Byte in the paragraph's text.
    pub at: usize,
}

/// A paragraph, shaped once for all sizes. Lengths are in em.
#[derive(Debug)]
pub struct Paragraph {
    /// Lines at the measures that were tried before, here or in another leaflet with the same text.
    counted: Mutex<Vec<Counted>>,
    /// Lines as they were set before.
    set: Mutex<Vec<Setting>>,
    rich: RichText,
    rtl: bool,
    /// Whether it runs the other way than its document.
    turned: bool,
    levels: Vec<Level>,
    runs: Vec<ShapedRun>,
    opportunities: Vec<Opportunity>,
    breaks: Vec<Break>,
    /// What the lines of justified text give, for each break; empty for ragged text.
    glue: Vec<Glue>,
    missing: Vec<MissingGlyph>,
}

/// A run as it was shaped.
#[derive(Debug, Clone)]
pub struct Shaped<'a> {
    /// The face.
    pub font: FontId,
    /// The paragraph's text before it.
    pub before: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The paragraph's text after it.
    pub after: &'a str,
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// ISO 15924 code of its script.
    pub script: &'static str,
    /// Its language.
    pub lang: Lang,
    /// Glyphs in logical order: index in the font; advance, shift to the right and shift upwards in em.
    pub glyphs: Vec<(u16, [f32; 3])>,
}

/// Most measures that a paragraph remembers.
const MOST_COUNTED: usize = 128;

/// Most settings that a paragraph remembers: the sizes of a few formats.
const MOST_SET: usize = 6;

/// The lines of a paragraph at a measure.
#[derive(Debug)]
struct Setting {
    measure: f32,
    balanced: bool,
    lines: Arc<[Line]>,
}

/// How many lines a paragraph has at a measure.
#[derive(Debug)]
struct Counted {
    measure: f32,
    lines: usize,
    /// Which of the first 64 lines end in a hyphen.
    hyphens: u64,
}

/// A run with its glyphs in logical order.
#[derive(Debug, Clone)]
struct ShapedRun {
    run: Run,
    glyphs: Vec<ShapedGlyph>,
}

impl Paragraph {
    /// The paragraph of a text, made the first time that a process asks for it.
    #[must_use]
    pub fn new(faces: &Faces, rich: &RichText, request: &FaceRequest, lang: Lang, manner: Manner) -> Arc<Paragraph> {
        let key = cache::Key { rich: rich.clone(), request: request.clone(), lang, manner };
        faces.paragraphs.get(&key, |key| Paragraph::shape(faces, &key.rich, &key.request, lang, manner))
    }

    /// Analyses, shapes and segments a text.
    fn shape(faces: &Faces, rich: &RichText, request: &FaceRequest, lang: Lang, manner: Manner) -> Paragraph {
        let own = rich.marked_lang().filter(|_| manner.turns).unwrap_or(lang);
        let (turned, lang) = (own.rtl != lang.rtl, own);
        let rich = if lang.rtl { address::isolated(rich) } else { rich.clone() };
        let analysis = analyse::analyse(faces, &rich, request, lang);
        let runs: Vec<ShapedRun> = analysis
            .runs
            .into_iter()
            .map(|run| {
                let glyphs = shape::shape(faces, &rich.text, &run, run.range.clone(), "");
                ShapedRun { run, glyphs }
            })
            .collect();
        let mut opportunities = segment::opportunities(&rich, lang, manner.hyphens != Hyphens::No);
        segment::relax(&rich.text, manner, &mut opportunities);
        // In text of both directions the sign that ends a line need not stand at its edge.
        let hangs = analysis.levels.is_empty();
        let breaks = measure_breaks(faces, &rich.text, &runs, &opportunities, lang, hangs);
        let glue = if manner.justify { count_glue(&rich.text, &opportunities) } else { Vec::new() };
        Paragraph {
            counted: Mutex::default(),
            set: Mutex::default(),
            rich,
            rtl: lang.rtl,
            turned,
            levels: analysis.levels,
            runs,
            opportunities,
            breaks,
            glue,
            missing: analysis.missing,
        }
    }

    /// The text that was set.
    #[must_use]
    pub fn text(&self) -> &RichText {
        &self.rich
    }

    /// What went to the shaper and what came back, for those who want to hold it against another shaper.
    pub fn shaped(&self) -> impl Iterator<Item = Shaped<'_>> {
        self.runs.iter().map(|shaped| Shaped {
            font: shaped.run.font,
            before: &self.rich.text[..shaped.run.range.start],
            text: &self.rich.text[shaped.run.range.clone()],
            after: &self.rich.text[shaped.run.range.end..],
            rtl: shaped.run.level.is_rtl(),
            script: shaped.run.script.short_name(),
            lang: shaped.run.lang,
            glyphs: shaped.glyphs.iter().map(|g| (g.id, [g.advance, g.dx, g.dy])).collect(),
        })
    }

    /// Characters that no face has.
    #[must_use]
    pub fn missing(&self) -> &[MissingGlyph] {
        &self.missing
    }

    /// Whether its lines reach the end of the measure.
    #[must_use]
    pub fn is_justified(&self) -> bool {
        !self.glue.is_empty()
    }

    /// Whether it runs the other way than its document, since all of its words are marked with such a language.
    #[must_use]
    pub fn is_turned(&self) -> bool {
        self.turned
    }

    /// Width of the longest piece that cannot be parted.
    #[must_use]
    pub fn longest_piece(&self) -> f32 {
        self.longest(f32::INFINITY)
    }

    /// Width of the longest piece that is parted nowhere but where nothing else is possible.
    #[must_use]
    pub fn longest_whole(&self) -> f32 {
        self.longest(segment::PARTED_AT_LAST)
    }

    /// Width of the longest piece between places that are torn less than this.
    fn longest(&self, torn: f32) -> f32 {
        let mut start = 0.0;
        let mut longest = 0.0_f32;
        for place in self.breaks.iter().filter(|place| place.weak < torn) {
            longest = longest.max(place.end - start);
            start = place.next;
        }
        longest
    }

    /// Width of the whole on one line.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.breaks.last().map_or(0.0, |b| b.end)
    }

    /// Number of lines at a measure in em.
    pub fn line_count(&self, breaker: &mut LineBreaker, measure: f32) -> usize {
        self.line_hyphens(breaker, measure).0
    }

    /// Number of lines at a measure in em, and which of the first 64 end in a hyphen, as bits from the first.
    pub fn line_hyphens(&self, breaker: &mut LineBreaker, measure: f32) -> (usize, u64) {
        if self.breaks.is_empty() {
            return (0, 0);
        }
        let memory = || self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = memory().iter().find(|c| c.measure == measure) {
            return (known.lines, known.hyphens);
        }
        let lines = breaker.run(&self.breaks, &self.glue, measure);
        let hyphens = breaker.hyphenated(&self.breaks);
        let mut kept = memory();
        remember(&mut kept, MOST_COUNTED, Counted { measure, lines, hyphens });
        (lines, hyphens)
    }

    /// The best lines at a measure in em.
    pub fn lines(&self, faces: &Faces, breaker: &mut LineBreaker, measure: f32) -> Arc<[Line]> {
        self.set_once(faces, breaker, measure, false)
    }

    /// Lines of even length, as many as at `measure`: of all measures that give no more, the one whose lines look best.
    pub fn balanced_lines(&self, faces: &Faces, breaker: &mut LineBreaker, measure: f32) -> Arc<[Line]> {
        let balanced = self.line_count(breaker, measure) > 1;
        self.set_once(faces, breaker, measure, balanced)
    }

    /// The lines of a setting, composed the first time that a process asks for them.
    fn set_once(&self, faces: &Faces, breaker: &mut LineBreaker, measure: f32, balanced: bool) -> Arc<[Line]> {
        if self.breaks.is_empty() {
            return Arc::default();
        }
        let memory = || self.set.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = memory().iter().find(|s| s.measure == measure && s.balanced == balanced) {
            return Arc::clone(&known.lines);
        }
        if balanced {
            self.run_balanced(breaker, measure);
        } else {
            breaker.run(&self.breaks, &self.glue, measure);
        }
        let justified = (self.is_justified() && !balanced).then_some(measure);
        let lines: Arc<[Line]> = compose::compose(faces, self, &breaker.ends(), justified).into();
        let mut kept = memory();
        remember(&mut kept, MOST_SET, Setting { measure, balanced, lines: Arc::clone(&lines) });
        lines
    }

    /// Breaks lines of even length.
    fn run_balanced(&self, breaker: &mut LineBreaker, measure: f32) {
        let count = self.line_count(breaker, measure);
        let (mut low, mut high) = (self.longest_piece().min(measure), measure);
        for _ in 0..10 {
            let middle = f32::midpoint(low, high);
            if self.line_count(breaker, middle) <= count { high = middle } else { low = middle }
        }
        let steps = 12;
        let best = (0..=steps)
            .map(|step| high + (measure - high) * step as f32 / steps as f32)
            .filter_map(|tried| {
                // What is gained at the ends of sentences may be worth a line more; the place has been measured without it.
                let lines = breaker.run_by_sense(&self.breaks, &[], tried, SENSE);
                (lines <= count).then(|| (breaker.unevenness(&self.breaks), tried))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        match best {
            Some((_, tried)) => breaker.run_by_sense(&self.breaks, &[], tried, SENSE),
            None => breaker.run(&self.breaks, &[], high),
        };
    }
}

/// Adds to what is remembered, at most so many; the oldest goes first.
fn remember<T>(kept: &mut Vec<T>, most: usize, new: T) {
    if kept.len() >= most {
        kept.remove(0);
    }
    kept.push(new);
}

/// What a good end of a line is worth in balanced text; a slack of a tenth of the measure costs 1.
const SENSE: f32 = 2.5;

/// Gaps and letters up to each opportunity.
fn count_glue(text: &str, opportunities: &[Opportunity]) -> Vec<Glue> {
    let (mut count, mut at) = (Count::default(), 0);
    let mut up_to = |to: usize| {
        for character in text[at..to].chars() {
            match character {
                ' ' | '\u{a0}' => count.gaps += 1,
                _ => count.letters += 1,
            }
        }
        at = to;
        count
    };
    opportunities.iter().map(|o| Glue { end: up_to(o.end), next: up_to(o.next) }).collect()
}

/// Positions of the opportunities; small signs at the edges hang out of the measure if `hangs`.
fn measure_breaks(
    faces: &Faces,
    text: &str,
    runs: &[ShapedRun],
    opportunities: &[Opportunity],
    lang: Lang,
    hangs: bool,
) -> Vec<Break> {
    let x_at = positions(text.len(), runs);
    let hyphen_of = |at: usize, added: &str| {
        let run = runs.iter().find(|r| r.run.range.start < at && at <= r.run.range.end).or(runs.last());
        run.map_or(0.0, |r| {
            let suffix = format!("{added}-");
            let end = at.min(r.run.range.end);
            shape::shape(faces, text, &r.run, end..end, &suffix).iter().map(|g| g.advance).sum()
        })
    };
    // The plain hyphen of the paragraph's first face serves nearly every break: measured once.
    let plain = if opportunities.iter().any(|o| is_hyphen(o.kind)) {
        hyphen_of(text.chars().next().map_or(0, char::len_utf8), "")
    } else {
        0.0
    };
    opportunities
        .iter()
        .map(|o| {
            let hyphen = match (is_hyphen(o.kind), o.added) {
                (false, _) => 0.0,
                (true, "") => plain,
                (true, added) => hyphen_of(o.end, added),
            };
            let rest = text[o.next..].trim_end();
            let lone_after = !rest.contains(' ');
            let runt_after = lone_after && rest.chars().filter(|c| c.is_alphanumeric()).count() < 5;
            let word = text[..o.end].rsplit([' ', '(', '”']).next().unwrap_or_default();
            let weak = protect::looks_forward(word, rest, lang).max(protect::begins_sentence(&text[..o.end])) + o.torn;
            let last = word.chars().next_back();
            let sense = match last {
                Some('.' | '?' | '!' | ':') => 1.0,
                Some(',' | ';' | '–') => 0.6,
                _ => 0.0,
            };
            let first = rest.chars().next();
            let (mut after, mut before) = (0.0, 0.0);
            if hangs {
                after = match last {
                    _ if is_hyphen(o.kind) => margin::hangs_after('-') * plain,
                    Some(sign) => margin::hangs_after(sign) * (x_at[o.end] - x_at[o.end - sign.len_utf8()]),
                    None => 0.0,
                };
                before = first
                    .map_or(0.0, |sign| margin::hangs_before(sign) * (x_at[o.next + sign.len_utf8()] - x_at[o.next]));
            }
            let (end, next) = (x_at[o.end] + hyphen - after, x_at[o.next] + before);
            Break { end, next, kind: o.kind, runt_after, lone_after, weak, sense }
        })
        .collect()
}

/// Whether a line that ends so gets a hyphen.
fn is_hyphen(kind: BreakKind) -> bool {
    matches!(kind, BreakKind::Joint | BreakKind::Syllable)
}

/// Distance of each byte from the start of the paragraph in logical order; inside a ligature it is shared out evenly.
fn positions(len: usize, runs: &[ShapedRun]) -> Vec<f32> {
    let mut x_at = vec![f32::NAN; len + 1];
    let mut x = 0.0;
    for shaped in runs {
        let mut glyphs = shaped.glyphs.iter().peekable();
        while let Some(glyph) = glyphs.next() {
            let cluster = glyph.cluster as usize;
            if x_at[cluster].is_nan() {
                x_at[cluster] = x;
            }
            x += glyph.advance;
            let end = glyphs.peek().map_or(shaped.run.range.end, |g| g.cluster as usize);
            if end > cluster + 1 {
                let start = x_at[cluster];
                for step in 1..end - cluster {
                    x_at[cluster + step] = start + (x - start) * step as f32 / (end - cluster) as f32;
                }
            }
        }
        x_at[shaped.run.range.end] = x;
    }
    // Bytes that no glyph stands for lie where the text before them ended.
    let mut last = 0.0;
    for value in &mut x_at {
        if value.is_nan() {
            *value = last;
        }
        last = *value;
    }
    x_at
}
