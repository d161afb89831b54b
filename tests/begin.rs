//! From an empty folder to a checked print file, with the commands of the guide; and what a change does to the pages.

#[path = "support/program.rs"]
mod program;

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use leaflet::definition::sample;
use program::Project;

#[test]
fn a_new_user_gets_from_an_empty_folder_to_a_checked_print_file() {
    let project = Project::empty();
    let begun = project.run(&["init", "varmland"]);
    assert_eq!(begun.status, 0, "{}", begun.err);
    assert!(begun.err.contains("next: fill in [contact] in leaflets/varmland.toml"), "{}", begun.err);
    assert_eq!(project.read(".gitignore"), "# What `leaflet build` writes.\n/out/\n");

    // No contact yet: the check says so, and no print file is made.
    let checked = project.run(&["check", "varmland"]);
    assert!(checked.err.contains("leaflets/varmland.toml"), "{}", checked.err);
    let refused = project.run(&["build", "varmland", "--publication", "grooming", "--format", "a4"]);
    assert_eq!(refused.status, 1, "{}", refused.err);

    project.write("contact.csv", "county;phone;verified\nvarmland;010-224 70 00;2026-11-01\n");
    project.run(&["contacts", "import", "contact.csv", "--yes"]).done();
    project.run(&["build", "varmland", "--publication", "grooming", "--format", "a4"]).done();
    project.run(&["preflight", "out/varmland/grooming-a4-sv.print.pdf"]).done();

    let again = project.run(&["init"]);
    assert_eq!(again.status, 1);
    assert!(again.err.contains("holds a project already"), "{}", again.err);
}

#[test]
fn a_publication_of_ones_own_is_begun_and_built() {
    let project = Project::empty();
    project.run(&["init", "Skåne län"]).done();
    let made = project.run(&["new", "publication", "Nätet och barn"]);
    assert!(made.err.contains("then name `natet-och-barn` in a county's"), "{}", made.err);
    assert!(made.err.contains("leaflets/publications/natet-och-barn/sv.toml"), "{}", made.err);
    assert_eq!(project.run(&["new", "publication", "natet-och-barn"]).status, 1);
    assert_eq!(project.run(&["new", "publication", "..."]).status, 1);
    let before = project.read("leaflets/skane.toml");
    let line = before.lines().find(|line| line.starts_with("publications = ")).expect("a list");
    project.change("leaflets/skane.toml", line, "publications = [\"natet-och-barn\"]");
    project.run(&["build", "skane", "--edition", "web"]).refused(&["error[draft-needed]", "natet-och-barn"]);
    project.run(&["check", "skane"]).done();
    project.run(&["build", "skane", "--edition", "web", "--draft"]).done();
    assert_eq!(project.names("out/skane"), ["manifest.json", "natet-och-barn-a4-sv.web.pdf"]);
    // The words of the template are no text that counties can have agreed on.
    let path = "leaflets/publications/natet-och-barn/sv.toml";
    project.change(path, "reviewed = false", "reviewed = true");
    let refused = project.run(&["build", "skane", "--edition", "web"]);
    refused.refused(&["error[draft-needed]", "is incomplete"]);
    let told = project.run(&["check", "skane"]);
    assert_eq!(told.err.matches("warning[template-text]").count(), 7, "{}", told.err);
    let text = sample::HEAD.iter().chain(&sample::PASSAGES).fold(project.read(path), |text, sample| {
        text.replace(sample, if sample.starts_with("- ") { "- spel" } else { "Barn möter andra på nätet." })
    });
    project.write(path, text);
    project.run(&["build", "skane", "--edition", "web"]).done();
}

