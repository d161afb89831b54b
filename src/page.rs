//! Pages: what layout hands to the exporters. A display list, and the tag tree in reading order.
//!
//! Origin is the top left corner of the trim, y downwards. Nothing here knows of bleed, marks, overprint or profiles: a
//! filled rectangle or a picture only says which trim edges it reaches, and the print edition extends it.

mod drawing;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::color::Color;
use crate::definition::Date;
use crate::fonts::FontId;
use crate::lang::Lang;
use crate::picture::{Focus, Picture};
use crate::units::{Mm, Point, Pt, Rect, Size};

pub use drawing::{
    Art, Cap, Clip, Coat, Course, Drawing, Gradient, Group, Join, Line, Paint, Part, PlacedDrawing, Press, Shape, Stop,
    Tint,
};

/// A finished document, ready to be written in any edition.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Title, language, date and the like.
    pub metadata: Metadata,
    /// Trim size, the same for all pages.
    pub trim: Size,
    /// Distance from which the pages are read: how fine pictures must be.
    pub viewing_distance: Mm,
    /// The pages in reading order.
    pub pages: Vec<Page>,
    /// Where each page is folded, from its left edge; pages beyond the list are flat.
    pub folds: Vec<Vec<Pt>>,
    /// Logical structure; its leaves name the [`ContentId`]s and [`LinkId`]s of the pages.
    pub tags: TagNode,
    /// Headings for the viewer's side bar.
    pub bookmarks: Vec<Bookmark>,
}

impl Pages {
    /// The inks besides the four, each with the numbers of the pages that need it, counted from 1.
    #[must_use]
    pub fn spots(&self) -> BTreeMap<String, Vec<usize>> {
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, page) in (1..).zip(&self.pages) {
            let items = page.content.iter().flat_map(|marked| &marked.items);
            let drawings = items.filter_map(|item| if let Item::Drawing(placed) = item { Some(placed) } else { None });
            for name in drawings.flat_map(|placed| placed.drawing.spots()) {
                let pages = found.entry(name.to_string()).or_default();
                if pages.last() != Some(&number) {
                    pages.push(number);
                }
            }
        }
        found
    }
}

/// What a file says about itself.
#[derive(Debug, Clone)]
pub struct Metadata {
    /// Title of the document in plain text.
    pub title: String,
    /// Who publishes it.
    pub author: String,
    /// What it is about, in a sentence.
    pub subject: String,
    /// For whom it is, in words to search by.
    pub keywords: Vec<String>,
    /// Language of the document.
    pub lang: Lang,
    /// Date of the content; the only date that reaches a file.
    pub date: Date,
    /// Name of the output, the same for the same inputs, such as `varmland/grooming-a4-sv`.
    pub id: String,
    /// Whether the pages are marked as a draft; a print file says so of itself.
    pub draft: bool,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Content in drawing order; what comes later is on top.
    pub content: Vec<Marked>,
    /// Areas that lead somewhere, in reading order.
    pub links: Vec<Link>,
}

/// Items that belong together for assistive technology.
#[derive(Debug, Clone)]
pub struct Marked {
    /// What they are.
    pub mark: Mark,
    /// The items in drawing order.
    pub items: Vec<Item>,
}

/// Whether items are read or passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Decoration, not read (ISO 32000-1, 14.8.2.2).
    Artifact,
    /// A leaf of the tag tree; each id marks exactly one [`Marked`] of the document.
    Content(ContentId),
}

/// Identifies a piece of marked content in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId(pub u32);

/// Identifies a link area in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// One thing to draw.
#[derive(Debug, Clone)]
pub enum Item {
    /// Text.
    Glyphs(GlyphRun),
    /// An upright rectangle, filled; may reach the trim.
    Rect(FilledRect),
    /// Text that reads upwards.
    Turned(Turned),
    /// Any shape, filled or stroked.
    Path(Path),
    /// A picture of pixels.
    Image(PlacedImage),
    /// A drawing of lines and areas.
    Drawing(PlacedDrawing),
}

/// Glyphs of one font, size and colour on one baseline.
#[derive(Debug, Clone)]
pub struct GlyphRun {
    /// The font.
    pub font: FontId,
    /// Type size.
    pub size: Pt,
    /// Start of the baseline, always at the visual left.
    pub origin: Point,
    /// Colour of the text.
    pub color: Color,
    /// The logical text that the glyphs stand for.
    pub text: String,
    /// The glyphs in visual order from left to right.
    pub glyphs: Vec<Glyph>,
}

impl GlyphRun {
    /// Distance from the origin to the end of the last advance.
    #[must_use]
    pub fn width(&self) -> Pt {
        self.size * self.glyphs.iter().map(|g| g.advance).sum::<f32>()
    }
}

/// Text turned by a quarter to the left, as on tabs to tear off. Its runs have coordinates of their own: to the right is up
/// the page, downwards is to the right.
#[derive(Debug, Clone)]
pub struct Turned {
    /// Where the origin of those coordinates lies on the page.
    pub origin: Point,
    /// The text.
    pub runs: Vec<GlyphRun>,
}

