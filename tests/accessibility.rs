//! What the tag trees of leaflets tell a screen reader beyond what validators look at.

#[allow(dead_code)] // Other tests read more of a page.
mod support;

use std::path::Path;

use leaflet::cli::compose::compose;
use leaflet::definition::{FormatKind, Project, Target, load};
use leaflet::document::{Draft, WantedPage, resolve_page};
use leaflet::export::html;
use leaflet::page::{Pages, Tag, TagChild, TagNode};
use leaflet::world::{DiskWorld, MemoryWorld, World};

use support::{TODAY, lines, wanted, workshop};

/// Every leaflet of a project as pages, with its name and whether it is a sheet.
fn leaflets(world: &dyn World, project: &Project) -> Vec<(String, bool, Pages)> {
    let composed = wanted(project, Draft::No).map(|wanted| {
        let (pages, _) = compose(world, project, wanted, workshop()).pages.expect("pages");
        (wanted.id(), wanted.format.format.kind == FormatKind::Sheet, pages)
    });
    composed.collect()
}

fn shipped() -> Vec<(String, bool, Pages)> {
    let world = DiskWorld::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let (project, _) = load(&world, &["varmland", "dalarna"].map(|slug| Target::County(slug.to_owned())));
    leaflets(&world, &project)
}

/// Every element of a tree in reading order.
fn elements(node: &TagNode) -> Vec<&TagNode> {
    let inner = node.children.iter().filter_map(|child| match child {
        TagChild::Node(inner) => Some(inner),
        _ => None,
    });
    std::iter::once(node).chain(inner.flat_map(elements)).collect()
}

/// The words of an element.
fn words(pages: &Pages, node: &TagNode) -> String {
    // A piece of a paragraph is no block of its own.
    let block = TagNode { tag: Tag::Paragraph, lang: None, children: vec![TagChild::Node(node.clone())] };
    let lines = lines(pages, &block).into_iter().map(|line| line.text);
    lines.collect::<Vec<_>>().join(" ").replace('\u{a0}', " ")
}

