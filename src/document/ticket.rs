//! The print shop's ticket: what is printed, on what, how often, until when and for whom. Its words are Swedish, as the
//! counties and their print shops are.

use crate::definition::{
    Contact, County, Date, Delivery, Format, FormatKind, Order, OrderItem, PrintPreset, Project, Publication,
};
use crate::diagnostic::{At, Diagnostic};
use crate::lang::Lang;
use crate::page::Metadata;
use crate::rules;
use crate::world::World;

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
    /// The file.
    pub file: &'a PrintFile,
    /// For whom the copies of this line are, if they have a recipient of their own.
    pub copy: Option<&'a PrintCopy>,
}

/// Where nothing is said.
const NONE: &str = "–";

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
                for file in own {
                    let line = TicketLine { item, publication, name: name.clone(), file, copy: None };
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
            "Sidor",
            "Falsning",
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
            headings.extend(["Mottagare", "Sidor i filen"]);
        }
        if checked {
            headings.push("Kontroll");
        }
        let mut rows = vec![headings.into_iter().map(str::to_owned).collect()];
        for line in &self.lines {
            let to: Vec<String> =
                self.addresses(line.item).map(|delivery| address(delivery, true).join(", ")).collect();
            let mut row = vec![
                line.file.path.clone(),
                line.file.sha256.clone(),
                line.title(),
                line.trim(),
                line.pages().to_string(),
                line.fold().to_owned(),
                said(line.item.paper.as_ref().map(|paper| paper.value.as_str())).to_owned(),
                line.colours().to_owned(),
                line.quantity().to_string(),
                self.order.deadline.value.to_string(),
                to.join("; "),
                contact(&self.county.contact, &self.county.office.value).text,
                self.preset.standard.title().to_owned(),
                self.preset.name.clone(),
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
            ("Märkning", own(&self.order.reference)),
            ("Leverans senast", Some(RichText::plain(day(self.order.deadline.value)))),
            ("Kontakt", Some(contact(&self.county.contact, &self.county.office.value))),
            ("Filformat", Some(RichText::plain(form))),
            ("Upplagor", self.recipients()),
            ("Övrigt", own(&self.order.note)),
        ];
        facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    fn leaflets(&self) -> Table {
        let columns = vec![
            Column::new("Trycksak", 56.0),
            Column::new("Format", 27.0),
            Column::new("Sidor", 12.0),
            Column::new("Färger", 13.0),
            Column::new("Papper", 30.0),
            Column::new("Falsning", 20.0),
            Column::numbers("Antal", 16.0),
        ];
        let row = |line: &TicketLine<'_>| {
            Row::words([
                line.about(),
                format!("{} mm", line.trim()),
                line.pages().to_string(),
                line.colours().to_owned(),
                said(line.item.paper.as_ref().map(|paper| paper.value.as_str())).to_owned(),
                line.fold().to_owned(),
                copies(line.quantity().into()),
            ])
        };
        Table { columns, rows: self.lines.iter().map(row).collect() }
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

    fn deliveries(&self) -> Table {
        let columns = vec![
            Column::new("Mottagare", 45.0),
            Column::new("Adress", 60.0),
            Column::new("Trycksak", 45.0),
            Column::numbers("Antal", 24.0),
        ];
        let row = |delivery: &Delivery| {
            let of = delivery.of.as_ref();
            let lines = self.leaflets_once().filter(|line| of.is_none_or(|part| part.takes(line.item)));
            let named: Vec<String> = lines.map(TicketLine::title).collect();
            let named = if of.is_some() { named.join(", ") } else { "alla".to_owned() };
            let quantity =
                delivery.quantity.as_ref().map_or("alla".to_owned(), |quantity| copies(quantity.value.into()));
            let called = [delivery.contact.as_ref().map(|c| c.value.clone()), phone(delivery)];
            let mut who = vec![delivery.name.value.clone()];
            who.extend(called.into_iter().flatten());
            Row::words([who.join("\n"), address(delivery, false).join("\n"), named, quantity])
        };
        Table { columns, rows: self.order.deliveries.iter().map(row).collect() }
    }

    fn files(&self) -> Table {
        let checked = self.lines.iter().any(|line| line.file.preflight.is_some());
        let mut columns = vec![Column::new("Fil", 50.0), Column::new("Kontrollsumma (SHA-256)", 90.0)];
        if checked {
            columns.push(Column::new("Kontroll", 28.0));
        }
        let row = |line: &TicketLine<'_>| {
            let name = line.file.path.rsplit('/').next().unwrap_or(&line.file.path);
            let result = checked.then(|| said(line.file.preflight.as_deref()).to_owned());
            Row::words([parted(name), line.file.sha256.clone()].into_iter().chain(result))
        };
        // A file with the pages of several recipients stands once.
        let first = |at: &usize| *at == 0 || self.lines[*at].file.path != self.lines[*at - 1].file.path;
        Table { columns, rows: (0..self.lines.len()).filter(first).map(|at| row(&self.lines[at])).collect() }
    }

    /// The addresses that an item goes to.
    fn addresses(&self, item: &'a OrderItem) -> impl Iterator<Item = &'a Delivery> {
        self.order.deliveries.iter().filter(move |d| d.of.as_ref().is_none_or(|part| part.takes(item)))
    }
}

