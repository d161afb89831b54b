//! What the command line understands, declared once; help and completions come from it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::report::MessageFormat;
use crate::units::Size;

/// Makes finished leaflets and posters from the county's definitions.
#[derive(Debug, Parser)]
#[command(name = "leaflet", version, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build everything of a county, of several, or of all.
    Build(Build),
    /// Say everything that is wrong or could be better; nothing is written.
    Check(Check),
    /// Show the counties and publications of the project.
    List {
        /// As JSON, for other programs.
        #[arg(long)]
        json: bool,
    },
    /// Begin something new.
    New {
        /// What to begin.
        #[command(subcommand)]
        what: New,
    },
    /// Print the JSON schema of definitions, or of themes, for an editor.
    Schema {
        /// The schema of theme files.
        #[arg(long)]
        theme: bool,
    },
    /// Print the completions of a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Things to begin.
#[derive(Debug, Subcommand)]
pub enum New {
    /// A county's file, filled in as far as it is known.
    County {
        /// Its name, such as gavleborg or "Gävleborgs län".
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
    /// How findings are written.
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub message_format: MessageFormat,
    /// Threads to use; all cores if not given.
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// `leaflet build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Which leaflets.
    #[command(flatten)]
    pub selection: Selection,
    /// Editions to make.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Edition::Print, Edition::Web])]
    pub edition: Vec<Edition>,
    /// Folder that the files are written to, below the project or anywhere.
    #[arg(short, long, default_value = "out", value_name = "FOLDER")]
    pub out: PathBuf,
    /// Mark every page as a draft, and make print files even of what is not ready for print.
    #[arg(long)]
    pub draft: bool,
    /// Pixels in an inch of the png edition.
    #[arg(long, default_value_t = 150, value_name = "PPI", value_parser = clap::value_parser!(u32).range(36..=600))]
    pub ppi: u32,
    /// Print small formats many times on a sheet of this size, with cut marks; larger ones come as they are.
    #[arg(long, value_enum, value_name = "SHEET")]
    pub n_up: Option<PrintSheet>,
    /// Print what was written as JSON.
    #[arg(long)]
    pub json: bool,
}

/// A sheet that many cards are printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PrintSheet {
    /// 210 x 297 mm.
    A4,
    /// 320 x 450 mm.
    Sra3,
}

impl PrintSheet {
    /// Its size.
    #[must_use]
    pub fn size(self) -> Size {
        match self {
            PrintSheet::A4 => Size::mm(210.0, 297.0),
            PrintSheet::Sra3 => Size::mm(320.0, 450.0),
        }
    }

    /// How a file says that it is on such sheets.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            PrintSheet::A4 => ".n-up-a4",
            PrintSheet::Sra3 => ".n-up-sra3",
        }
    }
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
}

/// An edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Edition {
    /// PDF/X-4 for the print shop.
    Print,
    /// PDF/UA-1 and PDF/A-2a for the web.
    Web,
    /// A picture of each page.
    Png,
}

impl Edition {
    /// Name in files and manifests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Edition::Print => "print",
            Edition::Web => "web",
            Edition::Png => "png",
        }
    }
}
