//! The page of a publication.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use leaflet::cli::compose::compose;
use leaflet::definition::FormatKind;
use leaflet::document::{Draft, WebPage, resolve};
use leaflet::page::{Pages, Tag, TagChild, TagNode};
use sha2::{Digest, Sha256};

use crate::markup::{Piece, elements, pieces, text_without, value};
use crate::support::{lines, wanted, workshop};
use crate::{one_file, pages as all_pages, repository, written};

const SOURCE: &str = include_str!("../cases/good/one-file.toml");

/// What a page adds to the sheet: ways through it, the publisher at its top, facts with sources.
const ADDED: [&str; 4] = ["skip", "sender", "shortcuts", "facts"];

/// What a sheet has and a page has not: bullets and numbers, which a browser draws itself, and the QR code with its words.
fn without_drawn(node: &TagNode) -> TagNode {
    let kept = |child: &TagChild| match child {
        TagChild::Node(inner) if matches!(inner.tag, Tag::Label | Tag::Figure { .. } | Tag::Caption) => None,
        TagChild::Node(inner) => Some(TagChild::Node(without_drawn(inner))),
        other => Some(other.clone()),
    };
    TagNode { children: node.children.iter().filter_map(kept).collect(), ..node.clone() }
}

/// The letters of a text: where lines end, how numbers are held together, and whether names are parted by a dot or a line, is
/// each medium's own.
fn letters(text: &str) -> String {
    let shaped = |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '·');
    text.chars().filter(|c| !shaped(*c)).flat_map(char::to_lowercase).collect()
}

fn letters_of_pages(pages: &Pages, page: &WebPage) -> String {
    let kept = without_drawn(&pages.tags);
    let text: Vec<String> = lines(pages, &kept).into_iter().map(|line| line.text).collect();
    let text = letters(&text.join(" "));
    match &page.document.code {
        Some(code) => text.replacen(&letters(&code.caption.text), "", 1),
        None => text,
    }
}

#[track_caller]
fn assert_same(name: &str, page: &str, sheet: &str) {
    let (page, sheet): (Vec<char>, Vec<char>) = (page.chars().collect(), sheet.chars().collect());
    let Some(at) = (0..page.len().max(sheet.len())).find(|&at| page.get(at) != sheet.get(at)) else { return };
    let around = |text: &[char]| text.iter().skip(at.saturating_sub(30)).take(80).collect::<String>();
    panic!("{name} differs from its sheet:\n page: {}\nsheet: {}", around(&page), around(&sheet));
}

#[test]
fn a_page_says_what_the_web_pdf_says_in_the_same_order() {
    let (world, project) = repository();
    for draft in [Draft::No, Draft::Yes] {
        let mut compared = 0;
        for (name, page) in all_pages(&world, &project, draft) {
            let html = letters(&text_without(&written(&page), &ADDED));
            for wanted in wanted(&project, draft).filter(|w| w.format.format.kind == FormatKind::Sheet) {
                let id = format!("{}/{}-{}", wanted.county.slug, wanted.publication.id, wanted.publication.lang.code);
                // A page says what the fullest sheet says.
                let shown = resolve(&world, &project, wanted).expect("a document").sections.len();
                if id == name && shown == page.document.sections.len() {
                    let (pages, _) = compose(&world, &project, wanted, workshop()).pages.expect("pages");
                    assert_same(&wanted.id(), &html, &letters_of_pages(&pages, &page));
                    compared += 1;
                }
            }
        }
        assert!(compared >= 10, "{compared} sheets compared");
    }
}

