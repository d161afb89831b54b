//! Hyphens that stand for another sign: the dash between the ends of a range, and the minus before a degree.
//!
//! Only what is certain is told: a range has a unit behind it or a word of ranges before it, or is one of years or weekdays.
//! Phone numbers, dates, the numbers of laws and cases and addresses have hyphens of their own. Danish writes ranges with a
//! hyphen (Retskrivningsordbogen, § 57); in texts from right to left the order of the digits is left to their signs.

use unicode_script::Script;

use super::Lang;

/// What ends of a range may be counted in, in all languages.
#[rustfmt::skip]
const UNITS: [&str; 79] = [
    "%", "‰", "§", "§§", "°", "°C", "€", "kr", "kr.", "SEK", "NOK", "EUR", "mm", "cm", "m", "km", "g", "kg",
    "procent", "promille", "år", "års", "åringar", "årsåldern", "månader", "veckor", "dagar", "dygn", "timmar", "minuter", "min",
    "kronor", "euro", "personer", "barn", "elever", "gånger", "sidor", "grader",
    "years", "year", "months", "weeks", "days", "hours", "minutes", "percent", "people", "children", "pages", "times",
    "prosent", "måneder", "uker", "dager", "timer", "minutter", "kroner",
    "Jahre", "Jahren", "Monate", "Wochen", "Tage", "Stunden", "Minuten", "Prozent", "Uhr",
    "vuotta", "vuotiaat", "päivää", "viikkoa", "tuntia", "prosenttia",
    "ára", "daga", "lat", "dni", "років", "днів",
];

/// What stands before hours.
const BEFORE_HOURS: [&str; 9] = ["kl", "kl.", "klo", "klockan", "klokken", "klukkan", "godz.", "godzinach", "год."];

/// What stands before pages, chapters, sections and ages.
#[rustfmt::skip]
const BEFORE_RANGE: [&str; 27] = [
    "sid", "sid.", "sidan", "sidorna", "s.", "kap.", "kapitel", "§§", "åldern", "åldrarna", "årskurs", "åk",
    "p.", "pp.", "pages", "chapters", "sections", "ages", "aged", "side", "sidene", "Seite", "Seiten", "S.", "bls.", "str.", "стор.",
];

/// What stands before the number of a case or a law.
#[rustfmt::skip]
const BEFORE_CODE: [&str; 19] = [
    "dnr", "dnr.", "diarienummer", "nr", "nr.", "nummer", "no.", "number", "mål", "målnummer", "ärende", "ärendenummer", "sfs", "sou",
    "ds", "prop.", "dir.", "skr.", "bet.",
];

/// Names of the days by language, Monday first, and their short forms.
#[rustfmt::skip]
const DAYS: [(&str, [&str; 14]); 8] = [
    ("sv", ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "mån", "tis", "ons", "tors", "fre", "lör", "sön"]),
    ("nb", ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "man", "tir", "ons", "tor", "fre", "lør", "søn"]),
    ("de", ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "mo", "di", "mi", "do", "fr", "sa", "so"]),
    ("en", ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
    ("fi", ["maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai", "ma", "ti", "ke", "to", "pe", "la", "su"]),
    ("is", ["mánudagur", "þriðjudagur", "miðvikudagur", "fimmtudagur", "föstudagur", "laugardagur", "sunnudagur", "mán", "þri", "mið", "fim",
        "fös", "lau", "sun"]),
    ("pl", ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela", "pn", "wt", "śr", "czw", "pt", "sob", "ndz"]),
    ("uk", ["понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя", "пн", "вт", "ср", "чт", "пт", "сб", "нд"]),
];

/// The hyphens of a text that stand for another sign: their bytes, and the sign.
#[must_use]
pub fn wrong_hyphens(text: &str, lang: Lang) -> Vec<(usize, char)> {
    let dashes = matches!(lang.script, Script::Latin | Script::Cyrillic) && lang.code != "da";
    let sign = |(at, _): (usize, &str)| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        if is_minus(before, after) {
            Some((at, '−'))
        } else if dashes && (is_range(before, after) || parts_days(before, after, lang)) {
            Some((at, '–'))
        } else {
            None
        }
    };
    text.match_indices('-').filter_map(sign).collect()
}

/// Whether the hyphen between two texts stands before a degree below zero.
fn is_minus(before: &str, after: &str) -> bool {
    let after_number = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let Some((_, rest)) = leading_number(after) else { return false };
    let unit = rest.trim_start_matches([' ', '\u{a0}']);
    stands_free(before) && !after_number && (unit.starts_with('°') || word(unit) == "grader")
}

