//! Folders and their panels: what stands on which, in which order, and which way they open.

use leaflet::definition::{Target, load};
use leaflet::document::{Document, Draft, resolve};
use leaflet::layout::layout;
use leaflet::page::{Tag, TagChild};
use leaflet::units::{Mm, Pt};
use leaflet::world::MemoryWorld;

use super::support::{Line, TODAY, lines, wanted, workshop};
use super::{example, laid_out, repository};

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
        assert!(size("Barn behöver") <= Pt(12.0), "{format}");
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
