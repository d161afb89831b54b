//! What must hold when things go wrong: a program that is killed, two at once, folders and disks that refuse. Either the
//! old or the new file stands, never a part, and the next build is right.
#![cfg(unix)]

#[path = "support/numbers.rs"]
mod numbers;
#[path = "support/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use numbers::Numbers;
use program::Project;

const VARMLAND: &str = "leaflets/varmland.toml";
/// Enough files that a kill falls between them, in a fraction of a second.
const WORDS: [&str; 4] = ["build", "--draft", "--edition", "print,web,html"];
/// How often the program is killed.
const KILLS: u32 = 50;

/// The words without the command, for a build as JSON.
fn rest() -> [&'static str; 3] {
    [WORDS[1], WORDS[2], WORDS[3]]
}

fn start(project: &Project, words: &[&str]) -> Child {
    project.command(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs")
}

/// The files but for those under temporary names.
fn finished(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let temporary = |name: &str| name.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
    project.files("out").into_iter().filter(|(name, _)| !temporary(name)).collect()
}

#[test]
fn killed_at_any_point_each_file_is_the_old_one_or_the_new_one() {
    let project = Project::new();
    // Two states of the project, between which each build changes.
    let numbers = ["054-19 73 38", "054-19 73 39"];
    let mut states = Vec::new();
    for number in [numbers[0], numbers[1]] {
        let text = project.read(VARMLAND);
        project.write(VARMLAND, text.replace(numbers[0], number));
        let began = Instant::now();
        project.build(&rest());
        states.push((project.files("out"), began.elapsed()));
    }
    let whole = states[0].1.max(states[1].1);
    let mut moments = Numbers::new(0);
    let mut interrupted = 0;
    for kill in 0..KILLS {
        let number = numbers[kill as usize % 2];
        let text = project.read(VARMLAND);
        project.write(VARMLAND, text.replace(numbers[0], number).replace(numbers[1], number));
        let mut child = start(&project, &WORDS);
        std::thread::sleep(whole.mul_f64(moments.below(1000) as f64 / 1000.0));
        child.kill().expect("killed");
        interrupted += u32::from(!child.wait().expect("ended").success());
        for (name, bytes) in finished(&project) {
            let known = states.iter().any(|(files, _)| files.get(&name) == Some(&bytes));
            assert!(known, "kill {kill}: {name} is neither the old file nor the new one ({} bytes)", bytes.len());
        }
        if kill % 5 == 4 {
            project.build(&rest());
            assert_eq!(project.files("out"), states[kill as usize % 2].0, "after kill {kill}");
        }
    }
    assert!(interrupted > KILLS / 5, "only {interrupted} of {KILLS} were killed in time");
}

#[test]
fn two_builds_at_once_leave_what_one_leaves() {
    let project = Project::new();
    project.build(&["--draft", "-o", "clean"]);
    for round in 0..4 {
        let words: [&str; 3] = ["build", "--draft", "--force"];
        let mut builds = [start(&project, &words), start(&project, &words), start(&project, &words[..2])];
        for build in &mut builds {
            assert!(build.wait().expect("ended").success(), "round {round}");
        }
        project.same("out", "clean");
    }
}

#[test]
fn parts_may_be_built_at_once_in_one_folder() {
    let project = Project::new();
    project.build(&["--draft", "-o", "clean"]);
    let mut builds = ["1/3", "2/3", "3/3"].map(|part| start(&project, &["build", "--draft", "--shard", part]));
    for build in &mut builds {
        assert!(build.wait().expect("ended").success());
    }
    project.run(&["manifest", "merge"]).done();
    project.same("out", "clean");
}

#[test]
fn a_build_waits_for_another_and_says_so() {
    let project = Project::new();
    fs::create_dir(project.path("out")).expect("made");
    let held = File::open(project.path("out")).expect("a folder");
    held.lock().expect("locked");
    let waiting = project.command(&["build", "varmland"]).stderr(Stdio::piped()).spawn().expect("the program runs");
    let patience = Instant::now();
    while !project.path("out/varmland").exists() && patience.elapsed() < Duration::from_millis(300) {
        std::thread::yield_now();
    }
    assert!(!project.path("out/varmland").exists(), "it did not wait");
    drop(held);
    let done = waiting.wait_with_output().expect("ended");
    assert!(done.status.success());
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("another build is at work in out; waiting for it"), "{said}");
}

