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
    // A table that someone is at work on is not written over.
    project.write("contacts.xlsx", "mine");
    project.run(&["contacts", "export", "contacts.xlsx"]).refused(&["contacts.xlsx exists already"]);
    assert_eq!(project.read("contacts.xlsx"), "mine");
    let csv = project.read("contacts.csv");
    assert!(csv.contains("varmland;Isabel Persson;kvinnofridssamordnare;"), "{csv}");
    assert!(!csv.contains("varmland-dalarna-orebro"), "{csv}");

    let before = project.read("leaflets/varmland.toml");
    project.write("contacts.csv", csv.replace("054-19 73 38", "054-19 70 00"));
    let asked = project.run(&["contacts", "import", "contacts.csv"]);
    let day = before.lines().find_map(|line| line.strip_prefix("verified = ")).expect("a day")[..10].to_owned();
    // The day was that of the old number.
    let line = format!("varmland  phone: “054-19 73 38” → “054-19 70 00”\nvarmland  verified: “{day}” → (nothing)\n");
    assert_eq!(asked.err, format!("{line}nothing is written; 1 county would change with --yes\n"));
    assert_eq!(project.read("leaflets/varmland.toml"), before);
    let swedish = project.run(&["contacts", "import", "contacts.csv", "--locale", "sv"]);
    assert!(swedish.err.contains("”054-19 73 38” → ”054-19 70 00”"), "{}", swedish.err);
    let done = project.run(&["contacts", "import", "contacts.csv", "--yes"]);
    assert_eq!((done.status, done.err), (0, format!("{line}changed 1 county\n")));
    let after = project.read("leaflets/varmland.toml");
    assert!(after.contains("phone = \"054-19 70 00\"") && !after.contains(&format!("verified = {day}")), "{after}");
    let row = csv.replace("054-19 73 38", "054-19 70 01").replace(&day, "2026-11-01");
    project.write("contacts.csv", row);
    project.run(&["contacts", "import", "contacts.csv", "--yes"]).done();
    assert!(project.read("leaflets/varmland.toml").contains("verified = 2026-11-01"));
}

#[test]
fn a_swedish_table_has_swedish_headings_and_either_language_reads_both() {
    let project = Project::new();
    let heads = [
        ("sv", "län;namn;roll;myndighet;telefon;e-post;webb;kontrollerad"),
        ("en", "county;name;role;organisation;phone;email;url;verified"),
    ];
    for (locale, head) in heads {
        for ending in ["csv", "xlsx"] {
            let file = format!("{locale}.{ending}");
            project.run(&["contacts", "export", &file, "--locale", locale]).done();
            for other in ["sv", "en"] {
                let said = if other == "sv" { "ingen kontakt ändras\n" } else { "no contact changes\n" };
                let run = project.run(&["contacts", "import", &file, "--locale", other]);
                assert_eq!((run.status, run.err.as_str()), (0, said), "{file}");
            }
        }
        let csv = project.read(&format!("{locale}.csv"));
        assert_eq!(csv.trim_start_matches('\u{feff}').lines().next(), Some(head));
    }
    let csv = project.read("sv.csv").replace("054-19 73 38", "054-19 70 00");
    project.write("sv.csv", &csv);
    let run = project.run(&["contacts", "import", "sv.csv", "--locale", "sv"]);
    assert!(run.err.contains("varmland  telefon: ”054-19 73 38” → ”054-19 70 00”\n"), "{}", run.err);
    project.write("in.csv", "telefon\n1\n");
    project.run(&["contacts", "import", "in.csv", "--locale", "sv"]).refused(&[
        "ingen kolumn har rubriken `län`",
        "rubriker: län, namn, roll, myndighet, telefon, e-post, webb, kontrollerad;",
    ]);
    project.write("in.csv", "län;telefon;tel\nskane;1;2\n");
    project.run(&["contacts", "import", "in.csv", "--locale", "sv"]).refused(&["”tel” är en andra kolumn för telefon"]);
}

