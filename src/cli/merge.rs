//! `leaflet manifest merge`: one manifest for each county of what several machines made with `--shard`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::world::{DiskWorld, World};

use super::Outcome;
use super::build::folder;
use super::make::stale;
use super::manifest::File;
use super::record::{self, Record};
use super::shard::Shard;

/// Joins the manifests of the parts in each county's folder, and takes those of the parts away. A county of which a part is
/// missing stays as it is; one of which a part has errors loses what the other parts made.
///
/// # Errors
/// When the system refuses files.
pub fn run(out: &Path) -> anyhow::Result<Outcome> {
    let world = DiskWorld::new(".");
    let below = folder(out)?;
    let _lock = world.lock(&below, false, &|| {})?;
    let mut findings = Vec::new();
    let (mut any, mut counties, mut files, mut whole) = (false, 0, 0, 0);
    for county in world.names_before(&below) {
        let shards = parts(&world, &below.join(&county));
        if shards.is_empty() {
            whole += usize::from(below.join(&county).join(record::NAME).is_file());
            continue;
        }
        any = true;
        let read = |shard: &Shard| Record::read(&world, &below, &county, &shard.manifest());
        let (parts, unread): (Vec<Record>, Vec<_>) = shards.iter().map(read).unzip();
        let failed: Vec<String> =
            shards.iter().zip(&parts).filter(|(_, part)| part.failed).map(|(shard, _)| shard.to_string()).collect();
        if !failed.is_empty() {
            take_back(&world, &below, &county, (&shards, parts))?;
            findings.push(has_errors(&county, &failed));
            continue;
        }
        let unread: Vec<Diagnostic> = unread.into_iter().flatten().collect();
        match merged(&world, &below, &county, (&shards, &parts, unread)) {
            Ok((record, found)) => {
                findings.extend(found);
                let path = below.join(&county).join(record::NAME);
                let (before, _) = Record::read(&world, &below, &county, record::NAME);
                if record.files.is_empty() {
                    world.remove(&path)?;
                } else {
                    record.write(&world, &path)?;
                    counties += 1;
                }
                for shard in &shards {
                    world.remove(&below.join(&county).join(shard.manifest()))?;
                }
                // Each part leaves the folders that its files stood in, where another might have been about to write.
                before.files.iter().for_each(|file| world.tidy(&below.join(&file.path), &below));
                world.tidy(&path, &below);
                files += record.files.len();
            }
            Err(found) => findings.extend(found),
        }
    }
    if !any && whole == 0 {
        let message = format!("no part of a build lies in {}", out.display());
        findings.push(missing(message, &out.display().to_string()));
    }
    let notes = if any || whole == 0 {
        joined(files, counties, &out.display().to_string())
    } else {
        match whole {
            1 => format!("there is nothing to join in {}: the manifest of its county is whole\n", out.display()),
            _ => {
                format!("there is nothing to join in {}: the manifests of {whole} counties are whole\n", out.display())
            }
        }
    };
    Ok(Outcome { findings, notes, ..Outcome::default() })
}

/// How much has been joined.
fn joined(files: usize, counties: usize, out: &str) -> String {
    let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    let counties = if counties == 1 { "1 county".to_owned() } else { format!("{counties} counties") };
    format!("{files} of {counties} joined in {out}\n")
}

/// Takes away what the parts made of a county of which one has errors: on one machine it would have no new file. What stands
/// of an earlier build stays, and so do the manifests of the parts with errors, without which it would not be told again.
fn take_back(
    world: &dyn World,
    out: &Path,
    county: &str,
    (shards, parts): (&[Shard], Vec<Record>),
) -> anyhow::Result<()> {
    let (before, unread) = Record::read(world, out, county, record::NAME);
    if unread.as_ref().is_some_and(Diagnostic::is_error) {
        return Ok(());
    }
    let known: BTreeMap<&str, &Arc<File>> = before.files.iter().map(|file| (&*file.path, file)).collect();
    for (shard, part) in shards.iter().zip(parts) {
        for file in part.files.iter().filter(|file| known.get(&*file.path).is_none_or(|old| old.sha256 != file.sha256))
        {
            let path = out.join(&file.path);
            world.remove(&path)?;
            world.tidy(&path, out);
        }
        let path = out.join(county).join(shard.manifest());
        if part.failed {
            Record::failed(county).write(world, &path)?;
        } else {
            world.remove(&path)?;
        }
    }
    Ok(())
}

