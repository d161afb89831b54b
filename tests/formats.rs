//! Every format of the example and of the repository's publications: what stands on which panel, in which order it is read,
//! and that nothing is lost.

mod support;

use std::fs;
use std::path::Path;

use leaflet::check;
use leaflet::definition::{FORMATS, FormatKind, PanelPart, Project, Target, load};
use leaflet::document::{Document, Draft, resolve};
use leaflet::export::print::{Imposition, write_imposed};
use leaflet::export::{PrintProfile, Resources, png};
use leaflet::layout::{Metrics, layout};
use leaflet::page::{Item, Pages, Tag, TagChild, Turned};
use leaflet::units::{Mm, Pt, Rect, Size};
use leaflet::world::{MemoryWorld, World};

use support::{Line, TODAY, ink, lines, wanted, workshop};

/// A file of the repository.
fn repository(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of the repository")
}

fn laid_out(world: &dyn World, project: &Project, format: &str) -> (Document, Pages, Metrics) {
    let wanted = wanted(project, Draft::No).find(|w| w.format.format.name == format).expect("the format");
    let document = resolve(world, project, wanted).expect("a document");
    let (pages, metrics) = layout(&document, &workshop().faces).unwrap_or_else(|found| panic!("{format}: {found:?}"));
    (document, pages, metrics)
}

/// The example in one of its formats.
fn example(format: &str) -> (Document, Pages, Metrics) {
    let world = MemoryWorld::new(TODAY).with("case.toml", repository("examples/formats.toml"));
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    assert!(found.is_empty(), "{found:?}");
    laid_out(&world, &project, format)
}

/// The index of the panel that a line stands on, in the order of the format.
fn panel(document: &Document, line: &Line) -> usize {
    let middle = line.ink.x + line.ink.width / 2.0;
    let width = document.format.trim.width;
    let middle = if document.lang.rtl { width - middle } else { middle };
    let stands = |panel: &leaflet::definition::Panel| {
        usize::from(panel.page) == line.page && panel.left <= middle && middle <= panel.left + panel.width
    };
    document.format.panels.iter().position(stands).expect("a panel")
}

/// Formats whose panels are read one after the other.
const FOLDERS: [&str; 4] = ["a4-roll-fold", "a4-z-fold", "a5-folder", "pocket-card"];

#[test]
fn the_example_shows_every_format() {
    let text = repository("examples/formats.toml");
    for format in &FORMATS {
        assert!(text.contains(&format!("\"{}\"", format.name)), "{}", format.name);
    }
}

#[test]
fn panels_are_read_in_their_order() {
    for format in FOLDERS {
        let (document, pages, _) = example(format);
        let read: Vec<usize> = lines(&pages, &pages.tags).iter().map(|line| panel(&document, line)).collect();
        assert!(read.is_sorted(), "{format}: {read:?}");
        for index in 0..document.format.panels.len() {
            assert!(read.contains(&index), "{format}: panel {index} is empty");
        }
    }
}

