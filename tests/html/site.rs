//! The site of a county, as the program writes it: crawled from its start page, from the disk and below any path.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::markup::{elements, text_without, value};
use crate::program;

/// The files of a site by name.
type Files = BTreeMap<String, Vec<u8>>;

/// A project with two of the repository's leaflets, the grooming sheet in English too, and whatever `change` does to it.
fn project(change: impl FnOnce(&Path)) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let leaflets = Path::new(env!("CARGO_MANIFEST_DIR")).join("leaflets");
    for name in ["varmland.toml", "publications/grooming/sv.toml", "publications/somliga-tror/sv.toml"] {
        let target = folder.path().join("leaflets").join(name);
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::copy(leaflets.join(name), target).expect("copied");
    }
    edit(folder.path(), "varmland.toml", "varmland.toml", |text| text.replace(", \"unga-utnyttjas\"", ""));
    // Words enough to tell the two apart; what they say does not matter here.
    edit(folder.path(), "publications/grooming/sv.toml", "publications/grooming/en.toml", |text| {
        text.replace("lang = \"sv\"", "lang = \"en\"").replace("Vad är grooming?", "What is grooming?")
    });
    change(folder.path());
    folder
}

fn edit(folder: &Path, from: &str, to: &str, change: impl FnOnce(String) -> String) {
    let leaflets = folder.join("leaflets");
    let text = fs::read_to_string(leaflets.join(from)).expect("a definition");
    fs::write(leaflets.join(to), change(text)).expect("written");
}

fn with_address(folder: &Path) {
    edit(folder, "varmland.toml", "varmland.toml", |text| {
        text.replace("\n[contact]", "\nbase_url = \"https://example.org/blad/\"\n\n[contact]")
    });
}

/// Runs `leaflet build varmland` with these words.
fn build(folder: &Path, words: &[&str]) {
    let output =
        program::leaflet(folder, &[&["build", "varmland"], words].concat()).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn site(folder: &Path) -> Files {
    site_of(folder, "varmland")
}

fn site_of(folder: &Path, county: &str) -> Files {
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().expect("UTF-8");
        (name, fs::read(entry.path()).expect("a file"))
    };
    fs::read_dir(folder.join("out").join(county).join("site")).expect("a site").flatten().map(read).collect()
}

fn text<'a>(files: &'a Files, name: &str) -> &'a str {
    std::str::from_utf8(files.get(name).unwrap_or_else(|| panic!("no {name}"))).expect("UTF-8")
}

fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "html")
}

/// Addresses that a page leads to within its site.
fn inner_links(html: &str) -> Vec<String> {
    let of = |name: &str| {
        elements(html, name).into_iter().filter_map(|a| value(&a, "href").map(str::to_owned)).collect::<Vec<_>>()
    };
    let outside = ["https:", "http:", "tel:", "mailto:", "data:"];
    let pictures = elements(html, "meta").into_iter().filter(|meta| value(meta, "property") == Some("og:image"));
    let pictures = pictures.filter_map(|meta| value(&meta, "content").map(str::to_owned)).collect();
    [of("a"), of("link"), pictures]
        .concat()
        .into_iter()
        .filter(|href| !outside.iter().any(|o| href.starts_with(o)))
        .collect()
}

/// The alternates of a page, by language.
fn alternates(html: &str) -> BTreeMap<String, String> {
    let links = elements(html, "link").into_iter().filter(|link| value(link, "rel") == Some("alternate"));
    links
        .map(|link| ["hreflang", "href"].map(|name| value(&link, name).expect("a value").to_owned()))
        .map(|[lang, href]| (lang, href))
        .collect()
}

#[test]
fn every_link_of_a_site_leads_to_a_file_and_every_file_is_reached() {
    let folder = project(|_| ());
    build(folder.path(), &["--edition", "site"]);
    let files = site(folder.path());
    let mut reached = BTreeSet::new();
    let mut open = vec!["index.html".to_owned()];
    while let Some(name) = open.pop() {
        if !reached.insert(name.clone()) || !is_page(&name) {
            continue;
        }
        let html = text(&files, &name);
        for href in inner_links(html) {
            let (file, place) = href.split_once('#').map_or((href.as_str(), None), |(file, place)| (file, Some(place)));
            // No folder, no root: the site works wherever it lies.
            assert!(!file.contains('/') && !file.contains(':'), "{name} leads to {href}");
            let target = if file.is_empty() { &name } else { file };
            assert!(files.contains_key(target), "{name} leads to {href}, which is not there");
            if let Some(place) = place {
                assert!(text(&files, target).contains(&format!(" id=\"{place}\"")), "{name} leads to {href}");
            }
            open.push(target.to_owned());
        }
    }
    let unreached: Vec<&String> = files.keys().filter(|name| !reached.contains(*name)).collect();
    assert_eq!(unreached, ["404.html"]);
    assert!(inner_links(text(&files, "404.html")).contains(&"index.html".to_owned()));
}

