//! Builds a county from the checked tables `[county]`, `[contact]`, `[[sender]]`, `[[override]]`, `[order]` and
//! `[[distribution]]`.

use std::sync::Arc;

use super::node::Node;
use super::publication::{brand_colors, section};
use super::{Contact, County, Override, OverrideAction, Sender, Text, order};
use crate::diagnostic::Place;
use crate::lang::Lang;

/// The county of a file; `None` if a part is missing that nothing can do without.
pub(super) fn county(file: &Node<'_>, slug: &str) -> Option<County> {
    let table = file.table("county")?;
    let name = line(&table, "name")?;
    Some(County {
        slug: slug.to_owned(),
        source: Arc::clone(file.source),
        code: table.text("code"),
        letter: table.text("letter"),
        short: line(&table, "short")?,
        genitive: line(&table, "genitive")?,
        office: line(&table, "office")?,
        publications: table.texts("publications"),
        base_url: table.url("base_url"),
        accessibility_url: table.url("accessibility_url"),
        with: table.texts("with"),
        print_profile: table.text("print_profile"),
        contact: contact(file, &name.place),
        senders: file.tables("sender").iter().filter_map(sender).collect(),
        overrides: file.tables("override").iter().filter_map(change).collect(),
        order: order::order(file),
        recipients: order::recipients(file),
        addressee: None,
        name,
    })
}

/// A name as it is printed: with the quotation marks, apostrophes and dashes of Swedish, as texts have them.
fn line(table: &Node<'_>, key: &str) -> Option<Text> {
    let mut name = table.text(key)?;
    if name.value.contains(['"', '\'', '-']) {
        name.value = name.value.replace('"', "”").replace('\'', "’").replace(" - ", " – ");
    }
    Some(name)
}

/// The contact; an empty one at the county's name if the file has none.
fn contact(file: &Node<'_>, county: &Place) -> Contact {
    let Some(table) = file.table("contact") else {
        return Contact {
            place: county.clone(),
            name: None,
            role: None,
            organisation: None,
            phone: None,
            email: None,
            url: None,
            verified: None,
        };
    };
    Contact {
        place: table.place(),
        name: line(&table, "name"),
        role: line(&table, "role"),
        organisation: line(&table, "organisation"),
        phone: table.phone("phone"),
        email: table.email("email"),
        url: table.url("url"),
        verified: table.date("verified"),
    }
}

fn sender(table: &Node<'_>) -> Option<Sender> {
    Some(Sender {
        name: table.text("name")?,
        logo: table.text("logo"),
        colors: brand_colors(table),
        publications: table.texts("publications"),
    })
}

fn change(table: &Node<'_>) -> Option<Override> {
    let other = || table.table("section").as_ref().and_then(section).map(Box::new);
    let action = if let Some(id) = table.text("drop") {
        OverrideAction::Drop(id)
    } else if let Some(id) = table.text("replace") {
        OverrideAction::Replace(id, other()?)
    } else if let Some(id) = table.text("before") {
        OverrideAction::Before(id, other()?)
    } else {
        OverrideAction::After(table.text("after")?, other()?)
    };
    Some(Override {
        place: table.place(),
        publication: table.text("publication")?,
        lang: table.text("lang").and_then(|code| Lang::from_code(&code)),
        action,
    })
}
