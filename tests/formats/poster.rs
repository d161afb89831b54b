//! Posters: their code, help lines, titles, tabs, and the distance from which they are read.

use leaflet::definition::{FORMATS, FormatKind};
use leaflet::export::{Resources, png};
use leaflet::page::{Item, Pages, Tag, TagChild, Turned};
use leaflet::units::{Mm, Pt, Rect};

use super::support::{Line, ink, lines, workshop};
use super::{changed, example, letters};

/// The white ground of the code on a page.
fn code_field(pages: &Pages) -> Rect {
    let figure =
        pages.pages[0].content.iter().find(|marked| matches!(marked.items[..], [Item::Rect(_), Item::Path(_)]));
    let field = figure.and_then(|figure| match &figure.items[0] {
        Item::Rect(field) => Some(field.rect),
        _ => None,
    });
    field.expect("a code")
}

/// A poster whose code holds the contact, under a list of help lines.
const WITH_CONTACT: [(&str, &str); 4] = [
    ("qr = \"tel:114 14\"\nqr_text = \"Skanna och ring polisen\"\n", ""),
    (", tabs = 8, tabs_qr = true", ""),
    (", tabs = 10", ""),
    (
        "\"50x70-poster\"]\nlines = [\n",
        "\"50x70-poster\"]\nlines = [\n  { phone = \"112\", name = \"Nödnumret\", for = \"när det är akut\", \
         source = \"polisen.se\", checked = 2026-11-21 },\n  { phone = \"116 111\", name = \"Bris\", for = \"för barn \
         och unga\", hours = \"dygnet runt\", source = \"8sidor.se\", checked = 2026-11-21 },\n",
    ),
];

#[test]
fn the_code_of_a_poster_begins_with_the_heading_beside_it() {
    for format in ["a3-poster", "a2-poster", "a1-poster", "50x70-poster"] {
        for (changes, heading) in [(&[][..], "Anmäl till polisen"), (&WITH_CONTACT[..], "Kontakt i")] {
            let (_, pages, _) = changed(changes, format);
            let all = lines(&pages, &pages.tags);
            let heading = all.iter().find(|line| line.text.starts_with(heading)).expect("a heading");
            // The ink of a capital, which an A overshoots by a hair.
            let apart = (code_field(&pages).y - heading.ink.y).abs();
            assert!(apart < heading.size * 0.06, "{format}: {apart:?} beside {}", heading.text);
        }
    }
}

#[test]
fn the_help_lines_of_a_poster_take_the_measure_above_the_code() {
    let (document, pages, _) = changed(&WITH_CONTACT, "a3-poster");
    let all = lines(&pages, &pages.tags);
    for line in &document.help.as_ref().expect("help lines").lines {
        let who = letters(&line.who(document.lang).text);
        assert!(all.iter().any(|line| letters(&line.text) == who), "{who} is parted");
    }
    // The contact is none of them.
    let y = |text: &str| all.iter().find(|line| line.text.starts_with(text)).map(|line| line.y).expect("a line");
    let (step, below) = (y("116 111") - y("112"), y("Kontakt i") - y("114 14"));
    assert!(below > step * 1.98, "{below:?} below rows of {step:?}");
}

#[test]
fn the_contact_stands_at_the_foot_of_a_back() {
    for contact in [true, false] {
        let changes = if contact { &WITH_CONTACT[..1] } else { &[] };
        let (document, pages, _) = changed(changes, "a5-folder");
        let all = lines(&pages, &pages.tags);
        let back: Vec<&Line> = all.iter().filter(|line| line.page == 3).collect();
        let contact = back.iter().position(|line| line.text.starts_with("Kontakt i")).expect("a contact");
        // From its heading to the lower edge nothing is further apart than a line and the rule over the senders.
        let mut ends: Vec<Pt> = back[contact..].iter().map(|line| line.y).collect();
        ends.push(document.format.trim.height - Mm(10.0).pt());
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(ends.windows(2).all(|pair| pair[1] - pair[0] < Mm(12.0).pt()), "{ends:?}");
    }
}

