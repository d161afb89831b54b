//! The world on disk: one project folder, nothing outside it.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::lock;
use super::{Lock, ReadError, Staged, World, WriteError, Writing, bundled, is_inside, limit};
use crate::date::Date;

/// Seconds in a day.
const DAY: u64 = 24 * 60 * 60;

/// A project folder on disk.
#[derive(Debug, Clone)]
pub struct DiskWorld {
    root: PathBuf,
    /// The same without links, once it was asked for.
    real: OnceLock<PathBuf>,
    dry: bool,
}

impl DiskWorld {
    /// The project in this folder.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> DiskWorld {
        DiskWorld { root: root.into(), real: OnceLock::new(), dry: false }
    }

    /// The same project, in which nothing is written, removed or known from before.
    #[must_use]
    pub fn dry(self) -> DiskWorld {
        DiskWorld { dry: true, ..self }
    }

    /// The project that a definition file belongs to, and the file's path within it. Its root is the nearest folder
    /// above the file that has a `leaflets` folder, else the folder of the file.
    ///
    /// # Errors
    /// When there is no such file, or it is a folder.
    pub fn for_file(file: &Path) -> Result<(DiskWorld, String), ReadError> {
        let file = file.canonicalize().map_err(|error| refusal(&error))?;
        if file.is_dir() {
            return Err(ReadError::Folder);
        }
        let folder = file.parent().ok_or(ReadError::Folder)?;
        let root = folder.ancestors().find(|above| above.join("leaflets").is_dir()).unwrap_or(folder);
        let inside = file.strip_prefix(root).map_err(|_| ReadError::Outside)?;
        let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
        let parts = parts.ok_or_else(|| ReadError::Denied("its name is not Unicode".to_owned()))?;
        Ok((DiskWorld::new(root), parts.join("/")))
    }

    /// The project's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a project path really lies, all links followed, if that is still inside the project.
    fn resolve(&self, path: &str) -> Result<PathBuf, ReadError> {
        if !is_inside(path) {
            return Err(ReadError::Outside);
        }
        let root = if let Some(root) = self.real.get() {
            root
        } else {
            let root = self.root.canonicalize().map_err(|error| refusal(&error))?;
            self.real.get_or_init(|| root)
        };
        let real = root.join(path).canonicalize().map_err(|error| refusal(&error))?;
        if real.starts_with(root) { Ok(real) } else { Err(ReadError::Outside) }
    }

    /// Opens a file of the project, without the bundled assets. Gives its length as well.
    fn open(&self, path: &str) -> Result<(File, u64), ReadError> {
        let real = self.resolve(path)?;
        let data = fs::metadata(&real).map_err(|error| refusal(&error))?;
        if data.is_dir() {
            return Err(ReadError::Folder);
        }
        // A pipe or a device would block or never end.
        if !data.is_file() {
            return Err(ReadError::Denied("it is not a plain file".to_owned()));
        }
        if data.len() > limit(path) {
            return Err(ReadError::TooLarge(limit(path)));
        }
        Ok((File::open(&real).map_err(|error| refusal(&error))?, data.len()))
    }

    /// Reads a file of the project, without the bundled assets.
    fn read_own(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let (file, length) = self.open(path)?;
        let most = limit(path);
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| refusal(&error))?;
        if bytes.len() as u64 > most { Err(ReadError::TooLarge(most)) } else { Ok(bytes) }
    }
}

