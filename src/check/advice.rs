//! Advice on how well a text is understood: the points of the Clear Communication Index (Centers for Disease Control and
//! Prevention, 2013) and of PEMAT (Agency for Healthcare Research and Quality, 2013) that a program can tell.
//!
//! What they ask for beyond that, such as whether the words are the readers' own, only readers can tell.

use crate::definition::{Project, Publication, SectionKind};
use crate::diagnostic::Diagnostic;
use crate::rules;

use super::texts::{Piece, of_publication, of_section, sentences, words};

/// Every piece of advice on the publications of the project.
#[must_use]
pub fn check(project: &Project) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for publication in &project.publications {
        main_message(publication, &mut out);
        action(publication, &mut out);
        sections(publication, &mut out);
        let pieces = of_publication(publication);
        numbers(&pieces, &mut out);
        if publication.lang.code.starts_with("sv") {
            address(publication, &pieces, &mut out);
            passive(publication, &pieces, &mut out);
        }
    }
    out
}

fn main_message(publication: &Publication, out: &mut Vec<Diagnostic>) {
    if publication.lead.is_none() {
        let found = Diagnostic::new(&rules::ADVICE_MAIN, "the publication has no lead");
        out.push(
            found
                .at(&publication.title.place)
                .help("add `lead = \"...\"`: the one thing that the reader should know or do"),
        );
    }
}

fn action(publication: &Publication, out: &mut Vec<Diagnostic>) {
    let acts = |kind: &SectionKind| matches!(kind, SectionKind::Steps { .. } | SectionKind::Help(_));
    if !publication.sections.iter().any(|section| acts(&section.kind)) {
        let found = Diagnostic::new(&rules::ADVICE_ACTION, "the publication says nothing that the reader can do");
        out.push(found.at(&publication.title.place).help(rules::ADVICE_ACTION.mend));
    }
}

/// Most words of a section without a heading.
const HEADLESS: usize = 60;
/// Most words of a paragraph.
const LONG: usize = 75;
/// Most things that a sentence counts up.
const COUNTED: usize = 5;

fn sections(publication: &Publication, out: &mut Vec<Diagnostic>) {
    for section in
        publication.sections.iter().filter(|s| matches!(s.kind, SectionKind::Text(_) | SectionKind::Callout(_)))
    {
        let pieces = of_section(section, publication.lang);
        let parts = || pieces.iter().flat_map(|piece| piece.parts.iter().map(move |part| (piece, part)));
        let count: usize = parts().map(|(_, part)| words(&part.rich.text).len()).sum();
        if section.heading.is_none() && count > HEADLESS {
            let message = format!("`{}` has {count} words and no heading", section.id.value);
            out.push(
                Diagnostic::new(&rules::ADVICE_HEADING, message).at(&section.id.place).help(rules::ADVICE_HEADING.mend),
            );
        }
        for (piece, part) in parts().filter(|(_, part)| !part.item) {
            let count = words(&part.rich.text).len();
            let counts_up = |sentence: &&str| sentence.matches(", ").count() >= COUNTED;
            let message = if count > LONG {
                format!("a paragraph of `{}` has {count} words", section.id.value)
            } else if let Some(sentence) = sentences(&part.rich.text).into_iter().find(counts_up) {
                format!("a sentence of `{}` counts up {} things", section.id.value, sentence.matches(", ").count() + 1)
            } else {
                continue;
            };
            out.push(Diagnostic::new(&rules::ADVICE_LIST, message).at(&piece.text.place).help(rules::ADVICE_LIST.mend));
        }
    }
}

/// Words that explain a share in whole things.
const WHOLE: [&str; 12] = [
    "av tio",
    "av 10",
    "av hundra",
    "av 100",
    "av tusen",
    "av 1 000",
    "var tionde",
    "hälften",
    "in ten",
    "in 10",
    "out of",
    "half",
];

