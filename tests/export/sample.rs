//! Pages made by hand, with one of everything that an exporter meets.

use std::sync::Arc;

use leaflet::color::{Cmyk, Color, Srgb};
use leaflet::definition::Date;
use leaflet::fonts::{FontBook, FontId};
use leaflet::lang::Lang;
use leaflet::page::{
    Bookmark, ContentId, FilledRect, Glyph, GlyphRun, Item, Link, LinkId, Mark, Marked, Metadata, Page, Pages, Path,
    PlacedImage, Segment, Sides, Tag, TagChild, TagNode,
};
use leaflet::picture::{Focus, Picture, Pixels};
use leaflet::units::{Mm, Point, Pt, Rect, Size};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size as FontSize};

/// A theme blue.
pub const BLUE: Color = Color { cmyk: Cmyk { c: 100.0, m: 60.0, y: 0.0, k: 20.0 }, srgb: Srgb { r: 0, g: 70, b: 130 } };

/// Collects pages and their tags side by side.
pub struct Builder {
    fonts: FontBook,
    next: u32,
    page: Page,
    tags: Vec<TagChild>,
}

impl Builder {
    pub fn new() -> Builder {
        Builder { fonts: FontBook::bundled(), next: 0, page: Page::default(), tags: Vec::new() }
    }

    /// Text without shaping: a glyph a character; a soft hyphen is drawn with the hyphen's glyph.
    pub fn run(&self, text: &str, (x, y): (f32, f32), size: f32, color: Color, weight: u16) -> GlyphRun {
        let id = self.fonts.find("Open Sans", weight, false).unwrap_or(FontId(0));
        let font = skrifa::FontRef::new(&self.fonts.face(id).data).expect("a bundled font opens");
        let metrics = font.glyph_metrics(FontSize::unscaled(), LocationRef::default());
        let em = f32::from(font.metrics(FontSize::unscaled(), LocationRef::default()).units_per_em);
        let glyph = |(at, c): (usize, char)| {
            let gid = font.charmap().map(if c == '\u{AD}' { '-' } else { c }).unwrap_or_default();
            Glyph {
                id: u16::try_from(gid.to_u32()).expect("TrueType glyphs fit"),
                advance: metrics.advance_width(gid).unwrap_or_default() / em,
                dx: 0.0,
                dy: 0.0,
                text: at as u32..(at + c.len_utf8()) as u32,
            }
        };
        let glyphs = text.char_indices().map(glyph).collect();
        let origin = Point { x: Pt(x), y: Pt(y) };
        GlyphRun { font: id, size: Pt(size), origin, color, text: text.to_owned(), glyphs }
    }

    pub fn artifact(&mut self, items: Vec<Item>) {
        self.page.content.push(Marked { mark: Mark::Artifact, items });
    }

    /// Marks items and gives the leaf for the tag tree.
    pub fn content(&mut self, items: Vec<Item>) -> TagChild {
        let id = ContentId(self.next);
        self.next += 1;
        self.page.content.push(Marked { mark: Mark::Content(id), items });
        TagChild::Content(id)
    }

    pub fn text(&mut self, text: &str, at: (f32, f32), size: f32, color: Color) -> TagChild {
        let run = self.run(text, at, size, color, 400);
        self.content(vec![Item::Glyphs(run)])
    }

    pub fn tag(&mut self, node: TagNode) {
        self.tags.push(TagChild::Node(node));
    }

    pub fn link(&mut self, uri: &str, description: &str, rects: Vec<Rect>) -> TagChild {
        let id = LinkId(self.next);
        self.next += 1;
        self.page.links.push(Link { id, uri: uri.to_owned(), description: description.to_owned(), rects });
        TagChild::Link(id)
    }

    pub fn turn(&mut self) -> Page {
        std::mem::take(&mut self.page)
    }
}

pub fn node(tag: Tag, children: Vec<TagChild>) -> TagNode {
    TagNode { tag, lang: None, children }
}

pub fn area(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect { x: Pt(x), y: Pt(y), width: Pt(width), height: Pt(height) }
}

/// A picture of 300 ppi at 40 × 30 mm, with smooth colour.
pub fn picture(gray: bool) -> Arc<Picture> {
    let (width, height) = (480, 360);
    let pixel = |at: u32| {
        let (x, y) = (at % width, at / width);
        [(x * 255 / width) as u8, (y * 255 / height) as u8, ((x + y) % 256) as u8]
    };
    let rgb = (0..width * height).map(pixel);
    let pixels = if gray { Pixels::Gray(rgb.map(|p| p[0]).collect()) } else { Pixels::Rgb(rgb.flatten().collect()) };
    Arc::new(Picture::new(width, height, pixels))
}

