//! Vouchers of a month: with which subjects they are written, whether they balance, and the workbook for the accountant.

use crate::export;
use crate::session::Session;
use crate::wire::{Amount, Answer, month};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_office::voucher::LedgerSubject;

/// The vouchers of a month.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct JournalView {
    /// Whether the month is closed, so that this never changes.
    pub closed: bool,
    /// How many vouchers.
    pub vouchers: usize,
    /// Their lines.
    pub lines: Vec<JournalRow>,
    /// Sum of debits.
    pub debit: Amount,
    /// Sum of credits.
    pub credit: Amount,
    /// Held against the book.
    pub trial: Vec<TrialRow>,
    /// Whether everything agrees.
    pub sound: bool,
}

/// A line of a voucher.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct JournalRow {
    /// The day; empty after the first line of a voucher.
    pub day: String,
    /// Number of the voucher; empty after its first line.
    pub number: String,
    /// What it is about; empty after its first line.
    pub summary: String,
    /// Code of the subject.
    pub code: String,
    /// Its name.
    pub subject: String,
    /// 借方; none when empty.
    pub debit: Option<Amount>,
    /// 贷方; none when empty.
    pub credit: Option<Amount>,
}

/// A subject held against what the book says it has.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct TrialRow {
    /// What is compared.
    pub name: String,
    /// When the month began.
    pub opening: Amount,
    /// What the vouchers moved.
    pub moved: Amount,
    /// When it ended.
    pub closing: Amount,
    /// Nothing in a sound book.
    pub difference: Amount,
}

/// A subject of the ledger and what it stands for.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct SubjectLine {
    /// Key of the purpose.
    pub purpose: String,
    /// The purpose in words.
    pub meaning: String,
    /// Code of the subject.
    pub code: String,
    /// Name of the subject.
    pub name: String,
}

/// The vouchers of a month and how they hold against the book.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn period_journal(period: &str, session: State<'_, Session>) -> Answer<JournalView> {
    let of = month(period)?;
    session.with(|office| {
        let (journal, trial) = (office.journal_of(of, false)?, office.check_vouchers(of)?);
        let side = |fen: zhangfang_domain::Fen| (!fen.is_zero()).then(|| fen.into());
        let mut lines = Vec::new();
        for made in &journal.vouchers {
            for (nth, line) in made.lines.iter().enumerate() {
                let once = |text: String| if nth == 0 { text } else { String::new() };
                lines.push(JournalRow {
                    day: once(made.date.to_string()),
                    number: once(made.number.clone()),
                    summary: once(made.summary.clone()),
                    code: line.subject.code.clone(),
                    subject: line.subject.name.clone(),
                    debit: side(line.debit),
                    credit: side(line.credit),
                });
            }
        }
        let sound = journal.debit == journal.credit && trial.iter().all(|line| line.difference.is_zero());
        let trial = trial.into_iter().map(|line| TrialRow {
            name: line.name,
            opening: line.opening.into(),
            moved: line.moved.into(),
            closing: line.closing.into(),
            difference: line.difference.into(),
        });
        Ok(JournalView {
            closed: journal.closed,
            vouchers: journal.vouchers.len(),
            lines,
            debit: journal.debit.into(),
            credit: journal.credit.into(),
            trial: trial.collect(),
            sound,
        })
    })
}

/// The vouchers of a month as a workbook, with rooms when wanted home by home.
///
/// # Errors
/// Store errors; when the file cannot be written.
#[tauri::command(async)]
pub fn period_export_vouchers(
    period: &str,
    rooms: bool,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let of = month(period)?;
    let table = session.with(|office| Ok(office.journal_of(of, rooms)?.table(rooms, "")))?;
    export::save(&session, purpose, table)
}

fn subjects(office: &zhangfang_office::Office) -> Answer<Vec<SubjectLine>> {
    let all = office.ledger_purposes()?.into_iter();
    let line = |(purpose, meaning, subject): (String, String, LedgerSubject)| SubjectLine {
        purpose,
        meaning,
        code: subject.code,
        name: subject.name,
    };
    Ok(all.map(line).collect())
}

/// The subjects of the ledger.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn period_subjects(session: State<'_, Session>) -> Answer<Vec<SubjectLine>> {
    session.with(|office| subjects(office))
}

/// Names the subject that stands for a purpose. Vouchers of closed months stay.
///
/// # Errors
/// Of [`zhangfang_office::Office::name_subject`].
#[tauri::command(async)]
pub fn period_name_subject(
    purpose: &str,
    code: &str,
    name: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<Vec<SubjectLine>> {
    let occasion = session.occasion(key);
    let subject = LedgerSubject { code: code.to_owned(), name: name.to_owned() };
    session.with(|office| {
        office.name_subject(purpose, &subject, &occasion)?;
        subjects(office)
    })
}
