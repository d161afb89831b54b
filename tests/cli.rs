//! The program as people and other programs meet it: exit status, what is said where, and which files come out.

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use leaflet::definition::Date;
use leaflet::world::{DiskWorld, World};
use serde_json::Value;
use sha2::{Digest, Sha256};

use program::Project;

/// A definition that holds everything, on which the wrong ones below are built.
const ONE_FILE: &str = include_str!("cases/good/one-file.toml");

const VARMLAND: [&str; 11] = [
    "grooming-a4-sv.print.pdf",
    "grooming-a4-sv.web.pdf",
    "grooming-a5-sv.print.pdf",
    "grooming-a5-sv.web.pdf",
    "grooming-sv.html",
    "manifest.json",
    "somliga-tror-a3-poster-sv.print.pdf",
    "somliga-tror-a3-poster-sv.web.pdf",
    "somliga-tror-a5-sv.print.pdf",
    "somliga-tror-a5-sv.web.pdf",
    "somliga-tror-sv.html",
];

#[test]
fn a_county_is_built_with_its_manifest() {
    let project = Project::new();
    let run = project.run(&["build", "varmland"]);
    run.done();
    assert!(run.err.contains("warning[contact-stale]: this contact was last checked on 2013-02-20"), "{}", run.err);
    assert!(run.err.contains("10 files in out"), "{}", run.err);
    assert_eq!(run.out, "");
    assert_eq!(project.names("out/varmland"), VARMLAND);
    assert_eq!(project.names("out").len(), VARMLAND.len());

    let manifest = project.json("out/varmland/manifest.json");
    assert_eq!((&manifest["county"], &manifest["name"]), (&"varmland".into(), &"Värmlands län".into()));
    let files = manifest["files"].as_array().expect("files");
    assert_eq!(files.len(), 10);
    let built = project.files("out");
    for file in files {
        let bytes = &built[file["path"].as_str().expect("a path")];
        assert_eq!(file["bytes"], bytes.len());
        let hash = file["sha256"].as_str().expect("a hash");
        let digits: Vec<u8> = (0..hash.len() / 2)
            .map(|at| u8::from_str_radix(&hash[at * 2..at * 2 + 2], 16).expect("hexadecimal"))
            .collect();
        assert_eq!(digits, Sha256::digest(bytes).to_vec());
        let begins: &[u8] = if file["edition"] == "html" { b"<!DOCTYPE html>" } else { b"%PDF-1." };
        assert!(bytes.starts_with(begins));
    }
    let a5 = &files[2];
    assert_eq!(a5["path"], "varmland/grooming-a5-sv.print.pdf");
    assert_eq!((&a5["pages"], &a5["edition"], &a5["format"]), (&2.into(), &"print".into(), &"a5".into()));
    assert_eq!(a5["trim_mm"], serde_json::json!([148.0, 210.0]));
    assert_eq!((&a5["standard"], &a5["profile"]), (&"PDF/X-4".into(), &"sheet-coated".into()));
    let inputs = [
        "assets/icc/FOGRA39L_coated.icc",
        "assets/labels/sv.toml",
        "assets/print/sheet-coated.toml",
        "assets/themes/sheet.toml",
        "leaflets/publications/grooming/sv.toml",
        "leaflets/varmland.toml",
    ];
    assert_eq!(a5["inputs"], serde_json::json!(inputs));
    let page = &files[4];
    assert_eq!((&page["path"], &page["edition"]), (&"varmland/grooming-sv.html".into(), &"html".into()));
    // A screen has no print profile.
    let seen: Vec<&str> =
        inputs.into_iter().filter(|path| !path.contains("/icc/") && !path.contains("/print/")).collect();
    assert_eq!(page["inputs"], serde_json::json!(seen));
    assert!(["pages", "trim_mm", "format"].iter().all(|key| page.get(key).is_none()), "{page}");
    let lasting: Vec<&str> =
        manifest["diagnostics"].as_array().expect("a list").iter().filter_map(|found| found["code"].as_str()).collect();
    assert_eq!(lasting, ["fact-unverified"], "what depends on the day stays out");
}

#[test]
fn nothing_in_a_manifest_depends_on_the_day() {
    let project = Project::new();
    project.run(&["build", "varmland", "--edition", "web"]).done();
    let Date { year, month, day } = DiskWorld::new(project.path(".")).today();
    let today = format!("{year}-{month:02}-{day:02}");
    let manifest = project.read("out/varmland/manifest.json");
    assert!(!manifest.contains(&today), "{manifest}");
}

#[test]
fn without_a_contact_there_is_no_print_edition() {
    let project = Project::new();
    project.run(&["build", "dalarna"]).refused(&["error[draft-needed]: Dalarnas län has no contact", "--draft"]);
    let order =
        "\n[order]\ndeadline = 2027-03-01\n[[order.item]]\npublication = \"grooming\"\nformat = \"a4\"\nquantity = 9\n";
    let dalarna = project.read("leaflets/dalarna.toml");
    project.write("leaflets/dalarna.toml", format!("{dalarna}{order}"));
    let run = project.run(&["order", "dalarna"]);
    run.refused(&["error[draft-needed]", "help: Fill in phone, email or url under [contact]; a draft is not ordered."]);
    assert!(!run.err.contains("--draft"), "`order` has no such option: {}", run.err);
    project.write("leaflets/dalarna.toml", dalarna);
    let names = project.names("out/dalarna");
    assert_eq!(names.iter().filter(|name| name.ends_with(".web.pdf")).count(), 4);
    assert!(!names.iter().any(|name| name.contains("print")), "{names:?}");
    let manifest = project.json("out/dalarna/manifest.json");
    assert!(manifest["diagnostics"].as_array().expect("a list").iter().any(|found| found["code"] == "draft-needed"));
    assert!(manifest["files"].as_array().expect("files").iter().all(|file| file["edition"] != "print"));

    project.run(&["build", "dalarna", "--draft"]).done();
    assert_eq!(project.names("out/dalarna").iter().filter(|name| name.ends_with(".print.pdf")).count(), 4);
}

