//! `leaflet order`: the print shop's ticket and the distribution list, beside the print files that they speak of.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::definition::{County, Format, OrderItem, PrintPreset, PrintStandard, titled};
use crate::diagnostic::{Diagnostic, Level};
use crate::document::paper::Paper;
use crate::document::ticket::{PrintCopy, PrintFile, RECIPIENT, Ticket};
use crate::export::{self, Resources};
use crate::layout;
use crate::preflight::{Finding, Options, Standard};
use crate::rules;
use crate::world::World;

use super::args::{Again, Build, Order, PPI, Selection};
use super::build::{build, folder};
use super::compose::{Workshop, on_threads};
use super::edition::Edition;
use super::make::Shop;
use super::manifest::{File, Receiver};
use super::select::{Loaded, load_all};
use super::{Outcome, catalogue, preflight};

/// The ticket's rows for spreadsheets and other programs.
const ROWS: &str = "order.csv";

/// A finished paper and the name of its file.
type NamedPaper = (&'static str, Vec<u8>);

/// Builds the print files of what a county orders, and writes the papers that go with them.
///
/// # Errors
/// When the system refuses threads or files.
pub fn run(args: &Order) -> anyhow::Result<Outcome> {
    let mut selection = Selection {
        targets: vec![args.target.clone()],
        print_profile: args.print_profile.clone(),
        message_format: args.message_format,
        recipients: args.recipients.clone(),
        ..Selection::default()
    };
    let (loaded, mut findings) = load_all(&selection);
    let asked = loaded.first().and_then(|l| Some((l, l.project.county(l.project.targets.first()?)?)));
    let Some((Loaded { world, project, fonts }, county)) = asked else {
        return Ok(Outcome { findings, ..Outcome::default() });
    };
    let items = county.order.as_ref().map_or(&[][..], |order| &order.items);
    let mut files = Vec::new();
    if !items.is_empty() {
        // Nothing but what is ordered is built: not each publication in each format that something is ordered in.
        let exact = |item: &OrderItem| [&item.publication.value, item.format.name, item.lang.code].map(str::to_owned);
        selection.exact = Some(items.iter().map(exact).collect());
        selection.publication = items.iter().map(|item| item.publication.value.clone()).collect();
        selection.format = items.iter().map(|item| item.format.name.to_owned()).collect();
        selection.lang = items.iter().map(|item| item.lang.code.to_owned()).collect();
        let (edition, out) = (vec![Edition::Print], args.out.clone());
        let built = build(&Build {
            selection,
            edition,
            out,
            draft: false,
            ppi: PPI,
            n_up: None,
            merge: args.merge,
            json: false,
            again: Again::default(),
            summary: None,
        })?;
        let preset = project.preset(county);
        let folder = folder(&args.out)?;
        // The build says all that loading says.
        findings = built.findings;
        // Thousands of recipients may have files of their own.
        let look =
            |file: &Arc<File>| preset.map(|preset| preflighted(&folder.join(&file.path), file, preset)).transpose();
        let checked: anyhow::Result<Vec<_>> = on_threads(None, || built.files.par_iter().map(look).collect())?;
        for (file, checked) in built.files.iter().zip(checked?) {
            let (words, errors) = checked.unzip();
            findings.extend(errors.unwrap_or_default());
            files.extend(preset.and_then(|preset| print_file(file, preset, words)));
        }
        findings.extend(sums(county, &built.files));
    }
    // What is ordered is no draft.
    for finding in findings.iter_mut().filter(|finding| finding.rule == &rules::DRAFT_NEEDED) {
        finding.help = Some("Fill in phone, email or url under [contact]; a draft is not ordered.".to_owned());
    }
    if findings.iter().any(Diagnostic::is_error) {
        return Ok(Outcome { findings, ..Outcome::default() });
    }
    let workshop = Workshop::with(Arc::clone(fonts));
    let made = Ticket::new(world, project, county, &files).and_then(|ticket| papers(&ticket, &workshop));
    let mut notes = String::new();
    match made {
        Ok(papers) => {
            write(world, &folder(&args.out)?.join(&county.slug), &papers)?;
            let names: Vec<&str> = papers.iter().map(|(name, _)| *name).collect();
            notes = format!("{} in {}\n", names.join(", "), args.out.join(&county.slug).display());
        }
        Err(found) => findings.extend(found),
    }
    Ok(Outcome { findings, notes, ..Outcome::default() })
}

/// What does not add up between the order and the copies for recipients.
fn sums(county: &County, files: &[Arc<File>]) -> Vec<Diagnostic> {
    let sum = |item: &OrderItem| {
        let its = files.iter().filter(|file| {
            file.publication == item.publication.value && file.format == item.format.name && file.lang == item.lang.code
        });
        let to: Vec<&Receiver> =
            its.filter_map(|file| file.recipients.as_ref()).flat_map(|copies| &copies.to).collect();
        (!to.is_empty()).then(|| to.iter().map(|receiver| u64::from(receiver.quantity)).sum())
    };
    county.order.as_ref().map(|order| crate::check::order::recipients(order, sum)).unwrap_or_default()
}

/// A built file as the ticket knows it; none if it has no pages.
fn print_file(file: &File, preset: &PrintPreset, preflight: Option<String>) -> Option<PrintFile> {
    Some(PrintFile {
        path: file.path.clone(),
        sha256: file.sha256.to_string(),
        pages: file.pages?,
        spots: file.spots.clone(),
        trim_mm: file.trim_mm?,
        publication: file.publication.clone(),
        format: file.format.clone(),
        lang: file.lang.clone(),
        preflight,
        profile: in_swedish(&preset.about),
        copies: file.recipients.iter().flat_map(|copies| &copies.to).map(copy).collect(),
    })
}

/// A text of the program in the language of the ticket; what a print shop wrote itself stays as it is.
fn in_swedish(english: &str) -> String {
    catalogue::swedish(english).unwrap_or_else(|| english.to_owned())
}

/// Copies for a recipient as the ticket knows them.
fn copy(to: &Receiver) -> PrintCopy {
    PrintCopy { title: titled(&to.name, to.municipality.as_deref()), quantity: to.quantity, pages: to.pages }
}

/// What the preflight of a written file came to by the limits of its print profile, in the words of the ticket, and the errors
/// that keep it from being ordered.
fn preflighted(path: &Path, file: &File, preset: &PrintPreset) -> anyhow::Result<(String, Vec<Diagnostic>)> {
    let distance = Format::named(&file.format).map_or(1.0, |format| format.viewing_distance.0 / 1000.0);
    let options = Options {
        standard: Some(match preset.standard {
            PrintStandard::X4 => Standard::Print,
            PrintStandard::X1a => Standard::X1a,
        }),
        ink: preset.ink,
        viewing_metres: distance.max(1.0),
        safe: preset.safe,
        bleed: preset.bleed,
        trim: None,
        draw: false,
    };
    let findings = preflight::one(path, options)?;
    let [errors, warnings] = [Level::Error, Level::Warning].map(|level| preflight::count(&findings, level));
    let level = if errors > 0 { Level::Error } else { Level::Warning };
    let titles: BTreeSet<&str> = findings.iter().filter(|f| f.rule.level == level).map(|f| f.rule.title).collect();
    let titles = titles.into_iter().map(in_swedish).collect::<Vec<_>>().join("; ");
    let words = match (errors, warnings) {
        (0, 0) => "utan anmärkning".to_owned(),
        (0, 1) => format!("1 varning: {titles}"),
        (0, count) => format!("{count} varningar: {titles}"),
        (1, _) => format!("1 fel: {titles}"),
        (count, _) => format!("{count} fel: {titles}"),
    };
    let told = Finding::diagnostics(&findings, &file.path).into_iter().filter(Diagnostic::is_error);
    Ok((words, told.collect()))
}

/// The papers by name: the ticket, and the distribution list where there is one.
fn papers(ticket: &Ticket<'_>, workshop: &Workshop) -> Result<Vec<NamedPaper>, Vec<Diagnostic>> {
    let resources = Resources::new(&workshop.fonts);
    let pdf = |paper: &Paper| {
        let pages = layout::paper::layout(paper, &workshop.faces)?;
        export::web::write(&pages, &resources).map_err(|error| error.diagnostics(&paper.metadata.id))
    };
    let csv = |rows: Vec<Vec<String>>, name: &str| export::csv::write(&rows).map_err(|error| error.diagnostics(name));
    let mut papers = vec![("order.pdf", pdf(&ticket.paper())?), (ROWS, csv(ticket.rows(), ROWS)?)];
    if let Some(list) = ticket.distribution() {
        papers.push(("distribution.pdf", pdf(&list)?));
        papers.push(("distribution.csv", csv(ticket.distribution_rows(), "distribution.csv")?));
    }
    Ok(papers)
}

/// What is wrong with a ticket that an earlier order left in a county's folder: it names files by bytes that they have no more,
/// says something else of them than the order does now, or cannot be read.
pub(super) fn outdated(shop: &Shop<'_>, county: &str, files: &[Arc<File>], gone: &[&Arc<File>]) -> Option<Diagnostic> {
    let written = shop.world.written_before(&shop.out.join(county).join(ROWS))?;
    let old = |message: String| {
        let help = "if it has not been sent yet, make it again with `leaflet order`";
        Diagnostic::new(&rules::ORDER_OLD, message).on(format!("{county}/{ROWS}")).help(help)
    };
    // A spreadsheet program may have saved it in another encoding, or with a cell too many.
    let Ok(rows) = export::csv::read(&written) else {
        return Some(old("it cannot be read, so that nobody can tell whether the order still holds".to_owned()));
    };
    let cells = |row: &'_ Vec<String>| Some((row.first()?.clone(), row.get(1)?.clone()));
    let changed = |(path, sha256): &(String, String)| {
        gone.iter().any(|file| file.path == *path)
            || files.iter().any(|file| file.path == *path && file.sha256.to_string() != *sha256)
    };
    let another = rows.iter().filter_map(cells).find(changed);
    Some(old(match another {
        Some((path, _)) => format!("the order was made with another {path} than there is now"),
        None => otherwise(&rows, &rows_now(shop, county, files)?)?,
    }))
}

/// The rows of the ticket that these files would get now; none where something that is ordered is not among them.
fn rows_now(shop: &Shop<'_>, county: &str, files: &[Arc<File>]) -> Option<Vec<Vec<String>>> {
    let print = files.iter().filter(|file| file.edition == Edition::Print);
    let county = shop.project.county(county)?;
    let preset = shop.project.preset(county)?;
    let print: Vec<PrintFile> = print.filter_map(|file| print_file(file, preset, None)).collect();
    let ticket = Ticket::new(shop.world, shop.project, county, &print).ok()?;
    let bytes = export::csv::write(&ticket.rows()).ok()?;
    export::csv::read(&bytes).ok()
}

/// What the first row says otherwise than the same row does now; none where the rows are of other files, such as those of
/// recipients. Only columns that both have are compared: the check is made with the order alone.
fn otherwise(rows: &[Vec<String>], now: &[Vec<String>]) -> Option<String> {
    let (headings, headings_now) = (rows.first()?, now.first()?);
    let same = headings.iter().zip(headings_now).take_while(|(old, new)| old == new).count();
    // An order of copies for recipients says who they are; a build without them knows of no row of it, nor the other way round.
    let for_recipients = |headings: &[String]| headings.iter().any(|heading| heading == RECIPIENT);
    if same < headings_now.len() || for_recipients(headings) != for_recipients(headings_now) {
        return None;
    }
    if rows.len() != now.len() {
        let rows_of = |count: usize| if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
        let (had, has) = (rows_of(rows.len() - 1), rows_of(now.len() - 1));
        return Some(format!("the order has {had}, and would have {has} now"));
    }
    if rows.iter().zip(now).any(|(old, new)| old.first() != new.first()) {
        return None;
    }
    let mut cells = rows.iter().zip(now).flat_map(|(old, new)| old.iter().zip(new).take(same).zip(headings));
    let ((old, new), heading) = cells.find(|((old, new), _)| old != new)?;
    Some(format!("the order says “{old}” under “{heading}”, and would say “{new}” now"))
}

/// Writes the papers into a folder, and takes away a list that is there no more.
fn write(world: &dyn World, folder: &Path, papers: &[NamedPaper]) -> anyhow::Result<()> {
    for name in ["distribution.pdf", "distribution.csv"] {
        if !papers.iter().any(|(made, _)| *made == name) {
            world.remove(&folder.join(name))?;
        }
    }
    for (name, bytes) in papers {
        world.write(&folder.join(name), bytes)?;
    }
    Ok(())
}
