//! The graphics state that `q` keeps and `Q` brings back (ISO 32000-1, 8.4).

use std::rc::Rc;

use super::font::Font;
use super::geometry::Matrix;
use super::mark::{Blend, Clip, Paint};

/// A pattern chosen as a colour, by its name in the resources.
pub(super) type PatternName = Option<String>;

/// Everything in force at one operator.
#[derive(Clone)]
pub(super) struct State {
    /// From the current space to points from the trim's top left corner.
    pub matrix: Matrix,
    pub clip: Rc<Clip>,
    pub fill: Paint,
    pub fill_pattern: PatternName,
    pub stroke: Paint,
    pub stroke_pattern: PatternName,
    pub line_width: f32,
    pub fill_alpha: f32,
    pub stroke_alpha: f32,
    /// Opacity of the groups around (ISO 32000-1, 11.6.6).
    pub group_alpha: f32,
    pub fill_overprint: bool,
    pub stroke_overprint: bool,
    pub overprint_mode: u8,
    pub darkens: bool,
    pub font: Option<Rc<Font>>,
    pub size: f32,
    pub letter_space: f32,
    pub word_space: f32,
    /// Horizontal scale, 1 for 100 %.
    pub stretch: f32,
    pub leading: f32,
    pub rise: f32,
    /// Text rendering mode (ISO 32000-1, table 106).
    pub mode: u8,
}

impl State {
    pub fn new(matrix: Matrix, clip: Rc<Clip>) -> State {
        State {
            matrix,
            clip,
            fill: Paint::initial(),
            fill_pattern: None,
            stroke: Paint::initial(),
            stroke_pattern: None,
            line_width: 1.0,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            group_alpha: 1.0,
            fill_overprint: false,
            stroke_overprint: false,
            overprint_mode: 0,
            darkens: false,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }

    pub fn fill_blend(&self) -> Blend {
        Blend {
            alpha: self.fill_alpha * self.group_alpha,
            overprint: self.fill_overprint,
            mode: self.overprint_mode,
            darkens: self.darkens,
        }
    }

    pub fn stroke_blend(&self) -> Blend {
        Blend { alpha: self.stroke_alpha * self.group_alpha, overprint: self.stroke_overprint, ..self.fill_blend() }
    }
}
