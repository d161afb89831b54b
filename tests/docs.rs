//! Documents held against the program: the page of checks, the commands that are named, the rules that are used.
//!
//! `LEAFLET_REWRITE=1 cargo test --test docs` writes `docs/checks.md` and `docs/limits.md` anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use clap::error::ErrorKind;
use leaflet::cli::args::Cli;
use leaflet::cli::rules_page;
use leaflet::lang::Lang;
use leaflet::rules::RULES;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The names in a text.
fn words_of(text: &str) -> BTreeSet<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
    parts.map(str::to_owned).collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).expect("there").parse().expect("TOML");
    let reasons = fs::read_to_string(root().join("docs/decisions/0004-dependencies.md")).expect("there");
    let rows = reasons.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let named: BTreeSet<String> = rows.flat_map(words_of).collect();
    let mut without = Vec::new();
    for table in ["dependencies", "dev-dependencies"] {
        for (name, about) in manifest[table].as_table().expect("a table") {
            let name = about.get("package").and_then(toml::Value::as_str).unwrap_or(name);
            without.extend((!named.contains(name)).then(|| name.to_owned()));
        }
    }
    assert!(without.is_empty(), "no row in decision 4: {without:?}");
}

#[test]
fn every_language_is_listed() {
    let page = fs::read_to_string(root().join("docs/definitions.md")).expect("there");
    let line = page.lines().find(|line| line.starts_with("The languages: ")).expect("a list");
    let listed = line.split(". ").next().expect("a sentence").split('`').skip(1).step_by(2);
    assert_eq!(listed.collect::<Vec<_>>(), Lang::all().map(|lang| lang.code).collect::<Vec<_>>());
}

#[test]
fn the_page_of_checks_is_written_from_the_table() {
    let path = root().join("docs/checks.md");
    let expected = rules_page::markdown();
    if std::env::var_os("LEAFLET_REWRITE").is_some() {
        fs::write(&path, &expected).expect("written");
    }
    let actual = fs::read_to_string(&path).unwrap_or_default();
    assert!(actual == expected, "docs/checks.md is stale: LEAFLET_REWRITE=1 cargo test --test docs");
}

#[test]
fn the_page_of_limits_is_written_from_the_table() {
    let path = root().join("docs/limits.md");
    let expected = leaflet::limits::markdown();
    if std::env::var_os("LEAFLET_REWRITE").is_some() {
        fs::write(&path, &expected).expect("written");
    }
    let actual = fs::read_to_string(&path).unwrap_or_default();
    assert!(actual == expected, "docs/limits.md is stale: LEAFLET_REWRITE=1 cargo test --test docs");
}

/// Texts in which a reader finds commands: the README if there is one, all of docs, and the heads of examples.
fn texts() -> Vec<(String, String)> {
    let mut paths = files(&root().join("docs"), &["md"]);
    paths.extend(files(&root().join("examples"), &["toml"]));
    paths.extend(["README.md", "CONTRIBUTING.md"].map(|name| root().join(name)).into_iter().filter(|p| p.exists()));
    let read = |path: PathBuf| (path.display().to_string(), fs::read_to_string(&path).expect("a text"));
    paths.into_iter().map(read).collect()
}

/// Commands of a text: in backticks, or on a line of their own in a block.
fn commands(text: &str) -> Vec<String> {
    let begins = |line: &str| {
        let line = line.trim_start_matches(['#', '$', '>', ' ']);
        let rest = line.strip_prefix("leaflet ").or_else(|| line.split_once("cargo run").map(|(_, rest)| rest));
        let rest =
            if line.contains("cargo run") { rest.and_then(|r| r.split_once("-- ")).map(|(_, r)| r) } else { rest };
        rest.map(str::to_owned)
    };
    let mut found = Vec::new();
    let mut block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            block = !block;
        } else if block || line.starts_with("    ") || line.starts_with("#     ") {
            found.extend(begins(line));
        } else {
            found.extend(line.split('`').skip(1).step_by(2).filter_map(begins));
        }
    }
    found
}

/// The words of a command as a shell parts them, without comment, pipe or redirection, and without the brackets of usage lines.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in command.chars() {
        match character {
            '"' | '\'' => quoted = !quoted,
            '#' | '|' | '>' | ';' | '&' if !quoted && words.last().is_some_and(String::is_empty) => break,
            ' ' if !quoted => words.push(String::new()),
            '[' | ']' if !quoted => {}
            other => words.last_mut().expect("a word").push(other),
        }
    }
    words.retain(|word| !word.is_empty() && word != "..." && word != "…");
    words
}

