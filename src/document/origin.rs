//! Where a text of a leaflet is written: findings of the layout know the words that they speak of, not the lines.

use std::sync::Arc;

use crate::definition::Text;
use crate::diagnostic::{Place, Source};
use crate::picture::Picture;

/// Letters and figures by which a text is looked for. More are seldom needed, and a placeholder may come after them.
const ENOUGH: usize = 24;
/// Fewer than these stand anywhere, unless they are the whole text.
const FEW: usize = 8;
/// Words of a text that are tried as its beginning: the first may come out of a placeholder.
const TRIED: usize = 40;

/// Where a leaflet's words and pictures come from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The files of its words, in the order in which a text is looked for: publication, then counties.
    pub sources: Vec<Arc<Source>>,
    /// Its pictures, and where each is named.
    pub pictures: Vec<(Arc<Picture>, Text)>,
}

impl Origin {
    /// The file of a picture, and where it is named.
    #[must_use]
    pub fn file_of(&self, picture: &Arc<Picture>) -> Option<&Text> {
        self.pictures.iter().find(|(known, _)| Arc::ptr_eq(known, picture)).map(|(_, file)| file)
    }

    /// Where a text begins; `None` if it is not written as it is read.
    #[must_use]
    pub fn place_of(&self, text: &str) -> Option<Place> {
        let starts = text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize);
        let from = |start: usize| text[start..].chars().filter(|c| c.is_alphanumeric()).take(ENOUGH).collect();
        let needles: Vec<Vec<char>> = starts.take(TRIED).map(from).collect();
        let needles = needles.iter().enumerate().filter(|(at, needle)| needle.len() >= if *at == 0 { 1 } else { FEW });
        let texts: Vec<_> = self.sources.iter().map(|source| (source, letters(&source.text))).collect();
        needles.map(|(_, needle)| needle).find_map(|needle| {
            texts.iter().find_map(|(source, letters)| {
                let mut windows = letters.windows(needle.len());
                let found = windows.find(|window| window.iter().map(|(_, c)| c).eq(needle))?;
                let (first, (last, c)) = (found.first()?.0, *found.last()?);
                Some(Place { source: Arc::clone(source), span: first..end_of_word(&source.text, last + c.len_utf8()) })
            })
        })
    }

    /// Where a character of this text stands; if it is not written there, the text or another place that has it.
    #[must_use]
    pub fn place_of_character(&self, character: char, text: &str) -> Option<Place> {
        let at = |source: &Arc<Source>, start: usize| Place {
            source: Arc::clone(source),
            span: start..start + character.len_utf8(),
        };
        let near = self.place_of(text);
        // A text is found by its first letter; a sign may stand before that.
        let before =
            |source: &Source, start: usize| source.text[..start].rfind(char::is_alphanumeric).unwrap_or_default();
        if let Some(Place { source, span }) = &near
            && let Some(found) =
                written(&source.text).find(|(at, c)| *c == character && *at >= before(source, span.start))
        {
            return Some(at(source, found.0));
        }
        let elsewhere =
            |source: &Arc<Source>| Some(at(source, written(&source.text).find(|(_, c)| *c == character)?.0));
        self.sources.iter().find_map(elsewhere).or(near)
    }
}

/// The characters of a definition with their bytes, without remarks that have a line of their own.
fn written(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let lines = lines.filter(|(_, line)| !line.trim_start().starts_with('#'));
    lines.flat_map(|(start, line)| line.char_indices().map(move |(at, c)| (start + at, c)))
}

/// The end of the word whose letters go on here.
fn end_of_word(text: &str, at: usize) -> usize {
    at + text[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - at)
}

/// Its letters and figures alone: quotation marks, spaces and dashes are mended on the way to the page.
fn letters(text: &str) -> Vec<(usize, char)> {
    written(text).filter(|(_, c)| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(texts: &[&str]) -> Origin {
        let source = |text: &&str| Arc::new(Source { path: "a.toml".to_owned(), text: (*text).to_owned() });
        Origin { sources: texts.iter().map(source).collect(), pictures: Vec::new() }
    }

    fn line(place: Option<Place>) -> Option<(usize, usize)> {
        place.map(|place| place.line_column())
    }

    #[test]
    fn a_text_is_found_as_it_is_written() {
        let origin =
            origin(&["# Ring oss\na = \"Ring  **oss** - i dag\"\n", "b = \"Vi i {county} svarar alla dagar\"\n"]);
        assert_eq!(line(origin.place_of("Ring\u{a0}oss – i dag")), Some((2, 6)));
        assert_eq!(line(origin.place_of("Vi i Örebro svarar alla dagar")), Some((1, 20)), "after a placeholder");
        assert_eq!(line(origin.place_of("Något annat")), None);
        assert_eq!(line(origin.place_of("–")), None);
    }

    #[test]
    fn a_character_is_found_in_its_text_or_elsewhere() {
        let origin = origin(&["# 猫\na = \"猫 ett\"\nb = \"två 猫\"\n"]);
        assert_eq!(line(origin.place_of_character('猫', "två 猫")), Some((3, 10)));
        assert_eq!(line(origin.place_of_character('猫', "utan grund 猫")), Some((2, 6)));
        assert_eq!(line(origin.place_of_character('✗', "två ✗")), Some((3, 6)));
        let signs = self::origin(&["a = \"\"\"\n▪ ett\n▪ två\n\"\"\"\n"]);
        assert_eq!(line(signs.place_of_character('▪', "▪ ett ▪ två")), Some((2, 1)), "before the first letter");
    }
}
