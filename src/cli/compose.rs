//! Composes leaflets on all cores: document, pages, and the rules that speak of them.

use std::sync::Arc;

use crate::check;
use crate::definition::Project;
use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Document, Wanted, resolve};
use crate::fonts::FontBook;
use crate::layout::{Metrics, layout};
use crate::page::Pages;
use crate::rules;
use crate::text::Faces;
use crate::world::World;

/// Fonts opened once for the process.
pub struct Workshop {
    /// All faces.
    pub fonts: Arc<FontBook>,
    /// The shaper's view of them.
    pub faces: Faces,
}

impl Workshop {
    /// A workshop with the bundled fonts.
    #[must_use]
    pub fn new() -> Workshop {
        Workshop::with(Arc::new(FontBook::bundled()))
    }

    /// A workshop with these fonts.
    #[must_use]
    pub fn with(fonts: Arc<FontBook>) -> Workshop {
        Workshop { faces: Faces::new(Arc::clone(&fonts)), fonts }
    }

    /// A workshop with these fonts for many copies of a few leaflets.
    #[must_use]
    pub fn for_copies(fonts: Arc<FontBook>) -> Workshop {
        Workshop { faces: Faces::for_copies(Arc::clone(&fonts)), fonts }
    }
}

impl Default for Workshop {
    fn default() -> Workshop {
        Workshop::new()
    }
}

/// A leaflet as it came out.
#[derive(Debug)]
pub struct Composed {
    /// Its pages; none if an error stopped it.
    pub pages: Option<(Pages, Metrics)>,
    /// What was found on the way.
    pub findings: Vec<Diagnostic>,
}

/// Composes one leaflet.
#[must_use]
pub fn compose(world: &dyn World, project: &Project, wanted: Wanted<'_>, workshop: &Workshop) -> Composed {
    match resolve(world, project, wanted) {
        Ok(document) => compose_document(&document, project, wanted, workshop),
        Err(mut findings) => {
            findings.extend(declared(project, wanted));
            Composed { pages: None, findings }
        }
    }
}

/// What the print profile says of the colours of its drawings, whether the rest of it can be read or not.
fn declared(project: &Project, wanted: Wanted<'_>) -> Vec<Diagnostic> {
    project.preset(wanted.county).map(|preset| check::press::declared(&wanted, preset)).unwrap_or_default()
}

/// Composes a leaflet that has been resolved.
#[must_use]
pub fn compose_document(document: &Document, project: &Project, wanted: Wanted<'_>, workshop: &Workshop) -> Composed {
    let mut findings = check::document::check(document, wanted.publication);
    findings.extend(declared(project, wanted));
    match layout(document, &workshop.faces) {
        Ok((pages, metrics)) => {
            findings.extend(check::pages::check(document, wanted.publication, &metrics, &workshop.faces));
            findings.extend(check::contrast::check(&pages, wanted.publication, &document.theme, &workshop.fonts));
            if let Some(preset) = project.preset(wanted.county) {
                findings.extend(check::press::pages(document, wanted.publication, &pages, preset));
            }
            Composed { pages: Some((pages, metrics)), findings }
        }
        Err(found) => {
            // What is said of no words is said of the format.
            let placed = |f: Diagnostic| if f.place.is_none() { f.at(&wanted.format.place) } else { f };
            findings.extend(found.into_iter().map(placed).map(|finding| of_contact(finding, project)));
            Composed { pages: None, findings }
        }
    }
}

/// A finding with the way out for an address of a contact that is too wide. The layout does not know whose words it sets: a
/// contact stands on every leaflet, and takes no other words in place of its address.
fn of_contact(finding: Diagnostic, project: &Project) -> Diagnostic {
    let Some(place) = finding.place.as_ref().filter(|_| finding.rule == &rules::OVERFLOW) else { return finding };
    let holds = |own: &Place| own.source.path == place.source.path && own.span.contains(&place.span.start);
    let contacts = project.counties.iter().map(|county| &county.contact);
    let mut addresses = contacts.flat_map(|contact| {
        let (email, url) = (contact.email.as_ref(), contact.url.as_ref());
        email.map(|email| &email.place).into_iter().chain(url.map(|url| &url.place))
    });
    if !addresses.any(holds) {
        return finding;
    }
    finding
        .help("Write a shorter address under [contact], or take this one out: one of phone, email and url is enough.")
}

/// Runs on this many threads, or on all cores.
///
/// # Errors
/// When the system refuses threads.
pub fn on_threads<T: Send>(jobs: Option<usize>, work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
    let threads = jobs.unwrap_or(0);
    Ok(rayon::ThreadPoolBuilder::new().num_threads(threads).build()?.install(work))
}
