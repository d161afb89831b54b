//! What belongs together on a line: numbers with their units, law references, phone numbers.

use std::ops::Range;

use crate::lang::{Lang, is_written_together};

use super::address::is_address;

/// Numbers in words that hold their unit as figures do, in all languages; a word such as sex is a number only before a unit.
#[rustfmt::skip]
const NUMBER_WORDS: [&str; 92] = [
    "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "et", "én", "to", "fire", "seks", "syv", "otte", "åtte", "ni", "ti", "elleve",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan", "yhdeksän", "kymmenen",
    "tvö", "tveggja", "tvær", "þrjú", "þriggja", "fjögur", "fjögurra", "fimm", "átta", "níu", "tíu",
    "dwa", "dwie", "dwóch", "trzy", "trzech", "cztery", "czterech", "pięć", "pięciu", "sześć", "sześciu",
    "два", "дві", "двох", "три", "трьох", "чотири", "чотирьох", "п’ять", "п’яти", "шість", "шести",
    "laba", "saddex",
];

/// Words that may not be parted from a number before them, in all languages (Svenska skrivregler and its like; SI units);
/// months as well, see `is_month`.
#[rustfmt::skip]
const UNITS: [&str; 89] = [
    "%", "‰", "§", "§§", "€", "°C", "mm", "cm", "dm", "m", "km", "g", "kg", "a", "a.m.", "p.m.",
    "procent", "promille", "år", "års", "månader", "veckor", "dagar", "dygn", "timmar", "minuter", "kl.", "kr", "kronor", "kap.",
    "st.", "mom.",
    "years", "year", "months", "weeks", "days", "hours", "minutes", "percent",
    "prosent", "måneder", "uker", "dager", "timer", "kroner", "uger", "dage", "minutter", "stk.",
    "Jahre", "Jahren", "Monate", "Wochen", "Tage", "Stunden", "Minuten", "Prozent", "Kronen",
    "vuotta", "vuotias", "vuotiaan", "päivää", "viikkoa", "tuntia", "minuuttia", "prosenttia", "euroa", "luku",
    "ár", "ára", "daga", "krónur",
    "lat", "lata", "dni", "zł", "r.", "roku", "luvun", "kafla", "gr.", "років", "роки", "року", "днів", "р.", "sano", "ปี",
];

/// Words that may not be parted from a number after them, in all languages.
#[rustfmt::skip]
const BEFORE_NUMBER: [&str; 60] = [
    "kap.", "§", "§§", "sid.", "s.", "nr", "nr.", "kl.", "tel.", "tlf.", "art.", "prop.", "punkt", "version", "steg", "bild", "ring",
    "no.", "p.", "pp.", "ch.", "section", "chapter", "article", "page", "step", "version",
    "klo", "n.", "kohta", "bls.", "gr.",
    "godz.", "ust.", "str.", "pkt", "ст.", "п.", "№", "тел.",
    "kapitel", "kapittel", "rozdział", "розділ", "cutubka", "qodobka", "หมวด", "มาตรา", "ምዕራፍ", "ዓንቀጽ",
    "versjon", "versio", "útgáfa", "wersja", "версія", "nooca", "ฉบับ", "ሕታም", "الإصدار", "نسخهٔ",
];

