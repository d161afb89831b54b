//! Which address shows or does what.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::change::{self, Change, Changes, Refusal, Saver, stamp};
use super::http::{Request, Response};
use super::picture::picture;
use super::project::{Served, Snapshot};
use super::view::{Place, View};
use super::wording::Called;
use super::words::Words;
use super::{board, files, findings, forms, page, view, wording};
use crate::cli::locale::Locale;
use crate::definition::{Publication, Target, paths};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::world::OverlayWorld;

/// Longest wait for news; shorter than browsers' own patience.
const WAIT: Duration = Duration::from_secs(20);
/// Most who wait at once; the others come back by themselves.
const WAITING: usize = 6;

/// The style and the script of every page.
const STYLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/workbench/workbench.css"));
const SCRIPT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/workbench/workbench.js"));

/// Everything behind the door.
pub struct Workbench {
    pub(super) served: Arc<Served>,
    pub(super) root: PathBuf,
    pub(super) words: &'static Words,
    key: String,
    saver: Saver,
    waiting: AtomicUsize,
}

impl Workbench {
    /// A workbench for this project.
    #[must_use]
    pub fn new(served: Arc<Served>, root: PathBuf, locale: Locale, key: String) -> Workbench {
        let waiting = AtomicUsize::new(0);
        Workbench { served, root, words: locale.words(), key, saver: Saver::default(), waiting }
    }

    /// The answer to an admitted request.
    #[must_use]
    pub fn answer(&self, request: &Request) -> Response {
        let parts: Vec<&str> = request.path.split('/').skip(1).collect();
        match (request.post, &parts[..]) {
            (false, [""]) => self.board(),
            (false, ["leaflet", county, publication]) => self.leaflet(county, publication, request),
            (false, ["picture", key, number]) => picture(&self.served, key, number, request),
            (false, ["file", county, publication, edition]) => {
                files::one(&self.served, self.words, &Place::of(county, publication, request), edition)
            }
            (false, ["zip", county]) => files::all(&self.served, self.words, county),
            (false, ["news"]) => self.news(request),
            (false, ["workbench.css"]) => Response::ok("text/css; charset=utf-8", STYLE),
            (false, ["workbench.js"]) => Response::ok("text/javascript; charset=utf-8", SCRIPT),
            (false, ["favicon.ico"]) => Response { status: 204, ..Response::ok("image/x-icon", "") },
            (true, ["try", county, publication]) => {
                Workbench::read(request, |changes| self.trial(&Place::of(county, publication, request), changes))
            }
            (true, ["save"]) => Workbench::read(request, |changes| self.save(changes)),
            (true, ["undo"]) => self.undo(request),
            (true, ["order", county]) => files::order(self, county),
            _ => self.not_found(),
        }
    }

    fn not_found(&self) -> Response {
        let body = maud::html! { h1 { (self.words.not_found) } p { a href="/" { (self.words.board) } } };
        // With a number of its own it would have missed all news, and would ask for them without end.
        let page = page::page(self.words, &self.key, self.words.not_found, self.served.news(), &body);
        Response { status: 404, ..Response::html(page) }
    }

    /// What is wrong with the file of a county, or of a publication, that could not be read; else nothing is found.
    fn unread(&self, snapshot: &Snapshot, county: &str, publication: &str) -> Response {
        let mut wrong = findings::in_folder(&snapshot.findings, &format!("{}/", paths::publication(publication)));
        if snapshot.unread().contains(county) {
            wrong.extend(findings::in_file(&snapshot.findings, &paths::county(county)));
        }
        if wrong.is_empty() {
            return self.not_found();
        }
        let body = maud::html! {
            h1 { (county) ": " (self.words.not_readable) }
            div #live { (findings::list(self.words, wrong.into_iter(), &[], &findings::ALONE)) }
            p { a href="/" { (self.words.board) } }
        };
        let answer = Response::html(page::page(self.words, &self.key, county, self.served.news(), &body));
        Response { status: 404, ..answer }
    }

    fn board(&self) -> Response {
        let news = self.served.news();
        let body = board::board(self.words, &self.served.now(), &self.served);
        Response::html(page::page(self.words, &self.key, self.words.board, news, &body))
    }

    fn leaflet(&self, county: &str, publication: &str, request: &Request) -> Response {
        let (news, snapshot) = (self.served.news(), self.served.now());
        let place = Place::of(county, publication, request);
        let Some(view) = View::find(self.words, &snapshot, &place) else {
            return self.unread(&snapshot, county, publication);
        };
        let laid = self.served.laid(&*self.served.world, &snapshot, view.wanted);
        let forms = forms::forms(&view, &*self.served.world);
        let body = view.body(&laid, &forms);
        Response::html(page::page(self.words, &self.key, &view.title(), news, &body))
    }

    /// Waits until something changed, for a while.
    fn news(&self, request: &Request) -> Response {
        let known = request.query.get("known").and_then(|known| known.parse().ok()).unwrap_or_default();
        let waiting = self.waiting.fetch_add(1, Ordering::SeqCst);
        let patience = if waiting < WAITING { WAIT } else { Duration::ZERO };
        let news = self.served.wait(known, patience);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        Response::json(&json!({ "news": news, "crowded": waiting >= WAITING }))
    }

    /// Reads what a form sends.
    fn read(request: &Request, then: impl FnOnce(&Changes) -> Response) -> Response {
        match serde_json::from_slice(&request.body) {
            Ok(changes) => then(&changes),
            Err(error) => Response::plain(400, format!("the form sent what cannot be read: {error}")),
        }
    }

