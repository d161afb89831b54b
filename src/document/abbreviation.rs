//! Abbreviations and the words that they stand for, so that programs that read aloud say the words (ISO 32000-1,
//! 14.9.5; WCAG 2.1, 3.1.4). What a language's readers say as letters is not in the table.

use std::ops::Range;

use crate::lang::Lang;

use super::rich::{RichText, SpanStyle};

/// What is shortened, and the words, by language. Longer ones stand before what they begin with.
type Table = &'static [(&'static str, &'static str)];

/// The abbreviations of a language.
#[derive(Clone, Copy)]
struct Abbreviations {
    table: Table,
    /// The bytes below 128 that one begins with, as bits.
    begins: u128,
}

impl Abbreviations {
    fn of(lang: Lang) -> Option<Abbreviations> {
        let (_, table) = TABLES.iter().find(|(code, _)| *code == lang.primary_code())?;
        let begins = table.iter().filter_map(|(short, _)| short.bytes().next().filter(u8::is_ascii));
        Some(Abbreviations { table, begins: begins.fold(0, |bits, byte| bits | 1 << byte) })
    }

    /// The first abbreviation in a part of a text, with the words that it stands for.
    fn next(self, text: &str, part: Range<usize>) -> Option<(Range<usize>, &'static str)> {
        let bytes = text.as_bytes();
        // Few places are the start of a word, and few words begin as one of these does: both are asked first, and cheaply.
        let begins = |byte: u8| !byte.is_ascii() || self.begins >> byte & 1 == 1;
        let starts = part.clone().filter(|at| begins(bytes[*at]) && (*at == 0 || !bytes[at - 1].is_ascii_alphabetic()));
        starts.filter(|at| text.is_char_boundary(*at)).find_map(|at| {
            let stands = |short: &str| stands_free(text[at + short.len()..].chars().next());
            let mut all = self.table.iter().filter(|(short, _)| short.as_bytes()[0] == bytes[at]);
            let (short, words) = all.find(|(short, _)| text[at..part.end].starts_with(short) && stands(short))?;
            stands_free(text[..at].chars().next_back()).then_some((at..at + short.len(), *words))
        })
    }
}

/// The tables by language: what texts of authorities use (Myndigheternas skrivregler, and its like in other languages).
static TABLES: [(&str, Table); 9] = [
    (
        "sv",
        &[
            ("§§", "paragraferna"),
            ("§", "paragraf"),
            ("kap.", "kapitel"),
            ("prop.", "proposition"),
            ("bl.a.", "bland annat"),
            ("d.v.s.", "det vill säga"),
            ("dvs.", "det vill säga"),
            ("f.d.", "före detta"),
            ("fr.o.m.", "från och med"),
            ("t.o.m.", "till och med"),
            ("m.fl.", "med flera"),
            ("m.m.", "med mera"),
            ("o.s.v.", "och så vidare"),
            ("osv.", "och så vidare"),
            ("p.g.a.", "på grund av"),
            ("s.k.", "så kallad"),
            ("t.ex.", "till exempel"),
            ("exkl.", "exklusive"),
            ("inkl.", "inklusive"),
            ("resp.", "respektive"),
            ("kl.", "klockan"),
            ("nr", "nummer"),
            ("tfn", "telefon"),
            ("ca", "cirka"),
        ],
    ),
    (
        "en",
        &[
            ("§§", "sections"),
            ("§", "section"),
            ("ch.", "chapter"),
            ("approx.", "approximately"),
            ("e.g.", "for example"),
            ("etc.", "et cetera"),
            ("i.e.", "that is"),
        ],
    ),
    (
        "nb",
        &[
            ("§§", "paragrafene"),
            ("§", "paragraf"),
            ("kap.", "kapittel"),
            ("bl.a.", "blant annet"),
            ("dvs.", "det vil si"),
            ("f.eks.", "for eksempel"),
            ("m.m.", "med mer"),
            ("osv.", "og så videre"),
            ("kl.", "klokken"),
            ("ca.", "cirka"),
        ],
    ),
    (
        "da",
        &[
            ("§§", "paragrafferne"),
            ("§", "paragraf"),
            ("kap.", "kapitel"),
            ("bl.a.", "blandt andet"),
            ("dvs.", "det vil sige"),
            ("f.eks.", "for eksempel"),
            ("m.m.", "med mere"),
            ("osv.", "og så videre"),
            ("kl.", "klokken"),
            ("ca.", "cirka"),
        ],
    ),
    (
        "de",
        &[
            ("§§", "Paragrafen"),
            ("§", "Paragraf"),
            ("Kap.", "Kapitel"),
            ("bzw.", "beziehungsweise"),
            ("d.h.", "das heißt"),
            ("ggf.", "gegebenenfalls"),
            ("u.a.", "unter anderem"),
            ("usw.", "und so weiter"),
            ("z.B.", "zum Beispiel"),
        ],
    ),
    (
        "fi",
        &[
            ("§", "pykälä"),
            ("esim.", "esimerkiksi"),
            ("jne.", "ja niin edelleen"),
            ("mm.", "muun muassa"),
            ("ym.", "ynnä muuta"),
        ],
    ),
    ("is", &[("m.a.", "meðal annars"), ("o.s.frv.", "og svo framvegis"), ("t.d.", "til dæmis")]),
    (
        "pl",
        &[
            ("§", "paragraf"),
            ("itd.", "i tak dalej"),
            ("itp.", "i tym podobne"),
            ("m.in.", "między innymi"),
            ("np.", "na przykład"),
            ("tzn.", "to znaczy"),
        ],
    ),
    ("uk", &[("§", "параграф"), ("напр.", "наприклад"), ("тел.", "телефон")]),
];

