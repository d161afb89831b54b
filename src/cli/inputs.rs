//! What a leaflet is made from, as one short text: the same text, the same pages.

use sha2::{Digest as _, Sha256};

use super::digest::{Digest, hexadecimal};
use super::keys::add_fonts;
use super::manifest::inputs;
use crate::definition::Project;
use crate::document::{Draft, Wanted};
use crate::fonts::FontBook;
use crate::world::World;

/// Stands for a project's own fonts, each of which may change any leaflet.
#[must_use]
pub fn fonts(fonts: &FontBook) -> Digest {
    let mut hash = Sha256::new();
    add_fonts(&mut hash, fonts);
    Digest::from(hash)
}

/// Stands for the bytes of every file that a leaflet is made from, and for the project's [`fonts`].
#[must_use]
pub fn key(world: &dyn World, project: &Project, fonts: &Digest, wanted: &Wanted<'_>) -> String {
    let mut hash = Sha256::new();
    hash.update(fonts.bytes());
    hash.update(wanted.id());
    hash.update([u8::from(wanted.draft == Draft::Yes)]);
    for path in inputs(wanted, project.preset(wanted.county)) {
        let bytes = world.read(&path).unwrap_or_default();
        hash.update(path);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hexadecimal(&hash.finalize()[..12])
}
