//! The Swedish of the program held against its English: nothing missing, nothing left over, the same values filled in; and
//! the program as someone meets it who reads Swedish.

#[path = "support/program.rs"]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory};
use leaflet::cli::args::Cli;
use leaflet::cli::catalogue::{self, FILES, holes};
use leaflet::cli::help;
use leaflet::rules::RULES;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use program::Project;

/// Modules whose texts are no messages: what is printed or published, word lists, schemas and pages of documentation, and
/// those that hold both languages.
const NOT_SPOKEN: [&str; 21] = [
    "src/check/empty_links.rs",
    "src/cli/help.rs",
    "src/cli/metrics.rs",
    "src/cli/rules_page.rs",
    "src/cli/serve/words.rs",
    "src/definition/fields.rs",
    "src/definition/fold.rs",
    "src/definition/order_fields.rs",
    "src/definition/preset_fields.rs",
    "src/definition/sample.rs",
    "src/definition/social_fields.rs",
    "src/definition/theme_fields.rs",
    "src/document/abbreviation.rs",
    "src/document/finishing.rs",
    "src/document/swedish.rs",
    "src/export/html",
    "src/export/site",
    "src/fonts.rs",
    "src/lang",
    "src/limits.rs",
    "src/text",
];
/// Texts of the other modules that are no messages either: words that are looked for in leaflets and in errors of others,
/// titles of schemas, and what says both languages at once.
const KEPT: [&str; 40] = [
    " in quotation marks",
    "En fil har alla mottagares sidor, med ett bokmärke för varje. Tryck varje rads sidor i radens antal; alla rader tillsammans är {sum} ex.",
    "Varje mottagare har en egen fil. Tryck varje fil i radens antal; alla rader tillsammans är {sum} ex.",
    "The fixed words of one language.",
    "av hundra",
    "av tio",
    "av tusen",
    "bild av",
    "click here",
    "foto av",
    "illustration av",
    "image of",
    "in ten",
    "key with no value",
    "missing assignment",
    "missing comma between array elements",
    "missing escaped value",
    "missing opening quote",
    "missing value",
    "out of",
    "page beside its sheets",
    "photo of",
    "picture of",
    "read more",
    "string values must be quoted",
    "unclosed array",
    "unclosed array table",
    "unclosed inline table",
    "unclosed table",
    "utan anmärkning",
    "var tionde",
    "duplicate key",
    "invalid basic string",
    "invalid multi-line basic string",
    "invalid unquoted key",
    "Leaflet definition",
    "Leaflet theme",
    "Leaflet print profile",
    "Open the address that `leaflet serve` shows in its window. / Öppna adressen som `leaflet serve` visar.",
    "# What `leaflet build` writes.\n/out/",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the catalogue: English and Swedish.
fn lines(name: &str) -> BTreeMap<String, String> {
    let (_, text) = FILES.iter().find(|(own, _)| *own == name).expect("a file of the catalogue");
    toml::from_str(text).expect("TOML")
}

/// Every line of the catalogue.
fn catalogue() -> BTreeMap<String, String> {
    FILES.iter().flat_map(|(name, _)| lines(name)).collect()
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out);
        } else {
            out.push(path);
        }
    }
}

/// The string literals of tokens, without those of attributes, doc comments and tests.
fn literals(tokens: TokenStream, out: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                let _ = tokens.next_if(|next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == '!'));
                let Some(TokenTree::Group(attribute)) = tokens.next() else { continue };
                let written = attribute.to_string().replace(' ', "");
                if written == "[cfg(test)]" {
                    // The item that follows is part of a test.
                    let ends = |token: &TokenTree| match token {
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                        TokenTree::Punct(sign) => sign.as_char() == ';',
                        _ => false,
                    };
                    let _ = tokens.find(ends);
                } else if written.starts_with("[error(") {
                    literals(attribute.stream(), out);
                }
            }
            TokenTree::Group(group) => literals(group.stream(), out),
            TokenTree::Literal(literal) => {
                out.extend(syn::parse_str::<syn::LitStr>(&literal.to_string()).map(|text| text.value()));
            }
            _ => {}
        }
    }
}

/// Every string of `src` that is not part of a test, with its file.
fn strings() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    sources(&root().join("src"), &mut paths);
    let mut out = Vec::new();
    for path in paths {
        let name = path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
        let mut found = Vec::new();
        literals(fs::read_to_string(&path).expect("a file").parse().expect("Rust"), &mut found);
        out.extend(found.into_iter().map(|text| (name.clone(), text)));
    }
    out
}

