//! Shapes of letters from the fonts that are in the file (ISO 32000-1, 9.6 and 9.7). A code whose shape cannot be told has
//! none; a report draws a bar in its place.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::Dictionary;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider;
use skrifa::raw::ps::PredefinedEncoding;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::type1::Type1Font;
use skrifa::raw::tables::cmap::PlatformId;
use skrifa::{FontRef, GlyphId, GlyphNames, MetadataProvider};
use tiny_skia::{Path, PathBuilder};

use super::font::descendant;
use super::pdf::{MOST_STREAM, Pdf};

/// Where symbols stand in a character map of Microsoft's (ISO 32000-1, 9.6.6.4).
const SYMBOLS: u32 = 0xF000;
/// Characters of `WinAnsiEncoding` between ASCII and Latin 1 (ISO 32000-1, annex D).
const WINDOWS: [(u8, &str); 13] = [
    (0x80, "Euro"),
    (0x82, "quotesinglbase"),
    (0x84, "quotedblbase"),
    (0x85, "ellipsis"),
    (0x91, "quoteleft"),
    (0x92, "quoteright"),
    (0x93, "quotedblleft"),
    (0x94, "quotedblright"),
    (0x95, "bullet"),
    (0x96, "endash"),
    (0x97, "emdash"),
    (0x99, "trademark"),
    (0xA0, "space"),
];

/// The shape of a code.
#[derive(Clone)]
pub(super) enum Glyph {
    /// It cannot be told.
    Unknown,
    /// Nothing is drawn.
    Blank,
    /// An outline on a square of one, upwards.
    Outline(Rc<Path>),
}

/// A font program and how codes lead to its glyphs.
pub(super) struct Glyphs {
    program: Program,
    codes: Codes,
    known: RefCell<BTreeMap<u16, Glyph>>,
}

/// The bytes of a font by their kind.
enum Program {
    /// TrueType and OpenType.
    Sfnt(Vec<u8>),
    Cff(Vec<u8>),
    Type1(Box<Type1Font>),
}

/// From codes to glyphs.
enum Codes {
    /// Composite fonts: a table of glyphs by code, or the code is the glyph or its name in the font.
    Composite(Option<Vec<u8>>),
    /// Simple fonts: names of codes, and whether the font is one of symbols.
    Simple(BTreeMap<u8, String>, bool),
}

impl Glyphs {
    /// The shapes of a font; none if the file does not hold it in a form that is read here.
    pub fn read(pdf: &Pdf, dict: &Dictionary) -> Option<Glyphs> {
        let inner = descendant(pdf, dict);
        let descriptor = pdf.dict(inner, "FontDescriptor")?;
        let bytes = |key: &str| pdf.stream(descriptor, key).and_then(|stream| pdf.unfold(stream, MOST_STREAM).ok());
        let program = if let Some(bytes) = bytes("FontFile2") {
            Program::Sfnt(bytes)
        } else if let Some(bytes) = bytes("FontFile3") {
            if FontRef::new(&bytes).is_ok() { Program::Sfnt(bytes) } else { Program::Cff(bytes) }
        } else {
            Program::Type1(Box::new(Type1Font::new(&bytes("FontFile")?).ok()?))
        };
        let codes = if pdf.name(dict, "Subtype")? == "Type0" {
            // Other ways from codes to glyphs are not followed.
            pdf.name(dict, "Encoding").filter(|name| matches!(name.as_ref(), "Identity-H" | "Identity-V"))?;
            let map = pdf.stream(inner, "CIDToGIDMap").and_then(|map| pdf.unfold(map, MOST_STREAM).ok());
            Codes::Composite(map)
        } else {
            let symbols = pdf.number(descriptor, "Flags").is_some_and(|flags| flags as u32 & 4 != 0);
            Codes::Simple(names(pdf, dict), symbols)
        };
        Some(Glyphs { program, codes, known: RefCell::default() })
    }

    /// The shape of a code that stands for these characters.
    pub fn get(&self, code: u16, word: &str) -> Glyph {
        if let Some(known) = self.known.borrow().get(&code) {
            return known.clone();
        }
        let glyph = self.draw(code, word).unwrap_or(Glyph::Unknown);
        self.known.borrow_mut().insert(code, glyph.clone());
        glyph
    }

