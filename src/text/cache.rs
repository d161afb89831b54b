//! Paragraphs that were shaped before: the counties share most of their text, and so do formats.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::document::RichText;
use crate::lang::Lang;

use super::{FaceRequest, Manner, Paragraph};

/// Paragraphs of a generation; at most twice as many are kept: the texts of a project in all its languages.
const GENERATION: usize = 1024;
/// The same for thousands of copies, which have a few texts for all of them and a few for each: those of a copy are soon gone.
const GENERATION_OF_COPIES: usize = 256;

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
#[derive(Debug)]
pub(super) struct Cache {
    store: Mutex<Store>,
    generation: usize,
}

/// A paragraph's place; empty while it is being made.
type Place = Arc<OnceLock<Arc<Paragraph>>>;

#[derive(Debug, Default)]
struct Store {
    /// Those that were asked for since the last change of generations.
    young: BTreeMap<Key, Place>,
    /// Those of the generation before that nobody has asked for since.
    old: BTreeMap<Key, Place>,
}

impl Cache {
    /// An empty one.
    pub fn new() -> Cache {
        Cache { store: Mutex::default(), generation: GENERATION }
    }

    /// An empty one for many copies of the same.
    pub fn for_copies() -> Cache {
        Cache { generation: GENERATION_OF_COPIES, ..Cache::new() }
    }

    /// All paragraphs, in the order of their keys.
    pub fn all(&self) -> Vec<Arc<Paragraph>> {
        let store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let all: BTreeMap<&Key, &Place> = store.old.iter().chain(&store.young).collect();
        all.into_values().filter_map(|place| place.get().cloned()).collect()
    }

    /// The paragraph of a key, shaped by `make` if it is not there. Of threads that ask for the same, one shapes it and
    /// the others wait: beside each other they come upon the same texts at the same time.
    pub fn get(&self, key: &Key, make: impl FnOnce(&Key) -> Paragraph) -> Arc<Paragraph> {
        let place = self.place(key);
        Arc::clone(place.get_or_init(|| Arc::new(make(key))))
    }

    /// The place of a key. When a generation is full, the one before goes.
    fn place(&self, key: &Key) -> Place {
        let mut guard = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let store = &mut *guard;
        if let Some(place) = store.young.get(key) {
            return Arc::clone(place);
        }
        let (key, place) = store.old.remove_entry(key).unwrap_or_else(|| (key.clone(), Arc::default()));
        let full = store.young.len() >= self.generation;
        let gone = full.then(|| std::mem::replace(&mut store.old, std::mem::take(&mut store.young)));
        store.young.insert(key, Arc::clone(&place));
        // Nobody waits while they are taken apart.
        drop(guard);
        drop(gone);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        let request = FaceRequest { families: Arc::default(), weight: 400, italic: false };
        Key { rich: RichText::plain(text), request, lang: Lang::SV, manner: Manner::default() }
    }

    #[test]
    fn texts_of_all_copies_stay_and_those_of_one_go() {
        let cache = Cache::for_copies();
        let (shared, own) = (cache.place(&key("shared")), cache.place(&key("of copy 0")));
        for copy in 1..4 * GENERATION_OF_COPIES {
            assert!(Arc::ptr_eq(&shared, &cache.place(&key("shared"))), "copy {copy}");
            cache.place(&key(&format!("of copy {copy}")));
            let store = cache.store.lock().expect("unpoisoned");
            assert!(store.young.len().max(store.old.len()) <= GENERATION_OF_COPIES);
        }
        assert!(!Arc::ptr_eq(&own, &cache.place(&key("of copy 0"))));
    }
}
