//! Builds that do what has changed and no more: which files are made again, kept or removed, and that the folder is always
//! the one that a build from nothing leaves.

#[path = "../support/numbers.rs"]
mod numbers;
#[path = "../support/program.rs"]
mod program;

mod rebuild;
mod since;

const VARMLAND: &str = "leaflets/varmland.toml";

const SOMLIGA: &str = "leaflets/publications/somliga-tror/sv.toml";

const GROOMING: &str = "leaflets/publications/grooming/sv.toml";

const OREBRO: &str = "leaflets/orebro.toml";

/// As the publication has them.
const FORMATS: &str = "[\"a4\", { format = \"a5\", pages = 2 }]";

/// Everything of every county, of which some have no contact yet.
const ALL: [&str; 1] = ["--draft"];

/// Whose files these are, each county once.
fn counties(paths: &[String]) -> Vec<&str> {
    let mut counties: Vec<&str> = paths.iter().filter_map(|path| path.split('/').next()).collect();
    counties.sort_unstable();
    counties.dedup();
    counties
}
