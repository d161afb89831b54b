//! `leaflet check --metrics`: how each page is set, in numbers.

use std::fmt::Write;

use crate::layout::{Metrics, PageMetrics};

use super::report::MessageFormat;

/// Explains the columns of the table.
const KEY: &str = "\
size, leading  of running text, in points
fill           share of the columns' height that is used
apart          how far apart the columns of the page end
ragged         how unevenly lines end: deviation as a share of the measure
hyphens        share of lines that end in a hyphen
runts          last lines of one word under five letters
loosest        the most by which a line falls short of its measure
tried          ways to set the leaflet that were weighed
";

/// The leaflets' metrics for people or as JSON, one object a page; other forms have no place for them.
#[must_use]
pub fn write(leaflets: &[(String, Metrics)], format: MessageFormat) -> String {
    match format {
        MessageFormat::Human => table(leaflets),
        MessageFormat::Json => json(leaflets),
        MessageFormat::Github | MessageFormat::Sarif | MessageFormat::Junit => String::new(),
    }
}

/// Share of lines that end in a hyphen.
fn hyphens(page: &PageMetrics) -> f32 {
    page.lines.hyphens as f32 / page.lines.count.max(1) as f32
}

/// One line a page.
fn table(leaflets: &[(String, Metrics)]) -> String {
    if leaflets.is_empty() {
        return String::new();
    }
    let width = leaflets.iter().map(|(id, _)| id.chars().count()).max().unwrap_or_default();
    let mut out = format!(
        "{:width$}  page  size  leading  fill  apart             lines  ragged  hyphens  runts  loosest  tried\n",
        "leaflet"
    );
    for (id, metrics) in leaflets {
        for (at, page) in metrics.pages.iter().enumerate() {
            let mm = (metrics.leading * page.column_difference).mm().0;
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{id:width$}  {:>4}  {:>4.1}  {:>7.2}  {:>3.0}%  {:>3.1} lines, {mm:>3.1} mm  {:>5}  {:>5.1}%  {:>6.1}%  {:>5}  \
                 {:>4.1} em  {:>5}",
                at + 1,
                metrics.base.0,
                metrics.leading.0,
                page.fill * 100.0,
                page.column_difference,
                page.lines.count,
                page.lines.raggedness * 100.0,
                hyphens(page) * 100.0,
                page.lines.runts,
                page.lines.loosest,
                metrics.tried,
            );
        }
    }
    format!("{out}\n{KEY}")
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
