//! Rows of text as CSV (RFC 4180) for spreadsheets: semicolons and a byte order mark, as a Swedish Excel reads them.

use super::ExportError;

/// What a cell that a spreadsheet would take for a formula begins with.
pub const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What parts the cells of a row.
pub const SEPARATOR: char = ';';

/// Writes the rows. A cell that a spreadsheet would calculate is led by an apostrophe, so that a name or a note cannot
/// run a formula (OWASP, CSV Injection).
///
/// # Errors
/// If the writer refuses, for which there is no reason in memory.
pub fn write(rows: &[Vec<String>]) -> Result<Vec<u8>, ExportError> {
    let broken = |error: &dyn std::fmt::Display| ExportError::File(error.to_string());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(SEPARATOR as u8)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(|error| broken(&error))?;
    }
    writer.into_inner().map_err(|error| broken(&error))
}

/// The rows of a text that [`write`] wrote, with their headings as the first; what cannot be read is left out.
#[must_use]
pub fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(SEPARATOR as u8).has_headers(false).from_reader(text.as_bytes());
    reader.records().filter_map(Result::ok).map(|row| row.iter().map(str::to_owned).collect()).collect()
}

/// The text of a cell that is never calculated.
fn harmless(cell: &str) -> String {
    if cell.trim_start_matches(' ').starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[&[&str]]) -> String {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        String::from_utf8(write(&rows).expect("written")).expect("UTF-8")
    }

    #[test]
    fn cells_keep_their_semicolons_quotation_marks_and_lines() {
        let text = written(&[&["Namn", "Antal"], &["A; \"B\"\nC", "1"]]);
        assert_eq!(text, "\u{feff}Namn;Antal\r\n\"A; \"\"B\"\"\nC\";1\r\n");
    }

    #[test]
    fn no_cell_is_calculated() {
        for cell in ["=1+1", "+46 70", "-1", "@SUM(A1)", "\tx", "\rx", "  =1"] {
            assert!(written(&[&[cell, "b"]]).contains(&format!("'{cell}")), "{cell:?}");
        }
        assert_eq!(written(&[&["031-1 = 2", "b"]]), "\u{feff}031-1 = 2;b\r\n");
    }
}
