//! The agreed publications, which the program carries so that a project can begin with them.

/// Declares the files once, by path.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        /// Path and text of every file, sorted by path.
        pub const STARTER: &[(&str, &str)] =
            &[$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path)))),*];
    };
}

files! {
    "leaflets/publications/grooming/sv.toml",
    "leaflets/publications/somliga-tror/sv.toml",
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_publication_of_the_repository_is_carried() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = |path: &Path| -> Vec<String> {
            let entries = std::fs::read_dir(path).expect("a folder").flatten();
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
        };
        let publications = "leaflets/publications";
        let mut paths = Vec::new();
        for id in folder(&root.join(publications)) {
            let files = folder(&root.join(publications).join(&id));
            paths.extend(files.iter().map(|file| format!("{publications}/{id}/{file}")));
        }
        paths.sort();
        assert_eq!(STARTER.iter().map(|(path, _)| *path).collect::<Vec<_>>(), paths);
    }
}