impl Turned {
    /// The turn as the four numbers of a matrix (a to d of ISO 32000-1, 8.3.3, y downwards); the origin is its shift.
    pub const TURN: [f32; 4] = [0.0, -1.0, 1.0, 0.0];
}

/// One glyph; lengths in em.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Index in the font.
    pub id: u16,
    /// How far the pen moves to the right.
    pub advance: f32,
    /// Shift to the right when drawn.
    pub dx: f32,
    /// Shift upwards when drawn.
    pub dy: f32,
    /// The bytes of the run's text that this glyph stands for.
    pub text: Range<u32>,
}

/// A filled rectangle.
#[derive(Debug, Clone)]
pub struct FilledRect {
    /// Where, within the trim.
    pub rect: Rect,
    /// Its colour.
    pub color: Color,
    /// Corner radius; zero for square corners.
    pub radius: Pt,
    /// The trim edges that the colour runs off.
    pub runs_off: Sides,
}

/// Some of the four sides of a page.
#[allow(clippy::struct_excessive_bools)] // Four sides are four bools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sides {
    /// The top edge.
    pub top: bool,
    /// The right edge.
    pub right: bool,
    /// The bottom edge.
    pub bottom: bool,
    /// The left edge.
    pub left: bool,
}

/// A shape.
#[derive(Debug, Clone)]
pub struct Path {
    /// Where the origin of its coordinates lies.
    pub origin: Point,
    /// Points in a unit of its coordinates and widths: shapes on a raster of their own stay in whole numbers.
    pub scale: f32,
    /// Its outline.
    pub segments: Arc<[Segment]>,
    /// Colour of the inside (non-zero winding), if filled.
    pub fill: Option<Color>,
    /// Colour and width of the outline, if stroked.
    pub stroke: Option<(Color, Pt)>,
}

/// A step along an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Lift the pen and set it down here.
    Move(Point),
    /// A straight line to here.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Back to the last [`Segment::Move`].
    Close,
}

/// A picture on the page, drawn to fill `rect`: where its aspect is another, it is cropped about its focus.
#[derive(Debug, Clone)]
pub struct PlacedImage {
    /// The picture.
    pub picture: Arc<Picture>,
    /// Where, within the trim.
    pub rect: Rect,
    /// What a crop keeps in sight.
    pub focus: Focus,
    /// The trim edges that the picture runs off.
    pub runs_off: Sides,
}

/// An area that leads to an address.
#[derive(Debug, Clone)]
pub struct Link {
    /// Named by the tag tree.
    pub id: LinkId,
    /// The address: `tel:`, `mailto:` or `https:`.
    pub uri: String,
    /// What the link is, for a screen reader (PDF/UA-1, 7.18.5 asks for Contents).
    pub description: String,
    /// One rectangle a line that the link stands on.
    pub rects: Vec<Rect>,
}

/// A node of the tag tree.
#[derive(Debug, Clone, PartialEq)]
pub struct TagNode {
    /// What kind of element it is.
    pub tag: Tag,
    /// Language where it differs from the parent's.
    pub lang: Option<Lang>,
    /// Children in reading order.
    pub children: Vec<TagChild>,
}

/// A child of a tag.
#[derive(Debug, Clone, PartialEq)]
pub enum TagChild {
    /// A nested element.
    Node(TagNode),
    /// Marked content on a page.
    Content(ContentId),
    /// A link area; only inside [`Tag::Link`].
    Link(LinkId),
}

/// The elements of PDF 1.7's structure that leaflets use (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, PartialEq)]
pub enum Tag {
    /// The whole.
    Document,
    /// A section with its heading.
    Section,
    /// A heading, level 1 to 6, with its text for the outline.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A list; ordered or not.
    List {
        /// Whether the items are numbered.
        ordered: bool,
    },
    /// An item of a list.
    ListItem,
    /// The bullet or number of an item.
    Label,
    /// The text of an item.
    ListBody,
    /// A call-out beside the running text.
    Note,
    /// A quotation of a paragraph or more.
    BlockQuote,
    /// A picture or code, with the text that stands for it.
    Figure {
        /// Alternative text.
        alt: String,
    },
    /// A table of rows.
    Table,
    /// A row of a table.
    Row,
    /// A cell that names a column or a row.
    HeaderCell {
        /// Whether it names its row; else its column.
        of_row: bool,
    },
    /// Any other cell.
    Cell,
    /// A caption of a figure.
    Caption,
    /// A link: its text and its areas.
    Link,
    /// A piece of a paragraph, for its language or style.
    Span,
    /// A shortened word, with the words that it stands for.
    Abbreviation(String),
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// Depth from 1.
    pub level: u8,
    /// Index of the page.
    pub page: usize,
    /// Top of the heading.
    pub y: Pt,
}
