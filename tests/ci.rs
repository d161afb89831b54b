//! The program as a CI system meets it: what a folder of files is worth, what a change says, and what is read by others.

#[path = "support/program.rs"]
mod program;

use std::fs;

use program::Project;
use serde_json::Value;

const VARMLAND: &str = "leaflets/varmland.toml";
const GROOMING: &str = "leaflets/publications/grooming/sv.toml";
const SOMLIGA: &str = "leaflets/publications/somliga-tror/sv.toml";

/// A project whose leaflets are the only revision of a repository.
fn committed() -> Project {
    let project = Project::new();
    project.commit_first();
    project
}

/// The results of a run in SARIF, each with the path that it stands at.
fn results(out: &str) -> Vec<(String, String)> {
    let log: Value = serde_json::from_str(out).expect("SARIF");
    let results = log["runs"][0]["results"].as_array().expect("results").clone();
    results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            assert!(place["region"]["startLine"].is_u64(), "{result:#}");
            let uri = place["artifactLocation"]["uri"].as_str().expect("an address");
            (result["ruleId"].as_str().expect("a rule").to_owned(), uri.to_owned())
        })
        .collect()
}

#[test]
fn nothing_that_was_not_compared_passes_as_verified() {
    let project = Project::new();
    project.build(&["varmland", "--edition", "web,png,site,html", "--ppi", "36", "--summary", "out/leaflets.md"]);
    project.write("out/varmland/order.csv", "file\n");
    project.write("out/varmland/order.pdf", "%PDF");
    project.write("out/varmland/.grooming-a4-sv.print.pdf.12-0.tmp", "half");
    project.write("out/varmland/leaflets.md", "# Mine\n");
    project.run(&["verify"]).done();
    let verify = |said: &[&str]| project.run(&["verify"]).refused(said);
    // A file that no build made.
    project.write("out/varmland/grooming-a4-sv.print.pdf", "%PDF-1.6 of yesterday");
    verify(&["error[output-differs]: varmland/grooming-a4-sv.print.pdf is in no manifest"]);
    fs::remove_file(project.path("out/varmland/grooming-a4-sv.print.pdf")).expect("removed");
    project.write("out/varmland/site/old.html", "<p>");
    verify(&["varmland/site/old.html is in no manifest"]);
    fs::remove_file(project.path("out/varmland/site/old.html")).expect("removed");
    // An entry that was taken out.
    let manifest = project.read("out/varmland/manifest.json");
    let mut less: Value = serde_json::from_str(&manifest).expect("JSON");
    less["files"].as_array_mut().expect("files").retain(|file| file["path"] != "varmland/grooming-a4-sv.web.pdf");
    project.write("out/varmland/manifest.json", less.to_string());
    verify(&["varmland/grooming-a4-sv.web.pdf is in no manifest"]);
    // No manifest, beside a county that has one.
    project.build(&["orebro", "--edition", "html"]);
    for wrong in ["", "{}"] {
        project.write("out/varmland/manifest.json", wrong);
        verify(&["files that are in no manifest, such as varmland/"]);
    }
    fs::remove_file(project.path("out/varmland/manifest.json")).expect("removed");
    verify(&["error[output-differs]: varmland holds", "files that are in no manifest"]);
    project.write("out/varmland/manifest.json", manifest);
    project.run(&["verify"]).done();
}

#[test]
fn a_county_that_is_gone_leaves_no_file_and_no_folder() {
    let project = Project::new();
    project.build(&["--draft", "--edition", "web,png,site", "--ppi", "36"]);
    project.write("leaflets/a.csv", "county;name;quantity\norebro;Karlskoga kommun;10\n");
    project.build(&["orebro", "--draft", "--edition", "web", "--recipients", "leaflets/a.csv"]);
    for gone in ["dalarna", "orebro", "varmland-dalarna-orebro"] {
        fs::remove_file(project.path(&format!("leaflets/{gone}.toml"))).expect("removed");
    }
    project.run(&["verify"]).refused(&["dalarna has no definition", "`leaflet build` for all counties"]);
    // Another publication alone is no build of everything.
    project.build(&["--draft", "--publication", "somliga-tror"]);
    assert!(project.path("out/dalarna/grooming-a4-sv.web.pdf").exists());
    // Whatever editions are asked for.
    project.build(&["--draft", "--edition", "html"]);
    assert!(!project.path("out/dalarna").exists() && !project.path("out/orebro").exists());
    project.run(&["verify"]).done();
    // What is not the program's stays.
    project.write("out/varmland/own.txt", "mine");
    fs::remove_file(project.path(VARMLAND)).expect("removed");
    let orebro = include_str!("../leaflets/orebro.toml").replace(", \"unga-utnyttjas\"", "");
    project.write("leaflets/orebro.toml", orebro);
    project.build(&["--draft", "--edition", "html"]);
    assert_eq!(project.names("out/varmland"), ["own.txt"]);
    assert!(!project.path("out/varmland/site").exists());
}

