//! What a command answers: lines for a person, or one JSON value for a program.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Display;
use zhangfang_office::export::{Table, Value as Cell};

/// The answer of a command that did what it was asked.
#[derive(Debug)]
pub struct Answer {
    text: String,
    json: Value,
    /// The answer is complete but says no: a verification with findings.
    pub refused: bool,
}

impl Answer {
    /// An answer with its JSON form.
    pub fn new(text: impl Into<String>, json: &impl Serialize) -> Self {
        // Everything answered is made of maps with text keys, so this cannot fail; null would show if it did.
        Self { text: text.into(), json: serde_json::to_value(json).unwrap_or(Value::Null), refused: false }
    }

    /// The same answer as a "no".
    #[must_use]
    pub fn refused_if(mut self, refused: bool) -> Self {
        self.refused = refused;
        self
    }

    /// Writes it to stdout.
    pub fn print(&self, json: bool) {
        use std::io::Write;
        let mut out = std::io::stdout().lock();
        // A reader that went away (`| head`) is no error of ours.
        let _ =
            if json { writeln!(out, "{:#}", self.json) } else { writeln!(out, "{}", self.text.trim_end()) };
    }
}

/// Lines in columns; a Chinese character counts as two.
pub fn columns(headings: &[&str], rows: &[Vec<String>], right: &[usize]) -> String {
    let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let mut widths: Vec<usize> = headings.iter().map(|h| width(h)).collect();
    for row in rows {
        for (w, cell) in widths.iter_mut().zip(row) {
            *w = (*w).max(width(cell));
        }
    }
    let line = |cells: &[String]| {
        let mut text = String::new();
        for (i, cell) in cells.iter().enumerate() {
            let gap = " ".repeat(widths[i].saturating_sub(width(cell)));
            let (before, after) = if right.contains(&i) { (gap.as_str(), "") } else { ("", gap.as_str()) };
            text += &format!("{before}{cell}{after}  ");
        }
        text.trim_end().to_owned()
    };
    let head: Vec<String> = headings.iter().map(|&h| h.to_owned()).collect();
    std::iter::once(line(&head)).chain(rows.iter().map(|r| line(r))).collect::<Vec<_>>().join("\n")
}

/// Texts from anything that prints itself.
pub fn cells<const N: usize>(values: [&dyn Display; N]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// A table that could be a workbook, as lines in columns.
pub fn table_text(table: &Table) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Amount(fen) => fen.to_string(),
        Cell::Decimal(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Integer(n) => n.to_string(),
    };
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let headings: Vec<&str> = table.headings.iter().map(String::as_str).collect();
    let figures = |nth: &usize| {
        let column = table.rows.iter().filter_map(|row| row.get(*nth));
        column.into_iter().any(|c| matches!(c, Cell::Amount(_) | Cell::Integer(_) | Cell::Decimal(_)))
    };
    let right: Vec<usize> = (0..headings.len()).filter(figures).collect();
    format!("{}\n{}", table.title, columns(&headings, &rows, &right))
}

/// A percentage, or a dash where there is no denominator.
pub fn percent(percent: Option<Decimal>) -> String {
    percent.map_or_else(|| "—".to_owned(), |p| format!("{p}%"))
}
