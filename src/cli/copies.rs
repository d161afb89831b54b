//! Copies for recipients: a leaflet for each in files of its own, and print files that hold all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::definition::{Addressee, PrintPreset, Project};
use crate::diagnostic::{Diagnostic, each_once};
use crate::document::{Draft, Wanted, title_of_file};
use crate::export::{self, ExportError};
use crate::limits;
use crate::page::{Bookmark, Pages};
use crate::rules;
use crate::units::Pt;
use crate::world::{World, WriteError};

use super::args::Selection;
use super::build::progress;
use super::compose::{Composed, Workshop, compose, on_threads};
use super::digest::Digest;
use super::edition::Edition;
use super::keys::{Keys, Making};
use super::ledger::Ledger;
use super::make::{Made, Output, Shop, draft_needed, printable};
use super::manifest::{self, Copies, File, Receiver};
use super::recipients::Recipients;
use super::select::{self, Loaded, is_meant};

/// Recipients whose names a finding tells.
const NAMED: usize = 5;

/// Makes the copies of every recipient, on all cores. A county is resolved for a recipient only while its leaflet is made, so
/// that memory does not grow with their number.
///
/// # Errors
/// When the system refuses threads or files.
pub(super) fn make(shop: &Shop<'_>, recipients: &Recipients) -> anyhow::Result<Vec<Made>> {
    let args = shop.args;
    // Which part of a shared build a leaflet falls to is decided by its recipient as well.
    let any = Selection { shard: None, ..args.selection.clone() };
    let leaflets = select::wanted(shop.project, &any, shop.draft());
    let jobs =
        || leaflets.iter().flat_map(|wanted| recipients.of(&wanted.county.slug).iter().map(move |to| (wanted, to)));
    let bar = progress(jobs().count());
    let ledger = Ledger::default();
    let one = |(number, (wanted, to)): (usize, (&Wanted<'_>, &Addressee))| {
        let county = to.county(wanted.county);
        let wanted = Wanted { county: &county, ..*wanted };
        if is_meant(&args.selection, &wanted.id()) {
            ledger.add(number, shop.leaflet(wanted)?);
        }
        bar.inc(1);
        Ok(())
    };
    let all = || -> Result<Vec<Made>, WriteError> {
        let mut merged_files = Vec::new();
        if args.edition.iter().any(|edition| shop.makes_of_pages(*edition)) {
            jobs().enumerate().collect::<Vec<_>>().into_par_iter().try_for_each(one)?;
        }
        if args.merge && args.edition.contains(&Edition::Print) {
            for wanted in leaflets.iter().filter(|wanted| is_meant(&args.selection, &wanted.merged_id())) {
                let to = recipients.of(&wanted.county.slug);
                if !to.is_empty() {
                    merged_files.push(merged(shop, *wanted, to)?);
                }
            }
        }
        Ok(merged_files)
    };
    let merged = on_threads(args.selection.jobs, all)??;
    bar.finish_and_clear();
    let mut made = ledger.into_all(shop.inputs)?;
    made.extend(merged);
    Ok(made)
}

/// Says that none of these editions has copies for recipients.
pub(super) fn without_edition(editions: &[Edition]) -> Option<Diagnostic> {
    let none = editions.iter().all(|edition| edition.is_for_screens());
    none.then(|| {
        Diagnostic::new(&rules::UNKNOWN_NAME, "there are no copies for recipients in the editions that are asked for")
            .on("--edition")
            .help("Name print, web, web-ua2 or png.")
    })
}

/// Publications whose copies for recipients would all be the same.
pub(super) fn unnamed(loaded: &[Loaded], selection: &Selection, recipients: &Recipients) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for Loaded { project, .. } in loaded {
        for Wanted { county, publication, .. } in select::wanted(project, selection, Draft::No) {
            let names = |text: &str| text.contains("{recipient.");
            let alike = recipients.of(&county.slug).iter().filter(|to| to.contact.is_none()).count();
            if alike < 2 || names(&publication.source.text) || names(&county.source.text) {
                continue;
            }
            let message = format!(
                "the copies of `{}` for {alike} recipients are all the same: no text names them",
                publication.id
            );
            let finding = Diagnostic::new(&rules::RECIPIENT_UNNAMED, message).at(&publication.title.place);
            found.push(finding.help(rules::RECIPIENT_UNNAMED.mend));
        }
    }
    // Each format of a publication has the same text.
    each_once(&found).into_iter().cloned().collect()
}

