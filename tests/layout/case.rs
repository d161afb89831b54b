//! Single texts, each for a rule of its own.

use std::collections::{BTreeMap, BTreeSet};

use leaflet::definition::{Target, load};
use leaflet::document::{Document, Draft, resolve};
use leaflet::layout::{Metrics, layout};
use leaflet::page::{Item, Mark, Pages, Tag};
use leaflet::units::Mm;
use leaflet::world::MemoryWorld;

use super::made::{HEAD, WORDS};
use super::sheet::{Place, Sheet, nodes};
use super::support::{Line, TODAY, lines, wanted, workshop};

/// A section of a few words.
const TEXT: &str = "[[section]]\nid = \"vad\"\nheading = \"Vad är det?\"\ntext = \"Det är aldrig ditt fel.\"\n";

/// The pages of a definition with these sections and formats, in the language `lang`.
fn laid_out(sections: &str, formats: &str) -> (Document, Pages, Metrics) {
    laid_out_as(HEAD, sections, formats)
}

/// The same with a head of its own.
fn laid_out_as(head: &str, sections: &str, formats: &str) -> (Document, Pages, Metrics) {
    let definition = format!("{head}formats = [{formats}]\n{sections}");
    let world = MemoryWorld::new(TODAY).with("case.toml", definition);
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    assert!(found.is_empty(), "{found:?}");
    let document =
        resolve(&world, &project, wanted(&project, Draft::No).next().expect("a leaflet")).expect("a document");
    let (pages, metrics) = layout(&document, &workshop().faces).expect("pages");
    (document, pages, metrics)
}

#[test]
fn a_paragraph_may_begin_with_any_letter() {
    for word in ["Är", "Ät", "Åker", "Öppet", "Єдиний", "ሓገዝ"] {
        laid_out(&format!("[[section]]\nid = \"a\"\ntext = \"{word} det ungdomsmottagningen har.\""), "\"a5\"");
    }
}

#[test]
fn no_line_stands_alone_in_a_column() {
    let text = "Barn meddelanden barn barn barn barn. Kontakt barn. Kan vuxen barn kontakt vuxen användarnamn meddelanden och.";
    let section = format!("[[section]]\nid = \"a\"\ntext = \"{text}\"");
    let (document, pages, metrics) = laid_out(&section, "{ format = \"a5\", pages = 2 }");
    let setting = document.theme.format("a5").expect("a format");
    let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
    let places: Vec<Place> =
        lines(&pages, sheet.sections()[0]).iter().map(|line| sheet.place(line.page, &line.ink)).collect();
    for place in &places {
        assert!(places.iter().filter(|other| *other == place).count() > 1, "{places:?}");
    }
}

#[test]
fn a_heading_over_a_short_paragraph_keeps_two_lines() {
    for filler in 1..40 {
        let filler = "Barnen kan berätta för dig. ".repeat(filler);
        let sections = format!(
            "[[section]]\nid = \"a\"\ntext = \"{filler}\"\n[[section]]\nid = \"b\"\nheading = \"En rubrik\"\n\
             text = \"\"\"\nKort.\n\n{}\"\"\"",
            "Barnen kan berätta för dig. ".repeat(4)
        );
        let (document, pages, metrics) = laid_out(&sections, "\"a5\"");
        let setting = document.theme.format("a5").expect("a format");
        let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
        let after = lines(&pages, sheet.sections()[1]);
        let own = |line: &Line| sheet.place(line.page, &line.ink);
        assert_eq!(own(&after[0]), own(&after[2]), "{filler}");
    }
}

#[test]
fn columns_end_together_where_a_paragraph_could_be_parted() {
    let sections = r#"
        [[section]]
        id = "a"
        heading = "Barn"
        text = "Barn meddelanden. Barn barn barn medier barn vuxen vuxen. Barn meddelanden medier barn användarnamn kontakt som vuxen vuxen ungdomsmottagningen vuxen."
        [[section]]
        id = "b"
        heading = "Vuxen vuxen medier medier"
        text = """
Busstationen barnmisshandel barn berätta medier ungdomsmottagningen barn. Skolan meddelanden barn.

- Kan.
- Kan barn meddelanden eva.ek@example.org meddelanden barn.
- Barn meddelanden. Vuxen barn barn barn."""
        [[section]]
        id = "c"
        kind = "callout"
        text = "Kan fritidsgården 054-19 73 38 barn meddelanden barn barnmisshandel barn."
    "#;
    let (document, pages, metrics) = laid_out(sections, "\"a5\"");
    let setting = document.theme.format("a5").expect("a format");
    let apart = Sheet { document: &document, setting, pages: &pages, metrics: &metrics }.apart();
    assert!(apart < 4.0, "{apart} lines");
}

