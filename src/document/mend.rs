//! Typewriter's signs made right: quotation marks, dashes, ellipses, by the language's conventions.

use crate::lang::{Lang, wrong_hyphens};

use super::RichText;
use super::rich::Span;

/// A sign that was replaced: where it began and ended in the old text, and where what replaces it ends in the new one.
struct Change {
    start: usize,
    end: usize,
    now_ends: usize,
}

/// The text with its language's quotation marks, apostrophes, dashes and ellipses in place of straight ones, dashes in ranges,
/// and its decimal sign in shares. Other numbers may be times, versions or paragraphs of a law and stay as they are, as addresses
/// do that words lead to.
#[must_use]
pub(super) fn mended(rich: RichText, lang: Lang) -> RichText {
    // What is marked with one language as a whole has the signs of that language.
    let lang = rich.marked_lang().unwrap_or(lang);
    if !rich.text.contains(['"', '\'', '-', '.', '%', '‰']) {
        return rich;
    }
    let (text, changes) = mend(&rich.text, lang);
    changed(rich, text, &changes)
}

/// A quotation in its language's marks. Marks inside it become those of a quotation within one; who has written the outer marks
/// out does not mean them twice.
#[must_use]
pub(super) fn quoted(rich: RichText, lang: Lang) -> RichText {
    let ((open, close), (inner_open, inner_close)) = (lang.quotes, lang.inner_quotes);
    let within = rich.text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
    if within.is_some_and(|text| !text.contains(open) && !text.contains(close)) {
        return rich;
    }
    let (mut text, mut changes) = (String::with_capacity(rich.text.len()), Vec::new());
    for (start, sign) in rich.text.char_indices() {
        let end = start + sign.len_utf8();
        let inner = match &rich.text[start..end] {
            sign if sign == open => inner_open,
            sign if sign == close => inner_close,
            sign => sign,
        };
        text.push_str(inner);
        if *inner != rich.text[start..end] {
            changes.push(Change { start, end, now_ends: text.len() });
        }
    }
    let mut quoted = RichText::plain(open);
    quoted.append(&changed(rich, text, &changes));
    quoted.text.push_str(close);
    quoted
}

