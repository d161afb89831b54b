//! `leaflet serve`: the project in a browser on this computer. Pages are made here, the browser shows them; what a form
//! changes is tried on the real pages and written to the same definition files that people edit by hand.

mod board;
mod change;
mod files;
mod findings;
mod forms;
mod guard;
mod http;
mod page;
mod picture;
mod project;
mod routes;
mod view;
pub mod words;

use std::io::Write;
use std::sync::Arc;
use std::thread;

use anyhow::Context;

use super::Outcome;
use super::args::Serve;
use super::select::project_root;
use super::watch::Watch;
use crate::world::DiskWorld;

use guard::{Guard, Verdict};
use project::Served;
use routes::Workbench;
use words::Locale;

/// Threads that answer. Some may wait for news; the others are enough for one person.
const ANSWERING: usize = 12;

/// Serves the project until the program is ended.
///
/// # Errors
/// When the port is taken, the folder cannot be watched, or the system refuses threads.
pub fn run(args: &Serve) -> anyhow::Result<Outcome> {
    let root = project_root();
    // Loopback alone: nobody else on the network can reach it.
    let server = tiny_http::Server::http(("127.0.0.1", args.port))
        .map_err(|error| anyhow::anyhow!("{error}"))
        .with_context(|| format!("the port {} cannot be used; choose another with --port", args.port))?;
    let port = server.server_addr().to_ip().map_or(args.port, |address| address.port());
    let guard = Guard::new(port)?;
    let project = Arc::new(Served::new(Box::new(DiskWorld::new(&root))));
    follow(Watch::new(&root)?, &project)?;
    let locale = args.locale.unwrap_or_else(|| Locale::of(std::env::var("LANG").ok().as_deref()));
    let bench = Arc::new(Workbench::new(Arc::clone(&project), root, locale, guard.key().to_owned()));
    surveyor(&project)?;
    announce(&guard.address(), args.no_browser);
    let (server, guard) = (Arc::new(server), Arc::new(guard));
    let mut threads = Vec::new();
    for _ in 0..ANSWERING {
        let (server, guard, bench) = (Arc::clone(&server), Arc::clone(&guard), Arc::clone(&bench));
        threads.push(thread::Builder::new().name("answers".to_owned()).spawn(move || {
            while let Ok(request) = server.recv() {
                answer(request, &guard, &bench);
            }
        })?);
    }
    for thread in threads {
        // A thread that panicked has been told of; the others go on.
        let _ = thread.join();
    }
    Ok(Outcome::default())
}

/// Answers one request.
fn answer(mut request: tiny_http::Request, guard: &Guard, bench: &Workbench) {
    let response = match http::received(&mut request) {
        Err(refusal) => refusal,
        Ok(asked) => match guard.judge(&asked) {
            Verdict::Refused(response) | Verdict::Welcome(response) => response,
            Verdict::Admitted => bench.answer(&asked),
        },
    };
    // A browser that has gone away needs no answer.
    let _ = request.respond(http::sent(response));
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
        let mut version = 0;
        loop {
            let news = served.news();
            let now = served.now().version;
            if now == version {
                let _ = served.wait(news, std::time::Duration::from_mins(1));
            } else {
                version = now;
                served.survey();
            }
        }
    })?;
    Ok(())
}

/// Says where the workbench is, and opens it.
fn announce(address: &str, silent: bool) {
    // Whoever started it with its output closed sees the browser.
    let _ = writeln!(std::io::stdout(), "{address}");
    let _ = std::io::stdout().flush();
    let _ = writeln!(std::io::stderr(), "The workbench is open at this address until you press Ctrl+C.");
    if !silent && web_opener::that_detached(address).is_err() {
        let _ = writeln!(std::io::stderr(), "No browser could be opened; copy the address into one.");
    }
}
