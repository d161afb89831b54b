//! Copies for recipients: a table of municipalities or schools, each with its name, its quantity and its own contact.

#[path = "support/program.rs"]
mod program;

use program::Project;
use serde_json::Value;

/// The example of the repository in a folder of its own.
fn example() -> Project {
    let project = Project::empty();
    for name in ["recipients.toml", "recipients.csv"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        project.write(name, std::fs::read(path).expect("an example"));
    }
    project
}

const WORDS: [&str; 3] = ["recipients.toml", "--recipients", "recipients.csv"];

/// A build of the example with more words.
fn build(project: &Project, words: &[&str]) -> program::Built {
    project.build(&[&WORDS, words].concat())
}

/// The text of a finished PDF, pages parted by form feeds.
fn text(project: &Project, path: &str) -> String {
    let bytes = std::fs::read(project.path(path)).expect("a file");
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    pages.iter().map(|page| file.extract_text(&[*page]).expect("text") + "\u{c}").collect()
}

fn files_of<'a>(manifest: &'a Value, edition: &str) -> Vec<&'a Value> {
    let files = manifest["files"].as_array().expect("files");
    files.iter().filter(|file| file["edition"] == edition).collect()
}

#[test]
fn each_recipient_gets_files_with_its_own_contact_and_nobody_elses() {
    let project = example();
    let built = build(&project, &["--edition", "print,web"]);
    assert_eq!(built.all, 8, "{:?}", built.made);
    let path = |name: &str| format!("out/exempelskolor/recipients/spara-och-anmal-a5-sv-{name}.web.pdf");
    let school = text(&project, &path("exempelstad-exempelskolan"));
    assert!(school.contains("031-390 06 21") && school.contains("Exempelskolan"), "{school}");
    assert!(!school.contains("031-390 06 12") && !school.contains("fornamn.efternamn@"), "{school}");
    let county = text(&project, &path("exempelstad-fritidsgarden-exemplet"));
    assert!(county.contains("031-390 06 12") && !county.contains("031-390 06 21"), "no contact: the county's");
    let manifest = project.json("out/exempelskolor/manifest.json");
    let quantities: Vec<u64> = files_of(&manifest, "print")
        .iter()
        .map(|file| file["recipients"]["to"][0]["quantity"].as_u64().expect("a quantity"))
        .collect();
    assert_eq!(quantities, [250, 60, 300, 150], "in the order of the files' names");
    assert_eq!(manifest["files"][0]["recipients"]["table"], "recipients.csv");
}

#[test]
fn copies_that_name_no_recipient_are_told() {
    let project = Project::new();
    project.write("table.csv", "name;quantity\nÅkersskolan;250\nÖrsholmsskolan;60\n");
    let words =
        ["varmland", "--recipients", "table.csv", "--publication", "grooming", "--format", "a5", "--lang", "sv"];
    let told = "warning[recipient-unnamed]: the copies of `grooming` for 2 recipients are all the same";
    for command in [&["check"][..], &["build", "--edition", "web"]] {
        let run = project.run(&[command, &words].concat());
        run.done();
        assert!(run.err.contains(told), "{}", run.err);
    }
    assert!(!example().run(&["check", WORDS[0], WORDS[1], WORDS[2]]).err.contains("recipient-unnamed"));
}

#[test]
fn a_changed_row_makes_its_files_again_and_a_row_that_is_gone_takes_them_along() {
    let project = example();
    build(&project, &["--edition", "web"]);
    assert!(build(&project, &["--edition", "web"]).made.is_empty());
    project.change("recipients.csv", "031-390 06 34", "031-390 06 35");
    let path = "exempelskolor/recipients/spara-och-anmal-a5-sv-ovningskoping-ovningsskolan.web.pdf";
    assert_eq!(build(&project, &["--edition", "web"]).made, [path]);
    // A quantity is printed nowhere: the file stands, and the manifest says it.
    project.change("recipients.csv", ";300;", ";310;");
    assert!(build(&project, &["--edition", "web"]).made.is_empty());
    assert!(project.read("out/exempelskolor/manifest.json").contains("\"quantity\": 310"));
    let row = project.read("recipients.csv").lines().find(|line| line.contains(";310;")).expect("a row").to_owned();
    project.change("recipients.csv", &format!("{row}\n"), "");
    assert_eq!(build(&project, &["--edition", "web"]).removed, [path]);
    // The rows stand in another order: names and bytes stay.
    let mut lines: Vec<String> = project.read("recipients.csv").lines().map(str::to_owned).collect();
    lines[1..].reverse();
    project.write("recipients.csv", lines.join("\n"));
    assert!(build(&project, &["--edition", "web"]).made.is_empty());
    // The county's own leaflets and those of its recipients leave each other alone.
    assert!(project.build(&["recipients.toml", "--edition", "web"]).removed.is_empty());
    assert_eq!(project.names("out/exempelskolor/recipients").len(), 3);
    build(&project, &["--edition", "web", "-o", "clean"]);
    project.build(&["recipients.toml", "--edition", "web", "-o", "clean"]);
    project.same("out", "clean");
}

