//! The document of a picture for social media: a message in few words, signed, and its words for who cannot see it.

use crate::definition::{Label, Labels, Project, Social, SocialUse};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::world::World;

use super::filler::Filler;
use super::resolve::resolve_showing;
use super::{Contacts, Document, Help, HelpLine, RichText, Title, Wanted};

/// A picture for social media, ready to be laid out.
#[derive(Debug, Clone)]
pub struct SocialPicture {
    /// The message: kicker, headline, lead, what to do with the number, who signs.
    pub document: Document,
    /// What a service is given as alternative text.
    pub alt: String,
}

/// What to make a picture of.
#[derive(Debug, Clone, Copy)]
pub struct WantedSocial<'a> {
    /// County, publication and format.
    pub wanted: Wanted<'a>,
    /// The message.
    pub social: &'a Social,
    /// Its words in the format.
    pub words: &'a SocialUse,
}

impl WantedSocial<'_> {
    /// Name of the output without ending, such as `varmland/somliga-tror-lagen-social-square-sv`.
    #[must_use]
    pub fn id(&self) -> String {
        let Wanted { county, publication, format, .. } = self.wanted;
        let (id, lang) = (&publication.id, publication.lang.code);
        format!("{}/{id}-{}-{}-{lang}", county.slug, self.social.id.value, format.format.name)
    }
}

/// Makes the document.
///
/// # Errors
/// Logos that cannot be used, and placeholders that the county has nothing for.
pub fn resolve_social(
    world: &dyn World,
    project: &Project,
    wanted: WantedSocial<'_>,
) -> Result<SocialPicture, Vec<Diagnostic>> {
    let WantedSocial { wanted: Wanted { county, publication, .. }, social, words } = wanted;
    let signed = resolve_showing(world, project, wanted.wanted, &|_| false, wanted.id())?;
    let missing = || Diagnostic::new(&rules::UNKNOWN_NAME, super::LABELS_MISSING);
    let labels = project.labels(publication.lang).ok_or_else(|| vec![missing().at(&publication.lang_place)])?;
    let filler = Filler::new(county, publication);
    let number = match (&social.phone, &social.url) {
        (Some(phone), _) => RichText::plain(phone.display()),
        (None, Some(url)) => RichText::plain(url.display()),
        (None, None) => RichText::default(),
    };
    let headline = filler.inline(social.headline(words)).text;
    let document = Document {
        audience: social.kicker(words).map(|text| filler.inline(text)),
        title: Title::marked(&headline),
        lead: social.lead(words).map(|text| filler.inline(text)),
        help: Some(Help {
            heading: filler.inline(social.call(words)),
            lines: vec![HelpLine { number, name: RichText::default(), details: None }],
        }),
        contacts: Contacts { heading: RichText::default(), cards: Vec::new() },
        code: None,
        imprint: RichText::plain(county.office.value.clone()),
        ..signed
    };
    let alt = match &social.alt {
        Some(alt) => filler.inline(alt).text,
        None => alt(&document, labels),
    };
    let gaps = filler.gaps();
    if gaps.is_empty() { Ok(SocialPicture { document, alt }) } else { Err(gaps) }
}

/// The words of a picture in the order in which they are read, each part a sentence. A picture of text needs no other
/// words than its own (WCAG 2.1, 1.1.1).
fn alt(document: &Document, labels: &Labels) -> String {
    let mut parts: Vec<String> = document.audience.iter().map(|text| sentence(&text.text)).collect();
    parts.push(sentence(&document.title.text()));
    parts.extend(document.lead.iter().map(|text| sentence(&text.text)));
    if let Some(help) = &document.help {
        let numbers: Vec<&str> = help.lines.iter().map(|line| line.number.text.as_str()).collect();
        let call = help.heading.text.trim_end_matches([':', '.']);
        let join = if call.ends_with('?') { " " } else { ": " };
        parts.push(sentence(&format!("{call}{join}{}", numbers.join(", "))));
    }
    let names: Vec<&str> = document.senders.iter().map(|sender| sender.name.text.as_str()).collect();
    parts.push(sentence(&labels.text(Label::PublishedBy).replace("{names}", &names.join(", "))));
    parts.join(" ")
}

/// A text with a sign at its end, for programs that read aloud.
fn sentence(text: &str) -> String {
    let text = text.trim().replace('\u{a0}', " ");
    if text.ends_with(['.', '?', '!', '…', '”']) { text } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn every_part_ends_as_a_sentence() {
        assert_eq!(sentence("Ring 020-555\u{a0}666"), "Ring 020-555 666.");
        assert_eq!(sentence("Vill du sluta?"), "Vill du sluta?");
    }
}
