//! `leaflet build --summary FILE.md`: what a build changed, as Markdown for a comment on a change, with small pictures of the
//! pages before and after.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use crate::definition::Project;
use crate::diagnostic::{Diagnostic, Level};
use crate::document::{Wanted, WantedPage, WantedSocial};
use crate::export::{self, Resources};
use crate::fonts::FontBook;
use crate::rules;
use crate::world::{DiskWorld, World};

use super::args::Build;
use super::build::{Built, draft, folder};
use super::compose::{Workshop, compose};
use super::edition::Edition;
use super::locale::{say, spoken};
use super::manifest::File;
use super::select::{Loaded, is_meant, load_all, project_root, wanted};
use super::{drafts, press, report, screen, since, social};

/// How a summary begins, which says that it may be written over.
const MARK: &str = "<!-- leaflet-summary -->\n";
/// What stands before the pages and after them, for who can show no pictures.
const PAGES: &str = "<!-- pages -->";
/// See [`PAGES`].
const END_OF_PAGES: &str = "<!-- /pages -->";
/// Pixels in an inch of the pictures: an A4 page is 298 wide, so that two stand beside each other in a comment.
const PPI: f32 = 36.0;
/// Most leaflets that are shown; the others are counted.
const MOST_SHOWN: usize = 24;
/// Most findings that are listed.
const MOST_FINDINGS: usize = 50;

/// A leaflet with pictures of its pages.
struct Shown {
    id: String,
    before: Vec<Vec<u8>>,
    after: Vec<Vec<u8>>,
}

/// Why no summary is written to this path: it would take the place of something else.
///
/// # Errors
/// When the current folder is not known.
pub(super) fn refused(path: &Path) -> anyhow::Result<Option<Diagnostic>> {
    let file = folder(path)?;
    let known = || DiskWorld::new(project_root()).written_before(&file);
    let is_ours = |bytes: Vec<u8>| bytes.is_empty() || bytes.starts_with(MARK.as_bytes());
    let message = if file.extension().is_some_and(|ending| ending == "toml") {
        format!("{} would be read as a definition", path.display())
    } else if file.is_file() && !known().is_some_and(is_ours) {
        format!("{} is there already, and is no summary of a build", path.display())
    } else {
        return Ok(None);
    };
    let help = "Name a file of its own for the summary, such as leaflets.md.";
    Ok(Some(Diagnostic::new(&rules::FILE_UNWRITABLE, message).on(path.display().to_string()).help(help)))
}

