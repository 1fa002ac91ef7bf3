//! A list of rooms with one number each: the coefficients, uses or fixed amounts by which a bill is shared out.

use crate::error::{Heading, SheetError};
use crate::grid::{Cell, Grid};
use crate::workbook::{Limits, Workbook};
use rust_decimal::Decimal;

/// What one row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightRow {
    /// 1-based row in the sheet.
    pub row: u32,
    /// The room as it stands there.
    pub room: String,
    /// The number; what stands there instead where it is none or negative.
    pub weight: Result<Decimal, String>,
}

/// The headings a column of numbers may have.
const NUMBERS: [&str; 6] = ["系数", "用量", "定额", "金额", "权重", "分摊系数"];

/// Reads `房号` and one of `系数`, `用量`, `定额`, `金额` from the first sheet that has both. Rows without a room are
/// passed over, so that a line with the total does no harm.
///
/// # Errors
/// [`SheetError`], [`SheetError::NoHeader`] when no sheet has both columns.
pub fn read_weights(bytes: &[u8], file_name: &str) -> Result<Vec<WeightRow>, SheetError> {
    let book = Workbook::read(bytes, file_name, &Limits::default())?;
    for sheet in &book.sheets {
        if let Some((head, room, number)) = columns(sheet) {
            return Ok(rows(sheet, head, room, number));
        }
    }
    let sheet = &book.sheets[0];
    let headings = sheet.filled(1).map(|(column, cell)| Heading { column, text: cell.to_string() }).collect();
    Err(SheetError::NoHeader { sheet: sheet.name.clone(), row: 1, headings })
}

fn columns(sheet: &Grid) -> Option<(u32, u32, u32)> {
    (1..=sheet.height().min(10)).find_map(|row| {
        let find = |wanted: &[&str]| {
            sheet.filled(row).find_map(|(column, cell)| {
                let heading = cell.to_string();
                wanted.iter().any(|w| heading.trim().starts_with(w)).then_some(column)
            })
        };
        Some((row, find(&["房号"])?, find(&NUMBERS)?))
    })
}

fn rows(sheet: &Grid, head: u32, room: u32, number: u32) -> Vec<WeightRow> {
    let numbered = (head + 1..=sheet.height()).filter(|row| !sheet.cell(*row, room).is_empty());
    numbered
        .map(|row| {
            let cell = sheet.cell(row, number);
            let read = match cell {
                Cell::Number(n) => Some(*n),
                Cell::Text(text) => zhangfang_domain::text::folded(text).parse().ok(),
                _ => None,
            };
            let weight = read.filter(|n| *n >= Decimal::ZERO).ok_or_else(|| cell.to_string());
            WeightRow { row, room: sheet.cell(row, room).to_string(), weight }
        })
        .collect()
}
