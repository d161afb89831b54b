//! The project as the workbench sees it: loaded again when a file changes, leaflets laid out only when their inputs did.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::outputs::Outputs;
use crate::check;
use crate::cli::args::Selection;
use crate::cli::compose::{Composed, Workshop, compose};
use crate::cli::digest::hexadecimal;
use crate::cli::{digest, keys, manifest, press, record, select};
use crate::definition::{County, Project, Publication, Readiness, Target, load, paths};
use crate::diagnostic::{Diagnostic, Level};
use crate::document::{Draft, Wanted};
use crate::export::Resources;
use crate::world::World;

/// Leaflets whose pages are kept: all counties with three publications open at once, and some before and after a change.
const KEPT: usize = 96;

/// The project at one moment.
pub struct Snapshot {
    /// Counts up with each change.
    pub version: u64,
    /// Everything that there is.
    pub project: Project,
    /// What was found while loading.
    pub findings: Vec<Diagnostic>,
    /// Fonts for composing and writing.
    pub shop: Arc<Shop>,
}

/// Fonts, opened once for as long as they stay the same.
pub struct Shop {
    /// For layout.
    pub workshop: Workshop,
    /// For writing.
    pub resources: Resources,
    /// Stands for the project's own fonts.
    own: digest::Digest,
    findings: Vec<Diagnostic>,
}

impl Shop {
    /// The fonts of this project.
    #[must_use]
    pub fn open(world: &dyn World) -> Shop {
        let (fonts, findings) = press::fonts(world);
        let (own, fonts) = (keys::of_fonts(&fonts), Arc::new(fonts));
        Shop { resources: Resources::new(&fonts), workshop: Workshop::with(fonts), own, findings }
    }
}

impl Snapshot {
    /// Loads the whole project from this world.
    #[must_use]
    pub fn load(world: &dyn World, shop: Arc<Shop>, version: u64) -> Snapshot {
        Snapshot::of(world, shop, version, &[])
    }

    /// Loads these counties with what they print; all if none is named.
    #[must_use]
    pub fn of(world: &dyn World, shop: Arc<Shop>, version: u64, targets: &[Target]) -> Snapshot {
        let (project, mut findings) = load(world, targets);
        findings.extend(shop.findings.iter().cloned());
        findings.extend(check::project(&project, world.today()));
        findings.extend(check::theme::check(&project, &shop.workshop.fonts));
        Snapshot { version, project, findings, shop }
    }

    /// Counties whose files could not be read, by their names; the findings tell why.
    #[must_use]
    pub fn unread(&self) -> BTreeSet<&str> {
        let errors = self.findings.iter().filter(|found| found.is_error());
        let paths = errors.filter_map(|found| Some(found.place.as_ref()?.source.path.as_str()));
        let read = |path: &str| self.project.counties.iter().any(|county| county.source.path == path);
        let names = paths.filter(|path| !read(path));
        let names = names.filter_map(paths::county_of);
        names.filter(|name| !name.contains('/')).collect()
    }

    /// The publications that a county prints, each in its first language.
    #[must_use]
    pub fn printed(&self, county: &County) -> Vec<&Publication> {
        let mut texts: Vec<&Publication> = Vec::new();
        for wanted in self.leaflets().iter().filter(|wanted| wanted.county.slug == county.slug) {
            if texts.iter().all(|text| text.id != wanted.publication.id) {
                texts.push(wanted.publication);
            }
        }
        texts
    }

    /// Every leaflet, languages that wait for review too.
    #[must_use]
    pub fn leaflets(&self) -> Vec<Wanted<'_>> {
        select::wanted(&self.project, &Selection::default(), Draft::Yes).into_iter().map(|w| self.drafted(w)).collect()
    }

    /// A leaflet with the draft mark only where a build would ask for it.
    fn drafted<'a>(&self, wanted: Wanted<'a>) -> Wanted<'a> {
        let ready = self.is_reviewed(&wanted) && self.project.is_reached(wanted.county);
        Wanted { draft: if ready { Draft::No } else { Draft::Yes }, ..wanted }
    }

    /// Whether the text of a leaflet may be published.
    #[must_use]
    pub fn is_reviewed(&self, wanted: &Wanted<'_>) -> bool {
        self.project.readiness(wanted.publication) == Readiness::Reviewed
    }

    /// Stands for everything that a leaflet is made from, and for the day, which findings depend on. Short, as it is part of
    /// addresses.
    fn key(&self, world: &dyn World, wanted: &Wanted<'_>) -> String {
        let key = keys::of_files(world, &self.project, &self.shop.own, wanted);
        format!("{}-{}", hexadecimal(&key.bytes()[..12]), world.today())
    }

    /// What was found in the files that a leaflet is made from.
    pub fn of_leaflet<'a>(&'a self, wanted: &Wanted<'_>) -> impl Iterator<Item = &'a Diagnostic> {
        let inputs = manifest::inputs(wanted, self.project.preset(wanted.county));
        self.findings.iter().filter(move |f| f.place.as_ref().is_some_and(|p| inputs.contains(&p.source.path)))
    }
}

/// A leaflet's pages and what was found in them.
#[derive(Clone)]
pub struct Laid {
    /// Stands for everything that it is made from.
    pub key: String,
    /// The pages.
    pub composed: Arc<Composed>,
}

