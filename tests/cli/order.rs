//! `leaflet order`: the papers beside the print files, and what is told when they are old.

use super::program::Project;

#[test]
fn an_order_leaves_its_papers_beside_the_files_that_they_name() {
    let project = Project::empty();
    let example = include_str!("../../examples/order.toml");
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
    project.write("order.toml", include_str!("../../examples/order.toml").replacen("[order]", logo, 1));
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\">\
                   <rect width=\"40\" height=\"10\" fill=\"#6b1f74\"/></svg>";
    project.write("l.svg", drawing);
    project.run(&["order", "order.toml"]).done();
    let table = project.read("out/exempel/order.csv");
    assert!(table.contains("(CMYK + PANTONE 260 C)") && !table.contains(";4/0;"), "{table}");
    assert!(table.contains("1 varning: En dekorfärg utöver de fyra tryckfärgerna"), "{table}");
    // The rows of a later build are the same.
    assert!(!project.build(&["order.toml"]).err.contains("order-old"));
}

#[test]
fn an_order_that_a_spreadsheet_program_saved_otherwise_is_told() {
    let project = Project::empty();
    project.write("order.toml", include_str!("../../examples/order.toml"));
    project.run(&["order", "order.toml"]).done();
    let table = project.read("out/exempel/order.csv");
    let told = "warning[order-old]: exempel/order.csv: it cannot be read";
    let build = || project.build(&["order.toml"]).err;
    assert!(!build().contains("order-old"));
    project.write("out/exempel/order.csv", table.clone() + "one;cell;more\r\n");
    assert!(build().contains(told), "{}", build());
    // As a program that saves in Windows-1252 writes Å.
    project.write("out/exempel/order.csv", [table.as_bytes(), b"\xc5"].concat());
    assert!(build().contains(told), "{}", build());
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
