//! Builds on several machines, and what other programs read of them: parts that join to the whole, a second build that
//! proves the first, and findings in the forms of CI systems.

#[path = "support/program.rs"]
mod program;

use std::fs;

use program::Project;
use serde_json::Value;

#[test]
fn parts_join_to_the_very_folder_of_a_build_on_one_machine() {
    let project = Project::new();
    let whole = project.build(&["--draft", "-o", "whole"]);
    for of in [1, 3] {
        let out = format!("out-{of}");
        let mut made = Vec::new();
        // In any order, and one of them twice.
        for number in (1..=of).rev().chain([1]) {
            let part = project.build(&["--draft", "-o", &out, "--shard", &format!("{number}/{of}")]);
            assert!(of == 1 || part.all < whole.all, "part {number} has all");
            made.extend(part.made);
        }
        made.sort();
        assert_eq!(made, whole.made, "each file in one part, and what stands is not made again");
        let run = project.run(&["manifest", "merge", &out]);
        run.done();
        assert!(run.err.contains(&format!("{} files of 4 counties", whole.all)), "{}", run.err);
        project.same(&out, "whole");
        assert!(project.build(&["--draft", "-o", &out]).made.is_empty(), "the whole is known again");
    }
}

#[test]
fn parts_that_are_missing_or_not_whole_are_not_joined() {
    let project = Project::new();
    project.run(&["manifest", "merge"]).refused(&["error[part-missing]: no part of a build lies in out"]);
    project.build(&["varmland", "--shard", "1/3"]);
    project.build(&["varmland", "--shard", "3/3"]);
    project.run(&["manifest", "merge"]).refused(&["error[part-missing]: varmland lacks the parts 2/3"]);
    let second = project.build(&["varmland", "--shard", "2/3"]);
    let path = format!("out/{}", second.made.first().expect("a file in the second part"));
    let bytes = fs::read(project.path(&path)).expect("a file");
    project.write(&path, &bytes[..bytes.len() - 1]);
    project.run(&["manifest", "merge"]).refused(&["is not the file that its part of the build made"]);
    assert!(!project.path("out/varmland/manifest.json").exists());
    project.write(&path, &bytes);
    let part = project.read("out/varmland/manifest-3-of-3.json");
    project.write("out/varmland/manifest-3-of-3.json", part.replace("\"build\": \"", "\"build\": \"other"));
    project.run(&["manifest", "merge"]).refused(&["made by different programs"]);
    project.write("out/varmland/manifest-3-of-3.json", part);
    project.run(&["manifest", "merge"]).done();
    assert!(!project.path("out/varmland/manifest-1-of-3.json").exists());
    let wrong = project.run(&["build", "--shard", "4/3"]);
    assert_eq!(wrong.status, 2, "{}", wrong.err);
}

#[test]
fn parts_of_different_rounds_are_not_joined() {
    let project = Project::new();
    let varmland = "leaflets/varmland.toml";
    let numbers = ["054-19 73 38", "054-19 73 39"];
    let part = |shard: &str, words: &[&str]| project.build(&[&["varmland", "--shard", shard], words].concat());
    let refused = || {
        project.run(&["manifest", "merge"]).refused(&[
            "error[part-missing]: the parts of varmland were made from different definitions, or with different words",
        ]);
    };
    part("1/2", &[]);
    project.change(varmland, numbers[0], numbers[1]);
    part("2/2", &[]);
    refused();
    project.change(varmland, numbers[1], numbers[0]);
    part("2/2", &["--edition", "web"]);
    refused();
    let dated = ["build", "varmland", "--shard", "2/2"];
    project.run_with(&dated, &[("SOURCE_DATE_EPOCH", "1000000000")]).done();
    refused();
    // A part that was killed has not told what it was asked for.
    part("2/2", &[]);
    let manifest = project.read("out/varmland/manifest-2-of-2.json");
    let killed: Vec<&str> = manifest.lines().filter(|line| !line.starts_with("  \"asked\": ")).collect();
    project.write("out/varmland/manifest-2-of-2.json", killed.join("\n"));
    project.run(&["manifest", "merge"]).refused(&["part 2/2 of varmland was not built to its end"]);
    // Another county is none of its business.
    part("2/2", &[]);
    project.change("leaflets/dalarna.toml", "[county]", "# remark\n[county]");
    part("2/2", &[]);
    project.run(&["manifest", "merge"]).done();
    assert!(!project.read("out/varmland/manifest.json").contains("\"asked\""));
}

