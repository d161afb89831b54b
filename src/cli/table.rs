//! The table after a build: what was written, for people or as JSON.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::build::Built;
use super::locale::say;
use super::manifest::File;

/// Most removed files that are named.
const MOST_NAMED: usize = 5;

/// One line a file that was made, and what became of all of them.
#[must_use]
pub(super) fn text(built: &Built, out: &Path) -> String {
    let made = built.made();
    let mut lines = String::new();
    let width = made.iter().map(|f| f.path.chars().count()).max().unwrap_or_default();
    for file in made {
        let pages = match file.pages {
            None => String::new(),
            Some(1) => say("1 page"),
            Some(count) => say(&format!("{count} pages")),
        };
        let trim = file.trim_mm.map_or_else(String::new, |[width, height]| format!("{width:>3.0} × {height:<3.0} mm"));
        // Writing to a string cannot fail.
        let _ = writeln!(
            lines,
            "{:width$}  {pages:7}  {trim:12}  {:>5.0} kB",
            file.path,
            (file.bytes as f32 / 1000.0).ceil(),
        );
    }
    let unchanged = match (built.files.len(), built.unchanged.len()) {
        (_, 0) => String::new(),
        (1, 1) => say(", unchanged"),
        (all, same) if all == same => say(", all unchanged"),
        (_, same) => say(&format!(", {same} of them unchanged")),
    };
    let removed = match &built.removed[..] {
        [] => String::new(),
        all if all.len() <= MOST_NAMED => say(&format!("; removed {}", all.join(", "))),
        all => {
            let (named, more) = all.split_at(MOST_NAMED);
            say(&format!("; removed {} and {} more", named.join(", "), more.len()))
        }
    };
    let files = match built.files.len() {
        0 if built.removed.is_empty() => say("nothing was written"),
        1 => say(&format!("1 file in {}", out.display())),
        count => say(&format!("{count} files in {}", out.display())),
    };
    let _ = writeln!(lines, "{files}{unchanged}{removed}");
    lines
}

/// What a look at the files came to.
#[must_use]
pub(super) fn checked(built: &Built, out: &Path) -> String {
    match built.unchanged.len() {
        1 => format!("1 file in {} is up to date\n", out.display()),
        count => format!("{count} files in {} are up to date\n", out.display()),
    }
}

/// The files as JSON.
#[must_use]
pub(super) fn json(built: &Built) -> String {
    #[derive(Serialize)]
    struct Table<'a> {
        files: &'a [Arc<File>],
        removed: &'a [String],
        unchanged: &'a [String],
    }
    let Built { files, unchanged, removed, .. } = built;
    // What is made of texts, numbers and lists can be written.
    serde_json::to_string_pretty(&Table { files, removed, unchanged }).unwrap_or_default() + "\n"
}
