//! `leaflet new`: a county's file to fill in, or a translation's.

use anyhow::{Context, bail};

use crate::definition::counties::{COUNTIES as KNOWN, KnownCounty};
use crate::definition::{
    COUNTIES, PUBLICATIONS, county_slugs, load_publication, new_translation, proposal, publication_ids, slugged,
};
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::world::World;

use super::locale::spoken;

/// Writes the file of a county and returns its path. The names of the 21 counties of Sweden are filled in.
///
/// # Errors
/// When the name has no letters, the file exists already, or it cannot be written.
pub fn county(world: &dyn World, name: &str) -> anyhow::Result<String> {
    let known = KnownCounty::named(name);
    let slug = known.map_or_else(|| slugged(name), |county| county.slug.to_owned());
    if slug.is_empty() {
        let names: Vec<&str> = KNOWN.iter().map(|county| county.slug).collect();
        bail!("`{name}` is not a name for a county; choose from {}, or a name of your own", names.join(", "));
    }
    let path = format!("{COUNTIES}/{slug}.toml");
    if county_slugs(world).contains(&slug) {
        bail!("{path} exists already; open it in an editor to change it");
    }
    let text = spoken().comments(&template(name.trim(), known, &publication_ids(world)));
    world.write(&world.locate(&path), text.as_bytes()).with_context(|| format!("could not make {path}"))?;
    Ok(path)
}

/// Writes the file of a translation and returns its path, or what is wrong with its source.
///
/// # Errors
/// When there is no such publication or language, the file exists already, or it cannot be written.
pub fn translation(world: &dyn World, id: &str, lang: &str) -> anyhow::Result<(Option<String>, Vec<Diagnostic>)> {
    let ids = publication_ids(world);
    if !ids.iter().any(|known| known == id) {
        bail!("there is no publication `{id}`; {}", proposal(id, ids.iter().map(String::as_str)));
    }
    let codes: Vec<&str> = Lang::all().map(|lang| lang.code).collect();
    let Some(lang) = Lang::from_code(lang) else {
        bail!("there is no language `{lang}`; {}", proposal(lang, codes));
    };
    let path = format!("{PUBLICATIONS}/{id}/{}.toml", lang.code);
    if world.list(&format!("{PUBLICATIONS}/{id}")).contains(&format!("{}.toml", lang.code)) {
        bail!("{path} exists already; open it in an editor to change it");
    }
    let (project, mut found) = load_publication(world, id);
    found.retain(Diagnostic::is_error);
    let Some(source) = project.languages_of(id).find(|publication| publication.translation.is_none()) else {
        if found.is_empty() {
            bail!("`{id}` has no text that is not a translation itself");
        }
        return Ok((None, found));
    };
    let text = spoken().comments(&new_translation(source, lang));
    world.write(&world.locate(&path), text.as_bytes()).with_context(|| format!("could not make {path}"))?;
    Ok((Some(path), Vec::new()))
}

/// Writes the file of a publication in Swedish and returns its path.
///
/// # Errors
/// When the name cannot be an id, the publication exists already, or the file cannot be written.
pub fn publication(world: &dyn World, name: &str) -> anyhow::Result<String> {
    let id = slugged(name);
    if id.is_empty() {
        bail!("`{name}` cannot name a publication; use letters and digits, such as natet-och-barn");
    }
    let path = format!("{PUBLICATIONS}/{id}/sv.toml");
    if publication_ids(world).contains(&id) {
        bail!("{path} exists already; open it in an editor to change it");
    }
    let text = spoken().comments(PUBLICATION).replace("{id}", &id).replace("{today}", &world.today().to_string());
    world.write(&world.locate(&path), text.as_bytes()).with_context(|| format!("could not make {path}"))?;
    Ok(path)
}

/// A publication to fill in.
const PUBLICATION: &str = r#"# A text that counties agree on. `leaflet schema` tells every key; `leaflet check` says what is wrong or missing.
# Every statement of law, number or help needs its source under [[fact]] or in its help line.

[publication]
id = "{id}"
lang = "sv"
title = "Rubrik"
audience_line = "För dig som ..."
lead = "Det viktigaste i en eller två meningar."
version = "0.1"
date = {today}
reviewed = false # true when the counties have agreed on it; until then it is built only with --draft
formats = ["a4"] # also a5, a6, dl, a5-folder, a4-roll-fold, a4-z-fold, a3-poster and others

[[section]]
id = "vad"
heading = "Vad handlar det om?"
text = """
Ett stycke. Korta meningar och vanliga ord.

- En punkt.
- En punkt till.
"""

[[section]]
id = "viktigt"
kind = "callout"
heading = "Kom ihåg"
text = "Det som ska synas först."

[[section]]
id = "gor-sa"
kind = "steps"
heading = "Gör så här"
steps = ["Det första.", "Det andra."]

