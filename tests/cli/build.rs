//! `leaflet build`: files, manifests, drafts, and the same bytes every time.

use std::fs;
use std::path::Path;

use leaflet::definition::Date;
use leaflet::world::{DiskWorld, World};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::program::Project;
use super::{ONE_FILE, VARMLAND};

#[test]
fn a_county_is_built_with_its_manifest() {
    let project = Project::new();
    let run = project.run(&["build", "varmland"]);
    run.done();
    assert!(run.err.contains("warning[contact-stale]: this contact was last checked on 2013-02-20"), "{}", run.err);
    assert!(run.err.contains("10 files in out"), "{}", run.err);
    assert_eq!(run.out, "");
    assert_eq!(project.names("out/varmland"), VARMLAND);
    assert_eq!(project.names("out").len(), VARMLAND.len());

    let manifest = project.json("out/varmland/manifest.json");
    assert_eq!((&manifest["county"], &manifest["name"]), (&"varmland".into(), &"Värmlands län".into()));
    let files = manifest["files"].as_array().expect("files");
    assert_eq!(files.len(), 10);
    let built = project.files("out");
    for file in files {
        let bytes = &built[file["path"].as_str().expect("a path")];
        assert_eq!(file["bytes"], bytes.len());
        let hash = file["sha256"].as_str().expect("a hash");
        let digits: Vec<u8> = (0..hash.len() / 2)
            .map(|at| u8::from_str_radix(&hash[at * 2..at * 2 + 2], 16).expect("hexadecimal"))
            .collect();
        assert_eq!(digits, Sha256::digest(bytes).to_vec());
        let begins: &[u8] = if file["edition"] == "html" { b"<!DOCTYPE html>" } else { b"%PDF-1." };
        assert!(bytes.starts_with(begins));
    }
    let a5 = &files[2];
    assert_eq!(a5["path"], "varmland/grooming-a5-sv.print.pdf");
    assert_eq!((&a5["pages"], &a5["edition"], &a5["format"]), (&2.into(), &"print".into(), &"a5".into()));
    assert_eq!(a5["trim_mm"], serde_json::json!([148.0, 210.0]));
    assert_eq!((&a5["standard"], &a5["profile"]), (&"PDF/X-4".into(), &"sheet-coated".into()));
    let inputs = [
        "assets/icc/FOGRA39L_coated.icc",
        "assets/labels/sv.toml",
        "assets/print/sheet-coated.toml",
        "assets/themes/sheet.toml",
        "leaflets/publications/grooming/sv.toml",
        "leaflets/varmland.toml",
    ];
    assert_eq!(a5["inputs"], serde_json::json!(inputs));
    let page = &files[4];
    assert_eq!((&page["path"], &page["edition"]), (&"varmland/grooming-sv.html".into(), &"html".into()));
    // A screen has no print profile.
    let seen: Vec<&str> =
        inputs.into_iter().filter(|path| !path.contains("/icc/") && !path.contains("/print/")).collect();
    assert_eq!(page["inputs"], serde_json::json!(seen));
    assert!(["pages", "trim_mm", "format"].iter().all(|key| page.get(key).is_none()), "{page}");
    let lasting: Vec<&str> =
        manifest["diagnostics"].as_array().expect("a list").iter().filter_map(|found| found["code"].as_str()).collect();
    assert_eq!(lasting, ["fact-unverified"], "what depends on the day stays out");
}

#[test]
fn nothing_in_a_manifest_depends_on_the_day() {
    let project = Project::new();
    project.run(&["build", "varmland", "--edition", "web"]).done();
    let Date { year, month, day } = DiskWorld::new(project.path(".")).today();
    let today = format!("{year}-{month:02}-{day:02}");
    let manifest = project.read("out/varmland/manifest.json");
    assert!(!manifest.contains(&today), "{manifest}");
}

