//! Words and letters that small print has little room for.

use leaflet::check;
use leaflet::definition::{Target, load};
use leaflet::document::{Draft, resolve};
use leaflet::layout::layout;
use leaflet::page::{Item, Pages};
use leaflet::units::Mm;
use leaflet::world::MemoryWorld;

use super::laid_out;
use super::support::{TODAY, lines, wanted, workshop};

/// A short definition in every format of small print.
fn short(contact: &str, publication: &str, lang: &str, title: &str) -> String {
    format!(
        r#"
        [county]
        slug = "exempel"
        name = "Exempelbygdens län"
        short = "Exempelbygden"
        genitive = "Exempelbygdens"
        office = "Länsstyrelsen Exempelbygden"
        [contact]
        {contact}
        verified = 2026-11-21
        [publication]
        id = "blad"
        lang = "{lang}"
        title = "{title}"
        {publication}
        version = "1.0"
        date = 2026-11-21
        formats = ["a4", "a5", "a6", "dl", "a5-folder", "a4-roll-fold", "a4-z-fold", "pocket-card"]
        [[section]]
        id = "a"
        heading = "Rubrik"
        text = "En kort text för alla."
        "#
    )
}

#[test]
fn addresses_under_codes_and_long_words_of_leads_stay_on_the_page() {
    let web = |address: &str| format!("url = \"https://{address}\"");
    let number = "phone = \"114 14\"".to_owned();
    let cases = [
        (web("www.lansstyrelsen.se/varmland"), String::new(), true),
        (web("www.lansstyrelsen.se/vasternorrland/kvinnofrid"), String::new(), true),
        (number.clone(), "qr = \"https://www.regionexempel.se/sommar-vid-vattnet\"".to_owned(), true),
        (number.clone(), "qr = \"https://a.se\"\nqr_text = \"Ungdomsmottagningen svarar\"".to_owned(), true),
        (number.clone(), "lead = \"Kvinnofridssamordningsverksamheten gäller alla.\"".to_owned(), true),
        // Nobody can read this one: it is told, and no file is made.
        (number, format!("qr = \"https://{}.{}.se\"", "a".repeat(60), "b".repeat(60)), false),
    ];
    for (contact, publication, fits) in cases {
        let text = short(&contact, &publication, "sv", "Kort titel");
        let world = MemoryWorld::new(TODAY).with("case.toml", text);
        let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
        assert!(found.iter().all(|found| !found.is_error()), "{found:?}");
        for wanted in wanted(&project, Draft::No) {
            let format = wanted.format.format.name;
            let document = resolve(&world, &project, wanted).expect("a document");
            let laid = layout(&document, &workshop().faces);
            assert_eq!(laid.is_ok(), fits, "{format}: {publication} {:?}", laid.err());
            let Ok((pages, _)) = laid else { continue };
            for line in lines(&pages, &pages.tags) {
                let inside = line.ink.x > Mm(3.5).pt() && line.ink.right() < pages.trim.width - Mm(3.5).pt();
                assert!(inside, "{format}: “{}” of {contact} {publication}", line.text);
            }
        }
    }
}

#[test]
fn text_over_the_trim_is_an_error_before_a_file_is_made() {
    let text = short("phone = \"114 14\"", "", "sv", "Kort titel");
    let world = MemoryWorld::new(TODAY).with("case.toml", text);
    let (project, _) = load(&world, &[Target::File("case.toml".to_owned())]);
    let (document, mut pages, _) = laid_out(&world, &project, "a5");
    let preset = &project.presets[0];
    let codes = |pages: &Pages| -> Vec<&str> {
        let found = check::press::pages(&document, &project.publications[0], pages, preset);
        found.iter().map(|found| found.rule.code).collect()
    };
    assert!(codes(&pages).is_empty(), "{:?}", codes(&pages));
    let items = pages.pages[0].content.iter_mut().flat_map(|marked| &mut marked.items);
    let mut runs = items.filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None });
    runs.next().expect("a text").origin.x = Mm(-4.0).pt();
    assert_eq!(codes(&pages), ["text-cut"]);
}

#[test]
fn a_title_with_deep_letters_takes_leading_of_its_own() {
    let text = short("phone = \"114 14\"", "", "ar", "كل ما تريد معرفته عن حقوقي في المدرسة لأطفالي");
    let text = text.replace("\"Rubrik\"", "\"حقوقي\"").replace("En kort text för alla.", "هذا نص قصير للجميع.");
    let world = MemoryWorld::new(TODAY).with("case.toml", text);
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    assert!(found.iter().all(|found| !found.is_error()), "{found:?}");
    for format in ["a5-folder", "a4-roll-fold", "a5"] {
        let (_, _, metrics) = laid_out(&world, &project, format);
        assert!(metrics.leading < metrics.base * 1.7, "{format}: {:?} on {:?}", metrics.leading, metrics.base);
    }
}
