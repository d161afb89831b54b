//! Functions of shadings and spot inks: sampled, exponential, stitched (ISO 32000-1, 7.10).

use lopdf::Object;

use super::pdf::Pdf;

/// How deep stitched functions may be in each other.
const MOST_DEPTH: usize = 5;
/// Most functions that are stitched together.
const MOST_PARTS: usize = 256;
/// Most bytes of a table of samples.
const MOST_SAMPLES: usize = 4 * 1024 * 1024;

/// A function of one value, as far as preflight needs it; of several inputs only the first counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Function {
    /// Samples of eight bits, evenly spaced over 0 to 1.
    Sampled(Vec<Vec<f32>>),
    /// From one colour to another.
    Exponential(Vec<f32>, Vec<f32>, f32),
    /// Parts with where each ends.
    Stitched(Vec<(f32, Function)>, [f32; 2]),
    /// One function for each value of the result.
    Side(Vec<Function>),
}

impl Function {
    /// Reads a function; none for those in PostScript, and for broken ones.
    pub fn read(pdf: &Pdf, object: &Object) -> Option<Function> {
        Function::deep(pdf, object, 0)
    }

    fn deep(pdf: &Pdf, object: &Object, depth: usize) -> Option<Function> {
        let object = pdf.resolve(object).filter(|_| depth < MOST_DEPTH)?;
        if let Ok(parts) = object.as_array() {
            let parts = parts.iter().take(32).map(|part| Function::deep(pdf, part, depth + 1));
            return Some(Function::Side(parts.collect::<Option<_>>()?));
        }
        let dict = pdf.as_dict(object)?;
        let numbers = |key: &str| pdf.numbers(dict, key);
        match pdf.number(dict, "FunctionType")? as i32 {
            0 => {
                let size = *numbers("Size")?.first()? as usize;
                let range = numbers("Range")?;
                if pdf.number(dict, "BitsPerSample")? as i32 != 8 || range.len() < 2 {
                    return None;
                }
                let bytes = pdf.unfold(object.as_stream().ok()?, MOST_SAMPLES).ok()?;
                let scale = |(at, byte): (usize, &u8)| {
                    let (low, high) = (range[at * 2], range[at * 2 + 1]);
                    low + f32::from(*byte) / 255.0 * (high - low)
                };
                let sample = |chunk: &[u8]| chunk.iter().enumerate().map(scale).collect();
                let samples: Vec<Vec<f32>> = bytes.chunks_exact(range.len() / 2).take(size).map(sample).collect();
                (!samples.is_empty()).then_some(Function::Sampled(samples))
            }
            2 => {
                let low = numbers("C0").unwrap_or_else(|| vec![0.0]);
                let high = numbers("C1").unwrap_or_else(|| vec![1.0]);
                Some(Function::Exponential(low, high, pdf.number(dict, "N").unwrap_or(1.0)))
            }
            3 => {
                let parts = pdf.array(dict, "Functions")?.iter().take(MOST_PARTS);
                let parts: Vec<Function> =
                    parts.map(|part| Function::deep(pdf, part, depth + 1)).collect::<Option<_>>()?;
                let domain = <[f32; 2]>::try_from(numbers("Domain")?.as_slice()).ok()?;
                let mut ends = numbers("Bounds")?;
                ends.push(domain[1]);
                Some(Function::Stitched(ends.into_iter().zip(parts).collect(), domain))
            }
            _ => None,
        }
    }

    /// The result at a place of the domain.
    pub fn evaluate(&self, inputs: &[f32]) -> Vec<f32> {
        let x = inputs.first().copied().unwrap_or(0.0);
        match self {
            Function::Sampled(samples) => {
                let place = x.clamp(0.0, 1.0) * (samples.len() - 1) as f32;
                let (low, part) = (place as usize, place.fract());
                let (a, b) = (&samples[low], &samples[(low + 1).min(samples.len() - 1)]);
                a.iter().zip(b).map(|(a, b)| a + (b - a) * part).collect()
            }
            Function::Exponential(low, high, exponent) => {
                let part = x.clamp(0.0, 1.0).powf(exponent.max(0.0));
                low.iter().zip(high).map(|(a, b)| a + (b - a) * part).collect()
            }
            Function::Stitched(parts, domain) => {
                let mut start = domain[0];
                for (at, (end, part)) in parts.iter().enumerate() {
                    if x < *end || at + 1 == parts.len() {
                        let length = end - start;
                        return part.evaluate(&[if length > 0.0 { (x - start) / length } else { 0.0 }]);
                    }
                    start = *end;
                }
                Vec::new()
            }
            Function::Side(parts) => {
                parts.iter().map(|part| part.evaluate(inputs).first().copied().unwrap_or(0.0)).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stitched_ramp_goes_through_its_middle() {
        let ramp = |a: f32, b: f32| Function::Exponential(vec![a], vec![b], 1.0);
        let both = Function::Stitched(vec![(0.5, ramp(0.0, 1.0)), (1.0, ramp(1.0, 0.0))], [0.0, 1.0]);
        let at = |x: f32| both.evaluate(&[x])[0];
        assert_eq!([at(0.0), at(0.25), at(0.5), at(1.0)], [0.0, 0.5, 1.0, 0.0]);
    }
}
