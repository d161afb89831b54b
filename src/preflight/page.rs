//! The pages of a file: the leaves of its page tree, with what they inherit.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::counted;
use super::finding::Findings;
use super::geometry::{Matrix, PageBox};
use super::pdf::Pdf;
use crate::limits;
use crate::rules;
use crate::units::{Pt, Rect};

/// Most pages that are looked at.
const MOST_PAGES: usize = limits::PREFLIGHT_PAGES;
/// How deep the tree of pages may be.
const MOST_DEPTH: usize = 64;
/// US Letter, the size that readers take for a page without one (ISO 32000-1 asks for a `MediaBox`).
const NO_SIZE: PageBox = PageBox([0.0, 0.0, 612.0, 792.0]);

/// One page.
pub(super) struct Leaf<'a> {
    /// From 1.
    pub number: usize,
    pub id: Option<ObjectId>,
    pub dict: &'a Dictionary,
    pub resources: Option<&'a Dictionary>,
    pub media: PageBox,
    /// Only if the page or its parents have one.
    pub crop: Option<PageBox>,
    pub bleed: Option<PageBox>,
    pub trim: Option<PageBox>,
    pub art: Option<PageBox>,
    pub rotate: f32,
    /// Points in a unit of the page's space.
    pub unit: f32,
}

impl Leaf<'_> {
    /// Where the page is cut: its trim, else what stands for it.
    pub fn cut(&self) -> PageBox {
        self.trim.or(self.art).or(self.crop).unwrap_or(self.media)
    }

    /// What may be printed: the bleed box, else the cut.
    pub fn edge(&self) -> PageBox {
        self.bleed.unwrap_or_else(|| self.cut())
    }

    /// From the page's space to points from the top left corner of the cut, downwards.
    pub fn matrix(&self) -> Matrix {
        let (cut, unit) = (self.cut(), self.unit);
        Matrix([unit, 0.0, 0.0, -unit, -cut.0[0] * unit, cut.0[3] * unit])
    }

    /// A box in points from the top left corner of the cut.
    pub fn place(&self, of: &PageBox) -> Rect {
        super::geometry::around(&self.matrix().corners(of.0))
    }

    /// The cut itself.
    pub fn sheet(&self) -> Rect {
        let cut = self.cut();
        Rect { x: Pt::ZERO, y: Pt::ZERO, width: Pt(cut.width() * self.unit), height: Pt(cut.height() * self.unit) }
    }
}

/// What a page takes from the nodes above it.
#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    resources: Option<&'a Dictionary>,
    media: Option<PageBox>,
    crop: Option<PageBox>,
    rotate: f32,
}

/// All pages in order. A tree that leads back to itself or says the wrong number is a finding.
pub(super) fn leaves<'a>(pdf: &'a Pdf, findings: &mut Findings) -> Vec<Leaf<'a>> {
    let mut walk = Walk { pdf, seen: BTreeSet::new(), leaves: Vec::new(), circle: false };
    let root = pdf.catalog().and_then(|catalog| catalog.get(b"Pages").ok());
    if let Some(root) = root {
        walk.node(root, Inherited::default(), 0);
    }
    if walk.circle {
        findings.file(&rules::PAGE_COUNT, "the tree of its pages leads back to itself or is too deep".to_owned());
    }
    let count = walk.leaves.len();
    let said = root.and_then(|root| pdf.as_dict(root)).and_then(|root| pdf.number(root, "Count"));
    if count == 0 {
        findings.file(&rules::PAGE_COUNT, "it has no page".to_owned());
    } else if count > MOST_PAGES {
        pdf.exceed(format!("it has more than {MOST_PAGES} pages"));
    } else if !walk.circle && said.is_some_and(|said| said as usize != count) {
        let message = format!("it has {} but says {}", counted(count, "page", "pages"), said.unwrap_or_default());
        findings.file(&rules::PAGE_COUNT, message);
    }
    walk.leaves
}

struct Walk<'a> {
    pdf: &'a Pdf,
    seen: BTreeSet<ObjectId>,
    leaves: Vec<Leaf<'a>>,
    circle: bool,
}

impl<'a> Walk<'a> {
    fn node(&mut self, object: &'a Object, above: Inherited<'a>, depth: usize) {
        let id = Pdf::id(object);
        if depth > MOST_DEPTH || id.is_some_and(|id| !self.seen.insert(id)) {
            self.circle = true;
            return;
        }
        let Some(dict) = self.pdf.as_dict(object) else { return };
        let pdf = self.pdf;
        let page_box = |key: &str| pdf.numbers(dict, key).and_then(|n| PageBox::from_numbers(&n));
        let own = Inherited {
            resources: pdf.dict(dict, "Resources").or(above.resources),
            media: page_box("MediaBox").or(above.media),
            crop: page_box("CropBox").or(above.crop),
            rotate: pdf.number(dict, "Rotate").unwrap_or(above.rotate),
        };
        if let Some(kids) = pdf.array(dict, "Kids") {
            for kid in kids {
                if self.leaves.len() > MOST_PAGES {
                    return;
                }
                self.node(kid, own, depth + 1);
            }
            return;
        }
        self.leaves.push(Leaf {
            number: self.leaves.len() + 1,
            id,
            dict,
            resources: own.resources,
            media: own.media.filter(|m| m.width() > 0.0 && m.height() > 0.0).unwrap_or(NO_SIZE),
            crop: own.crop,
            bleed: page_box("BleedBox"),
            trim: page_box("TrimBox"),
            art: page_box("ArtBox"),
            rotate: own.rotate,
            unit: pdf.number(dict, "UserUnit").filter(|unit| *unit > 0.0).unwrap_or(1.0),
        });
    }
}
