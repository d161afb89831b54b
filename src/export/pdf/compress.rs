//! Compresses the content streams of a file that krilla wrote plain.
//!
//! krilla compresses at level 6, which takes a third of all the time of a build. The drawing operators of a page come out
//! a sixth larger at the lowest level, in a fraction of the time (docs/decisions/0016-compression.md).

use std::sync::{Mutex, PoisonError};

use flate2::{Compress, Compression, FlushCompress, Status};
use memchr::memmem::{find, rfind};

use super::begun::{Begun, BegunPath};
use super::text::TextObject;
use super::{instance, strings};
use crate::export::ExportError;

/// zlib's level for content streams.
const LEVEL: u32 = 1;
/// Length of an entry of the cross-reference table (ISO 32000-1, 7.5.4).
const ENTRY: usize = 20;
/// Digits of an offset in it.
const DIGITS: usize = 10;
/// What stands between a stream's dictionary and its data.
const DATA: &[u8] = b"\nstream\n";
/// The end of an object with a stream: what follows the data is no longer than this.
const TAIL: usize = 24;
/// The end of a dictionary.
const END_OF_DICTIONARY: &[u8] = b">>";
/// The key of a stream's length.
const LENGTH: &[u8] = b"/Length ";
/// The dictionary of a stream of drawing operators or characters is no longer than this; what is longer stays as it is.
const HEAD: usize = 256;

/// Compressors that wait for their next file: to make one means to clear a third of a megabyte.
#[derive(Default)]
pub(in crate::export) struct Compressors(Mutex<Vec<Compressor>>);

/// A compressor with its working memory.
struct Compressor {
    deflate: Compress,
    /// A content stream with its strings shortened.
    plain: Vec<u8>,
    /// A stream, compressed.
    packed: Vec<u8>,
}

impl Compressors {
    /// The file with every stream compressed that has no filter, but the metadata, which stay readable (ISO 19005-2,
    /// 6.6.2.1), and with its lines of text completed. Objects keep their order and numbers; the cross-reference table is written anew.
    ///
    /// # Errors
    /// If the file is not laid out as krilla lays it out: one cross-reference table, whose objects follow each other; if
    /// its pages do not have the text objects that were drawn.
    pub fn compress(&self, file: &[u8], begun: &Begun) -> Result<Vec<u8>, ExportError> {
        let waiting = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = waiting().pop();
        let mut compressor = known.unwrap_or_else(|| Compressor {
            deflate: Compress::new(Compression::new(LEVEL), true),
            plain: Vec::new(),
            packed: Vec::new(),
        });
        let compressed = compressor.compress(file, begun);
        waiting().push(compressor);
        compressed
    }
}

impl Compressor {
    fn compress(&mut self, file: &[u8], begun: &Begun) -> Result<Vec<u8>, ExportError> {
        let broken = || ExportError::File("the file's cross-reference table cannot be read back".to_owned());
        let table = table(file).ok_or_else(broken)?;
        let mut objects: Vec<(usize, usize)> = Vec::with_capacity(table.entries.len() / ENTRY);
        for (number, entry) in table.entries.chunks_exact(ENTRY).enumerate() {
            if entry[17] == b'n' {
                objects.push((integer(entry).ok_or_else(broken)?, number));
            }
        }
        objects.sort_unstable();
        let ends = objects.iter().skip(1).map(|(start, _)| *start).chain([table.start]);
        let first = objects.first().map_or(table.start, |(start, _)| *start);

        let mut out = Vec::with_capacity(file.len());
        out.extend_from_slice(file.get(..first).ok_or_else(broken)?);
        let mut entries = table.entries.to_vec();
        // Where nothing is noted krilla has written every line.
        let spelled = begun.texts.is_empty();
        let mut noted = begun.texts.iter();
        let mut all_spelled = std::iter::repeat(&None);
        let texts: &mut dyn Iterator<Item = &TextObject> = if spelled { &mut all_spelled } else { &mut noted };
        let mut rest = Rest { texts, paths: &begun.paths };
        for ((start, number), end) in objects.iter().zip(ends) {
            write_offset(&mut entries[number * ENTRY..][..DIGITS], out.len());
            self.object(file.get(*start..end).ok_or_else(broken)?, &mut rest, &mut out)?;
        }
        if !rest.paths.is_empty() || noted.next().is_some() {
            return Err(ExportError::File("there is less on the pages than was drawn".to_owned()));
        }
        let start = out.len();
        out.extend_from_slice(&file[table.start..table.body]);
        out.extend_from_slice(&entries);
        out.extend_from_slice(&file[table.body + entries.len()..table.end]);
        out.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
        instance::rename(&mut out, begun).ok_or_else(broken)?;
        // Files are kept until all are made: without the room that their streams took before.
        out.shrink_to_fit();
        Ok(out)
    }

    /// Writes an object, its stream compressed if it has one without filter.
    fn object(&mut self, source: &[u8], begun: &mut Rest<'_, '_>, out: &mut Vec<u8>) -> Result<(), ExportError> {
        let Some(Plain { before, after, data, rest }) = plain_stream(source) else {
            out.extend_from_slice(source);
            return Ok(());
        };
        let failed = || ExportError::File(format!("a stream of {} bytes cannot be compressed", data.len()));
        // Page contents are the streams that have nothing but a length.
        let data = if after == END_OF_DICTIONARY {
            self.plain.clear();
            begun.complete(data, &mut self.plain).ok_or_else(failed)?;
            &self.plain
        } else {
            data
        };
        self.packed.clear();
        // zlib adds at most 5 bytes to each 16 KiB that it cannot compress, and 6 around them.
        self.packed.reserve(data.len() + data.len() / 1024 + 64);
        self.deflate.reset();
        let status = self.deflate.compress_vec(data, &mut self.packed, FlushCompress::Finish);
        if !matches!(status, Ok(Status::StreamEnd)) {
            return Err(failed());
        }
        let length = format!("{}/Filter/FlateDecode", self.packed.len());
        for part in [before, length.as_bytes(), after, DATA, &self.packed, rest] {
            out.extend_from_slice(part);
        }
        Ok(())
    }
}

