//! Paragraphs that were shaped before: the counties share most of their text, and so do formats.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::RichText;
use crate::lang::Lang;

use super::{FaceRequest, Manner, Paragraph};

/// Most paragraphs kept, so that memory does not grow with the number of counties.
const MOST: usize = 4096;

/// All that a shaped paragraph depends on besides the fonts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The text.
    pub rich: RichText,
    /// The faces asked for.
    pub request: FaceRequest,
    /// Its language.
    pub lang: Lang,
    /// How it is broken into lines.
    pub manner: Manner,
}

/// Shaped paragraphs by what they depend on.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<BTreeMap<Key, Arc<Paragraph>>>);

impl Cache {
    /// All paragraphs, in the order of their keys.
    pub fn all(&self) -> Vec<Arc<Paragraph>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// The paragraph of a key, shaped by `make` if it is not there.
    pub fn get(&self, key: Key, make: impl FnOnce(&Key) -> Paragraph) -> Arc<Paragraph> {
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        // Shaped outside of the lock: two threads may do the same once, neither waits for the other.
        let fresh = Arc::new(make(&key));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MOST {
            kept.insert(key, Arc::clone(&fresh));
        }
        fresh
    }
}
