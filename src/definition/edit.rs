//! Changes definition files as their author would: one value at a time, with comments, order and style kept.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use serde_json::{Map, Value};
use toml_edit::{Array, ArrayOfTables, Document, DocumentMut, Item, Table, TableLike, Value as TomlValue};

/// Most characters of a line of text that is written.
const LINE: usize = 118;

/// A value to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewValue {
    /// Words or paragraphs.
    Text(String),
    /// A day as `2026-11-21`; what is no day is written as text, which the checks then speak of.
    Day(String),
    /// A list of words.
    Texts(Vec<String>),
    /// A table below the one that is added.
    Table(Vec<(String, NewValue)>),
}

/// One step from a table to what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Under this key.
    Key(String),
    /// In the list, counted from 0.
    Index(usize),
}

/// A change to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Writes a value; the table around it is made if it is the first.
    Set(Vec<Step>, NewValue),
    /// Takes a value or a table of a list out; it is no fault if it is gone already.
    Remove(Vec<Step>),
    /// Adds a table to the end of a list of tables.
    Append(String, Vec<(String, NewValue)>),
}

/// Why a file cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It is not TOML, for this reason.
    #[error("the file is not TOML: {0}")]
    Syntax(String),
    /// A step leads nowhere.
    #[error("there is no `{0}` in the file")]
    Missing(String),
}

/// A path such as `contact.phone` or `section.2.text`.
#[must_use]
pub fn path(text: &str) -> Vec<Step> {
    let step = |part: &str| part.parse().map_or_else(|_| Step::Key(part.to_owned()), Step::Index);
    text.split('.').map(step).collect()
}

/// The text of a file after these changes, in their order.
///
/// # Errors
/// When the text is not TOML, or a change names a place that is not there.
pub fn edited(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| EditError::Syntax(error.message().to_owned()))?;
    for edit in edits {
        match edit {
            Edit::Set(path, value) => set(&mut document, path, value)?,
            Edit::Remove(path) => remove(&mut document, path)?,
            Edit::Append(list, values) => append(&mut document, list, values)?,
        }
    }
    // Line ends of the file stay as they are: TOML reads both, and the writer leaves only its own.
    let written = document.to_string();
    Ok(if text.contains("\r\n") { written.replace("\r\n", "\n").replace('\n', "\r\n") } else { written })
}

/// A file as data: its texts, days as texts, lists and tables; an empty table if it is not TOML.
#[must_use]
pub fn tree(text: &str) -> Value {
    text.parse::<DocumentMut>().map_or_else(|_| Value::Object(Map::new()), |document| table_tree(document.as_table()))
}

fn table_tree(table: &dyn TableLike) -> Value {
    Value::Object(table.iter().map(|(key, item)| (key.to_owned(), item_tree(item))).collect())
}

fn item_tree(item: &Item) -> Value {
    match item {
        Item::Table(table) => table_tree(table),
        Item::ArrayOfTables(tables) => Value::Array(tables.iter().map(|table| table_tree(table)).collect()),
        Item::Value(value) => value_tree(value),
        Item::None => Value::Null,
    }
}

fn value_tree(value: &TomlValue) -> Value {
    match value {
        TomlValue::String(text) => Value::String(text.value().clone()),
        TomlValue::Boolean(flag) => Value::Bool(*flag.value()),
        TomlValue::Array(list) => Value::Array(list.iter().map(value_tree).collect()),
        TomlValue::InlineTable(table) => table_tree(table),
        // Days and numbers as they are written.
        TomlValue::Datetime(day) => Value::String(day.value().to_string()),
        TomlValue::Integer(number) => Value::String(number.value().to_string()),
        TomlValue::Float(number) => Value::String(number.value().to_string()),
    }
}

/// The text at a path such as `section.2.text`.
#[must_use]
pub fn text_at(text: &str, path: &str) -> Option<String> {
    Some(tree(text).pointer(&format!("/{}", path.replace('.', "/")))?.as_str()?.to_owned())
}

/// The path of the value that is written at this byte of the text, such as `contact.phone`; of a heading in brackets that of
/// its table.
#[must_use]
pub fn path_at(text: &str, offset: usize) -> Option<String> {
    let document = Document::parse(text).ok()?;
    inside(document.as_table(), offset).map(|steps| steps.join("."))
}