#[test]
fn without_a_contact_there_is_no_print_edition() {
    let project = Project::new();
    project.run(&["build", "dalarna"]).refused(&["error[draft-needed]: Dalarnas län has no contact", "--draft"]);
    let order =
        "\n[order]\ndeadline = 2027-03-01\n[[order.item]]\npublication = \"grooming\"\nformat = \"a4\"\nquantity = 9\n";
    let dalarna = project.read("leaflets/dalarna.toml");
    project.write("leaflets/dalarna.toml", format!("{dalarna}{order}"));
    let run = project.run(&["order", "dalarna"]);
    run.refused(&["error[draft-needed]", "help: Fill in phone, email or url under [contact]; a draft is not ordered."]);
    assert!(!run.err.contains("--draft"), "`order` has no such option: {}", run.err);
    project.write("leaflets/dalarna.toml", dalarna);
    let names = project.names("out/dalarna");
    assert_eq!(names.iter().filter(|name| name.ends_with(".web.pdf")).count(), 4);
    assert!(!names.iter().any(|name| name.contains("print")), "{names:?}");
    let manifest = project.json("out/dalarna/manifest.json");
    assert!(manifest["diagnostics"].as_array().expect("a list").iter().any(|found| found["code"] == "draft-needed"));
    assert!(manifest["files"].as_array().expect("files").iter().all(|file| file["edition"] != "print"));

    project.run(&["build", "dalarna", "--draft"]).done();
    assert_eq!(project.names("out/dalarna").iter().filter(|name| name.ends_with(".print.pdf")).count(), 4);
}

#[test]
fn every_page_of_a_draft_bears_the_mark() {
    let project = Project::new();
    project.run(&["build", "dalarna", "--draft", "--edition", "png", "--ppi", "60"]).done();
    let pages: Vec<_> = project.files("out").into_iter().filter(|(name, _)| !name.ends_with("json")).collect();
    assert_eq!(pages.len(), 6);
    for (name, bytes) in pages {
        let page = image::load_from_memory(&bytes).expect("a PNG").into_rgb8();
        let yellow = page.pixels().filter(|pixel| pixel.0 == [255, 224, 51]).count();
        assert!(yellow > 100, "{name} shows {yellow} pixels of the mark");
    }
}

#[test]
fn every_county_is_built_at_once() {
    let project = Project::new();
    project.run(&["build", "--draft", "--edition", "web"]).done();
    let manifests: Vec<String> =
        project.names("out").into_iter().filter(|name| name.ends_with("manifest.json")).collect();
    let expected = ["dalarna", "orebro", "varmland-dalarna-orebro", "varmland"];
    assert_eq!(manifests, expected.map(|county| format!("{county}/manifest.json")));
}

#[test]
fn what_was_written_can_be_had_as_json() {
    let project = Project::new();
    let run = project.run(&["build", "varmland", "--edition", "web", "--json"]);
    let written: Value = serde_json::from_str(&run.done().out).expect("JSON");
    assert_eq!(written["files"], project.json("out/varmland/manifest.json")["files"]);
    assert!(!run.err.contains("files in out"));
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let project = Project::new();
    let build = |out: &str, jobs: &str, variables: &[(&str, &str)]| {
        let words = ["build", "--draft", "--edition", "print,web,png", "--ppi", "72", "--jobs", jobs, "-o", out];
        project.run_with(&words, variables).done();
        project.files(out)
    };
    let one = build("one", "1", &[("TZ", "Europe/Stockholm"), ("LANG", "sv_SE.UTF-8"), ("LC_ALL", "sv_SE.UTF-8")]);
    let two = build("two", "2", &[("TZ", "Pacific/Kiritimati"), ("LANG", "C"), ("LC_ALL", "C"), ("HOME", "/nowhere")]);
    assert_eq!(one.len(), 53);
    for (name, bytes) in &one {
        assert!(two.get(name) == Some(bytes), "{name} differs");
    }
    assert_eq!(one.len(), two.len());
}

