//! Every format of the example and of the repository's publications: what stands on which panel, in which order it is read,
//! and that nothing is lost.

#[path = "../support/mod.rs"]
mod support;

mod card;
mod folder;
mod poster;
mod width;

use std::fs;
use std::path::Path;

use leaflet::definition::{FORMATS, Project, Target, load};
use leaflet::document::{Document, Draft, resolve};
use leaflet::layout::{Metrics, layout};
use leaflet::page::Pages;
use leaflet::world::{MemoryWorld, World};

use support::{TODAY, lines, wanted, workshop};

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

#[test]
fn the_example_shows_every_format() {
    let text = repository("examples/formats.toml");
    for format in &FORMATS {
        assert!(text.contains(&format!("\"{}\"", format.name)), "{}", format.name);
    }
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

/// Text of the pages in reading order, without spaces and hyphens.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
