//! The program as people and other programs meet it: exit status, what is said where, and which files come out.

#[path = "../support/program.rs"]
mod program;

mod build;
mod check;
mod command;
mod order;
mod preflight;
mod print_profile;
mod refusal;
mod selection;

/// A definition that holds everything, on which the wrong ones below are built.
const ONE_FILE: &str = include_str!("../cases/good/one-file.toml");

/// What a build of Värmland leaves: two publications on paper and as web pages, and the manifest.
const VARMLAND: [&str; 11] = [
    "grooming-a4-sv.print.pdf",
    "grooming-a4-sv.web.pdf",
    "grooming-a5-sv.print.pdf",
    "grooming-a5-sv.web.pdf",
    "grooming-sv.html",
    "manifest.json",
    "somliga-tror-a3-poster-sv.print.pdf",
    "somliga-tror-a3-poster-sv.web.pdf",
    "somliga-tror-a5-sv.print.pdf",
    "somliga-tror-a5-sv.web.pdf",
    "somliga-tror-sv.html",
];
