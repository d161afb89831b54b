//! The `leaflet` command.

fn main() {}
