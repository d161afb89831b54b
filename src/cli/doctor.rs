//! `leaflet doctor`: whether everything that building needs is there, and what is used from where.

use std::fmt::Write;

use super::locale::say;
use super::{Outcome, press, select};
use crate::definition::{load, paths};
use crate::lang::Lang;
use crate::world::{DiskWorld, World};

/// Looks at program, project, fonts, themes, print profiles and the output folder.
#[must_use]
pub fn run() -> Outcome {
    let root = select::project_root();
    let world = DiskWorld::new(&root);
    let mut out = String::new();
    let mut line = |what: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:15} {}", say(what), say(value));
    };
    line("program", concat!("leaflet ", env!("CARGO_PKG_VERSION")));
    line("system", &format!("{} {}", std::env::consts::OS, std::env::consts::ARCH));
    line("project", &root.display().to_string());
    let (project, mut findings) = load(&world, &[]);
    line("counties", &count(project.counties.len(), "none; `leaflet init` or `leaflet new county NAME` makes one"));
    let mut ids: Vec<&str> = project.publications.iter().map(|publication| publication.id.as_str()).collect();
    let texts = ids.len();
    ids.sort_unstable();
    ids.dedup();
    let publications = match ids.len() {
        0 => "none; `leaflet init` brings them".to_owned(),
        number => format!("{number} in {texts} texts, one for each language: {}", ids.join(", ")),
    };
    line("publications", &publications);
    line("themes", &names(project.themes.iter().map(|theme| theme.name.as_str())));
    let (fonts, found) = press::fonts(&world);
    findings.extend(found);
    line("fonts", &format!("{} faces of {}", fonts.len(), fonts.families().join(", ")));
    line("languages", &names(Lang::all().map(|lang| lang.code)));
    let (presses, found) = press::Presses::read(&world, &project);
    findings.extend(found);
    line("print profiles", &names(presses.names()));
    let others: Vec<String> = world
        .list(paths::PRESETS)
        .into_iter()
        .filter_map(|file| file.strip_suffix(".toml").map(str::to_owned))
        .filter(|name| !presses.names().any(|used| used == name))
        .collect();
    if !others.is_empty() {
        line("other profiles", &others.join(", "));
    }
    for folder in [paths::THEMES, paths::LABELS, "assets/icc", paths::PRESETS, press::FONTS] {
        let own: Vec<String> = world.list(folder).into_iter().filter(|n| root.join(folder).join(n).is_file()).collect();
        if !own.is_empty() {
            line("project's own", &format!("{folder}: {}", own.join(", ")));
        }
    }
    findings.extend(select::wrong_source_date(&world));
    let epoch = match (world.wrong_source_date(), world.source_date()) {
        (Some(wrong), _) => format!("“{wrong}”"),
        (None, Some(day)) => day.to_string(),
        (None, None) => say("not set"),
    };
    line("date of files", &format!("SOURCE_DATE_EPOCH {epoch}"));
    line("today", &world.today().to_string());
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    line(
        "findings",
        &match errors {
            0 => "nothing hinders building".to_owned(),
            1 => "1 error, shown above".to_owned(),
            _ => format!("{errors} errors, shown above"),
        },
    );
    findings.retain(crate::diagnostic::Diagnostic::is_error);
    Outcome { findings, data: out, ..Outcome::default() }
}

/// A number, or what to do where there is nothing.
fn count(number: usize, nothing: &str) -> String {
    if number == 0 { nothing.to_owned() } else { number.to_string() }
}

/// Names in a row.
fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
