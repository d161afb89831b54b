//! Lines that break the rules of TOML in a way that tells what was meant: curly quotation marks, quotation marks inside
//! others or none at all, dates and telephone numbers as they are written elsewhere, lists without their brackets, and signs
//! that nobody can see.

use std::ops::Range;

use super::checker::plain_number;

/// How a text is written.
pub(super) const QUOTES: &str =
    "a text stands between quotation marks: \"...\"; one over several lines between \"\"\" and \"\"\"";

/// Keys whose value is a day.
const DAYS: [&str; 4] = ["verified", "checked", "date", "deadline"];
/// Keys whose value is yes or no.
const FLAGS: [&str; 7] = ["reviewed", "keep", "recipients", "tabs_qr", "italic", "hyphenate", "justify"];
/// Words for yes or no as other programs write them.
const YES_OR_NO: [&str; 8] = ["true", "false", "ja", "nej", "yes", "no", "sant", "falskt"];

/// What is wrong with a line.
#[derive(Debug)]
pub(super) struct Slip {
    /// In words.
    pub what: String,
    /// How it is written.
    pub help: String,
    /// Where, if it is elsewhere than the parser says.
    pub at: Option<Range<usize>>,
}

impl Slip {
    /// A slip where the parser has stumbled.
    fn new(what: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip { what: what.into(), help: help.into(), at: None }
    }
}

/// What is wrong with the line that a byte stands on, and how it is written; `None` if it is none of these.
/// `said` is what the parser says of that byte.
pub(super) fn slip(text: &str, at: usize, said: &str) -> Option<Slip> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let line = text[start..].lines().next()?;
    if let Some(found) = unseen(line, start) {
        return Some(found);
    }
    if let Some(comment) = line.trim_start().strip_prefix("//") {
        return Some(Slip::new("a comment does not begin with //", format!("write `# {}`", comment.trim())));
    }
    let Some((key, value)) = line.split_once('=') else { return colon(line) };
    if !key.trim().chars().all(|c| c.is_ascii_alphanumeric() || "-_. {".contains(c)) {
        return None;
    }
    let value = value.split('#').next()?.trim();
    let key = key.trim();
    end_sign(value, said).or_else(|| of_value(key, value.trim_end_matches([',', '}']).trim_end(), said))
}

/// What is wrong with a value, without the comma or brace behind it.
fn of_value(key: &str, value: &str, said: &str) -> Option<Slip> {
    let first = value.trim_start_matches(['[', '{', ' ']).chars().next()?;
    if "”“„‟’‘‚»«".contains(first) {
        return Some(Slip::new(
            "the quotation marks here are curly, as word processors make them",
            "write straight ones: \"...\"",
        ));
    }
    if is_day(value) {
        return Some(Slip::new("there is no such day in the calendar", "correct the year, the month or the day"));
    }
    let bare = value.contains(char::is_alphabetic) && !value.contains(['"', '\'', '=']);
    if is_date(value) || bare && (DAYS.contains(&key) || is_day_in_words(value)) {
        return Some(Slip::new(
            "a date is not written like this",
            "write year, month and day with hyphens and without quotation marks, such as 2026-11-21",
        ));
    }
    let lower = value.to_lowercase();
    let yes_or_no = YES_OR_NO.contains(&lower.as_str());
    if bare && (FLAGS.contains(&key) || yes_or_no && lower.starts_with(['t', 'f'])) {
        return Some(Slip::new(
            "yes or no is not written like this",
            format!("write `{key} = true` or `{key} = false`, in small letters and without quotation marks"),
        ));
    }
    if value.contains([' ', '\u{a0}', '\u{202f}'])
        && !value.starts_with('0')
        && let Some(key) = key.rsplit([' ', '{', '.']).next().filter(|key| !["phone", "qr"].contains(key))
        && let Some(number) = plain_number(value)
    {
        return Some(Slip::new("a number is written without spaces", format!("write `{key} = {number}`")));
    }
    if is_phone(value) {
        return Some(Slip::new(
            "a telephone number stands here without quotation marks",
            "write it as \"054-19 73 38\"",
        ));
    }
    if is_bare_list(value) {
        return Some(Slip::new("a list stands here without square brackets", format!("write `{key} = [{value}]`")));
    }
    if !key.contains('{') && has_inner_marks(value) {
        return Some(Slip::new(
            "quotation marks stand inside a text that stands between the same ones",
            "write ”…” inside it, or a backslash before each inner mark, or put the whole between single ones: '...'",
        ));
    }
    // The parser takes `isabel@example.org` for `inf`, `nina` for `nan` and `2:a` for a time of day.
    let taken_for = said.split(' ').nth(1).unwrap_or_default();
    if bare && ["float", "boolean", "integer", "time", "date"].iter().any(|kind| taken_for.starts_with(kind)) {
        return Some(Slip::new("a text stands here without quotation marks", QUOTES));
    }
    None
}

/// A sign outside of texts that looks like a space or like nothing, as it comes along from word processors.
fn unseen(line: &str, start: usize) -> Option<Slip> {
    let mut open = None;
    for (at, c) in line.char_indices() {
        match (open, c) {
            (None, '#') => return None,
            (None, '"' | '\'') => open = Some(c),
            (Some(mark), c) if c == mark => open = None,
            (Some(_), _) => {}
            (None, c) => {
                let span = Some(start + at..start + at + c.len_utf8());
                let code = u32::from(c);
                if let Some(name) = wide(c) {
                    let what = format!("here stands a {name} (U+{code:04X}), which looks like a space and is none");
                    return Some(Slip { what, help: "replace it by a space".to_owned(), at: span });
                }
                if let Some(name) = narrow(c) {
                    let what = format!("here stands a {name} (U+{code:04X}), which nobody can see");
                    return Some(Slip { what, help: "delete it".to_owned(), at: span });
                }
            }
        }
    }
    None
}

