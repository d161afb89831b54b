//! Texts of definitions as they are read: mended, Markdown parsed, abbreviations marked. Counties and recipients share most
//! of a publication's texts, so what a text comes to is kept.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::lang::Lang;

use super::markdown::{self, Block};
use super::mend::mended;
use super::{RichText, abbreviation};

/// Most texts of a kind that a thread keeps; then it begins anew.
const MOST_KEPT: usize = 512;

/// What texts come to, by language.
type Kept<T> = RefCell<BTreeMap<&'static str, BTreeMap<String, T>>>;

thread_local! {
    static INLINE: Kept<RichText> = RefCell::default();
    static BLOCKS: Kept<Vec<Block>> = RefCell::default();
}

/// A text of one paragraph, its placeholders filled.
pub(super) fn inline(filled: &str, lang: Lang) -> RichText {
    INLINE.with(|kept| once(kept, filled, lang, || abbreviation::marked(&mended(markdown::inline(filled), lang), lang)))
}

/// A text of several blocks, its placeholders filled.
pub(super) fn blocks(filled: &str, lang: Lang) -> Vec<Block> {
    let read = || {
        let mut blocks = markdown::blocks(filled);
        for block in &mut blocks {
            let texts = match block {
                Block::Paragraph(text) => std::slice::from_mut(text),
                Block::List { items, .. } => items.as_mut_slice(),
            };
            for text in texts {
                *text = abbreviation::marked(&mended(std::mem::take(text), lang), lang);
            }
        }
        blocks
    };
    BLOCKS.with(|kept| once(kept, filled, lang, read))
}

/// What a text was read as, or is now.
fn once<T: Clone>(kept: &Kept<T>, filled: &str, lang: Lang, read: impl FnOnce() -> T) -> T {
    if let Some(known) = kept.borrow().get(lang.code).and_then(|texts| texts.get(filled)) {
        return known.clone();
    }
    let found = read();
    let mut kept = kept.borrow_mut();
    let texts = kept.entry(lang.code).or_default();
    if texts.len() >= MOST_KEPT {
        texts.clear();
    }
    texts.insert(filled.to_owned(), found.clone());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_the_same_the_second_time_and_otherwise_in_another_language() {
        let english = Lang::from_code("en").expect("in the table");
        let text = r#"Ring **112** - "nu""#;
        let first = inline(text, Lang::SV);
        assert_eq!(inline(text, Lang::SV), first);
        assert_eq!(first.text, "Ring 112 – ”nu”");
        assert_ne!(inline(text, english), first);
        let blocks = |lang| super::blocks("Ring:\n\n- **112**\n- \"nu\"", lang);
        assert_eq!(blocks(Lang::SV), blocks(Lang::SV));
        assert_ne!(blocks(english), blocks(Lang::SV));
    }

    #[test]
    fn what_is_kept_has_a_limit() {
        for number in 0..MOST_KEPT * 2 + 10 {
            assert_eq!(inline(&format!("Nummer {number}"), Lang::SV).text, format!("Nummer {number}"));
        }
        INLINE.with(|kept| assert!(kept.borrow().values().all(|texts| texts.len() <= MOST_KEPT)));
    }
}
