//! The 21 counties of Sweden: codes of Statistics Sweden, letters and names.

/// A county as the statistics know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownCounty {
    /// Name of its file.
    pub slug: &'static str,
    /// Code of Statistics Sweden.
    pub code: &'static str,
    /// Letter.
    pub letter: &'static str,
    /// Before `län`; five counties take no genitive -s.
    pub genitive: &'static str,
    /// In communication, such as `Värmland`.
    pub short: &'static str,
}

impl KnownCounty {
    /// The county that a person means by its slug, its short name or its full name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static KnownCounty> {
        let slug = super::slugged(name);
        COUNTIES.iter().find(|county| {
            slug == county.slug
                || slug == super::slugged(county.genitive)
                || slug == super::slugged(&county.name())
                || name.trim() == county.code
        })
    }

    /// In full, such as `Värmlands län`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} län", self.genitive)
    }

    /// The office that publishes, as it signs, such as `Länsstyrelsen Värmland`.
    #[must_use]
    pub fn office(&self) -> String {
        format!("Länsstyrelsen {}", self.short)
    }
}

/// Shorthand for a row.
const fn row(
    slug: &'static str,
    code: &'static str,
    letter: &'static str,
    genitive: &'static str,
    short: &'static str,
) -> KnownCounty {
    KnownCounty { slug, code, letter, genitive, short }
}

/// The counties in the order of their codes (Statistics Sweden, Län och kommuner i kodnummerordning).
pub static COUNTIES: [KnownCounty; 21] = [
    row("stockholm", "01", "AB", "Stockholms", "Stockholm"),
    row("uppsala", "03", "C", "Uppsala", "Uppsala"),
    row("sodermanland", "04", "D", "Södermanlands", "Södermanland"),
    row("ostergotland", "05", "E", "Östergötlands", "Östergötland"),
    row("jonkoping", "06", "F", "Jönköpings", "Jönköping"),
    row("kronoberg", "07", "G", "Kronobergs", "Kronoberg"),
    row("kalmar", "08", "H", "Kalmar", "Kalmar"),
    row("gotland", "09", "I", "Gotlands", "Gotland"),
    row("blekinge", "10", "K", "Blekinge", "Blekinge"),
    row("skane", "12", "M", "Skåne", "Skåne"),
    row("halland", "13", "N", "Hallands", "Halland"),
    row("vastra-gotaland", "14", "O", "Västra Götalands", "Västra Götaland"),
    row("varmland", "17", "S", "Värmlands", "Värmland"),
    row("orebro", "18", "T", "Örebro", "Örebro"),
    row("vastmanland", "19", "U", "Västmanlands", "Västmanland"),
    row("dalarna", "20", "W", "Dalarnas", "Dalarna"),
    row("gavleborg", "21", "X", "Gävleborgs", "Gävleborg"),
    row("vasternorrland", "22", "Y", "Västernorrlands", "Västernorrland"),
    row("jamtland", "23", "Z", "Jämtlands", "Jämtland"),
    row("vasterbotten", "24", "AC", "Västerbottens", "Västerbotten"),
    row("norrbotten", "25", "BD", "Norrbottens", "Norrbotten"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counties_are_found_by_any_of_their_names() {
        for name in ["varmland", "Värmland", "Värmlands län", "värmlands", "17"] {
            assert_eq!(KnownCounty::named(name).map(|county| county.slug), Some("varmland"), "{name}");
        }
        assert_eq!(
            KnownCounty::named("Västra Götaland").map(KnownCounty::office).as_deref(),
            Some("Länsstyrelsen Västra Götaland")
        );
        assert_eq!(KnownCounty::named("Narnia"), None);
    }

    #[test]
    fn slugs_are_made_of_the_short_names() {
        assert!(COUNTIES.iter().all(|county| super::super::slugged(county.short) == county.slug));
    }
}
