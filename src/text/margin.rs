//! Optical margins: small signs at the edge of a column hang out of it by a share of their width, so that the letters
//! beside them stand level (Hàn Thế Thành, "Micro-typographic extensions to the TeX typesetting system", 2000).

/// Share of a sign's width that hangs out of the end of a line.
pub(super) fn hangs_after(sign: char) -> f32 {
    match sign {
        '-' | '\u{2010}' => 0.5,
        '.' | ',' => 0.45,
        '”' | '“' | '’' | '»' | '«' => 0.4,
        ':' | ';' => 0.3,
        '–' => 0.2,
        _ => 0.0,
    }
}

/// Share of a sign's width that hangs out of the beginning of a line.
pub(super) fn hangs_before(sign: char) -> f32 {
    match sign {
        '”' | '“' | '„' | '‘' | '»' | '«' => 0.4,
        _ => 0.0,
    }
}
