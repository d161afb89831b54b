//! A file's objects, reached without panic: whatever is missing or of the wrong kind is simply not there.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::limits;

/// Most bytes that all streams of a file may unfold to together.
const MOST_UNFOLDED: usize = limits::PREFLIGHT_UNFOLDED;
/// Most bytes of one stream with operators, a font's table or metadata.
pub(super) const MOST_STREAM: usize = limits::PREFLIGHT_STREAM;
/// Most operators that are read in all.
const MOST_OPERATORS: usize = limits::PREFLIGHT_OPERATORS;

/// An open file.
pub(super) struct Pdf {
    pub document: Document,
    /// What stands after `%PDF-`.
    pub version: String,
    bytes_left: Cell<usize>,
    operators_left: Cell<usize>,
    exceeded: RefCell<Option<String>>,
}

impl Pdf {
    pub fn new(document: Document, version: String) -> Pdf {
        Pdf {
            document,
            version,
            bytes_left: Cell::new(MOST_UNFOLDED),
            operators_left: Cell::new(MOST_OPERATORS),
            exceeded: RefCell::new(None),
        }
    }

    /// The object behind any references.
    pub fn resolve<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        let (_, object) = self.document.dereference(object).ok()?;
        (!super::open::is_null(object)).then_some(object)
    }

    /// An entry behind any references.
    pub fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        self.resolve(dictionary.get(key.as_bytes()).ok()?)
    }

    /// An object as a dictionary; that of a stream counts.
    pub fn as_dict<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        match self.resolve(object)? {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub fn dict<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        self.as_dict(self.get(dictionary, key)?)
    }

    pub fn stream<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Stream> {
        self.get(dictionary, key)?.as_stream().ok()
    }

    pub fn array<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Vec<Object>> {
        self.get(dictionary, key)?.as_array().ok()
    }

    /// A name, as text.
    pub fn name<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<Cow<'a, str>> {
        self.as_name(self.get(dictionary, key)?)
    }

    pub fn as_name<'a>(&'a self, object: &'a Object) -> Option<Cow<'a, str>> {
        Some(String::from_utf8_lossy(self.resolve(object)?.as_name().ok()?))
    }

    pub fn number(&self, dictionary: &Dictionary, key: &str) -> Option<f32> {
        self.as_number(dictionary.get(key.as_bytes()).ok()?)
    }

    pub fn as_number(&self, object: &Object) -> Option<f32> {
        self.resolve(object)?.as_float().ok().filter(|number| number.is_finite())
    }

    /// Every number of an array.
    pub fn numbers(&self, dictionary: &Dictionary, key: &str) -> Option<Vec<f32>> {
        self.array(dictionary, key)?.iter().map(|item| self.as_number(item)).collect()
    }

    pub fn flag(&self, dictionary: &Dictionary, key: &str) -> Option<bool> {
        self.get(dictionary, key)?.as_bool().ok()
    }

    /// A text string, decoded (ISO 32000-1, 7.9.2.2).
    pub fn text(&self, dictionary: &Dictionary, key: &str) -> Option<String> {
        lopdf::decode_text_string(self.get(dictionary, key)?).ok()
    }

    pub fn catalog(&self) -> Option<&Dictionary> {
        self.document.catalog().ok()
    }

    pub fn info(&self) -> Option<&Dictionary> {
        self.dict(&self.document.trailer, "Info")
    }

    /// What tells objects apart when something leads back to itself: the object's number.
    pub fn id(object: &Object) -> Option<ObjectId> {
        object.as_reference().ok()
    }

    /// A stream unfolded, at most `most` bytes.
    pub fn unfold(&self, stream: &Stream, most: usize) -> Result<Vec<u8>, String> {
        let left = self.bytes_left.get();
        let most = most.min(left);
        let bytes = if stream.dict.has(b"Filter") {
            match stream.decompressed_content_with_limit(most) {
                Ok(bytes) => bytes,
                Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit })) => {
                    let words = format!("a stream unfolds to more than {} MiB", limit / 1024 / 1024);
                    self.exceed(words.clone());
                    return Err(words);
                }
                Err(error) => return Err(error.to_string()),
            }
        } else {
            stream.content.clone()
        };
        self.bytes_left.set(left.saturating_sub(bytes.len()));
        Ok(bytes)
    }

    /// Counts operators, or work that takes as long; false when there have been too many.
    pub fn count_operators(&self, count: usize) -> bool {
        let left = self.operators_left.get();
        if left < count {
            self.exceed(format!("its pages take more than {MOST_OPERATORS} operators"));
            return false;
        }
        self.operators_left.set(left - count);
        true
    }

    /// Notes that a limit was met; the first is kept.
    pub fn exceed(&self, reason: String) {
        self.exceeded.borrow_mut().get_or_insert(reason);
    }

    pub fn exceeded(&self) -> Option<String> {
        self.exceeded.borrow().clone()
    }
}