#[test]
fn one_merged_print_file_has_all_pages_in_order_with_a_bookmark_for_each() {
    let project = example();
    build(&project, &["--edition", "print"]);
    let built = build(&project, &["--edition", "print", "--merge"]);
    assert_eq!(built.made, ["exempelskolor/recipients/spara-och-anmal-a5-sv.print.pdf"]);
    assert_eq!(built.removed.len(), 4, "single files would be printed besides: {:?}", built.removed);
    let pages = text(&project, "out/exempelskolor/recipients/spara-och-anmal-a5-sv.print.pdf");
    let pages: Vec<&str> = pages.split_terminator('\u{c}').collect();
    assert_eq!(pages.len(), 4);
    for (page, number) in pages.iter().zip(["06 21", "06 12", "06 34", "06 48"]) {
        assert!(page.contains(&format!("031-390 {number}")), "{number}: {page}");
        let others = ["06 21", "06 12", "06 34", "06 48"].iter().filter(|other| **other != number);
        others.for_each(|other| assert!(!page.contains(other), "{other} stands beside {number}: {page}"));
    }
    let bytes =
        std::fs::read(project.path("out/exempelskolor/recipients/spara-och-anmal-a5-sv.print.pdf")).expect("a file");
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let toc = file.get_toc().expect("bookmarks").toc;
    let titles: Vec<(String, usize)> = toc.into_iter().map(|entry| (entry.title, entry.page)).collect();
    let expected = [
        "Exempelskolan, Exempelstad",
        "Fritidsgården Exemplet, Exempelstad",
        "Övningsskolan, Övningsköping",
        "Övningsköping",
    ];
    assert_eq!(titles, expected.iter().zip(1..).map(|(title, page)| ((*title).to_owned(), page)).collect::<Vec<_>>());
    project.run(&["preflight", "out/exempelskolor/recipients/spara-och-anmal-a5-sv.print.pdf"]).done();
    let manifest = project.json("out/exempelskolor/manifest.json");
    let to = &files_of(&manifest, "print")[0]["recipients"]["to"];
    assert_eq!((&to[2]["name"], &to[2]["quantity"]), (&Value::from("Övningsskolan"), &Value::from(300)));
    assert_eq!(to[2]["pages"], serde_json::json!([3, 3]));
    assert!(build(&project, &["--edition", "print", "--merge"]).made.is_empty());
    project.change("recipients.csv", "031-390 06 34", "031-390 06 35");
    assert_eq!(build(&project, &["--edition", "print", "--merge"]).made, built.made);
}