/// A text after signs were replaced, with its spans where they are now.
fn changed(rich: RichText, text: String, changes: &[Change]) -> RichText {
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
    let singles = if text.contains('\'') { single_quotes(&characters) } else { Vec::new() };
    let mut hyphens = wrong_hyphens(text, lang).into_iter().peekable();
    let (mut at, mut start) = (0, 0);
    while at < characters.len() {
        let before = at.checked_sub(1).map(|b| characters[b]);
        let after = characters.get(at + 1).copied();
        let dash = hyphens.next_if(|(at, _)| *at == start).map(|(_, sign)| sign);
        let opened = |at: usize| singles.binary_search_by_key(&at, |(open, _)| *open).is_ok();
        let free = before.is_none_or(|c| c.is_whitespace() || "([–".contains(c));
        let opens = free || before == Some('\'') && opened(at - 1);
        let (mut taken, written) = (1, out.len());
        match characters[at] {
            '"' => out.push_str(if opens { open } else { close }),
            '\'' if opened(at) => out.push_str(lang.inner_quotes.0),
            '\'' if singles.binary_search_by_key(&at, |(_, close)| *close).is_ok() => out.push_str(lang.inner_quotes.1),
            '\'' if !opens || after.is_some_and(char::is_alphanumeric) => out.push('’'),
            '-' if dash.is_some() => out.extend(dash),
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

/// Where straight single quotation marks open and close; any other is an apostrophe.
fn single_quotes(characters: &[char]) -> Vec<(usize, usize)> {
    let free = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace() || "([–\"“”„«".contains(*c));
    // What is left of a year is none: the '90s.
    let year = |at: usize| matches!(characters[at + 1..], [a, b, 's', ..] if a.is_ascii_digit() && b.is_ascii_digit());
    let opens = |at: usize| {
        !year(at)
            && free(at.checked_sub(1).and_then(|before| characters.get(before)))
            && characters.get(at + 1).is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '…' | '.'))
    };
    let closes =
        |at: usize| !characters[at - 1].is_whitespace() && characters.get(at + 1).is_none_or(|c| !c.is_alphanumeric());
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for at in (0..characters.len()).filter(|at| characters[*at] == '\'') {
        match open {
            // A letter alone is a word that has lost what is around it: rock 'n' roll.
            Some(from) if closes(at) => {
                found.extend((at - from > 2).then_some((from, at)));
                open = None;
            }
            _ if opens(at) => open = Some(at),
            _ => {}
        }
    }
    found
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
    use super::super::{SpanStyle, markdown};
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
    fn a_quotation_within_a_quotation_has_marks_of_its_own() {
        let quoted = |text: &str, lang: Lang| super::quoted(RichText::plain(text), lang).text;
        assert_eq!(quoted("Hon frågade: ”Hur mår du?”", Lang::SV), "”Hon frågade: ’Hur mår du?’”");
        assert_eq!(quoted("”Nej” och ”ja”", Lang::SV), "”’Nej’ och ’ja’”");
        assert_eq!(quoted("”Ett stort problem.”", Lang::SV), "”Ett stort problem.”", "written out");
        let polish = Lang::from_code("pl").expect("known");
        let mut rich = RichText::plain("«a» ");
        rich.text = format!("{}a{} ", polish.quotes.0, polish.quotes.1);
        rich.push("b", SpanStyle { strong: true, ..SpanStyle::default() });
        let rich = super::quoted(rich, polish);
        assert_eq!(&rich.text[rich.spans[0].range.clone()], "b", "{}", rich.text);
    }

    #[test]
    fn straight_signs_are_mended() {
        assert_eq!(mend("Hon sa \"nej\" - och gick...", Lang::SV), "Hon sa ”nej” – och gick…");
        assert_eq!(mend("054-19 73 38, e-post", Lang::SV), "054-19 73 38, e-post");
        let en = Lang::from_code("en").expect("in the table");
        assert_eq!(mend("(\"it's\")", en), "(“it’s”)");
    }

    #[test]
    fn single_quotation_marks_are_those_of_the_language() {
        let text = "They say 'trust me' or \"'one more' it's\", rock 'n' roll in the '90s";
        for (code, right) in [
            ("en", "They say ‘trust me’ or “‘one more’ it’s”, rock ’n’ roll in the ’90s"),
            ("nb", "They say ‘trust me’ or «‘one more’ it’s», rock ’n’ roll in the ’90s"),
            ("sv", "They say ’trust me’ or ”’one more’ it’s”, rock ’n’ roll in the ’90s"),
            ("de", "They say ‚trust me‘ or „‚one more‘ it’s“, rock ’n’ roll in the ’90s"),
            ("pl", "They say ‚trust me’ or „‚one more’ it’s”, rock ’n’ roll in the ’90s"),
            ("uk", "They say „trust me“ or «„one more“ it’s», rock ’n’ roll in the ’90s"),
        ] {
            assert_eq!(mend(text, Lang::from_code(code).expect("in the table")), right, "{code}");
        }
        let en = Lang::from_code("en").expect("in the table");
        assert_eq!(mend("'\"Yes\", he said', the boys' room", en), "‘“Yes”, he said’, the boys’ room");
        assert_eq!(mend("('no'), 'yes.' '", en), "(‘no’), ‘yes.’ '");
    }

    #[test]
    fn ranges_have_dashes_and_spans_move_with_them() {
        let found = mended(markdown::inline("**12-15 år** kl 13-15, -5 °C - *ring* 054-19 73 38"), Lang::SV);
        assert_eq!(found.text, "12–15 år kl 13–15, −5 °C – ring 054-19 73 38");
        let parts: Vec<&str> = found.spans.iter().map(|s| &found.text[s.range.clone()]).collect();
        assert_eq!(parts, ["12–15 år", "ring"]);
    }

    #[test]
    fn what_is_in_another_language_as_a_whole_has_its_signs() {
        assert_eq!(mended(markdown::inline("[Say \"no\"](lang:en)"), Lang::SV).text, "Say “no”");
        assert_eq!(mended(markdown::inline("Säg \"[no](lang:en)\""), Lang::SV).text, "Säg ”no”");
    }

    #[test]
    fn shares_have_the_decimal_sign_of_their_language() {
        let en = Lang::from_code("en").expect("in the table");
        assert_eq!(mend("9.4 % i version 1.2, kl. 14.30", Lang::SV), "9,4 % i version 1.2, kl. 14.30");
        assert_eq!(mend("9,4% of 1,000% and 10.12.2 %", en), "9.4% of 1,000% and 10.12.2 %");
    }
}
