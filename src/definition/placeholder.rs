//! Placeholders: what `{county.name}` and its kin stand for, and a text taken apart at its braces.

use std::ops::Range;

/// A name that texts may hold between braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// The county in full.
    CountyName,
    /// The county in short.
    CountyShort,
    /// The county before a noun.
    CountyGenitive,
    /// The office that publishes.
    CountyOffice,
    /// The contact person.
    ContactName,
    /// What the contact person is.
    ContactRole,
    /// Where the contact person works.
    ContactOrganisation,
    /// The contact's phone number.
    ContactPhone,
    /// The contact's e-mail address.
    ContactEmail,
    /// The contact's web address.
    ContactUrl,
    /// The title of the publication.
    PublicationTitle,
    /// The version of the publication.
    PublicationVersion,
    /// The recipient whose copy it is.
    RecipientName,
    /// The municipality of the recipient.
    RecipientMunicipality,
    /// How many copies the recipient has.
    RecipientQuantity,
}

impl Placeholder {
    /// Every placeholder with its name in texts.
    pub const ALL: [(Placeholder, &'static str); 15] = [
        (Placeholder::CountyName, "county.name"),
        (Placeholder::CountyShort, "county.short"),
        (Placeholder::CountyGenitive, "county.genitive"),
        (Placeholder::CountyOffice, "county.office"),
        (Placeholder::ContactName, "contact.name"),
        (Placeholder::ContactRole, "contact.role"),
        (Placeholder::ContactOrganisation, "contact.organisation"),
        (Placeholder::ContactPhone, "contact.phone"),
        (Placeholder::ContactEmail, "contact.email"),
        (Placeholder::ContactUrl, "contact.url"),
        (Placeholder::PublicationTitle, "publication.title"),
        (Placeholder::PublicationVersion, "publication.version"),
        (Placeholder::RecipientName, "recipient.name"),
        (Placeholder::RecipientMunicipality, "recipient.municipality"),
        (Placeholder::RecipientQuantity, "recipient.quantity"),
    ];

    /// The placeholder of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Placeholder> {
        Placeholder::ALL.iter().find(|(_, known)| *known == name).map(|(placeholder, _)| *placeholder)
    }
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they are printed; a doubled brace has become one.
    Words(&'a str),
    /// What stands between two braces, spaces around it left out.
    Name(&'a str),
    /// A brace without its partner.
    Stray(&'a str),
}

/// Takes a text apart; each piece comes with its bytes in the text, braces included.
#[must_use]
pub fn pieces(text: &str) -> Vec<(Piece<'_>, Range<usize>)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (piece, length) = match rest.find(['{', '}']) {
            None => (Piece::Words(rest), rest.len()),
            Some(0) if rest.starts_with("{{") || rest.starts_with("}}") => (Piece::Words(&rest[..1]), 2),
            // A name stays on its line and holds no further brace.
            Some(0) => match rest[1..].find(['{', '}', '\n']) {
                Some(end) if rest.starts_with('{') && rest[1 + end..].starts_with('}') => {
                    (Piece::Name(rest[1..=end].trim()), end + 2)
                }
                _ => (Piece::Stray(&rest[..1]), 1),
            },
            Some(words) => (Piece::Words(&rest[..words]), words),
        };
        pieces.push((piece, at..at + length));
        at += length;
    }
    pieces
}

/// The text with every placeholder filled by `fill`; an unknown one stays as it was written.
pub fn filled(text: &str, mut fill: impl FnMut(&str) -> Option<String>) -> String {
    pieces(text)
        .into_iter()
        .map(|(piece, range)| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Name(name) => fill(name).unwrap_or_else(|| text[range].to_owned()),
            Piece::Stray(brace) => brace.to_owned(),
        })
        .collect()
}

/// Markdown that reads as this value and as nothing else, also where it begins a line: no list, heading or rule.
#[must_use]
pub fn literal(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let number = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, sign) in value.char_indices() {
        let begins = at == 0 && "#+-=~|".contains(sign) || at > 0 && at == number && ".)".contains(sign);
        if begins || "\\*_`[]<>&".contains(sign) {
            text.push('\\');
        }
        text.push(sign);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_taken_apart() {
        let text = "Hej {county.name}, {{x}} { och } {}";
        let found: Vec<Piece> = pieces(text).into_iter().map(|(piece, _)| piece).collect();
        let expected = [
            Piece::Words("Hej "),
            Piece::Name("county.name"),
            Piece::Words(", "),
            Piece::Words("{"),
            Piece::Words("x"),
            Piece::Words("}"),
            Piece::Words(" "),
            Piece::Name("och"),
            Piece::Words(" "),
            Piece::Name(""),
        ];
        assert_eq!(found, expected);
        assert_eq!(pieces("{a\n}")[0], (Piece::Stray("{"), 0..1));
    }

    #[test]
    fn a_value_is_no_markdown_wherever_it_stands() {
        for (value, expected) in [
            ("# Skolan", "\\# Skolan"),
            ("5. klass i Kil", "5\\. klass i Kil"),
            ("- A", "\\- A"),
            ("054-19 73 38", "054-19 73 38"),
            ("a_b *c*", "a\\_b \\*c\\*"),
            ("2026", "2026"),
        ] {
            assert_eq!(literal(value), expected);
        }
    }

    #[test]
    fn known_names_are_filled() {
        let fill = |name: &str| (name == "a").then(|| "ett".to_owned());
        assert_eq!(filled("{a} och {{b}} och {c}", fill), "ett och {b} och {c}");
    }
}
