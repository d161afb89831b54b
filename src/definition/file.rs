//! Reads a TOML file: bytes to text, text to tables, tables held against their shape.

use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use super::checker::Checker;
use super::node::Node;
use super::shape::Shape;
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::rules;
use crate::world::{ReadError, World};

/// The text of a file.
///
/// # Errors
/// When it cannot be read, is not UTF-8 or is empty. [`ReadError::Missing`] alone stays with the caller, who knows what
/// was asked for.
pub(super) fn source(world: &dyn World, path: &str) -> Result<Arc<Source>, Option<Diagnostic>> {
    let bytes = world.read(path).map_err(|error| match error {
        ReadError::Missing => None,
        other => {
            let message = format!("{path} cannot be read: {other}");
            Some(Diagnostic::new(&rules::FILE_UNREADABLE, message).on(path).help(rules::FILE_UNREADABLE.mend))
        }
    })?;
    let made = |text: String| Arc::new(Source { path: path.to_owned(), text });
    let text = match String::from_utf8(bytes.into_owned()) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
            let message = if wide {
                "the file is saved as UTF-16".to_owned()
            } else {
                format!("the byte {:#04x} here is not UTF-8", bytes.get(at).copied().unwrap_or_default())
            };
            // All before the first wrong byte is the same in the mended text, so that the place stays right.
            let source = made(String::from_utf8_lossy(bytes).into_owned());
            let end = source.text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            let place = Place { source, span: at..end };
            let diagnostic = Diagnostic::new(&rules::FILE_ENCODING, message).at(&place);
            return Err(Some(diagnostic.help("save the file as UTF-8 in your editor")));
        }
    };
    if text.trim().trim_start_matches('\u{feff}').is_empty() {
        let diagnostic = Diagnostic::new(&rules::FILE_EMPTY, format!("{path} is empty")).on(path);
        return Err(Some(diagnostic.help(rules::FILE_EMPTY.mend)));
    }
    Ok(made(text))
}

/// The tables of a file, every mistake in them reported. The flag says whether the file kept the rules of TOML.
pub(super) fn tables<'a>(
    source: &'a Arc<Source>,
    shape: &Shape,
    out: &mut Vec<Diagnostic>,
) -> (Spanned<DeTable<'a>>, bool) {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let place = |span: std::ops::Range<usize>| Place { source: Arc::clone(source), span };
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut last = None;
    for error in &errors {
        let end = source.text.len();
        let place = place(error.span().unwrap_or(end..end));
        let (line, _) = place.line_column();
        // One missing sign makes the parser stumble over the lines that follow; the first tells what to mend.
        let follows = last.is_some_and(|last: usize| line == last || line == last + 1);
        last = Some(line);
        if !follows {
            let (rule, message, help) = plain(error.message());
            found.push(Diagnostic::new(rule, message).at(&place).help(help));
        }
    }
    let spans = errors.iter().filter_map(toml::de::Error::span);
    let lines: Vec<usize> = spans.map(|span| place(span).line_column().0).collect();
    let mut inner = Vec::new();
    let mut checker = Checker { source, broken: !errors.is_empty(), out: &mut inner };
    checker.table(shape, document.get_ref(), &(0..0));
    // What the parser made of a broken line says nothing about what its writer meant.
    inner.retain(|d: &Diagnostic| d.place.as_ref().is_none_or(|place| !lines.contains(&place.line_column().0)));
    out.extend(found);
    out.extend(inner);
    (document, errors.is_empty())
}

/// The root of a file as a node.
pub(super) fn root<'a>(source: &'a Arc<Source>, document: &'a Spanned<DeTable<'a>>) -> Node<'a> {
    Node { table: document.get_ref(), source, start: (0, 0) }
}

/// The parser's message in the words of someone who is no programmer.
fn plain(message: &str) -> (&'static rules::Rule, String, &'static str) {
    const QUOTES: &str =
        "a text stands between quotation marks: \"...\"; one over several lines between \"\"\" and \"\"\"";
    const LIST: &str = "a list stands between square brackets, its values parted by commas: [\"a4\", \"a5\"]";
    const LINE: &str = "a line has the form `key = \"text\"`";
    let syntax = &rules::TOML_SYNTAX;
    let known = [
        ("duplicate key", &rules::DUPLICATE, "this key or table stands twice", "take one of the two out"),
        ("invalid basic string", syntax, "a closing quotation mark is missing", QUOTES),
        ("invalid multi-line basic string", syntax, "the closing \"\"\" is missing", QUOTES),
        ("string values must be quoted", syntax, "a text stands here without quotation marks", QUOTES),
        ("missing comma between array elements", syntax, "before this a comma or the closing ] is missing", LIST),
        ("missing opening quote", syntax, "the opening quotation mark is missing", QUOTES),
        (
            "missing escaped value",
            syntax,
            "a backslash stands before a sign that needs none",
            "write \\\\ for a backslash",
        ),
        ("missing value", syntax, "a key stands here without a value", LINE),
        ("missing assignment", syntax, "an equals sign is missing", LINE),
        ("extra `=`", syntax, "one equals sign is too many", LINE),
        ("invalid unquoted key", syntax, "a key has only letters a to z, digits, - and _", LINE),
        ("unclosed table", syntax, "the closing ] is missing", "a table begins with its name in brackets: [contact]"),
        (
            "unclosed array table",
            syntax,
            "the closing ]] is missing",
            "a list of tables has double brackets: [[section]]",
        ),
        ("unclosed array", syntax, "the closing ] is missing", LIST),
        ("unclosed inline table", syntax, "the closing } is missing", "{ format = \"a5\", pages = 2 }"),
        ("key with no value", syntax, "a key stands here without a value", LINE),
    ];
    let entry = known.into_iter().find(|(start, ..)| message.starts_with(start));
    entry.map_or_else(
        || (syntax, format!("this is not TOML: {message}"), LINE),
        |(_, rule, words, help)| (rule, words.to_owned(), help),
    )
}