#[test]
fn a_county_that_cannot_be_read_is_not_exported_as_empty() {
    let project = Project::new();
    for (right, wrong) in [("genitive = \"Värmlands\"", "genitive = \"Värmlands"), ("phone = ", "fone = ")] {
        project.change("leaflets/varmland.toml", right, wrong);
        project.run(&["contacts", "export", "k.csv"]).refused(&["leaflets/varmland.toml", "nothing is written"]);
        assert!(!project.path("k.csv").exists());
        project.change("leaflets/varmland.toml", wrong, right);
    }
    project.run(&["contacts", "export", "k.csv"]).done();
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
        "in.csv, row 3, column B (telefon)",
        "in.csv, row 4, column C (e-post)",
        "in.csv, row 4, column D (kontrollerad): “2026-13-01” is no day",
        "in.csv, row 5, column A (län)",
        "did you mean `halland`",
        "changed 1 county",
    ] {
        assert!(run.err.contains(part), "{part}\n{}", run.err);
    }
    assert!(project.read("leaflets/gavleborg.toml").contains("phone = \"010-224 10 00\""));
    assert!(!project.read("leaflets/halland.toml").contains("inte en"));
    assert_eq!(project.read("leaflets/dalarna.toml"), dalarna);

    project.write("in.csv", "Län;telefon\nHallands län;010-224 30 00\nSKÅNE;010-224 10 00\nörebro;019-19 30 00\n");
    let run = project.run(&["contacts", "import", "in.csv", "--yes"]);
    assert!(run.status == 0 && run.err.contains("changed 3 counties"), "{}", run.err);
    assert!(project.read("leaflets/halland.toml").contains("phone = \"010-224 30 00\""));
    project.write("in.csv", "county;phonee\nskane;1\n");
    let run = project.run(&["contacts", "import", "in.csv", "--yes"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("“phonee” is no column") && run.err.contains("`phone`"), "{}", run.err);
    assert_eq!(project.run(&["contacts", "import", "in.txt"]).status, 2);
}

/// The repository's 21 counties in a workbook, each with a new number, and three with a mistake.
fn of_21_counties(file: &std::path::Path) -> Vec<String> {
    let known = fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("leaflets")).expect("a folder");
    let names = known.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut slugs: Vec<String> = names.filter_map(|name| Some(name.strip_suffix(".toml")?.to_owned())).collect();
    slugs.retain(|slug| slug != "varmland-dalarna-orebro");
    slugs.sort();
    assert_eq!(slugs.len(), 21);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut write = |row: usize, cells: [&str; 4]| {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(u32::try_from(row).expect("a row"), column, cell).expect("written");
        }
    };
    write(0, ["county", "phone", "email", "verified"]);
    for (row, slug) in (2..).zip(&slugs) {
        let phone = format!("031-390 06 {row}");
        match row {
            5 => write(row - 1, [slug, &phone, "inte en adress", "2026-11-01"]),
            12 => write(row - 1, [slug, "ring växeln", "a@example.org", "2026-11-01"]),
            20 => write(row - 1, [slug, &phone, "a@example.org", "2026-13-01"]),
            _ => write(row - 1, [slug, &phone, "a@example.org", "2026-11-01"]),
        }
    }
    book.save(file).expect("a workbook");
    slugs
}

/// What is wrong with the three, by row and column.
const WRONG: [&str; 3] = [
    "in.xlsx, row 5, column C (email)",
    "in.xlsx, row 12, column B (phone)",
    "in.xlsx, row 20, column D (verified): “2026-13-01” is no day",
];

