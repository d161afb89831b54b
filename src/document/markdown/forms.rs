//! Forms of Markdown that a leaflet has no place for, so that none is dropped in silence.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::raw::Words;

/// A form that is not printed as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A number that makes its line an item of a list, with the number that is printed; none if no number is.
    Number {
        /// As written, with its sign: `2018.`.
        written: String,
        /// What is printed for it.
        printed: Option<u64>,
    },
    /// A list inside a list.
    Nested,
    /// The sign of a list in a text that is one paragraph.
    Listed,
    /// An item of a list with several paragraphs.
    Paragraphs,
    /// A link without words, with its address.
    Wordless(String),
    /// A sign at the start of a line that makes no list, as word processors write it.
    Bullet(String),
    /// The same in a text that is one paragraph.
    Dotted(String),
    /// A picture, with its address.
    Picture(String),
    /// HTML, as it stands.
    Markup(String),
    /// A table.
    Table,
    /// Words that are struck out.
    Struck,
    /// A line break that is forced.
    Break,
    /// A line across the text, as it stands.
    Rule(String),
    /// A quotation with `>`.
    Quote,
    /// Words that are marked as code.
    Code(String),
    /// A heading that is underlined.
    Heading(String),
    /// Asterisks of bold words without their partner, with the words that follow.
    Unclosed(String),
    /// A link that is none, as it stands.
    Unlinked(String),
}

/// The forms of a text, of numbers and pictures all. `running` is a text of paragraphs and lists; any other is one paragraph.
#[must_use]
pub fn foreign(text: &str, running: bool) -> Vec<Form> {
    let mut reader = Reader {
        text,
        running,
        lists: Vec::new(),
        paragraphs: 0,
        link: None,
        words: Words::default(),
        found: Vec::new(),
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        // Of numbers and pictures each is told, since each is mended by itself; of other forms the first.
        let same = |known: &Form, form: &Form| match form {
            Form::Number { .. } | Form::Picture(_) | Form::Wordless(_) => known == form,
            _ => std::mem::discriminant(known) == std::mem::discriminant(form),
        };
        let raw = reader.words.take(text, &event, &range);
        for form in raw.into_iter().chain(reader.form(&event, range)) {
            if !reader.found.iter().any(|known| same(known, &form)) {
                reader.found.push(form);
            }
        }
    }
    reader.found.extend(bullet(text).map(if running { Form::Bullet } else { Form::Dotted }));
    reader.found
}

/// The first sign of a list as word processors write it that begins a line.
fn bullet(text: &str) -> Option<String> {
    let sign = dotted(text).or_else(|| dashed(text)).or_else(|| glued(text));
    sign.map(String::from).or_else(|| lettered(text))
}

/// The first hyphen or small o that begins a line and is parted from it as word processors do: by a tab, or by a space at
/// which no line may end.
fn glued(text: &str) -> Option<char> {
    text.lines().find_map(|line| {
        let mut signs = line.trim_start().chars();
        let (first, gap) = (signs.next()?, signs.next()?);
        let is_sign = match first {
            '-' | '*' | '+' => matches!(gap, '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}'),
            'o' => matches!(gap, '\t' | '\u{a0}'),
            _ => false,
        };
        is_sign.then_some(first)
    })
}

/// The first of two letters with a bracket, `a)` and `b)`, that begin lines one after the other.
fn lettered(text: &str) -> Option<String> {
    let letter = |line: &str| {
        let mut signs = line.trim_start().chars();
        let first = signs.next().filter(char::is_ascii_alphabetic)?;
        (signs.next() == Some(')') && signs.next().is_some_and(char::is_whitespace)).then_some(first)
    };
    let lines: Vec<Option<char>> = text.lines().filter(|line| !line.trim().is_empty()).map(letter).collect();
    let mut pairs = lines.windows(2).filter_map(|pair| Some((pair[0]?, pair[1]?)));
    pairs.find(|(first, second)| u32::from(*second) == u32::from(*first) + 1).map(|(first, _)| format!("{first})"))
}

