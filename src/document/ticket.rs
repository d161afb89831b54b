//! The print shop's ticket: what is printed, on what, how often, until when and for whom. Its words are Swedish, as the
//! counties and their print shops are.

use std::collections::BTreeMap;

use crate::definition::{Contact, County, Date, Order, OrderItem, PrintPreset, Project, Publication};
use crate::diagnostic::{At, Diagnostic};
use crate::lang::Lang;
use crate::page::Metadata;
use crate::rules;
use crate::world::World;

use super::finishing::{Finishing, called, number};
use super::inks::{self, Inks};
use super::paper::{Column, Paper, PaperBody, PaperPart, Row, Table};
use super::{RichText, SpanStyle, resolve};

/// A print file that has been built.
#[derive(Debug, Clone)]
pub struct PrintFile {
    /// Below the output folder, with `/`.
    pub path: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Pages in it.
    pub pages: usize,
    /// Its inks besides the four, each with the pages that need it, counted from 1.
    pub spots: BTreeMap<String, Vec<usize>>,
    /// Width and height of the trim in millimetres.
    pub trim_mm: [f32; 2],
    /// Publication, format and language.
    pub publication: String,
    /// The format.
    pub format: String,
    /// BCP 47 tag.
    pub lang: String,
    /// What a preflight of the file came to, in a word or two, if there was one.
    pub preflight: Option<String>,
    /// What its print profile is for, in Swedish.
    pub profile: String,
    /// Whose copies it holds; empty for a leaflet that is the same for all.
    pub copies: Vec<PrintCopy>,
}

/// Copies for a recipient.
#[derive(Debug, Clone)]
pub struct PrintCopy {
    /// Who gets them.
    pub title: String,
    /// How many.
    pub quantity: u32,
    /// The first and the last of its pages where the file holds those of others too, counted from 1.
    pub pages: Option<[usize; 2]>,
}

/// An order with the files that it is about.
#[derive(Debug)]
pub struct Ticket<'a> {
    /// Who orders.
    pub county: &'a County,
    /// What is ordered.
    pub order: &'a Order,
    /// The leaflets, in the order of the definition.
    pub lines: Vec<TicketLine<'a>>,
    preset: &'a PrintPreset,
    date: Date,
}

/// A leaflet of an order, or its copies for one recipient.
#[derive(Debug, Clone)]
pub struct TicketLine<'a> {
    /// What the definition says.
    pub item: &'a OrderItem,
    /// Its text.
    pub publication: &'a Publication,
    /// What it is called, placeholders filled.
    pub name: String,
    /// What it is called in Swedish, or its id where nobody has written it in Swedish; none for a Swedish leaflet.
    pub swedish: Option<String>,
    /// The file.
    pub file: &'a PrintFile,
    /// For whom the copies of this line are, if they have a recipient of their own.
    pub copy: Option<&'a PrintCopy>,
}

/// Heading of the rows' column that says for whom copies are; only where they have recipients of their own.
pub const RECIPIENT: &str = "Mottagare";
/// Where nothing is said.
pub(super) const NONE: &str = "–";

