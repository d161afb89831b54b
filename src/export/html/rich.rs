//! Text with its links, stress and languages as HTML. All escaping is maud's.

use std::ops::Range;

use maud::{Markup, html};

use crate::document::{Document, RichText, SpanStyle};
use crate::lang::Lang;
use crate::text::{left_to_right_ranges, no_break_spaces};

/// Schemes that a page may lead to.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// What a text has to know of the page that it stands in.
#[derive(Clone, Copy)]
pub(in crate::export) struct Around<'a> {
    /// Whether the page is read from right to left.
    rtl: bool,
    /// What stands between a number and who answers it.
    comma: &'a str,
    /// Numbers that are links wherever they stand.
    answers: &'a [Answer],
    /// Whether it is a link itself.
    linked: bool,
}

impl Around<'_> {
    /// A page in this language, of whose numbers none is known.
    pub(in crate::export) fn page(lang: Lang) -> Around<'static> {
        Around { rtl: lang.rtl, comma: lang.comma, answers: &[], linked: false }
    }

    /// The direction of a text that runs the other way than the page, since all of its words are in such a language.
    pub(super) fn dir(self, text: &RichText) -> Option<&'static str> {
        (text.marked_lang()?.rtl != self.rtl).then_some(self.runs(text))
    }

    /// The direction of a text.
    pub(super) fn runs(self, text: &RichText) -> &'static str {
        if text.marked_lang().map_or(self.rtl, |lang| lang.rtl) { "rtl" } else { "ltr" }
    }

    /// The same of a list, whose items all run that way.
    pub(super) fn dir_of_list(self, items: &[RichText]) -> Option<&'static str> {
        let first = self.dir(items.first()?)?;
        items.iter().all(|item| self.dir(item) == Some(first)).then_some(first)
    }
}

/// A number that a page tells, and who answers it.
pub(super) struct Answer {
    /// As the page shows it.
    number: String,
    /// Where its link leads.
    address: String,
    /// Who answers.
    name: String,
}

impl Answer {
    /// The numbers of the help lines and the contacts: a sentence that names one of them can be pressed as well.
    pub(super) fn all(document: &Document) -> Vec<Answer> {
        let lines = document.help.iter().flat_map(|help| &help.lines).map(|line| (&line.number, &line.name));
        let cards = document.contacts.cards.iter();
        let reach = cards.flat_map(|card| card.reach.iter().map(move |line| (line, &card.name)));
        let called = |(number, name): (&RichText, &RichText)| {
            let address = number.spans.iter().find_map(|span| span.style.link.as_deref())?;
            let [number, name] = [number, name].map(|text| with_spaces(&text.text));
            address.starts_with("tel:").then(|| Answer { number, address: address.to_owned(), name })
        };
        lines.chain(reach).filter_map(called).collect()
    }

    /// These numbers in a page of this language.
    pub(super) fn around(all: &[Answer], lang: Lang) -> Around<'_> {
        Around { answers: all, ..Around::page(lang) }
    }
}

/// A text with spaces in place of its no-break spaces.
fn with_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// A text in its page.
pub(in crate::export) fn rich(text: &RichText, around: Around<'_>) -> Markup {
    let parts = parts(text);
    html! {
        // Parts that lead to the same place are one link.
        @for group in parts.chunk_by(|a, b| link(a) == link(b)) {
            @if let Some(address) = link(&group[0]) {
                a href=(address) aria-label=[called(&group[0])] dir=[(around.rtl && is_latin(address)).then_some("ltr")] {
                    (in_languages(&text.text, group, Around { rtl: false, comma: around.comma, answers: &[], linked: true }))
                }
            } @else {
                (in_languages(&text.text, group, around))
            }
        }
    }
}

/// A plain text.
pub(super) fn plain(text: &str, around: Around<'_>) -> Markup {
    rich(&RichText::plain(text), around)
}