# Numbers that help. Each needs who told it, and the day on which someone called.
# [[section]]
# id = "hjalp"
# kind = "help"
# heading = "Här finns hjälp"
# lines = [{ phone = "112", name = "Nödnumret", source = "polisen.se", checked = {today} }]

# A statement and its source.
# [[fact]]
# text = "..."
# source = "..."
# checked = {today}
# sections = ["vad"]
"#;

/// The text of a county's file, with comments that say what to fill in.
#[must_use]
pub fn template(name: &str, known: Option<&KnownCounty>, publications: &[String]) -> String {
    let (full, short, genitive, office) = match known {
        Some(county) => (county.name(), county.short.to_owned(), county.genitive.to_owned(), county.office()),
        None => (name.to_owned(), name.to_owned(), name.to_owned(), name.to_owned()),
    };
    let codes = known.map_or_else(String::new, |county| {
        format!("code = \"{}\" # Statistics Sweden\nletter = \"{}\"\n", county.code, county.letter)
    });
    let ids: Vec<String> = publications.iter().map(|id| quoted(id)).collect();
    format!(
        "\
# {full}: who prints, and whom a reader can ask.
# After a change: leaflet check, then leaflet build. Dates are written YEAR-MONTH-DAY.

[county]
{codes}name = {}
short = {}
genitive = {} # as in \"{genitive} kommuner\"
office = {} # who publishes; printed on every sheet
publications = [{}] # leaflet list shows what there is

# Take away the # and fill in. An office has no name and no role. At least one of phone, email and url is needed.
[contact]
# name = \"Förnamn Efternamn\"
# role = \"kvinnofridssamordnare\"
# phone = \"010-000 00 00\"
# email = \"fornamn.efternamn@lansstyrelsen.se\"
# url = \"https://www.lansstyrelsen.se\"
# verified = 2026-01-31 # the day on which you called the number and someone answered

# Another organisation that signs, as often as needed:
# [[sender]]
# name = \"Polisen\"
# logo = \"assets/logos/polisen.png\"
",
        quoted(&full),
        quoted(&short),
        quoted(&genitive),
        quoted(&office),
        ids.join(", "),
    )
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::locale::Locale;
    use super::*;
    use crate::definition::{Date, Target, load};
    use crate::world::MemoryWorld;

    fn world() -> MemoryWorld {
        MemoryWorld::new(Date { year: 2026, month: 11, day: 21 })
    }

    #[test]
    fn every_known_county_gets_a_file_that_loads() {
        for known in &KNOWN {
            let text = template(known.short, Some(known), &["grooming".to_owned()]);
            let path = format!("{COUNTIES}/{}.toml", known.slug);
            let world = world().with(&path, text);
            let (project, found) = load(&world, &[Target::County(known.slug.to_owned())]);
            assert_eq!(found.iter().map(|d| d.rule.code).collect::<Vec<_>>(), ["unknown-name"], "{}", known.slug);
            assert_eq!(project.county(known.slug).map(|county| county.name.value.clone()), Some(known.name()));
        }
    }

    #[test]
    fn every_comment_has_its_swedish() {
        let translation = crate::definition::new_translation;
        let county = template("Värmland", KnownCounty::named("Värmland"), &["grooming".to_owned()]);
        let world = world()
            .with("leaflets/publications/x/sv.toml", PUBLICATION.replace("{id}", "x").replace("{today}", "2026-11-21"));
        let (project, _) = load_publication(&world, "x");
        let source = project.languages_of("x").next().expect("loaded");
        let translated = translation(source, Lang::from_code("en").expect("known"));
        // Values that can be filled in and lines of the source stand behind `#` too.
        let is_prose = |line: &&str| {
            let words = line.rsplit_once("# ").map_or("", |(_, comment)| comment);
            !words.is_empty()
                && !words.contains(" = ")
                && !words.starts_with(['[', '-'])
                && !words.ends_with(['"', ']'])
        };
        for english in [
            &county,
            PUBLICATION,
            &translated.lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
        ] {
            let swedish = Locale::Sv.comments(english);
            let both = english.lines().filter(is_prose).filter(|line| swedish.lines().any(|said| said == *line));
            assert_eq!(both.collect::<Vec<_>>(), Vec::<&str>::new());
            assert_eq!(Locale::En.comments(english).trim_end(), english.trim_end());
        }
    }

    #[test]
    fn a_name_of_ones_own_is_quoted() {
        let text = template("Norra \"Kusten\"", None, &[]);
        assert!(toml::Table::try_from(toml::from_str::<toml::Table>(&text).expect("TOML")).is_ok());
    }

    #[test]
    fn nothing_is_overwritten() {
        let world = world();
        assert_eq!(county(&world, "Värmlands län").expect("written"), "leaflets/varmland.toml");
        assert_eq!(world.written().len(), 1);
        let world = self::world().with("leaflets/varmland.toml", "x");
        assert!(county(&world, "varmland").is_err());
        assert!(county(&world, "!?").is_err());
        assert!(world.written().is_empty());
    }
}