/// Two A5 pages: a band with white text that runs off, headings, black text over a tint, a word broken with a soft
/// hyphen beside one with a hard one, a list, a call-out in English, a link over two lines, pictures, a paragraph over
/// two pages.
pub fn sample() -> Pages {
    let mut b = Builder::new();
    let trim = Size::mm(148.0, 210.0);
    let tint = Color { cmyk: Cmyk { c: 20.0, m: 0.0, y: 0.0, k: 0.0 }, srgb: Srgb { r: 205, g: 232, b: 245 } };

    let off = Sides { top: true, right: true, left: true, bottom: false };
    let band = FilledRect { rect: area(0.0, 0.0, trim.width.0, 60.0), color: BLUE, radius: Pt::ZERO, runs_off: off };
    let card = FilledRect {
        rect: area(30.0, 80.0, 360.0, 120.0),
        color: tint,
        radius: Mm(2.0).pt(),
        runs_off: Sides::default(),
    };
    b.artifact(vec![Item::Rect(band), Item::Rect(card)]);
    let run = b.run("Prata med ditt barn", (34.0, 40.0), 20.0, Color::WHITE, 700);
    let title = b.content(vec![Item::Glyphs(run)]);
    b.tag(node(Tag::Heading(1, "Prata med ditt barn".to_owned()), vec![title]));

    let first = b.text("E-post och person\u{AD}", (40.0, 110.0), 10.0, Color::BLACK);
    let second = b.text("uppgifter delas ibland med okända.", (40.0, 124.0), 10.0, Color::BLACK);
    b.tag(node(Tag::Paragraph, vec![first, second]));

    let items: Vec<TagChild> = ["Lyssna först.", "Spara bevis.", "Anmäl."]
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let y = 220.0 + 14.0 * at as f32;
            let bullet = b.text("•", (34.0, y), 10.0, BLUE);
            let body = b.text(text, (46.0, y), 10.0, Color::BLACK);
            let children =
                vec![TagChild::Node(node(Tag::Label, vec![bullet])), TagChild::Node(node(Tag::ListBody, vec![body]))];
            TagChild::Node(node(Tag::ListItem, children))
        })
        .collect();
    b.tag(node(Tag::List { ordered: false }, items));

    let english = b.text("Take it down", (34.0, 280.0), 10.0, Color::BLACK);
    let span = TagNode { tag: Tag::Span, lang: Lang::from_code("en"), children: vec![english] };
    let after = b.text(" är en tjänst.", (100.0, 280.0), 10.0, Color::BLACK);
    let more = b.text(" m.m.", (170.0, 280.0), 10.0, Color::BLACK);
    let more = node(Tag::Abbreviation("med mera".to_owned()), vec![more]);
    let words = node(Tag::Paragraph, vec![TagChild::Node(span), after, TagChild::Node(more)]);
    b.tag(node(Tag::Note, vec![TagChild::Node(words)]));

    let head = b.text("Läs mer", (34.0, 310.0), 14.0, BLUE);
    let address = b.text("takeitdown.ncmec.org", (34.0, 330.0), 10.0, BLUE);
    let lines = vec![area(34.0, 320.0, 100.0, 12.0), area(34.0, 334.0, 60.0, 12.0)];
    let spot = b.link("https://takeitdown.ncmec.org", "Take It Down, ncmec.org", lines);
    let link = node(Tag::Link, vec![address, spot]);
    let paragraph = TagChild::Node(node(Tag::Paragraph, vec![TagChild::Node(link)]));
    let heading = TagChild::Node(node(Tag::Heading(2, "Läs mer".to_owned()), vec![head]));
    b.tag(node(Tag::Section, vec![heading, paragraph]));

    let size = (Mm(40.0).pt(), Mm(30.0).pt());
    for (x, gray) in [(34.0, false), (200.0, true)] {
        let rect = Rect { x: Pt(x), y: Pt(360.0), width: size.0, height: size.1 };
        let image = b.content(vec![Item::Image(PlacedImage {
            picture: picture(gray),
            rect,
            focus: Focus::default(),
            runs_off: Sides::default(),
        })]);
        b.tag(node(Tag::Figure { alt: "Färger i rutnät".to_owned() }, vec![image]));
    }
    let start = b.text("Stycket börjar här", (34.0, 500.0), 10.0, Color::BLACK);
    let first_page = b.turn();

    let end = b.text("och slutar på nästa sida.", (34.0, 60.0), 10.0, Color::BLACK);
    b.tag(node(Tag::Paragraph, vec![start, end]));
    let at = |x: f32, y: f32| Point { x: Pt(x), y: Pt(y) };
    let segments = vec![
        Segment::Move(at(34.0, 100.0)),
        Segment::Line(at(200.0, 100.0)),
        Segment::Curve(at(220.0, 110.0), at(220.0, 120.0), at(200.0, 130.0)),
        Segment::Close,
    ];
    b.artifact(vec![Item::Path(Path {
        origin: Point::default(),
        scale: 1.0,
        segments: segments.into(),
        fill: Some(Color::BLACK),
        stroke: Some((BLUE, Pt(0.5))),
    })]);
    let second_page = b.turn();

    let bookmark = |title: &str, level, y| Bookmark { title: title.to_owned(), level, page: 0, y: Pt(y) };
    Pages {
        folds: Vec::new(),
        metadata: Metadata {
            title: "Prata med ditt barn & <varandra>".to_owned(),
            author: "Länsstyrelsen Värmland".to_owned(),
            subject: "Råd till vuxna om barn på nätet.".to_owned(),
            keywords: vec!["föräldrar".to_owned()],
            lang: Lang::SV,
            date: Date { year: 2026, month: 11, day: 21 },
            id: "test/sample-a5-sv".to_owned(),
            draft: false,
        },
        trim,
        viewing_distance: Mm(350.0),
        pages: vec![first_page, second_page],
        tags: node(Tag::Document, b.tags),
        bookmarks: vec![bookmark("Prata med ditt barn", 1, 20.0), bookmark("Läs mer", 2, 300.0)],
    }
}
