//! The distribution list: who is given copies, by municipality and kind, with a box to tick when they have arrived.

use crate::definition::{Recipient, RecipientKind};

use super::paper::{Cell, Column, Paper, PaperBody, PaperPart, Row, Table};
use super::ticket::{Ticket, TicketLine, copies};

/// What the box beside a recipient is for.
const ARRIVED: &str = "Ruta och rad: framme, datum";

impl Ticket<'_> {
    /// The list as a paper: sums first, then a table for each municipality; none if nobody is named.
    #[must_use]
    pub fn distribution(&self) -> Option<Paper> {
        if self.county.recipients.is_empty() {
            return None;
        }
        let mut parts = vec![PaperPart { heading: Some("Summor".to_owned()), body: PaperBody::Table(self.sums()) }];
        for (municipality, recipients) in self.municipalities() {
            parts.push(PaperPart {
                heading: Some(municipality.to_owned()),
                body: PaperBody::Table(self.municipality(&recipients)),
            });
        }
        Some(Paper {
            metadata: self.metadata("distribution", "Utdelning"),
            title: "Utdelning".to_owned(),
            subtitle: self.county.office.value.clone(),
            parts,
        })
    }

    /// The list as rows of text, the first of them headings.
    #[must_use]
    pub fn distribution_rows(&self) -> Vec<Vec<String>> {
        let headings = ["Kommun", "Slag", "Mottagare", "Trycksak", "Antal", "Framme"].map(str::to_owned);
        let mut rows = vec![headings.to_vec()];
        for (municipality, recipients) in self.municipalities() {
            rows.extend(recipients.into_iter().map(|recipient| {
                vec![
                    municipality.to_owned(),
                    kind(recipient.kind).to_owned(),
                    recipient.name.value.clone(),
                    self.named(recipient),
                    recipient.quantity.value.to_string(),
                    String::new(),
                ]
            }));
        }
        rows
    }

    /// Municipalities in the order of the definition, with their recipients by kind.
    fn municipalities(&self) -> Vec<(&str, Vec<&Recipient>)> {
        let mut found: Vec<(&str, Vec<&Recipient>)> = Vec::new();
        for recipient in &self.county.recipients {
            let name = recipient.municipality.as_str();
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, list)) => list.push(recipient),
                None => found.push((name, vec![recipient])),
            }
        }
        for (_, list) in &mut found {
            list.sort_by_key(|recipient| recipient.kind);
        }
        found
    }

    fn municipality(&self, recipients: &[&Recipient]) -> Table {
        let columns = vec![
            Column::new("Mottagare", 56.0),
            Column::new("Slag", 34.0),
            Column::new("Trycksak", 42.0),
            Column::numbers("Antal", 14.0),
            Column::new("Framme, datum", 28.0),
        ];
        let row = |recipient: &&Recipient| {
            let mut row = Row::words([
                recipient.name.value.clone(),
                kind(recipient.kind).to_owned(),
                self.named(recipient),
                copies(recipient.quantity.value.into()),
            ]);
            row.cells.push(Cell::Tick(ARRIVED));
            row
        };
        Table { columns, rows: recipients.iter().map(row).collect() }
    }

    /// For each leaflet how many copies go to each kind of recipient, and how many are ordered.
    fn sums(&self) -> Table {
        let mut columns = vec![Column::new("Trycksak", 46.0)];
        // As wide as the words over them.
        columns.extend(
            RecipientKind::ALL.map(|(of, _)| Column::numbers(plural(of), plural(of).chars().count() as f32 * 1.8)),
        );
        columns.extend([Column::numbers("Utdelas", 15.0), Column::numbers("Beställt", 15.0)]);
        let row = |line: &TicketLine<'_>| {
            let of = |wanted: Option<RecipientKind>| {
                let own = self.county.recipients.iter().filter(|recipient| recipient.of.takes(line.item));
                own.filter(|r| wanted.is_none_or(|kind| kind == r.kind))
                    .map(|r| u64::from(r.quantity.value))
                    .sum::<u64>()
            };
            let kinds = RecipientKind::ALL.map(|(kind, _)| copies(of(Some(kind))));
            let rest = [copies(of(None)), copies(line.item.quantity.value.into())];
            Row::words([line.title()].into_iter().chain(kinds).chain(rest))
        };
        Table { columns, rows: self.leaflets_once().map(row).collect() }
    }

    /// The leaflets that a recipient is given.
    fn named(&self, recipient: &Recipient) -> String {
        let own = self.leaflets_once().filter(|line| recipient.of.takes(line.item));
        own.map(TicketLine::title).collect::<Vec<_>>().join(", ")
    }
}

/// A kind of recipient, one of them.
fn kind(kind: RecipientKind) -> &'static str {
    match kind {
        RecipientKind::School => "Skola",
        RecipientKind::YouthClinic => "Ungdomsmottagning",
        RecipientKind::LeisureCentre => "Fritidsgård",
        RecipientKind::Other => "Annan",
    }
}

/// A kind of recipient, several of them.
fn plural(kind: RecipientKind) -> &'static str {
    match kind {
        RecipientKind::School => "Skolor",
        RecipientKind::YouthClinic => "Ungdomsmottagningar",
        RecipientKind::LeisureCentre => "Fritidsgårdar",
        RecipientKind::Other => "Andra",
    }
}
