//! Print files by the profile of a print shop: its ink, its safe zone, its standard.

use serde_json::Value;

use super::program::Project;

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
    project.write("assets/icc/WAN-IFRAnewspaper26v5.icc", include_bytes!("../../assets/icc/FOGRA39L_coated.icc"));
    project.run(&[&one[..], &["--print-profile", "newspaper"]].concat()).done();
    project.write("assets/themes/poster.toml", poster_with_much_ink());
    let run = project.run(&["check", "varmland", "--print-profile", "newspaper"]);
    run.refused(&["error[ink-high]: the colour `night` has 260 % of ink, newspaper takes 245 %"]);
}

/// The theme of posters with a ground that newsprint cannot take.
fn poster_with_much_ink() -> String {
    include_str!("../../assets/themes/poster.toml").replace("[95, 72, 18, 55]", "[100, 80, 30, 50]")
}

#[test]
fn ink_of_a_theme_is_held_against_the_profiles_of_those_who_print_in_it() {
    let project = Project::new();
    project.write("assets/icc/WAN-IFRAnewspaper26v5.icc", include_bytes!("../../assets/icc/FOGRA39L_coated.icc"));
    let on_newsprint = |id: &str, formats: &str| {
        let text = include_str!("../cases/good/one-file.toml").replace("\"orebro\"", &format!("\"{id}\""));
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
    project.write("assets/icc/WAN-IFRAnewspaper26v5.icc", include_bytes!("../../assets/icc/FOGRA39L_coated.icc"));
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9H0z\" fill=\"#0b3d6b\"/></svg>";
    project.write("assets/logos/tecken.svg", drawing);
    let colors = "colors = [{ srgb = \"#0b3d6b\", cmyk = [100, 80, 30, 50] }]";
    let sender = format!("[[sender]]\nname = \"Ortens byalag\"\nlogo = \"assets/logos/tecken.svg\"\n{colors}\n\n");
    let picture =
        "[[section]]\nid = \"bild\"\nkind = \"image\"\nfile = \"assets/logos/tecken.svg\"\nalt = \"En blå ruta\"\n";
    let text =
        include_str!("../cases/good/one-file.toml").replacen("[publication]", &format!("{sender}[publication]"), 1);
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