/// The steps from a table to what is written at this byte.
fn inside(table: &dyn TableLike, offset: usize) -> Option<Vec<String>> {
    let holds = |span: Option<Range<usize>>| span.is_some_and(|span| span.contains(&offset));
    table.iter().find_map(|(name, item)| {
        let below = |inner: Option<Vec<String>>| inner.map(|steps| [vec![name.to_owned()], steps].concat());
        match item {
            Item::Table(inner) => below(inside(inner, offset).or_else(|| holds(inner.span()).then(Vec::new))),
            Item::ArrayOfTables(tables) => tables.iter().enumerate().find_map(|(index, inner)| {
                let found = inside(inner, offset).or_else(|| holds(inner.span()).then(Vec::new))?;
                below(Some([vec![index.to_string()], found].concat()))
            }),
            Item::Value(value) => {
                let named = table.get_key_value(name).is_some_and(|(key, _)| holds(key.span()));
                let own = || (named || holds(value.span())).then(|| vec![name.to_owned()]);
                below(value.as_inline_table().and_then(|inner| inside(inner, offset))).or_else(own)
            }
            Item::None => None,
        }
    })
}

/// The texts and days of a table, by key; empty if the file is not TOML or has no such table.
#[must_use]
pub fn values(text: &str, table: &str) -> BTreeMap<String, String> {
    let Ok(document) = text.parse::<DocumentMut>() else { return BTreeMap::new() };
    let entries = document.get(table).and_then(Item::as_table_like).map(TableLike::iter);
    let shown =
        |value: &TomlValue| value.as_str().map(str::to_owned).or_else(|| value.as_datetime().map(ToString::to_string));
    entries.into_iter().flatten().filter_map(|(key, item)| Some((key.to_owned(), shown(item.as_value()?)?))).collect()
}

/// A path as it is written in a message.
fn spelled(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        let dot = if out.is_empty() { "" } else { "." };
        // Writing to a string cannot fail.
        let _ = match step {
            Step::Key(key) => write!(out, "{dot}{key}"),
            Step::Index(index) => write!(out, "{dot}{index}"),
        };
    }
    out
}

/// Writes a value at a path whose last step is a key.
fn set(document: &mut DocumentMut, path: &[Step], value: &NewValue) -> Result<(), EditError> {
    let missing = || EditError::Missing(spelled(path));
    let [above @ .., Step::Key(key)] = path else { return Err(missing()) };
    if let [Step::Key(table)] = above
        && !document.contains_key(table)
    {
        document.insert(table, Item::Table(Table::new()));
    }
    let table = table_at(document.as_table_mut(), above).ok_or_else(missing)?;
    match table.get_mut(key) {
        Some(item) => {
            let old = item.as_value();
            if old.is_some_and(|old| same(old, value)) {
                return Ok(());
            }
            let mut new = literal(value, old);
            if let Some(old) = old {
                *new.decor_mut() = old.decor().clone();
            }
            *item = Item::Value(new);
        }
        None => {
            table.insert(key, Item::Value(literal(value, None)));
        }
    }
    Ok(())
}

/// Takes out what a path leads to.
fn remove(document: &mut DocumentMut, path: &[Step]) -> Result<(), EditError> {
    let missing = || EditError::Missing(spelled(path));
    match path {
        [above @ .., Step::Key(key)] => {
            if let Some(table) = table_at(document.as_table_mut(), above) {
                table.remove(key);
            }
        }
        [above @ .., Step::Key(list), Step::Index(index)] => {
            let table = table_at(document.as_table_mut(), above).ok_or_else(missing)?;
            let tables = table.get_mut(list).and_then(Item::as_array_of_tables_mut).ok_or_else(missing)?;
            if *index < tables.len() {
                tables.remove(*index);
            }
        }
        _ => return Err(missing()),
    }
    Ok(())
}

/// Adds a table to a list of tables.
fn append(document: &mut DocumentMut, list: &str, values: &[(String, NewValue)]) -> Result<(), EditError> {
    let table = table_of(values);
    let tables = document.entry(list).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    tables.as_array_of_tables_mut().ok_or_else(|| EditError::Missing(list.to_owned()))?.push(table);
    Ok(())
}

/// A table with these values, set off by an empty line.
fn table_of(values: &[(String, NewValue)]) -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    for (key, value) in values {
        let item = match value {
            NewValue::Table(inner) => Item::Table(table_of(inner)),
            other => Item::Value(literal(other, None)),
        };
        table.insert(key, item);
    }
    table
}

/// The table at the end of a path.
fn table_at<'t>(root: &'t mut Table, path: &[Step]) -> Option<&'t mut dyn TableLike> {
    let mut table: &mut dyn TableLike = root;
    let mut steps = path.iter().peekable();
    while let Some(step) = steps.next() {
        let Step::Key(key) = step else { return None };
        let item = table.get_mut(key)?;
        table = match steps.peek() {
            Some(Step::Index(index)) => {
                steps.next();
                match item {
                    Item::ArrayOfTables(tables) => tables.get_mut(*index)?,
                    Item::Value(TomlValue::Array(list)) => list.get_mut(*index)?.as_inline_table_mut()?,
                    _ => return None,
                }
            }
            _ => item.as_table_like_mut()?,
        };
    }
    Some(table)
}

