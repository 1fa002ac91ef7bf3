//! Lists as workbooks, the same way on every page.
//!
//! How a list gets its 导出 button, in three steps:
//! 1. beside the command that answers the list, say `counter_debtors`, stands `counter_export_debtors`. It takes the
//!    same filter, `purpose: &str` and `session`, builds a [`Table`] in Rust (a method of the office: what a list
//!    says belongs there; `Value` keeps money, days and numbers typed, text never becomes a formula), and ends with
//!    `export::save(&session, &purpose, table)`. List it in the handler and the capability like any command;
//! 2. on the page: `exportList("欠费清单", "counter_export_debtors", { filter })` of `components/export-list.js`. It asks
//!    what the list is for, lets the person choose the place, and says where the file went;
//! 3. nothing else: the last line with operator, time, business date and purpose (domain section 2.9) is added here.

use crate::host::FileKind;
use crate::session::Session;
use crate::wire::{Answer, Fail};
use std::path::{Path, PathBuf};
use zhangfang_office::export::Table;
use zhangfang_office::{OfficeError, Refusal};

/// Writes a list where the person says: `.xlsx`, or `.csv` when they name it so. Answers the path, or nothing when
/// they went back.
///
/// # Errors
/// [`Refusal::Unusable`] without a purpose; when the file cannot be written.
pub fn save(session: &Session, purpose: &str, mut table: Table) -> Answer<Option<String>> {
    let purpose = purpose.trim();
    if purpose.is_empty() {
        let (field, value, expected) = ("用途", String::new(), "这份表的用途，如 上报公司");
        return Err(OfficeError::from(Refusal::Unusable { field, value, expected }).into());
    }
    let (now, today) = (session.host().now().format("%Y-%m-%d %H:%M"), session.host().today());
    let operator = session.operator();
    table.footer = Some(format!("操作人 {operator}　导出时间 {now}　业务日期 {today}　用途 {purpose}"));
    let title = table.title.clone();
    let written = write(session, table)?;
    if written.is_some() {
        let occasion = session.occasion(None);
        session.with(|office| Ok(office.log_export(&title, purpose, &occasion)?))?;
    }
    Ok(written)
}

/// Writes a list whose last line says already who made it for what.
///
/// # Errors
/// When the file cannot be written.
pub fn write(session: &Session, table: Table) -> Answer<Option<String>> {
    let today = session.host().today();
    let name = format!("{}-{today}.xlsx", table.title.replace(['/', '\\', ':', ' '], "-"));
    let Some(path) = session.host().ask_save(FileKind::Table, &name) else { return Ok(None) };
    let path = with_ending(path);
    let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let bytes = if is_csv { table.to_csv() } else { table.to_xlsx().map_err(OfficeError::from)? };
    write_whole(&path, &bytes).map_err(|error| Fail::file("没有导出", &error))?;
    Ok(Some(path.display().to_string()))
}

/// A name typed without an ending is a workbook.
fn with_ending(path: PathBuf) -> PathBuf {
    let known = |ending: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
    if known("xlsx") || known("csv") {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".xlsx");
    name.into()
}

/// Writes a file whole or not at all: into a neighbour first, then renamed.
///
/// # Errors
/// When the place cannot be written to.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut neighbour = path.as_os_str().to_owned();
    neighbour.push(".part");
    let neighbour = PathBuf::from(neighbour);
    std::fs::write(&neighbour, bytes)
        .and_then(|()| std::fs::rename(&neighbour, path))
        .inspect_err(|_| drop(std::fs::remove_file(&neighbour)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_known_ending_is_a_workbook() {
        for (typed, written) in
            [("欠费", "欠费.xlsx"), ("a.XLSX", "a.XLSX"), ("a.csv", "a.csv"), ("3.2", "3.2.xlsx")]
        {
            assert_eq!(with_ending(typed.into()), PathBuf::from(written));
        }
    }
}
