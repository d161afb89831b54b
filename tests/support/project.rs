//! A project folder in which the program runs, for the tests that go through its binary.
// Each test program uses a part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a copy of the repository's leaflets, in which the program runs.
pub struct Project(TempDir);

/// What a run left behind.
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Project {
    /// A folder without anything.
    pub fn empty() -> Project {
        Project(tempfile::tempdir().expect("a folder"))
    }

    /// The repository's counties and publications.
    pub fn new() -> Project {
        let project = Project::empty();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("leaflets"), &project.path("leaflets"));
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
    pub fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} lacks {from}");
        self.write(path, text.replacen(from, to, 1));
    }

    /// The program with these words and variables, in the project's folder.
    pub fn run_with(&self, words: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leaflet"));
        command.args(words).current_dir(self.0.path()).env_remove("SOURCE_DATE_EPOCH");
        let Output { status, stdout, stderr } =
            command.envs(variables.iter().copied()).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let run = Run { status: status.code().expect("no signal"), out: text(stdout), err: text(stderr) };
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run
    }

    pub fn run(&self, words: &[&str]) -> Run {
        self.run_with(words, &[])
    }

    /// Every file below a folder of the project with its bytes; none if there is no such folder.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
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
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
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