#[test]
fn a_county_that_is_misspelt_is_not_begun() {
    let project = Project::empty();
    project.run(&["init", "gottland"]).refused(&["did you mean `gotland`?"]);
    assert!(!project.path("leaflets").exists());
    let begun = project.run(&["init", "Gotlands län", "malmö"]);
    assert!(begun.done().err.contains("`malmö` is no county; it lies in `skane`"), "{}", begun.err);
    project.run(&["new", "county", "värmlnad"]).refused(&["did you mean `varmland`?"]);
    for name in ["Gotland", "gotlands län"] {
        project.run(&["build", name, "--edition", "html", "--lang", "sv"]).done();
    }
    assert!(project.path("out/gotland/grooming-sv.html").exists());
}

#[test]
fn the_contact_of_the_template_is_printed_as_a_draft_alone() {
    let project = Project::empty();
    project.run(&["init", "varmland"]).done();
    let file = "leaflets/varmland.toml";
    let text = project.read(file);
    let filled = ["name = \"F", "role", "phone", "email"]
        .iter()
        .fold(text, |text, key| text.replace(&format!("\n# {key}"), &format!("\n{key}")));
    project.write(file, filled);
    let words = ["build", "varmland", "--publication", "grooming", "--format", "a4", "--lang", "sv"];
    project.run(&words).refused(&["warning[template-text]", "error[draft-needed]"]);
    assert!(!project.path("out/varmland/grooming-a4-sv.print.pdf").exists());
    project.run(&[&words[..], &["--draft"]].concat()).done();
    // The day of verification is for who has called.
    project.change(file, "# verified = ", "verified = ");
    project.run(&["check", "varmland"]).refused(&["a date is not written like this"]);
}

#[test]
fn doctor_says_what_is_there() {
    let project = Project::new();
    let run = project.run(&["doctor"]);
    assert_eq!(run.status, 0, "{}", run.err);
    for part in ["program", "sheet-coated", "large-format", "Open Sans", "nothing hinders building"] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let wrong = project.run_with(&["doctor"], &[("SOURCE_DATE_EPOCH", "abc")]);
    wrong.refused(&["error[source-date]", "SOURCE_DATE_EPOCH is “abc”"]);
    assert!(wrong.out.contains("SOURCE_DATE_EPOCH “abc”") && !wrong.out.contains("nothing hinders"), "{}", wrong.out);
    let dated = project.run_with(&["doctor"], &[("SOURCE_DATE_EPOCH", "1000000000")]);
    assert!(dated.done().out.contains("SOURCE_DATE_EPOCH 2001-09-09"), "{}", dated.out);
    let nothing = Project::empty().run(&["doctor"]);
    assert!(nothing.out.contains("`leaflet init`"), "{}", nothing.out);
}

#[test]
fn the_manual_page_is_made_from_the_commands() {
    let run = Project::empty().run(&["man"]);
    assert!(run.out.contains(".TH leaflet 1") && run.out.contains("leaflet\\-serve"), "{}", run.out);
}

/// Two copies of a project, the second with another phone number.
fn before_and_after() -> Project {
    let project = Project::empty();
    for folder in ["old", "new"] {
        project.run(&["init", "--folder", folder, "varmland", "skane"]).done();
        let phone = if folder == "old" { "010-224 70 00" } else { "010-224 70 01" };
        let contact = format!("\n[contact]\nphone = \"{phone}\"\nverified = 2026-11-01\n");
        let file = format!("{folder}/leaflets/varmland.toml");
        let text = project.read(&file).replace("\n[contact]\n", &contact);
        project.write(&file, text);
    }
    project
}

