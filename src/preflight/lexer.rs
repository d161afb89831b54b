//! Content streams as operators with their operands, one at a time (ISO 32000-1, 7.8.2).
//!
//! lopdf's own parser keeps no dictionary of compressed inline images and makes an object of some 100 bytes of every
//! number; `docs/decisions/0007-preflight.md` says more.

/// Most operands that are kept for one operator; the longest regular list, of `scn`, has 33.
const MOST_OPERANDS: usize = 64;
/// Most items of one array, such as that of `TJ`.
const MOST_ITEMS: usize = 100_000;
/// How deep arrays and dictionaries may be in each other.
const MOST_DEPTH: usize = 16;

/// What stands before an operator.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Number(f32),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Operand>),
    Dict(Vec<(String, Operand)>),
    /// `true`, `false`, `null`.
    Word,
}

impl Operand {
    pub fn number(&self) -> Option<f32> {
        match self {
            Operand::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Operand::Name(name) => Some(name),
            _ => None,
        }
    }

    /// An entry of a dictionary.
    pub fn entry(&self, key: &str) -> Option<&Operand> {
        match self {
            Operand::Dict(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// One step through a stream.
pub(super) enum Step<'a> {
    /// An operator; its operands are in [`Lexer::operands`]. That of an inline image is `BI`, with its dictionary.
    Operator(&'a [u8]),
    /// The rest cannot be read, for this reason.
    Broken(&'static str),
    /// There is nothing more.
    End,
}

/// Reads a stream.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    pub operands: Vec<Operand>,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0, operands: Vec::new() }
    }

    /// The next operator.
    pub fn step(&mut self) -> Step<'a> {
        self.operands.clear();
        loop {
            self.blanks();
            let Some(byte) = self.peek() else {
                return if self.operands.is_empty() { Step::End } else { Step::Broken("it ends before an operator") };
            };
            if is_operand(byte) {
                match self.operand(0) {
                    Ok(operand) if self.operands.len() < MOST_OPERANDS => self.operands.push(operand),
                    Ok(_) => {}
                    Err(reason) => return Step::Broken(reason),
                }
                continue;
            }
            let word = self.word();
            match word {
                b"true" | b"false" | b"null" => self.operands.push(Operand::Word),
                b"BI" => return self.inline_image(),
                b"" => return Step::Broken("a bracket stands where none belongs"),
                _ => return Step::Operator(word),
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// White space and comments.
    fn blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += rest.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(rest.len());
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Regular characters from here on.
    fn word(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|b| is_blank(*b) || is_delimiter(*b)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn operand(&mut self, depth: usize) -> Result<Operand, &'static str> {
        if depth > MOST_DEPTH {
            return Err("its brackets are too deep");
        }
        let rest = &self.bytes[self.at..];
        match rest {
            [b'/', ..] => {
                self.at += 1;
                Ok(Operand::Name(name(self.word())))
            }
            [b'(', ..] => self.literal(),
            [b'<', b'<', ..] => {
                self.at += 2;
                self.dictionary(depth)
            }
            [b'<', ..] => self.hexadecimal(),
            [b'[', ..] => {
                self.at += 1;
                self.array(depth)
            }
            _ => {
                let word = self.word();
                Ok(number(word).map_or(Operand::Word, Operand::Number))
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Operand, &'static str> {
        let mut items = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None => return Err("an array does not end"),
                Some(b']') => {
                    self.at += 1;
                    return Ok(Operand::Array(items));
                }
                Some(b')' | b'>' | b'{' | b'}') => return Err("a bracket stands where none belongs"),
                Some(_) if items.len() >= MOST_ITEMS => return Err("an array is too long"),
                Some(_) => items.push(self.operand(depth + 1)?),
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Operand, &'static str> {
        let mut entries = Vec::new();
        loop {
            self.blanks();
            match self.bytes.get(self.at..) {
                Some([b'>', b'>', ..]) => {
                    self.at += 2;
                    return Ok(Operand::Dict(entries));
                }
                Some([b'/', ..]) if entries.len() < MOST_ITEMS => {}
                _ => return Err("a dictionary does not end"),
            }
            self.at += 1;
            let key = name(self.word());
            self.blanks();
            match self.peek() {
                Some(byte) if !matches!(byte, b'>' | b')' | b']' | b'{' | b'}') => {
                    entries.push((key, self.operand(depth + 1)?));
                }
                _ => return Err("a dictionary has a key without a value"),
            }
        }
    }

    /// A string in round brackets (ISO 32000-1, 7.3.4.2).
    fn literal(&mut self) -> Result<Operand, &'static str> {
        let (mut text, mut open) = (Vec::new(), 0_usize);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    if open > 1 {
                        text.push(byte);
                    }
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(Operand::Text(text));
                    }
                    text.push(byte);
                }
                b'\\' => text.extend(self.escaped()),
                _ => text.push(byte),
            }
        }
        Err("a string does not end")
    }

    /// What follows a backslash.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                None
            }
            b'\n' => None,
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => value = value * 8 + u32::from(digit - b'0'),
                        _ => break,
                    }
                    self.at += 1;
                }
                // Overflow is to be ignored.
                Some((value & 0xFF) as u8)
            }
            other => Some(other),
        }
    }

    fn hexadecimal(&mut self) -> Result<Operand, &'static str> {
        let rest = &self.bytes[self.at + 1..];
        let Some(end) = rest.iter().position(|b| *b == b'>') else { return Err("a string does not end") };
        self.at += end + 2;
        let digits: Vec<u8> =
            rest[..end].iter().filter_map(|b| char::from(*b).to_digit(16)).map(|digit| digit as u8).collect();
        Ok(Operand::Text(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()))
    }

    /// An inline image: its dictionary stays, its data is passed over (ISO 32000-1, 8.9.7).
    fn inline_image(&mut self) -> Step<'a> {
        let mut entries = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                Some(b'/') => {
                    self.at += 1;
                    let key = name(self.word());
                    self.blanks();
                    match self.operand(0) {
                        Ok(value) => entries.push((key, value)),
                        Err(reason) => return Step::Broken(reason),
                    }
                }
                Some(b'I') if self.bytes[self.at..].starts_with(b"ID") => break,
                _ => return Step::Broken("an inline image has no data"),
            }
        }
        let data = (self.at + 3).min(self.bytes.len());
        // EI stands alone between blanks, and what follows looks like operators again.
        let end = self.bytes[data..].windows(3).enumerate().find(|(at, three)| {
            let after = data + at + 3;
            is_blank(three[0])
                && three[1..] == *b"EI"
                && self.bytes.get(after).is_none_or(|b| is_blank(*b))
                && self.bytes[after..].iter().take(12).all(|b| b.is_ascii() && (*b >= 32 || is_blank(*b)))
        });
        let Some((end, _)) = end else { return Step::Broken("an inline image does not end") };
        self.at = data + end + 3;
        self.operands.push(Operand::Dict(entries));
        Step::Operator(b"BI")
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Whether an operand begins with this byte.
fn is_operand(byte: u8) -> bool {
    matches!(byte, b'/' | b'(' | b'<' | b'[' | b'+' | b'-' | b'.' | b'0'..=b'9')
}

