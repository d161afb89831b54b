//! Changes from the forms: tried without being saved, saved, and taken back.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::cli::contacts;
use crate::cli::digest::hexadecimal;
use crate::definition::edit::{Edit, NewValue, edited, path as steps, text_at};
use crate::definition::{paths, slugged};
use crate::world::World;

/// Most changes that are remembered for a file.
const REMEMBERED: usize = 50;

/// What a form sends.
#[derive(Debug, Clone, Deserialize)]
pub struct Changes {
    /// Project path of the file.
    pub file: String,
    /// What the file was when the form was made, from [`stamp`].
    pub base: String,
    /// The changes in their order.
    pub edits: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Writes a text; an empty one takes the value out.
    Set(String, String),
    /// Writes a day.
    Day(String, String),
    /// Writes a list, one text a line.
    List(String, String),
    /// Takes a table out of a list.
    Remove(String),
    /// Adds a sender.
    Sender {
        /// Its name.
        name: String,
        /// What it signs; empty for everything.
        publication: String,
    },
    /// Adds a section with an id made of its heading.
    Section {
        publication: String,
        /// Id of the section before it.
        after: String,
        heading: String,
        text: String,
        /// Language of the translation that it is for; empty for the text that is none.
        lang: String,
    },
    /// Leaves a section out.
    Drop {
        publication: String,
        id: String,
        /// The only language in which it is; empty for every one.
        lang: String,
    },
}

impl Change {
    /// When it is made: each names its place in the file as the form was made from it. So tables go after values are
    /// written and before others come, the last of a list first.
    fn turn(&self) -> (u8, Reverse<usize>) {
        let index = |at: &str| at.rsplit('.').next().and_then(|last| last.parse().ok()).unwrap_or_default();
        match self {
            Change::Set(..) | Change::Day(..) | Change::List(..) => (0, Reverse(0)),
            Change::Remove(at) => (1, Reverse(index(at))),
            Change::Sender { .. } | Change::Section { .. } | Change::Drop { .. } => (2, Reverse(0)),
        }
    }

    /// As the definition's editor takes it; `new_id` is that of a section that is added.
    fn edit(&self, new_id: &str) -> Edit {
        let text = |text: &str| NewValue::Text(text.replace("\r\n", "\n"));
        let own = |pairs: &[(&str, &str)]| {
            let said = pairs.iter().filter(|(key, value)| *key != "lang" || !value.is_empty());
            said.map(|(key, value)| ((*key).to_owned(), text(value))).collect()
        };
        match self {
            Change::Set(at, value) | Change::Day(at, value) | Change::List(at, value) if value.trim().is_empty() => {
                Edit::Remove(steps(at))
            }
            // A blank at the end of an address is seen by nobody.
            Change::Set(at, value) if at.starts_with("contact.") => Edit::Set(steps(at), text(value.trim())),
            Change::Set(at, value) => Edit::Set(steps(at), text(value)),
            Change::Day(at, day) => Edit::Set(steps(at), NewValue::Day(day.trim().to_owned())),
            Change::List(at, lines) => {
                let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
                Edit::Set(steps(at), NewValue::Texts(lines.map(str::to_owned).collect()))
            }
            Change::Remove(at) => Edit::Remove(steps(at)),
            Change::Sender { name, publication } => {
                let mut values: Vec<(String, NewValue)> = own(&[("name", name)]);
                if !publication.is_empty() {
                    values.push(("publications".to_owned(), NewValue::Texts(vec![publication.clone()])));
                }
                Edit::Append("sender".to_owned(), values)
            }
            Change::Section { publication, after, heading, text, lang } => {
                let place = [("publication", publication.as_str()), ("lang", lang), ("after", after)];
                let mut values: Vec<(String, NewValue)> = own(&place);
                let section = own(&[("id", new_id), ("heading", heading), ("text", text)]);
                values.push(("section".to_owned(), NewValue::Table(section)));
                Edit::Append("override".to_owned(), values)
            }
            Change::Drop { publication, id, lang } => {
                let place = [("publication", publication.as_str()), ("lang", lang), ("drop", id)];
                Edit::Append("override".to_owned(), own(&place))
            }
        }
    }
}

