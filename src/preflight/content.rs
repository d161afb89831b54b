//! Walks the operators of a page, of its forms, patterns and drawn fonts, and hands over what is painted.

mod paths;
mod xobject;

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId};

use super::color;
use super::font::Fonts;
use super::geometry::Matrix;
use super::layers::Layers;
use super::lexer::{Lexer, Operand, Step};
use super::mark::{Clip, Marked, Paint};
use super::observe::Observer;
use super::page::Leaf;
use super::pdf::{MOST_STREAM, Pdf};
use super::picture::Image;
use super::state::State;
use super::text::{self, Pen};
use crate::rules;
use crate::units::Pt;

use paths::Drawing;

/// How deep forms may be in each other.
const MOST_DEPTH: usize = 20;
/// How deep `q` may be nested; Acrobat stops at 28 (ISO 32000-1, annex C).
const MOST_STATES: usize = 512;
/// How far beyond the page, in points, objects are followed.
const BEYOND: f32 = 1000.0;
/// Rendering intents that there are (ISO 32000-1, table 70).
const INTENTS: [&str; 4] = ["RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"];

/// Carries out operators.
pub(super) struct Painter<'a, 'w> {
    pub pdf: &'a Pdf,
    layers: &'a Layers,
    pub state: State,
    pub pen: Pen,
    pub watch: &'w mut Observer,
    fonts: &'w mut Fonts,
    drawing: Drawing,
    /// The space of the stream that is being carried out, where its patterns stand (ISO 32000-1, 8.7.3.1).
    base: Matrix,
    /// Forms, patterns and fonts that are being drawn, from the outside in.
    open: Vec<ObjectId>,
    /// Marks around what comes next, each with whether it belongs to a layer that is switched off.
    marks: Vec<(Marked, bool)>,
    images: BTreeMap<ObjectId, Rc<Image>>,
    streams: BTreeMap<ObjectId, Rc<Vec<u8>>>,
    kept: usize,
    cells: BTreeMap<ObjectId, Paint>,
    /// Of the stream that is being carried out.
    resources: Option<&'a Dictionary>,
}

/// Draws a page.
pub(super) fn page<'a, 'w>(
    (pdf, layers): (&'a Pdf, &'a Layers),
    leaf: &Leaf<'a>,
    fonts: &'w mut Fonts,
    watch: &'w mut Observer,
) {
    let mut bytes = Vec::new();
    let parts: Vec<&Object> = match pdf.get(leaf.dict, "Contents") {
        Some(Object::Array(parts)) => parts.iter().collect(),
        Some(part) => vec![part],
        None => Vec::new(),
    };
    for part in parts {
        let Some(Object::Stream(stream)) = pdf.resolve(part) else { continue };
        match pdf.unfold(stream, MOST_STREAM) {
            Ok(part) if bytes.len() + part.len() <= MOST_STREAM => bytes.extend(part),
            Ok(_) => pdf.exceed("the operators of a page are too many".to_owned()),
            Err(reason) => {
                let message = format!("its content cannot be read: {reason}");
                watch.findings.page(&rules::PDF_CONTENT, leaf.number, message);
            }
        }
        bytes.push(b'\n');
    }
    if bytes.trim_ascii().is_empty() {
        watch.findings.page(&rules::PAGE_EMPTY, leaf.number, "nothing is drawn on this page".to_owned());
    }
    // What runs out of the page still counts as text over the trim.
    let clip = Rc::new(Clip { area: leaf.place(&leaf.media).inset(Pt(-BEYOND)), shapes: Vec::new() });
    let mut painter = Painter {
        pdf,
        layers,
        state: State::new(leaf.matrix(), clip),
        pen: Pen::start(),
        watch,
        fonts,
        drawing: Drawing::default(),
        base: leaf.matrix(),
        open: Vec::new(),
        marks: Vec::new(),
        images: BTreeMap::new(),
        streams: BTreeMap::new(),
        kept: 0,
        cells: BTreeMap::new(),
        resources: leaf.resources,
    };
    painter.run(&bytes, leaf.resources);
}

