//! Hyphenation: patterns of the language, three letters on each side, compounds at their joints first.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::lang::Lang;

/// Letters that must stay on each side of a hyphen.
const MIN_LETTERS: usize = 3;

/// A place where a word may be parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HyphenPoint {
    /// Byte in the word before which the next line begins.
    pub at: usize,
    /// Whether this is the joint of a compound.
    pub joint: bool,
    /// Letters that the spelling adds before the hyphen, such as the third l of `till-låta`.
    pub added: &'static str,
}

/// Places where a word may be parted, in order. The word is letters only.
pub(super) fn points(word: &str, lang: Lang) -> Vec<HyphenPoint> {
    let Some(patterns) = lang.patterns.and_then(hypher::Lang::from_iso) else { return Vec::new() };
    let lower = word.to_lowercase();
    // A change of case that changes the length would shift every point.
    if lower.len() != word.len() {
        return Vec::new();
    }
    let mut points = Vec::new();
    let mut known = 0;
    if lang.primary_code() == "sv"
        && let Some(exception) = swedish(&lower)
    {
        known = exception.len;
        points.extend(exception.points.iter().cloned());
        // What follows a known compound, such as an ending, is parted by the patterns, joined to it by syllable only.
        if lower.len() > known && lower[known..].chars().count() < MIN_LETTERS {
            known = lower.len();
        }
    }
    if known < lower.len() {
        let mut at = 0;
        for syllable in hypher::hyphenate_bounded(&lower, patterns, MIN_LETTERS, MIN_LETTERS) {
            at += syllable.len();
            if at > known && at < lower.len() {
                points.push(HyphenPoint { at, joint: false, added: "" });
            }
        }
    }
    points.retain(|p| word[..p.at].chars().count() >= MIN_LETTERS && word[p.at..].chars().count() >= MIN_LETTERS);
    points
}

/// A word of the exception list.
struct Exception {
    /// Bytes of the printed word.
    len: usize,
    /// Its places.
    points: Vec<HyphenPoint>,
}

/// The longest exception that the word begins with.
fn swedish(word: &str) -> Option<&'static Exception> {
    static LIST: OnceLock<BTreeMap<String, Exception>> = OnceLock::new();
    let list = LIST.get_or_init(|| parse(include_str!("../../assets/hyphenation/sv.txt")));
    let mut ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(5).collect();
    ends.push(word.len());
    ends.into_iter().rev().find_map(|end| list.get(&word[..end]))
}

/// Reads the exception list.
fn parse(text: &'static str) -> BTreeMap<String, Exception> {
    let mut list = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (printed, marked) = match line.split_once(':') {
            Some((printed, marked)) => (printed.trim().to_owned(), marked.trim()),
            None => (line.replace(['=', '-'], ""), line),
        };
        let mut points: Vec<HyphenPoint> = Vec::new();
        let mut reached = 0;
        let mut dropped = 0;
        for part in marked.split_inclusive(['=', '-']) {
            let (letters, joint) = match part.strip_suffix('=') {
                Some(letters) => (letters, true),
                None => (part.trim_end_matches('-'), false),
            };
            reached += letters.len();
            if part.len() == letters.len() {
                break;
            }
            // The spelling changes where three equal consonants would meet: one of them is not printed.
            let at = reached - dropped;
            let changed = joint && !printed.is_char_boundary(at)
                || !printed[at.min(printed.len())..].starts_with(next_letters(marked, part));
            if changed && joint {
                let added = &letters[letters.len() - 1..];
                dropped += 1;
                points.push(HyphenPoint { at: at - 1, joint, added });
            } else {
                points.push(HyphenPoint { at, joint, added: "" });
            }
        }
        list.insert(printed.clone(), Exception { len: printed.len(), points });
    }
    list
}

/// The letters that follow `part` in the marked word, up to the next mark.
fn next_letters<'a>(marked: &'a str, part: &str) -> &'a str {
    let end = part.as_ptr() as usize - marked.as_ptr() as usize + part.len();
    marked[end..].split(['=', '-']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word with its places shown: `=` joint, `-` syllable, added letters in brackets.
    fn shown(word: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for p in points(word, Lang::SV) {
            out.push_str(&word[from..p.at]);
            if !p.added.is_empty() {
                out.extend(["(", p.added, ")"]);
            }
            out.push(if p.joint { '=' } else { '-' });
            from = p.at;
        }
        out + &word[from..]
    }

    #[test]
    fn compounds_part_at_their_joints() {
        assert_eq!(shown("ungdomsmottagning"), "ungdoms=mot-tag-ning");
        assert_eq!(shown("Barnvagn"), "Barn=vagn");
        assert_eq!(shown("kvinnofridssamordnare"), "kvinno=frids=sam-ord-nare");
    }

    #[test]
    fn changed_spelling_comes_back() {
        assert_eq!(shown("tillåta"), "til(l)=låta");
        assert_eq!(shown("busstation"), "bus(s)=station");
    }

    #[test]
    fn three_letters_stay_on_each_side() {
        for word in ["över", "aldrig", "kontakten", "information", "människa"] {
            for p in points(word, Lang::SV) {
                assert!(word[..p.at].chars().count() >= 3 && word[p.at..].chars().count() >= 3, "{word}");
            }
        }
    }
}
