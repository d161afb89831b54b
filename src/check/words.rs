//! Rules on words that some readers cannot use: links without a name, headings that are none, other languages unmarked,
//! meaning that hangs on a colour, Markdown that is not printed.

use crate::definition::Project;
use crate::diagnostic::{Diagnostic, shortened};
use crate::document::{LANGUAGE, RichText};
use crate::lang::Lang;
use crate::rules;
use crate::text::strange_letters;

use super::texts::{Part, Piece, pieces, words};
use super::{empty_links, markdown};

/// Every finding about the words of the project.
#[must_use]
pub fn check(project: &Project) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for piece in pieces(project) {
        markdown::piece(&piece, &mut out);
        for part in &piece.parts {
            links(&piece, &part.rich, &mut out);
            heading(&piece, part, &mut out);
            language(&piece, &part.rich, &mut out);
            color(&piece, &part.rich, &mut out);
        }
    }
    markdown::facts(project, &mut out);
    markdown::titles(project, &mut out);
    out
}

/// What an address may begin with.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

fn links(piece: &Piece<'_>, rich: &RichText, out: &mut Vec<Diagnostic>) {
    for span in &rich.spans {
        let Some(address) = span.style.link.as_deref() else { continue };
        let shown = rich.text[span.range.clone()].trim();
        if let Some(code) = address.strip_prefix(LANGUAGE) {
            let message = format!("“{shown}” is said to be in the language `{code}`, which there is not");
            let codes: Vec<&str> = Lang::all().map(|lang| lang.code).collect();
            let help = format!("choose from: {}", codes.join(", "));
            out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&piece.text.place).help(help));
        } else if !SCHEMES.iter().any(|scheme| address.starts_with(scheme)) {
            let message = format!("the link “{shown}” leads to `{address}`, which is no address");
            let help = "begin it with https://, mailto: or tel:";
            out.push(Diagnostic::new(&rules::BAD_VALUE, message).at(&piece.text.place).help(help));
        } else if empty_links::is_empty(shown) {
            let message = format!("the link “{shown}” does not say where it leads");
            let help = "let the words that name the target be the link: `[Polisens råd](https://polisen.se)`";
            out.push(Diagnostic::new(&rules::LINK_TEXT, message).at(&piece.text.place).help(help));
        } else if shown.contains("://") {
            let message = format!("the link “{shown}” is read aloud sign by sign");
            let help = "give it a name, or only the short address: `[polisen.se](https://polisen.se)`";
            out.push(Diagnostic::new(&rules::LINK_TEXT, message).at(&piece.text.place).help(help));
        }
    }
}

/// Most signs of a sentence that a message shows.
const SHOWN: usize = 60;

/// Most signs of a strong line that looks like a heading.
const HEADING: usize = 60;

/// A paragraph that looks like a heading and is none (WCAG 2.1, 1.3.1; failure F2).
fn heading(piece: &Piece<'_>, part: &Part, out: &mut Vec<Diagnostic>) {
    let text = part.rich.text.trim();
    let strong = part.rich.spans.iter().filter(|span| span.style.strong).map(|span| span.range.len()).sum::<usize>();
    let all_strong = strong > 0 && strong >= part.rich.text.trim_end().len();
    let looks = all_strong && text.chars().count() <= HEADING && !text.ends_with(['.', '!', ':', ',']);
    let marked = piece.text.lines().any(|line| line.trim_start_matches('#').trim() == text && line.starts_with('#'));
    if !part.item && (looks && piece.parts.len() > 1 || marked) {
        out.push(markdown::heading_in(piece.text, text));
    }
}

/// Words of English that no text of another language has by chance.
const ENGLISH: [&str; 16] = [
    "the", "and", "of", "with", "you", "your", "this", "that", "are", "from", "what", "who", "how", "they", "not",
    "click",
];

/// Words that stand in another language than the text, and do not say so (WCAG 2.1, 3.1.2).
fn language(piece: &Piece<'_>, rich: &RichText, out: &mut Vec<Diagnostic>) {
    // What is marked with a language is right; what leads somewhere may be a name.
    let own: String = {
        let mut at = 0;
        let mut own = String::new();
        for span in rich.spans.iter().filter(|span| span.style.lang.is_some() || span.style.link.is_some()) {
            own.push_str(&rich.text[at..span.range.start]);
            own.push_str(" · ");
            at = span.range.end;
        }
        own + &rich.text[at..]
    };
    let strange = |word: &&str| strange_letters(word, piece.lang) >= 2;
    if let Some(word) = own.split_whitespace().find(strange) {
        let message = format!("“{word}” is written in other letters than the text");
        out.push(unmarked(piece, message));
    }
    if piece.lang.code != "en" {
        let english = |sentence: &&str| {
            let found = words(sentence).into_iter().filter(|word| ENGLISH.contains(&word.as_str()));
            found.collect::<std::collections::BTreeSet<_>>().len() >= 2
        };
        if let Some(sentence) = super::texts::sentences(&own).into_iter().find(english) {
            out.push(unmarked(piece, format!("“{}” is English", shortened(sentence, SHOWN))));
        }
    }
}

fn unmarked(piece: &Piece<'_>, message: String) -> Diagnostic {
    let help = format!("mark the words with their language: `[the words]({LANGUAGE}en)`");
    Diagnostic::new(&rules::LANGUAGE_UNMARKED, message).at(&piece.text.place).help(help)
}

/// Colours, and what a text may say of a thing by its colour alone.
const COLORS: [&str; 16] = [
    "röd", "röda", "rött", "grön", "gröna", "grönt", "gul", "gula", "gult", "blå", "blåa", "blått", "red", "green",
    "yellow", "blue",
];
const THINGS: [&str; 22] = [
    "rutan",
    "rutorna",
    "raden",
    "raderna",
    "texten",
    "fältet",
    "fälten",
    "knappen",
    "orden",
    "ordet",
    "siffrorna",
    "linjen",
    "delen",
    "punkterna",
    "pilen",
    "box",
    "text",
    "line",
    "field",
    "button",
    "words",
    "part",
];
const MARKS: [&str; 8] = ["markerad", "markerat", "markerade", "märkt", "märkta", "skrivet", "marked", "shown"];

/// Meaning that hangs on a colour (WCAG 2.1, 1.4.1), as far as the words show it: “den röda rutan”, “markerat med grönt”.
fn color(piece: &Piece<'_>, rich: &RichText, out: &mut Vec<Diagnostic>) {
    for sentence in super::texts::sentences(&rich.text) {
        let said = words(sentence);
        let is = |list: &[&str], at: usize| said.get(at).is_some_and(|word| list.contains(&word.as_str()));
        let found = (0..said.len()).any(|at| {
            let thing = is(&COLORS, at) && is(&THINGS, at + 1);
            let mark = is(&MARKS, at) && (1..=2).any(|step| is(&COLORS, at + step));
            thing || mark
        });
        if found {
            let message = format!("“{}” points to a colour", shortened(sentence, SHOWN));
            let help = "say what the thing is called or where it stands as well: “rutan Det är aldrig barnets fel”";
            out.push(Diagnostic::new(&rules::COLOR_ONLY, message).at(&piece.text.place).help(help));
        }
    }
}
