//! Phone numbers as they are printed and as they are dialled: Swedish national, short and international numbers.

use super::ValueError;

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

    /// A right form, for messages.
    pub const FORM: &'static str = "054-19 73 38, 114 14 or +46 54 19 73 38";

    /// Reads a number. National numbers keep the writer's groups, with a hyphen after the area code, and are given groups where
    /// the writer has none; numbers that begin with `+` and short numbers keep their spaces.
    ///
    /// # Errors
    /// When it has other signs than digits, spaces, hyphens and a leading `+`, or a length that no number has.
    pub fn parse(text: &str) -> Result<Phone, ValueError> {
        let error = |what: String| Err(ValueError::new(what, Phone::FORM));
        let text = text.trim();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() {
            return error("a phone number needs digits".to_owned());
        }
        let body = text.strip_prefix('+').unwrap_or(text);
        if let Some(odd) = body.chars().find(|c| !c.is_ascii_digit() && !is_gap(*c) && !is_hyphen(*c)) {
            return error(format!("`{odd}` has no place in a phone number"));
        }
        if text.starts_with('+') {
            return international(body, &digits);
        }
        match digits.as_bytes() {
            [b'0', b'0', ..] => error("a number abroad begins with +, not with 00".to_owned()),
            [b'0', rest @ ..] if (7..=9).contains(&rest.len()) => {
                let dial = format!("+46{}", &digits[1..]);
                Ok(Phone { display: national(text, &digits), dial })
            }
            [b'0', ..] => {
                error(format!("a Swedish number has 8 to 10 digits with its area code, not {}", digits.len()))
            }
            [b'1', b'1', _, ..] if digits == "112" || (4..=6).contains(&digits.len()) => {
                Ok(Phone { display: short(text, &digits), dial: digits })
            }
            _ => error("the area code is missing".to_owned()),
        }
    }
}

/// A number that begins with a country code (ITU-T E.164: at most 15 digits, none begins with 0).
fn international(body: &str, digits: &str) -> Result<Phone, ValueError> {
    let error = |what: &str| Err(ValueError::new(what, Phone::FORM));
    if digits.starts_with('0') {
        return error("no country code begins with 0");
    }
    if digits.starts_with("460") {
        return error("the 0 of the area code is left out after +46");
    }
    let right = if digits.starts_with("46") { 9..=11 } else { 8..=15 };
    if !right.contains(&digits.len()) {
        return error("the number has too few or too many digits");
    }
    let display = match (&groups(body)[..], digits.strip_prefix("46")) {
        ([_], Some(national)) => {
            let (area, rest) = national.split_at(area_length(&format!("0{national}")) - 1);
            format!("+46 {area} {}", grouped(rest))
        }
        (groups, _) => format!("+{}", groups.join(" ")),
    };
    Ok(Phone { display, dial: format!("+{digits}") })
}

/// The printed form of a national number: area code, hyphen, groups.
fn national(text: &str, digits: &str) -> String {
    let groups = groups(text);
    match groups.split_first() {
        // Two digits at least, or the first gap is not the one after the area code.
        // Who writes no groups leaves them to the leaflet.
        Some((area, [whole])) if (2..=4).contains(&area.len()) => format!("{area}-{}", grouped(whole)),
        Some((area, rest)) if !rest.is_empty() && (2..=4).contains(&area.len()) => format!("{area}-{}", rest.join(" ")),
        _ => {
            let (area, rest) = digits.split_at(area_length(digits));
            format!("{area}-{}", grouped(rest))
        }
    }
}

/// The printed form of a short number.
fn short(text: &str, digits: &str) -> String {
    let groups = groups(text);
    if groups.len() > 1 || digits.len() < 5 { groups.join(" ") } else { format!("{} {}", &digits[..3], &digits[3..]) }
}

