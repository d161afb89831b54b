//! Turns leaflet definitions into finished leaflets and posters, for print and for the web.

pub mod check;
pub mod cli;
pub mod color;
pub mod definition;
pub mod diagnostic;
pub mod export;
