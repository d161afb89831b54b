//! The source held against the map in `src/lib.rs`: arrows between modules, where the machine is touched, which crate
//! belongs where, and the size of files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules in the order of the stages. A module may use itself and what stands before it, nothing after.
const ORDER: [&str; 20] = [
    // Foundations: plain data that everything may use.
    "units",
    "color",
    "date",
    "lang",
    "limits",
    "fonts",
    "rules",
    "diagnostic",
    "picture",
    // Input and output as a trait.
    "world",
    // The stages; what layout hands to export stands before the stages that speak of it.
    "definition",
    "page",
    "document",
    "text",
    "layout",
    "export",
    "check",
    "preflight",
    "cli",
    "main",
];
/// Arrows that point the other way and may: a finding names its rule, and a rule its level.
const BOTH_WAYS: [(&str, &str); 1] = [("rules", "diagnostic")];

/// Ways to the machine. Only `world` may take them, and what is listed in [`MACHINE_ALLOWED`].
const MACHINE: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::time",
    "std::net",
    "std::process",
    "std::thread",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "SystemTime",
    "Instant",
    "include_dir",
];
/// Who else may, and why.
const MACHINE_ALLOWED: [(&str, &str, &str); 34] = [
    ("main.rs", "std::process", "the exit status"),
    ("cli/mod.rs", "std::process", "the exit status"),
    ("cli/mod.rs", "std::io::stderr", "reports"),
    ("cli/mod.rs", "std::io::stdout", "data"),
    ("cli/mod.rs", "std::env", "NO_COLOR, and the language of messages"),
    ("cli/help.rs", "std::io::stderr", "wrong use"),
    ("cli/help.rs", "std::io::stdout", "help that was asked for"),
    ("cli/help.rs", "std::process", "the exit status"),
    ("cli/located.rs", "std::env", "the folder of the repository on a runner"),
    ("cli/serve/connection.rs", "std::net", "requests and answers"),
    ("cli/serve/connection.rs", "std::time", "how long a request and an answer may take"),
    ("cli/serve/connection.rs", "Instant", "how long a request and an answer may take"),
    ("cli/serve/mod.rs", "std::net", "the port"),
    ("cli/serve/mod.rs", "std::io::stdout", "the address"),
    ("cli/serve/mod.rs", "std::io::stderr", "how to end it"),
    ("cli/serve/mod.rs", "std::thread", "requests are answered beside each other"),
    ("cli/serve/mod.rs", "std::time", "how long the survey sleeps"),
    ("cli/serve/project.rs", "std::time", "how often the board tells of its survey"),
    ("cli/serve/project.rs", "Instant", "how often the board tells of its survey"),
    ("cli/serve/routes.rs", "std::time", "how long a browser waits for news"),
    ("cli/watch.rs", "std::time", "when a change is at its end"),
    ("cli/watch.rs", "std::io::stderr", "what each build has to say"),
    ("cli/doctor.rs", "std::env", "the name of the system"),
    ("cli/contacts.rs", "std::io::stdin", "the answer to a question"),
    ("cli/contacts.rs", "std::io::stderr", "a question on a terminal"),
    ("cli/select.rs", "std::env", "the current folder, from which the project is found"),
    ("cli/build.rs", "std::env", "the current folder, to which `-o` is relative"),
    ("cli/build.rs", "std::io::stderr", "the progress bar"),
    ("cli/build.rs", "std::thread", "the progress bar"),
    ("cli/build.rs", "std::time", "the progress bar"),
    ("cli/preflight.rs", "std::env", "the current folder, to which `--report` is relative"),
    ("cli/preflight.rs", "std::thread", "a hostile file is given up after a while"),
    ("cli/preflight.rs", "std::time", "a hostile file is given up after a while"),
    ("world/disk.rs", "SystemTime", "the day for findings that depend on it"),
];

