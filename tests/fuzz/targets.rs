//! Everything that reads what others wrote, from the first byte to a finished file. No input may end the program: it is
//! built or refused. Used by `tests/fuzz.rs` on stable Rust and by `cargo fuzz` (README.md in this folder).

use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use leaflet::cli::compose::{Workshop, compose};
use leaflet::cli::press::{self, Presses};
use leaflet::cli::serve::Offline;
use leaflet::cli::spreadsheet;
use leaflet::definition::{Date, Target, load};
use leaflet::document::{Draft, Wanted, WantedPage, resolve_page};
use leaflet::export::{self, Resources};
use leaflet::preflight::{self, Options};
use leaflet::world::MemoryWorld;

/// A function that takes any bytes.
pub type TargetFn = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, TargetFn); 8] = [
    ("definition", definition),
    ("markdown", markdown),
    ("image", image),
    ("svg", svg),
    ("font", font),
    ("preflight", preflight),
    ("request", request),
    ("table", table),
];

/// A definition that is built whole in every edition; `%` stands for the text of its section.
const LEAFLET: &str = r#"
[county]
name = "Örebro län"
short = "Örebro"
genitive = "Örebro"
office = "Länsstyrelsen Örebro"
[contact]
url = "https://example.org"
[[sender]]
name = "Länsstyrelsen Örebro"
logo = "logo.svg"
[publication]
id = "prov"
lang = "sv"
title = "Ett blad"
version = "1"
date = 2026-01-01
formats = ["a5"]
[[section]]
id = "text"
kind = "text"
text = """
%
"""
"#;
const PICTURE: &str = "[[section]]\nid = \"bild\"\nkind = \"image\"\nfile = \"bild.png\"\nalt = \"En bild\"\n";
const LOGO: &str =
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="#123456"/></svg>"##;
const TEXT: &str = "Kort text med **fet stil** och [en länk](https://example.org).";
const FILE: &str = "prov.toml";

/// A project of one definition.
fn project(text: &str) -> MemoryWorld {
    MemoryWorld::new(Date { year: 2026, month: 11, day: 21 }).with(FILE, text).with("logo.svg", LOGO)
}

/// Builds all that a definition asks for, in every edition; whatever is wrong is a finding.
fn build(world: &MemoryWorld) {
    let (project, _) = load(world, &[Target::File(FILE.to_owned())]);
    let (fonts, _) = press::fonts(world);
    let fonts = Arc::new(fonts);
    let workshop = Workshop::with(Arc::clone(&fonts));
    let resources = Resources::new(&fonts);
    let (presses, _) = Presses::read(world, &project);
    for county in project.targets.iter().filter_map(|slug| project.county(slug)) {
        for publication in county.publications.iter().flat_map(|id| project.languages_of(id)) {
            let draft = Draft::No;
            if let Ok(page) = resolve_page(world, &project, WantedPage { county, publication, draft }) {
                let _ = export::html::write(&page, None);
            }
            // One format of each: what is read does not depend on the size of the paper.
            for format in publication.formats.iter().take(1) {
                let wanted = Wanted { county, publication, format, draft };
                let Some((pages, _)) = compose(world, &project, wanted, &workshop).pages else { continue };
                let _ = export::web::write(&pages, &resources);
                let _ = export::png::write(&pages, 36.0, &resources);
                if let Some(profile) = presses.named(project.preset_name(county)) {
                    let _ = export::print::write(&pages, profile, &resources);
                }
            }
        }
    }
}

/// The bytes as a definition.
pub fn definition(bytes: &[u8]) {
    let world = MemoryWorld::new(Date { year: 2026, month: 11, day: 21 });
    build(&world.with(FILE, bytes).with("logo.svg", LOGO));
}

/// The bytes as the Markdown of a section.
pub fn markdown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).replace('\\', "\\\\").replace('"', "\\\"");
    build(&project(&LEAFLET.replace('%', &text)));
}

/// The bytes as a picture.
pub fn image(bytes: &[u8]) {
    build(&project(&(LEAFLET.replace('%', TEXT) + PICTURE)).with("bild.png", bytes));
}

