//! The form of TOML tables as data: from these types come the checks of keys and values and the JSON schema.

use super::{Date, Email, Phone, Url};

/// A table: what keys it may have.
#[derive(Debug)]
pub(super) struct Shape {
    /// How messages call it, such as `[contact]`.
    pub name: &'static str,
    /// What it is for, in one line.
    pub doc: &'static str,
    /// Its keys.
    pub fields: &'static [Field],
    /// Further keys that depend on the value of one key.
    pub variants: Option<Variants>,
    /// Keys of which some number must be there.
    pub choice: Option<Choice>,
    /// Keys that ask for another key or rule it out.
    pub ties: &'static [Tie],
}

/// What one key means for another.
#[derive(Debug)]
pub(super) enum Tie {
    /// Where the first is, the second must be.
    Needs(&'static str, &'static str),
    /// Where the first is, the second may not be.
    Bars(&'static str, &'static str),
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Field {
    /// The key.
    pub name: &'static str,
    /// What value it takes.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, in one line.
    pub doc: &'static str,
}

/// Keys that depend on the value of another key.
#[derive(Debug)]
pub(super) struct Variants {
    /// The key that decides.
    pub key: &'static str,
    /// Its value where it is left out.
    pub default: &'static str,
    /// For each of its values the further keys.
    pub cases: &'static [(&'static str, &'static [Field])],
}

/// How many of some keys must be there.
#[derive(Debug)]
pub(super) enum Choice {
    /// One and no more.
    One(&'static [&'static str]),
    /// One or more.
    Some(&'static [&'static str]),
}

/// The kinds of value.
#[derive(Debug)]
pub(super) enum Kind {
    /// Text that is printed, with placeholders.
    Text,
    /// The text of a section: as [`Kind::Text`], and no section may be without.
    Body,
    /// Words without placeholders.
    Words,
    /// Words that are printed in one line and as they stand.
    Line,
    /// A name of small letters, digits and hyphens.
    Id,
    /// A TOML date.
    Date,
    /// A TOML date, or `false`.
    Checked,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// A web address, or `tel:` and a phone number.
    Link,
    /// The path of a file in the project.
    Path,
    /// A screen colour, `#rrggbb`.
    Hex,
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// A number from the first to the second.
    Number(f64, f64),
    /// So many numbers, each from the second to the third.
    Numbers(usize, f64, f64),
    /// Four inks in per cent: cyan, magenta, yellow, black.
    Inks,
    /// One of some names; the text says of what kind.
    Name(&'static str, fn() -> Vec<&'static str>),
    /// A list of values of one kind.
    List(&'static Kind),
    /// A table.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
    /// Tables under names of one's own.
    Map(&'static Shape),
    /// A value of a kind, or a table.
    Either(&'static Kind, &'static Shape),
}

impl Shape {
    /// A table of these keys.
    pub const fn new(name: &'static str, doc: &'static str, fields: &'static [Field]) -> Shape {
        Shape { name, doc, fields, variants: None, choice: None, ties: &[] }
    }

    /// Every key that the table may have where its variant has this name.
    pub fn fields_of(&self, variant: Option<&str>) -> impl Iterator<Item = &'static Field> {
        let cases = self.variants.as_ref().map_or(&[][..], |variants| variants.cases);
        let case = cases.iter().filter(move |(name, _)| variant.is_some_and(|wanted| wanted == *name));
        let further: Vec<&Field> = case.flat_map(|(_, fields)| fields.iter()).collect();
        self.fields.iter().chain(further)
    }
}

impl Field {
    /// A key that must be there.
    pub const fn needed(name: &'static str, kind: Kind, doc: &'static str) -> Field {
        Field { name, kind, required: true, doc }
    }

    /// A key that may be there.
    pub const fn free(name: &'static str, kind: Kind, doc: &'static str) -> Field {
        Field { name, kind, required: false, doc }
    }

