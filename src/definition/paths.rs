//! Where the files of a project lie: paths from its root, with `/`.

/// The folder of county files.
pub const COUNTIES: &str = "leaflets";
/// The folder of publications, one folder each.
pub const PUBLICATIONS: &str = "leaflets/publications";
/// The folder of themes.
pub const THEMES: &str = "assets/themes";
/// The folder of labels.
pub const LABELS: &str = "assets/labels";
/// The folder of print profiles.
pub const PRESETS: &str = "assets/print";

/// The file of a county.
#[must_use]
pub fn county(slug: &str) -> String {
    format!("{COUNTIES}/{slug}.toml")
}

/// The slug of a path that is a county's file.
#[must_use]
pub fn county_of(path: &str) -> Option<&str> {
    let stem = path.strip_prefix(COUNTIES)?.strip_prefix('/')?.strip_suffix(".toml")?;
    (!stem.contains('/')).then_some(stem)
}

/// The folder of a publication.
#[must_use]
pub fn publication(id: &str) -> String {
    format!("{PUBLICATIONS}/{id}")
}

/// The id of the publication in whose folder a path is, and the rest of the path.
#[must_use]
pub fn publication_of(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix(PUBLICATIONS)?.strip_prefix('/')?.split_once('/')
}

/// The file of a publication in the language of this code.
#[must_use]
pub fn text(id: &str, lang: &str) -> String {
    format!("{PUBLICATIONS}/{id}/{lang}.toml")
}

/// The file of a theme.
#[must_use]
pub fn theme(name: &str) -> String {
    format!("{THEMES}/{name}.toml")
}

/// The file of the labels in the language of this code.
#[must_use]
pub fn labels(lang: &str) -> String {
    format!("{LABELS}/{lang}.toml")
}

/// The file of a print profile.
#[must_use]
pub fn preset(name: &str) -> String {
    format!("{PRESETS}/{name}.toml")
}
