//! The texts of a publication one by one, for the rules that speak of words.

use crate::definition::{Project, Publication, Section, SectionKind, Text};
use crate::document::{Block, RichText, blocks};
use crate::lang::Lang;

/// A text with what it is read as.
pub(super) struct Piece<'a> {
    /// As it stands in the definition.
    pub text: &'a Text,
    /// Its paragraphs and items, in order.
    pub parts: Vec<Part>,
    /// The language that it is in.
    pub lang: Lang,
    /// Whether it may have paragraphs and lists; any other is one paragraph.
    pub running: bool,
}

/// A paragraph or an item of a list.
pub(super) struct Part {
    /// Its words.
    pub rich: RichText,
    /// Whether it is an item.
    pub item: bool,
}

/// Every text that is printed on pages, of publications and of the sections that counties put into them, in the order of the files.
pub(super) fn pieces(project: &Project) -> Vec<Piece<'_>> {
    let mut all: Vec<Piece<'_>> = project.publications.iter().flat_map(of_publication).collect();
    for change in project.counties.iter().flat_map(|county| &county.overrides) {
        let first = project.languages_of(&change.publication).find(|publication| change.concerns(publication));
        let lang = change.lang.or(first.map(|publication| publication.lang)).unwrap_or(Lang::SV);
        if let Some(section) = change.section() {
            all.extend(of_section(section, lang));
        }
    }
    all
}

/// The texts of a publication.
pub(super) fn of_publication(publication: &Publication) -> Vec<Piece<'_>> {
    let lang = publication.lang;
    let mut all: Vec<Piece<'_>> = heads(publication).map(|text| piece(text, lang)).collect();
    all.extend(publication.sections.iter().flat_map(|section| of_section(section, lang)));
    all
}

/// The texts of a publication that stand before and beside its sections.
pub(super) fn heads(publication: &Publication) -> impl Iterator<Item = &Text> {
    let head = [&publication.kicker, &publication.audience_line, &publication.lead];
    let head = head.into_iter().chain([&publication.issued_by, &publication.qr_text]).flatten();
    std::iter::once(&publication.title).chain(&publication.headline).chain(head)
}

/// The texts of a section.
pub(super) fn of_section(section: &Section, lang: Lang) -> Vec<Piece<'_>> {
    let mut texts: Vec<&Text> = section.heading.iter().collect();
    match &section.kind {
        SectionKind::Text(text) | SectionKind::Callout(text) => texts.push(text),
        SectionKind::Steps { intro, steps } => texts.extend(intro.iter().chain(steps)),
        SectionKind::Quote { text, who, source } => texts.extend([text, who].into_iter().chain(source)),
        SectionKind::Help(lines) => {
            texts.extend(lines.iter().flat_map(|l| std::iter::once(&l.name).chain(&l.for_whom).chain(&l.hours)));
        }
        SectionKind::Image { caption, credit, .. } => texts.extend(caption.iter().chain(credit)),
    }
    let mut all: Vec<Piece<'_>> = texts.into_iter().map(|text| piece(text, lang)).collect();
    if let (SectionKind::Text(_) | SectionKind::Callout(_), Some(text)) = (&section.kind, all.last_mut()) {
        text.running = true;
    }
    all
}

fn piece(text: &Text, lang: Lang) -> Piece<'_> {
    let mut parts = Vec::new();
    for block in blocks(text) {
        match block {
            Block::Paragraph(rich) => parts.push(Part { rich, item: false }),
            Block::List { items, .. } => parts.extend(items.into_iter().map(|rich| Part { rich, item: true })),
        }
    }
    Piece { text, parts, lang, running: false }
}

/// The words of a text in small letters, without the signs around them.
pub(super) fn words(text: &str) -> Vec<String> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let ends = |at: &(usize, char)| matches!(at.1, '.' | '?' | '!') && text[at.0 + 1..].starts_with([' ', '\n']);
    let mut start = 0;
    let mut all = Vec::new();
    for (at, _) in text.char_indices().filter(ends) {
        all.push(text[start..=at].trim());
        start = at + 1;
    }
    all.push(text[start..].trim());
    all.retain(|sentence| !sentence.is_empty());
    all
}
