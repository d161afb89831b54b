//! The Swedish of everything that the program says, found by its English.
//!
//! Messages are made in English, where the fault is known, and kept so: in memory, in the record of a build, in a manifest.
//! Here, at the edge, a message is held against the templates that it can have been made from, its values are taken out and
//! put into the Swedish form. Values stay as they are: they are names, paths and texts of the user, whatever words they have.
//! Only a value that the program made of words, such as the noun in “must be a date, not a text”, is looked up in turn; the
//! Swedish form marks its place with `:ord`. What stands in quotation marks stays there too.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The files of the catalogue, by what they hold.
pub const FILES: [(&str, &str); 5] = [
    ("messages", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/messages/sv/messages.toml"))),
    ("phrases", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/messages/sv/phrases.toml"))),
    ("rules", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/messages/sv/rules.toml"))),
    ("comments", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/messages/sv/comments.toml"))),
    ("commands", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/messages/sv/commands.toml"))),
];

/// Values inside each other are followed this far: a message, its noun, the noun's parts.
const DEPTH: usize = 4;
/// Ways of reading one message that are weighed.
const READINGS: usize = 24;
/// Values by these names are numbers; what is none was not made from the template.
const NUMBERS: [&str; 3] = ["page", "row", "number"];
/// The form of a hole whose value is made of the program's words.
const WORDS: &str = "ord";
/// Signs around a value that is shown as it was written.
const QUOTES: [(char, char); 5] = [('`', '`'), ('“', '”'), ('"', '"'), ('\'', '\''), ('<', '>')];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut catalogue = Catalogue::default();
    for (_, text) in FILES {
        // A file that cannot be read would fail every test of this module.
        for (english, swedish) in toml::from_str::<BTreeMap<String, String>>(text).unwrap_or_default() {
            catalogue.add(english, swedish);
        }
    }
    let rank = |template: &Template| (template.wraps(), template.weight);
    catalogue.templates.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.english.cmp(&b.english)));
    catalogue
});

/// The Swedish of an English message, or of a part of one; `None` if the catalogue does not have it.
#[must_use]
pub fn swedish(english: &str) -> Option<String> {
    CATALOGUE.find(english, DEPTH)
}

/// The Swedish of what a finding is about, which is the user's own but for the page or row in it; `None` if it has neither.
#[must_use]
pub fn swedish_place(english: &str) -> Option<String> {
    let numbered = |part: &Part| matches!(part, Part::Hole { name, .. } if NUMBERS.contains(&name.as_str()));
    CATALOGUE.find_among(english, DEPTH, |template| template.english.iter().any(numbered))
}

/// The names of what a template fills in; those without a name are numbered from 0.
#[must_use]
pub fn holes(template: &str) -> Vec<String> {
    parts(template)
        .into_iter()
        .filter_map(|part| if let Part::Hole { name, .. } = part { Some(name) } else { None })
        .collect()
}

/// A piece of a template.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Words that stand as they are.
    Words(String),
    /// A value.
    Hole {
        /// What it is called.
        name: String,
        /// Whether it has a fixed number of decimals.
        decimals: bool,
        /// Whether it is made of the program's words.
        words: bool,
    },
}

/// A template with values.
struct Template {
    english: Vec<Part>,
    swedish: Vec<Part>,
    /// Letters that stand fast: the more, the better a match says what the message is.
    weight: usize,
}

impl Template {
    /// Whether it adds to another message, which may end with a value of its own.
    fn wraps(&self) -> bool {
        matches!(self.swedish.first(), Some(Part::Hole { words: true, .. }))
            && matches!(self.english.get(1), Some(Part::Words(words)) if words.starts_with([';', ',']))
    }
}

#[derive(Default)]
struct Catalogue {
    plain: BTreeMap<String, String>,
    templates: Vec<Template>,
}

impl Catalogue {
    fn add(&mut self, english: String, swedish: String) {
        let from = parts(&english);
        let weight = from.iter().map(|part| if let Part::Words(words) = part { words.len() } else { 0 }).sum();
        self.templates.push(Template { swedish: parts(&swedish), english: from, weight });
        self.plain.insert(english, swedish);
    }

    fn find(&self, text: &str, depth: usize) -> Option<String> {
        if let Some(swedish) = self.plain.get(text) {
            return Some(swedish.clone());
        }
        self.find_among(text, depth, |_| true)
    }

