//! Findings in the words of someone who has fields before them and no file: headings in place of ids, the field's name in
//! place of its key, and a way out that the forms have.

use super::words::Words;
use super::{findings, forms};
use crate::cli::locale::Locale;
use crate::diagnostic::Diagnostic;
use crate::rules;

/// What a section of this id is called, if there is one.
pub type Called<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// A finding as the workbench says it.
pub struct Said {
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

/// A finding in the workbench's words.
#[must_use]
pub fn said(words: &Words, finding: &Diagnostic, called: &Called<'_>) -> Said {
    let told = words.locale().finding(finding);
    if let Some(label) = missing(finding).and_then(|key| forms::label(words, key)) {
        return Said { message: words.lacks.replace("{what}", label), help: None };
    }
    let code = finding.rule.code;
    // The key that the finding stands at is the name of its field.
    let at = findings::field(finding);
    let key = at.as_deref().and_then(|at| at.rsplit('.').next());
    let called = |word: &str| {
        let field = || forms::label(words, word).filter(|_| key == Some(word)).map(str::to_owned);
        called(word).or_else(field)
    };
    let own = own_help(words, finding).map(str::to_owned);
    // Another page is given to a format in its file; here one can only shorten.
    let help = own.or_else(|| {
        told.help.map(|help| match help.split_once(": {") {
            Some((way, _)) if help.contains("format = ") => format!("{way} {}", words.in_the_file),
            _ => headed(words.locale(), &help, &called),
        })
    });
    let message = headed(words.locale(), &told.message, &called);
    let is_list = code == rules::OVERFLOW.code;
    Said { message: if is_list { listed(words.locale(), &message, &called) } else { message }, help }
}

/// The way out where that of the command line goes through the file, its lines or its keys.
fn own_help(words: &Words, finding: &Diagnostic) -> Option<&'static str> {
    let help = finding.help.as_deref().unwrap_or_default();
    let whole = [
        (rules::CONTACT_MISSING.code, words.fill_in_contact),
        (rules::CONTACT_UNVERIFIED.code, words.verify_contact),
        (rules::CONTACT_STALE.code, words.verify_contact),
        (rules::TRANSLATION_UNREVIEWED.code, words.review),
        (rules::GLYPH_MISSING.code, words.replace_sign),
        (rules::HEADING_IN_TEXT.code, words.no_heading),
    ];
    // Other findings of these rules are mended otherwise.
    let some = [
        (rules::ADVICE_MAIN.code, "`lead = ", words.write_lead),
        (rules::DUPLICATE.code, " line ", words.leave_one),
        (rules::MARKDOWN_CHANGED.code, "[[section]]", words.no_picture),
    ];
    let code = finding.rule.code;
    let parts = some.into_iter().find(|(known, part, _)| *known == code && help.contains(part));
    whole.into_iter().find(|(known, _)| *known == code).map(|(_, help)| help).or(parts.map(|(_, _, help)| help))
}

/// Ids of sections before their lengths in brackets, `lag (14 lines)`, as headings.
fn listed(locale: Locale, text: &str, called: &Called<'_>) -> String {
    let (open, close) = quotes(locale);
    let parts: Vec<&str> = text.split(" (").collect();
    let said = |(at, part): (usize, &&str)| {
        let (before, id) = part.rfind(' ').map_or(("", *part), |space| part.split_at(space + 1));
        match called(id).filter(|_| at + 1 < parts.len()) {
            Some(heading) => format!("{before}{open}{heading}{close}"),
            None => (*part).to_owned(),
        }
    };
    parts.iter().enumerate().map(said).collect::<Vec<_>>().join(" (")
}

fn quotes(locale: Locale) -> (char, char) {
    match locale {
        Locale::Sv => ('”', '”'),
        Locale::En => ('“', '”'),
    }
}

/// Message and way out as sentences, for the note of a field.
#[must_use]
pub fn sentences(said: &Said) -> String {
    let parts = [Some(&said.message), said.help.as_ref()];
    parts.into_iter().flatten().map(|part| sentence(part)).collect::<Vec<_>>().join(" ")
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut whole: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    whole.push_str(letters.as_str());
    if !whole.ends_with(['.', '!', '?', '…']) {
        whole.push('.');
    }
    whole
}

