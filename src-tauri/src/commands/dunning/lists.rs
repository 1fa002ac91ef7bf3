//! The lists of 催缴.

use crate::export;
use crate::session::Session;
use crate::wire::{Amount, Answer, amount_or_none, text_or_none};
use chrono::Days;
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_domain::ageing::Bucket;
use zhangfang_domain::contact::ArrearsReason;
use zhangfang_office::OfficeError;
use zhangfang_office::dunning::{Debtor, DebtorFilter, DebtorList, Group};
use zhangfang_office::limitation::LimitationLine;
use zhangfang_office::pledge::Pledge;

/// Which debtors are wanted, as chosen.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(export, export_to = "dunning/lists.ts")]
pub struct DebtorChoice {
    /// Only this building; all when empty.
    pub building: String,
    /// Only this item; all when empty.
    pub item: String,
    /// Only those whose oldest charge is this old, by code; all when empty.
    pub age: String,
    /// Only those who owe at least this much.
    pub at_least: String,
    /// Only the buildings of this person; all when empty.
    pub steward: String,
}

impl DebtorChoice {
    pub(super) fn filter(&self) -> Result<DebtorFilter, OfficeError> {
        Ok(DebtorFilter {
            building: text_or_none(&self.building),
            item: text_or_none(&self.item),
            age: Bucket::ALL.into_iter().find(|b| b.code() == self.age),
            at_least: amount_or_none(&self.at_least)?.unwrap_or(Fen::ZERO),
            steward: text_or_none(&self.steward),
        })
    }
}

/// A debtor on the list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/lists.ts")]
pub struct DebtorLine {
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// The room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// Overdue charges.
    pub charges: usize,
    /// Due date of the oldest.
    pub oldest: String,
    /// Age of the oldest.
    pub age: String,
    /// Everything overdue.
    pub total: Amount,
    /// What of it a letter would ask for.
    pub asked: Amount,
    /// Late charge that could be claimed: a memo.
    pub late_charge: Amount,
    /// The earliest end of a limitation period.
    pub limitation: String,
    /// The agreement, or whose account it is.
    pub remark: String,
    /// The stage reached and when.
    pub stage: String,
    /// What comes next.
    pub next: String,
    /// Why it owes.
    pub reason: String,
    /// Who looks after the building.
    pub steward: String,
}

impl From<&Debtor> for DebtorLine {
    fn from(d: &Debtor) -> Self {
        Self {
            account: d.account,
            room: d.room.clone(),
            owner: d.owner.clone(),
            charges: d.charges,
            oldest: d.oldest.to_string(),
            age: d.age.label().to_owned(),
            total: d.total.into(),
            asked: d.asked.into(),
            late_charge: d.late_charge.into(),
            limitation: d.limitation.to_string(),
            remark: d.remark.clone(),
            stage: d.stage_words(),
            next: d.next_words(),
            reason: d.reason.map_or("", ArrearsReason::label).to_owned(),
            steward: d.steward.clone().unwrap_or_default(),
        }
    }
}

/// Debtors together.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/lists.ts")]
pub struct GroupLine {
    /// What chooses them: a building, the code of an age.
    pub key: String,
    /// What they are called.
    pub name: String,
    /// How many.
    pub debtors: usize,
    /// How much they owe.
    pub total: Amount,
}

fn group(key: &str, name: String, group: &Group) -> GroupLine {
    GroupLine { key: key.to_owned(), name, debtors: group.debtors, total: group.total.into() }
}

/// The debtors with their sums.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/lists.ts")]
pub struct DebtorsView {
    /// The day the figures stand for.
    pub as_of: String,
    /// Account by account.
    pub lines: Vec<DebtorLine>,
    /// What they owe.
    pub total: Amount,
    /// The memo of late charges.
    pub late_charge: Amount,
    /// By building.
    pub by_building: Vec<GroupLine>,
    /// By age.
    pub by_age: Vec<GroupLine>,
}

impl From<DebtorList> for DebtorsView {
    fn from(list: DebtorList) -> Self {
        let building = |(b, g): &(String, Group)| group(b, format!("{b}栋"), g);
        let age = |(b, g): &(Bucket, Group)| group(b.code(), b.label().to_owned(), g);
        Self {
            as_of: list.as_of.to_string(),
            lines: list.lines.iter().map(Into::into).collect(),
            total: list.total.into(),
            late_charge: list.late_charge.into(),
            by_building: list.by_building.iter().map(building).collect(),
            by_age: list.by_age.iter().map(age).collect(),
        }
    }
}