#[test]
fn of_21_contacts_three_are_wrong_and_18_are_imported_after_asking() {
    let project = Project::empty();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("leaflets");
    let slugs = of_21_counties(&project.path("in.xlsx"));
    for slug in &slugs {
        let text = fs::read_to_string(folder.join(format!("{slug}.toml"))).expect("a county");
        project.write(&format!("leaflets/{slug}.toml"), text);
    }
    let before = project.files("leaflets");

    // Nobody can be asked: what would change and what is wrong is told, and nothing is written.
    let asked = project.run(&["contacts", "import", "in.xlsx"]);
    assert!(asked.err.contains("nothing is written; 18 counties would change with --yes\n"), "{}", asked.err);
    for words in WRONG {
        assert!(asked.err.contains(words), "{words}\n{}", asked.err);
    }
    assert_eq!(project.files("leaflets"), before);

    let done = project.run(&["contacts", "import", "in.xlsx", "--yes"]);
    assert_eq!(done.status, 1, "three rows are wrong");
    assert!(done.err.contains("changed 18 counties\n"), "{}", done.err);
    for words in WRONG {
        assert!(done.err.contains(words), "{words}\n{}", done.err);
    }
    assert_eq!(done.err.matches("in.xlsx, row ").count(), 3, "{}", done.err);
    for (row, slug) in (2..).zip(&slugs) {
        let file = format!("{slug}.toml");
        let now = project.read(&format!("leaflets/{file}"));
        if [5, 12, 20].contains(&row) {
            assert_eq!(now.as_bytes(), before[&file], "{slug}");
        } else {
            assert!(now.contains(&format!("phone = \"031-390 06 {row}\"")), "{slug}\n{now}");
        }
    }
}

/// A person at a terminal, which `script` of util-linux plays.
#[cfg(target_os = "linux")]
#[test]
fn a_person_at_the_terminal_is_asked_before_anything_is_written() {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let project = Project::new();
    project.write("in.csv", "county;phone\nvarmland;031-390 06 12\nnowhere;031-390 06 13\n");
    let before = project.read("leaflets/varmland.toml");
    let at_terminal = |answer: &str| {
        let program = project.command(&[]);
        let words = format!("'{}' contacts import in.csv", program.get_program().to_string_lossy());
        let mut terminal = Command::new("script");
        terminal.args(["-qec", &words, "/dev/null"]).current_dir(project.path(".")).env("LC_ALL", "C");
        let mut running = terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("util-linux");
        running.stdin.take().expect("a keyboard").write_all(answer.as_bytes()).expect("typed");
        let output = running.wait_with_output().expect("it ends");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let said = at_terminal("n\n");
    assert!(said.contains("→ “031-390 06 12”") && said.contains("Change 1 county? [y/N]"), "{said}");
    let (wrong, question) = (said.find("in.csv, row 3, column A (county): "), said.find("Change 1 county?"));
    assert!(wrong.is_some() && wrong < question, "what is wrong is told before the question\n{said}");
    assert!(said.contains("nothing is written"), "{said}");
    assert_eq!(project.read("leaflets/varmland.toml"), before);
    let said = at_terminal("y\n");
    assert!(said.contains("changed 1 county"), "{said}");
    assert!(project.read("leaflets/varmland.toml").contains("phone = \"031-390 06 12\""));
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
    project.run(&["contacts", "verify", "varmland", "--on", "2999-01-01"]).refused(&["2999-01-01 is still to come"]);
}

#[test]
fn a_contact_is_held_against_the_same_rules_in_every_spelling_of_toml() {
    let project = Project::new();
    let text = project.read("leaflets/varmland.toml");
    let (head, rest) = text.split_once("[contact]\n").expect("a contact");
    let (_, tail) = rest.split_once("[[sender]]").expect("a sender");
    for (top, table) in [
        ("", "[contact] # ring först\nphone = \"054-19 73 38\"\n"),
        ("", "[ contact ]\n'phone' = \"054-19 73 38\"\n"),
        ("contact = { phone = \"054-19 73 38\" }\n", ""),
        ("contact.phone = \"054-19 73 38\"\n", ""),
        ("", ""),
    ] {
        let text = format!("{top}{head}{table}\n[[sender]]{tail}");
        project.write("leaflets/varmland.toml", &text);
        project.write("in.csv", "county;phone;email\nvarmland;abc;inte-en-adress\n");
        let run = project.run(&["contacts", "import", "in.csv", "--yes"]);
        run.refused(&["in.csv, row 2, column B (phone)", "in.csv, row 2, column C (email)", "no contact changes"]);
        assert_eq!(project.read("leaflets/varmland.toml"), text);
        project.write("in.csv", "county;phone;email\nvarmland;054-19 70 00;a@example.org\n");
        project.run(&["contacts", "import", "in.csv", "--yes"]).done();
        let now = project.read("leaflets/varmland.toml");
        assert!(now.contains("\"054-19 70 00\"") && now.contains("\"a@example.org\""), "{now}");
    }
}

#[test]
fn a_cell_at_the_far_end_of_a_workbook_is_refused_before_room_is_made_for_it() {
    let project = counties(&["skane"]);
    let far = |row, column, cell: &str| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "county").and_then(|sheet| sheet.write(0, 1, "phone")).expect("written");
        sheet.write(1, 0, "skane").and_then(|sheet| sheet.write(1, 1, "010-224 10 00")).expect("written");
        match cell {
            "" => sheet.write_blank(row, column, &rust_xlsxwriter::Format::new().set_bold()).map(drop),
            _ => sheet.write(row, column, cell).map(drop),
        }
        .expect("written");
        book.save(project.path("in.xlsx")).expect("a workbook");
        project.run(&["contacts", "import", "in.xlsx"])
    };
    far(1_048_575, 16_383, "x").refused(&["cannot read in.xlsx", "it has more than 20000 rows"]);
    far(0, 16_383, "x").refused(&["cannot read in.xlsx", "it has more than 200 columns"]);
    // A cell that has a look but says nothing is no part of the table.
    far(1_048_575, 16_383, "").done();
    project.write("in.csv", "county;phone\n".to_owned() + &";".repeat(500));
    project.run(&["contacts", "import", "in.csv"]).refused(&["it has more than 200 columns"]);
}

