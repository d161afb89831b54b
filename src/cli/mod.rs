//! The commands, and how they talk to people and to other programs.

pub mod list;
pub mod new;
pub mod report;
