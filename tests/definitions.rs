//! Wrong definitions and what is said about them: each file in `tests/cases/wrong` has its report beside it.
//!
//! `LEAFLET_REWRITE=1 cargo test --test definitions` writes the reports anew.

use std::fs;
use std::path::Path;

use leaflet::check;
use leaflet::cli::report::{MessageFormat, report};
use leaflet::definition::{Date, Project, Target, load, sections_for};
use leaflet::diagnostic::Diagnostic;
use leaflet::fonts::FontBook;
use leaflet::world::MemoryWorld;
use proptest::prelude::*;

const TODAY: Date = Date { year: 2026, month: 11, day: 21 };
const GOOD_COUNTY: &str = include_str!("cases/good/county.toml");
const GOOD_PUBLICATION: &str = include_str!("cases/good/publication.toml");
const GOOD_FILE: &str = include_str!("cases/good/one-file.toml");

/// A project with one county that is right and one publication that is right.
fn project() -> MemoryWorld {
    MemoryWorld::new(TODAY)
        .with("leaflets/varmland.toml", GOOD_COUNTY)
        .with("leaflets/publications/grooming/sv.toml", GOOD_PUBLICATION)
        .with("assets/logos/polisen.png", [0_u8; 4])
}

/// Everything that is said about a load.
fn load_and_check(world: &MemoryWorld, targets: &[Target]) -> (Project, Vec<Diagnostic>) {
    let (project, mut found) = load(world, targets);
    found.extend(check::definition::check(&project, TODAY));
    found.extend(check::order::check(&project, TODAY));
    found.extend(check::translation::check(&project));
    found.extend(check::theme::check(&project, &FontBook::bundled()));
    (project, found)
}

/// A case is a project of several files, parted by lines of the form `#@ path`; the first line may name the targets.
/// Bytes that no text holds are written as `#!hex XX` lines at the end of a part.
fn case(text: &str) -> (MemoryWorld, Vec<Target>) {
    let mut world = project();
    let mut targets = Vec::new();
    let mut path = "case.toml".to_owned();
    for part in text.split_inclusive('\n') {
        if let Some(named) = part.strip_prefix("#@ ") {
            named.trim().clone_into(&mut path);
            world.files.insert(path.clone(), Vec::new());
        } else if let Some(target) = part.strip_prefix("#? ") {
            let target = target.trim().to_owned();
            targets.push(if target.contains(".toml") { Target::File(target) } else { Target::County(target) });
        } else if let Some(hex) = part.strip_prefix("#! ") {
            let bytes = hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).expect("a byte"));
            world.files.entry(path.clone()).or_default().extend(bytes);
        } else {
            world.files.entry(path.clone()).or_default().extend(part.bytes());
        }
    }
    if targets.is_empty() {
        targets.push(Target::File("case.toml".to_owned()));
    }
    (world, targets)
}

#[test]
fn wrong_definitions_are_told_what_is_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/wrong");
    let mut cases: Vec<_> = fs::read_dir(&folder).expect("cases").flatten().map(|entry| entry.path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    cases.sort();
    assert!(cases.len() >= 24, "{} cases", cases.len());
    let mut stale = Vec::new();
    for path in cases {
        let (world, targets) = case(&fs::read_to_string(&path).expect("a case"));
        let (_, found) = load_and_check(&world, &targets);
        assert!(!found.is_empty(), "{} has nothing wrong", path.display());
        let actual = report(&found, MessageFormat::Human, false);
        let expected_path = path.with_extension("txt");
        if std::env::var_os("LEAFLET_REWRITE").is_some() {
            fs::write(&expected_path, &actual).expect("written");
        } else if fs::read_to_string(&expected_path).unwrap_or_default() != actual {
            stale.push(format!("{}:\n{actual}", path.display()));
        }
    }
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}

