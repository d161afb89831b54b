//! Turns leaflet definitions into finished leaflets and posters, for print and for the web.
//!
//! Data flows one way, through stages that are each a folder and import only earlier ones (`tests/architecture.rs`):
//!
//! 1. [`definition`] – TOML to definitions; every mistake in every file is found in one run.
//! 2. [`document`] – definition, county, theme, language and format to a semantic tree with everything resolved.
//! 3. [`text`] – analysis, shaping, segmentation, hyphenation, line breaking.
//! 4. [`layout`] – document to [`page::Pages`], a display list with a tag tree; copy-fit and columns.
//! 5. [`export`] – pages to the bytes of an edition; web pages and sites from documents.
//! 6. [`check`] – rules held against all of it. A check changes nothing.
//! 7. [`preflight`] – finished files, ours or anyone's, held against their standard. It shares no code with export.
//! 8. [`cli`] – commands.
//!
//! After stage 2 no file, clock, environment or locale is read; [`world`] is the only place with input and output.
//! Nothing after stage 1 knows TOML. Marks and output intent live only in [`export::print`]; bleed is told to what
//! draws a page.

pub mod check;
pub mod cli;
pub mod color;
pub mod date;
pub mod definition;
pub mod diagnostic;
pub mod document;
pub mod export;
pub mod fonts;
pub mod lang;
pub mod layout;
pub mod limits;
pub mod page;
pub mod picture;
pub mod preflight;
pub mod rules;
pub mod text;
pub mod units;
pub mod world;
