//! Folders as the reader takes them in hand: finished pages are cut along their fold lines, laid back to back and folded as
//! paper is. What then lies under each other says in which order panels are read; the table of formats is not asked.

mod support;

use std::fs;
use std::path::Path;

use leaflet::definition::{Target, load};
use leaflet::document::{Document, Draft, resolve};
use leaflet::layout::layout;
use leaflet::page::{Item, Pages};
use leaflet::units::{Mm, Pt};
use leaflet::world::{MemoryWorld, World};

use support::{Line, TODAY, letters, lines, wanted, workshop};

/// Nothing is read that lies nearer to a fold.
const FROM_FOLD: Mm = Mm(4.0);
/// Least by which a panel must be narrower than those that it is rolled into, so that it does not buckle.
const NARROWER: Mm = Mm(2.0);
/// Rounding of millimetres to points and back.
const SLACK: Pt = Pt(0.1);

/// A folder as it came out.
struct Folder {
    name: String,
    document: Document,
    pages: Pages,
}

/// One side of one panel: its page, and where it lies on it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Face {
    page: usize,
    left: Pt,
    right: Pt,
}

/// What hangs together between folds: two faces back to back.
#[derive(Debug, Clone, Copy)]
struct Leaf {
    inside: Face,
    outside: Face,
}

/// A leaf in a pile: which face lies up, which down; whether the upper one is the sheet's inside.
type Lying = (Face, Face, bool);

fn repository(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of the repository")
}

/// Every folder of what a world is asked for.
fn folders_of(name: &str, world: &dyn World, target: Target) -> Vec<Folder> {
    let (project, _) = load(world, &[target]);
    let folders = wanted(&project, Draft::Yes).filter(|wanted| {
        let name = wanted.format.format.name;
        name.ends_with("-fold") || name.ends_with("-folder")
    });
    let made = folders.map(|wanted| {
        let document = resolve(world, &project, wanted).expect("a document");
        let (pages, _) = layout(&document, &workshop().faces).unwrap_or_else(|found| panic!("{name}: {found:?}"));
        Folder { name: format!("{name}, {}", document.format.name), document, pages }
    });
    made.collect()
}

/// The example, the cases with folders, and the publications of the repository in every format that is folded.
fn folders() -> Vec<Folder> {
    let mut all = Vec::new();
    for path in
        ["examples/formats.toml", "tests/cases/pages/folders.toml", "tests/cases/pages/folder-few-sections.toml"]
    {
        let world = MemoryWorld::new(TODAY).with("case.toml", repository(path));
        all.extend(folders_of(path, &world, Target::File("case.toml".to_owned())));
    }
    let text = repository("tests/cases/pages/folder-arabic.toml");
    let (case, labels) = text.split_once("#@ assets/labels/ar.toml\n").expect("two files");
    let world = MemoryWorld::new(TODAY).with("case.toml", case).with("assets/labels/ar.toml", labels);
    all.extend(folders_of("Arabic", &world, Target::File("case.toml".to_owned())));
    for id in ["grooming", "somliga-tror", "unga-utnyttjas"] {
        let text = repository(&format!("leaflets/publications/{id}/sv.toml"));
        let start = text.find("\nformats = ").expect("formats") + 1;
        let end = start + text[start..].find('\n').expect("a line");
        let text = text.replace("formats = [\"a5\"]\n", "").replacen(
            text[start..end].trim(),
            "formats = [\"a4-roll-fold\", \"a4-z-fold\", \"a5-folder\"]",
            1,
        );
        let county = repository("leaflets/varmland.toml")
            .replace("[\"grooming\", \"somliga-tror\", \"unga-utnyttjas\"]", &format!("[\"{id}\"]"));
        let world = MemoryWorld::new(TODAY)
            .with("leaflets/varmland.toml", county)
            .with(&format!("leaflets/publications/{id}/sv.toml"), text);
        all.extend(folders_of(id, &world, Target::County("varmland".to_owned())));
    }
    all
}