/// The bytes as a drawing.
pub fn svg(bytes: &[u8]) {
    build(&project(&LEAFLET.replace('%', TEXT)).with("logo.svg", bytes));
}

/// The bytes as a font of the project.
pub fn font(bytes: &[u8]) {
    build(&project(&LEAFLET.replace('%', TEXT)).with("fonts/font.ttf", bytes));
}

/// The bytes as a finished file of anyone's.
pub fn preflight(bytes: &[u8]) {
    let _ = preflight::check(bytes, &Options::default());
}

/// The bytes as a table of contacts or recipients: as CSV, as a workbook, and as the first sheet of one.
pub fn table(bytes: &[u8]) {
    let _ = spreadsheet::read(Path::new("table.csv"), bytes);
    let _ = spreadsheet::read(Path::new("table.xlsx"), bytes);
    let _ = spreadsheet::read(Path::new("table.xlsx"), &workbook(bytes).unwrap_or_default());
}

/// A workbook with this sheet.
pub fn workbook(sheet: &[u8]) -> Option<Vec<u8>> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook xmlns:r=\"{relations}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
    );
    let parts = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{relations}/worksheet\" Target=\"worksheets/a.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in [
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", parts.as_bytes()),
        ("xl/worksheets/a.xml", sheet),
    ] {
        zip.start_file(name, stored).ok()?;
        zip.write_all(part).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// The port that requests to the workbench name.
const PORT: u16 = 4000;

/// The bytes as they come over a connection to the workbench.
pub fn request(bytes: &[u8]) {
    // Who asks for news waits for some.
    if !String::from_utf8_lossy(bytes).contains("/news") {
        assert!(answer(bytes).is_none_or(|answer| answer.starts_with(b"HTTP/1.1 ")));
    }
}

/// The answer of a workbench to these bytes; `KEY` stands for what lets them in.
pub fn answer(bytes: &[u8]) -> Option<Vec<u8>> {
    static OFFLINE: OnceLock<Option<Offline>> = OnceLock::new();
    let open = || {
        let root = std::env::temp_dir().join(format!("leaflet-fuzz-{}", std::process::id()));
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent()?).and_then(|()| std::fs::write(&path, text)).ok()
        };
        let (county, publication) = LEAFLET.split_once("[publication]")?;
        write("leaflets/orebro.toml", &county.replace("[contact]", "publications = [\"prov\"]\n[contact]"))?;
        write("leaflets/publications/prov/sv.toml", &format!("[publication]{}", publication.replace('%', TEXT)))?;
        write("logo.svg", LOGO)?;
        Offline::new(&root, PORT).ok()
    };
    let offline = OFFLINE.get_or_init(open).as_ref()?;
    let text = String::from_utf8_lossy(bytes);
    let sent = if text.contains("KEY") { text.replace("KEY", offline.key()).into_bytes() } else { bytes.to_vec() };
    offline.answer(&sent)
}

/// What a form sends, of a file that has changed meanwhile.
const EDIT: &str = r#"{"file": "leaflets/orebro.toml", "base": "0", "edits": [{"set": ["contact.name", "Å"]}, {"day": ["contact.verified", "2026-01-01"]}]}"#;

