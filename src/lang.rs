//! Languages: what composition and writing need to know of each, in one table.

/// A language that leaflets are made in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Lang(&'static Language);

impl Ord for Lang {
    fn cmp(&self, other: &Lang) -> std::cmp::Ordering {
        self.0.code.cmp(other.0.code)
    }
}

impl PartialOrd for Lang {
    fn partial_cmp(&self, other: &Lang) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Debug for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.code)
    }
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag.
    pub code: &'static str,
    /// Name in Swedish, for messages.
    pub name: &'static str,
    /// Whether it is written from right to left.
    pub rtl: bool,
    /// Opening and closing quotation mark.
    pub quotes: (&'static str, &'static str),
    /// Names of the months, January first; empty where the labels give dates in digits.
    pub months: &'static [&'static str],
    /// ISO 639-1 code of the hyphenation patterns, if there are any.
    pub patterns: Option<[u8; 2]>,
}

impl Lang {
    /// Swedish, the language of the source texts.
    pub const SV: Lang = Lang(&LANGUAGES[0]);

    /// The language with this tag, if the table has it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Lang> {
        LANGUAGES.iter().find(|l| l.code == code).map(Lang)
    }

    /// All languages, in the table's order.
    pub fn all() -> impl Iterator<Item = Lang> {
        LANGUAGES.iter().map(Lang)
    }
}

impl std::ops::Deref for Lang {
    type Target = Language;
    fn deref(&self) -> &Language {
        self.0
    }
}

/// Shorthand for a row.
const fn row(
    code: &'static str,
    name: &'static str,
    rtl: bool,
    quotes: (&'static str, &'static str),
    months: &'static [&'static str],
    patterns: Option<[u8; 2]>,
) -> Language {
    Language { code, name, rtl, quotes, months, patterns }
}

/// Months of Swedish.
const SV: &[&str] = &[
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
/// Months of English.
const EN: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Months of Bokmål and Danish.
const NB: &[&str] = &[
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];
/// Months of Danish.
const DA: &[&str] = &[
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// The table; quotation marks from CLDR 45 (delimiters) and Svenska skrivregler.
static LANGUAGES: [Language; 14] = [
    row("sv", "svenska", false, ("”", "”"), SV, Some(*b"sv")),
    row("en", "engelska", false, ("“", "”"), EN, Some(*b"en")),
    row("nb", "norska", false, ("«", "»"), NB, Some(*b"nb")),
    row("da", "danska", false, ("”", "”"), DA, Some(*b"da")),
    row("fi", "finska", false, ("”", "”"), &[], Some(*b"fi")),
    row("is", "isländska", false, ("„", "“"), &[], Some(*b"is")),
    row("ar", "arabiska", true, ("”", "“"), &[], None),
    row("fa", "persiska", true, ("«", "»"), &[], None),
    row("prs", "dari", true, ("«", "»"), &[], None),
    row("so", "somaliska", false, ("“", "”"), &[], None),
    row("ti", "tigrinja", false, ("“", "”"), &[], None),
    row("uk", "ukrainska", false, ("«", "»"), &[], Some(*b"uk")),
    row("pl", "polska", false, ("„", "”"), &[], Some(*b"pl")),
    row("th", "thailändska", false, ("“", "”"), &[], None),
];
