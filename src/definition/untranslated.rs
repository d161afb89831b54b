//! What of a translation is still word for word its source, paragraph by paragraph. Names, numbers, addresses and words that
//! two languages have in common are rightly the same in both.

use std::collections::BTreeSet;
use std::ops::Range;

use super::literal::raw_range;
use super::{Publication, Section, SectionKind, Text};
use crate::diagnostic::Place;
use crate::lang::Lang;

/// Words from which on the same passage in two languages is no coincidence, whatever the words; and in languages as near to
/// each other as Swedish, Norwegian and Danish.
const COINCIDENCE: usize = 4;
const COINCIDENCE_NEAR: usize = 6;
/// Words from which on it is none where one of them is of the source's language alone.
const TELLING: usize = 2;

/// Swedish words that most sentences of leaflets have one of, and those of opening hours.
#[rustfmt::skip]
const SWEDISH: [&str; 83] = [
    "alla", "anmäl", "att", "av", "bara", "barn", "barnet", "berätta", "berättar", "de", "dem", "den", "det", "dig",
    "din", "dina", "ditt", "du", "dygnet", "efter", "eller", "en", "ett", "finns", "fråga", "från", "får", "för",
    "gör", "ha", "har", "hjälp", "hjälper", "hos", "hur", "här", "i", "inte", "ja", "kan", "kontakta", "lyssna",
    "läs", "med", "men", "mer", "mot", "måste", "nej", "nu", "när", "någon", "och", "om", "oss", "prata", "på",
    "ring", "runt", "samt", "ska", "som", "spara", "stöd", "så", "sök", "till", "under", "ut", "utan", "vad", "var",
    "vardagar", "varför", "vem", "vi", "vid", "vill", "vuxen", "vuxna", "är", "åt", "över",
];
/// Languages that have many small words in common with Swedish.
const NEAR: [&str; 3] = ["sv", "nb", "da"];

/// A text of a translation with passages that are still those of the source.
#[derive(Debug)]
pub struct Untranslated {
    /// The first of these passages; the whole text if there is no other.
    pub place: Place,
    /// How many they are.
    pub passages: usize,
    /// Whether nothing else is left to translate in the text.
    pub whole: bool,
}

/// Every text of a translation that holds passages of its source.
pub(super) fn untranslated(source: &Publication, translation: &Publication) -> Vec<Untranslated> {
    // Easy Swedish may keep a sentence that is easy already.
    if source.lang.primary_code() == translation.lang.primary_code() {
        return Vec::new();
    }
    let langs = (source.lang, translation.lang);
    let old: BTreeSet<String> =
        texts(source).into_iter().flat_map(|text| passages(text)).map(|(_, words)| words).collect();
    texts(translation).into_iter().filter_map(|text| left(text, &old, langs)).collect()
}

/// What a text still has of the source.
fn left(text: &Text, old: &BTreeSet<String>, langs: (Lang, Lang)) -> Option<Untranslated> {
    let all = passages(text);
    let is_left = |(_, words): &&(Range<usize>, String)| old.contains(words) && is_of_source(words, langs);
    let found: Vec<&(Range<usize>, String)> = all.iter().filter(is_left).collect();
    let (first, _) = found.first()?;
    // What has nothing to translate, such as a number, belongs to either.
    let whole = all.iter().all(|(_, words)| old.contains(words));
    let place = if whole { text.place.clone() } else { place_of(text, first) };
    Some(Untranslated { place, passages: found.len(), whole })
}

/// The place of a part of a text.
fn place_of(text: &Text, part: &Range<usize>) -> Place {
    let Place { source, span } = &text.place;
    let within = raw_range(source.text.get(span.clone()).unwrap_or_default(), part);
    Place { source: source.clone(), span: span.start + within.start..span.start + within.end }
}

/// The paragraphs and items of a text: where each stands, and its words with one space between them.
pub(super) fn passages(text: &str) -> Vec<(Range<usize>, String)> {
    let mut all: Vec<(Range<usize>, String)> = Vec::new();
    let (mut at, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        // The sign that parts a headline may stand elsewhere in another language.
        let words: Vec<&str> =
            line.split(|c: char| c.is_whitespace() || c == '|').filter(|word| !word.is_empty()).collect();
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        at += line.len();
        let Some(first) = words.first() else {
            open = false;
            continue;
        };
        let is_item = words.len() > 1 && (["-", "*", "+"].contains(first) || is_numeral(first));
        match all.last_mut().filter(|_| open && !is_item) {
            Some((range, known)) => {
                range.end = end;
                known.push(' ');
                known.push_str(&words.join(" "));
            }
            None => all.push((start..end, words.join(" "))),
        }
        open = true;
    }
    all
}

