//! Why an edition could not be written, in words for the reader of a build log.

use krilla::configure::ValidationError as Broken;
use krilla::error::KrillaError;
use krilla::surface::Location;

use crate::diagnostic::Diagnostic;
use crate::rules::PDF_INVALID;

/// A file that cannot be written as its standard asks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The finished file would break PDF/UA-1 or PDF/A-2a; one sentence for each fault, with the page where known.
    #[error("{}", .0.join("; "))]
    Standard(Vec<String>),
    /// Pages and tag tree do not belong together, or an item lies outside what it refers to.
    #[error("{0}")]
    Pages(String),
    /// A font that cannot be embedded or drawn.
    #[error("the font {0} cannot be read")]
    Font(String),
    /// A picture that cannot be converted or embedded.
    #[error("a picture cannot be written: {0}")]
    Picture(String),
    /// An output profile that is none, by name.
    #[error("the output profile `{name}` cannot be used: {reason}")]
    Profile {
        /// Name of the profile's file.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The file could not be put together.
    #[error("the file cannot be put together: {0}")]
    File(String),
}

impl ExportError {
    /// One finding a fault, about `subject` (an output, such as `varmland/grooming-a4-sv`).
    #[must_use]
    pub fn diagnostics(&self, subject: &str) -> Vec<Diagnostic> {
        let messages = match self {
            ExportError::Standard(faults) => faults.clone(),
            other => vec![other.to_string()],
        };
        let finding = |message| Diagnostic::new(&PDF_INVALID, message).on(subject);
        let helped = |finding: Diagnostic| match self {
            ExportError::Profile { .. } => {
                finding.help("Use an ICC output profile for CMYK, such as PSOcoated_v3.icc from eci.org.")
            }
            _ => finding,
        };
        messages.into_iter().map(finding).map(helped).collect()
    }
}

impl From<KrillaError> for ExportError {
    fn from(error: KrillaError) -> ExportError {
        match error {
            KrillaError::Validation(faults) => {
                let mut words: Vec<String> = faults.iter().map(|(fault, _)| fault_in_words(fault)).collect();
                words.dedup();
                ExportError::Standard(words)
            }
            KrillaError::Image(_, location, reason) => ExportError::Picture(on_page(location, &reason)),
            other => ExportError::File(other.to_string()),
        }
    }
}

/// The page as krilla's location: its number from 1.
pub(super) fn location(page: usize) -> Option<Location> {
    Location::new(page as u64 + 1)
}

/// A sentence with its page in front, if it is known.
fn on_page(location: Option<Location>, sentence: &str) -> String {
    match location {
        Some(page) => format!("page {page}: {sentence}"),
        None => sentence.to_owned(),
    }
}

/// What a rule that krilla holds the file against means.
fn fault_in_words(fault: &Broken) -> String {
    match fault {
        Broken::ContainsNotDefGlyph(_, at, text) => on_page(*at, &format!("the font has no glyph for “{text}”")),
        Broken::NoCodepointMapping(_, glyph, at) => {
            on_page(*at, &format!("glyph {} stands for no character and cannot be read out", glyph.to_u32()))
        }
        Broken::InvalidCodepointMapping(_, _, c, at) => {
            on_page(*at, &format!("the text holds U+{:04X}, which is no character", u32::from(*c)))
        }
        Broken::UnicodePrivateArea(_, _, c, at) => {
            on_page(*at, &format!("the text holds U+{:04X} of the private use area", u32::from(*c)))
        }
        Broken::RestrictedLicense(_) => "a font's licence forbids embedding it (OS/2 fsType)".to_owned(),
        Broken::NoDocumentLanguage => "the document names no language".to_owned(),
        Broken::NoDocumentTitle => "the document has no title".to_owned(),
        Broken::MissingAltText(at) => on_page(*at, "a figure has no alternative text"),
        Broken::MissingHeadingTitle => "a heading has no words".to_owned(),
        Broken::MissingDocumentOutline => "the document has no bookmarks".to_owned(),
        Broken::MissingAnnotationAltText(at) => on_page(*at, "a link has no description"),
        Broken::MissingDocumentDate => "the document has no date".to_owned(),
        Broken::MissingTagging => "the document has no tag tree".to_owned(),
        Broken::TooLongString => "a text is longer than PDF/A allows (32,767 bytes)".to_owned(),
        other => format!("the file breaks PDF/A-2a or PDF/UA-1: {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_a_finding_of_its_own_and_names_its_page() {
        let faults =
            vec![fault_in_words(&Broken::MissingAltText(location(1))), fault_in_words(&Broken::NoDocumentTitle)];
        let findings = ExportError::Standard(faults).diagnostics("varmland/grooming-a4-sv");
        let messages: Vec<_> = findings.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages, ["page 2: a figure has no alternative text", "the document has no title"]);
        assert!(findings.iter().all(|f| f.rule.code == "pdf-invalid"));
    }
}
