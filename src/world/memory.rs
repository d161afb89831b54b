//! The world in memory: named texts and a fixed day, for tests and for a browser's unsaved changes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Lock, ReadError, Staged, World, WriteError, bundled, is_inside, limit, names_below};
use crate::date::Date;

/// A project that lives in memory.
#[derive(Debug)]
pub struct MemoryWorld {
    /// The files by project path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The day that it is.
    pub today: Date,
    /// The date for files that are built.
    pub source_date: Option<Date>,
    written: Mutex<Written>,
}

/// What was written.
#[derive(Debug, Default)]
struct Written {
    /// By path.
    files: BTreeMap<PathBuf, Vec<u8>>,
    /// What is not yet among them, by its number.
    staged: BTreeMap<u64, Vec<u8>>,
}

impl MemoryWorld {
    /// A project without files, on this day.
    #[must_use]
    pub fn new(today: Date) -> MemoryWorld {
        MemoryWorld { files: BTreeMap::new(), today, source_date: None, written: Mutex::default() }
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> MemoryWorld {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }

    /// What has been written so far, by path.
    #[must_use]
    pub fn written(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.write_down().files.clone()
    }

    fn write_down(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World for MemoryWorld {
    fn read(&self, path: &str) -> Result<Cow<'static, [u8]>, ReadError> {
        if !is_inside(path) {
            return Err(ReadError::Outside);
        }
        if let Some(bytes) = self.files.get(path) {
            let most = limit(path);
            return if bytes.len() as u64 > most {
                Err(ReadError::TooLarge(most))
            } else {
                Ok(Cow::Owned(bytes.clone()))
            };
        }
        if self.files.keys().any(|name| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))) {
            return Err(ReadError::Folder);
        }
        bundled::read(path).map(Cow::Borrowed).ok_or(ReadError::Missing)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        names_below(folder, self.files.keys().map(String::as_str))
    }

    fn today(&self) -> Date {
        self.today
    }

    fn source_date(&self) -> Option<Date> {
        self.source_date
    }

    fn stage(&self, _: &Path, bytes: &[u8]) -> Result<Staged, WriteError> {
        let mut written = self.write_down();
        let number = written.staged.last_key_value().map_or(0, |(last, _)| last + 1);
        written.staged.insert(number, bytes.to_owned());
        Ok(Staged { number: Some(number) })
    }

    fn publish(&self, path: &Path, Staged { number }: Staged) -> Result<(), WriteError> {
        let mut written = self.write_down();
        if let Some(bytes) = number.and_then(|number| written.staged.remove(&number)) {
            written.files.insert(path.to_owned(), bytes);
        }
        Ok(())
    }

    fn names_before(&self, _folder: &Path) -> Vec<String> {
        Vec::new()
    }

    fn lock(&self, _folder: &Path, _share: bool, _waits: &dyn Fn()) -> Result<Lock, WriteError> {
        Ok(Lock { _held: None, folder: None })
    }

    fn written_before(&self, path: &Path) -> Option<Vec<u8>> {
        self.write_down().files.get(path).cloned()
    }

    fn remove(&self, path: &Path) -> Result<(), WriteError> {
        self.write_down().files.remove(path);
        Ok(())
    }
}
