//! Where lines may end: UAX 14 opportunities, less what belongs together, plus hyphenation.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use crate::document::{RichText, Span};
use crate::lang::{Lang, is_written_together};

use super::address::is_address;
use super::protect::{clings, forbids_break, parts_phrase, parts_reference, parts_word};
use super::{Hyphens, Manner, Tight, hyphenate};

/// Why a line may end at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// Between words, or after a hyphen that is written.
    Word,
    /// In a compound at its joint: a hyphen is added.
    Joint,
    /// Between syllables: a hyphen is added.
    Syllable,
    /// The line must end: a line break that is written, or the end of the paragraph.
    Forced,
}

/// A place where a line may end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Opportunity {
    /// Byte at which the next line begins.
    pub next: usize,
    /// Byte at which the ink of this line ends: before spaces.
    pub end: usize,
    /// Why.
    pub kind: BreakKind,
    /// Letters that the spelling adds before the hyphen.
    pub added: &'static str,
    /// How little a line should end here, against one that ends in a preposition: what belongs together would be parted.
    pub torn: f32,
}

/// What parts the names of a line such as the senders'; it is not printed at the end of a line.
pub(super) const SEPARATOR: &str = " ·";

/// How much it weighs that a word of another language is parted, against a preposition at a line's end: it may be the word
/// that the text explains.
const PARTED_FOREIGN: f32 = 6.0;

/// The same of a name in a line of them.
const PARTED_LISTED: f32 = 8.0;

/// The same of an address, and of any word where words are parted at last.
pub(super) const PARTED_AT_LAST: f32 = 100.0;

/// Letters of the shortest word that is parted.
const SHORTEST_PARTED: usize = 7;

/// The same of a name, and most letters of a name and of a link that is one.
const PARTED_NAME: f32 = 3.0;
const LONGEST_NAME: usize = 28;
const LONGEST_LINK: usize = 20;

/// All opportunities of a text in order; the last is the end of the text. Words that are marked with a language of their own
/// are hyphenated as it does.
pub(super) fn opportunities(rich: &RichText, lang: Lang, hyphenate: bool) -> Vec<Opportunity> {
    let text = rich.text.as_str();
    let options = LineBreakOptions::default();
    let segmenter = if text.chars().any(is_written_together) {
        LineSegmenter::new_dictionary(options)
    } else {
        LineSegmenter::new_for_non_complex_scripts(options)
    };
    let names = text.contains(SEPARATOR);
    let last_word = text.trim_end().rfind(' ').map_or(0, |at| at + 1);
    let mut found = Vec::with_capacity(text.len() / 3);
    let mut from = 0;
    for at in segmenter.segment_str(text) {
        if at == 0 {
            continue;
        }
        let forced = at == text.len() || text[..at].ends_with('\n');
        if !forced && (forbids_break(text, at) || clings(text[..at].trim_end(), lang) || parts_word(text, at)) {
            continue;
        }
        if hyphenate && from < last_word {
            hyphens(rich, from, at, lang, &mut found);
        }
        let printed = text[from..at].trim_end_matches([' ', '\n']);
        let printed = if forced { printed } else { printed.strip_suffix(SEPARATOR).unwrap_or(printed) };
        let kind = if forced { BreakKind::Forced } else { BreakKind::Word };
        let inside_name = names && !text[..at].trim_end().ends_with(SEPARATOR);
        let torn = match (forced, inside_name) {
            (true, _) => 0.0,
            (false, true) => PARTED_LISTED,
            (false, false) => parts_reference(text, at, lang).max(parts_name(rich, at)).max(parts_phrase(text, at)),
        };
        found.push(Opportunity { next: at, end: from + printed.len(), kind, added: "", torn });
        from = at;
    }
    found
}

/// How little a line should end before byte `at`, inside a few strong words or a short link: they are a name.
fn parts_name(rich: &RichText, at: usize) -> f32 {
    let is_name = |span: &Span| {
        let inside = span.range.start < at && at < span.range.end;
        let longest = if span.style.strong { LONGEST_NAME } else { LONGEST_LINK };
        let names = span.style.strong || span.style.link.is_some();
        names && inside && rich.text[span.range.clone()].chars().count() <= longest
    };
    f32::from(u8::from(rich.spans.iter().any(is_name))) * PARTED_NAME
}

