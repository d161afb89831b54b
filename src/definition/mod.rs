//! Stage 1: TOML to definitions. Every mistake in every file is found in one run, each with its place.
//!
//! A definition file holds any of the tables `[county]`, `[contact]`, `[[sender]]`, `[[override]]`, `[order]`,
//! `[[distribution]]`, `[publication]`, `[[section]]`, `[[social]]` and `[[fact]]`: county files the first six, publication files the
//! others, a one-file definition all.

mod address;
mod addressee;
mod called;
mod checker;
pub mod counties;
mod county;
pub mod edit;
mod fields;
mod file;
mod fold;
mod format;
mod groups;
mod host;
mod labels;
mod links;
mod literal;
mod load;
mod model;
mod nearest;
mod new_translation;
mod node;
mod numbers;
mod order;
mod order_fields;
mod order_links;
pub mod paths;
mod phone;
pub mod placeholder;
mod preset;
mod preset_fields;
mod project;
mod prose;
mod publication;
mod runaway;
pub mod sample;
mod schema;
mod sections;
mod shape;
mod slips;
mod social;
mod social_fields;
mod theme;
mod theme_fields;
mod theme_file;
mod translation;
mod untranslated;
mod value;

pub use crate::date::Date;
pub use address::{Email, Url};
pub use addressee::{Addressee, titled};
pub use called::Called;
pub use checker::slugged;
pub use fold::Fold;
pub use format::{FORMATS, Format, FormatKind, Panel, PanelPart, SOCIAL_FORMATS};
pub use labels::{Label, Labels};
pub use load::{county_slugs, load, load_for, load_publication, publication_ids};
pub use model::{
    BrandColor, CodeTarget, Contact, County, Fact, FormatUse, HelpLine, Override, OverrideAction, Publication, Section,
    SectionKind, Sender, Showing, Text, Translation,
};
pub(crate) use nearest::{nearest, proposal};
pub use new_translation::new_translation;
pub use numbers::numbers;
pub use order::{Delivery, Order, OrderItem, Part, Recipient, RecipientKind};
pub use phone::Phone;
pub use preset::{PrintPreset, PrintStandard};
pub use project::{Project, Target};
pub use schema::{print_schema, schema, theme_schema};
pub use sections::sections_for;
pub use social::{Social, SocialUse};
pub use theme::{Block, BlockSetting, ColorName, FormatSetting, Style, StyleName, Theme, ThemeKind};
pub use translation::{Gap, Readiness, gaps, version_order};
pub use untranslated::Untranslated;
pub use value::ValueError;