    /// The Swedish of a text that was made from one of some templates.
    fn find_among(&self, text: &str, depth: usize, among: impl Fn(&Template) -> bool) -> Option<String> {
        let templates = self.templates.iter().filter(|template| among(template));
        let readings: Vec<_> = templates
            .map(|template| (template, readings(&template.english, text)))
            .filter(|(_, found)| !found.is_empty())
            .collect();
        // What is added to a message is known by the message that it is added to.
        let wrapped = |values: &Vec<Value<'_>>| {
            depth > 0 && values.first().is_some_and(|value| self.find(value.text, depth - 1).is_some())
        };
        let first = readings.iter().position(|(template, found)| !template.wraps() || found.iter().any(wrapped));
        let (template, found) = readings.into_iter().nth(first.unwrap_or_default())?;
        let values = self.best(template, found, depth);
        let mut out = String::new();
        for part in &template.swedish {
            match part {
                Part::Words(words) => out.push_str(words),
                Part::Hole { name, words, .. } => {
                    let value = values.iter().find(|value| value.name == *name)?;
                    out.push_str(&self.value(value, *words, depth));
                }
            }
        }
        Some(out)
    }

    /// The reading with most values that are known; of several the first.
    fn best<'a>(&self, template: &Template, mut readings: Vec<Vec<Value<'a>>>, depth: usize) -> Vec<Value<'a>> {
        let is_words = |of: &Value<'_>| {
            template.swedish.iter().any(|part| matches!(part, Part::Hole { name, words: true, .. } if name == of.name))
        };
        let known = |reading: &Vec<Value<'_>>| {
            let words = reading.iter().filter(|value| !value.quoted && depth > 0 && is_words(value));
            words.filter(|value| self.find(value.text, depth - 1).is_some()).count()
        };
        let at = match readings.len() {
            1 => 0,
            _ => (0..readings.len()).rev().max_by_key(|at| known(&readings[*at])).unwrap_or_default(),
        };
        readings.swap_remove(at)
    }

    /// A value in Swedish: decimals with a comma, and of what is made of words the words by the catalogue, lists part by part.
    fn value(&self, value: &Value<'_>, words: bool, depth: usize) -> String {
        let own = value.text.to_owned();
        if value.decimals && !value.quoted {
            return own.replace('.', ",");
        }
        if !words || value.quoted || depth == 0 || value.text.is_empty() || is_quoted(value.text) {
            return own;
        }
        // Single words with “and” between them are names, or kinds of things.
        let names: Vec<&str> = value.text.split(" and ").collect();
        if names.len() > 1 && names.iter().all(|name| !name.contains(' ')) {
            return names.join(self.plain.get(" and ").map_or(" and ", String::as_str));
        }
        // A sign between quotation marks is the same in both.
        let part = |part: &str| if is_quoted(part) { Some(part.to_owned()) } else { self.find(part, depth - 1) };
        let parts: Option<Vec<String>> = value.text.split(", ").map(part).collect();
        parts.map(|parts| parts.join(", ")).or_else(|| self.find(value.text, depth - 1)).unwrap_or(own)
    }
}

/// What stands in a message where its template has a hole.
#[derive(Clone)]
struct Value<'a> {
    name: &'a str,
    text: &'a str,
    decimals: bool,
    quoted: bool,
}

/// Whether a text is all between quotation marks.
fn is_quoted(text: &str) -> bool {
    QUOTES.iter().any(|(open, close)| {
        let inside = text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close));
        inside.is_some_and(|inside| !inside.contains(*close))
    })
}

/// The ways in which a text can have been made from this template, the one with the shortest values first.
fn readings<'a>(template: &'a [Part], text: &'a str) -> Vec<Vec<Value<'a>>> {
    let mut found = Vec::new();
    read_on(template, text, text, &mut Vec::new(), &mut found);
    found
}

/// Reads the rest of a text by the rest of a template, with the values that came before.
fn read_on<'a>(
    template: &'a [Part],
    text: &'a str,
    rest: &'a str,
    before: &mut Vec<Value<'a>>,
    found: &mut Vec<Vec<Value<'a>>>,
) {
    match template {
        [] if rest.is_empty() && found.len() < READINGS => found.push(before.clone()),
        [] => {}
        [Part::Words(words), after @ ..] => {
            if let Some(rest) = rest.strip_prefix(words.as_str()) {
                read_on(after, text, rest, before, found);
            }
        }
        [Part::Hole { name, decimals, .. }, after @ ..] => {
            let ends: Vec<usize> = match after.first() {
                None => vec![rest.len()],
                Some(Part::Words(words)) => rest.match_indices(words.as_str()).map(|(at, _)| at).collect(),
                // Of two holes beside each other the first is a word that may be missing.
                Some(Part::Hole { .. }) => vec![0],
            };
            let sign = text[..text.len() - rest.len()].chars().next_back();
            let quotes = QUOTES.iter().find(|(open, _)| sign == Some(*open)).map(|(_, close)| *close);
            for end in ends.into_iter().take(READINGS) {
                let (value, rest) = rest.split_at(end);
                let enclosed = quotes.is_some_and(|close| rest.starts_with(close));
                let whole = !quotes.is_some_and(|close| enclosed && value.contains(close));
                let fits = !NUMBERS.contains(&name.as_str()) || value.bytes().all(|b| b.is_ascii_digit());
                if whole && fits {
                    before.push(Value { name, text: value, decimals: *decimals, quoted: enclosed });
                    read_on(after, text, rest, before, found);
                    before.pop();
                }
            }
        }
    }
}

