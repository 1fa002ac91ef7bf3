//! A statement of a bank or wallet (银行流水、微信和支付宝账单), read as a dry run.
//!
//! The header is found by its words, wherever preamble lines put it; a person may say which column is which. Every
//! filled row below it is a line, a named fault, or left out because it moved no money.

mod cells;
mod layout;

pub use layout::{Field, Layout, LayoutError};

use crate::error::{Heading, SheetError};
use crate::grid::{Grid, column_letters};
use crate::register::fingerprint;
use crate::workbook::{Limits, Workbook};
use cells::{Moved, plain};
use chrono::NaiveDate;
use zhangfang_domain::Fen;

/// What a statement would bring in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementDraft {
    /// The sheet read.
    pub sheet: String,
    /// Which columns were used.
    pub layout: Layout,
    /// Mark of the headings, by which a layout is remembered.
    pub fingerprint: String,
    /// Every headed column: letters, heading, what it is read as.
    pub columns: Vec<(String, String, Option<Field>)>,
    /// The lines, in order of the file.
    pub lines: Vec<StatementRow>,
    /// What keeps rows out; several when a row has several problems.
    pub faults: Vec<Fault>,
    /// Rows that moved no money, with why.
    pub left_out: Vec<(u32, LeftOut)>,
}

/// One line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// Its row (1-based).
    pub row: u32,
    /// Day of booking.
    pub day: NaiveDate,
    /// Money in, negative for money out; never zero.
    pub fen: Fen,
    /// The other side; may be empty.
    pub payer: String,
    /// Remarks, joined by a space; may be empty.
    pub remark: String,
    /// The number of the movement; may be empty.
    pub reference: String,
}

/// What keeps a row out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its row (1-based).
    pub row: u32,
    /// The column as a person looks for it: `C 金额`.
    pub column: String,
    /// The value as seen.
    pub value: String,
    /// Why.
    pub reason: FaultReason,
}

/// Why a row cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultReason {
    /// No day.
    DayMissing,
    /// No readable day.
    DayUnreadable,
    /// No amount.
    AmountMissing,
    /// No readable amount.
    AmountUnreadable,
    /// Money in and money out on one line.
    TwoAmounts,
    /// Neither income nor expense.
    DirectionUnreadable,
}

impl FaultReason {
    /// A stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DayMissing => "day-missing",
            Self::DayUnreadable => "day-unreadable",
            Self::AmountMissing => "amount-missing",
            Self::AmountUnreadable => "amount-unreadable",
            Self::TwoAmounts => "two-amounts",
            Self::DirectionUnreadable => "direction-unreadable",
        }
    }
}

/// Why a row moved no money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// A sum.
    Total,
    /// A note or a rule.
    Note,
    /// Neither in nor out, such as money moved between one's own wallets.
    Neutral,
    /// Closed, failed or wholly refunded.
    NotSettled,
}

/// Reads a statement. `layout` is what a person said or what is remembered for these headings.
///
/// # Errors
/// [`SheetError`] when the file cannot be read; [`SheetError::NoHeader`], with the headings, when no row has a day and
/// an amount.
pub fn read_statement(
    bytes: &[u8],
    file_name: &str,
    layout: impl FnOnce(&str) -> Option<Layout>,
) -> Result<StatementDraft, SheetError> {
    let book = Workbook::read(bytes, file_name, &Limits::default())?;
    let visible = book.sheets.iter().filter(|g| !g.hidden);
    let found = visible.clone().find_map(|grid| Some((grid, layout::find(grid)?)));
    let grid = match &found {
        Some((grid, _)) => grid,
        None => visible.max_by_key(|g| g.height()).ok_or(SheetError::Empty)?,
    };
    let header = found.as_ref().map_or_else(|| layout::likeliest(grid), |(_, layout)| layout.header);
    let headings: Vec<Heading> = grid
        .filled(header)
        .map(|(column, cell)| Heading { column, text: cell.to_string().trim().to_owned() })
        .collect();
    let mark = fingerprint(&headings.iter().map(|h| h.text.as_str()).collect::<Vec<_>>());
    let layout = layout(&mark).or(found.map(|(_, layout)| layout));
    let Some(layout) = layout else {
        return Err(SheetError::NoHeader { sheet: grid.name.clone(), row: header, headings });
    };
    let mut draft = StatementDraft {
        sheet: grid.name.clone(),
        fingerprint: mark,
        columns: headings
            .iter()
            .map(|h| (column_letters(h.column), h.text.clone(), layout.field_of(h.column)))
            .collect(),
        layout,
        lines: Vec::new(),
        faults: Vec::new(),
        left_out: Vec::new(),
    };
    let rows = draft.layout.header + 1..=grid.height();
    rows.for_each(|row| read_row(grid, row, &mut draft));
    Ok(draft)
}

fn read_row(grid: &Grid, row: u32, draft: &mut StatementDraft) {
    if grid.filled(row).next().is_none() {
        return;
    }
    let layout = draft.layout.clone();
    let reader = cells::Reader { grid, row, layout: &layout };
    if let Some(kind) = reader.moves_nothing() {
        draft.left_out.push((row, kind));
        return;
    }
    let (day, moved) = (reader.day(), reader.moved());
    if let Ok(Moved::Nothing) = moved {
        draft.left_out.push((row, LeftOut::Neutral));
        return;
    }
    let fault = |(column, reason): (Option<u32>, FaultReason)| {
        let heading = |c: u32| format!("{} {}", column_letters(c), plain(grid.cell(layout.header, c)));
        let value = column.map(|c| plain(grid.cell(row, c))).unwrap_or_default();
        Fault { row, column: column.map(heading).unwrap_or_default(), value, reason }
    };
    match (day, moved) {
        (Ok(day), Ok(Moved::Money(fen))) => draft.lines.push(StatementRow {
            row,
            day,
            fen,
            payer: reader.text(Field::Payer),
            remark: reader.text(Field::Remark),
            reference: reader.text(Field::Reference),
        }),
        (day, moved) => draft.faults.extend(day.err().into_iter().chain(moved.err()).map(fault)),
    }
}
