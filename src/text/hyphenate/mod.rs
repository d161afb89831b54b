//! Hyphenation: compounds at their joints first, then patterns of the language; three letters on each side.

mod compound;
mod exceptions;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::lang::Lang;

use compound::{Piece, lexicon};

/// Letters that must stay on each side of a hyphen.
const MIN_LETTERS: usize = 3;
/// Shortest word that can be a compound, in bytes.
const SHORTEST_COMPOUND: usize = 6;

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

/// Most words of a language whose places are kept by a thread; then it begins anew.
const MOST_KNOWN: usize = 8192;

thread_local! {
    /// Words by language: the counties' texts are made of the same ones.
    static KNOWN: RefCell<BTreeMap<[u8; 2], Words>> = RefCell::default();
}

/// Words with their places.
type Words = BTreeMap<String, Rc<[HyphenPoint]>>;

/// Places where a word may be parted, in order. The word is letters only.
pub(super) fn points(word: &str, lang: Lang) -> Rc<[HyphenPoint]> {
    let Some((code, patterns)) = lang.patterns.and_then(|code| Some((code, hypher::Lang::from_iso(code)?))) else {
        return Rc::default();
    };
    KNOWN.with_borrow_mut(|known| {
        let known = known.entry(code).or_default();
        if let Some(points) = known.get(word) {
            return Rc::clone(points);
        }
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        let points: Rc<[HyphenPoint]> = find(word, code, patterns).into();
        known.insert(word.to_owned(), Rc::clone(&points));
        points
    })
}

/// Places where a word of a language may be parted, found anew.
fn find(word: &str, code: [u8; 2], patterns: hypher::Lang) -> Vec<HyphenPoint> {
    let lower = word.to_lowercase();
    // A change of case that changes the length would shift every point.
    if lower.len() != word.len() {
        return Vec::new();
    }
    let compound = lexicon(code).filter(|_| lower.len() >= SHORTEST_COMPOUND).and_then(|lexicon| lexicon.read(&lower));
    let whole = || vec![Piece { start: 0, end: lower.len(), added: "", exception: None }];
    let mut points = Vec::new();
    for piece in compound.unwrap_or_else(whole) {
        if piece.start > 0 {
            points.push(HyphenPoint { at: piece.start, joint: true, added: piece.added });
        }
        let mut known = piece.start;
        if let Some(exception) = piece.exception {
            known += exception.printed.len();
            points.extend(exception.points.iter().map(|p| HyphenPoint { at: piece.start + p.at, ..*p }));
        }
        syllables(&lower[piece.start..piece.end], patterns, |at| {
            let at = piece.start + at;
            // An ending of an exception is parted by the patterns.
            if at > known {
                points.push(HyphenPoint { at, joint: false, added: "" });
            }
        });
    }
    let letters = |text: &str| text.chars().count();
    points.retain(|p| letters(&word[..p.at]) >= MIN_LETTERS && letters(&word[p.at..]) >= MIN_LETTERS);
    points
}

