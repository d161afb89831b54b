//! What a translation has in common with its source in every language: telephone numbers, and what its sections and
//! messages are made of. A number that is changed or lost is seen by no reviewer of the other language.

use std::collections::BTreeSet;

use crate::definition::{CodeTarget, HelpLine, Phone, Publication, Section, SectionKind, Social, Text, numbers};
use crate::diagnostic::{At, Diagnostic, Place};
use crate::rules;

use super::texts::{heads, of_section};

/// Every difference between a translation and its source that no language asks for. Easy language has sentences, lists and
/// messages of its own.
pub(super) fn check(source: &Publication, translation: &Publication, out: &mut Vec<Diagnostic>) {
    let pair = Pair { source, translation };
    pair.numbers(&of_head(source), &of_head(translation), &translation.title.place, out);
    pair.numbers(&of_facts(source), &of_facts(translation), &translation.lang_place, out);
    for own in &translation.sections {
        let Some(section) = source.sections.iter().find(|section| section.id.value == own.id.value) else { continue };
        pair.numbers(&in_section(section, source), &in_section(own, translation), &own.id.place, out);
        if !translation.lang.easy {
            pair.makings(section, own, out);
        }
    }
    for social in &source.social {
        match translation.social.iter().find(|own| own.id.value == social.id.value) {
            Some(own) => pair.numbers(&in_social(social), &in_social(own), &own.id.place, out),
            None if translation.lang.easy => {}
            None => {
                let message = format!("the message `{}` of the {} text is missing", social.id.value, source.lang.code);
                let help = format!("translate it from {}, line {}", pair.path(), social.id.place.line_column().0);
                out.push(Diagnostic::new(&rules::TRANSLATION_DIFFERS, message).at(&translation.lang_place).help(help));
            }
        }
    }
}

/// A phone number and where it stands.
struct Number {
    phone: Phone,
    place: Place,
}

/// A source and its translation.
struct Pair<'a> {
    source: &'a Publication,
    translation: &'a Publication,
}

impl Pair<'_> {
    /// The numbers of the source that a part of the translation does not have. Others may come to them: a service may have
    /// a number of its own for a language.
    fn numbers(&self, source: &[Number], own: &[Number], place: &Place, out: &mut Vec<Diagnostic>) {
        let dialled = |numbers: &[Number]| -> BTreeSet<String> {
            numbers.iter().map(|number| number.phone.dial().to_owned()).collect()
        };
        let (mut told, there) = (dialled(own), dialled(source));
        // What stands in the place of a number is most likely the wrong one.
        let other = own.iter().find(|number| !there.contains(number.phone.dial())).map(|number| &number.place);
        for number in source {
            if !told.insert(number.phone.dial().to_owned()) {
                continue;
            }
            let (shown, code) = (number.phone.display(), self.source.lang.code);
            let message = format!("the {code} text has the number {shown} here, which is missing");
            let help = self.look(&number.place);
            out.push(Diagnostic::new(&rules::TRANSLATION_NUMBER, message).at(other.unwrap_or(place)).help(help));
        }
    }

    /// The kind of a section, and how many steps, items or lines it has.
    fn makings(&self, source: &Section, own: &Section, out: &mut Vec<Diagnostic>) {
        let (id, code) = (&own.id.value, self.source.lang.code);
        let message = if source.kind.name() == own.kind.name() {
            let (there, here) = (parts(source, self.source), parts(own, self.translation));
            if there == here {
                return;
            }
            let what = match own.kind {
                SectionKind::Steps { .. } => "steps",
                SectionKind::Help(_) => "help lines",
                _ => "items of lists",
            };
            format!("{what} of `{id}`: {here} here, {there} in the {code} text")
        } else {
            let (here, there) = (own.kind.name(), source.kind.name());
            format!("`{id}` is of the kind `{here}` here, and of the kind `{there}` in the {code} text")
        };
        let help = self.look(&source.id.place);
        out.push(Diagnostic::new(&rules::TRANSLATION_DIFFERS, message).at(&own.id.place).help(help));
    }

    /// Where in the source to look.
    fn look(&self, place: &Place) -> String {
        format!("compare it with {}, line {}", self.path(), place.line_column().0)
    }

    /// Path of the source.
    fn path(&self) -> &str {
        &self.source.source.path
    }
}

/// How many steps, help lines or items a section has.
fn parts(section: &Section, of: &Publication) -> usize {
    match &section.kind {
        SectionKind::Steps { steps, .. } => steps.len(),
        SectionKind::Help(lines) => lines.len(),
        SectionKind::Text(_) | SectionKind::Callout(_) => {
            of_section(section, of.lang).iter().flat_map(|piece| &piece.parts).filter(|part| part.item).count()
        }
        SectionKind::Quote { .. } | SectionKind::Image { .. } => 0,
    }
}

/// The numbers of texts.
fn in_texts<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Vec<Number> {
    let found = |text: &'a Text| {
        let place = &text.place;
        numbers(text).into_iter().map(move |phone| Number { phone, place: place.clone() })
    };
    texts.into_iter().flat_map(found).collect()
}

/// The numbers of title, lead and their like, and the one that the code holds.
fn of_head(publication: &Publication) -> Vec<Number> {
    let mut found = in_texts(heads(publication));
    if let Some(At { value: CodeTarget::Phone(phone), place }) = &publication.qr {
        found.push(Number { phone: phone.clone(), place: place.clone() });
    }
    found
}

fn of_facts(publication: &Publication) -> Vec<Number> {
    in_texts(publication.facts.iter().map(|fact| &fact.text))
}

/// The numbers of a section. Hours are left out: their figures are no numbers to call.
fn in_section(section: &Section, of: &Publication) -> Vec<Number> {
    let SectionKind::Help(lines) = &section.kind else {
        return in_texts(of_section(section, of.lang).iter().map(|piece| piece.text));
    };
    let called = |line: &HelpLine| {
        line.phone.as_ref().map(|phone| Number { phone: phone.value.clone(), place: phone.place.clone() })
    };
    let mut found: Vec<Number> = lines.iter().filter_map(called).collect();
    found.extend(in_texts(lines.iter().flat_map(|line| std::iter::once(&line.name).chain(&line.for_whom))));
    found.extend(in_texts(&section.heading));
    found
}

/// The numbers of a message.
fn in_social(social: &Social) -> Vec<Number> {
    let called = social.phone.iter().map(|phone| Number { phone: phone.value.clone(), place: phone.place.clone() });
    let texts = [&social.kicker, &social.lead].into_iter().flatten().chain([&social.headline, &social.call]);
    called.chain(in_texts(texts)).collect()
}
