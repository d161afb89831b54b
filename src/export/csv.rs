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

/// The rows that [`write`] wrote, with their headings as the first.
///
/// # Errors
/// If they are no UTF-8, or not all of the same length: another program has saved them otherwise.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, ExportError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(SEPARATOR as u8).has_headers(false).from_reader(bytes);
    let rows = reader.records().map(|row| Ok(row?.iter().map(str::to_owned).collect()));
    rows.collect::<Result<_, csv::Error>>().map_err(|error| ExportError::File(error.to_string()))
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
    #[test]
    fn rows_are_read_as_they_were_written() {
        let rows = vec![vec!["Namn".to_owned(), "Antal".to_owned()], vec!["A; \"Å\"\nC".to_owned(), "1".to_owned()]];
        assert_eq!(read(&write(&rows).expect("written")).expect("read"), rows);
    }

    #[test]
    fn rows_that_another_program_saved_otherwise_are_refused() {
        assert!(read(b"Namn;Antal\r\nA;1;\r\n").is_err(), "a cell too many");
        assert!(read(b"Namn;Antal\r\n\xc5;1\r\n").is_err(), "Windows-1252");
    }
}