/// A page cut along its folds, from left to right.
fn cut(pages: &Pages, page: usize) -> Vec<Face> {
    let mut edges = vec![Pt::ZERO];
    edges.extend(pages.folds.get(page).into_iter().flatten());
    edges.push(pages.trim.width);
    edges.windows(2).map(|edge| Face { page, left: edge[0], right: edge[1] }).collect()
}

impl Folder {
    /// Whether four pages of it are one sheet, folded between them.
    fn is_booklet(&self) -> bool {
        self.pages.pages.len() == 4
    }

    /// The leaves of the sheet as they lie with the inside up, in the direction of reading.
    fn leaves(&self) -> Vec<Leaf> {
        let (outside, inside) = if self.is_booklet() {
            ([cut(&self.pages, 0), cut(&self.pages, 3)].concat(), [cut(&self.pages, 1), cut(&self.pages, 2)].concat())
        } else {
            // What is left on one side is right on the other.
            (cut(&self.pages, 0).into_iter().rev().collect(), cut(&self.pages, 1))
        };
        assert_eq!(outside.len(), inside.len(), "{}", self.name);
        let mut leaves: Vec<Leaf> =
            inside.into_iter().zip(outside).map(|(inside, outside)| Leaf { inside, outside }).collect();
        if self.document.lang.rtl && !self.is_booklet() {
            leaves.reverse();
        }
        leaves
    }

    /// The folded sheet from its front to its back.
    fn folded(&self) -> Vec<Lying> {
        let mut piles: Vec<Vec<Lying>> =
            self.leaves().iter().map(|leaf| vec![(leaf.inside, leaf.outside, true)]).collect();
        let turned = |pile: Vec<Lying>| pile.into_iter().rev().map(|(up, down, inside)| (down, up, !inside));
        match self.document.format.name {
            // The last leaf over the middle one, the first over both.
            "a4-roll-fold" => {
                let last = piles.pop().expect("a leaf");
                piles[1].splice(0..0, turned(last));
                let first = piles.remove(0);
                piles[0].splice(0..0, turned(first));
            }
            // The first leaf over the middle one, the last behind it.
            "a4-z-fold" => {
                let last = piles.pop().expect("a leaf");
                piles[1].extend(turned(last));
                let first = piles.remove(0);
                piles[0].splice(0..0, turned(first));
            }
            "a5-folder" => {
                let first = piles.remove(0);
                piles[0].splice(0..0, turned(first));
            }
            other => panic!("how is {other} folded?"),
        }
        assert_eq!(piles.len(), 1, "{}", self.name);
        piles.remove(0)
    }

    /// The faces in the order in which they are read: the front; each spread, once nothing lies over it; the flap that lay over
    /// a spread; the back.
    fn read(&self) -> Vec<Face> {
        let pile = self.folded();
        let (mut read, mut spread, mut flaps) = (vec![pile[0].0], Vec::new(), Vec::new());
        for two in pile.windows(2) {
            let ((_, left, upper_is_inside), (right, _, is_inside)) = (two[0], two[1]);
            spread.push(left);
            // The left one is its leaf's lower face: of the inside where its upper one is not.
            if is_inside == upper_is_inside {
                flaps.push(right);
                continue;
            }
            spread.push(right);
            spread.sort_by(|a, b| (a.page, a.left.0).partial_cmp(&(b.page, b.left.0)).expect("numbers"));
            if self.document.lang.rtl {
                spread.reverse();
            }
            read.append(&mut spread);
        }
        read.extend(flaps);
        read.push(pile[pile.len() - 1].1);
        read
    }

    /// Where each page is folded; a page of a booklet along the edge at which it hangs together with its neighbour.
    fn folds(&self) -> Vec<Vec<Pt>> {
        if !self.is_booklet() {
            return self.pages.folds.clone();
        }
        let (left, right) = (vec![Pt::ZERO], vec![self.pages.trim.width]);
        let [cover, inside] = if self.document.lang.rtl { [right, left] } else { [left, right] };
        vec![cover.clone(), inside.clone(), cover, inside]
    }

