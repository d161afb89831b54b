//! Swedish words within other languages: names of counties, offices, people and organisations stay Swedish, and say so, so
//! that a screen reader speaks them with a Swedish voice (WCAG 2.1, 3.1.2; PDF/UA-1, 7.2).

use std::ops::Range;

use memchr::memmem::Finder;
use unicode_script::{Script, UnicodeScript};

use crate::definition::{County, Project, Publication, SectionKind};
use crate::lang::Lang;

use super::{Block, Content, Document, RichText, Span, SpanStyle};

/// The Swedish names that a leaflet may mention.
pub(super) struct Names {
    lang: Lang,
    /// With what finds their first word. Longest first, so that a county is not taken for a part of its office.
    names: Vec<(String, Finder<'static>)>,
}

impl Names {
    /// The names of the counties and their people and, where the publication is a translation from Swedish, those of its
    /// source's help lines.
    pub(super) fn new(project: &Project, counties: &[&County], publication: &Publication) -> Names {
        let mut names: Vec<String> = Vec::new();
        for county in counties {
            names.extend([&county.name, &county.short, &county.office].map(|name| name.value.clone()));
            let contact = &county.contact;
            let said = [&contact.name, &contact.role, &contact.organisation];
            names.extend(said.into_iter().flatten().map(|name| name.value.clone()));
            names.extend(county.senders.iter().map(|sender| sender.name.value.clone()));
        }
        let source = project.source_of(publication).filter(|source| source.lang.primary_code() == "sv");
        for section in source.into_iter().flat_map(|source| &source.sections) {
            if let SectionKind::Help(lines) = &section.kind {
                names.extend(lines.iter().map(|line| line.name.value.clone()));
            }
        }
        Names::of(publication.lang, &names)
    }

    /// Names in texts of a language.
    fn of(lang: Lang, names: &[String]) -> Names {
        let names = names.iter().map(|name| name.trim().to_owned());
        let mut names: Vec<String> = names.filter(|name| name.chars().any(char::is_alphabetic)).collect();
        names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
        names.dedup();
        let names = names.into_iter().map(|name| {
            let first = Finder::new(name.split(' ').next().unwrap_or(&name)).into_owned();
            (name, first)
        });
        Names { lang, names: names.collect() }
    }

    /// Marks the Swedish words of every text of a document.
    pub(super) fn mark(&self, document: &mut Document) {
        if self.lang.primary_code() == "sv" {
            return;
        }
        for text in texts(document) {
            self.mark_text(text);
        }
    }

