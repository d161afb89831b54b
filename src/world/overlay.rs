//! A world with changes that are not saved: what the project would be after them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Lock, ReadError, Staged, World, WriteError, is_inside, limit};
use crate::date::Date;

/// Another world under changed files. It writes nothing.
pub struct OverlayWorld<'w> {
    under: &'w dyn World,
    changed: BTreeMap<String, Vec<u8>>,
}

impl<'w> OverlayWorld<'w> {
    /// This world, nothing changed yet.
    #[must_use]
    pub fn new(under: &'w dyn World) -> OverlayWorld<'w> {
        OverlayWorld { under, changed: BTreeMap::new() }
    }

    /// Puts other bytes in a file's place, or adds the file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> OverlayWorld<'w> {
        self.changed.insert(path.to_owned(), bytes.into());
        self
    }
}

impl World for OverlayWorld<'_> {
    fn read(&self, path: &str) -> Result<Cow<'static, [u8]>, ReadError> {
        match self.changed.get(path) {
            _ if !is_inside(path) => Err(ReadError::Outside),
            Some(bytes) if bytes.len() as u64 > limit(path) => Err(ReadError::TooLarge(limit(path))),
            Some(bytes) => Ok(Cow::Owned(bytes.clone())),
            None => self.under.read(path),
        }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let mut names = self.under.list(folder);
        let rests = self.changed.keys().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'));
        names.extend(rests.filter_map(|rest| rest.split('/').next()).map(str::to_owned));
        names.sort();
        names.dedup();
        names
    }

    fn today(&self) -> Date {
        self.under.today()
    }

    fn source_date(&self) -> Option<Date> {
        self.under.source_date()
    }

    fn locate(&self, path: &str) -> PathBuf {
        self.under.locate(path)
    }

    fn stage(&self, path: &Path, _: &[u8]) -> Result<Staged, WriteError> {
        Err(unsaved(path))
    }

    fn publish(&self, path: &Path, _: Staged) -> Result<(), WriteError> {
        Err(unsaved(path))
    }

    fn names_before(&self, folder: &Path) -> Vec<String> {
        self.under.names_before(folder)
    }

    fn lock(&self, folder: &Path, _: bool, _: &dyn Fn()) -> Result<Lock, WriteError> {
        Err(unsaved(folder))
    }

    fn written_before(&self, path: &Path) -> Option<Vec<u8>> {
        self.under.written_before(path)
    }

    fn remove(&self, path: &Path) -> Result<(), WriteError> {
        Err(unsaved(path))
    }
}

/// Why nothing is written.
fn unsaved(path: &Path) -> WriteError {
    WriteError { path: path.display().to_string(), reason: "these changes are not saved".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn changed_files_stand_before_those_of_the_world_and_others_shine_through() {
        let under =
            MemoryWorld::new(Date { year: 2026, month: 11, day: 22 }).with("a/x.toml", "1").with("a/y.toml", "2");
        let world = OverlayWorld::new(&under).with("a/x.toml", "3").with("a/z/n.toml", "4");
        let read = |path: &str| world.read(path).map(Cow::into_owned);
        assert_eq!(read("a/x.toml"), Ok(b"3".to_vec()));
        assert_eq!(read("a/y.toml"), Ok(b"2".to_vec()));
        assert_eq!(world.list("a"), ["x.toml", "y.toml", "z"]);
        assert_eq!(read("../x"), Err(ReadError::Outside));
        assert!(world.write(Path::new("a/x.toml"), b"5").is_err());
        assert!(under.written().is_empty());
    }
}
