//! Gradients along a line and between circles (ISO 32000-1, 8.7.4.5.3 and 8.7.4.5.4): their colour at every place.

use std::rc::Rc;

use lopdf::Dictionary;
use tiny_skia::{Color, GradientStop, LinearGradient, Point, RadialGradient, Shader, SpreadMode};

use super::color::{self, Inks, Space};
use super::function::Function;
use super::geometry::Matrix;
use super::light::{Light, Look};
use super::mark::Paint;
use super::pdf::Pdf;

/// Steps in which a gradient is looked at.
const STEPS: usize = 128;

/// A gradient on the page.
#[derive(Debug, Clone)]
pub(super) struct Shading {
    course: Course,
    /// Whether the first colour goes on before the start, and the last one beyond the end.
    extend: [bool; 2],
    /// From the gradient's space to points from the trim's corner, and back.
    matrix: Matrix,
    back: Matrix,
    /// The colours at even steps from the start to the end.
    colors: Rc<Vec<(Inks, Look)>>,
}

#[derive(Debug, Clone, Copy)]
enum Course {
    Axial([f32; 4]),
    Radial([f32; 6]),
}

/// A gradient as a colour: the mean of its colours, the most ink that it has, and its colour at every place if it is one
/// along a line or between circles. `matrix` leads from its space to points from the trim's corner.
pub(super) fn paint(pdf: &Pdf, shading: &Dictionary, resources: Option<&Dictionary>, matrix: Matrix) -> Paint {
    let space = pdf.get(shading, "ColorSpace").map(|object| color::space(pdf, object, resources));
    let space = Rc::new(space.unwrap_or(Space::Unknown("without a name".to_owned())));
    let mut paint = Paint::new(Rc::clone(&space), &space.initial());
    let function = pdf.get(shading, "Function").and_then(|object| Function::read(pdf, object));
    let domain = pdf.numbers(shading, "Domain").filter(|d| d.len() >= 2).unwrap_or_else(|| vec![0.0, 1.0]);
    let Some(function) = function else { return paint };
    let at = |step: usize| domain[0] + step as f32 / STEPS as f32 * (domain[1] - domain[0]);
    let values: Vec<Vec<f32>> = (0..=STEPS).map(|step| function.evaluate(&[at(step)])).collect();
    let colors: Vec<(Inks, Look)> = values.iter().map(|values| (space.inks(values), space.look(values))).collect();
    let mean = |value: &dyn Fn(&Inks) -> f32| colors.iter().map(|(i, _)| value(i)).sum::<f32>() / colors.len() as f32;
    paint.inks.cmyk = [0, 1, 2, 3].map(|at| mean(&|inks: &Inks| inks.cmyk[at]));
    paint.inks.spot = mean(&|inks: &Inks| inks.spot);
    paint.most = colors.iter().map(|(inks, _)| inks.total()).fold(0.0, f32::max);
    paint.look = colors[STEPS / 2].1;
    paint.shading = Shading::read(pdf, shading, matrix, colors).map(Rc::new);
    paint
}

impl Shading {
    /// None for kinds that have other courses, and for broken ones.
    fn read(pdf: &Pdf, shading: &Dictionary, matrix: Matrix, colors: Vec<(Inks, Look)>) -> Option<Shading> {
        let coords = pdf.numbers(shading, "Coords")?;
        let course = match pdf.number(shading, "ShadingType")? as i32 {
            2 => Course::Axial(coords.try_into().ok()?),
            3 => Course::Radial(coords.try_into().ok()?),
            _ => return None,
        };
        let flag = |object: &lopdf::Object| object.as_bool().unwrap_or(false);
        let extend =
            pdf.array(shading, "Extend").map(|both| [both.first().is_some_and(flag), both.get(1).is_some_and(flag)]);
        let back = matrix.inverse()?;
        Some(Shading { course, extend: extend.unwrap_or_default(), matrix, back, colors: Rc::new(colors) })
    }

    /// The inks at a point of the page; none where the gradient does not reach.
    pub fn inks(&self, (x, y): (f32, f32)) -> Option<Inks> {
        let (x, y) = self.back.apply(x, y);
        let part = match self.course {
            Course::Axial([x0, y0, x1, y1]) => {
                let (dx, dy) = (x1 - x0, y1 - y0);
                let length = dx * dx + dy * dy;
                self.reached(if length > 0.0 { ((x - x0) * dx + (y - y0) * dy) / length } else { return None })?
            }
            Course::Radial(circles) => self.circle(circles, (x, y))?,
        };
        let step = (part * STEPS as f32).round() as usize;
        self.colors.get(step.min(STEPS)).map(|(inks, _)| *inks)
    }

