//! LIX, the readability index of Swedish (Björnsson, Läsbarhet, 1968).

/// Letters above which a word counts as long.
const SHORT: usize = 6;

/// The LIX of plain text: words to a sentence plus long words in per cent. 0 for a text without words. Below 30 is very
/// easy, 30 to 40 easy, 40 to 50 middling, above 60 very hard.
///
/// Full stop, question mark, exclamation mark and colon end a sentence if a space or the end follows, and so does the end
/// of a line, so that headings and list items count as sentences.
#[must_use]
pub fn lix(text: &str) -> f32 {
    let (mut words, mut long, mut sentences) = (0_u32, 0_u32, 0_u32);
    for line in text.lines() {
        let mut open = false;
        for token in line.split_whitespace() {
            let letters = token.chars().filter(|c| c.is_alphanumeric()).count();
            if letters > 0 {
                words += 1;
                long += u32::from(letters > SHORT);
                open = true;
            }
            if open && token.trim_end_matches(['”', '"', ')', '»', '’']).ends_with(['.', '!', '?', ':', '…']) {
                sentences += 1;
                open = false;
            }
        }
        sentences += u32::from(open);
    }
    if words == 0 {
        return 0.0;
    }
    words as f32 / sentences.max(1) as f32 + 100.0 * long as f32 / words as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts_have_their_lix() {
        for (text, expected) in [
            ("", 0.0),
            ("–", 0.0),
            ("Du kan ringa. Vi svarar.", 2.5),
            ("Du kan anmäla. Vi lyssnar alltid!", 3.0 + 100.0 / 6.0),
            ("Rubrik\nDu kan ringa oss.", 2.5),
            ("Kl. 8.30 ringer du.", 2.0),
        ] {
            assert!((lix(text) - expected).abs() < 0.01, "{text}: {}", lix(text));
        }
    }
}
