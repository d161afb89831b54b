//! Holds a TOML table against its shape and reports every unknown key, wrong value and missing key in it.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::literal::raw_range;
use super::nearest::{nearest, proposal};
use super::prose::Prose;
use super::shape::{Choice, Field, Kind, Shape, Tie};
use super::{CodeTarget, Date, Email, Phone, Url};
use crate::color::Srgb;
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::lang::Lang;
use crate::rules;
use crate::world::is_inside;

/// A file under check.
pub(super) struct Checker<'a> {
    /// The file.
    pub source: &'a Arc<Source>,
    /// The language of its texts.
    pub lang: Lang,
    /// Whether the file broke the rules of TOML, so that something missing may only have been passed over.
    pub broken: bool,
    /// What has been found.
    pub out: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Checks a table with everything in it. `span` is where the table begins.
    pub fn table(&mut self, shape: &Shape, table: &DeTable<'_>, span: &Range<usize>) {
        let variant = shape.variants.as_ref().map(|variants| {
            let named = table.get(variants.key).and_then(|value| value.get_ref().as_str());
            named.unwrap_or(variants.default)
        });
        // A kind that does not exist has been reported; which keys it may have nobody knows.
        let known = variant.is_none_or(|kind| {
            shape.variants.as_ref().is_some_and(|variants| variants.cases.iter().any(|(name, _)| *name == kind))
        });
        // A key that was misspelt is not missing as well.
        let mut misspelt = Vec::new();
        for (key, value) in table {
            match shape.fields_of(variant).find(|field| field.name == key.get_ref().as_ref()) {
                Some(field) => self.value(field, &field.kind, value),
                None if known => {
                    self.unknown(shape, variant, key);
                    misspelt.extend(nearest(key.get_ref(), shape.fields_of(variant).map(|field| field.name)));
                }
                None => {}
            }
        }
        if self.broken {
            return;
        }
        let missing =
            |field: &&Field| field.required && !table.contains_key(field.name) && !misspelt.contains(&field.name);
        for field in shape.fields_of(variant).filter(missing) {
            let message = format!("{} lacks `{}`", title(shape, variant), field.name);
            let help = format!("add the line `{}`", field.example());
            self.report(&rules::MISSING_KEY, message, span, help);
        }
        if misspelt.is_empty() {
            self.choice(shape, table, span);
        }
        self.ties(shape, table, span);
    }

    fn ties(&mut self, shape: &Shape, table: &DeTable<'_>, span: &Range<usize>) {
        for tie in shape.ties {
            match tie {
                Tie::Needs(key, other) if table.contains_key(*key) && !table.contains_key(*other) => {
                    let message = format!("{} with `{key}` lacks `{other}`", shape.name);
                    let example = shape.fields.iter().find(|field| field.name == *other).map(Field::example);
                    let help = format!("add the line `{}`", example.unwrap_or_default());
                    self.report(&rules::MISSING_KEY, message, span, help);
                }
                Tie::Bars(key, other) if table.contains_key(*key) => {
                    if let Some((found, _)) = table.get_key_value(*other) {
                        let message = format!("`{other}` has no place beside `{key}`");
                        self.report(&rules::BAD_VALUE, message, &found.span(), "take one of the two out");
                    }
                }
                Tie::Needs(..) | Tie::Bars(..) => {}
            }
        }
    }

    fn unknown(&mut self, shape: &Shape, variant: Option<&str>, key: &Spanned<std::borrow::Cow<'_, str>>) {
        let message = format!("{} has no key `{}`", title(shape, variant), quoted(key.get_ref()));
        let help = proposal(key.get_ref(), shape.fields_of(variant).map(|field| field.name));
        self.report(&rules::UNKNOWN_KEY, message, &key.span(), help);
    }

    fn choice(&mut self, shape: &Shape, table: &DeTable<'_>, span: &Range<usize>) {
        let (keys, one) = match &shape.choice {
            None => return,
            Some(Choice::One(keys)) => (keys, true),
            Some(Choice::Some(keys)) => (keys, false),
        };
        let there: Vec<&str> = keys.iter().copied().filter(|key| table.contains_key(*key)).collect();
        if there.is_empty() {
            let message = format!("{} needs one of {}", shape.name, keys.join(", "));
            self.report(&rules::MISSING_KEY, message, span, format!("add the line `{} = \"...\"`", keys[0]));
        } else if one && there.len() > 1 {
            let message = format!("{} has {} at once", shape.name, there.join(" and "));
            self.report(&rules::BAD_VALUE, message, span, format!("keep one of {}", keys.join(", ")));
        }
    }

    /// Checks a value against its kind.
    fn value(&mut self, field: &Field, kind: &Kind, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        match (kind, value.get_ref()) {
            (Kind::List(kind), DeValue::Array(values)) => {
                if values.is_empty() && matches!(kind, Kind::Body) {
                    self.report(&rules::EMPTY_SECTION, format!("`{}` is empty", field.name), &span, "write the text");
                }
                if values.is_empty() && field.required && !matches!(kind, Kind::Body) {
                    let help = format!("write `{}`", field.example());
                    self.report(&rules::MISSING_KEY, format!("`{}` is empty", field.name), &span, help);
                }
                values.iter().for_each(|value| self.value(field, kind, value));
            }
            (Kind::Table(shape) | Kind::Either(_, shape), DeValue::Table(table)) => self.table(shape, table, &span),
            (Kind::Tables(shape), DeValue::Array(values)) => self.tables(field, shape, values, &span),
            (Kind::Map(shape), DeValue::Table(tables)) => {
                for (_, value) in tables {
                    match value.get_ref() {
                        DeValue::Table(table) => self.table(shape, table, &value.span()),
                        _ => self.wrong_type(field, &Kind::Table(shape), value),
                    }
                }
            }
            (Kind::Either(kind, _), DeValue::String(_)) => self.value(field, kind, value),
            (Kind::Flag, DeValue::Boolean(_)) | (Kind::Checked, DeValue::Boolean(false)) => {}
            (Kind::Date | Kind::Checked, DeValue::Datetime(_)) if date(value).is_some() => {}
            (Kind::Whole(low, high), DeValue::Integer(_)) => {
                if whole(value).is_none_or(|number| number < *low || number > *high) {
                    self.out_of_range(field, kind, &span);
                }
            }
            (Kind::Number(low, high), DeValue::Integer(_) | DeValue::Float(_)) => {
                if !number(value).is_some_and(|number| (*low..=*high).contains(&number)) {
                    self.out_of_range(field, kind, &span);
                }
            }
            (Kind::Inks, DeValue::Array(values)) => self.inks(field, values, &span),
            (Kind::Numbers(count, low, high), DeValue::Array(values)) => {
                let right = |value: &Spanned<DeValue<'_>>| number(value).is_some_and(|n| (*low..=*high).contains(&n));
                if values.len() != *count || !values.iter().all(right) {
                    self.out_of_range(field, kind, &span);
                }
            }
            (_, DeValue::String(text)) if is_text(kind) => self.text(field, kind, text, &span),
            _ => self.wrong_type(field, kind, value),
        }
    }

    /// Checks the inks of a colour. Less than two per cent of an ink is not printed at all, so that a colour in which none has
    /// more was written in shares.
    fn inks(&mut self, field: &Field, values: &[Spanned<DeValue<'_>>], span: &Range<usize>) {
        let inks: Vec<f64> = values.iter().filter_map(number).collect();
        if values.len() != 4 || inks.len() != 4 || !inks.iter().all(|ink| (0.0..=100.0).contains(ink)) {
            return self.out_of_range(field, &Kind::Inks, span);
        }
        let any = inks.iter().any(|ink| *ink > 0.0);
        if any && inks.iter().all(|ink| *ink <= 1.0) {
            let percent: Vec<String> = inks.iter().map(|ink| (ink * 100.0).round().to_string()).collect();
            // A hundred per cent of everything is what a help line once showed, and no press takes it.
            let meant = inks.iter().sum::<f64>() <= 3.0;
            let form = if meant { format!("[{}]", percent.join(", ")) } else { Kind::Inks.form() };
            let message = format!("`{}` is in per cent, and 1 per cent of ink cannot be seen", field.name);
            self.report(&rules::BAD_VALUE, message, span, format!("write for example `{} = {form}`", field.name));
        }
    }

    fn tables(&mut self, field: &Field, shape: &'static Shape, values: &[Spanned<DeValue<'_>>], span: &Range<usize>) {
        if values.is_empty() {
            self.report(&rules::EMPTY_SECTION, format!("`{}` is empty", field.name), span, "write the lines");
        }
        for value in values {
            match value.get_ref() {
                DeValue::Table(table) => self.table(shape, table, &value.span()),
                _ => self.wrong_type(field, &Kind::Table(shape), value),
            }
        }
    }

    fn wrong_type(&mut self, field: &Field, kind: &Kind, value: &Spanned<DeValue<'_>>) {
        let is_field = std::ptr::eq(&raw const field.kind, kind);
        let each = if is_field { "" } else { "each value of " };
        let message = format!("{each}`{}` must be {}, not {}", field.name, kind.noun(), noun(value.get_ref()));
        let form = if is_field { field.example() } else { kind.form() };
        let help = match kind {
            Kind::Date | Kind::Checked => format!("write year, month and day with hyphens, such as `{form}`"),
            Kind::Tables(_) if self.source.text.get(value.span()).is_some_and(|raw| raw.starts_with('[')) => {
                format!("write `[[{}]]`", field.name)
            }
            Kind::Whole(low, high) => match self.source.text.get(value.span()).and_then(plain_number) {
                Some(number) if (*low..=*high).contains(&number) => format!("write `{} = {number}`", field.name),
                _ => format!("write `{form}`"),
            },
            _ => format!("write `{form}`"),
        };
        self.report(&rules::WRONG_TYPE, message, &value.span(), help);
    }

    fn out_of_range(&mut self, field: &Field, kind: &Kind, span: &Range<usize>) {
        let message = format!("`{}` must be {}", field.name, kind.noun());
        self.report(&rules::BAD_VALUE, message, span, format!("write for example `{}`", field.example()));
    }

    /// Checks a text against what its kind asks for.
    fn text(&mut self, field: &Field, kind: &Kind, text: &str, span: &Range<usize>) {
        // Names of counties, offices and people are Swedish in every text.
        let lang = if matches!(kind, Kind::Line) { Lang::SV } else { self.lang };
        let prose = Prose { text, source: self.source, span: span.clone(), lang };
        if text.trim().is_empty() {
            let (rule, what) = match kind {
                _ if field.name == "alt" => (&rules::IMAGE_ALT, "write what the picture shows"),
                Kind::Body => (&rules::EMPTY_SECTION, "write the text, or take the section out"),
                _ if field.required => (&rules::BAD_VALUE, "write the text; it cannot be left out"),
                _ => (&rules::BAD_VALUE, "write the text, or take the line out"),
            };
            return self.report(rule, format!("`{}` is empty", field.name), span, what);
        }
        let error = match kind {
            Kind::Text | Kind::Body => return prose.check(&[], self.out),
            Kind::Words => return prose.check_words(self.out),
            Kind::Line => return prose.check_line(self.out),
            Kind::Id => return self.id(field, text, span),
            Kind::Name(what, names) => return self.name(what, &names(), text, span),
            Kind::Path if is_inside(text) => None,
            Kind::Path => {
                let (what, help) = astray(text);
                let noun = kind.noun().replace(" in quotation marks", "");
                let message = format!("`{}` is not {}: {what}", quoted(text), noun);
                return self.report(&rules::BAD_VALUE, message, span, help);
            }
            Kind::Hex => hex(text).is_none().then(|| "a colour is # and six digits from 0 to f".to_owned()),
            Kind::Phone => Phone::parse(text).err().map(|error| error.what),
            Kind::Email => Email::parse(text).err().map(|error| error.what),
            Kind::Url => Url::parse(text).err().map(|error| error.what),
            Kind::Link => link(text).err(),
            _ => None,
        };
        if let Some(what) = error {
            let message =
                format!("`{}` is not {}: {what}", quoted(text), kind.noun().replace(" in quotation marks", ""));
            let help = format!("write it as {}", kind.forms().map_or_else(|| kind.form(), str::to_owned));
            self.report(&rules::BAD_VALUE, message, span, help);
        }
    }

    fn id(&mut self, field: &Field, text: &str, span: &Range<usize>) {
        if let Some((at, odd)) = text.char_indices().find(|(_, c)| !is_id_sign(*c)) {
            let raw = self.source.text.get(span.clone()).unwrap_or_default();
            let within = raw_range(raw, &(at..at + odd.len_utf8()));
            let place = span.start + within.start..span.start + within.end;
            let message = format!("`{}` has no place in `{}`", odd.escape_debug(), field.name);
            let help = format!("use small letters a to z, digits and hyphens, such as `{}`", slugged(text));
            self.report(&rules::BAD_VALUE, message, &place, help);
        }
    }

    fn name(&mut self, what: &str, names: &[&'static str], text: &str, span: &Range<usize>) {
        if !names.contains(&text) {
            let message = format!("there is no {what} `{}`", quoted(text));
            self.report(&rules::UNKNOWN_NAME, message, span, proposal(text, names.iter().copied()));
        }
    }

    fn report(
        &mut self,
        rule: &'static rules::Rule,
        message: impl Into<String>,
        span: &Range<usize>,
        help: impl Into<String>,
    ) {
        let place = Place { source: Arc::clone(self.source), span: span.clone() };
        self.out.push(Diagnostic::new(rule, message).at(&place).help(help));
    }
}

