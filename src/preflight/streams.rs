//! Whether the streams of a file unpack: what a damaged one would draw or spell is lost, and readers go on without a word.

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Object, Stream};

use super::finding::Findings;
use super::pdf::Pdf;
use crate::limits;
use crate::rules;

/// Most bytes that all streams of a file may unfold to here.
const MOST_UNFOLDED: u64 = limits::PREFLIGHT_UNFOLDED as u64;
/// Bytes that are unfolded at a time.
const STEP: usize = 64 * 1024;
/// Length of the header of packed data (RFC 1950, 2.2).
const HEADER: usize = 2;

/// Unpacks every packed stream, used or not, and keeps nothing of it.
pub(super) fn check(pdf: &Pdf, findings: &mut Findings) {
    let mut left = MOST_UNFOLDED;
    for ((number, _), object) in &pdf.document.objects {
        let Object::Stream(stream) = object else { continue };
        if !is_packed(pdf, stream) {
            continue;
        }
        match unpacks(&stream.content, &mut left) {
            Some(true) => {}
            Some(false) => {
                let message = format!("the stream of object {number} is damaged and does not unpack");
                findings.file(&rules::PDF_UNREADABLE, message);
            }
            None => return pdf.exceed(format!("its streams unfold to more than {} MiB", MOST_UNFOLDED / 1024 / 1024)),
        }
    }
}

/// Whether the bytes of a stream are packed as they stand, with no other filter before.
fn is_packed(pdf: &Pdf, stream: &Stream) -> bool {
    let first = match pdf.get(&stream.dict, "Filter") {
        Some(Object::Array(filters)) => filters.first(),
        other => other,
    };
    first.and_then(|filter| pdf.as_name(filter)).is_some_and(|name| name == "FlateDecode")
}

/// Whether packed data is whole; `None` if it unfolds to more than is left.
fn unpacks(data: &[u8], left: &mut u64) -> Option<bool> {
    match inflate(data, true, left)? {
        End::Whole => Some(true),
        End::Wrong => Some(false),
        // Some programs leave out the sum at the end, which no reader misses; without it the data has to end by itself.
        End::Short => Some(matches!(inflate(data.get(HEADER..).unwrap_or_default(), false, left)?, End::Whole)),
    }
}

/// How packed data ends.
enum End {
    /// As it should.
    Whole,
    /// With something that is no packed data, or another sum than that of the data.
    Wrong,
    /// Too early.
    Short,
}

/// Unfolds packed data into nothing.
fn inflate(data: &[u8], header: bool, left: &mut u64) -> Option<End> {
    let mut inflater = Decompress::new(header);
    let mut out = vec![0; STEP];
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let rest = &data[usize::try_from(read).ok()?.min(data.len())..];
        let Ok(status) = inflater.decompress(rest, &mut out, FlushDecompress::None) else { return Some(End::Wrong) };
        let more = inflater.total_out() - written;
        *left = left.checked_sub(more)?;
        match status {
            Status::StreamEnd => return Some(End::Whole),
            _ if more == 0 && inflater.total_in() == read => return Some(End::Short),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed() -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        let data: Vec<u8> = (0..200_000_u64).map(|n| ((n * n) >> 7) as u8).collect();
        packer.write_all(&data).expect("packed");
        packer.finish().expect("packed")
    }

    fn whole(data: &[u8]) -> Option<bool> {
        unpacks(data, &mut 10_000_000)
    }

    #[test]
    fn data_is_whole_or_it_is_not() {
        let data = packed();
        assert_eq!(whole(&data), Some(true));
        assert_eq!(whole(&[&data[..], b"\r\n"].concat()), Some(true), "an end of line follows");
        assert_eq!(whole(&data[..data.len() - 4]), Some(true), "without its sum");
        assert_eq!(whole(&data[..data.len() / 2]), Some(false));
        assert_eq!(whole(&data[..1]), Some(false));
        assert_eq!(whole(b""), Some(false));
        for at in [0, 2, data.len() / 2, data.len() - 2] {
            let mut wrong = data.clone();
            wrong[at] ^= 0x5A;
            wrong[at + 1] ^= 0x5A;
            assert_eq!(whole(&wrong), Some(false), "bytes {at} and {}", at + 1);
        }
    }

    #[test]
    fn what_unfolds_too_far_is_left() {
        assert_eq!(unpacks(&packed(), &mut 100_000), None);
    }
}
