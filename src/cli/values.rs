//! Values of flags as people write them: numbers within limits, sizes.

use crate::limits;

/// Reads a number of threads within what is allowed.
pub(super) fn threads() -> impl clap::builder::TypedValueParser<Value = usize> {
    use clap::builder::TypedValueParser;
    let most = limits::THREADS as u64;
    clap::builder::RangedU64ValueParser::<u64>::new().range(1..=most).map(|number| number as usize)
}

/// Width and height between the smallest stamp and the largest banner.
pub(super) fn size(text: &str) -> Result<[f32; 2], String> {
    let parts: Vec<&str> = text.split(['x', 'X', '×']).map(str::trim).collect();
    let [width, height] = parts.as_slice() else { return Err("write width and height, such as 148x210".to_owned()) };
    Ok([between::<5, 10_000>(width)?, between::<5, 10_000>(height)?])
}

/// A number between two others.
pub(super) fn between<const LEAST: u16, const MOST: u16>(text: &str) -> Result<f32, String> {
    let number: f32 = text.replace(',', ".").parse().map_err(|_| "it is no number".to_owned())?;
    let fits = number >= f32::from(LEAST) && number <= f32::from(MOST);
    if fits { Ok(number) } else { Err(format!("it is not between {LEAST} and {MOST}")) }
}
