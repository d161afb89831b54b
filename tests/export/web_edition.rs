//! What a reader with assistive technology meets (ISO 14289-1), and what is refused.

use leaflet::export::{ExportError, Resources, web};
use leaflet::fonts::FontBook;
use leaflet::page::{ContentId, Item, Mark, Marked, Pages, Tag, TagChild};
use leaflet::units::Pt;
use lopdf::Object;

use crate::reading::File;
use crate::sample::{node, sample};

fn write(pages: &Pages) -> Result<Vec<u8>, ExportError> {
    web::write(pages, &Resources::new(&FontBook::bundled()))
}

fn sample_file() -> File {
    File::read(&write(&sample()).expect("the web edition is written"))
}

#[test]
fn the_tag_tree_is_in_reading_order() {
    let expected = "\
Document Lang=\"sv\"
  H1
    ·
  P
    ·
    Span ActualText=\"\\u{ad}\"
      ·
    Span
      ·
  L
    LI
      Lbl
        ·
      LBody
        ·
    LI
      Lbl
        ·
      LBody
        ·
    LI
      Lbl
        ·
      LBody
        ·
  Sect
    P
      Span Lang=\"en\"
        ·
      Span
        ·
      Span E=\"med mera\"
        ·
  Sect
    H2
      ·
    P
      Link
        ·
        area
  Figure Alt=\"Färger i rutnät\"
    ·
  Figure Alt=\"Färger i rutnät\"
    ·
  P
    ·
    · (another page)
";
    let tags = sample_file().tags();
    assert_eq!(tags, expected);
}

#[test]
fn what_parts_names_and_is_not_drawn_at_the_end_of_a_line_is_read() {
    let mut pages = sample();
    let items = pages.pages.iter_mut().flat_map(|page| &mut page.content).flat_map(|marked| &mut marked.items);
    let mut runs = items.filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None });
    let run = runs.find(|run| run.text.ends_with('\u{ad}')).expect("a soft hyphen");
    run.text = run.text.replace('\u{ad}', " · ");
    let space = run.glyphs[run.text.find(' ').expect("a space")].id;
    let end = run.text.len() as u32;
    let last = run.glyphs.last_mut().expect("a glyph");
    (last.id, last.text.end) = (space, end);
    let tags = File::read(&write(&pages).expect("the web edition is written")).tags();
    assert!(tags.contains("    Span ActualText=\" · \"\n      ·\n    Span\n      ·\n"), "{tags}");
}

#[test]
fn the_catalog_says_how_to_show_and_speak_the_document() {
    let file = sample_file();
    let catalog = file.0.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(lopdf::decode_text_string).ok().as_deref(), Some("sv"));
    let view = file.root("ViewerPreferences").and_then(|o| o.as_dict().ok()).expect("preferences");
    assert_eq!(view.get(b"DisplayDocTitle").and_then(Object::as_bool).ok(), Some(true));
    let marks = file.root("MarkInfo").and_then(|o| o.as_dict().ok()).expect("mark info");
    assert_eq!(marks.get(b"Marked").and_then(Object::as_bool).ok(), Some(true));
    for page in file.pages() {
        assert_eq!(page.get(b"Tabs").and_then(Object::as_name).ok(), Some(b"S".as_slice()));
        assert_eq!(File::bounds(page, "MediaBox"), [0.0, 0.0, 419.53, 595.28]);
    }
    let xmp = file.root("Metadata").and_then(|o| o.as_stream().ok()).expect("XMP");
    let xmp = String::from_utf8_lossy(&xmp.content).into_owned();
    for part in ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "<pdfuaid:part>1<"] {
        assert!(xmp.contains(part), "{part}\nnot in\n{xmp}");
    }
}

