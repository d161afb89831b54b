//! The commands, and how they talk to people and to other programs.
//!
//! Human output goes to stderr, data to stdout. Exit status: 0 done, 1 findings of level error, 2 wrong use.

pub mod args;
pub mod build;
pub mod catalogue;
mod check;
pub mod compose;
pub mod contacts;
mod copies;
pub mod diff;
pub mod digest;
pub mod doctor;
mod drafts;
pub mod edition;
mod found;
mod headings;
pub mod help;
pub mod init;
mod junit;
mod keys;
mod ledger;
pub mod list;
pub mod locale;
pub mod located;
mod make;
pub mod manifest;
mod merge;
pub mod metrics;
pub mod new;
pub mod order;
pub mod preflight;
mod preflight_page;
pub mod press;
mod recipients;
mod record;
pub mod report;
mod round;
pub mod rules_page;
pub mod screen;
pub mod select;
pub mod serve;
pub mod shard;
mod since;
mod social;
pub mod spreadsheet;
mod store;
mod summary;
pub mod table;
mod unused;
mod values;
mod verify;
pub mod watch;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::definition::{print_schema, schema, slugged, theme_schema};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::world::DiskWorld;

use args::{Cli, Command, ManifestWork, New};
use locale::{Locale, say, say_error, say_lines};
use located::Located;
use report::MessageFormat;

/// What a command has to say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// For stdout.
    pub data: String,
    /// For stderr, after the findings.
    pub notes: String,
    /// Whether two things that were compared are not the same.
    pub differs: bool,
    /// What was looked at and has no error.
    pub passed: Vec<String>,
}

/// Reads the command line and runs it.
#[must_use]
pub fn run() -> ExitCode {
    keep_memory();
    let words: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let environment = Locale::of_environment(|name| std::env::var(name).ok());
    let cli = match Cli::try_parse_from(&words) {
        Ok(cli) => cli,
        Err(error) => {
            let locale = help::asked_for(&words).or(environment).unwrap_or_default();
            return help::print(&error, &words, locale);
        }
    };
    if let Some(error) = help::conflict(&cli.command) {
        return help::print(&error, &words, cli.locale.or(environment).unwrap_or_default());
    }
    // The workbench is for coordinators, and their systems seldom have such variables.
    let silent = if matches!(cli.command, Command::Serve(_)) { Locale::Sv } else { Locale::En };
    locale::choose(cli.locale.or(environment).unwrap_or(silent));
    let (format, targets) = match &cli.command {
        Command::Build(build) => (build.selection.message_format, &build.selection.targets[..]),
        Command::Check(check) => (check.selection.message_format, &check.selection.targets[..]),
        Command::Order(order) => (order.message_format, std::slice::from_ref(&order.target)),
        Command::Preflight(preflight) => (preflight.message_format, &[][..]),
        Command::Verify(verify) => (verify.message_format, &[][..]),
        _ => (MessageFormat::Human, &[][..]),
    };
    match dispatch(&cli.command) {
        Ok(outcome) => show(&outcome, format, targets),
        Err(error) if format == MessageFormat::Human => {
            let _ = writeln!(std::io::stderr(), "{}: {}", say("error"), say_error(&error));
            ExitCode::FAILURE
        }
        // A program that reads findings is told in their form.
        Err(error) => {
            let finding = match error.downcast_ref() {
                Some(unwritten) => build::unwritten(unwritten),
                None => Diagnostic::new(&rules::NOT_DONE, say_error(&error)).help(rules::NOT_DONE.mend),
            };
            show(&Outcome { findings: vec![finding], ..Outcome::default() }, format, targets)
        }
    }
}

/// Has the C library keep memory that is given back, instead of asking the system for it again and again: compressors take
/// and leave a third of a megabyte for each stream. glibc keeps as much as twice the largest block that it has seen returned
/// (mallopt(3), `M_MMAP_THRESHOLD`); elsewhere this does nothing.
fn keep_memory() {
    const LARGEST: usize = 8 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(LARGEST)));
}

