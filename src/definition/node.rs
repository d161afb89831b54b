//! A checked TOML table, read key by key. What is wrong has been reported before; here it only counts as absent.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::checker::{date, number, whole};
use super::{Date, Email, Phone, Url};
use crate::diagnostic::{At, Place, Source};

/// A table of a file.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    /// Its keys.
    pub table: &'a DeTable<'a>,
    /// The file.
    pub source: &'a Arc<Source>,
    /// Where it begins.
    pub start: (usize, usize),
}

impl<'a> Node<'a> {
    /// Where the table begins: its header, or its braces.
    pub fn place(&self) -> Place {
        self.place_of(self.start.0..self.start.1)
    }

    /// A place in the file.
    pub fn place_of(&self, span: Range<usize>) -> Place {
        Place { source: Arc::clone(self.source), span }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    /// A value with its place, as far as `read` makes sense of it.
    fn at<T>(&self, value: &Spanned<DeValue<'_>>, read: impl Fn(&Spanned<DeValue<'_>>) -> Option<T>) -> Option<At<T>> {
        read(value).map(|found| At { value: found, place: self.place_of(value.span()) })
    }

    /// A text that is not blank.
    pub fn text(&self, key: &str) -> Option<At<String>> {
        self.get(key).and_then(|value| self.at(value, text))
    }

    /// A text that may be blank, which has been reported.
    pub fn text_or_blank(&self, key: &str) -> Option<At<String>> {
        self.get(key).and_then(|value| self.at(value, |value| value.get_ref().as_str().map(str::to_owned)))
    }

    /// A list of texts, blank ones left out.
    pub fn texts(&self, key: &str) -> Vec<At<String>> {
        self.items(key).iter().filter_map(|value| self.at(value, text)).collect()
    }

    /// A list.
    pub fn items(&self, key: &str) -> &'a [Spanned<DeValue<'a>>] {
        self.get(key).and_then(|value| value.get_ref().as_array()).map_or(&[], |array| array)
    }

    /// A day. One in quotation marks has been reported, and says as much as another.
    pub fn date(&self, key: &str) -> Option<At<Date>> {
        let quoted = |value: &Spanned<DeValue<'_>>| {
            let stamp: Datetime = value.get_ref().as_str()?.parse().ok()?;
            stamp.date.and_then(|day| Date::new(day.year, day.month, day.day))
        };
        self.get(key).and_then(|value| self.at(value, |value| date(value).or_else(|| quoted(value))))
    }

    /// A phone number.
    pub fn phone(&self, key: &str) -> Option<At<Phone>> {
        self.get(key).and_then(|value| self.at(value, |value| Phone::parse(value.get_ref().as_str()?).ok()))
    }

    /// An e-mail address.
    pub fn email(&self, key: &str) -> Option<At<Email>> {
        self.get(key).and_then(|value| self.at(value, |value| Email::parse(value.get_ref().as_str()?).ok()))
    }

    /// A web address.
    pub fn url(&self, key: &str) -> Option<At<Url>> {
        self.get(key).and_then(|value| self.at(value, |value| Url::parse(value.get_ref().as_str()?).ok()))
    }

    /// A whole number that fits a byte.
    pub fn byte(&self, key: &str) -> Option<u8> {
        self.get(key).and_then(whole).and_then(|number| u8::try_from(number).ok())
    }

    /// A whole number that is not negative.
    pub fn whole(&self, key: &str) -> Option<At<u32>> {
        self.get(key).and_then(|value| self.at(value, |value| u32::try_from(whole(value)?).ok()))
    }

    /// A number.
    pub fn number(&self, key: &str) -> Option<At<f32>> {
        self.get(key).and_then(|value| self.at(value, |value| number(value).map(|number| number as f32)))
    }

    /// A list of exactly so many numbers.
    pub fn numbers<const N: usize>(&self, key: &str) -> Option<[f32; N]> {
        let numbers: Option<Vec<f32>> = self.items(key).iter().map(|v| number(v).map(|n| n as f32)).collect();
        numbers?.try_into().ok()
    }

    /// `true` or `false`; false if absent.
    pub fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(|value| value.get_ref().as_bool()).unwrap_or(false)
    }

    /// A table.
    pub fn table(&self, key: &str) -> Option<Node<'a>> {
        self.get(key).and_then(|value| self.node(value))
    }

    /// A list of tables.
    pub fn tables(&self, key: &str) -> Vec<Node<'a>> {
        self.items(key).iter().filter_map(|value| self.node(value)).collect()
    }

    /// A value as a table.
    pub fn node(&self, value: &'a Spanned<DeValue<'a>>) -> Option<Node<'a>> {
        let span = value.span();
        let table = value.get_ref().as_table()?;
        Some(Node { table, source: self.source, start: (span.start, span.end) })
    }

    /// Keys and values in the order of the file.
    pub fn entries(&self) -> Vec<(&'a Spanned<std::borrow::Cow<'a, str>>, &'a Spanned<DeValue<'a>>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
    }
}

/// A text that is not blank.
fn text(value: &Spanned<DeValue<'_>>) -> Option<String> {
    value.get_ref().as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}