#[test]
fn a_code_on_a_panel_of_help_lines_keeps_clear_of_them() {
    let text = repository("examples/formats.toml");
    // Quiet zones are part of the white field; the side of the code is set by the theme.
    let field = Mm(22.0).pt();
    for format in ["a4-roll-fold", "a4-z-fold"] {
        let mut placed = 0;
        for more in 0..12 {
            let line = "  { phone = \"116 111\", name = \"Bris\", for = \"för barn och unga\", hours = \"dygnet runt\", \
                        source = \"8sidor.se 2025-08-20\", checked = 2026-11-21 },\n";
            let help = text.rfind("  { phone = \"112\"").expect("help lines");
            let text = [&text[..help], &line.repeat(more), &text[help..]].concat();
            let world = MemoryWorld::new(TODAY).with("case.toml", text);
            let (project, _) = load(&world, &[Target::File("case.toml".to_owned())]);
            let wanted = wanted(&project, Draft::No).find(|w| w.format.format.name == format).expect("the format");
            let document = resolve(&world, &project, wanted).expect("a document");
            // More lines than a panel holds are told.
            let Ok((pages, _)) = layout(&document, &workshop().faces) else { break };
            let all = lines(&pages, &pages.tags);
            let caption = all.iter().find(|line| line.text.starts_with("Skanna och ring")).expect("a caption");
            let heading = all.iter().find(|line| line.text == "Här finns hjälp").expect("a heading");
            // Beside the lines it stands where they share a panel.
            if (caption.ink.x - heading.ink.x).abs() > Pt(6.0) {
                break;
            }
            let above = |line: &&Line| panel(&document, line) == panel(&document, caption) && line.y < caption.y;
            let last = all.iter().filter(above).map(|line| line.y).fold(Pt::ZERO, Pt::max);
            assert!(caption.y - last > field, "{format}, {more} more lines: {:?}", caption.y - last);
            assert!(caption.ink.bottom() < document.format.trim.height - Mm(5.0).pt(), "{format}, {more} more lines");
            placed += 1;
        }
        assert!((2..12).contains(&placed), "{format}: {placed}");
    }
}

#[test]
fn the_cover_leads_and_sections_stay_on_their_panel() {
    for format in ["a4-roll-fold", "a4-z-fold", "a5-folder"] {
        let (document, pages, _) = example(format);
        let all = lines(&pages, &pages.tags);
        let size = |start: &str| all.iter().find(|line| line.text.starts_with(start)).expect("a line").size;
        let (title, lead, number) = (size("Grooming:"), size("Den första"), size("114 14"));
        assert!(size("Barn behöver") <= Pt(11.0), "{format}");
        assert!(title >= lead * 1.4 && title >= number, "{format}: {title:?}, {lead:?}, {number:?}");
        assert!((Pt(18.0)..=Pt(24.0)).contains(&number), "{format}: {number:?}");
        for child in &pages.tags.children {
            let TagChild::Node(section) = child else { continue };
            let own: Vec<usize> = lines(&pages, section).iter().map(|line| panel(&document, line)).collect();
            let whole = own.iter().all(|panel| *panel == own[0]);
            assert!(section.tag != Tag::Section || whole, "{format}: {own:?}");
        }
    }
}

#[test]
fn a_leaflet_from_right_to_left_is_folded_the_other_way() {
    let text = repository("tests/cases/pages/folder-arabic.toml");
    let (case, labels) = text.split_once("#@ assets/labels/ar.toml\n").expect("two files");
    let world = MemoryWorld::new(TODAY).with("case.toml", case).with("assets/labels/ar.toml", labels);
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    assert!(found.is_empty(), "{found:?}");
    let (document, pages, _) = laid_out(&world, &project, "a4-roll-fold");
    let folds: Vec<f32> = pages.folds[0].iter().map(|fold| fold.mm().0.round()).collect();
    assert_eq!(folds, [100.0, 200.0], "the cover is at the left, the innermost panel at the right");
    let read: Vec<usize> = lines(&pages, &pages.tags).iter().map(|line| panel(&document, line)).collect();
    assert!(read.is_sorted(), "{read:?}");
}

#[test]
fn help_lines_leave_their_panel_to_long_sections() {
    let text = repository("examples/formats.toml");
    let section = |at: usize| {
        let sentences = "Barn kan berätta för dig. ".repeat(31);
        format!("[[section]]\nid = \"mer-{at}\"\nheading = \"Mer\"\ntext = \"{sentences}\"\n\n")
    };
    let more = [0, 1, 2, 3].map(section).concat();
    let world = MemoryWorld::new(TODAY).with("case.toml", text.replacen("[[fact]]", &format!("{more}\n[[fact]]"), 1));
    let (project, _) = load(&world, &[Target::File("case.toml".to_owned())]);
    let (document, pages, _) = laid_out(&world, &project, "a4-roll-fold");
    let all = lines(&pages, &pages.tags);
    let of = |text: &str| panel(&document, all.iter().find(|line| line.text == text).expect("a line"));
    assert_eq!(of("Här finns hjälp"), 5, "beside the contact");
    assert!(all.iter().any(|line| panel(&document, line) == 4), "sections on the panel that was theirs");
}