    /// Marks the Swedish words of a text.
    pub(super) fn mark_text(&self, text: &mut RichText) {
        if self.lang.primary_code() == "sv" {
            return;
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        for (name, first) in &self.names {
            found.extend(occurrences(&text.text, name, first));
        }
        if self.lang.script != Script::Latin {
            found.extend(latin(&text.text));
        }
        found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        found.retain(|range| {
            let free = range.start >= end;
            end = end.max(range.end);
            free
        });
        for range in found {
            speak_swedish(text, range);
        }
    }
}

/// Every text of a document that may mention a name.
fn texts(document: &mut Document) -> Vec<&mut RichText> {
    let Document { audience, lead, cover, sections, help, contacts, code, senders, imprint, tabs, .. } = document;
    let mut texts: Vec<&mut RichText> = Vec::new();
    texts.extend(audience.iter_mut().chain(lead).chain(cover.iter_mut().filter_map(|c| c.caption.as_mut())));
    for section in sections {
        texts.extend(section.heading.as_mut());
        match &mut section.content {
            Content::Text(blocks) | Content::Callout(blocks) => {
                for block in blocks {
                    match block {
                        Block::Paragraph(text) => texts.push(text),
                        Block::List { items, .. } => texts.extend(items),
                    }
                }
            }
            Content::Steps { intro, steps } => texts.extend(intro.iter_mut().chain(steps)),
            Content::Quote { text, source } => texts.extend([text, source]),
            Content::Image { caption, .. } => texts.extend(caption.as_mut()),
        }
    }
    if let Some(help) = help {
        texts.push(&mut help.heading);
        for line in &mut help.lines {
            texts.push(&mut line.name);
            texts.extend(line.details.as_mut());
        }
    }
    texts.push(&mut contacts.heading);
    for card in &mut contacts.cards {
        texts.extend(card.heading.as_mut());
        texts.extend([&mut card.name, &mut card.who]);
    }
    texts.extend(code.iter_mut().map(|code| &mut code.caption));
    texts.extend(senders.iter_mut().map(|sender| &mut sender.name));
    texts.push(imprint);
    texts.extend(tabs.iter_mut().filter_map(|tabs| tabs.address.as_mut()));
    texts
}

/// Where a name stands as words of their own; a no-break space counts as a space. Most texts mention no name: a search for
/// the name's first word tells that without looking at every letter.
fn occurrences(text: &str, name: &str, first: &Finder<'_>) -> Vec<Range<usize>> {
    let same = |a: char, b: char| a == b || a == '\u{a0}' && b == ' ';
    let end_of = |start: usize| {
        let mut rest = text[start..].char_indices();
        for wanted in name.chars() {
            if !rest.next().is_some_and(|(_, c)| same(c, wanted)) {
                return None;
            }
        }
        Some(start + rest.next().map_or(text.len() - start, |(at, _)| at))
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in first.find_iter(text.as_bytes()) {
        let inside = text[..start].ends_with(char::is_alphanumeric) || found.last().is_some_and(|f| f.end > start);
        if let Some(end) = end_of(start).filter(|_| !inside)
            && !text[end..].starts_with(char::is_alphanumeric)
        {
            found.push(start..end);
        }
    }
    found
}

/// Words of Latin letters in a text of another script, those that follow each other together; no addresses.
fn latin(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    // The scripts between the Latin letters need no look at tables.
    let letters = |c: char| {
        let elsewhere = ('\u{370}'..'\u{1d00}').contains(&c);
        !elsewhere && c.is_alphabetic() && c.script() == Script::Latin
    };
    for token in text.split_inclusive([' ', '\u{a0}']) {
        let start = at;
        at += token.len();
        let (Some(first), Some(last)) = (token.find(letters), token.rfind(letters)) else { continue };
        let word = &token[first..last + token[last..].chars().next().map_or(1, char::len_utf8)];
        if word.contains(['@', '.', '/']) || word.chars().any(|c| c.is_alphabetic() && !letters(c)) {
            continue;
        }
        let range = start + first..start + first + word.len();
        match found.last_mut() {
            // Nothing but spaces and the hyphen of a word left out between the two: one phrase.
            Some(before) if text[before.end..range.start].chars().all(|c| c == '-' || c.is_whitespace()) => {
                before.end = range.end;
            }
            _ => found.push(range),
        }
    }
    found
}

/// Gives the free parts of a range a span, and the spans in it that have no language theirs.
fn speak_swedish(text: &mut RichText, range: Range<usize>) {
    let mut spans = Vec::with_capacity(text.spans.len() + 3);
    let swedish = |style: &SpanStyle| SpanStyle { lang: style.lang.or(Some(Lang::SV)), ..style.clone() };
    let mut from = range.start;
    for span in text.spans.drain(..) {
        let Span { range: own, style } = span;
        let (start, end) = (own.start.max(range.start), own.end.min(range.end));
        if start >= end {
            if own.start >= range.end && from < range.end {
                spans.push(Span { range: from..range.end, style: swedish(&SpanStyle::default()) });
                from = range.end;
            }
            spans.push(Span { range: own, style });
            continue;
        }
        if from < start {
            spans.push(Span { range: from..start, style: swedish(&SpanStyle::default()) });
        }
        // A link stays whole: its words are one thing to press.
        if style.link.is_some() {
            spans.push(Span { range: own.clone(), style });
        } else {
            for (part, changed) in [(own.start..start, false), (start..end, true), (end..own.end, false)] {
                if !part.is_empty() {
                    let style = if changed { swedish(&style) } else { style.clone() };
                    spans.push(Span { range: part, style });
                }
            }
        }
        from = own.end.min(range.end).max(from);
    }
    if from < range.end {
        spans.push(Span { range: from..range.end, style: swedish(&SpanStyle::default()) });
    }
    text.spans = spans;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(lang: &str, names: &[&str], mut text: RichText) -> Vec<String> {
        let lang = Lang::from_code(lang).expect("in the table");
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        Names::of(lang, &names).mark_text(&mut text);
        assert!(text.spans.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{:?}", text.spans);
        let swedish = text.spans.iter().filter(|span| span.style.lang == Some(Lang::SV));
        swedish.map(|span| text.text[span.range.clone()].to_owned()).collect()
    }

    #[test]
    fn names_are_found_as_whole_words() {
        let text = "Ota yhteyttä: Länsstyrelsen Värmland, Isabel\u{a0}Persson. Värmlandista ei.";
        let names = ["Värmland", "Länsstyrelsen Värmland", "Isabel Persson"];
        assert_eq!(marked("fi", &names, RichText::plain(text)), ["Länsstyrelsen Värmland", "Isabel\u{a0}Persson"]);
        assert!(marked("sv", &names, RichText::plain(text)).is_empty());
    }

    #[test]
    fn latin_words_in_another_script_are_swedish() {
        let text = "اتصل بـ Polisen أو (Barn- och ungdomspsykiatrin) أو ecpat.se على 114 14";
        assert_eq!(marked("ar", &[], RichText::plain(text)), ["Polisen", "Barn- och ungdomspsykiatrin"]);
    }

    #[test]
    fn styles_are_kept() {
        let mut text = RichText::plain("Kysy ");
        text.push("Bris tai Polisen", SpanStyle { strong: true, ..SpanStyle::default() });
        text.push(" nyt", SpanStyle::default());
        assert_eq!(marked("fi", &["Polisen", "Bris"], text), ["Bris", "Polisen"]);
    }
}
