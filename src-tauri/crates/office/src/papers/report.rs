//! Reports of the analysis on paper: any table that can be a workbook can be a sheet.

use super::Paper;
use super::lists::head;
use crate::export::{self, Value};
use crate::{Occasion, Office, Result};
use zhangfang_documents::FontSet;
use zhangfang_documents::arrears_list::ListHead;
use zhangfang_documents::pen::Align;
use zhangfang_documents::report::{Part, Report};
use zhangfang_documents::table::{Column, Row, Table};

/// A table as it is printed: figures to the right, columns as wide as what stands in them, sums set apart.
pub(super) fn printed(table: &export::Table) -> Table {
    let cells: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let column = |(nth, title): (usize, &String)| {
        let texts = cells.iter().filter_map(|row| row.get(nth)).chain([title]);
        let widest = texts.map(|text| width(text)).max().unwrap_or_default();
        let figures = table
            .rows
            .iter()
            .filter_map(|row| row.get(nth))
            .any(|value| matches!(value, Value::Amount(_) | Value::Integer(_) | Value::Decimal(_)));
        Column::new(title, widest.clamp(6, 36), if figures { Align::Right } else { Align::Left })
    };
    let mut printed = Table::new(table.headings.iter().enumerate().map(column).collect::<Vec<_>>());
    // Words stand clear of the figures before them.
    let after_figures: Vec<bool> = (0..printed.columns.len())
        .map(|n| {
            n > 0 && printed.columns[n].align == Align::Left && printed.columns[n - 1].align == Align::Right
        })
        .collect();
    let clear = |(n, text): (usize, String)| if after_figures[n] { format!("　{text}") } else { text };
    for (n, column) in printed.columns.iter_mut().enumerate() {
        column.title = clear((n, std::mem::take(&mut column.title)));
    }
    let cells = cells.into_iter().map(|row| row.into_iter().enumerate().map(clear).collect::<Vec<_>>());
    let row = |cells: Vec<String>| if cells[0] == "合计" { Row::total(cells) } else { Row::line(cells) };
    printed.rows = cells.map(row).collect();
    printed
}

fn cell(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Amount(fen) => fen.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Integer(n) => n.to_string(),
    }
}

/// How wide a text stands; a Chinese character counts as two.
fn width(text: &str) -> i32 {
    let count: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    i32::try_from(count).unwrap_or(i32::MAX)
}

pub(super) fn report_head(
    office: &Office,
    kind: &str,
    title: &str,
    purpose: &str,
    occasion: &Occasion,
) -> Result<ListHead> {
    Ok(ListHead { purpose: purpose.to_owned(), ..head(office, kind, title, occasion)? })
}

/// A table of the analysis on paper, with notes under it.
///
/// # Errors
/// Document and store errors.
pub fn report(
    office: &Office,
    fonts: &FontSet,
    table: &export::Table,
    notes: &[&str],
    occasion: &Occasion,
) -> Result<Paper> {
    let (title, subtitle) = table.title.split_once(' ').unwrap_or((&table.title, ""));
    let mut parts = vec![Part::Table(printed(table))];
    parts.extend(notes.iter().map(|note| Part::Note((*note).to_owned())));
    let report = Report {
        head: report_head(office, "FX", title, "催缴分析", occasion)?,
        title: title.to_owned(),
        subtitle: format!("{subtitle}　单位：元").trim_start().to_owned(),
        parts,
    };
    let bytes = zhangfang_documents::report::rendered(fonts, &report)?;
    Ok(Paper { file_name: format!("{title}-{}.pdf", occasion.today), bytes, count: 1 })
}
