//! Who may talk to the server: a browser on this computer that was given the key, from the server's own pages.
//!
//! Host is checked against DNS rebinding, Origin and a header that only the page's script can set against requests from
//! other pages, the key in a cookie against other programs and people on the computer (OWASP, CSRF Prevention).
//!
//! The key is shown in the window alone. What the browser is started with stands in the list of processes for everyone to read:
//! it gets a ticket that lets in once.

use std::sync::{Mutex, PoisonError};

use super::http::{Request, Response};
use crate::cli::digest::hexadecimal;

/// Name of the cookie. Cookies know no ports: two workbenches at once have one each.
const COOKIE: &str = "leaflet";

/// The door.
#[derive(Debug)]
pub struct Guard {
    port: u16,
    key: String,
    /// Until somebody has come in with it.
    ticket: Mutex<Option<String>>,
}

impl Guard {
    /// A door for the server at this port, with a new key and a new ticket of 128 random bits each.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn new(port: u16) -> anyhow::Result<Guard> {
        let mut bytes = [0u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("the system gives no random key: {error}"))?;
        let [key, ticket] = [&bytes[..16], &bytes[16..]].map(hexadecimal);
        Ok(Guard { port, key, ticket: Mutex::new(Some(ticket)) })
    }

    /// The address to copy, with the key.
    #[must_use]
    pub fn address(&self) -> String {
        self.with(&self.key)
    }

    /// The address to start a browser with: it lets in once. None where somebody has come in with it.
    #[must_use]
    pub fn address_once(&self) -> Option<String> {
        self.ticket.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|ticket| self.with(ticket))
    }

    fn with(&self, key: &str) -> String {
        format!("http://127.0.0.1:{}/?key={key}", self.port)
    }

    /// Whether this is the key, or the ticket, which then is used.
    fn opens(&self, key: &str) -> bool {
        let mut ticket = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        equal(key, &self.key) || ticket.take_if(|ticket| equal(key, ticket)).is_some()
    }

    /// The key, for the pages' own script.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The answer to a request that may not go on: a refusal, or the cookie for who brings the key. None for all others.
    #[must_use]
    pub fn judge(&self, request: &Request) -> Option<Response> {
        let refused = |words: &str| Some(Response::plain(403, words));
        let own = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        if !own.contains(&request.host) {
            return refused("this server answers only to its own address");
        }
        let home = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| own.iter().any(|o| o == host));
        if request.origin.as_deref().is_some_and(|origin| !home(origin)) {
            return refused("this request comes from another page");
        }
        if let Some(key) = request.query.get("key").filter(|_| !request.post && request.path == "/") {
            return if self.opens(key) { Some(self.welcome()) } else { refused(LOST) };
        }
        if !self.knows(&request.cookies) {
            return refused(LOST);
        }
        if request.post {
            let spoken = request.token.as_deref().is_some_and(|token| equal(token, &self.key));
            if request.origin.is_none() || !spoken {
                return refused("this request does not come from the workbench's own page");
            }
        }
        None
    }

    /// Hands over the cookie and leads to the address without the key, which then is in no history.
    fn welcome(&self) -> Response {
        let cookie = format!("{COOKIE}-{}={}; Path=/; HttpOnly; SameSite=Strict", self.port, self.key);
        Response::plain(303, "").with("Location", "/").with("Set-Cookie", cookie)
    }

    /// Whether one of the cookies is the key.
    fn knows(&self, cookies: &str) -> bool {
        let name = format!("{COOKIE}-{}", self.port);
        let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(own, value)| own == name && equal(value, &self.key))
    }
}

/// What someone reads who comes without the key.
const LOST: &str =
    "Open the address that `leaflet serve` shows in its window. / Öppna adressen som `leaflet serve` visar.";

/// Whether two texts are equal, in a time that does not tell where they differ.
fn equal(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard { port: 4000, key: "k".repeat(32), ticket: Mutex::new(Some("t".repeat(32))) }
    }

    fn good(post: bool) -> Request {
        Request {
            post,
            path: "/save".into(),
            host: "127.0.0.1:4000".into(),
            origin: Some("http://127.0.0.1:4000".into()),
            cookies: format!("a=b; leaflet-4000={}", "k".repeat(32)),
            token: Some("k".repeat(32)),
            ..Request::default()
        }
    }

    fn admitted(request: &Request) -> bool {
        guard().judge(request).is_none()
    }

    #[test]
    fn the_servers_own_pages_are_admitted() {
        assert!(admitted(&good(true)) && admitted(&good(false)));
        assert!(admitted(&Request { host: "localhost:4000".into(), origin: None, token: None, ..good(false) }));
    }

    #[test]
    fn everyone_else_stays_out() {
        for host in ["evil.example:4000", "127.0.0.1", "127.0.0.1:4001", ""] {
            assert!(!admitted(&Request { host: host.into(), ..good(false) }), "{host}");
        }
        for origin in ["http://evil.example", "null", "https://127.0.0.1:4000", "http://127.0.0.1:4001"] {
            assert!(!admitted(&Request { origin: Some(origin.into()), ..good(true) }), "{origin}");
            assert!(!admitted(&Request { origin: Some(origin.into()), ..good(false) }), "{origin}");
        }
        assert!(!admitted(&Request { origin: None, ..good(true) }));
        assert!(!admitted(&Request { token: None, ..good(true) }));
        assert!(!admitted(&Request { token: Some("x".repeat(32)), ..good(true) }));
        for cookies in ["", "leaflet-4000=", "leaflet-4000=kkk", "leaflet-4001=kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"] {
            assert!(!admitted(&Request { cookies: cookies.into(), ..good(false) }), "{cookies}");
        }
    }

    #[test]
    fn the_key_in_the_address_opens_and_leaves_it() {
        let guard = guard();
        let query = |key: &str| [("key".to_owned(), key.repeat(32))].into();
        let request = Request { path: "/".into(), cookies: String::new(), origin: None, ..good(false) };
        let come = |key| guard.judge(&Request { query: query(key), ..request.clone() }).expect("an answer");
        for key in ["k", "t", "k"] {
            let answer = come(key);
            assert_eq!((answer.status, &answer.headers[0]), (303, &("Location", "/".to_owned())), "{key}");
            assert!(answer.headers[1].1.contains("SameSite=Strict") && answer.headers[1].1.contains("HttpOnly"));
            assert!(!answer.headers[1].1.contains('t'.to_string().repeat(32).as_str()), "a ticket is no cookie");
        }
        assert_eq!(come("t").status, 403, "the ticket is used");
        assert_eq!(guard.address_once(), None);
        assert_eq!(come("x").status, 403);
    }
}
