//! Stage 4: a document becomes pages. The theme's kind decides how: sheets in columns, posters around a headline.
//!
//! Nothing is ever clipped, overlapped or dropped: what does not fit is a diagnostic that says where and by how much.

mod clearance;
mod code;
mod columns;
mod cover;
mod draft;
mod flow;
mod galley;
mod headline;
mod lines;
mod logos;
mod paint;
pub mod paper;
mod place;
mod poster;
mod sheet;
mod social;
mod stack;
mod stretch;

use std::collections::{BTreeMap, BTreeSet};

use crate::definition::ThemeKind;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::limits::FINDINGS_DRAWN;
use crate::page::{Item, Mark, Marked, Page, Pages, Tag, TagChild, TagNode};
use crate::rules;
use crate::text::Faces;
use crate::units::Pt;

use galley::{SetText, Setter};
use paint::{Painter, node};

/// What a layout came out as, for checks and reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Metrics {
    /// Size of running text that the fit chose.
    pub base: Pt,
    /// Distance of its baselines.
    pub leading: Pt,
    /// Size of the title or headline.
    pub title: Pt,
    /// Height that the band of the title has taken because there is little text.
    pub band: Pt,
    /// Whether there is too little text for the pages.
    pub underfull: bool,
    /// Columns of running text on a page.
    pub columns: usize,
    /// Sizes, narrowed texts and moved spaces that were tried; 1 where nothing is chosen.
    pub tried: usize,
    /// Panels of a folder that nothing stands on, though they are for sections.
    pub empty_panels: usize,
    /// Whether there was no room for all that is known of the contact.
    pub brief_contact: bool,
    /// Each page.
    pub pages: Vec<PageMetrics>,
}

impl Metrics {
    /// Those of one page without columns, of this height, that leaves this room: a poster or a picture.
    pub(crate) fn of_one_page([base, leading, title]: [Pt; 3], room: Pt, height: Pt, underfull: bool) -> Metrics {
        let fill = 1.0 - room / height;
        let page =
            PageMetrics { fill, column_difference: 0.0, gap_difference: 0.0, room, lines: LineMetrics::default() };
        Metrics {
            base,
            leading,
            title,
            underfull,
            columns: 1,
            tried: 1,
            empty_panels: 0,
            band: Pt::ZERO,
            brief_contact: false,
            pages: vec![page],
        }
    }

    /// Height that no distance could take, on all pages.
    #[must_use]
    pub fn room(&self) -> Pt {
        self.pages.iter().map(|page| page.room).sum()
    }
}

/// How one page is filled.
#[derive(Debug, Clone, PartialEq)]
pub struct PageMetrics {
    /// Share of the columns' height that is used, 0 to 1; on posters of the page's.
    pub fill: f32,
    /// Lines by which its columns end apart.
    pub column_difference: f32,
    /// Lines by which the space above one of its sections is wider than that above another.
    pub gap_difference: f32,
    /// Height that no distance could take.
    pub room: Pt,
    /// The lines of its running text.
    pub lines: LineMetrics,
}

/// How the lines of running text came out; none on posters, whose lines are broken by sense.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LineMetrics {
    /// How many there are.
    pub count: usize,
    /// Those that end in a hyphen.
    pub hyphens: usize,
    /// Last lines of one word, or part of a word, under five letters.
    pub runts: usize,
    /// The most by which a line other than a last one falls short of its measure, in em.
    pub loosest: f32,
    /// Standard deviation of what lines other than last ones fall short by, as a share of the measure.
    pub raggedness: f32,
}

/// Lays a document out.
///
/// # Errors
/// Text that does not fit ([`rules::OVERFLOW`]), characters without a shape ([`rules::GLYPH_MISSING`]), a format that the
/// theme does not serve, contents that no QR code holds.
pub fn layout(document: &Document, faces: &Faces) -> Result<(Pages, Metrics), Vec<Diagnostic>> {
    clearance::clear(document, faces, |document| {
        let Some(setting) = document.theme.format(document.format.name) else {
            let message = format!("the theme {} has no settings for {}", document.theme.name, document.format.name);
            return Err(vec![
                Diagnostic::new(&rules::UNKNOWN_NAME, message)
                    .on(document.metadata.id.clone())
                    .help(format!("Add [formats.{}] to the theme, or choose another theme.", document.format.name)),
            ]);
        };
        match document.theme.kind {
            ThemeKind::Sheet => sheet::layout(document, setting, faces),
            ThemeKind::Poster => poster::layout(document, setting, faces),
            ThemeKind::Social => social::layout(document, setting, faces),
        }
    })
}

