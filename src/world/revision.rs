//! A project as a revision of git has it; read through the program `git`, nothing is checked out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::{DiskWorld, Lock, ReadError, Staged, World, WriteError, bundled, is_inside, limit, names_below};
use crate::date::Date;

/// A project at a revision.
#[derive(Debug)]
pub struct RevisionWorld<'a> {
    now: &'a DiskWorld,
    /// Object names by project path.
    files: BTreeMap<String, String>,
}

impl<'a> RevisionWorld<'a> {
    /// The project of this folder at a revision, such as `main` or `HEAD~1`.
    ///
    /// # Errors
    /// In words, when git is not installed, the folder is in no repository, or there is no such revision.
    pub fn open(now: &'a DiskWorld, revision: &str) -> Result<RevisionWorld<'a>, String> {
        // A revision that begins with a dash would be an option.
        if revision.is_empty() || revision.starts_with('-') {
            return Err("it is no name of a revision".to_owned());
        }
        let commit = format!("{revision}^{{commit}}");
        let commit = git(now.root(), &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
            .map_err(|said| if said.is_empty() { "git knows no such revision".to_owned() } else { said })?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        // Names are relative to the folder that git runs in.
        let listed = git(now.root(), &["ls-tree", "-r", "-z", &commit, "."])?;
        let mut files = BTreeMap::new();
        for entry in listed.split(|byte| *byte == 0) {
            let entry = String::from_utf8_lossy(entry);
            let Some((meta, path)) = entry.split_once('\t') else { continue };
            let mut meta = meta.split(' ');
            // Links are read on disk only where they stay inside the project; here they are passed over.
            if let (Some("100644" | "100755"), Some("blob"), Some(object)) = (meta.next(), meta.next(), meta.next()) {
                files.insert(path.to_owned(), object.to_owned());
            }
        }
        Ok(RevisionWorld { now, files })
    }
}

/// What git writes.
fn git(folder: &Path, words: &[&str]) -> Result<Vec<u8>, String> {
    let done = Command::new("git").arg("-C").arg(folder).args(words).output();
    let done = done.map_err(|error| format!("git cannot be run: {error}"))?;
    if done.status.success() { Ok(done.stdout) } else { Err(String::from_utf8_lossy(&done.stderr).trim().to_owned()) }
}

impl World for RevisionWorld<'_> {
    fn read(&self, path: &str) -> Result<Cow<'static, [u8]>, ReadError> {
        if !is_inside(path) {
            return Err(ReadError::Outside);
        }
        let Some(object) = self.files.get(path) else {
            return bundled::read(path).map(Cow::Borrowed).ok_or(ReadError::Missing);
        };
        let bytes = git(self.now.root(), &["cat-file", "blob", object]).map_err(ReadError::Denied)?;
        let most = limit(path);
        if bytes.len() as u64 > most { Err(ReadError::TooLarge(most)) } else { Ok(Cow::Owned(bytes)) }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        names_below(folder, self.files.keys().map(String::as_str))
    }

    fn today(&self) -> Date {
        self.now.today()
    }

    fn source_date(&self) -> Option<Date> {
        self.now.source_date()
    }

    fn stage(&self, path: &Path, _bytes: &[u8]) -> Result<Staged, WriteError> {
        Err(past(path))
    }

    fn written_before(&self, _path: &Path) -> Option<Vec<u8>> {
        None
    }

    fn publish(&self, path: &Path, _: Staged) -> Result<(), WriteError> {
        Err(past(path))
    }

    fn names_before(&self, _folder: &Path) -> Vec<String> {
        Vec::new()
    }

    fn lock(&self, folder: &Path, _share: bool, _waits: &dyn Fn()) -> Result<Lock, WriteError> {
        Err(past(folder))
    }

    fn remove(&self, path: &Path) -> Result<(), WriteError> {
        Err(past(path))
    }
}

/// The past is not written to.
fn past(path: &Path) -> WriteError {
    WriteError { path: path.display().to_string(), reason: "a revision of git is only read".to_owned() }
}
