//! Paragraphs that were shaped before: the counties share most of their text, and so do formats.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::document::RichText;
use crate::lang::Lang;

use super::{FaceRequest, Manner, Paragraph};

/// Most paragraphs kept. When there are as many, those go that nobody has asked for again: a build of thousands of copies
/// has a few texts for all of them and a few for each, and its memory does not grow with their number.
const MOST: usize = 2048;
/// Texts that are refused after a clearing that made no room, before the next one.
const REST: usize = MOST / 4;

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
pub(super) struct Cache(Mutex<Store>);

#[derive(Debug, Default)]
struct Store {
    kept: BTreeMap<Key, Kept>,
    /// How many texts are still to be refused before there is another clearing.
    refused: usize,
}

/// A paragraph that is kept.
#[derive(Debug, Default)]
struct Kept {
    /// Empty while it is being made.
    place: Arc<OnceLock<Arc<Paragraph>>>,
    /// Whether it was asked for again since the last clearing.
    again: bool,
}

impl Cache {
    /// All paragraphs, in the order of their keys.
    pub fn all(&self) -> Vec<Arc<Paragraph>> {
        let store = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        store.kept.values().filter_map(|kept| kept.place.get().cloned()).collect()
    }

    /// The paragraph of a key, shaped by `make` if it is not there. Of threads that ask for the same, one shapes it and
    /// the others wait: beside each other they come upon the same texts at the same time.
    pub fn get(&self, key: &Key, make: impl FnOnce(&Key) -> Paragraph) -> Arc<Paragraph> {
        let place = self.place(key);
        Arc::clone(place.get_or_init(|| Arc::new(make(key))))
    }

    /// The place of a key; one that is not kept where all are asked for again and again.
    fn place(&self, key: &Key) -> Arc<OnceLock<Arc<Paragraph>>> {
        let mut store = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = store.kept.get_mut(key) {
            known.again = true;
            return Arc::clone(&known.place);
        }
        if store.kept.len() >= MOST {
            if store.refused > 0 {
                store.refused -= 1;
                return Arc::default();
            }
            store.kept.retain(|_, known| std::mem::take(&mut known.again));
            if store.kept.len() >= MOST {
                store.refused = REST;
                return Arc::default();
            }
        }
        Arc::clone(&store.kept.entry(key.clone()).or_default().place)
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
        let cache = Cache::default();
        let shared = cache.place(&key("shared"));
        for copy in 0..3 * MOST {
            assert!(Arc::ptr_eq(&shared, &cache.place(&key("shared"))), "copy {copy}");
            cache.place(&key(&format!("of copy {copy}")));
            assert!(cache.0.lock().expect("unpoisoned").kept.len() <= MOST);
        }
    }

    #[test]
    fn where_all_are_asked_for_again_the_next_is_not_kept() {
        let cache = Cache::default();
        let texts: Vec<Key> = (0..MOST).map(|at| key(&at.to_string())).collect();
        for text in texts.iter().chain(&texts) {
            cache.place(text);
        }
        for _ in 0..REST / 2 {
            assert!(!Arc::ptr_eq(&cache.place(&key("one more")), &cache.place(&key("one more"))));
        }
        assert_eq!(cache.0.lock().expect("unpoisoned").kept.len(), MOST);
    }
}