/// Prepositions, conjunctions and articles of more than two letters: a line does not gladly end in one.
#[rustfmt::skip]
const FORWARD: [(&str, &[&str]); 9] = [
    ("sv", &["och", "att", "som", "för", "med", "till", "från", "vid", "hos", "mot", "utan", "under", "över", "efter", "inom", "eller",
        "men", "den", "det", "ett", "när", "där"]),
    ("nb", &["og", "som", "for", "med", "til", "fra", "ved", "hos", "mot", "uten", "under", "over", "etter", "eller", "men", "den", "det",
        "når"]),
    ("da", &["og", "som", "for", "med", "til", "fra", "ved", "hos", "mod", "uden", "under", "over", "efter", "eller", "men", "den", "det",
        "når"]),
    ("de", &["und", "dass", "der", "die", "das", "den", "dem", "des", "ein", "eine", "für", "mit", "von", "vor", "bei", "auf", "aus",
        "nach", "ohne", "unter", "über", "oder", "aber", "wenn", "wie"]),
    ("fi", &["että", "kun", "jos", "tai", "sekä", "niin", "myös", "joka", "jotka"]),
    ("is", &["fyrir", "með", "til", "frá", "við", "hjá", "gegn", "undir", "yfir", "eftir", "eða", "sem", "þegar"]),
    ("en", &["the", "and", "for", "with", "from", "that", "into", "who", "but", "your", "any"]),
    ("pl", &["dla", "pod", "nad", "przez", "przed", "lub", "oraz", "gdy"]),
    ("uk", &["для", "від", "над", "під", "про", "або", "при", "без", "між", "що", "які", "коли"]),
];

/// What stands between a month and a year in Thai: of the Christian era, of the Buddhist era.
const ERAS: [&str; 2] = ["ค.ศ.", "พ.ศ."];

/// Thai words of today that the segmenter's dictionary does not have, and would part within a syllable or a compound.
const THAI_WORDS: [&str; 13] = [
    "กรูมมิง",
    "ต่ำกว่า",
    "จุดประสงค์",
    "คำแนะนำ",
    "วันที่",
    "แชต",
    "โซเชียลมีเดีย",
    "โซเชียล",
    "จำคุก",
    "ความช่วยเหลือ",
    "เข้มแข็ง",
    "หน่วยงาน",
    "วันธรรมดา",
];

/// How much it weighs that a law is parted from its section, and that a short parenthesis is parted, against a preposition
/// at a line's end. A hole in the line before is worse.
const PARTED_LAW: f32 = 3.0;
/// The same in text from right to left, where the parts would stand at opposite ends of their lines.
const PARTED_LAW_RTL: f32 = 24.0;
const PARTED_PARENTHESIS: f32 = 2.0;

/// The same of a year that is parted from its date.
const PARTED_DATE: f32 = 3.75;

/// English forms of address that stay with the name.
const ADDRESS: [&str; 5] = ["mr", "mrs", "ms", "dr", "prof"];

/// How much a word looks forward: 1 if it has one or two letters, less for longer prepositions and articles; more for a name
/// that goes on in the text after it, and for a hyphen that is written.
pub(super) fn looks_forward(word: &str, after: &str, lang: Lang) -> f32 {
    let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    if word.ends_with('-') {
        return 1.0;
    }
    // The ends of a range, as måndag–fredag; a dash between spaces is a word of its own.
    if word.ends_with('–') && word.len() > '–'.len_utf8() && after.starts_with(char::is_alphabetic) {
        return 2.0;
    }
    if !word.chars().all(char::is_alphabetic) {
        return 0.0;
    }
    if word.chars().count() <= 2 {
        return 1.0;
    }
    if capital(word) && capital(after) {
        return 2.0;
    }
    let listed =
        |(code, words): &(&str, &[&str])| *code == lang.primary_code() && words.contains(&word.to_lowercase().as_str());
    if FORWARD.iter().any(listed) { 0.6 } else { 0.0 }
}

/// Letters of the first words of a sentence that do not gladly end a line, and what they weigh.
const BEGUN: usize = 8;
const BEGINS: f32 = 0.8;

/// How little a line should end after a text that has just begun a new sentence, against one that ends in a preposition.
pub(super) fn begins_sentence(text: &str) -> f32 {
    let Some(end) = memchr::memrchr3(b'.', b'?', b'!', text.as_bytes()) else {
        return 0.0;
    };
    let begun = text[end + 1..].trim_start();
    let apart = text[end + 1..].starts_with(' ');
    if apart && begun.starts_with(char::is_uppercase) && begun.trim_end().chars().count() <= BEGUN {
        BEGINS
    } else {
        0.0
    }
}