impl World for DiskWorld {
    fn read(&self, path: &str) -> Result<Cow<'static, [u8]>, ReadError> {
        match self.read_own(path) {
            Err(ReadError::Missing) => bundled::read(path).map(Cow::Borrowed).ok_or(ReadError::Missing),
            other => other.map(Cow::Owned),
        }
    }

    fn begin(&self, path: &str, most: usize) -> Result<(Vec<u8>, u64), ReadError> {
        let (file, length) = self.open(path)?;
        let mut bytes = Vec::with_capacity(most);
        file.take(most as u64).read_to_end(&mut bytes).map_err(|error| refusal(&error))?;
        Ok((bytes, length))
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let mut names = Vec::new();
        let real = if folder.is_empty() { Ok(self.root.clone()) } else { self.resolve(folder) };
        if let Ok(entries) = real.and_then(|real| fs::read_dir(real).map_err(|e| refusal(&e))) {
            names.extend(entries.flatten().map(|entry| name_of(&entry)));
        }
        bundled::list(folder, &mut names);
        names.sort();
        names.dedup();
        names
    }

    fn today(&self) -> Date {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Date::from_days(seconds / DAY)
    }

    fn source_date(&self) -> Option<Date> {
        let seconds: u64 = std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()?;
        Some(Date::from_days(seconds / DAY))
    }

    fn wrong_source_date(&self) -> Option<String> {
        let said = std::env::var_os("SOURCE_DATE_EPOCH")?.to_string_lossy().into_owned();
        said.trim().parse::<u64>().is_err().then_some(said)
    }

    fn locate(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn stage(&self, path: &Path, bytes: &[u8]) -> Result<Staged, WriteError> {
        self.stage_with(path, &|out| out.write_all(bytes))
    }

    fn stage_with(&self, path: &Path, write: &Writing<'_>) -> Result<Staged, WriteError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        if self.dry {
            return Ok(Staged { number: None });
        }
        if path.file_name().is_none() {
            return Err(WriteError { path: path.display().to_string(), reason: "it names no file".to_owned() });
        }
        if holds(path, write) {
            return Ok(Staged { number: None });
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| unwritten(path, &error))?;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        WAITING.fetch_add(1, Ordering::Relaxed);
        let written = File::create(temporary(path, number)).and_then(|file| {
            let mut file = BufWriter::new(file);
            write(&mut file)?;
            file.flush()
        });
        match written {
            Ok(()) => Ok(Staged { number: Some(number) }),
            Err(error) => Err(given_up(path, number, &error)),
        }
    }

    fn publish(&self, path: &Path, Staged { number }: Staged) -> Result<(), WriteError> {
        let Some(number) = number else { return Ok(()) };
        fs::rename(temporary(path, number), path).map_err(|error| given_up(path, number, &error))?;
        WAITING.fetch_sub(1, Ordering::Relaxed);
        Ok(())
    }

    fn stands(&self, path: &Path, write: &Writing<'_>) -> bool {
        holds(path, write)
    }

    fn written_before(&self, path: &Path) -> Option<Vec<u8>> {
        let most = limit(&path.to_string_lossy());
        let fits = fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() <= most);
        if fits && !self.dry { fs::read(path).ok() } else { None }
    }

    fn names_before(&self, folder: &Path) -> Vec<String> {
        if self.dry {
            return Vec::new();
        }
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|entry| name_of(&entry)).collect();
        names.sort();
        names
    }

    fn lock(&self, folder: &Path, share: bool, waits: &dyn Fn()) -> Result<Lock, WriteError> {
        if self.dry {
            return Ok(Lock { _held: None, folder: None });
        }
        fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
        let held = lock::take(folder, share, waits);
        if held.is_some() && !share {
            lock::sweep(folder, TEMPORARY, None);
        }
        Ok(Lock { _held: held, folder: Some(folder.to_owned()) })
    }

    fn remove(&self, path: &Path) -> Result<(), WriteError> {
        if self.dry {
            return Ok(());
        }
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(WriteError { path: path.display().to_string(), reason: error.to_string() })
            }
            _ => Ok(()),
        }
    }

    fn tidy(&self, path: &Path, below: &Path) {
        let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(below) && *folder != below);
        // The system removes no folder that holds anything, and with that the way up is at its end.
        let _ = folders.filter(|_| !self.dry).try_for_each(fs::remove_dir);
    }
}

/// How temporary names end.
const TEMPORARY: &str = ".tmp";

/// Files under temporary names that have not been published.
static WAITING: AtomicU64 = AtomicU64::new(0);

/// The temporary name of a number in this process.
fn temporary(path: &Path, number: u64) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}-{number}{TEMPORARY}", process()))
}

