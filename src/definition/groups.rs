//! Long digits without groups in running text: phone numbers with an area code, and large numbers before what they count.

use std::ops::Range;

use super::Phone;
use crate::lang::Lang;

/// Fewest digits of a large number that is hard to read in one.
const LARGE: usize = 5;

/// What large numbers count; any other may be a code.
#[rustfmt::skip]
const COUNTED: [&str; 23] = [
    "kr", "kr.", "kronor", "euro", "SEK", "€", "personer", "barn", "elever", "människor", "unga", "bilder", "samtal", "anmälningar",
    "people", "children", "calls", "reports", "kroner", "Kronen", "Kinder", "euroa", "osób",
];

/// The digits of a text that lack their groups, and how they are written.
pub(super) fn ungrouped(text: &str, lang: Lang) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + first;
        let end = end_of_run(text, start);
        if stands_alone(text, start, end) {
            found.extend(form(text, start..end, lang).map(|form| (start..end, form)));
        }
        at = end;
    }
    found
}

/// Where digits end, with single hyphens and gaps between them.
fn end_of_run(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut rest = text[start..].chars().peekable();
    while let Some(c) = rest.next() {
        let digit_next = rest.peek().is_some_and(char::is_ascii_digit);
        if !(c.is_ascii_digit() || matches!(c, '-' | ' ' | '\u{a0}') && digit_next) {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// Whether digits are no part of a word, a code, an address or a number with decimals.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let inside = text[..start].ends_with(|c: char| c.is_alphanumeric() || ".,:/-–_@=+#&%".contains(c));
    let mut after = text[end..].chars();
    let goes_on = match after.next() {
        Some('.' | ',' | ':' | '-' | '–') => after.next().is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric() || "/_@=+".contains(c),
        None => false,
    };
    !inside && !goes_on
}

/// How a run of digits is written, if it lacks groups.
fn form(text: &str, run: Range<usize>, lang: Lang) -> Option<String> {
    let written = &text[run.clone()];
    if written.starts_with('0') {
        // Groups of the writer's own are left to the writer.
        let grouped = written.contains([' ', '\u{a0}']) || written.matches('-').count() > 1;
        let phone = Phone::parse(written).ok().filter(|_| !grouped)?;
        let shown = phone.display();
        return (shown != written).then(|| shown.to_owned());
    }
    let whole = written.len() >= LARGE && written.bytes().all(|b| b.is_ascii_digit());
    let next = text[run.end..].strip_prefix([' ', '\u{a0}'])?;
    let counts = COUNTED
        .iter()
        .any(|unit| next.strip_prefix(unit).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric)));
    let number: u64 = written.parse().ok().filter(|_| whole && counts)?;
    Some(lang.number(number).replace('\u{a0}', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        ungrouped(text, Lang::SV).into_iter().map(|(range, form)| format!("{} → {form}", &text[range])).collect()
    }

    #[test]
    fn phone_numbers_and_large_numbers_have_groups() {
        assert_eq!(
            forms("Ring 0611349000 eller 0611-349000, [08-7854000](tel:087854000). Priset är 10000 kr, 125000 barn"),
            [
                "0611349000 → 0611-34 90 00",
                "0611-349000 → 0611-34 90 00",
                "08-7854000 → 08-785 40 00",
                "10000 → 10 000",
                "125000 → 125 000"
            ]
        );
    }

    #[test]
    fn other_digits_stand_as_they_are() {
        let other = "Ring 054-19 73 38, 010-224 70 00, 116111, 11414 eller 112. År 2024 kom 1500 elever och 10 000 kr. \
            Dnr 5000-12345-26, 85010112345, SFS 2018:618, 2024-05-01, 651 86 Karlstad, 65186 Karlstad, 19850101-1234, \
            https://a.se/0611349000, sms:0611349000, +46611349000, ärende 10000, 10000,5 kr";
        assert_eq!(forms(other), [""; 0]);
    }
}