/// Whether the hyphen between two texts stands between the ends of a range of numbers.
fn is_range(before: &str, after: &str) -> bool {
    let (Some((head, first)), Some((last, tail))) = (trailing_number(before), leading_number(after)) else {
        return false;
    };
    let in_digits = head.trim_end().ends_with(|c: char| c.is_ascii_digit());
    if in_digits || !stands_free(head) || goes_on(tail) {
        return false;
    }
    let previous = head.trim_end().rsplit([' ', '\u{a0}', '(', '\n']).next().unwrap_or_default();
    if BEFORE_CODE.contains(&previous.to_lowercase().as_str()) {
        return false;
    }
    if BEFORE_HOURS.contains(&previous.to_lowercase().as_str()) {
        return is_hour(first) && is_hour(last);
    }
    let (Some(from), Some(to)) = (value(first), value(last)) else { return false };
    if from >= to {
        return false;
    }
    let year = |text: &str, value: f32| text.len() == 4 && (1800.0..2200.0).contains(&value);
    let rest = tail.trim_start_matches([' ', '\u{a0}']);
    let counted = UNITS.iter().any(|unit| {
        let behind = rest.strip_prefix(unit).map(|behind| behind.chars().next());
        behind.is_some_and(|next| next.is_none_or(|c| !c.is_alphanumeric()))
    });
    let month = to <= 31.0 && Lang::all().any(|lang| [lang.months, lang.months_of_day].concat().contains(&word(rest)));
    counted
        || month
        || tail.starts_with("-åring")
        || BEFORE_RANGE.contains(&previous)
        || year(first, from) && year(last, to) && !tail.starts_with('-')
}

/// Whether the hyphen between two texts stands between two weekdays.
fn parts_days(before: &str, after: &str, lang: Lang) -> bool {
    let Some((_, days)) = DAYS.iter().find(|(code, _)| *code == lang.primary_code()) else { return false };
    let first = before.rsplit(|c: char| !in_word(c)).next().unwrap_or_default();
    let last = word(after);
    let is_day = |word: &str| days.contains(&word.to_lowercase().replace('\'', "’").as_str());
    let head = &before[..before.len() - first.len()];
    // Hours may follow.
    let tail = &after[last.len()..];
    let alone = tail.starts_with([' ', '\u{a0}']) || !goes_on(tail) && !tail.starts_with('-');
    is_day(first) && is_day(last) && stands_free(head) && alone
}

/// The letters that a text begins with.
fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !in_word(c)).unwrap_or(text.len())]
}

fn in_word(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '’' | '\'')
}

/// Whether a word or number may begin after a text.
fn stands_free(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| c.is_whitespace() || "([–—”“„«»\"‘’".contains(c))
}

/// Whether a number or word goes on with what follows it: as an address, a date, a code, or the groups of a phone number.
fn goes_on(tail: &str) -> bool {
    let mut after = tail.chars();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match after.next() {
        Some('-') => !tail.starts_with("-åring"),
        Some('.' | ',' | ':') => after.next().is_some_and(char::is_alphanumeric),
        Some(' ' | '\u{a0}') => digit(after.next()),
        Some(c) => c.is_alphanumeric() || matches!(c, '/' | '@' | '_' | '=' | '+'),
        None => false,
    }
}

/// Most digits of an end of a range, and of its decimals or minutes.
const MOST_DIGITS: usize = 6;
const MOST_DECIMALS: usize = 2;

/// The number that ends a text, and what stands before it.
fn trailing_number(text: &str) -> Option<(&str, &str)> {
    let digits = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let last = digits(text);
    let head = &text[..text.len() - last];
    let whole =
        head.strip_suffix(['.', ',', ':']).filter(|_| last <= MOST_DECIMALS).map(|whole| (whole, digits(whole)));
    let head = whole.filter(|(_, count)| *count > 0).map_or(head, |(whole, count)| &whole[..whole.len() - count]);
    let number = &text[head.len()..];
    (last > 0 && number.len() <= MOST_DIGITS).then_some((head, number))
}

/// The number that begins a text, and what stands behind it.
fn leading_number(text: &str) -> Option<(&str, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    let decimals = text[first..].strip_prefix(['.', ',', ':']).map_or(0, digits);
    let more = if (1..=MOST_DECIMALS).contains(&decimals) { decimals + 1 } else { 0 };
    (1..=MOST_DIGITS).contains(&first).then(|| text.split_at(first + more))
}

