//! `leaflet verify`: makes everything again that a folder holds, without writing, and compares it byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::world::{DiskWorld, ReadError, World};

use super::Outcome;
use super::args::{Again, Build, Edition, PrintSheet, Selection, Verify};
use super::build::{build, folder};
use super::keys::BUILD;
use super::manifest::File;
use super::record::{self, Record};
use super::select::project_root;

/// What a build was asked for, as far as it decides the bytes of its files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    draft: bool,
    ppi: Option<u32>,
    sheet: Option<String>,
    profile: Option<String>,
    recipients: Option<String>,
    merged: bool,
}

/// Rebuilds what the manifests below a folder list, and tells every file that comes out otherwise or is not what they say.
///
/// # Errors
/// When the system refuses threads or files.
pub fn run(args: &Verify) -> anyhow::Result<Outcome> {
    let world = DiskWorld::new(project_root());
    let out = folder(&args.out)?;
    let (mut findings, mut programs) = (Vec::new(), BTreeSet::new());
    let mut groups: BTreeMap<Asked, Vec<Arc<File>>> = BTreeMap::new();
    let mut count = 0;
    for county in world.names_before(&out) {
        let record = Record::read(&world, &out, &county, record::NAME);
        if record.files.is_empty() {
            continue;
        }
        if world.read(&format!("leaflets/{county}.toml")) == Err(ReadError::Missing) {
            findings.push(differs(&county, "has no definition in this project, so that it cannot be built again"));
            continue;
        }
        programs.insert(record.build.clone());
        for file in record.files {
            count += 1;
            let asked = Asked {
                draft: file.draft,
                ppi: file.ppi,
                sheet: file.sheet.clone(),
                profile: file.profile.clone(),
                recipients: file.recipients.as_ref().map(|copies| copies.table.clone()),
                merged: file.recipients.as_ref().is_some_and(|copies| copies.merged),
            };
            groups.entry(asked).or_default().push(file);
        }
    }
    if count == 0 && findings.is_empty() {
        findings
            .push(differs(&args.out.display().to_string(), "holds no manifest, so that there is nothing to compare"));
    }
    for (asked, files) in &groups {
        findings.extend(compared(&world, args, &out, asked, files)?);
    }
    let differing = findings.iter().filter(|found| found.rule.code == rules::OUTPUT_DIFFERS.code).count();
    let mut notes =
        format!("{count} files in {} built again, {} the same\n", args.out.display(), count - differing.min(count));
    if programs.iter().any(|program| program != BUILD) {
        notes.push_str("some were built by another version of the program\n");
    }
    Ok(Outcome { findings, notes, ..Outcome::default() })
}

/// What comes out otherwise of these files, which were all asked for in the same way.
fn compared(
    world: &dyn World,
    args: &Verify,
    out: &Path,
    asked: &Asked,
    files: &[Arc<File>],
) -> anyhow::Result<Vec<Diagnostic>> {
    let county = |file: &Arc<File>| file.path.split('/').next().unwrap_or_default().to_owned();
    let targets: BTreeSet<String> = files.iter().map(county).collect();
    let editions: BTreeSet<&str> = files.iter().map(|file| file.edition.as_str()).collect();
    let sheet = |ending: &String| PrintSheet::value_variants().iter().copied().find(|sheet| sheet.ending() == ending);
    let again = build(&Build {
        selection: Selection {
            targets: targets.into_iter().collect(),
            print_profile: asked.profile.clone(),
            jobs: args.jobs,
            recipients: asked.recipients.as_ref().map(|table| project_root().join(table)),
            ..Selection::default()
        },
        edition: Edition::value_variants().iter().copied().filter(|e| editions.contains(e.name())).collect(),
        out: PathBuf::from(out),
        draft: asked.draft,
        ppi: asked.ppi.unwrap_or(150),
        n_up: asked.sheet.as_ref().and_then(sheet),
        merge: asked.merged,
        json: false,
        again: Again { force: true, dry: true, ..Again::default() },
    })?;
    let mut findings: Vec<Diagnostic> = again.findings.into_iter().filter(Diagnostic::is_error).collect();
    let made: BTreeMap<&str, &File> = again.files.iter().map(|file| (file.path.as_str(), &**file)).collect();
    for file in files {
        let fault = match made.get(file.path.as_str()) {
            None => Some("is no longer made"),
            Some(new) if new.sha256 != file.sha256 => Some("comes out otherwise"),
            Some(_) => match world.written_before(&out.join(&file.path)) {
                None => Some("is missing"),
                Some(bytes) if !file.is(&bytes) => Some("is not the file that was built"),
                Some(_) => None,
            },
        };
        findings.extend(fault.map(|fault| differs(&file.path, fault)));
    }
    Ok(findings)
}

fn differs(subject: &str, fault: &str) -> Diagnostic {
    Diagnostic::new(&rules::OUTPUT_DIFFERS, format!("{subject} {fault}")).on(subject).help(rules::OUTPUT_DIFFERS.mend)
}