/// The first dash that begins a line beside another that begins with a dash or a sign of a list. A dash alone begins what
/// somebody says.
fn dashed(text: &str) -> Option<char> {
    let is_dash = |sign: &char| matches!(sign, '–' | '—');
    let first = |line: &str| {
        let mut signs = line.trim_start().chars();
        let sign = signs.next().filter(|_| signs.next().is_some_and(char::is_whitespace));
        sign.filter(|sign| is_dash(sign) || ['-', '*', '+'].contains(sign))
    };
    let lines: Vec<Option<char>> = text.lines().map(first).collect();
    let mut pairs = lines.windows(2).filter_map(|pair| Some([pair[0]?, pair[1]?]));
    pairs.find_map(|pair| pair.into_iter().find(is_dash))
}

/// The first dot that begins a line as the sign of a list.
fn dotted(text: &str) -> Option<char> {
    text.lines().find_map(|line| {
        let mut signs = line.trim_start().chars();
        let first = signs.next().filter(|c| BULLETS.contains(c))?;
        signs.next().is_some_and(char::is_whitespace).then_some(first)
    })
}

/// Signs that word processors begin the items of a list with; the last two are those of their symbol fonts.
const BULLETS: [char; 12] = ['•', '·', '‣', '◦', '▪', '▫', '●', '○', '■', '∙', '\u{f0b7}', '\u{f0a7}'];

/// State of reading.
struct Reader<'t> {
    text: &'t str,
    running: bool,
    /// Items so far of each list that is open, and whether it is numbered.
    lists: Vec<(u64, bool)>,
    /// Paragraphs of the item so far.
    paragraphs: u32,
    /// Address of the link that is open, as long as no words have come.
    link: Option<String>,
    /// The words of the block that is open.
    words: Words,
    found: Vec<Form>,
}

