//! Workbooks of readings: every row judged, then taken in as one act, taken back as one.

use crate::session::Session;
use crate::wire::{Answer, day};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::reading_check::Doubt;
use zhangfang_office::metering::intake::{ReadingFile, ReadingPreview, RowFate};
use zhangfang_office::sentence;

/// What a workbook of readings comes to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/intake.ts")]
pub struct ReadingsRead {
    /// The sheet.
    pub sheet: String,
    /// Rows that would be noted.
    pub kept: usize,
    /// Rows the book knows already.
    pub same: usize,
    /// Rows refused.
    pub refused: usize,
    /// Rows to look at.
    pub problems: Vec<RowProblem>,
    /// Meters that hang and have no row: number and room.
    pub missing: Vec<(String, String)>,
}

/// A row to look at.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/intake.ts")]
pub struct RowProblem {
    /// Its row.
    pub row: u32,
    /// The meter and the room, or the column.
    pub what: String,
    /// What stands there.
    pub value: String,
    /// What is wrong.
    pub why: String,
    /// Whether a person may take it all the same.
    pub acceptable: bool,
    /// Whether a person did.
    pub accepted: bool,
}

fn why(fate: &RowFate) -> Option<String> {
    let said = |doubts: &[Doubt]| doubts.iter().map(sentence::reading_doubt).collect::<Vec<_>>().join("；");
    match fate {
        RowFate::Kept | RowFate::Same => None,
        RowFate::Accepted(doubts) | RowFate::Doubtful(doubts) => Some(said(doubts)),
        RowFate::UnknownMeter => Some("没有这块表，请先在“表”里登记".to_owned()),
        RowFate::Twice(rows) => {
            let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
            Some(format!("与第 {} 行是同一块表，请只留一行", rows.join("、")))
        }
    }
}

fn view(preview: &ReadingPreview) -> ReadingsRead {
    let mut problems: Vec<RowProblem> = preview
        .unreadable
        .iter()
        .map(|r| RowProblem {
            row: r.row,
            what: r.column.clone(),
            value: r.value.clone(),
            why: r.reason.sentence().to_owned(),
            acceptable: false,
            accepted: false,
        })
        .collect();
    problems.extend(preview.rows.iter().filter_map(|r| {
        Some(RowProblem {
            row: r.row.row,
            what: format!("{} {}", r.row.meter, r.room),
            value: r.row.value.to_string(),
            why: why(&r.fate)?,
            acceptable: r.fate.can_be_accepted(),
            accepted: matches!(r.fate, RowFate::Accepted(_)),
        })
    }));
    problems.sort_by_key(|p| p.row);
    ReadingsRead {
        sheet: preview.sheet.clone(),
        kept: preview.kept(),
        same: preview.same(),
        refused: preview.refused(),
        problems,
        missing: preview.missing.clone(),
    }
}

/// Looks at a workbook of readings. Nothing is written.
///
/// # Errors
/// Of [`zhangfang_office::Office::preview_readings`].
#[tauri::command(async)]
pub fn meter_check_file(
    file: u32,
    on: &str,
    accept: Vec<String>,
    session: State<'_, Session>,
) -> Answer<ReadingsRead> {
    let (contents, on) = (session.tray.read(file)?, day(on)?);
    let today = session.host().today();
    let file = ReadingFile {
        name: &contents.name,
        bytes: &contents.bytes,
        day: Some(on),
        accept: &accept,
        reason: "",
    };
    session.with(|office| Ok(view(&office.preview_readings(&file, today)?)))
}

/// Takes a workbook of readings in as one act. Answers the number of the import and how many were noted.
///
/// # Errors
/// Of [`zhangfang_office::Office::import_readings`].
#[tauri::command(async)]
pub fn meter_take_file(
    file: u32,
    on: &str,
    accept: Vec<String>,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<(u32, usize)> {
    let (contents, on, occasion) = (session.tray.read(file)?, day(on)?, session.occasion(key));
    let file =
        ReadingFile { name: &contents.name, bytes: &contents.bytes, day: Some(on), accept: &accept, reason };
    let taken = session.with(|office| Ok(office.import_readings(&file, &occasion)?.value))?;
    Ok((u32::try_from(taken.import).unwrap_or_default(), taken.kept))
}

/// An import of readings.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/intake.ts")]
pub struct ReadingImport {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// When.
    pub at: String,
    /// Name of the file.
    pub file: String,
    /// Rows noted.
    #[ts(type = "number")]
    pub accepted: i64,
    /// Rows refused.
    #[ts(type = "number")]
    pub refused: i64,
    /// Whether it was taken back.
    pub undone: bool,
}

/// The imports of readings, newest first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn meter_imports(session: State<'_, Session>) -> Answer<Vec<ReadingImport>> {
    let imports = session.with(|office| Ok(office.reading_imports()?))?;
    let line = |i: zhangfang_office::register::ImportRecord| ReadingImport {
        id: i.id,
        at: i.at,
        file: i.file_name,
        accepted: i.accepted,
        refused: i.refused,
        undone: i.undone_by.is_some(),
    };
    Ok(imports.into_iter().map(line).collect())
}

/// Takes an import of readings back.
///
/// # Errors
/// Of [`zhangfang_office::Office::undo_readings`].
#[tauri::command(async)]
pub fn meter_undo_file(
    import: u32,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<usize> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.undo_readings(i64::from(import), reason, &occasion)?.value))
}