/// Text of the pages in reading order, without spaces and hyphens.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn the_publications_fit_every_format_that_suits_them() {
    for (path, formats) in [
        ("grooming", &["a4", "a4-roll-fold", "a4-z-fold", "a5-folder"][..]),
        ("somliga-tror", &["a4", "a5", "dl", "a4-roll-fold", "a4-z-fold", "a5-folder"]),
        ("unga-utnyttjas", &["a4", "a4-roll-fold", "a4-z-fold", "a5-folder"]),
    ] {
        let text = repository(&format!("leaflets/publications/{path}/sv.toml"));
        for format in formats {
            let start = text.find("\nformats = ").expect("formats") + 1;
            let end = start + text[start..].find('\n').expect("a line");
            let pages = if *format == "dl" { ", pages = 2" } else { "" };
            let listed = format!("formats = [{{ format = \"{format}\"{pages} }}]");
            let own = text.replace("formats = [\"a5\"]\n", &format!("formats = [\"{format}\"]\n"));
            let text = own.replacen(&text[start..end], &listed, 1);
            let county = repository("leaflets/varmland.toml")
                .replace("[\"grooming\", \"somliga-tror\", \"unga-utnyttjas\"]", &format!("[\"{path}\"]"));
            let world = MemoryWorld::new(TODAY)
                .with("leaflets/varmland.toml", county)
                .with(&format!("leaflets/publications/{path}/sv.toml"), text);
            let (project, _) = load(&world, &[Target::County("varmland".to_owned())]);
            let (document, pages, _) = laid_out(&world, &project, format);
            let printed =
                letters(&lines(&pages, &pages.tags).iter().map(|line| line.text.as_str()).collect::<String>());
            for section in &document.sections {
                let heading = section.heading.as_ref().map(|heading| letters(&heading.text)).unwrap_or_default();
                assert!(printed.contains(&heading), "{path} {format}: {heading}");
            }
            let help = document.help.as_ref().expect("help lines");
            for line in &help.lines {
                assert!(
                    printed.contains(&letters(&line.who(document.lang).text)),
                    "{path} {format}: {}",
                    line.name.text
                );
            }
        }
    }
}

/// The example with its words changed, in one of its formats.
fn changed(changes: &[(&str, &str)], format: &str) -> (Document, Pages, Metrics) {
    let mut text = repository("examples/formats.toml");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let world = MemoryWorld::new(TODAY).with("case.toml", text);
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    assert!(found.is_empty(), "{found:?}");
    laid_out(&world, &project, format)
}

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

