//! Pictures for social media: what stands where, how it is seen, and what is refused.

#[path = "support/program.rs"]
mod program;
#[allow(dead_code)] // Other tests read more of a page.
mod support;

use std::fs;
use std::path::Path;

use leaflet::check::social;
use leaflet::color::Srgb;
use leaflet::definition::{Format, Project, SOCIAL_FORMATS, Target, load};
use leaflet::document::{Draft, SocialPicture, Wanted, WantedSocial, resolve_social};
use leaflet::export::{self, Resources};
use leaflet::layout::layout;
use leaflet::page::{Item, Mark, Pages, Tag, TagNode};
use leaflet::units::{Pt, Rect};
use leaflet::world::{DiskWorld, MemoryWorld, World};

use support::{TODAY, ink, lines, workshop};

/// A picture as it came out.
struct Drawn {
    name: String,
    format: &'static Format,
    alt: String,
    pages: Pages,
}

/// Every picture of a project's targets.
fn pictures(world: &dyn World, project: &Project) -> Vec<Drawn> {
    let mut all = Vec::new();
    for county in project.targets.iter().filter_map(|slug| project.county(slug)) {
        for publication in county.publications.iter().flat_map(|id| project.languages_of(id)) {
            for social in &publication.social {
                for words in &social.formats {
                    let wanted = Wanted { county, publication, format: &words.used, draft: Draft::No };
                    let wanted = WantedSocial { wanted, social, words };
                    let found = resolve_social(world, project, wanted).expect("a document");
                    let SocialPicture { document, alt } = found;
                    let (pages, _) = layout(&document, &workshop().faces).expect("a picture");
                    all.push(Drawn { name: wanted.id(), format: document.format, alt, pages });
                }
            }
        }
    }
    all
}

/// The pictures of three counties: two messages in four formats each.
fn shipped() -> Vec<Drawn> {
    let world = DiskWorld::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let targets = ["varmland", "dalarna", "orebro"].map(|slug| Target::County(slug.to_owned()));
    let (project, _) = load(&world, &targets);
    pictures(&world, &project)
}

fn png(drawn: &Drawn) -> Vec<u8> {
    let resources = Resources::new(&workshop().fonts);
    export::png::write(&drawn.pages, Format::SOCIAL_PPI, &resources).expect("a PNG").remove(0)
}

/// The page without so much at each side.
fn inside(pages: &Pages, top: Pt, side: Pt, bottom: Pt) -> Rect {
    let trim = pages.trim;
    Rect { x: side, y: top, width: trim.width - side * 2.0, height: trim.height - top - bottom }
}

/// Whether a tag belongs to the message and not to who signs.
fn is_message(node: &TagNode) -> bool {
    matches!(node.tag, Tag::Heading(..) | Tag::Section)
}

#[test]
fn four_and_twenty_pictures_keep_to_what_is_seen() {
    let all = shipped();
    assert_eq!(all.len(), 24);
    let px = |pixels: f32| Pt(pixels / 10.0 * 72.0 / 25.4);
    for drawn in &all {
        let (format, pages) = (drawn.format, &drawn.pages);
        let edge = px(40.0);
        let safe = inside(pages, format.covered.top.max(edge), edge, format.covered.bottom.max(edge));
        for line in lines(pages, &pages.tags) {
            assert!(safe.holds(&line.ink, Pt(0.05)), "{}: “{}” at {:?}", drawn.name, line.text, line.ink);
        }
        // What a profile's grid cuts away holds no part of the message.
        let seen = inside(pages, format.cropped.top.max(edge), edge, format.cropped.bottom.max(edge));
        let nodes = pages.tags.children.iter().filter_map(|child| match child {
            leaflet::page::TagChild::Node(node) if is_message(node) => Some(node),
            _ => None,
        });
        let message: Vec<_> = nodes.flat_map(|node| lines(pages, node)).collect();
        assert!(message.len() >= 3, "{}: headline, call and number", drawn.name);
        for line in message {
            assert!(seen.holds(&line.ink, Pt(0.05)), "{}: “{}” is cropped", drawn.name, line.text);
        }
    }
    let story = all.iter().find(|d| d.format.name == "social-story").expect("a story");
    assert!((story.format.covered.top - px(250.0)).abs() < Pt(0.01));
    assert!((story.format.covered.bottom - px(340.0)).abs() < Pt(0.01));
}

