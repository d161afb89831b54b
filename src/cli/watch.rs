//! `leaflet watch`: builds, and builds again after each change. The same watching serves the workbench.

use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::Context;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::args::Build;
use super::locale::{say, say_lines, spoken};
use super::{Outcome, build, report, select};

/// Editors write a file in several steps; what comes within this time is one change.
const QUIET: Duration = Duration::from_millis(20);
/// The folders of a project whose files make leaflets.
const FOLDERS: [&str; 3] = ["leaflets", "assets", "fonts"];

/// A project that is watched for as long as this lives.
pub struct Watch {
    /// Whether a changed file is a font.
    news: Receiver<bool>,
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches the project in this folder.
    ///
    /// # Errors
    /// When the system cannot watch folders.
    pub fn new(root: &Path) -> anyhow::Result<Watch> {
        let (tell, news) = mpsc::channel::<bool>();
        let root = root.canonicalize().context("the project's folder cannot be watched")?;
        let base = root.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if !matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)) {
                return;
            }
            for path in event.paths.iter().filter_map(|path| path.strip_prefix(&base).ok()).filter(|p| concerns(p)) {
                // Nobody listens any more when the program ends.
                let _ = tell.send(path.starts_with("fonts"));
            }
        })
        .context("the system cannot watch files")?;
        // Each folder by itself: what is built may lie in the project too and is no news.
        watcher.watch(&root, RecursiveMode::NonRecursive).context("the project's folder cannot be watched")?;
        for folder in FOLDERS.map(|name| root.join(name)).iter().filter(|folder| folder.is_dir()) {
            watcher.watch(folder, RecursiveMode::Recursive).context("the project's folder cannot be watched")?;
        }
        Ok(Watch { news, _watcher: watcher })
    }

    /// Waits for the next change, and says whether fonts are part of it; `None` when nothing can come any more.
    #[must_use]
    pub fn next(&self) -> Option<bool> {
        let mut fonts = self.news.recv().ok()?;
        loop {
            match self.news.recv_timeout(QUIET) {
                Ok(more) => fonts |= more,
                Err(RecvTimeoutError::Timeout) => return Some(fonts),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }
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
    let watch = Watch::new(&select::project_root())?;
    loop {
        let outcome = build::run(args)?;
        let findings: Vec<_> = outcome.findings.iter().map(|found| spoken().finding(found)).collect();
        let found = report::report(&findings, args.selection.message_format, false);
        let (notes, waiting) = (say_lines(&outcome.notes), say("waiting for a change; end with Ctrl+C"));
        // Whoever has closed the window does not read on.
        let _ = writeln!(std::io::stderr(), "{found}{notes}{waiting}");
        if watch.next().is_none() {
            return Ok(Outcome::default());
        }
    }
}
