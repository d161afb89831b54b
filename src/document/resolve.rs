//! From definitions to a document: overrides applied, placeholders filled, Markdown read, pictures decoded.

use std::cell::RefCell;
use std::sync::Arc;

use crate::definition::{
    self, County, FormatKind, FormatUse, Label, Labels, OverrideAction, PanelPart, Project, Publication, SectionKind,
    Text, sections_for,
};
use crate::diagnostic::Diagnostic;
use crate::page::{Art, Metadata};
use crate::picture::PictureKind;
use crate::rules;
use crate::world::World;

use super::{
    Content, Cover, Document, Help, HelpLine, LABELS_MISSING, Origin, RichText, Section, Sender, THEME_MISSING, Tabs,
    Title, abbreviation, art, art::Gallery, contact, imprint, markdown, reading, swedish::Names,
};

/// Whether drafts are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draft {
    /// Finished leaflets.
    No,
    /// Every page bears a visible mark.
    Yes,
}

/// Folder in a county's that holds the files of its recipients.
pub const RECIPIENTS: &str = "recipients";

/// What to make a document of.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Who prints.
    pub county: &'a County,
    /// The text.
    pub publication: &'a Publication,
    /// The format, with its pages and theme.
    pub format: &'a FormatUse,
    /// Whether the pages are marked as a draft.
    pub draft: Draft,
}

impl Wanted<'_> {
    /// Name of the output without edition and ending, such as `varmland/grooming-a4-sv`, or for a recipient
    /// `varmland/recipients/grooming-a4-sv-karlstad`.
    #[must_use]
    pub fn id(&self) -> String {
        let Wanted { county, publication, format, .. } = self;
        let name = format!("{}-{}-{}", publication.id, format.format.name, publication.lang.code);
        match &county.addressee {
            None => format!("{}/{name}", county.slug),
            Some(addressee) => format!("{}/{RECIPIENTS}/{name}-{}", county.slug, addressee.id),
        }
    }

    /// Name of the output that holds the leaflets of all recipients, such as `varmland/recipients/grooming-a4-sv`.
    #[must_use]
    pub fn merged_id(&self) -> String {
        let Wanted { county, publication, format, .. } = self;
        format!("{}/{RECIPIENTS}/{}-{}-{}", county.slug, publication.id, format.format.name, publication.lang.code)
    }
}

/// Makes the document.
///
/// # Errors
/// Pictures that cannot be used, placeholders that the county has nothing for, and overrides that do not resolve, each at
/// its place.
pub fn resolve(world: &dyn World, project: &Project, wanted: Wanted<'_>) -> Result<Document, Vec<Diagnostic>> {
    resolve_showing(world, project, wanted, &|section| shows(wanted.county, wanted.format, section), wanted.id())
}

