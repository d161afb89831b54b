//! Pictures as image objects: sRGB on a screen, the press's inks in print.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use sha2::{Digest, Sha256};

use super::Inks;
use crate::export::{ExportError, Resources};
use crate::picture::{Picture, Pixels};

/// Samples ready to be compressed.
#[derive(Clone)]
struct Samples {
    size: (u32, u32),
    space: ImageColorspace,
    bytes: Arc<Vec<u8>>,
    /// Of the bytes, so that krilla's own hashing does not read them all again.
    digest: [u8; 32],
}

impl Hash for Samples {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.size, self.space, self.digest).hash(state);
    }
}

impl CustomImage for Samples {
    fn color_channel(&self) -> &[u8] {
        &self.bytes
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        self.space
    }
}

/// The picture as krilla embeds it, converted and compressed once for each kind of edition.
///
/// # Errors
/// If the samples do not fill the picture's size, or the output profile cannot convert them.
pub(super) fn image(picture: &Arc<Picture>, inks: Inks<'_>, resources: &Resources) -> Result<Image, ExportError> {
    match inks {
        Inks::Screen => resources.pictures.get(picture, || encode(picture, |pixels| Ok(on_screen(pixels)))),
        Inks::Press(profile) => profile
            .pictures()
            .get(picture, || encode(picture, |pixels| Ok((ImageColorspace::Cmyk, profile.separate(pixels)?)))),
    }
}

/// Samples as they are: gray or sRGB.
fn on_screen(pixels: &Pixels) -> (ImageColorspace, Vec<u8>) {
    match pixels {
        Pixels::Gray(bytes) => (ImageColorspace::Luma, bytes.clone()),
        Pixels::Rgb(bytes) => (ImageColorspace::Rgb, bytes.clone()),
    }
}

fn encode(
    picture: &Picture,
    convert: impl FnOnce(&Pixels) -> Result<(ImageColorspace, Vec<u8>), ExportError>,
) -> Result<Image, ExportError> {
    let (given, channels) = match &picture.pixels {
        Pixels::Gray(bytes) => (bytes.len(), 1),
        Pixels::Rgb(bytes) => (bytes.len(), 3),
    };
    let size = (picture.width, picture.height);
    if size.0 == 0 || size.1 == 0 || given as u64 != u64::from(size.0) * u64::from(size.1) * channels {
        let reason = format!("{given} samples do not make {} × {} pixels", size.0, size.1);
        return Err(ExportError::Picture(reason));
    }
    let (space, bytes) = convert(&picture.pixels)?;
    let digest = Sha256::digest(&bytes).into();
    Image::from_custom(Samples { size, space, bytes: Arc::new(bytes), digest }, false).map_err(ExportError::Picture)
}