#[test]
fn what_a_killed_build_left_is_swept_and_nothing_else() {
    let project = Project::new();
    for name in
        ["out/varmland/.grooming-a4-sv.print.pdf.12-3.tmp", "out/.x.9-0.tmp", "out/varmland/site/.a.html.1-1.tmp"]
    {
        project.write(name, "half");
    }
    project.write("out/varmland/my.tmp", "mine");
    project.write("out/varmland/.notes.tmp", "mine");
    project.build(&["varmland", "--edition", "html"]);
    let names: Vec<String> = project.files("out").into_keys().filter(|name| name.contains("tmp")).collect();
    assert_eq!(names, ["varmland/.notes.tmp", "varmland/my.tmp"]);
}

#[test]
fn the_files_of_a_build_that_did_not_come_to_its_end_are_known_to_the_next() {
    let project = Project::new();
    let orebro = "leaflets/orebro.toml";
    let (one, two) = ("[\"grooming\"]", "[\"grooming\", \"somliga-tror\"]");
    project.change(orebro, two, one);
    project.build(&rest());
    let whole = project.files("out");
    project.change(orebro, one, two);
    // A folder in the place of a file cannot be written over.
    let page = project.path("out/orebro/grooming-sv.html");
    fs::remove_file(&page).expect("removed");
    fs::create_dir(&page).expect("made");
    project.run(&WORDS).refused(&["cannot write"]);
    fs::remove_dir(&page).expect("removed");
    assert!(project.names("out").iter().any(|name| name.starts_with("orebro/somliga-tror")), "some were written");
    project.change(orebro, two, one);
    project.run(&[&WORDS[..], &["--check-only"]].concat()).refused(&["somliga-tror-a5-sv.web.pdf is no longer made"]);
    project.build(&rest());
    assert_eq!(project.files("out"), whole);
}

#[test]
fn a_folder_that_cannot_be_written_keeps_its_files() {
    let project = Project::new();
    project.build(&["varmland"]);
    let before = project.files("out");
    let folder = project.path("out/varmland");
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).expect("set");
    let probe = folder.join("probe");
    // Who may do everything, such as root in a container, is not held back by permissions, but by how the disk is mounted.
    let mount = |words: &[&str]| Command::new("mount").args(words).arg(&folder).stderr(Stdio::null()).status();
    let path = folder.to_string_lossy().into_owned();
    let mounted = File::create(&probe).is_ok() && mount(&["--bind", &path]).is_ok_and(|done| done.success());
    let _ = fs::remove_file(&probe);
    let refuses = !mounted || mount(&["-o", "remount,ro,bind"]).is_ok_and(|done| done.success());
    if refuses && File::create(&probe).is_err() {
        project.change(VARMLAND, "054-19 73 38", "054-19 73 39");
        let run = project.run(&["build", "varmland"]);
        assert!(run.status == 1 && run.err.contains("cannot write"), "{}", run.err);
        assert_eq!(project.files("out"), before);
    }
    if mounted {
        assert!(Command::new("umount").arg(&folder).status().is_ok_and(|done| done.success()));
    }
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).expect("set");
}

/// A disk that is full is had from a small one in memory, which only root can make.
#[test]
fn a_disk_that_is_full_keeps_the_old_files() {
    let project = Project::new();
    let disk = project.path("disk");
    fs::create_dir(&disk).expect("made");
    let mount = |words: &[&str]| Command::new("mount").args(words).arg(&disk).stderr(Stdio::null()).status();
    if !mount(&["-t", "tmpfs", "-o", "size=900k", "tmpfs"]).is_ok_and(|status| status.success()) {
        return;
    }
    let words = ["varmland", "-o", "disk/out", "--edition", "web,print", "--publication", "grooming"];
    let result = std::panic::catch_unwind(|| {
        project.build(&words);
        let before = project.files("disk/out");
        // Old and new files do not fit beside each other.
        project.write("disk/ballast", vec![0; 500_000 - before.values().map(Vec::len).sum::<usize>().min(400_000)]);
        let mut room = fs::read(project.path("disk/ballast")).expect("read");
        while fs::write(project.path("disk/ballast"), &room).is_ok() {
            room.resize(room.len() + 20_000, 0);
        }
        project.change(VARMLAND, "054-19 73 38", "054-19 73 39");
        project.run(&[&["build"], &words[..]].concat()).refused(&["cannot write", "No space left"]);
        assert_eq!(project.files("disk/out"), before);
        fs::remove_file(project.path("disk/ballast")).expect("removed");
        project.build(&words);
        project.build(&[&words[..1], &["-o", "clean"], &words[3..]].concat());
        project.same("disk/out", "clean");
    });
    let ended = Command::new("umount").arg(&disk).status();
    assert!(ended.is_ok_and(|status| status.success()));
    if let Err(panic) = result {
        std::panic::resume_unwind(panic);
    }
}