/// How a leaflet stands, for the board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    key: String,
    /// Findings that stop it.
    pub errors: usize,
    /// Findings that someone should look at.
    pub warnings: usize,
    /// Whether files of it lie in the output folder that a build would make otherwise now.
    pub stale: bool,
}

/// The project while it is served.
pub struct Served {
    /// Where it lies.
    pub world: Box<dyn World + Send>,
    /// Folder that builds write to.
    out: PathBuf,
    now: RwLock<Arc<Snapshot>>,
    changed: (Mutex<u64>, Condvar),
    laid: Mutex<Vec<Laid>>,
    states: Mutex<BTreeMap<String, State>>,
}

/// What a lock holds, even after a request panicked with it: everything under locks is whole at any time.
fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Served {
    /// The project of this world, loaded; `out` is the folder of its builds.
    #[must_use]
    pub fn new(world: Box<dyn World + Send>, out: PathBuf) -> Served {
        let shop = Arc::new(Shop::open(&*world));
        let now = RwLock::new(Arc::new(Snapshot::load(&*world, shop, 1)));
        let changed = (Mutex::new(1), Condvar::new());
        Served { world, out, now, changed, laid: Mutex::default(), states: Mutex::default() }
    }

    /// The project as it is.
    #[must_use]
    pub fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Loads the project again after files changed; `fonts` if some of them were fonts. Tells everyone who waits.
    pub fn reload(&self, fonts: bool) {
        let old = self.now();
        let shop = if fonts { Arc::new(Shop::open(&*self.world)) } else { Arc::clone(&old.shop) };
        let new = Snapshot::load(&*self.world, shop, old.version + 1);
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
        self.tell();
    }

    /// Wakes those who wait for news.
    fn tell(&self) {
        *held(&self.changed.0) += 1;
        self.changed.1.notify_all();
    }

    /// Number of the last news.
    #[must_use]
    pub fn news(&self) -> u64 {
        *held(&self.changed.0)
    }

    /// Waits until there is other news than this, or the time is over; the number of the last news.
    #[must_use]
    pub fn wait(&self, known: u64, patience: Duration) -> u64 {
        let lock = held(&self.changed.0);
        let waited = self.changed.1.wait_timeout_while(lock, patience, |news| *news == known);
        waited.map_or_else(|broken| *broken.into_inner().0, |(news, _)| *news)
    }

    /// A leaflet laid out, from what is kept if nothing that it is made from changed.
    #[must_use]
    pub fn laid(&self, world: &dyn World, snapshot: &Snapshot, wanted: Wanted<'_>) -> Laid {
        let key = snapshot.key(world, &wanted);
        if let Some(laid) = self.kept(&key) {
            return laid;
        }
        let composed = Arc::new(compose(world, &snapshot.project, wanted, &snapshot.shop.workshop));
        let laid = Laid { key, composed };
        let mut all = held(&self.laid);
        all.insert(0, laid.clone());
        all.truncate(KEPT);
        laid
    }

    /// A leaflet by its key, if it is still kept.
    #[must_use]
    pub fn kept(&self, key: &str) -> Option<Laid> {
        let mut all = held(&self.laid);
        let at = all.iter().position(|laid| laid.key == key)?;
        let laid = all.remove(at);
        all.insert(0, laid.clone());
        Some(laid)
    }

    /// How a leaflet stands, if it has been looked at.
    #[must_use]
    pub fn state(&self, id: &str) -> Option<State> {
        held(&self.states).get(id).cloned()
    }

    /// Stands for what builds have left.
    #[must_use]
    pub fn built(&self) -> String {
        let mut digest = Sha256::new();
        for county in self.now().project.counties.iter() {
            digest.update(&county.slug);
            let manifest = self.world.written_before(&self.out.join(&county.slug).join(record::NAME));
            digest.update(Sha256::digest(manifest.unwrap_or_default()));
        }
        hexadecimal(&digest.finalize())
    }

    /// Looks at every leaflet that changed, and stops as soon as the project changes again.
    pub fn survey(&self) {
        let snapshot = self.now();
        let mut told = std::time::Instant::now();
        let mut news = false;
        let outputs = Outputs::read(&*self.world, &self.out, &snapshot);
        for wanted in snapshot.leaflets() {
            if self.now().version != snapshot.version {
                return;
            }
            let (id, key) = (wanted.id(), snapshot.key(&*self.world, &wanted));
            if let Some(known) = self.state(&id).filter(|state| state.key == key) {
                let stale = outputs.are_stale(&wanted);
                news |= stale != known.stale;
                held(&self.states).insert(id, State { stale, ..known });
                continue;
            }
            let composed = compose(&*self.world, &snapshot.project, wanted, &snapshot.shop.workshop);
            let all = composed.findings.iter().chain(snapshot.of_leaflet(&wanted));
            let levels: Vec<Level> = all.map(Diagnostic::level).collect();
            let count = |level| levels.iter().filter(|l| **l == level).count();
            let state = State {
                key,
                errors: count(Level::Error),
                warnings: count(Level::Warning),
                stale: outputs.are_stale(&wanted),
            };
            held(&self.states).insert(id, state);
            news = true;
            // Often enough to be seen, seldom enough not to be in the way.
            if told.elapsed() > Duration::from_millis(500) {
                self.tell();
                told = std::time::Instant::now();
            }
        }
        if news {
            self.tell();
        }
    }
}
