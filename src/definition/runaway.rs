//! Texts and lists that do not end where they should, so that everything behind them is misread: they are told alone, at
//! the line on which they begin.

use std::ops::Range;

/// A mistake after which nothing means what it says.
#[derive(Debug)]
pub(super) struct Runaway {
    /// Where it begins.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: &'static str,
    /// How it is mended.
    pub help: String,
}

/// The first text or list that does not end, if that is what the parser has stumbled over: the places and words of its errors
/// in the order of the file.
pub(super) fn runaway(text: &str, errors: &[(Range<usize>, &str)]) -> Option<Runaway> {
    let found = [open_text(text), open_list(text, errors)];
    let after = |found: &Runaway| errors.iter().any(|(span, _)| span.start >= found.span.start);
    found.into_iter().flatten().filter(after).min_by_key(|found| found.span.start)
}

/// The value of a line `key = value`, and where it begins in the line.
fn value_of(line: &str) -> Option<(usize, &str)> {
    let (key, value) = line.split_once('=')?;
    let is_key = !key.trim().is_empty() && key.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    let blank = value.len() - value.trim_start().len();
    is_key.then(|| (key.len() + 1 + blank, value.trim()))
}

/// A text over several lines that another begins in, or the end of the file.
fn open_text(text: &str) -> Option<Runaway> {
    let mut open: Option<(usize, &str)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let begun = value_of(line).and_then(|(within, value)| {
            let fence = ["\"\"\"", "'''"].into_iter().find(|fence| value.starts_with(fence))?;
            Some((start + within, fence, value[fence.len()..].contains(fence)))
        });
        match (open, begun) {
            (Some(_), Some((.., false))) => break,
            (Some((_, fence)), _) if line.contains(fence) => open = None,
            (None, Some((place, fence, false))) => open = Some((place, fence)),
            _ => {}
        }
    }
    let (place, fence) = open?;
    Some(Runaway {
        span: place..place + fence.len(),
        what: "the text that begins here has no end",
        help: format!("write {fence} on a line of its own below its last words"),
    })
}

/// A list that goes on into the next key or table.
fn open_list(text: &str, errors: &[(Range<usize>, &str)]) -> Option<Runaway> {
    let (at, said) = errors.iter().find_map(|(span, said)| {
        let of_list = ["missing comma between array elements", "unclosed array", "unexpected `=` in array"];
        of_list
            .iter()
            .any(|kind| said.starts_with(kind) && !said.starts_with("unclosed array table"))
            .then_some((text.floor_char_boundary(span.start.min(text.len())), *said))
    })?;
    let line_start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let header = line.trim_start().starts_with('[') && line.trim_end().ends_with(']');
    if !said.starts_with("unclosed array") && !header && value_of(line).is_none() {
        return None;
    }
    // The list begins on the last line above that gives a key a value in brackets.
    let above = if said.starts_with("unclosed array") { &text[..at] } else { &text[..line_start] };
    let mut end = above.len();
    for line in above.split_inclusive('\n').rev() {
        let start = end - line.len();
        end = start;
        let inside = line.trim_start();
        if inside.starts_with(']') || inside.starts_with("[[") {
            return None;
        }
        let Some((within, value)) = value_of(line) else { continue };
        let value = value.split(" #").next().unwrap_or(value).trim_end();
        if !value.starts_with('[') || depth(value) < 1 {
            return None;
        }
        // On one line it can be shown whole.
        let one =
            value.len() > 1 && !value.ends_with([',', '{']) && value.matches('{').count() == value.matches('}').count();
        let help = if one {
            format!("write `{} = {value}]`", line[..within].trim_end().trim_end_matches('=').trim())
        } else {
            "write ] on a line of its own below its last value".to_owned()
        };
        return Some(Runaway {
            span: start + within..start + within + value.len(),
            what: "the list that begins here has no closing ]",
            help,
        });
    }
    None
}

/// How many brackets are open at the end of a line.
fn depth(value: &str) -> i32 {
    let mut open = None;
    let mut depth = 0;
    for c in value.chars() {
        match (open, c) {
            (None, '"' | '\'') => open = Some(c),
            (Some(mark), c) if c == mark => open = None,
            (None, '[') => depth += 1,
            (None, ']') => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// Tables that stand several times in a file, so that their names have two brackets on each side.
const SEVERAL: [&str; 8] =
    ["section", "fact", "sender", "override", "social", "distribution", "order.item", "order.delivery"];

/// Headers with one bracket in the place of two, of tables that stand in the file again: their places and names.
pub(super) fn single_brackets(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut all: Vec<(Range<usize>, &str, bool)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let header = line.split('#').next().unwrap_or_default().trim();
        let double = header.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
        let single = header.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(name) = double.or(single).map(str::trim).filter(|name| SEVERAL.contains(name)) {
            all.push((start..start + header.len(), name, double.is_none()));
        }
    }
    let again = |name: &str| all.iter().filter(|(_, other, _)| *other == name).count() > 1;
    let wrong = all.iter().filter(|(_, name, single)| *single && again(name));
    wrong.map(|(span, name, _)| (span.clone(), *name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_end_is_found_where_it_begins() {
        let text = "a = \"\"\"\nett\n\"\"\"\nb = \"\"\"\ntvå\n\"\"\n[[x]]\nc = \"\"\"\ntre\n\"\"\"\n";
        let errors = [(text.len()..text.len(), "invalid multi-line basic string")];
        let found = runaway(text, &errors).expect("found");
        assert_eq!(found.span.start, text.find("\"\"\"\ntvå").expect("there"));
        assert!(runaway("a = \"\"\"\nett\n\"\"\"\nb = 1..2\n", &[(20..21, "invalid float")]).is_none());

        let text = "a = 1\nformats = [\"a5\" # x\nmax = 45\n[[section]]\n";
        let at = text.find("max").expect("there");
        let found = runaway(text, &[(at..at, "missing comma between array elements, expected `,`")]).expect("found");
        assert_eq!((&text[found.span], found.help.as_str()), ("[\"a5\"", "write `formats = [\"a5\"]`"));
        let text = "publications = [\"a\"]\na = [1, = 2]\n";
        assert!(runaway(text, &[(24..25, "unexpected `=` in array, expected value, `]`")]).is_none());
        let text = "steps = [\n  \"a\"\n  \"b\"\n]\n";
        let at = text.find("\"b\"").expect("there");
        assert!(runaway(text, &[(at..at, "missing comma between array elements, expected `,`")]).is_none());
    }

    #[test]
    fn single_brackets_are_told_where_the_table_stands_again() {
        let found = single_brackets("[contact]\n[section] # a\n[[section]]\n[fact]\n");
        assert_eq!(found.iter().map(|(_, name)| *name).collect::<Vec<_>>(), ["section"]);
        assert_eq!(found[0].0, 10..19);
    }
}
