//! Opens a file without trusting it: what would unfold beyond the limits is refused before it is read.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Document, LoadOptions, Object};
use memchr::memmem::find;

use super::finding::Findings;
use super::pdf::Pdf;
use crate::rules;

/// Most bytes that one stream of objects may hold when it is unfolded.
const MOST_OBJECT_STREAM: usize = 32 * 1024 * 1024;
/// Most bytes that all streams of objects may hold together.
const MOST_UNFOLDED: u64 = 128 * 1024 * 1024;
/// Most words (names, numbers, brackets) outside pictures and pages. Each becomes an object of about 100 bytes.
const MOST_WORDS: usize = 2_500_000;
/// How far the header may be from the start ; readers look no further.
const HEADER_REACH: usize = 1024;
/// How far from the end the last line may begin; readers look no further (PDF Reference 1.7, appendix H, note 18).
const END_REACH: usize = 1024;

/// Opens a file, or says why not.
pub(super) fn open(bytes: &[u8], findings: &mut Findings) -> Option<Pdf> {
    let head = &bytes[..bytes.len().min(HEADER_REACH)];
    if find(head, b"%PDF-").is_none() {
        findings.file(&rules::PDF_UNREADABLE, "it does not begin with %PDF-: this is no PDF".to_owned());
        return None;
    }
    if let Err(reason) = survey(bytes) {
        findings.file(&rules::PDF_LIMITS, reason);
        return None;
    }
    let options = LoadOptions::with_max_decompressed_size(MOST_OBJECT_STREAM);
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) => opened(document, bytes, findings),
        Err(
            lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_),
        ) => {
            findings.file(&rules::PDF_ENCRYPTED, "the file is encrypted and cannot be read".to_owned());
            None
        }
        Err(_) if !ends(bytes) => {
            cut_off(findings);
            None
        }
        Err(error) => {
            findings.file(&rules::PDF_UNREADABLE, format!("the file cannot be read: {error}"));
            None
        }
    }
}

/// Whether the last line of a PDF stands where it should (ISO 32000-1, 7.5.5).
fn ends(bytes: &[u8]) -> bool {
    find(&bytes[bytes.len().saturating_sub(END_REACH)..], b"%%EOF").is_some()
}

/// Of half a file everything else that could be said would be a consequence.
fn cut_off(findings: &mut Findings) {
    let message = "the file is not whole: its end is missing, as after a transfer that broke off";
    findings.file(&rules::PDF_UNREADABLE, message.to_owned());
}

fn opened(document: Document, bytes: &[u8], findings: &mut Findings) -> Option<Pdf> {
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        findings.file(&rules::PDF_ENCRYPTED, "the file is encrypted".to_owned());
        // Without its password there is nothing to look at.
        if document.is_encrypted() {
            return None;
        }
    }
    if document.xref_recovery.is_some() {
        if !ends(bytes) {
            cut_off(findings);
            return None;
        }
        let message = "its table of objects is damaged; it was put together again from what is there";
        findings.file(&rules::PDF_UNREADABLE, message.to_owned());
    }
    if document.catalog().is_err() {
        findings.file(&rules::PDF_UNREADABLE, "it has no catalog, so no pages can be found".to_owned());
        return None;
    }
    let version = bytes.get(5..8).map(|v| String::from_utf8_lossy(v).into_owned()).unwrap_or_default();
    let at_start = bytes.starts_with(b"%PDF-");
    let version = if at_start { version } else { format!("{} after other bytes", document.version) };
    Some(Pdf::new(document, version))
}

/// Counts what the file would unfold to, without unfolding it in memory.
fn survey(bytes: &[u8]) -> Result<(), String> {
    let mut words = 0;
    let mut unfolded = 0;
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let open = find_stream(rest);
        let plain = &rest[..open.unwrap_or(rest.len())];
        words += count_words(plain, &mut true);
        if words > MOST_WORDS {
            return Err(format!("it holds more than {MOST_WORDS} names, numbers and brackets"));
        }
        let Some(open) = open else { break };
        let data = &rest[open + b"stream".len()..];
        let object = plain.len().saturating_sub(2048);
        if find(&plain[object..], b"/ObjStm").is_some() || find(&plain[object..], b"/XRef").is_some() {
            words += survey_stream(data, &mut unfolded)?;
        }
        let end = find(data, b"endstream").map_or(data.len(), |end| end + b"endstream".len());
        at += open + b"stream".len() + end;
    }
    Ok(())
}

/// The next place where a stream begins: the word after the end of a dictionary.
fn find_stream(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = find(&bytes[from..], b"stream") {
        let at = from + found;
        let before = bytes[..at].trim_ascii_end();
        if before.ends_with(b">>") {
            return Some(at);
        }
        from = at + b"stream".len();
    }
    None
}

/// Unfolds a stream of objects piece by piece and counts its words.
fn survey_stream(data: &[u8], unfolded: &mut u64) -> Result<usize, String> {
    let data = data.strip_prefix(b"\r").unwrap_or(data);
    let mut decoder = ZlibDecoder::new(data.strip_prefix(b"\n").unwrap_or(data));
    let (mut piece, mut words, mut gap) = ([0; 16_384], 0, true);
    // A broken stream ends here; the reader finds the fault again and names it.
    while let Ok(length @ 1..) = decoder.read(&mut piece) {
        *unfolded += length as u64;
        words += count_words(&piece[..length], &mut gap);
        if *unfolded > MOST_UNFOLDED || words > MOST_WORDS {
            return Err(format!("its objects unfold to more than {} MiB", MOST_UNFOLDED / 1024 / 1024));
        }
    }
    Ok(words)
}

/// Words that begin in these bytes; `gap` says whether a word may begin with the first of them.
fn count_words(bytes: &[u8], gap: &mut bool) -> usize {
    let mut words = 0;
    for byte in bytes {
        let blank = matches!(byte, 0 | 9 | 10 | 12 | 13 | 32);
        let mark = matches!(byte, b'[' | b'<' | b'(' | b'/');
        words += usize::from(mark || (*gap && !blank));
        *gap = blank || mark || matches!(byte, b']' | b'>' | b')');
    }
    words
}

/// Whether an object is nothing.
pub(super) fn is_null(object: &Object) -> bool {
    matches!(object, Object::Null)
}