impl Reader<'_> {
    /// What an event is that a leaflet has no place for.
    fn form(&mut self, event: &Event<'_>, range: Range<usize>) -> Option<Form> {
        let source = || self.text[range.clone()].trim().to_owned();
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some(dest_url.to_string());
                None
            }
            Event::End(TagEnd::Link) => self.link.take().map(Form::Wordless),
            Event::Text(words) => {
                self.link.take_if(|_| !words.trim().is_empty());
                None
            }
            Event::Start(Tag::List(first)) => {
                self.lists.push((0, first.is_some()));
                if self.lists.len() > 1 {
                    return Some(Form::Nested);
                }
                (!self.running && first.is_none()).then_some(Form::Listed)
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                None
            }
            Event::Start(Tag::Item) => {
                self.paragraphs = 0;
                self.item(range)
            }
            Event::Start(Tag::Paragraph) if !self.lists.is_empty() => {
                self.paragraphs += 1;
                (self.paragraphs == 2).then_some(Form::Paragraphs)
            }
            Event::Start(Tag::Image { dest_url, .. }) => Some(Form::Picture(dest_url.to_string())),
            Event::Html(_) | Event::InlineHtml(_) => Some(Form::Markup(source())),
            Event::Start(Tag::Table(_)) => Some(Form::Table),
            Event::Start(Tag::Strikethrough) if source().starts_with("~~") => Some(Form::Struck),
            Event::HardBreak => Some(Form::Break),
            Event::Rule => Some(Form::Rule(source())),
            Event::Start(Tag::BlockQuote(_)) => Some(Form::Quote),
            Event::Code(code) => {
                self.link = None;
                Some(Form::Code(code.to_string()))
            }
            Event::Start(Tag::CodeBlock(_)) => {
                Some(Form::Code(source().trim_matches('`').lines().find(|l| !l.is_empty())?.to_owned()))
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. })
                if !source().starts_with('#') =>
            {
                Some(Form::Heading(source().lines().next()?.to_owned()))
            }
            _ => None,
        }
    }

    /// An item whose number is not the one that is printed. Items that all have the number 1 are counted by whoever prints them.
    fn item(&mut self, range: Range<usize>) -> Option<Form> {
        let outer = self.lists.len() == 1;
        let (place, numbered) = self.lists.last_mut()?;
        *place += 1;
        let line = &self.text[range];
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = line[..digits].parse().ok().filter(|_| *numbered && outer)?;
        let printed = self.running.then_some(*place);
        let kept = self.running && (number == *place || number == 1);
        (!kept).then(|| Form::Number { written: line.chars().take(digits + 1).collect(), printed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(written: &str, printed: Option<u64>) -> Vec<Form> {
        vec![Form::Number { written: written.to_owned(), printed }]
    }

    #[test]
    fn numbers_are_the_ones_that_are_printed() {
        assert_eq!(foreign("2018. Lagen ändrades.", true), number("2018.", Some(1)));
        let both = [number("5.", Some(1)), number("6.", Some(2))].concat();
        assert_eq!(foreign("5. fem\n6. sex", true), both);
        assert_eq!(foreign("1. ett\n2. två\n4) fyra", true), number("4)", Some(1)), "another sign begins another list");
        assert_eq!(foreign("1. ett\n3. tre", true), number("3.", Some(2)));
        for kept in ["1. ett\n2. två", "1. ett\n1. två\n1. tre", "2018\\. Lagen", "År 2018. Lagen", "112 är numret"]
        {
            assert_eq!(foreign(kept, true), [], "{kept}");
        }
        assert_eq!(foreign("1. Ring 112.", false), number("1.", None));
    }

    #[test]
    fn every_form_is_known() {
        let text = |form: fn(String) -> Form, text: &str| form(text.to_owned());
        for (markdown, form) in [
            ("- ett\n  - inre\n- två", Form::Nested),
            ("Hälsa på hos [](https://polisen.se).", text(Form::Wordless, "https://polisen.se")),
            ("Ett ord [ ](lang:en) till.", text(Form::Wordless, "lang:en")),
            ("• Ett\n• Två", text(Form::Bullet, "•")),
            ("Det här:\n\n  ·\tEtt\n  ·\tTvå", text(Form::Bullet, "·")),
            ("-\u{a0}Ett\n-\u{a0}Två", text(Form::Bullet, "-")),
            ("o\tEtt\no\tTvå", text(Form::Bullet, "o")),
            ("a) Ett\nb) Två", text(Form::Bullet, "a)")),
            ("- ett\n\n  mer om ett\n- två", Form::Paragraphs),
            ("![En karta](karta.png)", text(Form::Picture, "karta.png")),
            ("Ring <b>nu</b>.", text(Form::Markup, "<b>")),
            ("<div>\nRing\n</div>", text(Form::Markup, "<div>")),
            ("| a | b |\n|---|---|\n| c | d |", Form::Table),
            ("Ring ~~inte~~ nu.", Form::Struck),
            ("Ring  \n112", Form::Break),
            ("Ring\\\n112", Form::Break),
            ("Ring.\n\n---\n\nVänta.", text(Form::Rule, "---")),
            ("> citat", Form::Quote),
            ("Skriv `kod`.", text(Form::Code, "kod")),
            ("Skriv:\n\n    kod", text(Form::Code, "kod")),
            ("Rubrik\n======\n\nText", text(Form::Heading, "Rubrik")),
            ("**Låt barnet få höra det.", text(Form::Unclosed, "**Låt barnet få höra det")),
            ("Ring **112** eller 1177**.", text(Form::Unclosed, "**.")),
            ("- **ett\n- två", text(Form::Unclosed, "**ett")),
            ("Läs [här] (https://example.org) mer.", text(Form::Unlinked, "[här] (https://example.org)")),
            ("Läs [här](https://example.org mer.", text(Form::Unlinked, "[här](https://example.org")),
            ("[sexting] (lang:en)", text(Form::Unlinked, "[sexting] (lang:en)")),
            ("På:\n\n– spel\n– chattar", text(Form::Bullet, "–")),
            ("På\n\n– spel\n- chattar", text(Form::Bullet, "–")),
        ] {
            assert_eq!(foreign(markdown, true), [form], "{markdown}");
        }
        assert_eq!(foreign("- Ring", false), [Form::Listed]);
        assert_eq!(foreign("• Ring", false), [Form::Dotted("•".to_owned())]);
        let plain = "Ring **112** eller *1177* på [**polisen.se**](https://polisen.se) <https://bris.se> · 1\u{b7}2.\n\n- ett\n- två\n";
        assert_eq!(foreign(plain, true), []);
        for kept in [
            "– Hej, sa han.\n\n– Hej, sa hon.",
            "Två \\*\\* stjärnor",
            "Fråga [1] (se nedan)",
            "Skriv [här]",
            "2 * 3 * 4",
            "Det är **så**\n– tror jag",
            "a) ensam",
            "Öar\no-läge",
        ] {
            assert_eq!(foreign(kept, true), [], "{kept}");
        }
    }
}