#[test]
fn every_page_of_a_draft_bears_the_mark() {
    let project = Project::new();
    project.run(&["build", "dalarna", "--draft", "--edition", "png", "--ppi", "60"]).done();
    let pages: Vec<_> = project.files("out").into_iter().filter(|(name, _)| !name.ends_with("json")).collect();
    assert_eq!(pages.len(), 6);
    for (name, bytes) in pages {
        let page = image::load_from_memory(&bytes).expect("a PNG").into_rgb8();
        let yellow = page.pixels().filter(|pixel| pixel.0 == [255, 224, 51]).count();
        assert!(yellow > 100, "{name} shows {yellow} pixels of the mark");
    }
}

#[test]
fn every_county_is_built_at_once() {
    let project = Project::new();
    project.run(&["build", "--draft", "--edition", "web"]).done();
    let manifests: Vec<String> =
        project.names("out").into_iter().filter(|name| name.ends_with("manifest.json")).collect();
    let expected = ["dalarna", "orebro", "varmland-dalarna-orebro", "varmland"];
    assert_eq!(manifests, expected.map(|county| format!("{county}/manifest.json")));
}

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
fn a_print_shop_gets_its_own_profile_and_a_second_delivery_stays_beside_the_first() {
    let project = Project::new();
    let shop = "about = \"A shop\"\nicc = \"assets/icc/FOGRA39L_coated.icc\"\nstandard = \"x1a\"\nmarks = true\n";
    project.write("assets/print/shop.toml", shop);
    let one = ["build", "varmland", "--edition", "print", "--publication", "grooming", "--format", "a4"];
    project.run(&one).done();
    project.run(&[&one[..], &["--print-profile", "shop"]].concat()).done();
    let names = ["grooming-a4-sv.print-x1a.pdf", "grooming-a4-sv.print.pdf", "manifest.json"];
    assert_eq!(project.names("out/varmland"), names);
    let manifest = project.json("out/varmland/manifest.json");
    let said = |at: usize| ["path", "standard", "profile"].map(|key| manifest["files"][at][key].clone());
    assert_eq!(said(0), ["varmland/grooming-a4-sv.print-x1a.pdf", "PDF/X-1a:2003", "shop"].map(Value::from));
    assert_eq!(said(1), ["varmland/grooming-a4-sv.print.pdf", "PDF/X-4", "sheet-coated"].map(Value::from));

    let run = project.run(&[&one[..], &["--print-profile", "sheet-uncoated"]].concat());
    run.refused(&["error[file-missing]: there is no ICC profile assets/icc/PSOuncoated_v3_FOGRA52.icc"]);
    // Newsprint takes less ink than the poster's ground, but only the sheet was asked for.
    project.write("assets/icc/WAN-IFRAnewspaper26v5.icc", include_bytes!("../assets/icc/FOGRA39L_coated.icc"));
    project.run(&[&one[..], &["--print-profile", "newspaper"]].concat()).done();
    project.write("assets/themes/poster.toml", poster_with_much_ink());
    let run = project.run(&["check", "varmland", "--print-profile", "newspaper"]);
    run.refused(&["error[ink-high]: the colour `night` has 260 % of ink, newspaper takes 245 %"]);
}

/// The theme of posters with a ground that newsprint cannot take.
fn poster_with_much_ink() -> String {
    include_str!("../assets/themes/poster.toml").replace("[95, 72, 18, 55]", "[100, 80, 30, 50]")
}

#[test]
fn ink_of_a_theme_is_held_against_the_profiles_of_those_who_print_in_it() {
    let project = Project::new();
    project.write("assets/icc/WAN-IFRAnewspaper26v5.icc", include_bytes!("../assets/icc/FOGRA39L_coated.icc"));
    let on_newsprint = |id: &str, formats: &str| {
        let text = include_str!("cases/good/one-file.toml").replace("\"orebro\"", &format!("\"{id}\""));
        let text = text.replacen("[county]\n", "[county]\nprint_profile = \"newspaper\"\n", 1);
        text.replace("\"kort\"", &format!("\"{id}\"")).replace("formats = [\"a5\"]", formats)
    };
    project.write("sheet.toml", on_newsprint("blad", "formats = [\"a5\"]"));
    // Beside a county that prints posters on coated paper.
    let run = project.run(&["build", "varmland", "sheet.toml", "--edition", "print"]);
    assert!(!run.err.contains("ink-high"), "{}", run.err);
    run.done();
    project.write("assets/themes/poster.toml", poster_with_much_ink());
    project.write("poster.toml", on_newsprint("affisch", "formats = [\"a5\", \"a3-poster\"]"));
    let run = project.run(&["check", "varmland", "sheet.toml", "poster.toml"]);
    run.refused(&["error[ink-high]: the colour `night` has 260 % of ink, newspaper takes 245 %"]);
}

