//! The grooming sheet, whose sections are removed, halved and doubled.

use std::path::Path;

use leaflet::definition::{Publication, Target, load};
use leaflet::document::{Block, Content, Document, Draft, RichText, resolve};
use leaflet::lang::Lang;
use leaflet::layout::layout;
use leaflet::page::Item;
use leaflet::units::{Mm, Pt};
use leaflet::world::DiskWorld;

use super::ends::HINTED;
use super::sheet::Sheet;
use super::support::{lines, wanted, workshop};

/// What a section of the grooming sheet is changed to.
#[derive(Debug, Clone, Copy)]
enum Change {
    Removed,
    Halved,
    Doubled,
}

/// The first half of a text's words.
fn half(text: &RichText) -> RichText {
    let words: Vec<&str> = text.text.split(' ').collect();
    RichText::plain(words[..words.len().div_ceil(2)].join(" "))
}

fn changed(document: &Document, section: usize, change: Change) -> Document {
    let mut document = document.clone();
    if matches!(change, Change::Removed) {
        document.sections.remove(section);
        return document;
    }
    let double = matches!(change, Change::Doubled);
    let texts = |texts: &mut Vec<RichText>| {
        *texts = if double { [&texts[..], &texts[..]].concat() } else { texts.iter().map(half).collect() };
    };
    match &mut document.sections[section].content {
        Content::Text(blocks) | Content::Callout(blocks) if double => *blocks = [&blocks[..], &blocks[..]].concat(),
        Content::Text(blocks) | Content::Callout(blocks) => {
            for block in blocks {
                match block {
                    Block::Paragraph(text) => *text = half(text),
                    Block::List { items, .. } => texts(items),
                }
            }
        }
        Content::Steps { steps, .. } => texts(steps),
        Content::Quote { text, .. } => *text = if double { text.clone() } else { half(text) },
        Content::Image { .. } => {}
    }
    document
}

impl Sheet<'_> {
    /// Empty height above the heading of the contact: from the last box or line above it to the height of its capitals.
    fn above_contact(&self) -> Mm {
        let last = self.pages.pages.len() - 1;
        let all = lines(self.pages, &self.pages.tags);
        let heading = all.iter().rfind(|line| line.text.starts_with("Kontakt i")).expect("a contact");
        let top = heading.ink.y;
        let texts = all.iter().filter(|line| line.page == last).map(|line| line.ink.bottom());
        let boxes =
            self.pages.pages[last].content.iter().flat_map(|marked| &marked.items).filter_map(|item| match item {
                Item::Rect(rect) if rect.rect.height < self.pages.trim.height => Some(rect.rect.bottom()),
                _ => None,
            });
        let above = texts.chain(boxes).filter(|y| *y < top).fold(Pt::ZERO, Pt::max);
        (top - above).mm()
    }
}

#[test]
fn the_grooming_sheet_stands_changes() {
    let world = DiskWorld::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let (project, found) = load(&world, &[Target::County("varmland".to_owned())]);
    assert!(found.is_empty(), "{found:?}");
    let mut faults = Vec::new();
    let mut apart = Vec::new();
    let agreed = |publication: &Publication| publication.id == "grooming" && publication.lang == Lang::SV;
    for wanted in wanted(&project, Draft::No).filter(|wanted| agreed(wanted.publication)) {
        let whole = resolve(&world, &project, wanted).expect("a document");
        let mut documents = vec![("as it is".to_owned(), whole.clone())];
        for section in 0..whole.sections.len() {
            for change in [Change::Removed, Change::Halved, Change::Doubled] {
                let name = format!("{} {change:?}", whole.sections[section].id);
                documents.push((name, changed(&whole, section, change)));
            }
        }
        for (name, document) in documents {
            let name = format!("{} {name}", document.format.name);
            let (pages, metrics) = match layout(&document, &workshop().faces) {
                Ok(laid) => laid,
                Err(found) => {
                    assert!(found.iter().all(|diagnostic| diagnostic.rule.code == "overflow"), "{name}: {found:?}");
                    assert!(name.contains("Doubled"), "{name}: {found:?}");
                    continue;
                }
            };
            let setting = document.theme.format(document.format.name).expect("a format");
            let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
            faults.extend(sheet.faults().into_iter().map(|fault| format!("{name}: {fault}")));
            let told = metrics.pages.iter().map(|page| page.column_difference).fold(0.0, f32::max);
            if told > 1.0 {
                faults.push(format!("{name}: columns end {told} lines apart"));
            }
            apart.push((sheet.apart(), name.clone()));
            if sheet.above_contact().0 > 8.0 {
                faults.push(format!("{name}: {:.1} mm above the contact", sheet.above_contact().0));
            }
        }
    }
    assert!(apart.len() > 30, "{} were laid out", apart.len());
    apart.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert!(apart[0].0 < 1.0 + HINTED, "{apart:?}");
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
