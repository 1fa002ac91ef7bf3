//! An owner register (业主台账) as offices keep it, read as a dry run.
//!
//! Every filled row ends up in exactly one place: read ([`RegisterRow`]), refused with its reason
//! ([`Refusal`]), or left out because it is no home ([`LeftOut`]). Nothing is guessed; what was read but
//! deserves a look is a [`Warning`]. Columns that must not be collected (domain section 2.9) are never read.

mod field;
mod header;
mod mapping;
mod reason;
mod rows;
pub(crate) mod values;

pub use field::Field;
pub use mapping::{Mapping, MappingError, fingerprint};
pub use reason::RefusalReason;

use crate::error::SheetError;
use crate::grid::{Grid, column_letters};
use crate::workbook::{Limits, Workbook};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::Fen;
use zhangfang_domain::room::RoomNo;

/// How to read a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Columns said by a person or remembered; found from the headings when `None`.
    pub mapping: Option<Mapping>,
    /// The sheet to read; chosen by its looks when `None`.
    pub sheet: Option<String>,
    /// Handover days after this one are refused.
    pub today: NaiveDate,
    /// The building of rooms without one, for an office with a single building.
    pub default_building: Option<String>,
    /// The unit of rooms without one; 1 when `None`.
    pub default_unit: Option<u16>,
    /// Whether to keep the last four of identity numbers, for letters (domain section 2.9).
    pub collect_id_tail: bool,
    /// Bounds on the file.
    pub limits: Limits,
}

impl Options {
    /// Everything found from the file itself.
    #[must_use]
    pub fn new(today: NaiveDate) -> Self {
        Self {
            mapping: None,
            sheet: None,
            today,
            default_building: None,
            default_unit: None,
            collect_id_tail: false,
            limits: Limits::default(),
        }
    }
}

/// What a register would bring in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterDraft {
    /// The first sheet read.
    pub sheet: String,
    /// All sheets read: further ones have the same headings, such as a sheet for each building.
    pub sheets: Vec<String>,
    /// First and last header row (1-based); 0 and 0 when mapped by hand without one.
    pub header_rows: (u32, u32),
    /// Which columns were used.
    pub mapping: Mapping,
    /// [`fingerprint`] of the headings.
    pub fingerprint: String,
    /// Every headed column and what became of it.
    pub columns: Vec<ColumnUse>,
    /// The homes.
    pub rows: Vec<RegisterRow>,
    /// What was refused; several entries when a row has several problems.
    pub refused: Vec<Refusal>,
    /// Rows that are no homes.
    pub left_out: Vec<LeftOut>,
    /// What was read but deserves a look.
    pub warnings: Vec<Warning>,
}

/// A headed column and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnUse {
    /// 1-based column.
    pub column: u32,
    /// Its heading; both rows joined with `/` under a merged heading.
    pub heading: String,
    /// What became of it.
    pub role: ColumnRole,
}

impl ColumnUse {
    /// Its letters, `A`.
    #[must_use]
    pub fn letters(&self) -> String {
        column_letters(self.column)
    }
}

/// What became of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    /// Read.
    Read(Field),
    /// Ignored: must not be collected (domain section 2.9).
    NotCollected,
    /// Ignored: remarks hold what nobody agreed to keep.
    Remark,
    /// Ignored: another column already gives this field.
    Second(Field),
    /// Ignored: no known heading. A person may map it.
    Unmapped,
}

/// One home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// Its sheet.
    pub sheet: String,
    /// Its row (1-based).
    pub row: u32,
    /// The room.
    pub room: RoomNo,
    /// The room cell as written.
    pub room_text: String,
    /// Owners in order; empty when the cell is.
    pub owners: Vec<String>,
    /// Phones in order.
    pub phones: Vec<String>,
    /// Area billed, square metres, above 0.
    pub area: Decimal,
    /// 套内面积, square metres.
    pub inner_area: Option<Decimal>,
    /// Day of handover.
    pub handover: Option<NaiveDate>,
    /// 入住, 空置 …
    pub status: Option<String>,
    /// 住宅, 商铺 …
    pub use_kind: Option<String>,
    /// Parking space.
    pub space: Option<String>,
    /// Number plate.
    pub plate: Option<String>,
    /// Arrears from before, more than nothing.
    pub arrears: Option<Fen>,
    /// Last four of the identity number, only when asked for.
    pub id_tail: Option<String>,
}

