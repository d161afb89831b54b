//! Compounds: the cheapest way to read a word as parts that its language has.
//!
//! Each part costs the tenths of the negative logarithm of its frequency. A reading costs the mean of its parts (Koehn and
//! Knight, "Empirical Methods for Compound Splitting", 2003) and something for each joint; it is taken where that is less
//! than the word costs as one.

use std::sync::OnceLock;

use fst::raw::{Fst, Output};

use super::exceptions::{Exception, added, parse};

/// A joint costs this much beyond the mean of the parts.
const JOINT: u32 = 5;
/// A long word is read as parts if that costs at most this much more than the word as one.
const RATHER_PARTS: u32 = 17;
/// A shorter word, for each letter beyond five.
const RATHER_PARTS_BY_LETTER: u32 = 4;
/// What a word costs that is not in the list.
const UNKNOWN: u32 = 85;
/// What a word of the exceptions costs as a part.
const EXCEPTION: u32 = 20;
/// An ending that a part of the list has as the end of a word: `styrelse` and `rna`.
const INFLECTED: u32 = 4;
/// Shortest part with such an ending, in bytes.
const SHORTEST_INFLECTED: usize = 4;
/// An s between parts, after an end that is known to take one.
const LINKED: u32 = 3;
/// A joint before an s that may as well end the part before it: `närings-idkare`, not `näring-sidkare`.
const BEFORE_S: u32 = 14;
/// A consonant that two parts share: `tillåta` is till and låta.
const SHARED: u32 = 3;
/// Most parts of a word.
const MOST_PARTS: usize = 6;
/// Means of up to six parts are whole numbers of this.
const SCALE: u32 = 60;
/// Longest word that is read, in bytes.
const LONGEST: usize = 72;
/// Stands for no cost in the list's values.
const NONE: u64 = 255;

/// What a language knows of its compounds.
pub(super) struct Lexicon {
    /// Parts, each with a value: its cost as beginning, as end (8 bits each), and from bit 16 the number of its exception.
    parts: Option<Fst<&'static [u8]>>,
    exceptions: Vec<Exception>,
    /// Endings that a word of the exceptions may have.
    endings: &'static [&'static str],
    /// Endings of words that take an s before another part.
    linking: &'static [&'static str],
    /// Whether three equal consonants become two where parts meet.
    shares_consonants: bool,
    /// Whether no word ends in two consonants, as in Finnish.
    simple_ends: bool,
}

/// The files of a language.
struct Source {
    /// ISO 639-1 code.
    language: [u8; 2],
    parts: &'static [u8],
    exceptions: &'static str,
    endings: &'static [&'static str],
    shares_consonants: bool,
}

/// The files of a language, by its code.
macro_rules! source {
    ($code:literal, $shares:literal, $endings:expr) => {
        Source {
            language: [$code.as_bytes()[0], $code.as_bytes()[1]],
            parts: include_bytes!(concat!("../../../assets/hyphenation/parts/", $code, ".fst")),
            exceptions: include_str!(concat!("../../../assets/hyphenation/", $code, ".txt")),
            endings: $endings,
            shares_consonants: $shares,
        }
    };
}

/// Endings of Swedish nouns, adjectives and verbs.
const SWEDISH: &[&str] = &[
    "s", "n", "t", "a", "e", "r", "en", "et", "ens", "ets", "ns", "ts", "as", "ar", "er", "or", "na", "nas", "ade",
    "are", "at", "arna", "erna", "orna", "arnas", "ernas", "ornas", "aren", "aste", "arens",
];
/// Endings of Swedish nouns that take an s before another part.
const SWEDISH_LINKING: &[&str] = &["ing", "ion", "het", "skap", "tet", "ift"];
/// Endings of Bokmål.
const BOKMAL: &[&str] =
    &["s", "n", "t", "e", "r", "a", "en", "et", "ens", "ets", "er", "ers", "ene", "enes", "ne", "nes", "te", "ere"];
/// Endings of Danish.
const DANISH: &[&str] =
    &["s", "n", "t", "e", "r", "en", "et", "ens", "ets", "er", "ers", "erne", "ernes", "ne", "nes", "te", "ede", "ere"];

/// Endings of German.
const GERMAN: &[&str] = &["s", "n", "e", "en", "er", "es", "ern", "em", "in", "innen"];

/// The lists that the program carries.
static SOURCES: [Source; 6] = [
    source!("sv", true, SWEDISH),
    source!("nb", true, BOKMAL),
    source!("da", false, DANISH),
    source!("de", false, GERMAN),
    // Endings of Finnish and Icelandic change the stem: each form has a line of its own.
    source!("fi", false, &[]),
    source!("is", false, &[]),
];

