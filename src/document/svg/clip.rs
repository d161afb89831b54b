//! Clips and masks of an SVG file as outlines within which something is seen.

use usvg::tiny_skia_path::{PathBuilder, PathSegment, Rect, Transform};

use super::path::segments;
use crate::page::Clip;

/// How far a clip may cut into what it holds and still be taken for a frame around it, in shares of the size.
const FRAME: f32 = 0.002;

/// The outlines of a group's clip, and of the clips of that; none if they are more than outlines can say.
pub(super) fn clips(clip: &usvg::ClipPath, group: &usvg::Group) -> Option<Vec<Clip>> {
    let mut found = Vec::new();
    let mut next = Some(clip);
    while let Some(clip) = next {
        if !is_frame(clip, group) {
            let place = group.abs_transform().pre_concat(clip.transform());
            found.push(outline(&opaque_shapes(clip.root(), |_| true)?, place)?);
        }
        next = clip.clip_path();
    }
    Some(found)
}

/// A mask as outlines: one that shows all of what lies within shapes and nothing of what lies without. None for masks
/// that let something half through.
pub(super) fn mask(mask: &usvg::Mask, group: &usvg::Group) -> Option<Vec<Clip>> {
    let shows = |fill: &usvg::Fill| {
        let white = usvg::Paint::Color(usvg::Color::white());
        let plain = matches!(fill.paint(), usvg::Paint::Color(_));
        fill.opacity() == usvg::Opacity::ONE
            && plain
            && (mask.kind() == usvg::MaskType::Alpha || *fill.paint() == white)
    };
    let place = group.abs_transform();
    let mut found = vec![outline(&opaque_shapes(mask.root(), shows)?, place)?];
    let bounds = mask.rect().to_rect();
    let frame = Clip { segments: segments(&PathBuilder::from_rect(bounds).transform(place)?), even_odd: false };
    if !holds(bounds.transform(place)?, group) || place.has_skew() {
        found.push(frame);
    }
    if let Some(further) = mask.mask() {
        found.extend(self::mask(further, group)?);
    }
    Some(found)
}

/// The outlines of shapes that cover something in full; none if there is anything else.
fn opaque_shapes(group: &usvg::Group, shows: impl Fn(&usvg::Fill) -> bool + Copy) -> Option<Vec<Outline>> {
    let mut found = Vec::new();
    for child in group.children() {
        match child {
            usvg::Node::Group(inner) => {
                let plain = inner.opacity() == usvg::Opacity::ONE
                    && inner.clip_path().is_none()
                    && inner.mask().is_none()
                    && inner.filters().is_empty()
                    && inner.blend_mode() == usvg::BlendMode::Normal;
                found.extend(opaque_shapes(inner, shows).filter(|_| plain)?);
            }
            usvg::Node::Path(path) if !path.is_visible() => {}
            usvg::Node::Path(path) => {
                let fill = path.fill().filter(|fill| path.stroke().is_none() && shows(fill))?;
                let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
                found.push(Outline { path: path.data().clone().transform(path.abs_transform())?, even_odd });
            }
            usvg::Node::Image(_) | usvg::Node::Text(_) => return None,
        }
    }
    Some(found)
}

struct Outline {
    path: usvg::tiny_skia_path::Path,
    even_odd: bool,
}

/// All outlines as one: those that lie apart from each other do not cancel each other out. None if they do not lie apart.
fn outline(shapes: &[Outline], place: Transform) -> Option<Clip> {
    let even_odd = shapes.first().is_some_and(|first| first.even_odd);
    for (at, shape) in shapes.iter().enumerate() {
        let meets = |other: &Outline| meet(shape.path.bounds(), other.path.bounds());
        if shape.even_odd != even_odd || shapes[..at].iter().any(meets) {
            return None;
        }
    }
    let mut joined = Vec::new();
    for shape in shapes {
        joined.extend(segments(&shape.path.clone().transform(place)?));
    }
    Some(Clip { segments: joined, even_odd })
}

fn meet(a: Rect, b: Rect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

/// Whether a clip is a rectangle around all that it holds, as drawing programs write it for the sheet; it cuts nothing.
fn is_frame(clip: &usvg::ClipPath, group: &usvg::Group) -> bool {
    let [usvg::Node::Path(frame)] = clip.root().children() else { return false };
    let bounds = frame.data().bounds();
    let at_corner =
        |x: f32, y: f32| [bounds.left(), bounds.right()].contains(&x) && [bounds.top(), bounds.bottom()].contains(&y);
    let is_rectangle = frame.data().len() <= 6
        && frame.data().segments().all(|segment| match segment {
            PathSegment::MoveTo(p) | PathSegment::LineTo(p) => at_corner(p.x, p.y),
            PathSegment::Close => true,
            PathSegment::QuadTo(..) | PathSegment::CubicTo(..) => false,
        });
    let place = group.abs_transform().pre_concat(clip.transform()).pre_concat(frame.abs_transform());
    let Some(frame) = bounds.transform(place).filter(|_| is_rectangle && !place.has_skew()) else { return false };
    holds(frame, group)
}

/// Whether a frame in the drawing's units cuts nothing off a group.
fn holds(frame: Rect, group: &usvg::Group) -> bool {
    let held = group.abs_stroke_bounding_box();
    let near = FRAME * frame.width().max(frame.height());
    held.left() >= frame.left() - near
        && held.right() <= frame.right() + near
        && held.top() >= frame.top() - near
        && held.bottom() <= frame.bottom() + near
}