#[test]
fn parts_leave_no_folder_of_a_county_that_is_gone() {
    let project = Project::new();
    project.build(&["--draft", "--edition", "web,site"]);
    for gone in ["dalarna", "varmland-dalarna-orebro"] {
        fs::remove_file(project.path(&format!("leaflets/{gone}.toml"))).expect("removed");
    }
    for shard in ["1/2", "2/2"] {
        project.build(&["--draft", "--edition", "html", "--shard", shard]);
    }
    project.run(&["manifest", "merge"]).done();
    assert!(!project.path("out/dalarna").exists());
}

#[test]
fn a_summary_names_what_a_change_withdraws() {
    let project = committed();
    fs::remove_file(project.path("leaflets/dalarna.toml")).expect("removed");
    fs::remove_file(project.path("leaflets/varmland-dalarna-orebro.toml")).expect("removed");
    project.change("leaflets/orebro.toml", "\"grooming\", \"somliga-tror\"", "\"grooming\"");
    project.build(&["--draft", "--since", "main", "--summary", "s.md"]);
    let text = project.read("s.md");
    for id in ["dalarna/grooming-a4-sv", "dalarna/grooming-sv", "orebro/somliga-tror-a5-sv"] {
        assert!(text.contains(&format!("- `{id}`\n")), "{id}\n{text}");
    }
    assert!(text.contains("<details open><summary>Withdrawn</summary>"), "{text}");
    assert!(!text.contains("`orebro/grooming") && !text.contains("`dalarna/site`"), "{text}");
    // What cannot be read is not withdrawn.
    project.change(VARMLAND, "genitive =", "gentive =");
    project.run(&["build", "--draft", "--since", "main", "--summary", "s.md"]);
    assert!(!project.read("s.md").contains("Withdrawn"), "{}", project.read("s.md"));
}

#[test]
fn a_summary_takes_no_other_files_place() {
    let project = Project::new();
    let before = project.read(VARMLAND);
    project.write("notes.md", "# Mine\n");
    for target in [VARMLAND, "notes.md", "leaflets/new.toml"] {
        let run = project.run(&["build", "varmland", "--edition", "html", "--summary", target]);
        run.refused(&["error[file-unwritable]", target]);
        assert!(!project.path("out").exists(), "nothing is built");
    }
    assert_eq!(project.read(VARMLAND), before);
    assert_eq!(project.read("notes.md"), "# Mine\n");
    project.write("empty", "");
    for target in ["s.md", "s.md", "empty"] {
        project.run(&["build", "varmland", "--edition", "html", "--summary", target]).done();
    }
}