/// Makes a document with the sections that are `meant` for it.
///
/// # Errors
/// As for [`resolve`].
pub(super) fn resolve_showing(
    world: &dyn World,
    project: &Project,
    wanted: Wanted<'_>,
    meant: &dyn Fn(&definition::Section) -> bool,
    id: String,
) -> Result<Document, Vec<Diagnostic>> {
    let Wanted { county, publication, format, draft } = wanted;
    let shown = shown(county, publication, meant)?;
    let missing = |what: &str| vec![Diagnostic::new(&rules::UNKNOWN_NAME, what).at(&format.place)];
    let theme = project.theme(&format.theme).ok_or_else(|| missing(THEME_MISSING))?;
    let labels = project.labels(publication.lang).ok_or_else(|| missing(LABELS_MISSING))?;
    let filler = Filler::new(county, publication);
    let gallery = Gallery { world, album: &project.album, theme, shown: RefCell::default() };
    let signing = signing_counties(project, county);

    let mut problems = Vec::new();
    let mut resolved = Vec::new();
    let mut help: Option<Help> = None;
    let mut cover = None;
    for section in &shown {
        match &section.kind {
            SectionKind::Image { showing, .. } if showing.cover => match filler.cover(&gallery, section, labels) {
                Ok(_) if cover.is_some() => problems.push(art::second_cover(section)),
                Ok(found) => cover = Some(found),
                Err(found) => problems.extend(found),
            },
            SectionKind::Help(lines) => {
                let heading = section
                    .heading
                    .as_ref()
                    .map_or_else(|| RichText::plain(labels.text(Label::Help)), |h| filler.inline(h));
                let lines = lines.iter().map(|l| filler.help_line(l));
                match &mut help {
                    Some(help) => help.lines.extend(lines),
                    None => help = Some(Help { heading, lines: lines.collect() }),
                }
            }
            kind => match filler.content(&gallery, kind, labels) {
                Ok(content) => resolved.push(Section {
                    id: section.id.value.clone(),
                    heading: section.heading.as_ref().map(|h| filler.inline(h)),
                    keep: section.keep,
                    content,
                }),
                Err(found) => problems.extend(found),
            },
        }
    }
    let senders = senders(&gallery, &filler, &signing, &mut problems);
    let tabs = format.tabs.as_ref().and_then(|count| {
        let tabs = filler.tabs(count.value, format.tabs_qr, &shown);
        if tabs.is_none() {
            let message = "the tabs have no help line to name";
            let help = "Give the poster a section of kind `help`, or take `tabs` out.";
            problems.push(Diagnostic::new(&rules::MISSING_KEY, message).at(&count.place).help(help));
        }
        tabs
    });
    if !problems.is_empty() {
        return Err(problems);
    }

    let poster = format.format.kind == FormatKind::Poster;
    let title = match publication.headline.as_ref().filter(|_| poster) {
        Some(headline) => Title::marked(&filler.inline(headline).text),
        None => Title { units: vec![filler.inline(&publication.title).text] },
    };
    let audience = if poster { publication.kicker.as_ref() } else { publication.audience_line.as_ref() };
    let issued_by = publication.issued_by.as_ref().map(|t| filler.inline(t).text);
    let (contacts, answering) = contact::contacts(county, &signing, publication, labels);
    let qr_text = publication.qr_text.as_ref().map(|t| filler.inline(t));
    let code = contact::code(answering, publication, labels, qr_text, help.as_ref(), format.format.kind);
    let counties = signing.iter().map(|county| Arc::clone(&county.source));
    let sources = std::iter::once(Arc::clone(&publication.source)).chain(counties).collect();
    let mut document = Document {
        metadata: Metadata {
            title: title_of_file(county, publication),
            author: county.office.value.clone(),
            subject: publication.lead.as_ref().map(|l| filler.inline(l).text).unwrap_or_default(),
            keywords: publication.audience.iter().map(|a| a.value.clone()).collect(),
            lang: publication.lang,
            date: world.source_date().unwrap_or(publication.date.value),
            id,
            draft: draft == Draft::Yes,
        },
        lang: publication.lang,
        format: format.format,
        // A number that the format cannot have has been told; its pages can be looked at all the same.
        pages: format.pages.clamp(format.format.min_pages, format.format.max_pages),
        theme: Arc::clone(theme),
        audience: audience.filter(|_| format.format.shows(PanelPart::Audience)).map(|t| filler.inline(t)),
        title,
        lead: publication.lead.as_ref().filter(|_| format.format.shows(PanelPart::Lead)).map(|l| filler.inline(l)),
        cover,
        sections: resolved,
        help,
        contacts,
        code,
        senders,
        imprint: imprint::imprint(county, publication, &shown, labels, issued_by.as_deref()),
        tabs,
        draft: (draft == Draft::Yes).then(|| labels.text(Label::Draft).to_owned()),
        origin: Origin { sources, pictures: gallery.shown.take() },
    };
    names(project, county, publication).mark(&mut document);
    let gaps = filler.gaps();
    if gaps.is_empty() { Ok(document) } else { Err(gaps) }
}

/// Whether a section stands in a format: if the format lists it, or the section that it replaces; if the section names the
/// format; or if neither of the two lists anything.
pub(super) fn shows(county: &County, format: &FormatUse, section: &definition::Section) -> bool {
    let own = section.formats.iter().any(|f| f.value == format.format.name);
    let Some(listed) = &format.sections else { return own || section.formats.is_empty() };
    let replaces = |id: &str| {
        county.overrides.iter().any(|change| match &change.action {
            OverrideAction::Replace(old, new) => old.value == id && std::ptr::eq(new.as_ref(), section),
            _ => false,
        })
    };
    own || listed.iter().any(|id| id.value == section.id.value || replaces(&id.value))
}

/// The title of a file: the publication's, and whose copy it is.
#[must_use]
pub fn title_of_file(county: &County, publication: &Publication) -> String {
    let title = title(county, publication);
    match &county.addressee {
        None => format!("{title} – {}", county.name.value),
        Some(addressee) => format!("{title} – {}, {}", addressee.title(), county.name.value),
    }
}

/// A publication's title in plain text, as a county prints it.
pub(super) fn title(county: &County, publication: &Publication) -> String {
    Filler::new(county, publication).inline(&publication.title).text
}

/// The sections that a county prints of a publication and that are `meant`.
///
/// # Errors
/// Overrides that do not resolve.
pub(super) fn shown<'a>(
    county: &'a County,
    publication: &'a Publication,
    meant: &dyn Fn(&definition::Section) -> bool,
) -> Result<Vec<&'a definition::Section>, Vec<Diagnostic>> {
    let mut sections = sections_for(county, publication)?;
    sections.retain(|section| (county.addressee.is_some() || !section.recipients) && meant(section));
    Ok(sections)
}

