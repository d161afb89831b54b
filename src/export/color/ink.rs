//! The most ink that paper takes.

/// Takes ink out of a pixel that has more than `most` (bytes of all four inks added up): cyan, magenta and yellow in
/// proportion, so that the hue stays; black, which carries the drawing, is kept (as gray component replacement does).
pub(super) fn hold(pixel: &mut [u8; 4], most: u32) {
    let [c, m, y, k] = pixel.map(u32::from);
    let colors = c + m + y;
    if colors + k <= most {
        return;
    }
    let room = most.saturating_sub(k);
    for ink in &mut pixel[..3] {
        // Rounded down, so that the sum stays within.
        *ink = (u32::from(*ink) * room / colors.max(1)) as u8;
    }
}

/// What is kept below the limit, in per cent: whoever measures rounds each of the inks.
const RESERVE: f32 = 1.0;

/// All four inks in full, as a sum of bytes: nothing is held.
const ALL: u32 = 4 * 255;

/// A limit in per cent of the four inks as a sum of bytes.
pub(super) fn most(limit: f32) -> u32 {
    if limit >= 400.0 { ALL } else { ((limit.max(101.0) - RESERVE) * 2.55).floor() as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_held_with_its_hue_and_its_black() {
        let most = most(300.0);
        assert_eq!(most, 762);
        let mut full = [255; 4];
        hold(&mut full, most);
        assert_eq!(full, [169, 169, 169, 255]);
        let mut hue = [240, 200, 120, 250];
        hold(&mut hue, most);
        assert!(hue.iter().map(|ink| u32::from(*ink)).sum::<u32>() <= most);
        assert_eq!(hue, [219, 182, 109, 250]);
        let mut light = [200, 100, 0, 20];
        hold(&mut light, most);
        assert_eq!(light, [200, 100, 0, 20], "what is within stays");
    }
}
