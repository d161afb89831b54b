//! Gives the program a number of its own making: a digest of everything that decides what it writes. Outputs carry it in
//! their keys (`src/cli/keys.rs`), so that files of an older program are made again.

use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// What the program is made of, below the crate's folder.
const PARTS: [&str; 5] = ["src", "fonts", "assets", "Cargo.toml", "Cargo.lock"];

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo:rerun-if-changed={part}");
        collect(Path::new(part), &mut files)?;
    }
    files.sort();
    // Not for secrets: it only has to differ when a file does. Its keys are fixed.
    #[allow(deprecated, reason = "SipHash is named as such nowhere else in the standard library")]
    let mut digest = std::hash::SipHasher::new();
    for file in &files {
        let bytes = fs::read(file)?;
        let name = file.to_string_lossy().replace('\\', "/");
        for part in [name.as_bytes(), &bytes] {
            digest.write(&(part.len() as u64).to_le_bytes());
            digest.write(part);
        }
    }
    println!("cargo:rustc-env=LEAFLET_BUILD={:016x}", digest.finish());
    fixed_address();
    Ok(())
}

/// Has the program loaded where it was linked for. Else the loader writes 33,000 addresses into it at each start, a
/// twentieth of the time that one leaflet takes (docs/decisions/0032-fixed-address.md).
fn fixed_address() {
    let of_target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // Without shared libraries there is no loader, and the linker is told otherwise already.
    let shared = !of_target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if of_target("OS") == "linux" && of_target("ENV") == "gnu" && shared {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

/// Every file of a folder, or the file itself; what is not there is passed over.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.push(path.to_path_buf());
    }
    Ok(())
}
