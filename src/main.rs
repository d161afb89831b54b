//! The `leaflet` command; everything it does is in the library.

fn main() -> std::process::ExitCode {
    leaflet::cli::run()
}