/// A name with its `#` escapes taken back.
fn name(word: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word;
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match pair.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) if *first == b'#' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A number; PDF has no exponents.
fn number(word: &[u8]) -> Option<f32> {
    let text = std::str::from_utf8(word).ok()?;
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.'));
    // Some producers write `--5`; readers take it for -5.
    let text = if text.starts_with("--") { &text[1..] } else { text };
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(bytes: &[u8]) -> Vec<String> {
        let mut lexer = Lexer::new(bytes);
        let mut found = Vec::new();
        loop {
            match lexer.step() {
                Step::Operator(word) => found.push(format!("{:?} {}", lexer.operands, String::from_utf8_lossy(word))),
                Step::Broken(reason) => found.push(reason.to_owned()),
                Step::End => return found,
            }
            if found.len() > 20 {
                return found;
            }
        }
    }

    #[test]
    fn operators_come_with_their_operands() {
        assert_eq!(
            steps(b"q 1 .5 -2. rg % note\n(a\\051\\n(b)) Tj"),
            ["[] q", "[Number(1.0), Number(0.5), Number(-2.0)] rg", "[Text([97, 41, 10, 40, 98, 41])] Tj"]
        );
        assert_eq!(
            steps(b"[<4a4>-3/A#20b]TJ /S <</MCID 3/P[1]>>BDC"),
            [
                "[Array([Text([74, 64]), Number(-3.0), Name(\"A b\")])] TJ",
                "[Name(\"S\"), Dict([(\"MCID\", Number(3.0)), (\"P\", Array([Number(1.0)]))])] BDC"
            ]
        );
    }

    #[test]
    fn the_dictionary_of_an_inline_image_stays() {
        let found = steps(b"BI /CS/RGB/W 2/F/Fl ID \x01\x02 EI\xff EI Q");
        assert_eq!(found[0], "[Dict([(\"CS\", Name(\"RGB\")), (\"W\", Number(2.0)), (\"F\", Name(\"Fl\"))])] BI");
        assert_eq!(found[1], "[] Q");
    }

    #[test]
    fn broken_streams_say_why_and_end() {
        assert_eq!(steps(b"(open").first().map(String::as_str), Some("a string does not end"));
        assert_eq!(steps(&[b'['; 50]).first().map(String::as_str), Some("its brackets are too deep"));
        assert_eq!(steps(b"1 2").first().map(String::as_str), Some("it ends before an operator"));
        assert_eq!(steps(b">> q").first().map(String::as_str), Some("a bracket stands where none belongs"));
    }
}