#[test]
fn every_wrong_row_is_told_by_row_and_column_and_nothing_is_written() {
    let project = example();
    project.write(
        "wrong.csv",
        "kommun,namn,antal,telefon,e-post,kontakt\n\
         Exempelstad,Exempelskolan,250,031-390 06 21,,\n\
         Exempelstad,Andra skolan,många,031x,inte en adress,\n\
         ,,40,,,\n\
         Exempelstad,Tredje skolan,,,,Förnamn Efternamn\n\
         Exempelstad,Exempelskolan,5,,,\n\
         Exempelstad,Skolan, med komma,5,,,kurator\n\
         Exempelstad,学校,5,,,\n",
    );
    project.run(&["build", "recipients.toml", "--recipients", "wrong.csv"]).refused(&[
        "error[bad-value]: wrong.csv, row 3, column C (antal): “många” is no number of copies",
        "wrong.csv, row 3, column D (telefon): `x` has no place in a phone number",
        "wrong.csv, row 3, column E (e-post)",
        "error[missing-key]: wrong.csv, row 4, column B (namn): this row names no recipient",
        "wrong.csv, row 5, column C (antal): this row has no quantity",
        "wrong.csv, row 5, column F (kontakt): this contact cannot be reached",
        "error[duplicate]: wrong.csv, row 6, column B (namn): Exempelskolan would have files of the same name as row 2",
        "wrong.csv, row 7, column G: “kurator” stands under no heading",
        "help: Take it out; a name with a comma or semicolon stands between quotation marks in CSV.",
    ]);
    assert!(project.names("out").is_empty(), "{:?}", project.names("out"));
    project.write("head.csv", "kommun;antall;namn\nExempelstad;5;Skolan\n");
    project
        .run(&["check", "recipients.toml", "--recipients", "head.csv"])
        .refused(&["head.csv, row 1, column B: “antall” is no column of recipients"]);
    project.write("latin.csv", b"namn;antal\nSkolan;5\nF\xf6rskolan;5\n");
    project
        .run(&["build", "recipients.toml", "--recipients", "latin.csv"])
        .refused(&["error[file-unreadable]: cannot read latin.csv: row 3 has letters that are not UTF-8; save it as"]);
    project.write("open.csv", "namn;antal\n\"Skolan;5\nF\u{f6}rskolan;5\n");
    project
        .run(&["check", "recipients.toml", "--recipients", "open.csv"])
        .refused(&["cannot read open.csv: in row 2 a quotation mark begins a cell and none ends it"]);
    project.write("lines.csv", "namn;antal\n\"Skolan\nExempel\";5\n");
    project
        .run(&["check", "recipients.toml", "--recipients", "lines.csv"])
        .refused(&["lines.csv, row 2, column A (namn): this cell has several lines"]);
    let missing = project.run(&["build", "recipients.toml", "--recipients", "none.csv"]);
    assert!(missing.status == 1 && missing.err.contains("cannot read none.csv"), "{}", missing.err);
    assert_eq!(project.run(&["build", "recipients.toml", "--merge"]).status, 2, "--merge without a table");
}

#[test]
fn rows_are_told_in_their_order_and_machines_know_their_lines() {
    let project = example();
    let rows: Vec<String> = (2..=11).map(|row| format!("Skola {row};noll\n")).collect();
    project.write("wrong.csv", format!("namn;antal\n{}", rows.concat()));
    let words = ["check", "recipients.toml", "--recipients", "wrong.csv", "--message-format"];
    let said = |format: &str| project.run(&[&words[..], &[format]].concat());
    let json = said("json").out;
    let found: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of_rows = found.iter().filter(|found| found["code"] == "bad-value");
    let lines: Vec<u64> = of_rows.map(|found| found["line"].as_u64().expect("a line")).collect();
    assert_eq!(lines, (2..=11).collect::<Vec<_>>());
    assert!(found.iter().any(|found| found["file"] == "wrong.csv"), "{json}");
    assert!(said("github").out.contains("::error file=wrong.csv,line=11,title=bad-value::wrong.csv, row 11"));
    assert!(said("junit").out.contains(" file=\"wrong.csv\" line=\"11\">"), "{}", said("junit").out);
    assert!(said("sarif").out.contains("\"startLine\": 11"));
    // A table that cannot be read at all is a finding like any other.
    let missing = ["build", "recipients.toml", "--recipients", "none.csv", "--message-format", "json"];
    assert!(project.run(&missing).out.contains("\"code\":\"file-unreadable\""));
}

#[test]
fn a_text_that_does_not_fit_one_recipient_names_it_and_holds_back_all() {
    let project = example();
    let long = "Mycket långa namnet på en skola som inte ryms ".repeat(3);
    project.change("recipients.csv", "Exempelstad;Fritidsgården Exemplet;60", &format!("Exempelstad;{long};60"));
    project.change("recipients.toml", "Fråga gärna", &"{recipient.name} och {recipient.name}. ".repeat(9));
    let run = project.run(&[&["build", "--edition", "web"], &WORDS[..]].concat());
    run.refused(&["error[overflow]", "(for Mycket långa namnet"]);
    assert!(!run.err.contains("(for Exempelskolan"), "{}", run.err);
    assert!(project.names("out").is_empty());
    let check = project.run(&[&["check"], &WORDS[..]].concat());
    check.refused(&["error[overflow]", "(for Mycket långa namnet"]);
    // Each recipient is named once, in however many formats.
    project.change("recipients.toml", "formats = [\"a5\"]", "formats = [\"a5\", \"a4\"]");
    project.change("recipients.toml", "date = 2026-11-21", "date = 2026-11-21\nmax_lix = 20");
    let run = project.run(&[&["check"], &WORDS[..]].concat());
    let lix = run.err.lines().find(|line| line.starts_with("warning[lix-high]")).expect("told");
    let names = lix.split("(for ").nth(1).expect("names").trim_end_matches(')');
    let once: std::collections::BTreeSet<&str> = names.split("; ").collect();
    assert_eq!(once.len(), names.split("; ").count(), "{lix}");
}