#[test]
fn parts_of_a_later_build_remove_what_is_no_longer_made() {
    let project = Project::new();
    project.build(&["--draft"]);
    project.change("leaflets/publications/grooming/sv.toml", "{ format = \"a5\", pages = 2 }", "\"a6\"");
    project.change("leaflets/publications/grooming/sv.toml", "[\"a4\", \"a6\"]", "[\"a4\"]");
    let mut removed = Vec::new();
    for shard in ["1/2", "2/2"] {
        let part = project.build(&["--draft", "--shard", shard]);
        assert!(part.made.is_empty(), "{:?}", part.made);
        removed.extend(part.removed);
    }
    assert_eq!(removed.len(), 8, "{removed:?}");
    project.run(&["manifest", "merge"]).done();
    project.build(&["--draft", "-o", "clean"]);
    project.same("out", "clean");
}

#[test]
fn parts_remove_a_county_that_is_gone() {
    let project = Project::new();
    project.build(&["--draft", "--edition", "web,site"]);
    for gone in ["leaflets/dalarna.toml", "leaflets/varmland-dalarna-orebro.toml"] {
        fs::remove_file(project.path(gone)).expect("removed");
    }
    let words = ["--draft", "--edition", "web,site"];
    for shard in ["1/3", "2/3", "3/3"] {
        let part = [&words[..], &["--shard", shard]].concat();
        let told = project.run(&[&["build", "--check-only"], &part[..]].concat());
        let removed = project.build(&part).removed;
        assert!(removed.iter().all(|path| told.err.contains(&format!("{path} is no longer made"))), "{removed:?}");
    }
    project.run(&["manifest", "merge"]).done();
    project.build(&[&words[..], &["-o", "clean"]].concat());
    project.same("out", "clean");
}

#[test]
fn parts_that_were_never_joined_are_known_to_a_build_of_the_whole() {
    let project = Project::new();
    for shard in ["1/2", "2/2"] {
        project.build(&["--draft", "--shard", shard]);
    }
    project.change("leaflets/orebro.toml", "\"grooming\", \"somliga-tror\"", "\"grooming\"");
    project.run(&["build", "--draft", "--check-only"]).refused(&[
        "orebro/somliga-tror-a5-sv.print.pdf is no longer made",
        "orebro/manifest-1-of-2.json is no longer made",
    ]);
    let built = project.build(&["--draft"]);
    assert_eq!((built.made.len(), built.removed.len()), (0, 5), "what the parts made stands");
    project.build(&["--draft", "-o", "clean"]);
    project.same("out", "clean");
}

#[test]
fn what_was_found_in_what_the_parts_were_not_asked_for_stays() {
    let project = Project::new();
    // A limit that every text is over.
    project.change("leaflets/publications/grooming/sv.toml", "max_lix = 45", "max_lix = 20");
    let rows =
        "county;name;quantity\nvarmland;Karlstads kommun;10\nvarmland;Arvika kommun;20\nvarmland;Kils kommun;30\n";
    project.write("leaflets/table.csv", rows);
    let rounds: [&[&str]; 4] = [
        // It has no contact, and so no print edition.
        &["dalarna", "--edition", "print,web"],
        &["varmland", "--edition", "print,web,html"],
        &["varmland", "--edition", "site"],
        &["varmland", "dalarna", "--edition", "print,web", "--recipients", "leaflets/table.csv"],
    ];
    for words in rounds {
        project.run(&[&["build"], words, &["-o", "clean"]].concat());
        for shard in ["1/2", "2/2"] {
            project.run(&[&["build"], words, &["--shard", shard]].concat());
        }
        project.run(&["manifest", "merge"]).done();
        project.same("out", "clean");
    }
}

#[test]
fn a_folder_is_verified_by_building_it_again() {
    let project = Project::new();
    project.run(&["verify"]).refused(&["error[file-missing]: the folder out does not exist"]);
    std::fs::create_dir(project.path("empty")).expect("made");
    project.run(&["verify", "empty"]).refused(&["error[output-differs]: empty holds no manifest"]);
    project.build(&["varmland", "--edition", "web", "--shard", "1/2", "-o", "parts"]);
    project.run(&["verify", "parts"]).refused(&["error[output-differs]: varmland holds parts that are not joined"]);
    project.build(&["varmland", "--edition", "print,web,html,site"]);
    project.build(&["dalarna", "--draft", "--edition", "print"]);
    project.build(&["varmland", "--edition", "png", "--ppi", "40", "--format", "a4"]);
    let before = project.files("out");
    let run = project.run(&["verify"]);
    run.done();
    assert!(run.err.contains("files in out built again"), "{}", run.err);
    assert_eq!(project.files("out"), before, "nothing is written");
    let dated = project.command(&["verify"]).env("SOURCE_DATE_EPOCH", "1000000000").output().expect("runs");
    assert_eq!(dated.status.code(), Some(1), "another date is in every file");
    project.change("leaflets/varmland.toml", "054-19 73 38", "054-19 73 39");
    project.write("out/dalarna/grooming-a4-sv.print.pdf", "edited");
    project.run(&["verify"]).refused(&[
        "error[output-differs]: varmland/grooming-a4-sv.print.pdf comes out otherwise",
        "varmland/site/grooming-sv.html comes out otherwise",
        "dalarna/grooming-a4-sv.print.pdf is not the file that was built",
    ]);
    assert_eq!(project.build(&["dalarna", "--draft", "--edition", "print"]).made, ["dalarna/grooming-a4-sv.print.pdf"]);
}

