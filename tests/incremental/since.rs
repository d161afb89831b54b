//! What has changed since a revision of git: listed, built alone, and shown in a summary.

use std::fs;

use super::program::Project;
use super::{ALL, OREBRO, SOMLIGA, VARMLAND, counties};

#[test]
fn a_change_that_git_knows_can_be_listed_and_built_alone() {
    let project = Project::new();
    let git = |words: &[&str]| project.git(words);
    project.run(&["list", "--since", "main"]).refused(&["--since main:"]);
    project.commit_first();
    let listed = |words: &[&str]| project.run(&[&["list", "--since"], words].concat()).done().out.clone();
    assert_eq!(listed(&["main"]), "");
    project.change(OREBRO, "[county]", "# remark\n[county]");
    assert_eq!(listed(&["main"]), "", "a remark changes no page");
    project.change(SOMLIGA, "version = \"1.0\"", "version = \"1.1\"");
    git(&["commit", "-q", "-a", "-m", "Second"]);
    let changed = listed(&["main~1"]);
    assert!(changed.contains("varmland/somliga-tror-a5-sv\n") && changed.contains("varmland/somliga-tror-sv\n"));
    assert!(changed.contains("varmland/site\n") && !changed.contains("grooming"), "{changed}");
    let json: serde_json::Value = serde_json::from_str(&listed(&["main~1", "--json"])).expect("JSON");
    assert_eq!(json["affected"].as_array().map(Vec::len), Some(changed.lines().count()));

    let built = project.build(&["varmland", "--since", "main~1"]);
    assert!(built.made.iter().all(|path| path.starts_with("varmland/somliga-tror")), "{:?}", built.made);
    assert_eq!(built.made.len(), 5);
    assert_eq!(project.build(&["varmland", "--since", "main"]).all, 0);
    project.run(&["check", "varmland", "--since", "main~1"]).done();
    for wrong in ["nothing-of-this-name", "--help", ""] {
        project.run(&["list", &format!("--since={wrong}")]).refused(&["--since"]);
    }
}

#[test]
fn a_text_that_was_approved_or_withdrawn_has_changed() {
    let project = Project::new();
    let english = "leaflets/publications/grooming/en.toml";
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/leaflets/publications/grooming/en.toml"));
    project.write(english, text.expect("a text"));
    project.commit_first();
    let words = ["varmland", "--edition", "web,html"];
    let since = ["varmland", "--edition", "web,html", "--since", "main"];
    let listed = || project.run(&["list", "--since", "main"]).done().out.clone();
    project.build(&words);
    assert_eq!(listed(), "");
    project.change(english, "\nreviewed = false", "\nreviewed = true");
    let changed = listed();
    assert!(changed.contains("varmland/grooming-en\n") && changed.contains("varmland/site\n"), "{changed}");
    assert!(!changed.contains("varmland/grooming-a4-sv"), "{changed}");
    project.run(&[&["build", "--check-only"], &since[..]].concat()).refused(&["grooming-a4-en has no web edition"]);
    let built = project.build(&since);
    assert!(built.made.contains(&"varmland/grooming-a4-en.web.pdf".to_owned()), "{:?}", built.made);
    project.build(&[&words[..], &["-o", "clean"]].concat());
    project.same("out", "clean");
    project.git(&["commit", "-q", "-a", "-m", "Approved"]);
    project.change(english, "\nreviewed = true", "\nreviewed = false");
    assert_eq!(listed(), changed);
    assert_eq!(project.build(&since).removed.len(), built.made.len());
    fs::remove_dir_all(project.path("clean")).expect("removed");
    project.build(&[&words[..], &["-o", "clean"]].concat());
    project.same("out", "clean");
    // A draft that has changed is looked at nevertheless.
    project.git(&["commit", "-q", "-a", "-m", "Withdrawn"]);
    project.change(english, "\ntitle = \"", "\ntitle = \"A ");
    assert_eq!(listed(), "");
    let run = project.run(&["check", "varmland", "--since", "main", "--message-format", "junit"]);
    assert!(run.out.contains("varmland/grooming-a4-en"), "{}", run.out);
}