impl<'a> Painter<'a, '_> {
    pub fn page(&self) -> usize {
        self.watch.page
    }

    /// What the innermost mark around the current operator says.
    pub fn marked(&self) -> Marked {
        let marks = self.marks.iter().rev().map(|(mark, _)| *mark);
        marks.into_iter().find(|mark| *mark != Marked::Bare).unwrap_or(Marked::Bare)
    }

    /// Carries out a stream's operators with the resources they name.
    pub(super) fn run(&mut self, bytes: &[u8], resources: Option<&'a Dictionary>) {
        let mut lexer = Lexer::new(bytes);
        let mut states: Vec<State> = Vec::new();
        let marks = self.marks.len();
        let outer = std::mem::replace(&mut self.resources, resources);
        loop {
            match lexer.step() {
                Step::End => break,
                Step::Broken(reason) => {
                    let message = format!("operators cannot be read on: {reason}");
                    self.watch.findings.page(&rules::PDF_CONTENT, self.page(), message);
                    break;
                }
                Step::Operator(_) if !self.pdf.count_operators(1) => break,
                Step::Operator(b"q") if states.len() < MOST_STATES => states.push(self.state.clone()),
                Step::Operator(b"Q") => {
                    if let Some(state) = states.pop() {
                        self.state = state;
                    }
                }
                Step::Operator(word) => self.operator(word, &lexer.operands, resources),
            }
        }
        if let Some(first) = states.into_iter().next() {
            self.state = first;
        }
        while self.marks.len() > marks {
            self.end_mark();
        }
        self.resources = outer;
    }

    fn operator(&mut self, word: &[u8], operands: &[Operand], resources: Option<&'a Dictionary>) {
        let number = |at: usize| operands.get(at).and_then(Operand::number).unwrap_or(0.0);
        let name = |at: usize| operands.get(at).and_then(Operand::name).unwrap_or_default();
        if self.drawing(word, operands) || self.text(word, operands, resources) {
            return;
        }
        match word {
            b"w" => self.state.line_width = number(0).abs(),
            b"g" | b"rg" | b"k" => self.color(operands, device(word), false),
            b"G" | b"RG" | b"K" => self.color(operands, device(word), true),
            b"cs" | b"CS" => {
                let space = Rc::new(color::named(self.pdf, name(0), resources));
                let paint = Paint::new(Rc::clone(&space), &space.initial());
                self.choose(paint, None, word == b"CS");
            }
            b"sc" | b"scn" | b"SC" | b"SCN" => {
                let stroke = word[0] == b'S';
                let space = if stroke { &self.state.stroke.space } else { &self.state.fill.space };
                let values: Vec<f32> = operands.iter().filter_map(Operand::number).collect();
                let paint = Paint::new(Rc::clone(space), &values);
                let pattern = operands.last().and_then(Operand::name).map(str::to_owned);
                self.choose(paint, pattern, stroke);
            }
            b"gs" => self.graphics_state(name(0), resources),
            b"ri" if !INTENTS.contains(&name(0)) => {
                let message = format!("rendering intent {} is none of those that there are", name(0));
                self.watch.findings.page(&rules::RENDERING_INTENT, self.page(), message);
            }
            b"Do" => self.external(name(0), resources),
            b"sh" => self.shading(name(0), resources),
            b"BI" => self.inline_image(operands.first(), resources),
            b"BMC" | b"BDC" => {
                let mark = self.mark_of(name(0), operands.get(1), resources);
                let hides = name(0) == "OC" && self.layer_hides(operands.get(1), resources);
                self.watch.hidden += usize::from(hides);
                self.marks.push((mark, hides));
            }
            b"EMC" => self.end_mark(),
            _ => {}
        }
    }

    fn color(&mut self, operands: &[Operand], space: color::Space, stroke: bool) {
        let values: Vec<f32> = operands.iter().filter_map(Operand::number).collect();
        self.choose(Paint::new(Rc::new(space), &values), None, stroke);
    }

    fn choose(&mut self, paint: Paint, pattern: Option<String>, stroke: bool) {
        if stroke {
            (self.state.stroke, self.state.stroke_pattern) = (paint, pattern);
        } else {
            (self.state.fill, self.state.fill_pattern) = (paint, pattern);
        }
    }

    /// What marked content is: an artifact, a piece of the tag tree by its number, or neither.
    fn mark_of(&self, tag: &str, properties: Option<&Operand>, resources: Option<&Dictionary>) -> Marked {
        let inline = properties.and_then(|p| p.entry("MCID")).and_then(Operand::number);
        let declared = properties.and_then(Operand::name).and_then(|name| {
            let all = self.pdf.dict(resources?, "Properties")?;
            self.pdf.number(self.pdf.dict(all, name)?, "MCID")
        });
        match inline.or(declared) {
            Some(id) => Marked::Content(id as i64),
            None if tag == "Artifact" => Marked::Artifact,
            None => Marked::Bare,
        }
    }

    /// Whether marked content belongs to a layer that is switched off (ISO 32000-1, 8.11.3.2).
    fn layer_hides(&self, layer: Option<&Operand>, resources: Option<&Dictionary>) -> bool {
        let all = resources.and_then(|resources| self.pdf.dict(resources, "Properties"));
        let layer = layer.and_then(Operand::name).and_then(|name| all?.get(name.as_bytes()).ok());
        layer.is_some_and(|layer| self.layers.hides(self.pdf, layer))
    }

    fn end_mark(&mut self) {
        if let Some((_, true)) = self.marks.pop() {
            self.watch.hidden -= 1;
        }
    }

    /// A dictionary of parameters (ISO 32000-1, 8.4.5).
    fn graphics_state(&mut self, name: &str, resources: Option<&'a Dictionary>) {
        let pdf = self.pdf;
        let states = resources.and_then(|r| pdf.dict(r, "ExtGState"));
        let Some(dict) = states.and_then(|states| pdf.dict(states, name)) else { return };
        let state = &mut self.state;
        if let Some(width) = pdf.number(dict, "LW") {
            state.line_width = width.abs();
        }
        state.fill_alpha = pdf.number(dict, "ca").unwrap_or(state.fill_alpha).clamp(0.0, 1.0);
        state.stroke_alpha = pdf.number(dict, "CA").unwrap_or(state.stroke_alpha).clamp(0.0, 1.0);
        let both = pdf.flag(dict, "OP");
        state.stroke_overprint = both.unwrap_or(state.stroke_overprint);
        // OP alone sets both (ISO 32000-1, table 58).
        state.fill_overprint = pdf.flag(dict, "op").or(both).unwrap_or(state.fill_overprint);
        state.overprint_mode = pdf.number(dict, "OPM").map_or(state.overprint_mode, |mode| mode as u8);
        if let Some(mode) = pdf.get(dict, "BM") {
            let first = mode.as_array().ok().and_then(|list| list.first()).unwrap_or(mode);
            let mode = pdf.as_name(first).unwrap_or_default();
            state.darkens = matches!(mode.as_ref(), "Multiply" | "Darken");
        }
        if let Some([font, size]) = pdf.array(dict, "Font").map(Vec::as_slice) {
            self.state.size = pdf.as_number(size).unwrap_or(0.0);
            self.state.font = self.fonts.get(pdf, font);
        }
        if let Some(group) = pdf.dict(dict, "SMask").and_then(|mask| mask.get(b"G").ok()) {
            // A mask prints nothing itself, but what it is made of has to keep to the same colours.
            self.watch.quiet += 1;
            self.form(group, resources);
            self.watch.quiet -= 1;
        }
    }

    fn text(&mut self, word: &[u8], operands: &[Operand], resources: Option<&'a Dictionary>) -> bool {
        let number = |at: usize| operands.get(at).and_then(Operand::number).unwrap_or(0.0);
        match word {
            b"BT" => self.pen = Pen::start(),
            b"ET" => {}
            b"Tf" => {
                let name = operands.first().and_then(Operand::name).unwrap_or_default();
                let fonts = resources.and_then(|r| self.pdf.dict(r, "Font"));
                let entry = fonts.and_then(|fonts| fonts.get(name.as_bytes()).ok());
                self.state.font = entry.and_then(|entry| self.fonts.get(self.pdf, entry));
                self.state.size = number(1);
                if let Some(entry) = entry {
                    self.drawn_font(entry, resources);
                }
            }
            b"Td" => self.pen.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.pen.next_line(number(0), number(1));
            }
            b"Tm" => {
                let values: Vec<f32> = operands.iter().filter_map(Operand::number).collect();
                if let Some(matrix) = Matrix::from_numbers(&values) {
                    (self.pen.matrix, self.pen.line) = (matrix, matrix);
                }
            }
            b"T*" => self.pen.next_line(0.0, -self.state.leading),
            b"Tc" => self.state.letter_space = number(0),
            b"Tw" => self.state.word_space = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Tr" => self.state.mode = number(0) as u8,
            b"Ts" => self.state.rise = number(0),
            b"Tj" | b"TJ" => {
                self.resolve_patterns();
                text::show(self, operands.first());
            }
            b"'" | b"\"" => {
                if word == b"\"" {
                    (self.state.word_space, self.state.letter_space) = (number(0), number(1));
                }
                self.pen.next_line(0.0, -self.state.leading);
                self.resolve_patterns();
                text::show(self, operands.last());
            }
            _ => return false,
        }
        true
    }

    /// The colour that fills.
    pub fn fill_paint(&self) -> Paint {
        self.state.fill.clone()
    }

    /// The colour of lines.
    pub fn stroke_paint(&self) -> Paint {
        self.state.stroke.clone()
    }
}

/// The space of an operator that names it.
fn device(word: &[u8]) -> color::Space {
    match word.to_ascii_lowercase().as_slice() {
        b"g" => color::Space::Gray,
        b"rg" => color::Space::Rgb,
        _ => color::Space::Cmyk,
    }
}
