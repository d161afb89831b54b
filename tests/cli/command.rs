//! The smaller commands: `list`, `new`, `schema`, `completions` and `diff`.

use serde_json::Value;

use super::VARMLAND;
use super::program::Project;

#[test]
fn the_project_is_listed() {
    let project = Project::new();
    let list = project.run(&["list"]);
    let out = &list.done().out;
    assert!(out.contains("varmland ") && out.contains("Örebro län") && out.contains("(sv)  a4, a5"), "{out}");
    let json: Value = serde_json::from_str(&project.run(&["list", "--json"]).done().out).expect("JSON");
    assert_eq!(json["counties"].as_array().map(Vec::len), Some(4));
    assert_eq!(json["publications"][1]["formats"], serde_json::json!(["a3-poster", "a5"]));
}

#[test]
fn a_new_county_is_begun_once() {
    let project = Project::new();
    project.run(&["new", "county", "Gävleborgs län"]).done();
    let first = project.read("leaflets/gavleborg.toml");
    assert!(first.contains("publications = [\"grooming\", \"somliga-tror\"]"), "{first}");
    project.run(&["new", "county", "gavleborg"]).refused(&["leaflets/gavleborg.toml exists already"]);
    assert_eq!(project.read("leaflets/gavleborg.toml"), first);
    project.run(&["new", "county", "?!"]).refused(&["is not a name for a county"]);
    project.run(&["build", "gavleborg", "--draft"]).done();
    assert_eq!(project.names("out/gavleborg").len(), VARMLAND.len());
}

#[test]
fn a_theme_is_begun_as_a_copy_that_builds_the_same() {
    let project = Project::new();
    let run = project.run(&["new", "theme", "Våra färger"]);
    run.done();
    assert!(run.err.contains("made assets/themes/vara-farger.toml: change it"), "{}", run.err);
    assert!(project.read("assets/themes/vara-farger.toml").contains("kind = \"sheet\""));
    project.run(&["new", "theme", "vara-farger"]).refused(&["vara-farger.toml exists already"]);
    project.run(&["new", "theme", "!"]).refused(&["`!` cannot name a theme"]);
    project.run(&["new", "theme", "poster"]).done();
    assert!(project.read("assets/themes/poster.toml").contains("kind = \"poster\""));
    let text = "leaflets/publications/grooming/sv.toml";
    let words = ["check", "varmland", "--publication", "grooming", "--format", "a4"];
    project.change(text, "theme = \"sheet\"", "theme = \"vara-farger\"");
    project.run(&words).done();
    project.change("assets/themes/vara-farger.toml", "[colors]", "[colors]\nunfug = 1");
    project.run(&words).refused(&["assets/themes/vara-farger.toml"]);
}

#[test]
fn editors_and_shells_are_served() {
    let project = Project::empty();
    let schema: Value = serde_json::from_str(&project.run(&["schema"]).done().out).expect("JSON");
    assert!(schema["properties"]["publication"].is_object() && schema["$schema"].is_string());
    let theme: Value = serde_json::from_str(&project.run(&["schema", "--theme"]).done().out).expect("JSON");
    assert!(theme["properties"]["styles"].is_object());
    let bash = project.run(&["completions", "bash"]);
    assert!(bash.done().out.contains("--publication") && bash.out.contains("complete -F"));
    assert!(project.run(&["check", "--rules"]).done().out.starts_with("# Checks\n"));
    assert!(project.run(&["--version"]).done().out.starts_with("leaflet "));
    assert!(project.names("").is_empty());
}

#[test]
fn a_text_that_is_compared_alone_is_told_what_to_compare() {
    let project = Project::new();
    let text = "leaflets/publications/grooming/sv.toml";
    let run = project.run(&["diff", text, text]);
    run.refused(&["help: Name the folders of two projects, or two definition files with everything in them."]);
    assert!(!run.err.contains("leaflet build"), "{}", run.err);
}
