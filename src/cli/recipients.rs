//! `--recipients FILE`: a table of those who get copies of their own, read whole or refused whole.

use std::collections::BTreeMap;
use std::path::Path;

use crate::definition::{Addressee, Called, Contact, County, Email, Phone, Url, ValueError, proposal};
use crate::diagnostic::{At, Diagnostic, shortened};
use crate::rules::{self, Rule};
use crate::world::{DiskWorld, World};

use super::args::Selection;
use super::headings::{self, Column, EMAIL, Head, ORGANISATION, PHONE, ROLE, URL};
use super::select::Loaded;
use super::spreadsheet::{self, Row, Sheet};

/// The columns.
const COLUMNS: [Column; 11] = [
    ("county", &["län", "lan"]),
    ("municipality", &["kommun"]),
    ("name", &["namn", "mottagare", "recipient", "skola", "school"]),
    ("id", &[]),
    ("quantity", &["antal", "upplaga", "copies"]),
    ("contact.name", &["kontakt", "kontaktperson", "contact"]),
    ("contact.role", ROLE),
    ("contact.organisation", ORGANISATION),
    ("contact.phone", PHONE),
    ("contact.email", EMAIL),
    ("contact.url", URL),
];
/// Most copies of one leaflet for one recipient, as in orders.
const MOST: u32 = 1_000_000;
/// Most characters of a cell: far more than fits on a line.
const LONGEST: usize = 200;
/// Most characters of a cell that a message shows.
const SHOWN: usize = 40;
/// Most bytes of an id: systems take 255 in a file's name, which names publication, format and language as well.
const LONGEST_ID: usize = 150;

/// The recipients of a build, by county.
#[derive(Debug, Default)]
pub(super) struct Recipients {
    by_county: BTreeMap<String, Vec<Addressee>>,
}

impl Recipients {
    /// Those of a county, in the order of the table.
    pub fn of(&self, county: &str) -> &[Addressee] {
        self.by_county.get(county).map_or(&[], Vec::as_slice)
    }
}

/// The recipients that a selection names, and everything that is wrong with their table; none if it names no table.
pub(super) fn read(selection: &Selection, loaded: &[Loaded]) -> (Option<Recipients>, Vec<Diagnostic>) {
    let Some(file) = &selection.recipients else { return (None, Vec::new()) };
    let name = file.display().to_string();
    let (folder, inside, sheet) = match opened(file) {
        Ok(opened) => opened,
        Err(error) => {
            let message = format!("cannot read {name}: {error:#}");
            let finding = Diagnostic::new(&rules::FILE_UNREADABLE, message).on(name);
            return (None, vec![finding.help("Name a table that is saved as “CSV UTF-8” or as .xlsx.")]);
        }
    };
    let at_home = |one: &Loaded| one.world.root().canonicalize().is_ok_and(|root| root == folder.root());
    // A manifest names no folder of this machine.
    let label = if loaded.iter().any(at_home) { inside } else { last(&inside) };
    let counties: Vec<&County> =
        loaded.iter().flat_map(|one| one.project.targets.iter().filter_map(|slug| one.project.county(slug))).collect();
    let mut called: Vec<Called> = loaded.iter().flat_map(|one| Called::all(&one.world)).collect();
    called.retain(|other| counties.iter().all(|county| county.slug != other.slug));
    called.splice(0..0, counties.iter().map(|county| Called::of(county)));
    let (seen, found, findings) = Default::default();
    let mut table = Table { name, label, counties, called: &called, seen, found, findings };
    table.read(&sheet);
    let Table { found, findings, .. } = table;
    (Some(found), findings)
}

/// A table with the folder that it lies in and its path there.
fn opened(file: &Path) -> anyhow::Result<(DiskWorld, String, Sheet)> {
    let (folder, inside) = DiskWorld::for_file(file)?;
    let bytes = folder.read(&inside)?;
    let sheet = spreadsheet::read(file, &bytes)?;
    Ok((folder, inside, sheet))
}