/// The text with each of its abbreviations marked; what leads somewhere keeps its words as they are.
pub(super) fn marked(text: &RichText, lang: Lang) -> RichText {
    let (mut out, mut at) = (RichText::default(), 0);
    let own = Abbreviations::of(lang);
    for span in &text.spans {
        push(&mut out, &text.text, at..span.range.start, &SpanStyle::default(), own);
        if span.style.link.is_some() {
            out.push(&text.text[span.range.clone()], span.style.clone());
        } else {
            let known = span.style.lang.map_or(own, Abbreviations::of);
            push(&mut out, &text.text, span.range.clone(), &span.style, known);
        }
        at = span.range.end;
    }
    push(&mut out, &text.text, at..text.text.len(), &SpanStyle::default(), own);
    out
}

/// The text with the abbreviations of its parts in this language marked anew: what was read as another language before had
/// the words of that one.
pub(super) fn marked_again(text: &RichText, lang: Lang) -> RichText {
    let (mut out, mut at) = (RichText::default(), 0);
    let known = Abbreviations::of(lang);
    for span in &text.spans {
        out.push(&text.text[at..span.range.start], SpanStyle::default());
        if span.style.lang == Some(lang) && span.style.link.is_none() {
            let style = SpanStyle { expanded: None, ..span.style.clone() };
            push(&mut out, &text.text, span.range.clone(), &style, known);
        } else {
            out.push(&text.text[span.range.clone()], span.style.clone());
        }
        at = span.range.end;
    }
    out.push(&text.text[at..], SpanStyle::default());
    out
}

/// Adds a part of a text in a style, its abbreviations marked.
fn push(out: &mut RichText, text: &str, part: Range<usize>, style: &SpanStyle, known: Option<Abbreviations>) {
    let mut rest = part.start;
    while let Some((found, words)) = known.and_then(|known| known.next(text, rest..part.end)) {
        out.push(&text[rest..found.start], style.clone());
        out.push(&text[found.clone()], SpanStyle { expanded: Some(words.into()), ..style.clone() });
        rest = found.end;
    }
    out.push(&text[rest..part.end], style.clone());
}

/// Whether a word ends here: before or after this sign.
fn stands_free(sign: Option<char>) -> bool {
    sign.is_none_or(|sign| !sign.is_alphanumeric() && sign != '-' && sign != '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is marked in a text, and as what.
    fn found(text: &str) -> Vec<(String, String)> {
        let marked = marked(&RichText::plain(text), Lang::SV);
        assert_eq!(marked.text, text);
        let part = |span: &super::super::Span| {
            (marked.text[span.range.clone()].to_owned(), span.style.expanded.as_deref().unwrap_or_default().to_owned())
        };
        marked.spans.iter().map(part).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(short, words)| ((*short).to_owned(), (*words).to_owned())).collect()
    }

    #[test]
    fn a_reference_to_law_is_read_in_words() {
        let expected = pairs(&[("kap.", "kapitel"), ("§", "paragraf")]);
        assert_eq!(found("Brott enligt 6 kap. 10 a § brottsbalken."), expected);
    }

    #[test]
    fn easy_language_has_those_of_its_language() {
        let easy = Lang::from_code("sv-simple").expect("in the table");
        let text = RichText::plain("Det står i 6 kap. 10 a §.");
        assert_eq!(marked(&text, easy), marked(&text, Lang::SV));
        assert!(!marked(&text, easy).spans.is_empty());
    }

    #[test]
    fn only_whole_words_are_abbreviations() {
        assert_eq!(found("Kontakta oss på en caféträff, nrk.se eller 54-ca."), pairs(&[]));
        assert_eq!(
            found("Ring ca kl. 8, t.ex. i dag."),
            pairs(&[("ca", "cirka"), ("kl.", "klockan"), ("t.ex.", "till exempel"),])
        );
    }

    #[test]
    fn style_stays_and_links_are_left_alone() {
        let mut text = RichText::link("6 kap.", "https://lagen.nu");
        text.push("2 kap.", SpanStyle { strong: true, ..SpanStyle::default() });
        let spans = marked(&text, Lang::SV).spans;
        let seen: Vec<(bool, Option<&str>)> =
            spans.iter().map(|s| (s.style.strong, s.style.expanded.as_deref())).collect();
        assert_eq!(seen, [(false, None), (true, None), (true, Some("kapitel"))]);
    }

    #[test]
    fn no_entry_is_hidden_by_an_earlier_one() {
        for (code, table) in &TABLES {
            assert!(Lang::from_code(code).is_some(), "{code}");
            for (at, (short, words)) in table.iter().enumerate() {
                assert!(short != words, "{code}: {short}");
                assert!(table[..at].iter().all(|(earlier, _)| earlier != short), "{code}: {short} stands twice");
            }
        }
    }
}