/// A number that no other process has. The system's would not do: programs in containers that write to one volume are often
/// all the first.
fn process() -> u32 {
    static PROCESS: OnceLock<u32> = OnceLock::new();
    *PROCESS.get_or_init(|| getrandom::u32().unwrap_or_else(|_| std::process::id()))
}

/// Removes a file under a temporary name that comes to nothing. If even this fails, the first reason is the one to tell.
fn given_up(path: &Path, number: u64, error: &io::Error) -> WriteError {
    let _ = fs::remove_file(temporary(path, number));
    WAITING.fetch_sub(1, Ordering::Relaxed);
    unwritten(path, error)
}

/// Removes what this process has left under temporary names in a folder and those in it.
pub(super) fn clear(folder: &Path) {
    if WAITING.load(Ordering::Relaxed) > 0 {
        let gone = lock::sweep(folder, TEMPORARY, Some(process()));
        WAITING.fetch_sub(gone, Ordering::Relaxed);
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> WriteError {
    WriteError { path: path.display().to_string(), reason: error.to_string() }
}

/// Whether a plain file holds already what would be written. Then it is left alone: programs that carry files elsewhere do not carry
/// it again, and the system need not bring a replaced file to the disk, which takes longer than to compare the two.
fn holds(path: &Path, write: &Writing<'_>) -> bool {
    if !fs::symlink_metadata(path).is_ok_and(|data| data.is_file()) {
        return false;
    }
    let Ok(file) = File::open(path) else { return false };
    let mut known = Known(BufReader::new(file));
    write(&mut known).is_ok() && known.0.fill_buf().is_ok_and(<[u8]>::is_empty)
}

/// A file that is written again as it is. It takes no other bytes.
struct Known(BufReader<File>);

impl Write for Known {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let known = self.0.fill_buf()?;
        let length = known.len().min(bytes.len());
        if known[..length] != bytes[..length] || length == 0 {
            return Err(ErrorKind::InvalidData.into());
        }
        self.0.consume(length);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The name of a file. Signs that are no Unicode are shown as such: it is told of, and not found under that name.
fn name_of(entry: &fs::DirEntry) -> String {
    entry.file_name().to_string_lossy().into_owned()
}

/// The system's reason as ours.
fn refusal(error: &std::io::Error) -> ReadError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => ReadError::Missing,
        ErrorKind::IsADirectory => ReadError::Folder,
        _ => ReadError::Denied(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_leaves_no_temporary_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let world = DiskWorld::new(folder.path());
        world.write(&world.locate("a/b/c.toml"), b"x = 1").expect("written");
        assert_eq!(world.read("a/b/c.toml").expect("read").as_ref(), b"x = 1");
        assert_eq!(world.list("a/b"), ["c.toml"]);
        assert_eq!(world.list(""), ["a", "assets"]);
    }

    #[test]
    fn a_file_that_holds_the_same_bytes_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let world = DiskWorld::new(folder.path());
        let path = world.locate("a.pdf");
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1);
        let written = |bytes: &[u8]| {
            world.write(&path, bytes).expect("written");
            fs::metadata(&path).and_then(|data| data.modified()).expect("a time")
        };
        written(b"one");
        File::options().write(true).open(&path).and_then(|file| file.set_modified(long_ago)).expect("aged");
        assert_eq!(written(b"one"), long_ago);
        assert_ne!(written(b"two"), long_ago);
        assert_eq!(fs::read(&path).expect("read"), b"two");
    }

    #[test]
    fn a_file_that_only_begins_alike_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let world = DiskWorld::new(folder.path());
        let path = world.locate("a.json");
        for bytes in [&b"one"[..], b"on", b"one two", b"", b"o"] {
            let in_parts: &Writing<'_> = &|out| bytes.chunks(2).try_for_each(|part| out.write_all(part));
            world.stage_with(&path, in_parts).and_then(|staged| world.publish(&path, staged)).expect("written");
            assert_eq!(fs::read(&path).expect("read"), bytes);
        }
    }

    #[test]
    fn what_cannot_be_written_to_its_end_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let world = DiskWorld::new(folder.path());
        let path = world.locate("a.json");
        world.write(&path, b"old").expect("written");
        let half: &Writing<'_> = &|out| out.write_all(b"new").and_then(|()| Err(ErrorKind::StorageFull.into()));
        assert!(world.stage_with(&path, half).is_err());
        assert_eq!(fs::read(&path).expect("read"), b"old");
        assert_eq!(world.names_before(folder.path()), ["a.json"]);
    }

    #[test]
    fn what_is_never_published_goes_with_the_lock() {
        let folder = tempfile::tempdir().expect("a folder");
        let world = DiskWorld::new(folder.path());
        let lock = world.lock(folder.path(), false, &|| {}).expect("locked");
        let _ = world.stage(&world.locate("a/b.pdf"), b"x").expect("staged");
        fs::write(folder.path().join(".c.pdf.1-0.tmp"), "of another process").expect("written");
        assert_eq!(world.list("a").len(), 1);
        drop(lock);
        assert_eq!(world.list("a"), Vec::<String>::new());
        assert!(folder.path().join(".c.pdf.1-0.tmp").exists());
    }

    #[test]
    fn paths_that_leave_the_project_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let world = DiskWorld::new(folder.path());
        for path in ["../x", "a/../../x", "/etc/hostname", "C:x", "a\\..\\b", ""] {
            assert_eq!(world.read(path), Err(ReadError::Outside), "{path}");
        }
        assert_eq!(world.read("nothing.toml"), Err(ReadError::Missing));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leaves_the_project_is_refused() {
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("secret"), "x").expect("written");
        let folder = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(outside.path().join("secret"), folder.path().join("link")).expect("linked");
        assert_eq!(DiskWorld::new(folder.path()).read("link"), Err(ReadError::Outside));
    }

    #[test]
    fn folders_and_large_files_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("d")).expect("made");
        let long = vec![b'#'; super::super::DEFINITION_LIMIT as usize + 1];
        fs::write(folder.path().join("long.toml"), long).expect("written");
        let world = DiskWorld::new(folder.path());
        assert_eq!(world.read("d"), Err(ReadError::Folder));
        assert_eq!(world.read("long.toml"), Err(ReadError::TooLarge(super::super::DEFINITION_LIMIT)));
        let picture = File::create(folder.path().join("large.jpg")).expect("made");
        picture.set_len(100 * 1024 * 1024).expect("a length");
        assert_eq!(world.read("large.jpg"), Err(ReadError::TooLarge(super::super::FILE_LIMIT)));
    }

    #[test]
    fn the_beginning_of_a_file_comes_with_its_length() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("font.ttf"), "0123456789").expect("written");
        let world = DiskWorld::new(folder.path());
        assert_eq!(world.begin("font.ttf", 4), Ok((b"0123".to_vec(), 10)));
        assert_eq!(world.begin("font.ttf", 40), Ok((b"0123456789".to_vec(), 10)));
        assert_eq!(world.begin("none.ttf", 4), Err(ReadError::Missing));
        assert_eq!(world.begin("../font.ttf", 4), Err(ReadError::Outside));
    }

    #[test]
    fn a_project_file_goes_before_the_bundled_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let world = DiskWorld::new(folder.path());
        assert!(world.read("assets/themes/sheet.toml").is_ok());
        world.write(&world.locate("assets/themes/sheet.toml"), b"own").expect("written");
        assert_eq!(world.read("assets/themes/sheet.toml").expect("read").as_ref(), b"own");
        assert_eq!(world.list("assets/themes"), ["poster.toml", "sheet-simple.toml", "sheet.toml", "social.toml"]);
    }

    #[test]
    fn the_root_of_a_lone_file_is_the_project_around_it() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("examples/deep")).expect("made");
        fs::write(folder.path().join("examples/deep/one.toml"), "x").expect("written");
        let file = folder.path().join("examples/deep/one.toml");
        let (_, path) = DiskWorld::for_file(&file).expect("found");
        assert_eq!(path, "one.toml");
        fs::create_dir(folder.path().join("leaflets")).expect("made");
        let (world, path) = DiskWorld::for_file(&file).expect("found");
        assert_eq!(path, "examples/deep/one.toml");
        assert!(world.read(&path).is_ok());
    }
}