/// Crates that stay behind one stage's door, with the folders or files of `src` that may name them.
const CRATES: [(&str, &[&str]); 40] = [
    ("annotate_snippets", &["cli/report.rs"]),
    ("anyhow", &["cli/"]),
    ("base64", &["export/html/", "export/pdf/instance.rs", "cli/diff/", "cli/preflight_page.rs"]),
    ("calamine", &["cli/spreadsheet.rs"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/"]),
    ("fst", &["text/hyphenate/"]),
    ("getrandom", &["cli/serve/guard.rs", "world/disk.rs"]),
    ("harfrust", &["text/"]),
    ("httparse", &["cli/serve/http.rs"]),
    ("hypher", &["text/"]),
    ("icu_segmenter", &["text/"]),
    ("image", &["document/picture/", "export/"]),
    ("indicatif", &["cli/build.rs"]),
    ("krilla", &["export/"]),
    ("libm", &["color.rs", "export/"]),
    ("lopdf", &["export/print/", "export/web/ua2.rs", "preflight/"]),
    ("maud", &["export/html/", "export/site/", "cli/serve/", "cli/diff/", "cli/preflight_page.rs"]),
    ("notify", &["cli/watch.rs"]),
    ("percent_encoding", &["cli/report.rs", "cli/serve/http.rs", "export/web/mod.rs"]),
    ("web_opener", &["cli/serve/mod.rs"]),
    ("moxcms", &["document/picture/", "export/", "preflight/light.rs"]),
    ("pulldown_cmark", &["document/markdown.rs", "document/markdown/"]),
    ("qrcodegen", &["layout/code.rs"]),
    ("rayon", &["cli/"]),
    ("rust_xlsxwriter", &["cli/spreadsheet.rs"]),
    ("similar", &["cli/diff/"]),
    ("simplecss", &["document/svg/unread.rs"]),
    ("strsim", &["definition/nearest.rs"]),
    ("svgtypes", &["document/svg/unread.rs"]),
    ("tiny_skia", &["export/png.rs", "export/png/", "preflight/"]),
    ("toml", &["definition/", "cli/catalogue.rs", "cli/new.rs"]),
    ("toml_edit", &["definition/edit.rs"]),
    ("unicode_bidi", &["text/"]),
    ("unicode_script", &["document/swedish.rs", "lang.rs", "lang/", "text/"]),
    ("usvg", &["document/svg.rs", "document/svg/"]),
    ("zip", &["cli/serve/files.rs", "cli/spreadsheet.rs"]),
    ("zune_core", &["document/picture/"]),
    ("zune_jpeg", &["document/picture/", "preflight/jpeg.rs"]),
];

/// Most lines of a file.
const MOST_LINES: usize = 500;

/// A source file.
struct File {
    /// Below `src`, with `/`.
    path: String,
    /// As it stands.
    whole: String,
    /// Without comments and without the tests at its end, which may use anything.
    code: String,
}

impl File {
    /// The module of the map that it belongs to.
    fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }

    /// How many modules it stands below the crate's root.
    fn depth(&self) -> usize {
        let folders = self.path.matches('/').count();
        if self.path.ends_with("/mod.rs") { folders } else { folders + 1 }
    }
}

/// Every file of `src` but the map itself.
fn files() -> Vec<File> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let inside = path.strip_prefix(&root).expect("inside").iter().map(|part| part.to_str().expect("a name"));
        let whole = fs::read_to_string(path).expect("a source file");
        let body = whole.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
        let code = body.lines().map(without_comment).collect::<Vec<_>>().join("\n");
        File { path: inside.collect::<Vec<_>>().join("/"), whole, code }
    };
    let files: Vec<File> = paths.iter().map(read).filter(|file| file.path != "lib.rs").collect();
    assert!(files.len() > 50, "only {} files were found", files.len());
    files
}

/// A line without its comment. A `//` inside a text, such as an address, follows a colon.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").map(|(at, _)| at).find(|at| !line[..*at].ends_with(':'));
    &line[..comment.unwrap_or(line.len())]
}

/// Whether a letter, digit or `_` stands there, so that a name goes on.
fn goes_on(character: Option<char>) -> bool {
    character.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Places of a path in the code, as whole words.
fn places<'a>(code: &'a str, path: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(path)
        .map(|(at, _)| at)
        .filter(move |at| !goes_on(code[..*at].chars().next_back()) && !goes_on(code[at + path.len()..].chars().next()))
}

/// Names that begin at the crate's root: `crate::name`, those of a group, and `super` that climbs all the way.
fn uses(file: &File) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| goes_on(Some(*c))).collect::<String>();
    let mut found = BTreeSet::new();
    for at in places(&file.code, "crate") {
        let Some(rest) = file.code[at + "crate".len()..].strip_prefix("::") else { continue };
        assert!(!rest.starts_with('{'), "{}: a `use` for each module, so that arrows can be read", file.path);
        found.insert(name(rest));
    }
    let climb = format!("{}::", vec!["super"; file.depth()].join("::"));
    for (at, _) in file.code.match_indices(&climb) {
        if !file.code[..at].ends_with("::") {
            let rest = &file.code[at + climb.len()..];
            assert!(!rest.starts_with("super"), "{}: climbs out of the crate", file.path);
            found.insert(name(rest));
        }
    }
    found
}

