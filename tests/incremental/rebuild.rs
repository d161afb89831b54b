//! What a build makes again after a change, and what it leaves or takes away.

use std::fs;

use super::numbers::Numbers;
use super::program::Project;
use super::{ALL, FORMATS, GROOMING, OREBRO, SOMLIGA, VARMLAND, counties};

#[test]
fn a_second_build_makes_nothing_and_says_the_same() {
    let project = Project::new();
    let first = project.build(&ALL);
    assert!(first.all > 20 && first.made.len() == first.all, "{} of {}", first.made.len(), first.all);
    let before = project.files("out");
    let second = project.build(&ALL);
    assert_eq!((second.all, second.made.as_slice(), second.removed.as_slice()), (first.all, &[][..], &[][..]));
    assert_eq!(second.err, first.err, "what was found is told again");
    assert_eq!(project.files("out"), before);
    assert!(project.run(&["build", "--draft"]).err.contains(&format!("{} files in out, all unchanged", first.all)));
    assert_eq!(project.build(&["--draft", "--force"]).made.len(), first.all);
    assert_eq!(project.files("out"), before);
}

#[test]
fn a_changed_phone_number_makes_that_county_and_the_joint_edition_again() {
    let project = Project::new();
    project.build(&ALL);
    project.change(VARMLAND, "054-19 73 38", "054-19 73 39");
    let built = project.build(&ALL);
    assert_eq!(counties(&built.made), ["varmland", "varmland-dalarna-orebro"]);
    let own = built.made.iter().filter(|path| path.starts_with("varmland/")).count();
    assert_eq!(own, 10, "every file of the county shows it: {:?}", built.made);
    project.build(&["--draft", "-o", "clean"]);
    project.same("out", "clean");
}

#[test]
fn what_does_not_reach_a_page_makes_nothing_again() {
    let project = Project::new();
    let first = project.build(&ALL);
    let text = project.read(SOMLIGA);
    project.write(SOMLIGA, format!("# A remark.\n# Another.\n{text}"));
    let built = project.build(&ALL);
    assert_eq!(built.made, <[String; 0]>::default());
    assert!(built.err.contains("fact-unverified") && built.err != first.err, "the lines have moved\n{}", built.err);
    project.build(&["--draft", "-o", "clean"]);
    project.same("out", "clean");
}

#[test]
fn findings_of_what_was_kept_point_at_the_lines_as_they_are() {
    let project = Project::new();
    // A limit that every text is over; the finding is of the leaflet, not of loading.
    project.change(GROOMING, "max_lix = 45", "max_lix = 20");
    let first = project.build(&ALL);
    assert!(first.err.contains("lix-high"), "{}", first.err);
    assert_eq!(project.build(&ALL).err, first.err);
    let text = project.read(GROOMING);
    project.write(GROOMING, format!("\n\n{text}"));
    let built = project.build(&ALL);
    assert_eq!(built.made, <[String; 0]>::default());
    let line = |text: &str| text.lines().find(|line| line.contains("grooming/sv.toml:")).map(str::to_owned);
    assert_ne!(line(&built.err), line(&first.err));
    project.change(GROOMING, "max_lix = 20\n", "max_lix = 60\n");
    let built = project.build(&ALL);
    assert!(!built.err.contains("lix-high") && built.made.is_empty(), "{}", built.err);
    project.build(&["--draft", "-o", "clean"]);
    project.same("out", "clean");
}

#[test]
fn a_file_that_was_damaged_edited_or_removed_is_made_again() {
    let project = Project::new();
    project.build(&ALL);
    let whole = project.files("out");
    let path = "out/varmland/grooming-a4-sv.print.pdf";
    let bytes = fs::read(project.path(path)).expect("a file");
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    for damage in [flipped, bytes[..bytes.len() / 2].to_vec(), Vec::new(), [&bytes[..], b" "].concat()] {
        project.write(path, damage);
        assert_eq!(project.build(&ALL).made, ["varmland/grooming-a4-sv.print.pdf"]);
        assert_eq!(project.files("out"), whole);
    }
    fs::remove_file(project.path(path)).expect("removed");
    assert_eq!(project.build(&ALL).made, ["varmland/grooming-a4-sv.print.pdf"]);
    for manifest in ["", "{}", "[1]", "{\"files\": 3}", "not JSON"] {
        project.write("out/varmland/manifest.json", manifest);
        let built = project.build(&ALL);
        assert_eq!(counties(&built.made), ["varmland"], "{manifest}");
        let told = "warning[manifest-damaged]: varmland/manifest.json is no manifest";
        assert!(built.err.contains(told), "{}", built.err);
        assert_eq!(project.files("out"), whole);
    }
}

