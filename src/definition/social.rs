//! Messages for social media: a few words, one number or address, in the formats of the services.

use toml::Spanned;
use toml::de::DeValue;

use super::node::Node;
use super::{Format, FormatUse, Phone, Publication, SOCIAL_FORMATS, Text, Url};
use crate::diagnostic::{At, Place};

/// The theme of messages that name none.
const THEME: &str = "social";

/// A message for social media.
#[derive(Debug, Clone)]
pub struct Social {
    /// Where the `[[social]]` begins.
    pub place: Place,
    /// Its name, the same in every language.
    pub id: At<String>,
    /// Line above the headline.
    pub kicker: Option<Text>,
    /// The headline; `|` parts sense units that should stay on a line.
    pub headline: Text,
    /// A sentence under it.
    pub lead: Option<Text>,
    /// What to do, above the number or address.
    pub call: Text,
    /// Number to call.
    pub phone: Option<At<Phone>>,
    /// Address to visit.
    pub url: Option<At<Url>>,
    /// Alternative text, where the words of the picture are not enough.
    pub alt: Option<Text>,
    /// The formats that it is drawn in.
    pub formats: Vec<SocialUse>,
}

/// A format of a message, with the words that it has of its own.
#[derive(Debug, Clone)]
pub struct SocialUse {
    /// The format and its theme.
    pub used: FormatUse,
    /// Line above the headline.
    pub kicker: Option<Text>,
    /// The headline.
    pub headline: Option<Text>,
    /// A sentence under it.
    pub lead: Option<Text>,
    /// What to do.
    pub call: Option<Text>,
    /// Whether the line above the headline is left out.
    pub without_kicker: bool,
    /// Whether the sentence under it is left out.
    pub without_lead: bool,
}

impl Social {
    /// The line above the headline in a format.
    #[must_use]
    pub fn kicker<'a>(&'a self, used: &'a SocialUse) -> Option<&'a Text> {
        used.kicker.as_ref().or(self.kicker.as_ref()).filter(|_| !used.without_kicker)
    }

    /// The headline in a format.
    #[must_use]
    pub fn headline<'a>(&'a self, used: &'a SocialUse) -> &'a Text {
        used.headline.as_ref().unwrap_or(&self.headline)
    }

    /// The sentence under the headline in a format.
    #[must_use]
    pub fn lead<'a>(&'a self, used: &'a SocialUse) -> Option<&'a Text> {
        used.lead.as_ref().or(self.lead.as_ref()).filter(|_| !used.without_lead)
    }

    /// What to do, in a format.
    #[must_use]
    pub fn call<'a>(&'a self, used: &'a SocialUse) -> &'a Text {
        used.call.as_ref().unwrap_or(&self.call)
    }
}

impl Publication {
    /// Every format with its theme: those of its pages, then those of its messages for social media.
    pub fn uses(&self) -> impl Iterator<Item = &FormatUse> {
        self.formats.iter().chain(self.social.iter().flat_map(|s| &s.formats).map(|s| &s.used))
    }
}

/// A message; `None` if a part is missing that nothing can do without.
pub(super) fn social(table: &Node<'_>) -> Option<Social> {
    let id = table.text("id")?;
    let theme = table.text("theme").unwrap_or_else(|| At { value: THEME.to_owned(), place: id.place.clone() });
    let formats = match table.get("formats") {
        Some(_) => table.items("formats").iter().filter_map(|value| social_use(table, value, &theme)).collect(),
        None => SOCIAL_FORMATS.iter().map(|format| plain(format, &theme, table.place())).collect(),
    };
    Some(Social {
        place: table.place(),
        id,
        kicker: table.text("kicker"),
        headline: table.text("headline")?,
        lead: table.text("lead"),
        call: table.text("call")?,
        phone: table.phone("phone"),
        url: table.url("url"),
        alt: table.text("alt"),
        formats,
    })
}

/// A format by its name alone, or with words of its own.
fn social_use(table: &Node<'_>, value: &Spanned<DeValue<'_>>, theme: &At<String>) -> Option<SocialUse> {
    let place = table.place_of(value.span());
    if let Some(name) = value.get_ref().as_str() {
        return Some(plain(Format::social(name)?, theme, place));
    }
    let own = Node { table: value.get_ref().as_table()?, source: table.source, start: (0, 0) };
    let without = own.texts("without");
    let lacks = |part: &str| without.iter().any(|name| name.value == part);
    Some(SocialUse {
        kicker: own.text("kicker"),
        headline: own.text("headline"),
        lead: own.text("lead"),
        call: own.text("call"),
        without_kicker: lacks("kicker"),
        without_lead: lacks("lead"),
        ..plain(Format::social(&own.text("format")?)?, theme, place)
    })
}

/// A format without words of its own.
fn plain(format: &'static Format, theme: &At<String>, place: Place) -> SocialUse {
    let used = FormatUse { format, place, pages: 1, theme: theme.clone(), sections: None, tabs: None, tabs_qr: false };
    SocialUse { used, kicker: None, headline: None, lead: None, call: None, without_kicker: false, without_lead: false }
}