#[test]
fn lists_on_posters_are_lists() {
    let case = std::fs::read_to_string("tests/cases/pages/poster-sections.txt").expect("a case");
    let y = |text: &str| case.lines().find(|line| line.ends_with(text)).and_then(|line| line.split_whitespace().nth(1));
    assert!(y(" –").is_some() && y(" –") == y(" Ett."), "{case}");
    assert!(case.contains("List { ordered: false }"), "{case}");
}

#[test]
fn lists_in_callouts_are_lists() {
    let (_, pages, _) = laid_out("[[section]]\nid = \"a\"\nkind = \"callout\"\ntext = \"- Ett.\\n- Två.\"", "\"a5\"");
    assert!(nodes(&pages.tags).iter().any(|node| matches!(node.tag, Tag::List { ordered: false })));
}

#[test]
fn pictures_on_posters_are_shown() {
    let text = std::fs::read_to_string("tests/cases/pages/poster-picture.txt").expect("a case");
    assert!(text.contains("picture ") && text.contains("Figure “Färger i rutnät”"), "{text}");
}

#[test]
fn right_to_left_text_is_read_in_order() {
    let case = std::fs::read_to_string("tests/cases/pages/arabic.txt").expect("a case");
    let tags = case.split_once("tags").expect("tags").1;
    assert!(tags.contains("\u{627}\u{62a}\u{635}\u{644} \u{628}\u{627}\u{644}\u{631}\u{642}\u{645} 112"), "{tags}");
}

#[test]
fn no_short_word_of_a_headline_stands_alone() {
    let case = std::fs::read_to_string("tests/cases/pages/poster-long.txt").expect("a case");
    assert!(!case.lines().any(|line| line.trim() == "begår"), "{case}");
}

/// Names of authorities and of those who work there are long words: a title of one fits the formats that it is printed on.
#[test]
fn the_longest_names_fit_titles() {
    let help = "[[section]]\nid = \"hjalp\"\nkind = \"help\"\nheading = \"Här finns hjälp\"\n\
        lines = [{ phone = \"112\", name = \"Nödnumret\", source = \"sos.se\", checked = 2026-01-10 }]\n";
    for word in ["Ungdomsmottagningen", "Kvinnofridssamordnaren", "Jämställdhetsmyndigheten"] {
        let head = HEAD.replace("Grooming: sexbrott mot barn på nätet", &format!("{word} svarar"));
        for (format, sections) in [("a3-poster", help), ("a4-roll-fold", TEXT), ("dl", TEXT)] {
            let (_, _, metrics) = laid_out_as(&head, sections, &format!("\"{format}\""));
            // Capitals of Open Sans are 0.71 em high; a poster is read at two metres, a panel in the hand.
            let least = if format == "a3-poster" { Mm(10.0).pt() } else { Mm(3.4).pt() };
            assert!(metrics.title * 0.714 >= least, "{word} on {format}: {:?}", metrics.title);
        }
    }
}

/// A title that a long word keeps small stands over a lead that is smaller still, also where room is left.
#[test]
fn a_lead_does_not_grow_up_to_the_title() {
    let head = HEAD.replace("Grooming: sexbrott mot barn på nätet", "Samverkan mot människohandelsbrottslighet");
    let (document, pages, metrics) = laid_out_as(&head, TEXT, "\"a5\"");
    let lead = document.lead.as_ref().map(|lead| lead.text[..8].to_owned()).expect("a lead");
    let all = lines(&pages, &pages.tags);
    let size = all.iter().find(|line| line.text.starts_with(&lead)).expect("its first line").size;
    assert!(metrics.title >= size * 1.4, "{:?} over {size:?}", metrics.title);
}

