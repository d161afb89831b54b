//! What a leaflet is made from, as one short text: the same text, the same pages.

use sha2::{Digest, Sha256};

use super::digest::hexadecimal;
use super::manifest::inputs;
use crate::definition::Project;
use crate::document::{Draft, Wanted};
use crate::world::World;

/// Stands for the bytes of every file that a leaflet is made from.
#[must_use]
pub fn key(world: &dyn World, project: &Project, wanted: &Wanted<'_>) -> String {
    let mut hash = Sha256::new();
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
