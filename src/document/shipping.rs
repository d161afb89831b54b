//! Where the copies of an order go: its addresses, and how many each takes of what.

use crate::definition::{Delivery, OrderItem};

use super::paper::{Column, Row, Table};
use super::ticket::{NONE, Ticket, TicketLine, copies};

/// How many copies of an item go to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// All that are ordered: nobody else takes any.
    All,
    /// So many: as the order says, or what others leave.
    Copies(u64),
    /// Nobody can tell: others take some too, and do not say how many.
    Open,
}

impl Ticket<'_> {
    /// The addresses as a table.
    pub(super) fn deliveries(&self) -> Table {
        let columns = vec![
            Column::new("Mottagare", 45.0),
            Column::new("Adress", 60.0),
            Column::new("Trycksak", 45.0),
            Column::numbers("Antal", 24.0),
        ];
        Table { columns, rows: self.order.deliveries.iter().flat_map(|delivery| self.delivery(delivery)).collect() }
    }

    /// One row, or one for each leaflet where the address takes what others leave of some of them.
    fn delivery(&self, delivery: &Delivery) -> Vec<Row> {
        let called = [delivery.contact.as_ref().map(|c| c.value.clone()), phone(delivery)];
        let mut who = vec![delivery.name.value.clone()];
        who.extend(called.into_iter().flatten());
        let (who, address) = (who.join("\n"), address(delivery).join("\n"));
        let lines: Vec<&TicketLine<'_>> = self.leaflets_once().filter(|line| takes(delivery, line.item)).collect();
        let shares: Vec<Share> = lines.iter().map(|line| self.share(delivery, line.item)).collect();
        let alike = shares.iter().all(|share| *share == Share::All) || delivery.quantity.is_some();
        if alike || lines.len() < 2 {
            let named: Vec<String> = lines.iter().map(|line| line.title()).collect();
            let all = delivery.of.is_none() && (alike || self.leaflets_once().count() > 1);
            let named = if all { "alla".to_owned() } else { named.join(", ") };
            let quantity = shares.first().copied().unwrap_or(Share::Open);
            return vec![Row::words([who, address, named, amount(quantity, "alla")])];
        }
        let row = |(at, (line, share)): (usize, (&&TicketLine<'_>, &Share))| {
            // Its name stands once: the rows belong together.
            let [who, address] = if at == 0 { [who.clone(), address.clone()] } else { [String::new(), String::new()] };
            let all = copies(line.item.quantity.value.into());
            Row::words([who, address, line.title(), amount(*share, &all)])
        };
        lines.iter().zip(&shares).enumerate().map(row).collect()
    }

    /// The addresses that an item goes to, in a line each, with how many copies of it where it is not all of them.
    pub(super) fn sent_to(&self, item: &OrderItem) -> Vec<String> {
        let one = |delivery: &Delivery| {
            let mut parts = vec![delivery.name.value.clone()];
            parts.extend(address(delivery));
            parts.extend(delivery.contact.as_ref().map(|contact| contact.value.clone()));
            parts.extend(phone(delivery));
            if let Share::Copies(count) = self.share(delivery, item) {
                parts.push(format!("{count} ex"));
            }
            parts.join(", ")
        };
        self.order.deliveries.iter().filter(|delivery| takes(delivery, item)).map(one).collect()
    }

    /// How many copies of an item an address takes.
    fn share(&self, delivery: &Delivery, item: &OrderItem) -> Share {
        if let Some(quantity) = &delivery.quantity {
            return Share::Copies(quantity.value.into());
        }
        let others: Vec<&Delivery> = self
            .order
            .deliveries
            .iter()
            .filter(|other| !std::ptr::eq(*other, delivery) && takes(other, item))
            .collect();
        if others.is_empty() {
            return Share::All;
        }
        // A quantity that is for several leaflets together cannot be parted.
        let alone = |other: &&Delivery| self.order.items.iter().filter(|item| takes(other, item)).count() == 1;
        let stated = |other: &&Delivery| other.quantity.as_ref().filter(|_| alone(other)).map(|q| u64::from(q.value));
        let sum: Option<u64> = others.iter().map(stated).sum();
        let rest = sum.and_then(|sum| u64::from(item.quantity.value).checked_sub(sum));
        rest.map_or(Share::Open, Share::Copies)
    }
}

/// Whether an item goes to an address.
fn takes(delivery: &Delivery, item: &OrderItem) -> bool {
    delivery.of.as_ref().is_none_or(|part| part.takes(item))
}

/// A share in words.
fn amount(share: Share, all: &str) -> String {
    match share {
        Share::All => all.to_owned(),
        Share::Copies(count) => copies(count),
        Share::Open => NONE.to_owned(),
    }
}

fn phone(delivery: &Delivery) -> Option<String> {
    delivery.phone.as_ref().map(|phone| phone.display().to_owned())
}

/// The lines of an address.
fn address(delivery: &Delivery) -> Vec<String> {
    vec![delivery.address.value.clone(), delivery.town.value.clone()]
}
