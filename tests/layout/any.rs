//! Definitions made at random, in every format.

use leaflet::definition::{Target, load};
use leaflet::document::{Draft, resolve};
use leaflet::layout::layout;
use leaflet::units::Pt;
use leaflet::world::MemoryWorld;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::made::{BEFORE, CODE, CONTACT, HEAD, HELP, HELP_WORDS, IMPRINT, Made, UNBROKEN, WORDS, section, section_of};
use super::sheet::{Sheet, spaced, text};
use super::support::{TODAY, wanted, workshop};

/// The same definitions in every run; with `LEAFLET_CASES` set to a number, as many new ones.
fn config() -> ProptestConfig {
    let more = std::env::var("LEAFLET_CASES").ok().and_then(|number| number.parse().ok());
    let rng_seed = if more.is_some() { RngSeed::Random } else { RngSeed::Fixed(1) };
    ProptestConfig { cases: more.unwrap_or(96), rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// Lays a definition out in one format and holds it against everything.
fn hold(made: &[Made], help: bool, format: &str) -> Result<(), TestCaseError> {
    let mut definition = format!("{HEAD}formats = [{format}]\n");
    definition.extend(made.iter().enumerate().map(|(id, section)| section.toml(id)));
    if help {
        definition.push_str(HELP);
    }
    let world = MemoryWorld::new(TODAY).with("case.toml", definition.as_str());
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    prop_assert!(found.is_empty(), "{found:?}\n{definition}");
    let wanted = wanted(&project, Draft::No).next().expect("a leaflet");
    let document = resolve(&world, &project, wanted).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
    let (pages, metrics) = match layout(&document, &workshop().faces) {
        Ok(laid) => laid,
        Err(found) => {
            let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.rule.code).collect();
            prop_assert_eq!(codes, ["overflow"]);
            return Ok(());
        }
    };
    let setting = document.theme.format(document.format.name).expect("a format of the theme");
    let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
    let faults = sheet.faults();
    prop_assert!(faults.is_empty(), "{}\n{definition}", faults.join("\n"));

    let mut expected = format!("{BEFORE} ");
    expected.extend(made.iter().map(|section| section.words() + " "));
    if help {
        expected += HELP_WORDS;
    }
    // The words beside the code are read before the imprint or after it, as they stand.
    let whole = spaced(&text(&pages, &pages.tags));
    prop_assert_eq!(whole.matches(CODE).count(), 1, "{}", whole);
    let read = whole.replace(CODE, "");
    let (read, small) = read.split_once("Utgivare:").expect("an imprint");
    expected = format!("{expected} {CONTACT}");
    let words =
        |text: &str| text.split_whitespace().map(|word| word.trim_end_matches(',').to_owned()).collect::<Vec<_>>();
    prop_assert_eq!(words(read), words(&expected), "{}", definition);
    let imprint = format!("Utgivare:{small}");
    prop_assert!(imprint.starts_with(IMPRINT), "{imprint}");

    let again = layout(&document, &workshop().faces).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
    prop_assert!(format!("{:?}", again.0) == format!("{pages:?}"), "laid out differently the second time");
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_sheet_of_a4(made in prop::collection::vec(section(), 1..=14), help: bool) {
        hold(&made, help, "\"a4\"")?;
    }

    #[test]
    fn any_mixture_of_languages(made in prop::collection::vec(section_of(mixed_words), 0..=30), lang in 0..4_usize, pages in 1..=2_u8) {
        hold_mixed(&made, ["sv", "ar", "th", "uk"][lang], pages)?;
    }

    #[test]
    fn any_sheet_of_a5(made in prop::collection::vec(section(), 1..=7), help: bool) {
        hold(&made, help, "\"a5\"")?;
    }

    #[test]
    fn any_sheet_of_two_pages(made in prop::collection::vec(section(), 1..=12), help: bool) {
        hold(&made, help, "{ format = \"a5\", pages = 2 }")?;
    }

    #[test]
    fn any_small_sheet(made in prop::collection::vec(section(), 1..=5), help: bool, dl: bool) {
        hold(&made, help, if dl { "{ format = \"dl\", pages = 2 }" } else { "{ format = \"a6\", pages = 2 }" })?;
    }

    #[test]
    fn any_folder_of_panels(made in prop::collection::vec(section(), 1..=12), help: bool, rolled: bool) {
        hold(&made, help, if rolled { "\"a4-roll-fold\"" } else { "\"a4-z-fold\"" })?;
    }

    #[test]
    fn any_folder_of_pages(made in prop::collection::vec(section(), 1..=12), help: bool) {
        hold(&made, help, "\"a5-folder\"")?;
    }

    #[test]
    fn any_poster(made in prop::collection::vec(section(), 0..=2), help: bool) {
        hold(&made, help, "{ format = \"a3-poster\", theme = \"poster\" }")?;
    }
}

/// Words of three other scripts.
const FOREIGN: [&str; 15] = [
    "اتصل",
    "بالشرطة",
    "في",
    "أي",
    "وقت",
    "الرسائل",
    "дитина",
    "повідомлення",
    "поліція",
    "допомога",
    "розкажи",
    "เด็ก",
    "ข้อความ",
    "ช่วยเหลือ",
    "บอกผู้ใหญ่ที่ไว้ใจได้",
];

/// Some words of several languages.
fn mixed_words(most: usize) -> impl Strategy<Value = String> {
    let own = || (0..WORDS.len()).prop_map(|at| WORDS[at]);
    let foreign = || (0..FOREIGN.len()).prop_map(|at| FOREIGN[at]);
    let whole = (0..UNBROKEN.len()).prop_map(|at| UNBROKEN[at]);
    // A number with a full stop at the beginning would be the item of a list.
    (own(), prop::collection::vec(prop_oneof![4 => own(), 6 => foreign(), 1 => whole], 0..most))
        .prop_map(|(first, words)| std::iter::once(first).chain(words).collect::<Vec<_>>().join(" "))
}

/// Lays texts of several languages out, from nothing to three times what the pages hold, and holds them against what is true
/// of any: each sign stands on a page once, inside its place, and nothing overlaps; or the overflow is told in lines.
fn hold_mixed(made: &[Made], lang: &str, pages: u8) -> Result<(), TestCaseError> {
    let mut definition = format!("{HEAD}formats = [{{ format = \"a5\", pages = {pages} }}]\n");
    definition.extend(made.iter().enumerate().map(|(id, section)| section.toml(id)));
    let world = MemoryWorld::new(TODAY).with("case.toml", definition.as_str());
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    prop_assert!(found.is_empty(), "{found:?}\n{definition}");
    let wanted = wanted(&project, Draft::No).next().expect("a leaflet");
    let mut document = resolve(&world, &project, wanted).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
    document.lang = leaflet::lang::Lang::from_code(lang).expect("a language of the table");
    let (pages, metrics) = match layout(&document, &workshop().faces) {
        Ok(laid) => laid,
        Err(found) => {
            prop_assert!(
                found.iter().all(|d| d.rule.code == "overflow" && d.message.contains("too many")),
                "{found:?}"
            );
            return Ok(());
        }
    };
    let setting = document.theme.format(document.format.name).expect("a format of the theme");
    let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
    let mut faults = Vec::new();
    sheet.every_leaf_is_read_once(&mut faults);
    sheet.ink_stays_safe(&mut faults);
    sheet.letters_do_not_overlap(Pt(0.3), &mut faults);
    sheet.text_stays_in_its_column(&mut faults);
    sheet.headings_keep_their_text(&mut faults);
    sheet.columns_end_as_told(&mut faults);
    prop_assert!(faults.is_empty(), "{lang}\n{}\n{definition}", faults.join("\n"));
    let signs = |text: String| {
        let mut signs: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        signs.sort_unstable();
        signs.into_iter().collect::<String>()
    };
    let set = sheet.sections().into_iter().map(|section| text(&pages, section)).collect();
    let wanted = made.iter().map(Made::words).collect();
    prop_assert_eq!(signs(set), signs(wanted), "{}", definition);
    Ok(())
}
