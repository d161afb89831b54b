//! The program in a folder of its own, for tests that look at what it leaves there.

#![allow(dead_code, reason = "each program of tests that shares it uses a part")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a copy of the repository's leaflets.
pub struct Project(TempDir);

/// What is copied there: counties of every sort, and two publications. All 21 counties would only take longer.
const COPIED: [&str; 6] = [
    "leaflets/dalarna.toml",
    "leaflets/orebro.toml",
    "leaflets/publications/grooming/sv.toml",
    "leaflets/publications/somliga-tror/sv.toml",
    "leaflets/varmland-dalarna-orebro.toml",
    "leaflets/varmland.toml",
];

/// What a run left behind.
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The program with these words in a folder: the only way that tests start it, in one language whatever the machine speaks.
pub fn leaflet(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leaflet"));
    command.args(words).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").env("LC_ALL", "C");
    command
}

impl Project {
    /// Git with these words in the folder.
    #[track_caller]
    pub fn git(&self, words: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Test", "-c", "user.email=test@example.org"]).args(words);
        let done = command.current_dir(self.path(".")).output().expect("git runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// Makes a repository of the folder, whose only revision is `main` with the leaflets.
    #[track_caller]
    pub fn commit_first(&self) {
        self.git(&["init", "-q", "-b", "main"]);
        self.git(&["add", "leaflets"]);
        self.git(&["commit", "-q", "-m", "First"]);
    }

    /// A folder without anything.
    pub fn empty() -> Project {
        Project(tempfile::tempdir().expect("a folder"))
    }

    /// Three of the repository's counties, their joint edition, and two publications in Swedish.
    pub fn new() -> Project {
        let project = Project::empty();
        for path in COPIED {
            let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file");
            project.write(path, text.replace(", \"unga-utnyttjas\"", ""));
        }
        project
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces text in a file, which must be there.
    #[track_caller]
    pub fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} lacks {from}");
        self.write(path, text.replacen(from, to, 1));
    }

    /// The program with these words, in the project's folder.
    pub fn command(&self, words: &[&str]) -> Command {
        leaflet(self.0.path(), words)
    }

    pub fn run(&self, words: &[&str]) -> Run {
        self.run_with(words, &[])
    }

    /// The same, with these variables.
    pub fn run_with(&self, words: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = self.command(words);
        let Output { status, stdout, stderr } =
            command.envs(variables.iter().copied()).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let run = Run { status: status.code().expect("no signal"), out: text(stdout), err: text(stderr) };
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run
    }

    /// A build as JSON: every file, and those of them that were made.
    #[track_caller]
    pub fn build(&self, words: &[&str]) -> Built {
        let run = self.run(&[&["build", "--json"], words].concat());
        assert_eq!(run.status, 0, "{}", run.err);
        let built: Value = serde_json::from_str(&run.out).expect("JSON");
        let texts = |list: &Value| -> Vec<String> {
            list.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
        };
        let all: Vec<String> = built["files"].as_array().expect("files").iter().map(path_of).collect();
        let unchanged = texts(&built["unchanged"]);
        let mut made: Vec<String> = all.iter().filter(|path| !unchanged.contains(path)).cloned().collect();
        made.sort();
        Built { all: all.len(), made, removed: texts(&built["removed"]), err: run.err }
    }

    /// Every file below a folder with its bytes; none if there is no such folder.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        walk(&self.path(folder), &self.path(folder), &mut found);
        found
    }

    pub fn names(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_keys().collect()
    }

    pub fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.read(path)).expect("JSON")
    }

    /// That the files below two folders are the same, byte for byte.
    #[track_caller]
    pub fn same(&self, one: &str, other: &str) {
        let (one, other) = (self.files(one), self.files(other));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (name, bytes) in &one {
            let text = |bytes: &[u8]| String::from_utf8_lossy(&bytes[..bytes.len().min(20_000)]).into_owned();
            if *bytes != other[name] && name.ends_with("json") {
                assert_eq!(text(bytes), text(&other[name]), "{name}");
            }
            assert!(*bytes == other[name], "{name} differs");
        }
    }
}

/// What a build did.
pub struct Built {
    /// How many files there are of what was asked for.
    pub all: usize,
    /// Those that were made.
    pub made: Vec<String>,
    /// Those that were removed.
    pub removed: Vec<String>,
    pub err: String,
}

impl Run {
    /// The codes of what was found, in order, from a run with `--message-format json`.
    pub fn codes(&self) -> Vec<String> {
        let object = |line: &str| serde_json::from_str::<Value>(line).expect("JSON");
        self.out.lines().map(|line| object(line)["code"].as_str().expect("a code").to_owned()).collect()
    }

    #[track_caller]
    pub fn done(&self) -> &Run {
        assert_eq!(self.status, 0, "{}", self.err);
        self
    }

    /// Failed, and said this.
    #[track_caller]
    pub fn refused(&self, said: &[&str]) {
        assert_eq!(self.status, 1, "{}", self.err);
        for words in said {
            assert!(self.err.contains(words), "not said: {words}\n{}", self.err);
        }
    }
}

/// The bold face of the program as a regular one, which goes before the program's own.
pub fn bold_as_regular() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/OpenSans-Bold.ttf");
    let mut font = fs::read(path).expect("a font");
    let number = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes")) as usize;
    // Table directory and `OS/2` (OpenType 1.9): usWeightClass stands four bytes in.
    let record = (12..).step_by(16).find(|at| &font[*at..*at + 4] == b"OS/2").expect("a table");
    let weight = number(record + 8) + 4;
    font[weight..weight + 2].copy_from_slice(&400u16.to_be_bytes());
    font
}

fn path_of(file: &Value) -> String {
    file["path"].as_str().expect("a path").to_owned()
}

fn walk(folder: &Path, root: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, root, found);
        } else {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
}
