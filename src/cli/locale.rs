//! The language in which the program speaks to people: what the command line says, else what the environment says.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::catalogue;
use crate::diagnostic::Diagnostic;

/// A language of messages, help and workbench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Locale {
    /// Swedish.
    Sv,
    /// English.
    #[default]
    En,
}

/// Variables that name the language of messages, the strongest first (POSIX.1-2017, 8.2).
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of this run; English where nothing was chosen.
static SPOKEN: OnceLock<Locale> = OnceLock::new();

impl Locale {
    /// The language that an environment asks for, if it asks for one of the two.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Option<Locale> {
        let said = VARIABLES.into_iter().filter_map(variable).find(|value| !value.is_empty())?;
        match said.split(['_', '.', '@', '-']).next()? {
            "sv" => Some(Locale::Sv),
            "en" => Some(Locale::En),
            _ => None,
        }
    }

    /// Its tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Locale::Sv => "sv",
            Locale::En => "en",
        }
    }

    /// A message or a part of one in this language. What the catalogue does not have stays English.
    #[must_use]
    pub fn say(self, english: &str) -> Cow<'_, str> {
        let swedish = if self == Locale::Sv { catalogue::swedish(english) } else { None };
        swedish.map_or_else(|| Cow::Owned(english.to_owned()), Cow::Owned)
    }

    /// A TOML file with its comments in this language; those that the catalogue does not have stay as they are.
    #[must_use]
    pub fn comments(self, text: &str) -> String {
        let said = |line: &str| {
            // What can be filled in later stands behind a sign too, and may have a comment of its own.
            let mut comments = line.match_indices("# ").map(|(at, sign)| line.split_at(at + sign.len()));
            let known = comments.find_map(|(before, comment)| match self.say(comment) {
                said if said != comment => Some(format!("{before}{said}")),
                _ => None,
            });
            known.unwrap_or_else(|| line.to_owned())
        };
        text.lines().map(|line| said(line) + "\n").collect()
    }

    /// What a finding is about in this language: the user's own words but for the page or row in them.
    #[must_use]
    pub fn place(self, english: &str) -> String {
        let swedish = if self == Locale::Sv { catalogue::swedish_place(english) } else { None };
        swedish.unwrap_or_else(|| english.to_owned())
    }

    /// A finding in this language, under the same code and at the same place.
    #[must_use]
    pub fn finding(self, found: &Diagnostic) -> Diagnostic {
        let said = |text: &str| self.say(text).into_owned();
        Diagnostic {
            message: said(&found.message),
            subject: found.subject.as_deref().map(|subject| self.place(subject)),
            help: found.help.as_deref().map(said),
            ..found.clone()
        }
    }
}

/// Chooses the language of this run, once.
pub(super) fn choose(locale: Locale) {
    // Who chooses twice keeps the first.
    let _ = SPOKEN.set(locale);
}

/// The language of this run.
#[must_use]
pub fn spoken() -> Locale {
    SPOKEN.get().copied().unwrap_or_default()
}

/// A message or a part of one in the language of this run.
#[must_use]
pub fn say(english: &str) -> String {
    spoken().say(english).into_owned()
}

/// Several messages, one a line, in the language of this run.
#[must_use]
pub fn say_lines(english: &str) -> String {
    english
        .split_inclusive('\n')
        .map(|line| say(line.trim_end_matches('\n')) + &line[line.trim_end_matches('\n').len()..])
        .collect()
}

/// An error with its causes in the language of this run.
#[must_use]
pub fn say_error(error: &anyhow::Error) -> String {
    error.chain().map(|cause| say(&cause.to_string())).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_variable_that_says_something_decides() {
        let of = |pairs: &[(&str, &str)]| {
            Locale::of_environment(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[("LANG", "sv_SE.UTF-8")]), Some(Locale::Sv));
        assert_eq!(of(&[("LANG", "sv_SE.UTF-8"), ("LC_MESSAGES", "en_GB")]), Some(Locale::En));
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "sv")]), None);
        assert_eq!(of(&[("LC_ALL", ""), ("LANG", "sv-SE")]), Some(Locale::Sv));
    }
}
