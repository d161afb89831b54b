//! Strings of drawing operators, written short.
//!
//! krilla writes each glyph as two octal escapes of four characters. As bytes they take a quarter of the room: a page of
//! text has a third less to compress, and comes out a sixth smaller.

/// Appends drawing operators to `out` with every literal string in its shortest form: bytes as they are, with a backslash
/// before those that mean something else in a string (ISO 32000-1, 7.3.4.2). `None` if a string does not end.
pub(super) fn shorten(content: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut rest = content;
    while let Some(at) = rest.iter().position(|byte| *byte == b'(') {
        let (before, string) = rest.split_at(at + 1);
        out.extend_from_slice(before);
        rest = string_body(string, out)?;
    }
    out.extend_from_slice(rest);
    Some(())
}

/// Appends a string after its opening parenthesis, and gives what follows it.
fn string_body<'a>(mut rest: &'a [u8], out: &mut Vec<u8>) -> Option<&'a [u8]> {
    // Parentheses in pairs need no backslash.
    let mut open = 0_usize;
    loop {
        let (byte, escaped, after) = character(rest)?;
        rest = after;
        match byte {
            b'(' if !escaped => open += 1,
            b')' if !escaped && open == 0 => break,
            b')' if !escaped => open -= 1,
            _ => {}
        }
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // Unescaped, it would be read as the end of a line.
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
    Some(rest)
}

/// The first byte that a string stands for, whether it is escaped, and what follows.
fn character(rest: &[u8]) -> Option<(u8, bool, &[u8])> {
    let (first, rest) = rest.split_first()?;
    if *first != b'\\' {
        return Some((*first, false, rest));
    }
    let octal = |byte: &u8| (b'0'..=b'7').contains(byte);
    if let [a, b, c, rest @ ..] = rest
        && [a, b, c].into_iter().all(octal)
    {
        // The sum of three digits may be more than a byte holds; what is more is passed over.
        let value = [a, b, c].into_iter().fold(0_u8, |value, digit| value.wrapping_mul(8) | (digit - b'0'));
        return Some((value, true, rest));
    }
    let (second, rest) = rest.split_first()?;
    let byte = match second {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        // One or two digits, or the end of a line: not in what krilla writes.
        b'0'..=b'7' | b'\r' | b'\n' => return None,
        other => *other,
    };
    Some((byte, true, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shortened(content: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        shorten(content, &mut out).map(|()| out)
    }

    #[test]
    fn escapes_become_bytes() {
        let content = br"BT/f0 9 Tf[(\000\001\000\007)20(\000A\000\377)]TJ ET";
        assert_eq!(shortened(content).as_deref(), Some(&b"BT/f0 9 Tf[(\0\x01\0\x07)20(\0A\0\xff)]TJ ET"[..]));
    }

    #[test]
    fn bytes_that_mean_something_stay_escaped() {
        assert_eq!(shortened(br"(\050\000\051\134\015)Tj").as_deref(), Some(&b"(\\(\0\\)\\\\\\r)Tj"[..]));
        assert_eq!(shortened(br"(\(\)\\\r\n\t\b\f)Tj").as_deref(), Some(&b"(\\(\\)\\\\\\r\n\t\x08\x0c)Tj"[..]));
    }

    #[test]
    fn parentheses_in_pairs_belong_to_the_string() {
        assert_eq!(shortened(b"(a(b)c)Tj(d)Tj").as_deref(), Some(&b"(a\\(b\\)c)Tj(d)Tj"[..]));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for content in [&b"(a"[..], b"(a(b)", br"(a\", br"(\7)", b"(\\\n)"] {
            assert_eq!(shortened(content), None, "{}", content.escape_ascii());
        }
    }
}