#[test]
fn a_summary_says_what_it_leaves_out_and_lists_what_it_counts() {
    let project = Project::new();
    // Seven leaflets to a county.
    let formats = "[\"a4\", { format = \"a5\", pages = 2 }]";
    let more = "[\"a4\", { format = \"a5\", pages = 2 }, \"a4-roll-fold\", \"a4-z-fold\", \"a5-folder\"]";
    project.change(GROOMING, formats, more);
    let another = project.read("leaflets/orebro.toml").replace("slug = \"orebro\"", "slug = \"gavleborg\"");
    project.write("leaflets/gavleborg.toml", another);
    project.run(&["build", "--draft", "--edition", "web", "--summary", "s.md"]);
    let text = project.read("s.md");
    let made = text.matches(".web.pdf`\n").count();
    let shown = text.matches("\n### ").count() - 1;
    assert_eq!(shown, 24, "{text}");
    assert!(
        made > 24 && text.contains(&format!("… and {} more, whose pages are not shown", made - 24)),
        "{made}\n{text}"
    );
    // All pictures, and their tables, stand between two lines that others can look for.
    let (before, rest) = text.split_once("\n<!-- pages -->\n").expect("pages");
    let (_, after) = rest.split_once("\n<!-- /pages -->\n").expect("their end");
    assert!(!before.contains("![") && !after.contains("!["));
    // Each thing that is counted is listed.
    let count = |word: &str| after.matches(&format!("| {word} | ")).count();
    let heading = after.lines().find(|line| line.starts_with("### ")).expect("a heading");
    let counted = |word: &str| {
        let words: Vec<&str> = heading.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let at = words.iter().position(|w| w.trim_end_matches('s') == word);
        at.map_or(0, |at| words[at - 1].parse().expect("a number"))
    };
    assert_eq!(count("advice").min(50), counted("note").min(50), "{after}");
    assert_eq!(count("warning").min(50), counted("warning").min(50), "{after}");
}

#[test]
fn a_change_is_told_of_what_it_makes_alone() {
    let project = committed();
    // It shows all of its counties.
    project.git(&["rm", "-q", "leaflets/varmland-dalarna-orebro.toml"]);
    project.git(&["commit", "-q", "-m", "Second"]);
    project.change("leaflets/orebro.toml", "\noffice = \"", "\noffice = \"Nya ");
    let own = project.run(&["build", "orebro", "--draft", "--edition", "html", "--message-format", "json"]);
    let words = ["--draft", "--edition", "html", "--since", "main", "-o", "since", "--message-format", "json"];
    let since = project.run(&[&["build"], &words[..]].concat());
    assert!(!since.out.contains("contact-stale") && !since.out.contains("leaflets/varmland.toml"), "{}", since.out);
    assert_eq!(since.out, own.out);
    // The manifests are those of a build of everything.
    project.build(&["orebro", "--draft", "--edition", "html", "-o", "clean"]);
    assert_eq!(project.files("since/orebro"), project.files("clean/orebro"));
    let check = project.run(&["check", "--since", "main", "--message-format", "json"]);
    assert!(!check.out.contains("contact-stale"), "{}", check.out);
    assert!(project.run(&["check"]).err.contains("contact-stale"));
}

#[test]
fn every_result_in_sarif_has_a_file() {
    let project = Project::new();
    project.write("leaflets/dalarna.toml", "");
    project.write("fonts/x.ttf", "no font");
    fs::create_dir(project.path("leaflets/halland.toml")).expect("made");
    let run = project.run(&["check", "--message-format", "sarif"]);
    let found = results(&run.out);
    for (rule, path) in
        [("file-empty", "leaflets/dalarna.toml"), ("font-broken", "fonts/x.ttf"), ("file-unreadable", "leaflets")]
    {
        let known = found.iter().any(|(code, uri)| code == rule && uri == path);
        assert!(known, "{rule} at {path}: {found:?}");
    }
    let run = project.run(&["check", "--message-format", "github"]);
    for said in ["file=leaflets/dalarna.toml,title=file-empty", "file=fonts/x.ttf,title=font-broken"] {
        assert!(run.out.contains(said), "{said}\n{}", run.out);
    }
    let project = Project::new();
    let run = project.run(&["build", "--check-only", "--message-format", "sarif"]);
    let stale: Vec<_> = results(&run.out).into_iter().filter(|(rule, _)| rule == "output-stale").collect();
    assert!(stale.iter().any(|(_, uri)| uri == VARMLAND), "{stale:?}");
    for words in [&["check", "no-such-county"][..], &["check", "nosuch.toml"], &["verify"]] {
        let run = project.run(&[words, &["--message-format", "sarif"]].concat());
        assert_eq!(results(&run.out).first().map(|(_, uri)| uri.as_str()), Some("leaflets"));
    }
}

