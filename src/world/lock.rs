//! One build at a time in a folder: a lock that the system gives up with the program, and what killed programs left.

use std::fs::{self, File, TryLockError};
use std::path::Path;

/// Locks a folder; waits for another program, after saying so. None where the file system has no locks: then files are
/// still whole, but two builds at once may each take the other's for older ones.
pub(super) fn take(folder: &Path, share: bool, waits: &dyn Fn()) -> Option<File> {
    let file = open(folder).ok()?;
    match if share { file.try_lock_shared() } else { file.try_lock() } {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => {
            waits();
            let locked = if share { file.lock_shared() } else { file.lock() };
            locked.ok().map(|()| file)
        }
        Err(TryLockError::Error(_)) => None,
    }
}

/// What the lock is held on: the folder itself, so that no file of ours stands in it.
#[cfg(unix)]
fn open(folder: &Path) -> std::io::Result<File> {
    File::open(folder)
}

/// Where a folder cannot be opened as a file: one in the system's folder of temporary files, named after it.
#[cfg(not(unix))]
fn open(folder: &Path) -> std::io::Result<File> {
    use sha2::{Digest, Sha256};
    let path = folder.canonicalize()?;
    let digest = Sha256::digest(path.to_string_lossy().as_bytes());
    let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(std::env::temp_dir().join(format!("leaflet-{name}.lock")))
}

/// Removes files with temporary names in a folder and one below, those of one process only if it is named, and says how many
/// they were. Only who holds the folder alone may remove those of others.
pub(super) fn sweep(folder: &Path, ending: &str, process: Option<u32>) -> u64 {
    const DEPTH: u8 = 2;
    sweep_to(folder, ending, process.map(|process| process.to_string()).as_deref(), DEPTH)
}

fn sweep_to(folder: &Path, ending: &str, process: Option<&str>, depth: u8) -> u64 {
    let mut gone = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (Ok(kind), name) = (entry.file_type(), entry.file_name()) else { continue };
        if kind.is_dir() && depth > 0 {
            gone += sweep_to(&entry.path(), ending, process, depth - 1);
        } else if kind.is_file()
            && writer(&name.to_string_lossy(), ending).is_some_and(|w| process.is_none_or(|p| p == w))
        {
            // What cannot be removed harms nobody.
            gone += u64::from(fs::remove_file(entry.path()).is_ok());
        }
    }
    gone
}

/// The process that gave a file its name, if it has the form `.NAME.PROCESS-NUMBER.tmp`, which nobody else gives.
fn writer<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    let inner = name.strip_prefix('.')?.strip_suffix(ending)?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (process, number) = inner.rsplit_once('.')?.1.split_once('-')?;
    (digits(process) && digits(number)).then_some(process)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_temporary_names_are_swept() {
        for (name, process) in [(".a.print.pdf.12-0.tmp", "12"), (".manifest.json.4711-33.tmp", "4711")] {
            assert_eq!(writer(name, ".tmp"), Some(process), "{name}");
        }
        for name in ["a.tmp", ".a.tmp", ".a.12.tmp", "a.12-0.tmp", ".a.12-.tmp", ".a.12-0.pdf", ".a.x-0.tmp"] {
            assert_eq!(writer(name, ".tmp"), None, "{name}");
        }
    }
}
