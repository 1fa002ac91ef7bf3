//! 住户对账单 of one account: on screen, on paper, as a workbook.

use crate::host::FileKind;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, Fail, day, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_office::statement::Statement;
use zhangfang_office::{Occasion, Office, OfficeError, papers};

/// Which statement.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/statements.ts")]
pub struct StatementOf {
    /// The home.
    pub room: String,
    /// Another account than that of the owner of now.
    #[ts(type = "number | null")]
    pub account: Option<i64>,
    /// First day shown; from the beginning when empty.
    pub since: String,
}

impl StatementOf {
    fn read(&self, office: &Office, occasion: &Occasion) -> Result<Statement, OfficeError> {
        let statement = office.statement(&self.room, self.account, occasion.today)?;
        match text_or_none(&self.since) {
            None => Ok(statement),
            Some(since) => Ok(statement.from_day(day(&since)?)),
        }
    }
}

/// A statement.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/statements.ts")]
pub struct StatementView {
    /// The home.
    pub room: String,
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// Whose account it is.
    pub owner: String,
    /// The other accounts with whose they are.
    #[ts(type = "[number, string][]")]
    pub others: Vec<(i64, String)>,
    /// First day shown; empty from the beginning.
    pub since: String,
    /// Owed before it; negative is prepaid.
    pub before: Amount,
    /// Owed now; negative is prepaid.
    pub balance: Amount,
    /// Lines in order.
    pub lines: Vec<StatementRow>,
}

/// A line of a statement.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/statements.ts")]
pub struct StatementRow {
    /// Day.
    pub date: String,
    /// What happened.
    pub what: String,
    /// The charge, when it is one.
    #[ts(type = "number | null")]
    pub charge: Option<i64>,
    /// The receipt, when it is one.
    #[ts(type = "number | null")]
    pub receipt: Option<i64>,
    /// Owed more or less.
    pub amount: Amount,
    /// Owed after it; negative is prepaid.
    pub balance: Amount,
}

impl From<Statement> for StatementView {
    fn from(s: Statement) -> Self {
        let line = |l: zhangfang_office::statement::StatementLine| StatementRow {
            date: l.date.to_string(),
            what: l.what,
            charge: l.charge,
            receipt: l.receipt,
            amount: l.amount.into(),
            balance: l.balance.into(),
        };
        Self {
            room: s.room,
            account: s.account,
            owner: s.owner,
            others: s.others,
            since: s.since.map(|day| day.to_string()).unwrap_or_default(),
            before: s.before.into(),
            balance: s.balance.into(),
            lines: s.lines.into_iter().map(line).collect(),
        }
    }
}

/// Everything that happened on an account.
///
/// # Errors
/// When no home has that room; store errors.
#[tauri::command(async)]
pub fn counter_statement(of: StatementOf, session: State<'_, Session>) -> Answer<StatementView> {
    let occasion = session.occasion(None);
    session.with(|office| Ok(of.read(office, &occasion)?.into()))
}

/// The same on paper.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn counter_statement_paper(of: StatementOf, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let paper = session.with_fonts(|office, fonts| {
        let statement = of.read(office, &occasion)?;
        Ok(papers::statement(office, fonts, &statement, &occasion)?)
    })?;
    Ok(session.shelf.put(paper))
}

/// The same as a workbook the person keeps. Answers its path, or nothing when they went back.
///
/// # Errors
/// When the file cannot be written; store errors.
#[tauri::command(async)]
pub fn counter_statement_export(of: StatementOf, session: State<'_, Session>) -> Answer<Option<String>> {
    let occasion = session.occasion(None);
    let (name, bytes) = session.with(|office| {
        let statement = of.read(office, &occasion)?;
        let table = papers::statement_table(&statement, &occasion);
        Ok((format!("住户对账单-{}.xlsx", statement.room), table.to_xlsx()?))
    })?;
    let Some(path) = session.host().ask_save(FileKind::Sheet, &name) else { return Ok(None) };
    std::fs::write(&path, bytes).map_err(|error| Fail::file("没有存下表格", &error))?;
    Ok(Some(path.display().to_string()))
}