#[test]
fn paths_are_those_of_the_repository() {
    let outer = Project::empty();
    let project = Project::new();
    for name in project.names("leaflets") {
        outer.write(&format!("print/leaflets/{name}"), project.read(&format!("leaflets/{name}")));
    }
    let check = |folder: &str, words: &[&str], workspace: Option<&str>| {
        let mut command = outer.command(&[&["check"], words].concat());
        command.current_dir(outer.path(folder)).env_remove("GITHUB_WORKSPACE");
        command.envs(workspace.map(|folder| ("GITHUB_WORKSPACE", outer.path(folder))));
        String::from_utf8(command.output().expect("runs").stdout).expect("UTF-8")
    };
    let github = ["--message-format", "github"];
    assert!(check("print", &github, None).contains(" file=leaflets/varmland.toml,"));
    assert!(check("print", &github, Some(".")).contains(" file=print/leaflets/varmland.toml,"));
    outer.git(&["init", "-q"]);
    for folder in ["print", "print/leaflets"] {
        assert!(check(folder, &github, None).contains(" file=print/leaflets/varmland.toml,"), "{folder}");
    }
    let sarif = check("print", &["--message-format", "sarif"], None);
    assert!(results(&sarif).iter().all(|(_, uri)| uri.starts_with("print/")), "{sarif}");
    let named = check(".", &["print/leaflets/varmland.toml", "--message-format", "github"], None);
    assert!(named.contains(" file=print/leaflets/varmland.toml,"), "{named}");
    // Another repository beside it is no part of the path.
    fs::create_dir_all(outer.path("print/.git")).expect("made");
    assert!(check("print", &github, Some(".")).contains(" file=leaflets/varmland.toml,"));
    // JSON speaks of the project, as the manifests do.
    assert!(check("print", &["--message-format", "json"], Some(".")).contains("\"file\":\"leaflets/varmland.toml\""));
}

#[cfg(target_os = "linux")]
#[test]
fn data_that_does_not_arrive_is_an_error() {
    let project = Project::new();
    for words in [
        &["list"][..],
        &["schema"],
        &["man"],
        &["completions", "bash"],
        &["check", "--rules"],
        &["doctor"],
        &["--help"],
        &["--locale", "sv", "--help"],
        &["--version"],
        &["build", "varmland", "--edition", "html", "--json"],
        &["check", "varmland", "--message-format", "sarif"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
        let done = project.command(words).stdout(full).output().expect("runs");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(1), "{words:?}\n{said}");
        assert!(
            said.contains("standard output cannot be written") || said.contains("standard ut"),
            "{words:?}\n{said}"
        );
        // A reader that has gone away has what it wanted.
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let done = project.command(words).stdout(writer).output().expect("runs");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(0), "{words:?}\n{said}");
        assert!(!said.contains("standard"), "{words:?}\n{said}");
    }
}

#[test]
fn two_documents_on_one_output_are_wrong_use() {
    let project = Project::new();
    for words in [
        &["build", "varmland", "--json", "--message-format", "json"][..],
        &["build", "--json", "--message-format", "sarif"],
        &["check", "--metrics", "--message-format", "junit"],
    ] {
        let run = project.run(words);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{words:?}\n{}", run.err);
        assert!(run.err.contains("cannot be used with '--message-format"), "{}", run.err);
        let run = project.run(&[&["--locale", "sv"], words].concat());
        assert!(run.status == 2 && run.err.contains("går inte ihop med"), "{}", run.err);
    }
    assert!(!project.path("out").exists());
    project.run(&["build", "varmland", "--edition", "html", "--json", "--message-format", "human"]).done();
}

