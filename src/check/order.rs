//! Rules on orders: quantities that add up, and a deadline that can be met.

use super::stock;
use crate::definition::{County, Date, Delivery, Order, OrderItem, Project};
use crate::diagnostic::Diagnostic;
use crate::rules;

/// Every finding about the orders of the counties that were asked for.
#[must_use]
pub fn check(project: &Project, today: Date) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for county in project.counties.iter().filter(|county| project.targets.contains(&county.slug)) {
        if let Some(order) = &county.order {
            deadline(county, order, today, &mut out);
            if order.whole {
                deliveries(order, &mut out);
            }
            if let Some(preset) = project.preset(county) {
                stock::paper(order, preset, &mut out);
            }
            order.items.iter().for_each(|item| stock::fold(item, &mut out));
            order.items.iter().for_each(|item| distribution(county, order, item, &mut out));
        }
    }
    out
}

fn deadline(county: &County, order: &Order, today: Date, out: &mut Vec<Diagnostic>) {
    let day = order.deadline.value;
    let verified = county.contact.verified.as_ref().map(|date| date.value);
    let message = if day < today {
        format!("the deadline {day} has passed")
    } else if let Some(verified) = verified.filter(|verified| day < *verified) {
        format!("the deadline {day} lies before the day on which the contact was verified, {verified}")
    } else {
        return;
    };
    let help = "write the day on which the copies must have arrived";
    out.push(Diagnostic::new(&rules::ORDER_DEADLINE, message).at(&order.deadline.place).help(help));
}

/// What is sent somewhere is what is ordered, wherever quantities are said.
fn deliveries(order: &Order, out: &mut Vec<Diagnostic>) {
    if order.deliveries.is_empty() && !order.items.is_empty() {
        let help = "add an [[order.delivery]] with `name`, `address` and `town`";
        let finding = Diagnostic::new(&rules::ORDER_SUM, "the order names no address that the copies are sent to");
        return out.push(finding.at(&order.place).help(help));
    }
    let unknown =
        |delivery: &Delivery| delivery.of.as_ref().is_some_and(|of| !order.items.iter().any(|item| of.takes(item)));
    // A name that nothing has is reported where it stands; what it was meant to be nobody knows.
    if order.deliveries.iter().any(unknown) {
        return;
    }
    for item in &order.items {
        let to: Vec<_> = order.deliveries.iter().filter(|delivery| delivery.takes(item)).collect();
        let open: Vec<_> = to.iter().filter(|delivery| delivery.quantity.is_none()).collect();
        if to.is_empty() {
            let message = format!("no address is given for {} as {}", item.publication.value, item.format.name);
            let help = "add an [[order.delivery]] for it, or leave `publication` out of one";
            out.push(Diagnostic::new(&rules::ORDER_SUM, message).at(&item.place).help(help));
        } else if open.len() == 1 && leaves_a_rest(order, item, &to) {
            // What the others leave is a number, and the ticket says it.
        } else if let (Some(first), true) = (open.first(), to.len() > 1) {
            let message = format!("{} addresses share the copies, and this one has no quantity", to.len());
            let help = "write `quantity = ...` for each address";
            let finding = Diagnostic::new(&rules::ORDER_SUM, message).at(&first.place).help(help);
            // One address without quantity may lack it for several items.
            if !out.iter().any(|known| known.place == finding.place) {
                out.push(finding);
            }
        } else if open.is_empty() && !shared(order, item) {
            let sum = to.iter().filter_map(|delivery| delivery.quantity.as_ref()).map(|q| u64::from(q.value)).sum();
            compare(item, sum, "sent to addresses", out);
        }
    }
}

/// Whether some of an item's addresses say how many copies of it they take, and leave some to the others.
fn leaves_a_rest(order: &Order, item: &OrderItem, to: &[&Delivery]) -> bool {
    let alone = |delivery: &Delivery| order.items.iter().filter(|other| delivery.takes(other)).count() == 1;
    let mut stated = to.iter().filter(|delivery| delivery.quantity.is_some()).peekable();
    let sum = |delivery: &Delivery| delivery.quantity.as_ref().map_or(0, |quantity| u64::from(quantity.value));
    stated.peek().is_some()
        && stated.clone().all(|delivery| alone(delivery))
        && stated.map(|delivery| sum(delivery)).sum::<u64>() < u64::from(item.quantity.value)
}

/// Whether an address takes this item together with others, so that its quantity cannot be parted.
fn shared(order: &Order, item: &OrderItem) -> bool {
    let several = |delivery: &Delivery| order.items.iter().filter(|other| delivery.takes(other)).count() > 1;
    order.deliveries.iter().any(|delivery| delivery.takes(item) && several(delivery))
}

/// What is handed out is what is ordered, as far as recipients are named.
fn distribution(county: &County, order: &Order, item: &OrderItem, out: &mut Vec<Diagnostic>) {
    let to: Vec<_> = county.recipients.iter().filter(|recipient| recipient.of.takes(item)).collect();
    if to.is_empty() {
        return;
    }
    if let Some(open) = to.iter().find(|r| order.items.iter().filter(|other| r.of.takes(other)).count() > 1) {
        let message =
            format!("{} is ordered in several forms, and this line does not say which", item.publication.value);
        let help = format!(
            "add `format = \"{}\"` or `lang = \"{}\"`, or others that are ordered",
            item.format.name, item.lang.code
        );
        let finding = Diagnostic::new(&rules::ORDER_SUM, message).at(&open.of.publication.place).help(help);
        if !out.iter().any(|known| known.place == finding.place) {
            out.push(finding);
        }
        return;
    }
    compare(item, to.iter().map(|recipient| u64::from(recipient.quantity.value)).sum(), "handed out", out);
}

/// Copies for recipients are as many as are ordered. `sums` gives how many those of an item come to, if it has any.
pub fn recipients(order: &Order, sums: impl Fn(&OrderItem) -> Option<u64>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for item in &order.items {
        if let Some(sum) = sums(item) {
            compare(item, sum, "for recipients", &mut out);
        }
    }
    out
}

fn compare(item: &OrderItem, sum: u64, what: &str, out: &mut Vec<Diagnostic>) {
    let ordered = u64::from(item.quantity.value);
    if sum == ordered {
        return;
    }
    let message =
        format!("{ordered} copies of {} as {} are ordered, {sum} are {what}", item.publication.value, item.format.name);
    let help = if sum > ordered {
        format!("order {} more, or change the quantities", sum - ordered)
    } else {
        format!("{} copies have no place to go; order fewer, or change the quantities", ordered - sum)
    };
    out.push(Diagnostic::new(&rules::ORDER_SUM, message).at(&item.quantity.place).help(help));
}