/// Where the words end that are written together in a text without spaces, its own end last; none where it is empty.
#[must_use]
pub fn ends_of_words(text: &str, lang: Lang) -> Vec<usize> {
    if text.chars().any(is_written_together) {
        opportunities(&RichText::plain(text), lang, false).into_iter().map(|place| place.next).collect()
    } else {
        Vec::from_iter((!text.is_empty()).then_some(text.len()))
    }
}

/// Takes from opportunities what a manner does not hold together, and makes the last way out of what is one.
pub(super) fn relax(text: &str, manner: Manner, found: &mut Vec<Opportunity>) {
    let tight = manner.tight == Tight::All;
    for place in found.iter_mut().filter(|_| tight) {
        place.torn = 0.0;
    }
    if manner.hyphens == Hyphens::AtLast {
        let hyphens = found.iter_mut().filter(|place| matches!(place.kind, BreakKind::Joint | BreakKind::Syllable));
        hyphens.for_each(|place| place.torn = PARTED_AT_LAST);
    }
    if manner.tight != Tight::No {
        part_addresses(text, found);
    }
}

/// Adds the places at which addresses may be parted, which they are only where they are wider than a line: after `@`, and
/// after the strokes of a web address. No hyphen is added.
fn part_addresses(text: &str, found: &mut Vec<Opportunity>) {
    let mut from = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let start = from;
        from += token.len();
        let address = token.trim_end();
        if !is_address(address) {
            continue;
        }
        for (at, sign) in address.char_indices().filter(|(_, c)| matches!(c, '@' | '/')) {
            let next = at + sign.len_utf8();
            let inside = next < address.len() && !address[next..].starts_with('/');
            // `https://` says little on a line of its own, and an account is told by its sign.
            let inside = inside && at > 0;
            if inside && !address[..next].ends_with("//") {
                let next = start + next;
                found.push(Opportunity { next, end: next, kind: BreakKind::Word, added: "", torn: PARTED_AT_LAST });
            }
        }
    }
    found.sort_by_key(|place| place.next);
    found.dedup_by_key(|place| place.next);
}

/// Adds the hyphenation points of the words in `text[from..to]`, none in addresses, names and words with digits.
fn hyphens(rich: &RichText, from: usize, to: usize, lang: Lang, found: &mut Vec<Opportunity>) {
    let text = rich.text.as_str();
    let mut start = from;
    // An address is whole, whatever its parts look like.
    for token in text[from..to].split_inclusive([' ', '\u{a0}', '\n']) {
        if !is_address(token) {
            hyphens_of_token(rich, start, token, lang, found);
        }
        start += token.len();
    }
}

