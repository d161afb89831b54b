//! Rules on messages for social media: few enough words, a number that someone has checked, each name once.

use std::collections::BTreeSet;

use crate::definition::placeholder::{self, Piece};
use crate::definition::{Project, Publication, SectionKind, Social, Text};
use crate::diagnostic::Diagnostic;
use crate::rules;

/// Most signs of a kicker, headline, lead and call. The project's own: what is read on a telephone in the two or three
/// seconds that a picture is given, at about 20 signs a second.
const LONGEST: [(&str, usize); 4] = [("kicker", 60), ("headline", 48), ("lead", 100), ("call", 48)];

/// Most signs of an alternative text: what X takes, the least of the large services.
const LONGEST_ALT: usize = 1000;

/// Every finding about the messages of the project.
#[must_use]
pub fn check(project: &Project) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for publication in &project.publications {
        let mut seen = BTreeSet::new();
        for social in &publication.social {
            if !seen.insert(social.id.as_str()) {
                let message = format!("the message `{}` stands twice", social.id.value);
                out.push(Diagnostic::new(&rules::DUPLICATE, message).at(&social.id.place).help(rules::DUPLICATE.mend));
            }
            formats(social, project, &mut out);
            lengths(social, &mut out);
            number(social, publication, &mut out);
        }
    }
    out
}

/// Formats that stand twice, are not served by the theme, or none at all.
fn formats(social: &Social, project: &Project, out: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for words in &social.formats {
        let (name, place) = (words.used.format.name, &words.used.place);
        if !seen.insert(name) {
            let found = Diagnostic::new(&rules::DUPLICATE, format!("the format `{name}` stands twice"));
            out.push(found.at(place).help("take one of the two out"));
        }
        if let Some(theme) = project.theme(&words.used.theme)
            && theme.format(name).is_none()
        {
            let message = format!("the theme `{}` does not serve the format `{name}`", theme.name);
            let help = format!("add [formats.{name}] to the theme, or take the line `theme` out");
            out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(place).help(help));
        }
    }
    if social.formats.is_empty() {
        let message = format!("the message `{}` has no format to be drawn in", social.id.value);
        let help = "take the line `formats` out, or name one: `formats = [\"social-square\"]`";
        out.push(Diagnostic::new(&rules::MISSING_KEY, message).at(&social.place).help(help));
    }
}

/// Words that are too many.
fn lengths(social: &Social, out: &mut Vec<Diagnostic>) {
    let own = [social.kicker.as_ref(), Some(&social.headline), social.lead.as_ref(), Some(&social.call)];
    let of_formats = social.formats.iter().flat_map(|words| {
        let parts = [&words.kicker, &words.headline, &words.lead, &words.call].map(Option::as_ref);
        LONGEST.into_iter().zip(parts)
    });
    for ((what, most), text) in LONGEST.into_iter().zip(own).chain(of_formats) {
        out.extend(text.and_then(|text| too_long(text, what, most)));
    }
    out.extend(social.alt.as_ref().and_then(|alt| too_long(alt, "alternative text", LONGEST_ALT)));
}

fn too_long(text: &Text, what: &str, most: usize) -> Option<Diagnostic> {
    // What stands for a placeholder is another length in every county; the picture itself tells where it has no room for it.
    let pieces = placeholder::pieces(text).into_iter();
    let words = pieces.filter_map(|(piece, _)| match piece {
        Piece::Words(words) => Some(words),
        Piece::Name(_) | Piece::Stray(_) => None,
    });
    let signs = words.flat_map(str::chars).filter(|sign| *sign != '|').count();
    (signs > most).then(|| {
        let message = format!("the {what} has {signs} signs, {most} is the most");
        let help = format!("take {} signs out", signs - most);
        Diagnostic::new(&rules::SOCIAL_LONG, message).at(&text.place).help(help)
    })
}

/// A number that no help line of the publication has.
fn number(social: &Social, publication: &Publication, out: &mut Vec<Diagnostic>) {
    let Some(phone) = &social.phone else { return };
    let lines = publication.sections.iter().filter_map(|section| match &section.kind {
        SectionKind::Help(lines) => Some(lines),
        _ => None,
    });
    if !lines.flatten().filter_map(|line| line.phone.as_ref()).any(|known| known.dial() == phone.dial()) {
        let message = format!("no help line of the publication has the number {}", phone.display());
        let help = "give it a line in a section of kind `help`, with its source and the day on which it was checked";
        out.push(Diagnostic::new(&rules::SOCIAL_NUMBER, message).at(&phone.place).help(help));
    }
}
