//! Gives finished files their names, county by county, removes what is no longer made, and writes the manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::definition::{County, paths};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::world::{ReadError, Staged, WriteError};

use super::args::Selection;
use super::build::{Built, before};
use super::digest::Digest;
use super::edition::Edition;
use super::make::{Made, Output, Shop, stale};
use super::manifest::File;
use super::record::{self, Findings, Record};
use super::round::Rounds;
use super::select::is_meant;
use super::shard::Shard;
use super::{copies, merge, order, verify};

/// What was found on loading, by the file that it stands in.
pub(super) struct Loading {
    by_file: BTreeMap<String, Vec<Diagnostic>>,
    anywhere: Vec<Diagnostic>,
}

impl Loading {
    /// These findings.
    pub fn new(findings: &[Diagnostic]) -> Loading {
        let mut loading = Loading { by_file: BTreeMap::new(), anywhere: Vec::new() };
        for finding in findings {
            match &finding.place {
                Some(place) => {
                    loading.by_file.entry(place.source.path.clone()).or_default().push(finding.clone());
                }
                None => loading.anywhere.push(finding.clone()),
            }
        }
        loading
    }

    /// Those that speak of what these files were made from.
    fn of(&self, files: &[Arc<File>]) -> Vec<Diagnostic> {
        let inputs: BTreeSet<&String> = files.iter().flat_map(|file| file.inputs.iter()).collect();
        let theirs = inputs.into_iter().filter_map(|path| self.by_file.get(path)).flatten();
        self.anywhere.iter().chain(theirs).cloned().collect()
    }
}

/// Publishes the files of every county without errors, and its manifest; removes what an earlier build made and this one was
/// asked for but does not make any more. With `--check-only` it says what it would remove.
///
/// # Errors
/// When the system refuses. What was published until then stands whole.
pub(super) fn settle(shop: &Shop<'_>, made: Vec<Made>, loading: &Loading, built: &mut Built) -> Result<(), WriteError> {
    // Each part of a build that is shared out leaves a manifest for every county, so that none can be missed; and where
    // nothing is made, something may be no longer made.
    let mut counties: BTreeMap<String, Vec<Made>> =
        shop.project.targets.iter().map(|slug| (slug.clone(), Vec::new())).collect();
    for one in made {
        counties.entry(one.county.clone()).or_default().push(one);
    }
    let mut rounds = Rounds::default();
    for (county, made) in counties {
        // What is only not ready for print does not hold back the web edition; what is stale is told of each file.
        let passing = [rules::DRAFT_NEEDED.code, rules::OUTPUT_STALE.code];
        let stops = |f: &Diagnostic| f.is_error() && !passing.contains(&f.rule.code);
        let halted = made.iter().flat_map(Made::said).any(stops);
        let said = copies::told(&made);
        if !halted {
            let round = shop.args.selection.shard.map(|_| rounds.of(shop, &county));
            settle_county(shop, &county, (made, round), loading, built)?;
        } else if let Some(shard) = shop.args.selection.shard.filter(|_| !shop.args.again.check_only) {
            fail(shop, &county, shard)?;
        }
        built.findings.extend(said);
    }
    Ok(())
}

/// Leaves word that a part of a county has errors: other parts do not know of them.
fn fail(shop: &Shop<'_>, county: &str, shard: Shard) -> Result<(), WriteError> {
    let (mut record, _) = Record::read(shop.world, shop.out, county, &shard.manifest());
    record.failed = true;
    county.clone_into(&mut record.county);
    record.write(shop.world, &shop.out.join(county).join(shard.manifest()))
}

/// Removes a file, and the folders that hold nothing without it.
fn remove(shop: &Shop<'_>, path: &Path) -> Result<(), WriteError> {
    shop.world.remove(path)?;
    // Another part of the build may be about to write there; who joins them tidies.
    if shop.args.selection.shard.is_none() {
        shop.world.tidy(path, shop.out);
    }
    Ok(())
}