    /// A line as it could stand in a definition, for messages.
    pub fn example(&self) -> String {
        match &self.kind {
            Kind::Map(_) => format!("[{}]", self.name),
            Kind::Table(shape) if shape.name == format!("[{}]", self.name) => shape.name.to_owned(),
            kind => {
                let measured = matches!(kind, Kind::Number(..) | Kind::Numbers(..) | Kind::Whole(..) | Kind::Path);
                let usual = USUAL.iter().find(|(name, _)| measured && *name == self.name);
                format!("{} = {}", self.name, usual.map_or_else(|| kind.form(), |(_, form)| (*form).to_owned()))
            }
        }
    }
}

/// Values that stand in most files, for keys whose kind alone tells no likely one.
const USUAL: [(&str, &str); 17] = [
    ("base", "[9, 12]"),
    ("bleed", "3"),
    ("floor", "7"),
    ("gutter", "6"),
    ("icc", "\"assets/icc/name.icc\""),
    ("ink", "300"),
    ("leading", "1.35"),
    ("margin", "[12, 12, 12, 12]"),
    ("min", "7.5"),
    ("overprint", "24"),
    ("padding", "4"),
    ("ppi", "[150, 225]"),
    ("qr", "20"),
    ("safe", "5"),
    ("size", "1"),
    ("title", "[18, 30]"),
    ("weight", "400"),
];

impl Kind {
    /// What the value is called in messages.
    pub fn noun(&self) -> String {
        match self {
            Kind::Text | Kind::Body | Kind::Words | Kind::Line => "a text in quotation marks".to_owned(),
            Kind::Id => "a short name in quotation marks".to_owned(),
            Kind::Date => "a date without quotation marks".to_owned(),
            Kind::Checked => "a date without quotation marks, or false".to_owned(),
            Kind::Phone => "a phone number in quotation marks".to_owned(),
            Kind::Email => "an e-mail address in quotation marks".to_owned(),
            Kind::Url => "a web address in quotation marks".to_owned(),
            Kind::Link => "a web address or phone number in quotation marks".to_owned(),
            Kind::Path => "the path of a file in quotation marks".to_owned(),
            Kind::Hex => "a colour in quotation marks".to_owned(),
            Kind::Flag => "true or false".to_owned(),
            Kind::Whole(low, high) => format!("a whole number from {low} to {high}"),
            Kind::Number(low, high) => format!("a number from {low} to {high}"),
            Kind::Numbers(count, low, high) => format!("a list of {count} numbers from {low} to {high}"),
            Kind::Inks => "four inks in per cent, each from 0 to 100".to_owned(),
            Kind::Name(what, _) => format!("the name of a {what} in quotation marks"),
            Kind::List(_) => "a list in square brackets".to_owned(),
            Kind::Table(_) | Kind::Map(_) => "a table".to_owned(),
            Kind::Tables(_) => "a list of tables".to_owned(),
            Kind::Either(kind, _) => format!("{}, or a table in braces", kind.noun()),
        }
    }

    /// A right form of the value, for messages.
    pub fn form(&self) -> String {
        match self {
            Kind::Text | Kind::Body | Kind::Words | Kind::Line => "\"...\"".to_owned(),
            Kind::Id => "\"small-letters\"".to_owned(),
            Kind::Date | Kind::Checked => Date::FORM.to_owned(),
            Kind::Phone => "\"054-19 73 38\"".to_owned(),
            Kind::Email => format!("\"{}\"", Email::FORM),
            Kind::Url | Kind::Link => "\"https://www.polisen.se\"".to_owned(),
            Kind::Path => "\"assets/logos/name.png\"".to_owned(),
            Kind::Hex => "\"#0c3c4a\"".to_owned(),
            Kind::Flag => "true".to_owned(),
            Kind::Whole(low, _) => low.to_string(),
            Kind::Number(low, high) => ((low + high) / 2.0).to_string(),
            Kind::Numbers(count, low, high) => {
                let usual = if *high <= 1.0 { f64::midpoint(*low, *high) } else { low.max(1.0).ceil() };
                format!("[{}]", vec![usual.to_string(); *count].join(", "))
            }
            Kind::Inks => "[100, 40, 40, 60]".to_owned(),
            Kind::Name(_, names) => format!("\"{}\"", names().first().unwrap_or(&"...")),
            Kind::List(kind) => format!("[{}]", kind.form()),
            Kind::Table(shape) | Kind::Map(shape) => form_of(shape),
            Kind::Tables(shape) => format!("[{}]", form_of(shape)),
            Kind::Either(kind, _) => kind.form(),
        }
    }

    /// The right forms of a value that is checked sign by sign.
    pub fn forms(&self) -> Option<&'static str> {
        match self {
            Kind::Phone => Some(Phone::FORM),
            Kind::Email => Some(Email::FORM),
            Kind::Url => Some(Url::FORM),
            Kind::Link => Some("https://ecpat.se or tel:114 14"),
            _ => None,
        }
    }
}

/// A table in braces with the keys that it needs.
fn form_of(shape: &Shape) -> String {
    let usual = shape.variants.as_ref().map(|variants| variants.default);
    let keys: Vec<String> = shape.fields_of(usual).filter(|f| f.required).map(Field::example).collect();
    if keys.is_empty() { "{ ... }".to_owned() } else { format!("{{ {} }}", keys.join(", ")) }
}
