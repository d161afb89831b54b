//! A plain business paper: facts and tables on A4, for people who handle leaflets and not for those who read them.

use crate::page::Metadata;

use super::RichText;

/// A paper, ready to be laid out.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Title, publisher, language and date for the file itself.
    pub metadata: Metadata,
    /// What it is, in large letters.
    pub title: String,
    /// Whose it is.
    pub subtitle: String,
    /// What stands in it, from top to bottom.
    pub parts: Vec<PaperPart>,
}

/// A part of a paper, with its heading where it has one.
#[derive(Debug, Clone)]
pub struct PaperPart {
    /// Its heading.
    pub heading: Option<String>,
    /// What stands under it.
    pub body: PaperBody,
}

/// What a part holds.
#[derive(Debug, Clone)]
pub enum PaperBody {
    /// Names and what goes by them.
    Facts(Vec<(&'static str, RichText)>),
    /// Columns and rows.
    Table(Table),
}

/// Columns and rows.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// What stands over it.
    pub title: &'static str,
    /// Its part of the width, against the other columns.
    pub share: f32,
    /// Whether it holds numbers, which end at one edge.
    pub numbers: bool,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its cells, from the left.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, with a line feed where a line ends in any case.
    Words(String),
    /// A box to tick and a line to write on, with what they are for.
    Tick(&'static str),
}

impl Row {
    /// A row of words.
    #[must_use]
    pub fn words(cells: impl IntoIterator<Item = String>) -> Row {
        Row { cells: cells.into_iter().map(Cell::Words).collect() }
    }
}

impl Column {
    /// A column of words.
    #[must_use]
    pub const fn new(title: &'static str, share: f32) -> Column {
        Column { title, share, numbers: false }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn numbers(title: &'static str, share: f32) -> Column {
        Column { title, share, numbers: true }
    }
}
