//! Turns leaflet definitions into finished leaflets and posters, for print and for the web.

pub mod check;
pub mod cli;
pub mod color;
pub mod date;
pub mod definition;
pub mod diagnostic;
pub mod fonts;
pub mod lang;
pub mod page;
pub mod picture;
pub mod rules;
pub mod units;
pub mod world;