#[test]
fn no_arrow_runs_backwards() {
    let rank = |module: &str| ORDER.iter().position(|name| *name == module);
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for file in files() {
        let own = file.module();
        let Some(from) = rank(own) else {
            wrong.push(format!("src/{} belongs to no module of the order", file.path));
            continue;
        };
        for used in uses(&file).iter().filter(|used| *used != own) {
            arrows += 1;
            let backwards = rank(used).is_none_or(|to| to >= from);
            if backwards && !BOTH_WAYS.contains(&(own, used)) {
                wrong.push(format!("src/{}: {own} uses {used}", file.path));
            }
        }
    }
    assert!(arrows > 50, "only {arrows} arrows were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_names_only_modules_that_there_are() {
    let there: BTreeSet<String> = files().iter().map(|file| file.module().to_owned()).collect();
    let named: BTreeSet<String> = ORDER.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(there, named);
}

#[test]
fn only_the_world_touches_the_machine() {
    let mut wrong = Vec::new();
    let mut needed = BTreeSet::new();
    for file in files() {
        assert!(!file.code.contains("use std::{"), "src/{}: a `use` for each part of std", file.path);
        for way in MACHINE.iter().filter(|way| places(&file.code, way).next().is_some()) {
            let allowed = MACHINE_ALLOWED.iter().position(|(path, what, _)| *path == file.path && what == way);
            needed.extend(allowed);
            if allowed.is_none() && file.module() != "world" {
                wrong.push(format!("src/{} uses {way}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (at, (path, way, why)) in MACHINE_ALLOWED.iter().enumerate() {
        assert!(needed.contains(&at), "src/{path} needs {way} no more ({why}): take it out of the list");
    }
}

/// Who started the program by himself would get its words in the language of the machine.
#[test]
fn tests_start_the_program_in_one_way() {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && fs::read_to_string(&path).expect("a source").contains(concat!("CARGO_BIN", "_EXE"))
            {
                found.push(path.file_name().expect("a name").to_string_lossy().into_owned());
            }
        }
    }
    assert_eq!(found, ["program.rs"]);
}

#[test]
fn crates_stay_where_they_belong() {
    let files = files();
    let mut wrong = Vec::new();
    for (name, homes) in CRATES {
        let path = format!("{name}::");
        let named = |file: &&File| {
            let at = file.code.match_indices(&path).find(|(at, _)| {
                let before = file.code[..*at].chars().next_back();
                !goes_on(before) && before != Some(':')
            });
            at.is_some()
        };
        let mut users = files.iter().filter(named).peekable();
        assert!(users.peek().is_some(), "nothing uses {name}: take it out of the list");
        let strangers = users.filter(|file| !homes.iter().any(|home| file.path.starts_with(home)));
        wrong.extend(strangers.map(|file| format!("src/{} uses {name}", file.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The order of a hash map changes from run to run, and the bytes of a file may not.
#[test]
fn nothing_is_kept_in_hash_order() {
    let hashed = |file: &File| ["HashMap", "HashSet"].iter().any(|name| places(&file.code, name).next().is_some());
    let found: Vec<String> = files().into_iter().filter(hashed).map(|file| file.path).collect();
    assert!(found.is_empty(), "use BTreeMap or BTreeSet in {}", found.join(", "));
}

/// IEEE 754 fixes the last bit of sums, products and roots, not of these: each system's library rounds them in its own way.
/// `libm` computes them the same everywhere. Preflight writes no file that is compared.
#[test]
fn what_decides_bytes_is_computed_the_same_on_every_machine() {
    const FUNCTIONS: [&str; 17] = [
        "powf", "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "sin", "cos", "tan", "sin_cos",
        "atan2", "cbrt", "hypot", "tanh",
    ];
    let calls = |file: &File| FUNCTIONS.iter().any(|name| file.code.contains(&format!(".{name}(")));
    let wrong: Vec<String> =
        files().into_iter().filter(|file| file.module() != "preflight" && calls(file)).map(|file| file.path).collect();
    assert!(wrong.is_empty(), "use libm in {}", wrong.join(", "));
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut lengths = Vec::new();
    for file in files() {
        let lines = file.whole.lines().count();
        assert!(lines <= MOST_LINES, "src/{} has {lines} lines", file.path);
        assert!(file.whole.starts_with("//! "), "src/{} does not say in its first line what it is for", file.path);
        lengths.push(lines);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 160, "half of all files are longer than {median} lines");
}
