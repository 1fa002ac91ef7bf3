//! A sheet of a dossier about one household: facts by name, then tables under headings. The evidence pack for a lawyer is
//! made of such sheets (domain section 3.6), and so is the copy of their own data an owner asks for. Private.

use crate::bind::Imprint;
use crate::error::DocumentError;
use crate::flow::{Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Size, mm, pt10};
use crate::pen::Align;
use crate::table::{Column, Look, Row, Table};
use chrono::NaiveDateTime;

/// A sheet.
#[derive(Clone, Debug)]
pub struct DossierSheet {
    /// Properties of the file; number and print time are also printed.
    pub imprint: Imprint,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// What it is.
    pub title: String,
    /// Up to when the book was read.
    pub data_as_of: NaiveDateTime,
    /// Who made it, for what.
    pub made: String,
    /// Facts, name by name.
    pub facts: Vec<(String, String)>,
    /// The tables.
    pub sections: Vec<Section>,
    /// Said under everything.
    pub notes: Vec<String>,
    /// Who signs, line by line; may be empty.
    pub closing: Vec<String>,
}

/// A table under a heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// Its rows; a row of one cell is a sum or a remark over the whole width.
    pub rows: Vec<Vec<String>>,
    /// Said instead of an empty table.
    pub empty: String,
    /// Whether lines are ruled to be filled in by hand.
    pub ruled: bool,
}

/// A column of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// What stands over it.
    pub title: &'static str,
    /// Its part of the width.
    pub share: i32,
    /// Whether it holds numbers.
    pub number: bool,
}

impl SheetColumn {
    /// A column of words.
    #[must_use]
    pub const fn words(title: &'static str, share: i32) -> Self {
        Self { title, share, number: false }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn number(title: &'static str, share: i32) -> Self {
        Self { title, share, number: true }
    }
}

/// Makes the sheet.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, sheet: &DossierSheet) -> Result<Vec<u8>, DocumentError> {
    let mut blocks =
        vec![Block::Title(sheet.title.clone()), Block::Subtitle(format!("编号 {}", sheet.imprint.number))];
    if !sheet.facts.is_empty() {
        let fields = sheet.facts.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
        blocks.push(Block::Fields { columns: 1, fields });
    }
    for section in &sheet.sections {
        if !section.heading.is_empty() {
            blocks.push(Block::Heading(section.heading.clone()));
        }
        if section.rows.is_empty() {
            blocks.push(Block::Paragraph(Paragraph::flush(section.empty.as_str())));
        } else {
            blocks.push(Block::Table(table(section)));
        }
    }
    blocks.push(Block::Space(mm(3)));
    blocks.extend(sheet.notes.iter().map(|note| Block::Paragraph(Paragraph::note(note.as_str()))));
    if !sheet.closing.is_empty() {
        blocks.push(Block::Closing(sheet.closing.clone()));
    }
    let flow = Flow {
        imprint: sheet.imprint.clone(),
        size: Size::A4,
        masthead: format!("{}　{}", sheet.company, sheet.centre),
        data_as_of: Some(sheet.data_as_of),
        contact: sheet.made.clone(),
        blocks,
    };
    flow.rendered(fonts)
}

fn table(section: &Section) -> Table {
    let align = |c: &SheetColumn| if c.number { Align::Right } else { Align::Left };
    let columns: Vec<Column> =
        section.columns.iter().map(|c| Column::new(c.title, c.share, align(c))).collect();
    let mut table = Table::new(columns);
    table.size = pt10(85);
    if section.ruled {
        table.look = Look::Grid;
    }
    table.rows = section
        .rows
        .iter()
        .map(|row| match row.as_slice() {
            [only] if section.columns.len() > 1 => Row::group(only),
            cells => Row::line(cells.iter().cloned()),
        })
        .collect();
    table
}
