//! Contact cards and what the QR code holds.

use crate::definition::{CodeTarget, Contact, County, FormatKind, Label, Labels, Phone, Publication, SectionKind};
use crate::lang::{Lang, is_beyond_cyrillic};

use super::filler::Filler;
use super::{Card, Code, Contacts, Help, RichText, SpanStyle};

/// Whom to ask, and the county or recipient whose contact has the code.
pub(super) fn contacts<'a>(
    county: &'a County,
    signing: &[&'a County],
    publication: &'a Publication,
    labels: &Labels,
) -> (Contacts, &'a County) {
    // A joint edition may have a contact of its own, who answers for all. Else a county that cannot be reached only signs: a
    // card without a number helps nobody.
    let own = signing.len() > 1 && county.contact.is_reachable();
    let reachable: Vec<&County> = signing.iter().copied().filter(|c| c.contact.is_reachable()).collect();
    // A recipient's own contact stands alone, whoever signs.
    let local = county.addressee.as_ref().filter(|addressee| addressee.contact.is_some());
    let alone = [county];
    let shown = match local {
        Some(_) => &alone[..],
        None if own => &alone,
        None if reachable.is_empty() => signing,
        None => &reachable,
    };
    let cards = shown.iter().map(|c| card(c, shown.len() > 1, publication.lang)).collect();
    // One contact alone is that of its county, whoever signs, and has its code.
    let answering = if let [only] = shown[..] { only } else { county };
    let heading = labels.text(Label::Contact);
    let heading = match local {
        Some(addressee) => heading.replace("{county.name}", addressee.area()),
        None => Filler::new(answering, publication).label(heading),
    };
    (Contacts { heading: RichText::plain(heading), cards }, answering)
}

/// The card of one county.
pub(super) fn card(county: &County, heading: bool, lang: Lang) -> Card {
    let contact = &county.contact;
    let organisation = contact.organisation.as_ref().unwrap_or(&county.office).value.clone();
    // Under the name of its county a contact needs no office, which stands among those who sign.
    let known = heading && contact.name.is_some() && contact.organisation.is_none();
    let who: Vec<String> = contact
        .name
        .iter()
        .chain(&contact.role)
        .map(|t| t.value.clone())
        .chain((!known).then(|| organisation.clone()))
        .map(|part| RichText::plain(part).held_together().text)
        .collect();
    // Latin names among each other keep their comma.
    let foreign = who.iter().any(|part| part.contains(is_beyond_cyrillic));
    let comma = if foreign { lang.comma } else { ", " };
    let name = contact.name.as_ref().map_or(&organisation, |name| &name.value);
    let name = RichText::plain(name.clone()).held_together();
    let mut reach = Vec::new();
    if let Some(phone) = &contact.phone {
        let number = RichText::link(phone.display(), &format!("tel:{}", phone.dial()));
        reach.push(number.answered_by(&name, lang));
    }
    if let Some(email) = &contact.email {
        reach.push(RichText::link(email.as_str(), &format!("mailto:{}", email.as_str())));
    }
    if let Some(url) = &contact.url {
        reach.push(RichText::link(url.display(), url.href()));
    }
    Card {
        heading: heading.then(|| RichText::plain(county.name.value.clone())),
        name,
        who: RichText::plain(who.join(comma)),
        organisation,
        reach,
    }
}

/// The QR code of a publication: what it names itself, else the contact as a vCard, else none. On a sheet, where the contact
/// has a number too, the words under a code that calls another one name that number.
pub(super) fn code(
    county: &County,
    publication: &Publication,
    labels: &Labels,
    qr_text: Option<RichText>,
    help: Option<&Help>,
    kind: FormatKind,
) -> Option<Code> {
    let mut qr_text = qr_text;
    let mut line = None;
    let label = |label: Label, key: &str, value: &str| labels.text(label).replace(key, value);
    let target = publication.qr.as_ref().map(|qr| &qr.value);
    // The words under the code, and what a screen reader says in its place.
    let (payload, caption, alt) = if let Some(CodeTarget::Phone(phone)) = target {
        let (number, address) = (printed_number(publication, phone), format!("tel:{}", phone.dial()));
        let caption = label(Label::QrPhone, "{number}", number);
        let alt = with_words(qr_text.as_ref(), number, caption.clone(), publication.lang);
        if county.contact.phone.as_ref().is_none_or(|own| own.dial() != phone.dial()) {
            line = help.and_then(|help| help.lines.iter().position(|line| calls(&line.number, &address)));
            if let (Some(words), FormatKind::Sheet) = (&mut qr_text, kind) {
                words.push(", ", SpanStyle::default());
                words.append(&RichText::plain(number).held_together());
            }
        }
        (address, caption, alt)
    } else if let Some(CodeTarget::Page(url)) = target {
        let shown = url.display().trim_end_matches('/');
        let caption = label(Label::QrWeb, "{address}", shown);
        (url.href().to_owned(), caption.clone(), with_words(qr_text.as_ref(), shown, caption, publication.lang))
    } else if let (Some(name), true) = (&county.contact.name, county.contact.is_reachable()) {
        let caption = labels.text(Label::QrContact).to_owned();
        let alt = format!("{caption}{}{}", publication.lang.comma, name.value);
        (vcard(&county.contact, &county.office), caption, alt)
    } else if let Some(url) = &county.contact.url {
        let caption = label(Label::QrWeb, "{address}", url.display());
        (url.href().to_owned(), caption.clone(), caption)
    } else {
        return None;
    };
    let alt = label(Label::QrAlt, "{target}", &alt);
    Some(Code { payload, alt, caption: qr_text.unwrap_or_else(|| RichText::plain(caption)), line })
}

