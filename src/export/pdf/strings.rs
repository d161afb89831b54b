//! Strings of drawing operators, written short.
//!
//! krilla writes each glyph as two octal escapes of four characters. As bytes they take a quarter of the room: a page of
//! text has a third less to compress, and comes out a sixth smaller.

use super::text::{Line, TextObject};

/// Appends drawing operators to `out` with every literal string in its shortest form: bytes as they are, with a backslash
/// before those that mean something else in a string (ISO 32000-1, 7.3.4.2). Lines that krilla has only begun are completed
/// from `objects`, the next text objects. `None` if the operators are not as krilla writes them.
pub(super) fn shorten(content: &[u8], objects: &mut dyn Iterator<Item = &TextObject>, out: &mut Vec<u8>) -> Option<()> {
    let mut rest = content;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'(' | b'B')) {
        let (before, found) = rest.split_at(at);
        out.extend_from_slice(before);
        let begins_text = found.starts_with(b"BT ") && before.last().is_none_or(u8::is_ascii_whitespace);
        let line = if begins_text { objects.next()?.as_ref() } else { None };
        rest = match line {
            Some(line) => complete(found, line, out)?,
            None if found[0] == b'(' => {
                out.push(b'(');
                let rest = string(&found[1..], |byte| push(byte, out))?;
                out.push(b')');
                rest
            }
            None => {
                out.push(b'B');
                &found[1..]
            }
        };
    }
    out.extend_from_slice(rest);
    Some(())
}

/// Appends a text object whose line krilla has only begun, up to the end of the line, and gives what follows it.
fn complete<'a>(object: &'a [u8], line: &Line, out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let matrix = object.windows(2).position(|two| two == b"Tm")? + 2;
    let (before, mut rest) = object.split_at(matrix);
    let mut begun = Vec::with_capacity(line.begun.len() * 2);
    // One string, or an array of strings with shifts between them.
    while let Some((sign, after)) = rest.split_first().filter(|(sign, _)| **sign != b'T') {
        rest = match sign {
            b'(' => string(after, |byte| begun.push(byte))?,
            b'<' => hexadecimal(after, |byte| begun.push(byte))?,
            b'[' | b']' | b'0'..=b'9' | b'-' | b'.' | b' ' => after,
            _ => return None,
        };
    }
    let rest = rest.strip_prefix(b"Tj").or_else(|| rest.strip_prefix(b"TJ"))?;
    if !begun.iter().copied().eq(line.begun.iter().flat_map(|number| number.to_be_bytes())) {
        return None;
    }
    for part in [before, &line.operand, b"TJ"] {
        out.extend_from_slice(part);
    }
    Some(rest)
}

/// Appends a byte of a string.
pub(super) fn push(byte: u8, out: &mut Vec<u8>) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        // Unescaped, it would be read as the end of a line.
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

/// Reads the bytes of a string after its opening bracket, written with hexadecimal digits, and gives what follows it.
fn hexadecimal(rest: &[u8], mut take: impl FnMut(u8)) -> Option<&[u8]> {
    let end = rest.iter().position(|byte| *byte == b'>')?;
    for pair in rest[..end].chunks(2) {
        take(u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?);
    }
    Some(&rest[end + 1..])
}

/// Reads the bytes of a string after its opening parenthesis, and gives what follows it.
fn string(mut rest: &[u8], mut take: impl FnMut(u8)) -> Option<&[u8]> {
    // Parentheses in pairs need no backslash.
    let mut open = 0_usize;
    loop {
        let (byte, escaped, after) = character(rest)?;
        rest = after;
        match byte {
            b'(' if !escaped => open += 1,
            b')' if !escaped && open == 0 => return Some(rest),
            b')' if !escaped => open -= 1,
            _ => {}
        }
        take(byte);
    }
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
        completed(content, &[])
    }

    fn completed(content: &[u8], objects: &[TextObject]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        shorten(content, &mut objects.iter(), &mut out).map(|()| out)
    }

    #[test]
    fn escapes_become_bytes() {
        let content = br"[(\000\001\000\007)20(\000A\000\377)]TJ";
        assert_eq!(shortened(content).as_deref(), Some(&b"[(\0\x01\0\x07)20(\0A\0\xff)]TJ"[..]));
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
    fn lines_that_were_begun_are_completed() {
        let line = |first| Some(Line { begun: vec![first], operand: b"[(\0\x02\0\x03)]".to_vec() });
        let content =
            b"/B BMC\nq\nBT 0 Tr 1 0 0 -1 5 6 Tm(\\000\\001)Tj\nET\nBT 0 Tr 1 0 0 -1 5 9 Tm(\\000\\002)Tj\nET\nQ";
        let whole =
            b"/B BMC\nq\nBT 0 Tr 1 0 0 -1 5 6 Tm(\0\x01)Tj\nET\nBT 0 Tr 1 0 0 -1 5 9 Tm[(\0\x02\0\x03)]TJ\nET\nQ";
        assert_eq!(completed(content, &[None, line(2)]).as_deref(), Some(&whole[..]));
        assert_eq!(completed(content, &[None, line(4)]), None, "begun with another glyph");
        assert_eq!(completed(content, &[None]), None, "more text than was drawn");
        let several = b"BT 1 0 0 -1 5 6 Tm[(\\000\\002)-12.5(\\000\\003)]TJ ET";
        let two = Some(Line { begun: vec![2, 3], operand: b"[(\0\x02\0\x03)]".to_vec() });
        assert_eq!(completed(several, &[two]).as_deref(), Some(&b"BT 1 0 0 -1 5 6 Tm[(\0\x02\0\x03)]TJ ET"[..]));
        let hexadecimal = b"BT 1 0 0 -1 5 6 Tm<0128>Tj ET";
        let whole = b"BT 1 0 0 -1 5 6 Tm[(\0\x02\0\x03)]TJ ET";
        assert_eq!(completed(hexadecimal, &[line(0x128)]).as_deref(), Some(&whole[..]));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for content in [&b"(a"[..], b"(a(b)", br"(a\", br"(\7)", b"(\\\n)"] {
            assert_eq!(shortened(content), None, "{}", content.escape_ascii());
        }
    }
}
