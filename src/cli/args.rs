//! What the command line understands, declared once; help and completions come from it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::edition::{Edition, PrintSheet};
use super::locale::Locale;
use super::report::MessageFormat;
use super::select::default_out;
use super::shard::Shard;
use super::values::{between, size, threads};

/// What the exit status says.
const STATUS: &str = "Exit status: 0 done, 1 something has an error or the system refused, 2 the words were wrong.";

/// Makes finished leaflets and posters from the county's definitions.
#[derive(Debug, Parser)]
#[command(name = "leaflet", version, arg_required_else_help = true, after_help = STATUS)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Language of messages, help and workbench; that of `LC_ALL`, `LC_MESSAGES` or `LANG` if not given.
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub locale: Option<Locale>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build everything of a county, of several, or of all.
    Build(Build),
    /// Say everything that is wrong or could be better; nothing is written.
    Check(Check),
    /// Write the print shop's ticket and the distribution list of a county, beside its print files.
    Order(Order),
    /// Hold finished PDFs, from here or from elsewhere, against PDF/X-4 and GWG 2022 or against PDF/UA-1.
    Preflight(Preflight),
    /// The contacts of all counties in a spreadsheet, and the day on which one was verified.
    #[command(subcommand)]
    Contacts(Contacts),
    /// Show what a change does to the pages: two project folders, or two definition files. Status 1 says that they differ.
    Diff(Diff),
    /// Build, and build again whenever a file of the project changes.
    Watch(Build),
    /// Begin a project in an empty folder, with the agreed publications.
    Init {
        /// Counties to make a file for, such as varmland.
        #[arg(value_name = "COUNTY")]
        counties: Vec<String>,
        /// The folder.
        #[arg(long, default_value = ".", value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Say whether everything that building needs is there, and what is used from where.
    Doctor,
    /// Show the project in a browser on this computer: pages, checks, and forms that change the definitions.
    Serve(Serve),
    /// Show the counties, publications and print profiles of the project.
    List {
        /// As JSON, for other programs.
        #[arg(long)]
        json: bool,
        /// Instead, the leaflets, web pages and sites that come out otherwise than at this revision of git, such as main.
        #[arg(long, value_name = "REVISION")]
        since: Option<String>,
    },
    /// Build again what a folder holds, without writing, and compare every file with it.
    Verify(Verify),
    /// Work on the lists of files that builds leave.
    Manifest {
        /// What to do.
        #[command(subcommand)]
        what: ManifestWork,
    },
    /// Begin something new.
    New {
        /// What to begin.
        #[command(subcommand)]
        what: New,
    },
    /// Print the JSON schema of definitions, of themes or of print profiles, for an editor.
    Schema {
        /// The schema of theme files.
        #[arg(long, conflicts_with = "print")]
        theme: bool,
        /// The schema of print profiles.
        #[arg(long)]
        print: bool,
    },
    /// Print the completions of a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// `leaflet diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The project's folder or the definition file before the change.
    pub old: PathBuf,
    /// The same after it.
    pub new: PathBuf,
    /// Write the pages side by side with the changed places marked, as a page for the browser.
    #[arg(long, value_name = "FILE.html")]
    pub report: Option<PathBuf>,
}

/// `leaflet serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Port on this computer; a free one if not given.
    #[arg(long, default_value_t = 0, value_name = "PORT", hide_default_value = true)]
    pub port: u16,
    /// Do not open the browser.
    #[arg(long)]
    pub no_browser: bool,
}