/// What is wrong or could be better in the copies of every recipient, and the names of those without an error.
///
/// # Errors
/// When the system refuses threads.
pub(super) fn check(
    (world, project): (&dyn World, &Project),
    selection: &Selection,
    workshop: &Workshop,
    recipients: &Recipients,
) -> anyhow::Result<(Vec<Diagnostic>, Vec<String>)> {
    let leaflets = select::wanted(project, &Selection { shard: None, ..selection.clone() }, Draft::No);
    let one = |(wanted, to): (&Wanted<'_>, &Addressee)| {
        let county = to.county(wanted.county);
        let wanted = Wanted { county: &county, ..*wanted };
        let meant = is_meant(selection, &wanted.id());
        meant.then(|| (wanted.id(), to.title(), compose(world, project, wanted, workshop).findings))
    };
    let jobs = leaflets.iter().flat_map(|wanted| recipients.of(&wanted.county.slug).iter().map(move |to| (wanted, to)));
    let jobs: Vec<_> = jobs.collect();
    let looked: Vec<_> = on_threads(selection.jobs, || jobs.into_par_iter().filter_map(one).collect())?;
    let (mut found, mut passed) = (Groups::default(), Vec::new());
    for (id, to, findings) in looked {
        for finding in &findings {
            found.add(&to, finding);
        }
        if !findings.iter().any(Diagnostic::is_error) {
            passed.push(id);
        }
    }
    Ok((found.told().collect(), passed))
}

/// The print file of one leaflet for all recipients of its county.
fn merged(shop: &Shop<'_>, wanted: Wanted<'_>, to: &[Addressee]) -> Result<Made, WriteError> {
    let county = wanted.county;
    let id = wanted.merged_id();
    let mut made = Made::nothing(&county.slug, id.clone());
    if to.len() > limits::MERGED_RECIPIENTS {
        let message =
            format!("{id} would have {} recipients in one file; at most {} go", to.len(), limits::MERGED_RECIPIENTS);
        let help = "Leave --merge out, or part the table.";
        made.besides.push(Diagnostic::new(&rules::TOO_LONG, message).on(id).help(help));
        return Ok(made);
    }
    let theirs = |to: &Addressee| to.county(county);
    if let Some(county) = to.iter().map(theirs).find(|county| !printable(shop.project, &Wanted { county, ..wanted })) {
        made.besides.push(draft_needed(&Wanted { county: &county, ..wanted }));
        return Ok(made);
    }
    let key_of = |to: &Addressee| Some((to.title(), shop.keys.leaflet(Wanted { county: &theirs(to), ..wanted })?));
    let parts: Option<Vec<(String, Digest)>> = to.par_iter().map(key_of).collect();
    let key = parts.as_deref().map(Keys::merged);
    made.findings.key = key.map(|key| shop.keys.findings(key, county, &[&wanted.publication.source.text], "merged"));
    let making = Making { preset: shop.project.preset(county), ..Making::of(Edition::Print) };
    let file_key = key.map(|key| shop.keys.file(key, making));
    let fresh = shop.fresh(&county.slug, &id, file_key, |_| inputs(&wanted, making.preset, to));
    if let Some(files) = &fresh
        && let Some(found) = shop.found_before(&county.slug, &id, made.findings.key)
    {
        made.findings.found = found;
        made.outputs = files.iter().map(|output| again(&output.file, to)).collect();
        return Ok(made);
    }
    let file_key = file_key.unwrap_or_default();
    if shop.args.again.check_only && fresh.is_none() {
        made.besides = shop.missing(&county.slug, &id, &making, file_key);
    }
    let one =
        |to: &Addressee| compose(shop.world, shop.project, Wanted { county: &theirs(to), ..wanted }, shop.workshop);
    let composed: Vec<Composed> = to.par_iter().map(one).collect();
    let (mut found, mut pages) = (Groups::default(), Vec::new());
    for (to, Composed { pages: of_one, findings }) in to.iter().zip(composed) {
        for finding in &findings {
            found.add(&to.title(), finding);
        }
        pages.extend(of_one.map(|(of_one, _)| (to, of_one)));
    }
    made.findings.found = found.told().collect();
    if let Some(files) = fresh {
        made.outputs = files.iter().map(|output| again(&output.file, to)).collect();
    } else if pages.len() == to.len() && !shop.args.again.check_only {
        match write(shop, &wanted, to, pages, making) {
            Ok(written) => {
                for (file, bytes) in written {
                    made.outputs.push(shop.stage(File { key: file_key, ..file }, &bytes)?);
                }
            }
            Err(error) => made.findings.found.extend(error.diagnostics(&id)),
        }
    }
    Ok(made)
}

/// The project paths that a file for all these recipients is made from: the table that names them is one.
fn inputs(wanted: &Wanted<'_>, preset: Option<&PrintPreset>, to: &[Addressee]) -> Vec<String> {
    let mut paths = manifest::inputs(wanted, preset);
    paths.extend(to.first().map(|to| to.file.clone()));
    paths.sort();
    paths
}

