//! `leaflet new`: files to fill in, of a county, a publication or a translation; a theme to change.

use anyhow::{Context, anyhow, bail};

use crate::definition::counties::{COUNTIES as KNOWN, KnownCounty};
use crate::definition::{
    county_slugs, load_publication, nearest, new_translation, paths, proposal, publication_ids, sample, slugged,
};
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::world::World;

use super::locale::spoken;

/// The slug of a new county of this name.
///
/// # Errors
/// When the name has no letters, or is one of the 21 counties of Sweden misspelt.
pub fn slug(name: &str) -> anyhow::Result<String> {
    if let Some(known) = KnownCounty::named(name) {
        return Ok(known.slug.to_owned());
    }
    let slug = slugged(name);
    let names: Vec<&str> = KNOWN.iter().map(|county| county.slug).collect();
    if slug.is_empty() {
        bail!("`{name}` is not a name for a county; choose from {}, or a name of your own", names.join(", "));
    }
    if let Some(meant) = nearest(&slug, names) {
        bail!(
            "`{name}` is no county of Sweden, and too near to `{meant}` for a name of its own; did you mean `{meant}`?"
        );
    }
    Ok(slug)
}

/// Writes the file of a county and returns its path. The names of the 21 counties of Sweden are filled in.
///
/// # Errors
/// When the name is none for a county, the file exists already, or it cannot be written.
pub fn county(world: &dyn World, name: &str) -> anyhow::Result<String> {
    let (known, slug) = (KnownCounty::named(name), slug(name)?);
    let path = paths::county(&slug);
    if county_slugs(world).contains(&slug) {
        bail!("{path} exists already; open it in an editor to change it");
    }
    let text = spoken().comments(&template(name.trim(), known, &publication_ids(world)));
    world.write(&world.locate(&path), text.as_bytes()).with_context(|| format!("could not make {path}"))?;
    Ok(path)
}

/// What is to be looked at in a file that [`county`] has made, where the name is none of a county of Sweden.
#[must_use]
pub fn stranger(name: &str, path: &str) -> Option<String> {
    if KnownCounty::named(name).is_some() {
        return None;
    }
    let name = name.trim();
    let note = match KnownCounty::around(name) {
        Some(county) => format!(
            "`{name}` is no county; it lies in `{}`. If that is meant, delete {path} and name that county.\n",
            county.slug
        ),
        None => format!(
            "`{name}` is no county of Sweden: look at name, genitive and office in {path}, which say it as typed.\n"
        ),
    };
    Some(note)
}

/// The files that a new translation takes.
#[derive(Debug, Default)]
pub struct Begun {
    /// The translation; none if it is there already.
    pub text: Option<String>,
    /// The fixed words of its language, where the project had none.
    pub labels: Option<String>,
}

/// Writes the file of a translation, and one for the fixed words of its language if there is none; or says what is wrong with
/// its source.
///
/// # Errors
/// When there is no such publication or language, the file exists already, or it cannot be written.
pub fn translation(world: &dyn World, id: &str, lang: &str) -> anyhow::Result<(Begun, Vec<Diagnostic>)> {
    let ids = publication_ids(world);
    if !ids.iter().any(|known| known == id) {
        bail!("there is no publication `{id}`; {}", proposal(id, ids.iter().map(String::as_str)));
    }
    let Some(lang) = Lang::from_code(lang) else { return Err(no_language(lang)) };
    let labels = labels(world, lang)?;
    let path = paths::text(id, lang.code);
    if world.list(&paths::publication(id)).contains(&format!("{}.toml", lang.code)) {
        if labels.is_some() {
            return Ok((Begun { text: None, labels }, Vec::new()));
        }
        bail!("{path} exists already; open it in an editor to change it");
    }
    let (project, mut found) = load_publication(world, id);
    found.retain(Diagnostic::is_error);
    let Some(source) = project.languages_of(id).find(|publication| publication.translation.is_none()) else {
        if found.is_empty() {
            bail!("`{id}` has no text that is not a translation itself");
        }
        return Ok((Begun { text: None, labels }, found));
    };
    let text = spoken().comments(&new_translation(source, lang));
    world.write(&world.locate(&path), text.as_bytes()).with_context(|| format!("could not make {path}"))?;
    Ok((Begun { text: Some(path), labels }, Vec::new()))
}