/// The same for the words of a token that is no address and begins at byte `start`.
fn hyphens_of_token(rich: &RichText, mut start: usize, token: &str, lang: Lang, found: &mut Vec<Opportunity>) {
    let text = rich.text.as_str();
    for token in token.split_inclusive([' ', '-', '/', '(', ')', '\u{a0}']) {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let offset = start + (token.len() - token.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
        start += token.len();
        if word.chars().count() < SHORTEST_PARTED
            || !word.chars().all(char::is_alphabetic)
            || is_name(text, offset, word)
        {
            continue;
        }
        // A month or unit after its number is part of it, 15-vuotias is one word, and a law after its section a name.
        if text[..offset].trim_end_matches(['\u{a0}', ' ', '-']).ends_with(|c: char| c.is_ascii_digit() || c == '§') {
            continue;
        }
        let marked = rich.spans.get(rich.spans.partition_point(|span| span.range.end <= offset));
        let marked = marked.filter(|span| span.range.start <= offset).and_then(|span| span.style.lang);
        for point in &*hyphenate::points(word, marked.unwrap_or(lang)) {
            let kind = if point.joint { BreakKind::Joint } else { BreakKind::Syllable };
            let at = offset + point.at;
            let torn = if marked.is_some_and(|marked| marked != lang) { PARTED_FOREIGN } else { 0.0 };
            found.push(Opportunity { next: at, end: at, kind, added: point.added, torn });
        }
    }
}

/// Whether a word is a name: more capitals than one, a capital before another capitalised word, or a capital that no new
/// sentence explains.
fn is_name(text: &str, at: usize, word: &str) -> bool {
    let mut letters = word.chars();
    if !letters.next().is_some_and(char::is_uppercase) {
        return false;
    }
    let next_word = text[at + word.len()..].strip_prefix(' ').and_then(|rest| rest.chars().next());
    if letters.any(char::is_uppercase) || next_word.is_some_and(char::is_uppercase) {
        return true;
    }
    let before = text[..at].trim_end_matches([' ', '”', '“', '«', '»', '(', '"', '–']);
    !(before.is_empty() || before.ends_with(['.', '?', '!', ':', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_part_after_their_signs() {
        let parted = |text: &str| {
            let mut found = Vec::new();
            part_addresses(text, &mut found);
            found.iter().map(|place| text[place.next..].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(parted("Skriv till anna@lansstyrelsen.se och/eller"), ["lansstyrelsen.se och/eller"]);
        assert_eq!(parted("https://nck.uu.se/a/b/"), ["a/b/", "b/"]);
        assert_eq!(parted("ja/nej"), [""; 0]);
    }

    /// The text with `|` at breaks between words, `=` at joints and `-` at syllables.
    fn shown(text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for o in opportunities(&RichText::plain(text), Lang::SV, true) {
            out.push_str(&text[from..o.next]);
            from = o.next;
            match o.kind {
                BreakKind::Word => out.push('|'),
                BreakKind::Joint => out.push('='),
                BreakKind::Syllable => out.push('\u{2010}'),
                BreakKind::Forced => {}
            }
        }
        out
    }

    #[test]
    fn names_and_the_last_word_stay_whole() {
        assert_eq!(
            shown("Isabel Persson arbetar i Värmland"),
            "Isabel |Persson |ar\u{2010}be\u{2010}tar |i |Värmland"
                .replace("ar\u{2010}be\u{2010}tar", "arbe\u{2010}tar")
        );
    }

    #[test]
    fn short_words_and_those_after_a_number_stay_whole() {
        assert_eq!(shown("Numret till"), "Numret |till");
        let finnish = Lang::from_code("fi").expect("in the table");
        let text = RichText::plain("Alle 15-vuotiaalle lapselle tai");
        let inside = |word: &str| {
            let at = text.text.find(word).expect("in the text");
            opportunities(&text, finnish, true).iter().any(|o| at < o.next && o.next < at + word.len())
        };
        assert!(inside("lapselle") && !inside("vuotiaalle"));
    }

    #[test]
    fn a_name_in_strong_letters_is_loath_to_part() {
        let mut text = RichText::plain("Ring ");
        text.push("Välj att sluta", crate::document::SpanStyle { strong: true, ..Default::default() });
        text.push(" på 020-555 666.", crate::document::SpanStyle::default());
        let torn = opportunities(&text, Lang::SV, true).into_iter().map(|o| (text.text[o.next..].to_owned(), o.torn));
        let torn: Vec<String> = torn.filter(|(_, torn)| *torn > 0.0).map(|(rest, _)| rest).collect();
        assert_eq!(torn, ["att sluta på 020-555 666.", "sluta på 020-555 666."]);
    }

    #[test]
    fn words_that_are_parted_at_last_are_parted_for_nothing_else() {
        let places = |hyphens| {
            let manner = Manner { hyphens, ..Manner::default() };
            let mut found = opportunities(&RichText::plain("Spara kontakten i telefonen"), Lang::SV, true);
            relax("Spara kontakten i telefonen", manner, &mut found);
            found.into_iter().filter(|o| o.kind == BreakKind::Syllable).map(|o| o.torn).collect::<Vec<_>>()
        };
        assert_eq!(places(Hyphens::AtLast), [PARTED_AT_LAST; 2]);
        assert_eq!(places(Hyphens::Any), [0.0; 2]);
    }

    #[test]
    fn a_short_link_is_loath_to_part() {
        let torn = |link: &str, parted: &str| {
            let mut rich = RichText::plain("Läs mer hos ");
            rich.append(&RichText::link(link, "https://example.org"));
            rich.append(&RichText::plain(" i dag"));
            let at = rich.text.find(parted).expect("in the text");
            let places = opportunities(&rich, Lang::SV, true);
            places.into_iter().find(|o| o.next == at).expect("a line may end there").torn
        };
        assert_eq!([torn("Take It Down", "It Down"), torn("Take It Down", "Take")], [PARTED_NAME, 0.0]);
        assert_eq!(torn("vad polisen säger om skydd", "polisen"), 0.0);
    }

    #[test]
    fn the_law_after_a_section_is_a_name() {
        for (code, text) in [("da", "Det står i 10 a § brottsbalken i den"), ("pl", "Zob. 10 a § brottsbalken w tej")]
        {
            let lang = Lang::from_code(code).expect("in the table");
            let law = text.find("brottsbalken").expect("in the text");
            let inside = law + 1..law + "brottsbalken".len();
            let parts =
                |text: &str| opportunities(&RichText::plain(text), lang, true).iter().any(|o| inside.contains(&o.next));
            assert!(!parts(text), "{code}");
            assert!(parts(&text.replace('§', "x")), "{code}: any other word may be parted");
        }
    }

    /// Where lines may end, shown as `|`.
    fn broken(text: &str, code: &str) -> String {
        let lang = Lang::from_code(code).expect("in the table");
        let mut from = 0;
        let parts = opportunities(&RichText::plain(text), lang, false).into_iter().map(|o| {
            let part = &text[from..o.next];
            from = o.next;
            part
        });
        parts.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_of_a_letter_cling_where_their_language_says_so() {
        assert_eq!(broken("Rozmawiaj z dzieckiem i zachowaj", "pl"), "Rozmawiaj |z dzieckiem |i zachowaj");
        assert_eq!(broken("Поговоріть з дитиною і збережіть", "uk"), "Поговоріть |з дитиною |і збережіть");
        assert_eq!(broken("Tala i lugn och ro", "sv"), "Tala |i |lugn |och |ro");
    }

    #[test]
    fn scripts_without_spaces_end_lines_between_words() {
        assert_eq!(broken("เด็กไม่ได้ทำผิด", "th"), "เด็ก|ไม่|ได้|ทำ|ผิด");
        assert_eq!(broken("ንቖልዓ፡ምሕጋዝ። ጥራይ", "ti"), "ንቖልዓ፡|ምሕጋዝ። |ጥራይ");
    }

    #[test]
    fn names_of_a_line_end_without_what_parts_them() {
        let ends: Vec<String> = opportunities(&RichText::plain("Polisen · Region Värmland"), Lang::SV, false)
            .iter()
            .map(|o| "Polisen · Region Värmland"[..o.end].to_owned())
            .collect();
        assert_eq!(ends, ["Polisen", "Polisen · Region", "Polisen · Region Värmland"]);
    }

    #[test]
    fn addresses_do_not_part() {
        assert_eq!(
            shown("Skriv till isabel.persson@lansstyrelsen.se eller ring"),
            "Skriv |till |isabel.persson@lansstyrelsen.se |eller |ring"
        );
    }

    #[test]
    fn no_part_of_an_address_is_hyphenated_or_parted_at_its_own_hyphens() {
        for address in [
            "socialstyrelsen.se/kunskapsstod-och-regler/omraden",
            "https://socialstyrelsen.se/kunskapsstod-och-regler/omraden/",
            "(jamstalldhetsmyndigheten.se/mans-vald-mot-kvinnor/prostitution).",
            "“socialstyrelsen.se/kunskapsstod”",
            "barnahus.vasternorrland.harnosand@socialtjansten.harnosand.se,",
            "www.manniskohandel-i-sverige.se/anmalan",
            "manniskohandel.support/anmalningsblankett",
            "@socialstyrelsen",
        ] {
            assert_eq!(shown(&format!("Mer {address} som du")), format!("Mer |{address} |som |du"));
            let arabic = format!("اقرأ \u{2066}{address}\u{2069}، ثم");
            assert_eq!(broken(&arabic, "ar"), format!("اقرأ |\u{2066}{address}\u{2069}، |ثم"));
        }
        assert_eq!(shown("en kunskapsstod-och-regler är"), "en |kun\u{2010}skaps=stod-|och-|regler |är");
    }

    #[test]
    fn words_of_another_language_are_hyphenated_as_it_does() {
        let english = Lang::from_code("en").expect("in the table");
        let parts = |lang| {
            let mut text = RichText::plain("In Swedish also ");
            text.push("gromning", crate::document::SpanStyle { lang, ..Default::default() });
            text.push(", is when", crate::document::SpanStyle::default());
            let points = opportunities(&text, english, true).into_iter().filter(|o| o.kind != BreakKind::Word);
            points.filter_map(|o| text.text[..o.end].rsplit(' ').next().map(str::to_owned)).collect::<Vec<_>>()
        };
        assert!(parts(Some(Lang::SV)).contains(&"grom".to_owned()), "{:?}", parts(Some(Lang::SV)));
        assert!(parts(None).contains(&"gromn".to_owned()), "{:?}", parts(None));
    }
}