/// Requests to the workbench that are answered.
fn requests() -> Vec<Vec<u8>> {
    let door = format!("Host: 127.0.0.1:{PORT}\r\nCookie: leaflet-{PORT}=KEY\r\n");
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\n{door}\r\n").into_bytes();
    let post = |path: &str, body: &str| {
        let length = body.len();
        format!(
            "POST {path} HTTP/1.1\r\n{door}Origin: http://127.0.0.1:{PORT}\r\nX-Leaflet-Token: KEY\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    };
    vec![
        get("/"),
        get("/?key=KEY"),
        get("/leaflet/orebro/prov?format=a5&lang=sv"),
        get("/file/orebro/prov/web?format=a5&lang=sv"),
        get("/zip/orebro"),
        post("/try/orebro/prov?format=a5&lang=sv", EDIT),
        post("/save", EDIT),
        post("/undo?file=leaflets/orebro.toml", ""),
        post("/order/orebro", ""),
    ]
}

/// Tables of every form.
fn tables() -> Vec<Vec<u8>> {
    let text = "\u{feff}county;phone\n\nskane;\"010-224\n10 00\"\n";
    let cells = [vec!["county", "phone"], vec!["skane", "010-224 10 00"]];
    let rows: Vec<Vec<String>> = cells.map(|row| row.into_iter().map(str::to_owned).collect()).into();
    let sheet = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>county</t></is></c>\
        <c r=\"C2\" t=\"str\"><f>A1</f><v>phone</v></c></row><row><c><v>46000</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#REF!</v></c></row>\
        </sheetData></worksheet>";
    // Writing to memory cannot fail; an empty seed would be noticed by its test.
    let far = sheet.replace("B2", "B999999999992").replace("C2", "ZZZZZZZZZZ2");
    vec![text.into(), spreadsheet::write(Path::new("t.xlsx"), &rows).unwrap_or_default(), far.into(), sheet.into()]
}

/// Whole inputs of a target, from which wrong ones are made.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let leaflet = LEAFLET.replace('%', TEXT);
    match target {
        "definition" => vec![
            leaflet.into_bytes(),
            include_bytes!("../cases/good/one-file.toml").to_vec(),
            include_bytes!("../../leaflets/publications/grooming/sv.toml").to_vec(),
            include_bytes!("../../assets/themes/sheet.toml").to_vec(),
        ],
        "markdown" => vec![
            TEXT.as_bytes().to_vec(),
            "- ett\n- två\n  1. tre\n\n> fyra\n\n```\nfem\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n![](x) <b> &amp; {county.name}\n".into(),
            "# Rubrik\n\n*kursiv* **fet** ***båda*** `kod` ~~struken~~ \u{202e}\u{2066}\u{5d0}\u{627}\u{e01}\u{1f600}\n".into(),
        ],
        "image" => vec![
            include_bytes!("../cases/images/cmyk-adobe.jpg").to_vec(),
            include_bytes!("../cases/images/ycck-adobe.jpg").to_vec(),
            picture(image::ImageFormat::Png),
            picture(image::ImageFormat::Jpeg),
        ],
        "svg" => vec![
            LOGO.as_bytes().to_vec(),
            br##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><defs><g id="a"><rect width="4" height="4" rx="1"/></g></defs><use href="#a" transform="rotate(30) scale(2 -1)"/><circle cx="9" cy="9" r="4" fill="none" stroke="red" stroke-width="2" stroke-dasharray="1 2"/></svg>"##.to_vec(),
        ],
        "font" => vec![
            include_bytes!("../../fonts/OpenSans-Regular.ttf").to_vec(),
            include_bytes!("../../fonts/NotoSansThai-Regular.ttf").to_vec(),
        ],
        "request" => requests(),
        "table" => tables(),
        _ => vec![finished(false), finished(true)],
    }
}

/// A small picture.
fn picture(format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_fn(24, 16, |x, y| image::Rgb([x as u8 * 10, y as u8 * 15, 99]));
    // Writing to memory cannot fail; an empty seed would be noticed by its test.
    let _ = pixels.write_to(&mut bytes, format);
    bytes.into_inner()
}

/// A finished file, for print or for the web.
fn finished(print: bool) -> Vec<u8> {
    let world = project(&LEAFLET.replace('%', TEXT));
    let (project, _) = load(&world, &[Target::File(FILE.to_owned())]);
    let workshop = Workshop::new();
    let resources = Resources::new(&workshop.fonts);
    let (presses, _) = Presses::read(&world, &project);
    let county = &project.counties[0];
    let publication = &project.publications[0];
    let wanted = Wanted { county, publication, format: &publication.formats[0], draft: Draft::No };
    let pages = compose(&world, &project, wanted, &workshop).pages.map(|(pages, _)| pages);
    let written = pages.map(|pages| {
        if print {
            let press = presses.named(project.preset_name(county)).expect("the default");
            export::print::write(&pages, press, &resources)
        } else {
            export::web::write(&pages, &resources)
        }
    });
    written.and_then(Result::ok).unwrap_or_default()
}
