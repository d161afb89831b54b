//! Text with meaning: what is strong, what leads somewhere, what is in another language.

use std::ops::Range;
use std::sync::Arc;

use crate::lang::Lang;

/// A paragraph's text with its spans.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct RichText {
    /// The text as read, without markup.
    pub text: String,
    /// Parts that differ, in order and without overlap.
    pub spans: Vec<Span>,
}

/// A part of a [`RichText`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What it is.
    pub style: SpanStyle,
}

impl Ord for Span {
    fn cmp(&self, other: &Span) -> std::cmp::Ordering {
        let key = |s: &Span| (s.range.start, s.range.end);
        key(self).cmp(&key(other)).then_with(|| self.style.cmp(&other.style))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Span) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What a part of a text is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct SpanStyle {
    /// Of strong importance: set bold.
    pub strong: bool,
    /// Emphasised: set italic.
    pub emphasis: bool,
    /// Where it leads.
    pub link: Option<Arc<str>>,
    /// Its language where it differs from the paragraph's.
    pub lang: Option<Lang>,
    /// The words that it is short for.
    pub expanded: Option<Arc<str>>,
    /// What a link is called where it stands without its text, as in a list of links: a number with who answers it.
    pub called: Option<Arc<str>>,
}

/// Letters of the longest name that is held together on a line.
const LONGEST_NAME: usize = 28;

impl RichText {
    /// Text without spans. A tab is a space, since no font has a shape for it.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> RichText {
        let mut text = text.into();
        if text.contains('\t') {
            text = text.replace('\t', " ");
        }
        RichText { text, spans: Vec::new() }
    }

    /// Text that leads to `uri` as a whole.
    #[must_use]
    pub fn link(text: impl Into<String>, uri: &str) -> RichText {
        let mut rich = RichText::default();
        rich.push(&text.into(), SpanStyle { link: Some(uri.into()), ..SpanStyle::default() });
        rich
    }

    /// The same text, all of whose links say who answers: `114 14, Polisen`. What is seen comes first, for those who speak to
    /// their device.
    #[must_use]
    pub fn answered_by(mut self, name: &RichText, lang: Lang) -> RichText {
        let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
        for span in self.spans.iter_mut().filter(|span| span.style.link.is_some()) {
            let (number, name) = (plain(&self.text[span.range.clone()]), plain(&name.text));
            span.style.called = Some(format!("{number}{}{name}", lang.comma).into());
        }
        self
    }

    /// Adds text in a style at the end, a tab as a space.
    pub fn push(&mut self, text: &str, style: SpanStyle) {
        let start = self.text.len();
        self.text.extend(text.chars().map(|c| if c == '\t' { ' ' } else { c }));
        if style == SpanStyle::default() || text.is_empty() {
            return;
        }
        if let Some(last) = self.spans.last_mut()
            && last.range.end == start
            && last.style == style
        {
            last.range.end = self.text.len();
            return;
        }
        self.spans.push(Span { range: start..self.text.len(), style });
    }

    /// Adds all of another text at the end.
    pub fn append(&mut self, other: &RichText) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.spans.extend(
            other
                .spans
                .iter()
                .map(|s| Span { range: s.range.start + shift..s.range.end + shift, style: s.style.clone() }),
        );
    }

    /// The same text, strong as a whole.
    #[must_use]
    pub fn all_strong(&self) -> RichText {
        let strong = |style: &SpanStyle| SpanStyle { strong: true, ..style.clone() };
        let (mut all, mut at) = (RichText::default(), 0);
        for span in &self.spans {
            all.push(&self.text[at..span.range.start], strong(&SpanStyle::default()));
            all.push(&self.text[span.range.clone()], strong(&span.style));
            at = span.range.end;
        }
        all.push(&self.text[at..], strong(&SpanStyle::default()));
        all
    }

    /// The text with no-break spaces, so that a name stays on its line; a long one may still be parted.
    #[must_use]
    pub fn held_together(&self) -> RichText {
        if self.text.chars().count() > LONGEST_NAME {
            return self.clone();
        }
        // A no-break space has a byte more than a space.
        let moved = |at: usize| at + self.text[..at].matches(' ').count();
        let spans = self.spans.iter();
        let spans = spans.map(|s| Span { range: moved(s.range.start)..moved(s.range.end), style: s.style.clone() });
        RichText { text: self.text.replace(' ', "\u{a0}"), spans: spans.collect() }
    }

    /// The language that all of its words are marked with, if they are marked with one: what leads its lines, and which way
    /// they run, is then that language's.
    #[must_use]
    pub fn marked_lang(&self) -> Option<Lang> {
        let lang = self.spans.first()?.style.lang?;
        let mut at = 0;
        for span in &self.spans {
            if span.style.lang != Some(lang) || says_something(&self.text[at..span.range.start]) {
                return None;
            }
            at = span.range.end;
        }
        (!says_something(&self.text[at..])).then_some(lang)
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Whether a part of a text has letters or digits.
fn says_something(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use crate::document::markdown;

    #[test]
    fn a_text_whose_words_are_all_marked_is_in_that_language() {
        let marked = |text: &str| markdown::inline(text).marked_lang().map(|lang| lang.code);
        assert_eq!(marked("[هذه جريمة.](lang:ar)"), Some("ar"));
        assert_eq!(marked("[هذه](lang:ar) – [**جريمة**](lang:ar)."), Some("ar"));
        assert_eq!(marked("Säg [هذه جريمة](lang:ar)"), None);
        assert_eq!(marked("[هذه](lang:ar) [crime](lang:en)"), None);
        assert_eq!(marked("**Bara** [polisen](https://polisen.se)"), None);
    }
}