    fn draw(&self, code: u16, word: &str) -> Option<Glyph> {
        let mut pen = Pen(PathBuilder::new(), 1.0);
        match &self.program {
            Program::Sfnt(bytes) => {
                let font = FontRef::new(bytes).ok()?;
                let glyph = self.of_sfnt(&font, code, word)?;
                pen.1 = 1.0 / f32::from(font.head().ok()?.units_per_em().max(1));
                let outline = font.outline_glyphs().get(glyph)?;
                outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).ok()?;
            }
            Program::Cff(bytes) => {
                let font = CffFontRef::new_cff(bytes, 0, None).ok()?;
                let glyph = self.of_cff(&font, code)?;
                pen.1 = 1.0 / font.upem().max(1) as f32;
                let part = font.subfont(font.subfont_index(glyph)?, &[]).ok()?;
                font.draw(&part, glyph, &[], None, &mut pen).ok()?;
            }
            Program::Type1(font) => {
                let glyph = self.of_type1(font, code)?;
                pen.1 = 1.0 / font.upem().max(1) as f32;
                font.draw(glyph, None, &mut pen).ok()?;
            }
        }
        Some(pen.0.finish().map_or(Glyph::Blank, |path| Glyph::Outline(Rc::new(path))))
    }

    fn of_sfnt(&self, font: &FontRef<'_>, code: u16, word: &str) -> Option<GlyphId> {
        let (names, symbols) = match &self.codes {
            Codes::Composite(None) => return Some(GlyphId::from(code)),
            Codes::Composite(Some(map)) => {
                let at = usize::from(code) * 2;
                return map.get(at..at + 2).map(|pair| GlyphId::from(u16::from_be_bytes([pair[0], pair[1]])));
            }
            Codes::Simple(names, symbols) => (names, *symbols),
        };
        let characters = font.charmap();
        let by_word = || word.chars().next().and_then(|c| characters.map(c));
        let by_code = || {
            let own = u32::from(code);
            characters.map(SYMBOLS + own).or_else(|| macintosh(font, own)).or_else(|| characters.map(own))
        };
        let by_name = || {
            let name = names.get(&u8::try_from(code).ok()?)?;
            GlyphNames::new(font).iter().find(|(_, known)| known.as_str() == name).map(|(glyph, _)| glyph)
        };
        if symbols { by_code().or_else(by_word) } else { by_word().or_else(by_name).or_else(by_code) }
    }

    fn of_cff(&self, font: &CffFontRef<'_>, code: u16) -> Option<GlyphId> {
        let names = match &self.codes {
            // The numbers of a font with its own order of characters are names, all others are glyphs.
            Codes::Composite(_) if font.is_cid() => return font.charset()?.glyph_id(i32::from(code).into()),
            Codes::Composite(_) => return Some(GlyphId::from(code)),
            Codes::Simple(names, _) => names,
        };
        let code = u8::try_from(code).ok()?;
        let found = names.get(&code).and_then(|name| {
            font.charset()?.iter().find(|(_, sid)| font.string(*sid) == Some(name.as_bytes())).map(|(glyph, _)| glyph)
        });
        found.or_else(|| font.encoding()?.map(code))
    }

    fn of_type1(&self, font: &Type1Font, code: u16) -> Option<GlyphId> {
        let Codes::Simple(names, _) = &self.codes else { return None };
        let code = u8::try_from(code).ok()?;
        let found = names
            .get(&code)
            .and_then(|name| font.glyph_names().find(|(_, known)| known == name).map(|(glyph, _)| glyph));
        found.or_else(|| font.encoding()?.map(code))
    }
}

/// The glyph of a code in a character map of Apple's, which subsets often have alone.
fn macintosh(font: &FontRef<'_>, code: u32) -> Option<GlyphId> {
    let map = font.cmap().ok()?;
    let record = map.encoding_records().iter().find(|record| record.platform_id() == PlatformId::Macintosh)?;
    record.subtable(map.offset_data()).ok()?.map_codepoint(code)
}

/// Names of a simple font's codes: those of its encoding, and what it says otherwise (ISO 32000-1, 9.6.6). A font without an
/// encoding of the file's keeps its own.
fn names(pdf: &Pdf, dict: &Dictionary) -> BTreeMap<u8, String> {
    let own = pdf.dict(dict, "Encoding");
    let base = own.map_or_else(|| pdf.name(dict, "Encoding"), |own| pdf.name(own, "BaseEncoding"));
    let mut names: BTreeMap<u8, String> = BTreeMap::new();
    if let Some(base) = base {
        let latin = PredefinedEncoding::IsoLatin1;
        for code in 0..=u8::MAX {
            let name = match base.as_ref() {
                "StandardEncoding" => PredefinedEncoding::Standard.name(code),
                _ if code == 0x27 => "quotesingle",
                _ if code == 0x60 => "grave",
                _ if code < 0x80 => PredefinedEncoding::Standard.name(code),
                "WinAnsiEncoding" => {
                    let extra = WINDOWS.iter().find(|(known, _)| *known == code).map(|(_, name)| *name);
                    extra.unwrap_or_else(|| if code > 0xA0 { latin.name(code) } else { ".notdef" })
                }
                _ => ".notdef",
            };
            if name != ".notdef" {
                names.insert(code, name.to_owned());
            }
        }
    }
    let mut code = 0_u8;
    for item in own.and_then(|own| pdf.array(own, "Differences")).into_iter().flatten().take(1024) {
        if let Some(first) = pdf.as_number(item) {
            code = first.clamp(0.0, 255.0) as u8;
        } else if let Some(name) = pdf.as_name(item) {
            names.insert(code, name.into_owned());
            code = code.saturating_add(1);
        }
    }
    names
}

/// Collects an outline, made smaller to a square of one.
struct Pen(PathBuilder, f32);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x * self.1, y * self.1);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x * self.1, y * self.1);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx * self.1, cy * self.1, x * self.1, y * self.1);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax * self.1, ay * self.1, bx * self.1, by * self.1, x * self.1, y * self.1);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