#[test]
fn links_have_contents_and_an_area_for_each_line() {
    let file = sample_file();
    let links: Vec<_> = file
        .dictionaries()
        .into_iter()
        .filter(|d| d.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Link"))
        .collect();
    assert_eq!(links.len(), 1);
    let contents = links[0].get(b"Contents").and_then(lopdf::decode_text_string);
    assert_eq!(contents.ok().as_deref(), Some("Take It Down, ncmec.org"));
    assert_eq!(links[0].get(b"QuadPoints").and_then(Object::as_array).map(Vec::len).ok(), Some(16));
    assert!(links[0].has(b"StructParent"));
}

#[test]
fn bookmarks_nest_and_a_document_without_headings_has_its_title() {
    let titles = |file: &File| -> Vec<String> {
        let entries = file.dictionaries().into_iter().filter(|d| d.has(b"Dest") && d.has(b"Title"));
        entries.filter_map(|d| d.get(b"Title").and_then(lopdf::decode_text_string).ok()).collect()
    };
    let file = sample_file();
    assert_eq!(titles(&file).len(), 2);
    let outline = file.root("Outlines").and_then(|o| o.as_dict().ok()).expect("an outline");
    let first = file.dictionary(outline.get(b"First").expect("a first entry"));
    assert!(first.has(b"First") && !first.has(b"Next"), "the second hangs under the first");

    let mut pages = sample();
    pages.bookmarks.clear();
    let file = File::read(&write(&pages).expect("written"));
    assert_eq!(titles(&file), ["Prata med ditt barn & <varandra>"]);
}

#[test]
fn what_is_not_in_the_tag_tree_is_refused() {
    let mut pages = sample();
    let stray = Marked { mark: Mark::Content(ContentId(4711)), items: Vec::new() };
    pages.pages[1].content.push(stray);
    let refused = write(&pages).expect_err("stray content");
    assert_eq!(refused.to_string(), "content 4711 has no place in the tag tree");
    let findings = refused.diagnostics("test/sample-a5-sv");
    assert_eq!((findings.len(), findings[0].rule.code), (1, "pdf-invalid"));

    let mut pages = sample();
    pages.tags.children.push(TagChild::Node(node(Tag::Paragraph, vec![TagChild::Content(ContentId(0))])));
    let refused = write(&pages).expect_err("named twice");
    assert_eq!(refused.to_string(), "the tag tree names content 0 twice, or no page has it");

    let mut pages = sample();
    pages.pages[0].links[0].rects.clear();
    let refused = write(&pages).expect_err("a link without area");
    assert_eq!(refused.to_string(), "page 1: the link to https://takeitdown.ncmec.org covers no area");
}

#[test]
fn what_the_standards_ask_for_is_asked_for_in_words() {
    let mut pages = sample();
    pages.metadata.title.clear();
    pages.pages[0].links[0].description.clear();
    let refused = write(&pages).expect_err("no title, no description");
    let ExportError::Standard(faults) = &refused else { panic!("{refused:?}") };
    assert!(faults.contains(&"the document has no title".to_owned()), "{faults:?}");
    assert!(faults.contains(&"page 1: a link has no description".to_owned()), "{faults:?}");
}

#[test]
fn a_glyph_that_is_missing_is_named() {
    let mut pages = sample();
    let Item::Glyphs(run) = &mut pages.pages[0].content[1].items[0] else { panic!("the title is text") };
    run.glyphs[2].id = 0;
    let refused = write(&pages).expect_err("no glyph");
    assert_eq!(refused.to_string(), "page 1: Open Sans 700 has no glyph for “a”");
    let Item::Glyphs(run) = &mut pages.pages[0].content[1].items[0] else { panic!("the title is text") };
    run.glyphs[2].text = 900..901;
    assert!(write(&pages).expect_err("no text").to_string().starts_with("page 1: a glyph stands for text outside"));
}

#[test]
fn pages_that_are_no_pages_are_refused_without_a_panic() {
    let mut pages = sample();
    pages.trim.width = Pt(f32::NAN);
    assert!(matches!(write(&pages), Err(ExportError::Pages(_))));
    pages.trim.width = Pt(0.0);
    assert!(matches!(write(&pages), Err(ExportError::Pages(_))));

    let nowhere = Pt(f32::NAN);
    let mut pages = sample();
    for marked in pages.pages.iter_mut().flat_map(|page| &mut page.content) {
        for item in &mut marked.items {
            match item {
                Item::Rect(area) => area.rect.x = nowhere,
                Item::Image(placed) => placed.rect.x = nowhere,
                Item::Path(path) => path.stroke = Some((path.fill.expect("filled"), nowhere)),
                Item::Glyphs(_) | Item::Turned(_) | Item::Drawing(_) => {}
            }
        }
    }
    pages.pages[0].links[0].rects[0].x = nowhere;
    assert!(write(&pages).is_ok(), "what has no place is not drawn");
    let Item::Glyphs(run) = &mut pages.pages[0].content[1].items[0] else { panic!("the title is text") };
    run.origin.x = nowhere;
    assert_eq!(write(&pages).expect_err("no place").to_string(), "page 1: “Prata med ditt barn” has no place");

    let mut pages = sample();
    pages.pages.clear();
    assert_eq!(write(&pages).expect_err("no pages").to_string(), "there are no pages to write");
}