/// A template in its parts, in the form of `std::fmt`; braces around anything else than a name are words.
fn parts(template: &str) -> Vec<Part> {
    let mut out = Vec::new();
    let mut words = String::new();
    let mut count = 0;
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        words.push_str(&rest[..at]);
        let here = &rest[at..];
        if here.starts_with("{{") || here.starts_with("}}") {
            words.push_str(&here[..1]);
            rest = &here[2..];
        } else if let Some((name, form, after)) = hole(here) {
            if !words.is_empty() {
                out.push(Part::Words(std::mem::take(&mut words)));
            }
            let numbered = name.is_empty().then(|| count.to_string());
            count += usize::from(numbered.is_some());
            out.push(Part::Hole {
                name: numbered.unwrap_or_else(|| name.to_owned()),
                decimals: form.contains('.'),
                words: form == WORDS,
            });
            rest = after;
        } else {
            words.push_str(&here[..1]);
            rest = &here[1..];
        }
    }
    words.push_str(rest);
    if !words.is_empty() {
        out.push(Part::Words(words));
    }
    out
}

/// The name, the form and what comes after a hole that the text begins with.
fn hole(text: &str) -> Option<(&str, &str, &str)> {
    let (inside, after) = text.strip_prefix('{')?.split_once('}')?;
    let (name, form) = inside.split_once(':').unwrap_or((inside, ""));
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_').then_some((name, form, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        for (name, text) in FILES {
            assert!(toml::from_str::<BTreeMap<String, String>>(text).is_ok_and(|lines| !lines.is_empty()), "{name}");
        }
    }

    #[test]
    fn values_are_kept_and_nouns_are_put_into_swedish() {
        let cases = [
            ("[contact] lacks `name`", "[contact] saknar `name`"),
            (
                "`date` must be a date without quotation marks, not a text",
                "`date` måste vara ett datum utan citattecken, inte en text",
            ),
            (
                "each value of `ids` must be a text in quotation marks, not a number",
                "varje värde i `ids` måste vara en text inom citattecken, inte ett tal",
            ),
            (
                "an annotation (Link) is not in a tag Link; also on page 17",
                "en anteckning (Link) ligger inte i en tagg Link; också på sida 17",
            ),
            ("LIX is 47, over the limit of 45", "LIX är 47, över gränsen 45"),
            ("there are 1.5 mm of bleed; 3 mm are needed", "det finns 1,5 mm utfall; 3 mm behövs"),
            ("`a text` is empty", "`a text` är tom"),
            (
                "3 lines too many for one page of a4 at the smallest size; the longest sections are x (12 lines), y (9 lines)",
                "3 rader för mycket för en sida a4 i minsta storleken; de längsta avsnitten är x (12 rader), y (9 rader)",
            ),
        ];
        for (english, expected) in cases {
            assert_eq!(swedish(english).as_deref(), Some(expected));
        }
        assert_eq!(swedish("nothing of the kind was ever said"), None);
    }

    #[test]
    fn what_the_user_wrote_stays_as_it_is() {
        let cases = [
            ("3 files in ut in mapp", "3 filer i ut in mapp"),
            ("1 file in lead is up to date", "1 fil i lead är aktuell"),
            (
                "varmland: Lena in Ström, 010-1 verified on 2026-11-21",
                "varmland: Lena in Ström, 010-1 kontrollerad den 2026-11-21",
            ),
            ("; removed a file/left in page.pdf", "; tog bort a file/left in page.pdf"),
            (
                "3 lines too many for one page of a4 at the smallest size; the longest sections are lead (12 lines), text (9 lines)",
                "3 rader för mycket för en sida a4 i minsta storleken; de längsta avsnitten är lead (12 rader), text (9 rader)",
            ),
            (
                "the port 80 cannot be used; choose another with --port",
                "porten 80 kan inte användas; välj en annan med --port",
            ),
        ];
        for (english, expected) in cases {
            assert_eq!(swedish(english).as_deref(), Some(expected));
        }
        for own in ["lead in text.pdf", "Address already in use", "the page in the file", "in"] {
            assert_eq!(swedish(own), None, "{own}");
        }
        assert_eq!(swedish_place("lead in text.pdf"), None);
        assert_eq!(swedish_place("file"), None);
        assert_eq!(swedish_place("lead in text.pdf, page 3").as_deref(), Some("lead in text.pdf, sida 3"));
        assert_eq!(swedish_place("text in file, page to"), None);
        assert_eq!(swedish_place("lista, row 1").as_deref(), Some("lista, rad 1"));
    }

    #[test]
    fn templates_are_read_as_the_compiler_reads_them() {
        assert_eq!(holes("{}: {name} of {count:.1} in {}"), ["0", "name", "count", "1"]);
        assert_eq!(holes("write {{ for a brace, or { format = 1 }"), Vec::<String>::new());
    }
}
