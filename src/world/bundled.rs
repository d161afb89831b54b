//! The assets that the program carries inside, by the path at which a project may override them.

/// Declares the assets once, by path.
macro_rules! assets {
    ($($path:literal),* $(,)?) => {
        /// Path and bytes of every bundled asset, sorted by path.
        const ASSETS: &[(&str, &[u8])] =
            &[$(($path, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path)))),*];
    };
}

assets! {
    "assets/icc/FOGRA39L_coated.icc",
    "assets/labels/ar.toml",
    "assets/labels/da.toml",
    "assets/labels/de.toml",
    "assets/labels/en.toml",
    "assets/labels/fa.toml",
    "assets/labels/fi.toml",
    "assets/labels/is.toml",
    "assets/labels/nb.toml",
    "assets/labels/pl.toml",
    "assets/labels/so.toml",
    "assets/labels/sv-simple.toml",
    "assets/labels/sv.toml",
    "assets/labels/th.toml",
    "assets/labels/ti.toml",
    "assets/labels/uk.toml",
    "assets/print/digital.toml",
    "assets/print/large-format.toml",
    "assets/print/newspaper.toml",
    "assets/print/sheet-coated.toml",
    "assets/print/sheet-uncoated.toml",
    "assets/themes/poster.toml",
    "assets/themes/sheet-simple.toml",
    "assets/themes/sheet.toml",
    "assets/themes/social.toml",
}

/// The bytes of the bundled asset of this path.
pub(super) fn read(path: &str) -> Option<&'static [u8]> {
    ASSETS.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes)
}

/// Adds the names of bundled files and folders in a folder.
pub(super) fn list(folder: &str, names: &mut Vec<String>) {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    for (path, _) in ASSETS {
        if let Some(rest) = path.strip_prefix(&prefix) {
            names.push(rest.split('/').next().unwrap_or(rest).to_owned());
        }
    }
}
