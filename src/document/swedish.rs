//! Swedish words within other languages: names of counties, offices, people and organisations and references to law stay
//! Swedish, and say so, so that a screen reader speaks them with a Swedish voice (WCAG 2.1, 3.1.2; PDF/UA-1, 7.2).

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memmem::Finder;
use unicode_script::{Script, UnicodeScript};

use crate::definition::{County, Project, Publication, Section, SectionKind};
use crate::lang::Lang;

use super::abbreviation::marked_again;
use super::reference::references;
use super::{Block, Content, Document, RichText, Span, SpanStyle};

/// The Swedish names that a leaflet may mention.
pub(super) struct Names {
    lang: Lang,
    /// With what finds their first word. Longest first, so that a county is not taken for a part of its office.
    known: Vec<(String, Finder<'static>)>,
    /// Where the statements of the Swedish text come from, as it says so.
    sources: BTreeSet<String>,
}

impl Names {
    /// The names of the counties and their people and, where the publication is a translation from Swedish, those of its
    /// source's help lines and those that stand out in its source's text.
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
            names.extend(names_in(section));
        }
        let sources = source.into_iter().flat_map(|source| &source.facts).map(|fact| fact.source.value.clone());
        Names { sources: sources.collect(), ..Names::of(publication.lang, &names) }
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
        Names { lang, known: names.collect(), sources: BTreeSet::new() }
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
        for (name, first) in &self.known {
            found.extend(occurrences(&text.text, name, first));
        }
        if self.lang.script != Script::Latin {
            found.extend(latin(&text.text));
        }
        found.extend(references(&text.text));
        found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut runs: Vec<Range<usize>> = Vec::new();
        for range in found {
            match runs.last_mut() {
                // Names that follow each other are one phrase: from right to left their order would be turned around.
                Some(run) if range.start <= run.end || is_between_names(&text.text[run.end..range.start]) => {
                    run.end = run.end.max(range.end);
                }
                _ => runs.push(range),
            }
        }
        self.speak(text, runs);
    }

    /// Marks the Swedish words of a source: all of them, if it says what that of the Swedish text says.
    pub(super) fn mark_source(&self, text: &mut RichText) {
        // An address alone has no language.
        if self.sources.contains(&text.text) && text.text.contains(' ') {
            let whole = 0..text.text.len();
            self.speak(text, vec![whole]);
        } else {
            self.mark_text(text);
        }
    }

    /// Gives these parts of a text the Swedish language, and the words that their abbreviations have in it.
    fn speak(&self, text: &mut RichText, runs: Vec<Range<usize>>) {
        if runs.is_empty() || self.lang.primary_code() == "sv" {
            return;
        }
        for run in runs {
            speak_swedish(text, run);
        }
        *text = marked_again(text, Lang::SV);
    }
}

/// What stands between two words of a phrase.
fn is_between_names(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ' ' | '\u{a0}' | ',' | ';' | '–' | '-'))
}

/// The names that a section of a Swedish text has: who answers its help lines, and strong words of which several begin with a
/// capital, such as `ECPAT Vuxenstöd`.
fn names_in(section: &Section) -> Vec<String> {
    let texts = match &section.kind {
        SectionKind::Help(lines) => return lines.iter().map(|line| line.name.value.clone()).collect(),
        SectionKind::Text(text) | SectionKind::Callout(text) => std::slice::from_ref(text),
        SectionKind::Steps { steps, .. } => steps.as_slice(),
        _ => &[],
    };
    let strong = texts.iter().flat_map(|text| text.value.split("**").skip(1).step_by(2));
    let is_name = |words: &&str| {
        let capitals = words.split_whitespace().filter(|word| word.starts_with(char::is_uppercase));
        words.starts_with(char::is_uppercase) && !words.ends_with(['.', ':', '!', '?']) && capitals.count() > 1
    };
    strong.filter(is_name).map(str::to_owned).collect()
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
        assert_eq!(marked("fi", &names, RichText::plain(text)), ["Länsstyrelsen Värmland, Isabel\u{a0}Persson"]);
        assert!(marked("sv", &names, RichText::plain(text)).is_empty());
    }

    #[test]
    fn latin_words_in_another_script_are_swedish() {
        let text = "اتصل بـ Polisen أو (Barn- och ungdomspsykiatrin) أو ecpat.se على 114 14";
        assert_eq!(marked("ar", &[], RichText::plain(text)), ["Polisen", "Barn- och ungdomspsykiatrin"]);
    }

    #[test]
    fn a_reference_to_law_is_one_phrase_with_its_own_abbreviations() {
        let english = Lang::from_code("en").expect("in the table");
        let text = "Swedish Penal Code, section 10 a (6 kap. 10 a § brottsbalken).";
        let mut text = super::super::abbreviation::marked(&RichText::plain(text), english);
        Names::of(english, &[]).mark_text(&mut text);
        let short: Vec<_> = text.spans.iter().filter_map(|span| span.style.expanded.as_deref()).collect();
        assert_eq!(short, ["kapitel", "paragraf"]);
        assert!(text.spans.iter().all(|span| span.style.lang == Some(Lang::SV)), "{:?}", text.spans);
        let (first, last) = (text.spans.first().expect("a span"), text.spans.last().expect("a span"));
        assert_eq!(&text.text[first.range.start..last.range.end], "6 kap. 10 a § brottsbalken");
        let arabic = "المادة (\u{2066}6 kap. 10 a § brottsbalken\u{2069}).";
        assert_eq!(marked("ar", &[], RichText::plain(arabic)).concat(), "6 kap. 10 a § brottsbalken");
    }

    #[test]
    fn a_source_of_the_swedish_text_is_swedish_as_a_whole() {
        let english = Lang::from_code("en").expect("in the table");
        let sources = ["polisen.se, Gromning – utsatt", "polisen.se"].map(str::to_owned);
        let names = Names { sources: sources.into(), ..Names::of(english, &["Bris".to_owned()]) };
        let marked = |text: &str| {
            let mut text = RichText::plain(text);
            names.mark_source(&mut text);
            text.spans.iter().map(|span| text.text[span.range.clone()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(marked("polisen.se, Gromning – utsatt"), ["polisen.se, Gromning – utsatt"]);
        assert_eq!(marked("polisen.se"), Vec::<String>::new());
        assert_eq!(marked("Advice from Bris, 2025"), ["Bris"]);
    }

    #[test]
    fn styles_are_kept() {
        let mut text = RichText::plain("Kysy ");
        text.push("Bris tai Polisen", SpanStyle { strong: true, ..SpanStyle::default() });
        text.push(" nyt", SpanStyle::default());
        assert_eq!(marked("fi", &["Polisen", "Bris"], text), ["Bris", "Polisen"]);
    }
}
