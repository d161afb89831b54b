//! Every format of the example and of the repository's publications: what stands on which panel, in which order it is read,
//! and that nothing is lost.

mod support;

use std::fs;
use std::path::Path;

use leaflet::definition::{FORMATS, FormatKind, Part, Project, Target, load};
use leaflet::document::{Document, Draft, resolve};
use leaflet::layout::{Metrics, layout};
use leaflet::page::{Item, Pages};
use leaflet::units::{Mm, Pt};
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
    let more: String = (0..4)
        .map(|at| {
            format!(
                "[[section]]\nid = \"mer-{at}\"\nheading = \"Mer\"\ntext = \"{}\"\n",
                "Barn kan berätta för dig. ".repeat(31)
            )
        })
        .collect();
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
                .replace("publications = [\"grooming\", \"somliga-tror\"]", &format!("publications = [\"{path}\"]"));
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
                assert!(printed.contains(&letters(&line.who.text)), "{path} {format}: {}", line.who.text);
            }
        }
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
        assert!(
            (metrics.base / a3.base / factor - 1.0).abs() < 0.05,
            "{}: {:?} for {:?}",
            format.name,
            metrics.base,
            a3.base
        );
        assert!(metrics.base >= Pt(20.0));
    }
}

#[test]
fn a_card_shows_what_it_has_room_for() {
    let (document, pages, _) = example("pocket-card");
    assert!(document.lead.is_none() && document.audience.is_none());
    assert!(!document.format.shows(Part::Lead));
    let all = lines(&pages, &pages.tags);
    let page = |text: &str| all.iter().find(|line| line.text.contains(text)).map(|line| line.page);
    assert_eq!((page("112"), page("Grooming"), page("Kontakt i")), (Some(0), Some(0), Some(1)));
}