/// A problem that keeps a row out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its sheet.
    pub sheet: String,
    /// Its row (1-based).
    pub row: u32,
    /// The column, with its heading; `None` when the register has no such column.
    pub column: Option<RefusedColumn>,
    /// The value as seen.
    pub value: String,
    /// Why.
    pub reason: RefusalReason,
}

impl Refusal {
    /// The column as a person looks for it: `B 房号`; empty when the register has no such column.
    #[must_use]
    pub fn column_text(&self) -> String {
        self.column.as_ref().map(|c| format!("{} {}", c.letters, c.heading)).unwrap_or_default()
    }
}

/// The column of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedColumn {
    /// `B`.
    pub letters: String,
    /// `房号`.
    pub heading: String,
}

/// A row that is no home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its sheet.
    pub sheet: String,
    /// Its row (1-based).
    pub row: u32,
    /// What it is.
    pub kind: LeftOutKind,
}

/// What a row that is no home is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOutKind {
    /// Nothing on it, or nothing that is read.
    Blank,
    /// 小计, 合计.
    Total,
    /// The headings once more.
    RepeatedHeader,
    /// A building's name above its homes.
    Section,
    /// 说明, 制表, page numbers.
    Note,
}

/// Something read, or passed over, that deserves a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Its sheet.
    pub sheet: String,
    /// Its row (1-based).
    pub row: u32,
    /// The column (1-based), where there is one.
    pub column: Option<u32>,
    /// The value as seen.
    pub value: String,
    /// What about it.
    pub kind: WarningKind,
}

/// What deserves a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// Part of the phone cell is no phone; it was not taken.
    PhoneUnreadable,
    /// No owner given.
    OwnerMissing,
    /// The handover gives a month only; no day was taken.
    HandoverWithoutDay,
    /// No unit given though the building has several; 1 was taken.
    UnitAssumed,
    /// The same parking space as an earlier row.
    SpaceShared {
        /// That row.
        first_row: u32,
    },
    /// Another column seems to give the same field; it was not read.
    SecondColumn {
        /// The field.
        field: Field,
    },
}

/// Reads a register from a file's bytes.
///
/// # Errors
/// [`SheetError`] when the file or its headings cannot be read; problems of single rows are in the draft.
pub fn read_register(bytes: &[u8], file_name: &str, options: &Options) -> Result<RegisterDraft, SheetError> {
    draft(&Workbook::read(bytes, file_name, &options.limits)?, options)
}

/// Reads a register from a workbook already read.
///
/// # Errors
/// [`SheetError::NoHeader`] or [`SheetError::MissingColumns`], carrying the headings for mapping by hand.
pub fn draft(book: &Workbook, options: &Options) -> Result<RegisterDraft, SheetError> {
    let chosen = header::choose(book, options)?;
    let (first, layout) = chosen.first().ok_or(SheetError::Empty)?;
    let headings: Vec<&str> = layout.columns.iter().map(|column| column.heading.as_str()).collect();
    let mut draft = RegisterDraft {
        sheet: first.name.clone(),
        sheets: chosen.iter().map(|(grid, _)| grid.name.clone()).collect(),
        header_rows: layout.mapping.header_rows,
        mapping: layout.mapping.clone(),
        fingerprint: fingerprint(&headings),
        columns: layout.columns.clone(),
        rows: Vec::new(),
        refused: Vec::new(),
        left_out: Vec::new(),
        warnings: second_columns(first, layout),
    };
    rows::read(&chosen, options, &mut draft);
    Ok(draft)
}

fn second_columns(grid: &Grid, layout: &header::Layout) -> Vec<Warning> {
    let warning = |column: &ColumnUse| match column.role {
        ColumnRole::Second(field) => Some(Warning {
            sheet: grid.name.clone(),
            row: layout.mapping.header_rows.1,
            column: Some(column.column),
            value: column.heading.clone(),
            kind: WarningKind::SecondColumn { field },
        }),
        _ => None,
    };
    layout.columns.iter().filter_map(warning).collect()
}
