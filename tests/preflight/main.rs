//! Preflight on files that are whole, damaged in one place, hostile, or made elsewhere.
//!
//! With `LEAFLET_KEEP` set to a folder, the damaged files stay there for another judge (`.ci/damage`).

mod damage;
mod elsewhere;
mod hostile;
mod print;
#[path = "../export/sample.rs"]
mod sample;
mod web;

use std::collections::BTreeSet;

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
    let web = check(&web_file(), &Options::default());
    assert_eq!(told(&web), "");
    assert_eq!(web.standard, Some(leaflet::preflight::Standard::Web));
}

#[test]
fn the_same_file_gives_the_same_findings() {
    let file = damage::with_content(0, "1 0 0 rg 20 20 30 30 re f 0.1 w 20 20 m 90 90 l S");
    let first = told(&check(&file, &Options::default()));
    assert!(first.contains("color-rgb") && first.contains("hairline"));
    assert_eq!(first, told(&check(&file, &Options::default())));
}
