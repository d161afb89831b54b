//! Every rule that the program holds a project against, in one table: code, level, title, reason, way out.
//!
//! `docs/checks.md` is written from this table, and so is `leaflet check --rules`.

use crate::diagnostic::Level;

/// One rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The name by which messages, CI and documents refer to it; never changes once released.
    pub code: &'static str,
    /// How serious it is to break it.
    pub level: Level,
    /// One line, for a list.
    pub title: &'static str,
    /// Why the rule exists, with its source where it has one.
    pub why: &'static str,
    /// What to do about it.
    pub mend: &'static str,
    /// Whether the finding depends on today's date; such findings never reach a file that is built.
    pub by_clock: bool,
}

/// Declares the rules once, as constants and as the table.
macro_rules! rules {
    ($($name:ident = $level:ident $code:literal $title:literal why $why:literal mend $mend:literal $($clock:ident)?;)*) => {
        $(
            #[doc = $title]
            pub static $name: Rule = Rule {
                code: $code,
                level: Level::$level,
                title: $title,
                why: $why,
                mend: $mend,
                by_clock: rules!(@clock $($clock)?),
            };
        )*
        /// The table, in the order of the stages.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
    (@clock) => { false };
    (@clock by_clock) => { true };
}

rules! {
    FILE_MISSING = Error "file-missing" "A file that is asked for does not exist"
        why "Nothing can be built from a definition that is not there."
        mend "Check the spelling of the name; `leaflet list` shows what the project has.";
    FILE_UNREADABLE = Error "file-unreadable" "A file cannot be read"
        why "It is a folder, too large, outside the project, or the system refuses it."
        mend "Put a plain file inside the project and refer to it by its path from the project's root.";
    FILE_ENCODING = Error "file-encoding" "A definition is not UTF-8 text"
        why "TOML is UTF-8 by definition (TOML 1.0); other encodings turn å, ä and ö into the wrong letters."
        mend "Save the file as UTF-8 in your editor.";
    FILE_EMPTY = Error "file-empty" "A definition is empty"
        why "There is nothing to build from."
        mend "Start from a county file that works: `leaflet new county NAME`.";
    TOML_SYNTAX = Error "toml-syntax" "A definition breaks the rules of TOML"
        why "The file cannot be understood from this place on."
        mend "Most often a quotation mark, a bracket or an equals sign is missing on the line shown.";
    UNKNOWN_KEY = Error "unknown-key" "A key that no definition has"
        why "A misspelt key would otherwise be passed over in silence, and its text would not be printed."
        mend "Use the name that the message proposes, or take the line out; `leaflet schema` gives every key to your editor.";
    WRONG_TYPE = Error "wrong-type" "A value of the wrong kind"
        why "A text, a number, a date and a list are written in different ways."
        mend "Write the value in the form that the message shows.";
    MISSING_KEY = Error "missing-key" "A value that is needed is missing"
        why "The leaflet cannot be finished without it."
        mend "Add the line that the message shows.";
    BAD_VALUE = Error "bad-value" "A value that cannot be right"
        why "It would be printed, linked or dialled as it stands."
        mend "Correct the value in the form that the message shows.";
    UNKNOWN_NAME = Error "unknown-name" "A name that nothing in the project has"
        why "A county, publication, section, theme, format, language or colour is referred to that does not exist."
        mend "Use the nearest right name that the message proposes; `leaflet list` shows them all.";
    DUPLICATE = Error "duplicate" "The same name twice"
        why "It would not be clear which of the two is meant."
        mend "Give each its own id, or take one out.";
    UNKNOWN_PLACEHOLDER = Error "unknown-placeholder" "A placeholder that nothing fills"
        why "The braces would be printed."
        mend "Use one of the placeholders that the message lists, or write {{ for a brace.";
    OVERRIDE_CIRCLE = Error "override-circle" "Overrides that wait for each other"
        why "Each is placed before or after a section that the other adds."
        mend "Place one of them at a section of the publication.";
    EMPTY_SECTION = Error "empty-section" "A section without content"
        why "A heading over nothing looks like a mistake in print."
        mend "Write the text, or take the section out.";
    CONTROL_CHARACTER = Error "control-character" "An invisible control character in a text"
        why "It has no shape in any font and confuses screen readers."
        mend "Delete it; it often comes along when text is copied from another program.";
    TOO_LONG = Error "too-long" "A text far beyond what a leaflet holds"
        why "A section of a leaflet has a few hundred words; more is a mistake, and setting it would take long."
        mend "Shorten the text.";
    STRAIGHT_QUOTES = Warning "straight-quotes" "Straight quotation marks or hyphens used as dashes"
        why "Swedish prints ”…” and – (Svenska skrivregler). The page is set right, but the definition still has the typewriter's signs."
        mend "Write ”…” and – in the definition.";
    IMAGE_BROKEN = Error "image-broken" "A picture that cannot be used"
        why "The file is missing, damaged, too large or of a kind that is not read."
        mend "Use a JPEG or PNG file inside the project.";
    IMAGE_ALT = Error "image-alt" "A picture without alternative text"
        why "Someone who cannot see the picture is left without it (WCAG 2.1, 1.1.1; PDF/UA-1, 7.3)."
        mend "Add `alt = \"...\"`: what the picture shows and why it is there.";
    IMAGE_COARSE = Error "image-coarse" "A picture with too few pixels for its size in print"
        why "Below 150 pixels an inch on a sheet the pixels show (GWG 2022, R0031); on posters the limit falls with the reading distance."
        mend "Use a larger original of the picture.";
    IMAGE_SOFT = Warning "image-soft" "A picture with hardly enough pixels for its size in print"
        why "Below 225 pixels an inch on a sheet fine detail is lost (GWG 2022, R0031); on posters the limit falls with the reading distance."
        mend "Use a larger original of the picture if there is one.";
    LABEL_MISSING = Error "label-missing" "A fixed text is missing in the leaflet's language"
        why "Words such as Contact and Published by are printed in the language of the leaflet."
        mend "Add the label to assets/labels/LANGUAGE.toml.";
    CONTACT_MISSING = Warning "contact-missing" "A county without contact person, phone and e-mail"
        why "A reader who wants to ask has nobody to ask. The print edition is refused unless --draft is given."
        mend "Fill in [contact] in the county's file: name, role, phone, email, verified.";
    CONTACT_UNVERIFIED = Warning "contact-unverified" "A contact that nobody has verified"
        why "Numbers and people change; a printed one stays."
        mend "Call the number, then add `verified = YYYY-MM-DD` to [contact].";
    CONTACT_STALE = Warning "contact-stale" "A contact that was verified more than 12 months ago"
        why "Numbers and people change; a printed one stays."
        mend "Call the number, then set `verified` in [contact] to today's date." by_clock;
    FACT_UNVERIFIED = Warning "fact-unverified" "A fact or help line that has not been checked"
        why "What the public is told about law and help must be right."
        mend "Check it with its source, then set `checked = YYYY-MM-DD`.";
    FACT_STALE = Warning "fact-stale" "A fact or help line that was checked more than 12 months ago"
        why "Law and numbers change."
        mend "Check it with its source, then set `checked` to today's date." by_clock;
    LIX_HIGH = Warning "lix-high" "Text that is harder to read than the publication allows"
        why "LIX above 45 is heavy for the public (Björnsson 1968)."
        mend "Shorter sentences, shorter words; LIX counts words over six letters.";
    CONTRAST_LOW = Error "contrast-low" "Text or figures too faint against their ground"
        why "4.5:1 for text, 3:1 for large text and graphics (WCAG 2.1, 1.4.3 and 1.4.11)."
        mend "Make one of the theme's two colours darker or lighter.";
    INK_HIGH = Error "ink-high" "A theme colour with more ink than the paper takes"
        why "Ink over 300 % does not dry on coated sheets (GWG 2022, R0026)."
        mend "Take ink out of the colour; replace equal parts of cyan, magenta and yellow by black.";
    TYPE_SMALL = Error "type-small" "Type smaller than the theme's floor"
        why "Small type cannot be read by all, and reversed type closes up in print (GWG 2022, R0016)."
        mend "Raise the style's size in the theme, or lower the floor knowingly.";
    POSTER_LEGIBILITY = Warning "poster-legibility" "A headline too small for its reading distance"
        why "The height of a capital should be at least 5 mm for each metre of reading distance."
        mend "Shorten the headline.";
    GLYPH_MISSING = Error "glyph-missing" "A character that no bundled font has"
        why "It would be printed as an empty box."
        mend "Replace the character; the theme's fallback list names the bundled families that are tried.";
    CODE_SMALL = Error "code-small" "A QR code too small for its place"
        why "Phones read a code from 20 mm side and 0.4 mm a module on; the print shop's tolerance takes the rest."
        mend "Ask for fewer tabs, shorten what the code holds, or take `tabs_qr` out.";
    OVERFLOW = Error "overflow" "Text that does not fit its pages at the smallest size"
        why "Nothing is ever cut off, so nothing is written."
        mend "Shorten or drop sections, or give the format another page.";
    UNDERFULL = Warning "underfull" "Too little text to fill the page"
        why "At the largest size there is still much empty paper; the page is balanced, but a smaller format would be better."
        mend "Add a section, or print a smaller format.";
    DRAFT_NEEDED = Error "draft-needed" "Not fit for print without --draft"
        why "A sheet without a contact must not reach a print shop by mistake."
        mend "Fill in what is missing, or build with --draft: the pages then bear a visible mark.";
    PDF_INVALID = Error "pdf-invalid" "A finished file breaks its standard"
        why "The file would be refused by a print shop's preflight or fail an accessibility check."
        mend "Report it: this is a fault of the program, or of a font or picture in the project.";
}