/// The places of a part's syllables.
fn syllables(part: &str, patterns: hypher::Lang, mut place: impl FnMut(usize)) {
    let mut at = 0;
    for syllable in hypher::hyphenate_bounded(part, patterns, MIN_LETTERS, MIN_LETTERS) {
        at += syllable.len();
        if at < part.len() {
            place(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word with its places shown: `=` joint, `-` syllable, added letters in brackets.
    fn shown(word: &str) -> String {
        shown_in(Lang::SV, word)
    }

    fn shown_in(lang: Lang, word: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for p in &*points(word, lang) {
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
        assert_eq!(shown("utsatt"), "utsatt", "not uts-att; ut has too few letters");
        let finnish = |word| shown_in(Lang::from_code("fi").expect("in the table"), word);
        assert_eq!([finnish("ehdottaa"), finnish("seksuaalirikos")], ["ehdot=taa", "seksuaali=rikos"]);
        assert_eq!(shown_in(Lang::from_code("da").expect("in the table"), "ungdomsklinikken"), "ungdoms=kli-nik-ken");
    }

    /// Words of `tests/hyphenation`: as printed, joints with added letters, other places that are no fault.
    fn judged(line: &str) -> (String, Vec<usize>, Vec<usize>) {
        let marked = line.split(": ").last().unwrap_or_default();
        let printed = match line.split_once(": ") {
            Some((printed, _)) => printed.to_owned(),
            None => marked.replace(['=', '~'], ""),
        };
        let (mut joints, mut others, mut at) = (Vec::new(), Vec::new(), 0);
        let parts: Vec<&str> = marked.split_inclusive(['=', '~']).collect();
        for pair in parts.windows(2) {
            at += pair[0].len() - 1;
            let next = pair[1].trim_end_matches(['=', '~']);
            if !printed[at..].starts_with(next) {
                at -= 1;
            }
            if pair[0].ends_with('=') { joints.push(at) } else { others.push(at) }
        }
        (printed, joints, others)
    }

    /// How the joints that the program sees in a list of judged words compare with those that are there.
    #[derive(Default)]
    struct Judgement {
        words: usize,
        at_joint: usize,
        wrong: Vec<String>,
        unseen: Vec<String>,
    }

    fn judge(lang: Lang, list: &str) -> Judgement {
        let mut found = Judgement::default();
        for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (word, joints, others) = judged(line);
            let usable = |at: &&usize| word[..**at].chars().count() >= 3 && word[**at..].chars().count() >= 3;
            if !joints.iter().any(|at| usable(&at)) {
                continue;
            }
            found.words += 1;
            let all = points(&word, lang);
            let seen: Vec<usize> = all.iter().filter(|p| p.joint).map(|p| p.at).collect();
            if seen.iter().any(|at| !joints.contains(at) && !others.contains(at)) {
                found.wrong.push(shown_in(lang, &word));
            }
            // Where a syllable ends only at the joint, the word parts there as well.
            let alone = seen.is_empty() && !all.is_empty() && all.iter().all(|p| joints.contains(&p.at));
            if alone || seen.iter().any(|at| joints.contains(at)) {
                found.at_joint += 1;
            } else {
                found.unseen.push(shown_in(lang, &word));
            }
        }
        found
    }

    /// The first choice of a word is a joint, and every joint that the program sees is one.
    #[test]
    fn compounds_part_where_a_proofreader_parts_them() {
        let known = include_str!("../../../tests/hyphenation/sv.txt");
        let held_out = include_str!("../../../tests/hyphenation/sv-held-out.txt");
        let german = include_str!("../../../tests/hyphenation/de.txt");
        let de = Lang::from_code("de").expect("in the table");
        for (name, lang, list, enough, least) in [
            ("known", Lang::SV, known, 300, 97),
            ("held out", Lang::SV, held_out, 300, 94),
            ("German", de, german, 60, 95),
        ] {
            let Judgement { words, at_joint, wrong, unseen } = judge(lang, list);
            println!(
                "{name}: {at_joint} of {words} at a joint, not {}; no joint: {}",
                unseen.join(" "),
                wrong.join(" ")
            );
            assert!(words >= enough, "{name}: {words} words");
            assert!(wrong.is_empty(), "{name}, no joint: {}", wrong.join(" "));
            assert!(at_joint * 100 >= words * least, "{name}: {at_joint} of {words}, not {}", unseen.join(" "));
        }
    }

    #[test]
    fn changed_spelling_comes_back() {
        assert_eq!(shown("tillåta"), "til(l)=låta");
        assert_eq!(shown("busstation"), "bus(s)=station");
    }

    #[test]
    fn three_letters_stay_on_each_side() {
        for word in ["över", "aldrig", "kontakten", "information", "människa"] {
            for p in &*points(word, Lang::SV) {
                assert!(word[..p.at].chars().count() >= 3 && word[p.at..].chars().count() >= 3, "{word}");
            }
        }
    }
}
