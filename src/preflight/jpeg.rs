//! JPEG samples as they are stored, so that inks stay inks (`docs/decisions/0008-jpeg.md`).

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Most bytes of samples; a progressive picture takes three times as much while it is read.
const MOST_SAMPLES: usize = 96 * 1024 * 1024;

/// Samples of eight bits, row by row, with the number of values of a pixel.
pub(super) fn decode(bytes: &[u8], size: (u32, u32)) -> Option<(Vec<u8>, usize)> {
    let (width, height) = (size.0 as usize, size.1 as usize);
    let options = DecoderOptions::default().set_max_width(width).set_max_height(height);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let stored = decoder.input_colorspace()?;
    let wanted = match stored {
        ColorSpace::YCbCr => ColorSpace::RGB,
        other => other,
    };
    let values = wanted.num_components();
    let info = decoder.info()?;
    let same = usize::from(info.width) == width && usize::from(info.height) == height;
    if !same || width.checked_mul(height)?.checked_mul(values)? > MOST_SAMPLES {
        return None;
    }
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut samples = decoder.decode().ok()?;
    if stored == ColorSpace::YCCK {
        samples.chunks_exact_mut(4).for_each(inks_of_ycck);
    }
    Some((samples, values))
}

/// Luminance and colour difference as cyan, magenta and yellow; black stays (Adobe TN 5116, transform 2).
fn inks_of_ycck(pixel: &mut [u8]) {
    let [y, cb, cr] = [0, 1, 2].map(|at: usize| f32::from(pixel[at]));
    let (cb, cr) = (cb - 128.0, cr - 128.0);
    let light = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
    pixel.iter_mut().zip(light).for_each(|(ink, light)| *ink = (255.0 - light).clamp(0.0, 255.0) as u8);
}