/// What a number is worth; none if it has zeros in front, as area codes have, or is an hour.
fn value(number: &str) -> Option<f32> {
    let zeros = number.starts_with('0') && number[1..].starts_with(|c: char| c.is_ascii_digit());
    if zeros { None } else { number.replace(',', ".").parse().ok() }
}

/// Whether a number is an hour, with minutes or without.
fn is_hour(number: &str) -> bool {
    let mut parts = number.split(['.', ',', ':']);
    let [hour, minutes] = [parts.next(), parts.next()].map(|part| part.map(|part| (part.len(), part.parse::<u8>())));
    let below =
        |part: Option<(usize, Result<u8, _>)>, most: u8| matches!(part, Some((1..=2, Ok(value))) if value <= most);
    below(hour, 24) && (minutes.is_none() || below(minutes, 59))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, code: &str) -> String {
        let mut out = text.to_owned();
        for (at, sign) in wrong_hyphens(text, Lang::from_code(code).expect(code)).into_iter().rev() {
            out.replace_range(at..=at, sign.encode_utf8(&mut [0; 4]));
        }
        out
    }

    #[test]
    fn ranges_are_found_where_they_are_certain() {
        for (code, text, right) in [
            ("sv", "kl 13-15, kl. 9.30-11.00 och kl. 22-06", "kl 13–15, kl. 9.30–11.00 och kl. 22–06"),
            ("sv", "12-15 år, 5-10 %, 1,5-2 % och 1-3 dagar", "12–15 år, 5–10 %, 1,5–2 % och 1–3 dagar"),
            ("sv", "10-12-åringar (2024-2026), sid. 3-4", "10–12-åringar (2024–2026), sid. 3–4"),
            ("sv", "6-8 §§, kap. 4-6, 1-3 juli, 500-1000 kr.", "6–8 §§, kap. 4–6, 1–3 juli, 500–1000 kr."),
            ("sv", "måndag-fredag och mån-tors", "måndag–fredag och mån–tors"),
            ("en", "Monday-Friday, ages 12-15, 5-10%", "Monday–Friday, ages 12–15, 5–10%"),
            ("de", "Mo-Fr 9-15 Uhr, 12-15 Jahre", "Mo–Fr 9–15 Uhr, 12–15 Jahre"),
            ("fi", "ma-pe klo 9-15, 12-15 vuotta", "ma–pe klo 9–15, 12–15 vuotta"),
            ("is", "kl. 9-15, 12-15 ára", "kl. 9–15, 12–15 ára"),
            ("pl", "poniedziałek-piątek, 12-15 lat", "poniedziałek–piątek, 12–15 lat"),
            ("uk", "понеділок-п'ятниця, 12-15 років", "понеділок–п'ятниця, 12–15 років"),
            ("nb", "mandag-fredag kl. 9-15, 12-15 år", "mandag–fredag kl. 9–15, 12–15 år"),
        ] {
            assert_eq!(mended(text, code), right, "{code}");
        }
    }

    #[test]
    fn degrees_below_zero_have_a_minus() {
        assert_eq!(mended("20 °C och -5 °C, -10,5° och -3 grader", "sv"), "20 °C och −5 °C, −10,5° och −3 grader");
        assert_eq!(mended("5 -10 °C och A-5 °C", "sv"), "5 -10 °C och A-5 °C");
    }

    #[test]
    fn hyphens_of_numbers_stay() {
        for text in [
            "ring 054-19 73 38 eller 08-785 40 00, 020-50 50 50",
            "0611-349000 kr, 116-111 dagar",
            "född 19850101-1234, 850101-1234, år 2024",
            "SFS 2018:618, dnr 2024-2026, prop. 2017/18-19",
            "den 2024-05-01, 24-05-01 kl 9",
            "ärende 5000-K123456-26, dnr 4012-2024",
            "polisen.se/2024-2026, https://a.se/12-15 år",
            "anna.12-15@region.se, artikel A4-12 år",
            "3-4, e-post, 15-åringar, 112-numret, skala 1-10",
            "Anna-Karin, må-bra-dag, fredag-kväll, polisen.se/man-fre",
        ] {
            assert_eq!(mended(text, "sv"), text);
        }
        assert_eq!(mended("kl. 9-15, 12-15 år, mandag-fredag", "da"), "kl. 9-15, 12-15 år, mandag-fredag");
        assert_eq!(mended("12-15 % من", "ar"), "12-15 % من");
    }

    #[test]
    fn long_texts_take_no_deep_way() {
        assert_eq!(wrong_hyphens(&"12-15 år ".repeat(50_000), Lang::SV).len(), 50_000);
        assert_eq!(wrong_hyphens(&"1-".repeat(200_000), Lang::SV).len(), 0);
    }
}