    /// A place along the gradient from 0 to 1, if it is painted there.
    fn reached(&self, part: f32) -> Option<f32> {
        let seen = (part >= 0.0 || self.extend[0]) && (part <= 1.0 || self.extend[1]) && part.is_finite();
        seen.then(|| part.clamp(0.0, 1.0))
    }

    /// The last painted circle through a point.
    fn circle(&self, [x0, y0, r0, x1, y1, r1]: [f32; 6], (x, y): (f32, f32)) -> Option<f32> {
        let (dx, dy, dr) = (x1 - x0, y1 - y0, r1 - r0);
        let (px, py) = (x - x0, y - y0);
        // |p - s d| = r0 + s dr, solved for s.
        let square = dx * dx + dy * dy - dr * dr;
        let half = px * dx + py * dy + r0 * dr;
        let rest = px * px + py * py - r0 * r0;
        let roots = if square.abs() < 1e-6 {
            [rest / (2.0 * half), f32::NAN]
        } else {
            // No number where no circle runs through the point.
            let root = (half * half - square * rest).sqrt();
            [(half + root) / square, (half - root) / square]
        };
        let painted = |s: &f32| s.is_finite() && r0 + s * dr >= 0.0 && self.reached(*s).is_some();
        roots.into_iter().filter(painted).reduce(f32::max).and_then(|s| self.reached(s))
    }

    /// What paints it on the picture of a page.
    pub fn shader(&self, light: &Light, opacity: f32) -> Option<Shader<'static>> {
        let color = |look: Look| {
            let [r, g, b] = light.of(look);
            Color::from_rgba8(r, g, b, (opacity.clamp(0.0, 1.0) * 255.0).round() as u8)
        };
        let mut stops = Vec::with_capacity(STEPS + 3);
        if !self.extend[0] {
            stops.push(GradientStop::new(0.0, Color::TRANSPARENT));
        }
        for (step, (_, look)) in self.colors.iter().enumerate() {
            stops.push(GradientStop::new(step as f32 / STEPS as f32, color(*look)));
        }
        if !self.extend[1] {
            stops.push(GradientStop::new(1.0, Color::TRANSPARENT));
        }
        let place = self.matrix.transform();
        match self.course {
            Course::Axial([x0, y0, x1, y1]) => {
                LinearGradient::new(Point::from_xy(x0, y0), Point::from_xy(x1, y1), stops, SpreadMode::Pad, place)
            }
            Course::Radial([x0, y0, r0, x1, y1, r1]) => {
                let (from, to) = (Point::from_xy(x0, y0), Point::from_xy(x1, y1));
                RadialGradient::new(from, r0, to, r1, stops, SpreadMode::Pad, place)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shading(course: Course, extend: [bool; 2]) -> Shading {
        let ink = |k: f32| Inks { cmyk: [0.0, 0.0, 0.0, k], spot: 0.0 };
        let colors = (0..=STEPS).map(|step| (ink(step as f32 / STEPS as f32), Look::Light([0; 3]))).collect();
        let matrix = Matrix([2.0, 0.0, 0.0, -2.0, 10.0, 100.0]);
        let back = matrix.inverse().expect("a matrix");
        Shading { course, extend, matrix, back, colors: Rc::new(colors) }
    }

    fn black(shading: &Shading, x: f32, y: f32) -> Option<f32> {
        shading.inks((x, y)).map(|inks| (inks.cmyk[3] * 10.0).round() / 10.0)
    }

    #[test]
    fn a_gradient_along_a_line_has_a_colour_at_every_place() {
        let line = shading(Course::Axial([0.0, 0.0, 10.0, 0.0]), [true, false]);
        assert_eq!([10.0, 20.0, 30.0].map(|x| black(&line, x, 50.0)), [Some(0.0), Some(0.5), Some(1.0)]);
        assert_eq!(black(&line, 0.0, 0.0), Some(0.0), "it goes on before its start");
        assert_eq!(black(&line, 31.0, 0.0), None, "and ends at its end");
    }

    #[test]
    fn a_gradient_between_circles_has_a_colour_at_every_place() {
        let round = shading(Course::Radial([0.0, 0.0, 0.0, 0.0, 0.0, 10.0]), [false, false]);
        assert_eq!(black(&round, 10.0, 100.0), Some(0.0));
        assert_eq!(black(&round, 20.0, 100.0), Some(0.5));
        assert_eq!(black(&round, 10.0, 82.0), Some(0.9));
        assert_eq!(black(&round, 10.0, 79.0), None);
        let off = shading(Course::Radial([5.0, 0.0, 0.0, 0.0, 0.0, 10.0]), [true, true]);
        assert_eq!(black(&off, 20.0, 100.0), Some(0.0), "its focus");
        assert_eq!(black(&off, 30.0, 100.0), Some(1.0), "its rim");
        assert_eq!(black(&off, 90.0, 100.0), Some(1.0), "and beyond");
    }
}