#[test]
fn pictures_have_their_pixels_are_light_and_the_same_every_time() {
    for drawn in shipped() {
        let bytes = png(&drawn);
        assert!(bytes.len() < 400_000, "{}: {} bytes", drawn.name, bytes.len());
        assert_eq!(bytes, png(&drawn), "{}", drawn.name);
        let picture = image::load_from_memory(&bytes).expect("a PNG").to_rgb8();
        assert_eq!([picture.width(), picture.height()], drawn.format.pixels(), "{}", drawn.name);
        // Nothing at all is drawn where a service lays its own signs.
        let ground = *picture.get_pixel(0, 0);
        let free = |row: u32| (0..picture.width()).all(|x| *picture.get_pixel(x, row) == ground);
        if drawn.format.name == "social-story" {
            assert!((0..250).chain(1920 - 340..1920).all(free), "{}", drawn.name);
        }
    }
}

#[test]
fn every_letter_stands_out_from_the_ground() {
    for drawn in shipped() {
        let content = &drawn.pages.pages[0].content;
        let grounds = content.iter().flat_map(|marked| &marked.items).filter_map(|item| match item {
            Item::Rect(area) => Some((area.rect, area.color.srgb)),
            _ => None,
        });
        let grounds: Vec<(Rect, Srgb)> = grounds.collect();
        let words = content.iter().filter(|marked| matches!(marked.mark, Mark::Content(_)));
        let mut runs = 0;
        for item in words.flat_map(|marked| &marked.items) {
            let Item::Glyphs(run) = item else { continue };
            let under = grounds.iter().rfind(|(rect, _)| rect.holds(&ink(run), Pt(0.05)));
            let contrast = run.color.srgb.contrast(&under.expect("a ground").1);
            assert!(contrast >= 4.5, "{}: “{}” has {contrast:.1} : 1", drawn.name, run.text);
            runs += 1;
        }
        assert!(runs >= 5, "{}", drawn.name);
    }
}

#[test]
fn the_alternative_text_says_what_the_picture_says() {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{ad}'], " ").replace(['.', ':', ',', '·'], "").to_lowercase();
    for drawn in shipped() {
        let alt = plain(&drawn.alt);
        for line in lines(&drawn.pages, &drawn.pages.tags) {
            let words = plain(&line.text);
            assert!(alt.contains(words.trim()), "{}: “{}” is not in “{}”", drawn.name, line.text, drawn.alt);
        }
    }
}

/// A project of one file whose publication has this message.
fn with(message: &str) -> (MemoryWorld, Project, Vec<String>) {
    let text = format!("{}\n{HELP}\n{message}\n", include_str!("cases/good/one-file.toml"));
    let world = MemoryWorld::new(TODAY).with("one.toml", text.as_bytes());
    let (project, mut found) = load(&world, &[Target::File("one.toml".to_owned())]);
    found.extend(social::check(&project));
    let said = found.iter().filter(|d| d.is_error()).map(|d| format!("{}: {}", d.rule.code, d.message)).collect();
    (world, project, said)
}

/// A help line whose number a message may have.
const HELP: &str = r#"
[[section]]
id = "numret"
kind = "help"
lines = [{ phone = "112", name = "Nödnumret", source = "polisen.se", checked = 2026-11-21 }]
"#;

const MESSAGE: &str = r#"
[[social]]
id = "ett"
headline = "En kort rubrik"
call = "Ring oss"
phone = "112"
"#;

#[test]
fn a_message_is_drawn_in_every_format_unless_it_names_some() {
    let (world, project, said) = with(MESSAGE);
    assert_eq!(said, Vec::<String>::new());
    let names: Vec<&str> = pictures(&world, &project).iter().map(|drawn| drawn.format.name).collect();
    assert_eq!(names, SOCIAL_FORMATS.each_ref().map(|format| format.name));
    let (world, project, said) = with(&format!(
        "{MESSAGE}kicker = \"Överst\"\nformats = [{{ format = \"social-link\", headline = \"En|annan\", without = [\"kicker\"] }}]"
    ));
    assert_eq!(said, Vec::<String>::new());
    let drawn = pictures(&world, &project);
    assert_eq!(drawn.len(), 1);
    assert!(drawn[0].alt.starts_with("En annan."), "{}", drawn[0].alt);
}

