//! What the words of a command mean: counties, files, publications, formats and languages.

use std::fs;
use std::path::Path;

use super::ONE_FILE;
use super::program::{self, Project};

#[test]
fn names_that_nothing_has_get_the_nearest_or_all() {
    let project = Project::new();
    project.run(&["build", "vermland"]).refused(&["there is no county `vermland`", "did you mean `varmland`?"]);
    project.run(&["build", "varmland", "--format", "a7"]).refused(&["the format “a7”", "a3-poster, a4, a5"]);
    project.run(&["build", "varmland", "--lang", "xx"]).refused(&["the language “xx”", "There is: sv"]);
    project.run(&["build", "varmland", "--publication", "groming"]).refused(&["“groming”", "grooming, somliga-tror"]);
    project.run(&["check", "varmland", "--format", "a7"]).refused(&["the format “a7”"]);
    let poster = ["build", "varmland", "--publication", "grooming", "--format", "a3-poster"];
    project.run(&poster).refused(&["none of these leaflets has all that is asked for", "`grooming` has: a4, a5."]);
    let pictures = ["build", "varmland", "--publication", "grooming", "--edition", "social"];
    project.run(&pictures).refused(&["--edition: none of these leaflets has a picture for social media"]);
    assert!(project.names("out").is_empty());
}

#[test]
fn faults_of_publications_that_are_not_asked_for_are_no_hindrance() {
    let project = Project::new();
    project.run(&["build", "varmland", "--edition", "web", "--lang", "sv"]).done();
    let before = project.names("out/varmland");
    let file = "leaflets/publications/somliga-tror/sv.toml";
    let text = std::fs::read_to_string(project.path(file)).expect("a publication");
    for (wrong, fault) in [(text.replace("lead = ", "leed = "), "no key `leed`"), ("[publication\n".to_owned(), "]")] {
        project.write(file, wrong);
        for command in ["build", "check"] {
            let run = project.run(&[command, "varmland", "--publication", "grooming", "--lang", "sv"]);
            run.done();
            assert!(!run.err.contains(file), "{}", run.err);
        }
        assert!(before.iter().all(|name| project.names("out/varmland").contains(name)), "nothing is taken away");
        project.run(&["build", "varmland", "--publication", "somliga-tror"]).refused(&[fault, file]);
        project.run(&["build", "varmland"]).refused(&[fault, file]);
    }
}

#[test]
fn a_selection_builds_only_what_it_names() {
    let project = Project::new();
    let words =
        ["build", "varmland", "--publication", "grooming", "--format", "a5", "--edition", "web,png", "--lang", "sv"];
    project.run(&[&words[..], &["-o", "elsewhere/deep"]].concat()).done();
    assert!(project.names("out").is_empty());
    let expected = ["grooming-a5-sv-1.png", "grooming-a5-sv-2.png", "grooming-a5-sv.web.pdf", "manifest.json"];
    assert_eq!(project.names("elsewhere/deep/varmland"), expected);
}

#[test]
fn a_web_page_has_no_format_to_be_selected_by() {
    let project = Project::new();
    project.run(&["build", "varmland", "--edition", "html"]).done();
    let pages = ["grooming-sv.html", "manifest.json", "somliga-tror-sv.html"];
    assert_eq!(project.names("out/varmland"), pages);
    project.run(&["build", "varmland", "--edition", "html", "--format", "a4"]).done();
    assert_eq!(project.names("out/varmland"), pages);
    project.run(&["build", "varmland", "--edition", "html", "--publication", "grooming", "--draft"]).done();
    assert!(project.read("out/varmland/grooming-sv.html").contains("Utkast"));
    assert!(!project.read("out/varmland/somliga-tror-sv.html").contains("Utkast"));
}

#[test]
fn files_are_told_from_counties() {
    let project = Project::empty();
    project.write("mine/one.toml", ONE_FILE);
    project.run(&["build", "mine/one.toml"]).done();
    assert_eq!(
        project.names("out/orebro"),
        ["kort-a5-sv.print.pdf", "kort-a5-sv.web.pdf", "kort-sv.html", "manifest.json"]
    );
    project.run(&["build", "nothing.toml"]).refused(&["nothing.toml: the file does not exist"]);
    project.run(&["build", "../outside.toml"]).refused(&["../outside.toml: the file does not exist"]);
    project.run(&["build", "mine/"]).refused(&["it is a folder"]);
}

