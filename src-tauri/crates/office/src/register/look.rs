//! A workbook as the dry run shows it on screen: every row with what would become of it, and the columns for a person
//! to put right.

use super::{ImportPreview, RegisterFile, RowChange};
use crate::{Office, OfficeError, Result};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use zhangfang_sheets::register::{ColumnRole, Field, Mapping, MappingError};
use zhangfang_sheets::{Heading, SheetError, column_letters};

/// What a workbook looks like before anything is written.
#[derive(Debug)]
pub struct Look {
    /// What is wrong with the headings, in Chinese; nothing is read then until somebody names the columns.
    pub problem: Option<String>,
    /// The columns and what they are read as.
    pub columns: SaidColumns,
    /// Every headed column.
    pub headed: Vec<HeadedColumn>,
    /// Every row that is more than blank.
    pub rows: Vec<LookedRow>,
    /// What the import would do.
    pub preview: Option<ImportPreview>,
}

/// The columns as a person names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidColumns {
    /// First and last header row.
    pub header: (u32, u32),
    /// First row of data.
    pub data: u32,
    /// Letters of a column and the key of the field it feeds.
    pub columns: Vec<(String, String)>,
}

/// A column of the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadedColumn {
    /// `B`.
    pub letters: String,
    /// Its heading.
    pub heading: String,
    /// Key of the field it is read as; empty when it is not read.
    pub field: &'static str,
    /// What became of it.
    pub role: String,
    /// Whether it holds what must not be collected, so that nobody may map it.
    pub forbidden: bool,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A new home.
    New,
    /// A home that would change.
    Changed,
    /// A home that says the same.
    Same,
    /// Refused.
    Refused,
    /// No home: a total, a note.
    LeftOut,
}

/// A row of the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedRow {
    /// Its sheet.
    pub sheet: String,
    /// Its row.
    pub row: u32,
    /// What becomes of it.
    pub fate: Fate,
    /// The room, when it was read.
    pub room: String,
    /// Owners.
    pub owners: String,
    /// Area.
    pub area: String,
    /// Why it is refused, what would change, what deserves a look.
    pub words: Vec<String>,
}

impl SaidColumns {
    /// As it is remembered.
    ///
    /// # Errors
    /// [`crate::Refusal::Unusable`] names the field that has no column or the column that is used twice.
    pub fn text(&self) -> Result<String> {
        let mut fields: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (letters, field) in self.columns.iter().filter(|(_, field)| !field.is_empty()) {
            fields.entry(field).or_default().push(letters);
        }
        let ((first, last), data) = (self.header, self.data);
        let mut text = format!("v1;header={first}-{last};data={data}");
        for (field, letters) in fields {
            text += &format!(";{field}={}", letters.join("+"));
        }
        let refused =
            |field, value, expected| Err(crate::Refusal::Unusable { field, value, expected }.into());
        match Mapping::from_text(&text) {
            Ok(mapping) => Ok(mapping.to_text()),
            Err(MappingError::Missing { field: Field::Room }) => {
                refused("房号所在的列", String::new(), "在列的用法里给房号指定一列")
            }
            Err(MappingError::Missing { .. }) => {
                refused("建筑面积所在的列", String::new(), "在列的用法里给建筑面积指定一列")
            }
            Err(MappingError::Doubled { field }) => {
                refused("列的用法", field.label().to_owned(), "每种内容一列，只有业主和电话可以用多列")
            }
            Err(MappingError::Unreadable { part }) => {
                refused("表头行", part, "表头行和数据行的行号，如 3、3、4")
            }
        }
    }
}

/// Every field a column may feed: key and label.
pub fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
    Field::ALL.into_iter().filter(|field| *field != Field::IdTail).map(|field| (field.key(), field.label()))
}

impl Office {
    /// Looks at a workbook. Nothing is written; headings that cannot be read are part of the answer, so that a person
    /// can name the columns.
    ///
    /// # Errors
    /// Of [`Office::preview_import`] but for the headings.
    pub fn look_at_register(&self, file: &RegisterFile<'_>, today: NaiveDate) -> Result<Look> {
        match self.preview_import(file, today) {
            Ok(preview) => Ok(Look::of(preview)),
            Err(OfficeError::Sheet(error)) => match &error {
                SheetError::NoHeader { row, headings, .. }
                | SheetError::MissingColumns { row, headings, .. } => {
                    Ok(Look::unmapped(error.sentence(), *row, headings))
                }
                _ => Err(error.into()),
            },
            Err(error) => Err(error),
        }
    }
}