/// What a build made of a county, beside what earlier builds left of it.
struct OfCounty<'a> {
    county: &'a str,
    /// The files that this build makes, or leaves as they stand.
    files: Vec<Arc<File>>,
    /// Those of them that wait to be published.
    waiting: Vec<(Arc<File>, Staged)>,
    /// What was looked at, with what was found in it.
    looked: Vec<Findings>,
    /// What is said besides.
    told: Vec<Diagnostic>,
    /// Files of earlier builds that this one was asked for and does not make any more.
    gone: Vec<&'a Arc<File>>,
    /// Files of earlier builds that this one was not asked for.
    kept: Vec<&'a Arc<File>>,
    /// Parts of a build that was shared out, which were never joined.
    parts: Vec<Shard>,
}

/// Brings the folder of a county up to what was made of it; with `--check-only` it says what is not. `round` is what the parts
/// of a shared build have in common.
fn settle_county(
    shop: &Shop<'_>,
    county: &str,
    (made, round): (Vec<Made>, Option<Digest>),
    loading: &Loading,
    built: &mut Built,
) -> Result<(), WriteError> {
    let (mut files, mut looked, mut told, mut waiting) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for Made { outputs, findings, besides, .. } in made {
        for Output { file, staged } in outputs {
            match staged {
                Some(staged) => waiting.push((Arc::clone(&file), staged)),
                None => built.unchanged.push(file.path.clone()),
            }
            files.push(file);
        }
        looked.push(findings);
        told.extend(besides);
    }
    let made_now: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let old = old_files(shop, county);
    let (gone, kept): (Vec<_>, Vec<_>) =
        old.iter().filter(|old| !made_now.contains(old.path.as_str())).partition(|old| asked(shop, county, old));
    // An order makes its ticket after this.
    if shop.args.selection.exact.is_none() {
        built.findings.extend(order::outdated(shop, county, &files, &gone));
    }
    let is_part = shop.args.selection.shard.is_some();
    let parts = if is_part { Vec::new() } else { merge::parts(shop.world, &shop.out.join(county)) };
    let of_county = OfCounty { county, files, waiting, looked, told, gone, kept, parts };
    if shop.args.again.check_only {
        compare(shop, of_county, loading, built);
        return Ok(());
    }
    publish(shop, of_county, round, loading, built)
}

/// The files that earlier builds left of a county.
fn old_files<'a>(shop: &'a Shop<'_>, county: &str) -> &'a [Arc<File>] {
    shop.before.get(county).map_or(&[], |record| &record.files)
}

/// Says what a build would remove, and whether it would write the manifest otherwise.
fn compare(shop: &Shop<'_>, of_county: OfCounty<'_>, loading: &Loading, built: &mut Built) {
    let OfCounty { county, mut files, looked, mut told, gone, kept, parts, .. } = of_county;
    // What would be made again is not gone: its files have been told, those of them that are wrong.
    let faulty: BTreeSet<&str> = told.iter().filter_map(|found| found.subject.as_deref()).collect();
    let of = |file: &File| (file.unit(), file.edition);
    let old = old_files(shop, county);
    let remade: BTreeSet<_> =
        old.iter().filter(|file| faulty.contains(file.path.as_str())).map(|file| of(file)).collect();
    let gone = gone.iter().filter(|file| !remade.contains(&of(file))).map(|file| file.path.clone());
    let gone: Vec<String> = gone.chain(parts.iter().map(|part| format!("{county}/{}", part.manifest()))).collect();
    built.findings.extend(gone.iter().map(|path| stale(path, "is no longer made")));
    built.files.extend(files.iter().cloned());
    // Whatever a build would make again or remove changes the manifest too.
    let changes = !gone.is_empty() || told.iter().any(|found| found.rule.code == rules::OUTPUT_STALE.code);
    if !changes && !files.is_empty() && shop.args.selection.shard.is_none() {
        files.extend(kept.into_iter().cloned());
        told.extend(loading.of(&files));
        let path = shop.out.join(county).join(record::NAME);
        if !record(shop, county, files, &told, looked).stands(shop.world, &path) {
            built.findings.push(stale(&format!("{county}/{}", record::NAME), "is out of date"));
        }
    }
}

