//! Counties as tables name them: by slug, in short or in full.

use super::edit::values;
use super::{County, county_slugs, paths};
use crate::world::World;

/// A county and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Its slug.
    pub slug: String,
    /// Its names in small letters.
    names: Vec<String>,
}

impl Called {
    fn new(slug: &str, names: &[&str]) -> Called {
        let names = names.iter().chain([&slug]).map(|name| name.to_lowercase()).collect();
        Called { slug: slug.to_owned(), names }
    }

    /// What a county that has been read is called.
    #[must_use]
    pub fn of(county: &County) -> Called {
        Called::new(&county.slug, &[&county.name.value, &county.short.value])
    }

    /// What the counties of a project are called, sorted by slug.
    #[must_use]
    pub fn all(world: &dyn World) -> Vec<Called> {
        let text = |slug: &str| {
            let bytes = world.read(&paths::county(slug)).ok()?;
            String::from_utf8(bytes.into_owned()).ok()
        };
        let called = |slug: String| {
            let known = text(&slug).map(|text| values(&text, "county")).unwrap_or_default();
            let names: Vec<&str> =
                ["name", "short"].iter().filter_map(|key| known.get(*key)).map(String::as_str).collect();
            Called::new(&slug, &names)
        };
        county_slugs(world).into_iter().map(called).collect()
    }

    /// The one county that a text can mean.
    #[must_use]
    pub fn meant<'a>(counties: &'a [Called], text: &str) -> Option<&'a str> {
        if let Some(exact) = counties.iter().find(|county| county.slug == text) {
            return Some(&exact.slug);
        }
        let lower = text.trim().to_lowercase();
        let mut named = counties.iter().filter(|county| county.names.contains(&lower));
        named.next().filter(|_| named.next().is_none()).map(|county| county.slug.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_is_meant_where_no_other_can_be() {
        let counties = [
            Called::new("varmland", &["Värmlands län", "Värmland"]),
            Called::new("orebro", &["Örebro län", "Örebro"]),
            Called::new("ett", &["Samma"]),
            Called::new("samma", &["Ett annat"]),
            Called::new("tva", &["Lika"]),
            Called::new("tre", &["Lika"]),
        ];
        for (text, slug) in [
            ("varmland", Some("varmland")),
            ("VÄRMLAND", Some("varmland")),
            ("Värmlands län", Some("varmland")),
            ("örebro", Some("orebro")),
            ("samma", Some("samma")),
            ("Lika", None),
            ("Värmlan", None),
            ("", None),
        ] {
            assert_eq!(Called::meant(&counties, text), slug, "{text}");
        }
    }
}
