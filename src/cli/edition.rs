//! Editions of leaflets, and the sheets that small ones are printed on, as the command line and manifests name them.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::units::Size;

/// An edition. In manifests it goes by its [`Edition::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// PDF/X-4 for the print shop.
    Print,
    /// PDF/UA-1 and PDF/A-2a for the web.
    Web,
    /// PDF/UA-2 and PDF/A-4 for the web, for who asks for PDF 2.0.
    WebUa2,
    /// A picture of each page.
    Png,
    /// A web page for each publication and language, in one file.
    Html,
    /// A small site with every publication of the county, whatever else is selected, and its web PDFs.
    Site,
    /// Pictures for social media with their alternative texts, as the publication's `[[social]]` says.
    Social,
}

impl Edition {
    /// Whether it is made for screens alone: from the document, or from words of its own.
    #[must_use]
    pub fn is_for_screens(self) -> bool {
        matches!(self, Edition::Html | Edition::Site | Edition::Social)
    }

    /// Name in files and manifests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Edition::Print => "print",
            Edition::Web => "web",
            Edition::WebUa2 => "web-ua2",
            Edition::Png => "png",
            Edition::Html => "html",
            Edition::Site => "site",
            Edition::Social => "social",
        }
    }
}

/// A sheet that many cards are printed on. In manifests it goes by its [`PrintSheet::ending`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
pub enum PrintSheet {
    /// 210 x 297 mm.
    #[serde(rename = ".n-up-a4")]
    A4,
    /// 320 x 450 mm.
    #[serde(rename = ".n-up-sra3")]
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