#[test]
fn a_card_shows_what_it_has_room_for() {
    let (document, pages, _) = example("pocket-card");
    assert!(document.lead.is_none() && document.audience.is_none());
    assert!(!document.format.shows(PanelPart::Lead));
    let all = lines(&pages, &pages.tags);
    let page = |text: &str| all.iter().find(|line| line.text.contains(text)).map(|line| line.page);
    assert_eq!((page("112"), page("Grooming"), page("Kontakt i")), (Some(0), Some(0), Some(1)));
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

/// A box of a page of a PDF in millimetres: left, bottom, right, top.
fn bounds(file: &lopdf::Document, page: lopdf::ObjectId, key: &str) -> Vec<f32> {
    let dictionary = file.get_dictionary(page).expect("a page");
    let numbers = dictionary.get(key.as_bytes()).and_then(lopdf::Object::as_array).expect("a box");
    numbers.iter().map(|number| (Pt(number.as_float().expect("a number")).mm().0 * 10.0).round() / 10.0).collect()
}

#[test]
fn cards_stand_many_times_on_a_sheet() {
    let (_, pages, _) = example("pocket-card");
    let profile = PrintProfile::fogra39();
    let resources = Resources::new(&workshop().fonts);
    let way = Imposition::new(&pages, Size::mm(210.0, 297.0), &profile).expect("room for many");
    let bytes = write_imposed(&pages, &way, ".n-up-a4", &profile, &resources).expect("a sheet");
    assert!(
        bytes == write_imposed(&pages, &way, ".n-up-a4", &profile, &resources).expect("a sheet"),
        "the same bytes again"
    );
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let sheets: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    assert_eq!(sheets.len(), 2, "fronts and backs");
    for sheet in sheets {
        let [media, bleed, trim] = ["MediaBox", "BleedBox", "TrimBox"].map(|key| bounds(&file, sheet, key));
        let (across, down) = (media[2] > media[3], way.count());
        assert_eq!(media[2] + media[3], 507.0);
        // The block of cards, with gutters of twice the bleed, in the middle of the sheet.
        let (columns, rows) = if across { (3.0, 3.0) } else { (2.0, 4.0) };
        assert_eq!(down as f32, columns * rows);
        assert!((trim[2] - trim[0] - (columns * 91.0 - 6.0)).abs() < 0.2, "{trim:?}");
        assert!((trim[3] - trim[1] - (rows * 61.0 - 6.0)).abs() < 0.2, "{trim:?}");
        assert!((trim[0] + trim[2] - media[2]).abs() < 0.2 && (trim[1] + trim[3] - media[3]).abs() < 0.2);
        assert!((trim[0] - bleed[0] - 3.0).abs() < 0.2 && (bleed[3] - trim[3] - 3.0).abs() < 0.2);
        assert!(!file.get_page_content(sheet).is_empty());
    }
}

#[test]
fn every_sheet_of_cards_keeps_bleed_and_says_what_it_is() {
    let profile = PrintProfile::fogra39();
    let resources = Resources::new(&workshop().fonts);
    for (format, count, block) in [("a5", 4, [308.0, 432.0]), ("a6", 8, [444.0, 308.0]), ("dl", 6, [315.0, 432.0])] {
        let (_, pages, _) = example(format);
        let way = Imposition::new(&pages, Size::mm(320.0, 450.0), &profile).expect("room for many");
        assert_eq!(way.count(), count, "{format}");
        let bytes = write_imposed(&pages, &way, ".n-up-sra3", &profile, &resources).expect("a sheet");
        let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
        for (number, sheet) in file.get_pages() {
            let [media, bleed] = ["MediaBox", "BleedBox"].map(|key| bounds(&file, sheet, key));
            let reach = [bleed[2] - bleed[0], bleed[3] - bleed[1]];
            assert!(reach.iter().zip(block).all(|(one, other)| (one - other).abs() < 0.2), "{format}: {reach:?}");
            assert!(bleed[0] >= 2.0 && bleed[1] >= 2.0 && bleed[2] <= media[2] - 2.0 && bleed[3] <= media[3] - 2.0);
            let text = file.extract_text(&[number]).expect("text");
            let side = if number == 1 { "1/2 framsida" } else { "2/2 baksida" };
            for part in [&format!("grooming-{format}-sv.n-up-sra3.print.pdf"), side, "2026-11-21"] {
                assert!(text.contains(part), "{format}: {part} in {text}");
            }
        }
    }
}

#[test]
fn large_formats_are_not_put_many_times_on_a_sheet() {
    for format in ["a4", "a4-roll-fold", "a5-folder"] {
        let (_, pages, _) = example(format);
        assert_eq!(Imposition::new(&pages, Size::mm(320.0, 450.0), &PrintProfile::fogra39()), None, "{format}");
    }
}

/// A short definition in every format of small print.
fn short(contact: &str, publication: &str, lang: &str, title: &str) -> String {
    format!(
        r#"
        [county]
        slug = "exempel"
        name = "Exempelbygdens län"
        short = "Exempelbygden"
        genitive = "Exempelbygdens"
        office = "Länsstyrelsen Exempelbygden"
        [contact]
        {contact}
        verified = 2026-11-21
        [publication]
        id = "blad"
        lang = "{lang}"
        title = "{title}"
        {publication}
        version = "1.0"
        date = 2026-11-21
        formats = ["a4", "a5", "a6", "dl", "a5-folder", "a4-roll-fold", "a4-z-fold", "pocket-card"]
        [[section]]
        id = "a"
        heading = "Rubrik"
        text = "En kort text för alla."
        "#
    )
}

#[test]
fn addresses_under_codes_and_long_words_of_leads_stay_on_the_page() {
    let web = |address: &str| format!("url = \"https://{address}\"");
    let number = "phone = \"114 14\"".to_owned();
    let cases = [
        (web("www.lansstyrelsen.se/varmland"), String::new(), true),
        (web("www.lansstyrelsen.se/vasternorrland/kvinnofrid"), String::new(), true),
        (number.clone(), "qr = \"https://www.regionexempel.se/sommar-vid-vattnet\"".to_owned(), true),
        (number.clone(), "qr = \"https://a.se\"\nqr_text = \"Ungdomsmottagningen svarar\"".to_owned(), true),
        (number.clone(), "lead = \"Kvinnofridssamordningsverksamheten gäller alla.\"".to_owned(), true),
        // Nobody can read this one: it is told, and no file is made.
        (number, format!("qr = \"https://{}.{}.se\"", "a".repeat(60), "b".repeat(60)), false),
    ];
    for (contact, publication, fits) in cases {
        let text = short(&contact, &publication, "sv", "Kort titel");
        let world = MemoryWorld::new(TODAY).with("case.toml", text);
        let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
        assert!(found.iter().all(|found| !found.is_error()), "{found:?}");
        for wanted in wanted(&project, Draft::No) {
            let format = wanted.format.format.name;
            let document = resolve(&world, &project, wanted).expect("a document");
            let laid = layout(&document, &workshop().faces);
            assert_eq!(laid.is_ok(), fits, "{format}: {publication} {:?}", laid.err());
            let Ok((pages, _)) = laid else { continue };
            for line in lines(&pages, &pages.tags) {
                let inside = line.ink.x > Mm(3.5).pt() && line.ink.right() < pages.trim.width - Mm(3.5).pt();
                assert!(inside, "{format}: “{}” of {contact} {publication}", line.text);
            }
        }
    }
}

#[test]
fn text_over_the_trim_is_an_error_before_a_file_is_made() {
    let text = short("phone = \"114 14\"", "", "sv", "Kort titel");
    let world = MemoryWorld::new(TODAY).with("case.toml", text);
    let (project, _) = load(&world, &[Target::File("case.toml".to_owned())]);
    let (document, mut pages, _) = laid_out(&world, &project, "a5");
    let preset = &project.presets[0];
    let codes = |pages: &Pages| -> Vec<&str> {
        let found = check::press::pages(&document, &project.publications[0], pages, preset);
        found.iter().map(|found| found.rule.code).collect()
    };
    assert!(codes(&pages).is_empty(), "{:?}", codes(&pages));
    let items = pages.pages[0].content.iter_mut().flat_map(|marked| &mut marked.items);
    let mut runs = items.filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None });
    runs.next().expect("a text").origin.x = Mm(-4.0).pt();
    assert_eq!(codes(&pages), ["text-cut"]);
}

#[test]
fn a_title_with_deep_letters_takes_leading_of_its_own() {
    let text = short("phone = \"114 14\"", "", "ar", "كل ما تريد معرفته عن حقوقي في المدرسة لأطفالي");
    let text = text.replace("\"Rubrik\"", "\"حقوقي\"").replace("En kort text för alla.", "هذا نص قصير للجميع.");
    let world = MemoryWorld::new(TODAY).with("case.toml", text);
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    assert!(found.iter().all(|found| !found.is_error()), "{found:?}");
    for format in ["a5-folder", "a4-roll-fold", "a5"] {
        let (_, _, metrics) = laid_out(&world, &project, format);
        assert!(metrics.leading < metrics.base * 1.7, "{format}: {:?} on {:?}", metrics.leading, metrics.base);
    }
}
