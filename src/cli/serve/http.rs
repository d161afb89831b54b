//! Requests and answers as plain data, and the limits on what is read from a connection.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Read;

use percent_encoding::percent_decode_str;

use crate::cli::locale::say_lines;

/// Most bytes of a request's body; a publication's whole text is a twentieth of it.
pub const BODY_LIMIT: usize = 1024 * 1024;
/// Most bytes of an address with its query.
const ADDRESS_LIMIT: usize = 4096;
/// Most bytes of the first line and the headers together.
const HEAD_LIMIT: usize = 32 * 1024;
/// Most headers.
const HEADERS: usize = 64;

/// What a browser asks for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Whether it may change something.
    pub post: bool,
    /// The path without query, decoded.
    pub path: String,
    /// What follows the question mark, decoded; of keys that come twice the last.
    pub query: BTreeMap<String, String>,
    /// `Host`.
    pub host: String,
    /// `Origin`, which a browser sends with every request that may change something.
    pub origin: Option<String>,
    /// The cookies as sent.
    pub cookies: String,
    /// `X-Leaflet-Token`.
    pub token: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// What it gets.
#[derive(Debug, Clone)]
pub struct Response {
    /// Status code.
    pub status: u16,
    /// Media type.
    pub kind: &'static str,
    /// Headers besides those that every answer bears.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// An answer of status 200.
    #[must_use]
    pub fn ok(kind: &'static str, body: impl Into<Vec<u8>>) -> Response {
        Response { status: 200, kind, headers: Vec::new(), body: body.into() }
    }

    /// A page.
    #[must_use]
    pub fn html(body: impl Into<String>) -> Response {
        Response::ok("text/html; charset=utf-8", body.into())
    }

    /// Data for the script of a page.
    #[must_use]
    pub fn json(value: &serde_json::Value) -> Response {
        Response::ok("application/json", value.to_string())
    }

    /// A refusal or a fault, in words.
    #[must_use]
    pub fn plain(status: u16, words: impl Into<String>) -> Response {
        Response { status, ..Response::ok("text/plain; charset=utf-8", say_lines(&words.into())) }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Response {
        self.headers.push((name, value.into()));
        self
    }
}

/// A request without its body, and how long that is to be.
pub struct Head {
    /// What was asked.
    pub request: Request,
    /// Bytes of the body.
    length: usize,
}

/// Reads the first line and the headers of a request.
///
/// # Errors
/// The answer to one that is too large, has another method or form, or cannot be read; none where nothing came in time.
pub fn head(from: &mut impl Read) -> Result<Head, Option<Response>> {
    let mut bytes = Vec::new();
    let refused = |status: u16, words: &str| Some(Response::plain(status, words));
    loop {
        let mut more = [0; 4096];
        let count = from.read(&mut more).map_err(|_| None)?;
        let broken = count == 0;
        bytes.extend_from_slice(&more[..count]);
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(&bytes) {
            Ok(httparse::Status::Complete(end)) => {
                let (mut request, length) = understood(&parsed)?;
                bytes[end..].clone_into(&mut request.body);
                return Ok(Head { request, length });
            }
            Ok(httparse::Status::Partial) if broken => return Err(None),
            Ok(httparse::Status::Partial) if bytes.len() > HEAD_LIMIT => {
                return Err(refused(431, "the request is too large"));
            }
            Ok(httparse::Status::Partial) => {}
            Err(httparse::Error::TooManyHeaders) => return Err(refused(431, "the request is too large")),
            Err(_) => return Err(refused(400, "the request cannot be read")),
        }
    }
}

/// What the first line and the headers ask for, and the length of the body.
fn understood(parsed: &httparse::Request<'_, '_>) -> Result<(Request, usize), Option<Response>> {
    let refused = |status: u16, words: &str| Err(Some(Response::plain(status, words)));
    let post = match parsed.method {
        Some("GET") => false,
        Some("POST") => true,
        _ => return refused(405, "only GET and POST are understood"),
    };
    let url = parsed.path.unwrap_or_default();
    if url.len() > ADDRESS_LIMIT {
        return refused(414, "the address is too long");
    }
    let all = |name: &'static str| parsed.headers.iter().filter(move |h| h.name.eq_ignore_ascii_case(name));
    let header = |name: &'static str| all(name).next().map(|h| String::from_utf8_lossy(h.value).trim().to_owned());
    // Two hosts or two lengths are read in two ways by two programs (RFC 9112, 3.2 and 6.3).
    if all("Host").count() > 1 || all("Content-Length").count() > 1 || all("Transfer-Encoding").next().is_some() {
        return refused(400, "the request cannot be read");
    }
    let length = match header("Content-Length").map(|text| text.parse::<usize>()) {
        None => 0,
        Some(Ok(length)) if length <= BODY_LIMIT => length,
        Some(Ok(_)) => return refused(413, "the request is too large"),
        Some(Err(_)) => return refused(400, "the request cannot be read"),
    };
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let request = Request {
        post,
        path: decoded(path, false),
        query: query.split('&').filter_map(|pair| pair.split_once('=')).map(pair).collect(),
        host: header("Host").unwrap_or_default(),
        origin: header("Origin"),
        cookies: header("Cookie").unwrap_or_default(),
        token: header("X-Leaflet-Token"),
        body: Vec::new(),
    };
    Ok((request, length))
}

/// Reads the body of a request.
///
/// # Errors
/// None to answer, where less came than was promised, or not in time.
pub fn body(head: &mut Head, from: &mut impl Read) -> Result<(), Option<Response>> {
    let Head { request, length } = head;
    request.body.truncate(*length);
    let rest = (*length - request.body.len()) as u64;
    from.take(rest).read_to_end(&mut request.body).map_err(|_| None)?;
    if request.body.len() == *length { Ok(()) } else { Err(None) }
}

fn pair((key, value): (&str, &str)) -> (String, String) {
    (decoded(key, true), decoded(value, true))
}

/// Text without percent encoding (RFC 3986, 2.1); in queries `+` is a space.
fn decoded(text: &str, query: bool) -> String {
    let text = if query { text.replace('+', " ") } else { text.to_owned() };
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// An answer as the connection takes it, with what every answer bears: nothing is kept by others, nothing but this server
/// is spoken to, nothing is framed.
#[must_use]
pub fn sent(answer: Response) -> Vec<u8> {
    const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; \
        form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    let kept = answer.headers.iter().any(|(name, _)| *name == "Cache-Control");
    let fixed = [
        ("Content-Type", answer.kind),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ];
    let own = answer.headers.iter().map(|(name, value)| (*name, value.as_str()));
    let all = fixed.into_iter().filter(|(name, _)| !(kept && *name == "Cache-Control")).chain(own);
    let mut out = format!("HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status));
    for (name, value) in all {
        // A line end in a value would begin a header of its own.
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        // Writing to a string cannot fail.
        let _ = write!(out, "{name}: {value}\r\n");
    }
    let _ = write!(out, "Content-Length: {}\r\nConnection: close\r\n\r\n", answer.body.len());
    let mut out = out.into_bytes();
    out.extend(answer.body);
    out
}

/// The words that stand beside a status (RFC 9110, 15).
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        303 => "See Other",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        414 => "URI Too Long",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        400..=499 => "Bad Request",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded_once() {
        assert_eq!(decoded("/a%20b%252e", false), "/a b%2e");
        assert_eq!(decoded("a+b%", true), "a b%");
        assert_eq!(decoded("%ff%0", true), "\u{fffd}%0");
    }
}