/// Says that there is no such language, which one was meant, and which there are.
fn no_language(code: &str) -> anyhow::Error {
    // Tags of countries, and the languages' own names, are taken for tags of languages.
    const COUNTRIES: [(&str, &str); 6] =
        [("dk", "da"), ("no", "nb"), ("nn", "nb"), ("ua", "uk"), ("ir", "fa"), ("gb", "en")];
    let lower = code.trim().to_lowercase();
    let country = COUNTRIES.iter().find(|(tag, _)| *tag == lower).map(|(_, code)| *code);
    let named = Lang::all().find(|lang| [lang.code, lang.name].contains(&lower.as_str())).map(|lang| lang.code);
    if let Some(meant) = country.or(named) {
        return anyhow!("there is no language `{code}`; did you mean `{meant}`?");
    }
    let all: Vec<String> = Lang::all().map(|lang| format!("{} ({})", lang.code, lang.name)).collect();
    anyhow!(
        "there is no language `{code}`; there are {}. Another takes a row in the program: docs/definitions.md, Languages",
        all.join(", ")
    )
}

/// What is said at the head of a file for fixed words.
const LABELS: &str =
    "{}: the fixed words of leaflets in this language. Take away the # and translate; leave {...} as they are.";

/// Writes a file for the fixed words of a language that has none, to be filled in, and returns its path.
fn labels(world: &dyn World, lang: Lang) -> anyhow::Result<Option<String>> {
    let there = |code: &str| world.read(&paths::labels(code)).is_ok();
    if there(lang.code) || lang.primary.is_some_and(there) {
        return Ok(None);
    }
    let known =
        world.read(&paths::labels(spoken().tag())).context("could not read the fixed words of another language")?;
    let mut text = spoken().comments(&format!("# {}\n\n", LABELS.replacen("{}", lang.code, 1)));
    let known = String::from_utf8_lossy(&known);
    for line in known.lines().filter(|line| line.contains(" = ")) {
        text.extend(["# ", line, "\n"]);
    }
    let path = paths::labels(lang.code);
    world.write(&world.locate(&path), text.as_bytes()).with_context(|| format!("could not make {path}"))?;
    Ok(Some(path))
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
    let path = paths::text(&id, "sv");
    if publication_ids(world).contains(&id) {
        bail!("{path} exists already; open it in an editor to change it");
    }
    let text = spoken().comments(PUBLICATION).replace("{id}", &id).replace("{today}", &world.today().to_string());
    world.write(&world.locate(&path), text.as_bytes()).with_context(|| format!("could not make {path}"))?;
    Ok(path)
}

/// Writes the file of a theme, a copy of the program's own of that name or else of the sheet's, and returns its path.
///
/// # Errors
/// When the name cannot be that of a theme, the project has the theme already, or the file cannot be written.
pub fn theme(world: &dyn World, name: &str) -> anyhow::Result<String> {
    let own = slugged(name);
    if own.is_empty() {
        bail!("`{name}` cannot name a theme; use letters and digits, such as our-colours");
    }
    let path = paths::theme(&own);
    let place = world.locate(&path);
    if world.written_before(&place).is_some() {
        bail!("{path} exists already; open it in an editor to change it");
    }
    // What the project does not have is read from the program.
    let known = world
        .read(&path)
        .or_else(|_| world.read(&paths::theme(SHEET)))
        .context("could not read the theme of the sheet")?;
    let text = spoken().comments(&format!("# {THEME}\n\n")) + &String::from_utf8_lossy(&known);
    world.write(&place, text.as_bytes()).with_context(|| format!("could not make {path}"))?;
    Ok(path)
}

/// The theme that new ones begin as.
const SHEET: &str = "sheet";
/// What is said at the head of a new theme.
const THEME: &str = "A theme of one's own: `leaflet schema --theme` tells every key, `leaflet check` holds colours and sizes against the rules.";

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
# lines = [{ phone = "112", name = "Nödnumret", source = "polisen.se", checked = false }]

# Somebody's words, without quotation marks.
# [[section]]
# id = "ord"
# kind = "quote"
# text = "Det som någon har sagt."
# who = "Namn, vad personen är"