#[test]
fn a_county_that_is_named_twice_is_built_once() {
    let project = Project::new();
    let once = project.build(&["varmland", "--edition", "html"]).all;
    for words in [["varmland", "varmland"], ["varmland", VARMLAND], [VARMLAND, "./leaflets/varmland.toml"]] {
        assert_eq!(project.build(&[&words[..], &["--edition", "html"]].concat()).all, once, "{words:?}");
    }
    project.write("leaflets/a.csv", "county;name;quantity\nvarmland;Karlstads kommun;10\n");
    let run = project.run(&["build", "varmland", "--recipients", "leaflets/a.csv", "--edition", "html,site"]);
    run.refused(&["there are no copies for recipients in the editions", "print, web"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_definition_by_a_name_that_is_no_text_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let project = Project::new();
    let name = std::ffi::OsStr::from_bytes(b"leaflets/g\xe4vle.toml");
    fs::copy(project.path(VARMLAND), project.path(".").join(name)).expect("copied");
    let run = project.run(&["check", "--message-format", "json"]);
    assert!(run.codes().contains(&"file-name".to_owned()), "{}", run.out);
    assert!(run.out.contains("leaflets/g\u{fffd}vle.toml"), "{}", run.out);
}

#[test]
fn line_ends_change_no_manifest() {
    let project = Project::new();
    project.change(GROOMING, "max_lix = 45", "max_lix = 20");
    project.build(&["--draft"]);
    let paths = [VARMLAND, GROOMING, SOMLIGA, "leaflets/dalarna.toml", "leaflets/varmland-dalarna-orebro.toml"];
    for path in paths {
        project.write(path, project.read(path).replace('\n', "\r\n"));
    }
    project.run(&["build", "--draft", "--check-only"]).done();
    project.build(&["--draft", "-o", "clean"]);
    project.same("out", "clean");
}

#[test]
fn joining_again_is_no_fault() {
    let project = Project::new();
    let part = |shard: &str| project.build(&["--draft", "--shard", shard]);
    project.run(&["manifest", "merge"]).refused(&["no part of a build lies in out"]);
    for shard in ["1/3", "2/3", "3/3"] {
        part(shard);
    }
    project.run(&["manifest", "merge"]).done();
    let whole = project.files("out");
    let again = project.run(&["manifest", "merge"]);
    again.done();
    assert!(again.err.contains("there is nothing to join in out: the manifests of 4 counties"), "{}", again.err);
    // One machine that is started again, with a file lost in between.
    fs::remove_file(project.path("out/varmland/grooming-sv.html")).expect("removed");
    for shard in ["1/3", "2/3", "3/3"] {
        part(shard);
        project.run(&["manifest", "merge"]).done();
    }
    assert_eq!(project.files("out"), whole);
    // What is no longer the same is not joined with what the others made.
    project.change(VARMLAND, "054-19 73 38", "054-19 73 39");
    part("2/3");
    project.run(&["manifest", "merge"]).refused(&["varmland lacks the parts 1/3, 3/3"]);
}

#[test]
fn an_error_in_one_part_leaves_no_file_of_its_county() {
    let project = Project::new();
    project.build(&["dalarna", "--draft", "--edition", "web"]);
    let before = project.files("out/dalarna");
    // More text than its page holds, in one leaflet of two counties.
    let section = format!(
        "\n[[override]]\npublication = \"grooming\"\nafter = \"vad\"\nsection = {{ id = \"mer\", formats = [\"a4\"], text = \"{}\" }}\n",
        "Det här är en mening som är med för att bladet ska bli fullt. ".repeat(40).trim_end(),
    );
    for county in ["varmland", "dalarna"] {
        let path = format!("leaflets/{county}.toml");
        project.write(&path, project.read(&path) + &section);
    }
    let words = ["build", "--draft", "--edition", "web"];
    let mut failed = 0;
    for shard in ["1/3", "2/3", "3/3"] {
        failed += project.run(&[&words[..], &["--shard", shard]].concat()).status;
    }
    assert!((1..3).contains(&failed), "in {failed} parts");
    let made = project.names("out/varmland");
    assert!(made.iter().any(|name| name.ends_with(".web.pdf")), "by a part that knows of no error: {made:?}");
    for _ in 0..2 {
        let run = project.run(&["manifest", "merge"]);
        run.refused(&["error[part-missing]: varmland has errors in the parts"]);
        assert!(!run.err.contains("lacks the parts"), "{}", run.err);
        let left = project.names("out/varmland");
        assert!(left.iter().all(|name| name.starts_with("manifest-")), "{left:?}");
        assert!(before.keys().all(|name| project.path("out/dalarna").join(name).exists()), "of an earlier build");
        assert!(project.path("out/orebro/manifest.json").exists(), "others are joined");
    }
    project.run(&["verify"]).refused(&["varmland holds parts that are not joined"]);
    // Mended and built again, they are joined.
    for county in ["varmland", "dalarna"] {
        project.change(&format!("leaflets/{county}.toml"), &section, "");
    }
    for shard in ["1/3", "2/3", "3/3"] {
        project.run(&[&words[..], &["--shard", shard]].concat()).done();
    }
    project.run(&["manifest", "merge"]).done();
    project.run(&[&words[..], &["-o", "clean"]].concat()).done();
    project.same("out", "clean");
}