/// Whether a string is said to somebody: it has two words beside each other, and is neither a page nor a file.
fn is_spoken(text: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let words: Vec<&str> = text.split(' ').collect();
    let line = text.trim_end_matches('\n');
    let is_markup = line.contains('\n') || line.contains("</") || line.contains("/>") || line.starts_with("<?");
    !is_markup && words.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

#[test]
fn every_message_has_its_swedish() {
    let known = catalogue();
    let missing: Vec<(String, String)> = strings()
        .into_iter()
        .filter(|(file, text)| {
            let text = text.trim_matches('\n');
            is_spoken(text)
                && !known.contains_key(text)
                && !KEPT.contains(&text)
                && !NOT_SPOKEN.iter().any(|module| file.starts_with(module))
        })
        .collect();
    assert!(missing.is_empty(), "without Swedish in assets/messages/sv/messages.toml: {missing:#?}");
}

#[test]
fn no_swedish_is_left_over() {
    let strings = strings();
    let said: BTreeSet<&str> = strings.iter().map(|(_, text)| text.trim_matches('\n')).collect();
    let stale: Vec<String> = lines("messages").into_keys().filter(|english| !said.contains(english.as_str())).collect();
    assert!(stale.is_empty(), "no longer said by the program: {stale:#?}");
    let kept: Vec<&&str> = KEPT.iter().filter(|text| !said.contains(**text)).collect();
    assert!(kept.is_empty(), "no longer in the program: {kept:#?}");
}

#[test]
fn both_languages_fill_in_the_same() {
    for (english, swedish) in catalogue() {
        let [mut from, mut to] = [&english, &swedish].map(|text| holes(text));
        from.sort();
        to.sort();
        to.dedup();
        from.dedup();
        assert_eq!(from, to, "{english}");
    }
}

#[test]
fn every_rule_has_its_swedish() {
    let known = catalogue();
    let texts = RULES.iter().flat_map(|rule| [rule.title, rule.why, rule.mend]);
    let missing: Vec<&str> = texts.filter(|text| !known.contains_key(*text)).collect();
    assert!(missing.is_empty(), "without Swedish in assets/messages/sv/rules.toml: {missing:#?}");
}

#[test]
fn every_print_profile_of_the_program_says_in_swedish_what_it_is_for() {
    let known = catalogue();
    let mut files = Vec::new();
    sources(&root().join("assets/print"), &mut files);
    assert!(!files.is_empty());
    for file in files {
        let profile: toml::Table = fs::read_to_string(&file).expect("a file").parse().expect("TOML");
        let about = profile["about"].as_str().expect("a text");
        assert!(known.contains_key(about), "without Swedish in assets/messages/sv/phrases.toml: {about}");
    }
}

/// Every text that `leaflet --help` and the help of each command can show.
fn helped(command: &Command, out: &mut BTreeSet<String>) {
    let texts = [command.get_about(), command.get_long_about(), command.get_after_help()];
    out.extend(texts.into_iter().flatten().map(ToString::to_string));
    for arg in command.get_arguments() {
        out.extend([arg.get_help(), arg.get_long_help()].into_iter().flatten().map(ToString::to_string));
        out.extend(arg.get_possible_values().iter().filter_map(|value| value.get_help()).map(ToString::to_string));
    }
    command.get_subcommands().for_each(|sub| helped(sub, out));
}

#[test]
fn help_has_its_swedish_and_no_other() {
    let mut texts = BTreeSet::new();
    let mut command = Cli::command();
    command.build();
    helped(&command, &mut texts);
    let known = lines("commands");
    let missing: Vec<&String> = texts.iter().filter(|text| !known.contains_key(*text)).collect();
    assert!(missing.is_empty(), "without Swedish in assets/messages/sv/commands.toml: {missing:#?}");
    let stale: Vec<&String> = known.keys().filter(|text| !texts.contains(*text)).collect();
    assert!(stale.is_empty(), "no longer in the help: {stale:#?}");
}

/// What the cases say in English, without their places: messages and ways out.
fn said_in_cases() -> BTreeSet<String> {
    let mut paths = Vec::new();
    sources(&root().join("tests/cases/wrong"), &mut paths);
    let mut said = BTreeSet::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
        for line in fs::read_to_string(path).expect("a snapshot").lines() {
            let message = line.split_once("]: ").filter(|(level, _)| level.contains('[') && !level.starts_with(' '));
            let help = line.trim_start().strip_prefix("= help: ");
            said.extend(message.map(|(_, text)| text).or(help).map(str::to_owned));
        }
    }
    said
}

#[test]
fn what_the_cases_say_is_whole_swedish() {
    let said = said_in_cases();
    assert!(said.len() > 100, "{}", said.len());
    // Words that a Swedish message has only where it quotes, but an English one hardly does without.
    let english = [" the ", " is ", " must ", " with ", " not ", " has ", " add ", " write ", " and ", " or "];
    let half: Vec<(String, String)> = said
        .into_iter()
        .map(|text| (catalogue::swedish(&text).unwrap_or_default(), text))
        .filter(|(swedish, _)| {
            let outside: String = swedish.split('`').step_by(2).collect();
            swedish.is_empty() || english.iter().any(|word| format!(" {outside} ").contains(word))
        })
        .collect();
    assert!(half.is_empty(), "{half:#?}");
}