#[test]
fn placeholders_are_not_counted_as_they_are_written() {
    let headline = "{county.genitive} unga kan ringa {county.short} nu";
    assert!(headline.chars().count() > 48);
    let (_, _, said) = with(&MESSAGE.replace("En kort rubrik", headline));
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn what_is_too_long_or_unchecked_is_refused() {
    for (from, to, expected) in [
        (
            "En kort rubrik",
            "En rubrik som är så lång att ingen hinner läsa den i ett flöde",
            "social-long: the headline has 62 signs, 48 is the most",
        ),
        ("112", "020-555 666", "social-number: no help line of the publication has the number 020-555 666"),
        (
            "phone = \"112\"",
            "formats = []\nphone = \"112\"",
            "missing-key: the message `ett` has no format to be drawn in",
        ),
        (
            "phone = \"112\"",
            "formats = [\"social-link\", \"social-link\"]\nphone = \"112\"",
            "duplicate: the format `social-link` stands twice",
        ),
        (
            "phone = \"112\"",
            "theme = \"sheet\"\nformats = [\"social-link\"]\nphone = \"112\"",
            "unknown-name: the theme `sheet` does not serve the format `social-link`",
        ),
    ] {
        let (_, _, said) = with(&MESSAGE.replace(from, to));
        assert_eq!(said, [expected], "{to}");
    }
    let (_, _, said) = with(&format!("{MESSAGE}{MESSAGE}"));
    assert_eq!(said, ["duplicate: the message `ett` stands twice"]);
}

#[test]
fn a_short_headline_takes_a_size_at_which_the_rest_fits() {
    let words = "kicker = \"Vid strand och brygga\"\nlead = \"En drunkning är ofta tyst och går fort.\"\n\
                 formats = [\"social-link\"]\nphone = \"112\"";
    for headline in ["Titta upp.", "Håll i!", "Hold on.", "Se"] {
        let text = MESSAGE.replace("En kort rubrik", headline).replace("phone = \"112\"", words);
        let (world, project, said) = with(&text);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(pictures(&world, &project).len(), 1, "{headline}");
    }
}

#[test]
fn words_that_do_not_fit_are_named() {
    let long = MESSAGE.replace("En kort rubrik", "Länsstyrelsesamordningsgruppsmötesprotokoll");
    let (world, project, said) = with(&long);
    assert_eq!(said, Vec::<String>::new());
    let county = project.county("exempel").or(project.counties.first()).expect("a county");
    let publication = project.publications.first().expect("a publication");
    let (social, words) = (&publication.social[0], &publication.social[0].formats[0]);
    let wanted = Wanted { county, publication, format: &words.used, draft: Draft::No };
    let document =
        resolve_social(&world, &project, WantedSocial { wanted, social, words }).expect("a document").document;
    let found = layout(&document, &workshop().faces).expect_err("too long a word");
    assert_eq!(found[0].rule.code, "overflow");
    assert!(found[0].message.contains("social-square"), "{}", found[0].message);
}

#[test]
fn the_program_writes_pictures_with_their_words_and_lists_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("leaflets");
    for name in ["dalarna.toml", "publications/grooming/sv.toml", "publications/somliga-tror/sv.toml"] {
        let target = folder.path().join("leaflets").join(name);
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        let text = fs::read_to_string(root.join(name)).expect("a file");
        fs::write(target, text.replace(", \"unga-utnyttjas\"", "")).expect("written");
    }
    let run = |words: &[&str]| {
        let output = program::leaflet(folder.path(), words).output();
        output.expect("the program runs")
    };
    let words = ["build", "dalarna", "--edition", "social", "--format", "social-link,social-story"];
    let output = run(&words);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let out = folder.path().join("out/dalarna");
    let text = fs::read_to_string(out.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let files = manifest["files"].as_array().expect("files");
    assert_eq!(files.len(), 8, "two messages, two formats, a picture and its words");
    for file in files {
        let path = file["path"].as_str().expect("a path");
        assert_eq!((&file["edition"], &file["publication"]), (&"social".into(), &"somliga-tror".into()));
        let bytes = fs::read(folder.path().join("out").join(path)).expect("a file");
        if Path::new(path).extension().is_some_and(|ending| ending == "png") {
            let pixels = if path.contains("link") { [1200, 630] } else { [1080, 1920] };
            assert_eq!(file["pixels"], serde_json::json!(pixels));
            assert!(bytes.starts_with(b"\x89PNG"));
        } else {
            assert!(String::from_utf8(bytes).expect("UTF-8").contains("020-555 666"), "{path}");
        }
    }
    let wrong = run(&["build", "dalarna", "--edition", "social", "--format", "social-cube"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("social-square"), "the formats that there are");
}