/// An id made of a heading that stands in none of these texts; `section` where the heading has no letter for it.
fn free_id(heading: &str, named: &str) -> String {
    let slug = Some(slugged(heading)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "section".to_owned());
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    let mut ids = std::iter::once(slug.clone()).chain(numbered);
    ids.find(|id| !["\"", "'"].iter().any(|mark| named.contains(&format!("{mark}{id}{mark}")))).unwrap_or(slug)
}

/// Why a change is not made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file is none that the forms change.
    #[error("this file is not changed from here")]
    File,
    /// It reads otherwise than when the form was made.
    #[error("the file has changed meanwhile")]
    Meanwhile {
        /// What it says now.
        theirs: String,
    },
    /// A change names a place that is not there, or the file is no TOML.
    #[error("{0}")]
    Edit(#[from] crate::definition::edit::EditError),
    /// The system refuses to write.
    #[error("{0}")]
    Write(#[from] crate::world::WriteError),
}

/// Stands for a file's contents.
#[must_use]
pub fn stamp(text: &str) -> String {
    hexadecimal(&Sha256::digest(text)[..12])
}

/// The text of a definition that forms may change: a county's or a publication's, which is there.
///
/// # Errors
/// [`Refusal::File`] for every other path.
pub fn definition(world: &dyn World, file: &str) -> Result<String, Refusal> {
    let text = paths::publication_of(file).filter(|(_, name)| !name.contains('/'));
    let name = paths::county_of(file).or(text.and_then(|(_, name)| name.strip_suffix(".toml")));
    // By another name, through `..` or in other capitals, a file would have a second past.
    let is_listed = |path: &str| {
        path.rsplit_once('/').is_some_and(|(folder, name)| world.list(folder).iter().any(|known| known == name))
    };
    let folder = text.map(|(id, _)| paths::publication(id));
    let known = name.is_some_and(|name| !name.is_empty() && !name.starts_with('.'))
        && is_listed(file)
        && folder.is_none_or(|folder| is_listed(&folder));
    let bytes = if known { world.read(file).ok() } else { None };
    bytes.and_then(|bytes| String::from_utf8(bytes.into_owned()).ok()).ok_or(Refusal::File)
}

/// The text of the file after the changes.
///
/// # Errors
/// When the file is not for forms, has changed meanwhile, or a change leads nowhere.
pub fn tried(world: &dyn World, changes: &Changes) -> Result<String, Refusal> {
    let now = definition(world, &changes.file)?;
    if stamp(&now) != changes.base {
        return Err(Refusal::Meanwhile { theirs: now });
    }
    applied(world, &now, &changes.edits)
}

/// The text of a file of the project after changes.
///
/// # Errors
/// As [`edited`].
pub fn applied(world: &dyn World, text: &str, changes: &[Change]) -> Result<String, Refusal> {
    let mut taken = String::new();
    let mut edits = Vec::new();
    let mut changes: Vec<&Change> = changes.iter().collect();
    changes.sort_by_key(|change| change.turn());
    for change in changes {
        let mut new_id = String::new();
        if let Change::Section { publication, heading, .. } = change {
            new_id = free_id(heading, &(texts_of(world, publication) + text + &taken));
            // Two sections that are added at once have ids of their own as well.
            let _ = write!(taken, "\"{new_id}\"");
        }
        edits.push(change.edit(&new_id));
    }
    let after = edited(text, &edits)?;
    Ok(match contacts::outlived(text, &after) {
        Some(_) => edited(&after, &[Edit::Remove(steps("contact.verified"))])?,
        None => after,
    })
}

/// The definitions of a publication in all languages.
fn texts_of(world: &dyn World, publication: &str) -> String {
    let folder = paths::publication(publication);
    let files = world.list(&folder).into_iter().filter(|name| name.strip_suffix(".toml").is_some());
    let read = files.filter_map(|name| world.read(&format!("{folder}/{name}")).ok());
    read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

/// Saves, one file at a time, and remembers what was there before.
#[derive(Debug, Default)]
pub struct Saver {
    before: Mutex<BTreeMap<String, Vec<(String, String)>>>,
}

impl Saver {
    /// Writes the changes; the text before and after are remembered. Tells whether the day on which the contact was verified
    /// is gone, since it was that of another person or number.
    ///
    /// # Errors
    /// As [`tried`], and when the system refuses to write.
    pub fn save(&self, world: &dyn World, changes: &Changes) -> Result<bool, Refusal> {
        // Held over reading and writing, so that two windows cannot both believe that they were first.
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        let old = definition(world, &changes.file)?;
        let new = tried(world, changes)?;
        world.write(&world.locate(&changes.file), new.as_bytes())?;
        let verified = |text: &str| text_at(text, "contact.verified").is_some();
        let meant = changes.edits.iter().any(|change| matches!(change, Change::Day(at, _) if at == "contact.verified"));
        let outlived = verified(&old) && !verified(&new) && !meant;
        let past = before.entry(changes.file.clone()).or_default();
        past.push((old, stamp(&new)));
        if past.len() > REMEMBERED {
            past.remove(0);
        }
        Ok(outlived)
    }

    /// Writes what was there before the last save, unless someone has changed the file since. `None` if nothing was saved.
    ///
    /// # Errors
    /// As [`Saver::save`].
    pub fn undo(&self, world: &dyn World, file: &str) -> Result<Option<String>, Refusal> {
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        let now = definition(world, file)?;
        let Some((old, after)) = before.get(file).and_then(|past| past.last()).cloned() else { return Ok(None) };
        if stamp(&now) != after {
            return Err(Refusal::Meanwhile { theirs: now });
        }
        world.write(&world.locate(file), old.as_bytes())?;
        if let Some(past) = before.get_mut(file) {
            past.pop();
        }
        Ok(Some(old))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::DiskWorld;

    const FILE: &str = "leaflets/x.toml";

    fn project() -> (tempfile::TempDir, DiskWorld) {
        let folder = tempfile::tempdir().expect("a folder");
        let world = DiskWorld::new(folder.path());
        world.write(&world.locate(FILE), b"[contact]\nname = \"A\" # a\n").expect("written");
        world.write(&world.locate("leaflets/.x.toml"), b"").expect("written");
        (folder, world)
    }

    fn rename(world: &DiskWorld, to: &str) -> Changes {
        let base = stamp(&definition(world, FILE).expect("there"));
        Changes { file: FILE.into(), base, edits: vec![Change::Set("contact.name".into(), to.into())] }
    }

    #[test]
    fn a_change_is_saved_and_taken_back() {
        let (_folder, world) = project();
        let saver = Saver::default();
        assert_eq!(saver.undo(&world, FILE), Ok(None));
        let changes = rename(&world, "B");
        saver.save(&world, &changes).expect("saved");
        assert_eq!(definition(&world, FILE).expect("there"), "[contact]\nname = \"B\" # a\n");
        // The same form again, made before the save.
        assert!(matches!(saver.save(&world, &changes), Err(Refusal::Meanwhile { .. })));
        assert!(saver.undo(&world, FILE).expect("undone").is_some());
        assert_eq!(definition(&world, FILE).expect("there"), "[contact]\nname = \"A\" # a\n");
    }

    #[test]
    fn what_someone_else_wrote_is_not_lost() {
        let (_folder, world) = project();
        let saver = Saver::default();
        let changes = rename(&world, "B");
        world.write(&world.locate(FILE), b"[contact]\nname = \"C\"\n").expect("written");
        let refused = saver.save(&world, &changes).expect_err("refused");
        assert_eq!(refused, Refusal::Meanwhile { theirs: "[contact]\nname = \"C\"\n".into() });
        saver.save(&world, &rename(&world, "D")).expect("saved");
        world.write(&world.locate(FILE), b"[contact]\n").expect("written");
        assert!(matches!(saver.undo(&world, FILE), Err(Refusal::Meanwhile { .. })));
    }

    #[test]
    fn a_new_section_has_an_id_of_its_own() {
        let (_folder, world) = project();
        let shared = world.locate("leaflets/publications/grooming/sv.toml");
        world.write(&shared, b"[[section]]\nid = \"har-far-du-hjalp\"\n").expect("written");
        let add = |heading: &str| {
            let own = |text: &str| text.to_owned();
            let (publication, after, text) = (own("grooming"), own("lag"), own("Ring."));
            Change::Section { publication, after, heading: own(heading), text, lang: String::new() }
        };
        let ids = |text: &str| -> Vec<String> {
            text.split("id = \"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
        };
        let text = applied(&world, "", &[add("Här får du hjälp"), add("Om oss"), add("Om oss")]).expect("applied");
        assert_eq!(ids(&text), ["har-far-du-hjalp-2", "om-oss", "om-oss-2"]);
        let more = applied(&world, &text, &[add("Om oss"), add("اتصل بنا"), add("ติดต่อ")]).expect("applied");
        assert_eq!(ids(&more)[3..], ["om-oss-3", "section", "section-2"]);
    }

    #[test]
    fn tables_that_go_together_are_the_ones_that_were_meant() {
        let (_folder, world) = project();
        let names = ["A", "B", "C"].map(|name| format!("[[sender]]\nname = \"{name}\"\n")).concat();
        let remove = |at: &str| Change::Remove(at.into());
        let changes = [
            Change::Sender { name: "D".into(), publication: String::new() },
            remove("sender.0"),
            remove("sender.1"),
            Change::Set("sender.2.name".into(), "E".into()),
        ];
        let text = applied(&world, &names, &changes).expect("applied");
        assert_eq!(
            text.split_whitespace().collect::<Vec<_>>().join(" "),
            "[[sender]] name = \"E\" [[sender]] name = \"D\""
        );
    }

    #[test]
    fn what_is_new_says_for_which_language_and_which_publication() {
        let (_folder, world) = project();
        let own = |text: &str| text.to_owned();
        let changes = [
            Change::Sender { name: own("Polisen"), publication: own("kort") },
            Change::Section {
                publication: own("kort"),
                after: own("vad"),
                heading: own("هنا"),
                text: own("اتصل."),
                lang: own("ar"),
            },
            Change::Drop { publication: own("kort"), id: own("vad"), lang: own("ar") },
            Change::Drop { publication: own("kort"), id: own("mer"), lang: String::new() },
            Change::Set(own("contact.email"), own(" a@example.org ")),
        ];
        let text = applied(&world, "[contact]\nname = \"A\"\n", &changes).expect("applied");
        for said in [
            "email = \"a@example.org\"",
            "name = \"Polisen\"\npublications = [\"kort\"]",
            "publication = \"kort\"\nlang = \"ar\"\nafter = \"vad\"",
            "publication = \"kort\"\nlang = \"ar\"\ndrop = \"vad\"",
            "publication = \"kort\"\ndrop = \"mer\"",
        ] {
            assert!(text.contains(said), "{said} is not in\n{text}");
        }
    }

    #[test]
    fn other_files_are_not_touched() {
        let (_folder, world) = project();
        for file in [
            "Cargo.toml",
            "leaflets/../x.toml",
            "leaflets/publications/../x.toml",
            "leaflets/publications/./x.toml",
            "leaflets/publications//x.toml",
            "leaflets/X.toml",
            "/etc/passwd",
            "leaflets/.x.toml",
            "leaflets/x.txt",
            "leaflets/y.toml",
            "",
        ] {
            assert_eq!(definition(&world, file), Err(Refusal::File), "{file}");
        }
    }
}