/// Says that parts of a county have errors.
fn has_errors(county: &str, parts: &[String]) -> Diagnostic {
    let message = format!("{county} has errors in the parts {}, so none of its new files is left", parts.join(", "));
    let help = "Mend what the build of that part says, and build every part again.";
    Diagnostic::new(&rules::PART_MISSING, message).on(county).help(help)
}

/// The manifest of a county from those of its parts, and what there is to say of the one that stands there.
///
/// # Errors
/// Parts that are missing or made by another program, and files that are not what their part says.
fn merged(
    world: &dyn World,
    out: &Path,
    county: &str,
    (shards, parts, unread): (&[Shard], &[Record], Vec<Diagnostic>),
) -> Result<(Record, Option<Diagnostic>), Vec<Diagnostic>> {
    let (mut before, unread_whole) = Record::read(world, out, county, record::NAME);
    let stands = |file: &Arc<File>| world.written_before(&out.join(&file.path)).is_some_and(|bytes| file.is(&bytes));
    let by_count: BTreeMap<u32, usize> =
        shards.iter().map(|one| (one.of, shards.iter().filter(|s| s.of == one.of).count())).collect();
    let mut found = Vec::new();
    for (of, count) in &by_count {
        let have = |number: &u32| shards.contains(&Shard { number: *number, of: *of });
        if *count < *of as usize {
            let lacking: Vec<String> = (1..=*of).filter(|number| !have(number)).map(|n| format!("{n}/{of}")).collect();
            found.push(missing(format!("{county} lacks the parts {}", lacking.join(", ")), county));
        }
    }
    if by_count.len() > 1 {
        let parts: Vec<String> = by_count.keys().map(u32::to_string).collect();
        found.push(missing(format!("{county} was shared out into {} parts at once", parts.join(" and ")), county));
    }
    if !found.is_empty() {
        // A part that was made again after all had been joined adds nothing.
        let is_again = |part: &Record| part.asked.is_some() && part.is_within(&before);
        let theirs = |file: &&Arc<File>| shards.iter().any(|shard| shard.makes(&file.unit()));
        let whole =
            !before.files.is_empty() && parts.iter().all(is_again) && before.files.iter().filter(theirs).all(stands);
        return if whole { Ok((before, unread_whole)) } else { Err(found) };
    }
    found.extend(unread);
    let fault = if let Some(part) = parts.iter().position(|part| part.asked.is_none()) {
        Some(format!("part {} of {county} was not built to its end", shards[part]))
    } else if parts.iter().any(|part| part.build != parts[0].build) {
        Some(format!("the parts of {county} were made by different programs"))
    } else if parts.iter().any(|part| part.asked != parts[0].asked) {
        Some(format!("the parts of {county} were made from different definitions, or with different words"))
    } else {
        None
    };
    if let Some(fault) = fault {
        found.push(missing(fault, county));
        return Err(found);
    }
    for file in parts.iter().flat_map(|part| &part.files).filter(|file| !stands(file)) {
        found.push(stale(&file.path, "is not the file that its part of the build made"));
    }
    if !found.is_empty() {
        return Err(found);
    }
    // What the parts were not asked for stands as it was.
    if unread_whole.as_ref().is_some_and(Diagnostic::is_error) {
        return Err(unread_whole.into_iter().collect());
    }
    let listed = before.files.len();
    before.files.retain(stands);
    if before.files.len() == listed && parts.iter().all(|part| part.files.is_empty()) {
        // As a build of the whole, that leaves the manifest alone.
        return Ok((before, unread_whole));
    }
    Ok((Record::merged(parts, &before), unread_whole))
}

/// The parts of a build that have left their manifests in a county's folder.
pub(super) fn parts(world: &dyn World, folder: &Path) -> Vec<Shard> {
    world.names_before(folder).iter().filter_map(|name| Shard::of_manifest(name)).collect()
}

fn missing(message: String, subject: &str) -> Diagnostic {
    Diagnostic::new(&rules::PART_MISSING, message).on(subject).help(rules::PART_MISSING.mend)
}
