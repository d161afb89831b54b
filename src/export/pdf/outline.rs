//! Bookmarks of the viewer's side bar.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use crate::page::Bookmark;

/// The bookmarks as a tree; a document without headings has its title as the only one. Bookmarks to pages that do not
/// exist are left out.
pub(in crate::export) fn outline(bookmarks: &[Bookmark], title: &str, pages: usize) -> Outline {
    let mut outline = Outline::new();
    let mut branch: Vec<(u8, OutlineNode)> = Vec::new();
    for bookmark in bookmarks.iter().filter(|bookmark| bookmark.page < pages) {
        close(&mut outline, &mut branch, bookmark.level);
        branch.push((bookmark.level, node(&bookmark.title, bookmark.page, bookmark.y.0)));
    }
    if branch.is_empty() && pages > 0 {
        branch.push((1, node(title, 0, 0.0)));
    }
    close(&mut outline, &mut branch, 0);
    outline
}

fn node(title: &str, page: usize, y: f32) -> OutlineNode {
    OutlineNode::new(title.to_owned(), XyzDestination::new(page, Point::from_xy(0.0, y))).with_open(true)
}

/// Hangs the nodes that are as deep as `level` or deeper on their parents.
fn close(outline: &mut Outline, branch: &mut Vec<(u8, OutlineNode)>, level: u8) {
    while let Some((_, done)) = branch.pop_if(|(depth, _)| *depth >= level) {
        match branch.last_mut() {
            Some((_, parent)) => parent.push_child(done),
            None => outline.push_child(done),
        }
    }
}