#[test]
fn a_site_holds_each_publication_in_each_language_with_its_files() {
    let folder = project(|_| ());
    build(folder.path(), &["--edition", "site", "--publication", "somliga-tror"]);
    let files = site(folder.path());
    let expected = [
        "404.html",
        "grooming-a4-en.pdf",
        "grooming-a4-sv.pdf",
        "grooming-a5-en.pdf",
        "grooming-a5-sv.pdf",
        "grooming-en.html",
        "grooming-sv.html",
        "index-en.html",
        "index.html",
        "somliga-tror-a3-poster-sv.pdf",
        "somliga-tror-a5-sv.pdf",
        "somliga-tror-sv.html",
        "somliga-tror-sv.png",
    ];
    assert_eq!(files.keys().collect::<Vec<_>>(), expected, "all of it, whatever is selected");
    let page = text_without(text(&files, "grooming-sv.html"), &[]);
    for (name, words) in
        [("grooming-a4-sv.pdf", "Blad A4, PDF (sidor: 1, "), ("grooming-a5-sv.pdf", "Blad A5, PDF (sidor: 2, ")]
    {
        let label = format!("{words}{} kB)", files[name].len().div_ceil(1000));
        assert!(page.contains(&label), "{label} is not in {page}");
    }
    let start = text_without(text(&files, "index.html"), &[]);
    assert!(start.contains("Affisch A3, PDF (sidor: 1, "), "{start}");
    let english = text_without(text(&files, "index-en.html"), &[]);
    assert!(english.contains("Leaflets and posters") && !english.contains("Att köpa sex"), "{english}");
}

#[test]
fn every_file_to_download_has_a_name_of_its_own() {
    // One publication in every format that there is.
    let folder = tempfile::tempdir().expect("a folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/formats.toml");
    fs::copy(example, folder.path().join("formats.toml")).expect("copied");
    let words = ["build", "formats.toml", "--edition", "site"];
    let output = program::leaflet(folder.path(), &words).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = site_of(folder.path(), "exempelformat");
    for (name, bytes) in files.iter().filter(|(name, _)| is_page(name)) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        let links = elements(html, "a").into_iter().filter(|a| value(a, "href").is_some_and(|to| to.contains(".pdf")));
        let names: Vec<String> = links.map(|a| value(&a, "aria-label").expect("a name").to_owned()).collect();
        let alone: BTreeSet<&String> = names.iter().collect();
        assert_eq!(alone.len(), names.len(), "{name}: {names:?}");
    }
    let start = text_without(text(&files, "index.html"), &[]);
    for said in
        ["Rullfalsad folder A4, ", "Z-falsad folder A4, ", "Folder A5, ", "Fickkort, PDF", "Affisch 50 × 70 cm, "]
    {
        assert!(start.contains(said), "{said} is not in {start}");
    }
    let page = text(&files, "grooming-sv.html");
    assert!(page.contains(" kB): Grooming"), "each says of which publication it is: {page}");
}

#[test]
fn languages_name_each_other() {
    let folder = project(|_| ());
    build(folder.path(), &["--edition", "site"]);
    let files = site(folder.path());
    for (group, first) in [
        (["grooming-sv.html", "grooming-en.html"], "grooming-sv.html"),
        (["index.html", "index-en.html"], "index.html"),
    ] {
        let expected: BTreeMap<String, String> = [("sv", group[0]), ("en", group[1]), ("x-default", first)]
            .map(|(l, f)| (l.to_owned(), f.to_owned()))
            .into();
        for name in group {
            assert_eq!(alternates(text(&files, name)), expected, "{name}");
        }
        let shown = elements(text(&files, group[1]), "a");
        let own: Vec<_> = shown.iter().filter(|a| value(a, "aria-current") == Some("page")).collect();
        assert_eq!(own.len(), 1);
        assert_eq!((value(own[0], "lang"), value(own[0], "hreflang")), (Some("en"), Some("en")));
    }
    assert!(alternates(text(&files, "somliga-tror-sv.html")).is_empty(), "one language alone has no other");
}