#[test]
fn headings_begin_with_one_title_and_leave_no_level_out() {
    for (name, _, pages) in shipped() {
        let levels: Vec<u8> = elements(&pages.tags)
            .into_iter()
            .filter_map(|node| if let Tag::Heading(level, _) = node.tag { Some(level) } else { None })
            .collect();
        assert_eq!(levels.first(), Some(&1), "{name}: {levels:?}");
        assert!(!levels[1..].contains(&1), "{name}: {levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
        let bookmarks: Vec<u8> = pages.bookmarks.iter().map(|bookmark| bookmark.level).collect();
        assert_eq!(bookmarks, levels, "{name}: a bookmark for each heading");
    }
}

#[test]
fn a_phone_number_is_one_link_on_one_line() {
    for (name, _, pages) in shipped() {
        let links: Vec<_> = pages.pages.iter().flat_map(|page| &page.links).collect();
        let numbers: Vec<_> = links.iter().filter(|link| link.uri.starts_with("tel:")).collect();
        assert!(!numbers.is_empty(), "{name}");
        for link in numbers {
            assert_eq!(link.rects.len(), 1, "{name}: {} is parted", link.description);
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            // A help line's link says who answers as well, after the number.
            let number = link.description.split([',', '،', '、', '፣']).next().unwrap_or_default();
            let (shown, dialled) = (digits(number), digits(&link.uri));
            assert!(dialled.ends_with(shown.trim_start_matches('0')), "{name}: {shown} dials {dialled}");
        }
    }
}

#[test]
fn a_list_of_links_says_who_is_called() {
    let mut seen = Vec::new();
    for (name, _, pages) in shipped() {
        for link in pages.pages.iter().flat_map(|page| &page.links).filter(|link| link.uri.starts_with("tel:")) {
            assert!(link.description.contains([',', '،', '፣']), "{name}: {}", link.description);
            seen.push(link.description.clone());
        }
    }
    assert!(seen.iter().any(|said| said == "114 14, Polisen"), "{seen:?}");
}

#[test]
fn references_to_law_are_read_in_words() {
    let all = shipped();
    let (_, _, pages) = all.iter().find(|(name, ..)| name == "varmland/grooming-a4-sv").expect("the sheet");
    let found: Vec<(String, String)> = elements(&pages.tags)
        .into_iter()
        .filter_map(|node| match &node.tag {
            Tag::Abbreviation(whole) => Some((words(pages, node).trim().to_owned(), whole.clone())),
            _ => None,
        })
        .collect();
    let expected = [("kap.", "kapitel"), ("§", "paragraf")];
    assert_eq!(found, expected.map(|(short, whole)| (short.to_owned(), whole.to_owned())));
}

/// Numbers of items in the lists of the section with this heading.
fn listed(pages: &Pages, headings: &[&str]) -> Option<usize> {
    let has_heading = |node: &TagNode| {
        node.children.iter().any(|child| {
            matches!(child, TagChild::Node(TagNode { tag: Tag::Heading(2, words), .. }) if headings.contains(&words.as_str()))
        })
    };
    let all = elements(&pages.tags);
    let help = all.into_iter().find(|node| node.tag == Tag::Section && has_heading(node))?;
    Some(elements(help).into_iter().filter(|node| node.tag == Tag::ListItem).count())
}

#[test]
fn help_lines_are_a_list_of_their_own() {
    let mut posters = 0;
    for (name, sheet, pages) in shipped().into_iter().filter(|(name, ..)| name.ends_with("-sv")) {
        let items = listed(&pages, &["Här finns hjälp", "Hit kan du ringa", "Vill du sluta?"]);
        posters += usize::from(!sheet);
        assert_eq!(items, Some(if sheet { 4 } else { 1 }), "{name}");
    }
    assert!(posters > 0, "a poster is among them");

    let numbers = include_str!("cases/pages/poster-numbers.toml");
    let world = MemoryWorld::new(TODAY).with("one.toml", numbers);
    let (project, _) = load(&world, &[Target::File("one.toml".into())]);
    for (name, _, pages) in leaflets(&world, &project) {
        assert!(listed(&pages, &["Här finns hjälp"]).is_some_and(|items| items > 1), "{name}");
    }
}

#[test]
fn words_of_another_language_say_so_in_both_editions() {
    let help = "kind = \"help\"\nlines = [{ name = \"[Safe Space](lang:en) på kap. 2\", phone = \"112\", for = \"akut\", source = \"polisen.se\", checked = 2026-11-21 }]";
    let text = include_str!("cases/good/one-file.toml").to_owned()
        + "\n[[section]]\nid = \"tjanst\"\nheading = \"En tjänst\"\ntext = \"Sök på [take it down](lang:en) i dag.\"\n"
        + &format!("\n[[section]]\nid = \"hjalp\"\nheading = \"Hjälp\"\n{help}\n");
    let world = MemoryWorld::new(TODAY).with("one.toml", text);
    let (project, found) = load(&world, &[Target::File("one.toml".to_owned())]);
    assert!(found.is_empty(), "{found:?}");
    for (name, _, pages) in leaflets(&world, &project).into_iter().filter(|(_, sheet, _)| *sheet) {
        let marked: Vec<String> = elements(&pages.tags)
            .into_iter()
            .filter(|node| node.lang.is_some_and(|lang| lang.code == "en"))
            .map(|node| words(&pages, node).trim().to_owned())
            .collect();
        assert_eq!(marked, ["take it down", "Safe Space"], "{name}");
    }
    let (county, publication) = (&project.counties[0], &project.publications[0]);
    let page = resolve_page(&world, &project, WantedPage { county, publication, draft: Draft::No }).expect("a page");
    let html = String::from_utf8(html::write(&page, None).expect("a page")).expect("UTF-8");
    assert!(html.contains("<span lang=\"en\" dir=\"ltr\">take it down</span>"), "{html}");
    let name = "<span lang=\"en\" dir=\"ltr\"><strong>Safe Space</strong></span><strong> på </strong>\
                <abbr title=\"kapitel\"><strong>kap.</strong></abbr>";
    assert!(html.contains(name), "{html}");
}