/// Runs a command.
fn dispatch(command: &Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Build(args) => build::run(args),
        Command::Check(args) => check::run(args),
        Command::Order(args) => order::run(args),
        Command::Preflight(args) => preflight::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Watch(args) => watch::run(args),
        Command::Init { counties, folder } => init::run(folder, counties),
        Command::Doctor => Ok(doctor::run()),
        Command::Serve(args) => serve::run(args),
        Command::Contacts(args) => contacts::run(args),
        Command::List { since: Some(revision), json } => list::since(revision, *json),
        Command::List { json, .. } => Ok(list::run(*json)),
        Command::Verify(args) => verify::run(args),
        Command::Manifest { what: ManifestWork::Merge { out } } => merge::run(out),
        Command::New { what: New::County { name } } => {
            let path = new::county(&DiskWorld::new(select::project_root()), name)?;
            let mut notes = format!("made {path}: fill in [contact], then run `leaflet check`\n");
            notes.extend(new::stranger(name, &path));
            Ok(Outcome { notes, ..Outcome::default() })
        }
        Command::New { what: New::Translation { publication, lang } } => {
            let (begun, findings) = new::translation(&DiskWorld::new(select::project_root()), publication, lang)?;
            let text = begun
                .text
                .map(|path| format!("made {path}: translate it, and run `leaflet check` to see what is left\n"));
            let labels = begun.labels.map(|path| format!("made {path}: fill in the fixed words of the language\n"));
            let notes = text.into_iter().chain(labels).collect();
            Ok(Outcome { findings, notes, ..Outcome::default() })
        }
        Command::New { what: New::Publication { id } } => {
            let path = new::publication(&DiskWorld::new(select::project_root()), id)?;
            let id = slugged(id);
            let notes = format!("made {path}: write the text, then name `{id}` in a county's `publications`\n");
            Ok(Outcome { notes, ..Outcome::default() })
        }
        Command::New { what: New::Theme { name } } => {
            let path = new::theme(&DiskWorld::new(select::project_root()), name)?;
            let name = slugged(name);
            let notes = format!("made {path}: change it, then write `theme = \"{name}\"` in a publication\n");
            Ok(Outcome { notes, ..Outcome::default() })
        }
        Command::Man => {
            let mut bytes = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut bytes)?;
            Ok(Outcome { data: String::from_utf8_lossy(&bytes).into_owned(), ..Outcome::default() })
        }
        Command::Schema { theme, print } => {
            let schema = match (theme, print) {
                (true, _) => theme_schema(),
                (_, true) => print_schema(),
                _ => schema(),
            };
            Ok(Outcome { data: format!("{schema:#}\n"), ..Outcome::default() })
        }
        Command::Completions { shell } => {
            let mut bytes = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "leaflet", &mut bytes);
            Ok(Outcome { data: String::from_utf8_lossy(&bytes).into_owned(), ..Outcome::default() })
        }
    }
}

/// Writes what a command has to say of these targets and gives the exit status.
fn show(outcome: &Outcome, format: MessageFormat, targets: &[String]) -> ExitCode {
    let human = format == MessageFormat::Human;
    let color = human && std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let findings: Vec<Diagnostic> = outcome.findings.iter().map(|found| locale::spoken().finding(found)).collect();
    let located = match format {
        MessageFormat::Github | MessageFormat::Sarif => Located::of(targets),
        MessageFormat::Human | MessageFormat::Json | MessageFormat::Junit => Located::default(),
    };
    let report = match format {
        MessageFormat::Junit => junit::xml(&findings, &outcome.passed),
        _ => report::located(&findings, format, color, &located),
    };
    let written = if human {
        let _ = std::io::stderr().write_all(report.as_bytes());
        let written = hand_over(&outcome.data);
        let _ = std::io::stderr().write_all(say_lines(&outcome.notes).as_bytes());
        if let Some(summary) = report::summary(&findings) {
            let _ = writeln!(std::io::stderr(), "{summary}");
        }
        written
    } else {
        hand_over(&(report + &outcome.data))
    };
    if !written || outcome.differs || outcome.findings.iter().any(Diagnostic::is_error) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Writes data to the standard output, and says so if it did not get there whole.
fn hand_over(data: &str) -> bool {
    let mut out = std::io::stdout().lock();
    arrived(out.write_all(data.as_bytes()).and_then(|()| out.flush()))
}

/// Whether data got to where the standard output leads, and if not, why. A reader that has gone away, such as `head`, has
/// what it wanted.
fn arrived(written: std::io::Result<()>) -> bool {
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let why = say(&format!("the standard output cannot be written: {error}"));
            let _ = writeln!(std::io::stderr(), "{}: {why}", say("error"));
            false
        }
        _ => true,
    }
}
