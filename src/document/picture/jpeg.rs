//! JPEG files: the samples of those that are whole. The decoder fills up with gray what is missing from others.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// A decoder of pictures as large as others may be.
pub(super) fn decoder(bytes: &[u8]) -> JpegDecoder<ZCursor<&[u8]>> {
    let most = super::MAX_SIDE as usize;
    let options = DecoderOptions::default().set_max_width(most).set_max_height(most);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options)
}

/// The samples in the space that is wanted for the file's own, which comes with them.
///
/// # Errors
/// In words, if the file is damaged or ends before its picture does.
pub(super) fn decode(bytes: &[u8], wanted: impl Fn(ColorSpace) -> ColorSpace) -> Result<(Vec<u8>, ColorSpace), String> {
    let broken = |_| "the file is damaged".to_owned();
    if !is_whole(bytes) {
        return Err("the file is damaged".to_owned());
    }
    let mut decoder = decoder(bytes);
    decoder.decode_headers().map_err(broken)?;
    let stored = decoder.input_colorspace().ok_or("the file is damaged")?;
    // Strict from here on: what programs leave between the headers harms nothing, what is wrong in a scan does.
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(wanted(stored)).set_strict_mode(true));
    Ok((decoder.decode().map_err(broken)?, stored))
}

/// Whether a file has a scan and the marker that ends a picture after it (ITU-T T.81, B.1.1.2 and B.2.1). Whatever
/// follows that marker is no part of the picture.
fn is_whole(bytes: &[u8]) -> bool {
    let (mut at, mut scans) = (2, 0);
    while let Some(start) = bytes.get(at..).and_then(|rest| memchr::memchr(0xFF, rest)) {
        let marker = at + start + 1;
        match bytes.get(marker) {
            // A byte of a scan that looks like a marker is followed by nothing; restarts and temporary codes stand alone.
            Some(0x00 | 0x01 | 0xD0..=0xD8) => at = marker + 1,
            // Fill bytes may stand before a marker.
            Some(0xFF) => at = marker,
            Some(0xD9) => return scans > 0,
            Some(code) => {
                let Some(&[high, low]) = bytes.get(marker + 1..marker + 3) else { return false };
                scans += usize::from(*code == 0xDA);
                at = marker + 1 + usize::from(u16::from_be_bytes([high, low]));
            }
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture with something in it, 96 × 64 pixels in gray.
    fn sample() -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixel = |x: u32, y: u32| image::Luma([((x * 37) ^ (y * 91)) as u8]);
        let picture = image::GrayImage::from_fn(96, 64, pixel);
        image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&picture).expect("a JPEG");
        bytes
    }

    fn as_stored(bytes: &[u8]) -> Result<usize, String> {
        decode(bytes, |stored| stored).map(|(samples, _)| samples.len())
    }

    const PROGRESSIVE: &[u8] = include_bytes!("../../../tests/cases/images/progressive.jpg");
    const RESTARTS: &[u8] = include_bytes!("../../../tests/cases/images/restarts.jpg");

    #[test]
    fn a_file_that_ends_early_is_damaged_wherever_it_ends() {
        for (whole, bytes) in [(sample().as_slice(), 96 * 64), (PROGRESSIVE, 96 * 64 * 3), (RESTARTS, 96 * 64 * 3)] {
            assert_eq!(as_stored(whole), Ok(bytes));
            for length in 0..whole.len() {
                assert_eq!(as_stored(&whole[..length]), Err("the file is damaged".to_owned()), "{length} bytes");
            }
        }
    }

    #[test]
    fn a_scan_with_codes_that_do_not_exist_is_damaged() {
        let half = PROGRESSIVE.len() / 2;
        let lost = [&PROGRESSIVE[..half], &PROGRESSIVE[half + half / 4..]].concat();
        assert_eq!(as_stored(&lost), Err("the file is damaged".to_owned()));
    }

    #[test]
    fn what_follows_a_picture_is_passed_over() {
        let trailing = [sample(), vec![0; 300], b"\xFF\xD8\xFF\xE1 a second picture".to_vec()].concat();
        assert_eq!(as_stored(&trailing), Ok(96 * 64));
        let mut filled = sample();
        filled.splice(2..2, [0xFF, 0xFF]);
        assert_eq!(as_stored(&filled), Ok(96 * 64), "fill bytes before a marker");
    }
}
