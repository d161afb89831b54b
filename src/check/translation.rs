//! Rules on translations: made from the version that is now, with the same sections, and read by someone who knows the
//! language.

use std::cmp::Ordering;

use crate::definition::{Gap, Project, Publication, Translation, gaps, version_order};
use crate::diagnostic::Diagnostic;
use crate::rules;

use super::likeness;

/// Every finding about translations of the project.
#[must_use]
pub fn check(project: &Project) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for publication in &project.publications {
        if let Some(made) = &publication.translation {
            match project.source_of(publication) {
                Some(source) => against(source, publication, made, &mut out),
                None => out.push(no_source(publication, made)),
            }
        }
        if !publication.reviewed.value {
            let message = format!("the {} text of `{}` is not reviewed", publication.lang.code, publication.id);
            let help = if publication.translation.is_some() {
                "have someone who speaks the language read it, then write `reviewed = true`; until then it is \
                 built only with --draft"
            } else {
                "when those who print it have read it and agreed, write `reviewed = true`; until then it is built only \
                 with --draft"
            };
            out.push(
                Diagnostic::new(&rules::TRANSLATION_UNREVIEWED, message).at(&publication.reviewed.place).help(help),
            );
        }
    }
    out
}

/// A translation of a text that is not there.
fn no_source(publication: &Publication, made: &Translation) -> Diagnostic {
    let of = made.of.value;
    if of == publication.lang {
        let help = "name the language that it was translated from, or take `translates` out";
        return Diagnostic::new(&rules::BAD_VALUE, "a text cannot be its own translation")
            .at(&made.of.place)
            .help(help);
    }
    let message = format!("`{}` has no text in the language `{}`", publication.id, of.code);
    let help = "name the language that it was translated from; a text that is no translation has no `translates`";
    Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&made.of.place).help(help)
}

/// A translation against its source.
fn against(source: &Publication, publication: &Publication, made: &Translation, out: &mut Vec<Diagnostic>) {
    let (from, now) = (&made.from_version, &source.version);
    let help = match version_order(from, now) {
        Ordering::Equal => None,
        Ordering::Less => Some(format!(
            "bring the text into line with {}, then write `from_version = \"{}\"`",
            source.source.path, now.value
        )),
        Ordering::Greater => {
            Some(format!("write the version that {} has: `from_version = \"{}\"`", source.source.path, now.value))
        }
    };
    if let Some(help) = help {
        let message =
            format!("made from version {}, but the {} text is version {}", from.value, source.lang.code, now.value);
        out.push(Diagnostic::new(&rules::TRANSLATION_OLD, message).at(&from.place).help(help));
    }
    for gap in gaps(source, publication) {
        let (place, message, help) = match gap {
            Gap::Lacks(id) => (
                publication.lang_place.clone(),
                format!("the section `{}` of the {} text is missing", id.value, source.lang.code),
                format!("translate it from {}, line {}", source.source.path, id.place.line_column().0),
            ),
            Gap::Adds(id) => (
                id.place.clone(),
                format!("the {} text has no section `{}`", source.lang.code, id.value),
                "give it the id of the section that it translates, or take it out".to_owned(),
            ),
            Gap::Untranslated(left) => (
                left.place,
                match left.passages {
                    _ if left.whole => format!("this is still the {} text", source.lang.code),
                    1 => format!("a passage of this text is still the {} text", source.lang.code),
                    number => format!("{number} passages of this text are still the {} text", source.lang.code),
                },
                format!(
                    "translate it into {}; what is rightly alike is marked with its language: [words](lang:{})",
                    publication.lang.code, source.lang.code
                ),
            ),
        };
        out.push(Diagnostic::new(&rules::TRANSLATION_INCOMPLETE, message).at(&place).help(help));
    }
    formats(source, publication, out);
    // What was made from another version or has other sections has that to be told first.
    let other_sections = gaps(source, publication).iter().any(|gap| matches!(gap, Gap::Lacks(_) | Gap::Adds(_)));
    if version_order(from, now) == Ordering::Equal && !other_sections {
        likeness::check(source, publication, out);
    }
}

/// Formats in which the source is made and the translation is not. Easy language is set larger, in formats of its own.
fn formats(source: &Publication, publication: &Publication, out: &mut Vec<Diagnostic>) {
    if publication.lang.easy {
        return;
    }
    let made = |name: &str| publication.formats.iter().any(|own| own.format.name == name);
    let missing: Vec<&str> = source.formats.iter().map(|f| f.format.name).filter(|name| !made(name)).collect();
    if !missing.is_empty() {
        let message = format!("the {} text is made as {} as well", source.lang.code, missing.join(", "));
        let help = "add the formats, unless the text is too long for them";
        out.push(Diagnostic::new(&rules::TRANSLATION_FORMATS, message).at(&publication.lang_place).help(help));
    }
}
