//! Every limit on what is read, in one table: how much of what others wrote the program takes before it refuses. With them
//! memory and time stay bounded, whatever comes in. `docs/limits.md` is written from this table.

use std::fmt::Write;

/// One limit.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What is limited.
    pub of: &'static str,
    /// The most of it that is taken.
    pub most: u64,
    /// In what it is counted.
    pub unit: &'static str,
    /// Why, and what happens beyond.
    pub why: &'static str,
}

/// Declares the limits once, as constants and as the table.
macro_rules! limits {
    ($($name:ident: $kind:ty = $most:expr, $of:literal, $unit:literal, $why:literal;)*) => {
        $(
            #[doc = concat!($of, ", in ", $unit, ".")]
            pub const $name: $kind = $most;
        )*
        /// The table, in the order in which a build meets them.
        #[allow(clippy::cast_lossless, clippy::unnecessary_cast, reason = "the limits are of several types")]
        pub static LIMITS: &[Limit] = &[$(Limit { of: $of, most: $name as u64, unit: $unit, why: $why }),*];
    };
}

limits! {
    DEFINITION_BYTES: u64 = 2 * 1024 * 1024, "A definition, theme, print profile or file of labels", "bytes",
        "A county writes a few kilobytes. A larger file is refused unread.";
    FILE_BYTES: u64 = 64 * 1024 * 1024, "A picture, drawing, font or ICC profile", "bytes",
        "A photograph for A1 has about 30 MiB. A larger file is refused unread.";
    PDF_BYTES: u64 = 256 * 1024 * 1024, "A PDF", "bytes",
        "A poster in A1 with a picture in full resolution has about 80 MiB. A larger file is refused unread.";
    MANIFEST_BYTES: u64 = 1024 * 1024 * 1024, "A manifest of finished files", "bytes",
        "It has less than two kilobytes for each of its files. A larger one is refused, and nothing of its county is built.";
    FINDINGS_OF_A_FILE: usize = 200, "Findings about the form of one definition", "findings",
        "A file with more is hardly a definition; the others come to light when these are mended.";
    NAMES_OF_A_LIST: usize = 1_000, "Names of a list that are held against each other", "names",
        "Comparing each with each grows with the square of their number.";
    TEXT_BYTES: usize = 64 * 1024, "A text of a definition", "bytes",
        "A section of a leaflet has a few hundred words; more is a mistake. It is an error.";
    DRAWING_BYTES: usize = 4 * 1024 * 1024, "A drawing", "bytes",
        "A logo has some kilobytes. A larger drawing is refused unread.";
    DRAWING_DEPTH: usize = 128, "Elements of a drawing inside each other", "elements",
        "They are walked by functions that call themselves. A deeper drawing is refused.";
    PICTURE_SIDE: u32 = 20_000, "A side of a picture", "pixels", "1.2 m at 420 pixels an inch. A larger picture is refused.";
    PICTURE_PIXELS: u64 = 80_000_000, "A picture", "pixels", "A1 at 320 pixels an inch. A larger picture is refused before it is decoded.";
    PICTURE_BYTES: u64 = 320 * 1024 * 1024, "A picture while it is decoded", "bytes of memory",
        "Four bytes for each of its pixels.";
    ALBUM_BYTES: usize = 256 * 1024 * 1024, "Pictures kept for other leaflets", "bytes of memory",
        "Beyond, those that no leaflet shows at the moment are forgotten and decoded again.";
    TABLE_ROWS: usize = 20_000, "A table of contacts or recipients", "rows",
        "Sweden has 290 municipalities; a table of their schools has some thousands. A longer one is refused.";
    TABLE_COLUMNS: usize = 200, "A table of contacts or recipients", "columns",
        "A register of schools has some dozens. A wider one is refused.";
    TABLE_BYTES: u64 = 32 * 1024 * 1024, "A table of contacts or recipients, unpacked", "bytes",
        "The longest has some megabytes. A larger one is refused, and no more of it is unpacked.";
    MERGED_RECIPIENTS: usize = 2_000, "Recipients in one merged print file", "recipients",
        "Their pages are in memory together. More are refused; a file for each has no such limit.";
    PREFLIGHT_PAGES: usize = 8_000, "Pages of a PDF that are checked", "pages",
        "A merged print file with the four pages of every recipient. A longer file is told as not checked to its end.";
    THREADS: usize = 256, "Threads of a build", "threads", "More are refused as wrong use: they only wait for each other.";
    SHARDS: u32 = 1000, "Parts of a build that is shared out", "parts", "More are refused as wrong use.";
    FINDINGS_DRAWN: usize = 200, "Findings that are drawn for people", "findings", "Nobody reads on; the others are counted.";
    PREFLIGHT_SECONDS: u64 = 5, "Reading one PDF in preflight", "seconds",
        "The slowest leaflet takes a hundredth of it. The file is given up, with a finding.";
    PREFLIGHT_STACK: usize = 64 * 1024 * 1024, "Stack of the thread that reads a PDF", "bytes of memory",
        "Deep nesting needs some; the other limits hold before it is used up.";
    PREFLIGHT_UNFOLDED: usize = 384 * 1024 * 1024, "All streams of a PDF, unfolded", "bytes", "A finding says that the rest was not read.";
    PREFLIGHT_STREAM: usize = 48 * 1024 * 1024, "One stream of operators, font data or metadata", "bytes", "It counts as unreadable.";
    PREFLIGHT_OPERATORS: usize = 3_000_000, "Operators on the pages of a PDF", "operators", "A finding says that the rest was not read.";
}

/// The table as a page.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::from(
        "# Limits\n\nWhat others wrote is taken up to these limits and refused beyond them, with a finding that says so. \
         Written from `src/limits.rs` by `LEAFLET_REWRITE=1 cargo test --test docs`.\n\n| what | the most | why, and what happens beyond |\n|---|---|---|\n",
    );
    for Limit { of, most, unit, why } in LIMITS {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "| {of} | {} {unit} | {why} |", grouped(*most));
    }
    out.push_str(
        "\nNesting is bounded by those who read: TOML to 80 levels; Markdown has no depth of its own, since only paragraphs and \
         lists are taken from it. `tests/fuzz.rs` holds all of them.\n",
    );
    out
}

/// A number as people read it: in MiB where it is a whole number of these, else with a comma at each thousand.
fn grouped(number: u64) -> String {
    if number >= 1024 * 1024 && number.is_multiple_of(1024 * 1024) {
        return format!("{} Mi", number / 1024 / 1024);
    }
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
