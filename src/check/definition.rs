//! Rules on what definitions say: contacts that can be reached and were verified, facts and help lines that were checked.

use crate::definition::{County, Date, HelpLine, Project, Section, SectionKind};
use crate::diagnostic::{At, Diagnostic, Place};
use crate::rules::{self, Rule};

/// Every finding about contacts, facts and help lines of the project.
#[must_use]
pub fn check(project: &Project, today: Date) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for county in project.counties.iter() {
        // A joint edition prints the contacts of those who sign it.
        if county.with.is_empty() || county.contact.is_reachable() {
            contact(county, today, &mut out);
        }
        for change in &county.overrides {
            if let Some(section) = change.section() {
                self::section(section, today, &mut out);
            }
        }
    }
    for publication in &project.publications {
        for text in publication.samples() {
            let help = "write your own words, or take it out; until then the leaflet is built only with --draft";
            out.push(Diagnostic::new(&rules::TEMPLATE_TEXT, TEMPLATE).at(&text.place).help(help));
        }
        publication.sections.iter().for_each(|section| self::section(section, today, &mut out));
        for fact in &publication.facts {
            let what = Checked { what: "fact", key: "checked", how: against(&fact.source), rules: FACT };
            what.check(&fact.place, fact.checked.as_ref(), today, &mut out);
        }
    }
    out
}

/// What is said of words that stand for others.
const TEMPLATE: &str = "these are still the words of the template";

/// The rules for what nobody has checked, and for what was checked too long ago.
type Pair = (&'static Rule, &'static Rule);

const FACT: Pair = (&rules::FACT_UNVERIFIED, &rules::FACT_STALE);
const CONTACT: Pair = (&rules::CONTACT_UNVERIFIED, &rules::CONTACT_STALE);

/// Something that someone should have checked.
struct Checked<'a> {
    what: &'a str,
    key: &'a str,
    /// What to do, up to the comma.
    how: String,
    rules: Pair,
}

impl Checked<'_> {
    fn check(&self, place: &Place, date: Option<&At<Date>>, today: Date, out: &mut Vec<Diagnostic>) {
        let (what, key, how) = (self.what, self.key, &self.how);
        let found = match date {
            // This finding reaches the manifest, which says the same on every day.
            None => Diagnostic::new(self.rules.0, format!("nobody has checked this {what}"))
                .at(place)
                .help(format!("{how}, then write the day: `{key} = YEAR-MONTH-DAY`")),
            Some(date) if date.value > today => {
                Diagnostic::new(self.rules.1, format!("this {what} was checked on a day that is still to come"))
                    .at(&date.place)
                    .help(format!("write the day on which it was checked, such as `{key} = {today}`"))
            }
            Some(date) if date.is_over_a_year_before(today) => {
                Diagnostic::new(self.rules.1, format!("this {what} was last checked on {}", date.value))
                    .at(&date.place)
                    .help(format!("{how}, then write `{key} = {today}`"))
            }
            Some(_) => return,
        };
        out.push(found);
    }
}

/// What to do about a statement with this source.
fn against(source: &str) -> String {
    format!("check it against its source ({source})")
}

fn contact(county: &County, today: Date, out: &mut Vec<Diagnostic>) {
    let contact = &county.contact;
    for place in contact.samples() {
        let help = "write your own, or take the line out; until then there are no print files but drafts";
        out.push(
            Diagnostic::new(&rules::TEMPLATE_TEXT, "this is still the template's, and nobody answers there")
                .at(place)
                .help(help),
        );
    }
    if let Some(name) = contact.sample_name() {
        let help = "write the name of the person, or take the line out; an office has none";
        out.push(Diagnostic::new(&rules::TEMPLATE_TEXT, TEMPLATE).at(&name.place).help(help));
    }
    if !contact.samples().is_empty() {
        return;
    }
    if !contact.is_reachable() {
        let message = format!("{} has no contact that a reader can reach", county.name.value);
        let help = "fill in `phone`, `email` or `url` in [contact], and `name` where there is a person; without one there are no print files but drafts";
        out.push(Diagnostic::new(&rules::CONTACT_MISSING, message).at(&contact.place).help(help));
        return;
    }
    let checked =
        Checked { what: "contact", key: "verified", how: "call or write to make sure".to_owned(), rules: CONTACT };
    checked.check(&contact.place, contact.verified.as_ref(), today, out);
}

fn section(section: &Section, today: Date, out: &mut Vec<Diagnostic>) {
    let lines: &[HelpLine] = match &section.kind {
        SectionKind::Help(lines) => lines,
        _ => &[],
    };
    for line in lines {
        let checked = Checked { what: "help line", key: "checked", how: against(&line.source), rules: FACT };
        checked.check(&line.place, line.checked.as_ref(), today, out);
    }
}
