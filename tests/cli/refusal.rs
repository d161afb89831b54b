//! What is refused, and how it is said: mistakes in definitions, files that cannot be used, wrong use.

use std::fs;
use std::path::Path;

use super::ONE_FILE;
use super::program::{self, Project};

#[test]
fn a_fact_that_nothing_fills_is_found_before_its_page_is_built() {
    let project = Project::new();
    let fact = "\n[[fact]]\ntext = \"Ring {contact.url}.\"\nsource = \"polisen.se\"\nchecked = 2026-11-21\n";
    let path = "leaflets/publications/grooming/sv.toml";
    project.write(path, project.read(path) + fact);
    for words in [&["check", "varmland"][..], &["build", "varmland", "--edition", "html"]] {
        project.run(words).refused(&["the text uses {contact.url}, but Värmlands län has none"]);
    }
    assert!(project.names("out").is_empty());
}

#[test]
fn a_mistake_in_a_definition_stops_the_build() {
    let project = Project::new();
    project.change("leaflets/varmland.toml", "name = \"Isabel Persson\"", "naem = \"Isabel Persson\"");
    project.run(&["build", "varmland"]).refused(&["leaflets/varmland.toml:15", "`naem`", "`name`"]);
    assert!(project.names("out").is_empty());
    project.change("leaflets/varmland.toml", "[county]", "[county");
    project.run(&["build", "varmland"]).refused(&["toml-syntax"]);
    project.run(&["check"]).refused(&["toml-syntax"]);
    assert!(project.names("out").is_empty());
}

#[test]
fn a_county_with_too_much_text_gets_no_file_and_the_others_theirs() {
    let project = Project::new();
    let section = format!(
        "\n[[override]]\npublication = \"grooming\"\nafter = \"vad\"\nsection = {{ id = \"mer\", text = \"{}\" }}\n",
        "Det här är en mening som är med för att bladet ska bli fullt. ".repeat(40).trim_end(),
    );
    let text = project.read("leaflets/orebro.toml") + &section;
    project.write("leaflets/orebro.toml", text);
    project.run(&["build", "--draft", "--edition", "web"]).refused(&[
        "error[overflow]",
        "lines too many for one page of a4",
        "{ format = \"a4\", pages = 2 }",
    ]);
    assert!(project.names("out/orebro").is_empty());
    assert_eq!(project.names("out/dalarna").len(), 5);
}

#[test]
fn an_empty_folder_says_how_to_begin() {
    let project = Project::empty();
    for command in [&["build"][..], &["check"], &["list"]] {
        project.run(command).refused(&["the project has no county", "with the agreed publications: `leaflet init`"]);
    }
    assert!(project.names("").is_empty());
    project.write("leaflets/publications/kort/sv.toml", "");
    project.run(&["check"]).refused(&["the project has no county", "make one: `leaflet new county NAME`"]);
}

#[test]
fn no_wrong_definition_ends_the_program() {
    let project = Project::empty();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/wrong");
    let files = fs::read_dir(cases).expect("cases").map(|entry| entry.expect("a case").path());
    for case in files.filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        project.write("one.toml", fs::read(&case).expect("a file"));
        for words in [&["check", "one.toml"][..], &["build", "--draft", "one.toml"]] {
            let output = project.command(words).output().expect("the program runs");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{} {words:?}\n{said}", case.display());
        }
    }
}

#[test]
fn wrong_use_has_a_status_of_its_own() {
    let project = Project::new();
    for words in [
        &["build", "--colour"][..],
        &["bulid"],
        &["build", "--edition", "epub"],
        &["build", "--ppi", "9"],
        &["new"],
        &[],
    ] {
        let run = project.run(words);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{words:?}");
        assert!(
            run.err.contains("Usage:") || run.err.contains("possible values") || run.err.contains("not in 36..=600")
        );
    }
}

#[test]
fn what_stands_in_the_way_is_named_and_nothing_half_written() {
    let project = Project::new();
    project.write("out", "a file");
    project.run(&["build", "varmland", "--edition", "web"]).refused(&["cannot write", "out"]);
    assert_eq!(project.read("out"), "a file");
    for format in ["json", "github", "sarif", "junit"] {
        let run = project.run(&["build", "varmland", "--edition", "web", "--message-format", format]);
        assert!(run.status == 1 && run.out.contains("file-unwritable"), "{format}: {}", run.out);
        // Here is no history that a revision could be of.
        let run = project.run(&["check", "--since", "HEAD", "--message-format", format]);
        assert!(run.status == 1 && run.out.contains("not-done"), "{format}: {}", run.out);
    }

    let project = Project::new();
    project.write("out/varmland/grooming-a4-sv.web.pdf/file", "a folder of that name");
    project.run(&["build", "varmland", "--edition", "web"]).refused(&["cannot write", "grooming-a4-sv.web.pdf"]);
    let left = project.names("out");
    assert!(!left.iter().any(|name| name.contains(".tmp")), "{left:?}");
}

#[test]
fn what_a_broken_file_keeps_from_being_known_is_no_mistake_of_its_own() {
    let project = Project::new();
    project.change("leaflets/varmland.toml", "genitive =", "gentive =");
    let words = ["check", "varmland", "--publication", "grooming", "--format", "a4", "--lang", "sv"];
    let run = project.run(&words);
    run.refused(&["error[unknown-key]: [county] has no key `gentive`"]);
    assert!(!run.err.contains("none of these leaflets"), "{}", run.err);
    project
        .run(&["check", "varmland", "--publication", "groming", "--format", "A4"])
        .refused(&["has the publication “groming”", "has the format “A4”"]);
}

