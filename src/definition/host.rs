//! Names of hosts: whether one can exist, and its form in ASCII.

/// Whether this can be a public host in ASCII: labels of letters, digits and hyphens, the last of letters (RFC 1123, 2.1).
pub(super) fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = labels.last().is_some_and(|top| {
        top.len() >= 2 && (top.bytes().all(|b| b.is_ascii_alphabetic()) || top.to_ascii_lowercase().starts_with("xn--"))
    });
    host.len() <= 253 && labels.len() >= 2 && top && labels.iter().all(label)
}

/// The host in ASCII, letters such as å, ä and ö in the form of RFC 3492; `None` if no such host can exist.
pub(super) fn ascii_host(host: &str) -> Option<String> {
    let labels: Option<Vec<String>> = host.split('.').map(ascii_label).collect();
    let ascii = labels?.join(".");
    is_host(&ascii).then_some(ascii)
}

/// One label in ASCII.
fn ascii_label(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    // A longer one could not fit into 63 bytes, and the arithmetic below stays far from its limits.
    let letters: Vec<char> = label.to_lowercase().chars().collect();
    if letters.len() > 63 || !letters.iter().all(|c| c.is_alphanumeric() || *c == '-') {
        return None;
    }
    Some(format!("xn--{}", punycode(&letters)))
}

/// Punycode (RFC 3492, 6.3).
fn punycode(letters: &[char]) -> String {
    let mut out: String = letters.iter().filter(|c| c.is_ascii()).collect();
    let basic = out.len() as u64;
    if basic > 0 {
        out.push('-');
    }
    let (mut code, mut delta, mut bias, mut handled) = (128_u64, 0_u64, 72_u64, basic);
    while let Some(next) = letters.iter().map(|c| u64::from(u32::from(*c))).filter(|c| *c >= code).min() {
        delta += (next - code) * (handled + 1);
        code = next;
        for letter in letters.iter().map(|c| u64::from(u32::from(*c))) {
            if letter < code {
                delta += 1;
            } else if letter == code {
                push_number(&mut out, delta, bias);
                bias = adapted(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta += 1;
        code += 1;
    }
    out
}

/// A number of variable length (RFC 3492, 3.3).
fn push_number(out: &mut String, number: u64, bias: u64) {
    let digit = |value: u64| char::from(if value < 26 { b'a' + value as u8 } else { b'0' + (value - 26) as u8 });
    let mut rest = number;
    let mut at = 36;
    loop {
        let threshold = if at <= bias { 1 } else { (at - bias).min(26) };
        if rest < threshold {
            out.push(digit(rest));
            return;
        }
        out.push(digit(threshold + (rest - threshold) % (36 - threshold)));
        rest = (rest - threshold) / (36 - threshold);
        at += 36;
    }
}

/// The bias for the next number (RFC 3492, 3.4).
fn adapted(delta: u64, points: u64, first: bool) -> u64 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut steps = 0;
    while delta > 455 {
        delta /= 35;
        steps += 36;
    }
    steps + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_outside_ascii_become_punycode() {
        for (host, ascii) in [
            ("räksmörgås.se", "xn--rksmrgs-5wao1o.se"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
        ] {
            assert_eq!(ascii_host(host).as_deref(), Some(ascii));
        }
        assert_eq!(ascii_host("a b.se"), None);
    }
}