#[test]
fn nothing_is_made_of_a_county_whose_manifest_cannot_be_read() {
    let project = Project::new();
    project.build(&ALL);
    let manifest = project.path("out/varmland/manifest.json");
    fs::remove_file(&manifest).expect("removed");
    // A folder cannot be read as a file, whoever tries.
    fs::create_dir(&manifest).expect("made");
    for path in [VARMLAND, OREBRO] {
        project.change(path, "\nshort = \"", "\nshort = \"Nya ");
    }
    let before = project.files("out/varmland");
    let orebro = project.files("out/orebro");
    for words in [&["build", "--draft"][..], &["build", "--draft", "--check-only"], &["verify"]] {
        let told = "error[manifest-unreadable]: varmland/manifest.json cannot be read";
        project.run(words).refused(&[told]);
    }
    assert_eq!(project.files("out/varmland"), before);
    assert_ne!(project.files("out/orebro"), orebro, "others are made");
}

#[test]
fn what_is_no_longer_made_is_removed_and_only_that() {
    let project = Project::new();
    project.build(&ALL);
    project.write("out/varmland/notes.txt", "mine");
    // Web alone: print files are none of its business.
    project.change(GROOMING, FORMATS, "[\"a4\"]");
    let built = project.build(&["--draft", "--edition", "web", "varmland"]);
    assert_eq!(built.removed, ["varmland/grooming-a5-sv.web.pdf"]);
    assert!(project.path("out/varmland/grooming-a5-sv.print.pdf").exists());
    let built = project.build(&ALL);
    assert!(built.removed.contains(&"varmland/grooming-a5-sv.print.pdf".to_owned()), "{:?}", built.removed);
    project.change(OREBRO, "\"grooming\", \"somliga-tror\"", "\"grooming\"");
    let removed = project.build(&ALL).removed;
    assert_eq!(removed.len(), 5);
    assert!(removed.iter().all(|path| path.starts_with("orebro/somliga-tror")), "{removed:?}");
    assert_eq!(project.read("out/varmland/notes.txt"), "mine");
    fs::remove_file(project.path("out/varmland/notes.txt")).expect("removed");
    project.build(&["--draft", "-o", "clean"]);
    project.same("out", "clean");
}

#[test]
fn the_files_of_a_county_that_is_gone_are_removed_by_a_build_of_all() {
    let project = Project::new();
    let example = include_str!("../cases/good/one-file.toml").replace("\"orebro\"", "\"annat\"");
    project.write("elsewhere/one-file.toml", example);
    project.build(&["elsewhere/one-file.toml"]);
    let foreign = project.files("out");
    project.build(&ALL);
    fs::remove_file(project.path("leaflets/dalarna.toml")).expect("removed");
    fs::remove_file(project.path("leaflets/varmland-dalarna-orebro.toml")).expect("removed");
    assert!(project.build(&["--draft", "varmland"]).removed.is_empty());
    let run = project.run(&["build", "--draft", "--check-only"]);
    run.refused(&["error[output-stale]: dalarna/grooming-a4-sv.print.pdf is no longer made"]);
    assert_eq!(counties(&project.build(&ALL).removed), ["dalarna", "varmland-dalarna-orebro"]);
    assert!(!project.path("out/dalarna/manifest.json").exists());
    assert!(foreign.keys().all(|name| project.path("out").join(name).exists()), "made from a definition elsewhere");
}

#[test]
fn check_only_writes_nothing_and_names_what_is_missing_or_stale() {
    let project = Project::new();
    let check = ["build", "--draft", "--check-only"];
    let run = project.run(&check);
    run.refused(&["error[output-stale]: varmland/grooming-a4-sv has no print edition", "Run `leaflet build`"]);
    assert!(!project.path("out").exists());
    project.build(&ALL);
    let run = project.run(&check);
    run.done();
    assert!(run.err.contains("files in out are up to date"), "{}", run.err);
    let whole = project.files("out");
    project.change(VARMLAND, "054-19 73 38", "054-19 73 39");
    fs::remove_file(project.path("out/orebro/grooming-sv.html")).expect("removed");
    project.write("out/dalarna/grooming-a4-sv.web.pdf", "edited");
    let run = project.run(&check);
    assert!(!run.err.contains("is no longer made"), "{}", run.err);
    run.refused(&[
        "varmland/grooming-a4-sv.print.pdf was built from something older",
        "varmland/grooming-sv.html was built from something older",
        "orebro/grooming-sv.html is missing",
        "dalarna/grooming-a4-sv.web.pdf is not the file that was built",
    ]);
    assert!(!run.err.contains(" orebro/grooming-a4-sv"), "{}", run.err);
    project.change(VARMLAND, "054-19 73 39", "054-19 73 38");
    project.build(&ALL);
    assert_eq!(project.files("out"), whole);
    let machine = project.run(&["build", "--draft", "--check-only", "--message-format", "json"]);
    machine.done();
}

