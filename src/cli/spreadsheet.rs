//! Rows of text in and out of spreadsheets: CSV, and workbooks of office programs (.xlsx).

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use ::csv::Position;
use anyhow::{Context, bail, ensure};
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use crate::export::csv;
use crate::limits;

/// Most bytes of a table, for a workbook of all its parts when they are unpacked.
const BYTES: u64 = limits::TABLE_BYTES;
/// Most rows that are read.
const ROWS: usize = limits::TABLE_ROWS;
/// Most columns that are read.
const COLUMNS: usize = limits::TABLE_COLUMNS;

/// The rows of a table in which anything stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Column of the first cell of each row; 0 is A.
    pub first: usize,
    /// From the first, which are the headings.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number in the spreadsheet, or its line in CSV, counted from 1.
    pub number: usize,
    /// Its cells as text.
    pub cells: Vec<String>,
}

impl Sheet {
    /// The headings.
    #[must_use]
    pub fn head(&self) -> &[String] {
        self.rows.first().map_or(&[], |row| &row.cells)
    }

    /// The number of the row that the headings stand in.
    #[must_use]
    pub fn head_number(&self) -> usize {
        self.rows.first().map_or(1, |row| row.number)
    }

    /// The letter of a column, counted from the first of the table.
    #[must_use]
    pub fn column(&self, index: usize) -> String {
        column(self.first + index)
    }
}

/// Whether a file is a workbook by its ending.
fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// The table in a file: of a workbook its first sheet, of CSV the cells parted by semicolons, commas or tabs.
///
/// # Errors
/// When the bytes are not what the ending says, are not Unicode, or are more than anyone would type.
pub fn read(path: &Path, bytes: &[u8]) -> anyhow::Result<Sheet> {
    ensure!(bytes.len() as u64 <= BYTES, "it has more than {} MiB", BYTES / 1024 / 1024);
    if is_workbook(path) { read_workbook(bytes) } else { read_csv(bytes) }
}

/// The rows as the file that the ending names. The same rows give the same bytes.
///
/// # Errors
/// When the writer refuses, as for a cell longer than a workbook allows.
pub fn write(path: &Path, rows: &[Vec<String>]) -> anyhow::Result<Vec<u8>> {
    if is_workbook(path) { write_workbook(rows) } else { Ok(csv::write(rows)?) }
}

fn read_csv(bytes: &[u8]) -> anyhow::Result<Sheet> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let row = bytes[..error.valid_up_to()].split(|b| *b == b'\n').count();
            bail!("row {row} has letters that are not UTF-8; save it as “CSV UTF-8” or as .xlsx");
        }
    };
    let (said, text) = parter_said(text);
    let above = usize::from(said.is_some());
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let most = [';', ',', '\t'].into_iter().max_by_key(|sign| first.matches(*sign).count());
    let parter = said.or(most).unwrap_or(';');
    if let Some(row) = unclosed(text, parter).map(|row| row + above) {
        bail!(
            "in row {row} a quotation mark begins a cell and none ends it; add it, or write two for one that is meant"
        );
    }
    let reader = ::csv::ReaderBuilder::new()
        .delimiter(parter as u8)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    for record in reader.into_records() {
        let record = record?;
        ensure!(record.len() <= COLUMNS, "it has more than {COLUMNS} columns");
        let cells: Vec<String> = record.iter().map(|cell| plain(cell).to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        ensure!(sheet.rows.len() < ROWS, "it has more than {ROWS} rows");
        sheet.rows.push(Row { number: above + record.position().map_or(1, |at| line(text, at)), cells });
    }
    Ok(sheet)
}

/// The sign that parts cells, if the first line says so as Excel writes it (`sep=;`), and what comes after that line.
fn parter_said(text: &str) -> (Option<char>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_matches(['\r', ' ', '"']);
    let said = first.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(first.get(4..));
    match said {
        Some(";") => (Some(';'), rest),
        Some(",") => (Some(','), rest),
        Some("\t") => (Some('\t'), rest),
        _ => (None, text),
    }
}

