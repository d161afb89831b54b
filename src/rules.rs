//! Every rule that the program holds a project against, in one table: code, level, title, reason, way out.
//!
//! `docs/checks.md` is written from this table, and so is `leaflet check --rules`.

use crate::diagnostic::Level;

/// One rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The name by which messages, CI and documents refer to it; never changes once released.
    pub code: &'static str,
    /// How serious it is to break it.
    pub level: Level,
    /// One line, for a list.
    pub title: &'static str,
    /// Why the rule exists, with its source where it has one.
    pub why: &'static str,
    /// What to do about it.
    pub mend: &'static str,
    /// Whether the finding depends on today's date; such findings never reach a file that is built.
    pub by_clock: bool,
}

/// Declares the rules once, as constants and as the table.
macro_rules! rules {
    ($($name:ident = $level:ident $code:literal $title:literal why $why:literal mend $mend:literal $($clock:ident)?;)*) => {
        $(
            #[doc = $title]
            pub static $name: Rule = Rule {
                code: $code,
                level: Level::$level,
                title: $title,
                why: $why,
                mend: $mend,
                by_clock: rules!(@clock $($clock)?),
            };
        )*
        /// The table, in the order of the stages.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
    (@clock) => { false };
    (@clock by_clock) => { true };
}

mod table;

pub use table::*;
