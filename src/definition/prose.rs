//! Rules that hold for every text of a definition: placeholders, control characters, quotation marks, length.

use std::ops::Range;
use std::sync::Arc;

use super::groups::ungrouped;
use super::literal::raw_range;
use super::nearest::nearest;
use super::placeholder::{Piece, Placeholder, pieces};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::lang::{Lang, wrong_hyphens};
use crate::limits;
use crate::rules;

/// Most bytes of one text.
const LONGEST: usize = limits::TEXT_BYTES;

/// Most findings of one kind that are told of one text. A text full of them is of another kind altogether.
const SOME: usize = 20;

/// A text value as it was read, and where its literal stands.
pub(super) struct Prose<'a> {
    /// The decoded text.
    pub text: &'a str,
    /// The file.
    pub source: &'a Arc<Source>,
    /// The literal, quotation marks included.
    pub span: Range<usize>,
    /// The language of the file.
    pub lang: Lang,
}

impl Prose<'_> {
    /// Every finding about a text that is printed, whose placeholders are `known` or those of every text.
    pub fn check(&self, known: &[&str], out: &mut Vec<Diagnostic>) {
        if self.text.len() > LONGEST {
            let message = format!("this text has {} KiB; a leaflet holds far less than 64", self.text.len() / 1024);
            out.push(Diagnostic::new(&rules::TOO_LONG, message).at(&self.whole()).help(rules::TOO_LONG.mend));
            return;
        }
        self.control_characters(out);
        self.placeholders(known, out);
        self.typewriter_signs(out);
        self.digits(out);
    }

    /// Every finding about words without placeholders.
    pub fn check_words(&self, out: &mut Vec<Diagnostic>) {
        self.control_characters(out);
        for (piece, range) in pieces(self.text) {
            if let Piece::Name(name) = piece
                && Placeholder::named(name).is_some()
            {
                let message = format!("`{{{name}}}` is not filled in here");
                let help = "write the words themselves; placeholders are filled in titles and sections";
                out.push(Diagnostic::new(&rules::UNKNOWN_PLACEHOLDER, message).at(&self.place(&range)).help(help));
            }
        }
    }

    /// Every finding about words that are printed in one line and as they stand.
    pub fn check_line(&self, out: &mut Vec<Diagnostic>) {
        self.check_words(out);
        if let Some(at) = self.text.find(['\n', '\r', '\t']) {
            let diagnostic =
                Diagnostic::new(&rules::CONTROL_CHARACTER, "here a line ends or a tab stands; a name has one line");
            out.push(diagnostic.at(&self.place(&(at..at + 1))).help("write it on one line, with spaces"));
        }
        let marks = ["**", "]("].into_iter().find_map(|mark| Some((self.text.find(mark)?, mark)));
        if let Some((at, mark)) = marks {
            let message = format!("`{mark}` is printed as it stands; a name knows no Markdown");
            let place = self.place(&(at..at + mark.len()));
            out.push(Diagnostic::new(&rules::MARKDOWN_CHANGED, message).at(&place).help("write the words alone"));
        }
        self.typewriter_signs(out);
    }

    /// The whole literal.
    fn whole(&self) -> Place {
        Place { source: Arc::clone(self.source), span: self.span.clone() }
    }

    /// The place of a part of the text.
    fn place(&self, part: &Range<usize>) -> Place {
        let raw = self.source.text.get(self.span.clone()).unwrap_or_default();
        let within = raw_range(raw, part);
        let span = self.span.start + within.start..self.span.start + within.end;
        Place { source: Arc::clone(self.source), span }
    }

    fn control_characters(&self, out: &mut Vec<Diagnostic>) {
        // Where nothing is written from right to left, what turns the direction turns words round.
        let turns = |c: char| is_turn(c) && !self.text.contains(is_right_to_left);
        let invisible = |c: char| c.is_control() && c != '\n' && c != '\t' && c != '\r' || is_format(c) || turns(c);
        let wrong = |c: char| invisible(c) || c == char::REPLACEMENT_CHARACTER;
        for (at, c) in self.text.char_indices().filter(|(_, c)| wrong(*c)).take(SOME) {
            let (message, help) = if c == char::REPLACEMENT_CHARACTER {
                ("here stands U+FFFD, the sign for a letter that was lost".to_owned(), "write the letter")
            } else {
                (format!("here stands the control character U+{:04X}, which nobody can see", u32::from(c)), "delete it")
            };
            let place = self.place(&(at..at + c.len_utf8()));
            out.push(Diagnostic::new(&rules::CONTROL_CHARACTER, message).at(&place).help(help));
        }
    }

    fn placeholders(&self, known: &[&str], out: &mut Vec<Diagnostic>) {
        let names = || Placeholder::ALL.iter().map(|(_, name)| *name).chain(known.iter().copied());
        let wrong = |piece: &Piece| match piece {
            Piece::Words(_) => false,
            Piece::Name(name) => !names().any(|right| right == *name),
            Piece::Stray(_) => true,
        };
        for (piece, range) in pieces(self.text).into_iter().filter(|(piece, _)| wrong(piece)).take(SOME) {
            let (message, help) = match piece {
                Piece::Words(_) => continue,
                Piece::Name(name) => {
                    let help = match nearest(name, names()) {
                        Some(right) => format!("did you mean `{{{right}}}`?"),
                        None => format!("choose from: {}", names().collect::<Vec<_>>().join(", ")),
                    };
                    (format!("nothing fills `{{{name}}}`"), help)
                }
                Piece::Stray(brace) => {
                    let twice = brace.repeat(2);
                    let help = match self.meant(range.start, names()) {
                        Some(right) => format!("did you mean `{{{right}}}`?"),
                        None => format!("write `{twice}` to print it"),
                    };
                    (format!("`{brace}` has no partner"), help)
                }
            };
            out.push(Diagnostic::new(&rules::UNKNOWN_PLACEHOLDER, message).at(&self.place(&range)).help(help));
        }
    }

    /// The placeholder that a brace without its partner begins.
    fn meant<'n>(&self, at: usize, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        let rest = self.text.get(at..)?.strip_prefix('{')?.trim_start();
        names.filter(|name| rest.starts_with(name)).max_by_key(|name| name.len())
    }

    /// How the language of the file writes quotation marks.
    fn quotes(&self) -> String {
        let (open, close) = self.lang.quotes;
        format!("write {open}…{close}")
    }

    fn typewriter_signs(&self, out: &mut Vec<Diagnostic>) {
        let quotes = self.text.matches('"').count();
        if let Some(at) = self.text.find('"') {
            let message = format!("{quotes} straight quotation {}", if quotes == 1 { "mark" } else { "marks" });
            let place = self.place(&(at..at + 1));
            out.push(Diagnostic::new(&rules::STRAIGHT_QUOTES, message).at(&place).help(self.quotes()));
        }
        if let Some(at) = spaced_hyphen(self.text) {
            let place = self.place(&(at..at + 1));
            let diagnostic = Diagnostic::new(&rules::STRAIGHT_QUOTES, "a hyphen stands for a dash");
            out.push(diagnostic.at(&place).help("write – (a dash)"));
        }
        for (at, sign) in wrong_hyphens(self.text, self.lang).into_iter().take(SOME) {
            let (message, help) = match sign {
                '−' => ("a hyphen stands for a minus", "write − (a minus) or the words"),
                _ => ("a hyphen stands for the dash of a range", "write – (a dash) without spaces"),
            };
            let diagnostic = Diagnostic::new(&rules::STRAIGHT_QUOTES, message);
            out.push(diagnostic.at(&self.place(&(at..at + 1))).help(help));
        }
    }

    fn digits(&self, out: &mut Vec<Diagnostic>) {
        for (range, form) in ungrouped(self.text, self.lang).into_iter().take(SOME) {
            let message = format!("“{}” has no groups", &self.text[range.clone()]);
            let diagnostic = Diagnostic::new(&rules::NUMBER_GROUPS, message);
            out.push(diagnostic.at(&self.place(&range)).help(format!("write {form}")));
        }
    }
}

/// What turns the direction of the words behind it: embeddings, overrides and isolates (UAX 9, 2.1 to 2.4).
fn is_turn(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a letter is of a script that is written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Invisible signs that come along when text is copied, but have no work to do in it. Joiners and direction marks have.
fn is_format(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffc}' | '\u{fff9}'..='\u{fffb}')
}

/// A hyphen between spaces that does not begin a list item.
fn spaced_hyphen(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let first = line.len() - line.trim_start().len();
        if let Some(at) = line.match_indices(" - ").map(|(at, _)| at).find(|at| *at >= first) {
            return Some(start + at + 1);
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_of_lists_are_no_dashes() {
        assert_eq!(spaced_hyphen("- ett\n- två\n  - tre"), None);
        assert_eq!(spaced_hyphen("ett\ntvå - tre"), Some("ett\ntvå ".len()));
        assert_eq!(spaced_hyphen("- ett - två"), Some(6));
    }
}
