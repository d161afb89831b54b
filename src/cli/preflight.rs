//! `leaflet preflight`: finished files held against their standard.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Level};
use crate::limits;
use crate::preflight::{self, Checked, Finding, Options, Standard};
use crate::rules;
use crate::units::Mm;
use crate::world::{DiskWorld, ReadError, World};

use super::args::{FileStandard, Preflight};
use super::found::Found;
use super::locale::say;
use super::{Outcome, preflight_page};

/// Longest time for one file. The slowest leaflet takes a hundredth of it.
const PATIENCE: Duration = Duration::from_secs(limits::PREFLIGHT_SECONDS);
/// Stack of the thread that reads a file; deep nesting needs some, and the limits hold before it is used up.
const STACK: usize = limits::PREFLIGHT_STACK;

/// Most trim sizes of one file that the line about it names.
const MOST_SIZES: usize = 3;

/// A file that was looked at.
pub(super) struct Looked {
    /// As it was named.
    pub name: String,
    pub checked: Checked,
}

/// Checks every file.
///
/// # Errors
/// When the system refuses a thread or the report.
pub fn run(args: &Preflight) -> anyhow::Result<Outcome> {
    let options = Options {
        standard: args.standard.map(|standard| match standard {
            FileStandard::Print => Standard::Print,
            FileStandard::X1a => Standard::X1a,
            FileStandard::Web => Standard::Web,
        }),
        ink: args.ink,
        viewing_metres: args.viewing_distance.max(1.0),
        safe: Mm(args.safe),
        bleed: Mm(args.bleed),
        trim: args.trim.map(|size| size.map(Mm)),
        draw: args.report.is_some(),
    };
    let (mut looked, mut findings) = (Vec::new(), Vec::new());
    for path in &args.files {
        let name = path.display().to_string();
        match read(path) {
            Ok(bytes) => {
                let checked = patiently(bytes, options)?;
                findings.extend(Finding::diagnostics(&checked.findings, &name));
                looked.push(Looked { name, checked });
            }
            Err(error) => findings.push(unread(&error, &name)),
        }
    }
    if let Some(report) = &args.report {
        let path: PathBuf = std::env::current_dir()?.join(report);
        DiskWorld::new(".").write(&path, preflight_page::html(&looked, &options).as_bytes())?;
    }
    let data = if args.json { format!("{:#}\n", files(&looked, &findings)) } else { String::new() };
    let notes = if args.json { String::new() } else { notes(&looked) };
    let is_right = |one: &&Looked| count(&one.checked.findings, Level::Error) == 0;
    let passed = looked.iter().filter(is_right).map(|one| one.name.clone()).collect();
    Ok(Outcome { findings, data, notes, passed, ..Outcome::default() })
}

/// All that is found in one file.
///
/// # Errors
/// When the file cannot be read, or the system refuses a thread.
pub(super) fn one(path: &Path, options: Options) -> anyhow::Result<Vec<Finding>> {
    let bytes = read(path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    Ok(patiently(bytes, options)?.findings)
}

fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    let (world, inside) = DiskWorld::for_file(path)?;
    world.read(&inside).map(std::borrow::Cow::into_owned)
}

fn unread(error: &ReadError, name: &str) -> Diagnostic {
    let rule = if *error == ReadError::Missing { &rules::FILE_MISSING } else { &rules::FILE_UNREADABLE };
    Diagnostic::new(rule, error.to_string()).on(name).help("Give the path of a PDF file.")
}

/// Checks a file in a thread of its own, and gives it up when it takes too long. The thread goes on until the program
/// ends; its limits on memory hold all the while.
fn patiently(bytes: Vec<u8>, options: Options) -> anyhow::Result<Checked> {
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        // Nobody listens any more when the file was given up.
        let _ = sender.send(preflight::check(&bytes, &options));
    };
    thread::Builder::new().stack_size(STACK).spawn(work)?;
    Ok(receiver.recv_timeout(PATIENCE).unwrap_or_else(|error| {
        preflight::given_up(match error {
            mpsc::RecvTimeoutError::Timeout => {
                format!("reading it takes too long; it was given up after {} seconds", PATIENCE.as_secs())
            }
            mpsc::RecvTimeoutError::Disconnected => "it cannot be read: its parts contradict each other".to_owned(),
        })
    }))
}

/// How many findings of a level there are.
pub(super) fn count(findings: &[Finding], level: Level) -> usize {
    findings.iter().filter(|finding| finding.rule.level == level).count()
}

/// One line a file.
fn notes(looked: &[Looked]) -> String {
    let mut lines = String::new();
    for Looked { name, checked } in looked {
        let standard = say(checked.standard.map_or("not read", Standard::name));
        let pages = match checked.pages.len() {
            1 => say("1 page"),
            count => say(&format!("{count} pages")),
        };
        let sizes = sizes(checked);
        let result = say(match (count(&checked.findings, Level::Error), count(&checked.findings, Level::Warning)) {
            (0, 0) => "passes",
            (0, _) => "passes, with warnings",
            _ => "fails",
        });
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{name}  {standard}  {pages}{sizes}  {result}");
    }
    lines
}

/// The trim sizes of the pages, each once, in a column of its own; nothing where the file has no page.
fn sizes(checked: &Checked) -> String {
    let mut sizes: Vec<String> = Vec::new();
    for page in &checked.pages {
        let (width, height) = (page.trim.width.mm().0, page.trim.height.mm().0);
        let size = format!("{width:.0} × {height:.0} mm");
        if !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    let more = if sizes.len() > MOST_SIZES { ", …" } else { "" };
    sizes.truncate(MOST_SIZES);
    if sizes.is_empty() { String::new() } else { format!("  {}{more}", sizes.join(", ")) }
}

/// Everything for other programs.
fn files(looked: &[Looked], findings: &[Diagnostic]) -> Value {
    let files: Vec<Value> = looked
        .iter()
        .map(|Looked { name, checked }| {
            json!({
                "file": name,
                "standard": checked.standard.map(|standard| match standard {
                    Standard::Print => "print",
                    Standard::X1a => "x1a",
                    Standard::Web => "web",
                }),
                "pages": checked.pages.iter().map(|page| json!({
                    "trim_mm": [round(page.trim.width.mm()), round(page.trim.height.mm())],
                })).collect::<Vec<_>>(),
                "passes": count(&checked.findings, Level::Error) == 0,
                "findings": checked.findings.iter().map(finding).collect::<Vec<_>>(),
            })
        })
        .collect();
    let unread = findings.iter().filter(|d| d.rule == &rules::FILE_MISSING || d.rule == &rules::FILE_UNREADABLE);
    let unread: Vec<Found> = unread.map(Found::new).collect();
    json!({ "files": files, "unread": unread })
}

fn finding(finding: &Finding) -> Value {
    let place = |at: &crate::units::Rect| json!({ "x": round(at.x.mm()), "y": round(at.y.mm()), "width": round(at.width.mm()), "height": round(at.height.mm()) });
    json!({
        "code": finding.rule.code,
        "level": super::report::level_name(finding.rule.level),
        "page": finding.page,
        "places_mm": finding.places.iter().map(place).collect::<Vec<_>>(),
        "count": finding.count,
        "message": finding.message,
        "help": finding.rule.mend,
    })
}

/// Hundredths of a millimetre are finer than any press.
fn round(length: Mm) -> f64 {
    (f64::from(length.0) * 100.0).round() / 100.0
}