/// Thai prepositions, conjunctions and the like: a line does not gladly end in one.
const THAI_FORWARD: [&str; 13] = ["ใน", "ต่อ", "ที่", "และ", "หรือ", "ของ", "กับ", "จาก", "โดย", "ทาง", "เป็น", "ให้", "ไม่"];

/// Whether a text that is written together ends in a word that looks forward, and in no verb with the same last letters.
#[must_use]
pub fn ends_forward(text: &str) -> bool {
    let ends_in = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    ends_in(&THAI_FORWARD) && !ends_in(&["ติดต่อ", "ส่งต่อ"])
}

/// How little a line should end before byte `at` of the text, between words that are written together: spaces part phrases, and
/// lines better end there.
pub(super) fn parts_phrase(text: &str, at: usize) -> f32 {
    let before = &text[..at];
    match before.ends_with(is_written_together) && text[at..].starts_with(is_written_together) {
        true if ends_forward(before) => 1.0,
        true => 0.4,
        false => 0.0,
    }
}

/// Most letters of a parenthesis that is not gladly parted.
const SHORT_PARENTHESIS: usize = 30;

/// How little a line should end before byte `at` of the text, where what belongs together is parted: a law from its section
/// or a year from its date, then a short parenthesis.
pub(super) fn parts_reference(text: &str, at: usize, lang: Lang) -> f32 {
    let (before, after) = (text[..at].trim_end(), &text[at..]);
    let law = before.ends_with('§') && after.starts_with(char::is_lowercase);
    let open = memchr::memrchr2(b'(', b')', before.as_bytes()).filter(|at| before[*at..].starts_with('('));
    let short = open.is_some_and(|open| {
        let letters = before[open..].chars().count();
        after.find(')').is_some_and(|close| letters + after[..close].chars().count() <= SHORT_PARENTHESIS)
    });
    let parenthesis = f32::from(u8::from(short)) * PARTED_PARENTHESIS;
    if law {
        if lang.rtl { PARTED_LAW_RTL } else { PARTED_LAW }
    } else if is_before_year(before, after) {
        PARTED_DATE.max(parenthesis)
    } else {
        parenthesis
    }
}

/// What stands around numbers in right-to-left text.
const ISOLATES: [char; 2] = ['\u{2066}', '\u{2069}'];

/// Whether the space between two texts stands between a month and its year.
fn is_before_year(before: &str, after: &str) -> bool {
    let month = before.rsplit([' ', '\u{a0}']).next().unwrap_or_default();
    let next = after.split([' ', '\u{a0}']).next().unwrap_or_default();
    let year: String = next.trim_matches(ISOLATES).chars().take_while(char::is_ascii_digit).collect();
    year.len() == 4 && is_month(month)
}

/// Whether the last word of a text always stays with the next one: a single letter of some languages, an English form of
/// address.
pub(super) fn clings(before: &str, lang: Lang) -> bool {
    let english = lang.primary_code() == "en";
    if lang.clinging.is_empty() && !english {
        return false;
    }
    let word = before.rsplit([' ', '\u{a0}', '(', '„', '“', '«', '”']).next().unwrap_or_default().to_lowercase();
    lang.clinging.contains(&word.as_str()) || english && ADDRESS.contains(&word.trim_end_matches('.'))
}

