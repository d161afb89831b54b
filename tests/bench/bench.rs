//! Benches of each stage, on the text that other programs are measured with: `cargo bench`.
//!
//! A single step of the fit is not public; `stages::lines` breaks every paragraph of the running text at one measure,
//! which is the part of a step that grows with the text.

mod sheet;
mod stages;

fn main() {
    divan::main();
}
