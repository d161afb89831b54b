//! Print profiles and fonts of a project: which one counts, and what is said of those that cannot be used.

use leaflet::cli::press::{Presses, fonts};
use leaflet::cli::report::{MessageFormat, report};
use leaflet::definition::{Date, PrintStandard, Project, Target, load_for};
use leaflet::diagnostic::Diagnostic;
use leaflet::units::Mm;
use leaflet::world::MemoryWorld;

const ONE_FILE: &str = include_str!("cases/good/one-file.toml");
const FOGRA39: &[u8] = include_bytes!("../assets/icc/FOGRA39L_coated.icc");

/// A project whose only county names this print profile, if any.
fn world(profile: Option<&str>) -> MemoryWorld {
    let line = profile.map(|name| format!("[county]\nprint_profile = \"{name}\"\n"));
    let text = line.map_or(ONE_FILE.to_owned(), |line| ONE_FILE.replacen("[county]\n", &line, 1));
    MemoryWorld::new(Date { year: 2026, month: 11, day: 21 }).with("one.toml", text)
}

fn loaded(world: &MemoryWorld, asked: Option<&str>) -> (Project, Vec<Diagnostic>) {
    load_for(world, &[Target::File("one.toml".to_owned())], asked)
}

/// What is said, as a person reads it.
fn said(findings: &[Diagnostic]) -> String {
    report(findings, MessageFormat::Human, false)
}

#[test]
fn every_bundled_profile_is_right() {
    for (name, bleed, ink, marks) in [
        ("sheet-coated", 3.0, 300.0, false),
        ("sheet-uncoated", 3.0, 300.0, false),
        ("newspaper", 3.0, 245.0, false),
        ("digital", 3.0, 300.0, false),
        ("large-format", 5.0, 300.0, true),
    ] {
        let (project, findings) = loaded(&world(None), Some(name));
        assert!(!findings.iter().any(Diagnostic::is_error), "{}", said(&findings));
        let preset = project.preset(&project.counties[0]).expect("the profile");
        assert_eq!((preset.name.as_str(), preset.bleed, preset.ink, preset.marks), (name, Mm(bleed), ink, marks));
        assert_eq!(preset.standard, PrintStandard::X4);
    }
}

#[test]
fn the_county_names_its_profile_and_the_command_line_goes_before_it() {
    for (county, asked, expected) in [
        (None, None, "sheet-coated"),
        (Some("large-format"), None, "large-format"),
        (Some("large-format"), Some("digital"), "digital"),
    ] {
        let (project, findings) = loaded(&world(county), asked);
        assert!(!findings.iter().any(Diagnostic::is_error), "{}", said(&findings));
        let names: Vec<&str> = project.presets.iter().map(|preset| preset.name.as_str()).collect();
        assert_eq!(names, [expected]);
    }
}

#[test]
fn an_unknown_profile_is_told_with_the_nearest() {
    let (_, findings) = loaded(&world(None), Some("sheet-uncoted"));
    let text = said(&findings);
    assert!(text.contains("error[unknown-name]: --print-profile: there is no print profile `sheet-uncoted`"), "{text}");
    assert!(text.contains("did you mean `sheet-uncoated`?"), "{text}");
    let (_, findings) = loaded(&world(Some("newspapr")), None);
    let text = said(&findings);
    assert!(text.contains("print_profile = \"newspapr\"") && text.contains("did you mean `newspaper`?"), "{text}");
}

#[test]
fn a_shops_own_profile_goes_before_the_bundled_one() {
    let own = "about = \"Our shop\"\nicc = \"assets/icc/own.icc\"\nstandard = \"x1a\"\nmarks = true\nbleed = 4\n";
    let world = world(None).with("assets/print/sheet-coated.toml", own).with("assets/icc/own.icc", FOGRA39);
    let (project, findings) = loaded(&world, None);
    assert!(!findings.iter().any(Diagnostic::is_error), "{}", said(&findings));
    let (found, findings) = Presses::read(&world, &project);
    assert!(findings.is_empty(), "{}", said(&findings));
    let press = found.named("sheet-coated").expect("the default");
    assert_eq!((press.bleed(), press.marks(), press.standard()), (Mm(4.0), true, PrintStandard::X1a));
    assert_eq!((press.ink_limit(), press.condition()), (300.0, Some("FOGRA39")));
}

#[test]
fn a_profile_that_may_not_be_passed_on_is_asked_for_with_the_way_to_it() {
    let world = world(Some("sheet-uncoated"));
    let (project, _) = loaded(&world, None);
    let (found, findings) = Presses::read(&world, &project);
    assert!(found.names().next().is_none());
    let text = said(&findings);
    for words in [
        "error[file-missing]: there is no ICC profile assets/icc/PSOuncoated_v3_FOGRA52.icc",
        "assets/print/sheet-uncoated.toml:3:7",
        "www.eci.org",
        "put it into the project as assets/icc/PSOuncoated_v3_FOGRA52.icc",
    ] {
        assert!(text.contains(words), "not said: {words}\n{text}");
    }
    let world = world.with("assets/icc/PSOuncoated_v3_FOGRA52.icc", FOGRA39);
    let (found, findings) = Presses::read(&world, &project);
    assert!(findings.is_empty(), "{}", said(&findings));
    assert_eq!(
        found.named("sheet-uncoated").expect("a press").condition(),
        Some("FOGRA52"),
        "the profile's own word counts"
    );
}

