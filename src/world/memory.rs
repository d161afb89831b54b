//! The world in memory: named texts and a fixed day, for tests and for a browser's unsaved changes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

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
    written: Written,
}

/// Files that were written, by path.
type Written = Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>;

/// A file that is not yet among them.
struct Aside {
    written: Written,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Staged for Aside {
    fn publish(self: Box<Self>) -> Result<(), WriteError> {
        let Aside { written, path, bytes } = *self;
        let failed = || WriteError { path: path.display().to_string(), reason: "another writer failed".to_owned() };
        written.lock().map_err(|_| failed())?.insert(path.clone(), bytes);
        Ok(())
    }
}

impl MemoryWorld {
    /// A project without files, on this day.
    #[must_use]
    pub fn new(today: Date) -> MemoryWorld {
        MemoryWorld { files: BTreeMap::new(), today, source_date: None, written: Written::default() }
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
        self.written.lock().map(|files| files.clone()).unwrap_or_default()
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

    fn stage(&self, path: &Path, bytes: &[u8]) -> Result<Box<dyn Staged>, WriteError> {
        Ok(Box::new(Aside { written: Arc::clone(&self.written), path: path.to_owned(), bytes: bytes.to_owned() }))
    }

    fn names_before(&self, _folder: &Path) -> Vec<String> {
        Vec::new()
    }

    fn lock(&self, _folder: &Path, _share: bool, _waits: &dyn Fn()) -> Result<Lock, WriteError> {
        Ok(Lock { _held: None })
    }

    fn written_before(&self, path: &Path) -> Option<Vec<u8>> {
        self.written.lock().ok()?.get(path).cloned()
    }

    fn remove(&self, path: &Path) -> Result<(), WriteError> {
        if let Ok(mut written) = self.written.lock() {
            written.remove(path);
        }
        Ok(())
    }
}
