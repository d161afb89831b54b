//! `leaflet init`: a project to begin with, in an empty folder.

use std::path::Path;

use anyhow::{Context, bail};

use super::locale::spoken;
use super::{Outcome, new};
use crate::definition::paths::COUNTIES;
use crate::world::{DiskWorld, STARTER, World};

/// What git leaves alone in a project.
const IGNORED: &str = "# What `leaflet build` writes.\n/out/\n";

/// Makes the agreed publications and a file for each county. Files that are there stay as they are.
///
/// # Errors
/// When the folder holds a project already, a name is none for a county, or the system refuses to write.
pub fn run(folder: &Path, counties: &[String]) -> anyhow::Result<Outcome> {
    let world = DiskWorld::new(folder);
    if folder.join(COUNTIES).is_dir() {
        bail!("{} holds a project already; `leaflet new county NAME` adds a county", folder.display());
    }
    let write = |path: &str, text: &str| {
        world.write(&world.locate(path), text.as_bytes()).with_context(|| format!("could not make {path}"))
    };
    // A name that is none is told before anything is written.
    for name in counties {
        new::slug(name)?;
    }
    for (path, text) in STARTER {
        write(path, text)?;
    }
    if !folder.join(".gitignore").exists() {
        write(".gitignore", &spoken().comments(IGNORED))?;
    }
    let mut files = Vec::new();
    for name in counties {
        files.push(new::county(&world, name)?);
    }
    let strangers: String = counties.iter().zip(&files).filter_map(|(name, path)| new::stranger(name, path)).collect();
    let ids = crate::definition::publication_ids(&world);
    let mut notes = format!("made a project in {} with {}\n", folder.display(), ids.join(", "));
    let slug = counties.first().map(|name| new::slug(name)).transpose()?;
    let next = match (&files[..], slug) {
        ([first, ..], Some(slug)) => {
            format!("next: fill in [contact] in {first}, then run `leaflet check {slug}` and `leaflet build {slug}`\n")
        }
        _ => "next: `leaflet new county NAME`\n".to_owned(),
    };
    notes.push_str(&strangers);
    notes.push_str(&next);
    Ok(Outcome { notes, ..Outcome::default() })
}