/// Swedish words in a page of this language, such as the name of an office.
pub(in crate::export) fn swedish(words: &str, lang: Lang) -> Markup {
    html! { @if lang.primary_code() == "sv" { (words) } @else { span lang="sv" dir="ltr" { (words) } } }
}

/// A part of a text and what it is.
type Part = (Range<usize>, Option<SpanStyle>);

/// Parts of a text. Those that follow each other in one other language are one element: in a page from right to left their
/// order would be turned around if each stood alone.
fn in_languages(text: &str, parts: &[Part], around: Around<'_>) -> Markup {
    let lang = |part: &Part| part.1.as_ref().and_then(|style| style.lang);
    html! {
        @for group in parts.chunk_by(|a, b| lang(a) == lang(b)) {
            @if let Some(lang) = lang(&group[0]) {
                span lang=(lang.code) dir=(if lang.rtl { "rtl" } else { "ltr" }) {
                    @for part in group { (styled(text, part, Around { rtl: lang.rtl, ..around })) }
                }
            } @else {
                @for part in group { (styled(text, part, around)) }
            }
        }
    }
}

/// The whole text in pieces of one style.
fn parts(text: &RichText) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    for span in &text.spans {
        if at < span.range.start {
            parts.push((at..span.range.start, None));
        }
        parts.push((span.range.clone(), Some(span.style.clone())));
        at = span.range.end;
    }
    if at < text.text.len() {
        parts.push((at..text.text.len(), None));
    }
    parts
}

/// Where a part leads, if a page may lead there.
fn link(part: &Part) -> Option<&str> {
    let address = part.1.as_ref()?.link.as_deref()?;
    SCHEMES.iter().any(|scheme| address.starts_with(scheme)).then_some(address)
}

/// What a link is called where its text does not say it.
fn called(part: &Part) -> Option<&str> {
    part.1.as_ref()?.called.as_deref()
}

/// Whether a link shows a number or an address, which are read from left to right in every script.
fn is_latin(address: &str) -> bool {
    address.starts_with("tel:") || address.starts_with("mailto:")
}

/// A part in its style.
fn styled(text: &str, (range, style): &Part, around: Around<'_>) -> Markup {
    let words = lines(text, range.clone(), around);
    let Some(style) = style else { return words };
    let words = if style.emphasis {
        html! { em { (words) } }
    } else {
        words
    };
    let words = if style.strong {
        html! { strong { (words) } }
    } else {
        words
    };
    match &style.expanded {
        Some(whole) => html! { abbr title=(whole) { (words) } },
        None => words,
    }
}

/// A number or address in a text, how it is kept together, and who answers it.
struct Number<'a> {
    range: Range<usize>,
    /// The class of what a browser would end a line in: a number with a hyphen, or hyphenate: an address.
    class: Option<&'static str>,
    answer: Option<&'a Answer>,
    comma: &'a str,
}

impl Number<'_> {
    fn markup(self, text: &str, rtl: bool) -> Markup {
        let shown = no_break_spaces(text, self.range);
        let class = self.class;
        match self.answer {
            // The number comes first in its name: who speaks to the device says what is seen.
            Some(Answer { number, address, name }) => html! {
                a href=(address) class=[class] aria-label={ (number) (self.comma) (name) } dir=[rtl.then_some("ltr")] { (shown) }
            },
            None if rtl => html! { bdi class=[class] dir="ltr" { (shown) } },
            None => html! { span class=[class] { (shown) } },
        }
    }
}

/// The class of a number or address that a browser would part: at the hyphen of a phone number or the dash of a range, or
/// as it parts words.
fn class(found: &str, around: Around<'_>) -> Option<&'static str> {
    if found.starts_with(|c: char| "+0123456789".contains(c)) {
        found.contains(['-', '–']).then_some("n")
    } else {
        (!around.linked && !around.rtl).then_some("u")
    }
}

/// Who answers the number, if it is one to call: what stands before a unit is an amount.
fn answer<'a>(text: &str, number: &Range<usize>, around: Around<'a>) -> Option<&'a Answer> {
    let shown = with_spaces(&text[number.clone()]);
    let found = around.answers.iter().find(|answer| answer.number == shown)?;
    let after = text[number.end..].chars().next().map_or(0, char::len_utf8);
    let amount = no_break_spaces(text, number.end..number.end + after) == "\u{a0}";
    (!amount).then_some(found)
}

