//! Help and wrong use of the command line in the language of whoever reads it.
//!
//! The commands are declared once, in English. For Swedish the same declaration is given the words of the catalogue and asked
//! again; what was typed has been understood or refused before, by the English one.

use std::fmt::Write as _;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, ValueEnum};

use super::args::{self as cli, Cli};
use super::locale::Locale;
use super::report::MessageFormat;

/// Headings of a page of help, in the place of clap's own.
const PAGE: &str = "{before-help}{about-with-newline}\nAnvändning: {usage}\n\n{all-args}{after-help}";
/// Words that clap writes around those of the declaration, longest first.
const AROUND: [(&str, &str); 10] = [
    ("[possible values: ", "[möjliga värden: "),
    ("Possible values:", "Möjliga värden:"),
    ("[default: ", "[annars: "),
    ("[OPTIONS]", "[FLAGGOR]"),
    ("[COMMAND]", "[KOMMANDO]"),
    ("<COMMAND>", "<KOMMANDO>"),
    ("Options:", "Flaggor:"),
    ("Arguments:", "Uppgifter:"),
    ("Commands:", "Kommandon:"),
    ("Usage:", "Användning:"),
];

/// The language that a command line asks for with `--locale`, also where the rest of it is wrong.
#[must_use]
pub fn asked_for(words: &[OsString]) -> Option<Locale> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let after = words.iter().zip(words.iter().skip(1)).find(|(word, _)| **word == "--locale").map(|(_, value)| *value);
    let value = after.or_else(|| words.iter().find_map(|word| word.strip_prefix("--locale=")))?;
    Locale::from_str(value, true).ok()
}

/// Writes what clap has to say: help and version to stdout, wrong use to stderr. Gives the exit status.
#[must_use]
pub fn print(error: &clap::Error, words: &[OsString], locale: Locale) -> ExitCode {
    let in_english = locale == Locale::En || error.kind() == ErrorKind::DisplayVersion;
    if error.use_stderr() {
        let _ =
            if in_english { error.print() } else { std::io::stderr().write_all(in_swedish(error, words).as_bytes()) };
        return ExitCode::from(2);
    }
    let mut out = std::io::stdout();
    let written = if in_english { error.print() } else { out.write_all(in_swedish(error, words).as_bytes()) };
    if super::arrived(written.and_then(|()| out.flush())) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is wrong with the words of a command that are each right: data and findings for a program would be two documents on
/// one output.
#[must_use]
pub fn conflict(command: &cli::Command) -> Option<clap::Error> {
    let one_a_line = |format| matches!(format, MessageFormat::Human | MessageFormat::Json);
    let data = match command {
        cli::Command::Build(args) | cli::Command::Watch(args) => {
            (args.json && args.selection.message_format != MessageFormat::Human).then_some("--json")
        }
        cli::Command::Preflight(args) => (args.json && args.message_format != MessageFormat::Human).then_some("--json"),
        cli::Command::Check(args) => {
            (args.metrics && !one_a_line(args.selection.message_format)).then_some("--metrics")
        }
        _ => None,
    };
    let mut error = clap::Error::new(ErrorKind::ArgumentConflict).with_cmd(&Cli::command());
    error.insert(ContextKind::InvalidArg, ContextValue::String(data?.to_owned()));
    error.insert(ContextKind::PriorArg, ContextValue::String("--message-format <FORM>".to_owned()));
    Some(error)
}

/// Help or wrong use in Swedish.
#[must_use]
pub fn in_swedish(error: &clap::Error, words: &[OsString]) -> String {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
        let again = swedish(Cli::command()).try_get_matches_from(words);
        return around(&again.map_or_else(|help| help.render().to_string(), |_| error.render().to_string()));
    }
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => format!("\n\n{}", around(&usage.to_string())),
        _ => String::new(),
    };
    format!("fel: {}{}{usage}\n\nMer står i `--help`.\n", wrong(error), tip(error))
}

/// What is wrong with the words of a command, in a sentence.
fn wrong(error: &clap::Error) -> String {
    let told = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::InvalidSubcommand => format!("det finns inget kommando `{}`", told(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => format!("`{}` behöver ett kommando till", told(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("`{argument}` hör inte hit"),
        ErrorKind::MissingRequiredArgument => format!("här saknas {argument}"),
        ErrorKind::ArgumentConflict => format!("`{argument}` går inte ihop med `{}`", told(ContextKind::PriorArg)),
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` saknar sitt värde"),
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("`{argument}` saknar sitt värde")
        }
        ErrorKind::TooManyValues => format!("`{value}` är ett värde för mycket för `{argument}`"),
        ErrorKind::InvalidUtf8 => "ett ord på kommandoraden är inte UTF-8".to_owned(),
        _ => {
            let why = std::error::Error::source(error).map(|why| format!(": {}", Locale::Sv.say(&why.to_string())));
            format!("`{value}` går inte som {argument}{}", why.unwrap_or_default())
        }
    }
}

/// What could have been meant.
fn tip(error: &clap::Error) -> String {
    let mut lines = String::new();
    let valid = [ContextKind::ValidValue, ContextKind::ValidSubcommand].into_iter().filter_map(|kind| error.get(kind));
    for valid in valid.filter(|valid| !matches!(valid, ContextValue::None)) {
        // Writing to a string cannot fail.
        let _ = write!(lines, "\n  välj bland: {valid}");
    }
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    for suggested in meant.into_iter().filter_map(|kind| error.get(kind)) {
        let _ = write!(lines, "\n  menade du {suggested}?");
    }
    lines
}

/// A rendered text with clap's own words in Swedish.
fn around(text: &str) -> String {
    AROUND.iter().fold(text.to_owned(), |text, (english, swedish)| text.replace(english, swedish))
}

/// A command with all that it says in Swedish. Only its help is of use: enumerated values come out as plain texts.
#[must_use]
pub fn swedish(mut command: Command) -> Command {
    let say = |text: &clap::builder::StyledStr| Locale::Sv.say(&text.to_string()).into_owned();
    // Sets the help and version flags, so that they have words as well.
    command.build();
    let (about, long, after) =
        (command.get_about().map(say), command.get_long_about().map(say), command.get_after_help().map(say));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    command = command.help_template(PAGE).mut_args(argument);
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, swedish))
}

/// An argument or flag with its words in Swedish.
fn argument(arg: Arg) -> Arg {
    let say = |text: &str| Locale::Sv.say(text).into_owned();
    let values: Vec<PossibleValue> = arg
        .get_possible_values()
        .into_iter()
        .filter(|value| value.get_help().is_some())
        .map(|value| {
            let words = say(&value.get_help().map(ToString::to_string).unwrap_or_default());
            value.help(words)
        })
        .collect();
    let (help, long) = (arg.get_help().map(ToString::to_string), arg.get_long_help().map(ToString::to_string));
    let mut arg = arg;
    if let Some(help) = help {
        arg = arg.help(say(&help));
    }
    if let Some(long) = long {
        arg = arg.long_help(say(&long));
    }
    if values.is_empty() { arg } else { arg.value_parser(PossibleValuesParser::new(values)) }
}
