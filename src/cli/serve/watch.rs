//! Watches the project's folder and loads it again when something changed.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::Context;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::project::Served;

/// Editors write a file in several steps; what comes within this time is one change.
const QUIET: Duration = Duration::from_millis(20);

/// Watches for as long as the returned watcher lives.
///
/// # Errors
/// When the system cannot watch folders.
pub fn watch(root: &Path, served: &Arc<Served>) -> anyhow::Result<RecommendedWatcher> {
    let (tell, told) = mpsc::channel::<bool>();
    let base = root.to_path_buf();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        let changes = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
        let inside = |path: &Path| path.strip_prefix(&base).ok().map(Path::to_path_buf);
        let parts = event.paths.iter().filter_map(|path| inside(path)).filter(|path| concerns(path));
        let fonts: Vec<bool> = parts.map(|path| path.starts_with("fonts")).collect();
        if changes && !fonts.is_empty() {
            // Nobody listens any more when the server ends.
            let _ = tell.send(fonts.contains(&true));
        }
    })
    .context("the system cannot watch files")?;
    // Each by itself: what is built lies in the same folder and is no news.
    watcher.watch(root, RecursiveMode::NonRecursive).context("the project's folder cannot be watched")?;
    for folder in ["leaflets", "assets", "fonts"].map(|name| root.join(name)).iter().filter(|folder| folder.is_dir()) {
        watcher.watch(folder, RecursiveMode::Recursive).context("the project's folder cannot be watched")?;
    }
    let news = Arc::clone(served);
    thread::Builder::new().name("changes".to_owned()).spawn(move || {
        while let Ok(mut fonts) = told.recv() {
            loop {
                match told.recv_timeout(QUIET) {
                    Ok(more) => fonts |= more,
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            news.reload(fonts);
        }
    })?;
    Ok(watcher)
}

/// Whether a path of the project can change a leaflet; temporary files of editors and of this program cannot.
fn concerns(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let known = ["leaflets", "assets", "fonts"].iter().any(|folder| path.starts_with(folder));
    known && !name.starts_with('.') && !name.ends_with('~') && !name.ends_with(".tmp")
}