/// A part of a word that was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// Byte of the word at which it begins. Where a consonant is shared, the piece before it ends after this.
    pub start: usize,
    /// Byte at which it ends.
    pub end: usize,
    /// Letters that the spelling adds before a hyphen in front of it.
    pub added: &'static str,
    /// The exception that it is.
    pub exception: Option<&'a Exception>,
}

/// The cheapest way to the beginning of a part.
#[derive(Debug, Clone, Copy)]
struct Reached {
    cost: u32,
    /// The part before, and the number of its exception.
    from: u8,
    end: u8,
    exception: u16,
}

/// The lexicon of a language; opened the first time that a process asks for it.
pub(super) fn lexicon(language: [u8; 2]) -> Option<&'static Lexicon> {
    static OPEN: [OnceLock<Lexicon>; SOURCES.len()] = [const { OnceLock::new() }; SOURCES.len()];
    let at = SOURCES.iter().position(|source| source.language == language)?;
    let source = &SOURCES[at];
    Some(OPEN[at].get_or_init(|| Lexicon {
        parts: Fst::new(source.parts).ok(),
        exceptions: parse(source.exceptions),
        endings: source.endings,
        linking: if language == *b"sv" { SWEDISH_LINKING } else { &[] },
        shares_consonants: source.shares_consonants,
        simple_ends: language == *b"fi",
    }))
}

impl Lexicon {
    /// The parts of a word in small letters, if it is a compound or an exception.
    pub fn read(&self, word: &str) -> Option<Vec<Piece<'_>>> {
        if word.len() > LONGEST {
            return None;
        }
        let mut reached = vec![[None::<Reached>; MOST_PARTS]; word.len() + 1];
        reached[0][0] = Some(Reached { cost: 0, from: 0, end: 0, exception: 0 });
        let mut whole = UNKNOWN;
        // Cost, number of parts before the last one, beginning of the last one, its exception.
        let mut best: Option<(u32, usize, usize, usize)> = None;
        let mut found = Vec::new();
        for start in 0..word.len() {
            if reached[start].iter().all(Option::is_none) {
                continue;
            }
            self.matches(word, start, &mut found);
            for (end, value) in &found {
                let (end, exception) = (*end, (value >> 16) as usize);
                let cost = |of: u64| (of != NONE).then_some(of as u32);
                let rest = &word[end..];
                let (begins, ends) = if exception > 0 {
                    let ends = rest.is_empty() || self.endings.contains(&rest);
                    (Some(EXCEPTION), ends.then_some(EXCEPTION))
                } else {
                    let inflected =
                        || end - start >= SHORTEST_INFLECTED && self.linked() && self.endings.contains(&rest);
                    let ends = cost(value >> 8 & 255);
                    let ends = if rest.is_empty() { ends } else { ends.filter(|_| inflected()).map(|c| c + INFLECTED) };
                    (cost(value & 255), ends)
                };
                let begins = begins.filter(|_| !self.simple_ends || !ends_in_two_consonants(&word[start..end]));
                if start == 0 && exception == 0 {
                    whole = ends.map_or(whole, |ends| if rest.is_empty() { ends } else { ends.min(whole) });
                }
                let before_s = exception == 0
                    && self.linked()
                    && rest.len() > 3
                    && rest.starts_with('s')
                    && found
                        .iter()
                        .any(|(longer, value)| *longer == end + 1 && (cost(value & 255).is_some() || value >> 16 > 0));
                let link = (cost(value >> 8 & 255)).filter(|_| {
                    let part = &word[start..end];
                    rest.len() > 3
                        && rest.starts_with('s')
                        && part.len() > 4
                        && self.linking.iter().any(|e| part.ends_with(e))
                });
                for before in 0..MOST_PARTS {
                    let Some(way) = reached[start][before] else { continue };
                    if let Some(last) = ends.filter(|_| exception > 0 || before > 0) {
                        let total = (way.cost + last) * (SCALE / (before as u32 + 1)) + JOINT * SCALE * before as u32;
                        if best.is_none_or(|(least, ..)| total < least) {
                            best = Some((total, before, start, exception));
                        }
                    }
                    if before + 1 >= MOST_PARTS || rest.is_empty() {
                        continue;
                    }
                    let mut reach = |next: usize, end: usize, cost: u32| {
                        let place = &mut reached[next][before + 1];
                        if place.is_none_or(|known| cost < known.cost) {
                            let (from, end, exception) = (start as u8, end as u8, exception as u16);
                            *place = Some(Reached { cost, from, end, exception });
                        }
                    };
                    if let Some(part) = link {
                        reach(end + 1, end + 1, way.cost + part + LINKED);
                    }
                    let Some(part) = begins else { continue };
                    reach(end, end, way.cost + part + if before_s { BEFORE_S } else { 0 });
                    if exception > 0 && rest.len() > 1 && rest.starts_with('s') {
                        reach(end + 1, end + 1, way.cost + part);
                    }
                    if self.shares_consonants && ends_doubled(&word[start..end]) {
                        reach(end - 1, end, way.cost + part + SHARED);
                    }
                }
            }
        }
        let (total, before, start, exception) = best?;
        let letters = word.chars().count().saturating_sub(5) as u32;
        let rather = (letters * RATHER_PARTS_BY_LETTER).min(RATHER_PARTS);
        (total < (whole + rather) * SCALE).then(|| self.pieces(word, &reached, before, start, exception))
    }

    /// Whether the language is one whose words take an s before another part.
    fn linked(&self) -> bool {
        !self.linking.is_empty()
    }

    /// The pieces of the reading whose last part begins at `start`, after `before` others.
    fn pieces(
        &self,
        word: &str,
        reached: &[[Option<Reached>; MOST_PARTS]],
        mut before: usize,
        mut start: usize,
        exception: usize,
    ) -> Vec<Piece<'_>> {
        let known = |number: usize| number.checked_sub(1).and_then(|at| self.exceptions.get(at));
        let mut pieces = vec![Piece { start, end: word.len(), added: "", exception: known(exception) }];
        while let Some(way) = reached[start][before].filter(|_| before > 0) {
            let (from, end) = (usize::from(way.from), usize::from(way.end));
            if let Some(after) = pieces.last_mut().filter(|_| end > start) {
                after.added = added(&word[from..end]);
            }
            pieces.push(Piece { start: from, end, added: "", exception: known(way.exception.into()) });
            (before, start) = (before - 1, from);
        }
        pieces.reverse();
        pieces
    }

    /// The parts that stand at a byte of the word: where each ends, and its value.
    fn matches(&self, word: &str, start: usize, found: &mut Vec<(usize, u64)>) {
        found.clear();
        let Some(parts) = &self.parts else { return };
        let mut node = parts.root();
        let mut value = Output::zero();
        for (at, byte) in word.bytes().enumerate().skip(start) {
            let Some(index) = node.find_input(byte) else { return };
            let step = node.transition(index);
            value = value.cat(step.out);
            node = parts.node(step.addr);
            if node.is_final() {
                found.push((at + 1, value.cat(node.final_output()).value()));
            }
        }
    }
}

