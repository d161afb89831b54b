//! Sections made at random, as TOML and as the words that are to be read.

use proptest::prelude::*;

/// What may not be parted.
pub const UNBROKEN: [&str; 9] = [
    "112",
    "114 14",
    "054-19 73 38",
    "020-390 000",
    "eva.ek@example.org",
    "polisen.se/anmal",
    "6 kap. 10 a §",
    "15 år",
    "1 juli",
];

/// Words of running text; some long, some with a joint that changes their spelling, some that begin with å, ä or ö.
pub const WORDS: [&str; 48] = [
    "barn",
    "den",
    "det",
    "som",
    "en",
    "på",
    "i",
    "och",
    "är",
    "kan",
    "du",
    "att",
    "vuxen",
    "berätta",
    "nätet",
    "träff",
    "kontakt",
    "ofta",
    "medier",
    "meddelanden",
    "användarnamn",
    "ungdomsmottagningen",
    "kvinnofridssamordnaren",
    "jämställdhetsmyndigheten",
    "barnmisshandel",
    "socialtjänsten",
    "tillåtet",
    "tillägg",
    "busstationen",
    "åker",
    "ännu",
    "öppet",
    "fritidsgården",
    "skolan",
    "brottsoffer",
    "anmäl",
    "hjälp",
    "ansvaret",
    "förövaren",
    "ställer",
    "frågor",
    "utan",
    "skuld",
    "nära",
    "plattformar",
    "dejtningssidor",
    "spel",
    "dygnet",
];

/// A generated section; its texts are sentences.
#[derive(Debug, Clone)]
pub struct Made {
    heading: Option<String>,
    kind: u8,
    texts: Vec<String>,
    keep: bool,
}

/// Some words, the first with a capital; what may not be parted stands between others.
pub fn words(most: usize) -> impl Strategy<Value = String> {
    let word = || (0..WORDS.len()).prop_map(|at| WORDS[at].to_owned());
    let first = word();
    let whole = (word(), 0..UNBROKEN.len(), word()).prop_map(|(a, at, b)| format!("{a} {} {b}", UNBROKEN[at]));
    (first, prop::collection::vec(prop_oneof![12 => word(), 1 => whole], 0..most)).prop_map(|(first, words)| {
        let mut letters = first.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        std::iter::once(capital + letters.as_str()).chain(words).collect::<Vec<_>>().join(" ")
    })
}

pub fn section() -> impl Strategy<Value = Made> {
    section_of(words)
}

/// A section whose words are made by this.
pub fn section_of<S: Strategy<Value = String>>(words: impl Fn(usize) -> S) -> impl Strategy<Value = Made> {
    let paragraph = prop::collection::vec(words(14), 1..4).prop_map(|sentences| sentences.join(". ") + ".");
    let parts = (prop::option::weighted(0.8, words(5)), 0..7_u8, prop::collection::vec(paragraph, 1..5));
    (parts, prop::bool::weighted(0.3)).prop_map(|((heading, kind, texts), keep)| {
        // Only what is short can be kept whole in a column.
        let keep = keep && texts.len() == 1;
        Made { heading, kind, texts, keep }
    })
}

impl Made {
    /// Its TOML.
    pub fn toml(&self, id: usize) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let mut out = format!("\n[[section]]\nid = \"s{id}\"\nkeep = {}\n", self.keep);
        if let Some(heading) = &self.heading {
            out.extend(["heading = ", &quoted(heading), "\n"]);
        }
        let list: Vec<String> = self.texts.iter().map(|text| format!("- {text}")).collect();
        let (kind, body) = match self.kind {
            3 => ("callout", self.texts[0].clone()),
            4 => {
                let steps: Vec<String> = self.texts.iter().map(|text| quoted(text)).collect();
                return out + &format!("kind = \"steps\"\nsteps = [{}]\n", steps.join(", "));
            }
            5 => {
                let text = quoted(&self.texts[0]);
                return out
                    + &format!("kind = \"quote\"\ntext = {text}\nwho = \"Eva Ek, landshövding\"\nsource = \"2015\"\n");
            }
            1 | 2 => ("text", format!("{}\n\n{}", self.texts[0], list[1..].join("\n"))),
            _ => ("text", self.texts.join("\n\n")),
        };
        out + &format!("kind = \"{kind}\"\ntext = {}\n", quoted(&body))
    }

    /// Its words in reading order.
    pub fn words(&self) -> String {
        let heading = self.heading.clone().unwrap_or_default();
        match self.kind {
            3 => format!("{heading} {}", self.texts[0]),
            5 => format!("{heading} ”{}” Eva Ek, landshövding, 2015", self.texts[0]),
            _ => format!("{heading} {}", self.texts.join(" ")),
        }
    }
}

pub const HEAD: &str = r#"
[county]
slug = "orebro"
name = "Örebro län"
short = "Örebro"
genitive = "Örebro"
office = "Länsstyrelsen Örebro"

[contact]
name = "Isabel Persson"
phone = "054-19 73 38"
email = "isabel.persson@example.org"
verified = 2026-09-01

[publication]
id = "blad"
lang = "sv"
title = "Grooming: sexbrott mot barn på nätet"
audience_line = "För dig som möter barn"
kicker = "För dig som möter barn"
lead = "Du kan göra det lättare att berätta."
version = "1.0"
date = 2026-10-01
max_lix = 80
"#;

pub const HELP: &str = r#"
[[section]]
id = "hjalp"
kind = "help"
heading = "Här finns hjälp"
lines = [
  { phone = "112", name = "Nödnumret", for = "när det är akut", source = "polisen.se", checked = 2026-11-01 },
  { phone = "114 14", name = "Polisen", source = "polisen.se", checked = 2026-11-01 },
  { phone = "020-390 000", name = "Jämställdhetsmyndigheten", for = "i tjänsten", source = "x", checked = 2026-11-01 },
]
"#;

/// Words before the sections, and after them with and without help lines.
pub const BEFORE: &str =
    "För dig som möter barn Grooming: sexbrott mot barn på nätet Du kan göra det lättare att berätta.";

pub const HELP_WORDS: &str = "Här finns hjälp 112 Nödnumret, när det är akut 114 14 Polisen 020-390 000 \
                          Jämställdhetsmyndigheten, i tjänsten";

pub const CONTACT: &str =
    "Kontakt i Örebro län Isabel Persson, Länsstyrelsen Örebro 054-19 73 38 isabel.persson@example.org";

pub const CODE: &str = "Spara kontakten i telefonen";

pub const IMPRINT: &str = "Utgivare: Länsstyrelsen Örebro. Version 1.0.";
