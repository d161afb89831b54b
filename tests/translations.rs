//! Translations as a county meets them: begun, checked, left out until they are reviewed, and built as drafts.

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use leaflet::definition::{Date, Target, load, sections_for};
use leaflet::lang::Lang;
use leaflet::world::MemoryWorld;
use tempfile::TempDir;

const COUNTY: &str = include_str!("cases/good/county.toml");
const SOURCE: &str = include_str!("cases/good/publication.toml");
const FOLDER: &str = "leaflets/publications/grooming";

/// An English translation of the good publication.
fn english() -> String {
    let texts = [
        ("lang = \"sv\"", "lang = \"en\"\ntranslates = \"sv\"\nfrom_version = \"1.0\"\nreviewed = false"),
        ("Gromning – så skyddar du barn", "Grooming – how to protect children"),
        ("Det är aldrig|barnets fel", "It is never|the child’s fault"),
        ("Någon föreslår en träff med ett barn i sexuellt syfte. {{Så}} står det.", "Somebody suggests a meeting."),
        ("Det här är ett stort problem med bara förlorare", "This is a large problem with nothing but losers"),
        ("Säg att det inte är barnets fel.", "Say that it is not the child’s fault."),
        ("För dig som möter barn", "For you who meet children"),
        ("Anmäl så tidigt du kan.", "Report as early as you can."),
        ("Ring polisen i", "Call the police in"),
        ("Vad är gromning?", "What is grooming?"),
        ("- Det händer i spel.", "- It happens in games."),
        ("- Det händer i sociala medier.", "- It happens in social media."),
        ("Gör så här", "Do this"),
        ("Tre saker hjälper.", "Three things help."),
        ("Spara chatten.", "Save the chat."),
        ("for = \"barn\", hours = \"Dygnet runt\"", "for = \"children\", hours = \"All day\""),
        ("Straffet är böter eller fängelse i högst två år.", "The penalty is a fine or prison for at most two years."),
    ];
    texts.iter().fold(SOURCE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

/// A project with a county, a publication and what else is given.
fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let county = COUNTY.replace("logo = \"assets/logos/polisen.png\"", "");
    let sv = format!("{FOLDER}/sv.toml");
    for (path, text) in [("leaflets/varmland.toml", county.as_str()), (sv.as_str(), SOURCE)].iter().chain(files) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

/// Exit status, standard output and standard error of the program in a folder.
fn run(folder: &Path, words: &[&str]) -> (Option<i32>, String, String) {
    let made = program::leaflet(folder, words).output().expect("runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (made.status.code(), text(&made.stdout), text(&made.stderr))
}

/// Names of the web pages that were built.
fn pages(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("out/varmland")).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| Path::new(name).extension().is_some_and(|ending| ending == "html"));
    names.sort();
    names
}

#[test]
fn what_is_not_reviewed_is_left_out_and_a_line_says_so() {
    let path = format!("{FOLDER}/en.toml");
    let folder = project(&[(&path, &english())]);
    let folder = folder.path();
    let (status, _, said) = run(folder, &["build", "varmland", "--edition", "html"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("left out, as not reviewed: grooming (en); --draft builds them with a mark\n"), "{said}");
    assert!(!said.contains("en.toml"), "{said}");
    assert_eq!(pages(folder), ["grooming-sv.html"]);

    let (status, _, said) = run(folder, &["build", "varmland", "--edition", "html", "--lang", "en"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("error[draft-needed]: the en text of `grooming` is not reviewed"), "{said}");
    assert!(said.contains("en.toml:6:12"), "{said}");

    let (status, _, said) = run(folder, &["build", "varmland", "--edition", "html", "--lang", "en", "--draft"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(fs::read_to_string(folder.join("out/varmland/grooming-en.html")).expect("a page").contains("Draft"));

    let (_, list, _) = run(folder, &["list"]);
    assert!(list.contains("(sv, en: draft)"), "{list}");

    fs::write(folder.join(&path), english().replace("reviewed = false", "reviewed = true")).expect("written");
    let (status, _, said) = run(folder, &["build", "varmland", "--edition", "html"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(!said.contains("left out"), "{said}");
    assert_eq!(pages(folder), ["grooming-en.html", "grooming-sv.html"]);
}

#[test]
fn a_translation_with_paragraphs_of_its_source_is_incomplete() {
    let path = format!("{FOLDER}/en.toml");
    let english = english().replace("reviewed = false", "reviewed = true");
    for (translated, source) in [
        ("What is grooming?", "Vad är gromning?"),
        ("- It happens in games.", "- Det händer i spel."),
        ("Three things help.", "Tre saker hjälper."),
        ("All day", "Dygnet runt"),
    ] {
        let folder = project(&[(&path, &english.replace(translated, source))]);
        let (status, _, said) = run(folder.path(), &["build", "varmland", "--edition", "html", "--lang", "en"]);
        assert_eq!(status, Some(1), "{source}: {said}");
        let (_, _, said) = run(folder.path(), &["check", "varmland"]);
        assert!(said.contains("still the sv text"), "{source}: {said}");
    }
}

/// What is said of a reviewed translation in which something is changed.
fn said_of(changed: &[(&str, &str)]) -> String {
    let path = format!("{FOLDER}/en.toml");
    let reviewed = english().replace("reviewed = false", "reviewed = true");
    let text = changed.iter().fold(reviewed, |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    let folder = project(&[(&path, &text)]);
    run(folder.path(), &["check", "varmland"]).2
}

#[test]
fn numbers_and_parts_of_a_translation_are_those_of_its_source() {
    let said = said_of(&[]);
    assert!(!said.contains("translation-"), "{said}");
    for (from, to, what) in [
        (
            "phone = \"116 111\"",
            "phone = \"116 117\"",
            "warning[translation-number]: the sv text has the number 116 111 here, which is missing",
        ),
        (
            "Ring 114 14.",
            "Call **114 41**.",
            "warning[translation-number]: the sv text has the number 114 14 here, which is missing",
        ),
        (
            "qr = \"tel:114 14\"",
            "qr = \"tel:112\"",
            "warning[translation-number]: the sv text has the number 114 14 here, which is missing",
        ),
        ("\"Save the chat.\", ", "", "warning[translation-differs]: steps of `do`: 2 here, 3 in the sv text"),
        ("- It happens in games.\n", "", "items of lists of `what`: 1 here, 2 in the sv text"),
        ("id = \"what\"", "id = \"what\"\nkind = \"callout\"", "is of the kind `callout` here, and of the kind `text`"),
    ] {
        let said = said_of(&[(from, to)]);
        assert!(said.contains(what), "{what}: {said}");
        assert!(said.contains("compare it with leaflets/publications/grooming/sv.toml, line "), "{said}");
    }
}

#[test]
fn a_newer_source_makes_a_translation_out_of_date() {
    let path = format!("{FOLDER}/en.toml");
    let english = english().replace("reviewed = false", "reviewed = true").replace("\"1.0\"", "\"0.9\"");
    let folder = project(&[(&path, &english)]);
    let (status, _, said) = run(folder.path(), &["build", "varmland", "--edition", "html"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("grooming (en: out of date)"), "{said}");
    assert_eq!(pages(folder.path()), ["grooming-sv.html"]);
}

#[test]
fn a_mistake_in_a_translation_under_way_stops_no_other_text() {
    let path = format!("{FOLDER}/en.toml");
    let folder =
        project(&[(&path, &english().replace("\nfor = \"barn\"", "").replace("id = \"what\"", "id = \"sv\""))]);
    let (status, _, said) = run(folder.path(), &["build", "varmland", "--edition", "html"]);
    assert_eq!(status, Some(0), "{said}");
    let (_, _, said) = run(folder.path(), &["check", "varmland"]);
    assert!(said.contains("the section `what` of the sv text is missing"), "{said}");
}

#[test]
fn a_source_that_is_gone_stops_the_build_and_takes_no_file_with_it() {
    let path = format!("{FOLDER}/en.toml");
    let folder = project(&[(&path, &english())]);
    let folder = folder.path();
    run(folder, &["build", "varmland", "--edition", "html"]);
    let (source, away) = (folder.join(FOLDER).join("sv.toml"), folder.join("sv.toml"));
    fs::rename(&source, &away).expect("moved");
    let gone = "error[unknown-name]: `grooming` has no text in the language `sv`";
    for words in [&["build"][..], &["build", "varmland"], &["build", "varmland", "--edition", "html", "--check-only"]] {
        let (status, _, said) = run(folder, words);
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains(gone), "{said}");
        assert_eq!(pages(folder), ["grooming-sv.html"]);
    }

    fs::write(&source, "[publication").expect("written");
    let (status, _, said) = run(folder, &["build", "varmland"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("sv.toml:1") && !said.contains(gone), "{said}");
}

#[test]
fn a_new_translation_is_begun_once() {
    let folder = project(&[]);
    let folder = folder.path();
    let (status, _, said) = run(folder, &["new", "translation", "grooming", "ar"]);
    assert_eq!(status, Some(0), "{said}");
    let made = fs::read_to_string(folder.join(FOLDER).join("ar.toml")).expect("the file");
    assert!(made.contains("lang = \"ar\"\ntranslates = \"sv\"\nfrom_version = \"1.0\"\nreviewed = false\n"), "{made}");
    assert_eq!(run(folder, &["build", "varmland", "--edition", "html"]).0, Some(0));
    for (words, why) in [
        (["new", "translation", "grooming", "ar"], "ar.toml exists already"),
        (["new", "translation", "groming", "fi"], "did you mean `grooming`?"),
        (["new", "translation", "grooming", "xx"], "there is no language `xx`"),
    ] {
        let (status, _, said) = run(folder, &words);
        assert_eq!(status, Some(1));
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn a_countys_own_text_stays_in_its_language() {
    let world = |county: &str| {
        MemoryWorld::new(Date { year: 2026, month: 11, day: 21 })
            .with("leaflets/varmland.toml", county)
            .with(&format!("{FOLDER}/sv.toml"), SOURCE)
            .with(&format!("{FOLDER}/en.toml"), english())
            .with("assets/logos/polisen.png", [0_u8; 4])
    };
    let sections = |county: &str, lang: &str| {
        let (project, _) = load(&world(county), &[Target::County("varmland".to_owned())]);
        let text = project.publication("grooming", Lang::from_code(lang).expect("in the table")).expect("a text");
        let county = project.county("varmland").expect("the county");
        let sections = sections_for(county, text).expect("no findings");
        sections.iter().map(|section| section.id.value.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sections(COUNTY, "sv"), "what local local-more do help");
    assert_eq!(sections(COUNTY, "en"), "what do help");
    let own = "\n[[override]]\npublication = \"grooming\"\nlang = \"en\"\nafter = \"do\"\n\
               section = { id = \"own\", text = \"Ask us.\" }\n";
    let county = format!("{COUNTY}{own}");
    assert_eq!(sections(&county, "en"), "what do own help");
    assert_eq!(sections(&county, "sv"), "what local local-more do help");
}

#[test]
fn easy_swedish_in_small_type_is_told() {
    let text = include_str!("../leaflets/publications/grooming/sv-simple.toml");
    // A5 in the usual theme is set in 11 points at most.
    let small =
        text.replace("\"sheet-simple\"", "\"sheet\"").replace("format = \"a4\", pages", "format = \"a5\", pages");
    let path = format!("{FOLDER}/sv-simple.toml");
    for (text, told) in [(small.as_str(), true), (text, false)] {
        let folder = project(&[(&path, text)]);
        let (_, _, said) = run(folder.path(), &["check", "varmland", "--lang", "sv-simple"]);
        assert_eq!(said.contains("warning[easy-type]"), told, "{said}");
    }
}
