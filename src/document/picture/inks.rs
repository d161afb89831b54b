//! JPEG files in CMYK: their inks as they are, where the usual decoder gives a guess in RGB.

use zune_core::colorspace::ColorSpace;

use super::jpeg;

/// Whether a JPEG file has four components.
pub(super) fn is_cmyk(bytes: &[u8]) -> bool {
    let mut decoder = jpeg::decoder(bytes);
    decoder.decode_headers().is_ok() && decoder.info().is_some_and(|info| info.components == 4)
}

/// The inks, four bytes a pixel, 255 is full ink.
///
/// # Errors
/// In words, if the file is damaged.
pub(super) fn decode(bytes: &[u8]) -> Result<Vec<u8>, String> {
    // Asked for what is in the file, the decoder leaves the samples as they are.
    let (mut samples, space) = jpeg::decode(bytes, |stored| stored)?;
    if space == ColorSpace::YCCK {
        for pixel in samples.as_chunks_mut::<4>().0 {
            ycck_to_stored(pixel);
        }
    }
    if has_adobe_marker(bytes) {
        // Adobe's programs store the paper's light instead of ink (Adobe Technical Note 5116, and what Photoshop does).
        for sample in &mut samples {
            *sample = 255 - *sample;
        }
    }
    Ok(samples)
}

/// Luminance and chrominance to the stored cyan, magenta and yellow, which are RGB turned around; black stays
/// (ITU-T T.872, 6.1).
fn ycck_to_stored(pixel: &mut [u8; 4]) {
    let [y, cb, cr] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
    let (cb, cr) = (cb - 128.0, cr - 128.0);
    let rgb = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
    for (stored, light) in pixel.iter_mut().zip(rgb) {
        *stored = 255 - light.round().clamp(0.0, 255.0) as u8;
    }
}

/// Whether the segments before the first scan hold Adobe's (APP14).
fn has_adobe_marker(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        match marker {
            // Fill bytes may stand before a marker (ITU-T T.81, B.1.1.2).
            0xFF => at += 1,
            0xEE if bytes.get(at + 4..at + 9) == Some(b"Adobe") => return true,
            0xDA => return false,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four fields: cyan, magenta, a brown, black.
    const FIELDS: [[u8; 4]; 4] = [[255, 0, 0, 0], [0, 255, 0, 0], [51, 102, 204, 26], [0, 0, 0, 255]];

    #[test]
    fn inks_are_the_same_however_they_are_stored() {
        for (name, bytes) in [
            ("Adobe, turned around", include_bytes!("../../../tests/cases/images/cmyk-adobe.jpg").as_slice()),
            ("plain", include_bytes!("../../../tests/cases/images/cmyk-plain.jpg")),
            ("Adobe, luminance and chrominance", include_bytes!("../../../tests/cases/images/ycck-adobe.jpg")),
        ] {
            assert!(is_cmyk(bytes), "{name}");
            let samples = decode(bytes).expect("decoded");
            assert_eq!(samples.len(), 64 * 16 * 4, "{name}");
            for (field, inks) in FIELDS.iter().enumerate() {
                let pixel = &samples[(8 * 64 + field * 16 + 8) * 4..][..4];
                let near = pixel.iter().zip(inks).all(|(found, wanted)| found.abs_diff(*wanted) <= 3);
                assert!(near, "{name}: {pixel:?} instead of {inks:?}");
            }
        }
    }

    #[test]
    fn a_file_without_its_scan_is_refused() {
        let whole = include_bytes!("../../../tests/cases/images/cmyk-adobe.jpg");
        assert!(!is_cmyk(&whole[..20]));
        assert_eq!(decode(&whole[..20]), Err("the file is damaged".to_owned()));
    }
}