#[test]
fn a_known_address_gives_a_map_and_absolute_addresses() {
    let plain = project(|_| ());
    build(plain.path(), &["--edition", "site"]);
    assert!(!site(plain.path()).contains_key("sitemap.xml"));

    let folder = project(with_address);
    build(folder.path(), &["--edition", "site"]);
    let files = site(folder.path());
    let map = text(&files, "sitemap.xml");
    let locations: Vec<&str> =
        map.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap_or_default()).collect();
    let base = "https://example.org/blad/";
    let expected = ["", "index-en.html", "grooming-sv.html", "grooming-en.html", "somliga-tror-sv.html"];
    assert_eq!(locations, expected.map(|name| format!("{base}{name}")));
    let alternate = format!("<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"{base}grooming-en.html\">");
    assert_eq!(map.matches(&alternate).count(), 2, "{map}");
    assert!(map.contains("<lastmod>2026-11-21</lastmod>"));
    let page = text(&files, "grooming-en.html");
    assert_eq!(alternates(page)["sv"], format!("{base}grooming-sv.html"));
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{base}grooming-en.html\">")));
    let home = elements(text(&files, "404.html"), "a").iter().any(|a| value(a, "href") == Some(base));
    assert!(home, "a page that is shown under any address leads home by the whole address");

    build(folder.path(), &["--edition", "site", "--draft"]);
    assert!(!site(folder.path()).contains_key("sitemap.xml"), "a draft is nothing to be found");
}

#[test]
fn a_shared_link_comes_with_its_picture() {
    let meta = |html: &str, property: &str| {
        let all = elements(html, "meta").into_iter().filter(|meta| value(meta, "property") == Some(property));
        all.filter_map(|meta| value(&meta, "content").map(str::to_owned)).collect::<Vec<_>>()
    };
    let plain = project(|_| ());
    build(plain.path(), &["--edition", "site,html"]);
    let files = site(plain.path());
    let page = text(&files, "somliga-tror-sv.html");
    assert_eq!(meta(page, "og:image"), ["somliga-tror-sv.png"]);
    assert_eq!(
        (meta(page, "og:locale"), meta(page, "og:image:width")),
        (vec!["sv_SE".to_owned()], vec!["1200".to_owned()])
    );
    assert!(meta(page, "og:image:alt")[0].contains("Att köpa sex är ett brott."), "{:?}", meta(page, "og:image:alt"));
    assert!(files["somliga-tror-sv.png"].starts_with(b"\x89PNG"));
    assert!(meta(text(&files, "grooming-sv.html"), "og:image").is_empty(), "it has no picture for links");
    let alone = fs::read_to_string(plain.path().join("out/varmland/somliga-tror-sv.html")).expect("a page");
    assert!(meta(&alone, "og:image").is_empty(), "a file that stands alone has no picture beside it");

    let folder = project(with_address);
    build(folder.path(), &["--edition", "site,html"]);
    let expected = ["https://example.org/blad/somliga-tror-sv.png"];
    assert_eq!(meta(text(&site(folder.path()), "somliga-tror-sv.html"), "og:image"), expected);
    let alone = fs::read_to_string(folder.path().join("out/varmland/somliga-tror-sv.html")).expect("a page");
    assert_eq!(meta(&alone, "og:image"), expected);
}

#[test]
fn every_page_of_a_site_has_a_quick_way_out() {
    let folder = project(|_| ());
    build(folder.path(), &["--edition", "site,html"]);
    for (name, bytes) in site(folder.path()).iter().filter(|(name, _)| is_page(name)) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        // The second stop of the tab key, after the skip link.
        let links = elements(html, "a");
        assert_eq!((value(&links[1], "class"), value(&links[1], "rel")), (Some("leave"), Some("noreferrer")), "{name}");
    }
    let alone = fs::read_to_string(folder.path().join("out/varmland/grooming-sv.html")).expect("a page");
    assert!(!elements(&alone, "a").iter().any(|a| value(a, "class") == Some("leave")));
}

#[test]
fn a_site_leads_to_its_accessibility_statement_where_the_county_has_one() {
    let folder = project(|folder| {
        edit(folder, "varmland.toml", "varmland.toml", |text| {
            text.replace("\n[contact]", "\naccessibility_url = \"https://example.org/tillganglighet\"\n\n[contact]")
        });
    });
    build(folder.path(), &["--edition", "site,html", "--draft"]);
    for (name, bytes) in site(folder.path()).iter().filter(|(name, _)| is_page(name)) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        let foot = html.split("<footer").nth(1).expect("a foot");
        assert!(foot.contains("href=\"https://example.org/tillganglighet\">"), "{name}: {foot}");
    }
    let start = site(folder.path());
    assert!(text(&start, "index.html").contains(">Tillgänglighetsredogörelse</a>"));
    assert!(text(&start, "index-en.html").contains(">Accessibility statement</a>"));
}

#[test]
fn a_site_is_the_same_every_time_and_leaves_nothing_old() {
    let folder = project(|_| ());
    build(folder.path(), &["--edition", "site", "--jobs", "1"]);
    let first = site(folder.path());
    build(folder.path(), &["--edition", "site"]);
    assert!(site(folder.path()) == first);
    fs::remove_file(folder.path().join("leaflets/publications/grooming/en.toml")).expect("removed");
    build(folder.path(), &["--edition", "html"]);
    assert!(site(folder.path()) == first, "a build without the site leaves it alone");
    build(folder.path(), &["--edition", "site"]);
    assert!(!site(folder.path()).keys().any(|name| name.contains("-en")));
}
