//! The exporters, on pages made by hand: what stands in the files, and that they are the same every time.
//!
//! With `LEAFLET_KEEP` set to a folder, the files stay there for outside judges (`.ci/judge`).

mod art;
mod deliveries;
mod print_edition;
mod reading;
mod sample;
mod ua2_edition;
mod web_edition;

use leaflet::export::{PrintProfile, Resources, png, print, web};
use leaflet::fonts::FontBook;

#[test]
fn the_same_pages_give_the_same_bytes_in_every_thread() {
    let build = || {
        let pages = sample::sample();
        let resources = Resources::new(&FontBook::bundled());
        let profile = PrintProfile::fogra39();
        let print = print::write(&pages, &profile, &resources).expect("print");
        let again = print::write(&pages, &profile, &resources).expect("print again");
        assert!(print == again);
        (web::write(&pages, &resources).expect("web"), print, png::write(&pages, 96.0, &resources).expect("png"))
    };
    let here = build();
    let there = std::thread::scope(|scope| [scope.spawn(build), scope.spawn(build)].map(|t| t.join().expect("thread")));
    assert!(there.iter().all(|files| *files == here));
    if let Ok(folder) = std::env::var("LEAFLET_KEEP") {
        let folder = std::path::Path::new(&folder);
        std::fs::write(folder.join("sample.web.pdf"), &here.0).expect("write");
        std::fs::write(folder.join("sample.print.pdf"), &here.1).expect("write");
        for (n, page) in here.2.iter().enumerate() {
            std::fs::write(folder.join(format!("sample.{n}.png")), page).expect("write");
        }
    }
}

#[test]
fn a_picture_of_a_page_shows_band_text_and_picture() {
    let pages = sample::sample();
    let files = png::write(&pages, 72.0, &Resources::new(&FontBook::bundled())).expect("png");
    let image = image::load_from_memory(&files[0]).expect("a PNG").into_rgb8();
    assert_eq!(image.dimensions(), (420, 595));
    assert_eq!(image.get_pixel(5, 5).0, [0, 70, 130], "the band");
    assert_eq!(image.get_pixel(5, 300).0, [255, 255, 255], "the paper");
    let white = (34..200).flat_map(|x| (24..42).map(move |y| (x, y)));
    assert!(white.filter(|(x, y)| image.get_pixel(*x, *y).0 == [255; 3]).count() > 100, "the title");
    let corner = image.get_pixel(37, 442).0;
    assert!(corner[1] > 200 && corner[0] < 60, "the picture's lower left is green: {corner:?}");
}
