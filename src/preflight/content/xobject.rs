//! What is drawn by name: forms, pictures, shadings, patterns, and fonts made of drawings.

use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId, Stream};
use tiny_skia::{FillRule, PathBuilder};

use super::{MOST_DEPTH, Painter};
use crate::preflight::color;
use crate::preflight::geometry::{Matrix, around, shared};
use crate::preflight::lexer::Operand;
use crate::preflight::light::Look;
use crate::preflight::mark::{Kind, Mark, Paint};
use crate::preflight::pdf::{MOST_STREAM, Pdf};
use crate::preflight::picture::{self, Image};
use crate::preflight::shading;
use crate::rules;

/// Most bytes of forms that are kept unfolded.
const MOST_KEPT: usize = 16 * 1024 * 1024;
/// Operators that take as long as going into a form.
const FORM_COST: usize = 10;
/// Operators that take as long as a gradient.
const GRADIENT_COST: usize = 50;
/// Most drawings of one font that are looked at.
const MOST_GLYPHS: usize = 300;

impl<'a> Painter<'a, '_> {
    /// `Do`: a form or a picture.
    pub(super) fn external(&mut self, name: &str, resources: Option<&'a Dictionary>) {
        let pdf = self.pdf;
        let objects = resources.and_then(|r| pdf.dict(r, "XObject"));
        let Some(object) = objects.and_then(|objects| objects.get(name.as_bytes()).ok()) else { return };
        let Some(Object::Stream(stream)) = pdf.resolve(object) else { return };
        let hides = stream.dict.get(b"OC").is_ok_and(|layer| self.layers.hides(pdf, layer));
        self.watch.hidden += usize::from(hides);
        match pdf.name(&stream.dict, "Subtype").as_deref() {
            Some("Form") => self.form(object, resources),
            Some("Image") => {
                let id = Pdf::id(object);
                let known = id.and_then(|id| self.images.get(&id).cloned());
                let image = known.unwrap_or_else(|| {
                    let measure = self.watch.measures_ink();
                    Rc::new(picture::read(pdf, stream, resources, measure, self.watch.light()))
                });
                if let Some(id) = id {
                    self.images.insert(id, Rc::clone(&image));
                }
                self.image(&image);
            }
            _ => {}
        }
        self.watch.hidden -= usize::from(hides);
    }

    /// Draws a form in a state of its own.
    pub(super) fn form(&mut self, object: &'a Object, resources: Option<&'a Dictionary>) {
        let pdf = self.pdf;
        let Some(Object::Stream(stream)) = pdf.resolve(object) else { return };
        if !pdf.count_operators(FORM_COST) {
            return;
        }
        let own = pdf.dict(&stream.dict, "Resources").or(resources);
        let matrix = pdf.numbers(&stream.dict, "Matrix").and_then(|m| Matrix::from_numbers(&m));
        let before = self.state.clone();
        self.state.matrix = matrix.unwrap_or(Matrix::IDENTITY).then(&self.state.matrix);
        if pdf.dict(&stream.dict, "Group").is_some() {
            // A group is as opaque as what is drawn with it; what it is made of begins anew.
            self.state.group_alpha *= self.state.fill_alpha;
            (self.state.fill_alpha, self.state.stroke_alpha) = (1.0, 1.0);
        }
        if let Some(area) = pdf.numbers(&stream.dict, "BBox").and_then(|b| <[f32; 4]>::try_from(b).ok()) {
            let corners = self.state.matrix.corners(area);
            let upright = self.state.matrix.0[1] == 0.0 && self.state.matrix.0[2] == 0.0;
            if let Some(path) = outline(&corners) {
                self.clip(&Rc::new(path), FillRule::Winding, upright.then(|| around(&corners)));
            }
        }
        let outer = std::mem::replace(&mut self.base, self.state.matrix);
        self.within(object, stream, own);
        self.base = outer;
        self.state = before;
    }

    /// Carries out a stream, unless it is being carried out already.
    fn within(&mut self, object: &Object, stream: &Stream, resources: Option<&'a Dictionary>) {
        let id = Pdf::id(object);
        let circle = id.is_some_and(|id| self.open.contains(&id));
        if circle || self.open.len() >= MOST_DEPTH {
            let message = if circle { "a drawing contains itself" } else { "its drawings are too deep in each other" };
            self.watch.findings.page(&rules::PDF_CONTENT, self.page(), message.to_owned());
            return;
        }
        let Some(bytes) = self.unfolded(id, stream) else { return };
        self.open.push(id.unwrap_or((0, 0)));
        let (pen, drawing) = (self.pen, std::mem::take(&mut self.drawing));
        self.run(&bytes, resources);
        (self.pen, self.drawing) = (pen, drawing);
        self.open.pop();
    }

    /// A stream's operators, kept for the next time.
    fn unfolded(&mut self, id: Option<ObjectId>, stream: &Stream) -> Option<Rc<Vec<u8>>> {
        if let Some(known) = id.and_then(|id| self.streams.get(&id)) {
            return Some(Rc::clone(known));
        }
        match self.pdf.unfold(stream, MOST_STREAM) {
            Ok(bytes) => {
                let bytes = Rc::new(bytes);
                if let Some(id) = id.filter(|_| self.kept + bytes.len() <= MOST_KEPT) {
                    self.kept += bytes.len();
                    self.streams.insert(id, Rc::clone(&bytes));
                }
                Some(bytes)
            }
            Err(reason) => {
                let message = format!("a drawing cannot be read: {reason}");
                self.watch.findings.page(&rules::PDF_CONTENT, self.page(), message);
                None
            }
        }
    }

    pub(super) fn inline_image(&mut self, dict: Option<&Operand>, resources: Option<&'a Dictionary>) {
        if let Some(dict) = dict {
            let image = picture::inline(self.pdf, dict, resources);
            self.image(&image);
        }
    }

    /// Hands over a picture in the unit square of the current space.
    fn image(&mut self, image: &Image) {
        self.resolve_patterns();
        let matrix = self.state.matrix;
        let corners = matrix.corners([0.0, 0.0, 1.0, 1.0]);
        let clip = Rc::clone(&self.state.clip);
        let Some(area) = shared(&around(&corners), &clip.area) else { return };
        let paint = match &image.space {
            None => self.fill_paint(),
            Some(space) => {
                let mut paint = Paint::new(Rc::clone(space), &space.initial());
                if let Some(grid) = &image.grid {
                    paint.most = grid.inks.iter().map(color::Inks::total).fold(0.0, f32::max);
                } else {
                    // Nothing is known of its ink; a middle gray stands for it in a report.
                    (paint.inks, paint.most, paint.look) = (color::Inks::default(), 0.0, Look::Light([160; 3]));
                }
                paint
            }
        };
        let ppi = (image.width as f32 / matrix.across()).min(image.height as f32 / matrix.down()) * 72.0;
        let (pixels, grid) = ((image.width, image.height), image.grid.clone());
        let thumb = image.thumb.clone();
        let kind = Kind::Image { corners, pixels, ppi, bits: image.bits, stencil: image.space.is_none(), grid, thumb };
        let (blend, marked) = (self.state.fill_blend(), self.marked());
        self.watch.paint(&Mark { kind, area, paint: &paint, blend, clip: &clip, marked });
    }

    /// `sh`: a gradient over the whole clip.
    pub(super) fn shading(&mut self, name: &str, resources: Option<&'a Dictionary>) {
        let shadings = resources.and_then(|r| self.pdf.dict(r, "Shading"));
        let Some(shading) = shadings.and_then(|all| self.pdf.dict(all, name)) else { return };
        let paint = shading::paint(self.pdf, shading, resources, self.state.matrix);
        let clip = Rc::clone(&self.state.clip);
        let a = clip.area;
        let corners = [(a.x, a.y), (a.right(), a.y), (a.right(), a.bottom()), (a.x, a.bottom())];
        let Some(path) = outline(&corners.map(|(x, y)| (x.0, y.0))) else { return };
        let kind = Kind::Fill { path: &path, rule: FillRule::Winding };
        let (blend, marked) = (self.state.fill_blend(), self.marked());
        self.watch.paint(&Mark { kind, area: clip.area, paint: &paint, blend, clip: &clip, marked });
    }

    /// Puts what a pattern comes to in the place of its name.
    pub(super) fn resolve_patterns(&mut self) {
        if let Some(name) = self.state.fill_pattern.take()
            && let Some(paint) = self.pattern(&name)
        {
            self.state.fill = paint;
        }
        if let Some(name) = self.state.stroke_pattern.take()
            && let Some(paint) = self.pattern(&name)
        {
            self.state.stroke = paint;
        }
    }

    /// The colour that a pattern comes to: a gradient's, a tile's heaviest colour.
    fn pattern(&mut self, name: &str) -> Option<Paint> {
        let (pdf, resources) = (self.pdf, self.resources);
        let object = pdf.dict(resources?, "Pattern")?.get(name.as_bytes()).ok()?;
        if let Some(known) = Pdf::id(object).and_then(|id| self.cells.get(&id)) {
            return Some(known.clone());
        }
        let paint = match pdf.resolve(object)? {
            Object::Stream(stream) => {
                let own = pdf.dict(&stream.dict, "Resources").or(resources);
                let (before, heaviest) = (self.state.clone(), self.watch.heaviest.take());
                self.watch.quiet += 1;
                self.within(object, stream, own);
                self.watch.quiet -= 1;
                self.state = before;
                std::mem::replace(&mut self.watch.heaviest, heaviest)?
            }
            Object::Dictionary(dict) => {
                // A gradient stands in the space of the stream that names it: it is another one in each.
                let own = pdf.numbers(dict, "Matrix").and_then(|m| Matrix::from_numbers(&m));
                let matrix = own.unwrap_or(Matrix::IDENTITY).then(&self.base);
                let named = pdf.count_operators(GRADIENT_COST).then(|| pdf.dict(dict, "Shading")).flatten()?;
                return Some(shading::paint(pdf, named, resources, matrix));
            }
            _ => return None,
        };
        if let Some(id) = Pdf::id(object) {
            self.cells.insert(id, paint.clone());
        }
        Some(paint)
    }

    /// A font whose letters are drawings (Type 3): their colours are looked at once.
    pub(super) fn drawn_font(&mut self, entry: &'a Object, resources: Option<&'a Dictionary>) {
        let pdf = self.pdf;
        let Some(font) = pdf.as_dict(entry).filter(|f| pdf.name(f, "Subtype").is_some_and(|s| s == "Type3")) else {
            return;
        };
        let (Some(id), Some(glyphs)) = (Pdf::id(entry), pdf.dict(font, "CharProcs")) else { return };
        if !self.watch.drawn_fonts.insert(id) || self.open.contains(&id) {
            return;
        }
        let own = pdf.dict(font, "Resources").or(resources);
        let before = self.state.clone();
        self.open.push(id);
        self.watch.quiet += 1;
        for (_, glyph) in glyphs.iter().take(MOST_GLYPHS) {
            if let Some(Object::Stream(stream)) = pdf.resolve(glyph) {
                self.within(glyph, stream, own);
                self.state = before.clone();
            }
        }
        self.watch.quiet -= 1;
        self.open.pop();
    }
}

/// A closed path through corners.
fn outline(corners: &[(f32, f32)]) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    builder.move_to(corners.first()?.0, corners.first()?.1);
    corners.iter().skip(1).for_each(|(x, y)| builder.line_to(*x, *y));
    builder.close();
    builder.finish()
}