#[test]
fn right_definitions_have_nothing_to_tell() {
    let world = project().with("one-file.toml", GOOD_FILE);
    let (project, found) = load_and_check(&world, &[]);
    assert!(found.is_empty(), "{}", report(&found, MessageFormat::Human, false));
    assert_eq!(project.targets, ["varmland"]);
    assert_eq!((project.publications.len(), project.themes.len(), project.labels.len()), (1, 2, 1));
    let (project, found) = load_and_check(&world, &[Target::File("one-file.toml".to_owned())]);
    assert!(found.is_empty(), "{}", report(&found, MessageFormat::Human, false));
    assert_eq!(project.targets, ["orebro"]);
    let county = project.county("orebro").expect("the county");
    assert_eq!(county.publications[0].value, project.publications[0].id);
}

#[test]
fn reports_for_programs_are_json() {
    let (world, targets) = case("[county]\nnaem = \"Ö\"\n");
    let (_, found) = load(&world, &targets);
    for line in report(&found, MessageFormat::Json, false).lines() {
        let object: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(object.as_object().map(serde_json::Map::len), Some(10));
    }
    let sarif: serde_json::Value = serde_json::from_str(&report(&found, MessageFormat::Sarif, false)).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(found.len()));
    let github = report(&found, MessageFormat::Github, false);
    assert!(github.starts_with("::error file=case.toml,line=1,"), "{github}");
}

