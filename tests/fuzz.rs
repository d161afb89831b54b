//! Wrong inputs of every kind, made from whole ones by changes that look like chance and are always the same. A short run
//! in each test; `LEAFLET_FUZZ=20 cargo test --test fuzz` makes twenty times as many.

#[path = "support/numbers.rs"]
mod numbers;
#[path = "fuzz/targets.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};

use numbers::Numbers;
use targets::{TARGETS, seeds};

/// Inputs made of each seed in a short run.
const SHORT: usize = 24;

/// Changes some bytes. Most changes keep the beginning, which tells what kind of file it is.
fn mutated(whole: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const TOKENS: [&[u8]; 16] = [
        b"\"",
        b"[",
        b"]",
        b"{",
        b"}",
        b"\n",
        b"=",
        b"<",
        b">",
        b"\0",
        b"\xff\xff\xff\xff",
        b"\x7f\xff\xff\xff",
        b"-1",
        b"99999999999999999999",
        b"\xe2\x80\xae",
        b"[[section]]\n",
    ];
    let mut bytes = whole.to_vec();
    for _ in 0..=numbers.below(10) {
        let at = numbers.below(bytes.len());
        let length = numbers.below(64).min(bytes.len() - at);
        match numbers.below(7) {
            0 if !bytes.is_empty() => bytes[at] = numbers.below(256) as u8,
            1 if !bytes.is_empty() => bytes[at] ^= 1 << numbers.below(8),
            2 => drop(bytes.drain(at..at + length)),
            3 => bytes.splice(at..at, TOKENS[numbers.below(TOKENS.len())].iter().copied()).for_each(drop),
            4 => {
                let part = bytes[at..at + length].to_vec();
                let to = numbers.below(bytes.len());
                bytes.splice(to..to, part).for_each(drop);
            }
            5 => {
                let token = TOKENS[numbers.below(TOKENS.len())];
                let end = (at + token.len()).min(bytes.len());
                bytes.splice(at..end, token.iter().copied()).for_each(drop);
            }
            _ if numbers.below(8) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
    bytes
}

/// Runs a target on its seeds and on what is made of them. What ends it is left in a file, to be looked at.
fn hold(name: &str) {
    let target = TARGETS.iter().find(|(known, _)| *known == name).expect("a target").1;
    let times: usize = std::env::var("LEAFLET_FUZZ").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let folder = std::env::var_os("LEAFLET_SEEDS").map(|folder| std::path::PathBuf::from(folder).join(name));
    for (seed, whole) in seeds(name).iter().enumerate() {
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder)
                .and_then(|()| std::fs::write(folder.join(seed.to_string()), whole))
                .expect("written");
        }
        assert!(!whole.is_empty(), "seed {seed} of {name} is empty");
        let mut numbers = Numbers::new(seed as u64);
        target(whole);
        for round in 0..SHORT * times {
            let bytes = mutated(whole, &mut numbers);
            if catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_err() {
                let file = std::env::temp_dir().join(format!("leaflet-{name}-{seed}-{round}"));
                let _ = std::fs::write(&file, &bytes);
                panic!("{name}: seed {seed}, round {round} ends the program: {}", file.display());
            }
        }
    }
}

#[test]
fn definitions() {
    hold("definition");
}

#[test]
fn markdown() {
    hold("markdown");
}

#[test]
fn images() {
    hold("image");
}

#[test]
fn drawings() {
    hold("svg");
}

#[test]
fn fonts() {
    hold("font");
}

#[test]
fn finished_files() {
    hold("preflight");
}

/// What is nested without end uses up the stack of those who read it by calling themselves; then the program is gone.
#[test]
fn nesting_without_end_is_refused_or_built() {
    let deep = |open: &str, times: usize| open.repeat(times);
    for times in [100, 2_000, 60_000] {
        for text in [
            format!("x = {}", deep("[", times)),
            format!("x = {}1{}", deep("[", times), deep("]", times)),
            format!("x = {}", deep("{ a = ", times)),
            format!("{}b = 1", deep("a.", times)),
            format!("[{}b]", deep("a.", times)),
            format!("[[{}b]]", deep("a.", times)),
        ] {
            targets::definition(text.as_bytes());
        }
        for text in ["> ", "- ", "1. ", "*", "**a ", "[", "![", "[a](", "`", "<a>", "~", "|", "\\", "  - a\n"] {
            targets::markdown(deep(text, times.min(6_000)).as_bytes());
        }
        let svg =
            |inner: String| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>");
        targets::svg(svg(deep("<g>", times) + "<path d=\"M0 0h9v9z\"/>" + &deep("</g>", times)).as_bytes());
        targets::svg(svg(deep("<g>", times)).as_bytes());
        targets::svg(svg(format!("<path d=\"M0 0{}\"/>", deep("l1 1", times))).as_bytes());
    }
}

#[test]
fn requests() {
    hold("request");
}

#[test]
fn the_workbench_answers_whole_requests() {
    let answers = seeds("request").into_iter().map(|request| targets::answer(&request).unwrap_or_default());
    let lines: Vec<String> =
        answers.map(|answer| String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()).collect();
    let status: Vec<&str> = lines.iter().filter_map(|line| line.split(' ').nth(1)).collect();
    // The county has changed since these forms were made, and has no order.
    assert_eq!(status, ["200", "303", "200", "200", "200", "409", "409", "200", "404"]);
}

#[test]
fn tables() {
    hold("table");
}

#[test]
fn a_sheet_alone_is_read_as_the_table_of_a_workbook() {
    let sheet = seeds("table").pop().expect("a sheet");
    let book = targets::workbook(&sheet).expect("a workbook");
    let read = leaflet::cli::spreadsheet::read("table.xlsx".as_ref(), &book).expect("a table");
    let rows: Vec<(usize, &str)> = read.rows.iter().map(|row| (row.number, row.cells[1].as_str())).collect();
    assert_eq!((rows, read.first), (vec![(2, "county"), (3, "true")], 0));
}
