//! The table after a build: what was written, for people or as JSON.

use std::fmt::Write;
use std::path::Path;

use super::manifest::File;

/// One line a file, and their number.
#[must_use]
pub fn text(files: &[File], out: &Path) -> String {
    let mut lines = String::new();
    let width = files.iter().map(|f| f.path.chars().count()).max().unwrap_or_default();
    for file in files {
        let pages = match file.pages {
            None => String::new(),
            Some(1) => "1 page".to_owned(),
            Some(count) => format!("{count} pages"),
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
    match files.len() {
        0 => lines.push_str("nothing was written\n"),
        1 => {
            let _ = writeln!(lines, "1 file in {}", out.display());
        }
        count => {
            let _ = writeln!(lines, "{count} files in {}", out.display());
        }
    }
    lines
}

/// The files as JSON.
#[must_use]
pub fn json(files: &[File]) -> String {
    format!("{:#}\n", serde_json::json!({ "files": files }))
}
