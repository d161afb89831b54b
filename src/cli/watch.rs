//! `leaflet watch`: builds, and builds again after each change. The same watching serves the workbench.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::args::{Build, Selection};
use super::locale::say;
use super::{Outcome, build, manifest, select};
use crate::document::Draft;
use crate::world::DiskWorld;

/// Editors write a file in several steps; what comes within this time is one change.
const QUIET: Duration = Duration::from_millis(20);
/// The folders of a project whose files make leaflets.
const FOLDERS: [&str; 3] = ["leaflets", "assets", "fonts"];
/// Said with the system's reason.
const REFUSED: &str = "the project's folder cannot be watched";

/// A project that is watched for as long as this lives.
pub struct Watch {
    news: Receiver<News>,
    watcher: RefCell<RecommendedWatcher>,
    /// Files outside of the folders of projects that are listened to, by their real paths.
    named: Arc<Mutex<BTreeSet<PathBuf>>>,
    /// What the watcher has been told of.
    folders: RefCell<BTreeMap<PathBuf, RecursiveMode>>,
}

/// A change to a file.
struct News {
    /// Whether it is a font.
    font: bool,
    /// One of [`FOLDERS`] that is changed itself: it may have just been made.
    folder: Option<PathBuf>,
}

impl Watch {
    /// Watches the project in this folder.
    ///
    /// # Errors
    /// When the system cannot watch folders.
    pub fn new(root: &Path) -> anyhow::Result<Watch> {
        Watch::with(root, &[])
    }

    /// Watches the project in this folder, and these files with the projects that they belong to.
    ///
    /// # Errors
    /// When the system cannot watch folders.
    pub fn with(root: &Path, files: &[PathBuf]) -> anyhow::Result<Watch> {
        let mut roots = BTreeSet::from([root.canonicalize().context(REFUSED)?]);
        roots.extend(files.iter().filter_map(|file| Some(DiskWorld::for_file(file).ok()?.0.root().to_owned())));
        let named = Arc::new(Mutex::new(BTreeSet::new()));
        let (tell, news) = mpsc::channel::<News>();
        let (inside, listed) = (roots.clone(), Arc::clone(&named));
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if !matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)) {
                return;
            }
            for path in event.paths {
                let below = inside.iter().find_map(|root| path.strip_prefix(root).ok().filter(|below| concerns(below)));
                if below.is_some() || listed.lock().unwrap_or_else(PoisonError::into_inner).contains(&path) {
                    let font = below.is_some_and(|below| below.starts_with("fonts"));
                    let is_folder = below.is_some_and(|below| FOLDERS.iter().any(|name| below == Path::new(name)));
                    // Nobody listens any more when the program ends.
                    let _ = tell.send(News { font, folder: is_folder.then_some(path) });
                }
            }
        })
        .context("the system cannot watch files")?;
        let watch = Watch { news, watcher: RefCell::new(watcher), named, folders: RefCell::default() };
        // Each folder by itself: what is built may lie in the project too and is no news.
        for root in &roots {
            watch.hear(root, RecursiveMode::NonRecursive)?;
        }
        for folder in roots.iter().flat_map(|root| FOLDERS.map(|name| root.join(name))).filter(|f| f.is_dir()) {
            watch.hear(&folder, RecursiveMode::Recursive)?;
        }
        watch.follow(files)?;
        Ok(watch)
    }

    /// Watches these files too, where they are not watched yet; one may also come later.
    ///
    /// # Errors
    /// When the system cannot watch their folders.
    pub fn follow(&self, files: &[PathBuf]) -> anyhow::Result<()> {
        // Where a link leads, and the link itself.
        let real = files.iter().filter_map(|file| file.canonicalize().ok());
        for file in real.chain(files.iter().filter_map(|file| in_real_folder(file))) {
            let folder = file.parent().map(Path::to_path_buf);
            if self.named.lock().unwrap_or_else(PoisonError::into_inner).insert(file)
                && let Some(folder) = folder
            {
                self.hear(&folder, RecursiveMode::NonRecursive)?;
            }
        }
        Ok(())
    }

    /// Has the system tell of a folder, unless it does so already.
    fn hear(&self, folder: &Path, mode: RecursiveMode) -> anyhow::Result<()> {
        let tells = |(known, mode): (&PathBuf, &RecursiveMode)| match mode {
            RecursiveMode::Recursive => folder.starts_with(known),
            RecursiveMode::NonRecursive => folder == known,
        };
        if !self.folders.borrow().iter().any(tells) {
            self.watcher.borrow_mut().watch(folder, mode).context(REFUSED)?;
            self.folders.borrow_mut().insert(folder.to_path_buf(), mode);
        }
        Ok(())
    }

    /// Takes a change in: a folder that has come is watched from now on. Whether it is a font.
    fn heard(&self, news: News) -> bool {
        if let Some(folder) = news.folder.filter(|folder| folder.is_dir()) {
            // One that has gone again in the meantime is no loss.
            let _ = self.watcher.borrow_mut().watch(&folder, RecursiveMode::Recursive);
        }
        news.font
    }

    /// Waits for the next change, and says whether fonts are part of it; `None` when nothing can come any more.
    #[must_use]
    pub fn next(&self) -> Option<bool> {
        let mut fonts = self.heard(self.news.recv().ok()?);
        loop {
            match self.news.recv_timeout(QUIET) {
                Ok(more) => fonts |= self.heard(more),
                Err(RecvTimeoutError::Timeout) => return Some(fonts),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }
}

/// A file by the real path of its folder, if there is such a folder.
fn in_real_folder(file: &Path) -> Option<PathBuf> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(folder.canonicalize().ok()?.join(file.file_name()?))
}

/// Whether a path of the project can change a leaflet; temporary files of editors and of this program cannot.
fn concerns(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let known = FOLDERS.iter().any(|folder| path.starts_with(folder));
    known && !name.starts_with('.') && !name.ends_with('~') && path.extension().is_none_or(|ending| ending != "tmp")
}

/// Builds now and after each change, until the program is ended.
///
/// # Errors
/// When the system cannot watch the folder or refuses files.
pub fn run(args: &Build) -> anyhow::Result<Outcome> {
    let selection = &args.selection;
    let files = selection.targets.iter().filter(|word| select::is_file(word)).map(PathBuf::from);
    let files: Vec<PathBuf> = files.chain(selection.recipients.clone()).collect();
    let watch = Watch::with(&select::project_root(), &files)?;
    loop {
        let outcome = build::run(args)?;
        watch.follow(&made_from(selection))?;
        // Findings and files are shown as one build shows them; whoever has closed the window does not read on.
        super::show(&outcome, selection.message_format, &selection.targets);
        let _ = writeln!(std::io::stderr(), "{}", say("waiting for a change; end with Ctrl+C"));
        if watch.next().is_none() {
            return Ok(Outcome::default());
        }
    }
}

/// The files that the leaflets of named definitions are made from: a picture may lie anywhere beside its definition.
fn made_from(selection: &Selection) -> Vec<PathBuf> {
    if !selection.targets.iter().any(|word| select::is_file(word)) {
        return Vec::new();
    }
    let mut files = BTreeSet::new();
    for loaded in &select::load_all(selection).0 {
        for wanted in select::wanted(&loaded.project, selection, Draft::No) {
            files.extend(manifest::inputs(&wanted, None).iter().map(|path| loaded.world.root().join(path)));
        }
    }
    files.into_iter().collect()
}