/// What is begun in the streams that are still to come.
struct Rest<'t, 'b> {
    texts: &'t mut dyn Iterator<Item = &'b TextObject>,
    paths: &'b [BegunPath],
}

impl Rest<'_, '_> {
    /// Appends a page's operators to `out`, complete and short. `None` if they are not as krilla writes them.
    fn complete(&mut self, mut content: &[u8], out: &mut Vec<u8>) -> Option<()> {
        while let Some((path, after)) = self.paths.split_first()
            && let Some(place) = path.place(content)
        {
            strings::shorten(&content[..place.start], self.texts, out)?;
            out.extend_from_slice(&path.operators);
            (content, self.paths) = (&content[place.end..], after);
        }
        strings::shorten(content, self.texts, out)
    }
}

/// Writes the offset of an object into its entry, in ten digits.
fn write_offset(entry: &mut [u8], mut offset: usize) {
    for digit in entry.iter_mut().rev() {
        *digit = b'0' + (offset % 10) as u8;
        offset /= 10;
    }
}

/// Where the cross-reference table lies, and its entries.
struct Table<'a> {
    /// Its keyword.
    start: usize,
    /// Its first entry.
    body: usize,
    entries: &'a [u8],
    /// The end of the trailer.
    end: usize,
}

/// Finds the cross-reference table by the offset at the end of the file.
fn table(file: &[u8]) -> Option<Table<'_>> {
    let end = rfind(file, b"startxref\n")?;
    let start = integer(&file[end + b"startxref\n".len()..])?;
    let heading = file.get(start..)?.strip_prefix(b"xref\n0 ")?;
    let count = integer(heading)?;
    let body = file.len() - heading.len() + heading.iter().position(|b| *b == b'\n')? + 1;
    let entries = file.get(body..body + count.checked_mul(ENTRY)?)?;
    Some(Table { start, body, entries, end })
}

/// An object with a stream that has no filter.
struct Plain<'a> {
    /// Its dictionary up to the stream's length.
    before: &'a [u8],
    /// Its dictionary after the length.
    after: &'a [u8],
    data: &'a [u8],
    /// What follows the data.
    rest: &'a [u8],
}

/// Takes an object with a stream to be compressed apart; `None` for any other.
fn plain_stream(source: &[u8]) -> Option<Plain<'_>> {
    find(&source[source.len().saturating_sub(TAIL)..], b"endstream")?;
    let head = &source[..find(&source[..source.len().min(HEAD)], DATA)?];
    if find(head, b"/Filter").is_some() || find(head, b"/Metadata").is_some() {
        return None;
    }
    let (before, value) = head.split_at(find(head, LENGTH)? + LENGTH.len());
    let length = integer(value)?;
    let after = value.iter().position(|b| !b.is_ascii_digit())?;
    let (data, rest) = source[head.len() + DATA.len()..].split_at_checked(length)?;
    Some(Plain { before, after: &value[after..], data, rest })
}

/// A number at the beginning of some bytes.
fn integer(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[..digits]).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of two objects as krilla lays it out.
    fn file() -> Vec<u8> {
        let data = "0 0 m 1 0 l 1 1 l h f ".repeat(90);
        let head = "%PDF-1.7\n".to_owned();
        let stream = format!("2 0 obj\n<</Length {}>>\nstream\n{data}\nendstream\nendobj\n", data.len());
        let other = "1 0 obj\n<</Type/Catalog>>\nendobj\n";
        let (two, one) = (head.len(), head.len() + stream.len());
        let table = one + other.len();
        let entries = format!("0000000000 65535 f\r\n{one:010} 00000 n\r\n{two:010} 00000 n\r\n");
        let trailer = format!("xref\n0 3\n{entries}trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n{table}\n%%EOF");
        [head, stream, other.to_owned(), trailer].concat().into_bytes()
    }

    #[test]
    fn the_same_file_is_read_from_the_compressed_one() {
        let plain = file();
        let compressed = Compressors::default().compress(&plain, &Begun::default()).expect("compressed");
        assert!(compressed.len() * 4 < plain.len(), "{} of {}", compressed.len(), plain.len());
        let read = |bytes: &[u8]| {
            let file = lopdf::Document::load_mem(bytes).expect("a file");
            let stream = file.get_object((2, 0)).and_then(lopdf::Object::as_stream).expect("a stream").clone();
            assert!(file.catalog().is_ok());
            if stream.is_compressed() { stream.decompressed_content().expect("whole") } else { stream.content }
        };
        assert_eq!(read(&compressed), read(&plain));
    }

    #[test]
    fn a_broken_table_is_an_error() {
        let (plain, compressors) = (file(), Compressors::default());
        for cut in [0, 10, plain.len() / 2, plain.len() - 8] {
            assert!(compressors.compress(&plain[..cut], &Begun::default()).is_err(), "{cut}");
        }
    }
}