/// A part with its forced breaks; numbers kept whole, those that somebody answers as links, and in pages from right to left
/// numbers and addresses from left to right.
fn lines(text: &str, range: Range<usize>, around: Around<'_>) -> Markup {
    let mut rest = range.start;
    let mut pieces = Vec::new();
    for found in left_to_right_ranges(text) {
        if found.start < rest || found.end > range.end {
            continue;
        }
        let number = Number {
            class: class(&text[found.clone()], around),
            answer: answer(text, &found, around),
            comma: around.comma,
            range: found,
        };
        if around.rtl || number.class.is_some() || number.answer.is_some() {
            pieces.push((rest..number.range.start, None));
            rest = number.range.end;
            pieces.push((rest..rest, Some(number)));
        }
    }
    pieces.push((rest..range.end, None));
    html! {
        @for (piece, number) in pieces {
            @match number {
                Some(number) => (number.markup(text, around.rtl)),
                None => @for (at, line) in no_break_spaces(text, piece).split('\n').enumerate() {
                    @if at > 0 { br; }
                    (line)
                },
            }
        }
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    const SWEDISH: Around<'static> = Around { rtl: false, comma: ", ", answers: &[], linked: false };
    const ARABIC: Around<'static> = Around { rtl: true, comma: "، ", answers: &[], linked: false };

    fn linked(words: &str, address: &str) -> String {
        rich(&RichText::link(words, address), SWEDISH).into_string()
    }

    #[test]
    fn signs_of_html_are_text() {
        let mut text = RichText::plain("ett <två> & \"tre\" </style><script>");
        text.push("<b>", SpanStyle { strong: true, ..SpanStyle::default() });
        let expected = "ett &lt;två&gt; &amp; &quot;tre&quot; &lt;/style&gt;&lt;script&gt;<strong>&lt;b&gt;</strong>";
        assert_eq!(rich(&text, SWEDISH).into_string(), expected);
        assert_eq!(linked("x", "https://a.se/?b=1&c=\"2\""), "<a href=\"https://a.se/?b=1&amp;c=&quot;2&quot;\">x</a>");
    }

    #[test]
    fn only_harmless_addresses_become_links() {
        assert_eq!(linked("x", "javascript:alert(1)"), "x");
        assert_eq!(linked("x", "data:text/html,x"), "x");
        assert_eq!(linked("112", "tel:112"), "<a href=\"tel:112\">112</a>");
    }

    #[test]
    fn a_link_with_stress_inside_is_one_link() {
        let mut text = RichText::link("Läs ", "https://polisen.se");
        let style = SpanStyle { strong: true, link: Some("https://polisen.se".into()), ..SpanStyle::default() };
        text.push("mer", style);
        let expected = "<a href=\"https://polisen.se\">Läs <strong>mer</strong></a>";
        assert_eq!(rich(&text, SWEDISH).into_string(), expected);
    }

    #[test]
    fn numbers_stay_whole_and_from_left_to_right() {
        assert_eq!(plain("Ring 114 14 nu", SWEDISH).into_string(), "Ring\u{a0}114\u{a0}14 nu");
        assert_eq!(
            plain("Ring 054-19 73 38.", SWEDISH).into_string(),
            "Ring\u{a0}<span class=\"n\">054-19\u{a0}73\u{a0}38</span>."
        );
        let arabic = plain("اتصل 114 14 الآن", ARABIC).into_string();
        assert!(arabic.contains("<bdi dir=\"ltr\">114\u{a0}14</bdi>"), "{arabic}");
    }

    #[test]
    fn ranges_and_addresses_are_no_words_to_part() {
        assert_eq!(plain("kl. 13–15 nu", SWEDISH).into_string(), "kl.\u{a0}<span class=\"n\">13–15</span> nu");
        let address = "socialstyrelsen.se/kunskapsstod-och-regler";
        assert_eq!(
            plain(&format!("Se {address}."), SWEDISH).into_string(),
            format!("Se <span class=\"u\">{address}</span>.")
        );
        let link = RichText::link(address, "https://socialstyrelsen.se");
        assert_eq!(rich(&link, SWEDISH).into_string(), format!("<a href=\"https://socialstyrelsen.se\">{address}</a>"));
    }

    #[test]
    fn a_text_wholly_in_another_language_has_its_direction() {
        let marked = |text: &str, code: &str| {
            let mut rich = RichText::default();
            rich.push(text, SpanStyle { lang: Lang::from_code(code), ..SpanStyle::default() });
            rich
        };
        let arabic = marked("هذه جريمة.", "ar");
        assert_eq!([SWEDISH.dir(&arabic), ARABIC.dir(&arabic)], [Some("rtl"), None]);
        assert_eq!(ARABIC.dir(&marked("Det är ett brott.", "sv")), Some("ltr"));
        assert_eq!(SWEDISH.dir(&marked("It is a crime.", "en")), None);
        assert_eq!(SWEDISH.dir_of_list(&[arabic.clone(), arabic.clone()]), Some("rtl"));
        assert_eq!(SWEDISH.dir_of_list(&[arabic, RichText::plain("Ett brott")]), None);
    }

    #[test]
    fn abbreviations_say_what_they_are_short_for() {
        let mut text = RichText::plain("10 a ");
        text.push("§", SpanStyle { expanded: Some("paragraf".into()), ..SpanStyle::default() });
        assert_eq!(rich(&text, SWEDISH).into_string(), "10\u{a0}a\u{a0}<abbr title=\"paragraf\">§</abbr>");
    }

    #[test]
    fn forced_breaks_stay() {
        assert_eq!(plain("ett\ntvå", SWEDISH).into_string(), "ett<br>två");
    }

    #[test]
    fn a_number_that_somebody_answers_is_a_link_where_it_stands() {
        let answer = |number: &str, address: &str, name: &str| Answer {
            number: number.into(),
            address: address.into(),
            name: name.into(),
        };
        let all = [answer("112", "tel:112", "SOS Alarm"), answer("114 14", "tel:11414", "Polisen")];
        let around = Answer::around(&all, Lang::SV);
        let police = "<a href=\"tel:11414\" aria-label=\"114 14, Polisen\">114\u{a0}14</a>";
        assert_eq!(plain("Anmäl på 114 14.", around).into_string(), format!("Anmäl på {police}."));
        let mut strong = RichText::plain("Ring ");
        strong.push("114 14", SpanStyle { strong: true, ..SpanStyle::default() });
        assert_eq!(rich(&strong, around).into_string(), format!("Ring\u{a0}<strong>{police}</strong>"));
        let link = RichText::link("Ring 112", "tel:112");
        assert_eq!(rich(&link, around).into_string(), "<a href=\"tel:112\">Ring\u{a0}112</a>", "no link within a link");
        for amount in ["112 % fler", "112 år", "1 112", "§ 112-114"] {
            assert!(!plain(amount, around).into_string().contains("href"), "{amount}");
        }
    }

    #[test]
    fn words_of_another_language_stand_together_in_their_own_direction() {
        let swedish = SpanStyle { lang: Some(Lang::SV), ..SpanStyle::default() };
        let mut text = RichText::plain("قال: ");
        text.push("6 ", swedish.clone());
        text.push("kap.", SpanStyle { expanded: Some("kapitel".into()), ..swedish.clone() });
        text.push(" brottsbalken", swedish);
        let expected = "<span lang=\"sv\" dir=\"ltr\">6\u{a0}<abbr title=\"kapitel\">kap.</abbr> brottsbalken</span>";
        assert_eq!(rich(&text, ARABIC).into_string(), format!("قال: {expected}"));
    }
}