/// Who owes.
///
/// # Errors
/// Of [`zhangfang_office::Office::debtor_list`].
#[tauri::command(async)]
pub fn dunning_debtors(choice: DebtorChoice, session: State<'_, Session>) -> Answer<DebtorsView> {
    let today = session.host().today();
    session.with(|office| Ok(office.debtor_list(today, &choice.filter()?)?.into()))
}

/// The list as a workbook.
///
/// # Errors
/// Of [`dunning_debtors`]; when the file cannot be written.
#[tauri::command(async)]
pub fn dunning_export_debtors(
    choice: DebtorChoice,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let today = session.host().today();
    let table = session.with(|office| Ok(office.debtor_list(today, &choice.filter()?)?.table()))?;
    export::save(&session, purpose, table)
}

/// The items debts can be of, by name.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn dunning_choices(session: State<'_, Session>) -> Answer<Vec<String>> {
    session.with(|office| Ok(office.charge_items()?.into_iter().map(|item| item.name).collect()))
}

/// What was promised for a day.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/lists.ts")]
pub struct PledgeLine {
    /// The day.
    pub due: String,
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// The promise, when it is one.
    #[ts(type = "number | null")]
    pub promise: Option<i64>,
    /// The home.
    pub room: String,
    /// 承诺, or the instalment.
    pub what: String,
    /// How much.
    pub amount: Amount,
    /// What came in.
    pub received: Amount,
    /// `open`, `kept`, `broken`.
    pub state: String,
    /// The same in Chinese.
    pub label: String,
    /// More about it.
    pub note: String,
    /// Whether to speak to them today.
    pub remind: bool,
    /// The ticket it waits for, in words; empty when it waits for none.
    pub ticket: String,
    /// How many promises in a row were broken, this one included.
    pub broken_in_a_row: u32,
}

impl From<Pledge> for PledgeLine {
    fn from(p: Pledge) -> Self {
        Self {
            due: p.due.to_string(),
            account: p.account,
            promise: p.promise,
            room: p.room,
            what: p.what,
            amount: p.amount.into(),
            received: p.received.into(),
            state: p.state.to_owned(),
            label: p.label,
            note: p.note,
            remind: p.remind,
            ticket: p.ticket.map_or_else(String::new, |(number, done)| {
                format!("{number} {}", if done { "已办结" } else { "未办结" })
            }),
            broken_in_a_row: p.broken_in_a_row,
        }
    }
}

/// What was promised for some days before and after today.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn dunning_pledges(before: u64, after: u64, session: State<'_, Session>) -> Answer<Vec<PledgeLine>> {
    let today = session.host().today();
    let days = today - Days::new(before.min(36_500))..=today + Days::new(after.min(36_500));
    session.with(|office| Ok(office.pledges(&days, today)?.into_iter().map(Into::into).collect()))
}

/// What becomes time-barred.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/lists.ts")]
pub struct BarredLine {
    /// The home.
    pub room: String,
    /// Owner, masked.
    pub owner: String,
    /// The charge's item.
    pub item: String,
    /// Its months.
    pub months: String,
    /// Its due date.
    pub due: String,
    /// Open amount.
    pub open: Amount,
    /// Last day to claim it in court.
    pub last_day: String,
    /// Days until then; negative when it is over.
    #[ts(type = "number")]
    pub days_left: i64,
    /// 已届满, 30天内 …; empty while there is time.
    pub alarm: String,
    /// What started the period anew.
    pub events: String,
}

impl From<LimitationLine> for BarredLine {
    fn from(l: LimitationLine) -> Self {
        Self {
            room: l.room,
            owner: l.owner,
            item: l.item,
            months: l.months.to_string(),
            due: l.due.to_string(),
            open: l.open.into(),
            last_day: l.last_day.to_string(),
            days_left: l.days_left,
            alarm: l.alarm.to_owned(),
            events: l.events.join("；"),
        }
    }
}

/// The charges whose limitation ends within so many days; with what is over when asked.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn dunning_limitation(within: i64, over: bool, session: State<'_, Session>) -> Answer<Vec<BarredLine>> {
    let today = session.host().today();
    session
        .with(|office| Ok(office.limitation_list(today, within, over)?.into_iter().map(Into::into).collect()))
}