/// The pages of a document whose content is painted. The mark of a draft comes on top of everything, and is read first.
fn finished(document: &Document, setter: &Setter<'_>, mut painter: Painter, mut tags: Vec<TagChild>) -> Pages {
    for page in 0..painter.pages.len() {
        if let Some(mark) = draft::mark(document, setter, page, &mut painter) {
            tags.insert(0, mark);
        }
    }
    let tags = node(Tag::Document, tags);
    draw_as_read(&mut painter.pages, &tags);
    Pages {
        metadata: document.metadata.clone(),
        trim: document.format.trim,
        viewing_distance: document.format.viewing_distance,
        pages: painter.pages,
        folds: folds(document),
        tags,
        bookmarks: painter.bookmarks,
    }
}

/// Draws text after everything else, in the order in which it is read, so that programs that follow what is drawn
/// (`pdftotext -raw`, copying in many viewers) read as those do that follow the tags. Texts lie on grounds and
/// pictures, never under them or on each other.
fn draw_as_read(pages: &mut [Page], tags: &TagNode) {
    let mut order = BTreeMap::new();
    let mut rest: Vec<&TagChild> = tags.children.iter().rev().collect();
    while let Some(child) = rest.pop() {
        match child {
            TagChild::Content(id) => {
                order.insert(*id, order.len());
            }
            TagChild::Node(node) => rest.extend(node.children.iter().rev()),
            TagChild::Link(_) => {}
        }
    }
    let place = |marked: &Marked| match marked.mark {
        Mark::Content(id) if marked.items.iter().all(|item| matches!(item, Item::Glyphs(_))) => order.get(&id).copied(),
        _ => None,
    };
    for page in pages {
        // What has no place comes first and stays as it is.
        page.content.sort_by_key(place);
    }
}

/// Where each page is folded; mirrored in a leaflet that runs from right to left, as its panels are.
fn folds(document: &Document) -> Vec<Vec<Pt>> {
    let width = document.format.trim.width;
    let pages = (0..usize::from(document.pages)).map(|page| {
        let folds = document.format.folds(page);
        if document.lang.rtl { folds.into_iter().rev().map(|fold| width - fold).collect() } else { folds }
    });
    pages.collect()
}

/// Says that no code holds the payload.
fn code_too_long(document: &Document, payload: &str) -> Vec<Diagnostic> {
    let message = format!("what the QR code shall hold is {} bytes long, too long for any code", payload.len());
    let finding = Diagnostic::new(&rules::BAD_VALUE, message).on(document.metadata.id.clone());
    let finding = finding.at_any(document.origin.place_of(payload));
    // A contact is a card; all else is what the publication names itself.
    let help = if payload.starts_with("BEGIN:VCARD") {
        "Shorten the name, role or address of the contact."
    } else {
        "Shorten the address of the code: `qr` of the publication, or else `url` of the contact."
    };
    vec![finding.help(help)]
}

/// Names every character that no face has, each once.
fn refuse_missing_glyphs(document: &Document, texts: &[&SetText]) -> Result<(), Vec<Diagnostic>> {
    let (mut known, mut found): (BTreeSet<char>, Vec<(char, &str)>) = Default::default();
    for text in texts {
        for missing in text.paragraph.missing() {
            if known.insert(missing.character) {
                found.push((missing.character, &text.paragraph.text().text));
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(found
        .into_iter()
        .enumerate()
        .map(|(at, (character, text))| {
            let around: String = text.chars().take(50).collect();
            let message = format!("no font has the character “{character}” (U+{:04X}) in “{around}”", character as u32);
            Diagnostic::new(&rules::GLYPH_MISSING, message)
                // Nobody reads on after the first ones; each is looked for in the whole definition.
                .at_any((at < FINDINGS_DRAWN).then(|| document.origin.place_of_character(character, text)).flatten())
                .on(document.metadata.id.clone())
                .help("Replace the character, or name a bundled family that has it in the theme's fallback list.")
        })
        .collect())
}