#[test]
fn findings_come_in_the_chosen_language_under_the_same_codes() {
    let project = Project::new();
    project.change("leaflets/varmland.toml", "[contact]", "[contact]\nnam = \"Anna\"");
    let english = project.run(&["check", "varmland", "--message-format", "json"]);
    let swedish = project.run(&["check", "varmland", "--message-format", "json", "--locale", "sv"]);
    let read = |out: &str| -> Vec<serde_json::Value> {
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    let (english, swedish) = (read(&english.out), read(&swedish.out));
    let told =
        |found: &serde_json::Value| [&found["code"], &found["level"], &found["file"], &found["line"]].map(Clone::clone);
    assert_eq!(english.iter().map(told).collect::<Vec<_>>(), swedish.iter().map(told).collect::<Vec<_>>());
    assert!(english.iter().any(|found| found["message"] == "[contact] has no key `nam`"));
    assert!(swedish.iter().any(|found| found["message"] == "[contact] har ingen nyckel `nam`"));

    let human = project.run(&["--locale", "sv", "check", "varmland"]);
    assert!(human.err.contains("fel[unknown-key]: [contact] har ingen nyckel `nam`"), "{}", human.err);
    assert!(human.err.contains("= hjälp: menade du `name`?"), "{}", human.err);
    assert!(human.err.contains("1 fel"), "{}", human.err);
}

#[test]
fn names_and_paths_stay_as_they_were_written() {
    let project = Project::new();
    let built = project.run(&["--locale", "sv", "build", "varmland", "--edition", "html", "-o", "ut in mapp"]);
    assert!(built.err.contains(" filer i ut in mapp"), "{}", built.err);
    project.write("lead in text.pdf", "no PDF");
    let said = project.run(&["--locale", "sv", "preflight", "lead in text.pdf"]);
    assert!(said.err.starts_with("fel[pdf-unreadable]: lead in text.pdf: den börjar inte"), "{}", said.err);
    assert!(said.err.contains("\nlead in text.pdf  inte läst"), "{}", said.err);
}

#[test]
fn the_environment_chooses_and_the_flag_goes_before_it() {
    let project = Project::new();
    let said = |words: &[&str], lang: &str| {
        let output = project.command(words).env_remove("LC_ALL").env("LANG", lang).output().expect("run");
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
    };
    assert!(said(&["build", "nowhere"], "sv_SE.UTF-8").contains("det finns inget län `nowhere`"));
    assert!(said(&["build", "nowhere"], "de_DE.UTF-8").contains("there is no county `nowhere`"));
    assert!(said(&["build", "nowhere", "--locale", "en"], "sv_SE.UTF-8").contains("there is no county `nowhere`"));
    assert!(said(&["build", "--help"], "sv_SE.UTF-8").contains("Gör alla filer för ett län"));
    assert!(said(&["bild"], "sv_SE.UTF-8").starts_with("fel: det finns inget kommando `bild`"));
}

#[test]
fn what_others_say_of_a_file_is_swedish_too() {
    let project = Project::new();
    let text = project.read("leaflets/varmland.toml");
    for (line, said) in [
        ("pages = 1..2", "fel[toml-syntax]: det här är inte TOML: det är inget decimaltal, väntat är siffror"),
        ("a = [1, = 2]", "fel[toml-syntax]: det här är inte TOML: ett `=` har ingen plats i en lista"),
        ("pages = 007", "fel[toml-syntax]: det här är inte TOML: ett tal börjar inte med noll"),
    ] {
        project.write("leaflets/varmland.toml", text.replacen("genitive =", &format!("{line}\ngenitive ="), 1));
        let run = project.run(&["check", "varmland", "--locale", "sv"]);
        assert!(run.err.contains(said), "{}", run.err);
        assert!(["invalid", "unexpected", "expected"].iter().all(|word| !run.err.contains(word)), "{}", run.err);
    }
    project.write("leaflets/varmland.toml", &text);
    project.write("bilder/a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0");
    let picture =
        "[[section]]\nid = \"bild\"\nkind = \"image\"\nfile = \"bilder/a.jpg\"\nalt = \"En sjö i morgondis\"\n";
    let path = "leaflets/publications/grooming/sv.toml";
    let publication = project.read(path);
    project.write(path, format!("{publication}\n{picture}"));
    let run = project.run(&["check", "varmland", "--publication", "grooming", "--locale", "sv"]);
    assert!(run.err.contains("bilder/a.jpg kan inte användas: filen är skadad"), "{}", run.err);
}

#[test]
fn records_of_builds_keep_one_wording() {
    let project = Project::new();
    let build = |locale: &str, out: &str| {
        project.run(&["build", "varmland", "--edition", "html", "--locale", locale, "-o", out]).done();
        project.read(&format!("{out}/varmland/manifest.json"))
    };
    assert_eq!(build("en", "out-en"), build("sv", "out-sv"));
}

#[test]
fn all_of_a_page_of_help_is_swedish() {
    let words = ["leaflet", "build", "--help"].map(std::ffi::OsString::from);
    let error = Cli::command().try_get_matches_from(&words).expect_err("help");
    let page = help::in_swedish(&error, &words);
    for english in ["Usage", "Options", "Print help", "default:", "possible values", "Arguments"] {
        assert!(!page.contains(english), "{english} in {page}");
    }
    assert!(page.contains("Användning: leaflet build [FLAGGOR]"), "{page}");
}
