//! Business papers on A4: a title, facts and tables, as many pages as it takes, in black on white.

use std::sync::Arc;

use crate::definition::Format;
use crate::diagnostic::Diagnostic;
use crate::document::RichText;
use crate::document::paper::{Cell, Paper, PaperBody};
use crate::lang::Lang;
use crate::page::{Pages, Tag, TagChild};
use crate::rules;
use crate::text::{FaceRequest, Faces, LineBreaker, Manner, Paragraph};
use crate::units::{Mm, Point, Pt, Rect, Size};

use super::paint::{Painter, Setting, node};

mod table;

/// From the trim to what is printed, on every side.
const MARGIN: Mm = Mm(18.0);
/// Families in order of trial.
const FAMILIES: [&str; 6] =
    ["Open Sans", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Ethiopic", "Noto Sans Thai"];
/// Baseline distance in multiples of the type size.
const LEADING: f32 = 1.36;
/// From an arm's length, as a sheet is read.
const READING: Mm = Mm(350.0);
/// Type smaller than this is not set, however narrow the column.
const SMALLEST: Pt = Pt(6.5);

/// Size and weight of a text.
#[derive(Debug, Clone, Copy)]
struct Type {
    size: Pt,
    weight: u16,
}

const TITLE: Type = Type { size: Pt(24.0), weight: 700 };
const SUBTITLE: Type = Type { size: Pt(11.0), weight: 400 };
const HEADING: Type = Type { size: Pt(12.0), weight: 700 };
const BODY: Type = Type { size: Pt(9.0), weight: 400 };
const STRONG: Type = Type { size: Pt(9.0), weight: 600 };
const FOOT: Type = Type { size: Pt(7.5), weight: 400 };

/// Lays a paper out.
///
/// # Errors
/// Characters without a shape ([`rules::GLYPH_MISSING`]); words that are wider than their column at the smallest size
/// ([`rules::OVERFLOW`]).
pub fn layout(paper: &Paper, faces: &Faces) -> Result<Pages, Vec<Diagnostic>> {
    let trim = Format::named("a4").map_or(Size { width: Mm(210.0).pt(), height: Mm(297.0).pt() }, |format| format.trim);
    let mut sheet = Sheet {
        faces,
        families: FAMILIES.map(str::to_owned).into(),
        lang: paper.metadata.lang,
        subject: paper.metadata.id.clone(),
        trim,
        painter: Painter::new(1),
        breaker: LineBreaker::default(),
        y: MARGIN.pt(),
        found: Vec::new(),
    };
    let mut tags = Vec::new();
    tags.push(sheet.heading(&paper.title, TITLE, 1));
    sheet.y += Pt(2.0);
    let subtitle = sheet.set(&paper.subtitle, SUBTITLE, sheet.measure());
    let lines = sheet.draw(&subtitle, MARGIN.pt(), sheet.measure(), sheet.y, false);
    tags.push(TagChild::Node(node(Tag::Paragraph, lines)));
    sheet.y += subtitle.height;
    for part in &paper.parts {
        let first = match &part.body {
            PaperBody::Facts(_) => BODY.size * LEADING * 2.0,
            PaperBody::Table(_) => BODY.size * LEADING * 4.0,
        };
        sheet.y += Pt(14.0);
        sheet.room(HEADING.size * LEADING + first);
        if let Some(heading) = &part.heading {
            tags.push(sheet.heading(heading, HEADING, 2));
            sheet.y += Pt(4.0);
        }
        tags.push(match &part.body {
            PaperBody::Facts(rows) => sheet.facts(rows),
            PaperBody::Table(table) => sheet.table(table, part.heading.as_deref()),
        });
    }
    sheet.feet(&paper.metadata.title);
    if !sheet.found.is_empty() {
        return Err(sheet.found);
    }
    Ok(Pages {
        metadata: paper.metadata.clone(),
        trim,
        pages: sheet.painter.pages,
        viewing_distance: READING,
        folds: Vec::new(),
        tags: node(Tag::Document, tags),
        bookmarks: sheet.painter.bookmarks,
    })
}

/// A paper under way.
struct Sheet<'a> {
    faces: &'a Faces,
    families: Arc<[String]>,
    lang: Lang,
    /// Name of the output, for messages.
    subject: String,
    trim: Size,
    painter: Painter,
    breaker: LineBreaker,
    /// Where the next part begins.
    y: Pt,
    /// What cannot be set.
    found: Vec<Diagnostic>,
}

/// A text that has found its size and lines.
struct SetWords {
    paragraph: Arc<Paragraph>,
    size: Pt,
    leading: Pt,
    measure: Pt,
    height: Pt,
}