/// The number that is meant by digits in quotation marks, or in groups as numbers are printed.
pub(super) fn plain_number(written: &str) -> Option<i64> {
    let bare = written.trim_matches(['"', '\'', ' ']);
    let groups: Vec<&str> = bare.split([' ', '\u{a0}', '\u{202f}', '.']).collect();
    let (first, rest) = groups.split_first()?;
    let is_digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    (grouped && groups.iter().all(|group| is_digits(group))).then(|| groups.concat().parse().ok()).flatten()
}

/// How a message calls a table.
fn title(shape: &Shape, variant: Option<&str>) -> String {
    match variant {
        Some(kind) => format!("{} of kind `{}`", shape.name, quoted(kind)),
        None => shape.name.to_owned(),
    }
}

/// Whether values of this kind are written in quotation marks.
fn is_text(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Text
            | Kind::Body
            | Kind::Words
            | Kind::Line
            | Kind::Id
            | Kind::Phone
            | Kind::Email
            | Kind::Url
            | Kind::Link
            | Kind::Path
            | Kind::Hex
            | Kind::Name(..)
    )
}

/// What a value is called in messages.
fn noun(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(true) => "true",
        DeValue::Boolean(false) => "false",
        DeValue::Datetime(stamp) if stamp.time.is_some() => "a time of day",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// What keeps a path from being one of the project, and how it is written.
fn astray(text: &str) -> (&'static str, String) {
    let slashed = text.replace('\\', "/");
    let from_root = "write it from the project's root, with `/` between folders: `assets/images/sjo.jpg`".to_owned();
    if text.starts_with('/') || text.contains(':') {
        ("it does not begin at the project's root", from_root)
    } else if slashed != text && is_inside(&slashed) {
        ("folders are parted by `/`", format!("write `{slashed}`"))
    } else {
        ("the path must lie inside the project", from_root)
    }
}

/// A text as messages quote it: cut where it would fill the screen, signs that cannot be seen written out.
pub(super) fn quoted(text: &str) -> String {
    let short = crate::diagnostic::shortened(text, 60);
    short.escape_debug().to_string().replace("\\'", "'").replace("\\\"", "\"")
}

/// Whether it may stand in an id.
pub(super) fn is_id_sign(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// An id made of any text, such as `vastra-gotaland` of `Västra Götaland`.
#[must_use]
pub fn slugged(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'å' | 'ä' | 'æ' => slug.push('a'),
            'ö' | 'ø' => slug.push('o'),
            'é' => slug.push('e'),
            c if is_id_sign(c) && c != '-' => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The day that a value says, if it is a day alone.
pub(super) fn date(value: &Spanned<DeValue<'_>>) -> Option<Date> {
    let stamp = value.get_ref().as_datetime()?;
    let day = stamp.date.filter(|_| stamp.time.is_none() && stamp.offset.is_none())?;
    Date::new(day.year, day.month, day.day)
}

/// The whole number that a value says.
pub(super) fn whole(value: &Spanned<DeValue<'_>>) -> Option<i64> {
    let integer = value.get_ref().as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// The number that a value says, whole or not.
pub(super) fn number(value: &Spanned<DeValue<'_>>) -> Option<f64> {
    match value.get_ref() {
        DeValue::Float(float) => float.as_str().parse().ok(),
        // Sizes and inks are far below the limit of exact whole numbers in f64.
        DeValue::Integer(_) => whole(value).map(|number| number as f64),
        _ => None,
    }
}

/// A colour in hexadecimal digits.
pub(super) fn hex(text: &str) -> Option<Srgb> {
    let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Srgb { r: channel(0)?, g: channel(2)?, b: channel(4)? })
}

/// What a QR code leads to: `tel:NUMBER`, or an address.
pub(super) fn link(text: &str) -> Result<CodeTarget, String> {
    match text.trim().strip_prefix("tel:") {
        Some(number) => Phone::parse(number).map(CodeTarget::Phone),
        None => Url::parse(text).map(CodeTarget::Page),
    }
    .map_err(|error| error.what)
}