impl<'a> Ticket<'a> {
    /// The order of a county with the files that were built for it.
    ///
    /// # Errors
    /// If the county orders nothing, or an item has no file.
    pub fn new(
        world: &dyn World,
        project: &'a Project,
        county: &'a County,
        files: &'a [PrintFile],
    ) -> Result<Ticket<'a>, Vec<Diagnostic>> {
        let Some(order) = &county.order else {
            let message = format!("{} orders nothing", county.name.value);
            let example = "add [order] with `deadline = YEAR-MONTH-DAY`, and for each leaflet an [[order.item]] with \
                           publication, format and quantity; `leaflet schema` tells every key";
            return Err(vec![Diagnostic::new(&rules::ORDER_MISSING, message).at(&county.name.place).help(example)]);
        };
        let mut lines = Vec::new();
        let mut missing = Vec::new();
        for item in &order.items {
            let is_its = |file: &&PrintFile| {
                file.publication == item.publication.value
                    && file.format == item.format.name
                    && file.lang == item.lang.code
            };
            let publication = project.publication(&item.publication, item.lang);
            let own: Vec<&PrintFile> = files.iter().filter(is_its).collect();
            if let (Some(publication), false) = (publication, own.is_empty()) {
                let name = resolve::title(county, publication);
                let original = project.publication(&item.publication, Lang::SV);
                let in_swedish =
                    || original.map_or_else(|| publication.id.clone(), |original| resolve::title(county, original));
                let swedish = (item.lang != Lang::SV).then(in_swedish);
                for file in own {
                    let (name, swedish) = (name.clone(), swedish.clone());
                    let line = TicketLine { item, publication, name, swedish, file, copy: None };
                    if file.copies.is_empty() {
                        lines.push(line);
                    } else {
                        lines.extend(file.copies.iter().map(|copy| TicketLine { copy: Some(copy), ..line.clone() }));
                    }
                }
                continue;
            }
            let message = format!("there is no print file of {} as {}", item.publication.value, item.format.name);
            let help = "mend what the build says of it first";
            missing.push(Diagnostic::new(&rules::FILE_MISSING, message).at(&item.place).help(help));
        }
        // A profile with errors has stopped the build, so that there is no file either.
        let Some(preset) = project.preset(county).filter(|_| missing.is_empty()) else { return Err(missing) };
        let newest = lines.iter().map(|line| line.publication.date.value).max();
        let date = world.source_date().or(newest).unwrap_or(order.deadline.value);
        Ok(Ticket { county, order, lines, preset, date })
    }

    /// The ticket as a paper.
    #[must_use]
    pub fn paper(&self) -> Paper {
        let mut parts = vec![
            PaperPart { heading: None, body: PaperBody::Facts(self.facts()) },
            PaperPart { heading: Some("Trycksaker".to_owned()), body: PaperBody::Table(self.leaflets()) },
        ];
        let finishing = self.finishing();
        if !finishing.rows.is_empty() {
            let body = PaperBody::Table(finishing);
            parts.push(PaperPart { heading: Some("Efterbehandling".to_owned()), body });
        }
        if !self.order.deliveries.is_empty() {
            let body = PaperBody::Table(self.deliveries());
            parts.push(PaperPart { heading: Some("Leveransadresser".to_owned()), body });
        }
        parts.push(PaperPart { heading: Some("Filer".to_owned()), body: PaperBody::Table(self.files()) });
        Paper {
            metadata: self.metadata("order", "Tryckorder"),
            title: "Tryckorder".to_owned(),
            subtitle: self.county.office.value.clone(),
            parts,
        }
    }

    /// The ticket as rows of text, the first of them headings; the day and the quantities as programs read them.
    #[must_use]
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut headings: Vec<&str> = vec![
            "Fil",
            "SHA-256",
            "Trycksak",
            "Format (mm)",
            "Öppet format (mm)",
            "Färdigt format (mm)",
            "Sidor",
            "Falsning",
            "Efterbehandling",
            "Papper",
            "Färger",
            "Antal",
            "Leverans senast",
            "Leveransadresser",
            "Kontakt",
            "Standard",
            "Tryckprofil",
        ];
        let checked = self.lines.iter().any(|line| line.file.preflight.is_some());
        let copies = self.lines.iter().any(|line| line.copy.is_some());
        if copies {
            headings.extend([RECIPIENT, "Sidor i filen"]);
        }
        if checked {
            headings.push("Kontroll");
        }
        let mut rows = vec![headings.into_iter().map(str::to_owned).collect()];
        for line in &self.lines {
            let finishing = line.finishing();
            let [open, finished] = finishing.sizes().unwrap_or_else(|| [line.trim(), line.trim()]);
            let mut row = vec![
                line.file.path.clone(),
                line.file.sha256.clone(),
                line.title(),
                line.trim(),
                open,
                finished,
                line.pages().to_string(),
                finishing.fold().to_owned(),
                finishing.details().unwrap_or_else(|| finishing.brief()),
                said(line.item.paper.as_ref().map(|paper| paper.value.as_str())).to_owned(),
                line.inks().all(),
                line.quantity().to_string(),
                self.order.deadline.value.to_string(),
                self.sent_to(line.item).join("; "),
                contact(&self.county.contact, &self.county.office.value).text,
                self.preset.standard.title().to_owned(),
                line.file.profile.clone(),
            ];
            if copies {
                row.push(said(line.copy.map(|copy| copy.title.as_str())).to_owned());
                row.push(line.copy.and_then(|copy| copy.pages).map_or_else(|| NONE.to_owned(), span));
            }
            if checked {
                row.push(said(line.file.preflight.as_deref()).to_owned());
            }
            rows.push(row);
        }
        rows
    }

    /// Title, publisher and date of a paper that goes with the order.
    pub(super) fn metadata(&self, name: &str, title: &str) -> Metadata {
        Metadata {
            title: format!("{title} – {}", self.county.name.value),
            author: self.county.office.value.clone(),
            subject: String::new(),
            keywords: Vec::new(),
            lang: Lang::SV,
            date: self.date,
            id: format!("{}/{name}", self.county.slug),
            draft: false,
        }
    }

    fn facts(&self) -> Vec<(&'static str, RichText)> {
        let preset = self.preset;
        let condition = preset.condition.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
        let marks = if preset.marks { "med skärmärken" } else { "utan skärmärken" };
        let form = format!("{}{condition}, {} mm utfall, {marks}", preset.standard.title(), number(preset.bleed.0));
        let own = |text: &Option<At<String>>| text.as_ref().map(|text| RichText::plain(text.value.clone()));
        let facts = [
            ("Tryckeri", own(&self.order.printer)),
            ("Fakturareferens", own(&self.order.reference)),
            ("E-faktura", self.order.peppol.as_ref().map(e_invoice)),
            ("Leverans senast", Some(RichText::plain(day(self.order.deadline.value)))),
            ("Kontakt", Some(contact(&self.county.contact, &self.county.office.value))),
            ("Filformat", Some(RichText::plain(form))),
            (
                "Färger",
                inks::by_file(self.numbers().into_iter().zip(self.lines.iter().map(TicketLine::inks)))
                    .map(RichText::plain),
            ),
            ("Upplagor", self.recipients()),
            ("Övrigt", own(&self.order.note)),
        ];
        facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    fn leaflets(&self) -> Table {
        let columns = vec![
            Column::numbers("Fil nr", 7.0),
            Column::new("Trycksak", 48.0),
            Column::new("Format (mm)", 29.0),
            Column::new("Sidor", 11.0),
            Column::new("Färger", 13.0),
            Column::new("Papper", 27.0),
            Column::new("Efterbehandling", 28.0),
            Column::numbers("Antal", 15.0),
        ];
        let row = |(line, number): (&TicketLine<'_>, usize)| {
            let finishing = line.finishing();
            let format = match finishing.sizes() {
                None => line.trim(),
                Some([open, finished]) => format!("öppet {open}\nfärdigt {finished}"),
            };
            // A size stands on one line.
            let format = format.replace(' ', "\u{a0}");
            Row::words([
                number.to_string(),
                line.about(),
                format,
                line.pages().to_string(),
                line.inks().count(),
                said(line.item.paper.as_ref().map(|paper| paper.value.as_str())).to_owned(),
                finishing.brief(),
                copies(line.quantity().into()),
            ])
        };
        Table { columns, rows: self.lines.iter().zip(self.numbers()).map(row).collect() }
    }

    /// How leaflets are folded and cut, each once; no row where there is nothing to say of it.
    fn finishing(&self) -> Table {
        let columns = vec![Column::new("Trycksak", 48.0), Column::new("Så här", 126.0)];
        let row = |line: &TicketLine<'_>| Some(Row::words([line.title(), line.finishing().details()?]));
        Table { columns, rows: self.leaflets_once().filter_map(row).collect() }
    }

    /// The number of each line's file, counted from 1: that by which the two tables speak of each other.
    fn numbers(&self) -> Vec<usize> {
        let mut last: Option<&str> = None;
        let mut number = 0;
        let mut numbered = |line: &TicketLine<'a>| {
            if last.replace(&line.file.path) != Some(&line.file.path) {
                number += 1;
            }
            number
        };
        self.lines.iter().map(&mut numbered).collect()
    }

    /// What the print shop has to know of copies for recipients, if there are any.
    fn recipients(&self) -> Option<RichText> {
        let own: Vec<&PrintCopy> = self.lines.iter().filter_map(|line| line.copy).collect();
        let sum = copies(own.iter().map(|copy| u64::from(copy.quantity)).sum());
        let text = if own.iter().any(|copy| copy.pages.is_some()) {
            format!(
                "En fil har alla mottagares sidor, med ett bokmärke för varje. Tryck varje rads sidor i radens antal; alla rader tillsammans är {sum} ex."
            )
        } else {
            format!(
                "Varje mottagare har en egen fil. Tryck varje fil i radens antal; alla rader tillsammans är {sum} ex."
            )
        };
        (!own.is_empty()).then(|| RichText::plain(text))
    }

    /// The leaflets, each once however many recipients have copies of their own.
    pub(super) fn leaflets_once(&self) -> impl Iterator<Item = &TicketLine<'a>> {
        let first = |at: usize| at == 0 || !std::ptr::eq(self.lines[at].item, self.lines[at - 1].item);
        self.lines.iter().enumerate().filter(move |(at, _)| first(*at)).map(|(_, line)| line)
    }

    fn files(&self) -> Table {
        let checked = self.lines.iter().any(|line| line.file.preflight.is_some());
        let mut columns = vec![Column::new("Fil", 50.0), Column::new("Kontrollsumma (SHA-256)", 90.0)];
        if checked {
            columns.push(Column::new("Kontroll", 28.0));
        }
        let row = |line: &TicketLine<'_>, number: usize| {
            let name = line.file.path.rsplit('/').next().unwrap_or(&line.file.path);
            let result = checked.then(|| said(line.file.preflight.as_deref()).to_owned());
            Row::words([parted(&format!("{number}.\u{a0}{name}")), line.file.sha256.clone()].into_iter().chain(result))
        };
        // A file with the pages of several recipients stands once.
        let numbers = self.numbers();
        let first = |at: &usize| *at == 0 || numbers[*at] != numbers[*at - 1];
        Table {
            columns,
            rows: (0..self.lines.len()).filter(first).map(|at| row(&self.lines[at], numbers[at])).collect(),
        }
    }
}

