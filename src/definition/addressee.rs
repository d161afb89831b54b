//! For whom a copy of a leaflet is made: a municipality or a school with copies of its own, from a table of recipients.

use super::checker::slugged;
use super::{Contact, County};

/// A recipient whose copies name it. Those who are only handed copies of a county's leaflet are [`super::Recipient`]s.
#[derive(Debug, Clone)]
pub struct Addressee {
    /// Part of its files' names; unique in its county.
    pub id: String,
    /// Who it is, such as `Exempelskolan`; `{recipient.name}`.
    pub name: String,
    /// The municipality, such as `Karlstad`; `{recipient.municipality}`.
    pub municipality: Option<String>,
    /// How many copies of each leaflet; `{recipient.quantity}`.
    pub quantity: u32,
    /// Whom its readers ask, in place of the county's contact as a whole: no line of the one stands beside one of the other.
    pub contact: Option<Contact>,
    /// The table that it stands in, as manifests name it.
    pub file: String,
    /// Its row there; the headings are row 1.
    pub row: usize,
}

impl Addressee {
    /// The id of a name in a municipality; empty if it holds no letter of the Latin alphabet.
    #[must_use]
    pub fn id_of(name: &str, municipality: Option<&str>) -> String {
        match municipality.filter(|municipality| *municipality != name) {
            Some(municipality) => slugged(&format!("{municipality} {name}")),
            None => slugged(name),
        }
    }

    /// Name and municipality on one line, as a print shop reads them.
    #[must_use]
    pub fn title(&self) -> String {
        titled(&self.name, self.municipality.as_deref())
    }

    /// Where its contact answers: the municipality, or itself where none is named.
    #[must_use]
    pub fn area(&self) -> &str {
        self.municipality.as_ref().unwrap_or(&self.name)
    }

    /// The county as it prints for this recipient.
    #[must_use]
    pub fn county(&self, county: &County) -> County {
        let contact = self.contact.as_ref().unwrap_or(&county.contact).clone();
        County { contact, addressee: Some(self.clone()), ..county.clone() }
    }
}

/// A name and its municipality on one line.
#[must_use]
pub fn titled(name: &str, municipality: Option<&str>) -> String {
    match municipality {
        Some(municipality) if municipality != name => format!("{name}, {municipality}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_municipality_and_name() {
        assert_eq!(Addressee::id_of("Åsskolan", Some("Västra Ämtervik")), "vastra-amtervik-asskolan");
        assert_eq!(Addressee::id_of("Karlstad", Some("Karlstad")), "karlstad");
        assert_eq!(Addressee::id_of("Karlstads kommun", None), "karlstads-kommun");
        assert_eq!(Addressee::id_of("学校", None), "");
    }
}
