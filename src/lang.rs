//! Languages: what composition and writing need to know of each, in one table.

mod range;
mod table;

use unicode_script::Script;

use crate::date::Date;

pub use range::wrong_hyphens;

use table::LANGUAGES;

/// A language that leaflets are made in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Lang(&'static Language);

impl Ord for Lang {
    fn cmp(&self, other: &Lang) -> std::cmp::Ordering {
        self.0.code.cmp(other.0.code)
    }
}

impl PartialOrd for Lang {
    fn partial_cmp(&self, other: &Lang) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Debug for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.code)
    }
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag.
    pub code: &'static str,
    /// The language of which this is a variant, with the same orthography and the same fixed words.
    pub primary: Option<&'static str>,
    /// Name in Swedish, for messages.
    pub name: &'static str,
    /// Whether it is easy language (lättläst), which is set larger, in short lines, with words whole.
    pub easy: bool,
    /// Whether it is written from right to left.
    pub rtl: bool,
    /// The script that it is written in; that of signs before the first letter.
    pub script: Script,
    /// Opening and closing quotation mark.
    pub quotes: (&'static str, &'static str),
    /// The same for what stands in single ones.
    pub inner_quotes: (&'static str, &'static str),
    /// What parts the items of a list, with the space after it.
    pub comma: &'static str,
    /// What parts the decimals of a number in European digits.
    pub decimal: char,
    /// What parts the thousands of a number in European digits.
    pub thousands: char,
    /// Words of a letter that may not end a line.
    pub clinging: &'static [&'static str],
    /// Names of the months as they stand alone, January first; empty where dates are given in digits.
    pub months: &'static [&'static str],
    /// Names of the months after a day, where the language inflects them.
    pub months_of_day: &'static [&'static str],
    /// How a date is put together of `{day}`, `{month}` and `{year}`; empty for ISO 8601.
    pub date: &'static str,
    /// Whether LIX measures how hard it is to read (Björnsson, Läsbarhet, 1968, on Swedish and its neighbours).
    pub lix: bool,
    /// ISO 639-1 code of the hyphenation patterns, if there are any.
    pub patterns: Option<[u8; 2]>,
}

/// What names are put in order by as Swedish readers know it: å, ä and ö after z, other marks passed over.
#[must_use]
pub fn alphabetical(name: &str) -> String {
    let letters = name.chars().flat_map(char::to_lowercase);
    letters
        .map(|letter| match letter {
            // The three signs after z in ASCII.
            'å' => '{',
            'ä' | 'æ' => '|',
            'ö' | 'ø' => '}',
            'é' | 'è' => 'e',
            'ü' => 'y',
            other => other,
        })
        .collect()
}

impl Lang {
    /// Swedish, the language of the source texts.
    pub const SV: Lang = Lang(&LANGUAGES[0]);

    /// The language with this tag, if the table has it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Lang> {
        LANGUAGES.iter().find(|l| l.code == code).map(Lang)
    }

    /// All languages, in the table's order.
    pub fn all() -> impl Iterator<Item = Lang> {
        LANGUAGES.iter().map(Lang)
    }

    /// The tag of the language itself, without a variant: what shapers and dictionaries know.
    #[must_use]
    pub fn primary_code(self) -> &'static str {
        self.primary.unwrap_or(self.code)
    }

    /// What ends a sentence; Thai has a space alone.
    #[must_use]
    pub fn stop(self) -> &'static str {
        match self.script {
            Script::Ethiopic => "።",
            Script::Thai => "",
            _ => ".",
        }
    }

    /// A whole number in groups of three.
    #[must_use]
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(self.thousands);
            }
            out.push(digit);
        }
        out
    }

    /// Name of a month as it stands alone; its number where the table has no names.
    #[must_use]
    pub fn month(self, month: u8) -> String {
        self.months.get(usize::from(month).wrapping_sub(1)).map_or_else(|| format!("{month:02}"), |m| (*m).to_owned())
    }

    /// A day as the language writes it, such as `21 november 2026`; ISO 8601 where the table has no names of months.
    #[must_use]
    pub fn day(self, date: Date) -> String {
        let names = if self.months_of_day.is_empty() { self.months } else { self.months_of_day };
        match names.get(usize::from(date.month).wrapping_sub(1)) {
            Some(month) if !self.date.is_empty() => self
                .date
                .replace("{day}", &date.day.to_string())
                .replace("{month}", month)
                .replace("{year}", &date.year.to_string()),
            _ => date.to_string(),
        }
    }
}

/// Whether a character is of a script that comes after Latin, Greek and Cyrillic: from Hebrew (U+0590) on.
#[must_use]
pub fn is_beyond_cyrillic(character: char) -> bool {
    character >= '\u{590}'
}

/// Whether a character is of a script that writes words together, so that only a dictionary tells where they part.
#[must_use]
pub fn is_written_together(character: char) -> bool {
    use unicode_script::Script::{Khmer, Lao, Myanmar, Thai};
    use unicode_script::UnicodeScript;
    // Thai is the first of these blocks.
    character >= '\u{e00}' && matches!(character.script(), Thai | Lao | Khmer | Myanmar)
}

impl std::ops::Deref for Lang {
    type Target = Language;
    fn deref(&self) -> &Language {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_swedish_alphabet() {
        let mut names = ["Örebro", "Ängelholm", "Åmål", "Värmland", "Andorra", "Östergötland", "Éa"];
        names.sort_by_key(|name| alphabetical(name));
        assert_eq!(names, ["Andorra", "Éa", "Värmland", "Åmål", "Ängelholm", "Örebro", "Östergötland"]);
    }

    #[test]
    fn every_row_is_whole() {
        for lang in Lang::all() {
            assert!(matches!(lang.decimal, '.' | ',') && lang.decimal != lang.thousands, "{lang:?}");
            assert_eq!(Lang::all().filter(|l| l.code == lang.code).count(), 1, "{lang:?}");
            assert!(lang.months.is_empty() || lang.months.len() == 12, "{lang:?}");
            assert!(lang.months_of_day.is_empty() || lang.months_of_day.len() == 12, "{lang:?}");
            assert!(lang.primary.is_none_or(|code| Lang::from_code(code).is_some()), "{lang:?}");
        }
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        let number = |code: &str, number| Lang::from_code(code).map(|lang| lang.number(number));
        assert_eq!(number("sv", 12_000).as_deref(), Some("12\u{a0}000"));
        assert_eq!(number("da", 1_250_000).as_deref(), Some("1.250.000"));
        assert_eq!(number("en", 999).as_deref(), Some("999"));
        assert_eq!(number("th", 1_000).as_deref(), Some("1,000"));
    }

    #[test]
    fn days_are_written_as_the_language_does() {
        let day = Date { year: 2026, month: 11, day: 21 };
        for (code, written) in [
            ("sv", "21 november 2026"),
            ("nb", "21. november 2026"),
            ("fi", "21. marraskuuta 2026"),
            ("is", "21. nóvember 2026"),
            ("uk", "21 листопада 2026 р."),
            ("pl", "21 listopada 2026"),
            ("smj", "2026-11-21"),
        ] {
            assert_eq!(Lang::from_code(code).map(|lang| lang.day(day)).as_deref(), Some(written));
        }
        assert_eq!(Lang::from_code("fi").map(|lang| lang.month(11)).as_deref(), Some("marraskuu"));
        assert_eq!(Lang::from_code("sma").map(|lang| lang.month(3)).as_deref(), Some("03"));
    }
}
