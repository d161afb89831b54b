//! The texts of one publication as one county prints them: placeholders filled, Markdown read, names held together.

use std::cell::RefCell;

use crate::definition::{self, CodeTarget, County, Label, Labels, Publication, SectionKind, Text};
use crate::diagnostic::Diagnostic;
use crate::page::Art;
use crate::rules;

use super::art::Gallery;
use super::mend::quoted;
use super::{Content, Cover, HelpLine, RichText, Tabs, abbreviation, art, contact, markdown, reading};

/// Most letters of a name that stays on a line in running text.
const SHORT_NAME: usize = 20;

/// Fills, mends and reads the texts of one publication for one county.
pub(super) struct Filler<'a> {
    /// Who prints.
    pub(super) county: &'a County,
    /// The text.
    pub(super) publication: &'a Publication,
    /// Names of several words that answer help lines; short enough to stay on a line in running text.
    names: Vec<&'a str>,
    /// Placeholders that the county has nothing for.
    gaps: RefCell<Vec<Diagnostic>>,
}

impl<'a> Filler<'a> {
    /// A filler that has not missed anything yet.
    pub(super) fn new(county: &'a County, publication: &'a Publication) -> Filler<'a> {
        let lines = publication.sections.iter().filter_map(|section| match &section.kind {
            SectionKind::Help(lines) => Some(lines),
            _ => None,
        });
        let names = lines.flatten().map(|line| line.name.value.as_str());
        let names = names.filter(|name| name.contains(' ') && name.chars().count() <= SHORT_NAME).collect();
        Filler { county, publication, names, gaps: RefCell::default() }
    }

    /// The placeholders of all texts so far that the county has nothing for.
    pub(super) fn gaps(self) -> Vec<Diagnostic> {
        self.gaps.into_inner()
    }

    /// What stands for a placeholder; nothing if the county has no such value.
    fn value(&self, name: &str) -> Option<String> {
        let County { name: county, short, genitive, office, contact, addressee, .. } = self.county;
        let own = |text: &Option<Text>| text.as_ref().map(|t| t.value.clone());
        match name {
            "county.name" => Some(county.value.clone()),
            "county.short" => Some(short.value.clone()),
            "county.genitive" => Some(genitive.value.clone()),
            "county.office" => Some(office.value.clone()),
            "contact.name" => own(&contact.name),
            "contact.role" => own(&contact.role),
            "contact.organisation" => own(&contact.organisation).or_else(|| Some(office.value.clone())),
            "contact.phone" => contact.phone.as_ref().map(|p| p.display().to_owned()),
            "contact.email" => contact.email.as_ref().map(|e| e.as_str().to_owned()),
            "contact.url" => contact.url.as_ref().map(|u| u.display().to_owned()),
            // As it is printed; a title that names itself has none.
            "publication.title" => {
                let title = &self.publication.title;
                (!title.value.contains("{publication.title}")).then(|| self.inline(title).text)
            }
            "publication.version" => Some(self.publication.version.value.clone()),
            "recipient.name" => Some(addressee.as_ref()?.name.clone()),
            "recipient.municipality" => addressee.as_ref()?.municipality.clone(),
            "recipient.quantity" => Some(addressee.as_ref()?.quantity.to_string()),
            _ => None,
        }
    }

    /// A label with its placeholders filled.
    pub(super) fn label(&self, text: &str) -> String {
        definition::placeholder::filled(text, |name| self.value(name))
    }

    /// What to say of a placeholder that nothing fills here.
    fn gap(&self, name: &str, text: &Text) -> Diagnostic {
        let County { name: county, source, addressee, .. } = self.county;
        let of_contact = name.starts_with("contact.");
        let (message, help) = match addressee {
            Some(to) if !of_contact || to.contact.is_some() => (
                format!("the text uses {{{name}}}, but {} has none", to.name),
                format!("Fill in the column {name} in row {} of {}, or override the section.", to.row, to.file),
            ),
            None if name.starts_with("recipient.") => (
                format!("the text uses {{{name}}}, but this copy is for no recipient"),
                "Put the text into a section with `recipients = true`, or build with --recipients FILE.".to_owned(),
            ),
            _ => (
                format!("the text uses {{{name}}}, but {} has none", county.value),
                format!("Fill in {name} in {}, or override the section.", source.path),
            ),
        };
        Diagnostic::new(&rules::MISSING_KEY, message).at(&text.place).help(help)
    }

    /// Markdown with its placeholders filled. What is filled in is no Markdown.
    fn fill(&self, text: &Text) -> String {
        definition::placeholder::filled(text, |name| {
            let value = self.value(name);
            // A name that no placeholder has was told with the definition.
            if value.is_none() && definition::placeholder::Placeholder::named(name).is_some() {
                self.gaps.borrow_mut().push(self.gap(name, text));
            }
            value.map(|value| definition::placeholder::literal(&value))
        })
    }

    /// Text of several blocks.
    fn blocks(&self, text: &Text) -> Vec<markdown::Block> {
        reading::blocks(&self.held(self.fill(text)), self.publication.lang)
    }

    /// Text of one paragraph.
    pub(super) fn inline(&self, text: &Text) -> RichText {
        reading::inline(&self.held(self.fill(text)), self.publication.lang)
    }

    /// The text with the names of help lines held together by no-break spaces.
    fn held(&self, text: String) -> String {
        let hold = |text: String, name: &&str| {
            if text.contains(*name) { text.replace(*name, &name.replace(' ', "\u{a0}")) } else { text }
        };
        self.names.iter().fold(text, hold)
    }

    /// A text in the publication's language with its abbreviations marked.
    pub(super) fn abbreviated(&self, text: &RichText) -> RichText {
        abbreviation::marked(text, self.publication.lang)
    }

    /// A help line.
    pub(super) fn help_line(&self, line: &definition::HelpLine) -> HelpLine {
        let [for_whom, hours] = [&line.for_whom, &line.hours].map(|text| text.as_ref().map(|text| self.inline(text)));
        let details = [for_whom, hours, contact::help_address(line)];
        // In its cell a name may be parted.
        let name = reading::inline(&self.fill(&line.name), self.publication.lang);
        let (name, details) = contact::help_who(&name, details, self.publication.lang);
        let number = contact::help_number(line).answered_by(&name, self.publication.lang);
        HelpLine { number, name, details }
    }

    /// Tabs with a number of the sections, in words whose it is, and a short address: the publication's or the contact's. The
    /// number is the one that the code calls, else the first. None if there is no number.
    pub(super) fn tabs(&self, count: u8, code: bool, shown: &[&definition::Section]) -> Option<Tabs> {
        let lines = shown.iter().filter_map(|section| match &section.kind {
            SectionKind::Help(lines) => Some(lines),
            _ => None,
        });
        let lines: Vec<_> = lines.flatten().collect();
        let target = self.publication.qr.as_ref().map(|qr| &qr.value);
        let called =
            target.and_then(|target| if let CodeTarget::Phone(phone) = target { Some(phone.dial()) } else { None });
        let calls = |line: &&definition::HelpLine| line.phone.as_ref().map(|phone| phone.dial()) == called;
        let line = called.and_then(|_| lines.iter().copied().find(calls)).or_else(|| lines.first().copied())?;
        let page =
            if let Some(CodeTarget::Page(url)) = target { Some(url) } else { self.county.contact.url.as_deref() };
        let address = page.map(|url| RichText::plain(url.display().trim_end_matches('/')));
        let line = self.help_line(line);
        let number = RichText::plain(line.number.text.clone());
        let name = RichText::plain(line.name.text.clone());
        let details = line.details.map(|text| RichText::plain(text.text));
        Some(Tabs { count, number, name, details, address, code })
    }

    /// Caption and credit on one line.
    fn caption(&self, caption: Option<&Text>, credit: Option<&Text>, labels: &Labels) -> Option<RichText> {
        let mut line = caption.map(|c| self.inline(c)).unwrap_or_default();
        if let Some(credit) = credit {
            art::credit(&mut line, &self.inline(credit), labels.text(Label::Photo));
        }
        (!line.is_empty()).then_some(line)
    }

    /// The cover that a section describes.
    pub(super) fn cover(
        &self,
        gallery: &Gallery<'_>,
        section: &definition::Section,
        labels: &Labels,
    ) -> Result<Cover, Vec<Diagnostic>> {
        let content = self.content(gallery, &section.kind, labels)?;
        let (
            Content::Image { art: Art::Picture(picture), focus, alt, caption, .. },
            SectionKind::Image { showing, .. },
        ) = (content, &section.kind)
        else {
            return Err(vec![art::drawing_as_cover(section)]);
        };
        if let Some(heading) = &section.heading {
            return Err(vec![art::cover_with_heading(&heading.place)]);
        }
        Ok(Cover { picture, aspect: showing.ratio, focus, alt, caption })
    }

    /// What a section holds.
    pub(super) fn content(
        &self,
        gallery: &Gallery<'_>,
        kind: &SectionKind,
        labels: &Labels,
    ) -> Result<Content, Vec<Diagnostic>> {
        Ok(match kind {
            SectionKind::Text(text) => Content::Text(self.blocks(text)),
            SectionKind::Callout(text) => Content::Callout(self.blocks(text)),
            SectionKind::Steps { intro, steps } => Content::Steps {
                intro: intro.as_ref().map(|t| self.inline(t)),
                steps: steps.iter().map(|t| self.inline(t)).collect(),
            },
            SectionKind::Quote { text, who, source } => {
                let quoted = quoted(self.inline(text), self.publication.lang);
                let mut by = self.inline(who);
                if let Some(source) = source {
                    by.text.push_str(self.publication.lang.comma);
                    by.append(&self.inline(source));
                }
                Content::Quote { text: quoted, source: by }
            }
            SectionKind::Image { file, alt, caption, credit, showing } => {
                let kind = showing.kind.unwrap_or_default();
                let art = art::load(gallery, file, kind, &showing.colors)?;
                if let (Art::Drawing(_), Some(_)) = (&art, showing.ratio) {
                    return Err(vec![art::not_cropped(file)]);
                }
                Content::Image {
                    aspect: showing.ratio.unwrap_or_else(|| art.aspect()),
                    art,
                    focus: showing.focus,
                    alt: alt.as_ref().map(|a| self.inline(a).text).unwrap_or_default(),
                    caption: self.caption(caption.as_ref(), credit.as_ref(), labels),
                }
            }
            SectionKind::Help(_) => Content::Text(Vec::new()),
        })
    }
}