# A picture of the project: JPEG, PNG or SVG.
# [[section]]
# id = "bild"
# kind = "image"
# file = "assets/images/namn.jpg"
# alt = "Vad bilden visar, för den som inte ser den"

# A statement and its source.
# [[fact]]
# text = "..."
# source = "..."
# checked = false # in place of false the day on which somebody compared it with the source, YEAR-MONTH-DAY
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
# name = \"{}\"
# role = \"kvinnofridssamordnare\"
# phone = \"010-000 00 00\"
# email = \"{}\"
# url = \"https://www.lansstyrelsen.se\"
# verified = ÅÅÅÅ-MM-DD # the day on which you called the number and someone answered

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
        sample::NAME,
        sample::EMAIL,
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
            let path = paths::county(known.slug);
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
    fn the_words_of_the_templates_are_known_as_such() {
        for sample in sample::HEAD.iter().chain(&sample::PASSAGES) {
            assert!(PUBLICATION.contains(sample), "{sample}");
        }
        let text = PUBLICATION.replace("{id}", "x").replace("{today}", "2026-11-21");
        let (project, _) = load_publication(&world().with("leaflets/publications/x/sv.toml", text), "x");
        let made = project.languages_of("x").next().expect("loaded");
        assert_eq!(made.samples().len(), 7);
        let filled = template("Värmland", KnownCounty::named("Värmland"), &["x".to_owned()]);
        let filled = filled
            .replace("\n# phone", "\nphone")
            .replace("\n# email", "\nemail")
            .replace("\n# name = \"F", "\nname = \"F");
        let (project, _) =
            load(&world().with("leaflets/varmland.toml", filled), &[Target::County("varmland".to_owned())]);
        let contact = &project.county("varmland").expect("loaded").contact;
        assert_eq!((contact.samples().len(), contact.sample_name().is_some()), (2, true));
        assert!(!contact.is_reachable());
    }

    #[test]
    fn a_name_of_ones_own_is_quoted() {
        let text = template("Norra \"Kusten\"", None, &[]);
        assert!(toml::Table::try_from(toml::from_str::<toml::Table>(&text).expect("TOML")).is_ok());
    }

    #[test]
    fn a_place_that_is_no_county_is_told() {
        assert_eq!(stranger("Värmland", "x"), None);
        assert!(stranger("Malmö", "x").is_some_and(|note| note.contains("`skane`")));
        assert!(stranger("Norra Kusten", "x").is_some_and(|note| note.contains("office")));
    }

    #[test]
    fn a_language_without_fixed_words_is_given_a_file_for_them() {
        let world = world()
            .with("leaflets/publications/x/sv.toml", PUBLICATION.replace("{id}", "x").replace("{today}", "2026-11-21"));
        let (begun, found) = translation(&world, "x", "ckb").expect("made");
        assert_eq!((begun.text.as_deref(), found.len()), (Some("leaflets/publications/x/ckb.toml"), 0));
        assert_eq!(begun.labels.as_deref(), Some("assets/labels/ckb.toml"));
        let written = world.written();
        let (_, bytes) = written.iter().find(|(path, _)| path.ends_with("assets/labels/ckb.toml")).expect("written");
        let text = String::from_utf8_lossy(bytes);
        assert!(text.contains("\n# contact = \"Contact in {county.name}\"\n"), "{text}");
        assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')), "{text}");
        assert!(translation(&world, "x", "en").expect("made").0.labels.is_none());
        for (wrong, said) in [("fr", "there are sv (svenska), "), ("SV", "`sv`"), ("arabiska", "`ar`"), ("dk", "`da`")]
        {
            let error = translation(&world, "x", wrong).expect_err("none").to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let world = world();
        assert_eq!(county(&world, "Värmlands län").expect("written"), "leaflets/varmland.toml");
        assert_eq!(world.written().len(), 1);
        let world = self::world().with("leaflets/varmland.toml", "x");
        assert!(county(&world, "varmland").is_err());
        assert!(county(&world, "!?").is_err());
        assert!(county(&world, "gottland").is_err_and(|error| error.to_string().contains("did you mean `gotland`?")));
        assert!(world.written().is_empty());
    }
}