#[test]
fn texts_and_files_beyond_all_measure_are_refused() {
    let text = GOOD_FILE.replace("Ring 112 vid fara.", &"ord ".repeat(17_000));
    let world = project().with("long.toml", text).with("large.toml", "#".repeat(3 * 1024 * 1024));
    let codes = |path: &str| {
        let (_, found) = load(&world, &[Target::File(path.to_owned())]);
        found.iter().map(|diagnostic| diagnostic.rule.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("long.toml"), ["too-long"]);
    assert_eq!(codes("large.toml"), ["file-unreadable"]);
    assert_eq!(codes("leaflets/publications"), ["file-unreadable"]);
    assert_eq!(codes("../outside.toml"), ["file-unreadable"]);
}

#[test]
fn overrides_find_their_place_in_any_order() {
    let (project, _) = load_and_check(&project(), &[]);
    let county = project.county("varmland").expect("the county");
    let sections = sections_for(county, &project.publications[0]).expect("no findings");
    let ids: Vec<&str> = sections.iter().map(|section| section.id.value.as_str()).collect();
    assert_eq!(ids, ["what", "local", "local-more", "do", "help"]);
}

#[test]
fn a_long_chain_of_overrides_is_no_danger() {
    let mut text = GOOD_COUNTY.to_owned();
    for at in 0..5_000 {
        let anchor = if at == 0 { "do".to_owned() } else { format!("s{}", at - 1) };
        let section = format!("{{ id = \"s{at}\", text = \"Mer.\" }}");
        let head = "\n[[override]]\npublication = \"grooming\"";
        text.extend([head, "\nafter = \"", &anchor, "\"\nsection = ", &section, "\n"]);
    }
    let (project, found) = load_and_check(&project().with("leaflets/varmland.toml", text), &[]);
    assert!(found.is_empty());
    let county = project.county("varmland").expect("the county");
    assert_eq!(sections_for(county, &project.publications[0]).map(|sections| sections.len()).ok(), Some(5_005));
}

#[test]
fn a_joint_edition_brings_its_counties_and_reads_no_others() {
    let joint = GOOD_COUNTY.replace("slug = \"varmland\"", "with = [\"orebro\"]");
    let partner =
        GOOD_FILE.split("[publication]").next().expect("a county").replace("office", "publications = [\"x\"]\noffice");
    let world = project()
        .with("leaflets/joint.toml", joint)
        .with("leaflets/orebro.toml", partner)
        .with("leaflets/skane.toml", "nonsense");
    let (project, found) = load_and_check(&world, &[Target::County("joint".to_owned())]);
    assert!(found.is_empty(), "{}", report(&found, MessageFormat::Human, false));
    assert_eq!(project.targets, ["joint"]);
    assert_eq!(project.counties.iter().map(|county| county.slug.as_str()).collect::<Vec<_>>(), ["joint", "orebro"]);
}

#[test]
fn one_broken_county_does_not_stop_the_others() {
    let (project, found) = load_and_check(&project().with("leaflets/skane.toml", "[county"), &[]);
    assert_eq!(project.targets, ["varmland"]);
    assert!(found.iter().all(|diagnostic| diagnostic.rule.code == "toml-syntax"));
}

#[test]
fn two_megabytes_of_mistakes_are_told_in_brief() {
    for line in
        ["x\n", "[[fact]]\n", "x.y.z = [1\n", "[a]\n", "\"\\q\" = 1\n", "[[section]]\nid = \"a\"\ntext = \"{x}\"\n"]
    {
        let text = line.repeat(2_000_000 / line.len());
        let (_, found) = load(&project().with("one.toml", text), &[Target::File("one.toml".to_owned())]);
        assert!(!found.is_empty() && found.len() < 2_000, "{line}: {}", found.len());
    }
}

/// Loads a text in every role that a file can have, and draws what is found in every form.
fn survives(bytes: &[u8]) {
    let world = project()
        .with("one.toml", bytes)
        .with("leaflets/skane.toml", bytes)
        .with("leaflets/publications/grooming/en.toml", bytes);
    let targets = ["varmland", "skane"].map(|slug| Target::County(slug.to_owned()));
    let (_, found) = load_and_check(&world, &targets);
    let (_, more) = load_and_check(&world, &[Target::File("one.toml".to_owned())]);
    for format in [MessageFormat::Human, MessageFormat::Json, MessageFormat::Github, MessageFormat::Sarif] {
        let _ = report(&found, format, false);
        let _ = report(&more, format, true);
    }
    let world = project().with("assets/themes/sheet.toml", bytes).with("assets/labels/sv.toml", bytes);
    let (_, found) = load_and_check(&world, &[]);
    let _ = report(&found, MessageFormat::Human, false);
}

/// A text with pieces of it overwritten, doubled or cut out.
fn mutated(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let signs = prop::sample::select(&b"\"'\\[]{}=#\n\r.,- 0a\xc3\xa5\xff\x00\xe2\x80"[..]);
    let change = (any::<prop::sample::Index>(), 0..4_u8, 0..40_usize, prop::collection::vec(signs, 0..4));
    prop::collection::vec(change, 1..8).prop_map(move |changes| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, kind, length, signs) in changes {
            if bytes.is_empty() {
                break;
            }
            let start = at.index(bytes.len());
            let end = (start + length).min(bytes.len());
            match kind {
                0 => drop(bytes.splice(start..end, signs)),
                1 => drop(bytes.splice(start..start, signs)),
                2 => drop(bytes.drain(start..end)),
                _ => {
                    let piece = bytes[start..end].to_vec();
                    bytes.splice(start..start, piece);
                }
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        survives(&bytes);
    }

    #[test]
    fn random_toml_never_panics(text in "([\\[\\]{}=\"'.a-c\n #\\\\-]|county|section|text|formats|\"\"\"){0,80}") {
        survives(text.as_bytes());
    }

    #[test]
    fn mutated_counties_never_panic(bytes in mutated(GOOD_COUNTY)) {
        survives(&bytes);
    }

    #[test]
    fn mutated_publications_never_panic(bytes in mutated(GOOD_PUBLICATION)) {
        survives(&bytes);
    }

    #[test]
    fn mutated_files_never_panic(bytes in mutated(GOOD_FILE)) {
        survives(&bytes);
    }

    #[test]
    fn mutated_themes_never_panic(bytes in mutated(include_str!("../assets/themes/sheet.toml"))) {
        survives(&bytes);
    }
}