#[test]
fn what_a_change_drops_is_removed_also_where_it_leaves_nothing_to_make() {
    let project = Project::new();
    project.commit_first();
    project.build(&ALL);
    let since = ["--draft", "--since", "main"];
    let check = |words: &[&str]| project.run(&[&["build", "--check-only"], words].concat());
    let of = |paths: &[String], start: &str| paths.iter().all(|path| path.starts_with(start)) && paths.len() == 5;
    project.change(OREBRO, "\"grooming\", \"somliga-tror\"", "\"grooming\"");
    check(&since).refused(&["orebro/somliga-tror-a5-sv.print.pdf is no longer made"]);
    let removed = project.build(&since).removed;
    assert!(of(&removed, "orebro/somliga-tror"), "{removed:?}");
    // The same without git, where the publications are named.
    project.change("leaflets/dalarna.toml", "\"grooming\", \"somliga-tror\"", "\"grooming\"");
    let named = ["varmland", "dalarna", "--draft", "--publication", "somliga-tror"];
    check(&named).refused(&["dalarna/somliga-tror-a5-sv.print.pdf is no longer made"]);
    let removed = project.build(&named).removed;
    assert!(of(&removed, "dalarna/somliga-tror"), "{removed:?}");
    // And with the county itself.
    for gone in ["leaflets/dalarna.toml", "leaflets/varmland-dalarna-orebro.toml"] {
        fs::remove_file(project.path(gone)).expect("removed");
    }
    let listed = project.run(&["list", "--since", "main"]).done().out.clone();
    assert!(listed.contains("dalarna/grooming-a4-sv\n") && listed.contains("dalarna/site\n"), "{listed}");
    check(&since).refused(&["dalarna/grooming-a4-sv.print.pdf is no longer made"]);
    assert_eq!(counties(&project.build(&since).removed), ["dalarna", "varmland-dalarna-orebro"]);
    let built = project.build(&ALL);
    assert!(built.made.is_empty() && built.removed.is_empty(), "{:?}, {:?}", built.made, built.removed);
    project.build(&["--draft", "-o", "clean"]);
    project.same("out", "clean");
}

#[test]
fn a_summary_says_why_nothing_could_be_loaded() {
    let project = Project::new();
    project.run(&["build", "nosuch.toml", "--summary", "s.md"]).refused(&["nosuch.toml"]);
    assert!(project.read("s.md").contains("file-missing"), "{}", project.read("s.md"));
}

#[test]
fn a_summary_shows_what_was_made_before_and_after() {
    let project = Project::new();
    project.commit_first();
    project.build(&["varmland", "--edition", "web"]);
    project.change(VARMLAND, "054-19 73 38", "054-19 73 39");
    let words =
        ["varmland", "--edition", "web", "--publication", "grooming", "--since", "main", "--summary", "s/change.md"];
    assert_eq!(project.build(&words).made.len(), 2);
    let text = project.read("s/change.md");
    for said in [
        "| made | unchanged | removed |\n|---|---|---|\n| 2 | 0 | 0 |",
        "### varmland/grooming-a5-sv",
        "| before | after |",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let pictures = project.files("s/change.pictures");
    assert_eq!(pictures.len(), 6, "one page of A4 and two of A5, twice: {:?}", pictures.keys());
    for name in pictures.keys() {
        assert!(text.contains(&format!("](change.pictures/{name})")), "{name}\n{text}");
    }
    assert_ne!(pictures["varmland-grooming-a4-sv-before-1.png"], pictures["varmland-grooming-a4-sv-after-1.png"]);
    project.write("s/change.pictures/own-1.png", "of somebody else");
    project.write("s/change/kept.png", "of somebody else");
    project.build(&words);
    let left: Vec<String> = project.files("s/change.pictures").into_keys().collect();
    assert_eq!(left, ["own-1.png"], "pictures of an earlier summary go, and nothing else");
    assert_eq!(project.read("s/change/kept.png"), "of somebody else");
    assert!(project.read("s/change.md").contains("| 0 | 2 | 0 |"));
}
