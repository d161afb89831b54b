//! The name of one state of a document, in its trailer and its metadata (ISO 32000-1, 14.4; XMP part 2, 2.2).
//!
//! krilla makes it from all that it has written. Lines that it has only begun would not count: they are added here.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem::{find, rfind};
use sha2::{Digest, Sha256};

use super::begun::Begun;

/// Length of a name in bytes, before it is written in base 64.
const LENGTH: usize = 16;

/// Gives a file a name that depends on its completed lines too. `None` if it has no name.
pub(super) fn rename(file: &mut [u8], begun: &Begun) -> Option<()> {
    let mut digest = Sha256::new();
    let lines = begun.texts.iter().flatten().map(|line| &line.operand);
    let mut written = lines.chain(begun.paths.iter().map(|path| &path.operators)).peekable();
    if written.peek().is_none() {
        return Some(());
    }
    let names = rfind(file, b"/ID[(")?;
    let start = names + find(&file[names..], b")(")? + 2;
    let length = file[start..].iter().position(|byte| *byte == b')')?;
    let old = file[start..start + length].to_vec();
    digest.update(&old);
    written.for_each(|operators| digest.update(operators));
    let new = STANDARD.encode(&digest.finalize()[..LENGTH]);
    if new.len() != old.len() {
        return None;
    }
    // The metadata are the last stream of the file.
    let mut from = rfind(file, b"<?xpacket begin").unwrap_or(names);
    while let Some(found) = find(&file[from..], &old) {
        file[from + found..][..new.len()].copy_from_slice(new.as_bytes());
        from += found + new.len();
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::text::{Line, TextObject};
    use super::*;

    fn begun(texts: Vec<TextObject>) -> Begun {
        Begun { texts, ..Begun::default() }
    }

    fn renamed(begun: &Begun) -> Vec<u8> {
        let mut file =
            b"<?xpacket begin?>AAAAAAAAAAAAAAAAAAAAAA==_source</>\n/ID[(BBBB)(AAAAAAAAAAAAAAAAAAAAAA==)]>>".to_vec();
        assert!(rename(&mut file, begun).is_some());
        file
    }

    #[test]
    fn the_name_depends_on_the_lines() {
        let line = |operand: &[u8]| begun(vec![None, Some(Line { begun: vec![1], operand: operand.to_vec() })]);
        let (plain, one, two) = (renamed(&begun(vec![None])), renamed(&line(b"[(a)]")), renamed(&line(b"[(b)]")));
        assert!(String::from_utf8_lossy(&plain).contains("(AAAA"));
        assert_ne!(one, two);
        let name = one.split(|byte| *byte == b'(').next_back().and_then(|end| end.get(..24)).expect("a name");
        assert_eq!(one.windows(24).filter(|part| *part == name).count(), 2, "the same in both places");
        assert!(!String::from_utf8_lossy(&one).contains("AAAA"));
    }

    #[test]
    fn a_file_without_a_name_is_told() {
        let line = Some(Line { begun: vec![1], operand: b"[(a)]".to_vec() });
        assert!(rename(&mut b"trailer".to_vec(), &begun(vec![line])).is_none());
    }
}