/// Whether the last two letters of a part are consonants.
fn ends_in_two_consonants(part: &str) -> bool {
    part.chars().rev().take(2).all(|letter| !"aeiouyäöå".contains(letter))
}

/// Whether a part ends in the same consonant twice.
fn ends_doubled(part: &str) -> bool {
    let bytes = part.as_bytes();
    bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && !added(part).is_empty()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;

    /// The list of parts and the exceptions of a language as the program carries them.
    fn built(source: &Source, parts: &str) -> Vec<u8> {
        let mut values: BTreeMap<String, u64> = BTreeMap::new();
        for line in parts.lines() {
            let [part, begin, end] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
            let cost = |column: &str| column.parse().unwrap_or(NONE);
            values.insert(part.to_owned(), cost(begin) | cost(end) << 8);
        }
        for (at, exception) in parse(source.exceptions).into_iter().enumerate() {
            *values.entry(exception.printed).or_insert(NONE | NONE << 8) |= (at as u64 + 1) << 16;
        }
        let mut builder = fst::raw::Builder::memory();
        for (part, value) in values {
            builder.insert(part, value).expect("in order");
        }
        builder.into_inner().expect("built")
    }

    /// `LEAFLET_REWRITE=1 cargo test --lib parts_are_built` builds them anew.
    #[test]
    fn parts_are_built_from_their_lists() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/hyphenation/parts");
        for source in &SOURCES {
            let code = str::from_utf8(&source.language).expect("a code");
            let parts = std::fs::read_to_string(folder.join(format!("{code}.txt"))).expect("a list");
            let expected = built(source, &parts);
            let path = folder.join(format!("{code}.fst"));
            if std::env::var_os("LEAFLET_REWRITE").is_some() {
                std::fs::write(&path, &expected).expect("written");
            }
            assert!(std::fs::read(&path).is_ok_and(|found| found == expected), "{code}.fst is stale");
        }
    }
}