#[test]
fn placeholders_of_recipients_are_filled_for_recipients_only() {
    let project = example();
    project.build(&["recipients.toml", "--edition", "web"]);
    let own = text(&project, "out/exempelskolor/spara-och-anmal-a5-sv.web.pdf");
    assert!(!own.contains("bladet är till"), "a section of recipients alone: {own}");
    project.change("recipients.toml", "recipients = true\n", "");
    project
        .run(&["build", "recipients.toml"])
        .refused(&["error[missing-key]", "the text uses {recipient.name}, but this copy is for no recipient"]);
    project.change("recipients.toml", "{recipient.name}", "{recipient.nam}");
    project.run(&["check", "recipients.toml"]).refused(&["nothing fills `{recipient.nam}`", "{recipient.name}"]);
    project.change("recipients.toml", "{recipient.nam}", "{contact.role}");
    project
        .run(&[&["build"], &WORDS[..]].concat())
        .refused(&["Fill in the column contact.role in row 4 of recipients.csv"]);
}

#[test]
fn what_is_filled_in_is_printed_as_it_reads() {
    let project = example();
    project.change("recipients.toml", "title = \"Spara och anmäl\"", "title = \"Råd i **{county.short}** | nu\"");
    let line = "text = \"\"\"\n{recipient.name}\n\nDet här är {publication.title}.\n\"\"\"\n";
    let before = project.read("recipients.toml");
    let old = before.lines().find(|line| line.contains("{recipient.name}")).expect("a line");
    project.change("recipients.toml", &format!("{old}\n"), line);
    project.write("recipients.csv", "name;quantity\n5. klass i Kil;10\n");
    build(&project, &["--edition", "web"]);
    let printed = text(&project, "out/exempelskolor/recipients/spara-och-anmal-a5-sv-5-klass-i-kil.web.pdf");
    let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(printed.contains("5. klass i Kil") && printed.contains("Det här är Råd i Exempel | nu."), "{printed}");
}

#[test]
fn a_workbook_names_recipients_of_several_counties() {
    let project = Project::new();
    project.write(
        "table.csv",
        "county;name;quantity;phone\nVärmlands län;Karlstads kommun;100;054-540 00 00\ndalarna;Falu kommun;90;\n\
         orebro;Örebro kommun;80;\n",
    );
    let words =
        ["--recipients", "table.csv", "--edition", "web", "--publication", "grooming", "--format", "a4", "--draft"];
    let built = project.build(&[&["varmland", "dalarna"], &words[..]].concat());
    let [first, second] =
        ["dalarna/recipients/grooming-a4-sv-falu-kommun", "varmland/recipients/grooming-a4-sv-karlstads-kommun"];
    assert_eq!(built.made, [format!("{first}.web.pdf"), format!("{second}.web.pdf")]);
    project.change("table.csv", "orebro;", "nerike;");
    project.run(&[&["build", "varmland", "dalarna"], &words[..]].concat()).refused(&["there is no county `nerike`"]);
    project.change("table.csv", "county;", "id;");
    project
        .run(&[&["build", "varmland", "dalarna"], &words[..]].concat())
        .refused(&["table.csv, row 2: this row does not say in which county"]);
}

