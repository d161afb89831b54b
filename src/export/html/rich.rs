//! Text with its links, stress and languages as HTML. All escaping is maud's.

use std::ops::Range;

use maud::{Markup, html};

use crate::document::{RichText, SpanStyle};
use crate::text::{left_to_right_ranges, no_break_spaces};

/// Schemes that a page may lead to.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// A text; `rtl` tells whether it stands in a page that is read from right to left.
pub(super) fn rich(text: &RichText, rtl: bool) -> Markup {
    let parts = parts(text);
    html! {
        // Parts that lead to the same place are one link.
        @for group in parts.chunk_by(|a, b| link(a.1.as_ref()) == link(b.1.as_ref())) {
            @if let Some(address) = link(group[0].1.as_ref()) {
                a href=(address) dir=[(rtl && is_latin(address)).then_some("ltr")] {
                    @for (range, style) in group { (styled(&text.text, range, style.as_ref(), false)) }
                }
            } @else {
                @for (range, style) in group { (styled(&text.text, range, style.as_ref(), rtl)) }
            }
        }
    }
}

/// A plain text.
pub(super) fn plain(text: &str, rtl: bool) -> Markup {
    rich(&RichText::plain(text), rtl)
}

/// The whole text in pieces of one style.
fn parts(text: &RichText) -> Vec<(Range<usize>, Option<SpanStyle>)> {
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
fn link(style: Option<&SpanStyle>) -> Option<&str> {
    let address = style?.link.as_deref()?;
    SCHEMES.iter().any(|scheme| address.starts_with(scheme)).then_some(address)
}

/// Whether a link shows a number or an address, which are read from left to right in every script.
fn is_latin(address: &str) -> bool {
    address.starts_with("tel:") || address.starts_with("mailto:")
}

/// A part in its style.
fn styled(text: &str, range: &Range<usize>, style: Option<&SpanStyle>, rtl: bool) -> Markup {
    let words = lines(text, range.clone(), rtl);
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
    let words = match &style.expanded {
        Some(whole) => html! { abbr title=(whole) { (words) } },
        None => words,
    };
    match style.lang {
        Some(lang) => html! { span lang=(lang.code) dir=(if lang.rtl { "rtl" } else { "ltr" }) { (words) } },
        None => words,
    }
}

/// A part with its forced breaks; numbers kept whole, and in pages from right to left numbers and addresses from left to
/// right.
fn lines(text: &str, range: Range<usize>, rtl: bool) -> Markup {
    let mut rest = range.start;
    let mut pieces = Vec::new();
    for number in left_to_right_ranges(text) {
        // A browser would end a line at the hyphen of a phone number.
        let whole =
            text[number.clone()].contains('-') && text[number.clone()].starts_with(|c: char| "+0123456789".contains(c));
        if (rtl || whole) && number.start >= rest && number.end <= range.end {
            pieces.push((rest..number.start, None));
            rest = number.end;
            pieces.push((number, Some(whole)));
        }
    }
    pieces.push((rest..range.end, None));
    html! {
        @for (piece, number) in pieces {
            @match number {
                Some(whole) if rtl => bdi class=[whole.then_some("n")] dir="ltr" { (no_break_spaces(text, piece)) },
                Some(_) => span.n { (no_break_spaces(text, piece)) },
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

    fn linked(words: &str, address: &str) -> String {
        rich(&RichText::link(words, address), false).into_string()
    }

    #[test]
    fn signs_of_html_are_text() {
        let mut text = RichText::plain("ett <två> & \"tre\" </style><script>");
        text.push("<b>", SpanStyle { strong: true, ..SpanStyle::default() });
        let expected = "ett &lt;två&gt; &amp; &quot;tre&quot; &lt;/style&gt;&lt;script&gt;<strong>&lt;b&gt;</strong>";
        assert_eq!(rich(&text, false).into_string(), expected);
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
        assert_eq!(rich(&text, false).into_string(), expected);
    }

    #[test]
    fn numbers_stay_whole_and_from_left_to_right() {
        assert_eq!(plain("Ring 114 14 nu", false).into_string(), "Ring\u{a0}114\u{a0}14 nu");
        assert_eq!(
            plain("Ring 054-19 73 38.", false).into_string(),
            "Ring\u{a0}<span class=\"n\">054-19\u{a0}73\u{a0}38</span>."
        );
        let arabic = plain("اتصل 114 14 الآن", true).into_string();
        assert!(arabic.contains("<bdi dir=\"ltr\">114\u{a0}14</bdi>"), "{arabic}");
    }

    #[test]
    fn abbreviations_say_what_they_are_short_for() {
        let mut text = RichText::plain("10 a ");
        text.push("§", SpanStyle { expanded: Some("paragraf".into()), ..SpanStyle::default() });
        assert_eq!(rich(&text, false).into_string(), "10\u{a0}a\u{a0}<abbr title=\"paragraf\">§</abbr>");
    }

    #[test]
    fn forced_breaks_stay() {
        assert_eq!(plain("ett\ntvå", false).into_string(), "ett<br>två");
    }
}
