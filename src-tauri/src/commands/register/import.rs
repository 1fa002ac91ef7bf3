//! The register from a workbook: the dry run on screen, the yes, the way back.

use crate::jobs::Step;
use crate::session::Session;
use crate::tray::Contents;
use crate::wire::{Amount, Answer};
use serde::{Deserialize, Serialize};
use tauri::State;
use tauri::ipc::Channel;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_office::register::RegisterFile;
use zhangfang_office::register::look::{self, Fate, Look, LookedRow, SaidColumns};

/// The columns as the person named them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export, export_to = "register/import.ts")]
pub struct NamedColumns {
    /// First header row.
    pub header_first: u32,
    /// Last header row.
    pub header_last: u32,
    /// First row of data.
    pub data: u32,
    /// Letters of a column and the field it feeds; an empty field is not read.
    pub columns: Vec<(String, String)>,
}

impl NamedColumns {
    fn of(said: &SaidColumns) -> Self {
        let (header_first, header_last) = said.header;
        Self { header_first, header_last, data: said.data, columns: said.columns.clone() }
    }

    fn said(self) -> SaidColumns {
        SaidColumns { header: (self.header_first, self.header_last), data: self.data, columns: self.columns }
    }
}

/// A column of the workbook.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/import.ts")]
pub struct WorkbookColumn {
    /// `B`.
    pub letters: String,
    /// Its heading.
    pub heading: String,
    /// The field it is read as; empty when it is not read.
    pub field: String,
    /// What became of it.
    pub role: String,
    /// Whether it must not be collected.
    pub forbidden: bool,
}

/// A row of the workbook.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/import.ts")]
pub struct ImportRow {
    /// Its sheet.
    pub sheet: String,
    /// Its row.
    pub row: u32,
    /// `new`, `changed`, `same`, `refused` or `left-out`.
    #[ts(type = r#""new" | "changed" | "same" | "refused" | "left-out""#)]
    pub fate: &'static str,
    /// The room, when it was read.
    pub room: String,
    /// Owners.
    pub owners: String,
    /// Area.
    pub area: String,
    /// Why it is refused, what would change, what deserves a look.
    pub words: Vec<String>,
}

impl From<LookedRow> for ImportRow {
    fn from(row: LookedRow) -> Self {
        let fate = match row.fate {
            Fate::New => "new",
            Fate::Changed => "changed",
            Fate::Same => "same",
            Fate::Refused => "refused",
            Fate::LeftOut => "left-out",
        };
        let LookedRow { sheet, row, room, owners, area, words, .. } = row;
        Self { sheet, row, fate, room, owners, area, words }
    }
}

/// What the import of a workbook would do.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/import.ts")]
pub struct ImportLook {
    /// What is wrong with the headings; then somebody has to name the columns.
    pub problem: Option<String>,
    /// Header rows, data row and what each column is read as.
    pub named: NamedColumns,
    /// Every headed column.
    pub columns: Vec<WorkbookColumn>,
    /// What a column may be read as: field and label.
    pub fields: Vec<(String, String)>,
    /// Every row that is more than blank.
    pub rows: Vec<ImportRow>,
    /// Opening arrears that would be charged.
    pub opening: Amount,
    /// Homes that owe them.
    pub opening_homes: usize,
    /// Their due date.
    pub opening_due: String,
}

impl ImportLook {
    fn of(look: Look) -> Self {
        let column = |c: look::HeadedColumn| WorkbookColumn {
            letters: c.letters,
            heading: c.heading,
            field: c.field.to_owned(),
            role: c.role,
            forbidden: c.forbidden,
        };
        let preview = look.preview.as_ref();
        Self {
            problem: look.problem,
            named: NamedColumns::of(&look.columns),
            columns: look.headed.into_iter().map(column).collect(),
            fields: look::fields().map(|(key, label)| (key.to_owned(), label.to_owned())).collect(),
            rows: look.rows.into_iter().map(ImportRow::from).collect(),
            opening: preview.map_or(Fen::ZERO, |p| p.opening).into(),
            opening_homes: preview.map_or(0, |p| p.opening_homes),
            opening_due: preview.map(|p| p.opening_due.to_string()).unwrap_or_default(),
        }
    }
}

fn with_file<T>(
    file: &Contents,
    named: Option<NamedColumns>,
    change_existing: bool,
    work: impl FnOnce(&RegisterFile<'_>) -> Answer<T>,
) -> Answer<T> {
    let mapping = named.map(|named| named.said().text()).transpose()?;
    work(&RegisterFile { name: &file.name, bytes: &file.bytes, mapping: mapping.as_deref(), change_existing })
}

/// Looks at a workbook; nothing is written.
///
/// # Errors
/// When it is no workbook; when the columns named cannot be used.
#[tauri::command(async)]
pub fn register_look(
    file: u32,
    named: Option<NamedColumns>,
    session: State<'_, Session>,
) -> Answer<ImportLook> {
    let (file, today) = (session.tray.read(file)?, session.host().today());
    with_file(&file, named, false, |file| {
        session.with(|office| Ok(ImportLook::of(office.look_at_register(file, today)?)))
    })
}

/// What an import did.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/import.ts")]
pub struct ImportDone {
    /// Its number.
    pub import: u32,
    /// Homes added.
    pub added: usize,
    /// Homes changed.
    pub changed: usize,
    /// Rows that said what the book says.
    pub unchanged: usize,
    /// Rows refused.
    pub refused: usize,
    /// Opening arrears charged.
    pub opening: Amount,
}

/// Takes a workbook in as one act.
///
/// # Errors
/// Of [`register_look`]; when there is nothing to take in; `cancelled`.
#[tauri::command(async)]
pub fn register_import(
    file: u32,
    named: Option<NamedColumns>,
    change_existing: bool,
    key: Option<String>,
    job: &str,
    steps: Channel<Step>,
    session: State<'_, Session>,
) -> Answer<ImportDone> {
    let file = session.tray.read(file)?;
    let occasion = session.occasion(key);
    let mut watched = session.jobs.begin(job, steps);
    with_file(&file, named, change_existing, |file| {
        let done = session.with(|office| Ok(office.import(file, &occasion, &mut watched)?.value))?;
        Ok(ImportDone {
            import: u32::try_from(done.import).unwrap_or_default(),
            added: done.added,
            changed: done.changed,
            unchanged: done.unchanged,
            refused: done.refused,
            opening: done.opening.into(),
        })
    })
}

/// An import of the past.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/import.ts")]
pub struct ImportLine {
    /// Its number.
    pub import: u32,
    /// When.
    pub at: String,
    /// Name of the file.
    pub file: String,
    /// Homes added and changed.
    pub accepted: u32,
    /// Rows refused.
    pub refused: u32,
    /// Whether it was taken back.
    pub undone: bool,
}

/// Imports, newest first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn register_imports(session: State<'_, Session>) -> Answer<Vec<ImportLine>> {
    let number = |n: i64| u32::try_from(n).unwrap_or_default();
    session.with(|office| {
        let imports = office.imports()?.into_iter().map(|import| ImportLine {
            import: number(import.id),
            at: import.at.replace('T', " ").chars().take(16).collect(),
            file: import.file_name,
            accepted: number(import.accepted),
            refused: number(import.refused),
            undone: import.undone_by.is_some(),
        });
        Ok(imports.collect())
    })
}

/// Takes an import back. Answers how many homes are as before it.
///
/// # Errors
/// When one of its homes was used since; without a reason.
#[tauri::command(async)]
pub fn register_undo_import(
    import: u32,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<usize> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.undo_import(i64::from(import), reason, &occasion)?.value))
}
