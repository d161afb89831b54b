//! `leaflet serve`: the project in a browser on this computer. Pages are made here, the browser shows them; what a form
//! changes is tried on the real pages and written to the same definition files that people edit by hand.

mod board;
mod change;
mod connection;
mod files;
mod findings;
mod forms;
mod fuzz;
mod guard;
mod http;
mod outputs;
mod page;
mod picture;
mod places;
mod project;
mod routes;
mod view;
mod wording;
pub mod words;

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use anyhow::Context;

use super::Outcome;
use super::args::Serve;
use super::locale::{Locale, say, spoken};
use super::select::{OUT, project_root};
use super::watch::Watch;
use crate::world::DiskWorld;

use guard::Guard;
use places::Places;
use project::Served;
use routes::Workbench;

/// Requests that are answered at once. Some may wait for news; the others are enough for one person.
const ANSWERING: usize = 12;
/// Connections at once; the others wait at the door until one has ended. Slow ones end by the clock.
const CONNECTIONS: usize = 200;
/// How often the files of builds are looked at.
const BUILDS: std::time::Duration = std::time::Duration::from_secs(3);

/// A workbench without a network: the bytes of a request in, those of its answer out. Tests send it what strangers might.
pub struct Offline {
    guard: Guard,
    bench: Workbench,
}

impl Offline {
    /// The workbench of the project in this folder, as if at this port.
    ///
    /// # Errors
    /// When the system gives no random key.
    pub fn new(root: &Path, port: u16) -> anyhow::Result<Offline> {
        let guard = Guard::new(port)?;
        let project = Arc::new(Served::new(Box::new(DiskWorld::new(root)), root.join(OUT)));
        let bench = Workbench::new(project, root.to_owned(), Locale::Sv, guard.key().to_owned());
        Ok(Offline { guard, bench })
    }

    /// What a request has to bring to be let in.
    #[must_use]
    pub fn key(&self) -> &str {
        self.guard.key()
    }

    /// The answer, if these bytes ask for one.
    #[must_use]
    pub fn answer(&self, mut request: &[u8]) -> Option<Vec<u8>> {
        let judge = |request: &http::Request| self.guard.judge(request);
        connection::answered(&mut request, judge, |request| self.bench.answer(request)).map(http::sent)
    }
}

/// Serves the project until the program is ended.
///
/// # Errors
/// When the port is taken, the folder cannot be watched, or the system refuses threads.
pub fn run(args: &Serve) -> anyhow::Result<Outcome> {
    let root = project_root();
    // Loopback alone: nobody else on the network can reach it.
    let listener = TcpListener::bind(("127.0.0.1", args.port))
        .with_context(|| format!("the port {} cannot be used; choose another with --port", args.port))?;
    let port = listener.local_addr()?.port();
    let guard = Guard::new(port)?;
    let project = Arc::new(Served::new(Box::new(DiskWorld::new(&root)), root.join(OUT)));
    follow(Watch::new(&root)?, &project)?;
    let bench = Arc::new(Workbench::new(Arc::clone(&project), root, spoken(), guard.key().to_owned()));
    surveyor(&project)?;
    announce(&guard, args.no_browser);
    let guard = Arc::new(guard);
    let (connections, answers) = (Arc::new(Places::new(CONNECTIONS)), Arc::new(Places::new(ANSWERING)));
    loop {
        let place = Places::take(&connections);
        // Who has gone before being let in needs nothing.
        let Ok((stream, _)) = listener.accept() else { continue };
        let (guard, bench, answers) = (Arc::clone(&guard), Arc::clone(&bench), Arc::clone(&answers));
        let serve = move || {
            connection::serve(
                &stream,
                |request| guard.judge(request),
                |request| {
                    let _place = Places::take(&answers);
                    bench.answer(request)
                },
            );
            drop(place);
        };
        // Where the system refuses a thread the browser asks again.
        let _ = thread::Builder::new().name("answers".to_owned()).spawn(serve);
    }
}

/// Loads the project again after each change to its files.
fn follow(watch: Watch, served: &Arc<Served>) -> anyhow::Result<()> {
    let served = Arc::clone(served);
    thread::Builder::new().name("changes".to_owned()).spawn(move || {
        while let Some(fonts) = watch.next() {
            served.reload(fonts);
        }
    })?;
    Ok(())
}

/// Looks at every leaflet in the background, again after each change.
fn surveyor(served: &Arc<Served>) -> anyhow::Result<()> {
    let served = Arc::clone(served);
    thread::Builder::new().name("survey".to_owned()).spawn(move || {
        let (mut version, mut seen) = (0, String::new());
        loop {
            let news = served.news();
            let now = served.now().version;
            let built = served.built();
            if now == version && built == seen {
                let _ = served.wait(news, BUILDS);
            } else {
                (version, seen) = (now, built);
                served.survey();
            }
        }
    })?;
    Ok(())
}

/// Says where the workbench is, and opens it.
fn announce(guard: &Guard, silent: bool) {
    // Whoever started it with its output closed sees the browser.
    let _ = writeln!(std::io::stdout(), "{}", guard.address());
    let _ = std::io::stdout().flush();
    let _ = writeln!(std::io::stderr(), "{}", say("The workbench is open at this address until you press Ctrl+C."));
    let once = guard.address_once().filter(|_| !silent);
    if once.is_some_and(|address| web_opener::that_detached(address).is_err()) {
        let _ = writeln!(std::io::stderr(), "{}", say("No browser could be opened; copy the address into one."));
    }
}
