//! Rows of text in and out of spreadsheets: CSV, and workbooks of office programs (.xlsx).

use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use crate::definition::proposal;
use crate::diagnostic::Diagnostic;
use crate::export::csv;
use crate::limits;
use crate::rules;

/// Most bytes that the parts of a workbook may have when they are unpacked.
const UNPACKED: u64 = 32 * 1024 * 1024;
/// Most rows that are read.
const ROWS: usize = limits::TABLE_ROWS;

/// Whether a file is a workbook by its ending.
fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// The rows of a file: of a workbook those of its first sheet, of CSV parted by semicolons, commas or tabs.
///
/// # Errors
/// When the bytes are not what the ending says, are not Unicode, or are more than anyone would type.
pub fn read(path: &Path, bytes: &[u8]) -> anyhow::Result<Vec<Vec<String>>> {
    let rows = if is_workbook(path) { read_workbook(bytes)? } else { read_csv(bytes)? };
    ensure!(rows.len() <= ROWS, "it has more than {ROWS} rows");
    Ok(rows)
}

/// The rows as the file that the ending names. The same rows give the same bytes.
///
/// # Errors
/// When the writer refuses, as for a cell longer than a workbook allows.
pub fn write(path: &Path, rows: &[Vec<String>]) -> anyhow::Result<Vec<u8>> {
    if is_workbook(path) { write_workbook(rows) } else { Ok(csv::write(rows)?) }
}

fn read_csv(bytes: &[u8]) -> anyhow::Result<Vec<Vec<String>>> {
    let text = std::str::from_utf8(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes))
        .context("it is not UTF-8; save it as “CSV UTF-8” or as .xlsx")?;
    let first = text.lines().next().unwrap_or_default();
    let parter = [';', ',', '\t'].into_iter().max_by_key(|sign| first.matches(*sign).count()).unwrap_or(';');
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(parter as u8)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records().take(ROWS + 1) {
        rows.push(record?.iter().map(|cell| plain(cell).to_owned()).collect());
    }
    Ok(rows)
}

/// A cell without the apostrophe that keeps a spreadsheet from calculating it.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(csv::FORMULA) => rest.trim(),
        _ => cell.trim(),
    }
}

fn read_workbook(bytes: &[u8]) -> anyhow::Result<Vec<Vec<String>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).context("it is no workbook")?;
    let unpacked: u64 = (0..archive.len()).filter_map(|part| Some(archive.by_index_raw(part).ok()?.size())).sum();
    ensure!(unpacked <= UNPACKED, "it unpacks to {} MiB", unpacked / 1024 / 1024);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).context("it is no workbook")?;
    let Some(sheet) = book.worksheet_range_at(0) else { bail!("it has no sheet") };
    let sheet = sheet.context("its first sheet cannot be read")?;
    Ok(sheet.rows().take(ROWS + 1).map(|row| row.iter().map(cell).collect()).collect())
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

/// The keys that the first row of a table of `what` names, by the key itself or by another word for it. What is wrong with
/// it is told of its place in the file `name`.
pub fn headings(
    name: &str,
    head: &[String],
    known: &[(&'static str, &[&str])],
    what: &str,
    findings: &mut Vec<Diagnostic>,
) -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = Vec::new();
    for (index, title) in head.iter().enumerate() {
        let lower = title.to_lowercase();
        let on = || format!("{name}, row 1, column {}", column(index));
        match known.iter().find(|(key, others)| *key == lower || others.contains(&lower.as_str())) {
            Some((key, _)) if keys.contains(key) => {
                let message = format!("“{title}” is a second column of {key}");
                let help = "Take one of the two out.";
                findings.push(Diagnostic::new(&rules::DUPLICATE, message).on(on()).help(help));
            }
            Some((key, _)) => keys.push(key),
            None => {
                let help = proposal(&lower, known.iter().map(|(key, _)| *key));
                let message = format!("“{title}” is no column of {what}");
                findings.push(Diagnostic::new(&rules::UNKNOWN_KEY, message).on(on()).help(help));
            }
        }
    }
    keys
}

/// A column's letter, the first being A.
#[must_use]
pub fn column(index: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8).to_string();
    if index < 26 { letter(index) } else { column(index / 26 - 1) + &letter(index) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let rows =
            rows(&[&["county", "phone"], &["varmland", "+46 54 19 73 38"], &["skane", "010-224 10 00; \"växel\""]]);
        for name in ["a.csv", "a.xlsx", "A.XLSX"] {
            let bytes = write(Path::new(name), &rows).expect("written");
            assert_eq!(read(Path::new(name), &bytes).expect("read"), rows, "{name}");
            assert_eq!(write(Path::new(name), &rows).expect("written again"), bytes, "{name}");
        }
    }

    #[test]
    fn commas_and_tabs_part_cells_too() {
        let wanted = rows(&[&["a", "b"], &["1", "2"]]);
        for text in ["a,b\n1,2\n", "a\tb\r\n1\t2", "\u{feff}a;b\n1;2\n"] {
            assert_eq!(read(Path::new("x.csv"), text.as_bytes()).expect("read"), wanted, "{text:?}");
        }
    }

    #[test]
    fn days_of_a_workbook_are_read_as_days() {
        let mut book = Workbook::new();
        let day = ExcelDateTime::from_ymd(2026, 11, 22).expect("a day");
        let format = Format::new().set_num_format("yyyy-mm-dd");
        book.add_worksheet().write_datetime_with_format(0, 0, &day, &format).expect("written");
        let bytes = book.save_to_buffer().expect("saved");
        assert_eq!(read(Path::new("x.xlsx"), &bytes).expect("read"), rows(&[&["2026-11-22"]]));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(read(Path::new("x.xlsx"), b"PK\x03\x04nothing").is_err());
        assert!(read(Path::new("x.csv"), b"a;b\xff").is_err());
        assert_eq!((column(0), column(25), column(26), column(52)), ("A".into(), "Z".into(), "AA".into(), "BA".into()));
    }
}
