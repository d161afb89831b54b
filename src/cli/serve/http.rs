//! Requests and answers as plain data, and the limits on what is read from a connection.

use std::collections::BTreeMap;
use std::io::Read;

/// Most bytes of a request's body; a publication's whole text is a twentieth of it.
pub const BODY_LIMIT: usize = 1024 * 1024;
/// Most bytes of an address with its query.
const ADDRESS_LIMIT: usize = 4096;

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
        Response { status, ..Response::ok("text/plain; charset=utf-8", words.into()) }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Response {
        self.headers.push((name, value.into()));
        self
    }
}

/// A request as it came over the connection.
///
/// # Errors
/// The answer to one that is too large, has another method, or cannot be read.
pub fn received(request: &mut tiny_http::Request) -> Result<Request, Response> {
    let post = match request.method() {
        tiny_http::Method::Get => false,
        tiny_http::Method::Post => true,
        _ => return Err(Response::plain(405, "only GET and POST are understood")),
    };
    let header = |name: &'static str| {
        request.headers().iter().find(|h| h.field.equiv(name)).map(|h| h.value.as_str().to_owned())
    };
    if request.url().len() > ADDRESS_LIMIT {
        return Err(Response::plain(414, "the address is too long"));
    }
    let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
    let mut read = Request {
        post,
        path: decoded(path, false),
        query: query.split('&').filter_map(|pair| pair.split_once('=')).map(pair).collect(),
        host: header("Host").unwrap_or_default(),
        origin: header("Origin"),
        cookies: header("Cookie").unwrap_or_default(),
        token: header("X-Leaflet-Token"),
        body: Vec::new(),
    };
    if request.body_length().is_some_and(|length| length > BODY_LIMIT) {
        return Err(Response::plain(413, "the request is too large").with("Connection", "close"));
    }
    if post {
        let mut body = request.as_reader().take(BODY_LIMIT as u64 + 1);
        body.read_to_end(&mut read.body).map_err(|_| Response::plain(400, "the request broke off"))?;
        if read.body.len() > BODY_LIMIT {
            return Err(Response::plain(413, "the request is too large").with("Connection", "close"));
        }
    }
    Ok(read)
}

fn pair((key, value): (&str, &str)) -> (String, String) {
    (decoded(key, true), decoded(value, true))
}

/// Text without percent encoding (RFC 3986, 2.1); in queries `+` is a space.
fn decoded(text: &str, query: bool) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let mut rest = bytes.clone();
                let digit = |b: Option<u8>| char::from(b?).to_digit(16);
                if let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) {
                    out.push((high * 16 + low) as u8);
                    bytes = rest;
                } else {
                    out.push(b'%');
                }
            }
            b'+' if query => out.push(b' '),
            other => out.push(other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// An answer as the connection takes it, with what every answer bears: nothing is kept by others, nothing but this server
/// is spoken to, nothing is framed.
#[must_use]
pub fn sent(answer: Response) -> tiny_http::Response<std::io::Cursor<Vec<u8>>> {
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
    let headers = all.filter_map(|(name, value)| tiny_http::Header::from_bytes(name, value).ok()).collect();
    let length = answer.body.len();
    let body = std::io::Cursor::new(answer.body);
    tiny_http::Response::new(tiny_http::StatusCode(answer.status), headers, body, Some(length), None)
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