/// A file that stands, with the table and the quantities of today.
fn again(file: &File, to: &[Addressee]) -> Output {
    let pages = file.recipients.iter().flat_map(|copies| copies.to.iter().map(|receiver| receiver.pages));
    let table = to.first().map(|to| to.file.clone());
    let to: Vec<Receiver> = to.iter().zip(pages).map(|(to, pages)| Receiver::new(to, pages)).collect();
    let now = |copies: &Copies| Copies { table: table.unwrap_or_else(|| copies.table.clone()), to, ..*copies };
    let recipients = file.recipients.as_ref().map(now);
    Output { file: Arc::new(File { recipients, ..file.clone() }), staged: None }
}

/// All pages in one print file, with its entry in the manifest.
fn write(
    shop: &Shop<'_>,
    wanted: &Wanted<'_>,
    to: &[Addressee],
    parts: Vec<(&Addressee, Pages)>,
    making: Making<'_>,
) -> Result<Vec<(File, Vec<u8>)>, ExportError> {
    let Some((table, first)) = parts.first().map(|(to, pages)| (to.file.clone(), pages.clone())) else {
        return Ok(Vec::new());
    };
    let mut all = Pages { pages: Vec::new(), folds: Vec::new(), bookmarks: Vec::new(), ..first };
    all.metadata.id = wanted.merged_id();
    all.metadata.title = title_of_file(wanted.county, wanted.publication);
    let mut receivers = Vec::new();
    for (to, pages) in parts {
        let first = all.pages.len();
        all.bookmarks.push(Bookmark { title: to.title(), level: 1, page: first, y: Pt::ZERO });
        // Pages beyond the list are flat.
        all.folds.resize(first, Vec::new());
        all.folds.extend(pages.folds);
        all.pages.extend(pages.pages);
        receivers.push(Receiver::new(to, Some([first + 1, all.pages.len()])));
    }
    let pressed = making.preset.and_then(|preset| Some((preset, shop.presses.named(&preset.name)?)));
    let Some((preset, profile)) = pressed else { return Ok(Vec::new()) };
    let bytes = export::print::write_merged(&all, profile, shop.resources)?;
    let mut files = manifest::files(wanted, Edition::Print, &all, Some(preset), vec![bytes]);
    for (file, _) in &mut files {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let folder = all.metadata.id.rsplit_once('/').map_or("", |(folder, _)| folder);
        file.path = format!("{folder}/{name}");
        file.inputs = inputs(wanted, Some(preset), to).into();
        file.recipients = Some(Copies { table: table.clone(), merged: true, to: receivers.clone() });
    }
    Ok(files)
}

/// Everything that is said of these leaflets. What is said of several recipients' copies alike is said once, with their names.
pub(super) fn told(made: &[Made]) -> Vec<Diagnostic> {
    let (mut own, mut theirs) = (Vec::new(), Groups::default());
    for one in made {
        match &one.to {
            None => own.extend(one.said().cloned()),
            Some(to) => one.said().for_each(|finding| theirs.add(to, finding)),
        }
    }
    own.extend(theirs.told());
    own
}

/// What two findings that are told as one have in common: rule, message, and the file and byte that they speak of.
type Alike = (&'static str, String, Option<(String, usize)>);

/// Findings in the copies of recipients, alike ones once, each with those whom it concerns.
#[derive(Default)]
struct Groups {
    groups: Vec<Group>,
    known: BTreeMap<Alike, usize>,
}

/// A finding in the copies of several recipients.
struct Group {
    finding: Diagnostic,
    /// The first of them.
    names: Vec<String>,
    /// All of them: a recipient may have copies of several leaflets.
    of: BTreeSet<String>,
}

impl Groups {
    /// Adds a finding in the copies of this recipient.
    fn add(&mut self, to: &str, finding: &Diagnostic) {
        let place = finding.place.as_ref().map(|place| (place.source.path.clone(), place.span.start));
        let alike = (finding.rule.code, finding.message.clone(), place);
        let at = *self.known.entry(alike).or_insert_with(|| {
            self.groups.push(Group { finding: finding.clone(), names: Vec::new(), of: BTreeSet::new() });
            self.groups.len() - 1
        });
        let Some(group) = self.groups.get_mut(at) else { return };
        if group.of.insert(to.to_owned()) && group.names.len() < NAMED {
            group.names.push(to.to_owned());
        }
    }

    /// The findings with the names.
    fn told(self) -> impl Iterator<Item = Diagnostic> {
        self.groups.into_iter().map(|Group { finding, names, of }| {
            let more = of.len().saturating_sub(names.len());
            let others = if more > 0 { format!("; and {more} more") } else { String::new() };
            let said = names.join("; ") + &others;
            Diagnostic { message: format!("{} (for {said})", finding.message), ..finding }
        })
    }
}
