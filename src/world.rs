//! The only place with input and output: project files, the clock, finished files. On disk, or in memory for tests.

mod bundled;
mod disk;
mod lock;
mod memory;
mod overlay;
mod revision;
mod starter;

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::limits;

pub use disk::DiskWorld;
pub use memory::MemoryWorld;
pub use overlay::OverlayWorld;
pub use revision::RevisionWorld;
pub use starter::STARTER;

/// Most bytes of a definition, theme or label file (`.toml`).
pub const DEFINITION_LIMIT: u64 = limits::DEFINITION_BYTES;
/// Most bytes of a PDF, one that was built or one that is checked.
pub const PDF_LIMIT: u64 = limits::PDF_BYTES;
/// Most bytes of a manifest (`.json`).
pub const MANIFEST_LIMIT: u64 = limits::MANIFEST_BYTES;
/// Most bytes of any other file, such as a picture or a font.
pub const FILE_LIMIT: u64 = limits::FILE_BYTES;

/// Why a project file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("the file does not exist")]
    Missing,
    /// An absolute path, a path with `..`, or a link that leads out of the project.
    #[error("the path leads out of the project")]
    Outside,
    /// It is a folder.
    #[error("it is a folder, not a file")]
    Folder,
    /// It holds more bytes than this.
    #[error("the file is larger than {} MiB", .0 / 1024 / 1024)]
    TooLarge(u64),
    /// The system refuses it, for this reason.
    #[error("the system refuses it: {0}")]
    Denied(String),
}

/// Why a file could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot write {path}: {reason}")]
pub struct WriteError {
    /// The file that was to be written.
    pub path: String,
    /// What the system says.
    pub reason: String,
}

/// A file that waits under a temporary name to take its own: a number in that name. None where the file stands already as
/// it would be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[must_use]
pub struct Staged {
    /// Written down, it is another thing than nothing that waits.
    number: Option<u64>,
}

/// A folder that is one's own.
#[derive(Debug)]
pub struct Lock {
    /// The system gives the lock up when this is closed, even if the program is killed.
    _held: Option<std::fs::File>,
    /// Where nothing may be left under a temporary name when the work is done, or has failed.
    folder: Option<PathBuf>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            disk::clear(folder);
        }
    }
}

/// Writes the content of a file.
pub type Writing<'a> = dyn Fn(&mut dyn io::Write) -> io::Result<()> + 'a;

/// What the program sees of the machine. Paths of the project are relative to its root and written with `/`.
pub trait World: Sync {
    /// The bytes of a project file, or of the bundled asset of that path if the project has none.
    ///
    /// # Errors
    /// When the file is missing, outside the project, a folder, too large or refused by the system.
    fn read(&self, path: &str) -> Result<Cow<'static, [u8]>, ReadError>;

    /// The first bytes of a project file, at most so many, and how many it has.
    ///
    /// # Errors
    /// As for [`World::read`].
    fn begin(&self, path: &str, most: usize) -> Result<(Vec<u8>, u64), ReadError> {
        let whole = self.read(path)?;
        Ok((whole[..most.min(whole.len())].to_vec(), whole.len() as u64))
    }

    /// Names of the files and folders in a folder of the project, bundled ones included, sorted; empty if there is none.
    fn list(&self, folder: &str) -> Vec<String>;

    /// Today's date in UTC, for findings that depend on it; never for a file that is built.
    fn today(&self) -> Date;

    /// The date in `SOURCE_DATE_EPOCH`, if it is set (<https://reproducible-builds.org/specs/source-date-epoch/>).
    fn source_date(&self) -> Option<Date>;

    /// What `SOURCE_DATE_EPOCH` is set to, if that is no number of seconds: then nothing may be built.
    fn wrong_source_date(&self) -> Option<String> {
        None
    }

    /// Where a project path lies for [`World::write`].
    fn locate(&self, path: &str) -> PathBuf {
        PathBuf::from(path)
    }

    /// Writes a file under a temporary name in the same folder. It takes its own name when it is published, in one step, so
    /// that either the old file or the new one stands there, whole. Makes folders. What is never published goes with the
    /// lock of the folder.
    ///
    /// # Errors
    /// When the system refuses; then nothing is left behind.
    fn stage(&self, path: &Path, bytes: &[u8]) -> Result<Staged, WriteError>;

    /// The same with what `write` writes, which may be asked for it twice. It need not fit into memory.
    ///
    /// # Errors
    /// When the system refuses; then nothing is left behind.
    fn stage_with(&self, path: &Path, write: &Writing<'_>) -> Result<Staged, WriteError> {
        let mut bytes = Vec::new();
        write(&mut bytes)
            .map_err(|error| WriteError { path: path.display().to_string(), reason: error.to_string() })?;
        self.stage(path, &bytes)
    }

    /// Writes a file whole or not at all.
    ///
    /// # Errors
    /// When the system refuses; then nothing is left behind.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.publish(path, self.stage(path, bytes)?)
    }

    /// Gives a file that was staged for this path its own name.
    ///
    /// # Errors
    /// When the system refuses; then the file that stood there still does.
    fn publish(&self, path: &Path, staged: Staged) -> Result<(), WriteError>;

    /// Whether a file stands as `write` would write it.
    fn stands(&self, path: &Path, write: &Writing<'_>) -> bool {
        let mut bytes = Vec::new();
        write(&mut bytes).is_ok() && self.written_before(path).is_some_and(|known| known == bytes)
    }

    /// A file that an earlier build wrote, if it is still there and no larger than a file may be.
    fn written_before(&self, path: &Path) -> Option<Vec<u8>>;

    /// Names of the files and folders that earlier builds left in a folder, sorted; empty if there is none.
    fn names_before(&self, folder: &Path) -> Vec<String>;

    /// Makes a folder one's own until the lock is dropped, and says by `waits` that another program has it. When no other
    /// program works there, what one that was killed left under temporary names is removed. Several that only `share` the
    /// folder, because each makes other files of it, do not wait for each other.
    ///
    /// # Errors
    /// When the folder cannot be made.
    fn lock(&self, folder: &Path, share: bool, waits: &dyn Fn()) -> Result<Lock, WriteError>;

    /// Removes a file that an earlier build wrote; it is no fault if it is gone already.
    ///
    /// # Errors
    /// When the system refuses.
    fn remove(&self, path: &Path) -> Result<(), WriteError>;

    /// Removes the folders that a removed file stood in, up to one that stays, as far as nothing else is in them.
    fn tidy(&self, _path: &Path, _below: &Path) {}
}

/// Most bytes that a file of this path may have.
pub(crate) fn limit(path: &str) -> u64 {
    let is = |ending: &str| Path::new(path).extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
    if is("toml") {
        DEFINITION_LIMIT
    } else if is("pdf") {
        PDF_LIMIT
    } else if is("json") {
        MANIFEST_LIMIT
    } else {
        FILE_LIMIT
    }
}

/// Names of the files and folders in a folder among these paths and the bundled ones, sorted.
pub(crate) fn names_below<'p>(folder: &str, paths: impl Iterator<Item = &'p str>) -> Vec<String> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let rests = paths.filter_map(|path| path.strip_prefix(&prefix));
    let mut names: Vec<String> = rests.filter_map(|rest| rest.split('/').next()).map(str::to_owned).collect();
    bundled::list(folder, &mut names);
    names.sort();
    names.dedup();
    names
}

/// Whether a path stays within the project by its spelling alone, on every system.
pub(crate) fn is_inside(path: &str) -> bool {
    // A backslash or a colon would be a separator or a drive on Windows.
    !path.is_empty()
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}