impl Look {
    fn of(preview: ImportPreview) -> Self {
        let draft = &preview.draft;
        let headed = draft.columns.iter().map(|column| HeadedColumn {
            letters: column.letters(),
            heading: column.heading.clone(),
            field: match column.role {
                ColumnRole::Read(field) => field.key(),
                _ => "",
            },
            role: column.role.sentence(),
            forbidden: column.role == ColumnRole::NotCollected,
        });
        let headed: Vec<HeadedColumn> = headed.collect();
        let columns = SaidColumns {
            header: draft.mapping.header_rows,
            data: draft.mapping.data_start,
            columns: headed.iter().map(|c| (c.letters.clone(), c.field.to_owned())).collect(),
        };
        let mut rows = accepted(&preview);
        rows.extend(refused(&preview));
        rows.extend(left_out(&preview));
        let order = |sheet: &str| draft.sheets.iter().position(|s| s == sheet);
        rows.sort_by_key(|row| (order(&row.sheet), row.row));
        Self { problem: None, columns, headed, rows, preview: Some(preview) }
    }

    fn unmapped(problem: String, row: u32, headings: &[Heading]) -> Self {
        let headed: Vec<HeadedColumn> = headings
            .iter()
            .map(|heading| HeadedColumn {
                letters: column_letters(heading.column),
                heading: heading.text.clone(),
                field: "",
                role: String::new(),
                forbidden: false,
            })
            .collect();
        let columns = SaidColumns { header: (row, row), data: row + 1, columns: Vec::new() };
        Self { problem: Some(problem), columns, headed, rows: Vec::new(), preview: None }
    }
}

fn accepted(preview: &ImportPreview) -> Vec<LookedRow> {
    let draft = &preview.draft;
    let rows = draft.rows.iter().zip(&preview.changes).map(|(row, change)| {
        let (fate, mut words) = match change {
            RowChange::New => (Fate::New, Vec::new()),
            RowChange::Same => (Fate::Same, Vec::new()),
            RowChange::Changed(fields) => (
                Fate::Changed,
                fields
                    .iter()
                    .map(|(field, was, is)| format!("{field}：{} → {}", or_none(was), or_none(is)))
                    .collect(),
            ),
        };
        let warnings = draft.warnings.iter().filter(|w| w.sheet == row.sheet && w.row == row.row);
        words.extend(warnings.map(|w| w.kind.sentence()));
        LookedRow {
            sheet: row.sheet.clone(),
            row: row.row,
            fate,
            room: row.room.to_string(),
            owners: row.owners.join("、"),
            area: zhangfang_domain::tariff::at_least(row.area, 2),
            words,
        }
    });
    rows.collect()
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "（空）" } else { text }
}

/// One line for a row however many problems it has.
fn refused(preview: &ImportPreview) -> Vec<LookedRow> {
    let mut rows: Vec<LookedRow> = Vec::new();
    for refusal in &preview.draft.refused {
        let seen = if refusal.value.is_empty() { String::new() } else { format!("“{}”", refusal.value) };
        let place = refusal.column_text();
        let words =
            format!("{place}{seen}{}{}", if place.is_empty() { "" } else { "：" }, refusal.reason.sentence());
        match rows.last_mut().filter(|last| last.row == refusal.row && last.sheet == refusal.sheet) {
            Some(last) => last.words.push(words),
            None => rows.push(LookedRow {
                sheet: refusal.sheet.clone(),
                row: refusal.row,
                fate: Fate::Refused,
                room: String::new(),
                owners: String::new(),
                area: String::new(),
                words: vec![words],
            }),
        }
    }
    rows
}

fn left_out(preview: &ImportPreview) -> Vec<LookedRow> {
    let blank = zhangfang_sheets::register::LeftOutKind::Blank;
    let rows = preview.draft.left_out.iter().filter(|left| left.kind != blank);
    rows.map(|left| LookedRow {
        sheet: left.sheet.clone(),
        row: left.row,
        fate: Fate::LeftOut,
        room: String::new(),
        owners: String::new(),
        area: String::new(),
        words: vec![left.kind.sentence().to_owned()],
    })
    .collect()
}
