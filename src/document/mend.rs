//! Typewriter's signs made right: quotation marks, dashes, ellipses, by the language's conventions.

use crate::lang::Lang;

use super::RichText;
use super::rich::Span;

/// A sign that was replaced: where it began and ended in the old text, and where what replaces it ends in the new one.
struct Change {
    start: usize,
    end: usize,
    now_ends: usize,
}

/// The text with its language's quotation marks, apostrophes, dashes and ellipses in place of straight ones, and its decimal
/// sign in shares. Other numbers may be times, versions or paragraphs of a law and stay as they are, as addresses do that words
/// lead to.
#[must_use]
pub(super) fn mended(rich: RichText, lang: Lang) -> RichText {
    if !rich.text.contains(['"', '\'', '-', '.', '%', '‰']) {
        return rich;
    }
    let (text, changes) = mend(&rich.text, lang);
    let moved = |at: usize| match changes[..changes.partition_point(|change| change.start < at)].last() {
        Some(change) => change.now_ends + at.saturating_sub(change.end),
        None => at,
    };
    let spans = rich.spans.into_iter();
    let spans = spans.map(|span| Span { range: moved(span.range.start)..moved(span.range.end), style: span.style });
    RichText { spans: spans.collect(), text }
}

/// The text with right signs, and what was replaced, in order.
fn mend(text: &str, lang: Lang) -> (String, Vec<Change>) {
    let (open, close) = lang.quotes;
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut changes = Vec::new();
    let (mut at, mut start) = (0, 0);
    while at < characters.len() {
        let before = at.checked_sub(1).map(|b| characters[b]);
        let after = characters.get(at + 1).copied();
        let opens = before.is_none_or(|c| c.is_whitespace() || "([–".contains(c));
        let (mut taken, written) = (1, out.len());
        match characters[at] {
            '"' => out.push_str(if opens { open } else { close }),
            '\'' if !opens || after.is_some_and(char::is_alphabetic) => out.push('’'),
            '-' if before == Some(' ') && after == Some(' ') => out.push('–'),
            '.' if characters[at..].starts_with(&['.', '.', '.']) && characters.get(at + 3) != Some(&'.') => {
                out.push('…');
                taken = 3;
            }
            '.' | ',' if is_decimal(&characters, at) => out.push(lang.decimal),
            other => out.push(other),
        }
        let end = start + characters[at..at + taken].iter().map(|c| c.len_utf8()).sum::<usize>();
        if out[written..] != text[start..end] {
            changes.push(Change { start, end, now_ends: out.len() });
        }
        at += taken;
        start = end;
    }
    (out, changes)
}

/// Whether the sign at a place parts the decimals of a share, as in 9,4 %.
fn is_decimal(characters: &[char], at: usize) -> bool {
    let digits = |of: &mut dyn Iterator<Item = &char>| of.take_while(|c| c.is_ascii_digit()).count();
    let before = digits(&mut characters[..at].iter().rev());
    let after = digits(&mut characters[at + 1..].iter());
    let parted = |place: Option<usize>| place.is_some_and(|place| matches!(characters[place], '.' | ','));
    let rest = &characters[at + 1 + after..];
    let unit = rest.iter().find(|c| !matches!(c, ' ' | '\u{a0}'));
    // Three digits after the sign may be thousands.
    (1..=3).contains(&before)
        && (1..=2).contains(&after)
        && !parted((at - before).checked_sub(1))
        && matches!(unit, Some('%' | '‰'))
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::*;

    fn mend(text: &str, lang: Lang) -> String {
        mended(RichText::plain(text), lang).text
    }

    #[test]
    fn spans_move_with_their_words_and_addresses_stay() {
        let text = "\"Vi\"... se [\"bladet\" - nu](https://x.se/v1.0%20'fil'...pdf \"Titel\"), **det...** *är* bra";
        let found = mended(markdown::inline(text), Lang::SV);
        assert_eq!(found.text, "”Vi”… se ”bladet” – nu, det… är bra");
        let parts: Vec<(&str, Option<&str>)> =
            found.spans.iter().map(|s| (&found.text[s.range.clone()], s.style.link.as_deref())).collect();
        let address = "https://x.se/v1.0%20'fil'...pdf";
        assert_eq!(parts, [("”bladet” – nu", Some(address)), ("det…", None), ("är", None)]);
    }

    #[test]
    fn a_sign_that_spans_part_is_whole_in_the_first() {
        let found = mended(markdown::inline("så **här..**. Nu"), Lang::SV);
        assert_eq!(found.text, "så här… Nu");
        assert_eq!(found.spans[0].range, 4..11);
    }

    #[test]
    fn straight_signs_are_mended() {
        assert_eq!(mend("Hon sa \"nej\" - och gick...", Lang::SV), "Hon sa ”nej” – och gick…");
        assert_eq!(mend("054-19 73 38, e-post", Lang::SV), "054-19 73 38, e-post");
        let en = Lang::from_code("en").expect("in the table");
        assert_eq!(mend("(\"it's\")", en), "(“it’s”)");
    }

    #[test]
    fn shares_have_the_decimal_sign_of_their_language() {
        let en = Lang::from_code("en").expect("in the table");
        assert_eq!(mend("9.4 % i version 1.2, kl. 14.30", Lang::SV), "9,4 % i version 1.2, kl. 14.30");
        assert_eq!(mend("9,4% of 1,000% and 10.12.2 %", en), "9.4% of 1,000% and 10.12.2 %");
    }
}