#[test]
fn nothing_comes_from_outside_and_nothing_runs() {
    let (world, project) = repository();
    for (name, page) in all_pages(&world, &project, Draft::No) {
        let html = written(&page);
        for piece in pieces(&html) {
            let Piece::Start(element, attributes) = piece else { continue };
            let barred = ["script", "iframe", "object", "embed", "form", "base", "video", "audio"];
            assert!(!barred.contains(&element.as_str()), "{name} has {element}");
            for (attribute, value) in &attributes {
                assert!(!attribute.starts_with("on") && attribute != "style", "{name}: {attribute}");
                assert!(attribute != "src" || value.starts_with("data:image/"), "{name}: {value}");
            }
            if element == "link" {
                assert!(value(&attributes, "href").is_some_and(|href| href.starts_with("data:")), "{attributes:?}");
            }
        }
        let metas = elements(&html, "meta");
        let policy = metas.iter().find(|meta| value(meta, "http-equiv") == Some("Content-Security-Policy"));
        let policy = value(policy.expect("a policy"), "content").expect("its words");
        let style = html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("a style").0;
        let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
        let expected = format!(
            "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
        );
        assert_eq!(policy, expected);
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}

#[test]
fn headings_come_in_order_with_one_title() {
    let (world, project) = repository();
    for (name, page) in all_pages(&world, &project, Draft::No) {
        let levels: Vec<u8> = pieces(&written(&page))
            .iter()
            .filter_map(|piece| match piece {
                Piece::Start(element, _) => element.strip_prefix('h').and_then(|level| level.parse().ok()),
                _ => None,
            })
            .collect();
        assert_eq!(levels[0], 1, "{name}: {levels:?}");
        assert!(!levels[1..].contains(&1), "{name}: {levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
    }
}

#[test]
fn a_page_names_its_parts() {
    let (world, project) = one_file(SOURCE);
    let (_, page) = all_pages(&world, &project, Draft::No).remove(0);
    let html = written(&page);
    for element in ["header", "main", "article", "footer", "nav", "address"] {
        assert!(!elements(&html, element).is_empty(), "no {element}");
    }
    assert_eq!(elements(&html, "main").len(), 1);
    let root = &elements(&html, "html")[0];
    assert_eq!((value(root, "lang"), value(root, "dir")), (Some("sv"), Some("ltr")));
    let first = &elements(&html, "a")[0];
    assert_eq!((value(first, "class"), value(first, "href")), (Some("skip"), Some("#main")));
}

#[test]
fn contacts_can_be_called_and_read_by_machines() {
    let (world, project) = repository();
    let all = all_pages(&world, &project, Draft::No);
    let (_, page) = all.iter().find(|(name, _)| name == "varmland/grooming-sv").expect("the page");
    let html = written(page);
    let links: Vec<String> = elements(&html, "a").iter().filter_map(|a| value(a, "href").map(str::to_owned)).collect();
    for address in ["tel:112", "tel:11414", "tel:116111", "tel:+4620390000", "tel:+4654197338"] {
        assert!(links.iter().any(|link| link == address), "{address} is missing from {links:?}");
    }
    assert!(links.iter().any(|link| link == "mailto:isabel.persson@lansstyrelsen.se"));
    let types: Vec<_> = pieces(&html)
        .iter()
        .filter_map(|p| match p {
            Piece::Start(_, attributes) => value(attributes, "itemtype").map(str::to_owned),
            _ => None,
        })
        .collect();
    assert_eq!(types, ["https://schema.org/GovernmentOrganization", "https://schema.org/ContactPoint"]);
    let property = |name: &str| {
        let metas = elements(&html, "meta");
        metas.iter().find(|m| value(m, "itemprop") == Some(name)).and_then(|m| value(m, "content").map(str::to_owned))
    };
    assert_eq!(property("telephone").as_deref(), Some("+4654197338"));
    assert_eq!(property("name").as_deref(), Some("Länsstyrelsen Värmland"));
}

#[test]
fn a_number_in_a_sentence_can_be_called_and_says_who_answers() {
    let (world, project) = repository();
    let all = all_pages(&world, &project, Draft::No);
    let (_, page) = all.iter().find(|(name, _)| name == "varmland/grooming-sv").expect("the page");
    let html = written(page);
    let named: Vec<(String, String)> = elements(&html, "a")
        .iter()
        .filter_map(|a| Some((value(a, "href")?.to_owned(), value(a, "aria-label")?.to_owned())))
        .collect();
    // In a sentence, and among the help lines, where the number alone is the link.
    let expected = [("tel:112", "112, Nödnumret"), ("tel:11414", "114 14, Polisen"), ("tel:116111", "116 111, Bris")];
    for (to, name) in expected {
        assert_eq!(named.iter().filter(|(own, said)| own == to && said == name).count(), 2, "{to}: {named:?}");
    }
    assert!(
        named.iter().any(|(to, name)| to == "tel:+4620390000" && name == "020-390 000, Jämställdhetsmyndigheten"),
        "{named:?}"
    );

    let all = all_pages(&world, &project, Draft::Yes);
    let (_, page) = all.iter().find(|(name, _)| name == "varmland/grooming-ar").expect("the page");
    assert!(written(page).contains("aria-label=\"114 14، Polisen\""));
}

#[test]
fn swedish_names_and_references_say_so_on_pages_in_other_languages() {
    let (world, project) = repository();
    for (name, page) in all_pages(&world, &project, Draft::Yes) {
        let lang = page.document.lang;
        let html = written(&page);
        assert_eq!(html.contains("<span lang=\"sv\""), lang.primary_code() != "sv", "{name}");
        if lang.primary_code() == "sv" || !name.starts_with("varmland/grooming") {
            continue;
        }
        let law = "<span lang=\"sv\" dir=\"ltr\">6\u{a0}<abbr title=\"kapitel\">kap.</abbr>\u{a0}10\u{a0}a\u{a0}\
                   <abbr title=\"paragraf\">§</abbr> brottsbalken";
        let person = "<span lang=\"sv\" dir=\"ltr\">Isabel\u{a0}Persson, kvinnofridssamordnare, Länsstyrelsen\u{a0}Värmland</span>";
        let sender = "<p class=\"sender\"><span lang=\"sv\" dir=\"ltr\">Länsstyrelsen Värmland</span>";
        let chat = "<span lang=\"sv\" dir=\"ltr\"><strong>ECPAT Vuxenstöd</strong></span>";
        for whole in [law, person, sender, chat] {
            assert!(html.contains(whole), "{name}: {whole} is not in {html}");
        }
        assert!(!html.contains("<span lang=\"sv\" dir=\"ltr\">grooming"), "{name}: the word is English");
    }
}

#[test]
fn facts_have_their_sources_and_days() {
    let (world, project) = repository();
    let all = all_pages(&world, &project, Draft::No);
    let (_, page) = all.iter().find(|(name, _)| name == "varmland/grooming-sv").expect("the page");
    let html = written(page);
    let times = elements(&html, "time");
    assert_eq!(times.len(), page.facts.len());
    assert!(times.iter().all(|time| value(time, "datetime") == Some("2026-11-21")));
    let text = text_without(&html, &[]).replace('\u{a0}', " ");
    assert!(text.contains("Källa: 6 kap. 10 a § brottsbalken; prop. 2016/17:214; polisen.se."), "{text}");
    for (name, page) in &all {
        let html = written(page);
        assert!(!html.contains("..</time>") && !html.contains(".።"), "{name}: a sentence ends once");
    }
    assert!(text.contains("114 14: Polisen Källa: polisen.se. Kontrollerad 21 november 2026."), "{text}");
}

#[test]
fn a_draft_is_marked_and_not_to_be_found() {
    let (world, project) = one_file(SOURCE);
    let robots = |html: &str| elements(html, "meta").iter().any(|m| value(m, "content") == Some("noindex"));
    let mark = |html: &str| elements(html, "p").iter().any(|p| value(p, "class") == Some("draft"));
    let finished = written(&all_pages(&world, &project, Draft::No)[0].1);
    let draft = written(&all_pages(&world, &project, Draft::Yes)[0].1);
    assert_eq!((robots(&finished), mark(&finished)), (false, false));
    assert_eq!((robots(&draft), mark(&draft)), (true, true));
}

#[test]
fn no_text_of_a_definition_becomes_markup() {
    let nasty = "</title></style><script>alert(1)</script><b onload=x>\\\" & ’ <!-- ";
    let text = SOURCE
        .replace("Länsstyrelsen Örebro", nasty)
        .replace("Örebro län", nasty)
        .lines()
        .map(|line| if line.starts_with("title =") { format!("title = \"{nasty}\"\n") } else { format!("{line}\n") })
        .collect::<String>();
    let (world, project) = one_file(&text);
    let (_, page) = all_pages(&world, &project, Draft::No).remove(0);
    let (plain_world, plain_project) = one_file(SOURCE);
    let (_, plain) = all_pages(&plain_world, &plain_project, Draft::No).remove(0);
    let names = |html: &str| -> Vec<String> {
        let name = |piece| match piece {
            Piece::Start(name, attributes) => Some(format!("{name} {}", attributes.len())),
            _ => None,
        };
        pieces(html).into_iter().filter_map(name).collect()
    };
    assert!(page.document.title.text().contains("<script>"), "{}", page.document.title.text());
    assert_eq!(names(&written(&page)), names(&written(&plain)), "the same elements, whatever the words");
}

#[test]
fn a_page_shows_what_any_of_its_sheets_shows() {
    let text = SOURCE
        .replace("formats = [\"a5\"]", "formats = [\"a5\", \"a4\", { format = \"a3-poster\", theme = \"poster\" }]");
    assert_ne!(text, SOURCE);
    let section = |id: &str, format: &str| {
        format!("\n[[section]]\nid = \"{id}\"\nformats = [\"{format}\"]\ntext = \"Bara i {id}.\"\n")
    };
    let text = text + &section("liten", "a5") + &section("stor", "a4") + &section("affisch", "a3-poster");
    let (world, project) = one_file(&text);
    let (_, page) = all_pages(&world, &project, Draft::No).remove(0);
    assert_eq!(page.document.format.name, "a4");
    let shown: Vec<&str> = page.document.sections.iter().map(|section| section.id.as_str()).collect();
    assert!(shown.contains(&"liten") && shown.contains(&"stor") && !shown.contains(&"affisch"), "{shown:?}");
}

#[test]
fn pages_from_right_to_left_say_so_and_keep_numbers_whole() {
    let case = include_str!("../cases/pages/arabic.toml");
    let (mut world, mut path) = (leaflet::world::MemoryWorld::new(crate::support::TODAY), "case.toml".to_owned());
    for line in case.split_inclusive('\n') {
        match line.strip_prefix("#@ ") {
            Some(named) => named.trim().clone_into(&mut path),
            None => world.files.entry(path.clone()).or_default().extend(line.bytes()),
        }
    }
    let target = leaflet::definition::Target::File("case.toml".to_owned());
    let (project, _) = leaflet::definition::load(&world, &[target]);
    let (_, page) = all_pages(&world, &project, Draft::No).remove(0);
    let html = written(&page);
    let root = &elements(&html, "html")[0];
    assert_eq!((value(root, "lang"), value(root, "dir")), (Some("ar"), Some("rtl")));
    let calls = elements(&html, "a").into_iter().filter(|a| value(a, "href").is_some_and(|h| h.starts_with("tel:")));
    let directions: Vec<Option<String>> = calls.map(|a| value(&a, "dir").map(str::to_owned)).collect();
    assert!(!directions.is_empty() && directions.iter().all(|dir| dir.as_deref() == Some("ltr")), "{directions:?}");
    assert!(html.contains("<bdi dir=\"ltr\">"));
}

#[test]
fn the_same_definition_gives_the_same_bytes() {
    let build = || {
        let (world, project) = repository();
        all_pages(&world, &project, Draft::No).iter().map(|(_, page)| written(page)).collect::<Vec<_>>()
    };
    assert_eq!(build(), std::thread::spawn(build).join().expect("a thread"));
}
