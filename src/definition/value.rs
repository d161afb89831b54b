//! Checked values: dates, e-mail addresses, phone numbers, web addresses. A value of these types is right by construction.

use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

/// ISO 8601, as in `2026-11-21`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(pub(crate) String);

impl Email {
    /// The address as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A phone number: as it is printed, and as it is dialled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// As printed, such as `054-19 73 38`, `116 111` or `112`.
    pub(crate) display: String,
    /// What a phone dials after `tel:`: `+46...` (E.164), or the digits alone for short numbers such as 112.
    pub(crate) dial: String,
}

impl Phone {
    /// As printed.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }

    /// As dialled (RFC 3966).
    #[must_use]
    pub fn dial(&self) -> &str {
        &self.dial
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
}
