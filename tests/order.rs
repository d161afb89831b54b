//! Orders: the ticket for the print shop and the distribution list, as papers and as rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use leaflet::check;
use leaflet::cli::compose::Workshop;
use leaflet::definition::{Date, Project, Target, load};
use leaflet::diagnostic::Diagnostic;
use leaflet::document::paper::Paper;
use leaflet::document::ticket::{PrintFile, Ticket};
use leaflet::export::{Resources, csv, web};
use leaflet::fonts::FontBook;
use leaflet::layout::paper::layout;
use leaflet::page::{Item, Mark, Pages, Tag, TagChild, TagNode};
use leaflet::units::Mm;
use leaflet::world::MemoryWorld;

const EXAMPLE: &str = include_str!("../examples/order.toml");
const TODAY: Date = Date { year: 2026, month: 11, day: 21 };

fn loaded(text: &str) -> (MemoryWorld, Project, Vec<Diagnostic>) {
    let world = MemoryWorld::new(TODAY).with("order.toml", text);
    let (project, mut findings) = load(&world, &[Target::File("order.toml".to_owned())]);
    findings.extend(check::definition::check(&project, TODAY));
    findings.extend(check::order::check(&project, TODAY));
    (world, project, findings)
}

/// The files that a build of the example makes, one page each but for the first.
fn files(preflight: Option<&str>) -> Vec<PrintFile> {
    [("a5", [148.0, 210.0], 2), ("a3-poster", [297.0, 420.0], 1)]
        .map(|(format, trim_mm, pages)| PrintFile {
            path: format!("exempel/exempelblad-{format}-sv.print.pdf"),
            sha256: "0123456789abcdef".repeat(4),
            pages,
            spots: BTreeMap::new(),
            trim_mm,
            publication: "exempelblad".to_owned(),
            format: format.to_owned(),
            lang: "sv".to_owned(),
            preflight: preflight.map(str::to_owned),
            profile: "Arkoffset på bestruket papper".to_owned(),
            copies: Vec::new(),
        })
        .to_vec()
}

