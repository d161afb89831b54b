//! Preflight on files that are whole, damaged in one place, hostile, or made elsewhere.
//!
//! With `LEAFLET_KEEP` set to a folder, the damaged files stay there for another judge (`.ci/damage`).

mod damage;
mod elsewhere;
mod hostile;
#[path = "../support/numbers.rs"]
mod numbers;
mod print;
#[path = "../export/sample.rs"]
mod sample;
mod web;
mod x1a;

use std::collections::BTreeSet;

use leaflet::definition::PrintStandard;
use leaflet::export::{PrintProfile, Resources, print as print_edition, web as web_edition};
use leaflet::fonts::FontBook;
use leaflet::preflight::{Checked, Options, check};

/// The sample as a print file.
fn print_file() -> Vec<u8> {
    let resources = Resources::new(&FontBook::bundled());
    print_edition::write(&sample::sample(), &PrintProfile::fogra39(), &resources).expect("the print edition")
}

/// The sample as a web file.
fn web_file() -> Vec<u8> {
    web_edition::write(&sample::sample(), &Resources::new(&FontBook::bundled())).expect("the web edition")
}

/// The sample as PDF/X-1a.
fn x1a_file() -> Vec<u8> {
    let profile = PrintProfile::fogra39().with_standard(PrintStandard::X1a);
    print_edition::write(&sample::sample(), &profile, &Resources::new(&FontBook::bundled())).expect("the print edition")
}

/// The codes of everything found.
fn codes(checked: &Checked) -> BTreeSet<&'static str> {
    checked.findings.iter().map(|finding| finding.rule.code).collect()
}

/// The findings as lines, for messages of tests.
fn told(checked: &Checked) -> String {
    let line = |f: &leaflet::preflight::Finding| format!("{}: {:?} {}\n", f.rule.code, f.place(), f.text());
    checked.findings.iter().map(line).collect()
}

#[test]
fn our_own_files_pass() {
    let print = check(&print_file(), &Options::default());
    assert_eq!(told(&print), "");
    assert_eq!(print.standard, Some(leaflet::preflight::Standard::Print));
    assert_eq!(print.pages.len(), 2);
    let profile = PrintProfile::fogra39().with_marks(true);
    let marked = print_edition::write(&sample::sample(), &profile, &Resources::new(&FontBook::bundled()));
    assert_eq!(told(&check(&marked.expect("the print edition"), &Options::default())), "");
    let x1a = check(&x1a_file(), &Options::default());
    assert_eq!(told(&x1a), "");
    assert_eq!(x1a.standard, Some(leaflet::preflight::Standard::X1a));
    let web = check(&web_file(), &Options::default());
    assert_eq!(told(&web), "");
    assert_eq!(web.standard, Some(leaflet::preflight::Standard::Web));
}

/// The picture of a page for reports, cut to the trim and brought to this size.
fn portrait(page: &leaflet::preflight::PageSketch, size: (u32, u32)) -> image::RgbImage {
    let picture = page.picture.as_ref().expect("a picture");
    assert_eq!((picture.bars, picture.cut_short), (0, false));
    let whole = image::load_from_memory(&picture.png).expect("a PNG").to_rgb8();
    let scale = whole.width() as f32 / page.media.width.0;
    let pixels = |length: leaflet::units::Pt| (length.0 * scale).round() as u32;
    let (x, y) = (pixels(page.trim.x - page.media.x), pixels(page.trim.y - page.media.y));
    let trim = image::imageops::crop_imm(&whole, x, y, pixels(page.trim.width), pixels(page.trim.height)).to_image();
    image::imageops::resize(&trim, size.0, size.1, image::imageops::FilterType::Triangle)
}

#[test]
fn pages_of_a_report_look_as_the_pages_do() {
    let options = Options { draw: true, ..Options::default() };
    let drawn = leaflet::export::png::write(&sample::sample(), 40.0, &Resources::new(&FontBook::bundled()));
    let drawn = drawn.expect("the pages as pixels");
    for (kind, file) in [("print", print_file()), ("web", web_file())] {
        let checked = check(&file, &options);
        assert_eq!(checked.pages.len(), drawn.len());
        for (page, pixels) in checked.pages.iter().zip(&drawn) {
            let wanted = image::load_from_memory(pixels).expect("a PNG").to_rgb8();
            let found = portrait(page, wanted.dimensions());
            let apart: u64 = wanted.as_raw().iter().zip(found.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            let mean = apart as f32 / wanted.as_raw().len() as f32;
            // Edges are blurred in another way, and the inks of a theme are not computed from its light.
            let most = if kind == "print" { 9.0 } else { 4.0 };
            assert!(mean < most, "{kind}, page {}: {mean} levels apart", page.number);
            let white = wanted.as_raw().iter().map(|level| u64::from(255 - level)).sum::<u64>();
            assert!(apart * 3 < white, "{kind}, page {}: closer to white paper than to the page", page.number);
        }
    }
    assert!(check(&print_file(), &Options::default()).pages.iter().all(|page| page.picture.is_none()));
}

#[test]
fn the_same_file_gives_the_same_findings() {
    let file = damage::with_content(0, "1 0 0 rg 20 20 30 30 re f 0.1 w 20 20 m 90 90 l S");
    let first = told(&check(&file, &Options::default()));
    assert!(first.contains("color-rgb") && first.contains("hairline"));
    assert_eq!(first, told(&check(&file, &Options::default())));
}
