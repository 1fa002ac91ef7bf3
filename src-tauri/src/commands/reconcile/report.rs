//! 对账表: a statement held against the book.

use crate::export;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, day};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_office::papers::{self, Paper};
use zhangfang_office::reconciliation::ReconciliationReport;

/// A statement held against the book.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct ReconciliationView {
    /// The lines by kind: name, count, money in, money out.
    pub kinds: Vec<(String, usize, Amount, Amount)>,
    /// Money in by the statement.
    pub statement_in: Amount,
    /// Money out by the statement.
    pub statement_out: Amount,
    /// Receipts of the method.
    pub book_in: Amount,
    /// Refunds and returned deposits of the method.
    pub book_out: Amount,
    /// Statement less book.
    pub difference: Amount,
    /// Why they differ: day, what, how much.
    pub differences: Vec<(String, String, Amount)>,
}

impl From<ReconciliationReport> for ReconciliationView {
    fn from(r: ReconciliationReport) -> Self {
        let kinds = r.kinds.iter().filter(|k| k.lines > 0);
        let differences = r.differences.into_iter();
        Self {
            kinds: kinds
                .map(|k| (k.kind.to_owned(), k.lines, k.incoming.into(), k.outgoing.into()))
                .collect(),
            statement_in: r.statement_in.into(),
            statement_out: r.statement_out.into(),
            book_in: r.book_in.into(),
            book_out: r.book_out.into(),
            difference: r.difference.into(),
            differences: differences.map(|d| (d.day.to_string(), d.what, d.amount.into())).collect(),
        }
    }
}

/// Holds the statement of an account against the book on the days from–to.
///
/// # Errors
/// Of [`zhangfang_office::Office::reconciliation`].
#[tauri::command(async)]
pub fn reconcile_report(
    account: &str,
    from: &str,
    to: &str,
    session: State<'_, Session>,
) -> Answer<ReconciliationView> {
    let (from, to) = (day(from)?, day(to)?);
    session.with(|office| Ok(office.reconciliation(account, from, to)?.into()))
}

/// 对账表 as a paper.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn reconcile_paper(
    account: &str,
    from: &str,
    to: &str,
    session: State<'_, Session>,
) -> Answer<PaperHandle> {
    let (from, to, occasion) = (day(from)?, day(to)?, session.occasion(None));
    let bytes = session.with_fonts(|office, fonts| {
        let report = office.reconciliation(account, from, to)?;
        Ok(papers::reconciliation(office, fonts, &report, &occasion)?)
    })?;
    Ok(session
        .shelf
        .put(Paper { file_name: format!("对账表{account}{from}至{to}.pdf"), bytes, count: 1 }))
}

/// 对账表 as a workbook.
///
/// # Errors
/// Store errors; when the file cannot be written.
#[tauri::command(async)]
pub fn reconcile_export(
    account: &str,
    from: &str,
    to: &str,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let (from, to) = (day(from)?, day(to)?);
    let table = session.with(|office| Ok(office.reconciliation(account, from, to)?.table("")))?;
    export::save(&session, purpose, table)
}
