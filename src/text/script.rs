//! Letters that are not of the script that a language is written in.

use unicode_script::{Script, UnicodeScript};

use crate::lang::Lang;

/// How many letters of a word belong to another script than the language's. Latin letters are at home everywhere: names,
/// addresses, units.
#[must_use]
pub fn strange_letters(word: &str, lang: Lang) -> usize {
    let strange =
        |script: Script| !matches!(script, Script::Latin | Script::Common | Script::Inherited) && script != lang.script;
    word.chars().filter(|sign| sign.is_alphabetic() && strange(sign.script())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_against_the_language() {
        let lang = |code| Lang::from_code(code).expect("a language");
        assert_eq!(strange_letters("ring", lang("sv")), 0);
        assert_eq!(strange_letters("اتصل", lang("sv")), 4);
        assert_eq!(strange_letters("اتصل", lang("ar")), 0);
        assert_eq!(strange_letters("SMHI", lang("ar")), 0);
        assert_eq!(strange_letters("дзвони", lang("uk")), 0);
        assert_eq!(strange_letters("114-14", lang("th")), 0);
    }
}