/// The key that a finding misses.
#[must_use]
pub fn missing(finding: &Diagnostic) -> Option<&str> {
    let codes = [rules::MISSING_KEY.code, rules::EMPTY_SECTION.code];
    // The last of the marked words; what stands after it may be nothing.
    codes.contains(&finding.rule.code).then(|| finding.message.rsplit('`').nth(1)).flatten()
}

/// Ids of sections in a text as the headings that they have.
fn headed(locale: Locale, text: &str, called: &Called<'_>) -> String {
    let (open, close) = quotes(locale);
    let parts: Vec<&str> = text.split('`').collect();
    // Every second part stands between two marks.
    let said = |(at, part): (usize, &&str)| {
        let is_marked = at % 2 == 1 && at + 1 < parts.len();
        match called(part).filter(|_| is_marked) {
            Some(heading) => format!("{open}{heading}{close}"),
            None if is_marked => format!("`{part}`"),
            None => (*part).to_owned(),
        }
    };
    parts.iter().enumerate().map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, Source};
    use crate::rules::{
        ADVICE_MAIN, BAD_VALUE, CONTACT_UNVERIFIED, DUPLICATE, GLYPH_MISSING, HEADING_IN_TEXT, MARKDOWN_CHANGED,
        MISSING_KEY,
    };
    use std::sync::Arc;

    #[test]
    fn findings_speak_of_fields_and_headings() {
        let words = Locale::En.words();
        let called = |id: &str| (id == "lag").then(|| "The law".to_owned());
        let say = |rule, message: &str, help: &str| {
            sentences(&said(words, &Diagnostic::new(rule, message.to_owned()).help(help.to_owned()), &called))
        };
        assert_eq!(
            say(&MISSING_KEY, "[publication] lacks `title`", "add the line `title = \"...\"`"),
            "Title is missing."
        );
        assert_eq!(say(&MISSING_KEY, "[county] lacks `slug`", "x"), "[county] lacks `slug`. X.");
        assert_eq!(say(&BAD_VALUE, "`lag` has `x` in it", "see `lag`"), "“The law” has `x` in it. See “The law”.");
        let help = say(&CONTACT_UNVERIFIED, "nobody has checked this contact", "then write the day: `verified = X`");
        assert!(!help.contains('`'), "{help}");
        let lead = "add `lead = \"...\"`: the one thing that the reader should know or do";
        for (rule, help) in [
            (&ADVICE_MAIN, lead),
            (&DUPLICATE, "the first is on line 22"),
            (
                &GLYPH_MISSING,
                "Replace the character, or name a bundled font that has it in the fallback list of the theme.",
            ),
            (&HEADING_IN_TEXT, "begin a [[section]] there and make it its `heading`"),
            (&MARKDOWN_CHANGED, "make it a [[section]] with `kind = \"image\"`"),
        ] {
            let said = say(rule, "x", help);
            let of_file = ["`", "[[", " line ", "fallback"].iter().any(|words| said.contains(words));
            assert!(!of_file && said.len() > 8, "{said}");
        }
        let page = "Shorten a section, or give the format another page: { format = \"a5\", pages = 3 }.";
        assert!(!say(&BAD_VALUE, "too long", page).contains('{'));
    }

    #[test]
    fn a_finding_names_its_field_as_the_form_does() {
        let text = "[publication]\nheadline = \"x\"\n";
        let source = Arc::new(Source { path: "sv.toml".to_owned(), text: text.to_owned() });
        let start = text.find("\"x").unwrap_or_default();
        let place = Place { source, span: start..start + 3 };
        let say = |locale: Locale, message: &str| {
            let finding = Diagnostic::new(&BAD_VALUE, message.to_owned()).at(&place);
            sentences(&said(locale.words(), &finding, &|_| None))
        };
        assert_eq!(say(Locale::Sv, "`headline` is empty"), "”Affischrubrik” är tom.");
        assert_eq!(say(Locale::En, "`headline` and `lead`"), "“Poster headline” and `lead`.");
    }
}
