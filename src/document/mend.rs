//! Typewriter's signs made right: quotation marks, dashes, ellipses, by the language's conventions.

use crate::lang::Lang;

/// The text with its language's quotation marks, apostrophes, dashes and ellipses in place of straight ones, and its decimal
/// sign in shares. Other numbers may be times, versions or paragraphs of a law and stay as they are.
#[must_use]
pub fn mend(text: &str, lang: Lang) -> String {
    if !text.contains(['"', '\'', '-', '.', '%', '‰']) {
        return text.to_owned();
    }
    let (open, close) = lang.quotes;
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut at = 0;
    while at < characters.len() {
        let before = at.checked_sub(1).map(|b| characters[b]);
        let after = characters.get(at + 1).copied();
        let opens = before.is_none_or(|c| c.is_whitespace() || "([–".contains(c));
        match characters[at] {
            '"' => out.push_str(if opens { open } else { close }),
            '\'' if !opens || after.is_some_and(char::is_alphabetic) => out.push('’'),
            '-' if before == Some(' ') && after == Some(' ') => out.push('–'),
            '.' if characters[at..].starts_with(&['.', '.', '.']) && characters.get(at + 3) != Some(&'.') => {
                out.push('…');
                at += 2;
            }
            '.' | ',' if is_decimal(&characters, at) => out.push(lang.decimal),
            other => out.push(other),
        }
        at += 1;
    }
    out
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
    use super::*;

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