/// What a sign is called that looks like a space.
fn wide(c: char) -> Option<&'static str> {
    match c {
        '\u{a0}' => Some("no-break space"),
        '\u{202f}' => Some("narrow no-break space"),
        '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => Some("space of another width"),
        _ => None,
    }
}

/// What a sign is called that cannot be seen.
fn narrow(c: char) -> Option<&'static str> {
    match c {
        '\u{200b}' => Some("zero-width space"),
        '\u{ad}' => Some("soft hyphen"),
        '\u{200c}' | '\u{200d}' | '\u{2060}' => Some("joiner"),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some("direction mark"),
        '\u{feff}' => Some("byte order mark"),
        _ => None,
    }
}

/// A colon where an equals sign belongs.
fn colon(line: &str) -> Option<Slip> {
    let (key, value) = line.split_once(':')?;
    let (key, value) = (key.trim(), value.trim());
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    (is_key && !value.is_empty())
        .then(|| Slip::new("a colon stands here in the place of an equals sign", format!("write `{key} = {value}`")))
}

/// A sign at the end of a line that other languages ask for.
fn end_sign(value: &str, said: &str) -> Option<Slip> {
    if !said.starts_with("unexpected key or value") {
        return None;
    }
    match value.chars().next_back()? {
        ';' => Some(Slip::new("a semicolon stands at the end of the line", "take it out")),
        ',' if !is_bare_list(value.trim_end_matches(',')) => Some(Slip::new(
            "a comma stands at the end of the line",
            "take it out; a list of several values stands in square brackets: [\"a4\", \"a5\"]",
        )),
        _ => None,
    }
}

/// Whether texts stand beside each other with commas between them.
fn is_bare_list(value: &str) -> bool {
    let mut rest = value;
    let mut count = 0;
    loop {
        let Some((text, after)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) else { return false };
        count += 1;
        let after = after.trim_start();
        if text.is_empty() || after.is_empty() {
            return !text.is_empty() && count > 1;
        }
        let Some(next) = after.strip_prefix(',') else { return false };
        rest = next.trim_start();
    }
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

/// Whether a value is a day with the month in letters, such as 21 november 2026.
fn is_day_in_words(value: &str) -> bool {
    let words: Vec<&str> = value.split_whitespace().collect();
    let [day, month, year] = words[..] else { return false };
    let digits = |word: &str, most: usize| word.len() <= most && word.bytes().all(|b| b.is_ascii_digit());
    digits(day.trim_end_matches('.'), 2) && month.chars().all(|c| c.is_alphabetic() || c == '.') && digits(year, 4)
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

    fn found(line: &str, said: &str) -> String {
        let text = format!("[contact]\n{line}\nname = \"A\"\n");
        let at = text.find(['=', ':', '/']).expect("a value") + 1;
        slip(&text, at, said).map_or_else(String::new, |slip| format!("{}; {}", slip.what, slip.help))
    }

    #[test]
    fn what_was_meant_is_told_from_its_form() {
        for (line, what) in [
            ("short = ”Text”", "curly"),
            ("formats = [“a4”]", "curly"),
            ("verified = 21/11/2026", "date"),
            ("verified = 2026/11/21 # i dag", "date"),
            ("verified = 21.11.2026", "date"),
            ("verified = 21 november 2026", "date"),
            ("verified = ÅÅÅÅ-MM-DD", "date"),
            ("day = 3 mars 2026", "date"),
            ("reviewed = ja", "`reviewed = true`"),
            ("x = True", "`x = true`"),
            ("formats = \"a5\", \"a4\"", "`formats = [\"a5\", \"a4\"]`"),
            ("phone = 031-390 06 12", "telephone"),
            ("phone = 0313900612", "telephone"),
            ("phone = +46 31 390 06 12", "telephone"),
            ("date = 2026-02-30", "no such day"),
            ("quantity = 1 000", "write `quantity = 1000`"),
            ("  { quantity = 12 500 },", "write `quantity = 12500`"),
            ("short = \"Dalarnas \"fina\" län\" # så", "inside"),
            ("short = \"\"Fina\" Dalarna\"", "inside"),
            ("email = isabel@example.org # så", "without quotation marks"),
            ("role = 2:a sekreterare", "without quotation marks"),
            ("formats = [nina]", "without quotation marks"),
            ("// tema", "`# tema`"),
            ("short: \"A\"", "`short = \"A\"`"),
            ("short\u{a0}= \"A\"", "no-break space (U+00A0)"),
            ("short =\u{200b} \"A\"", "zero-width space (U+200B)"),
        ] {
            let said = found(line, "invalid float");
            assert!(said.contains(what), "{line}: {said}");
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
            "short = \"a\u{a0}b\" # c\u{a0}d",
        ] {
            let line = format!("{line} #=");
            assert_eq!(found(&line, "invalid float"), "", "{line}");
        }
        assert!(found("theme = \"sheet\";", "unexpected key or value").contains("semicolon"));
        assert!(found("steps = \"Spara.\",", "unexpected key or value").contains("comma"));
    }
}
