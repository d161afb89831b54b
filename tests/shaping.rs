//! Every text of the repository's publications as it is shaped and as it is read from the page, in every language.
//!
//! `LEAFLET_SHAPED=FOLDER cargo test --test shaping` writes both into a folder, with the fonts, for `.ci/scripts` to hold
//! against another shaper and against programs that take text from finished files.

#[allow(dead_code)] // The other tests of pages use the rest.
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use leaflet::cli::compose::{Workshop, compose};
use leaflet::definition::{Target, load};
use leaflet::document::Draft;
use leaflet::export::{Resources, web};
use leaflet::fonts::FontBook;
use leaflet::page::{ContentId, GlyphRun, Pages, Tag, TagChild, TagNode};
use leaflet::text::{Paragraph, Shaped};
use leaflet::world::DiskWorld;
use serde_json::{Value, json};

use support::{leaves, wanted};

/// The texts of each leaflet of Värmland by its name, its web PDF, and every paragraph that was shaped for them.
struct Shipped {
    workshop: Workshop,
    leaflets: Vec<(String, Vec<String>, Vec<u8>)>,
    paragraphs: Vec<Arc<Paragraph>>,
}

fn shipped() -> Shipped {
    let world = DiskWorld::new(PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    let (project, _) = load(&world, &[Target::County("varmland".to_owned())]);
    let workshop = Workshop::new();
    let resources = Resources::new(&workshop.fonts);
    let mut leaflets = Vec::new();
    for wanted in wanted(&project, Draft::No) {
        let composed = compose(&world, &project, wanted, &workshop);
        let errors: Vec<_> = composed.findings.iter().filter(|finding| finding.is_error()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", wanted.id());
        let (pages, _) = composed.pages.expect("pages");
        let file = web::write(&pages, &resources).expect("a file");
        leaflets.push((wanted.id(), texts(&pages), file));
    }
    let paragraphs = workshop.faces.shaped();
    Shipped { workshop, leaflets, paragraphs }
}

/// The text of each block of a leaflet as its pages show it, in reading order, without the hyphens that were added.
fn texts(pages: &Pages) -> Vec<String> {
    let mut blocks = Vec::new();
    collect(&pages.tags, &leaves(pages), &mut blocks);
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

fn collect(node: &TagNode, leaves: &BTreeMap<ContentId, (usize, Vec<&GlyphRun>)>, blocks: &mut Vec<String>) {
    if !matches!(node.tag, Tag::Link | Tag::Span) {
        blocks.push(String::new());
    }
    for child in &node.children {
        match child {
            TagChild::Content(id) => {
                let block = blocks.last_mut().expect("a block");
                leaves[id].1.iter().for_each(|run| block.push_str(&run.text.replace('\u{ad}', "")));
            }
            TagChild::Node(inner) => collect(inner, leaves, blocks),
            TagChild::Link(_) => {}
        }
    }
}

/// A run as another shaper is given it, with what came out in units of the font.
fn run(fonts: &FontBook, shaped: &Shaped<'_>) -> Value {
    // What only steers the composition is not shaped, and a no-break space as a space.
    let steers = |c: char| leaflet::text::is_steering(c);
    let given =
        |text: &str| text.chars().filter(|c| !steers(*c)).map(|c| if c == '\u{a0}' { ' ' } else { c }).collect();
    let face = fonts.face(shaped.font);
    let em = f32::from(skrifa::FontRef::new(&face.data).map_or(1000, |font| units(&font)));
    let mut glyphs: Vec<_> = shaped
        .glyphs
        .iter()
        .map(|(id, lengths)| {
            let [advance, dx, dy] = lengths.map(|length| (length * em).round() as i32);
            json!([id, advance, dx, dy])
        })
        .collect();
    // Shapers give glyphs from left to right.
    if shaped.rtl {
        glyphs.reverse();
    }
    let joins = shaped.script == "Arab";
    let context = |text: &str| if joins { text.to_owned() } else { String::new() };
    let text: String = given(shaped.text);
    json!({
        "font": shaped.font.0,
        "before": context(shaped.before),
        "text": text,
        "after": context(shaped.after),
        "direction": if shaped.rtl { "rtl" } else { "ltr" },
        "script": shaped.script,
        "language": shaped.lang.primary_code(),
        "glyphs": glyphs,
    })
}

/// Units of the em square.
fn units(font: &skrifa::FontRef<'_>) -> u16 {
    use skrifa::MetadataProvider;
    font.metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default()).units_per_em
}

/// Writes what judges need.
fn write(folder: &Path, shipped: &Shipped) {
    let fonts = &shipped.workshop.fonts;
    fs::create_dir_all(folder).expect("a folder");
    for at in 0..fonts.len() {
        let id = leaflet::fonts::FontId(u16::try_from(at).expect("few fonts"));
        fs::write(folder.join(format!("{at}.ttf")), &fonts.face(id).data).expect("written");
    }
    let mut texts = Vec::new();
    for (name, blocks, file) in &shipped.leaflets {
        let pdf = format!("{}.pdf", name.replace('/', "-"));
        fs::write(folder.join(&pdf), file).expect("written");
        texts.push(json!({ "file": pdf, "blocks": blocks }));
    }
    let runs: BTreeSet<String> = shipped
        .paragraphs
        .iter()
        .flat_map(|p| p.shaped().map(|s| run(fonts, &s).to_string()).collect::<Vec<_>>())
        .collect();
    let runs: Vec<Value> = runs.iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let all = json!({ "texts": texts, "runs": runs });
    fs::write(folder.join("shaped.json"), format!("{all}\n")).expect("written");
}

#[test]
fn every_letter_of_every_language_has_a_glyph() {
    let shipped = shipped();
    if let Some(folder) = std::env::var_os("LEAFLET_SHAPED") {
        write(Path::new(&folder), &shipped);
    }
    let mut languages = BTreeSet::new();
    for paragraph in &shipped.paragraphs {
        assert!(paragraph.missing().is_empty(), "{}: {:?}", paragraph.text().text, paragraph.missing());
        for shaped in paragraph.shaped() {
            languages.insert(shaped.lang.code);
            assert!(shaped.glyphs.iter().all(|(id, _)| *id != 0), "{}", shaped.text);
        }
    }
    for code in ["ar", "da", "en", "fa", "fi", "is", "nb", "pl", "so", "sv", "sv-simple", "th", "ti", "uk"] {
        assert!(languages.contains(code), "{code} is not shipped");
    }
}

#[test]
fn every_glyph_from_right_to_left_stands_for_one_character() {
    // Programs that take text from a page turn such runs around, and the characters of a ligature with them.
    let shipped = shipped();
    let mut ligatures = 0;
    for paragraph in &shipped.paragraphs {
        let lang = paragraph.shaped().next().map(|shaped| shaped.lang);
        if !lang.is_some_and(|lang| lang.rtl) {
            continue;
        }
        let lines = paragraph.lines(&shipped.workshop.faces, &mut leaflet::text::LineBreaker::default(), 30.0);
        for fragment in lines.iter().flat_map(|line| &line.fragments) {
            let arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
            if !fragment.text.contains(arabic) {
                continue;
            }
            for glyph in &fragment.glyphs {
                let text = &fragment.text[glyph.text.start as usize..glyph.text.end as usize];
                assert_eq!(text.chars().count(), 1, "{text:?} in {}", fragment.text);
            }
            ligatures += usize::from(fragment.text.contains("لا"));
        }
    }
    assert!(ligatures > 0, "no lam-alef has been seen");
}
