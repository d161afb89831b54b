//! Places inside a TOML string: which bytes of the file a part of the decoded text was written with.

use std::ops::Range;

/// The bytes, within the raw literal, of a range of the decoded text.
pub(super) fn raw_range(raw: &str, decoded: &Range<usize>) -> Range<usize> {
    if raw.len() < 2 || !raw.starts_with(['"', '\'']) {
        return 0..raw.len();
    }
    let steps = steps(raw);
    // The last step that begins at or before a byte is the one that wrote it.
    let step = |at: usize| steps.partition_point(|(decoded, _)| *decoded <= at).saturating_sub(1);
    let Some((_, first)) = steps.get(step(decoded.start)) else { return 0..raw.len() };
    let last = decoded.end.max(decoded.start + 1) - 1;
    let end = steps.get(step(last) + 1).map_or(raw.len(), |(_, range)| range.start);
    first.start..end.max(first.start)
}

/// For each sign of the decoded text: its offset there, and the raw bytes that wrote it; at last the end.
fn steps(raw: &str) -> Vec<(usize, Range<usize>)> {
    let basic = raw.starts_with('"');
    let fence = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
    // A literal that is cut short ends with any sign; then it has no closing fence to leave out.
    let end = raw.len().saturating_sub(fence).max(fence).min(raw.len());
    let end = if raw.is_char_boundary(end) { end } else { raw.len() };
    let mut at = fence.min(raw.len());
    // TOML trims a line break right after the opening fence of a multi-line string.
    if fence == 3 {
        let rest = &raw[at..];
        at += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    }
    let mut steps = Vec::new();
    let mut decoded = 0;
    while at < end {
        let rest = &raw[at..end];
        let Some(sign) = rest.chars().next() else { break };
        let (length, written) = if basic && sign == '\\' { escape(rest) } else { (sign.len_utf8(), sign.len_utf8()) };
        steps.push((decoded, at..at + length));
        decoded += written;
        at += length;
    }
    steps.push((decoded, end..end));
    steps
}

/// Length of an escape in the file, and of what it stands for in UTF-8 (TOML 1.1, String).
fn escape(rest: &str) -> (usize, usize) {
    let digits = match rest.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        Some(b' ' | b'\t' | b'\r' | b'\n') => {
            // A backslash at the end of a line joins it to the next word.
            let blank = rest[1..].find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len() - 1);
            return (1 + blank, 0);
        }
        Some(_) => return (1 + rest[1..].chars().next().map_or(0, char::len_utf8), 1),
        None => return (1, 1),
    };
    let value = rest.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
    value.map_or((2, 1), |c| (2 + digits, c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The raw text that wrote `part` of the decoded text.
    fn written<'a>(raw: &'a str, decoded: &str, part: &str) -> &'a str {
        let start = decoded.find(part).expect("part of the text");
        &raw[raw_range(raw, &(start..start + part.len()))]
    }

    #[test]
    fn places_survive_escapes() {
        assert_eq!(written(r#""a {x} b""#, "a {x} b", "{x}"), "{x}");
        assert_eq!(written(r#""a\n\"\u00e5 {x} b""#, "a\n\"å {x} b", "{x}"), "{x}");
        assert_eq!(written(r#""a \u007bx}""#, "a {x}", "{x}"), r"\u007bx}");
        assert_eq!(written("'a\\n {x}'", "a\\n {x}", "{x}"), "{x}");
        assert_eq!(written("\"\"\"\nörn \\\n   {x}\"\"\"", "örn {x}", "{x}"), "{x}");
        assert_eq!(written("'''\r\nörn {x}'''", "örn {x}", "{x}"), "{x}");
    }

    #[test]
    fn no_literal_panics() {
        for raw in ["", "\"", "\"\"\"", "\"\\", "\"\\u\"", "\"\\ué\"", "bare", "'''", "\"\"", "é"] {
            for start in 0..4 {
                let range = raw_range(raw, &(start..start + 2));
                assert!(raw.get(range).is_some(), "{raw}");
            }
        }
    }
}