/// Whether a word is the number of an item, such as `1.` or `2)`.
fn is_numeral(word: &str) -> bool {
    word.strip_suffix(['.', ')']).is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether the words of a passage are of the source's language, and not names, numbers and words of both languages.
fn is_of_source(passage: &str, (from, to): (Lang, Lang)) -> bool {
    let words = ordinary(passage);
    let near = NEAR.contains(&from.primary_code()) && NEAR.contains(&to.primary_code());
    if words.len() >= if near { COINCIDENCE_NEAR } else { COINCIDENCE } {
        return true;
    }
    // A name may begin a sentence, but not in small letters.
    let has = |letters: &[char]| words.iter().any(|word| word.small && word.text.contains(letters));
    let telling = match from.primary_code() {
        "sv" if near => has(&['ä', 'ö']),
        "sv" => has(&['å', 'ä', 'ö']) || words.iter().any(|word| SWEDISH.contains(&word.text.as_str())),
        _ => false,
    };
    words.len() >= TELLING && telling
}

/// A word that is no name.
struct Ordinary {
    /// In small letters.
    text: String,
    /// Whether it was written so.
    small: bool,
}

/// The words of a passage in small letters but for names, numbers, addresses, placeholders, and what is marked as words of
/// another language.
fn ordinary(passage: &str) -> Vec<Ordinary> {
    let mut all = Vec::new();
    let mut begins = true;
    for word in unmarked(passage).split_whitespace() {
        let ends = word.trim_end_matches(['*', '”', '"', ')']).ends_with(['.', '!', '?', ':', ';']);
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '{' && c != '}');
        let is_word = !bare.is_empty() && bare.chars().all(|c| c.is_alphabetic() || c == '-' || c == '’');
        let is_small = bare.chars().next().is_some_and(|c| !c.is_uppercase());
        if is_word && (is_small || begins) {
            all.push(Ordinary { text: bare.to_lowercase(), small: is_small });
        }
        begins = ends || begins && bare.is_empty();
    }
    all
}

/// A passage without what is marked as `[words](lang:en)`.
fn unmarked(passage: &str) -> String {
    let mut rest = passage;
    let mut out = String::new();
    while let Some(at) = rest.find("](lang:") {
        let (before, after) = rest.split_at(at);
        out.push_str(&before[..before.rfind('[').unwrap_or(before.len())]);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// What a reader of the publication reads or is read to, except names and addresses.
fn texts(publication: &Publication) -> Vec<&Text> {
    let heads = [Some(&publication.title), publication.headline.as_ref(), publication.lead.as_ref()];
    let mut texts: Vec<&Text> = heads.into_iter().flatten().collect();
    texts.extend([&publication.audience_line, &publication.kicker, &publication.qr_text].into_iter().flatten());
    for section in &publication.sections {
        texts.extend(section.heading.as_ref());
        texts.extend(of_section(section));
    }
    texts.extend(publication.facts.iter().map(|fact| &fact.text));
    for social in &publication.social {
        texts.extend([&social.headline, &social.call]);
        texts.extend([&social.kicker, &social.lead, &social.alt].into_iter().flatten());
        for used in &social.formats {
            texts.extend([&used.kicker, &used.headline, &used.lead, &used.call].into_iter().flatten());
        }
    }
    texts
}

/// The texts of a section below its heading.
fn of_section(section: &Section) -> Vec<&Text> {
    match &section.kind {
        SectionKind::Text(text) | SectionKind::Callout(text) => vec![text],
        SectionKind::Quote { text, who, source } => [text, who].into_iter().chain(source).collect(),
        SectionKind::Steps { intro, steps } => intro.iter().chain(steps).collect(),
        SectionKind::Help(lines) => lines.iter().flat_map(|line| [&line.for_whom, &line.hours]).flatten().collect(),
        SectionKind::Image { alt, caption, .. } => [alt, caption].into_iter().flatten().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(code: &str) -> Lang {
        Lang::from_code(code).expect("in the table")
    }

    #[test]
    fn what_is_left_as_it_was_is_known_by_its_words() {
        let left = |passage: &str, to: &str| is_of_source(passage, (Lang::SV, lang(to)));
        for passage in [
            "Vad säger lagen?",
            "Gör så här",
            "dygnet runt",
            "Tre saker hjälper.",
            "Spara chatten.",
            "Kenneth Johansson, landshövding i Värmland",
            "- fängelse i högst ett år",
            "Läs mer på [polisen.se](https://polisen.se).",
            "Fråga {contact.name} på {contact.organisation}.",
        ] {
            assert!(left(passage, "en"), "{passage}");
            assert!(left(passage, "ar"), "{passage}");
        }
        for passage in [
            "Grooming",
            "Grooming online",
            "Örebro kommun",
            "Kenneth Johansson",
            "Anna Ek, professor",
            "{contact.name}, {contact.phone}",
            "Ring 112",
            "114 14",
            "https://polisen.se",
            "Snapchat, TikTok, Discord, Instagram, Roblox, Fortnite",
            "[catfishing på nätet](lang:en)",
            "Kvinnofridslinjen",
        ] {
            assert!(!left(passage, "en"), "{passage}");
        }
        // Norwegian has most small words of Swedish.
        assert!(!left("Vi kan alle hjelpe", "nb"));
        assert!(left("Vad säger lagen?", "nb"));
    }

    #[test]
    fn a_text_is_read_paragraph_by_paragraph() {
        let text = "Ett stycke\nmed två rader.\n\n- ett\n- två\n  och mer\n\n1. tre\n";
        let found: Vec<(&str, String)> =
            passages(text).into_iter().map(|(range, words)| (&text[range], words)).collect();
        assert_eq!(
            found.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>(),
            ["Ett stycke med två rader.", "- ett", "- två och mer", "1. tre"]
        );
        assert_eq!(found[2].0, "- två\n  och mer");
        let headline = |text: &str| passages(text).into_iter().map(|(_, words)| words).collect::<Vec<_>>();
        assert_eq!(headline("Att köpa sex|är ett brott."), headline("Att köpa|sex är ett brott."));
    }
}