    /// The distance from these folds to the ink that is nearest to one: letters, pictures and drawings.
    fn nearest(&self, folds: &[Vec<Pt>]) -> Mm {
        let mut nearest = self.pages.trim.width;
        for (page, folds) in self.pages.pages.iter().zip(folds) {
            for item in page.content.iter().flat_map(|marked| &marked.items) {
                let inked = match item {
                    Item::Glyphs(run) => letters(run),
                    Item::Image(placed) => vec![placed.rect],
                    Item::Drawing(placed) => vec![placed.rect],
                    Item::Turned(_) => panic!("{}: turned text in a folder", self.name),
                    Item::Rect(_) | Item::Path(_) => continue,
                };
                for (rect, fold) in inked.iter().flat_map(|rect| folds.iter().map(move |fold| (rect, fold))) {
                    let beside =
                        if rect.right() < *fold { *fold - rect.right() } else { (rect.x - *fold).max(Pt::ZERO) };
                    nearest = nearest.min(beside);
                }
            }
        }
        nearest.mm()
    }
}

#[test]
fn leaves_lie_back_to_back_and_roll_into_each_other() {
    for folder in folders() {
        let leaves = folder.leaves();
        let width = |face: Face| face.right - face.left;
        for leaf in &leaves {
            assert!((width(leaf.inside) - width(leaf.outside)).abs() < SLACK, "{}: {leaf:?}", folder.name);
        }
        if let ("a4-roll-fold", [first, middle, last]) = (folder.document.format.name, leaves.as_slice()) {
            let room = width(first.inside).min(width(middle.inside)) - width(last.inside);
            assert!(room >= NARROWER.pt(), "{}: {room:?}", folder.name);
        }
    }
}

#[test]
fn folded_sheets_are_read_in_the_order_in_which_they_open() {
    let folders = folders();
    assert_eq!(folders.len(), 17, "{:?}", folders.iter().map(|folder| &folder.name).collect::<Vec<_>>());
    for folder in folders {
        let order = folder.read();
        let face = |page: usize, middle: Pt| {
            let holds = |face: &Face| face.page == page && face.left <= middle && middle <= face.right;
            order.iter().position(holds).expect("a face")
        };
        let all = lines(&folder.pages, &folder.pages.tags);
        let read: Vec<usize> = all.iter().map(|line| face(line.page, line.ink.x + line.ink.width / 2.0)).collect();
        assert!(read.is_sorted(), "{}: {read:?} of {order:?}", folder.name);
        let title = folder.document.title.units[0].split(' ').next().expect("a word");
        let front: Vec<&Line> = all.iter().zip(&read).filter(|(_, face)| **face == 0).map(|(line, _)| line).collect();
        let largest = front.iter().map(|line| line.size).fold(Pt::ZERO, Pt::max);
        let said: String = front.iter().filter(|line| line.size == largest).map(|line| line.text.as_str()).collect();
        assert!(said.starts_with(title), "{}: the front says “{said}”", folder.name);
        assert!(read.last() == Some(&(order.len() - 1)), "{}: the back is empty", folder.name);
    }
}

#[test]
fn no_letter_and_no_picture_lies_within_four_millimetres_of_a_fold() {
    for folder in folders() {
        let folds = folder.folds();
        assert_eq!(folds.len(), folder.pages.pages.len());
        assert!(folds.iter().all(|folds| !folds.is_empty()), "{}", folder.name);
        let nearest = folder.nearest(&folds);
        assert!(nearest >= FROM_FOLD, "{}: ink {nearest:?} from a fold", folder.name);
        // A fold in the middle of a panel would be found.
        let moved: Vec<Vec<Pt>> =
            folds.iter().map(|folds| folds.iter().map(|fold| (*fold - Mm(40.0).pt()).abs()).collect()).collect();
        assert!(folder.nearest(&moved) < FROM_FOLD, "{}", folder.name);
    }
}