/// Whether a table of recipients can be read, right or wrong.
pub(super) fn is_table(file: &Path) -> bool {
    opened(file).is_ok()
}

/// The last part of a path.
fn last(path: &str) -> String {
    Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A table under way.
struct Table<'a> {
    /// As the command line names it.
    name: String,
    /// As manifests name it.
    label: String,
    /// The counties that are built.
    counties: Vec<&'a County>,
    /// What they are called, and the other counties of the project, whose rows are passed over.
    called: &'a [Called],
    /// Rows by county and id.
    seen: BTreeMap<(String, String), usize>,
    found: Recipients,
    findings: Vec<Diagnostic>,
}

/// One row of a table.
struct Cells<'a> {
    /// As the spreadsheet counts it.
    number: usize,
    sheet: &'a Sheet,
    head: &'a Head,
    texts: &'a [String],
}

impl Cells<'_> {
    /// What stands in a column; none if nothing does.
    fn get(&self, key: &str) -> Option<&str> {
        let at = self.head.column(key)?;
        self.texts.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
    }
}

impl<'a> Table<'a> {
    fn read(&mut self, sheet: &Sheet) {
        let head = headings::read(&self.name, sheet, &COLUMNS, "recipients", &mut self.findings);
        for key in ["quantity", "name"] {
            let there = head.has(key) || key == "name" && head.has("municipality");
            if self.findings.is_empty() && !there {
                // A column may be called either.
                let named = |column: &Column| match (headings::title(column), column) {
                    (title, (key, others)) if title == *key && !others.is_empty() => format!("{key} ({})", others[0]),
                    (title, _) => title.to_owned(),
                };
                let keys = COLUMNS.each_ref().map(named).join(", ");
                let message = format!("no column is headed `{}`", headings::title_of(&COLUMNS, key));
                let on = format!("{}, row {}", self.name, sheet.head_number());
                let help = format!("Begin with a row of headings, of these: {keys}.");
                let finding = Diagnostic::new(&rules::MISSING_KEY, message).on(on).help(help);
                self.findings.push(finding.in_row(&self.name, sheet.head_number()));
            }
        }
        if !self.findings.is_empty() {
            return;
        }
        if !head.others.is_empty() {
            let names: Vec<String> = head.others.iter().map(|title| format!("“{}”", shortened(title, SHOWN))).collect();
            let message = format!("columns that recipients do not have are passed over: {}", names.join(", "));
            let on = format!("{}, row {}", self.name, sheet.head_number());
            let finding = Diagnostic::new(&rules::COLUMN_UNUSED, message).on(on).help(rules::COLUMN_UNUSED.mend);
            self.findings.push(finding.in_row(&self.name, sheet.head_number()));
        }
        for Row { number, cells } in sheet.rows.iter().skip(1) {
            self.row(&Cells { number: *number, sheet, head: &head, texts: cells });
        }
        if !self.findings.iter().any(Diagnostic::is_error) && self.found.by_county.is_empty() {
            let names: Vec<&str> = self.counties.iter().map(|county| county.slug.as_str()).collect();
            let message = format!("no row is for {}", names.join(", "));
            let help = "Add a row for each recipient below the headings.";
            self.findings.push(Diagnostic::new(&rules::MISSING_KEY, message).on(self.name.clone()).help(help));
        }
    }