#[test]
fn parts_of_recipients_join_to_the_whole_and_are_verified() {
    let project = Project::new();
    project.write(
        "leaflets/table.csv",
        "name;quantity\nKarlstads kommun;10\nArvika kommun;20\nKils kommun;30\nGrums kommun;40\nSunne kommun;50\n",
    );
    let words = [
        "varmland",
        "--recipients",
        "leaflets/table.csv",
        "--edition",
        "print,web",
        "--merge",
        "--publication",
        "grooming",
    ];
    let whole = project.build(&[&words[..], &["-o", "whole"]].concat());
    for part in ["1/3", "2/3", "3/3"] {
        project.build(&[&words[..], &["--shard", part]].concat());
    }
    project.run(&["manifest", "merge"]).done();
    project.same("out", "whole");
    assert!(whole.all > 6, "{:?}", whole.made);
    project.run(&["verify", "whole"]).done();
    project.run(&[&["build", "--check-only"], &words[..]].concat()).done();
    project.change("leaflets/table.csv", "Sunne kommun", "Torsby kommun");
    project
        .run(&[&["build", "--check-only"], &words[..]].concat())
        .refused(&["error[output-stale]", "was built from something older"]);
}

#[test]
fn the_ticket_tells_how_many_copies_of_which_pages() {
    let project = example();
    let order = |words: &[&str]| project.run(&[&["order"], &WORDS[..], words].concat());
    order(&["--merge"]).done();
    let rows = project.read("out/exempelskolor/order.csv");
    assert!(rows.contains("Mottagare;Sidor i filen"), "{rows}");
    let school = rows.lines().find(|row| row.contains("Övningsskolan, Övningsköping")).expect("a row");
    assert!(school.contains(";300;") && school.contains(";3;"), "{school}");
    assert!(school.contains("recipients/spara-och-anmal-a5-sv.print.pdf"), "{school}");
    let paper = text(&project, "out/exempelskolor/order.pdf");
    assert!(paper.contains("till Övningsskolan") && paper.contains("sidan 3 i filen"), "{paper}");
    order(&[]).done();
    let rows = project.read("out/exempelskolor/order.csv");
    assert_eq!(rows.matches("recipients/spara-och-anmal-a5-sv-").count(), 4, "{rows}");
    project.change("recipients.csv", ";250;", ";240;");
    let run = order(&[]);
    assert!(run.err.contains("760 copies of spara-och-anmal as a5 are ordered, 750 are for recipients"), "{}", run.err);
}

#[test]
fn an_order_for_recipients_is_not_held_against_a_build_without_them() {
    let project = example();
    for words in [&["--merge"][..], &[]] {
        project.run(&[&["order"], &WORDS[..], words].concat()).done();
        for words in [&["recipients.toml"][..], &["recipients.toml", "--edition", "print"]] {
            let run = project.build(words);
            assert!(!run.err.contains("order-old"), "{}", run.err);
        }
    }
    // A build with the same table is held against it.
    project.change("recipients.csv", ";250;", ";240;");
    let run = build(&project, &["--edition", "print"]);
    assert!(run.err.contains("order-old"), "{}", run.err);
    // Nor is an order without recipients held against a build for them.
    project.run(&["order", "recipients.toml"]).done();
    assert!(!build(&project, &["--edition", "print"]).err.contains("order-old"));
}

#[test]
fn a_table_of_another_name_stands_in_the_manifest_and_one_that_is_gone_is_told() {
    let project = example();
    let of =
        |table: &str, words: &[&str]| project.build(&[&["recipients.toml", "--recipients", table], words].concat());
    for words in [&["--edition", "print,web"][..], &["--edition", "print,web", "--merge"]] {
        of("recipients.csv", words);
        std::fs::rename(project.path("recipients.csv"), project.path("b.csv")).expect("renamed");
        assert!(of("b.csv", words).made.is_empty());
        assert!(!project.read("out/exempelskolor/manifest.json").contains("recipients.csv"));
        let _ = std::fs::remove_dir_all(project.path("clean"));
        of("b.csv", &[words, &["-o", "clean"]].concat());
        project.same("out", "clean");
        project.run(&["verify"]).done();
        std::fs::rename(project.path("b.csv"), project.path("recipients.csv")).expect("renamed");
        let run = project.run(&["verify"]);
        run.refused(&[
            "error[output-differs]: b.csv cannot be read, so that the copies for its recipients cannot be built again",
        ]);
        assert!(run.err.contains("0 files in out built again, 0 the same"), "{}", run.err);
    }
}

