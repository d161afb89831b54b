//! `leaflet build --summary FILE.md`: what a build changed, as Markdown for a comment on a change, with small pictures of the
//! pages before and after.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use crate::definition::{Project, Target, load_for};
use crate::diagnostic::{Diagnostic, Level};
use crate::document::Wanted;
use crate::export::{self, Resources};
use crate::fonts::FontBook;
use crate::world::{DiskWorld, RevisionWorld, World};

use super::args::Build;
use super::build::{Built, draft, folder};
use super::compose::{Workshop, compose};
use super::locale::{say, spoken};
use super::manifest::File;
use super::select::{Loaded, load_all, project_root, wanted};
use super::{press, report};

/// Pixels in an inch of the pictures: an A4 page is 298 wide, so that two stand beside each other in a comment.
const PPI: f32 = 36.0;
/// Most leaflets that are shown; the others are named.
const MOST_SHOWN: usize = 24;
/// Most findings that are listed.
const MOST_FINDINGS: usize = 50;

/// A leaflet with pictures of its pages.
struct Shown {
    id: String,
    before: Vec<Vec<u8>>,
    after: Vec<Vec<u8>>,
}

/// Writes the summary and, into a folder `NAME.pictures` beside it, its pictures; those of an earlier summary go.
///
/// # Errors
/// When the system refuses files, or git knows no such revision.
pub(super) fn write(args: &Build, built: &Built, path: &Path) -> anyhow::Result<()> {
    let (loaded, _) = load_all(&args.selection);
    let file = folder(path)?;
    let stem = file.file_stem().map_or_else(|| "summary".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let beside = format!("{stem}.pictures");
    let pictures = file.with_file_name(&beside);
    let made = built.made().into_iter().filter(|file| !file.format.is_empty());
    let made: BTreeSet<String> = made.map(File::unit).collect();
    let mut text = heading(built);
    let mut names = Vec::new();
    for one in &loaded {
        for shown in pages(one, args, &made)? {
            let _ = writeln!(text, "\n### {}\n", shown.id);
            let mut cell = |pages: &[Vec<u8>], when: &str| -> anyhow::Result<String> {
                let mut cell = String::new();
                for (number, bytes) in pages.iter().enumerate() {
                    let name = format!("{}-{when}-{}.png", shown.id.replace('/', "-"), number + 1);
                    one.world.write(&pictures.join(&name), bytes)?;
                    let _ = write!(
                        cell,
                        "![{} {}, {}]({beside}/{name}) ",
                        shown.id,
                        say(when),
                        say(&format!("page {}", number + 1))
                    );
                    names.push(name);
                }
                Ok(cell.trim_end().to_owned())
            };
            let after = cell(&shown.after, "after")?;
            if shown.before.is_empty() {
                let _ = writeln!(text, "{after}");
            } else if shown.before == shown.after {
                let _ = writeln!(text, "{}\n\n{after}", say("Looks the same."));
            } else {
                let before = cell(&shown.before, "before")?;
                let heads = (say("before"), say("after"));
                let _ = writeln!(text, "| {} | {} |\n|---|---|\n| {before} | {after} |", heads.0, heads.1);
            }
        }
    }
    text.push_str(&findings(&built.findings));
    // Where nothing could be loaded, the summary says so.
    let world = DiskWorld::new(project_root());
    // Pictures of an earlier summary would be taken for this one's.
    for old in world.names_before(&pictures).iter().filter(|name| is_picture(name) && !names.contains(name)) {
        world.remove(&pictures.join(old))?;
    }
    world.write(&file, text.as_bytes())?;
    Ok(())
}

/// Whether a name is that of a picture of a page as [`write()`] names it.
fn is_picture(name: &str) -> bool {
    let Some((_, end)) = name.strip_suffix(".png").and_then(|name| name.rsplit_once('-')) else { return false };
    let page = !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit());
    let name = &name[..name.len() - end.len() - ".png".len()];
    page && (name.ends_with("-before-") || name.ends_with("-after-"))
}