/// Writes the summary and, into a folder `NAME.pictures` beside it, its pictures; those of an earlier summary go.
///
/// # Errors
/// When the system refuses files, or git knows no such revision.
pub(super) fn write(args: &Build, built: &Built, path: &Path) -> anyhow::Result<()> {
    let (loaded, found) = load_all(&args.selection);
    let file = folder(path)?;
    let stem = file.file_stem().map_or_else(|| "summary".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let beside = format!("{stem}.pictures");
    let pictures = file.with_file_name(&beside);
    let made = built.made().into_iter().filter(|file| !file.format.is_empty());
    let made: BTreeSet<String> = made.map(File::unit).collect();
    let mut withdrawn = Vec::new();
    // What cannot be read is not withdrawn.
    if !found.iter().any(Diagnostic::is_error) {
        for one in &loaded {
            withdrawn.extend(self::withdrawn(one, args)?);
        }
    }
    let mut text = MARK.to_owned() + &heading(built, &withdrawn);
    let (mut shown, mut names, mut more) = (String::new(), Vec::new(), 0);
    let mut room = MOST_SHOWN;
    for one in &loaded {
        let (pages, others) = pages(one, args, &made, room)?;
        (room, more) = (room - pages.len(), more + others);
        for leaflet in pages {
            shown.push_str(&section(&one.world, (&pictures, &beside), &leaflet, &mut names)?);
        }
    }
    if more > 0 {
        let _ = writeln!(shown, "\n{}", say(&format!("… and {more} more, whose pages are not shown")));
    }
    if !shown.is_empty() {
        let _ = write!(text, "\n{PAGES}\n{shown}\n{END_OF_PAGES}\n");
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

/// A leaflet with its pages; their pictures are written into a folder, which links know by its name, and are named in a list.
fn section(
    world: &dyn World,
    (pictures, beside): (&Path, &str),
    shown: &Shown,
    names: &mut Vec<String>,
) -> anyhow::Result<String> {
    let mut text = format!("\n### {}\n\n", shown.id);
    let mut cell = |pages: &[Vec<u8>], when: &str| -> anyhow::Result<String> {
        let mut cell = String::new();
        for (number, bytes) in pages.iter().enumerate() {
            let name = format!("{}-{when}-{}.png", shown.id.replace('/', "-"), number + 1);
            world.write(&pictures.join(&name), bytes)?;
            let page = say(&format!("page {}", number + 1));
            let _ = write!(cell, "![{} {}, {page}]({beside}/{name}) ", shown.id, say(when));
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
    Ok(text)
}

/// What became of the files, those that are not shown too, and which leaflets the change `withdrawn` takes away.
fn heading(built: &Built, withdrawn: &[String]) -> String {
    let made: Vec<&str> = built.made().into_iter().map(|file| file.path.as_str()).collect();
    let mut text = format!("## {}\n\n", say("Leaflets"));
    let [first, second, third] = ["made", "unchanged", "removed"].map(say);
    let _ = writeln!(text, "| {first} | {second} | {third} |\n|---|---|---|");
    let _ = writeln!(text, "| {} | {} | {} |", made.len(), built.unchanged.len(), built.removed.len());
    let [removed, withdrawn] =
        [&built.removed[..], withdrawn].map(|names| names.iter().map(String::as_str).collect::<Vec<_>>());
    // What is withdrawn may be in print, whether or not its files are here: it is not folded away.
    for (title, open, names) in [("Withdrawn", " open", withdrawn), ("Made", "", made), ("Removed", "", removed)] {
        if !names.is_empty() {
            let list: String = names.iter().flat_map(|name| ["- `", name, "`\n"]).collect();
            let _ = writeln!(text, "\n<details{open}><summary>{}</summary>\n\n{list}\n</details>", say(title));
        }
    }
    text
}

/// The leaflets, web pages and sites that a revision had and that are no longer made, whether or not their files are here.
fn withdrawn(loaded: &Loaded, args: &Build) -> anyhow::Result<Vec<String>> {
    let Some(revision) = &args.selection.since else { return Ok(Vec::new()) };
    let (_, old) = since::past(loaded, &args.selection, revision)?;
    let now = names(&loaded.project, args);
    Ok(names(&old, args).into_iter().filter(|id| !now.contains(id)).collect())
}

/// Names of what a build with these words makes of a project.
fn names(project: &Project, args: &Build) -> BTreeSet<String> {
    let ready = if args.draft { project.clone() } else { drafts::ready(project) };
    let (selection, draft, mut names) = (&args.selection, draft(args), BTreeSet::new());
    if args.edition.iter().any(|edition| !edition.is_for_screens()) {
        names.extend(wanted(&ready, selection, draft).iter().map(Wanted::id));
    }
    if args.edition.contains(&Edition::Html) {
        names.extend(screen::pages(&ready, selection, draft).iter().map(WantedPage::id));
    }
    if args.edition.contains(&Edition::Site) {
        names.extend(ready.targets.iter().map(|slug| format!("{slug}/site")));
    }
    if args.edition.contains(&Edition::Social) {
        names.extend(social::pictures(&ready, selection, draft).iter().map(WantedSocial::id));
    }
    names.retain(|id| is_meant(selection, id));
    names
}

/// Pictures of the leaflets of a project that were made, at most so many, before only where a revision is named; and how many
/// leaflets are left out.
fn pages(loaded: &Loaded, args: &Build, made: &BTreeSet<String>, most: usize) -> anyhow::Result<(Vec<Shown>, usize)> {
    let Loaded { world, project, fonts } = loaded;
    let jobs = wanted(project, &args.selection, draft(args));
    let mut jobs: Vec<Wanted<'_>> = jobs.into_iter().filter(|job| made.contains(&job.id())).collect();
    let left = jobs.len().saturating_sub(most);
    jobs.truncate(most);
    let mut before = BTreeMap::new();
    if let Some(revision) = args.selection.since.as_ref().filter(|_| !jobs.is_empty()) {
        let (then, old) = since::past(loaded, &args.selection, revision)?;
        let (fonts, _) = press::fonts(&then);
        let ids: Vec<String> = jobs.iter().map(Wanted::id).collect();
        let same = wanted(&old, &args.selection, draft(args)).into_iter().filter(|job| ids.contains(&job.id()));
        before = pictures(&then, &old, &Arc::new(fonts), same.collect());
    }
    let mut after = pictures(world, project, fonts, jobs.clone());
    let shown = |job: &Wanted<'_>| {
        let id = job.id();
        let (before, after) = (before.remove(&id).unwrap_or_default(), after.remove(&id).unwrap_or_default());
        Shown { id, before, after }
    };
    Ok((jobs.iter().map(shown).collect(), left))
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

/// The findings as tables, the worst first; notes are folded away.
fn findings(found: &[Diagnostic]) -> String {
    let Some(summary) = report::summary(found) else { return format!("\n{}\n", say("Nothing to mend.")) };
    let (notes, mut others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        report::sorted(found).into_iter().partition(|found| found.level() == Level::Advice);
    others.sort_by_key(|found| found.level());
    let mut text = format!("\n### {summary}\n");
    if !others.is_empty() {
        text.push_str(&table(&others));
    }
    if !notes.is_empty() {
        let counted: Vec<Diagnostic> = notes.iter().map(|note| (*note).clone()).collect();
        let title = report::summary(&counted).unwrap_or_default();
        let _ = writeln!(text, "\n<details><summary>{title}</summary>\n{}\n</details>", table(&notes));
    }
    text
}

/// Findings as a table.
fn table(found: &[&Diagnostic]) -> String {
    let [level, place, what] = ["level", "where", "what"].map(say);
    let mut text = format!("\n| {level} | {place} | {what} |\n|---|---|---|\n");
    for found in found.iter().take(MOST_FINDINGS) {
        let found = spoken().finding(found);
        let place = found.place.as_ref().map(|place| format!("{}:{}", place.source.path, place.line_column().0));
        let place = place.or_else(|| found.subject.clone()).unwrap_or_default();
        let help = found.help.as_ref().map(|help| format!(" – {help}")).unwrap_or_default();
        let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ").replace('<', "&lt;");
        let level = say(report::level_name(found.level()));
        let what = cell(&(found.message.clone() + &help));
        let _ = writeln!(text, "| {level} | {} | {what} (`{}`) |", cell(&place), found.rule.code);
    }
    if found.len() > MOST_FINDINGS {
        let _ = writeln!(text, "\n{}", say(&format!("… and {} more", found.len() - MOST_FINDINGS)));
    }
    text
}