#[test]
fn the_project_is_found_from_a_folder_inside() {
    let project = Project::new();
    let output = program::leaflet(&project.path("leaflets/publications"), &["list"]).output().expect("it runs");
    assert!(String::from_utf8_lossy(&output.stdout).contains("varmland"));
    let words = ["build", "varmland", "--publication", "grooming", "--edition", "html"];
    let output = program::leaflet(&project.path("leaflets/publications"), &words).output().expect("it runs");
    assert!(String::from_utf8_lossy(&output.stderr).contains("in ../../out"), "{output:?}");
    assert_eq!(project.names("out/varmland"), ["grooming-sv.html", "manifest.json"]);
    assert!(project.names("leaflets/publications/out").is_empty());
}

#[test]
fn the_publication_of_a_file_is_not_for_the_counties() {
    let project = Project::new();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/formats.toml");
    project.write("formats.toml", fs::read(example).expect("the example"));
    project.run(&["build", "varmland", "./formats.toml", "--edition", "web", "--publication", "grooming"]).done();
    let names = project.names("out/varmland");
    assert!(names.contains(&"grooming-a4-sv.web.pdf".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("pocket-card")), "{names:?}");
}

#[test]
fn a_copy_with_a_name_that_is_none_keeps_no_county_from_being_built() {
    let project = Project::new();
    project.write("leaflets/varmland - kopia.toml", project.read("leaflets/varmland.toml"));
    let all = project.run(&["build", "--edition", "html", "--draft"]);
    all.done();
    let said = "leaflets/varmland - kopia.toml has a name that no county can have";
    assert!(all.err.contains(&format!("warning[file-name]: {said}")), "{}", all.err);
    assert!(all.err.contains("such as varmland-kopia.toml"), "{}", all.err);
    assert!(project.path("out/varmland/grooming-sv.html").exists());
    assert!(!project.path("out/varmland - kopia").exists());
    project.run(&["build", "varmland", "--edition", "html"]).done();
    for word in ["varmland - kopia", "leaflets/varmland - kopia.toml"] {
        project.run(&["build", word]).refused(&["error[unknown-name]", said]);
    }
}

#[test]
fn a_publication_without_a_text_is_not_proposed_for_itself() {
    let project = Project::new();
    fs::remove_file(project.path("leaflets/publications/grooming/sv.toml")).expect("removed");
    let run = project.run(&["build", "varmland"]);
    run.refused(&["leaflets/publications/grooming holds no text that can be read", "such as sv.toml"]);
    assert!(!run.err.contains("did you mean"), "{}", run.err);
}

#[test]
fn a_second_definition_of_a_county_takes_nothing_from_the_first() {
    let project = Project::new();
    project.run(&["build", "varmland", "--edition", "web", "--lang", "sv"]).done();
    let before = project.files("out");
    let own = include_str!("../../examples/recipients.toml").replace("\"exempelskolor\"", "\"varmland\"");
    project.write("eget.toml", own);
    let words = ["out", "varmland holds files of leaflets/varmland.toml", "same `slug`"];
    project.run(&["build", "eget.toml", "--edition", "web"]).refused(&words);
    assert_eq!(project.files("out"), before);
    // One that has moved is the same.
    project.run(&["build", "eget.toml", "--edition", "web", "-o", "other"]).done();
    std::fs::rename(project.path("eget.toml"), project.path("annat.toml")).expect("renamed");
    project.run(&["build", "annat.toml", "--edition", "web", "-o", "other"]).done();
}

#[test]
fn two_counties_of_one_name_are_not_written_over_each_other() {
    let project = Project::new();
    let text = project.read("leaflets/varmland.toml");
    project.write("x.toml", text);
    let run = project.run(&["build", "varmland", "x.toml"]);
    run.refused(&["error[duplicate]: x.toml and leaflets/varmland.toml are both of a county `varmland`"]);
    assert!(!project.path("out").exists(), "nothing is written");
    project.run(&["build", "varmland", "leaflets/varmland.toml", "--edition", "html"]).done();
}