#[test]
fn the_source_date_reaches_every_file() {
    let project = Project::empty();
    project.write("one.toml", ONE_FILE);
    let built = |seconds: &str| {
        project.run_with(&["build", "one.toml", "--edition", "web"], &[("SOURCE_DATE_EPOCH", seconds)]).done();
        project.files("out").remove("orebro/kort-a5-sv.web.pdf").expect("built")
    };
    let (early, late) = (built("1000000000"), built("1700000000"));
    let has = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(has(&early, b"2001-09-09") && !has(&early, b"2023-11-14"));
    assert!(has(&late, b"2023-11-14") && !has(&late, b"2001-09-09"));
}

/// Texts of the codes on a page.
fn codes(png: &[u8]) -> Vec<String> {
    let page = image::load_from_memory(png).expect("a PNG").into_luma8();
    let (width, height) = (page.width() as usize, page.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| page.as_raw()[y * width + x]);
    prepared.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

#[test]
fn codes_can_be_read_from_the_page() {
    let project = Project::new();
    project.run(&["build", "varmland", "--edition", "png", "--format", "a3-poster"]).done();
    project.run(&["build", "varmland", "--edition", "png", "--format", "a4,a5", "--ppi", "300"]).done();
    let files = project.files("out/varmland");
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Persson;Isabel\r\nFN:Isabel Persson\r\nORG:Länsstyrelsen Värmland\r\n\
                TEL:+4654197338\r\nEMAIL:isabel.persson@lansstyrelsen.se\r\nEND:VCARD";
    let page = |name: &str| codes(&files[name]);
    assert_eq!(page("grooming-a4-sv.png"), [card]);
    assert_eq!(page("grooming-a5-sv-1.png"), [""; 0]);
    assert_eq!(page("grooming-a5-sv-2.png"), [card]);
    assert_eq!(page("somliga-tror-a3-poster-sv.png"), ["tel:+4620555666"]);
    assert_eq!(page("somliga-tror-a5-sv-1.png"), [""; 0]);
    assert_eq!(page("somliga-tror-a5-sv-2.png"), ["tel:+4620555666"]);
}

#[test]
fn cards_are_put_many_times_on_a_sheet_where_it_is_asked_for() {
    let project = Project::empty();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/formats.toml");
    project.write("formats.toml", fs::read(example).expect("the example"));
    let build = ["build", "formats.toml", "--n-up", "sra3", "--format", "a4,pocket-card"];
    project.run(&build).done();
    let names: Vec<String> =
        project.names("out/exempelformat").into_iter().filter(|name| name != "manifest.json").collect();
    let expected = [
        "grooming-a4-sv.print.pdf",
        "grooming-a4-sv.web.pdf",
        "grooming-pocket-card-sv.n-up-sra3.print.pdf",
        "grooming-pocket-card-sv.web.pdf",
        "grooming-sv.html",
    ];
    assert_eq!(names, expected);
}

#[test]
fn help_shows_that_commas_part_editions() {
    let help = Project::empty().run(&["build", "--help"]).out;
    assert!(help.contains("parted by commas; print,web,html if not given") && !help.contains("print web"), "{help}");
}

#[test]
fn a_build_leaves_nothing_temporary() {
    let project = Project::new();
    project.run(&["build", "varmland"]).done();
    project.run(&["build", "varmland"]).done();
    assert_eq!(project.names("out/varmland"), VARMLAND);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    fs::create_dir(project.path("out")).expect("made");
    fs::set_permissions(project.path("out"), fs::Permissions::from_mode(0o555)).expect("set");
    // The administrator may write anywhere; then there is nothing to see.
    if fs::write(project.path("out/probe"), "").is_ok() {
        return;
    }
    project.run(&["build", "varmland", "--edition", "web"]).refused(&["cannot write", "ermission denied"]);
    assert!(project.names("out").is_empty());
}