#[test]
fn a_change_is_shown_on_the_pages_and_in_words() {
    let project = before_and_after();
    let run = project.run(&["diff", "old", "new", "--report", "report.html"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("varmland/grooming-a4-sv: page 1 in "), "{}", run.out);
    assert!(run.out.contains("  - 010-224 70 00\n  + 010-224 70 01\n"), "{}", run.out);
    assert!(!run.out.contains("skane/"), "{}", run.out);
    let report = project.read("report.html");
    assert!(report.contains("<rect") && report.contains("<del>010-224 70 00</del>"));
    for outside in ["<script", "src=\"http"] {
        assert!(!report.contains(outside), "{outside}");
    }
    let same = project.run(&["diff", "old", "old"]);
    assert_eq!((same.status, same.out.as_str()), (0, ""), "{}", same.err);
    assert_eq!(project.run(&["diff", "old", "nowhere"]).status, 1);
}

#[test]
fn a_changed_paragraph_is_one_line_whatever_stands_in_it() {
    let project = Project::empty();
    let text = include_str!("cases/good/one-file.toml");
    let local = "\n[[section]]\nid = \"eget\"\nheading = \"Eget\"\ntext = \"\"\"\nDet står i 6 kap. 10 a § brottsbalken, \
        t.ex. **här**, och i *lagen*. Ring kl. 8 ([www.example.org](https://www.example.org)), \
        så svarar någon nästan alltid inom några minuter.\n\n- Sök en vuxen.\n\"\"\"\n";
    project.write("old.toml", format!("{text}{local}"));
    project.write("new.toml", format!("{text}{}", local.replace("Ring kl. 8", "Ring kl. 9").replace("vuxen.", "vän.")));
    let run = project.run(&["diff", "old.toml", "new.toml"]);
    let said = |hour: u8| {
        format!(
            " Det står i 6 kap. 10 a § brottsbalken, t.ex. här, och i lagen. Ring kl. {hour} (www.example.org), så svarar \
             någon nästan alltid inom några minuter.\n"
        )
    };
    let plain = run.out.replace('\u{a0}', " ");
    for line in
        [format!("-{}", said(8)), format!("+{}", said(9)), "- – Sök en vuxen.\n".into(), "+ – Sök en vän.\n".into()]
    {
        assert!(plain.contains(&line), "{line}\n{plain}\n{}", run.err);
    }
}

#[test]
fn a_leaflet_on_one_side_only_is_new_or_gone() {
    let project = before_and_after();
    std::fs::remove_file(project.path("new/leaflets/skane.toml")).expect("removed");
    let run = project.run(&["diff", "old", "new"]);
    assert!(run.out.contains("skane/grooming-a4-sv: gone\n"), "{}", run.out);
    let run = project.run(&["diff", "new", "old"]);
    assert!(run.out.contains("skane/grooming-a4-sv: new\n"), "{}", run.out);
    let run = project.run(&["diff", "old", "new", "--locale", "sv"]);
    for said in ["skane/grooming-a4-sv: borta\n", "varmland/grooming-a4-sv: sida 1 på "] {
        assert!(run.out.contains(said), "{}", run.out);
    }
}

#[test]
fn a_font_of_the_project_changes_its_pages() {
    let project = before_and_after();
    project.change("new/leaflets/varmland.toml", "010-224 70 01", "010-224 70 00");
    assert_eq!(project.run(&["diff", "old", "new"]).done().out, "");
    project.write("new/fonts/own.ttf", program::bold_as_regular());
    let run = project.run(&["diff", "old", "new"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("varmland/grooming-a4-sv: page 1 in "), "{}", run.out);
}

#[test]
fn two_files_are_compared_whatever_they_are_called() {
    let project = Project::empty();
    let text = include_str!("cases/good/one-file.toml");
    let slug = text.lines().find(|line| line.starts_with("slug = ")).expect("a slug");
    let text = text.replace(&format!("{slug}\n"), "");
    project.write("old.toml", &text);
    project.write("new.toml", &text);
    let run = project.run(&["diff", "old.toml", "new.toml"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    project.change("new.toml", "office = \"", "office = \"Nya ");
    let run = project.run(&["diff", "old.toml", "new.toml"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(
        run.out.contains(": page 1 in ") && !run.out.contains(": gone") && !run.out.contains(": new"),
        "{}",
        run.out
    );
}

/// A program that watches, ended with the test.
struct Watching {
    running: std::process::Child,
    lines: std::io::Lines<BufReader<std::process::ChildStderr>>,
}

impl Watching {
    fn of(project: &Project, words: &[&str]) -> Watching {
        let mut command = project.command(&[&["watch", "--edition", "web"], words].concat());
        let mut running = command.stderr(Stdio::piped()).spawn().expect("the program runs");
        let lines = BufReader::new(running.stderr.take().expect("its words")).lines();
        let mut watching = Watching { running, lines };
        watching.waits();
        watching
    }

    /// Reads on until it waits for a change; what it says before.
    #[track_caller]
    fn waits(&mut self) -> String {
        let mut said = String::new();
        for line in self.lines.by_ref().map_while(Result::ok) {
            if line.starts_with("waiting") {
                return said;
            }
            said += &(line + "\n");
        }
        panic!("it ends: {said}");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}

#[test]
fn watching_builds_again_after_a_change() {
    let project = Project::new();
    let mut watching = Watching::of(&project, &["varmland", "--publication", "grooming", "--format", "a5"]);
    let file = "out/varmland/grooming-a5-sv.web.pdf";
    let before = std::fs::read(project.path(file)).expect("built");
    project.change("leaflets/varmland.toml", "054-19 73 38", "054-19 73 39");
    watching.waits();
    assert_ne!(std::fs::read(project.path(file)).expect("built again"), before);
}

#[test]
fn watching_shows_what_a_build_shows() {
    let project = Project::new();
    let words = ["watch", "varmland", "--edition", "web", "--lang", "sv", "--json"];
    let mut running = project.command(&words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    let mut lines = BufReader::new(running.stdout.take().expect("its data")).lines().map_while(Result::ok);
    let first = lines.next();
    let _ = (running.kill(), running.wait());
    assert_eq!(first.as_deref(), Some("{"));
}

#[test]
fn a_file_that_is_named_is_watched_with_the_table_of_its_recipients() {
    let project = Project::empty();
    let text = include_str!("../examples/recipients.toml");
    project.write("there/old.toml", text);
    project.write("table.csv", include_str!("../examples/recipients.csv"));
    let mut watching = Watching::of(&project, &["there/old.toml", "--recipients", "table.csv"]);
    let before = project.files("out");
    assert!(!before.is_empty());
    // As editors do: a new file takes the place of the old one.
    project.write("there/.old.toml.new", text.replace("office = \"", "office = \"Nya "));
    std::fs::rename(project.path("there/.old.toml.new"), project.path("there/old.toml")).expect("renamed");
    watching.waits();
    let after = project.files("out");
    assert_ne!(after, before);
    project.change("table.csv", "031-390 06 21", "031-390 06 22");
    watching.waits();
    assert_ne!(project.files("out"), after);
}

#[test]
fn a_picture_that_lies_beside_a_file_that_is_named_is_watched() {
    let project = Project::empty();
    let logo = include_str!("cases/logo.svg");
    project.write("there/drawn/mark.svg", logo);
    let sender = "[[sender]]\nname = \"Polisen\"\nlogo = \"drawn/mark.svg\"\n";
    project.write("there/own.toml", format!("{}\n{sender}", include_str!("../examples/recipients.toml")));
    let mut watching = Watching::of(&project, &["there/own.toml"]);
    let before = project.files("out");
    assert!(!before.is_empty());
    project.write("there/drawn/mark.svg", logo.replace("#123456", "#654321"));
    watching.waits();
    assert_ne!(project.files("out"), before);
}

#[test]
fn a_folder_that_is_made_later_is_watched() {
    let project = Project::new();
    let sender = "name = \"Polisen\"\n";
    project.change("leaflets/varmland.toml", sender, &format!("{sender}logo = \"assets/logos/x.svg\"\n"));
    let mut watching = Watching::of(&project, &["varmland"]);
    assert!(project.names("out").is_empty(), "there is no logo yet");
    let logo = include_str!("cases/logo.svg");
    project.write("assets/logos/x.svg", logo);
    while project.names("out").is_empty() {
        watching.waits();
    }
    let before = project.files("out");
    project.write("assets/logos/x.svg", logo.replace("#123456", "#654321"));
    while project.files("out") == before {
        watching.waits();
    }
}
