//! References to Swedish law and what it rests on, as texts in every language quote them: `6 kap. 10 a § brottsbalken`,
//! `prop. 2016/17:214`.

use std::ops::Range;

/// What the names of Swedish laws and ordinances end in.
const LAWS: [&str; 6] = ["balken", "balk", "lagen", "lag", "förordningen", "formen"];
/// What stands before the number of a document of government or parliament, or of a law.
const SERIES: [&str; 5] = ["prop.", "bet.", "SOU", "Ds", "SFS"];

/// Where a text refers to Swedish law. Other languages put the number after the sign: what has it before `§` and `kap.`, or
/// names a Swedish law, is Swedish.
pub(super) fn references(text: &str) -> Vec<Range<usize>> {
    // Most texts have none.
    if !text.contains('§') && !SERIES.iter().any(|series| text.contains(series)) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let word = |at: usize| tokens.get(at).map_or("", |range| &text[range.clone()]);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        if SERIES.contains(&word(at)) && is_document(word(at + 1)) {
            found.push(tokens[at].start..tokens[at + 1].end);
        }
        if !matches!(word(at), "§" | "§§") {
            continue;
        }
        let numbers = (0..at).rev().take_while(|before| is_number(word(*before))).count();
        let chapter = at > numbers + 1 && word(at - numbers - 1) == "kap." && is_number(word(at - numbers - 2));
        let law = word(at + 1).starts_with(char::is_lowercase) && LAWS.iter().any(|law| word(at + 1).ends_with(law));
        if numbers > 0 && (chapter || law) {
            let first = if chapter { at - numbers - 2 } else { at - numbers };
            found.push(tokens[first].start..tokens[if law { at + 1 } else { at }].end);
        }
    }
    found
}

/// The words of a text without the signs around them; `kap.` keeps its stop.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let kept = |c: char| c.is_alphanumeric() || c == '§';
    let mut tokens = Vec::new();
    let mut at = 0;
    for token in text.split_inclusive([' ', '\u{a0}']) {
        let start = at;
        at += token.len();
        let (Some(first), Some(last)) = (token.find(kept), token.rfind(kept)) else { continue };
        let end = last + token[last..].chars().next().map_or(1, char::len_utf8);
        let is_short = |word: &str| word == "kap." || SERIES.contains(&word);
        let stop = token[end..].starts_with('.') && is_short(&token[first..=end]);
        tokens.push(start + first..start + end + usize::from(stop));
    }
    tokens
}

/// A number of a chapter or a section, its letter, or what joins two.
fn is_number(word: &str) -> bool {
    let number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    number || matches!(word, "och" | "samt") || word.len() == 1 && word.starts_with(|c: char| c.is_ascii_lowercase())
}

/// A number such as `2016/17:214`.
fn is_document(word: &str) -> bool {
    word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        references(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn references_to_swedish_law_are_whole() {
        assert_eq!(found("It is a crime (6 kap. 10 a § brottsbalken)."), ["6 kap. 10 a § brottsbalken"]);
        assert_eq!(
            found("rikoslain 6 luvun 10 a §:n (6\u{a0}kap. 10\u{a0}a\u{a0}§)"),
            ["6\u{a0}kap. 10\u{a0}a\u{a0}§"]
        );
        assert_eq!(found("see 4 och 5 §§ polislagen, and SOU 2010:71"), ["4 och 5 §§ polislagen", "SOU 2010:71"]);
        assert_eq!(
            found("6 kap. 10 a § brottsbalken; prop. 2016/17:214; polisen.se"),
            ["6 kap. 10 a § brottsbalken", "prop. 2016/17:214"]
        );
    }

    #[test]
    fn references_of_other_countries_are_none() {
        for text in ["straffeloven kap. 26 § 306", "§ 176 Absatz 1", "a 10 a § b", "Ds", "§", "10 §", "prop. av lag"]
        {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
