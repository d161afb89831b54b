//! The rules that are held against what has been loaded; a check changes nothing.

pub mod definition;
pub mod document;
pub mod order;
pub mod pages;
pub mod press;
pub mod readability;
pub mod theme;
pub mod translation;