#[test]
fn ink_of_declared_colours_is_held_against_the_profile_of_the_print() {
    let project = Project::new();
    project.write("assets/icc/WAN-IFRAnewspaper26v5.icc", include_bytes!("../assets/icc/FOGRA39L_coated.icc"));
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9H0z\" fill=\"#0b3d6b\"/></svg>";
    project.write("assets/logos/tecken.svg", drawing);
    let colors = "colors = [{ srgb = \"#0b3d6b\", cmyk = [100, 80, 30, 50] }]";
    let sender = format!("[[sender]]\nname = \"Ortens byalag\"\nlogo = \"assets/logos/tecken.svg\"\n{colors}\n\n");
    let picture =
        "[[section]]\nid = \"bild\"\nkind = \"image\"\nfile = \"assets/logos/tecken.svg\"\nalt = \"En blå ruta\"\n";
    let text = include_str!("cases/good/one-file.toml").replacen("[publication]", &format!("{sender}[publication]"), 1);
    project.write("sheet.toml", format!("{text}\n{picture}{colors}\n"));
    let with = |words: &[&str]| project.run(&[&["build", "sheet.toml"], words].concat());
    with(&["--edition", "print"]).done();
    let run = with(&["--edition", "print", "--print-profile", "newspaper"]);
    run.refused(&["error[ink-high]: the colour #0b3d6b has 260 % of ink, newspaper takes 245 %"]);
    // The logo's and the picture's, each at its place and each once.
    let text = project.read("sheet.toml");
    let places: Vec<usize> =
        text.lines().enumerate().filter(|(_, line)| *line == colors).map(|(at, _)| at + 1).collect();
    assert_eq!(places.len(), 2);
    for line in places {
        assert_eq!(run.err.matches(&format!("sheet.toml:{line}:11")).count(), 1, "{}", run.err);
    }
    // A shop whose paper takes more.
    let shop = "about = \"A shop\"\nicc = \"assets/icc/FOGRA39L_coated.icc\"\nink = 330\n";
    project.write("assets/print/shop.toml", shop);
    project.write("sheet.toml", text.replace("[100, 80, 30, 50]", "[100, 90, 80, 50]"));
    with(&["--edition", "print"]).refused(&["the colour #0b3d6b has 320 % of ink, sheet-coated takes 300 %"]);
    with(&["--edition", "print", "--print-profile", "shop"]).done();
}

#[test]
fn text_outside_the_safe_zone_of_a_shop_is_told() {
    let project = Project::new();
    let shop = "about = \"A shop\"\nicc = \"assets/icc/FOGRA39L_coated.icc\"\nsafe = 40\n";
    project.write("assets/print/shop.toml", shop);
    let run = project.run(&["check", "varmland", "--publication", "grooming", "--print-profile", "shop"]);
    run.done();
    assert!(run.err.contains("warning[safe-zone]: page 1: “"), "{}", run.err);
    let run = project.run(&["check", "varmland"]);
    assert!(!run.err.contains("safe-zone"), "{}", run.err);
}

#[test]
fn an_order_leaves_its_papers_beside_the_files_that_they_name() {
    let project = Project::empty();
    let example = include_str!("../examples/order.toml");
    project.write("order.toml", example);
    let run = project.run(&["order", "order.toml"]);
    run.done();
    assert!(run.err.contains("order.pdf, order.csv, distribution.pdf, distribution.csv in out/exempel"), "{}", run.err);
    let names = [
        "distribution.csv",
        "distribution.pdf",
        "exempelblad-a3-poster-sv.print.pdf",
        "exempelblad-a5-sv.print.pdf",
        "manifest.json",
        "order.csv",
        "order.pdf",
    ];
    assert_eq!(project.names("out/exempel"), names);
    let manifest = project.json("out/exempel/manifest.json");
    let table = project.read("out/exempel/order.csv");
    for file in manifest["files"].as_array().expect("files") {
        let line = format!("{};{};", file["path"].as_str().expect("a path"), file["sha256"].as_str().expect("a sum"));
        assert!(table.contains(&line), "{line} is not in {table}");
    }
    let first = project.files("out");
    project.run(&["order", "order.toml"]).done();
    assert!(project.files("out") == first, "the same order, the same bytes");

    // What is wrong holds the papers back, and a list that is gone from the definition goes from the folder.
    project.write("order.toml", example.split("[[distribution]]").next().unwrap_or_default());
    project.run(&["order", "order.toml"]).refused(&["error[missing-key]"]);
    let rest = example.split("[publication]").nth(1).unwrap_or_default();
    let head = example.split("[[distribution]]").next().unwrap_or_default();
    project.write("order.toml", format!("{head}[publication]{rest}"));
    project.run(&["order", "order.toml"]).done();
    assert!(!project.names("out/exempel").iter().any(|name| name.starts_with("distribution")));

    let county = Project::new();
    county.run(&["order", "varmland"]).refused(&["error[order-missing]: Värmlands län orders nothing"]);
    assert!(county.names("out").is_empty());
}

#[test]
fn an_order_names_the_ink_of_a_logo_and_what_the_preflight_warns_of() {
    let project = Project::empty();
    let logo = "[[sender]]\nname = \"Region Exempel\"\nlogo = \"l.svg\"\n\
                colors = [{ srgb = \"#6b1f74\", cmyk = [60, 95, 0, 20], spot = \"PANTONE 260 C\" }]\n\n[order]";
    project.write("order.toml", include_str!("../examples/order.toml").replacen("[order]", logo, 1));
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\">\
                   <rect width=\"40\" height=\"10\" fill=\"#6b1f74\"/></svg>";
    project.write("l.svg", drawing);
    project.run(&["order", "order.toml"]).done();
    let table = project.read("out/exempel/order.csv");
    assert!(table.contains("(CMYK + PANTONE 260 C)") && !table.contains(";4/0;"), "{table}");
    assert!(table.contains("1 varning: spot-color"), "{table}");
    // The rows of a later build are the same.
    assert!(!project.build(&["order.toml"]).err.contains("order-old"));
}