/// What became of the files, and of those that are not shown.
fn heading(built: &Built) -> String {
    let made: Vec<&str> = built.made().into_iter().map(|file| file.path.as_str()).collect();
    let mut text = format!("## {}\n\n", say("Leaflets"));
    let [first, second, third] = ["made", "unchanged", "removed"].map(say);
    let _ = writeln!(text, "| {first} | {second} | {third} |\n|---|---|---|");
    let _ = writeln!(text, "| {} | {} | {} |", made.len(), built.unchanged.len(), built.removed.len());
    for (title, paths) in [("Made", made), ("Removed", built.removed.iter().map(String::as_str).collect())] {
        if !paths.is_empty() {
            let list: String = paths.iter().flat_map(|path| ["- `", path, "`\n"]).collect();
            let _ = writeln!(text, "\n<details><summary>{}</summary>\n\n{list}\n</details>", say(title));
        }
    }
    text
}

/// Pictures of the leaflets of a project that were made, before only where a revision is named.
fn pages(loaded: &Loaded, args: &Build, made: &BTreeSet<String>) -> anyhow::Result<Vec<Shown>> {
    let Loaded { world, project, fonts } = loaded;
    let jobs = wanted(project, &args.selection, draft(args));
    let jobs: Vec<Wanted<'_>> = jobs.into_iter().filter(|job| made.contains(&job.id())).take(MOST_SHOWN).collect();
    let mut before = BTreeMap::new();
    if let Some(revision) = args.selection.since.as_ref().filter(|_| !jobs.is_empty()) {
        let then = RevisionWorld::open(world, revision).map_err(|why| anyhow::anyhow!("--since {revision}: {why}"))?;
        let targets: Vec<Target> = project.targets.iter().cloned().map(Target::County).collect();
        let (old, _) = load_for(&then, &targets, args.selection.print_profile.as_deref());
        let (fonts, _) = press::fonts(&then);
        let ids: Vec<String> = jobs.iter().map(Wanted::id).collect();
        let same = wanted(&old, &args.selection, draft(args)).into_iter().filter(|job| ids.contains(&job.id()));
        before = pictures(&then, &old, &Arc::new(fonts), same.collect());
    }
    let mut after = pictures(world, project, fonts, jobs.clone());
    Ok(jobs
        .iter()
        .map(|job| {
            let id = job.id();
            let (before, after) = (before.remove(&id).unwrap_or_default(), after.remove(&id).unwrap_or_default());
            Shown { id, before, after }
        })
        .collect())
}

/// Small pictures of every page, by the name of the leaflet; what has errors has none.
fn pictures(
    world: &dyn World,
    project: &Project,
    fonts: &Arc<FontBook>,
    jobs: Vec<Wanted<'_>>,
) -> BTreeMap<String, Vec<Vec<u8>>> {
    let workshop = Workshop::with(Arc::clone(fonts));
    let resources = Resources::new(fonts);
    let picture = |job: Wanted<'_>| {
        let (pages, _) = compose(world, project, job, &workshop).pages?;
        Some((job.id(), export::png::write(&pages, PPI, &resources).ok()?))
    };
    jobs.into_iter().filter_map(picture).collect()
}

/// The findings as a table, the worst first; advice is left to the terminal.
fn findings(found: &[Diagnostic]) -> String {
    let mut sorted: Vec<&Diagnostic> =
        report::sorted(found).into_iter().filter(|d| d.level() != Level::Advice).collect();
    sorted.sort_by_key(|found| found.level());
    let Some(summary) = report::summary(found) else { return format!("\n{}\n", say("Nothing to mend.")) };
    let [level, place, what] = ["level", "where", "what"].map(say);
    let mut text = format!("\n### {summary}\n\n| {level} | {place} | {what} |\n|---|---|---|\n");
    for found in sorted.iter().take(MOST_FINDINGS) {
        let found = spoken().finding(found);
        let place = found.place.as_ref().map(|place| format!("{}:{}", place.source.path, place.line_column().0));
        let place = place.or_else(|| found.subject.clone()).unwrap_or_default();
        let help = found.help.as_ref().map(|help| format!(" – {help}")).unwrap_or_default();
        let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ").replace('<', "&lt;");
        let level = say(report::level_name(found.level()));
        let _ = writeln!(
            text,
            "| {level} | {} | {} (`{}`) |",
            cell(&place),
            cell(&(found.message.clone() + &help)),
            found.rule.code
        );
    }
    if sorted.len() > MOST_FINDINGS {
        let _ = writeln!(text, "\n{}", say(&format!("… and {} more", sorted.len() - MOST_FINDINGS)));
    }
    text
}