#[test]
fn an_error_in_one_county_is_no_change_of_the_files() {
    let project = Project::new();
    let varmland = project.build(&["varmland", "--edition", "html"]).all;
    project.build(&["dalarna", "orebro", "--edition", "html"]);
    project.change("leaflets/dalarna.toml", "genitive =", "gentive =");
    let run = project.run(&["verify"]);
    run.refused(&["error[unknown-key]: [county] has no key `gentive`"]);
    assert!(!run.err.contains("output-differs"), "{}", run.err);
    assert_eq!(run.err.matches("error[").count(), 1, "{}", run.err);
    let left = 2 * varmland;
    assert!(run.err.contains(&format!("{left} files in out built again, {left} the same")), "{}", run.err);
    project.write("out/orebro/grooming-sv.html", "edited");
    let run = project.run(&["verify"]);
    run.refused(&["error[unknown-key]", "orebro/grooming-sv.html is not the file that was built"]);
    assert_eq!(run.err.matches("error[").count(), 2, "{}", run.err);
}

#[test]
fn what_was_built_from_a_file_of_its_own_is_verified_from_it() {
    let project = Project::new();
    let example = include_str!("cases/good/one-file.toml").replace("\"orebro\"", "\"annat\"");
    project.write("elsewhere/one-file.toml", &example);
    let one = project.build(&["elsewhere/one-file.toml", "--edition", "print,web,html,site"]).all;
    let all = one + project.build(&["varmland", "dalarna", "--edition", "web"]).all;
    let run = project.run(&["verify"]);
    run.done();
    assert!(run.err.contains(&format!("{all} files in out built again, {all} the same")), "{}", run.err);
    // A county that is gone is no file that was compared.
    let dalarna = project.names("out/dalarna").len() - 1;
    std::fs::remove_file(project.path("leaflets/dalarna.toml")).expect("removed");
    std::fs::remove_file(project.path("leaflets/varmland-dalarna-orebro.toml")).expect("removed");
    let run = project.run(&["verify"]);
    run.refused(&["error[output-differs]: dalarna has no definition in this project"]);
    let left = all - dalarna;
    assert!(run.err.contains(&format!("{left} files in out built again, {left} the same")), "{}", run.err);
    project.change("elsewhere/one-file.toml", "office = \"", "office = \"Nya ");
    let run = project.run(&["verify"]);
    run.refused(&["error[output-differs]: annat/", "comes out otherwise"]);
    assert!(run.err.contains(&format!("{left} files in out built again, {} the same", left - one)), "{}", run.err);
    std::fs::remove_file(project.path("elsewhere/one-file.toml")).expect("removed");
    project.run(&["verify"]).refused(&["error[output-differs]: annat has no definition in this project"]);
}

#[test]
fn a_source_date_that_is_no_number_stops_the_build() {
    let project = Project::new();
    for wrong in ["yesterday", "", "-1", "1.5"] {
        let done = project.command(&["build", "varmland"]).env("SOURCE_DATE_EPOCH", wrong).output().expect("runs");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(1), "{said}");
        assert!(said.contains("error[source-date]"), "{said}");
    }
}

#[test]
fn findings_come_in_the_forms_of_ci_systems() {
    let project = Project::new();
    let junit = project.run(&["check", "varmland", "--message-format", "junit"]);
    assert_eq!(junit.status, 0);
    assert!(
        junit.out.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"6\" failures=\"0\">"),
        "{}",
        junit.out
    );
    assert!(junit.out.contains("name=\"varmland/grooming-a4-sv\"/>"), "{}", junit.out);
    project.change("leaflets/varmland.toml", "genitive =", "gentive =");
    let junit = project.run(&["build", "varmland", "--message-format", "junit"]);
    assert_eq!(junit.status, 1);
    assert!(junit.out.contains("<failure type=\"unknown-key\""), "{}", junit.out);
    let sarif = project.run(&["check", "varmland", "--message-format", "sarif"]);
    let log: Value = serde_json::from_str(&sarif.out).expect("SARIF");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(
        result["ruleId"],
        log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize]["id"]
    );
    let help = project.run(&["--help"]);
    assert!(help.out.contains("Exit status: 0 done, 1"), "{}", help.out);
}