/// Whether a file says this already.
fn same(old: &TomlValue, new: &NewValue) -> bool {
    match new {
        NewValue::Text(text) => old.as_str() == Some(text),
        NewValue::Day(day) => old.as_datetime().map_or_else(|| old.as_str() == Some(day), |d| d.to_string() == *day),
        NewValue::Texts(texts) => {
            let list = old.as_array().map(|list| list.iter().map(TomlValue::as_str).collect::<Option<Vec<_>>>());
            list.flatten().is_some_and(|list| list == *texts)
        }
        NewValue::Table(_) => false,
    }
}

/// A value as TOML: paragraphs in the manner of the old value, everything else on a line.
fn literal(value: &NewValue, old: Option<&TomlValue>) -> TomlValue {
    match value {
        NewValue::Text(text) => {
            let long = text.contains('\n') || old.is_some_and(|old| old.to_string().trim_start().starts_with("\"\"\""));
            let written = if long { paragraphs(text) } else { format!("\"{}\"", escaped(text)) };
            // What does not read back as the same text is left to the library's own spelling.
            let read = written.parse::<TomlValue>().ok().filter(|read| read.as_str() == Some(text));
            read.unwrap_or_else(|| TomlValue::from(text.as_str()))
        }
        NewValue::Day(day) => day.parse::<toml_edit::Datetime>().map_or_else(|_| TomlValue::from(day), TomlValue::from),
        NewValue::Texts(texts) if texts.iter().map(|text| text.chars().count() + 4).sum::<usize>() > LINE => {
            let lines: String = texts.iter().fold(String::new(), |out, t| out + "  \"" + &escaped(t) + "\",\n");
            let written = format!("[\n{lines}]");
            written.parse().unwrap_or_else(|_| TomlValue::Array(texts.iter().collect()))
        }
        NewValue::Texts(texts) => TomlValue::Array(texts.iter().collect::<Array>()),
        NewValue::Table(values) => TomlValue::InlineTable(table_of(values).into_inline_table()),
    }
}

/// Text in three quotation marks, its lines broken at spaces so that they fit an editor's window.
fn paragraphs(text: &str) -> String {
    let mut out = String::from("\"\"\"\n");
    for line in text.split_inclusive('\n') {
        let (words, end) = line.strip_suffix('\n').map_or((line, "\\\n"), |words| (words, "\n"));
        let mut width = 0;
        for word in words.split_inclusive(' ') {
            let word = escaped(word);
            let length = word.chars().count();
            // A space before the break is kept, spaces after it are not: a word that begins with one stays on the line.
            if width > 0 && width + length > LINE && !word.starts_with(' ') {
                out.push_str("\\\n");
                width = 0;
            }
            out.push_str(&word);
            width += length;
        }
        out.push_str(end);
    }
    out.push_str("\"\"\"");
    out
}

/// Text between quotation marks (<https://toml.io/en/v1.0.0#string>).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            sign if sign.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# The county.
[county]
name = \"Värmlands län\" # in full

[contact]
name = \"A B\"   # until spring
phone = \"054-19 73 38\"
verified = 2013-02-20 # by phone

[[sender]]
name = \"Polisen\"

