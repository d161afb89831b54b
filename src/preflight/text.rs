//! Text operators: where strings stand, how large, and what they say (ISO 32000-1, 9.4).

use tiny_skia::{Path, PathBuilder};

use super::content::Painter;
use super::geometry::{Matrix, around, shared};
use super::glyphs::Glyph;
use super::lexer::Operand;
use super::mark::{Kind, Letters, Mark};
use super::state::State;
use crate::rules;
use crate::units::Pt;

/// Height of letters without ascenders' tips, in parts of the size; what is drawn of a line of text in a schema.
const LETTER_HEIGHT: f32 = 0.7;
/// A step to the right, in parts of the size, after which another piece of text begins, such as the next column.
const JUMP: f32 = 1.5;
/// A step to the right that stands for a space where a producer writes none.
const SPACE: f32 = 0.2;

/// Where the pen is (ISO 32000-1, 9.4.2).
#[derive(Clone, Copy)]
pub(super) struct Pen {
    pub matrix: Matrix,
    pub line: Matrix,
}

impl Pen {
    pub fn start() -> Pen {
        Pen { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY }
    }

    pub fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::translate(x, y).then(&self.line);
        self.matrix = self.line;
    }
}

/// A piece of text that is being collected.
#[derive(Default)]
struct Run {
    /// Of the first letter and after the last, in text space.
    from: Option<f32>,
    to: f32,
    words: String,
    /// Codes with their places, if a picture of the page is drawn.
    letters: Vec<(u16, f32)>,
}

/// Shows the strings of `Tj`, `TJ`, `'` and `"`.
pub(super) fn show(painter: &mut Painter<'_, '_>, operand: Option<&Operand>) {
    let Some(font) = painter.state.font.clone() else { return };
    let (size, stretch) = (painter.state.size, painter.state.stretch);
    let single;
    let items = match operand {
        Some(Operand::Array(items)) => items.as_slice(),
        Some(text @ Operand::Text(_)) => {
            single = [text.clone()];
            &single
        }
        _ => return,
    };
    let (mut x, mut run) = (0.0_f32, Run::default());
    for item in items {
        match item {
            Operand::Number(back) => {
                let step = -back / 1000.0 * size * stretch;
                if step.abs() > JUMP * size.abs() {
                    flush(painter, &mut run);
                } else if step > SPACE * size.abs() {
                    run.words.push(' ');
                }
                x += step;
            }
            Operand::Text(bytes) => {
                for code in font.codes(bytes) {
                    if font.is_missing(code) && painter.state.mode != 3 {
                        missing(painter, x, &font.name);
                    }
                    let space = if font.is_space(code) { painter.state.word_space } else { 0.0 };
                    let wide = font.advance(code) * size * stretch;
                    if !font.is_blank(code) {
                        run.from.get_or_insert(x);
                        run.to = x + wide;
                    }
                    run.words.push_str(&font.word(code));
                    if painter.watch.light().is_some() {
                        run.letters.push((code, x));
                    }
                    x += wide + (painter.state.letter_space + space) * stretch;
                }
            }
            _ => {}
        }
    }
    flush(painter, &mut run);
    painter.pen.matrix = Matrix::translate(x, 0.0).then(&painter.pen.matrix);
}

/// A glyph that the font does not have.
fn missing(painter: &mut Painter<'_, '_>, x: f32, font: &str) {
    let matrix = painter.pen.matrix.then(&painter.state.matrix);
    let size = painter.state.size;
    let place = around(&matrix.corners([x, 0.0, x + size / 2.0, size * LETTER_HEIGHT]));
    let page = painter.page();
    painter.watch.findings.at(&rules::GLYPH_NOTDEF, page, place, || {
        format!("the font {font} has no shape for a character that is shown")
    });
}

/// The outlines of letters on the page, if a picture is drawn.
fn outlines(painter: &mut Painter<'_, '_>, letters: &[(u16, f32)], matrix: &Matrix) -> Letters {
    let Some(font) = painter.state.font.clone() else { return Letters::Unknown };
    let State { size, stretch, rise, .. } = painter.state;
    if letters.is_empty() || !painter.watch.count_letters(letters.len()) {
        return Letters::Unknown;
    }
    let mut all = PathBuilder::new();
    for (code, x) in letters {
        match font.glyph(*code) {
            Glyph::Unknown => return Letters::Unknown,
            Glyph::Blank => {}
            Glyph::Outline(path) => {
                let place = Matrix([size * stretch, 0.0, 0.0, size, *x, rise]).then(matrix);
                if let Some(placed) = Path::clone(&path).transform(place.transform()) {
                    all.push_path(&placed);
                }
            }
        }
    }
    all.finish().map_or(Letters::Blank, Letters::Outlines)
}

/// Hands over what has been collected.
fn flush(painter: &mut Painter<'_, '_>, run: &mut Run) {
    let done = std::mem::take(run);
    let Some(from) = done.from else { return };
    let state = &painter.state;
    // Modes 3 and 7 paint nothing.
    if matches!(state.mode, 3 | 7) || state.size == 0.0 {
        return;
    }
    let matrix = painter.pen.matrix.then(&state.matrix);
    let corners = matrix.corners([from, state.rise, done.to.max(from), state.rise + state.size * LETTER_HEIGHT]);
    let size = Pt(state.size.abs() * matrix.down());
    let Some(area) = shared(&around(&corners), &state.clip.area) else { return };
    let outlined = matches!(state.mode, 1 | 5);
    let (paint, blend) = if outlined {
        (painter.stroke_paint(), painter.state.stroke_blend())
    } else {
        (painter.fill_paint(), painter.state.fill_blend())
    };
    let clip = painter.state.clip.clone();
    let marked = painter.marked();
    let letters = outlines(painter, &done.letters, &matrix);
    let kind = Kind::Text { size, text: &done.words, corners, letters };
    painter.watch.paint(&Mark { kind, area, paint: &paint, blend, clip: &clip, marked });
}