/// The counties that sign: those of a joint edition, else the county itself.
fn signing_counties<'a>(project: &'a Project, county: &'a County) -> Vec<&'a County> {
    if county.with.is_empty() {
        return vec![county];
    }
    county.with.iter().filter_map(|slug| project.county(slug)).collect()
}

/// The Swedish names that a county's leaflet may mention.
pub(super) fn names(project: &Project, county: &County, publication: &Publication) -> Names {
    let mut counties = signing_counties(project, county);
    counties.push(county);
    Names::new(project, &counties, publication)
}

/// Everyone who signs, each once: the offices, then the senders of the county file. A sender that is an office gives it
/// its logo.
fn senders(
    gallery: &Gallery<'_>,
    filler: &Filler<'_>,
    signing: &[&County],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Sender> {
    let offices = signing.iter().map(|c| Sender { name: RichText::plain(c.office.value.clone()), logo: None });
    let mut all: Vec<Sender> = offices.collect();
    for sender in filler.county.senders.iter().filter(|sender| signs(sender, filler.publication)) {
        let load = |file| art::load(gallery, file, PictureKind::Graphic, &sender.colors);
        let logo = sender.logo.as_ref().and_then(|file| load(file).map_err(|found| problems.extend(found)).ok());
        let name = filler.inline(&sender.name);
        match all.iter_mut().find(|known| known.name == name) {
            Some(known) => known.logo = logo.or(known.logo.take()),
            None => all.push(Sender { name, logo }),
        }
    }
    all
}

/// Whether a sender signs a publication.
pub(super) fn signs(sender: &definition::Sender, publication: &Publication) -> bool {
    sender.publications.is_empty() || sender.publications.iter().any(|id| id.value == publication.id)
}

/// Most letters of a name that stays on a line in running text.
const SHORT_NAME: usize = 20;

/// Fills, mends and reads the texts of one publication for one county.
pub(super) struct Filler<'a> {
    county: &'a County,
    publication: &'a Publication,
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
    fn help_line(&self, line: &definition::HelpLine) -> HelpLine {
        let [for_whom, hours] = [&line.for_whom, &line.hours].map(|text| text.as_ref().map(|text| self.inline(text)));
        let details = [for_whom, hours, contact::help_address(line)];
        // In its cell a name may be parted.
        let name = reading::inline(&self.fill(&line.name), self.publication.lang);
        let (name, details) = contact::help_who(&name, details, self.publication.lang);
        HelpLine { number: contact::help_number(line), name, details }
    }

    /// Tabs with a number of the sections, in words whose it is, and a short address: the publication's or the contact's. The
    /// number is the one that the code calls, else the first. None if there is no number.
    fn tabs(&self, count: u8, code: bool, shown: &[&definition::Section]) -> Option<Tabs> {
        let lines = shown.iter().filter_map(|section| match &section.kind {
            SectionKind::Help(lines) => Some(lines),
            _ => None,
        });
        let lines: Vec<_> = lines.flatten().collect();
        let called = self.publication.qr.as_ref().and_then(|qr| qr.value.strip_prefix("tel:"));
        let calls = |line: &&definition::HelpLine| line.phone.as_ref().map(|phone| phone.dial()) == called;
        let line = called.and_then(|_| lines.iter().copied().find(calls)).or_else(|| lines.first().copied())?;
        let page = self.publication.qr.as_ref().and_then(|qr| qr.value.strip_prefix("https://"));
        let address = match (page, &self.county.contact.url) {
            (Some(page), _) => Some(RichText::plain(page.trim_end_matches('/').to_owned())),
            (None, Some(url)) => Some(RichText::plain(url.display().to_owned())),
            (None, None) => None,
        };
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
    fn cover(
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
    fn content(&self, gallery: &Gallery<'_>, kind: &SectionKind, labels: &Labels) -> Result<Content, Vec<Diagnostic>> {
        Ok(match kind {
            SectionKind::Text(text) => Content::Text(self.blocks(text)),
            SectionKind::Callout(text) => Content::Callout(self.blocks(text)),
            SectionKind::Steps { intro, steps } => Content::Steps {
                intro: intro.as_ref().map(|t| self.inline(t)),
                steps: steps.iter().map(|t| self.inline(t)).collect(),
            },
            SectionKind::Quote { text, who, source } => {
                let (open, close) = self.publication.lang.quotes;
                let mut quoted = RichText::plain(open);
                quoted.append(&self.inline(text));
                quoted.text.push_str(close);
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