/// A short text does not tear its list over two columns: it stands in one.
#[test]
fn a_short_text_keeps_its_list_together() {
    let sections = "
[[section]]
id = \"vad\"
heading = \"Vad är sextortion?\"
text = \"Den som hotar att sprida nakenbilder vill att du ska betala, skicka fler bilder eller träffas. Det kallas sextortion, och det är ett brott. Den som gör det är ofta vuxen och låtsas vara jämnårig.\"

[[section]]
id = \"gor\"
heading = \"Så gör du\"
text = \"- Stoppa kontakten och svara inte mer.\\n- Betala inte, även om det känns som den enda utvägen.\\n- Spara bilder, namn och chattar.\\n- Ta bort bilden med hjälp av någon du litar på.\"

[[section]]
id = \"beratta\"
heading = \"Berätta\"
text = \"Berätta för någon som du litar på. Det kan vara en förälder, en lärare eller skolkuratorn. Du behöver inte visa bilderna för den som du berättar för.\"
";
    let (document, pages, metrics) = laid_out(sections, "\"a4\"");
    let setting = document.theme.format(document.format.name).expect("a format");
    let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
    let list = lines(&pages, sheet.sections()[1]);
    let columns: BTreeSet<usize> = list.iter().map(|line| sheet.place(line.page, &line.ink).column).collect();
    assert_eq!(columns.len(), 1, "{list:?}");
}

/// A call-out that is too high for what its column has left changes places with the section after it, and is read in its turn.
#[test]
fn a_callout_moves_where_the_columns_then_end_together() {
    let words = |count: usize| WORDS.iter().cycle().take(count).copied().collect::<Vec<_>>().join(" ");
    let text = |id: &str, count: usize| {
        format!("\n[[section]]\nid = \"{id}\"\nheading = \"{id}\"\ntext = \"Barn {}.\"\n", words(count))
    };
    let callout = format!(
        "\n[[section]]\nid = \"rutan\"\nkind = \"callout\"\nheading = \"rutan\"\ntext = \"Barn {}.\"\n",
        words(150)
    );
    let sections = text("ett", 100) + &callout + &text("tre", 50);
    let (document, pages, metrics) = laid_out(&sections, "\"a4\"");
    let setting = document.theme.format(document.format.name).expect("a format");
    let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
    // In its own place the call-out would stand over or under one of the two others, twice as high as the third.
    assert!(metrics.pages[0].column_difference <= 2.0, "{metrics:?}");
    let read = sheet.sections().into_iter().map(|section| lines(&pages, section)[0].text.clone());
    assert_eq!(read.collect::<Vec<_>>(), ["ett", "rutan", "tre"]);
    let column = |at: usize| {
        let first = &lines(&pages, sheet.sections()[at])[0];
        sheet.place(first.page, &first.ink).column
    };
    assert_eq!([column(0), column(1), column(2)], [0, 1, 0], "the call-out stands alone in the second column");
    let listed = pages.bookmarks.iter().map(|mark| mark.title.as_str()).filter(|title| title.len() < 6);
    assert_eq!(listed.collect::<Vec<_>>(), ["ett", "rutan", "tre"]);
}

#[test]
fn a_long_title_stands_on_two_lines_at_the_head_of_later_pages() {
    let usual = "Grooming: sexbrott mot barn på nätet";
    let long = "Grooming: sexbrott mot barn på nätet, i spel och på sociala plattformar";
    let section = |id: u8| {
        let text = "Barn behöver stärkas så att de vågar vända sig till en vuxen. Den vuxna kan vara du. ".repeat(3);
        format!("[[section]]\nid = \"s{id}\"\nheading = \"Gör det lättare\"\ntext = \"{text}\"\n")
    };
    for (title, lines) in [(long, 2), ("Grooming", 1)] {
        let head = HEAD.replace(&format!("title = \"{usual}\""), &format!("title = \"{title}\""));
        let definition = format!("{head}formats = [{{ format = \"a5\", pages = 2 }}]\n{}{}", section(0), section(1));
        let world = MemoryWorld::new(TODAY).with("case.toml", definition.as_str());
        let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
        assert!(found.is_empty(), "{found:?}");
        let document = resolve(&world, &project, wanted(&project, Draft::No).next().expect("a leaflet"));
        let (pages, _) = layout(&document.expect("it resolves"), &workshop().faces).expect("it fits");
        let passed_over = pages.pages[1].content.iter().filter(|marked| matches!(marked.mark, Mark::Artifact));
        let runs = passed_over.flat_map(|marked| &marked.items).filter_map(|item| match item {
            Item::Glyphs(run) => Some((format!("{:08}", run.origin.y.0.round()), run.text.trim_end())),
            _ => None,
        });
        let rows: BTreeMap<String, &str> = runs.collect();
        assert_eq!(rows.len(), lines, "{rows:?}");
        assert_eq!(rows.into_values().collect::<Vec<_>>().join(" "), title);
    }
}
