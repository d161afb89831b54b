//! `leaflet order`: the print shop's ticket and the distribution list, beside the print files that they speak of.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::document::paper::Paper;
use crate::document::ticket::{PrintFile, Ticket};
use crate::export::{self, Resources};
use crate::layout;
use crate::world::World;

use super::Outcome;
use super::args::{Build, Edition, Order, Selection};
use super::build::{build, folder};
use super::compose::Workshop;
use super::manifest::File;
use super::select::{Loaded, load_all};

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
        // Nothing but what is ordered is built.
        selection.publication = items.iter().map(|item| item.publication.value.clone()).collect();
        selection.format = items.iter().map(|item| item.format.name.to_owned()).collect();
        selection.lang = items.iter().map(|item| item.lang.code.to_owned()).collect();
        let (edition, out) = (vec![Edition::Print], args.out.clone());
        let built = build(&Build { selection, edition, out, draft: false, ppi: 150, n_up: None, json: false })?;
        files = built.0.iter().map(print_file).collect();
        // The build says all that loading says.
        findings = built.1;
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

/// A built file as the ticket knows it. The result of a preflight enters here.
fn print_file(file: &File) -> PrintFile {
    PrintFile {
        path: file.path.clone(),
        sha256: file.sha256.clone(),
        pages: file.pages,
        trim_mm: file.trim_mm,
        publication: file.publication.clone(),
        format: file.format.to_owned(),
        lang: file.lang.to_owned(),
        preflight: None,
    }
}

/// The papers by name: the ticket, and the distribution list where there is one.
fn papers(ticket: &Ticket<'_>, workshop: &Workshop) -> Result<Vec<NamedPaper>, Vec<Diagnostic>> {
    let resources = Resources::new(&workshop.fonts);
    let pdf = |paper: &Paper| {
        let pages = layout::paper::layout(paper, &workshop.faces)?;
        export::web::write(&pages, &resources).map_err(|error| error.diagnostics(&paper.metadata.id))
    };
    let csv = |rows: Vec<Vec<String>>, name: &str| export::csv::write(&rows).map_err(|error| error.diagnostics(name));
    let mut papers = vec![("order.pdf", pdf(&ticket.paper())?), ("order.csv", csv(ticket.rows(), "order.csv")?)];
    if let Some(list) = ticket.distribution() {
        papers.push(("distribution.pdf", pdf(&list)?));
        papers.push(("distribution.csv", csv(ticket.distribution_rows(), "distribution.csv")?));
    }
    Ok(papers)
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
