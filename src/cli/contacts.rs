//! `leaflet contacts`: the contacts of all counties out to a spreadsheet and back, and the day on which one was verified.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, bail};

use crate::definition::edit::{Edit, NewValue, edited, path as steps, path_at, values};
use crate::definition::{Called, Date, Target, county_slugs, load, paths, proposal};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::world::{DiskWorld, OverlayWorld, World};

use super::args::Contacts;
use super::headings::{Column, EMAIL, Head, ORGANISATION, PHONE, ROLE, URL};
use super::locale::{Locale, say, spoken};
use super::spreadsheet::{Row, Sheet};
use super::{Outcome, headings, select, spreadsheet};

/// The columns, by the keys of `[contact]`.
const COLUMNS: [Column; 8] = [
    ("county", &["län", "lan", "slug"]),
    ("name", &["namn"]),
    ("role", ROLE),
    ("organisation", ORGANISATION),
    ("phone", PHONE),
    ("email", EMAIL),
    ("url", URL),
    ("verified", &["kontrollerad", "verifierad"]),
];

/// A county's row and what it would change.
struct Change {
    slug: String,
    /// The county's file, and its text after the change.
    file: String,
    text: String,
    /// Key, value before, value after.
    fields: Vec<(&'static str, String, String)>,
}

/// Runs one of the commands.
///
/// # Errors
/// When a spreadsheet cannot be read or written, or a county's file cannot be changed.
pub fn run(args: &Contacts) -> anyhow::Result<Outcome> {
    let world = DiskWorld::new(select::project_root());
    match args {
        Contacts::Export { file } => {
            let (rows, findings) = rows(&world);
            // What cannot be read would come back as an empty contact.
            if !findings.is_empty() {
                return Ok(Outcome { findings, notes: "nothing is written\n".to_owned(), ..Outcome::default() });
            }
            let bytes = spreadsheet::write(file, &rows)?;
            let path = super::build::folder(file)?;
            // Someone may be at work on what was exported before.
            if path.exists() {
                bail!("{} exists already; import it, or name another file", file.display());
            }
            world.write(&path, &bytes)?;
            let notes = match rows.len() - 1 {
                1 => format!("wrote 1 county to {}\n", file.display()),
                count => format!("wrote {count} counties to {}\n", file.display()),
            };
            Ok(Outcome { notes, ..Outcome::default() })
        }
        Contacts::Import { file, yes } => import(&world, file, *yes),
        Contacts::Verify { county, on } => verify(&world, county, on.as_deref()),
    }
}

/// Every county with its contact as it stands in its file, and what is wrong with those files.
fn rows(world: &dyn World) -> (Vec<Vec<String>>, Vec<Diagnostic>) {
    let mut rows = vec![COLUMNS.each_ref().map(|column| headings::title(column).to_owned()).to_vec()];
    let (project, mut findings) = load(world, &[]);
    let files: Vec<String> = county_slugs(world).iter().map(|slug| paths::county(slug)).collect();
    let of_county = |f: &Diagnostic| {
        let path = f.place.as_ref().map(|place| &place.source.path).or(f.subject.as_ref());
        path.is_some_and(|path| files.contains(path))
    };
    findings.retain(|found| found.is_error() && of_county(found));
    // A joint edition answers with the contacts of its counties.
    let joint: Vec<String> = project.counties.iter().filter(|c| !c.with.is_empty()).map(|c| c.slug.clone()).collect();
    for slug in county_slugs(world).into_iter().filter(|slug| !joint.contains(slug)) {
        let known = text_of(world, &slug).map(|text| values(&text, "contact")).unwrap_or_default();
        let cell = |key: &str| if key == "county" { slug.clone() } else { known.get(key).cloned().unwrap_or_default() };
        rows.push(COLUMNS.map(|(key, _)| cell(key)).to_vec());
    }
    (rows, findings)
}

/// The text of a county's file.
fn text_of(world: &dyn World, slug: &str) -> Option<String> {
    let bytes = world.read(&paths::county(slug)).ok()?;
    String::from_utf8(bytes.into_owned()).ok()
}

/// Reads a spreadsheet, shows what it changes, and writes the rows without a mistake after asking.
fn import(world: &DiskWorld, file: &Path, yes: bool) -> anyhow::Result<Outcome> {
    let name = file.display().to_string();
    let bytes = DiskWorld::for_file(file)
        .and_then(|(folder, inside)| folder.read(&inside))
        .with_context(|| format!("cannot read {name}"))?;
    let sheet = spreadsheet::read(file, &bytes).with_context(|| format!("cannot read {name}"))?;
    let (changes, findings) = changes(world, &name, &sheet);
    let mut notes = String::new();
    let open = if spoken() == Locale::Sv { '”' } else { '“' };
    for change in &changes {
        for (key, old, new) in &change.fields {
            let shown = |value: &str| if value.is_empty() { say("(nothing)") } else { format!("{open}{value}”") };
            let key = headings::title_of(&COLUMNS, key);
            let _ = writeln!(notes, "{}  {key}: {} → {}", change.slug, shown(old), shown(new));
        }
    }
    if changes.is_empty() {
        notes.push_str("no contact changes\n");
        return Ok(Outcome { findings, notes, ..Outcome::default() });
    }
    let count = format!("{} {}", changes.len(), if changes.len() == 1 { "county" } else { "counties" });
    match (yes, can_ask()) {
        (true, _) => {}
        (false, true) if agreed(&notes, &findings, &count) => notes.clear(),
        (false, true) => {
            return Ok(Outcome { findings, notes: "nothing is written\n".to_owned(), ..Outcome::default() });
        }
        (false, false) => {
            let _ = writeln!(notes, "nothing is written; {count} would change with --yes");
            return Ok(Outcome { findings, notes, ..Outcome::default() });
        }
    }
    for change in &changes {
        world.write(&world.locate(&change.file), change.text.as_bytes())?;
    }
    let _ = writeln!(notes, "changed {count}");
    Ok(Outcome { findings, notes, ..Outcome::default() })
}

/// Whether there is a person to answer.
fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks whether to go on, after what would change and what is wrong with the rows that stay out.
fn agreed(changes: &str, findings: &[Diagnostic], count: &str) -> bool {
    let mut answer = String::new();
    let _ = write!(std::io::stderr(), "{changes}");
    for found in findings.iter().map(|found| spoken().finding(found)) {
        let _ = writeln!(std::io::stderr(), "{}: {}", found.subject.unwrap_or_default(), found.message);
    }
    let _ = write!(std::io::stderr(), "{}", say(&format!("Change {count}? [y/N] ")));
    std::io::stdin().lock().read_line(&mut answer).is_ok()
        && ["y", "yes", "j", "ja"].contains(&answer.trim().to_lowercase().as_str())
}

/// What the rows change, and what is wrong with those that may not.
fn changes(world: &dyn World, name: &str, sheet: &Sheet) -> (Vec<Change>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let head = columns(name, sheet, &mut findings);
    let mut changes: Vec<Change> = Vec::new();
    if !findings.is_empty() {
        return (changes, findings);
    }
    let counties = Called::all(world);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for Row { number, cells: row } in sheet.rows.iter().skip(1) {
        let cell = |key: &str| head.column(key).and_then(|at| row.get(at)).map(String::as_str);
        let place = |key: &str| {
            let at = head.column(key).unwrap_or_default();
            let title = sheet.head().get(at).map_or(key, String::as_str);
            format!("{name}, row {number}, column {} ({title})", sheet.column(at))
        };
        let told = |finding: Diagnostic, key: &str| finding.on(place(key)).in_row(name, *number);
        let named = cell("county").unwrap_or_default();
        let Some(slug) = Called::meant(&counties, named) else {
            let help = proposal(named, counties.iter().map(|county| county.slug.as_str()));
            let message = format!("there is no county `{named}`");
            findings.push(told(Diagnostic::new(&rules::UNKNOWN_NAME, message).help(help), "county"));
            continue;
        };
        if let Some(first) = seen.insert(slug, *number) {
            let message = format!("{slug} stands in row {first} already");
            let help = "Leave one row for each county.";
            findings.push(told(Diagnostic::new(&rules::DUPLICATE, message).help(help), "county"));
            // Which of them is right is not known here.
            changes.retain(|change| change.slug != slug);
            continue;
        }
        let given: Vec<(&'static str, &str)> = head
            .keys
            .iter()
            .flatten()
            .filter(|key| **key != "county")
            .filter_map(|key| Some((*key, cell(key)?)))
            .collect();
        match change(world, slug, &given) {
            Ok((change, wrong)) if wrong.is_empty() => changes.extend(change),
            Ok((_, wrong)) => {
                findings.extend(wrong.into_iter().map(|(key, found)| told(Diagnostic { place: None, ..found }, key)));
            }
            Err(error) => {
                let message = format!("the county's file cannot be changed: {error:#}");
                findings.push(told(Diagnostic::new(&rules::BAD_VALUE, message), "county"));
            }
        }
    }
    (changes, findings)
}

/// The keys that the first row names.
fn columns(name: &str, sheet: &Sheet, findings: &mut Vec<Diagnostic>) -> Head {
    let head = headings::read(name, sheet, &COLUMNS, "contacts", findings);
    for title in &head.others {
        let at = sheet.head().iter().position(|known| known == title).unwrap_or_default();
        let on = format!("{name}, row {}, column {}", sheet.head_number(), sheet.column(at));
        let help = proposal(title, COLUMNS.iter().map(headings::title));
        let finding = Diagnostic::new(&rules::UNKNOWN_KEY, format!("“{title}” is no column of contacts"));
        findings.push(finding.on(on).help(help).in_row(name, sheet.head_number()));
    }
    if findings.is_empty() && !head.has("county") {
        let keys = COLUMNS.each_ref().map(headings::title).join(", ");
        let help = format!("Begin with a row of headings: {keys}; `leaflet contacts export` writes them.");
        let message = format!("no column is headed `{}`", headings::title(&COLUMNS[0]));
        let on = format!("{name}, row {}", sheet.head_number());
        let finding = Diagnostic::new(&rules::MISSING_KEY, message).on(on).help(help);
        findings.push(finding.in_row(name, sheet.head_number()));
    }
    head
}

/// What somebody who verifies a contact makes sure of.
const REACHED: [&str; 4] = ["name", "phone", "email", "url"];

/// The day on which a contact was verified, where it stays through a change of what was verified then: it was that of another
/// person or number.
pub(super) fn outlived(before: &str, after: &str) -> Option<String> {
    let (before, after) = (values(before, "contact"), values(after, "contact"));
    let changed = REACHED.iter().any(|key| before.get(*key) != after.get(*key));
    let day = before.get("verified").filter(|day| changed && after.get("verified") == Some(day))?;
    Some(day.clone())
}

/// What is wrong with a row, and the column that it is told of.
type Wrong = (&'static str, Diagnostic);

/// What these values change in a county's file, none if nothing, and what is wrong with them.
fn change(
    world: &dyn World,
    slug: &str,
    given: &[(&'static str, &str)],
) -> anyhow::Result<(Option<Change>, Vec<Wrong>)> {
    let file = paths::county(slug);
    let old = text_of(world, slug).context("it is not UTF-8")?;
    let known = values(&old, "contact");
    let mut fields = Vec::new();
    let mut edits = Vec::new();
    let mut wrong = Vec::new();
    for (key, new) in given {
        let before = known.get(*key).map(String::as_str).unwrap_or_default();
        if before == *new {
            continue;
        }
        let at = steps(&format!("contact.{key}"));
        edits.push(match *key {
            _ if new.is_empty() => Edit::Remove(at),
            "verified" if !is_day(new) => {
                let diagnostic = Diagnostic::new(&rules::BAD_VALUE, format!("“{new}” is no day"));
                wrong.push((*key, diagnostic.help("Write year, month and day, such as 2026-11-21.")));
                continue;
            }
            "verified" => Edit::Set(at, NewValue::Day((*new).to_owned())),
            _ => Edit::Set(at, NewValue::Text((*new).to_owned())),
        });
        fields.push((*key, before.to_owned(), (*new).to_owned()));
    }
    if edits.is_empty() {
        return Ok((None, wrong));
    }
    let mut text = edited(&old, &edits)?;
    if let Some(day) = outlived(&old, &text) {
        text = edited(&text, &[Edit::Remove(steps("contact.verified"))])?;
        fields.push(("verified", day, String::new()));
    }
    let after = errors(&OverlayWorld::new(world).with(&file, text.as_bytes()), slug, &file);
    if !after.is_empty() {
        let before = errors(world, slug, &file);
        let changed = |finding: &Diagnostic| {
            let key = contact_key(finding)?;
            fields.iter().map(|(known, ..)| *known).find(|known| *known == key)
        };
        let stood = |finding: &Diagnostic| {
            before.iter().any(|old| old.rule.code == finding.rule.code && old.message == finding.message)
        };
        wrong.extend(after.into_iter().filter_map(|finding| match changed(&finding) {
            Some(key) => Some((key, finding)),
            // Another mistake that the file had before is not this row's.
            None => (!stood(&finding)).then_some(("county", finding)),
        }));
    }
    Ok((Some(Change { slug: slug.to_owned(), file, text, fields }), wrong))
}

/// Whether a text is a day of the calendar, such as `2026-11-21`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let day = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    day().is_some_and(|day| day.to_string() == text)
}

/// The errors in a county's file.
fn errors(world: &dyn World, slug: &str, file: &str) -> Vec<Diagnostic> {
    let (_, mut found) = load(world, &[Target::County(slug.to_owned())]);
    found.retain(|f| f.is_error() && f.place.as_ref().is_some_and(|place| place.source.path == file));
    found
}

/// The key of the contact that a finding speaks of.
fn contact_key(finding: &Diagnostic) -> Option<String> {
    let place = finding.place.as_ref()?;
    path_at(&place.source.text, place.span.start)?.strip_prefix("contact.").map(str::to_owned)
}

/// Writes the day on which a county's contact was verified: today, or another.
fn verify(world: &dyn World, slug: &str, on: Option<&str>) -> anyhow::Result<Outcome> {
    let slugs = county_slugs(world);
    if !slugs.iter().any(|known| known == slug) {
        bail!("there is no county `{slug}`; {}", proposal(slug, slugs.iter().map(String::as_str)));
    }
    let day = on.map_or_else(|| world.today().to_string(), str::to_owned);
    if is_day(&day) && day > world.today().to_string() {
        bail!("{day} is still to come");
    }
    let known = text_of(world, slug).map(|text| values(&text, "contact")).unwrap_or_default();
    if !["phone", "email", "url"].iter().any(|key| known.contains_key(*key)) {
        bail!(
            "{slug} has no contact to verify; fill in phone, email or url under [contact] in {}",
            paths::county(slug)
        );
    }
    let (change, wrong) = change(world, slug, &[("verified", &day)])?;
    if let Some((_, finding)) = wrong.into_iter().next() {
        bail!("{}", finding.message);
    }
    let Some(change) = change else {
        return Ok(Outcome { notes: format!("{slug} was verified on {day} already\n"), ..Outcome::default() });
    };
    world.write(&world.locate(&change.file), change.text.as_bytes())?;
    let shown: Vec<String> = REACHED.iter().filter_map(|key| known.get(*key).cloned()).collect();
    let notes = format!("{slug}: {} verified on {day}\n", shown.join(", "));
    Ok(Outcome { notes, ..Outcome::default() })
}
