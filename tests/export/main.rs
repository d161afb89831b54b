//! The exporters, on pages made by hand: what stands in the files, and that they are the same every time.

mod sample;

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
