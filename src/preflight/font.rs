//! Fonts: widths for the place of letters, the words that codes stand for, and whether a code has a shape.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

use super::glyphs::{Glyph, Glyphs};
use super::pdf::{MOST_STREAM, Pdf};

/// Most widths of one font; a font has no more glyphs.
const MOST_WIDTHS: usize = 65_536;
/// Most bytes of a map from codes to characters.
const MOST_MAP: usize = 4 * 1024 * 1024;

/// A font as preflight sees it.
pub(super) struct Font {
    /// Name, with the tag of a subset.
    pub name: String,
    /// Whether codes have two bytes (composite fonts).
    wide: bool,
    first: usize,
    widths: BTreeMap<usize, f32>,
    /// Width of codes without one, in thousandths of the size.
    default: f32,
    /// Codes without a shape.
    missing: BTreeSet<u16>,
    /// Thousandths of the size in a unit of width; differs for Type 3 alone.
    unit: f32,
    words: RefCell<BTreeMap<u16, Rc<str>>>,
    /// Shapes of letters, if pictures of pages are drawn.
    glyphs: Option<Glyphs>,
}

/// Fonts of a file, each read once.
pub(super) struct Fonts {
    known: BTreeMap<ObjectId, Rc<Font>>,
    /// Whether the shapes of letters are wanted.
    shapes: bool,
}

impl Fonts {
    /// No font yet; `shapes` says whether the shapes of letters are wanted.
    pub fn new(shapes: bool) -> Fonts {
        Fonts { known: BTreeMap::new(), shapes }
    }

    /// The font of an entry.
    pub fn get(&mut self, pdf: &Pdf, object: &Object) -> Option<Rc<Font>> {
        let Some(id) = Pdf::id(object) else {
            return pdf.as_dict(object).map(|dict| Rc::new(Font::read(pdf, dict, self.shapes)));
        };
        if let Some(known) = self.known.get(&id) {
            return Some(Rc::clone(known));
        }
        let font = Rc::new(Font::read(pdf, pdf.as_dict(object)?, self.shapes));
        self.known.insert(id, Rc::clone(&font));
        Some(font)
    }
}

/// The dictionary that holds a font's metrics: that of its descendant, for a composite font.
pub(super) fn descendant<'a>(pdf: &'a Pdf, font: &'a Dictionary) -> &'a Dictionary {
    let inner = pdf.array(font, "DescendantFonts").and_then(|list| list.first()).and_then(|first| pdf.as_dict(first));
    inner.unwrap_or(font)
}

impl Font {
    fn read(pdf: &Pdf, dict: &Dictionary, shapes: bool) -> Font {
        let kind = pdf.name(dict, "Subtype").unwrap_or_default();
        let wide = kind == "Type0";
        let inner = descendant(pdf, dict);
        let mut font = Font {
            name: pdf.name(dict, "BaseFont").unwrap_or_default().into_owned(),
            wide,
            first: 0,
            widths: BTreeMap::new(),
            default: 500.0,
            missing: BTreeSet::new(),
            unit: 1.0,
            words: RefCell::default(),
            glyphs: None,
        };
        if wide {
            font.default = pdf.number(inner, "DW").unwrap_or(1000.0);
            font.wide_widths(pdf, inner);
            font.missing = missing_of_composite(pdf, inner);
        } else {
            font.first = pdf.number(dict, "FirstChar").unwrap_or(0.0).clamp(0.0, 255.0) as usize;
            let widths = pdf.array(dict, "Widths").map(|list| list.iter().take(256).enumerate());
            for (at, width) in widths.into_iter().flatten() {
                font.widths.insert(font.first + at, pdf.as_number(width).unwrap_or(0.0));
            }
            if let Some(missing) = pdf.dict(dict, "FontDescriptor").and_then(|d| pdf.number(d, "MissingWidth")) {
                font.default = missing;
            }
            font.missing = missing_by_name(pdf, dict);
            if kind == "Type3" {
                font.unit = pdf.numbers(dict, "FontMatrix").and_then(|m| m.first().copied()).unwrap_or(0.001) * 1000.0;
            }
        }
        font.read_words(pdf, dict);
        if shapes {
            font.glyphs = Glyphs::read(pdf, dict);
        }
        font
    }