/// Whether a word that is written without spaces around it goes on over byte `at` of the text.
pub(super) fn parts_word(text: &str, at: usize) -> bool {
    if !text[at..].starts_with(is_written_together) {
        return false;
    }
    // The vowels of Thai and Lao that are written before their consonant.
    if text[..at].ends_with(|c| matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}')) {
        return true;
    }
    // A consonant that stands alone up to the next sign ends the syllable before it.
    let mut after = text[at..].chars();
    let lone = after.next().is_some_and(|c| matches!(c, '\u{e01}'..='\u{e2e}' | '\u{e81}'..='\u{eae}'));
    if lone && !text[..at].ends_with(char::is_whitespace) && !after.next().is_some_and(is_written_together) {
        return true;
    }
    let most = THAI_WORDS.iter().map(|word| word.len()).max().unwrap_or_default();
    let start = text.floor_char_boundary(at.saturating_sub(most));
    let near = &text[start..text.ceil_char_boundary(at + most)];
    let at = at - start;
    let goes_on = |word: &str| near.match_indices(word).any(|(begins, _)| begins < at && at < begins + word.len());
    THAI_WORDS.iter().any(|word| goes_on(word))
}

/// Whether a line may not end before byte `at` of the text.
#[must_use]
pub(super) fn forbids_break(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let after = &text[at..];
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    if last == '\u{a0}' || next == '\u{a0}' {
        return true;
    }
    if last == ' ' {
        return forbids_space(before.trim_end(), after);
    }
    if is_address(token_around(text, at)) {
        return true;
    }
    // A break after a hyphen or slash needs a part of three letters on each side, and none between digits.
    if matches!(last, '-' | '/' | '\u{2010}' | '–') {
        let head = before.trim_end_matches(['-', '/', '–', '\u{2010}']);
        let letters_before = head.chars().rev().take_while(|c| c.is_alphabetic()).count();
        let letters_after = after.chars().take_while(|c| c.is_alphabetic()).count();
        return letters_before < 3 || letters_after < 3;
    }
    false
}

/// A part of the text with no-break spaces where a line may not end, for media that break lines themselves.
#[must_use]
pub fn no_break_spaces(text: &str, part: Range<usize>) -> String {
    let start = part.start;
    let holds = |at: usize| forbids_break(text, at + 1) || is_before_year(&text[..at], &text[at + 1..]);
    let held = |(at, c): (usize, char)| if c == ' ' && holds(start + at) { '\u{a0}' } else { c };
    text[part].char_indices().map(held).collect()
}

/// Whether the space between the two texts holds them together.
fn forbids_space(before: &str, after: &str) -> bool {
    // Numbers in right-to-left text stand between isolates.
    let last = before.rsplit(' ').next().unwrap_or_default().trim_matches(ISOLATES);
    let last = last.trim_start_matches(['(', '”', '"']);
    let next = after.split(' ').next().unwrap_or_default().trim_matches(ISOLATES);
    let word = next.trim_end_matches(['.', ',', ';', ':', ')', '”', '!', '?']);
    let digit_before = last.ends_with(|c: char| c.is_ascii_digit()) || last == "+";
    // A day, chapter or section is an ordinal in some languages: 1. januar, 10. gr.
    let ordinal = last.strip_suffix('.').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let digit_after = next.starts_with(|c: char| c.is_ascii_digit());
    if next.starts_with(['–', '—', '%', '§', '·']) && !next.starts_with("—“") {
        return true;
    }
    if digit_before && digit_after {
        return true;
    }
    let unit = |w: &str| is_month(w) || UNITS.contains(&w) || UNITS.contains(&w.trim_end_matches('.'));
    if ordinal && (unit(word) || unit(next)) {
        return true;
    }
    if digit_before
        && (unit(word) || unit(next) || word.chars().count() == 1 && !digit_after && word != "i" && word != "å")
    {
        return true;
    }
    if word.chars().count() > 1 && UNITS.contains(&word) && NUMBER_WORDS.contains(&last.to_lowercase().as_str()) {
        return true;
    }
    let year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    // A year may leave its month, at a cost: see `parts_reference`.
    if ERAS.contains(&next) && is_month(last) || year && ERAS.contains(&last) {
        return true;
    }
    // The letter of an Icelandic section stands behind it: 10. gr. a.
    if last == "gr." && matches!(word.as_bytes(), [b'a'..=b'h']) {
        return true;
    }
    if digit_after && BEFORE_NUMBER.contains(&last.to_lowercase().as_str()) {
        return true;
    }
    // The letter of a section: 10 a §.
    last.chars().count() == 1 && last != "–" && next.starts_with('§')
}

