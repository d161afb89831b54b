//! What holds for every leaflet: nothing is lost, nothing overlaps, all stands inside its place. Definitions are made at
//! random, and the grooming sheet is changed section by section.

#[path = "../support/mod.rs"]
mod support;

mod any;
mod case;
mod ends;
mod grooming;
mod made;
mod sheet;