impl TicketLine<'_> {
    /// What the leaflet is called on the paper: title and format, and where it is not Swedish the language with what it is
    /// called in Swedish, for who cannot read the title.
    #[must_use]
    pub fn title(&self) -> String {
        let format = called(self.item.format);
        let lang = self.item.lang.name;
        let lang = self.swedish.as_ref().map_or_else(String::new, |swedish| format!(" ({lang}: {swedish})"));
        format!("{}, {format}{lang}", self.name)
    }

    /// What is done with it after printing.
    fn finishing(&self) -> Finishing<'_> {
        Finishing::new(self.item, self.publication)
    }

    /// The title with the recipient, and its pages in a file that holds others too.
    fn about(&self) -> String {
        let Some(PrintCopy { title, pages, .. }) = self.copy else { return self.title() };
        let pages = match pages {
            None => String::new(),
            Some([first, last]) if first == last => format!("\nsidan {first} i filen"),
            Some(pages) => format!("\nsidorna {} i filen", span(*pages)),
        };
        format!("{}\ntill {title}{pages}", self.title())
    }

    /// Pages of one copy.
    fn pages(&self) -> usize {
        let own = self.copy.and_then(|copy| copy.pages);
        own.map_or(self.file.pages, |[first, last]| last + 1 - first)
    }

    /// How many copies.
    fn quantity(&self) -> u32 {
        self.copy.map_or(self.item.quantity.value, |copy| copy.quantity)
    }

    fn trim(&self) -> String {
        format!("{} × {}", number(self.file.trim_mm[0]), number(self.file.trim_mm[1]))
    }

    /// What it is printed with.
    fn inks(&self) -> Inks<'_> {
        Inks::of(self.file, self.copy.and_then(|copy| copy.pages).unwrap_or([1, self.file.pages]))
    }
}

