//! `leaflet contacts`: out to a spreadsheet, back, and verified.

#[path = "support/program.rs"]
mod program;

use std::fs;

use program::Project;

/// Counties of a project for tests of spreadsheets, none with a contact.
fn counties(names: &[&str]) -> Project {
    let project = Project::new();
    for name in names {
        // The repository may have the county; here it is one that nobody has filled in.
        let _ = fs::remove_file(project.path(&format!("leaflets/{name}.toml")));
        project.run(&["new", "county", name]).done();
    }
    project
}

#[test]
fn contacts_go_out_to_a_spreadsheet_and_come_back_with_what_changed() {
    let project = counties(&["gavleborg"]);
    for file in ["contacts.csv", "contacts.xlsx"] {
        project.run(&["contacts", "export", file]).done();
        let run = project.run(&["contacts", "import", file]);
        assert_eq!((run.status, run.err.as_str()), (0, "no contact changes\n"), "{file}");
    }
    let csv = project.read("contacts.csv");
    assert!(csv.contains("varmland;Isabel Persson;kvinnofridssamordnare;"), "{csv}");
    assert!(!csv.contains("varmland-dalarna-orebro"), "{csv}");

    let before = project.read("leaflets/varmland.toml");
    project.write("contacts.csv", csv.replace("054-19 73 38", "054-19 70 00"));
    let asked = project.run(&["contacts", "import", "contacts.csv"]);
    let line = "varmland  phone: “054-19 73 38” → “054-19 70 00”\n";
    assert_eq!(asked.err, format!("{line}nothing is written; 1 county would change with --yes\n"));
    assert_eq!(project.read("leaflets/varmland.toml"), before);
    let done = project.run(&["contacts", "import", "contacts.csv", "--yes"]);
    assert_eq!((done.status, done.err), (0, format!("{line}changed 1 county\n")));
    assert_eq!(project.read("leaflets/varmland.toml"), before.replace("054-19 73 38", "054-19 70 00"));
}

#[test]
fn rows_with_mistakes_are_named_by_row_and_column_and_the_others_are_taken() {
    let project = counties(&["gavleborg", "skane", "halland"]);
    let dalarna = project.read("leaflets/dalarna.toml");
    let rows = "län;telefon;e-post;kontrollerad\ngavleborg;010-224 10 00;a@example.org;2026-11-01\n\
        skane;ring växeln;;\nhalland;;inte en adress;2026-13-01\nhaland;010-224 10 00;;\ndalarna;;;\n";
    project.write("in.csv", rows);
    let run = project.run(&["contacts", "import", "in.csv", "--yes"]);
    assert_eq!(run.status, 1);
    for part in [
        "in.csv, row 3, column B (phone)",
        "in.csv, row 4, column C (email)",
        "in.csv, row 4, column D (verified): “2026-13-01” is no day",
        "in.csv, row 5, column A (county)",
        "did you mean `halland`",
        "changed 1 county",
    ] {
        assert!(run.err.contains(part), "{part}\n{}", run.err);
    }
    assert!(project.read("leaflets/gavleborg.toml").contains("phone = \"010-224 10 00\""));
    assert!(!project.read("leaflets/halland.toml").contains("inte en"));
    assert_eq!(project.read("leaflets/dalarna.toml"), dalarna);

    project.write("in.csv", "county;phonee\nskane;1\n");
    let run = project.run(&["contacts", "import", "in.csv", "--yes"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("“phonee” is no column") && run.err.contains("`phone`"), "{}", run.err);
    assert_eq!(project.run(&["contacts", "import", "in.txt"]).status, 2);
}

#[test]
fn verifying_a_contact_notes_the_day() {
    let project = Project::new();
    let before = project.read("leaflets/varmland.toml");
    project.run(&["contacts", "verify", "varmland", "--on", "2026-11-20"]).done();
    let after = project.read("leaflets/varmland.toml");
    let changed: Vec<&str> = after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert!(changed[0].starts_with("verified = 2026-11-20"), "{changed:?}");
    assert_eq!(project.run(&["contacts", "verify", "dalarna"]).status, 1);
    assert_eq!(project.run(&["contacts", "verify", "varmlnd"]).status, 1);
    assert_eq!(project.run(&["contacts", "verify", "varmland", "--on", "soon"]).status, 1);
}