/// The line of a quotation mark that begins a cell and is not closed before the line ends, unless another closes it further
/// down where a cell can end.
fn unclosed(text: &str, parter: char) -> Option<usize> {
    let mut signs = text.chars().peekable();
    let (mut line, mut opened, mut begins) = (1, None, true);
    while let Some(sign) = signs.next() {
        line += usize::from(sign == '\n');
        match (sign, opened) {
            ('"', None) if begins => opened = Some(line),
            ('"', Some(_)) if signs.peek() == Some(&'"') => {
                signs.next();
            }
            ('"', Some(first)) => {
                let ends = signs.peek().is_none_or(|next| *next == parter || matches!(next, '\r' | '\n'));
                if !ends && line > first {
                    return Some(first);
                }
                opened = None;
            }
            _ => {}
        }
        begins = sign == parter || sign == '\n';
    }
    opened
}

/// The line in which a record begins, counted from 1; its position is before the empty lines above it.
fn line(text: &str, at: &Position) -> usize {
    let rest = usize::try_from(at.byte()).ok().and_then(|at| text.get(at..)).unwrap_or_default();
    let empty = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
    usize::try_from(at.line()).unwrap_or(usize::MAX).saturating_add(empty.matches('\n').count())
}

/// A cell without the apostrophe that keeps a spreadsheet from calculating it.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(csv::FORMULA) => rest.trim(),
        _ => cell.trim(),
    }
}

/// The first sheet cell by cell: one far from the others would make the whole room between them.
fn read_workbook(bytes: &[u8]) -> anyhow::Result<Sheet> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).context("it is no workbook")?;
    let mut room = BYTES;
    for part in 0..archive.len() {
        // What a part says of its own size need not be true.
        let part = archive.by_index(part).context("it is no workbook")?;
        let size = std::io::copy(&mut part.take(room + 1), &mut std::io::sink()).context("it is no workbook")?;
        ensure!(size <= room, "it unpacks to more than {} MiB", BYTES / 1024 / 1024);
        room -= size;
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).context("it is no workbook")?;
    let Some(name) = book.sheet_names().first().cloned() else { bail!("it has no sheet") };
    let unreadable = "its first sheet cannot be read";
    let mut cells = book.worksheet_cells_reader(&name).context(unreadable)?;
    let mut rows: BTreeMap<usize, BTreeMap<usize, String>> = BTreeMap::new();
    while let Some(next) = cells.next_cell().context(unreadable)? {
        let text = cell(&Data::from(next.get_value().clone()));
        if text.is_empty() {
            continue;
        }
        let (row, column) = next.get_position();
        let (row, column) = (usize::try_from(row)?, usize::try_from(column)?);
        ensure!(row < ROWS, "it has more than {ROWS} rows");
        ensure!(column < COLUMNS, "it has more than {COLUMNS} columns");
        rows.entry(row).or_default().insert(column, text);
    }
    let first = rows.values().filter_map(|cells| cells.keys().next()).min().copied().unwrap_or_default();
    let rows = rows.into_iter().map(|(row, mut cells)| {
        let end = cells.keys().next_back().map_or(first, |last| last + 1);
        let cells = (first..end).map(|column| cells.remove(&column).unwrap_or_default()).collect();
        Row { number: row + 1, cells }
    });
    Ok(Sheet { first, rows: rows.collect() })
}

/// A cell as a person would have typed it.
fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(day) => day.split('T').next().unwrap_or(day).to_owned(),
        // A number for an error is no text to print.
        Data::Error(error) => format!("{error:?}"),
        other => other.to_string().trim().to_owned(),
    }
}

fn write_workbook(rows: &[Vec<String>]) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    // The day of making is part of the format; a fixed one keeps the bytes the same.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let sheet = book.add_worksheet();
    // Text, so that 054 keeps its nought and nothing is calculated.
    let (text, head) = (Format::new().set_num_format("@"), Format::new().set_bold());
    for (row, cells) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            sheet.write_string_with_format(row, column, cell, if row == 0 { &head } else { &text })?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofit();
    Ok(book.save_to_buffer()?)
}

