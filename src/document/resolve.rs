//! From definitions to a document: overrides applied, sections chosen, texts filled, pictures decoded.

use std::cell::RefCell;
use std::sync::Arc;

use crate::definition::{
    self, County, FormatKind, FormatUse, Label, Labels, OverrideAction, PanelPart, Project, Publication, SectionKind,
    Text, sections_for,
};
use crate::diagnostic::Diagnostic;
use crate::page::Metadata;
use crate::picture::PictureKind;
use crate::rules;
use crate::world::World;

use super::filler::Filler;
use super::{
    Cover, Document, Help, LABELS_MISSING, Origin, RichText, Section, Sender, THEME_MISSING, Title, art, art::Gallery,
    contact, imprint, swedish::Names,
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
    let Parts { sections, help, cover } = parts(&filler, &gallery, &shown, labels, &mut problems);
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

    let title = title_lines(&filler, publication, format);
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
        audience: audience(publication, format).map(|t| filler.inline(t)),
        title,
        lead: publication.lead.as_ref().filter(|_| format.format.shows(PanelPart::Lead)).map(|l| filler.inline(l)),
        cover,
        sections,
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

/// The sections of a document, parted by where they stand.
struct Parts {
    /// Those that follow each other in the text.
    sections: Vec<Section>,
    /// The help lines of all sections together, under the heading of the first.
    help: Option<Help>,
    cover: Option<Cover>,
}

/// Resolves sections. Pictures that cannot be used are left out and told.
fn parts(
    filler: &Filler<'_>,
    gallery: &Gallery<'_>,
    shown: &[&definition::Section],
    labels: &Labels,
    problems: &mut Vec<Diagnostic>,
) -> Parts {
    let mut parts = Parts { sections: Vec::new(), help: None, cover: None };
    for section in shown {
        match &section.kind {
            SectionKind::Image { showing, .. } if showing.cover => match filler.cover(gallery, section, labels) {
                Ok(_) if parts.cover.is_some() => problems.push(art::second_cover(section)),
                Ok(found) => parts.cover = Some(found),
                Err(found) => problems.extend(found),
            },
            SectionKind::Help(lines) => {
                let heading = section
                    .heading
                    .as_ref()
                    .map_or_else(|| RichText::plain(labels.text(Label::Help)), |h| filler.inline(h));
                let lines = lines.iter().map(|l| filler.help_line(l));
                match &mut parts.help {
                    Some(help) => help.lines.extend(lines),
                    None => parts.help = Some(Help { heading, lines: lines.collect() }),
                }
            }
            kind => match filler.content(gallery, kind, labels) {
                Ok(content) => parts.sections.push(Section {
                    id: section.id.value.clone(),
                    heading: section.heading.as_ref().map(|h| filler.inline(h)),
                    keep: section.keep,
                    content,
                }),
                Err(found) => problems.extend(found),
            },
        }
    }
    parts
}

/// The title as a format sets it: posters have a headline of their own, parted where the definition says.
fn title_lines(filler: &Filler<'_>, publication: &Publication, format: &FormatUse) -> Title {
    let headline = publication.headline.as_ref().filter(|_| format.format.kind == FormatKind::Poster);
    match headline {
        Some(headline) => Title::marked(&filler.inline(headline).text),
        None => Title { units: vec![filler.inline(&publication.title).text] },
    }
}

/// The line that says whom a leaflet is for; on posters the kicker.
fn audience<'a>(publication: &'a Publication, format: &FormatUse) -> Option<&'a Text> {
    let poster = format.format.kind == FormatKind::Poster;
    let line = if poster { publication.kicker.as_ref() } else { publication.audience_line.as_ref() };
    line.filter(|_| format.format.shows(PanelPart::Audience))
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