/// The name of a file on lines that its column has room for, parted after a hyphen where there is one; what it ends with, such
/// as `.print.pdf`, stays whole.
fn parted(name: &str) -> String {
    // In bytes; the space after a number has two.
    const LONGEST: usize = 35;
    let stem = name.find(".print").unwrap_or(name.len());
    let mut rest = name;
    let mut lines = Vec::new();
    while rest.len() > LONGEST {
        let end = rest.floor_char_boundary(LONGEST);
        let hyphens = stem.saturating_sub(name.len() - rest.len()).min(end);
        let at = rest[..hyphens].rfind('-').map(|at| at + 1);
        // A name without a hyphen is parted before its ending, and only then anywhere.
        let at = at.or_else(|| Some(hyphens).filter(|at| *at > 0)).unwrap_or(end);
        let (line, after) = rest.split_at(at);
        lines.push(line);
        rest = after;
    }
    lines.push(rest);
    lines.join("\n")
}

/// Pages from and to.
fn span([first, last]: [usize; 2]) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// A value, or the sign that nothing is said.
fn said(value: Option<&str>) -> &str {
    value.unwrap_or(NONE)
}

/// A day in words, such as `15 december 2026`.
fn day(date: Date) -> String {
    let month = Lang::SV.months.get(usize::from(date.month) - 1);
    month.map_or_else(|| date.to_string(), |month| format!("{} {month} {}", date.day, date.year))
}

