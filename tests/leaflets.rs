//! The repository's own leaflets: every county of Sweden, publications that fit, translations with the same numbers.

#[allow(dead_code)] // Other tests read the lines of pages.
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use leaflet::check;
use leaflet::cli::compose::compose;
use leaflet::color::Srgb;
use leaflet::definition::counties::COUNTIES;
use leaflet::definition::{Project, Publication, SectionKind, Target, load};
use leaflet::diagnostic::Level;
use leaflet::document::Draft;
use leaflet::page::{GlyphRun, Item, Page};
use leaflet::units::Pt;
use leaflet::world::DiskWorld;

use support::{ink, wanted, workshop};

/// Ground of the mark of a draft.
const MARK: Srgb = Srgb { r: 255, g: 224, b: 51 };

fn repository(counties: &[&str]) -> (DiskWorld, Project) {
    let world = DiskWorld::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let targets: Vec<Target> = counties.iter().map(|slug| Target::County((*slug).to_owned())).collect();
    let (project, found) = load(&world, &targets);
    let errors: Vec<_> = found.iter().filter(|found| found.rule.level == Level::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    (world, project)
}

#[test]
fn every_county_of_sweden_is_there_under_its_names() {
    let (_, project) = repository(&[]);
    for known in &COUNTIES {
        let county = project.county(known.slug).unwrap_or_else(|| panic!("{} is missing", known.slug));
        let said = |text: &Option<leaflet::diagnostic::At<String>>| text.as_ref().map(|text| text.value.clone());
        assert_eq!(said(&county.code).as_deref(), Some(known.code), "{}", known.slug);
        assert_eq!(said(&county.letter).as_deref(), Some(known.letter), "{}", known.slug);
        let names = [&county.name, &county.short, &county.genitive, &county.office].map(|text| text.value.clone());
        let expected = [known.name(), known.short.to_owned(), known.genitive.to_owned(), known.office()];
        assert_eq!(names, expected, "{}", known.slug);
        let publications: Vec<&str> = county.publications.iter().map(|id| id.value.as_str()).collect();
        assert_eq!(publications, ["grooming", "somliga-tror", "unga-utnyttjas"], "{}", known.slug);
    }
    assert_eq!(project.counties.iter().filter(|county| county.with.is_empty()).count(), COUNTIES.len());
}

#[test]
fn a_county_without_a_contact_is_told() {
    let (world, project) = repository(&["vasternorrland"]);
    let found = check::definition::check(&project, leaflet::world::World::today(&world));
    assert!(found.iter().any(|found| found.rule.code == "contact-missing"), "{found:?}");
}

#[test]
fn every_leaflet_fits_in_every_language() {
    // Värmland has a contact with a QR code and several senders, Västernorrland the longest name and no contact.
    let (world, project) = repository(&["varmland", "vasternorrland"]);
    let (mut composed, mut marks) = (0, 0);
    for wanted in wanted(&project, Draft::Yes) {
        let leaflet = compose(&world, &project, wanted, workshop());
        // A short language without a contact may leave paper empty, and so may easy Swedish, which says less.
        let short = !wanted.county.contact.is_reachable() || wanted.publication.lang.easy;
        let empty = |code: &str| code == "underfull" && short;
        let told: Vec<_> = leaflet.findings.iter().filter(|found| !empty(found.rule.code)).collect();
        assert!(leaflet.pages.is_some() && told.is_empty(), "{}: {told:?}", wanted.id());
        let pages = &leaflet.pages.as_ref().expect("laid out").0.pages;
        assert!(
            pages.iter().all(|page| on_mark(page) <= 1),
            "{}: something lies under the mark of a draft",
            wanted.id()
        );
        marks += pages.iter().map(on_mark).sum::<usize>();
        composed += 1;
    }
    assert!(composed >= 60, "{composed} leaflets");
    assert!(marks >= 90, "{marks} marks of drafts");
}

/// Texts on the mark of a draft: its own word, and nothing else.
fn on_mark(page: &Page) -> usize {
    let items = || page.content.iter().flat_map(|marked| &marked.items);
    let mark = items().find_map(|item| match item {
        Item::Rect(rect) if rect.color.srgb == MARK => Some(rect.rect),
        _ => None,
    });
    let touched = |run: &GlyphRun| mark.is_some_and(|mark| ink(run).overlaps(&mark, Pt::ZERO));
    items().filter(|item| matches!(item, Item::Glyphs(run) if touched(run))).count()
}

/// What must be the same in every language: numbers and addresses of help lines with the days on which they were
/// checked, how many steps there are, and the facts' days and sections.
fn skeleton(publication: &Publication) -> Vec<String> {
    let mut all = Vec::new();
    for section in &publication.sections {
        let id = &section.id.value;
        match &section.kind {
            SectionKind::Steps { steps, .. } => all.push(format!("{id}: {} steps", steps.len())),
            SectionKind::Help(lines) => all.extend(lines.iter().map(|line| {
                let phone = line.phone.as_ref().map(|phone| phone.value.display().to_owned());
                let url = line.url.as_ref().map(|url| url.href().to_owned());
                format!("{id}: {phone:?} {url:?} {:?}", line.checked.as_ref().map(|day| day.value))
            })),
            _ => all.push(id.clone()),
        }
    }
    all.extend(publication.facts.iter().map(|fact| {
        let sections: Vec<&str> = fact.sections.iter().map(|id| id.value.as_str()).collect();
        format!("{:?} {sections:?}", fact.checked.as_ref().map(|day| day.value))
    }));
    all
}

#[test]
fn translations_have_the_numbers_and_facts_of_their_source() {
    let (_, project) = repository(&["varmland"]);
    let mut sources: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for publication in project.publications.iter().filter(|publication| publication.lang.code == "sv") {
        sources.insert(&publication.id, skeleton(publication));
    }
    for publication in &project.publications {
        let name = format!("{}/{}", publication.id, publication.lang.code);
        assert_eq!(skeleton(publication), sources[publication.id.as_str()], "{name}");
    }
}

#[test]
fn every_language_has_all_its_labels() {
    let (_, project) = repository(&["varmland"]);
    let swedish = &project.labels.iter().find(|labels| labels.lang.code == "sv").expect("labels");
    for labels in &project.labels {
        assert_eq!(labels.missing().collect::<Vec<_>>(), [""; 0], "{}", labels.lang.code);
        for (label, key, own) in leaflet::definition::Label::ALL {
            for name in own.iter().copied().chain(["county.name"]) {
                let placeholder = format!("{{{name}}}");
                let has = |text: &str| text.contains(&placeholder);
                assert_eq!(has(labels.text(label)), has(swedish.text(label)), "{} {key}", labels.lang.code);
            }
        }
    }
}
