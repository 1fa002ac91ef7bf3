//! Plain lists: columns found by their headings, one thing a row (meters, readings). Registers have richer headings
//! and are read by `register`.

use crate::error::SheetError;
use crate::grid::{Cell, Grid, column_letters};
use crate::register::values::{Handover, handover, says_nothing};
use crate::workbook::{Limits, Workbook};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::text::folded;

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Its headings, the usual one first; spaces and anything in brackets are left aside.
    pub headings: &'static [&'static str],
    /// Whether a list without it cannot be read.
    pub required: bool,
}

/// A list as found.
#[derive(Clone, Debug)]
pub struct List {
    /// The sheet.
    pub sheet: String,
    headings: Vec<Option<(u32, String)>>,
    /// The rows with anything in a wanted column: row number and one cell for each wanted column.
    pub rows: Vec<(u32, Vec<Cell>)>,
}

/// Why a row of a list is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListReason {
    /// Nothing stands where something must.
    Missing,
    /// Not a number, or below nothing.
    NotANumber,
    /// No known form of a day.
    NotADay,
    /// Neither yes nor no.
    NotYesOrNo,
    /// Not one of the known words.
    UnknownWord,
    /// A failed formula.
    CellError,
}

/// A cell that keeps its row out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRefusal {
    /// The row, counted as people see it.
    pub row: u32,
    /// The column: `C 本期读数`; its usual heading alone when the list has no such column.
    pub column: String,
    /// The value as seen.
    pub value: String,
    /// Why.
    pub reason: ListReason,
}

impl ListReason {
    /// A stable word for it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotANumber => "not-a-number",
            Self::NotADay => "not-a-day",
            Self::NotYesOrNo => "not-yes-or-no",
            Self::UnknownWord => "unknown-word",
            Self::CellError => "cell-error",
        }
    }
}

/// How far down headings are looked for.
const DEEPEST_HEADER: u32 = 20;

/// Finds a list in a file: the first sheet with a row that has every required heading.
///
/// # Errors
/// Of [`Workbook::read`]; [`SheetError::NoList`] names the headings that would be needed.
pub fn read(bytes: &[u8], file_name: &str, wanted: &[Wanted]) -> Result<List, SheetError> {
    let book = Workbook::read(bytes, file_name, &Limits::default())?;
    let found = book.sheets.iter().filter(|g| !g.hidden).find_map(|grid| {
        let rows = 1..=grid.height().min(DEEPEST_HEADER);
        rows.filter_map(|row| Some((row, header(grid, row, wanted)?))).next().map(|(r, h)| (grid, r, h))
    });
    let Some((grid, header_row, headings)) = found else {
        let needed = wanted.iter().filter(|w| w.required).map(|w| w.headings[0]).collect();
        return Err(SheetError::NoList { needed });
    };
    let mut rows = Vec::new();
    for row in header_row + 1..=grid.height() {
        let cell = |place: &Option<(u32, String)>| match place {
            Some((column, _)) => grid.cell(row, *column).clone(),
            None => Cell::Empty,
        };
        let cells: Vec<Cell> = headings.iter().map(cell).collect();
        if cells.iter().any(|c| !c.is_empty()) {
            rows.push((row, cells));
        }
    }
    Ok(List { sheet: grid.name.clone(), headings, rows })
}

fn header(grid: &Grid, row: u32, wanted: &[Wanted]) -> Option<Vec<Option<(u32, String)>>> {
    let plain = |text: &str| -> String {
        let text = folded(text);
        text.split(['(', '（']).next().unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect()
    };
    let filled: Vec<(u32, String)> =
        grid.filled(row).map(|(c, cell)| (c, plain(&cell.to_string()))).collect();
    let place = |w: &Wanted| filled.iter().find(|(_, text)| w.headings.contains(&text.as_str())).cloned();
    let places: Vec<_> = wanted.iter().map(place).collect();
    wanted.iter().zip(&places).all(|(w, p)| p.is_some() || !w.required).then_some(places)
}

impl List {
    /// A refusal of a cell of row `at` (counted in [`List::rows`]), `column` as wanted.
    #[must_use]
    pub fn refusal(&self, at: usize, column: usize, wanted: &[Wanted], reason: ListReason) -> ListRefusal {
        let (row, cells) = &self.rows[at];
        let name = match &self.headings[column] {
            Some((letters, heading)) => format!("{} {heading}", column_letters(*letters)),
            None => wanted[column].headings[0].to_owned(),
        };
        ListRefusal { row: *row, column: name, value: cells[column].to_string(), reason }
    }
}

/// A short text.
///
/// # Errors
/// [`ListReason::CellError`].
pub fn text(cell: &Cell) -> Result<Option<String>, ListReason> {
    if let Cell::Error(_) = cell {
        return Err(ListReason::CellError);
    }
    let text = folded(&cell.to_string());
    Ok((!says_nothing(&text)).then_some(text))
}

/// A number of at least nothing; a comma may only separate thousands.
///
/// # Errors
/// [`ListReason::NotANumber`], [`ListReason::CellError`].
pub fn number(cell: &Cell) -> Result<Option<Decimal>, ListReason> {
    let value = match (cell, text(cell)?) {
        (_, None) => return Ok(None),
        (Cell::Number(number), _) => Some(*number),
        (Cell::Date(_), _) => None,
        (_, Some(text)) => plain_number(&text),
    };
    value.filter(|v| *v >= Decimal::ZERO).map(|v| Some(v.normalize())).ok_or(ListReason::NotANumber)
}

fn plain_number(text: &str) -> Option<Decimal> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let separated = whole.contains(',');
    let grouped = !separated || ((1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3));
    let digits = whole.replace(',', "");
    let figures = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    (grouped && figures(&digits) && figures(part)).then(|| format!("{digits}.{part}").parse().ok())?
}

/// A day in any written form.
///
/// # Errors
/// [`ListReason::NotADay`], [`ListReason::CellError`].
pub fn day(cell: &Cell) -> Result<Option<NaiveDate>, ListReason> {
    if text(cell)?.is_none() {
        return Ok(None);
    }
    match handover(cell, false, NaiveDate::MAX) {
        Ok(Handover::Day(day)) => Ok(Some(day)),
        _ => Err(ListReason::NotADay),
    }
}

/// A tick: 是, √, Y, 1, or the word itself; nothing and 否 mean no.
///
/// # Errors
/// [`ListReason::NotYesOrNo`], [`ListReason::CellError`].
pub fn tick(cell: &Cell, word: &str) -> Result<bool, ListReason> {
    match text(cell)?.map(|t| t.to_uppercase()).as_deref() {
        None | Some("否" | "N" | "0" | "FALSE") => Ok(false),
        Some("是" | "√" | "✓" | "✔" | "Y" | "1" | "TRUE") => Ok(true),
        Some(other) if other == word => Ok(true),
        Some(_) => Err(ListReason::NotYesOrNo),
    }
}
