//! The text of a translation that is still to be made: that of its source, with every line that is to be translated
//! kept above it as a comment.

use std::ops::Range;

use toml::de::DeTable;

use super::Publication;
use super::file;
use super::node::Node;
use crate::lang::Lang;

/// Keys with text to translate.
const TEXTS: [&str; 17] = [
    "title",
    "headline",
    "audience_line",
    "kicker",
    "audience",
    "lead",
    "qr_text",
    "heading",
    "text",
    "intro",
    "steps",
    "who",
    "source",
    "lines",
    "alt",
    "caption",
    "call",
];
/// Keys that say what the source was made from, or how hard its own language is to read.
const OWN: [&str; 4] = ["translates", "from_version", "reviewed", "max_lix"];

/// The file of a new translation.
#[must_use]
pub fn new_translation(source: &Publication, lang: Lang) -> String {
    let text = source.source.text.as_str();
    let Ok(document) = DeTable::parse(text) else { return String::new() };
    let root = file::root(&source.source, &document);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let tables = root.table("publication").into_iter().chain(root.tables("section"));
    let tables = tables.chain(root.tables("fact")).chain(root.tables("social"));
    for (index, table) in tables.enumerate() {
        for (key, value) in table.entries() {
            let lines = whole_lines(text, key.span().start..value.span().end);
            let name = key.get_ref().as_ref();
            if index == 0 && OWN.contains(&name) {
                edits.push((lines, String::new()));
            } else if index == 0 && name == "lang" {
                edits.push((value.span(), heading_keys(source, lang)));
            } else if TEXTS.contains(&name) && !is_law(&table, name) || has_words(name, &text[lines.clone()]) {
                edits.push((lines.start..lines.start, commented(&text[lines])));
            }
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let start = root.table("publication").map_or(0, |table| line_start(text, table.start.0));
    let mut out = head(source, lang);
    let mut from = start;
    for (range, new) in edits.into_iter().filter(|(range, _)| range.start >= start) {
        out.push_str(&text[from.min(range.start)..range.start]);
        out.push_str(&new);
        from = range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Whether the formats of a message have words of their own.
fn has_words(key: &str, lines: &str) -> bool {
    let own = |key: &&str| lines.contains(&format!("{key} =")) || lines.contains(&format!("{key}="));
    key == "formats" && ["kicker", "headline", "lead", "call"].iter().any(own)
}

/// Whether the text names a law or a page, as the sources of facts do.
fn is_law(table: &Node<'_>, key: &str) -> bool {
    key == "source" && table.get("who").is_none()
}

/// The comment at the head of the file.
fn head(source: &Publication, lang: Lang) -> String {
    let (path, version) = (&source.source.path, &source.version.value);
    format!(
        "\
# {}: a translation of {path}, version {version}.
# Behind # stands what the source says; translate the line below it. Leave ids, numbers, addresses and {{...}} as they are.
# leaflet check says what is not translated yet. When someone else who speaks the language has read it all against the
# source, write reviewed = true; until then only leaflet build --draft makes leaflets of it, with a visible mark.

",
        lang.code
    )
}

/// The language and what it was translated from, in the place of the source's language.
fn heading_keys(source: &Publication, lang: Lang) -> String {
    let version = toml::Value::from(source.version.value.as_str());
    format!("\"{}\"\ntranslates = \"{}\"\nfrom_version = {version}\nreviewed = false", lang.code, source.lang.code)
}

/// Lines behind `# `.
fn commented(lines: &str) -> String {
    lines.lines().map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect()
}

/// The lines that a range touches, with the line feed that ends them.
fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1);
    line_start(text, range.start)..end
}

/// Where the line of a byte begins.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |before| before + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Date, Readiness, Target, load};
    use crate::world::MemoryWorld;

    const COUNTY: &str = include_str!("../../tests/cases/good/county.toml");
    const SOURCE: &str = include_str!("../../tests/cases/good/publication.toml");

    fn world() -> MemoryWorld {
        MemoryWorld::new(Date { year: 2026, month: 11, day: 21 })
            .with("leaflets/varmland.toml", COUNTY)
            .with("leaflets/publications/grooming/sv.toml", SOURCE)
            .with("assets/logos/polisen.png", [0_u8; 4])
    }

    #[test]
    fn a_new_translation_loads_and_is_not_ready() {
        let targets = [Target::County("varmland".to_owned())];
        let (project, _) = load(&world(), &targets);
        let source = project.publication("grooming", Lang::SV).expect("Swedish");
        let lang = Lang::from_code("en").expect("in the table");
        let text = new_translation(source, lang);
        let (project, found) = load(&world().with("leaflets/publications/grooming/en.toml", text.as_str()), &targets);
        assert_eq!(found, []);
        let made = project.publication("grooming", lang).expect("English");
        assert_eq!(project.readiness(made), Readiness::Incomplete);
        assert_eq!(made.sections.len(), source.sections.len());
        assert_eq!(project.source_of(made).map(|source| source.lang), Some(Lang::SV));
        assert!(text.contains("\n# heading = \"Gör så här\"\nheading = \"Gör så här\"\n"), "{text}");
        assert!(text.contains("\n# - Det händer i spel.\n"), "{text}");
        assert!(!text.contains("max_lix"), "{text}");
    }

    #[test]
    fn messages_keep_their_words_as_comments_too() {
        let social = "\n[[social]]\nid = \"lag\"\nheadline = \"Det är|ett brott.\"\ncall = \"Ring polisen\"\nphone = \"114 14\"\n\
                      formats = [\"social-square\", { format = \"social-link\", call = \"Ring nu\" }]\n";
        let world = world().with("leaflets/publications/grooming/sv.toml", format!("{SOURCE}\n{social}"));
        let (project, found) = load(&world, &[Target::County("varmland".to_owned())]);
        assert_eq!(found, []);
        let source = project.publication("grooming", Lang::SV).expect("Swedish");
        let text = new_translation(source, Lang::from_code("en").expect("in the table"));
        assert!(text.contains("# headline = \"Det är|ett brott.\"\nheadline"), "{text}");
        assert!(text.contains("# call = \"Ring polisen\"\ncall"), "{text}");
        assert!(text.contains("# formats = [\"social-square\""), "{text}");
    }
}
