//! Addresses, and the numbers that keep their order in right-to-left text.

use std::ops::Range;

use crate::document::{RichText, Span};
use crate::lang::is_beyond_cyrillic;

/// Most letters of the last part of a domain (.international, .photography).
const LONGEST_DOMAIN: usize = 13;

/// Whether a token is an e-mail address, the address of a web page or the name of an account.
#[must_use]
pub(super) fn is_address(token: &str) -> bool {
    // Signs around an address are no part of it, such as quotation marks, brackets and isolates.
    let token = token.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    let token = token.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
    if token.contains("://") || token.starts_with("www.") {
        return true;
    }
    if let Some((local, host)) = token.split_once('@') {
        let account = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        return if local.is_empty() { !host.is_empty() && host.chars().all(account) } else { host.contains('.') };
    }
    let (host, path) = token.split_once('/').map_or((token, false), |(host, _)| (host, true));
    // The end of a sentence before the next word looks like a short domain; nothing else has a longer one and a path.
    let longest = if path { LONGEST_DOMAIN } else { 4 };
    match host.rsplit_once('.') {
        Some((name, top)) => {
            (2..=longest).contains(&top.len())
                && top.bytes().all(|b| b.is_ascii_lowercase())
                && name.chars().count() >= 2
                && name
                    .split('.')
                    .all(|part| part.chars().count() >= 2 && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
                && name.chars().any(char::is_alphabetic)
        }
        None => false,
    }
}

/// Ranges of the text that stay left to right and whole within right-to-left text: numbers in groups and addresses.
#[must_use]
pub fn left_to_right_ranges(text: &str) -> Vec<Range<usize>> {
    let mut addresses: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for token in text.split_inclusive([' ', '\u{a0}']) {
        let address = token.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = at + token.len() - address.len();
        let address = address.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
        if is_address(address) {
            addresses.push(start..start + address.len());
        }
        at += token.len();
    }
    let in_address = |number: &Range<usize>| {
        let next = addresses.partition_point(|address| address.end <= number.start);
        addresses.get(next).is_some_and(|address| address.start < number.end)
    };
    let mut ranges: Vec<Range<usize>> = numbers(text).into_iter().filter(|number| !in_address(number)).collect();
    ranges.extend(addresses);
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// The numbers of a text, in groups with a space, a hyphen or another sign of numbers between them. Digits after a Latin letter
/// are part of its word; an Arabic one may be a preposition.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let digit = |c: char| matches!(c, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
    let digit_after = |at: usize| text[at..].starts_with(digit);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(first) = text[from..].find(digit) {
        let plus = text[from..from + first].ends_with('+');
        let start = from + first - usize::from(plus);
        let mut end = start;
        for (at, character) in text[start..].char_indices() {
            let next = start + at + character.len_utf8();
            let joins = "+-–/., \u{a0}".contains(character) && digit_after(next);
            if !digit(character) && !joins {
                break;
            }
            end = next;
        }
        let before = text[..start].chars().next_back();
        if before.is_none_or(|c| !c.is_alphanumeric() || is_beyond_cyrillic(c)) {
            found.push(start..end);
        }
        from = end;
    }
    found
}

/// The text with numbers and addresses isolated, so that they stay left to right inside right-to-left text (UAX 9, LRI/PDI).
pub(super) fn isolated(rich: &RichText) -> RichText {
    let ranges = left_to_right_ranges(&rich.text);
    if ranges.is_empty() {
        return rich.clone();
    }
    let mut marks: Vec<(usize, char)> = Vec::new();
    for range in ranges {
        marks.push((range.start, '\u{2066}'));
        marks.push((range.end, '\u{2069}'));
    }
    // The marks stay outside of the spans: a start moves past a mark at its place, an end does not.
    let start_of = |at: usize| at + marks.iter().filter(|(m, _)| *m <= at).count() * 3;
    let end_of = |at: usize| at + marks.iter().filter(|(m, _)| *m < at).count() * 3;
    let mut out = RichText::default();
    let mut from = 0;
    for (at, mark) in &marks {
        out.text.push_str(&rich.text[from..*at]);
        out.text.push(*mark);
        from = *at;
    }
    out.text.push_str(&rich.text[from..]);
    out.spans = rich
        .spans
        .iter()
        .map(|s| Span { range: start_of(s.range.start)..end_of(s.range.end), style: s.style.clone() })
        .collect();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known() {
        for address in [
            "isabel.persson@lansstyrelsen.se",
            "ecpat.se",
            "https://polisen.se/a",
            "www.bris.se",
            "(polisen.se).",
            "“polisen.se/a-b”,",
            "\u{2066}polisen.se/a\u{2069}،",
            "polisen.se!",
            "stod.support/for-dig",
            "@bris_barn",
        ] {
            assert!(is_address(address), "{address}");
        }
        for other in ["t.ex.", "bl.a.", "slut.", "och/eller", "9.4", "kap.", "nätet.Det", "slut.Sedan/nu", "@"] {
            assert!(!is_address(other), "{other}");
        }
    }

    #[test]
    fn numbers_in_groups_are_one_range() {
        let text = "اتصل 054-19 73 38 أو ecpat.se";
        let found: Vec<&str> = left_to_right_ranges(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["054-19 73 38", "ecpat.se"]);
    }

    #[test]
    fn signs_around_a_number_do_not_part_it() {
        for (text, expected) in [
            ("اتصل 031-390 06 12، الآن", "031-390 06 12"),
            ("اتصل بالرقم 114 14؟", "114 14"),
            ("(031-390 06 12)؛", "031-390 06 12"),
            ("«+46 31 390 06 12».", "+46 31 390 06 12"),
            ("و114 14", "114 14"),
            ("٠٣١ ٣٩٠ ٠٦", "٠٣١ ٣٩٠ ٠٦"),
            ("(https://polisen.se/rad/)،", "https://polisen.se/rad/"),
            ("ورق A4 12", ""),
        ] {
            let found: Vec<&str> = left_to_right_ranges(text).into_iter().map(|r| &text[r]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn long_texts_take_no_deep_way() {
        let count = |text: &str| left_to_right_ranges(text).len();
        assert_eq!(count(&"a1 ".repeat(200_000)), 0);
        assert_eq!(count(&"polisen.se و1؛ ".repeat(20_000)), 40_000);
    }
}
