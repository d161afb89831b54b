//! Paragraphs that were shaped before: the counties share most of their text, and so do formats.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

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

/// Shaped paragraphs by what they depend on; empty places are being filled.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<BTreeMap<Key, Arc<OnceLock<Arc<Paragraph>>>>>);

impl Cache {
    /// All paragraphs, in the order of their keys.
    pub fn all(&self) -> Vec<Arc<Paragraph>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.values().filter_map(|place| place.get().cloned()).collect()
    }

    /// The paragraph of a key, shaped by `make` if it is not there. Of threads that ask for the same, one shapes it and
    /// the others wait: beside each other they come upon the same texts at the same time.
    pub fn get(&self, key: &Key, make: impl FnOnce(&Key) -> Paragraph) -> Arc<Paragraph> {
        let place = {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match kept.get(key) {
                Some(place) => Arc::clone(place),
                None if kept.len() < MOST => Arc::clone(kept.entry(key.clone()).or_default()),
                None => Arc::default(),
            }
        };
        Arc::clone(place.get_or_init(|| Arc::new(make(key))))
    }
}
