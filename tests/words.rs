//! The rules on words and pictures, each with texts that break it and texts that keep it.

use leaflet::check::{advice, pictures, words};
use leaflet::definition::{Date, Project, Target, load};
use leaflet::diagnostic::{Diagnostic, Level};
use leaflet::world::{DiskWorld, MemoryWorld};

const TODAY: Date = Date { year: 2026, month: 11, day: 21 };

/// A publication with this lead and these sections.
fn project(lead: &str, sections: &str) -> Project {
    let text = format!(
        "[county]\nname = \"Exempellän\"\nshort = \"Exempel\"\ngenitive = \"Exempels\"\noffice = \"Exempelkontoret\"\n\
         [publication]\nid = \"ett\"\nlang = \"sv\"\ntitle = \"En rubrik\"\n{lead}\nversion = \"1\"\ndate = 2026-01-01\n\
         formats = [\"a4\"]\n{sections}\n"
    );
    let world = MemoryWorld::new(TODAY).with("one.toml", text);
    let (project, found) = load(&world, &[Target::File("one.toml".to_owned())]);
    let errors: Vec<_> = found.iter().filter(|d| d.is_error() && d.rule.code != "image-broken").collect();
    assert!(errors.is_empty(), "{errors:?}");
    project
}

/// A project whose only section has this text.
fn with(text: &str) -> Project {
    project(
        "lead = \"Du kan ringa.\"",
        &format!("[[section]]\nid = \"a\"\nheading = \"Rubrik\"\ntext = \"\"\"\n{text}\n\"\"\""),
    )
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|d| d.rule.code).collect()
}

