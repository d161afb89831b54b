//! Stage 1: TOML to definitions. Every mistake in every file is found in one run, each with its place.
//!
//! A definition file holds any of the tables `[county]`, `[contact]`, `[[sender]]`, `[[override]]`, `[publication]`,
//! `[[section]]` and `[[fact]]`: county files the first four, publication files the others, a one-file definition all.

mod format;
mod model;
mod theme;
mod value;

pub use format::{FORMATS, Format, FormatKind};
pub use model::{
    Contact, County, Fact, FormatUse, HelpLine, Override, OverrideAction, Publication, Section, SectionKind, Sender,
    Text,
};
pub use theme::{Block, BlockSetting, ColorName, FormatSetting, Style, StyleName, Theme, ThemeKind};
pub use value::{Date, Email, Phone, Url};