/// Shares with a decimal that nothing explains; whole per cents are left alone, as many know them.
fn numbers(pieces: &[Piece<'_>], out: &mut Vec<Diagnostic>) {
    for piece in pieces {
        for part in &piece.parts {
            let said = part.rich.text.replace('\u{a0}', " ");
            let tokens: Vec<&str> = said.split_whitespace().collect();
            let share = tokens.windows(2).find(|pair| {
                let unit = pair[1].trim_end_matches(['.', ',', ';', ':', ')']);
                let number = pair[0].trim_start_matches('(');
                let has_decimal = number.contains([',', '.']) && number.starts_with(|c: char| c.is_ascii_digit());
                has_decimal && ["%", "procent", "percent"].contains(&unit)
            });
            if let Some(pair) = share.filter(|_| !WHOLE.iter().any(|whole| said.contains(whole))) {
                let message = format!("“{} {}” is not said in whole things", pair[0], pair[1].trim_end_matches('.'));
                out.push(
                    Diagnostic::new(&rules::ADVICE_NUMBER, message)
                        .at(&piece.text.place)
                        .help(rules::ADVICE_NUMBER.mend),
                );
            }
        }
    }
}

/// Fewest words of a text of which something is said as a whole.
const ENOUGH: usize = 40;

fn address(publication: &Publication, pieces: &[Piece<'_>], out: &mut Vec<Diagnostic>) {
    let said: Vec<String> =
        pieces.iter().flat_map(|piece| &piece.parts).flat_map(|part| words(&part.rich.text)).collect();
    let you = ["du", "dig", "din", "ditt", "dina", "er", "ni"];
    if said.len() >= ENOUGH && !said.iter().any(|word| you.contains(&word.as_str())) {
        let found = Diagnostic::new(&rules::ADVICE_ADDRESS, "the text never says “du”");
        out.push(found.at(&publication.title.place).help(rules::ADVICE_ADDRESS.mend));
    }
}

/// Share of sentences in the passive from which it is much.
const PASSIVE: f32 = 0.3;

/// Words in -s that are no passive: deponents, and verbs that do it together.
const NOT_PASSIVE: [&str; 22] = [
    "alias",
    "andas",
    "annars",
    "behövs",
    "brottas",
    "fattas",
    "finnas",
    "finns",
    "fridas",
    "hjälpas",
    "hoppas",
    "kallas",
    "lyckas",
    "låtsas",
    "minns",
    "märks",
    "pratas",
    "skämmas",
    "skäms",
    "tillsammans",
    "träffas",
    "vågas",
];

fn passive(publication: &Publication, pieces: &[Piece<'_>], out: &mut Vec<Diagnostic>) {
    let parts = pieces.iter().flat_map(|piece| &piece.parts);
    let all: Vec<Vec<String>> = parts.flat_map(|part| sentences(&part.rich.text)).map(words).collect();
    let count: usize = all.iter().map(Vec::len).sum();
    let is_passive = |said: &&Vec<String>| {
        let ending = |word: &String| {
            ["as", "ades", "ats", "des", "tes"].iter().any(|ending| word.ends_with(ending))
                && word.chars().count() > 5
                && !NOT_PASSIVE.contains(&word.as_str())
        };
        let blir = ["blir", "blev", "blivit", "bli"];
        let after = |pair: &[String]| blir.contains(&pair[0].as_str()) && pair[1].ends_with(['d', 't']);
        said.iter().any(ending) || said.windows(2).any(after)
    };
    let found = all.iter().filter(is_passive).count();
    let share = found as f32 / all.len().max(1) as f32;
    if count >= ENOUGH && share > PASSIVE {
        let message = format!("{found} of {} sentences hide who acts", all.len());
        out.push(
            Diagnostic::new(&rules::ADVICE_PASSIVE, message)
                .at(&publication.title.place)
                .help(rules::ADVICE_PASSIVE.mend),
        );
    }
}
