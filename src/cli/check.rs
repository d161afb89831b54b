//! `leaflet check`: everything that can be said of definitions and the pages they make, without a file written.

use std::sync::Arc;

use rayon::prelude::*;

use super::edition::Edition;
use super::since::{self, Texts};
use super::{Outcome, args, compose, copies, metrics, press, recipients, rules_page, screen, select, unused};
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, is_consequence};

/// Loads and lays out what is asked for, and tells what is to be said of it.
///
/// # Errors
/// What git refuses with `--since`, or the system when it gives no threads.
pub fn run(args: &args::Check) -> anyhow::Result<Outcome> {
    if args.rules {
        return Ok(Outcome { data: rules_page::markdown(), ..Outcome::default() });
    }
    let (loaded, mut findings) = select::load_all(&args.selection);
    let broken = findings.iter().any(Diagnostic::is_error);
    findings.extend(select::unknown_names(&loaded, &args.selection, broken));
    findings.extend(unused::check(&loaded, &args.selection));
    let mut leaflets = Vec::new();
    let (recipients, found) = recipients::read(&args.selection, &loaded);
    findings.extend(found);
    findings.extend(recipients.iter().flat_map(|to| copies::unnamed(&loaded, &args.selection, to)));
    let args = &args::Check { selection: since::narrowed(&args.selection, &loaded, Texts::All)?, ..*args };
    since::leave_out_others(&mut findings, &loaded, &args.selection, &[Edition::Web, Edition::Html, Edition::Social]);
    let mut passed = Vec::new();
    for select::Loaded { world, project, fonts } in &loaded {
        let of = if recipients.is_some() { compose::Workshop::for_copies } else { compose::Workshop::with };
        let workshop = of(Arc::clone(fonts));
        findings.extend(press::Presses::read(world, project).1);
        findings.extend(crate::check::pictures::logos(world, project));
        let advice = crate::check::advice::check(project).into_iter();
        findings.extend(advice.filter(|found| !select::is_of_another_text(found, &loaded, &args.selection)));
        if let Some(recipients) = &recipients {
            let (found, fine) = copies::check((world, project), &args.selection, &workshop, recipients)?;
            findings.extend(found);
            passed.extend(fine);
            continue;
        }
        let wanted = select::wanted(project, &args.selection, Draft::No);
        let composed: Vec<compose::Composed> = compose::on_threads(args.selection.jobs, || {
            wanted.par_iter().map(|w| compose::compose(world, project, *w, &workshop)).collect()
        })?;
        for (wanted, composed) in wanted.iter().zip(composed) {
            if !composed.findings.iter().any(Diagnostic::is_error) {
                passed.push(wanted.id());
            }
            findings.extend(composed.findings);
            leaflets.extend(composed.pages.map(|(_, metrics)| (wanted.id(), metrics)));
        }
        findings.extend(screen::check(world, project, &args.selection, &workshop));
    }
    if findings.iter().any(|found| found.is_error() && !is_consequence(found)) {
        findings.retain(|found| !is_consequence(found));
    }
    let notes = if findings.is_empty() { "nothing to mend\n".to_owned() } else { String::new() };
    let data = if args.metrics { metrics::write(&leaflets, args.selection.message_format) } else { String::new() };
    Ok(Outcome { findings, data, notes, passed, ..Outcome::default() })
}
