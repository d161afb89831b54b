//! Phone numbers in running text: what a reader would dial, whatever the digits and signs of the language.

use super::Phone;

/// Digits of Arabic and Persian, each from zero on.
const ZEROS: [char; 2] = ['٠', '۰'];

/// The phone numbers of a text, in order. Years, dates, ages and hours are none.
#[must_use]
pub fn numbers(text: &str) -> Vec<Phone> {
    let signs: Vec<char> = text.chars().filter(|c| !is_mark(*c)).map(plain).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let begins = signs[at].is_ascii_digit() || signs[at] == '+';
        if !begins {
            at += 1;
            continue;
        }
        let end = end_of_run(&signs, at);
        let run: String = signs[at..end].iter().collect();
        if stands_alone(&signs, at, end) && is_shaped(&run) {
            found.extend(Phone::parse(&run));
        }
        at = end;
    }
    found
}

/// Where a run of digits with single gaps and hyphens between them ends.
fn end_of_run(signs: &[char], start: usize) -> usize {
    let digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    let mut end = start + 1;
    while digit(end) || matches!(signs.get(end), Some(' ' | '-')) && digit(end + 1) {
        end += 1;
    }
    end
}

/// Whether a run is no part of an address, of a larger number or of a name.
fn stands_alone(signs: &[char], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| signs.get(at));
    let inside = before.is_some_and(|c| c.is_ascii_alphanumeric() || ['.', ',', '/', '@', '_'].contains(c));
    let goes_on = matches!(signs.get(end), Some('.' | ',' | '/' | '@'))
        && signs.get(end + 1).is_some_and(|c| c.is_alphanumeric());
    !inside && !goes_on
}

/// Whether a run is written as numbers are: short ones as they are known, national ones with area code and groups.
fn is_shaped(run: &str) -> bool {
    let groups: Vec<&str> = run.trim_start_matches('+').split([' ', '-']).collect();
    match groups[..] {
        _ if run.starts_with('+') => true,
        ["112" | "1177" | "11414" | "11313"] => true,
        [whole] => whole.len() == 6 && whole.starts_with("116") || whole.len() >= 8 && whole.starts_with('0'),
        [first, second] if first.starts_with("11") && first != "112" => {
            first.len() == 3
                && second.len() == if first == "116" || first == "118" { 3 } else { 2 }
                && !run.contains('-')
        }
        [area, ..] => area.starts_with('0') && (2..=4).contains(&area.len()),
        [] => false,
    }
}

/// Marks of direction, and what makes words bold: they stand between digits or beside them and are not read.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{ad}' | '*')
}

/// The sign of ASCII for a digit, gap or hyphen of any kind.
fn plain(c: char) -> char {
    let digit = |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).and_then(|value| char::from_digit(value, 10));
    match c {
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
        _ => ZEROS.iter().find_map(digit).unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialled(text: &str) -> Vec<String> {
        numbers(text).iter().map(|phone| phone.display().to_owned()).collect()
    }

    #[test]
    fn numbers_are_found_in_every_language() {
        for (text, found) in [
            ("Ring **112**.", &["112"][..]),
            ("på 114 14 eller, om det är akut, 112.", &["114 14", "112"]),
            ("116\u{a0}111, dygnet runt", &["116 111"]),
            ("Bris (116111), 1177", &["116 111", "1177"]),
            ("020-555 666 – 112", &["020-555 666", "112"]),
            ("ring 0771\u{2011}22 33 44", &["0771-22 33 44"]),
            ("+46 54 19 73 38", &["+46 54 19 73 38"]),
            ("ብቁጽሪ112።", &["112"]),
            ("با \u{200e}۱۱۲\u{200e} و ١١٤ ١٤", &["112", "114 14"]),
            ("Soita 112:een.", &["112"]),
            ("[112](tel:112)", &["112", "112"]),
        ] {
            assert_eq!(dialled(text), found, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "den 1 januari 2018",
            "2026-11-21",
            "barn mellan 11-12 år, 0-18 år",
            "kl. 08-16, 08.00–16.00, 00–24",
            "112 000 kronor, 113 000 barn, 11 400, 11500, 1 112",
            "https://www.1177.se/en, 112.se",
            "6 kap. 10 a §, 1998:408, 0,5 %, 1.112",
        ] {
            assert_eq!(dialled(text), Vec::<String>::new(), "{text}");
        }
    }
}