/// Gives the files their names, removes those that are gone, and writes the manifest.
fn publish(
    shop: &Shop<'_>,
    of_county: OfCounty<'_>,
    round: Option<Digest>,
    loading: &Loading,
    built: &mut Built,
) -> Result<(), WriteError> {
    let OfCounty { county, mut files, waiting, looked, mut told, gone, kept, parts } = of_county;
    let shard = shop.args.selection.shard;
    let path = shop.out.join(county).join(shard.map_or_else(|| record::NAME.to_owned(), Shard::manifest));
    let old = old_files(shop, county);
    let known: BTreeSet<&str> = old.iter().map(|file| file.path.as_str()).collect();
    if waiting.iter().any(|(file, _)| !known.contains(file.path.as_str())) {
        // If this build does not come to its end, the next one knows its files as well, and may remove them.
        let all = old.iter().chain(&files).cloned().collect();
        record(shop, county, all, &[], Vec::new()).write(shop.world, &path)?;
    }
    for (file, staged) in waiting {
        shop.world.publish(&shop.out.join(&file.path), staged)?;
    }
    for file in &gone {
        remove(shop, &shop.out.join(&file.path))?;
        built.removed.push(file.path.clone());
    }
    built.files.extend(files.iter().cloned());
    if files.is_empty() && gone.is_empty() && shard.is_none() && parts.is_empty() {
        return Ok(());
    }
    let kept = kept.into_iter().cloned();
    if shard.is_some() {
        // What stands besides is not this part's to list, but what was found there on loading is new for all.
        told.extend(loading.of(&files.iter().cloned().chain(kept).collect::<Vec<_>>()));
    } else {
        files.extend(kept);
        told.extend(loading.of(&files));
    }
    if files.is_empty() && shard.is_none() {
        remove(shop, &path)?;
    } else {
        let mut record = record(shop, county, files, &told, looked);
        record.asked = round;
        record.write(shop.world, &path)?;
    }
    // What was never joined is in the manifest of the whole now.
    parts.iter().try_for_each(|part| remove(shop, &shop.out.join(county).join(part.manifest())))
}

/// The manifest of a county, or of its part.
fn record(shop: &Shop<'_>, county: &str, files: Vec<Arc<File>>, told: &[Diagnostic], looked: Vec<Findings>) -> Record {
    let name = shop.project.county(county).map(|county| county.name.value.clone());
    // What others of the same build look at is theirs to tell.
    let none = Record::default();
    let before = shop.args.selection.shard.is_none().then(|| shop.before.get(county).unwrap_or(&none));
    Record::new((county, name), files, told, looked, before)
}

/// Whether a file of an earlier build is one that this build was asked for.
fn asked(shop: &Shop<'_>, county: &str, file: &File) -> bool {
    is_meant(&shop.args.selection, &file.unit()) && is_of_kind(shop, county, file)
}

/// Whether a file of an earlier build is of a kind that this build was asked for, whichever part makes it.
fn is_of_kind(shop: &Shop<'_>, county: &str, file: &File) -> bool {
    let standard = shop.project.county(county).map(|c| shop.project.preset(c).map_or("", |p| p.standard.title()));
    is_selected(shop, file)
        && (is_of_edition(shop, file) || is_of_gone(shop, county, file))
        // A delivery in another standard has a file of its own, which stays.
        && file.standard.as_ref().is_none_or(|made_as| standard.is_none_or(|standard| made_as == standard))
}

/// Whether a file of an earlier build is of an edition that this build was asked for, and for recipients if it makes such.
fn is_of_edition(shop: &Shop<'_>, file: &File) -> bool {
    file.recipients.is_some() == shop.recipients.is_some() && shop.args.edition.contains(&file.edition)
}

