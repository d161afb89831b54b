//! Where the files of a project lie in its repository: what shows findings beside changed lines knows them by their paths
//! there, and takes no finding without a file.

use std::path::{Path, PathBuf};

use crate::definition::paths::{self, COUNTIES};
use crate::diagnostic::Diagnostic;
use crate::world::{DiskWorld, is_inside};

use super::select::{is_file, project_root};

/// A project in its repository.
#[derive(Debug, Default)]
pub struct Located {
    /// The project's folder.
    root: PathBuf,
    /// The way to it from the repository's folder, with `/` at its end; empty if they are one, or there is no repository.
    prefix: String,
    /// The definition file that was asked for, if it was one.
    asked: Option<String>,
}

impl Located {
    /// The project that these words of a command line mean: that of the first, if there are several.
    #[must_use]
    pub fn of(targets: &[String]) -> Located {
        let file = targets.first().filter(|word| is_file(word));
        let (world, asked) = match file.and_then(|word| DiskWorld::for_file(Path::new(word)).ok()) {
            Some((world, inside)) => (world, Some(inside)),
            None => (DiskWorld::new(project_root()), None),
        };
        let root = world.root().canonicalize().unwrap_or_else(|_| world.root().to_path_buf());
        let repository = repository(&root);
        let way = repository.as_ref().and_then(|top| root.strip_prefix(top).ok()).unwrap_or(Path::new(""));
        let prefix = way.iter().flat_map(|part| [part.to_string_lossy(), "/".into()]).collect();
        Located { root, prefix, asked }
    }

    /// The path in the repository of a path in the project.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The file of the project that a finding is about as a whole, if there is such a file.
    #[must_use]
    pub fn file<'d>(&self, found: &'d Diagnostic) -> Option<&'d str> {
        found.subject.as_deref().filter(|subject| self.has(subject))
    }

    /// What of the project stands for a finding that has no place: the file that it is about, the definition of its county, or
    /// what was asked for.
    #[must_use]
    pub fn home(&self, found: &Diagnostic) -> String {
        let county =
            || found.subject.as_ref()?.split(['/', ',']).next().map(paths::county).filter(|path| self.has(path));
        let file = self.file(found).map(str::to_owned).or_else(county);
        file.or_else(|| self.asked.clone()).unwrap_or_else(|| COUNTIES.to_owned())
    }

    fn has(&self, path: &str) -> bool {
        is_inside(path) && self.root.join(path).is_file()
    }
}

/// The folder of the repository that a project's folder belongs to, if there is one.
fn repository(root: &Path) -> Option<PathBuf> {
    let workspace = std::env::var_os("GITHUB_WORKSPACE").and_then(|folder| PathBuf::from(folder).canonicalize().ok());
    match workspace.filter(|workspace| root.starts_with(workspace)) {
        // A workflow may check several repositories out into folders of its own; a submodule, where `.git` is a file, is none.
        Some(workspace) => {
            let mut inside = root.ancestors().take_while(|folder| folder.starts_with(&workspace));
            Some(inside.find(|folder| folder.join(".git").is_dir()).map_or(workspace.clone(), Path::to_path_buf))
        }
        None => root.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf),
    }
}