#[test]
fn a_profile_of_the_wrong_class_is_refused_where_it_is_named() {
    let mut monitor = FOGRA39.to_vec();
    monitor[12..16].copy_from_slice(b"mntr");
    let own = "about = \"Our shop\"\nicc = \"assets/icc/own.icc\"\n";
    for (icc, reason) in [
        (monitor, "it is of class `mntr`, not an output profile (`prtr`)"),
        (b"GIF89a".to_vec(), "it is no ICC profile"),
    ] {
        let world = world(Some("shop")).with("assets/print/shop.toml", own).with("assets/icc/own.icc", icc);
        let (project, _) = loaded(&world, None);
        let (found, findings) = Presses::read(&world, &project);
        let text = said(&findings);
        assert!(found.names().next().is_none() && text.contains("error[profile-broken]"), "{text}");
        assert!(text.contains(reason) && text.contains("assets/print/shop.toml:2:7"), "{text}");
    }
}

#[test]
fn pdf_1_4_names_the_condition_of_a_profile_that_it_cannot_hold() {
    let mut fourth = FOGRA39.to_vec();
    fourth[8] = 4;
    let own = "about = \"Our shop\"\nicc = \"assets/icc/own.icc\"\nstandard = \"x1a\"\n";
    let world = world(Some("shop")).with("assets/print/shop.toml", own).with("assets/icc/own.icc", fourth);
    let (project, _) = loaded(&world, None);
    let (found, findings) = Presses::read(&world, &project);
    assert!(findings.is_empty(), "{}", said(&findings));
    assert_eq!(found.named("shop").expect("a press").condition(), Some("FOGRA39"), "the description tells it");
}

#[test]
fn every_mistake_in_a_print_profile_is_told_at_its_place() {
    let wrong =
        "about = 3\nicc = \"../own.icc\"\nbled = 3\nink = 700\nppi = [300, 200]\nstandard = \"x3\"\noverprint = 6\n";
    let world = world(Some("shop")).with("assets/print/shop.toml", wrong);
    let (project, findings) = loaded(&world, None);
    assert!(project.presets.is_empty());
    let text = said(&findings);
    for words in [
        "error[wrong-type]: `about` must be a text in quotation marks, not a number",
        "error[bad-value]: `../own.icc` is not the path of a file",
        "error[unknown-key]: the print profile has no key `bled`",
        "did you mean `bleed`?",
        "error[bad-value]: `ink` must be a number from 100 to 400",
        "error[bad-value]: `ppi` begins with the larger limit",
        "error[unknown-name]: there is no standard `x3`",
        "error[bad-value]: `overprint` must be a number from 12 to 2000",
    ] {
        assert!(text.contains(words), "not said: {words}\n{text}");
    }
}

#[test]
fn a_font_of_the_project_is_found_before_the_bundled_one_and_a_broken_one_is_named() {
    let bold = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/OpenSans-Bold.ttf")).expect("a font");
    // The same face in other bytes: what lies behind the last table counts for nothing.
    let own = [bold.clone(), vec![0]].concat();
    let world = world(None)
        .with("fonts/Own.ttf", own.clone())
        .with("fonts/OpenSans-Bold.ttf", bold)
        .with("fonts/broken.otf", b"no font".to_vec())
        .with("fonts/LICENSE.txt", b"words".to_vec());
    let (book, findings) = fonts(&world);
    let found = book.find("Open Sans", 700, false).expect("a face");
    assert_eq!(book.face(found).data.len(), own.len());
    assert_eq!(book.len(), leaflet::fonts::FontBook::bundled().len() + 1, "what is bundled is not added again");
    let text = said(&findings);
    assert!(text.contains("error[font-broken]: fonts/broken.otf is no font that can be read"), "{text}");
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_font_as_long_as_a_bundled_one_is_another_if_a_table_is() {
    let mut own = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/OpenSans-Bold.ttf")).expect("a font");
    // A bit of a table, and with it the checksum that the file begins with.
    let last = own.len() - 1;
    own[last] ^= 1;
    own[12 + 4] ^= 1;
    let (book, findings) = fonts(&world(None).with("fonts/OpenSans-Bold.ttf", own.clone()));
    assert!(findings.is_empty(), "{}", said(&findings));
    let found = book.find("Open Sans", 700, false).expect("a face");
    assert!(*book.face(found).data == *own);
}
