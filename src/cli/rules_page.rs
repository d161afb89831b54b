//! `docs/checks.md`, written from the table of rules.

use std::fmt::Write;

use crate::diagnostic::Level;
use crate::rules::RULES;

/// The page.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(
        "# Checks\n\nWhat `leaflet check` and `leaflet build` hold a project against, and `leaflet preflight` a finished \
         file. This page is written by `leaflet check --rules`.\n",
    );
    for rule in RULES {
        let level = match rule.level {
            Level::Error => "error: nothing is written; a finished file must not be used",
            Level::Warning => "warning: someone should look",
            Level::Advice => "advice",
        };
        let clock = if rule.by_clock { " It depends on today's date and is not kept in the manifest." } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(
            page,
            "\n## `{}`\n\n{}.\n\n- Level: {level}.{clock}\n- Why: {}\n- Way out: {}\n",
            rule.code, rule.title, rule.why, rule.mend
        );
    }
    page
}
