//! E-mail and web addresses, checked as far as can be without asking the network.

use super::ValueError;
use super::host::{ascii_host, is_host};

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(pub(crate) String);

impl Email {
    /// The address as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A right form, for messages.
    pub const FORM: &'static str = "anna.andersson@lansstyrelsen.se";

    /// Reads an address: one `@`, plain signs before it, a domain after it.
    ///
    /// # Errors
    /// When a mail program would not accept it (RFC 5321, 4.1.2, without quoted forms).
    pub fn parse(text: &str) -> Result<Email, ValueError> {
        let error = |what: String| Err(ValueError::new(what, Email::FORM));
        let text = text.trim();
        let text = text.strip_prefix("mailto:").unwrap_or(text);
        if let Some(odd) = text.chars().find(|c| !c.is_ascii() || c.is_ascii_whitespace() || c.is_ascii_control()) {
            return error(format!("{} has no place in an e-mail address", spelled(odd)));
        }
        let Some((local, domain)) = text.split_once('@') else {
            return error("an e-mail address has an @".to_owned());
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        if local.is_empty() || local.len() > 64 || !local.chars().all(plain) {
            return error("what stands before the @ cannot be right".to_owned());
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return error("a full stop stands in the wrong place before the @".to_owned());
        }
        if !is_host(domain) {
            return error(format!("`{domain}` is not a domain"));
        }
        Ok(Email(text.to_owned()))
    }
}

/// The address of a web page; always `https` or `http` when opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    /// Without the scheme and without a lone slash at the end, as it is printed.
    pub(crate) display: String,
    /// In full.
    pub(crate) href: String,
}

impl Url {
    /// As printed, such as `ecpat.se`.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }

    /// As opened, such as `https://ecpat.se`.
    #[must_use]
    pub fn href(&self) -> &str {
        &self.href
    }

    /// A right form, for messages.
    pub const FORM: &'static str = "https://www.polisen.se or ecpat.se";

    /// Reads an address; `https` is taken where there is no scheme.
    ///
    /// # Errors
    /// When the scheme is another than http and https, the host cannot exist, or it has spaces or a password.
    pub fn parse(text: &str) -> Result<Url, ValueError> {
        let error = |what: String| Err(ValueError::new(what, Url::FORM));
        let text = text.trim();
        if let Some(odd) = text.chars().find(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(*c)) {
            return error(format!("{} has no place in a web address", spelled(odd)));
        }
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => ("https".to_owned(), text),
        };
        if scheme != "https" && scheme != "http" {
            return error(format!("`{scheme}` is not an address of a web page"));
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if authority.contains('@') {
            return error("a web address has no @ before its path".to_owned());
        }
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return error("what stands after the colon is not a port".to_owned());
        }
        let Some(ascii) = ascii_host(host) else {
            return error(format!("`{host}` is not a domain"));
        };
        let path = if path == "/" { "" } else { path };
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        Ok(Url { display: format!("{host}{port}{path}"), href: format!("{scheme}://{ascii}{port}{}", encoded(path)) })
    }
}

/// A path with every sign that is not ASCII in per cent form (RFC 3986, 2.1).
fn encoded(path: &str) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii() {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A character for a message.
fn spelled(c: char) -> String {
    if c.is_whitespace() { "a space".to_owned() } else { format!("`{}`", c.escape_debug()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_mail_addresses() {
        for text in ["isabel.persson@lansstyrelsen.se", "a@b.se", "x+y@sub.example.org", " varmland@lansstyrelsen.se "]
        {
            assert_eq!(Email::parse(text).expect(text).as_str(), text.trim());
        }
    }

    #[test]
    fn wrong_mail_addresses() {
        let cases = [
            ("no at sign", "isabel.lansstyrelsen.se"),
            ("two at signs", "a@b@c.se"),
            ("space", "isabel persson@lansstyrelsen.se"),
            ("umlaut", "åsa@lansstyrelsen.se"),
            ("nothing before", "@lansstyrelsen.se"),
            ("nothing after", "isabel@"),
            ("no top domain", "isabel@lansstyrelsen"),
            ("stop at the end", "isabel.@lansstyrelsen.se"),
            ("comma", "isabel@lansstyrelsen,se"),
            ("empty", ""),
        ];
        for (name, text) in cases {
            assert!(Email::parse(text).is_err(), "{name}");
        }
    }

    #[test]
    fn right_web_addresses() {
        let cases = [
            ("bare domain", "ecpat.se", "ecpat.se", "https://ecpat.se"),
            ("lone slash", "https://ecpat.se/", "ecpat.se", "https://ecpat.se"),
            ("path", "https://polisen.se/utsatt/", "polisen.se/utsatt/", "https://polisen.se/utsatt/"),
            ("http stays", "http://example.org", "example.org", "http://example.org"),
            ("letters of Swedish", "kvinnorshälsa.se", "kvinnorshälsa.se", "https://xn--kvinnorshlsa-ocb.se"),
            ("path in Swedish", "polisen.se/råd", "polisen.se/råd", "https://polisen.se/r%C3%A5d"),
            ("port", "https://example.org:8080/x", "example.org:8080/x", "https://example.org:8080/x"),
            ("query alone", "example.org?a=1", "example.org?a=1", "https://example.org?a=1"),
        ];
        for (name, text, display, href) in cases {
            let url = Url::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!((url.display(), url.href()), (display, href), "{name}");
        }
    }

    #[test]
    fn wrong_web_addresses() {
        let cases = [
            ("empty", ""),
            ("words", "vår webb"),
            ("other scheme", "ftp://example.org"),
            ("script", "javascript:alert(1)"),
            ("one label", "https://localhost"),
            ("number at the end", "https://192.168.0.1"),
            ("two stops", "https://polisen..se"),
            ("hyphen first", "https://-polisen.se"),
            ("user", "https://a:b@polisen.se"),
            ("brace", "https://polisen.se/{county}"),
        ];
        for (name, text) in cases {
            assert!(Url::parse(text).is_err(), "{name}");
        }
    }
}