/// Whether a word is the name of a month in any language of the table.
fn is_month(word: &str) -> bool {
    Lang::all().any(|lang| lang.months.contains(&word) || lang.months_of_day.contains(&word))
}

/// The run of non-space characters around a byte of the text.
fn token_around(text: &str, at: usize) -> &str {
    let gaps = [' ', '\u{a0}', '\n'];
    let start = text[..at].rfind(gaps).map_or(0, |s| s + text[s..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(gaps).map_or(text.len(), |e| at + e);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with every forbidden break between words shown as `~` and every allowed one as a space.
    fn shown(text: &str) -> String {
        shown_in(text, Lang::SV)
    }

    /// The same in a language.
    fn shown_in(text: &str, lang: Lang) -> String {
        let mut out = String::new();
        for (at, character) in text.char_indices() {
            let held = || forbids_break(text, at + 1) || clings(&text[..at], lang);
            out.push(if character == ' ' && held() { '~' } else { character });
        }
        out
    }

    #[test]
    fn law_references_stay_whole() {
        assert_eq!(shown("enligt 6 kap. 10 a § brottsbalken"), "enligt 6~kap.~10~a~§ brottsbalken");
    }

    #[test]
    fn a_law_is_loath_to_leave_its_section_and_a_parenthesis_to_part() {
        let text =
            "Grooming är ett brott (6 kap. 10 a § brottsbalken), och så (i en text som är längre än så här) vidare";
        let cost = |word: &str| parts_reference(text, text.find(word).expect("there"), Lang::SV);
        assert!(cost("brottsbalken") > cost("10 a") && cost("10 a") > 0.0);
        assert_eq!([cost("(6 kap"), cost("och så"), cost("en text"), cost("vidare")], [0.0; 4]);
    }

    #[test]
    fn phone_numbers_stay_whole() {
        assert_eq!(shown("ring 054-19 73 38 eller 114 14 nu"), "ring~054-19~73~38 eller 114~14 nu");
    }

    #[test]
    fn numbers_keep_their_units() {
        assert_eq!(shown("under 15 år och 9,4 % av 20 män i juli"), "under 15~år och 9,4~% av 20 män i juli");
        assert_eq!(shown("den 1 juli 2025 gäller"), "den 1~juli 2025 gäller");
        assert_eq!(shown("högst två år, tre dagar, sex och tolv"), "högst två~år, tre~dagar, sex och tolv");
    }

    #[test]
    fn each_language_keeps_what_it_holds_together() {
        for (code, text, expected) in [
            ("pl", "w domu i z dzieckiem od 15 lat", "w~domu i~z~dzieckiem od 15~lat"),
            ("uk", "у школі й в мережі", "у~школі й~в~мережі"),
            ("fi", "klo 12 ja 15 vuotta", "klo~12 ja 15~vuotta"),
            ("is", "kl. 12 og 15 ára, bls. 3", "kl.~12 og 15~ára, bls.~3"),
            ("is", "6. kafla, 10. gr. a (lög) og gr. í lögum", "6.~kafla, 10.~gr.~a (lög) og gr. í lögum"),
            ("nb", "nr. 5 og 15 måneder", "nr.~5 og 15~måneder"),
            ("da", "kl. 12 og 3 uger", "kl.~12 og 3~uger"),
            ("en", "Dr. Smith, chapter 6, 15 years", "Dr.~Smith, chapter~6, 15~years"),
            ("pl", "karnego, rozdział 6, § 10 a", "karnego, rozdział~6,~§~10~a"),
            ("fi", "rikoslain 6 luvun 10 a §:n", "rikoslain 6~luvun 10~a~§:n"),
            ("en", "for up to two years", "for up to two~years"),
            ("fi", "enintään kaksi vuotta", "enintään kaksi~vuotta"),
            ("uk", "до двох років", "до двох~років"),
            ("th", "หมวด 6 มาตรา 10", "หมวด~6 มาตรา~10"),
        ] {
            assert_eq!(shown_in(text, Lang::from_code(code).expect(code)), expected);
        }
    }

    #[test]
    fn prepositions_and_names_look_forward() {
        let forward = |word, after| looks_forward(word, after, Lang::SV);
        assert!(forward("i", "skolan") > forward("till", "skolan"));
        assert!(forward("Isabel", "Persson arbetar") > forward("i", "skolan"));
        assert_eq!(forward("skolan", "och"), 0.0);
        assert_eq!(forward("hälso-", "och"), 1.0);
        assert_eq!([forward("måndag–", "fredag"), forward("–", "och")], [2.0, 0.0]);
    }

    #[test]
    fn days_stay_with_their_months_in_every_language() {
        assert_eq!(shown("siden den 1. januar 2018 er"), "siden den 1.~januar 2018 er");
        assert_eq!(shown("od 1 stycznia 2018 roku"), "od 1~stycznia 2018~roku");
        assert_eq!(
            shown("منذ \u{2066}1\u{2069} يناير \u{2066}2018\u{2069} العقوبة"),
            "منذ \u{2066}1\u{2069}~يناير \u{2066}2018\u{2069} العقوبة"
        );
    }

    #[test]
    fn a_year_may_leave_its_date_and_stays_there_where_lines_have_no_cost() {
        let text = "Sedan den 1 juli 2025 gäller \u{2066}2018\u{2069}, men juli 20 och 2025 inte";
        let cost = |word: &str| parts_reference(text, text.find(word).expect("there"), Lang::SV);
        assert!(cost("2025 gäller") > PARTED_LAW);
        assert_eq!([cost("juli 2025"), cost("\u{2066}2018"), cost("20 och"), cost("2025 inte")], [0.0; 4]);
        assert_eq!(no_break_spaces(text, 10..21), "1\u{a0}juli\u{a0}2025 ".trim_end_matches(' '));
        let arabic = "منذ \u{2066}1\u{2069} يناير \u{2066}2018\u{2069} العقوبة";
        assert!(parts_reference(arabic, arabic.find("\u{2066}2018").expect("there"), Lang::SV) > 0.0);
    }

    #[test]
    fn thai_numbers_and_words_stay_whole() {
        assert_eq!(shown("เด็กอายุต่ำกว่า 15 ปี และ 1 มกราคม ค.ศ. 2018 นี้"), "เด็กอายุต่ำกว่า 15~ปี และ 1~มกราคม~ค.ศ.~2018 นี้");
        let text = "ในโซเชียลมีเดีย";
        let parted = |before: &str| parts_word(text, text.find(before).expect("there"));
        assert!(parted("ลมีเดีย") && !parted("โซเชียล") && parted("มีเดีย"));
        assert!(parts_word("ใน", "ใ".len()), "a vowel stays with its consonant");
        assert!(parts_word("บล็อก: ขาย", "บล็อ".len()), "a consonant alone stays with its syllable");
        assert!(!parts_word("ขาย ก: ข", "ขาย ".len()), "a letter after a space is a word");
    }

    #[test]
    fn lines_of_thai_gladly_end_where_a_phrase_does() {
        let text = "โซเชียลมีเดียหรือในเกม คุณ";
        let cost = |word: &str| parts_phrase(text, text.find(word).expect("there"));
        assert!(cost("เกม") > cost("หรือ") && cost("หรือ") > cost("คุณ"));
        assert_eq!(cost("คุณ"), 0.0);
    }

    #[test]
    fn dashes_stay_with_the_word_before() {
        assert_eq!(shown("unga – och vuxna"), "unga~– och vuxna");
    }
}
