//! Stage 6: the rules held against what there is; a check changes nothing.
//!
//! What definitions say is held against [`project`] and [`theme`]; what comes of one leaflet, against [`mod@document`],
//! [`pages`], [`contrast`] and [`press`].

pub mod advice;
pub mod contrast;
pub mod definition;
pub mod document;
mod empty_links;
mod likeness;
mod markdown;
pub mod order;
pub mod pages;
pub mod pictures;
pub mod press;
pub mod readability;
pub mod social;
mod stock;
mod texts;
pub mod theme;
pub mod translation;
pub mod words;

use crate::definition::{Date, Project};
use crate::diagnostic::Diagnostic;

/// Every finding about what the definitions of a project say.
#[must_use]
pub fn project(project: &Project, today: Date) -> Vec<Diagnostic> {
    let mut out = definition::check(project, today);
    out.extend(order::check(project, today));
    out.extend(social::check(project));
    out.extend(words::check(project));
    out.extend(pictures::check(project));
    out.extend(translation::check(project));
    out
}