    /// Widths of a composite font (ISO 32000-1, 9.7.4.3).
    fn wide_widths(&mut self, pdf: &Pdf, inner: &Dictionary) {
        let Some(entries) = pdf.array(inner, "W") else { return };
        let mut at = 0;
        while let Some(first) = entries.get(at).and_then(|f| pdf.as_number(f)) {
            let first = first.max(0.0) as usize;
            match entries.get(at + 1).and_then(|second| pdf.resolve(second)) {
                Some(Object::Array(widths)) => {
                    for (step, width) in widths.iter().enumerate().take(MOST_WIDTHS) {
                        self.widths.insert(first + step, pdf.as_number(width).unwrap_or(0.0));
                    }
                    at += 2;
                }
                Some(last) => {
                    let last = last.as_float().unwrap_or(0.0).max(0.0) as usize;
                    let width = entries.get(at + 2).and_then(|w| pdf.as_number(w)).unwrap_or(0.0);
                    for code in first..=last.min(first + MOST_WIDTHS) {
                        self.widths.insert(code, width);
                    }
                    at += 3;
                }
                None => return,
            }
            if self.widths.len() > MOST_WIDTHS {
                return;
            }
        }
    }

    /// The words of all codes, read once: the map of a font may be large.
    fn read_words(&mut self, pdf: &Pdf, dict: &Dictionary) {
        let Ok(encoding) = dict.get_font_encoding_with_limit(&pdf.document, MOST_MAP) else { return };
        // A composite font without a map would make every pair of bytes a character of some other script.
        if self.wide && !matches!(encoding, Encoding::UnicodeMapEncoding(_)) {
            return;
        }
        let codes: Vec<u16> = if self.wide {
            self.widths.keys().filter_map(|code| u16::try_from(*code).ok()).collect()
        } else {
            (0..256).collect()
        };
        let mut words = self.words.borrow_mut();
        for code in codes {
            let pair = code.to_be_bytes();
            let bytes = if self.wide { &pair[..] } else { &pair[1..] };
            if let Ok(word) = Document::decode_text(&encoding, bytes) {
                words.insert(code, Rc::from(word));
            }
        }
    }

    /// The codes of a string.
    pub fn codes<'a>(&self, text: &'a [u8]) -> impl Iterator<Item = u16> + 'a {
        let step = if self.wide { 2 } else { 1 };
        text.chunks(step).map(|bytes| bytes.iter().fold(0, |code, byte| code << 8 | u16::from(*byte)))
    }

    /// Whether the code is the single byte that word spacing widens (ISO 32000-1, 9.3.3).
    pub fn is_space(&self, code: u16) -> bool {
        !self.wide && code == 32
    }

    /// Advance in parts of the size.
    pub fn advance(&self, code: u16) -> f32 {
        let width = self.widths.get(&usize::from(code)).copied().unwrap_or(self.default);
        width * self.unit / 1000.0
    }

    /// Whether the code shows the box that stands for a missing glyph.
    pub fn is_missing(&self, code: u16) -> bool {
        self.missing.contains(&code)
    }

    /// What the code says; nothing if the file does not tell.
    pub fn word(&self, code: u16) -> Rc<str> {
        self.words.borrow().get(&code).cloned().unwrap_or_else(|| Rc::from(""))
    }

    /// The shape of a code; unknown if shapes were not asked for.
    pub fn glyph(&self, code: u16) -> Glyph {
        self.glyphs.as_ref().map_or(Glyph::Unknown, |glyphs| glyphs.get(code, &self.word(code)))
    }

    /// Whether the code draws nothing, as far as its word tells.
    pub fn is_blank(&self, code: u16) -> bool {
        let word = self.word(code);
        self.is_space(code) || (!word.is_empty() && word.chars().all(char::is_whitespace))
    }
}

/// Codes of a composite font that lead to glyph 0, for the usual identity encoding.
fn missing_of_composite(pdf: &Pdf, inner: &Dictionary) -> BTreeSet<u16> {
    let map = pdf.stream(inner, "CIDToGIDMap").and_then(|stream| pdf.unfold(stream, MOST_STREAM).ok());
    match map {
        None => BTreeSet::from([0]),
        Some(map) => {
            let pairs = map.chunks_exact(2).take(MOST_WIDTHS).enumerate();
            pairs.filter(|(_, pair)| *pair == [0, 0]).filter_map(|(code, _)| u16::try_from(code).ok()).collect()
        }
    }
}

/// Codes of a simple font whose encoding says `.notdef`.
fn missing_by_name(pdf: &Pdf, dict: &Dictionary) -> BTreeSet<u16> {
    let mut missing = BTreeSet::new();
    let differences = pdf.dict(dict, "Encoding").and_then(|encoding| pdf.array(encoding, "Differences"));
    let mut code = 0_u16;
    for item in differences.into_iter().flatten().take(1024) {
        if let Some(first) = pdf.as_number(item) {
            code = first.clamp(0.0, 255.0) as u16;
        } else {
            if pdf.as_name(item).is_some_and(|name| name == ".notdef") {
                missing.insert(code);
            }
            code = code.saturating_add(1);
        }
    }
    missing
}
