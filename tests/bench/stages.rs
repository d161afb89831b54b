//! The benches, in the order of the stages.

use divan::{Bencher, black_box};
use leaflet::cli::compose::Workshop;
use leaflet::export::{PrintProfile, Resources, png, print, web};
use leaflet::layout::layout;
use leaflet::text::LineBreaker;

use super::sheet::{Source, pages, shaped};

/// A column of the A4 sheet at 10 pt, in em.
const MEASURE: f32 = 24.0;

/// The definition from disk, with everything that it refers to.
#[divan::bench]
fn load(bencher: Bencher) {
    bencher.bench_local(Source::one);
}

/// Analysis, shaping and segmentation of the running text.
#[divan::bench]
fn shape(bencher: Bencher) {
    let document = Source::one().document();
    let workshop = Workshop::new();
    black_box(shaped(&document, &workshop));
    bencher.bench_local(|| shaped(&document, &workshop));
}

/// The lines of all shaped paragraphs at one measure.
#[divan::bench]
fn lines(bencher: Bencher) {
    let document = Source::one().document();
    let workshop = Workshop::new();
    let paragraphs = shaped(&document, &workshop);
    let mut breaker = LineBreaker::default();
    bencher.bench_local(|| -> usize {
        paragraphs.iter().map(|paragraph| paragraph.line_count(&mut breaker, black_box(MEASURE))).sum()
    });
}

/// The whole layout: shaping, fit, drawing.
#[divan::bench]
fn whole_layout(bencher: Bencher) {
    let document = Source::one().document();
    let workshop = Workshop::new();
    black_box(pages(&document, &workshop));
    bencher.bench_local(|| layout(&document, &workshop.faces));
}

/// The web edition of finished pages.
#[divan::bench]
fn web_edition(bencher: Bencher) {
    let workshop = Workshop::new();
    let pages = pages(&Source::one().document(), &workshop);
    let resources = Resources::new(&workshop.fonts);
    bencher.bench_local(|| web::write(&pages, &resources));
}

/// The print edition of finished pages; the profile is compressed once for the process.
#[divan::bench]
fn print_edition(bencher: Bencher) {
    let workshop = Workshop::new();
    let pages = pages(&Source::one().document(), &workshop);
    let resources = Resources::new(&workshop.fonts);
    let profile = PrintProfile::fogra39();
    let _ = black_box(print::write(&pages, &profile, &resources));
    bencher.bench_local(|| print::write(&pages, &profile, &resources));
}

/// Pictures of finished pages.
#[divan::bench(args = [60.0, 150.0])]
fn png_edition(bencher: Bencher, ppi: f32) {
    let workshop = Workshop::new();
    let pages = pages(&Source::one().document(), &workshop);
    let resources = Resources::new(&workshop.fonts);
    bencher.bench_local(|| png::write(&pages, ppi, &resources));
}

/// From the definitions on disk to the bytes of the web edition, one leaflet after the other; fonts are open.
#[divan::bench(args = [1, 21])]
fn from_definitions_to_web(bencher: Bencher, counties: usize) {
    let source = if counties == 1 { Source::one } else { Source::all };
    let workshop = Workshop::new();
    let resources = Resources::new(&workshop.fonts);
    assert_eq!(source().wanted().len(), counties);
    bencher.bench_local(|| source().web(&workshop, &resources));
}