#[test]
fn what_stands_in_the_manifest_alone_is_told_when_it_has_changed() {
    let project = example();
    let check = |table: &str| project.run(&["build", "recipients.toml", "--check-only", "--recipients", table]);
    build(&project, &[]);
    check("recipients.csv").done();
    project.change("recipients.csv", ";250;", ";240;");
    check("recipients.csv").refused(&["error[output-stale]: exempelskolor/manifest.json is out of date"]);
    build(&project, &[]);
    check("recipients.csv").done();
    std::fs::rename(project.path("recipients.csv"), project.path("b.csv")).expect("renamed");
    check("b.csv").refused(&["exempelskolor/manifest.json is out of date"]);
    project.build(&["recipients.toml", "--recipients", "b.csv"]);
    check("b.csv").done();
}

#[test]
fn copies_that_are_made_again_by_force_are_made_and_not_unchanged() {
    let project = example();
    let first = build(&project, &["--edition", "web"]);
    assert!(build(&project, &["--edition", "web"]).made.is_empty());
    assert_eq!(build(&project, &["--edition", "web", "--force"]).made, first.made);
}

#[test]
fn a_recipient_whose_files_would_have_too_long_a_name_is_told_by_its_row() {
    let project = example();
    let (town, school) = ("kommunen ".repeat(13), "en skola ".repeat(13));
    let table = |id: &str| project.write("wrong.csv", format!("kommun;namn;antal;id\n{town};{school};5;{id}\n"));
    let words = ["recipients.toml", "--recipients", "wrong.csv"];
    table("");
    let told = ["error[too-long]: wrong.csv, row 2, column B (namn): “kommunen-", "too long for the name of a file"];
    project.run(&[&["check"], &words[..]].concat()).refused(&told);
    project.run(&[&["build"], &words[..]].concat()).refused(&told);
    assert!(!project.path("out").exists());
    table("short");
    let run = project.run(&[&["check"], &words[..]].concat());
    assert!(!run.err.contains("too-long"), "{}", run.err);
}

#[test]
fn rows_are_counted_with_those_that_are_empty() {
    let project = example();
    project.write("wrong.csv", "\nkommun;antal\n\nExempelstad;många\nExempelby;5\n\nExempelby;6\n");
    project.run(&["build", "recipients.toml", "--recipients", "wrong.csv"]).refused(&[
        "wrong.csv, row 4, column B (antal): “många” is no number of copies",
        "wrong.csv, row 7: Exempelby would have files of the same name as row 5",
    ]);
}

#[test]
fn columns_and_lines_that_spreadsheets_add_are_passed_over() {
    let project = example();
    project.write("plain.csv", "Kommun;Namn;Antal\nÖvningsköping;Skolan;10\nExempelstad;Byskolan;20\n");
    let own = "sep=;\r\nKommun;Rektor;Namn;Antal;Elevantal;\r\nÖvningsköping;Eva;Skolan;10;210;\r\n\
               Exempelstad;Bo;Byskolan;20;\"300\n\";\r\n";
    project.write("own.csv", own);
    let of = |table: &str| project.build(&["recipients.toml", "--recipients", table, "--edition", "print"]);
    let plain = of("plain.csv");
    assert!(!plain.err.contains("column-unused"), "{}", plain.err);
    let run = of("own.csv");
    let told = "warning[column-unused]: own.csv, row 2: columns that recipients do not have are passed over: “Rektor”, “Elevantal”";
    assert!(run.err.contains(told), "{}", run.err);
    assert!(run.made.is_empty() && run.all == plain.all, "{:?}", run.made);
    // What is said of a table stays out of the manifest, which a build without the table writes too.
    assert!(!project.read("out/exempelskolor/manifest.json").contains("column-unused"));

    project.write("wrong.csv", "sep=;\nKommun;Antal;\nArvika;5;\n;7;\nKil;8;något\n");
    project.run(&["check", "recipients.toml", "--recipients", "wrong.csv"]).refused(&[
        "wrong.csv, row 4, column A (Kommun): this row names no recipient",
        "wrong.csv, row 5, column C: “något” stands under no heading",
    ]);
    project.write("wrong.csv", "Komun;Antal\nArvika;5\n");
    project
        .run(&["check", "recipients.toml", "--recipients", "wrong.csv"])
        .refused(&["wrong.csv, row 1, column A: “Komun” is no column of recipients", "did you mean `kommun`?"]);
    project.write("wrong.csv", "Rektor;Antal\nEva;5\n");
    project
        .run(&["check", "recipients.toml", "--recipients", "wrong.csv"])
        .refused(&["no column is headed `name`", "municipality (kommun), name (namn), id, quantity (antal)"]);
}