/// A column's letter, the first being A.
fn column(index: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8).to_string();
    if index < 26 { letter(index) } else { column(index / 26 - 1) + &letter(index) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    /// The same as they are read from the beginning of a table.
    fn sheet(cells: &[&[&str]]) -> Sheet {
        let rows = (1..).zip(rows(cells)).map(|(number, cells)| Row { number, cells });
        Sheet { first: 0, rows: rows.collect() }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let cells: [&[&str]; 3] =
            [&["county", "phone"], &["varmland", "+46 54 19 73 38"], &["skane", "010-224 10 00; \"växel\""]];
        let rows = rows(&cells);
        for name in ["a.csv", "a.xlsx", "A.XLSX"] {
            let bytes = write(Path::new(name), &rows).expect("written");
            assert_eq!(read(Path::new(name), &bytes).expect("read"), sheet(&cells), "{name}");
            assert_eq!(write(Path::new(name), &rows).expect("written again"), bytes, "{name}");
        }
    }

    #[test]
    fn commas_and_tabs_part_cells_too() {
        let wanted = sheet(&[&["a", "b"], &["1", "2"]]);
        for text in ["a,b\n1,2\n", "a\tb\r\n1\t2", "\u{feff}a;b\n1;2\n"] {
            assert_eq!(read(Path::new("x.csv"), text.as_bytes()).expect("read"), wanted, "{text:?}");
        }
    }

    #[test]
    fn the_line_in_which_excel_names_the_parter_is_no_row() {
        for text in ["sep=;\na;b,c\n1;2\n", "\u{feff}\"sep=;\"\r\na;b,c\r\n1;2\r\n", "SEP=\t\na\tb,c\n1\t2"] {
            let sheet = read(Path::new("x.csv"), text.as_bytes()).expect("read");
            assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3], "{text:?}");
            assert_eq!(sheet.head(), ["a", "b,c"], "{text:?}");
        }
    }

    #[test]
    fn days_of_a_workbook_are_read_as_days() {
        let mut book = Workbook::new();
        let day = ExcelDateTime::from_ymd(2026, 11, 22).expect("a day");
        let format = Format::new().set_num_format("yyyy-mm-dd");
        book.add_worksheet().write_datetime_with_format(0, 0, &day, &format).expect("written");
        let bytes = book.save_to_buffer().expect("saved");
        assert_eq!(read(Path::new("x.xlsx"), &bytes).expect("read"), sheet(&[&["2026-11-22"]]));
    }

    #[test]
    fn rows_have_the_numbers_of_their_lines() {
        let text = "\n\r\na;b\n\n;\n\"c\nd\";e\r\n\r\n\r\nf;g";
        let sheet = read(Path::new("x.csv"), text.as_bytes()).expect("read");
        let read: Vec<(usize, &str)> = sheet.rows.iter().map(|row| (row.number, row.cells[0].as_str())).collect();
        assert_eq!(read, [(3, "a"), (6, "c\nd"), (10, "f")]);
    }

    #[test]
    fn a_workbook_that_unpacks_without_end_is_refused() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).expect("begun");
        std::io::copy(&mut std::io::repeat(b' ').take(BYTES + 1), &mut zip).expect("written");
        let bytes = zip.finish().expect("finished").into_inner();
        assert!(bytes.len() < 200_000, "{}", bytes.len());
        let error = read(Path::new("x.xlsx"), &bytes).expect_err("too much");
        assert_eq!(error.to_string(), "it unpacks to more than 32 MiB");
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(read(Path::new("x.xlsx"), b"PK\x03\x04nothing").is_err());
        let said = |bytes: &[u8]| read(Path::new("x.csv"), bytes).expect_err("no table").to_string();
        assert!(said(b"a;b\nc;\xe5").starts_with("row 2 has letters that are not UTF-8"));
        for open in ["a;b\n\"c;d\ne;f", "a;b\n\"c;d\n\"e\";f", "a;b\nc;\"d"] {
            assert!(said(open.as_bytes()).starts_with("in row 2 a quotation mark"), "{open}");
        }
        for closed in ["a;\"b \"\"c\"\" d\"\n", "a;\"b\nc\";d\n", "a;5\" b\nc;d", "a;\"\"\nc;\"d\""] {
            assert!(read(Path::new("x.csv"), closed.as_bytes()).is_ok(), "{closed}");
        }
        assert_eq!((column(0), column(25), column(26), column(52)), ("A".into(), "Z".into(), "AA".into(), "BA".into()));
    }
}