/// Contacts in bulk.
#[derive(Debug, Subcommand)]
pub enum Contacts {
    /// Write one row for each county.
    Export {
        /// File to write, .csv or .xlsx.
        #[arg(value_name = "FILE", value_parser = spreadsheet)]
        file: PathBuf,
    },
    /// Show what a spreadsheet changes, and change it after asking. A row with a mistake changes nothing.
    Import {
        /// File to read, .csv or .xlsx, with a heading over each column as `export` writes them.
        #[arg(value_name = "FILE", value_parser = spreadsheet)]
        file: PathBuf,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Note that a county's contact is right today: somebody called and got an answer.
    Verify {
        /// The county by name, such as varmland.
        county: String,
        /// Another day than today, such as 2026-01-31.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
}

/// A file that is a spreadsheet by its ending.
fn spreadsheet(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let known = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv") || e.eq_ignore_ascii_case("xlsx"));
    if known { Ok(path) } else { Err("it ends in neither .csv nor .xlsx".to_owned()) }
}

/// Work on manifests.
#[derive(Debug, Subcommand)]
pub enum ManifestWork {
    /// Join the manifests of a build that was shared out with --shard.
    Merge {
        /// Folder that holds the files of all parts.
        #[arg(default_value_os_t = default_out(), value_name = "FOLDER")]
        out: PathBuf,
    },
}

/// `leaflet verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Folder that a build wrote.
    #[arg(default_value_os_t = default_out(), value_name = "FOLDER")]
    pub out: PathBuf,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub message_format: MessageFormat,
    /// Threads to use, at most 256; all cores if not given.
    #[arg(long, value_name = "N", value_parser = threads())]
    pub jobs: Option<usize>,
}

/// Things to begin.
#[derive(Debug, Subcommand)]
pub enum New {
    /// A county's file, filled in as far as it is known.
    County {
        /// Its name, such as gavleborg or "Gävleborgs län".
        name: String,
    },
    /// A translation's file, with the text of the source to translate.
    Translation {
        /// The publication by its id, such as grooming.
        publication: String,
        /// The language by its tag, such as ar.
        lang: String,
    },
    /// A publication's file in Swedish, with every kind of section to fill in or take out.
    Publication {
        /// Its id, such as natet-och-barn.
        id: String,
    },
    /// A theme's file to change: a copy of the program's theme of that name, or else of the sheet's.
    Theme {
        /// Its name, such as our-colours.
        name: String,
    },
}

/// Which leaflets are meant.
#[derive(Debug, Clone, Default, Args)]
pub struct Selection {
    /// Counties by name, such as varmland, or definition files; all counties if none is named.
    #[arg(value_name = "COUNTY|FILE")]
    pub targets: Vec<String>,
    /// Only these publications.
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    pub publication: Vec<String>,
    /// Only these formats.
    #[arg(long, value_delimiter = ',', value_name = "FORMAT")]
    pub format: Vec<String>,
    /// Only these languages.
    #[arg(long, value_delimiter = ',', value_name = "LANG")]
    pub lang: Vec<String>,
    /// Print profile that goes before those of the counties, such as large-format.
    #[arg(long, value_name = "NAME")]
    pub print_profile: Option<String>,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub message_format: MessageFormat,
    /// Threads to use, at most 256; all cores if not given.
    #[arg(long, value_name = "N", value_parser = threads())]
    pub jobs: Option<usize>,
    /// Only what comes out otherwise than at this revision of git, such as main.
    #[arg(long, value_name = "REVISION")]
    pub since: Option<String>,
    /// Only one of so many equal parts, such as 3/8, for several machines; `leaflet manifest merge` joins them.
    #[arg(long, value_name = "NUMBER/OF")]
    pub shard: Option<Shard>,
    /// Copies for the recipients of this table, .csv or .xlsx, in place of the county's own leaflets: each with its name, its
    /// quantity and its own contact. Their editions are print, web and png.
    #[arg(long, value_name = "FILE", value_parser = spreadsheet, conflicts_with = "since")]
    pub recipients: Option<PathBuf>,
    /// Only the leaflets, web pages and sites of these names.
    #[arg(skip)]
    pub only: Option<BTreeSet<String>>,
    /// Only these: publication, format and language of each.
    #[arg(skip)]
    pub exact: Option<BTreeSet<[String; 3]>>,
}

impl Selection {
    /// Whether a leaflet of this publication, format and language is asked for.
    #[must_use]
    pub fn takes(&self, publication: &str, format: &str, lang: &str) -> bool {
        let exact = |all: &BTreeSet<[String; 3]>| all.contains(&[publication, format, lang].map(str::to_owned));
        self.takes_publication(publication)
            && self.takes_format(format)
            && self.takes_lang(lang)
            && self.exact.as_ref().is_none_or(exact)
    }

    /// Whether leaflets of this publication are asked for.
    #[must_use]
    pub fn takes_publication(&self, id: &str) -> bool {
        is_among(&self.publication, id)
    }

    /// Whether leaflets in this format are asked for.
    #[must_use]
    pub fn takes_format(&self, name: &str) -> bool {
        is_among(&self.format, name)
    }