#[test]
fn the_lines_of_a_title_end_with_its_clauses() {
    let long = "title = \"Våld i nära relationer, hedersrelaterat våld och förtryck samt människohandel: så upptäcker, frågar och anmäler \
                du\"";
    for format in ["a4", "a5", "a5-folder"] {
        let (_, pages, metrics) = changed(&[("title = \"Grooming: sexbrott mot barn på nätet\"", long)], format);
        let all = lines(&pages, &pages.tags);
        let title: Vec<&str> =
            all.iter().filter(|line| line.size == metrics.title).map(|line| line.text.trim_end()).collect();
        let wrong = |line: &&str| [" så", "nära", "hedersrelaterat"].iter().any(|end| line.ends_with(end));
        // On the full A4 the title makes room for the text.
        assert!(format == "a4" || !title.iter().any(wrong), "{format}: {title:?}");
        assert!(
            title.iter().filter(|line| line.ends_with([',', ':'])).count() >= 2 || format != "a5-folder",
            "{title:?}"
        );
    }
}

#[test]
fn posters_can_be_read_from_their_distance() {
    for format in FORMATS.iter().filter(|format| format.kind == FormatKind::Poster) {
        let (document, pages, metrics) = example(format.name);
        let title = lines(&pages, &pages.tags)
            .into_iter()
            .find(|line| line.text.starts_with("Det är aldrig"))
            .expect("a headline");
        let capital = pages.pages[0].content.iter().flat_map(|marked| &marked.items).find_map(|item| match item {
            Item::Glyphs(run) if run.size == title.size => Some(ink(run).height),
            _ => None,
        });
        let metres = document.format.viewing_distance.0 / 1000.0;
        assert!(capital.expect("glyphs").mm().0 >= 5.0 * metres, "{}", format.name);
        // Everything grows with the page.
        let (_, _, a3) = example("a3-poster");
        let factor = document.format.trim.width / Mm(297.0).pt();
        let grown = metrics.title / a3.title;
        assert!((grown / factor - 1.0).abs() < 0.02, "{}: {grown} for {factor}", format.name);
        assert!(metrics.base >= Pt(20.0));
    }
}

/// The turned texts of a page.
fn turned(pages: &Pages) -> Vec<&Turned> {
    let items = pages.pages[0].content.iter().flat_map(|marked| &marked.items);
    items.filter_map(|item| if let Item::Turned(turned) = item { Some(turned) } else { None }).collect()
}

#[test]
fn every_tab_has_the_number_and_a_code_that_is_read() {
    let (document, pages, _) = example("a3-poster");
    let wanted = document.tabs.as_ref().expect("tabs");
    let count = usize::from(wanted.count);
    let numbers: Vec<&Turned> =
        turned(&pages).into_iter().filter(|t| t.runs.iter().any(|run| run.text.contains("114"))).collect();
    assert_eq!((count, numbers.len()), (8, 8));
    let figures = pages.tags.children.iter().filter_map(|child| match child {
        TagChild::Node(node) => {
            if let Tag::Figure { alt } = &node.tag {
                Some(alt)
            } else {
                None
            }
        }
        _ => None,
    });
    assert_eq!(figures.filter(|alt| alt.contains("114")).count(), 1, "what all tabs say is read once");
    let width = document.format.trim.width / 8.0;
    for text in turned(&pages) {
        // Downwards in the text's own coordinates is to the right on the page, to the right is upwards.
        let tab = (text.origin.x / width).floor();
        let letters = text.runs.iter().map(ink).filter(|rect| rect.height > Pt::ZERO);
        for rect in letters {
            let (left, right) = (text.origin.x + rect.y, text.origin.x + rect.bottom());
            assert!(
                left >= width * tab + Mm(4.9).pt() && right <= width * (tab + 1.0) - Mm(4.9).pt(),
                "{left:?} {right:?}"
            );
            assert!(text.origin.y - rect.x <= document.format.trim.height - Mm(4.9).pt());
        }
    }
    let resources = Resources::new(&workshop().fonts);
    let drawn = png::write(&pages, 150.0, &resources).expect("a picture");
    let page = image::load_from_memory(&drawn[0]).expect("a PNG").into_luma8();
    let (across, down) = (page.width() as usize, page.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(across, down, |x, y| page.as_raw()[y * across + x]);
    let read: Vec<String> =
        prepared.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect();
    assert_eq!(read.len(), 9, "one of the poster, eight of the tabs");
    assert!(read.iter().all(|text| text.starts_with("tel:")), "{read:?}");
    // The turned text is drawn: without it the picture is another.
    let mut without = pages.clone();
    for marked in &mut without.pages[0].content {
        marked.items.retain(|item| !matches!(item, Item::Turned(_)));
    }
    assert!(png::write(&without, 150.0, &resources).expect("a picture") != drawn);
}