/// Whether a file of an earlier build is of a publication that its county has no more, so that no build makes it whatever it
/// is asked for. A build of one edition leaves those of the others alone all the same, and a site is always made whole.
fn is_of_gone(shop: &Shop<'_>, county: &str, file: &File) -> bool {
    let usual = [Edition::Print, Edition::Web, Edition::Html];
    let has = |county: &County| county.publications.iter().any(|id| id.value == file.publication);
    usual.iter().all(|edition| shop.args.edition.contains(edition))
        && shop.recipients.is_none()
        && shop.args.selection.shard.is_none()
        && file.edition != Edition::Site
        && !file.publication.is_empty()
        && shop.project.county(county).is_some_and(|county| !has(county))
}

/// Whether a file of an earlier build is of a publication, format and language that this build was asked for.
fn is_selected(shop: &Shop<'_>, file: &File) -> bool {
    let selection = &shop.args.selection;
    // A web page has no format, and a site is always made whole.
    if file.edition == Edition::Site {
        true
    } else if file.format.is_empty() {
        selection.takes_publication(&file.publication) && selection.takes_lang(&file.lang)
    } else {
        selection.takes(&file.publication, &file.format, &file.lang)
    }
}

/// Removes the files of counties whose definition is gone, in a build of every county: those of any edition and for any
/// recipient, as nothing can make them again. Files that were made from a definition elsewhere are not the project's to
/// remove. A part of a build removes those that fall to it, and leaves a manifest that says so: the one of the county is for
/// whoever joins the parts.
///
/// # Errors
/// When the system refuses.
pub(super) fn forget(shop: &Shop<'_>, built: &mut Built) -> Result<(), WriteError> {
    let known: BTreeSet<&str> = shop.project.targets.iter().map(String::as_str).collect();
    let Selection { shard, only, .. } = &shop.args.selection;
    for county in shop.world.names_before(shop.out).iter().filter(|name| !known.contains(name.as_str())) {
        let definition = paths::county(county);
        let own = format!("{county}/");
        // A county that was gone before the revision that is compared with is no part of the change.
        let is_changed = only.as_ref().is_none_or(|only| only.iter().any(|id| id.starts_with(&own)));
        if shop.world.read(&definition) != Err(ReadError::Missing) || !is_changed {
            continue;
        }
        let (old, found) = before(shop.world, shop.args, shop.out, county);
        // A manifest that is none may be somebody else's file.
        if let Some(unread) = found.into_iter().find(Diagnostic::is_error) {
            built.findings.push(unread);
            continue;
        }
        let (mut gone, mut kept) = (Vec::new(), Vec::new());
        for (file, home) in verify::homes(&definition, &old.files) {
            let list = if home == definition && is_selected(shop, file) { &mut gone } else { &mut kept };
            list.push(Arc::clone(file));
        }
        if gone.is_empty() {
            continue;
        }
        gone.retain(|file| shard.is_none_or(|shard| shard.makes(&file.unit())));
        if shop.args.again.check_only {
            built.findings.extend(gone.iter().map(|file| stale(&file.path, "is no longer made")));
            continue;
        }
        for file in gone {
            remove(shop, &shop.out.join(&file.path))?;
            built.removed.push(file.path.clone());
        }
        let folder = shop.out.join(county);
        let path = folder.join(shard.map_or_else(|| record::NAME.to_owned(), Shard::manifest));
        let name = (county.as_str(), old.name.clone());
        if shard.is_some() {
            let mut record = Record::new(name, Vec::new(), &[], Vec::new(), None);
            record.asked = Some(Rounds::default().of(shop, county));
            record.write(shop.world, &path)?;
            continue;
        }
        for part in merge::parts(shop.world, &folder) {
            shop.world.remove(&folder.join(part.manifest()))?;
        }
        if kept.is_empty() {
            remove(shop, &path)?;
        } else {
            Record::new(name, kept, &[], Vec::new(), Some(&old)).write(shop.world, &path)?;
        }
    }
    Ok(())
}