    /// Whether leaflets in the language of this code are asked for.
    #[must_use]
    pub fn takes_lang(&self, code: &str) -> bool {
        is_among(&self.lang, code)
    }
}

/// Whether a name is one of those that were given; all are where none was.
fn is_among(names: &[String], name: &str) -> bool {
    names.is_empty() || names.iter().any(|known| known == name)
}

/// Pixels in an inch of the png edition where nothing else is asked for.
pub(super) const PPI: u32 = 150;

/// `leaflet build`.
#[derive(Debug, Clone, Args)]
pub struct Build {
    /// Which leaflets.
    #[command(flatten)]
    pub selection: Selection,
    /// Editions to make, parted by commas; print,web,html if not given.
    #[arg(long, value_enum, value_delimiter = ',', hide_default_value = true)]
    #[arg(default_values_t = [Edition::Print, Edition::Web, Edition::Html])]
    pub edition: Vec<Edition>,
    /// Folder that the files are written to, below the project or anywhere.
    #[arg(short, long, default_value_os_t = default_out(), value_name = "FOLDER")]
    pub out: PathBuf,
    /// Mark every page as a draft, and make print files even of what is not ready for print.
    #[arg(long)]
    pub draft: bool,
    /// Pixels in an inch of the png edition.
    #[arg(long, default_value_t = PPI, value_name = "PPI", value_parser = clap::value_parser!(u32).range(36..=600))]
    pub ppi: u32,
    /// Print small formats many times on a sheet of this size, with cut marks; larger ones come as they are.
    #[arg(long, value_enum, value_name = "SHEET")]
    pub n_up: Option<PrintSheet>,
    /// Put the print pages of all recipients into one file for each leaflet, in the order of the table, with a bookmark for each.
    #[arg(long, requires = "recipients", conflicts_with = "n_up")]
    pub merge: bool,
    /// Print what was written as JSON.
    #[arg(long)]
    pub json: bool,
    /// What is made again.
    #[command(flatten)]
    pub again: Again,
    /// Write what was made and found to this Markdown file, for a comment on a change, with small pictures of the pages beside
    /// it; with --since also of the pages before.
    #[arg(long, value_name = "FILE.md", conflicts_with = "check_only")]
    pub summary: Option<PathBuf>,
}

/// What of a build is made again, and whether it is written.
#[derive(Debug, Clone, Default, Args)]
pub struct Again {
    /// Make every file again, also where nothing has changed.
    #[arg(long)]
    pub force: bool,
    /// Write nothing; fail, and say which files are missing, damaged or out of date.
    #[arg(long, conflicts_with = "force")]
    pub check_only: bool,
    /// Make every file, and write none.
    #[arg(skip)]
    pub dry: bool,
}

/// `leaflet check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Which leaflets.
    #[command(flatten)]
    pub selection: Selection,
    /// Print the rules instead, as Markdown.
    #[arg(long)]
    pub rules: bool,
    /// Print how each page is set, in numbers: a table, or one JSON object a page with --message-format json.
    #[arg(long, conflicts_with = "recipients")]
    pub metrics: bool,
}

/// `leaflet order`.
#[derive(Debug, Args)]
pub struct Order {
    /// The county by name, such as varmland, or a definition file.
    #[arg(value_name = "COUNTY|FILE")]
    pub target: String,
    /// Folder that the files are written to, below the project or anywhere.
    #[arg(short, long, default_value_os_t = default_out(), value_name = "FOLDER")]
    pub out: PathBuf,
    /// Print profile that goes before that of the county, such as large-format.
    #[arg(long, value_name = "NAME")]
    pub print_profile: Option<String>,
    /// Copies for the recipients of this table, .csv or .xlsx: a print file for each, and each on the ticket.
    #[arg(long, value_name = "FILE", value_parser = spreadsheet)]
    pub recipients: Option<PathBuf>,
    /// Put the pages of all recipients into one file for each leaflet.
    #[arg(long, requires = "recipients")]
    pub merge: bool,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub message_format: MessageFormat,
}

/// `leaflet preflight`.
#[derive(Debug, Args)]
pub struct Preflight {
    /// PDF files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What to hold them against; if not given, web for files that say they are PDF/UA, print for all others.
    #[arg(long, value_enum, value_name = "STANDARD")]
    pub standard: Option<FileStandard>,
    /// Most ink over a square of 15 mm, in per cent: 300 for coated sheets, 245 for newsprint.
    #[arg(long, default_value_t = crate::preflight::INK_LIMIT, value_name = "PERCENT", value_parser = between::<50, 400>)]
    pub ink: f32,
    /// Metres from which the print is read; divides the limits for pictures.
    #[arg(long, default_value_t = 1.0, value_name = "METRES", value_parser = between::<0, 100>)]
    pub viewing_distance: f32,
    /// Millimetres that text and codes keep from the trim.
    #[arg(long, default_value_t = crate::preflight::SAFE.0, value_name = "MM", value_parser = between::<0, 100>)]
    pub safe: f32,
    /// Millimetres of bleed that the shop asks for.
    #[arg(long, default_value_t = crate::preflight::BLEED.0, value_name = "MM", value_parser = between::<0, 100>)]
    pub bleed: f32,
    /// Width and height of every page when it is cut, in millimetres, such as 148x210; another size is an error.
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    pub trim: Option<[f32; 2]>,
    /// Print what was found as JSON.
    #[arg(long)]
    pub json: bool,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub message_format: MessageFormat,
    /// Write a page for the browser with every finding on a picture of its page.
    #[arg(long, value_name = "FILE.html")]
    pub report: Option<PathBuf>,
}

/// A standard of finished files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileStandard {
    /// PDF/X-4 and GWG 2022, or PDF/X-1a for files that say they are.
    Print,
    /// PDF/X-1a and the other settings of GWG 2022.
    X1a,
    /// PDF/UA-1.
    Web,
}
