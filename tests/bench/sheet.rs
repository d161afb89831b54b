//! What is measured: the leaflet of `examples/peer.toml`, and the 21 counties of `examples/peer-21`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use leaflet::cli::compose::{Workshop, compose};
use leaflet::definition::{Project, StyleName, Target, load};
use leaflet::document::{Block, Content, Document, Draft, RichText, Wanted, resolve};
use leaflet::export::{Resources, web};
use leaflet::layout::layout;
use leaflet::page::Pages;
use leaflet::text::{FaceRequest, Hyphens, Manner, Paragraph};
use leaflet::world::DiskWorld;

/// A project that has been read.
pub struct Source {
    world: DiskWorld,
    project: Project,
}

impl Source {
    /// The leaflet of one county.
    pub fn one() -> Source {
        Source::of("examples", &[Target::File("peer.toml".to_owned())])
    }

    /// The leaflets of 21 counties.
    pub fn all() -> Source {
        Source::of("examples/peer-21", &[])
    }

    fn of(folder: &str, targets: &[Target]) -> Source {
        let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let world = DiskWorld::new(root);
        let (project, _) = load(&world, targets);
        Source { world, project }
    }

    /// Every leaflet of the project.
    pub fn wanted(&self) -> Vec<Wanted<'_>> {
        let mut wanted = Vec::new();
        for county in self.project.counties.iter() {
            for publication in &self.project.publications {
                let formats = publication.formats.iter();
                wanted.extend(formats.map(|format| Wanted { county, publication, format, draft: Draft::No }));
            }
        }
        wanted
    }

    /// The first leaflet, resolved.
    pub fn document(&self) -> Document {
        resolve(&self.world, &self.project, self.wanted()[0]).expect("the example resolves")
    }

    /// The web edition of every leaflet; its bytes, all together.
    pub fn web(&self, workshop: &Workshop, resources: &Resources) -> usize {
        let write = |wanted: &Wanted<'_>| {
            let composed = compose(&self.world, &self.project, *wanted, workshop);
            let (pages, _) = composed.pages.expect("the example fits");
            web::write(&pages, resources).expect("the example is a PDF").len()
        };
        self.wanted().iter().map(write).sum()
    }
}

/// The pages of a document.
pub fn pages(document: &Document, workshop: &Workshop) -> Pages {
    layout(document, &workshop.faces).expect("the example fits").0
}

/// The running text of a document with its styles: lead, headings, paragraphs, lists, steps.
pub fn texts(document: &Document) -> Vec<(&RichText, StyleName)> {
    let mut texts: Vec<(&RichText, StyleName)> = document.lead.iter().map(|lead| (lead, StyleName::Lead)).collect();
    for section in &document.sections {
        texts.extend(section.heading.iter().map(|heading| (heading, StyleName::Heading)));
        match &section.content {
            Content::Text(blocks) => texts.extend(in_blocks(blocks).map(|text| (text, StyleName::Body))),
            Content::Callout(blocks) => texts.extend(in_blocks(blocks).map(|text| (text, StyleName::Callout))),
            Content::Steps { intro, steps } => {
                texts.extend(intro.iter().chain(steps).map(|text| (text, StyleName::Body)));
            }
            Content::Quote { text, .. } => texts.push((text, StyleName::Quote)),
            Content::Image { .. } => {}
        }
    }
    texts
}

/// The texts of running text.
fn in_blocks(blocks: &[Block]) -> impl Iterator<Item = &RichText> {
    blocks.iter().flat_map(|block| match block {
        Block::Paragraph(text) => std::slice::from_ref(text),
        Block::List { items, .. } => items.as_slice(),
    })
}

/// Shapes the running text of a document.
pub fn shaped(document: &Document, workshop: &Workshop) -> Vec<Arc<Paragraph>> {
    let theme = &document.theme;
    let families: Arc<[String]> = std::iter::once(&theme.family).chain(&theme.fallback).cloned().collect();
    let shape = |(text, name): (&RichText, StyleName)| {
        let style = theme.style(name);
        let request = FaceRequest { families: families.clone(), weight: style.weight, italic: style.italic };
        let manner = Manner {
            hyphens: if style.hyphenate { Hyphens::Any } else { Hyphens::No },
            justify: style.justify,
            ..Manner::default()
        };
        Paragraph::new(&workshop.faces, text, &request, document.lang, manner)
    };
    texts(document).into_iter().map(shape).collect()
}
