//! Reads a TOML file: bytes to text, text to tables, tables held against their shape.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use super::checker::Checker;
use super::node::Node;
use super::paths::PUBLICATIONS;
use super::runaway::{runaway, single_brackets};
use super::shape::Shape;
use super::slips::{QUOTES, slip};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::lang::Lang;
use crate::limits;
use crate::rules;
use crate::world::{ReadError, World};

/// Most findings that are told of the form of one file. A file with more is hardly a definition at all.
const MOST: usize = limits::FINDINGS_OF_A_FILE;

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
        return Err(Some(diagnostic.help(begun(path))));
    }
    Ok(made(text))
}

/// How a file is begun that is empty.
fn begun(path: &str) -> &'static str {
    match path.strip_prefix(PUBLICATIONS).and_then(|rest| rest.strip_prefix('/')).map(|rest| rest.rsplit_once('/')) {
        // A file without a folder of its own is none of a language.
        Some(None | Some((_, "sv.toml"))) => "delete it, then begin it with `leaflet new publication NAME`",
        Some(_) => "delete it, then begin it with `leaflet new translation PUBLICATION LANGUAGE`",
        None if path.starts_with("assets/") => "delete it; then the one inside the program is used",
        None => rules::FILE_EMPTY.mend,
    }
}

/// The tables of a file, every mistake in them reported, up to [`MOST`]. The flag says whether the file kept the rules of TOML.
pub(super) fn tables<'a>(
    source: &'a Arc<Source>,
    shape: &Shape,
    out: &mut Vec<Diagnostic>,
) -> (Spanned<DeTable<'a>>, bool) {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let whole = errors.is_empty();
    let lines = Lines::of(&source.text);
    let (found, readable) = syntax(source, &errors, &lines);
    let broken: BTreeSet<usize> =
        errors.iter().filter_map(toml::de::Error::span).map(|span| lines.at(span.start)).collect();
    let mut inner = Vec::new();
    let mut checker = Checker { source, lang: lang_of(document.get_ref()), broken: !whole, out: &mut inner };
    checker.table(shape, document.get_ref(), &(0..0));
    // What the parser made of a broken line says nothing about what its writer meant.
    inner.retain(|d: &Diagnostic| {
        let start = d.place.as_ref().map_or(0, |place| place.span.start);
        start < readable && !broken.contains(&lines.at(start))
    });
    // Errors first: the build goes by them, so that none may fall out below warnings.
    inner.sort_by_key(Diagnostic::level);
    out.extend(found.into_iter().chain(inner).take(MOST));
    (document, whole)
}

/// The language that a publication says it is in; Swedish where nothing is said.
fn lang_of(document: &DeTable<'_>) -> Lang {
    let publication = document.get("publication").and_then(|table| table.get_ref().as_table());
    let code = publication.and_then(|table| table.get("lang")).and_then(|code| code.get_ref().as_str());
    code.and_then(Lang::from_code).unwrap_or(Lang::SV)
}

/// The mistakes against TOML itself, and from which byte on nothing can be told, because a text or list does not end.
fn syntax(source: &Arc<Source>, errors: &[toml::de::Error], lines: &Lines) -> (Vec<Diagnostic>, usize) {
    let text = source.text.as_str();
    let end = text.len();
    let mut spans: Vec<_> = errors.iter().map(|error| (error.span().unwrap_or(end..end), error.message())).collect();
    spans.sort_by_key(|(span, _)| span.start);
    let at = |span: &Range<usize>| Place { source: Arc::clone(source), span: span.clone() };
    let mut found = Vec::new();
    let runaway = runaway(text, &spans);
    let readable = runaway.as_ref().map_or(usize::MAX, |open| open.span.start);
    spans.retain(|(span, _)| span.start < readable);
    // One bracket too few makes every other table of the name a second one.
    let single = if errors.is_empty() { Vec::new() } else { single_brackets(text) };
    for (span, name) in single.iter().filter(|(span, _)| span.start < readable) {
        let message = format!("`[{name}]` has one bracket on each side, but there may be several of them");
        let diagnostic = Diagnostic::new(&rules::TOML_SYNTAX, message).at(&at(span));
        found.push(diagnostic.help(format!("write `[[{name}]]`")));
    }
    spans.retain(|(span, said)| {
        let line = lines.text(text, span.start);
        let header = line.split('#').next().unwrap_or_default().trim().trim_matches(['[', ']']);
        !(said.starts_with("duplicate key") && single.iter().any(|(_, name)| *name == header))
    });
    let mut last = None;
    for (span, message) in spans {
        let line = lines.at(span.start);
        // One missing sign makes the parser stumble over the lines that follow; the first tells what to mend.
        let follows = last.is_some_and(|last: usize| line == last || line == last + 1);
        last = Some(line);
        if !follows {
            let (rule, message, help, span) = if let Some(slip) = slip(text, span.start, message) {
                (&rules::TOML_SYNTAX, slip.what, slip.help, slip.at.unwrap_or(span))
            } else {
                let (rule, message, help) = plain(message);
                (rule, message, help.to_owned(), span)
            };
            found.push(Diagnostic::new(rule, message).at(&at(&span)).help(help));
        }
    }
    if let Some(open) = runaway {
        found.push(Diagnostic::new(&rules::TOML_SYNTAX, open.what).at(&at(&open.span)).help(open.help));
    }
    found.sort_by_key(|found| found.place.as_ref().map(|place| place.span.start));
    (found, readable)
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        Lines(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line, from 0, that a byte stands on.
    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte)
    }

    /// That line.
    fn text<'a>(&self, text: &'a str, byte: usize) -> &'a str {
        let start = self.at(byte).checked_sub(1).and_then(|line| self.0.get(line)).copied().unwrap_or_default();
        text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }
}

/// The root of a file as a node.
pub(super) fn root<'a>(source: &'a Arc<Source>, document: &'a Spanned<DeTable<'a>>) -> Node<'a> {
    Node { table: document.get_ref(), source, start: (0, 0) }
}

/// The parser's message in the words of someone who is no programmer.
fn plain(message: &str) -> (&'static rules::Rule, String, &'static str) {
    const LIST: &str = "a list stands between square brackets, its values parted by commas: [\"a4\", \"a5\"]";
    const LINE: &str = "a line has the form `key = \"text\"`";
    let syntax = &rules::TOML_SYNTAX;
    let known = [
        ("duplicate key", &rules::DUPLICATE, "this key or table stands twice", "take one of the two out"),
        ("invalid basic string", syntax, "a closing quotation mark is missing", QUOTES),
        ("invalid multi-line basic string", syntax, "the closing \"\"\" is missing", QUOTES),
        ("string values must be quoted", syntax, "a text stands here without quotation marks", QUOTES),
        ("missing comma between array elements", syntax, "before this a comma or the closing ] is missing", LIST),
        (
            "missing comma between key-value pairs",
            syntax,
            "before this a comma is missing",
            "the values between braces are parted by commas: { phone = \"112\", name = \"Nödnumret\" }",
        ),
        ("missing opening quote", syntax, "the opening quotation mark is missing", QUOTES),
        (
            "missing escaped value",
            syntax,
            "a backslash stands before a sign that needs none",
            "write \\\\ for a backslash, and / between folders",
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
