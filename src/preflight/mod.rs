//! Finished files, ours or anyone's, held against PDF/X-4 with the Ghent Workgroup's sheet settings, or against PDF/UA-1.
//!
//! Shares no code with `export`: a fault there must not hide itself here. `docs/preflight.md` says what is checked
//! against which clause, and how exactly.

mod boxes;
mod canvas;
mod color;
mod content;
mod edges;
mod file;
mod finding;
mod font;
mod function;
mod geometry;
mod glyphs;
mod ink;
mod intent;
mod jpeg;
mod layers;
mod lexer;
mod light;
mod links;
mod mark;
mod metadata;
mod observe;
mod open;
mod page;
mod pdf;
mod picture;
mod raster;
mod resources;
mod shading;
mod sketch;
mod state;
mod streams;
mod tags;
mod text;
mod thumb;
mod web;
mod x1a;
mod xmp;

use std::rc::Rc;

pub use canvas::Picture;
pub use finding::Finding;
pub use sketch::PageSketch;

use crate::rules;
use crate::units::Mm;

use finding::Findings;

/// Ink that a coated sheet takes, in per cent (GWG 2022, R0026).
pub const INK_LIMIT: f32 = 300.0;
/// Distance from the trim that text and codes keep.
pub const SAFE: Mm = Mm(5.0);
/// What colour at the edge has to reach beyond the trim.
pub const BLEED: Mm = Mm(3.0);

/// Most pages of a file that are drawn for a report.
pub const MOST_DRAWN: usize = 40;

/// What a file is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/X-4 (ISO 15930-7) with GWG 2022 `SheetCMYK`.
    Print,
    /// PDF/X-1a (ISO 15930-1 and 15930-4), with the same settings for sheets.
    X1a,
    /// The part of PDF/UA-1 (ISO 14289-1) that a machine can check.
    Web,
}

impl Standard {
    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Standard::Print => "PDF/X-4, GWG 2022 SheetCMYK",
            Standard::X1a => "PDF/X-1a, GWG 2022 SheetCMYK",
            Standard::Web => "PDF/UA-1",
        }
    }

    /// Whether it is for paper.
    #[must_use]
    pub fn is_print(self) -> bool {
        self != Standard::Web
    }
}

/// Settings of a check.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The standard; if none is given, the web for files that claim PDF/UA and print for all others. In print a file that
    /// claims PDF/X-1a is held against that.
    pub standard: Option<Standard>,
    /// Most ink in per cent.
    pub ink: f32,
    /// Distance from which the print is read, in metres, at least 1; divides the limits of pictures.
    pub viewing_metres: f32,
    /// Distance from the trim that text and codes keep.
    pub safe: Mm,
    /// Bleed that the shop asks for.
    pub bleed: Mm,
    /// Width and height that every page has to have when it is cut, if somebody says them.
    pub trim: Option<[Mm; 2]>,
    /// Whether pages are drawn for a report.
    pub draw: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            standard: None,
            ink: INK_LIMIT,
            viewing_metres: 1.0,
            safe: SAFE,
            bleed: BLEED,
            trim: None,
            draw: false,
        }
    }
}

/// What became of a file.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What it was held against; none if it could not be opened.
    pub standard: Option<Standard>,
    /// Everything found, by page.
    pub findings: Vec<Finding>,
    /// Each page, with its picture if that was asked for.
    pub pages: Vec<PageSketch>,
}

/// Holds a file's bytes against its standard. Changes nothing, and ends for every input: what is larger than the
/// limits of `docs/preflight.md` is a finding.
#[must_use]
pub fn check(bytes: &[u8], options: &Options) -> Checked {
    let mut findings = Findings::default();
    let Some(pdf) = open::open(bytes, &mut findings) else {
        return Checked { standard: None, findings: findings.finish(), pages: Vec::new() };
    };
    let xmp = xmp::Xmp::read(&pdf);
    let claims_ua = xmp.as_ref().is_some_and(|xmp| xmp.get(xmp::PDFUA_ID, "part").is_some());
    let standard = options.standard.unwrap_or(if claims_ua { Standard::Web } else { Standard::Print });
    let older = standard == Standard::Print && x1a::is_claimed(&pdf, xmp.as_ref());
    let standard = if older { Standard::X1a } else { standard };
    let leaves = page::leaves(&pdf, &mut findings);
    file::check(&pdf, standard, &mut findings);
    streams::check(&pdf, &mut findings);
    match standard {
        Standard::Print | Standard::X1a => {
            match standard {
                // Info alone counts: there was no rule for XMP yet.
                Standard::X1a => {
                    x1a::check(&pdf, &mut findings);
                    metadata::info(&pdf, None, &mut findings);
                }
                _ => metadata::check(&pdf, xmp.as_ref(), &mut findings),
            }
            if let Some(xmp) = &xmp {
                metadata::draft(xmp, &mut findings);
            }
            intent::check(&pdf, standard, &mut findings);
            boxes::check(&pdf, &leaves, options, &mut findings);
            links::print(&pdf, &leaves, &mut findings);
        }
        Standard::Web => web::check(&pdf, xmp.as_ref(), &leaves, &mut findings),
    }
    resources::check(&pdf, &leaves, standard, &mut findings);
    let tags = (standard == Standard::Web).then(|| Rc::new(tags::Tags::read(&pdf, &mut findings)));
    let layers = if standard == Standard::X1a { layers::Layers::all_drawn() } else { layers::Layers::read(&pdf) };
    if standard == Standard::Print {
        layers.check(&pdf, &mut findings);
    }
    let mut pages = Vec::new();
    let mut fonts = font::Fonts::new(options.draw);
    let light = options.draw.then(|| Rc::new(light::Light::new(&pdf)));
    for leaf in &leaves {
        let light = light.as_ref().filter(|_| leaf.number <= MOST_DRAWN);
        let mut watch = observe::Observer::new(leaf, standard, options, tags.as_ref(), light, findings);
        content::page((&pdf, &layers), leaf, &mut fonts, &mut watch);
        let (sketch, found) = watch.finish(&pdf);
        findings = found;
        pages.push(sketch);
    }
    if let Some(tags) = &tags {
        links::check(&pdf, &leaves, tags, &mut findings);
    }
    if let Some(limit) = pdf.exceeded() {
        findings.file(&rules::PDF_LIMITS, format!("{limit}; what comes after was not checked"));
    }
    Checked { standard: Some(standard), findings: findings.finish(), pages }
}

/// The words of a count, such as `1 page` or `3 pages`.
fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// The finding of a file that did not end in time or in memory; the caller keeps the watch.
#[must_use]
pub fn given_up(reason: String) -> Checked {
    let mut findings = Findings::default();
    findings.file(&rules::PDF_LIMITS, reason);
    Checked { standard: None, findings: findings.finish(), pages: Vec::new() }
}