#[test]
fn an_order_builds_what_is_ordered_and_no_other_form_of_it() {
    let project = Project::new();
    let item = |id: &str, format: &str| {
        format!("[[order.item]]\npublication = \"{id}\"\nformat = \"{format}\"\nquantity = 10\n")
    };
    let order = format!(
        "{}\n[order]\nprinter = \"Exempeltryckeriet\"\ndeadline = 2099-01-01\n{}{}\
         [[order.delivery]]\nname = \"Länsstyrelsen\"\naddress = \"Exempelgatan 1\"\ntown = \"000 01 Exempelstad\"\n",
        project.read("leaflets/varmland.toml"),
        item("grooming", "a4"),
        item("somliga-tror", "a5"),
    );
    project.write("leaflets/varmland.toml", order);
    let prints = || -> Vec<String> {
        project.names("out/varmland").into_iter().filter(|name| name.ends_with(".print.pdf")).collect()
    };
    project.run(&["order", "varmland"]).done();
    assert_eq!(prints(), ["grooming-a4-sv.print.pdf", "somliga-tror-a5-sv.print.pdf"]);
    // What a build has made besides stays, and an order of what has changed since is told.
    assert!(!project.build(&["varmland", "--edition", "print"]).err.contains("order-old"));
    let all = prints();
    project.change("leaflets/varmland.toml", "quantity = 10\n", "quantity = 15\n");
    let run = project.build(&["varmland", "--edition", "print"]);
    let told = "warning[order-old]: varmland/order.csv: the order says “10” under “Antal”, and would say “15” now";
    assert!(run.err.contains(told), "{}", run.err);
    project.run(&["order", "varmland"]).done();
    project.change("leaflets/varmland.toml", "phone = \"054-19 73 38\"", "phone = \"054-19 73 39\"");
    let told =
        "warning[order-old]: varmland/order.csv: the order was made with another varmland/grooming-a4-sv.print.pdf";
    for words in [&[][..], &["--check-only"]] {
        let run = project.run(&[&["build", "varmland", "--edition", "print"], words].concat());
        assert!(run.err.contains(told), "{}", run.err);
    }
    project.run(&["order", "varmland"]).done();
    assert_eq!(prints(), all);
    project.write("table.csv", "name;quantity\nKarlstads kommun;10\n");
    for merge in [&[][..], &["--merge"]] {
        project.run(&[&["order", "varmland", "--recipients", "table.csv"], merge].concat()).done();
        let copies = project.names("out/varmland/recipients");
        assert!(
            copies.len() == 2 && copies[0].starts_with("grooming-a4") && copies[1].starts_with("somliga-tror-a5"),
            "{copies:?}"
        );
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
fn a_fact_that_nothing_fills_is_found_before_its_page_is_built() {
    let project = Project::new();
    let fact = "\n[[fact]]\ntext = \"Ring {contact.url}.\"\nsource = \"polisen.se\"\nchecked = 2026-11-21\n";
    let path = "leaflets/publications/grooming/sv.toml";
    project.write(path, project.read(path) + fact);
    for words in [&["check", "varmland"][..], &["build", "varmland", "--edition", "html"]] {
        project.run(words).refused(&["the text uses {contact.url}, but Värmlands län has none"]);
    }
    assert!(project.names("out").is_empty());
}

#[test]
fn a_mistake_in_a_definition_stops_the_build() {
    let project = Project::new();
    project.change("leaflets/varmland.toml", "name = \"Isabel Persson\"", "naem = \"Isabel Persson\"");
    project.run(&["build", "varmland"]).refused(&["leaflets/varmland.toml:15", "`naem`", "`name`"]);
    assert!(project.names("out").is_empty());
    project.change("leaflets/varmland.toml", "[county]", "[county");
    project.run(&["build", "varmland"]).refused(&["toml-syntax"]);
    project.run(&["check"]).refused(&["toml-syntax"]);
    assert!(project.names("out").is_empty());
}

#[test]
fn a_county_with_too_much_text_gets_no_file_and_the_others_theirs() {
    let project = Project::new();
    let section = format!(
        "\n[[override]]\npublication = \"grooming\"\nafter = \"vad\"\nsection = {{ id = \"mer\", text = \"{}\" }}\n",
        "Det här är en mening som är med för att bladet ska bli fullt. ".repeat(40).trim_end(),
    );
    let text = project.read("leaflets/orebro.toml") + &section;
    project.write("leaflets/orebro.toml", text);
    project.run(&["build", "--draft", "--edition", "web"]).refused(&[
        "error[overflow]",
        "lines too many for one page of a4",
        "{ format = \"a4\", pages = 2 }",
    ]);
    assert!(project.names("out/orebro").is_empty());
    assert_eq!(project.names("out/dalarna").len(), 5);
}

#[test]
fn an_empty_folder_says_how_to_begin() {
    let project = Project::empty();
    for command in [&["build"][..], &["check"], &["list"]] {
        project.run(command).refused(&["the project has no county", "with the agreed publications: `leaflet init`"]);
    }
    assert!(project.names("").is_empty());
    project.write("leaflets/publications/kort/sv.toml", "");
    project.run(&["check"]).refused(&["the project has no county", "make one: `leaflet new county NAME`"]);
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
fn what_was_written_can_be_had_as_json() {
    let project = Project::new();
    let run = project.run(&["build", "varmland", "--edition", "web", "--json"]);
    let written: Value = serde_json::from_str(&run.done().out).expect("JSON");
    assert_eq!(written["files"], project.json("out/varmland/manifest.json")["files"]);
    assert!(!run.err.contains("files in out"));
}

#[test]
fn findings_can_be_had_in_every_form() {
    let project = Project::new();
    let json = project.run(&["check", "varmland", "--message-format", "json"]);
    assert_eq!(json.done().codes(), ["fact-unverified", "contact-stale"]);
    assert_eq!(json.err, "");
    let github = project.run(&["check", "varmland", "--message-format", "github"]);
    assert!(github.done().out.starts_with("::warning file=leaflets/publications/somliga-tror/sv.toml,line="));
    let sarif = project.run(&["check", "varmland", "--message-format", "sarif"]);
    let sarif: Value = serde_json::from_str(&sarif.done().out).expect("JSON");
    assert_eq!(
        (&sarif["version"], &sarif["runs"][0]["results"][1]["ruleId"]),
        (&"2.1.0".into(), &"contact-stale".into())
    );
    assert!(project.run(&["check", "varmland", "--message-format", "xml"]).status == 2);
    assert!(project.names("out").is_empty(), "a check writes nothing");
}

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
fn no_wrong_definition_ends_the_program() {
    let project = Project::empty();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/wrong");
    let files = fs::read_dir(cases).expect("cases").map(|entry| entry.expect("a case").path());
    for case in files.filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        project.write("one.toml", fs::read(&case).expect("a file"));
        for words in [&["check", "one.toml"][..], &["build", "--draft", "one.toml"]] {
            let output = project.command(words).output().expect("the program runs");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{} {words:?}\n{said}", case.display());
        }
    }
}

#[test]
fn wrong_use_has_a_status_of_its_own() {
    let project = Project::new();
    for words in [
        &["build", "--colour"][..],
        &["bulid"],
        &["build", "--edition", "epub"],
        &["build", "--ppi", "9"],
        &["new"],
        &[],
    ] {
        let run = project.run(words);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{words:?}");
        assert!(
            run.err.contains("Usage:") || run.err.contains("possible values") || run.err.contains("not in 36..=600")
        );
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let project = Project::new();
    let build = |out: &str, jobs: &str, variables: &[(&str, &str)]| {
        let words = ["build", "--draft", "--edition", "print,web,png", "--ppi", "72", "--jobs", jobs, "-o", out];
        project.run_with(&words, variables).done();
        project.files(out)
    };
    let one = build("one", "1", &[("TZ", "Europe/Stockholm"), ("LANG", "sv_SE.UTF-8"), ("LC_ALL", "sv_SE.UTF-8")]);
    let two = build("two", "2", &[("TZ", "Pacific/Kiritimati"), ("LANG", "C"), ("LC_ALL", "C"), ("HOME", "/nowhere")]);
    assert_eq!(one.len(), 53);
    for (name, bytes) in &one {
        assert!(two.get(name) == Some(bytes), "{name} differs");
    }
    assert_eq!(one.len(), two.len());
}

#[test]
fn the_source_date_reaches_every_file() {
    let project = Project::empty();
    project.write("one.toml", ONE_FILE);
    let built = |seconds: &str| {
        project.run_with(&["build", "one.toml", "--edition", "web"], &[("SOURCE_DATE_EPOCH", seconds)]).done();
        project.files("out").remove("orebro/kort-a5-sv.web.pdf").expect("built")
    };
    let (early, late) = (built("1000000000"), built("1700000000"));
    let has = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(has(&early, b"2001-09-09") && !has(&early, b"2023-11-14"));
    assert!(has(&late, b"2023-11-14") && !has(&late, b"2001-09-09"));
}

/// Texts of the codes on a page.
fn codes(png: &[u8]) -> Vec<String> {
    let page = image::load_from_memory(png).expect("a PNG").into_luma8();
    let (width, height) = (page.width() as usize, page.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| page.as_raw()[y * width + x]);
    prepared.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

#[test]
fn codes_can_be_read_from_the_page() {
    let project = Project::new();
    project.run(&["build", "varmland", "--edition", "png", "--format", "a3-poster"]).done();
    project.run(&["build", "varmland", "--edition", "png", "--format", "a4,a5", "--ppi", "300"]).done();
    let files = project.files("out/varmland");
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Persson;Isabel\r\nFN:Isabel Persson\r\nORG:Länsstyrelsen Värmland\r\n\
                TEL:+4654197338\r\nEMAIL:isabel.persson@lansstyrelsen.se\r\nEND:VCARD";
    let page = |name: &str| codes(&files[name]);
    assert_eq!(page("grooming-a4-sv.png"), [card]);
    assert_eq!(page("grooming-a5-sv-1.png"), [""; 0]);
    assert_eq!(page("grooming-a5-sv-2.png"), [card]);
    assert_eq!(page("somliga-tror-a3-poster-sv.png"), ["tel:+4620555666"]);
    assert_eq!(page("somliga-tror-a5-sv-1.png"), [""; 0]);
    assert_eq!(page("somliga-tror-a5-sv-2.png"), ["tel:+4620555666"]);
}

#[test]
fn cards_are_put_many_times_on_a_sheet_where_it_is_asked_for() {
    let project = Project::empty();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/formats.toml");
    project.write("formats.toml", fs::read(example).expect("the example"));
    let build = ["build", "formats.toml", "--n-up", "sra3", "--format", "a4,pocket-card"];
    project.run(&build).done();
    let names: Vec<String> =
        project.names("out/exempelformat").into_iter().filter(|name| name != "manifest.json").collect();
    let expected = [
        "grooming-a4-sv.print.pdf",
        "grooming-a4-sv.web.pdf",
        "grooming-pocket-card-sv.n-up-sra3.print.pdf",
        "grooming-pocket-card-sv.web.pdf",
        "grooming-sv.html",
    ];
    assert_eq!(names, expected);
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
fn what_stands_in_the_way_is_named_and_nothing_half_written() {
    let project = Project::new();
    project.write("out", "a file");
    project.run(&["build", "varmland", "--edition", "web"]).refused(&["cannot write", "out"]);
    assert_eq!(project.read("out"), "a file");
    for format in ["json", "github", "sarif", "junit"] {
        let run = project.run(&["build", "varmland", "--edition", "web", "--message-format", format]);
        assert!(run.status == 1 && run.out.contains("file-unwritable"), "{format}: {}", run.out);
        // Here is no history that a revision could be of.
        let run = project.run(&["check", "--since", "HEAD", "--message-format", format]);
        assert!(run.status == 1 && run.out.contains("not-done"), "{format}: {}", run.out);
    }

    let project = Project::new();
    project.write("out/varmland/grooming-a4-sv.web.pdf/file", "a folder of that name");
    project.run(&["build", "varmland", "--edition", "web"]).refused(&["cannot write", "grooming-a4-sv.web.pdf"]);
    let left = project.names("out");
    assert!(!left.iter().any(|name| name.contains(".tmp")), "{left:?}");
}

#[test]
fn what_a_broken_file_keeps_from_being_known_is_no_mistake_of_its_own() {
    let project = Project::new();
    project.change("leaflets/varmland.toml", "genitive =", "gentive =");
    let words = ["check", "varmland", "--publication", "grooming", "--format", "a4", "--lang", "sv"];
    let run = project.run(&words);
    run.refused(&["error[unknown-key]: [county] has no key `gentive`"]);
    assert!(!run.err.contains("none of these leaflets"), "{}", run.err);
    project
        .run(&["check", "varmland", "--publication", "groming", "--format", "A4"])
        .refused(&["has the publication “groming”", "has the format “A4”"]);
}

#[test]
fn a_code_that_is_too_long_is_told_of_what_it_holds() {
    let project = Project::new();
    let long = format!("qr = \"https://example.org/{}\"\nqr_text = \"Läs mer\"\nformats", "a".repeat(3000));
    project.change("leaflets/publications/grooming/sv.toml", "formats", &long);
    project
        .run(&["check", "varmland", "--publication", "grooming"])
        .refused(&["too long for any code", "Shorten the address of the code: `qr` of the publication"]);
}

#[test]
fn help_shows_that_commas_part_editions() {
    let help = Project::empty().run(&["build", "--help"]).out;
    assert!(help.contains("parted by commas; print,web,html if not given") && !help.contains("print web"), "{help}");
}

#[test]
fn a_build_leaves_nothing_temporary() {
    let project = Project::new();
    project.run(&["build", "varmland"]).done();
    project.run(&["build", "varmland"]).done();
    assert_eq!(project.names("out/varmland"), VARMLAND);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    fs::create_dir(project.path("out")).expect("made");
    fs::set_permissions(project.path("out"), fs::Permissions::from_mode(0o555)).expect("set");
    // The administrator may write anywhere; then there is nothing to see.
    if fs::write(project.path("out/probe"), "").is_ok() {
        return;
    }
    project.run(&["build", "varmland", "--edition", "web"]).refused(&["cannot write", "ermission denied"]);
    assert!(project.names("out").is_empty());
}

/// A one-file definition with something in place of its section.
fn with_section(section: &str) -> String {
    let (head, _) = ONE_FILE.split_once("[[section]]").expect("a section");
    format!("{head}[[section]]\nid = \"one\"\n{section}\n")
}

#[test]
fn bad_bytes_are_refused_at_their_place() {
    let project = Project::empty();
    let build = |bytes: &[u8], said: &[&str]| {
        project.write("one.toml", bytes);
        project.run(&["build", "one.toml"]).refused(said);
        assert!(project.names("out").is_empty());
    };
    let mut latin = ONE_FILE.as_bytes().to_vec();
    let at = ONE_FILE.find('Ö').expect("a letter");
    latin.splice(at..at + 2, [0xd6]);
    build(&latin, &["error[file-encoding]", "one.toml:3", "save the file as UTF-8"]);
    build(&[0xff, 0xfe, b'a', 0], &["saved as UTF-16"]);
    build(b"", &["one.toml is empty"]);
    build(ONE_FILE.replace("vid fara", "vid\\u0007 fara").as_bytes(), &["error[control-character]", "one.toml:"]);
    build(ONE_FILE.replace("Ring 112 vid fara.", &"Ring 112. ".repeat(100_000)).as_bytes(), &["error[too-long]"]);
    build("#".repeat(3 << 20).as_bytes(), &["error[file-unreadable]", "larger than 2 MiB"]);
    build(ONE_FILE.replace("vid fara", "vid 猫").as_bytes(), &["error[glyph-missing]", "U+732B"]);
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
fn threads_are_refused_beyond_measure() {
    let project = Project::empty();
    let run = project.run(&["build", "--jobs", "5000"]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert!(run.err.contains("1..=256"), "{}", run.err);
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
fn pictures_that_cannot_be_used_are_refused() {
    let project = Project::empty();
    let build = |file: &str, said: &[&str]| {
        let section = format!("kind = \"image\"\nfile = \"{file}\"\nalt = \"En bild\"");
        project.write("project/one.toml", with_section(&section));
        project.run(&["build", "project/one.toml"]).refused(said);
        assert!(project.names("out").is_empty());
    };
    build("bild.png", &["bild.png", "does not exist"]);
    build("../secret.png", &["../secret.png"]);
    build("/etc/hostname", &["/etc/hostname"]);
    project.write("project/broken.png", b"\x89PNG\r\n\x1a\nnothing");
    build("broken.png", &["error[image-broken]", "damaged"]);
    project.write("project/text.jpg", "no picture");
    build("text.jpg", &["error[image-broken]", "neither JPEG nor PNG"]);
    let jpeg = include_bytes!("preflight/cmyk.jpg");
    project.write("project/half.jpg", &jpeg[..jpeg.len() / 2]);
    build("half.jpg", &["error[image-broken]", "half.jpg cannot be used: the file is damaged"]);
    project.write("project/large.png", enormous());
    build("large.png", &["error[image-broken]", "large.png"]);
}

/// The head of a PNG that claims 100 000 pixels a side.
fn enormous() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x02\0\0\0".to_vec();
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..]);
    bytes.extend(crc.sum().to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    bytes
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_project_are_refused() {
    let project = Project::empty();
    project.write("secret.png", "x");
    project.write("project/one.toml", with_section("kind = \"image\"\nfile = \"link.png\"\nalt = \"En bild\""));
    fs::create_dir(project.path("project/leaflets")).expect("made");
    std::os::unix::fs::symlink(project.path("secret.png"), project.path("project/link.png")).expect("linked");
    project.run(&["build", "project/one.toml"]).refused(&["link.png", "leads out of the project"]);
    project.write("elsewhere.toml", ONE_FILE);
    std::os::unix::fs::symlink(project.path("elsewhere.toml"), project.path("project/leaflets/orebro.toml"))
        .expect("linked");
    let output = program::leaflet(&project.path("project"), &["build", "orebro"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("leads out of the project"));
}

/// A print file and a web file of one county.
fn finished() -> Project {
    let project = Project::new();
    project.run(&["build", "varmland", "--publication", "grooming", "--format", "a5", "--draft"]).done();
    project
}

const PRINT: &str = "out/varmland/grooming-a5-sv.print.pdf";
const WEB: &str = "out/varmland/grooming-a5-sv.web.pdf";

#[test]
fn preflight_passes_what_is_built() {
    let run = finished().run(&["preflight", PRINT, WEB]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.out, "");
    assert_eq!(
        run.err,
        // The project's leaflets are built as drafts, and nothing else is said of them.
        format!(
            "warning[file-draft]: {PRINT}: the file says that it is not the final one but of the kind “draft”\n |\n \
             = help: Build it without `--draft`, or ask for the final file.\n\n\
             {PRINT}  PDF/X-4, GWG 2022 SheetCMYK  2 pages  148 × 210 mm  passes, with warnings\n\
             {WEB}  PDF/UA-1  2 pages  148 × 210 mm  passes\n1 warning\n"
        )
    );
    assert_eq!(finished().run(&["preflight", PRINT, "--trim", "148x210"]).status, 0);
    let other = finished().run(&["preflight", PRINT, "--trim", "210×297"]);
    assert_eq!(other.status, 1);
    assert!(other.err.contains("error[trim-size]") && other.err.contains("not 210 × 297 mm"), "{}", other.err);
    assert_eq!(finished().run(&["preflight", PRINT, "--trim", "210"]).status, 2);
}

#[test]
fn preflight_tells_rule_page_place_and_way_out() {
    let project = finished();
    let run = project.run(&["preflight", PRINT, "--bleed", "5", "--ink", "150"]);
    assert_eq!(run.status, 1);
    let bleed =
        format!("error[bleed-box]: {PRINT}, page 1: there are 3.0 mm of bleed; 5 mm are needed; also on page 2\n");
    assert!(run.err.contains(&bleed), "{}", run.err);
    assert!(run.err.contains("= help: Export again with as much bleed as is needed."), "{}", run.err);
    assert!(run.err.contains("error[ink-coverage]") && run.err.contains("the limit is 150 %"), "{}", run.err);

    let json = project.run(&["preflight", PRINT, "nothing.pdf", "--json", "--standard", "web"]);
    assert_eq!(json.status, 1);
    let found: Value = serde_json::from_str(&json.out).expect("JSON");
    let file = &found["files"][0];
    assert_eq!((file["standard"].as_str(), file["passes"].as_bool()), (Some("web"), Some(false)));
    assert_eq!(file["pages"][1]["trim_mm"], serde_json::json!([148.0, 210.0]));
    let untagged = file["findings"].as_array().expect("findings").iter().find(|f| f["code"] == "ua-untagged");
    let untagged = untagged.expect("print files are not tagged");
    assert_eq!((untagged["page"].as_i64(), untagged["level"].as_str()), (Some(1), Some("error")));
    assert_eq!(untagged["places_mm"][0]["x"].as_f64(), Some(-3.0));
    assert_eq!(found["unread"][0]["code"], "file-missing");
}

#[test]
fn preflight_writes_a_report_that_needs_nothing_else() {
    let project = finished();
    let run = project.run(&["preflight", PRINT, WEB, "--safe", "20", "--report", "report.html"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let page = project.read("report.html");
    assert_eq!(page.matches("<svg").count(), 4);
    assert!(page.contains("<code>safe-zone</code>") && page.matches("data:image/png;base64,").count() == 4, "{page}");
    for outside in ["<script", "src=", "http:", "https:"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert_eq!(project.run(&["preflight"]).status, 2);
    assert_eq!(project.run(&["preflight", PRINT, "--ink", "9"]).status, 2);
}

#[test]
fn metrics_tell_how_each_page_is_set() {
    let project = Project::new();
    let run = project.run(&["check", "varmland", "--publication", "grooming", "--metrics", "--message-format", "json"]);
    let objects: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    let pages: Vec<&Value> = objects.iter().filter_map(|object| object.get("metrics")).collect();
    let named: Vec<_> =
        pages.iter().map(|page| (page["leaflet"].as_str().expect("a name"), page["page"].as_u64())).collect();
    let a5 = "varmland/grooming-a5-sv";
    assert_eq!(named, [("varmland/grooming-a4-sv", Some(1)), (a5, Some(1)), (a5, Some(2))]);
    for page in &pages {
        let number = |key: &str| page[key].as_f64().unwrap_or_else(|| panic!("{key}: {page}"));
        assert!((8.5..=12.0).contains(&number("size_pt")), "{page}");
        assert!(number("leading_pt") > number("size_pt") * 1.3, "{page}");
        assert!((0.8..=1.0).contains(&number("fill")), "{page}");
        assert!(number("columns_apart_lines") <= 1.0, "{page}");
        assert!(number("lines") >= 10.0 && number("runts") == 0.0, "{page}");
        assert!((0.0..0.3).contains(&number("hyphens")) && (0.0..0.3).contains(&number("raggedness")), "{page}");
        assert!(number("loosest_em") > 0.0 && number("tried") > 1.0, "{page}");
    }
    let table = project.run(&["check", "varmland", "--publication", "grooming", "--metrics"]).out;
    assert_eq!(table.lines().filter(|line| line.starts_with("varmland/")).count(), 3, "{table}");
    let none = project.run(&["check", "varmland"]).out;
    assert_eq!(none, "");
}

#[test]
fn a_second_definition_of_a_county_takes_nothing_from_the_first() {
    let project = Project::new();
    project.run(&["build", "varmland", "--edition", "web", "--lang", "sv"]).done();
    let before = project.files("out");
    let own = include_str!("../examples/recipients.toml").replace("\"exempelskolor\"", "\"varmland\"");
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

#[test]
fn a_publication_that_no_county_prints_is_looked_at_too() {
    let project = Project::new();
    project.run(&["new", "publication", "hot"]).done();
    let path = "leaflets/publications/hot/sv.toml";
    let text = project.read(path);
    let run = project.run(&["check"]);
    run.done();
    assert!(run.err.contains("note[publication-unused]: no county prints `hot`"), "{}", run.err);
    assert!(run.err.contains("warning[template-text]: these are still the words of the template"), "{}", run.err);
    project.write(path, text.replace("title =", "titl ="));
    project.run(&["check"]).refused(&["error[unknown-key]: [publication] has no key `titl`"]);
    project.run(&["check", "varmland"]).done();
    project.run(&["build", "varmland", "--draft", "--publication", "grooming", "--edition", "html"]).done();
}

#[test]
fn findings_of_preflight_are_written_in_the_form_that_is_asked_for() {
    let project = Project::new();
    project.build(&["varmland", "--publication", "grooming", "--format", "a5", "--edition", "print"]);
    let file = "out/varmland/grooming-a5-sv.print.pdf";
    let run = project.run(&["preflight", file, "--bleed", "5", "--message-format", "json"]);
    assert_eq!((run.status, run.codes()), (1, vec!["bleed-box".to_owned()]), "{}", run.out);
    let run = project.run(&["preflight", file, "--bleed", "5"]);
    run.refused(&["3.0 mm of bleed; 5 mm are needed", "help: Export again with as much bleed as is needed."]);
    let run = project.run(&["preflight", file, "--message-format", "junit"]);
    assert!(run.out.contains(&format!("name=\"{file}\"")), "{}", run.out);
    assert_eq!(project.run(&["preflight", file, "--json", "--message-format", "sarif"]).status, 2);
}

#[test]
fn a_text_that_is_compared_alone_is_told_what_to_compare() {
    let project = Project::new();
    let text = "leaflets/publications/grooming/sv.toml";
    let run = project.run(&["diff", text, text]);
    run.refused(&["help: Name the folders of two projects, or two definition files with everything in them."]);
    assert!(!run.err.contains("leaflet build"), "{}", run.err);
}

#[test]
fn an_address_of_a_contact_that_is_too_wide_is_told_as_such() {
    let project = Project::new();
    let address = format!("www.example.org/{}", "enmycketlangadress".repeat(6));
    project.change("leaflets/varmland.toml", "phone = \"054-19 73 38\"", &format!("url = \"https://{address}\""));
    let run = project.run(&["check", "varmland", "--publication", "grooming", "--format", "a5"]);
    run.refused(&["error[overflow]", "help: Write a shorter address under [contact], or take this one out"]);
    assert!(!run.err.contains("[words]"), "{}", run.err);
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
