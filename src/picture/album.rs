//! Pictures that have been decoded: the leaflets of a project share them, and what is made of them.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Picture, PictureKind};
use crate::limits;

/// Bytes of pictures from which on the album begins anew, so that memory stays bounded.
const ROOM: usize = limits::ALBUM_BYTES;

/// A picture or why there is none, made by the first who asks.
type Cell = Arc<OnceLock<Result<Arc<Picture>, String>>>;

/// The decoded pictures of one project, found by path and kind. Whoever holds a picture keeps it, whatever the album does.
#[derive(Debug, Default)]
pub struct Album {
    rows: Mutex<Vec<(String, PictureKind, Cell)>>,
    in_outline: bool,
}

impl Album {
    /// An album whose pictures are never decoded: each stands as [`Picture::outline`].
    #[must_use]
    pub fn outline() -> Album {
        Album { in_outline: true, ..Album::default() }
    }

    /// Whether pictures stand as their outlines.
    #[must_use]
    pub fn is_outline(&self) -> bool {
        self.in_outline
    }

    /// The picture of this path and kind, made by `decode` the first time; others who ask meanwhile wait for it.
    ///
    /// # Errors
    /// What `decode` says.
    pub fn get(
        &self,
        path: &str,
        kind: PictureKind,
        decode: impl FnOnce() -> Result<Picture, String>,
    ) -> Result<Arc<Picture>, String> {
        let cell = {
            let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
            let known = rows.iter().find(|(name, of, _)| name == path && *of == kind);
            if let Some((.., cell)) = known {
                Arc::clone(cell)
            } else {
                if rows.iter().map(|(.., cell)| bytes(cell)).sum::<usize>() > ROOM {
                    rows.clear();
                }
                let cell = Cell::default();
                rows.push((path.to_owned(), kind, Arc::clone(&cell)));
                cell
            }
        };
        cell.get_or_init(|| decode().map(Arc::new)).clone()
    }
}

/// What a picture takes, if there is one yet.
fn bytes(cell: &Cell) -> usize {
    let picture = cell.get().and_then(|made| made.as_ref().ok());
    picture.map_or(0, |p| p.pixels.samples().len() + p.alpha.as_ref().map_or(0, Vec::len))
}

#[cfg(test)]
mod tests {
    use super::super::Pixels;
    use super::*;

    #[test]
    fn a_picture_is_decoded_once_for_each_kind() {
        let album = Album::default();
        let times = std::cell::Cell::new(0);
        let decode = || {
            times.set(times.get() + 1);
            Ok(Picture::new(1, 1, Pixels::Gray(vec![7])))
        };
        let first = album.get("a.png", PictureKind::Photo, decode).expect("a picture");
        let again = album.get("a.png", PictureKind::Photo, decode).expect("a picture");
        assert!(Arc::ptr_eq(&first, &again));
        assert!(album.get("a.png", PictureKind::Graphic, decode).is_ok());
        assert_eq!(times.get(), 2);
        assert_eq!(album.get("b.png", PictureKind::Photo, || Err("broken".to_owned())), Err("broken".to_owned()));
        assert_eq!(album.get("b.png", PictureKind::Photo, decode), Err("broken".to_owned()));
    }
}