impl Sheet<'_> {
    /// Width of the page between its margins.
    fn measure(&self) -> Pt {
        self.trim.width - MARGIN.pt() * 2.0
    }

    /// Index of the page under way.
    fn page(&self) -> usize {
        self.painter.pages.len() - 1
    }

    /// Begins a page if what comes next does not fit; says whether it did.
    fn room(&mut self, height: Pt) -> bool {
        let bottom = self.trim.height - MARGIN.pt() - FOOT.size * 2.0;
        let fits = self.y + height <= bottom;
        if MARGIN.pt() + height > bottom {
            let message = "a text of the order is longer than a page";
            let finding = Diagnostic::new(&rules::OVERFLOW, message).on(self.subject.clone());
            self.found.push(finding.help("Shorten the note, the names or the addresses."));
        } else if !fits {
            self.painter.pages.push(crate::page::Page::default());
            self.y = MARGIN.pt();
        }
        !fits
    }

    /// A text at a measure: smaller where a word is wider than the column.
    fn set(&mut self, words: &str, kind: Type, measure: Pt) -> SetWords {
        self.set_rich(&RichText::plain(words), kind, measure)
    }

    /// As [`Sheet::set`], with links.
    fn set_rich(&mut self, rich: &RichText, kind: Type, measure: Pt) -> SetWords {
        let words = &rich.text;
        let request = FaceRequest { families: Arc::clone(&self.families), weight: kind.weight, italic: false };
        let paragraph = Paragraph::new(self.faces, rich, &request, self.lang, Manner::default());
        for missing in paragraph.missing() {
            let c = missing.character;
            let message = format!("no font has the character “{c}” (U+{:04X}) in “{words}”", u32::from(c));
            let finding = Diagnostic::new(&rules::GLYPH_MISSING, message).on(self.subject.clone());
            self.found.push(finding.help("Replace the character."));
        }
        let longest = paragraph.longest_piece().max(0.01);
        // A hair less, so that rounding does not part the word after all.
        let size = kind.size.min(measure / longest * 0.999);
        if size < SMALLEST {
            let message = format!("“{words}” has a word that is wider than its column");
            let finding = Diagnostic::new(&rules::OVERFLOW, message).on(self.subject.clone());
            self.found.push(finding.help("Shorten it, or part it with spaces."));
        }
        let rows = paragraph.line_count(&mut self.breaker, measure / size).max(1);
        let leading = size * LEADING;
        SetWords { paragraph, size, leading, measure, height: leading * rows as f32 }
    }

    /// Draws a text from its upper edge and returns what its tag holds.
    fn draw(&mut self, words: &SetWords, x: Pt, measure: Pt, top: Pt, at_end: bool) -> Vec<TagChild> {
        let lines = words.paragraph.lines(self.faces, &mut self.breaker, words.measure / words.size);
        let setting = Setting {
            page: self.page(),
            x,
            measure,
            baseline: top + words.leading * 0.78,
            leading: words.leading,
            size: words.size,
            color: crate::color::Color::BLACK,
            rtl: at_end || self.lang.rtl,
        };
        self.painter.lines(&lines, words.paragraph.text(), &setting)
    }

    /// Draws a text as decoration, such as what stands at the foot of every page.
    fn decorate(&mut self, page: usize, words: &SetWords, x: Pt, measure: Pt, top: Pt, at_end: bool) {
        let lines = words.paragraph.lines(self.faces, &mut self.breaker, words.measure / words.size);
        let setting = Setting {
            page,
            x,
            measure,
            baseline: top + words.leading * 0.78,
            leading: words.leading,
            size: words.size,
            color: crate::color::Color::BLACK,
            rtl: at_end,
        };
        let items = Painter::runs(&lines, &setting);
        self.painter.artifact(page, items);
    }

    fn heading(&mut self, words: &str, kind: Type, level: u8) -> TagChild {
        let set = self.set(words, kind, self.measure());
        self.painter.bookmark(words, level, self.page(), self.y);
        let lines = self.draw(&set, MARGIN.pt(), self.measure(), self.y, false);
        self.y += set.height;
        TagChild::Node(node(Tag::Heading(level, words.to_owned()), lines))
    }

    /// A line across the page as decoration.
    fn rule(&mut self, y: Pt, width: Pt) {
        let at = Point { x: MARGIN.pt(), y: y - width / 2.0 };
        let rect = Rect { x: at.x, y: at.y, width: self.measure(), height: width };
        self.painter.rect(self.page(), rect, crate::color::Color::BLACK, Pt::ZERO, crate::page::Sides::default());
    }

    /// Title and page number at the foot of every page.
    fn feet(&mut self, title: &str) {
        let count = self.painter.pages.len();
        let top = self.trim.height - MARGIN.pt();
        for page in 0..count {
            let (left, right) = (title.to_owned(), format!("Sida {} av {count}", page + 1));
            for (words, at_end) in [(left, false), (right, true)] {
                let set = self.set(&words, FOOT, self.measure());
                self.decorate(page, &set, MARGIN.pt(), self.measure(), top, at_end);
            }
        }
    }

    /// Cells of a row with the text that is read and drawn, or a box to tick.
    fn words(cells: &[Cell]) -> impl Iterator<Item = &str> {
        cells.iter().map(|cell| match cell {
            Cell::Words(words) => words.as_str(),
            Cell::Tick(_) => "",
        })
    }
}