    /// The project as it would be after the changes, with these counties; all if none is named.
    fn after(&self, changes: &Changes, targets: &[Target]) -> Result<(OverlayWorld<'_>, Snapshot), Refusal> {
        let world = &*self.served.world;
        let text = change::tried(world, changes)?;
        let after = OverlayWorld::new(world).with(&changes.file, text.into_bytes());
        let now = self.served.now();
        let snapshot = Snapshot::of(&after, Arc::clone(&now.shop), now.version, targets);
        Ok((after, snapshot))
    }

    /// The pages as they would be after the changes, and what is wrong with them.
    fn trial(&self, place: &Place, changes: &Changes) -> Response {
        let (after, snapshot) = match self.after(changes, &[Target::County(place.county.clone())]) {
            Ok(after) => after,
            Err(refusal) => return self.refused(&refusal, changes),
        };
        let wrong = findings::in_file(&snapshot.findings, &changes.file);
        let view = View::find(self.words, &snapshot, place);
        let called = |id: &str| view.as_ref().and_then(|view| forms::heading(view.wanted.publication, id));
        let fields: Vec<_> = wrong.iter().map(|f| self.wrong(f, changes, &called)).collect();
        let mut answer = json!({ "savable": wrong.is_empty(), "fields": fields });
        if let Some(view) = &view {
            let laid = self.served.laid(&after, &snapshot, view.wanted);
            answer["pages"] = view.pages(&laid).into_string().into();
            answer["findings"] = view.findings(&laid).into_string().into();
            answer["metrics"] = view::metrics(self.words, &laid).into_string().into();
        } else {
            // It may be another file that stops the leaflet.
            let errors = snapshot.findings.iter().filter(|found| found.is_error());
            answer["findings"] = findings::list(self.words, errors, &[], &findings::ALONE).into_string().into();
        }
        Response::json(&answer)
    }

    /// What is wrong with a value, for its field. Who fills in a field need not know how the file is written.
    fn wrong(&self, finding: &Diagnostic, changes: &Changes, called: &Called<'_>) -> Value {
        let at = findings::field(finding);
        let is_day = |change: &Change| matches!(change, Change::Day(own, _) if Some(own) == at.as_ref());
        let message = if changes.edits.iter().any(is_day) && finding.rule.code == rules::WRONG_TYPE.code {
            self.words.write_day.into()
        } else {
            wording::sentences(&wording::said(self.words, finding, called))
        };
        json!({ "at": at, "message": message })
    }

    /// Writes the changes, unless the file would not load any more.
    fn save(&self, changes: &Changes) -> Response {
        let (_, snapshot) = match self.after(changes, &[]) {
            Ok(after) => after,
            Err(refusal) => return self.refused(&refusal, changes),
        };
        if let Some(wrong) = findings::in_file(&snapshot.findings, &changes.file).first() {
            return Response { status: 422, ..Response::json(&self.wrong(wrong, changes, &|_| None)) };
        }
        match self.saver.save(&*self.served.world, changes) {
            Ok(outlived) => {
                self.served.reload(false);
                let is_same_version = Workbench::is_same_version(changes, &snapshot);
                let message = match () {
                    () if outlived => self.words.saved_unverified,
                    () if is_same_version => self.words.saved_version,
                    () => self.words.saved,
                };
                Response::json(&json!({ "message": message }))
            }
            Err(refusal) => self.refused(&refusal, changes),
        }
    }

    /// Whether these changes gave a text that others are translations of new words under its old version, so that nothing
    /// tells that the translations are older.
    fn is_same_version(changes: &Changes, after: &Snapshot) -> bool {
        let words = |change: &Change| match change {
            Change::Set(at, _) | Change::List(at, _) => at.starts_with("section.") || at.starts_with("publication."),
            _ => false,
        };
        let raised = |change: &Change| matches!(change, Change::Set(at, _) if at == "publication.version");
        let own = after.project.publications.iter().find(|text| text.source.path == changes.file);
        let translated = |own: &Publication| {
            own.translation.is_none() && after.project.languages_of(&own.id).any(|text| text.translation.is_some())
        };
        own.is_some_and(translated) && changes.edits.iter().any(words) && !changes.edits.iter().any(raised)
    }

    fn undo(&self, request: &Request) -> Response {
        let file = request.query.get("file").map(String::as_str).unwrap_or_default();
        match self.saver.undo(&*self.served.world, file) {
            Ok(Some(_)) => {
                self.served.reload(false);
                Response::json(&json!({ "message": self.words.undone }))
            }
            Ok(None) => Response::json(&json!({ "message": self.words.nothing_to_undo })),
            Err(Refusal::Meanwhile { .. }) => {
                Response { status: 409, ..Response::json(&json!({ "message": self.words.conflict })) }
            }
            Err(refusal) => Response { status: 422, ..Response::json(&json!({ "message": self.told(&refusal) })) },
        }
    }

    /// Why a change is not made, in a sentence.
    fn told(&self, refusal: &Refusal) -> String {
        self.words.locale().say(&refusal.to_string()).into_owned()
    }

    /// Why a change is not made; of a file that changed meanwhile both versions, and what they would be together.
    fn refused(&self, refusal: &Refusal, changes: &Changes) -> Response {
        let (status, body) = match refusal {
            Refusal::Meanwhile { theirs } => {
                let together = change::applied(&*self.served.world, theirs, &changes.edits).ok();
                let body = json!({
                    "message": self.words.conflict,
                    "theirs": theirs,
                    "together": together,
                    "base": stamp(theirs),
                });
                (409, body)
            }
            Refusal::File => (403, json!({ "message": self.told(refusal) })),
            other => (422, json!({ "message": self.told(other) })),
        };
        Response { status, ..Response::json(&body) }
    }
}