#[test]
fn the_commands_that_texts_name_exist() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, text) in texts() {
        for command in commands(&text) {
            count += 1;
            let given = words(&command);
            // A word such as SHELL or FILE stands for the reader's own.
            let open = given.iter().any(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase()));
            if let Err(error) = Cli::try_parse_from(std::iter::once("leaflet".to_owned()).chain(given)) {
                // What is left open, such as the name in `leaflet new county`, is for the reader to fill in.
                let shown = matches!(
                    error.kind(),
                    ErrorKind::DisplayHelp
                        | ErrorKind::DisplayVersion
                        | ErrorKind::MissingRequiredArgument
                        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                );
                if !shown && (!open || error.kind() != ErrorKind::InvalidValue) {
                    wrong.push(format!("{path}: leaflet {command}: {:?}", error.kind()));
                }
            }
        }
    }
    assert!(count >= 5, "only {count} commands were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn commands_are_read_as_a_shell_reads_them() {
    let text = "Run `leaflet check`, then:\n\n```sh\n$ leaflet new county \"Gävleborgs län\" # comment\n\
                cargo run --release -- build varmland > log\n```\n";
    let found: Vec<Vec<String>> = commands(text).iter().map(|command| words(command)).collect();
    assert_eq!(found, [vec!["check"], vec!["new", "county", "Gävleborgs län"], vec!["build", "varmland"]]);
}

/// Names and codes of the rules, from the table's source.
fn named_rules() -> Vec<(String, String)> {
    let source = fs::read_to_string(root().join("src/rules/table.rs")).expect("the rules");
    let rule = |line: &str| {
        let (name, rest) = line.trim().split_once(" = ")?;
        let code = rest.split('"').nth(1)?;
        let shouted = name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        shouted.then(|| (name.to_owned(), code.to_owned()))
    };
    source.lines().filter_map(rule).collect()
}

#[test]
fn every_rule_is_raised_and_tested() {
    let named = named_rules();
    assert_eq!(named.iter().map(|(_, code)| code.as_str()).collect::<Vec<_>>(), codes());
    let read = |path: &PathBuf| fs::read_to_string(path).unwrap_or_default();
    let sources: Vec<String> = files(&root().join("src"), &["rs"]).iter().map(read).collect();
    let tests: Vec<String> = files(&root().join("tests"), &["rs", "txt"]).iter().map(read).collect();
    for (name, code) in named {
        let raised = format!("rules::{name}");
        // Tests at the end of a source file do not raise a rule, but they hold it.
        let parts: Vec<(&str, &str)> =
            sources.iter().map(|text| text.split_once("\n#[cfg(test)]\n").unwrap_or((text, ""))).collect();
        assert!(parts.iter().any(|(body, _)| body.contains(&raised)), "nothing raises {code}");
        let held = |text: &str| text.contains(&code) || text.contains(&raised);
        assert!(tests.iter().any(|t| held(t)) || parts.iter().any(|(_, t)| held(t)), "no test knows {code}");
    }
}

fn codes() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.code).collect()
}

#[test]
fn codes_are_lower_case_and_unique() {
    let mut codes = codes();
    for code in &codes {
        assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
    }
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RULES.len());
}

#[test]
fn the_guide_has_the_same_chapters_in_both_languages() {
    let guide = root().join("docs/guide");
    let chapters = |lang: &str| {
        let outline = |path: &PathBuf| {
            let text = fs::read_to_string(path).expect("a chapter");
            let marks = text.lines().filter(|line| line.starts_with('#') || line.starts_with("```"));
            let marks: Vec<String> = marks.map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect();
            (path.file_name().expect("a name").to_owned(), marks)
        };
        files(&guide.join(lang), &["md"]).iter().map(outline).collect::<Vec<_>>()
    };
    assert_eq!(chapters("sv"), chapters("en"));
    for lang in ["sv", "en"] {
        let contents = fs::read_to_string(guide.join(lang).join("SUMMARY.md")).expect("contents");
        for chapter in files(&guide.join(lang), &["md"]).iter().filter(|path| !path.ends_with("SUMMARY.md")) {
            let name = chapter.file_name().expect("a name").to_string_lossy();
            assert!(contents.contains(&format!("]({name})")), "{lang}/SUMMARY.md lacks {name}");
        }
    }
}