/// Length of the area code with its 0 (Post- och telestyrelsen, Svensk nummerplan för telefoni, E.164).
fn area_length(digits: &str) -> usize {
    const THREE: [&str; 29] = [
        "010", "011", "013", "016", "018", "019", "020", "021", "023", "026", "031", "033", "035", "036", "040", "042",
        "044", "046", "054", "060", "063", "070", "072", "073", "074", "076", "079", "090", "099",
    ];
    if digits.starts_with("08") {
        2
    } else if THREE.iter().any(|area| digits.starts_with(area)) {
        3
    } else {
        4
    }
}

/// A subscriber number in groups of two, the first ones of three where the length asks for it (Svenska skrivregler).
fn grouped(digits: &str) -> String {
    let sizes: &[usize] = match digits.len() {
        4 => &[2, 2],
        5 => &[3, 2],
        6 => &[2, 2, 2],
        7 => &[3, 2, 2],
        8 => &[3, 3, 2],
        _ => return digits.to_owned(),
    };
    let mut rest = digits;
    let mut groups = Vec::new();
    for &size in sizes {
        let (group, after) = rest.split_at(size);
        groups.push(group);
        rest = after;
    }
    groups.join(" ")
}

/// The runs of digits.
fn groups(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect()
}

/// Whether it parts groups: a space, a no-break space or a narrow one.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// Whether it is a hyphen or a dash.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_numbers() {
        let cases = [
            ("national", "054-19 73 38", "054-19 73 38", "+4654197338"),
            ("space for the hyphen", "054 19 73 38", "054-19 73 38", "+4654197338"),
            ("hyphens everywhere", "054-19-73-38", "054-19 73 38", "+4654197338"),
            ("no gaps", "054197338", "054-19 73 38", "+4654197338"),
            ("no gaps, Stockholm", "08123456", "08-12 34 56", "+468123456"),
            ("no gaps, small area", "055012345", "0550-123 45", "+4655012345"),
            ("authority", "010-224 70 00", "010-224 70 00", "+46102247000"),
            ("freephone", "020-50 50 50", "020-50 50 50", "+4620505050"),
            ("no-break spaces", "020-50\u{a0}50\u{a0}50", "020-50 50 50", "+4620505050"),
            ("mobile", "070-123 45 67", "070-123 45 67", "+46701234567"),
            ("hyphen alone", "0498-292100", "0498-29 21 00", "+46498292100"),
            ("hyphen alone, seven digits", "031-3900612", "031-390 06 12", "+46313900612"),
            ("hyphen alone, mobile", "070-1234567", "070-123 45 67", "+46701234567"),
            ("space alone", "08 123456", "08-12 34 56", "+468123456"),
            ("international, no gaps", "+46498292100", "+46 498 29 21 00", "+46498292100"),
            ("emergency", "112", "112", "112"),
            ("care line", "1177", "1177", "1177"),
            ("police", "114 14", "114 14", "11414"),
            ("police without gap", "11414", "114 14", "11414"),
            ("children", "116 111", "116 111", "116111"),
            ("international", "+46 54 19 73 38", "+46 54 19 73 38", "+4654197338"),
            ("international, hyphen", "+46-54-19 73 38", "+46 54 19 73 38", "+4654197338"),
            ("abroad", "+358 9 123 4567", "+358 9 123 4567", "+35891234567"),
        ];
        for (name, text, display, dial) in cases {
            let phone = Phone::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!((phone.display(), phone.dial()), (display, dial), "{name}");
        }
    }

    #[test]
    fn wrong_numbers() {
        let cases = [
            ("empty", ""),
            ("words", "ring oss"),
            ("letters among digits", "054-19 7E 38"),
            ("no area code", "19 73 38"),
            ("too short", "054-19"),
            ("too long", "054-19 73 38 99 12"),
            ("zero after +46", "+46 054 19 73 38"),
            ("zero in brackets", "+46 (0)54 19 73 38"),
            ("00 for +", "0046 54 19 73 38"),
            ("short number too short", "11"),
            ("short number too long", "116 111 222"),
            ("other digits", "٠٥٤١٩٧٣٣٨"),
            ("two plus signs", "++46 54 19 73 38"),
        ];
        for (name, text) in cases {
            assert!(Phone::parse(text).is_err(), "{name}");
        }
    }
}
