//! What a county orders and hands out, from the checked tables `[order]` and `[[distribution]]`.

use super::node::Node;
use super::{Date, Format, Phone};
use crate::diagnostic::{At, Place};
use crate::lang::Lang;

/// What the print shop is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// Where `[order]` begins.
    pub place: Place,
    /// The print shop.
    pub printer: Option<At<String>>,
    /// What the invoice is to name.
    pub reference: Option<At<String>>,
    /// Peppol id that the electronic invoice is sent to.
    pub peppol: Option<At<String>>,
    /// Day on which the copies must have arrived.
    pub deadline: At<Date>,
    /// What else the print shop should know.
    pub note: Option<At<String>>,
    /// The leaflets.
    pub items: Vec<OrderItem>,
    /// Where they are sent.
    pub deliveries: Vec<Delivery>,
    /// Whether every leaflet and address could be read; else nobody knows what is missing.
    pub whole: bool,
}

/// A leaflet and how many copies of it.
#[derive(Debug, Clone)]
pub struct OrderItem {
    /// Where the item begins.
    pub place: Place,
    /// Id of the publication.
    pub publication: At<String>,
    /// The format.
    pub format: &'static Format,
    /// The language.
    pub lang: Lang,
    /// How many copies.
    pub quantity: At<u32>,
    /// Paper, its own or that of the order.
    pub paper: Option<At<String>>,
    /// How it is folded; as its format is if none is said.
    pub fold: Option<At<String>>,
}

/// An address that copies are sent to.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Where the address begins.
    pub place: Place,
    /// Who takes them.
    pub name: At<String>,
    /// Street and number, or box.
    pub address: At<String>,
    /// Postcode and town.
    pub town: At<String>,
    /// Whom the driver asks for.
    pub contact: Option<At<String>>,
    /// Number to call before delivery.
    pub phone: Option<At<Phone>>,
    /// Which of the items; all if no publication is said.
    pub of: Option<Part>,
    /// How many copies; all if none is said.
    pub quantity: Option<At<u32>>,
}

impl Delivery {
    /// Whether copies of this item go there.
    #[must_use]
    pub fn takes(&self, item: &OrderItem) -> bool {
        self.of.as_ref().is_none_or(|of| of.takes(item))
    }
}

/// Some items of an order.
#[derive(Debug, Clone)]
pub struct Part {
    /// Id of the publication.
    pub publication: At<String>,
    /// Its format; every one if none is said.
    pub format: Option<At<String>>,
    /// Its language; every one if none is said.
    pub lang: Option<At<String>>,
}

impl Part {
    /// Whether an item is among them.
    #[must_use]
    pub fn takes(&self, item: &OrderItem) -> bool {
        self.publication.value == item.publication.value
            && self.format.as_ref().is_none_or(|format| format.value == item.format.name)
            && self.lang.as_ref().is_none_or(|lang| lang.value == item.lang.code)
    }
}

/// Who is given copies.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The municipality.
    pub municipality: At<String>,
    /// What the recipient is.
    pub kind: RecipientKind,
    /// The recipient.
    pub name: At<String>,
    /// Copies of what.
    pub of: Part,
    /// How many copies.
    pub quantity: At<u32>,
}

/// Kinds of recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecipientKind {
    /// A school.
    School,
    /// A youth clinic.
    YouthClinic,
    /// A leisure centre.
    LeisureCentre,
    /// Anyone else.
    Other,
}

impl RecipientKind {
    /// Every kind with its name in definitions.
    pub const ALL: [(RecipientKind, &'static str); 4] = [
        (RecipientKind::School, "school"),
        (RecipientKind::YouthClinic, "youth-clinic"),
        (RecipientKind::LeisureCentre, "leisure-centre"),
        (RecipientKind::Other, "other"),
    ];
}

/// The order of a file, if it has one.
pub(super) fn order(file: &Node<'_>) -> Option<Order> {
    let table = file.table("order")?;
    let paper = table.text("paper");
    let items: Vec<OrderItem> = table.tables("item").iter().filter_map(|node| item(node, paper.as_ref())).collect();
    let deliveries: Vec<Delivery> = table.tables("delivery").iter().filter_map(delivery).collect();
    Some(Order {
        whole: items.len() == table.items("item").len() && deliveries.len() == table.items("delivery").len(),
        place: table.place(),
        printer: table.text("printer"),
        reference: table.text("reference"),
        peppol: table.text("peppol"),
        deadline: table.date("deadline")?,
        note: table.text("note"),
        items,
        deliveries,
    })
}

/// The recipients of a file.
pub(super) fn recipients(file: &Node<'_>) -> Vec<Recipient> {
    file.tables("distribution").iter().filter_map(recipient).collect()
}

fn item(node: &Node<'_>, paper: Option<&At<String>>) -> Option<OrderItem> {
    Some(OrderItem {
        place: node.place(),
        publication: node.text("publication")?,
        format: Format::named(&node.text("format")?)?,
        lang: node.text("lang").map_or(Some(Lang::SV), |lang| Lang::from_code(&lang))?,
        quantity: quantity(node)?,
        paper: node.text("paper").or_else(|| paper.cloned()),
        fold: node.text("fold"),
    })
}

fn delivery(node: &Node<'_>) -> Option<Delivery> {
    Some(Delivery {
        place: node.place(),
        name: node.text("name")?,
        address: node.text("address")?,
        town: node.text("town")?,
        contact: node.text("contact"),
        phone: node.phone("phone"),
        of: part(node),
        quantity: quantity(node),
    })
}

fn recipient(node: &Node<'_>) -> Option<Recipient> {
    let kind = node.text("kind")?;
    Some(Recipient {
        municipality: node.text("municipality")?,
        kind: RecipientKind::ALL.iter().find(|(_, name)| *name == kind.value)?.0,
        name: node.text("name")?,
        of: part(node)?,
        quantity: quantity(node)?,
    })
}

fn part(node: &Node<'_>) -> Option<Part> {
    Some(Part { publication: node.text("publication")?, format: node.text("format"), lang: node.text("lang") })
}

/// A number of copies.
fn quantity(node: &Node<'_>) -> Option<At<u32>> {
    node.whole("quantity")
}