#[test]
fn a_picture_a_font_a_theme_and_a_profile_reach_what_uses_them() {
    let project = Project::new();
    let picture = |shade: u8| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let pixels = image::RgbImage::from_pixel(800, 500, image::Rgb([shade, 90, 120]));
        pixels.write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
        bytes.into_inner()
    };
    project.write("leaflets/bild.png", picture(10));
    let section = "\n[[section]]\nid = \"bild\"\nkind = \"image\"\nfile = \"leaflets/bild.png\"\nalt = \"En yta\"\nformats = [\"a5\"]\n";
    let text = project.read(GROOMING);
    project.write(GROOMING, text + section);
    let words = ["varmland", "--publication", "grooming", "--edition", "print,web"];
    assert_eq!(project.build(&words).made.len(), 4);
    project.write("leaflets/bild.png", picture(11));
    assert_eq!(project.build(&words).made, ["varmland/grooming-a5-sv.print.pdf", "varmland/grooming-a5-sv.web.pdf"]);

    let theme = include_str!("../../assets/themes/sheet.toml");
    project.write("assets/themes/sheet.toml", theme);
    assert!(project.build(&words).made.is_empty(), "the same theme as the program's own");
    let preset = include_str!("../../assets/print/sheet-coated.toml");
    project.write("assets/print/sheet-coated.toml", preset.replace("marks = false", "marks = true"));
    assert_eq!(project.build(&words).made, ["varmland/grooming-a4-sv.print.pdf", "varmland/grooming-a5-sv.print.pdf"]);
    project.write("fonts/Own.ttf", [&fs::read("fonts/OpenSans-Regular.ttf").expect("a font")[..], b"\0"].concat());
    assert_eq!(project.build(&words).made.len(), 4);
    let png = ["varmland", "--publication", "grooming", "--format", "a4", "--edition", "png", "--ppi"];
    assert_eq!(project.build(&[&png[..], &["40"]].concat()).made.len(), 1);
    assert_eq!(project.build(&[&png[..], &["40"]].concat()).made.len(), 0);
    assert_eq!(project.build(&[&png[..], &["41"]].concat()).made.len(), 1);
}

#[test]
fn a_draft_and_a_site_are_kept_and_made_again_like_all_else() {
    let project = Project::new();
    let words = ["varmland", "--edition", "web,site"];
    let all = project.build(&words).all;
    assert_eq!(project.build(&words).made.len(), 0);
    assert_eq!(project.build(&[&words[..], &["--draft"]].concat()).made.len(), all);
    assert_eq!(project.build(&words).made.len(), all);
    project.change(SOMLIGA, "version = \"1.0\"", "version = \"1.1\"");
    let built = project.build(&words);
    let site = built.made.iter().filter(|path| path.contains("/site/")).count();
    assert!(site > 3 && built.made.len() < all, "{:?}", built.made);
    project.build(&[&words[..], &["-o", "clean"]].concat());
    project.same("out", "clean");
}

#[test]
fn what_is_left_of_a_publication_that_is_gone_is_told_once_and_taken_away() {
    let project = Project::new();
    let every = ["orebro", "--draft", "--edition", "print,web,html,png,social,site"];
    project.build(&every);
    project.change(OREBRO, "\"grooming\", \"somliga-tror\"", "\"grooming\"");
    let run = project.run(&["verify"]);
    run.refused(&[
        "files are no longer made, such as orebro/",
        "help: `leaflet build orebro --edition print,web,png,html,site,social` takes away what is no longer made.",
    ]);
    assert!(run.err.matches("no longer made").count() == 2, "{}", run.err);
    let left = || {
        let names = project.names("out/orebro");
        names.into_iter().filter(|name| name.contains("somliga-tror")).collect::<Vec<_>>()
    };
    // A build of one edition leaves the others alone.
    project.build(&["orebro", "--draft", "--edition", "web"]);
    assert!(left().iter().any(|name| name.ends_with(".print.pdf")), "{:?}", left());
    // The usual one takes away all of the publication but what is part of a site.
    let run = project.run(&["build", "orebro", "--draft"]);
    run.done();
    assert!(run.err.contains("; removed orebro/somliga-tror") && run.err.contains(" more"), "{}", run.err);
    assert!(run.err.lines().all(|line| line.len() < 400), "{}", run.err);
    assert!(left().iter().all(|name| name.starts_with("site/")), "{:?}", left());
    let run = project.run(&["verify"]);
    run.refused(&["`leaflet build orebro --edition site` takes away what is no longer made."]);
    project.build(&["orebro", "--draft", "--edition", "site"]);
    assert_eq!(left(), Vec::<String>::new());
    project.run(&["verify"]).done();
}

