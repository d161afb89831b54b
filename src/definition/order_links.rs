//! Checks that an order and a distribution list speak of leaflets that there are.

use super::nearest::proposal;
use super::{County, Format, OrderItem, Part, Project};
use crate::diagnostic::{At, Diagnostic};
use crate::rules;

/// Every finding about names in orders and distribution lists.
pub(super) fn check(project: &Project, out: &mut Vec<Diagnostic>) {
    let asked = project.counties.iter().filter(|county| project.targets.contains(&county.slug));
    for county in asked {
        let items = county.order.as_ref().map_or(&[][..], |order| &order.items);
        for item in items {
            self::item(project, county, item, out);
        }
        twice(items, out);
        if let Some(peppol) = county.order.as_ref().and_then(|order| order.peppol.as_ref()) {
            self::peppol(peppol, out);
        }
        let deliveries = county.order.iter().flat_map(|order| &order.deliveries).filter_map(|d| d.of.as_ref());
        for part in deliveries.chain(county.recipients.iter().map(|recipient| &recipient.of)) {
            self::part(county, part, out);
        }
    }
}

/// An item is a leaflet that the county prints.
fn item(project: &Project, county: &County, item: &OrderItem, out: &mut Vec<Diagnostic>) {
    if !county.publications.iter().any(|id| id.value == item.publication.value) {
        return unknown(&item.publication, county.publications.iter().map(|id| id.value.as_str()), "print", out);
    }
    let mut languages = project.languages_of(&item.publication).peekable();
    // A publication that is not there, or has errors, has been reported where the county names it.
    if languages.peek().is_none() {
        return;
    }
    let made = |name: &Format| {
        project
            .publication(&item.publication, item.lang)
            .is_some_and(|publication| publication.formats.iter().any(|used| used.format == name))
    };
    if !made(item.format) {
        let id = &item.publication.value;
        let message = format!("`{id}` is not made as {} in {}", item.format.name, item.lang.code);
        let forms: Vec<String> = languages
            .flat_map(|p| p.formats.iter().map(|used| format!("{} ({})", used.format.name, p.lang.code)))
            .collect();
        let help = format!("there is: {}", forms.join(", "));
        out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&item.place).help(help));
    }
}

/// An address for electronic invoices is the number of a list of identifiers, and a number of that list.
fn peppol(id: &At<String>, out: &mut Vec<Diagnostic>) {
    let (list, number) = id.value.split_once(':').unwrap_or_default();
    let is_id = list.len() == 4
        && list.bytes().all(|byte| byte.is_ascii_digit())
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !is_id {
        let message = format!("“{}” is no Peppol id", super::checker::quoted(id));
        let help =
            "write four digits, a colon and a number; for a Swedish authority `0007:` and its organisation number";
        out.push(Diagnostic::new(&rules::BAD_VALUE, message).at(&id.place).help(help));
    }
}

/// A leaflet that is ordered twice.
fn twice(items: &[OrderItem], out: &mut Vec<Diagnostic>) {
    for (at, item) in items.iter().enumerate() {
        let same = |other: &OrderItem| {
            other.publication.value == item.publication.value && other.format == item.format && other.lang == item.lang
        };
        if items[..at].iter().any(same) {
            let message = format!("{} as {} is ordered twice", item.publication.value, item.format.name);
            let help = "put the two quantities together";
            out.push(Diagnostic::new(&rules::DUPLICATE, message).at(&item.place).help(help));
        }
    }
}

/// What is sent or handed out is printed, and where there is an order it is ordered.
fn part(county: &County, part: &Part, out: &mut Vec<Diagnostic>) {
    let Some(order) = &county.order else {
        if !county.publications.iter().any(|id| id.value == part.publication.value) {
            unknown(&part.publication, county.publications.iter().map(|id| id.value.as_str()), "print", out);
        }
        return;
    };
    if order.items.is_empty() || !order.whole || order.items.iter().any(|item| part.takes(item)) {
        return;
    }
    match &part.format {
        Some(format) if order.items.iter().any(|item| item.publication.value == part.publication.value) => {
            let own = order.items.iter().filter(|item| item.publication.value == part.publication.value);
            unknown(format, own.map(|item| item.format.name), "order", out);
        }
        _ => unknown(&part.publication, order.items.iter().map(|item| item.publication.value.as_str()), "order", out),
    }
}

fn unknown<'a>(name: &At<String>, known: impl Iterator<Item = &'a str>, does: &str, out: &mut Vec<Diagnostic>) {
    let message = format!("the county does not {does} `{}`", super::checker::quoted(name));
    let mut known: Vec<&str> = known.collect();
    known.dedup();
    out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&name.place).help(proposal(name, known)));
}