    /// Takes a row in, or says everything that is wrong with it.
    fn row(&mut self, row: &Cells<'_>) {
        let before = self.findings.len();
        self.signs(row);
        let county = self.county(row);
        let (name, municipality) = (row.get("name"), row.get("municipality"));
        let Some(known_as) = name.or(municipality) else {
            let key = if row.head.has("name") { "name" } else { "municipality" };
            let help = "Write the municipality, the school or whoever gets these copies.";
            return self.report(&rules::MISSING_KEY, row, key, "this row names no recipient", help);
        };
        let quantity = self.quantity(row);
        let contact = self.contact(row, known_as, county);
        let made = Addressee::id_of(known_as, name.and(municipality));
        let id = row.get("id").map_or(made, str::to_owned);
        if id.is_empty() || Addressee::id_of(&id, None) != id {
            let message = format!("“{id}” cannot be part of the name of a file");
            let help = "Give it a name of its own in a column `id`, of a-z, 0-9 and hyphens.";
            self.report(&rules::BAD_VALUE, row, if row.get("id").is_some() { "id" } else { "name" }, message, help);
        }
        if id.len() > LONGEST_ID {
            let message =
                format!("“{}” is too long for the name of a file: {} characters", shortened(&id, SHOWN), id.len());
            let help = format!("Give it a name of its own in a column `id`, of at most {LONGEST_ID} characters.");
            self.report(&rules::TOO_LONG, row, if row.get("id").is_some() { "id" } else { "name" }, message, help);
        }
        let (Some(county), Some(quantity)) = (county, quantity) else { return };
        if let Some(first) = self.seen.insert((county.slug.clone(), id.clone()), row.number) {
            let message = format!("{known_as} would have files of the same name as row {first}, “{id}”");
            let help =
                "Leave one row for each recipient; tell two of one name apart by `municipality`, or by a column `id`.";
            return self.report(&rules::DUPLICATE, row, "name", message, help);
        }
        if self.findings.len() == before {
            let (name, municipality) = (known_as.to_owned(), municipality.map(str::to_owned));
            let (file, row) = (self.label.clone(), row.number);
            let list = self.found.by_county.entry(county.slug.clone()).or_default();
            list.push(Addressee { id, name, municipality, quantity, contact, file, row });
        }
    }