#[test]
fn a_site_goes_whole_with_its_county_and_its_entries_stay_what_they_were() {
    let project = Project::new();
    let words = ["--draft", "--edition", "site"];
    project.build(&words);
    let first = project.files("out");
    assert!(project.build(&words).made.is_empty());
    assert_eq!(project.files("out"), first);
    let manifest = project.json("out/varmland/manifest.json");
    for file in manifest["files"].as_array().expect("files") {
        let inputs = file["inputs"].as_array().expect("a list");
        assert!(inputs.contains(&VARMLAND.into()), "{}: {inputs:?}", file["path"]);
    }
    fs::remove_file(project.path(OREBRO)).expect("removed");
    fs::remove_file(project.path("leaflets/varmland-dalarna-orebro.toml")).expect("removed");
    project.run(&[&["build", "--check-only"], &words[..]].concat()).refused(&[
        "orebro/site/index.html is no longer made",
        "orebro/site/404.html is no longer made",
        "orebro/site/grooming-a4-sv.pdf is no longer made",
    ]);
    project.build(&words);
    project.build(&[&words[..], &["-o", "clean"]].concat());
    project.same("out", "clean");
}

/// Small edits that a coordinator makes, in an order that looks like chance and is always the same.
#[test]
fn any_order_of_edits_and_builds_ends_where_a_build_from_nothing_does() {
    let project = Project::new();
    project.write("leaflets/logo.svg", include_str!("../cases/logo.svg"));
    project.write("leaflets/a.csv", "name;quantity\nKarlstads kommun;10\nArvika kommun;20\n");
    let edits: [(&str, &str, &str); 7] = [
        (VARMLAND, "054-19 73 38", "054-19 73 00"),
        (OREBRO, "\"grooming\", \"somliga-tror\"", "\"grooming\""),
        (OREBRO, "[county]", "# remark\n[county]"),
        (SOMLIGA, "version = \"1.0\"", "version = \"1.2\""),
        (GROOMING, "max_lix = 45", "max_lix = 20"),
        (GROOMING, FORMATS, "[\"a4\"]"),
        // In the entries of publications that do not show it too.
        (VARMLAND, "name = \"Polisen\"\n", "name = \"Polisen\"\nlogo = \"leaflets/logo.svg\"\n"),
    ];
    let builds: [&[&str]; 4] = [
        &["--edition", "web"],
        &["varmland", "--edition", "web,html"],
        &["--edition", "html"],
        &["orebro", "--edition", "web,html"],
    ];
    let of_recipients = |table: &str, words: &[&str]| {
        project.build(&[&["varmland", "--edition", "web", "--recipients", table], words].concat());
    };
    let (mut table, mut other) = ("leaflets/a.csv", "leaflets/b.csv");
    let mut done = [false; 7];
    let mut numbers = Numbers::new(0);
    for round in 1..=24 {
        let at = numbers.below(edits.len() + 1);
        if let Some((path, from, to)) = edits.get(at).copied() {
            let (from, to) = if done[at] { (to, from) } else { (from, to) };
            project.change(path, from, to);
            done[at] = !done[at];
            project.build(builds[numbers.below(builds.len())]);
        } else {
            fs::rename(project.path(table), project.path(other)).expect("renamed");
            (table, other) = (other, table);
            of_recipients(table, &[]);
        }
        if round % 6 == 0 {
            let _ = fs::remove_dir_all(project.path("clean"));
            for words in [&[][..], &["-o", "clean"]] {
                project.build(&[&["--edition", "web,html"], words].concat());
                of_recipients(table, words);
            }
            project.same("out", "clean");
        }
    }
}

#[test]
fn a_logo_that_one_publication_shows_stands_in_the_entries_of_all() {
    let project = Project::new();
    project.write("leaflets/logo.svg", include_str!("../cases/logo.svg"));
    let words = ["varmland", "--edition", "print,web,png,html,site", "--ppi", "40"];
    project.build(&words);
    let sender = "name = \"Polisen\"\n";
    project.change(VARMLAND, sender, &format!("{sender}logo = \"leaflets/logo.svg\"\n"));
    let built = project.build(&words);
    assert!(!built.made.iter().any(|path| path.starts_with("varmland/grooming")), "{:?}", built.made);
    project.build(&[&words[..], &["-o", "clean"]].concat());
    project.same("out", "clean");
}
