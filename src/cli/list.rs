//! `leaflet list`: the counties, publications and print profiles of a project.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::args::Selection;
use super::locale::say;
use super::since::Texts;
use super::{Outcome, select};
use crate::definition::{PrintPreset, Project, Readiness};
use crate::diagnostic::Diagnostic;
use crate::lang::alphabetical;
use crate::world::DiskWorld;

/// `leaflet list`.
#[must_use]
pub fn run(as_json: bool) -> Outcome {
    let (loaded, findings) = select::load_all(&Selection::default());
    let profiles = PrintPreset::all(&DiskWorld::new(select::project_root()));
    let write = if as_json { json } else { text };
    let data = loaded.iter().map(|loaded| write(&loaded.project, &profiles)).collect();
    // Only what keeps a county out of the list matters here.
    let findings = findings.into_iter().filter(Diagnostic::is_error).collect();
    Outcome { findings, data, ..Outcome::default() }
}

/// `leaflet list --since`: names of what comes out otherwise, one a line.
///
/// # Errors
/// What git refuses.
pub fn since(revision: &str, as_json: bool) -> anyhow::Result<Outcome> {
    let selection = Selection { since: Some(revision.to_owned()), ..Selection::default() };
    let (loaded, findings) = select::load_all(&selection);
    let affected = super::since::narrowed(&selection, &loaded, Texts::Ready)?.only.unwrap_or_default();
    let data = if as_json {
        format!("{:#}\n", serde_json::json!({ "since": revision, "affected": affected }))
    } else {
        affected.iter().flat_map(|id| [id.as_str(), "\n"]).collect()
    };
    Ok(Outcome { findings: findings.into_iter().filter(Diagnostic::is_error).collect(), data, ..Outcome::default() })
}

/// The project for people: counties with what they print, publications with languages and formats, print profiles with
/// what they are for.
#[must_use]
pub fn text(project: &Project, profiles: &[PrintPreset]) -> String {
    let mut out = String::new();
    let width = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or_default();
    let slug = width(&mut project.counties.iter().map(|county| county.slug.chars().count()));
    let name = width(&mut project.counties.iter().map(|county| county.name.chars().count()));
    let mut counties: Vec<_> = project.counties.iter().collect();
    counties.sort_by_key(|county| alphabetical(&county.name.value));
    for county in counties {
        let ids: Vec<&str> = county.publications.iter().map(|id| id.value.as_str()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:slug$}  {:name$}  {}", county.slug, county.name.value, ids.join(", "));
    }
    let rows = publications(project);
    let id = width(&mut rows.iter().map(|row| row.id.chars().count()));
    if !rows.is_empty() && !out.is_empty() {
        out.push('\n');
    }
    for row in &rows {
        let shown = |(code, state): &(&str, Readiness)| match state {
            Readiness::Reviewed => (*code).to_owned(),
            state => format!("{code}: {}", say(state.words())),
        };
        let languages: Vec<String> = row.languages.iter().map(shown).collect();
        let _ = writeln!(out, "{:id$}  {}  ({})  {}", row.id, row.title, languages.join(", "), row.formats.join(", "));
    }
    let name = width(&mut profiles.iter().map(|profile| profile.name.chars().count()));
    if !profiles.is_empty() && !out.is_empty() {
        out.push('\n');
    }
    for profile in profiles {
        let _ = writeln!(out, "{:name$}  {}", profile.name, say(&profile.about));
    }
    out
}

/// The project for other programs, as JSON.
#[must_use]
pub fn json(project: &Project, profiles: &[PrintPreset]) -> String {
    let counties: Vec<_> = project
        .counties
        .iter()
        .map(|county| {
            serde_json::json!({
                "slug": county.slug,
                "code": county.code.as_ref().map(|code| &code.value),
                "letter": county.letter.as_ref().map(|letter| &letter.value),
                "name": county.name.value,
                "office": county.office.value,
                "publications": county.publications.iter().map(|id| &id.value).collect::<Vec<_>>(),
                "with": county.with.iter().map(|slug| &slug.value).collect::<Vec<_>>(),
            })
        })
        .collect();
    let publications: Vec<_> = publications(project)
        .into_iter()
        .map(|row| {
            serde_json::json!({
                "id": row.id,
                "title": row.title,
                "languages": row.languages.iter().map(|(code, _)| code).collect::<Vec<_>>(),
                "states": row.languages.iter().map(|(code, state)| (*code, state.words())).collect::<BTreeMap<_, _>>(),
                "formats": row.formats,
            })
        })
        .collect();
    let profiles: Vec<_> = profiles
        .iter()
        .map(|profile| {
            serde_json::json!({
                "name": profile.name,
                "about": profile.about,
                "condition": profile.condition,
                "standard": profile.standard.title(),
            })
        })
        .collect();
    let all = serde_json::json!({ "counties": counties, "publications": publications, "print_profiles": profiles });
    format!("{all:#}\n")
}

/// A publication with all its languages.
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    /// Languages, and how far the text in each has come.
    languages: Vec<(&'static str, Readiness)>,
    formats: Vec<&'static str>,
}

/// The publications, one row for all languages together; the title is that of the first language.
fn publications(project: &Project) -> Vec<Row<'_>> {
    let mut rows: Vec<Row> = Vec::new();
    for publication in &project.publications {
        if !rows.iter().any(|row| row.id == publication.id) {
            rows.push(Row {
                id: &publication.id,
                title: &publication.title,
                languages: Vec::new(),
                formats: Vec::new(),
            });
        }
        let Some(row) = rows.iter_mut().find(|row| row.id == publication.id) else { continue };
        row.languages.push((publication.lang.code, project.readiness(publication)));
        for used in &publication.formats {
            if !row.formats.contains(&used.format.name) {
                row.formats.push(used.format.name);
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Date, Target, load};
    use crate::world::MemoryWorld;

    #[test]
    fn counties_and_publications_are_listed() {
        let text = r#"
            [county]
            code = "18"
            name = "Örebro län"
            short = "Örebro"
            genitive = "Örebro"
            office = "Länsstyrelsen Örebro"
            [publication]
            id = "kort"
            lang = "sv"
            title = "Ett kort blad"
            version = "1"
            date = 2026-01-01
            formats = ["a5", "a4"]
        "#;
        let shop = "about = \"Our shop\"\nicc = \"assets/icc/ours.icc\"\nstandard = \"x4\"\n";
        let world = MemoryWorld::new(Date { year: 2026, month: 11, day: 21 })
            .with("orebro.toml", text)
            .with("assets/print/our-shop.toml", shop);
        let (project, _) = load(&world, &[Target::File("orebro.toml".to_owned())]);
        let profiles = PrintPreset::all(&world);
        let shown = self::text(&project, &profiles);
        assert!(shown.starts_with("orebro  Örebro län  kort\n\nkort  Ett kort blad  (sv)  a5, a4\n\n"), "{shown}");
        assert!(shown.contains("\nour-shop  ") && shown.contains("  Our shop\n"), "{shown}");
        let json: serde_json::Value = serde_json::from_str(&json(&project, &profiles)).expect("JSON");
        assert_eq!(json["counties"][0]["code"], "18");
        assert_eq!(json["counties"][0]["slug"], "orebro");
        assert_eq!(json["publications"][0]["formats"], serde_json::json!(["a5", "a4"]));
    }
}