impl TicketLine<'_> {
    /// What the leaflet is called on the paper: title and format, and the language where it is not Swedish.
    #[must_use]
    pub fn title(&self) -> String {
        let format = called(self.item.format);
        let lang = if self.item.lang == Lang::SV { String::new() } else { format!(" ({})", self.item.lang.name) };
        format!("{}, {format}{lang}", self.name)
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

    fn fold(&self) -> &str {
        self.item.fold.as_ref().map_or_else(|| folded(self.item.format), |fold| &fold.value)
    }

    /// Four inks on the front, and on the back where there is one.
    fn colours(&self) -> &'static str {
        if self.pages() > 1 { "4/4" } else { "4/0" }
    }
}

/// What a format is called in Swedish.
fn called(format: &Format) -> String {
    let size = format.name.split('-').next().unwrap_or_default().to_uppercase().replace('X', " × ");
    match format.name {
        "a4-roll-fold" => format!("{size} med rullfals"),
        "a4-z-fold" => format!("{size} med z-fals"),
        "a5-folder" => format!("{size}-folder"),
        "pocket-card" => "fickkort".to_owned(),
        _ if format.kind == FormatKind::Poster => format!("{size}-affisch"),
        _ => size,
    }
}

/// How a format is folded where the order does not say it.
fn folded(format: &Format) -> &'static str {
    match format.name {
        "a4-roll-fold" => "rullfals",
        "a4-z-fold" => "z-fals",
        "a5-folder" => "enkelfals",
        _ => "ingen",
    }
}

/// The name of a file on lines that its column has room for, parted after a hyphen or full stop where there is one.
fn parted(name: &str) -> String {
    const LONGEST: usize = 34;
    let mut rest = name;
    let mut lines = Vec::new();
    while rest.len() > LONGEST {
        let end = rest.floor_char_boundary(LONGEST);
        let at = rest[..end].rfind(['-', '.']).map_or(end, |at| at + 1);
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

/// A length without needless decimals, with a comma.
fn number(value: f32) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    rounded.to_string().replace('.', ",")
}

fn phone(delivery: &Delivery) -> Option<String> {
    delivery.phone.as_ref().map(|phone| phone.display().to_owned())
}

/// The lines of an address, with the name and the quantity where it stands alone.
fn address(delivery: &Delivery, alone: bool) -> Vec<String> {
    let mut parts = vec![delivery.address.value.clone(), delivery.town.value.clone()];
    if alone {
        parts.insert(0, delivery.name.value.clone());
        parts.extend(delivery.contact.as_ref().map(|contact| contact.value.clone()));
        parts.extend(phone(delivery));
        parts.extend(delivery.quantity.as_ref().map(|quantity| format!("{} ex", quantity.value)));
    }
    parts
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
    use crate::definition::FORMATS;

    #[test]
    fn long_names_of_files_are_parted_after_hyphens() {
        assert_eq!(parted("exempelblad-a3-poster-sv.print.pdf"), "exempelblad-a3-poster-sv.print.pdf");
        let long = "spara-och-anmal-a5-sv-exempelstad-exempelskolan.print.pdf";
        assert_eq!(parted(long), "spara-och-anmal-a5-sv-exempelstad-\nexempelskolan.print.pdf");
    }

    #[test]
    fn no_folded_format_is_ordered_flat() {
        for format in &FORMATS {
            let is_folded = (0..2).any(|page| !format.folds(page).is_empty()) || format.min_pages > 2;
            assert_eq!(folded(format) != "ingen", is_folded, "{}", format.name);
        }
    }

    #[test]
    fn formats_have_swedish_names() {
        let named = |name: &str| Format::named(name).map(called).unwrap_or_default();
        assert_eq!(["a5", "dl", "a5-folder", "pocket-card"].map(named), ["A5", "DL", "A5-folder", "fickkort"]);
        assert_eq!(["a4-roll-fold", "a4-z-fold"].map(named), ["A4 med rullfals", "A4 med z-fals"]);
        assert_eq!(["a3-poster", "50x70-poster"].map(named), ["A3-affisch", "50 × 70-affisch"]);
    }
}
