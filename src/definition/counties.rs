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

    /// The county that a province or town lies in, where it is one.
    #[must_use]
    pub fn around(place: &str) -> Option<&'static KnownCounty> {
        let place = super::slugged(place);
        let (_, slug) = PLACES.iter().find(|(name, _)| *name == place)?;
        COUNTIES.iter().find(|county| county.slug == *slug)
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

/// Provinces that lie in one county, and towns that people name in the place of theirs, as slugs.
const PLACES: [(&str, &str); 39] = [
    ("angermanland", "vasternorrland"),
    ("bohuslan", "vastra-gotaland"),
    ("boras", "vastra-gotaland"),
    ("dalsland", "vastra-gotaland"),
    ("eskilstuna", "sodermanland"),
    ("falun", "dalarna"),
    ("gastrikland", "gavleborg"),
    ("gavle", "gavleborg"),
    ("goteborg", "vastra-gotaland"),
    ("halmstad", "halland"),
    ("halsingland", "gavleborg"),
    ("harjedalen", "jamtland"),
    ("harnosand", "vasternorrland"),
    ("helsingborg", "skane"),
    ("karlskrona", "blekinge"),
    ("karlstad", "varmland"),
    ("linkoping", "ostergotland"),
    ("lulea", "norrbotten"),
    ("lund", "skane"),
    ("malmo", "skane"),
    ("mariestad", "vastra-gotaland"),
    ("medelpad", "vasternorrland"),
    ("narke", "orebro"),
    ("norrkoping", "ostergotland"),
    ("nykoping", "sodermanland"),
    ("oland", "kalmar"),
    ("ostersund", "jamtland"),
    ("sormland", "sodermanland"),
    ("sundsvall", "vasternorrland"),
    ("trollhattan", "vastra-gotaland"),
    ("umea", "vasterbotten"),
    ("uppland", "uppsala"),
    ("vanersborg", "vastra-gotaland"),
    ("vasteras", "vastmanland"),
    ("vastergotland", "vastra-gotaland"),
    ("vaxjo", "kronoberg"),
    ("visby", "gotland"),
    ("ornskoldsvik", "vasternorrland"),
    ("kiruna", "norrbotten"),
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
        assert_eq!(KnownCounty::around("Närke").map(|county| county.slug), Some("orebro"));
        assert!(
            PLACES
                .iter()
                .all(|(place, slug)| KnownCounty::named(place).is_none() && KnownCounty::named(slug).is_some())
        );
    }

    #[test]
    fn slugs_are_made_of_the_short_names() {
        assert!(COUNTIES.iter().all(|county| super::super::slugged(county.short) == county.slug));
    }
}
