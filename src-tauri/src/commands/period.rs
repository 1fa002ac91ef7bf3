//! 结账: what stands in the way of closing a month, the closing, the bridge of arrears, the vouchers.

use crate::export;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, month};
use serde::Serialize;
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_domain::Month;
use zhangfang_office::bridge::{BridgeBy, BridgeLine};
use zhangfang_office::papers::{self, Paper};
use zhangfang_office::voucher::LedgerSubject;

/// The months that are closed, and the next.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct Periods {
    /// Closed months, oldest first.
    pub closed: Vec<ClosedMonth>,
    /// The next one; empty in a book without acts.
    pub next: String,
}

/// A closed month.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct ClosedMonth {
    /// The month.
    pub month: String,
    /// When it was closed.
    pub on: String,
    /// By whom.
    pub operator: String,
}

/// A month before or after its closing.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct MonthView {
    /// The month.
    pub month: String,
    /// Whether it is closed.
    pub closed: bool,
    /// What has to be put right first.
    pub obstacles: Vec<String>,
    /// What does not stand in the way.
    pub warnings: Vec<String>,
    /// How arrears went, by item; the last line is the total.
    pub bridge: Vec<BridgeRow>,
    /// Vouchers.
    pub vouchers: usize,
    /// Sum of the debits.
    pub debit: Amount,
    /// Sum of the credits.
    pub credit: Amount,
    /// Vouchers against the book.
    pub trial: Vec<TrialRow>,
}

/// A line of the bridge.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct BridgeRow {
    /// The item.
    pub name: String,
    /// 期初, 新增, 收回, 核销, 减免冲销, 期末.
    pub amounts: Vec<Amount>,
}

/// Vouchers against the book.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct TrialRow {
    /// What.
    pub name: String,
    /// At the start.
    pub opening: Amount,
    /// By the vouchers.
    pub moved: Amount,
    /// At the end.
    pub closing: Amount,
    /// What does not agree.
    pub difference: Amount,
}

/// A subject of the accountant.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct Subject {
    /// For what.
    pub purpose: String,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// The months that are closed, and the next.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn period_list(session: State<'_, Session>) -> Answer<Periods> {
    session.with(|office| {
        let closed = office.closed_periods()?.into_iter().map(|closed| ClosedMonth {
            month: format!("{}-{:02}", closed.month / 100, closed.month % 100),
            on: closed.on.to_string(),
            operator: closed.operator,
        });
        let next = office.next_period()?.map(|month| month.to_string()).unwrap_or_default();
        Ok(Periods { closed: closed.collect(), next })
    })
}

fn bridge_row(line: &BridgeLine) -> BridgeRow {
    BridgeRow { name: line.name.clone(), amounts: line.amounts().into_iter().map(Amount::from).collect() }
}

fn view(office: &zhangfang_office::Office, month: Month, today: chrono::NaiveDate) -> Answer<MonthView> {
    let journal = office.journal_of(month, false)?;
    let bridge = office.arrears_bridge(month, BridgeBy::Item)?;
    let check = if journal.closed { None } else { Some(office.check_period(month, today)?) };
    let trial = office.check_vouchers(month)?.into_iter().map(|line| TrialRow {
        name: line.name,
        opening: line.opening.into(),
        moved: line.moved.into(),
        closing: line.closing.into(),
        difference: line.difference.into(),
    });
    let (obstacles, warnings) = check.map(|check| (check.obstacles, check.warnings)).unwrap_or_default();
    Ok(MonthView {
        month: month.to_string(),
        closed: journal.closed,
        obstacles,
        warnings,
        bridge: bridge.lines.iter().chain([&bridge.total]).map(bridge_row).collect(),
        vouchers: journal.vouchers.len(),
        debit: journal.debit.into(),
        credit: journal.credit.into(),
        trial: trial.collect(),
    })
}

/// A month.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn period_month(period: &str, session: State<'_, Session>) -> Answer<MonthView> {
    let (month, today) = (month(period)?, session.host().today());
    session.with(|office| view(office, month, today))
}

/// Closes a month. Nothing can be entered in it any more.
///
/// # Errors
/// Of [`zhangfang_office::Office::close_period`].
#[tauri::command(async)]
pub fn period_close(period: &str, key: Option<String>, session: State<'_, Session>) -> Answer<MonthView> {
    let (month, occasion) = (month(period)?, session.occasion(key));
    session.with(|office| {
        office.close_period(month, &occasion)?;
        view(office, month, occasion.today)
    })
}

/// 欠费变动表.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn period_bridge_paper(
    period: &str,
    by_building: bool,
    session: State<'_, Session>,
) -> Answer<PaperHandle> {
    let (month, occasion) = (month(period)?, session.occasion(None));
    let by = if by_building { BridgeBy::Building } else { BridgeBy::Item };
    let bytes = session
        .with_fonts(|office, fonts| Ok(papers::arrears_bridge(office, fonts, month, by, &occasion)?))?;
    Ok(session.shelf.put(Paper { file_name: format!("欠费变动表-{month}.pdf"), bytes, count: 1 }))
}

/// The vouchers of a month as a workbook.
///
/// # Errors
/// Of [`export::save`].
#[tauri::command(async)]
pub fn period_export_vouchers(
    period: &str,
    rooms: bool,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let month = month(period)?;
    let table = session.with(|office| Ok(office.journal_of(month, rooms)?.table(rooms, "")))?;
    export::save(&session, purpose, table)
}

/// The accountant's subjects.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn period_subjects(session: State<'_, Session>) -> Answer<Vec<Subject>> {
    session.with(|office| {
        let subject = |(purpose, s): (String, LedgerSubject)| Subject { purpose, code: s.code, name: s.name };
        Ok(office.ledger_subjects()?.into_iter().map(subject).collect())
    })
}

/// Names a subject; vouchers of closed months stay as they are.
///
/// # Errors
/// Of [`zhangfang_office::Office::name_subject`].
#[tauri::command(async)]
pub fn period_name_subject(
    purpose: &str,
    code: String,
    name: String,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    let subject = LedgerSubject { code, name };
    session.with(|office| Ok(office.name_subject(purpose, &subject, &occasion).map(drop)?))
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        period_list,
        period_month,
        period_close,
        period_bridge_paper,
        period_export_vouchers,
        period_subjects,
        period_name_subject
    ]
}
