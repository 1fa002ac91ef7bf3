//! What a command answers: lines for a person, or one JSON value for a program.

use serde::Serialize;
use serde_json::Value;
use std::fmt::Display;

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
