//! Words whose places are given: `assets/hyphenation/LANGUAGE.txt`.

use super::HyphenPoint;

/// A word of the list.
#[derive(Debug)]
pub(super) struct Exception {
    /// The word as it is printed.
    pub printed: String,
    /// Its places, in order.
    pub points: Vec<HyphenPoint>,
}

/// Reads a list. A line is a word with `=` at joints and `-` between syllables; where a joint changes the spelling, the
/// printed word stands before it with a colon. `#` begins a comment.
pub(super) fn parse(text: &str) -> Vec<Exception> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(exception).collect()
}

/// Reads a line.
fn exception(line: &str) -> Exception {
    let (printed, marked) = match line.split_once(':') {
        Some((printed, marked)) => (printed.trim().to_owned(), marked.trim()),
        None => (line.replace(['=', '-'], ""), line),
    };
    let parts: Vec<&str> = marked.split_inclusive(['=', '-']).collect();
    let mut points = Vec::new();
    let mut at = 0;
    for pair in parts.windows(2) {
        let letters = pair[0].trim_end_matches(['=', '-']);
        let joint = pair[0].ends_with('=');
        at += letters.len();
        // The spelling changes where three equal consonants would meet: one of them is not printed.
        let next = pair[1].trim_end_matches(['=', '-']);
        let shared = joint && !printed.get(at..).is_some_and(|rest| rest.starts_with(next));
        let added = if shared { added(letters) } else { "" };
        at -= added.len();
        points.push(HyphenPoint { at, joint, added });
    }
    Exception { printed, points }
}

/// The last letter of a word, as the spelling adds it before a hyphen; nothing if no language doubles it.
pub(super) fn added(word: &str) -> &'static str {
    const CONSONANTS: &str = "bdfgklmnprst";
    let last = word.chars().next_back().and_then(|last| CONSONANTS.find(last));
    last.map_or("", |at| &CONSONANTS[at..=at])
}
