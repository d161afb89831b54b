//! The rules that are held against what has been loaded; a check changes nothing.

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