    /// Cells that cannot be printed, or that stand under no heading.
    fn signs(&mut self, row: &Cells<'_>) {
        for (at, cell) in row.texts.iter().enumerate() {
            let place = format!("{}, row {}, column {}", self.name, row.number, row.sheet.column(at));
            let mut report = |rule: &'static Rule, message: String, help: &str| {
                let on = match row.sheet.head().get(at).filter(|title| !title.is_empty()) {
                    Some(title) => format!("{place} ({title})"),
                    None => place.clone(),
                };
                let finding = Diagnostic::new(rule, message).on(on).help(help);
                self.findings.push(finding.in_row(&self.name, row.number));
            };
            // Nothing is made of a column that is passed over, whatever it holds.
            if row.head.key(at).is_none() && row.sheet.head().get(at).is_some_and(|title| !title.is_empty()) {
                continue;
            }
            if row.head.key(at).is_none() && !cell.is_empty() {
                let help = "Take it out; a name with a comma or semicolon stands between quotation marks in CSV.";
                report(&rules::BAD_VALUE, format!("“{}” stands under no heading", shortened(cell, SHOWN)), help);
            } else if cell.contains('\n') {
                report(&rules::BAD_VALUE, "this cell has several lines".to_owned(), "Write it on one line.");
            } else if let Some(sign) = cell.chars().find(|c| c.is_control() || is_invisible(*c)) {
                let message = format!("here stands the control character U+{:04X}", u32::from(sign));
                report(&rules::CONTROL_CHARACTER, message, "Delete it; a cell has one line.");
            } else if cell.chars().count() > LONGEST {
                let message = format!("“{}” has {} characters", shortened(cell, SHOWN), cell.chars().count());
                report(&rules::TOO_LONG, message, "Write what fits on a line.");
            }
        }
    }

    /// The county of a row; none if there is none, or it is not built.
    fn county(&mut self, row: &Cells<'_>) -> Option<&'a County> {
        let Some(named) = row.get("county") else {
            if let [only] = self.counties[..] {
                return Some(only);
            }
            let help = "Add a column `county` with names such as varmland, or build one county.";
            self.report(&rules::MISSING_KEY, row, "county", "this row does not say in which county", help);
            return None;
        };
        let Some(slug) = Called::meant(self.called, named) else {
            let help = proposal(named, self.called.iter().map(|county| county.slug.as_str()));
            self.report(&rules::UNKNOWN_NAME, row, "county", format!("there is no county `{named}`"), help);
            return None;
        };
        self.counties.iter().copied().find(|county| county.slug == slug)
    }

    /// How many copies a row asks for.
    fn quantity(&mut self, row: &Cells<'_>) -> Option<u32> {
        let help = "Write how many copies of each leaflet this recipient gets, such as 250.";
        let Some(text) = row.get("quantity") else {
            self.report(&rules::MISSING_KEY, row, "quantity", "this row has no quantity", help);
            return None;
        };
        // Thousands may stand apart.
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
        let number = digits.parse().ok().filter(|number| (1..=MOST).contains(number));
        if number.is_none() {
            let message = format!("“{}” is no number of copies", shortened(text, SHOWN));
            self.report(&rules::BAD_VALUE, row, "quantity", message, help);
        }
        number
    }

    /// The contact of a row, if it says anything of one. Where no organisation is said, it is the recipient's own.
    fn contact(&mut self, row: &Cells<'_>, known_as: &str, county: Option<&County>) -> Option<Contact> {
        let given = COLUMNS.iter().any(|(key, _)| key.starts_with("contact.") && row.get(key).is_some());
        let phone = self.value(row, "contact.phone", Phone::parse);
        let email = self.value(row, "contact.email", Email::parse);
        let url = self.value(row, "contact.url", Url::parse);
        let place = &county?.contact.place;
        if !given {
            return None;
        }
        if ["contact.phone", "contact.email", "contact.url"].iter().all(|key| row.get(key).is_none()) {
            let key = COLUMNS.iter().find(|(key, _)| key.starts_with("contact.") && row.get(key).is_some());
            let help = "Fill in contact.phone, contact.email or contact.url, or leave the whole contact to the county.";
            let message = "this contact cannot be reached";
            self.report(&rules::MISSING_KEY, row, key.map_or("contact.name", |(key, _)| key), message, help);
        }
        let text = |key: &str| row.get(key).map(|text| At { value: text.to_owned(), place: place.clone() });
        let own = || At { value: known_as.to_owned(), place: place.clone() };
        Some(Contact {
            name: text("contact.name"),
            role: text("contact.role"),
            organisation: text("contact.organisation").or_else(|| Some(own())),
            phone: phone.map(|value| At { value, place: place.clone() }),
            email: email.map(|value| At { value, place: place.clone() }),
            url: url.map(|value| At { value, place: place.clone() }),
            verified: None,
            place: place.clone(),
        })
    }

    /// A cell that must have a form.
    fn value<T>(
        &mut self,
        row: &Cells<'_>,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Option<T> {
        match parse(row.get(key)?) {
            Ok(value) => Some(value),
            Err(ValueError { what, form }) => {
                self.report(&rules::BAD_VALUE, row, key, what, format!("Write it as {form}."));
                None
            }
        }
    }

    /// Says what is wrong in a column of a row.
    fn report(
        &mut self,
        rule: &'static Rule,
        row: &Cells<'_>,
        key: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        // As the table has it, in whatever language.
        let titled = |at: usize| row.sheet.head().get(at).map_or(key, String::as_str);
        let column = row.head.column(key);
        let column =
            column.map_or_else(String::new, |at| format!(", column {} ({})", row.sheet.column(at), titled(at)));
        let on = format!("{}, row {}{column}", self.name, row.number);
        self.findings.push(Diagnostic::new(rule, message).on(on).help(help).in_row(&self.name, row.number));
    }
}

/// Signs of no width, which come along when text is copied, and marks of direction, which would turn what follows.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}')
}