#[test]
fn a_code_that_is_too_long_is_told_of_what_it_holds() {
    let project = Project::new();
    let long = format!("qr = \"https://example.org/{}\"\nqr_text = \"Läs mer\"\nformats", "a".repeat(3000));
    project.change("leaflets/publications/grooming/sv.toml", "formats", &long);
    project
        .run(&["check", "varmland", "--publication", "grooming"])
        .refused(&["too long for any code", "Shorten the address of the code: `qr` of the publication"]);
}

#[test]
fn an_address_of_a_contact_that_is_too_wide_is_told_as_such() {
    let project = Project::new();
    let address = format!("www.example.org/{}", "enmycketlangadress".repeat(6));
    project.change("leaflets/varmland.toml", "phone = \"054-19 73 38\"", &format!("url = \"https://{address}\""));
    let run = project.run(&["check", "varmland", "--publication", "grooming", "--format", "a5"]);
    run.refused(&["error[overflow]", "help: Write a shorter address under [contact], or take this one out"]);
    assert!(!run.err.contains("[words]"), "{}", run.err);
}

/// A one-file definition with something in place of its section.
fn with_section(section: &str) -> String {
    let (head, _) = ONE_FILE.split_once("[[section]]").expect("a section");
    format!("{head}[[section]]\nid = \"one\"\n{section}\n")
}

#[test]
fn bad_bytes_are_refused_at_their_place() {
    let project = Project::empty();
    let build = |bytes: &[u8], said: &[&str]| {
        project.write("one.toml", bytes);
        project.run(&["build", "one.toml"]).refused(said);
        assert!(project.names("out").is_empty());
    };
    let mut latin = ONE_FILE.as_bytes().to_vec();
    let at = ONE_FILE.find('Ö').expect("a letter");
    latin.splice(at..at + 2, [0xd6]);
    build(&latin, &["error[file-encoding]", "one.toml:3", "save the file as UTF-8"]);
    build(&[0xff, 0xfe, b'a', 0], &["saved as UTF-16"]);
    build(b"", &["one.toml is empty"]);
    build(ONE_FILE.replace("vid fara", "vid\\u0007 fara").as_bytes(), &["error[control-character]", "one.toml:"]);
    build(ONE_FILE.replace("Ring 112 vid fara.", &"Ring 112. ".repeat(100_000)).as_bytes(), &["error[too-long]"]);
    build("#".repeat(3 << 20).as_bytes(), &["error[file-unreadable]", "larger than 2 MiB"]);
    build(ONE_FILE.replace("vid fara", "vid 猫").as_bytes(), &["error[glyph-missing]", "U+732B"]);
}

#[test]
fn threads_are_refused_beyond_measure() {
    let project = Project::empty();
    let run = project.run(&["build", "--jobs", "5000"]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert!(run.err.contains("1..=256"), "{}", run.err);
}

#[test]
fn pictures_that_cannot_be_used_are_refused() {
    let project = Project::empty();
    let build = |file: &str, said: &[&str]| {
        let section = format!("kind = \"image\"\nfile = \"{file}\"\nalt = \"En bild\"");
        project.write("project/one.toml", with_section(&section));
        project.run(&["build", "project/one.toml"]).refused(said);
        assert!(project.names("out").is_empty());
    };
    build("bild.png", &["bild.png", "does not exist"]);
    build("../secret.png", &["../secret.png"]);
    build("/etc/hostname", &["/etc/hostname"]);
    project.write("project/broken.png", b"\x89PNG\r\n\x1a\nnothing");
    build("broken.png", &["error[image-broken]", "damaged"]);
    project.write("project/text.jpg", "no picture");
    build("text.jpg", &["error[image-broken]", "neither JPEG nor PNG"]);
    let jpeg = include_bytes!("../preflight/cmyk.jpg");
    project.write("project/half.jpg", &jpeg[..jpeg.len() / 2]);
    build("half.jpg", &["error[image-broken]", "half.jpg cannot be used: the file is damaged"]);
    project.write("project/large.png", enormous());
    build("large.png", &["error[image-broken]", "large.png"]);
}

/// The head of a PNG that claims 100 000 pixels a side.
fn enormous() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x02\0\0\0".to_vec();
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..]);
    bytes.extend(crc.sum().to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    bytes
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_project_are_refused() {
    let project = Project::empty();
    project.write("secret.png", "x");
    project.write("project/one.toml", with_section("kind = \"image\"\nfile = \"link.png\"\nalt = \"En bild\""));
    fs::create_dir(project.path("project/leaflets")).expect("made");
    std::os::unix::fs::symlink(project.path("secret.png"), project.path("project/link.png")).expect("linked");
    project.run(&["build", "project/one.toml"]).refused(&["link.png", "leads out of the project"]);
    project.write("elsewhere.toml", ONE_FILE);
    std::os::unix::fs::symlink(project.path("elsewhere.toml"), project.path("project/leaflets/orebro.toml"))
        .expect("linked");
    let output = program::leaflet(&project.path("project"), &["build", "orebro"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("leads out of the project"));
}