#[test]
fn of_two_rows_for_a_county_neither_is_taken() {
    let project = counties(&["skane", "halland"]);
    let before = project.read("leaflets/skane.toml");
    project.write("in.csv", "county;phone\nskane;010-224 10 00\nhalland;010-224 10 01\nskane;010-224 10 02\n");
    let run = project.run(&["contacts", "import", "in.csv", "--yes"]);
    run.refused(&["row 4, column A (county): skane stands in row 2 already", "changed 1 county\n"]);
    assert_eq!(project.read("leaflets/skane.toml"), before);
}

#[test]
fn rows_and_columns_are_told_as_the_spreadsheet_shows_them() {
    let project = counties(&["skane", "halland"]);
    project.write("in.csv", "\ncounty;phone\r\n\r\nskane;ring växeln\n\n\nhalland;\nskane;010-224 10 00\n");
    project.run(&["contacts", "import", "in.csv"]).refused(&[
        "in.csv, row 4, column B (phone)",
        "in.csv, row 8, column A (county): skane stands in row 4 already",
    ]);
    project.write("in.csv", "\n\nphone\n010-224 10 00\n");
    project.run(&["contacts", "import", "in.csv"]).refused(&["in.csv, row 3: no column is headed `county`"]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, column, cell) in
        [(2, 2, "county"), (2, 3, "phone"), (2, 4, "fax"), (4, 2, "skane"), (4, 3, "ring växeln")]
    {
        sheet.write(row, column, cell).expect("written");
    }
    book.save(project.path("in.xlsx")).expect("a workbook");
    project.run(&["contacts", "import", "in.xlsx"]).refused(&["in.xlsx, row 3, column E: “fax” is no column"]);
    let sheet = book.worksheet_from_index(0).expect("the sheet");
    sheet.write_blank(2, 4, &rust_xlsxwriter::Format::new().set_bold()).expect("written");
    book.save(project.path("in.xlsx")).expect("a workbook");
    project.run(&["contacts", "import", "in.xlsx"]).refused(&["in.xlsx, row 5, column D (phone)"]);
}