/// Every text breaks the rule, and says so at its own line; none of the others does.
#[track_caller]
fn rule(code: &str, breaks: &[&str], keeps: &[&str]) {
    for text in breaks {
        let found = words::check(&with(text));
        assert_eq!(codes(&found), [code], "{text}");
        let place = found[0].place.as_ref().expect("a place");
        assert!(place.source.text[place.span.clone()].contains(text.lines().next().expect("a line")), "{text}");
        assert!(found[0].help.is_some());
    }
    for text in keeps {
        assert_eq!(codes(&words::check(&with(text))), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn titles_tell_the_marks_that_they_do_not_keep() {
    let found = |head: &str, title: &str| {
        let text = format!(
            "[county]\nname = \"Exempellän\"\nshort = \"Exempel\"\ngenitive = \"Exempels\"\noffice = \"Kontoret\"\n\
             [publication]\nid = \"ett\"\nlang = \"sv\"\ntitle = \"{title}\"\n{head}\nversion = \"1\"\n\
             date = 2026-01-01\nformats = [\"a4\"]\n[[section]]\nid = \"a\"\ntext = \"Du kan ringa.\"\n"
        );
        let world = MemoryWorld::new(TODAY).with("one.toml", text);
        let (project, _) = load(&world, &[Target::File("one.toml".to_owned())]);
        codes(&words::check(&project)).len()
    };
    assert_eq!(found("headline = \"Trygg|sommar\"", "Trygg sommar"), 0);
    assert_eq!(found("", "Sommar | vatten, [take it down](lang:en)"), 0);
    assert_eq!(found("", "Trygg|sommar"), 1);
    assert_eq!(found("", "Trygg **sommar**"), 1);
    assert_eq!(found("headline = \"Trygg|[sommar](https://example.org)\"", "Trygg **sommar**|nu"), 3);
}

#[test]
fn links_say_where_they_lead() {
    rule(
        "link-text",
        &[
            "Läs mer [här](https://polisen.se).",
            "[Klicka här!](https://polisen.se) nu.",
            "[läs mer](https://polisen.se)",
            "Du kan [läs här](https://polisen.se).",
            "[Mer information](https://polisen.se) finns.",
            "Allt står på [den här sidan](https://polisen.se).",
            "Se <https://polisen.se/utsatt>.",
        ],
        &[
            "Läs mer på [polisen.se](https://polisen.se).",
            "[Polisens råd om gromning](https://polisen.se)",
            "Det är här.",
        ],
    );
}

#[test]
fn words_beside_codes_and_of_those_who_sign_are_checked() {
    let head = "lead = \"Du kan ringa.\"\nqr = \"https://polisen.se\"\nqr_text = \"Läs <b>nu</b>.\"\nissued_by = \"![x](x.png) BRÅ\"";
    let project = project(head, "[[section]]\nid = \"a\"\nheading = \"Rubrik\"\ntext = \"Det är här.\"");
    assert_eq!(codes(&words::check(&project)), ["markdown-changed"; 2]);
}

#[test]
fn links_lead_somewhere() {
    rule(
        "bad-value",
        &["[Råd](javascript:alert)", "[Råd](polisen.se)"],
        &["[Ring](tel:112) eller [skriv](mailto:a@b.se)."],
    );
    rule("unknown-name", &["[take it down](lang:xx)"], &["[take it down](lang:en)"]);
}

#[test]
fn headings_are_headings() {
    rule(
        "heading-in-text",
        &["**Vad gör jag nu?**\n\nDu ringer.", "Du ringer.\n\n## Och sedan?\n\nDu väntar."],
        &["**Ring 112.**\n\nVänta.", "**Viktigt:** ring 112.\n\nVänta.", "- **Polisen**\n- **Bris**", "**Ring nu**"],
    );
}

#[test]
fn markdown_that_is_not_printed_is_told() {
    rule(
        "markdown-changed",
        &[
            "2018. Lagen ändrades.",
            "- ett\n  - inre\n- två",
            "![En karta](karta.png)",
            "Hälsa på hos [](https://polisen.se).",
            "Ring <b>nu</b>.",
            "| Dag | Tid |\n|---|---|\n| I dag | 8 |",
        ],
        &[
            "2018\\\\. Lagen ändrades.",
            "Lagen ändrades 2018.",
            "1. ett\n2. två",
            "- ett\n- två",
            "Under 15 år < 18 år.",
        ],
    );
    rule(
        "markdown-unsupported",
        &["Ring  \n112.", "Ring.\n\n---\n\nVänta.", "> citat", "Skriv `ord`.", "- ett\n\n  mer\n- två", "• Ett\n• Två"],
        &["Ring\n112.", "Ring – vänta.", "Fler än > 5.", "Ring 112 · 1177."],
    );
    rule("heading-in-text", &["Rubrik\n======\n\nText."], &[]);
    // Each number is mended by itself, so each is told.
    for text in ["5. fem\n6. sex", "2018. Lagen kom.\n\n2025. Den skärptes."] {
        assert_eq!(codes(&words::check(&with(text))), ["markdown-changed"; 2], "{text}");
    }
}

#[test]
fn numbers_keep_a_backslash_as_their_quotation_marks_need_it() {
    let help =
        |section: &str| words::check(&project("lead = \"Du kan ringa.\"", section))[0].help.clone().expect("help");
    let basic = "[[section]]\nid = \"a\"\nheading = \"Rubrik\"\ntext = \"2018. Lagen ändrades.\"";
    assert!(help(basic).contains("write `2018\\\\.` where"), "{}", help(basic));
    let literal = basic.replace("\"2018. Lagen ändrades.\"", "'2018. Lagen ändrades.'");
    assert!(help(&literal).contains("write `2018\\.` where"), "{}", help(&literal));
    let step = "[[section]]\nid = \"a\"\nkind = \"steps\"\nsteps = [\"1. Ring 112.\"]";
    assert!(help(step).contains("write `1\\\\.` where"));
}

#[test]
fn other_languages_say_so() {
    rule(
        "language-unmarked",
        &["Säg: this is not your fault.", "Ring oss. اتصل بنا الآن.", "Ми допоможемо тобі."],
        &[
            "Säg: [this is not your fault](lang:en).",
            "[اتصل بنا](lang:ar) eller ring.",
            "Take It Down är en tjänst.",
            "[Who are you and what do they want](https://polisen.se)",
            "Barn under 15 år, α och β.",
        ],
    );
}

#[test]
fn a_countys_own_section_is_read_in_its_language() {
    let text = "The children call us, and they talk to who they want.";
    let project = |lang: &str| {
        let county = format!(
            "{}\n[[override]]\npublication = \"grooming\"\n{lang}\nafter = \"what\"\nsection = {{ id = \"own\", text = \"{text}\" }}\n",
            include_str!("cases/good/county.toml")
        );
        let swedish = include_str!("cases/good/publication.toml");
        let world = MemoryWorld::new(TODAY)
            .with("leaflets/varmland.toml", county)
            .with("leaflets/publications/grooming/en.toml", swedish.replace("lang = \"sv\"", "lang = \"en\""))
            .with("leaflets/publications/grooming/sv.toml", swedish);
        load(&world, &[Target::County("varmland".to_owned())]).0
    };
    let unmarked = |lang: &str| words::check(&project(lang)).iter().any(|d| d.message.contains("The children"));
    assert!(unmarked(""), "in Swedish");
    assert!(unmarked("lang = \"sv\""), "in Swedish by name");
    assert!(!unmarked("lang = \"en\""), "in English");
}

#[test]
fn nothing_hangs_on_a_colour() {
    rule(
        "color-only",
        &["Läs den röda rutan först.", "Det viktiga är markerat med grönt.", "Fyll i de gula fälten."],
        &["Läs rutan Det är aldrig ditt fel.", "Huset var rött.", "Den blå bilen körde bort."],
    );
}

/// What is said of a picture with this alternative text and caption.
fn alternative(alt: &str, caption: &str) -> Vec<&'static str> {
    let section = format!(
        "[[section]]\nid = \"b\"\nkind = \"image\"\nfile = \"a.png\"\nalt = \"{alt}\"\ncaption = \"{caption}\""
    );
    codes(&pictures::check(&project("", &section)))
}

#[test]
fn alternative_texts_stand_for_their_pictures() {
    let long = "ord ".repeat(80);
    for alt in ["bild.png", "IMG_2031", "Bild", "foto", "Bild på två barn vid en dator", "Barn", long.trim()] {
        assert_eq!(alternative(alt, "En annan text"), ["alt-text"], "{alt}");
    }
    assert_eq!(alternative("Två barn vid en dator.", "Två barn vid en dator"), ["alt-text"], "the caption again");
    for alt in ["Två barn vid en dator", "En flicka vänder bort telefonen", "Fotografen håller upp kameran"] {
        assert_eq!(alternative(alt, "En annan text"), Vec::<&str>::new(), "{alt}");
    }
}

/// A PNG of one colour with this opacity in its left half, and none in its right.
fn png(level: u8, opacity: u8) -> Vec<u8> {
    let pixel = |x: u32, _| image::Rgba([level, level, level, if x < 4 { opacity } else { 0 }]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbaImage::from_fn(8, 4, pixel).write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

#[test]
fn logos_show_on_white_and_stand_still() {
    let found = |bytes: Vec<u8>| {
        let text = "[county]\nname = \"a\"\nshort = \"a\"\ngenitive = \"a\"\noffice = \"a\"\n\
                    [[sender]]\nname = \"b\"\nlogo = \"logo.png\"\n\
                    [publication]\nid = \"a\"\nlang = \"sv\"\ntitle = \"a\"\nversion = \"1\"\ndate = 2026-01-01\nformats = [\"a4\"]\n";
        let world = MemoryWorld::new(TODAY).with("one.toml", text).with("logo.png", bytes);
        let (project, _) = load(&world, &[Target::File("one.toml".to_owned())]);
        codes(&pictures::logos(&world, &project))
    };
    assert_eq!(found(png(250, 255)), ["logo-faint"], "white on nothing");
    assert_eq!(found(png(20, 255)), Vec::<&str>::new(), "dark on nothing");
    let mut moving = png(20, 255);
    // A chunk of its own between the header and the picture.
    moving.splice(33..33, b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\xf3\x8d\x93\x70".iter().copied());
    assert_eq!(found(moving), ["logo-faint"]);
}

#[test]
fn advice_follows_the_indexes() {
    let steps = "[[section]]\nid = \"s\"\nkind = \"steps\"\nsteps = [\"Ring 112.\"]\n";
    let text =
        |heading: &str, text: &str| format!("{steps}[[section]]\nid = \"a\"\n{heading}\ntext = \"\"\"\n{text}\n\"\"\"");
    let lead = "lead = \"Du kan ringa.\"";
    let heading = "heading = \"Rubrik\"";
    let many = "Du ringer nu. ".repeat(30);
    let unsaid = "Kontoret ringer upp alla barn i dag. ".repeat(8);
    let passive = "Du kan ringa. Ärendet handläggs och prövas. Barnet utsattes. Ärendet utreds och bedömas ska det. Anmälan \
                   blev avskriven. Beslutet fattades. Handlingarna granskades. Ärendet avslutades. Personerna kontaktades \
                   av kontoret. Frågorna besvarades sedan. Svaren samlades in till kontoret på måndagen efter helgen.";
    for (lead, sections, expected) in [
        ("", text(heading, "Du ringer."), vec!["advice-main-message"]),
        (lead, text(heading, "Du ringer."), vec![]),
        (lead, text(heading, "Du ringer.").replace(steps, ""), vec!["advice-action"]),
        (lead, text("", &many), vec!["advice-heading", "advice-list"]),
        (lead, text(heading, &many), vec!["advice-list"]),
        (lead, text(heading, &many.replace(". D", ".\n\nD")), vec![]),
        (lead, text(heading, "Du ser ett, två, tre, fyra, fem, sex."), vec!["advice-list"]),
        (lead, text(heading, "Bland dem har 9,4 procent köpt."), vec!["advice-number"]),
        (lead, text(heading, "Bland dem har 9,4 procent köpt, alltså färre än en av tio."), vec![]),
        ("lead = \"Ring nu.\"", text(heading, &unsaid), vec!["advice-address"]),
        (lead, text(heading, passive), vec!["advice-passive"]),
    ] {
        let found = advice::check(&project(lead, &sections));
        assert_eq!(codes(&found), expected, "{sections}");
        assert!(found.iter().all(|d| d.rule.level == Level::Advice && d.place.is_some()));
    }
}

#[test]
fn the_texts_that_are_shipped_need_no_advice() {
    let world = DiskWorld::new(std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
    let (project, _) = load(&world, &[]);
    let swedish: Vec<Diagnostic> = [words::check(&project), pictures::check(&project), advice::check(&project)]
        .concat()
        .into_iter()
        .filter(|d| d.place.as_ref().is_none_or(|p| p.source.path.ends_with("/sv.toml")))
        .collect();
    assert!(swedish.is_empty(), "{swedish:?}");
}
