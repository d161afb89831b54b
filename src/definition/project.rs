//! A loaded project, and finding things in it.

use std::sync::Arc;

use super::{County, Labels, PrintPreset, Publication, Theme};
use crate::lang::Lang;
use crate::picture::Album;

/// What is to be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A county of the project by its slug.
    County(String),
    /// A definition that holds county and publication, by its project path.
    File(String),
}

/// Everything that was asked for, as far as it could be loaded.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// Slugs of the counties that were asked for, in that order.
    pub targets: Vec<String>,
    /// These counties, and those that sign joint editions with them.
    pub counties: Arc<Vec<County>>,
    /// Their publications in every language.
    pub publications: Vec<Publication>,
    /// The themes that these use.
    pub themes: Vec<Arc<Theme>>,
    /// The fixed words of their languages.
    pub labels: Vec<Labels>,
    /// Pictures that its leaflets have decoded; empty after loading.
    pub album: Arc<Album>,
    /// The print profiles that they are printed with.
    pub presets: Vec<PrintPreset>,
    /// The print profile that goes before those of the counties.
    pub print_profile: Option<String>,
}

impl Project {
    /// The county of this slug.
    #[must_use]
    pub fn county(&self, slug: &str) -> Option<&County> {
        self.counties.iter().find(|county| county.slug == slug)
    }

    /// Whether readers of a county's leaflets can reach anyone: its own contact, or that of a county that it prints with.
    #[must_use]
    pub fn is_reached(&self, county: &County) -> bool {
        let with = county.with.iter().filter_map(|slug| self.county(&slug.value));
        std::iter::once(county).chain(with).any(|county| county.contact.is_reachable())
    }

    /// The publication of this id in a language.
    #[must_use]
    pub fn publication(&self, id: &str, lang: Lang) -> Option<&Publication> {
        self.publications.iter().find(|publication| publication.id == id && publication.lang == lang)
    }

    /// A publication in all its languages, Swedish first.
    pub fn languages_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Publication> {
        self.publications.iter().filter(move |publication| publication.id == id)
    }

    /// The theme of this name.
    #[must_use]
    pub fn theme(&self, name: &str) -> Option<&Arc<Theme>> {
        self.themes.iter().find(|theme| theme.name == name)
    }

    /// The name of the print profile of a county.
    #[must_use]
    pub fn preset_name<'a>(&'a self, county: &'a County) -> &'a str {
        let own = county.print_profile.as_ref().map(|name| name.value.as_str());
        self.print_profile.as_deref().or(own).unwrap_or(PrintPreset::DEFAULT)
    }

    /// The print profile of a county; none if it has errors.
    #[must_use]
    pub fn preset(&self, county: &County) -> Option<&PrintPreset> {
        let name = self.preset_name(county);
        self.presets.iter().find(|preset| preset.name == name)
    }

    /// The fixed words of a language.
    #[must_use]
    pub fn labels(&self, lang: Lang) -> Option<&Labels> {
        self.labels.iter().find(|labels| labels.lang == lang)
    }
}