/// Whether a printed number leads to this address.
fn calls(number: &RichText, address: &str) -> bool {
    number.spans.iter().any(|span| span.style.link.as_deref() == Some(address))
}

/// What a screen reader says of a code: the publication's own words with the number or address, or the usual ones.
fn with_words(words: Option<&RichText>, target: &str, usual: String, lang: Lang) -> String {
    words.map_or(usual, |words| format!("{}{}{target}", words.text, lang.comma))
}

/// A number as its help line prints it, or as the code has it if no line does.
fn printed_number<'a>(publication: &'a Publication, phone: &'a Phone) -> &'a str {
    let lines = publication.sections.iter().filter_map(|s| match &s.kind {
        SectionKind::Help(lines) => Some(lines),
        _ => None,
    });
    let mut phones = lines.flatten().filter_map(|l| l.phone.as_ref());
    phones.find(|p| p.dial() == phone.dial()).map_or(phone.display(), |p| p.display())
}

/// The contact as a vCard 3.0 (RFC 2426), the version that phones read most widely; only what a phone needs, so that the
/// modules stay large.
fn vcard(contact: &Contact, office: &str) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', " ");
    let mut lines = vec!["BEGIN:VCARD".to_owned(), "VERSION:3.0".to_owned()];
    if let Some(name) = &contact.name {
        let (given, family) = name.rsplit_once(' ').unwrap_or(("", name));
        lines.push(format!("N:{};{}", escaped(family), escaped(given)));
        lines.push(format!("FN:{}", escaped(name)));
    }
    let organisation = contact.organisation.as_ref().map_or(office, |o| o.value.as_str());
    lines.push(format!("ORG:{}", escaped(organisation)));
    if let Some(phone) = &contact.phone {
        lines.push(format!("TEL:{}", phone.dial()));
    }
    if let Some(email) = &contact.email {
        lines.push(format!("EMAIL:{}", email.as_str()));
    }
    if let Some(url) = &contact.url {
        lines.push(format!("URL:{}", url.href()));
    }
    lines.push("END:VCARD".to_owned());
    lines.join("\r\n")
}

/// A number or address of a help line with its link.
pub(super) fn help_number(line: &crate::definition::HelpLine) -> RichText {
    if let Some(phone) = &line.phone {
        RichText::link(phone.display(), &format!("tel:{}", phone.dial()))
    } else if let Some(url) = &line.url {
        RichText::link(url.display(), url.href())
    } else {
        RichText::default()
    }
}

/// A help line as a statement, such as `114 14: Polisen`.
pub(super) fn help_text(line: &crate::definition::HelpLine, name: &RichText) -> RichText {
    let mut text = RichText::plain(format!("{}: ", help_number(line).text));
    text.append(name);
    text
}

/// The address of a help line that is called as well.
pub(super) fn help_address(line: &crate::definition::HelpLine) -> Option<RichText> {
    let url = line.url.as_ref().filter(|_| line.phone.is_some())?;
    Some(RichText::link(url.display(), url.href()))
}

/// Who answers, strong; and for whom, when and at which address, if that is said.
pub(super) fn help_who(name: &RichText, details: [Option<RichText>; 3], lang: Lang) -> (RichText, Option<RichText>) {
    let details = details.into_iter().flatten().reduce(|mut all, part| {
        all.push(lang.comma, SpanStyle::default());
        all.append(&part);
        all
    });
    (name.all_strong(), details)
}
