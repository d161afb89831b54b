//! `leaflet check --metrics`: how each page is set, in numbers.

use std::fmt::Write;

use crate::layout::{Metrics, PageMetrics};

use super::locale::{Locale, spoken};
use super::report::MessageFormat;

/// Columns of the table.
const COLUMNS: usize = 13;

/// The words of the table in one language.
struct Words {
    heads: [&'static str; COLUMNS],
    lines: &'static str,
    decimal: &'static str,
    /// Explains the columns.
    key: &'static str,
}

static ENGLISH: Words = Words {
    heads: [
        "leaflet", "page", "size", "leading", "fill", "apart", "gaps", "lines", "ragged", "hyphens", "runts",
        "loosest", "tried",
    ],
    lines: "lines",
    decimal: ".",
    key: "\
size, leading  of running text, in points
fill           share of the columns' height that is used
apart          how far apart the columns of the page end
gaps           lines by which the space above one section is wider than that above another
ragged         how unevenly lines end: deviation as a share of the measure
hyphens        share of lines that end in a hyphen
runts          last lines of one word under five letters
loosest        the most by which a line falls short of its measure
tried          ways to set the leaflet that were weighed
",
};

static SWEDISH: Words = Words {
    heads: [
        "blad", "sida", "grad", "kägel", "fyllt", "isär", "luft", "rader", "ojämnt", "avstavat", "slutord", "glesast",
        "provat",
    ],
    lines: "rader",
    decimal: ",",
    key: "\
grad, kägel  brödtextens storlek och radavstånd, i punkter
fyllt        hur stor del av spalternas höjd som används
isär         hur långt isär sidans spalter slutar
luft         hur många rader större luften ovanför ett avsnitt är än ovanför ett annat
ojämnt       hur ojämnt raderna slutar: avvikelse som andel av spaltens bredd
avstavat     hur stor del av raderna som slutar med bindestreck
slutord      sista rader med ett enda ord under fem bokstäver
glesast      det mesta som en rad är kortare än spalten
provat       sätt att sätta bladet som vägdes mot varandra
",
};

/// The leaflets' metrics for people or as JSON, one object a page; other forms have no place for them.
#[must_use]
pub fn write(leaflets: &[(String, Metrics)], format: MessageFormat) -> String {
    match format {
        MessageFormat::Human => table(leaflets, if spoken() == Locale::Sv { &SWEDISH } else { &ENGLISH }),
        MessageFormat::Json => json(leaflets),
        MessageFormat::Github | MessageFormat::Sarif | MessageFormat::Junit => String::new(),
    }
}

/// Share of lines that end in a hyphen.
fn hyphens(page: &PageMetrics) -> f32 {
    page.lines.hyphens as f32 / page.lines.count.max(1) as f32
}

/// One line a page, in columns as wide as they must be, and what they mean.
fn table(leaflets: &[(String, Metrics)], words: &Words) -> String {
    if leaflets.is_empty() {
        return String::new();
    }
    let pages =
        leaflets.iter().flat_map(|(id, metrics)| metrics.pages.iter().enumerate().map(move |at| (id, metrics, at)));
    let row = |(id, metrics, (at, page)): (&String, &Metrics, (usize, &PageMetrics))| {
        let mm = (metrics.leading * page.column_difference).mm().0;
        let decimal = |number: String| number.replace('.', words.decimal);
        [
            id.clone(),
            (at + 1).to_string(),
            decimal(format!("{:.1}", metrics.base.0)),
            decimal(format!("{:.2}", metrics.leading.0)),
            format!("{:.0}%", page.fill * 100.0),
            decimal(format!("{:.1} {}, {mm:.1} mm", page.column_difference, words.lines)),
            decimal(format!("{:.1}", page.gap_difference)),
            page.lines.count.to_string(),
            decimal(format!("{:.1}%", page.lines.raggedness * 100.0)),
            decimal(format!("{:.1}%", hyphens(page) * 100.0)),
            page.lines.runts.to_string(),
            decimal(format!("{:.1} em", page.lines.loosest)),
            metrics.tried.to_string(),
        ]
    };
    let rows: Vec<[String; COLUMNS]> = std::iter::once(words.heads.map(str::to_owned)).chain(pages.map(row)).collect();
    let widths: [usize; COLUMNS] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default());
    let mut out = String::new();
    for row in &rows {
        // Writing to a string cannot fail.
        let _ = write!(out, "{:width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(widths).skip(1) {
            let _ = write!(out, "  {cell:>width$}");
        }
        out.push('\n');
    }
    format!("{out}\n{}", words.key)
}

/// One object a page on a line.
fn json(leaflets: &[(String, Metrics)]) -> String {
    let thousandths = |value: f32| (f64::from(value) * 1000.0).round() / 1000.0;
    let pages =
        leaflets.iter().flat_map(|(id, metrics)| metrics.pages.iter().enumerate().map(move |page| (id, metrics, page)));
    let objects = pages.map(|(id, metrics, (at, page))| {
        let object = serde_json::json!({ "metrics": {
            "leaflet": id,
            "page": at + 1,
            "size_pt": thousandths(metrics.base.0),
            "leading_pt": thousandths(metrics.leading.0),
            "title_pt": thousandths(metrics.title.0),
            "fill": thousandths(page.fill),
            "room_mm": thousandths(page.room.mm().0),
            "columns": metrics.columns,
            "columns_apart_lines": thousandths(page.column_difference),
            "columns_apart_mm": thousandths((metrics.leading * page.column_difference).mm().0),
            "gaps_apart_lines": thousandths(page.gap_difference),
            "lines": page.lines.count,
            "raggedness": thousandths(page.lines.raggedness),
            "hyphens": thousandths(hyphens(page)),
            "runts": page.lines.runts,
            "loosest_em": thousandths(page.lines.loosest),
            "tried": metrics.tried,
        }});
        format!("{object}\n")
    });
    objects.collect()
}