/// A number of copies as Swedish writes it.
pub(super) fn copies(number: u64) -> String {
    Lang::SV.number(number)
}

/// Where the invoice is sent: public bodies take electronic ones alone (lag 2018:1277).
fn e_invoice(peppol: &At<String>) -> RichText {
    RichText::plain(format!("Peppol-id {} (lag 2018:1277)", peppol.value))
}

/// Whom the print shop asks: the person or the office, and how to reach them.
fn contact(contact: &Contact, office: &str) -> RichText {
    let mut rich = RichText::plain(contact.name.as_ref().map_or(office, |name| &name.value));
    let phone = contact.phone.as_ref().map(|p| RichText::link(p.display(), &format!("tel:{}", p.dial())));
    let email = contact.email.as_ref().map(|e| RichText::link(e.as_str(), &format!("mailto:{}", e.as_str())));
    let url = contact.url.as_ref().filter(|_| phone.is_none() && email.is_none());
    let url = url.map(|url| RichText::link(url.display(), url.href()));
    for part in [phone, email, url].into_iter().flatten() {
        rich.push(", ", SpanStyle::default());
        rich.append(&part);
    }
    rich
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_of_files_are_parted_after_hyphens() {
        assert_eq!(parted("exempelblad-a3-poster-sv.print.pdf"), "exempelblad-a3-poster-sv.print.pdf");
        let long = "spara-och-anmal-a5-sv-exempelstad-exempelskolan.print.pdf";
        assert_eq!(parted(long), "spara-och-anmal-a5-sv-exempelstad-\nexempelskolan.print.pdf");
        // What comes before the ending may fill a line, and the ending is not parted.
        let full = "grooming-a5-sv-karlstad-ovningsskolan.print-x1a.pdf";
        assert_eq!(parted(full), "grooming-a5-sv-karlstad-\novningsskolan.print-x1a.pdf");
        let unbroken = format!("{}.print.pdf", "a".repeat(30));
        assert_eq!(parted(&unbroken), format!("{}\n.print.pdf", "a".repeat(30)));
    }
}