[[section]]
id = \"vad\"
text = \"\"\"
Ett. \\
Två.
\"\"\"
";

    fn change(edits: &[Edit]) -> Vec<String> {
        let new = edited(FILE, edits).expect("edited");
        let old: Vec<&str> = FILE.lines().collect();
        new.lines().filter(|line| !old.contains(line)).map(str::to_owned).collect()
    }

    fn text(at: &str, value: &str) -> Edit {
        Edit::Set(path(at), NewValue::Text(value.to_owned()))
    }

    #[test]
    fn one_value_changes_one_line_and_keeps_its_comment() {
        assert_eq!(change(&[text("contact.name", "C \"D\"")]), ["name = \"C \\\"D\\\"\"   # until spring"]);
        let day = Edit::Set(path("contact.verified"), NewValue::Day("2026-11-22".into()));
        assert_eq!(change(&[day]), ["verified = 2026-11-22 # by phone"]);
        assert_eq!(change(&[text("contact.phone", "054-19 73 38")]), Vec::<String>::new());
        assert_eq!(edited(FILE, &[]).expect("edited"), FILE);
    }

    #[test]
    fn a_new_value_stands_in_its_table_and_a_new_table_at_the_end() {
        let new = edited(FILE, &[text("contact.email", "a@b.se")]).expect("edited");
        assert!(new.contains("# by phone\nemail = \"a@b.se\"\n\n[[sender]]"), "{new}");
        let new = edited("[county]\nname = \"A\"\n", &[text("contact.name", "B")]).expect("edited");
        assert_eq!(new, "[county]\nname = \"A\"\n\n[contact]\nname = \"B\"\n");
    }

    #[test]
    fn paragraphs_keep_their_manner_and_read_back_the_same() {
        let long = format!("{}\n\n- \"ett\"\n- två \\ tre\n", "ord som räcker till flera rader ".repeat(9));
        let new = edited(FILE, &[text("section.0.text", &long)]).expect("edited");
        assert!(new.lines().all(|line| line.chars().count() <= LINE + 2), "{new}");
        let read: toml::Table = new.parse().expect("TOML");
        assert_eq!(read["section"][0]["text"].as_str(), Some(long.as_str()));
        for odd in ["", "x", "  indrag\n", "slut \n", "a\"\"\"b\n", "rad utan slut\nhär"] {
            let new = edited(FILE, &[text("section.0.text", odd)]).expect("edited");
            let read: toml::Table = new.parse().expect("TOML");
            assert_eq!(read["section"][0]["text"].as_str(), Some(odd), "{new}");
        }
    }

    #[test]
    fn tables_of_a_list_come_and_go() {
        let added = Edit::Append("sender".into(), vec![("name".into(), NewValue::Text("Region".into()))]);
        let new = edited(FILE, &[added]).expect("edited");
        assert!(new.contains("[[sender]]\nname = \"Polisen\"\n\n[[sender]]\nname = \"Region\"\n"), "{new}");
        assert_eq!(edited(&new, &[Edit::Remove(path("sender.1"))]).expect("edited"), FILE);
        let section = NewValue::Table(vec![("id".into(), NewValue::Text("eget".into()))]);
        let added = Edit::Append("override".into(), vec![("section".into(), section)]);
        let new = edited(FILE, &[added]).expect("edited");
        assert!(new.ends_with("[[override]]\n\n[override.section]\nid = \"eget\"\n"), "{new}");
        let deeper = edited(&new, &[text("override.0.section.heading", "Rubrik")]).expect("edited");
        assert!(deeper.ends_with("id = \"eget\"\nheading = \"Rubrik\"\n"), "{deeper}");
        assert_eq!(edited(FILE, &[Edit::Remove(path("contact.role"))]).expect("edited"), FILE);
    }

    #[test]
    fn a_place_that_is_not_there_is_named() {
        let error = edited(FILE, &[text("section.7.text", "x")]).expect_err("no such section");
        assert_eq!(error, EditError::Missing("section.7.text".into()));
        for odd in ["0.name", "contact.0.name", "contact.0", "contact.name.x", "section.0.1.text"] {
            assert!(edited(FILE, &[text(odd, "x")]).is_err(), "{odd}");
        }
        assert!(matches!(edited("a = ", &[]), Err(EditError::Syntax(_))));
    }

    #[test]
    fn a_place_in_the_text_has_a_path() {
        let at = |words: &str| path_at(FILE, FILE.find(words).expect("there"));
        assert_eq!(at("054-19").as_deref(), Some("contact.phone"));
        assert_eq!(at("verified").as_deref(), Some("contact.verified"));
        assert_eq!(at("Två").as_deref(), Some("section.0.text"));
        assert_eq!(at("[contact]").as_deref(), Some("contact"));
        assert_eq!(at("# The county"), None);
        let inline = "contact = { phone = \"1\", 'url' = \"x\" }\ncounty.name = \"y\"";
        let at = |words: &str| path_at(inline, inline.find(words).expect("there"));
        assert_eq!(
            ["1", "'url'", "{", "\"y"].map(at),
            ["contact.phone", "contact.url", "contact", "county.name"].map(|p| Some(p.into()))
        );
        assert_eq!(text_at(FILE, "section.0.text").as_deref(), Some("Ett. Två.\n"));
        assert_eq!(text_at(FILE, "contact.verified").as_deref(), Some("2013-02-20"));
        assert_eq!(tree("x = "), serde_json::json!({}));
    }

    #[test]
    fn line_ends_of_windows_stay() {
        let new = edited(&FILE.replace('\n', "\r\n"), &[text("contact.name", "C")]).expect("edited");
        assert!(new.split_inclusive('\n').all(|line| line.ends_with("\r\n")) && new.contains("\"C\""), "{new:?}");
    }
}
