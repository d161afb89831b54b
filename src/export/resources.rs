//! What every file of a process shares: fonts, pictures encoded once, compressors, small text.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use krilla::image::Image;
use krilla::text::Font;

use super::ExportError;
use super::pdf::Compressors;
use super::png::Stores;
use crate::fonts::{FontBook, FontId};
use crate::picture::{Crop, Picture};

/// Caches for all exporters; make one a process and share it between threads.
pub struct Resources {
    faces: Vec<FaceEntry>,
    /// Pictures as the screen editions embed them.
    pub(super) pictures: PictureCache,
    /// Compressors of finished files.
    pub(super) compressors: Compressors,
    /// Small text in pixels.
    pub(super) small_text: Stores,
}

/// A face and what has been made from it.
struct FaceEntry {
    /// For messages, such as `Open Sans 700`.
    name: String,
    data: Bytes,
}

/// A font file, bundled or from the project.
#[derive(Clone)]
enum Bytes {
    Bundled(&'static [u8]),
    Loaded(Arc<Vec<u8>>),
}

impl Resources {
    /// Caches for the faces of `fonts`; nothing is opened before it is used.
    #[must_use]
    pub fn new(fonts: &FontBook) -> Resources {
        let entry = |at: usize| {
            let face = fonts.face(FontId(u16::try_from(at).unwrap_or(u16::MAX)));
            let data = match &face.data {
                Cow::Borrowed(bytes) => Bytes::Bundled(bytes),
                Cow::Owned(bytes) => Bytes::Loaded(Arc::new(bytes.clone())),
            };
            let slope = if face.italic { " italic" } else { "" };
            FaceEntry { name: format!("{} {}{slope}", face.family, face.weight), data }
        };
        Resources {
            faces: (0..fonts.len()).map(entry).collect(),
            pictures: PictureCache::default(),
            compressors: Compressors::default(),
            small_text: Stores::default(),
        }
    }

    /// The face as krilla embeds it, opened anew each time.
    ///
    /// # Errors
    /// If there is no such face or it is no font.
    pub(super) fn open(&self, id: FontId) -> Result<Font, ExportError> {
        let entry = self.entry(id)?;
        let font = match &entry.data {
            Bytes::Bundled(bytes) => Font::new((*bytes).into(), 0),
            Bytes::Loaded(bytes) => Font::new(bytes.clone().into(), 0),
        };
        font.ok_or_else(|| ExportError::Font(entry.name.clone()))
    }

    /// The face's outlines and character map.
    ///
    /// # Errors
    /// If there is no such face or it is no font.
    pub(super) fn outlines(&self, id: FontId) -> Result<skrifa::FontRef<'_>, ExportError> {
        let entry = self.entry(id)?;
        let bytes = match &entry.data {
            Bytes::Bundled(bytes) => bytes,
            Bytes::Loaded(bytes) => bytes.as_slice(),
        };
        skrifa::FontRef::new(bytes).map_err(|_| ExportError::Font(entry.name.clone()))
    }

    /// Name of a face for messages.
    pub(super) fn face_name(&self, id: FontId) -> &str {
        self.faces.get(usize::from(id.0)).map_or("?", |entry| &entry.name)
    }

    fn entry(&self, id: FontId) -> Result<&FaceEntry, ExportError> {
        self.faces.get(usize::from(id.0)).ok_or_else(|| ExportError::Font(format!("number {}", id.0)))
    }
}

/// Pictures that have been converted and compressed, found by identity; gone when the picture is.
#[derive(Default)]
pub(super) struct PictureCache(Mutex<Vec<CacheRow>>);

/// What is seen of a picture: a part of it, in so many columns and rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    /// The part.
    pub crop: Crop,
    /// Columns and rows that it is made into; no more than it has.
    pub size: (u32, u32),
}

/// A picture and its encoded form, which is made by the first who asks.
type CacheRow = (Weak<Picture>, Shown, Arc<OnceLock<Result<Image, ExportError>>>);

impl PictureCache {
    /// The encoded form of what is shown of `picture`, made by `encode` the first time.
    pub(super) fn get(
        &self,
        picture: &Arc<Picture>,
        shown: Shown,
        encode: impl FnOnce() -> Result<Image, ExportError>,
    ) -> Result<Image, ExportError> {
        let cell = {
            let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            rows.retain(|(known, ..)| known.strong_count() > 0);
            let same =
                |(known, part, _): &&CacheRow| std::ptr::eq(known.as_ptr(), Arc::as_ptr(picture)) && *part == shown;
            if let Some((.., cell)) = rows.iter().find(same) {
                cell.clone()
            } else {
                let cell = Arc::new(OnceLock::new());
                rows.push((Arc::downgrade(picture), shown, cell.clone()));
                cell
            }
        };
        cell.get_or_init(encode).clone()
    }
}
