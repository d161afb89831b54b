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
/// missing stays as it is.
///
/// # Errors
/// When the system refuses files.
pub fn run(out: &Path) -> anyhow::Result<Outcome> {
    let world = DiskWorld::new(".");
    let below = folder(out)?;
    let _lock = world.lock(&below, false, &|| {})?;
    let mut findings = Vec::new();
    let (mut any, mut counties, mut files) = (false, 0, 0);
    for county in world.names_before(&below) {
        let shards = parts(&world, &below.join(&county));
        if shards.is_empty() {
            continue;
        }
        any = true;
        match merged(&world, &below, &county, &shards) {
            Ok((record, found)) => {
                findings.extend(found);
                let path = below.join(&county).join(record::NAME);
                if record.files.is_empty() {
                    world.remove(&path)?;
                } else {
                    record.write(&world, &path)?;
                    counties += 1;
                }
                for shard in &shards {
                    world.remove(&below.join(&county).join(shard.manifest()))?;
                }
                files += record.files.len();
            }
            Err(found) => findings.extend(found),
        }
    }
    if !any {
        let message = format!("no part of a build lies in {}", out.display());
        findings.push(missing(message, &out.display().to_string()));
    }
    let notes = format!("{files} files of {counties} counties joined in {}\n", out.display());
    Ok(Outcome { findings, notes, ..Outcome::default() })
}

/// The manifest of a county from those of its parts, and what there is to say of the one that stands there.
///
/// # Errors
/// Parts that are missing or made by another program, and files that are not what their part says.
fn merged(
    world: &dyn World,
    out: &Path,
    county: &str,
    shards: &[Shard],
) -> Result<(Record, Option<Diagnostic>), Vec<Diagnostic>> {
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
        return Err(found);
    }
    let read = |name: &str| Record::read(world, out, county, name);
    let (parts, unread): (Vec<Record>, Vec<_>) = shards.iter().map(|shard| read(&shard.manifest())).unzip();
    found.extend(unread.into_iter().flatten());
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
    let stands = |file: &Arc<File>| world.written_before(&out.join(&file.path)).is_some_and(|bytes| file.is(&bytes));
    for file in parts.iter().flat_map(|part| &part.files).filter(|file| !stands(file)) {
        found.push(stale(&file.path, "is not the file that its part of the build made"));
    }
    if !found.is_empty() {
        return Err(found);
    }
    // What the parts were not asked for stands as it was.
    let (mut before, unread) = read(record::NAME);
    if unread.as_ref().is_some_and(Diagnostic::is_error) {
        return Err(unread.into_iter().collect());
    }
    let listed = before.files.len();
    before.files.retain(stands);
    if before.files.len() == listed && parts.iter().all(|part| part.files.is_empty()) {
        // As a build of the whole, that leaves the manifest alone.
        return Ok((before, unread));
    }
    Ok((Record::merged(&parts, &before), unread))
}

/// The parts of a build that have left their manifests in a county's folder.
pub(super) fn parts(world: &dyn World, folder: &Path) -> Vec<Shard> {
    world.names_before(folder).iter().filter_map(|name| Shard::of_manifest(name)).collect()
}

fn missing(message: String, subject: &str) -> Diagnostic {
    Diagnostic::new(&rules::PART_MISSING, message).on(subject).help(rules::PART_MISSING.mend)
}
