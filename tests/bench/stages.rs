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

/// Fonts opened; analysis, shaping and segmentation of the running text.
#[divan::bench]
fn shape(bencher: Bencher) {
    let document = Source::one().document();
    bencher.with_inputs(Workshop::new).bench_local_values(|workshop| shaped(&document, &workshop).len());
}

/// The lines of all shaped paragraphs at one measure.
#[divan::bench]
fn lines(bencher: Bencher) {
    let document = Source::one().document();
    let workshop = Workshop::new();
    let paragraphs = shaped(&document, &workshop);
    // A breaker remembers what it has counted: each measurement has one of its own.
    bencher.with_inputs(LineBreaker::default).bench_local_values(|mut breaker| -> usize {
        paragraphs.iter().map(|paragraph| paragraph.line_count(&mut breaker, black_box(MEASURE))).sum()
    });
}

/// The whole layout of the first leaflet: fonts opened, shaping, fit, drawing.
#[divan::bench]
fn first_layout(bencher: Bencher) {
    let document = Source::one().document();
    bencher.with_inputs(Workshop::new).bench_local_values(|workshop| pages(&document, &workshop));
}

/// The first layout of a leaflet whose running text has been shaped: every candidate of the fit, lines broken anew for each,
/// and the drawing of what was chosen.
#[divan::bench]
fn fit(bencher: Bencher) {
    let document = Source::one().document();
    let with_shapes = || {
        let workshop = Workshop::new();
        shaped(&document, &workshop);
        workshop
    };
    bencher.with_inputs(with_shapes).bench_local_values(|workshop| pages(&document, &workshop).pages.len());
}

/// The layout of a leaflet whose texts have been shaped, broken and set before.
#[divan::bench]
fn later_layout(bencher: Bencher) {
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

/// From the definitions on disk to the bytes of the web edition, one leaflet after the other; fonts opened each time.
#[divan::bench(args = [1, 21])]
fn from_definitions_to_web(bencher: Bencher, counties: usize) {
    let source = if counties == 1 { Source::one } else { Source::all };
    assert_eq!(source().wanted().len(), counties);
    bencher.with_inputs(Workshop::new).bench_local_values(|workshop| {
        let resources = Resources::new(&workshop.fonts);
        source().web(&workshop, &resources)
    });
}