fn with_ticket<T>(text: &str, files: &[PrintFile], use_it: impl FnOnce(&Ticket<'_>) -> T) -> T {
    let (world, project, _) = loaded(text);
    use_it(&Ticket::new(&world, &project, &project.counties[0], files).expect("a ticket"))
}

/// The rows of the example's ticket.
fn rows(preflight: Option<&str>) -> Vec<Vec<String>> {
    let (world, project, _) = loaded(EXAMPLE);
    let files = files(preflight);
    Ticket::new(&world, &project, &project.counties[0], &files).expect("a ticket").rows()
}

fn set(paper: &Paper) -> Pages {
    layout(paper, &Workshop::new().faces).expect("the paper is set")
}

/// Words of a tag and everything in it.
fn words(node: &TagNode, pages: &Pages, found: &mut String) {
    for child in &node.children {
        match child {
            TagChild::Node(inner) => words(inner, pages, found),
            TagChild::Content(id) => {
                for marked in pages.pages.iter().flat_map(|page| &page.content).filter(|m| m.mark == Mark::Content(*id))
                {
                    for item in &marked.items {
                        if let Item::Glyphs(run) = item {
                            found.push_str(&run.text.replace('\u{a0}', " "));
                            found.push(' ');
                        }
                    }
                }
            }
            TagChild::Link(_) => {}
        }
    }
}

#[test]
fn the_example_is_without_fault() {
    let (_, _, findings) = loaded(EXAMPLE);
    assert_eq!(findings.iter().map(|found| &found.message).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_rows_say_all_that_a_print_shop_needs_to_know() {
    let rows = self::rows(None);
    assert_eq!(rows.len(), 3);
    assert!(!rows[0].contains(&"Kontroll".to_owned()), "no column for what nobody has checked");
    let to =
        "Länsstyrelsen Exempel, godsmottagningen, Exempelgatan 1, 000 01 Exempelstad, Förnamn Efternamn, 031-390 06 12";
    assert_eq!(
        rows[1],
        [
            "exempel/exempelblad-a5-sv.print.pdf",
            &"0123456789abcdef".repeat(4),
            "Ett exempelblad, A5",
            "148 × 210",
            "148 × 210",
            "148 × 210",
            "2",
            "ingen",
            "ingen",
            "130 g bestruket",
            "4/4",
            "1200",
            "2027-03-01",
            to,
            "Förnamn Efternamn, 031-390 06 12, fornamn.efternamn@example.org",
            "PDF/X-4",
            "Arkoffset på bestruket papper",
        ]
    );
    assert_eq!((rows[2][9].as_str(), rows[2][10].as_str(), rows[2][11].as_str()), ("170 g bestruket", "4/0", "60"));
    let rows = self::rows(Some("utan fel"));
    assert_eq!((rows[0].last(), rows[1].last()), (Some(&"Kontroll".to_owned()), Some(&"utan fel".to_owned())));
}

#[test]
fn inks_besides_the_four_are_counted_side_by_side_and_named() {
    let colours = |pages: usize, spots: &[(&str, &[usize])]| {
        let mut files = files(None);
        files[0].pages = pages;
        files[0].spots = spots.iter().map(|(name, on)| ((*name).to_owned(), on.to_vec())).collect();
        with_ticket(EXAMPLE, &files, |ticket| (cell(&ticket.rows(), 1, "Färger"), read(&ticket.paper())))
    };
    let (row, paper) = colours(1, &[("PANTONE 260 C", &[1])]);
    assert_eq!(row, "5/0 (CMYK + PANTONE 260 C)");
    assert!(paper.contains("Färger CMYK + PANTONE 260 C (fil 1)") && paper.contains(" 5/0 "), "{paper}");
    assert_eq!(colours(2, &[("PANTONE 260 C", &[1, 2])]).0, "5/5 (CMYK + PANTONE 260 C)");
    assert_eq!(colours(2, &[("PANTONE 260 C", &[2])]).0, "4/5 (CMYK / CMYK + PANTONE 260 C)");
    let (row, paper) = colours(4, &[("Guld", &[1, 4]), ("PANTONE 260 C", &[3, 4])]);
    assert_eq!(row, "6/5 (CMYK + Guld + PANTONE 260 C / CMYK + PANTONE 260 C)");
    assert!(paper.contains(" 6/5 ") && paper.contains("4/0"), "{paper}");
}

#[test]
fn a_folded_format_is_ordered_folded_unless_the_order_says_how() {
    let fold = |format: &str, own: &str| {
        let text = EXAMPLE.replace("\"a5\"", &format!("\"{format}\"")).replace("quantity = 1200\n", own);
        let mut files = files(None);
        files[0].format = format.to_owned();
        with_ticket(&text, &files, |ticket| ticket.rows()[1][7].clone())
    };
    let said = |format: &str| fold(format, "quantity = 1200\n");
    assert_eq!(["a5", "a4-roll-fold", "a4-z-fold"].map(said), ["ingen", "rullfals", "z-fals"]);
    assert_eq!(["a5-folder", "pocket-card"].map(said), ["enkelfals", "ingen"]);
    assert_eq!(fold("a4-z-fold", "quantity = 1200\nfold = \"levereras plant\"\n"), "levereras plant");
}

/// The cell of a heading in a row of the ticket.
fn cell(rows: &[Vec<String>], row: usize, heading: &str) -> String {
    let at = rows[0].iter().position(|known| known == heading).expect("a heading");
    rows[row][at].clone()
}

/// All words of a paper.
fn read(paper: &Paper) -> String {
    let pages = set(paper);
    let mut text = String::new();
    words(&pages.tags, &pages, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn tabs_to_tear_off_are_finishing() {
    let tabs = "formats = [\"a5\", { format = \"a3-poster\", tabs = 8 }]";
    let text = EXAMPLE.replace("formats = [\"a5\", \"a3-poster\"]", tabs);
    assert!(text.contains(tabs));
    with_ticket(&text, &files(None), |ticket| {
        let rows = ticket.rows();
        assert_eq!(cell(&rows, 1, "Efterbehandling"), "ingen");
        assert_eq!(cell(&rows, 2, "Falsning"), "ingen");
        let how = "8 rivflikar längs nederkanten, 37,1 mm breda: skärs efter renskärningen, nedifrån längs de streckade linjerna";
        assert!(cell(&rows, 2, "Efterbehandling").starts_with(how), "{rows:?}");
        let paper = read(&ticket.paper());
        assert!(paper.contains("8 rivflikar, skärs nedifrån") && paper.contains("37,1 mm breda"), "{paper}");
    });
}

/// What the ticket says of the first item in a folded format and a language.
fn folded(format: &str, lang: &str, pages: usize, own: &str) -> (Vec<Vec<String>>, String) {
    let text = EXAMPLE
        .replace("\"a5\"", &format!("\"{format}\""))
        .replace("lang = \"sv\"", &format!("lang = \"{lang}\""))
        .replace("quantity = 1200\n", &format!("quantity = 1200\nlang = \"{lang}\"\n{own}"))
        .replace("quantity = 60\n", &format!("quantity = 60\nlang = \"{lang}\"\n"));
    let mut files = files(None);
    for file in &mut files {
        lang.clone_into(&mut file.lang);
    }
    let trim = leaflet::definition::Format::named(format).expect("a format").trim;
    (files[0].format, files[0].pages) = (format.to_owned(), pages);
    files[0].trim_mm = [trim.width.mm().0.round(), trim.height.mm().0.round()];
    with_ticket(&text, &files, |ticket| (ticket.rows(), read(&ticket.paper())))
}

#[test]
fn folds_are_told_with_panels_and_both_sizes() {
    let (rows, paper) = folded("a4-roll-fold", "sv", 2, "");
    assert_eq!([cell(&rows, 1, "Format (mm)"), cell(&rows, 1, "Färdigt format (mm)")], ["297 × 210", "100 × 210"]);
    let how = cell(&rows, 1, "Efterbehandling");
    assert!(
        how.starts_with("Paneler från vänster: utsidan (sidan 1) 97/100/100 mm, insidan (sidan 2) 100/100/97 mm."),
        "{how}"
    );
    assert!(how.contains("högra panel viks in först") && how.ends_with("Ryggen till vänster."), "{how}");
    assert!(paper.contains("öppet 297 × 210 färdigt 100 × 210") && paper.contains("97/100/100 mm"), "{paper}");

    let (rows, _) = folded("a4-roll-fold", "ar", 2, "");
    let how = cell(&rows, 1, "Efterbehandling");
    assert!(how.contains("utsidan (sidan 1) 100/100/97 mm, insidan (sidan 2) 97/100/100 mm"), "{how}");
    assert!(how.contains("vänstra panel viks in först, sedan den högra"), "{how}");
    assert!(how.ends_with("Läses från höger till vänster: panelerna är spegelvända, ryggen till höger."), "{how}");

    let (rows, _) = folded("a5-folder", "sv", 4, "");
    assert_eq!(
        ["Format (mm)", "Öppet format (mm)", "Färdigt format (mm)"].map(|of| cell(&rows, 1, of)),
        ["148 × 210", "296 × 210", "148 × 210"]
    );
    assert!(cell(&rows, 1, "Efterbehandling").contains("Utsidan är sidan 4 till vänster om sidan 1"), "{rows:?}");
    let (rows, paper) = folded("a5-folder", "fa", 4, "");
    assert!(cell(&rows, 1, "Efterbehandling").contains("Utsidan är sidan 1 till vänster om sidan 4"), "{rows:?}");
    assert!(paper.contains("öppet 296 × 210 färdigt 148 × 210"), "{paper}");

    // An order with its own way has its own words; one that says the same in other words is told the panels all the same.
    let (rows, _) = folded("a4-z-fold", "sv", 2, "fold = \"levereras plant\"\n");
    assert_eq!(cell(&rows, 1, "Efterbehandling"), "levereras plant");
    assert_eq!(cell(&rows, 1, "Färdigt format (mm)"), "297 × 210");
    let (rows, _) = folded("a4-z-fold", "sv", 2, "fold = \"sicksack\"\n");
    assert!(cell(&rows, 1, "Efterbehandling").contains("99/99/99 mm"), "{rows:?}");
}

#[test]
fn a_foreign_title_stands_beside_something_that_can_be_read() {
    let (rows, paper) = folded("a5", "ar", 2, "");
    // There is no Swedish edition in this file: the id stands for it.
    assert_eq!(cell(&rows, 1, "Trycksak"), "Ett exempelblad, A5 (arabiska: exempelblad)");
    assert!(paper.contains("(arabiska: exempelblad)"), "{paper}");
}

#[test]
fn what_others_leave_is_a_number() {
    let address = |name: &str, more: &str| {
        format!("[[order.delivery]]\nname = \"{name}\"\naddress = \"Gatan 1\"\ntown = \"000 01 Stad\"\n{more}\n")
    };
    let part = |quantity: u32| format!("publication = \"exempelblad\"\nformat = \"a5\"\nquantity = {quantity}\n");
    let before = EXAMPLE.split("[[order.delivery]]").next().unwrap_or_default();
    let after = &EXAMPLE[EXAMPLE.find("[[distribution]]").expect("a list")..];
    let order = |addresses: &[String]| format!("{before}{}{after}", addresses.concat());
    let text = order(&[address("Skolan", &part(700)), address("Förrådet", &part(400)), address("Huvudkontoret", "")]);
    let (_, _, findings) = loaded(&text);
    assert_eq!(findings.iter().map(|found| &found.message).collect::<Vec<_>>(), Vec::<&String>::new());
    with_ticket(&text, &files(None), |ticket| {
        let rows = ticket.rows();
        assert!(
            cell(&rows, 1, "Leveransadresser").ends_with("Huvudkontoret, Gatan 1, 000 01 Stad, 100 ex"),
            "{rows:?}"
        );
        assert!(cell(&rows, 2, "Leveransadresser").ends_with("Huvudkontoret, Gatan 1, 000 01 Stad"), "{rows:?}");
        let paper = read(&ticket.paper());
        assert!(paper.contains("Ett exempelblad, A5 100 "), "{paper}");
        assert!(paper.contains("Ett exempelblad, A3-affisch 60 ") && !paper.contains("alla"), "{paper}");
    });
    // One address alone takes all; two that do not say how many leave it open.
    with_ticket(EXAMPLE, &files(None), |ticket| assert!(read(&ticket.paper()).contains("alla alla")));
    let open = order(&[address("Skolan", &part(700)), address("Förrådet", ""), address("Huvudkontoret", "")]);
    let (_, _, findings) = loaded(&open);
    assert!(findings.iter().any(|found| found.rule.code == "order-sum"));
    with_ticket(&open, &files(None), |ticket| {
        let paper = read(&ticket.paper());
        assert!(paper.contains("A5 – ") && !paper.contains("alla"), "{paper}");
    });
}

#[test]
fn rows_and_files_are_tied_by_number() {
    let paper = with_ticket(EXAMPLE, &files(None), |ticket| read(&ticket.paper()));
    assert!(paper.contains("Fil nr Trycksak") && paper.contains("1 Ett exempelblad, A5"), "{paper}");
    assert!(paper.contains("2 Ett exempelblad, A3-affisch"), "{paper}");
    assert!(
        paper.contains("1. exempelblad-a5-sv.print.pdf") && paper.contains("2. exempelblad-a3-poster- sv.print.pdf"),
        "{paper}"
    );
}

#[test]
fn the_invoice_has_an_address_and_a_reference() {
    let text = EXAMPLE.replace("reference = ", "peppol = \"0007:2021002254\"\nreference = ");
    let (_, _, findings) = loaded(&text);
    assert_eq!(findings.iter().map(|found| &found.message).collect::<Vec<_>>(), Vec::<&String>::new());
    let paper = with_ticket(&text, &files(None), |ticket| read(&ticket.paper()));
    assert!(paper.contains("Fakturareferens EX-2027-1 E-faktura Peppol-id 0007:2021002254 (lag 2018:1277)"), "{paper}");
}

#[test]
fn names_that_a_spreadsheet_would_calculate_stay_words() {
    let text = EXAMPLE.replace("name = \"Byskolan\"", "name = \"=HYPERLINK(\\\"https://example.org\\\")\"");
    let bytes = with_ticket(&text, &files(None), |ticket| csv::write(&ticket.distribution_rows()).expect("CSV"));
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.contains("Exempelby;Skola;\"'=HYPERLINK(\"\"https://example.org\"\")\";"), "{text}");
}

#[test]
fn the_list_is_by_municipality_and_kind_and_adds_up() {
    let (world, project, _) = loaded(EXAMPLE);
    let files = self::files(None);
    let ticket = Ticket::new(&world, &project, &project.counties[0], &files).expect("a ticket");
    let rows = ticket.distribution_rows();
    let places: Vec<[&str; 3]> = rows[1..].iter().map(|row| [0, 1, 4].map(|at| row[at].as_str())).collect();
    assert_eq!(
        places,
        [
            ["Exempelstad", "Skola", "600"],
            ["Exempelstad", "Skola", "40"],
            ["Exempelstad", "Ungdomsmottagning", "200"],
            ["Exempelby", "Skola", "250"],
            ["Exempelby", "Fritidsgård", "150"],
            ["Exempelby", "Fritidsgård", "20"],
        ]
    );
    let pages = set(&ticket.distribution().expect("a list"));
    let mut text = String::new();
    words(&pages.tags, &pages, &mut text);
    assert!(text.contains("Ett exempelblad, A5 850 200 150 0 1 200 1 200"), "{text}");
    let ticks = |node: &TagNode| node.tag == Tag::Figure { alt: "Ruta och rad: framme, datum".to_owned() };
    assert_eq!(count(&pages.tags, &ticks), 6);
}

fn count(node: &TagNode, counts: &dyn Fn(&TagNode) -> bool) -> usize {
    let inner =
        node.children.iter().map(|child| if let TagChild::Node(node) = child { count(node, counts) } else { 0 });
    usize::from(counts(node)) + inner.sum::<usize>()
}

#[test]
fn papers_are_tagged_tables_that_pdf_ua_takes() {
    with_ticket(EXAMPLE, &files(None), |ticket| {
        for paper in [ticket.paper(), ticket.distribution().expect("a list")] {
            let pages = set(&paper);
            assert_eq!(pages.pages.len(), 1);
            // Every row of a table has as many cells as its first.
            let mut tables = Vec::new();
            find_tables(&pages.tags, &mut tables);
            assert!(tables.len() >= 3);
            for table in tables {
                let cells: Vec<usize> = table
                    .children
                    .iter()
                    .map(|row| if let TagChild::Node(row) = row { row.children.len() } else { 0 })
                    .collect();
                assert!(cells.iter().all(|count| *count == cells[0]), "{cells:?}");
            }
            let bytes = web::write(&pages, &Resources::new(&FontBook::bundled())).expect("PDF/UA");
            assert!(bytes.starts_with(b"%PDF-1."));
        }
    });
}

#[test]
fn addresses_stand_on_lines_and_results_on_one() {
    let pages = with_ticket(EXAMPLE, &files(Some("utan anmärkning")), |ticket| set(&ticket.paper()));
    let runs: Vec<&str> = pages.pages[0]
        .content
        .iter()
        .flat_map(|marked| &marked.items)
        .filter_map(|item| if let Item::Glyphs(run) = item { Some(run.text.as_str()) } else { None })
        .collect();
    for line in ["Exempelgatan 1", "000 01 Exempelstad", "utan anmärkning", "Ett exempelblad, A3-affisch"] {
        assert!(runs.contains(&line), "{line} in {runs:?}");
    }
}

fn find_tables<'a>(node: &'a TagNode, found: &mut Vec<&'a TagNode>) {
    if node.tag == Tag::Table {
        found.push(node);
    }
    for child in &node.children {
        if let TagChild::Node(inner) = child {
            find_tables(inner, found);
        }
    }
}

#[test]
fn a_long_list_goes_on_with_its_headings_and_nothing_is_lost() {
    let school = |number| {
        format!(
            "\n[[distribution]]\nmunicipality = \"Exempelvik\"\nkind = \"school\"\nname = \"Skola nummer {number}\"\n\
             publication = \"exempelblad\"\nformat = \"a5\"\nquantity = 1\n"
        )
    };
    let text: String = std::iter::once(EXAMPLE.to_owned()).chain((0..120).map(school)).collect();
    let paper = with_ticket(&text, &files(None), |ticket| ticket.distribution().expect("a list"));
    let pages = set(&paper);
    assert!(pages.pages.len() >= 3, "{} pages", pages.pages.len());
    let mut read = String::new();
    words(&pages.tags, &pages, &mut read);
    for number in 0..120 {
        assert!(read.contains(&format!("Skola nummer {number} ")), "{number} is lost");
    }
    let bottom = pages.trim.height - Mm(10.0).pt();
    for page in &pages.pages {
        let runs: Vec<_> = page
            .content
            .iter()
            .flat_map(|m| &m.items)
            .filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None })
            .collect();
        assert!(runs.iter().any(|run| run.text == "Mottagare"), "a page without headings");
        assert!(runs.iter().any(|run| run.text.starts_with("Exempelvik")), "a page without its municipality");
        assert!(runs.iter().all(|run| run.origin.y < bottom && run.origin.x >= Mm(17.9).pt()));
    }
    assert!(read.matches("Mottagare").count() == 3, "headings are read once a table");
}

#[test]
fn a_county_that_orders_nothing_is_told_what_to_add() {
    let text = EXAMPLE.split("[order]").next().unwrap_or_default().to_owned()
        + "[publication]"
        + EXAMPLE.split("[publication]").nth(1).unwrap_or_default();
    let (world, project, _) = loaded(&text);
    let findings = Ticket::new(&world, &project, &project.counties[0], &[]).expect_err("no order");
    assert_eq!(findings[0].rule.code, "order-missing");
    assert!(findings[0].help.as_ref().is_some_and(|help| help.contains("[[order.item]]")));
}

#[test]
fn an_item_without_a_file_is_named() {
    let (world, project, _) = loaded(EXAMPLE);
    let findings =
        Ticket::new(&world, &project, &project.counties[0], &files(None)[..1]).expect_err("a file is missing");
    assert_eq!(findings.len(), 1);
    assert!(findings[0].message.contains("exempelblad as a3-poster"), "{}", findings[0].message);
}

#[test]
fn a_character_without_a_shape_is_named() {
    let text = EXAMPLE.replace("Exempeltryckeriet", "Exempel\u{4e2d}");
    let found = with_ticket(&text, &files(None), |ticket| {
        let fonts = Arc::new(FontBook::bundled());
        layout(&ticket.paper(), &Workshop::with(fonts).faces).expect_err("no glyph")
    });
    assert_eq!(found[0].rule.code, "glyph-missing");
}

#[test]
fn a_note_that_no_page_holds_is_refused() {
    let text = EXAMPLE.replace("Ring kontakten om något är oklart", &"Ring om något är oklart. ".repeat(400));
    let found = with_ticket(&text, &files(None), |ticket| {
        layout(&ticket.paper(), &Workshop::new().faces).expect_err("too long")
    });
    assert_eq!(found[0].rule.code, "overflow");
}
