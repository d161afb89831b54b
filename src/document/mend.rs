//! Typewriter's signs made right: quotation marks, dashes, ellipses, by the language's conventions.

use crate::lang::Lang;

/// The text with its language's quotation marks, apostrophes, dashes and ellipses in place of straight ones.
#[must_use]
pub fn mend(text: &str, lang: Lang) -> String {
    if !text.contains(['"', '\'', '-', '.']) {
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
            other => out.push(other),
        }
        at += 1;
    }
    out
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
}
