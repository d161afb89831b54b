//! Contact cards and what the QR code holds.

use crate::definition::{Contact, County, Label, Labels, Publication};

use super::{Card, Code, RichText, SpanStyle};

/// The card of one county.
pub(super) fn card(county: &County, heading: bool) -> Card {
    let contact = &county.contact;
    let organisation = contact.organisation.as_ref().unwrap_or(&county.office).value.clone();
    let who: Vec<String> = contact
        .name
        .iter()
        .chain(&contact.role)
        .map(|t| t.value.clone())
        .chain(std::iter::once(organisation))
        .collect();
    let mut reach = Vec::new();
    if let Some(phone) = &contact.phone {
        reach.push(RichText::link(phone.display(), &format!("tel:{}", phone.dial())));
    }
    if let Some(email) = &contact.email {
        reach.push(RichText::link(email.as_str(), &format!("mailto:{}", email.as_str())));
    }
    if let Some(url) = &contact.url {
        reach.push(RichText::link(url.display(), url.href()));
    }
    Card {
        heading: heading.then(|| RichText::plain(county.name.value.clone())),
        who: RichText::plain(who.join(", ")),
        reach,
    }
}

/// The QR code of a publication: what it names itself, else the contact as a vCard, else none.
pub(super) fn code(
    county: &County,
    publication: &Publication,
    labels: &Labels,
    qr_text: Option<RichText>,
) -> Option<Code> {
    let label = |label: Label, key: &str, value: &str| labels.text(label).replace(key, value);
    let (payload, target, caption) = if let Some(qr) = &publication.qr {
        if let Some(number) = qr.strip_prefix("tel:") {
            let number = number.trim();
            let dial = crate::definition::Phone::parse(number)
                .map_or_else(|_| number.replace(' ', ""), |p| p.dial().to_owned());
            (format!("tel:{dial}"), number.to_owned(), label(Label::QrPhone, "{number}", number))
        } else {
            let shown =
                qr.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
            (qr.value.clone(), shown.clone(), label(Label::QrWeb, "{address}", &shown))
        }
    } else if county.contact.name.is_some() && county.contact.is_reachable() {
        let name = county.contact.name.as_ref()?.value.clone();
        (vcard(&county.contact, &county.office), name, labels.text(Label::QrContact).to_owned())
    } else if let Some(url) = &county.contact.url {
        (url.href().to_owned(), url.display().to_owned(), label(Label::QrWeb, "{address}", url.display()))
    } else {
        return None;
    };
    let alt = label(Label::QrAlt, "{target}", &target);
    Some(Code { payload, alt, caption: qr_text.unwrap_or_else(|| RichText::plain(caption)) })
}

/// The contact as a vCard 3.0 (RFC 2426), the version that phones read most widely.
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
    if let Some(role) = &contact.role {
        lines.push(format!("TITLE:{}", escaped(role)));
    }
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

/// Who answers, for whom and when: the name is strong.
pub(super) fn help_who(parts: [Option<RichText>; 3]) -> RichText {
    let mut who = RichText::default();
    for (at, part) in parts.into_iter().flatten().enumerate() {
        if at == 0 {
            who.push(&part.text, SpanStyle { strong: true, ..SpanStyle::default() });
        } else {
            who.push(", ", SpanStyle::default());
            who.append(&part);
        }
    }
    who
}
