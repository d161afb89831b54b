//! The document of a web page, which knows no trim: what all sheets of a publication say, with the facts and their sources.

use crate::definition::{
    self, County, Date, Format, FormatKind, FormatUse, Label, Labels, Project, Publication, SectionKind,
};
use crate::diagnostic::{At, Diagnostic};
use crate::lang::Lang;
use crate::rules;
use crate::world::World;

use super::filler::Filler;
use super::resolve::{names, resolve_showing, shown, shows};
use super::{Document, Draft, LABELS_MISSING, RichText, Wanted, contact};

/// A publication in one language, ready to be written as a web page.
#[derive(Debug, Clone)]
pub struct WebPage {
    /// The text. Its format only chooses the theme.
    pub document: Document,
    /// The statements that it rests on, then its numbers and addresses.
    pub facts: Vec<Fact>,
    /// The fixed words of its language.
    pub words: Words,
}

/// A statement and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The statement.
    pub text: RichText,
    /// Law, web page or report.
    pub source: RichText,
    /// When someone made sure; `None` if nobody did.
    pub checked: Option<Date>,
}

/// The fixed words of a language, filled in for a county and a publication.
#[derive(Debug, Clone)]
pub struct Words(Vec<String>, Lang);

impl Words {
    /// The words of a label; its own placeholders stand as they are.
    #[must_use]
    pub fn text(&self, label: Label) -> &str {
        self.0.get(label as usize).map_or("", String::as_str)
    }

    /// Their language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.1
    }

    /// The words of a label with its own placeholders filled, each given by its name.
    #[must_use]
    pub fn with(&self, label: Label, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        definition::placeholder::filled(self.text(label), value)
    }

    /// Fills in what the county and the publication know.
    fn new(labels: &Labels, filler: &Filler<'_>) -> Words {
        let words = Label::ALL.iter().map(|(label, ..)| filler.label(labels.text(*label)));
        Words(words.collect(), labels.lang)
    }
}

/// What to make a web page of.
#[derive(Debug, Clone, Copy)]
pub struct WantedPage<'a> {
    /// Who publishes.
    pub county: &'a County,
    /// The text.
    pub publication: &'a Publication,
    /// Whether the page is marked as a draft.
    pub draft: Draft,
}

impl<'a> WantedPage<'a> {
    /// The page as a leaflet in its format; nothing if the publication has no format.
    #[must_use]
    pub fn leaflet(&self) -> Option<Wanted<'a>> {
        let format = self.format()?;
        Some(Wanted { county: self.county, publication: self.publication, format, draft: self.draft })
    }

    /// Name of the output without ending, such as `varmland/grooming-sv`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.county.slug, self.name())
    }

    /// Name within the county's folder, such as `grooming-sv`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}-{}", self.publication.id, self.publication.lang.code)
    }

    /// The format whose theme the page takes: the largest sheet, or a poster where there is no sheet.
    #[must_use]
    pub fn format(&self) -> Option<&'a FormatUse> {
        let key = |format: &Format| (format.kind == FormatKind::Sheet, format.trim.width.0 * format.trim.height.0);
        let mut best: Option<&FormatUse> = None;
        for used in &self.publication.formats {
            if best.is_none_or(|best| key(used.format) > key(best.format)) {
                best = Some(used);
            }
        }
        best
    }
}

/// Makes the web page. It shows every section that any format of its kind shows: a section that only the larger of two
/// sheets has room for is there, what only the poster says is not.
///
/// # Errors
/// As for [`super::resolve`].
pub fn resolve_page(world: &dyn World, project: &Project, wanted: WantedPage<'_>) -> Result<WebPage, Vec<Diagnostic>> {
    let WantedPage { county, publication, draft } = wanted;
    let missing = |what: &str| vec![Diagnostic::new(&rules::UNKNOWN_NAME, what).at(&publication.title.place)];
    let format = wanted.format().ok_or_else(|| missing("the publication has no format"))?;
    let labels = project.labels(publication.lang).ok_or_else(|| missing(LABELS_MISSING))?;
    let alike = |used: &&FormatUse| used.format.kind == format.format.kind;
    let meant = |section: &definition::Section| {
        publication.formats.iter().filter(alike).any(|used| shows(county, used, section))
    };
    let whole = Wanted { county, publication, format, draft };
    let document = resolve_showing(world, project, whole, &meant, wanted.id())?;

    let filler = Filler::new(county, publication);
    let sections = shown(county, publication, &meant)?;
    let stated = |id: &str| sections.iter().any(|s| s.id.value == id);
    let facts = publication.facts.iter().filter(|f| f.sections.is_empty() || f.sections.iter().any(|id| stated(id)));
    let names = names(project, county, publication);
    let fact = |mut text: RichText, source: &definition::Text, checked: Option<Date>| {
        names.mark_text(&mut text);
        let mut source = RichText::plain(source.value.clone());
        names.mark_source(&mut source);
        Fact { text, source: filler.abbreviated(&source), checked }
    };
    let day = |checked: &Option<At<Date>>| checked.as_ref().map(|checked| checked.value);
    let facts = facts.map(|own| fact(filler.inline(&own.text), &own.source, day(&own.checked)));
    // Where the numbers of the help lines were found stands with the facts: beside the numbers it would only be in the way.
    let lines = sections.iter().filter_map(|section| match &section.kind {
        SectionKind::Help(lines) => Some(lines),
        _ => None,
    });
    let numbers = lines
        .flatten()
        .map(|line| fact(contact::help_text(line, &filler.inline(&line.name)), &line.source, day(&line.checked)));
    let page = WebPage { facts: facts.chain(numbers).collect(), words: Words::new(labels, &filler), document };
    let gaps = filler.gaps();
    if gaps.is_empty() { Ok(page) } else { Err(gaps) }
}
