//! Values that break the rules of TOML in a way that tells what was meant: curly quotation marks, quotation marks inside
//! others or none at all, dates and telephone numbers as they are written elsewhere.

/// How a text is written.
pub(super) const QUOTES: &str =
    "a text stands between quotation marks: \"...\"; one over several lines between \"\"\" and \"\"\"";

/// What is wrong with the value on the line that a byte stands on, and how it is written; `None` if it is none of these.
/// `said` is what the parser says of that byte.
pub(super) fn slip(text: &str, at: usize, said: &str) -> Option<(&'static str, &'static str)> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let line = text[start..].lines().next()?;
    let (key, value) = line.split_once('=')?;
    if !key.trim().chars().all(|c| c.is_ascii_alphanumeric() || "-_. {".contains(c)) {
        return None;
    }
    let value = value.split('#').next()?.trim().trim_end_matches([',', '}']).trim_end();
    let first = value.trim_start_matches(['[', '{', ' ']).chars().next()?;
    if "”“„‟’‘‚»«".contains(first) {
        return Some((
            "the quotation marks here are curly, as word processors make them",
            "write straight ones: \"...\"",
        ));
    }
    if is_day(value) {
        return Some(("there is no such day in the calendar", "correct the year, the month or the day"));
    }
    if is_date(value) {
        return Some((
            "a date is not written like this",
            "write year, month and day with hyphens and without quotation marks, such as 2026-11-21",
        ));
    }
    if is_phone(value) {
        return Some(("a telephone number stands here without quotation marks", "write it as \"054-19 73 38\""));
    }
    if !key.contains('{') && has_inner_marks(value) {
        return Some((
            "quotation marks stand inside a text that stands between the same ones",
            "write ”…” inside it, or a backslash before each inner mark, or put the whole between single ones: '...'",
        ));
    }
    // The parser takes `isabel@example.org` for `inf`, `nina` for `nan` and `2:a` for a time of day.
    let taken_for = said.split(' ').nth(1).unwrap_or_default();
    let bare = value.contains(char::is_alphabetic) && !value.contains(['"', '\'', '=']);
    if bare && ["float", "boolean", "integer", "time", "date"].iter().any(|kind| taken_for.starts_with(kind)) {
        return Some(("a text stands here without quotation marks", QUOTES));
    }
    None
}

/// Whether a text on one line has marks of the kind that it stands between.
fn has_inner_marks(value: &str) -> bool {
    let marks = value.matches('"').count() - value.matches("\\\"").count();
    value.len() > 1 && value.starts_with('"') && value.ends_with('"') && !value.starts_with("\"\"\"") && marks > 2
}

/// Whether a value is written as TOML writes a day, such as 2026-02-30.
fn is_day(value: &str) -> bool {
    let lengths = value.split('-').map(str::len);
    value.bytes().all(|b| b.is_ascii_digit() || b == b'-') && lengths.eq([4, 2, 2])
}

/// Whether a value is a day in another form than TOML's, such as 21/11/2026, 21.11.2026 or 2026/11/21.
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['/', '.', '-']).collect();
    let number = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    let year = |part: &str| part.len() == 4;
    let [first, middle, last] = parts[..] else { return false };
    parts.iter().all(number) && middle.len() <= 2 && (year(first) && last.len() <= 2 || year(last) && first.len() <= 2)
}

/// Whether a value is a telephone number: digits that begin with 0 or +, with what people put between them.
fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    value.starts_with(['0', '+', '('])
        && (5..=15).contains(&digits)
        && value.bytes().all(|b| b"0123456789 +-()/".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> &'static str {
        let text = format!("[contact]\n{line}\nname = \"A\"\n");
        slip(&text, text.find('=').expect("a value") + 3, "invalid float").map_or("", |(what, _)| what)
    }

    #[test]
    fn what_was_meant_is_told_from_its_form() {
        for (line, what) in [
            ("short = ”Text”", "curly"),
            ("formats = [“a4”]", "curly"),
            ("verified = 21/11/2026", "date"),
            ("verified = 2026/11/21 # i dag", "date"),
            ("verified = 21.11.2026", "date"),
            ("phone = 031-390 06 12", "telephone"),
            ("phone = 0313900612", "telephone"),
            ("phone = +46 31 390 06 12", "telephone"),
            ("date = 2026-02-30", "no such day"),
            ("short = \"Dalarnas \"fina\" län\" # så", "inside"),
            ("short = \"\"Fina\" Dalarna\"", "inside"),
            ("email = isabel@example.org # så", "without quotation marks"),
            ("role = 2:a sekreterare", "without quotation marks"),
            ("formats = [nina]", "without quotation marks"),
        ] {
            assert!(said(line).contains(what), "{line}: {}", said(line));
        }
        for line in [
            "pages = 07",
            "ink = 1..2",
            "name \"A\"",
            "text = \"År = ”x\"",
            "size = 1/2/3",
            "short = \"Dalarnas \\\"fina\\\" län\"",
            "short = \"\"\"Dalarnas \"fina\" län\"\"\"",
            "lines = [{ name = \"a\", for = \"b\" }]",
        ] {
            assert_eq!(said(line), "", "{line}");
        }
    }
}
