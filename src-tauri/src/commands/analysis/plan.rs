//! The plan of the year.

use crate::session::Session;
use crate::wire::{Amount, Answer, amount, month};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_domain::plan::Progress;
use zhangfang_office::plan::{self, PlanRequest, PlanRow};

/// What a month is to bring and brought.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/plan.ts")]
pub struct ProgressView {
    /// What it is to bring; nothing where nothing was planned.
    pub target: Option<Amount>,
    /// What it brought.
    pub actual: Amount,
    /// Percent; nothing where nothing was planned.
    pub percent: Option<String>,
    /// Height of the column of the target, in thousandths of the largest of the year.
    pub target_permille: u32,
    /// Height of the column of what it brought.
    pub actual_permille: u32,
}

/// The plan of one person, or of the office.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/plan.ts")]
pub struct PlanLine {
    /// Who; empty for the office.
    pub person: String,
    /// January to December.
    pub months: Vec<ProgressView>,
    /// Up to today.
    pub to_date: ProgressView,
    /// All year.
    pub year: ProgressView,
}

/// The plan of a year.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/plan.ts")]
pub struct PlanView {
    /// The year.
    pub year: i32,
    /// This year.
    pub now: i32,
    /// The office first, then person by person.
    pub rows: Vec<PlanLine>,
    /// What counts as brought.
    pub definition: String,
}

fn progress(of: &Progress, most: Fen) -> ProgressView {
    let part = |fen: Fen| i128::from(fen.0) * 1000 / i128::from(most.0.max(1));
    ProgressView {
        target: of.target.map(Into::into),
        actual: of.actual.into(),
        percent: of.rate().and_then(zhangfang_domain::rates::Rate::percent).map(|p| p.to_string()),
        target_permille: u32::try_from(part(of.target.unwrap_or(Fen::ZERO))).unwrap_or_default(),
        actual_permille: u32::try_from(part(of.actual)).unwrap_or_default(),
    }
}

fn line(row: &PlanRow) -> PlanLine {
    let amounts = row.months.iter().flat_map(|m| [m.target.unwrap_or(Fen::ZERO), m.actual]);
    let most = amounts.max().unwrap_or(Fen::ZERO);
    PlanLine {
        person: row.person.clone(),
        months: row.months.iter().map(|m| progress(m, most)).collect(),
        to_date: progress(&row.to_date, most),
        year: progress(&row.year, most),
    }
}

/// The plan of a year; of this one when none is given.
///
/// # Errors
/// Of [`zhangfang_office::Office::plan`].
#[tauri::command(async)]
pub fn analysis_plan(year: Option<i32>, session: State<'_, Session>) -> Answer<PlanView> {
    let today = session.host().today();
    let year = year.unwrap_or_else(|| today.year());
    let found = session.with(|office| Ok(office.plan(year, today)?))?;
    Ok(PlanView {
        year,
        now: today.year(),
        rows: found.rows.iter().map(line).collect(),
        definition: plan::DEFINITION.to_owned(),
    })
}

/// What each month could be planned to bring.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/plan.ts")]
pub struct ProposedLine {
    /// Who; empty for the office.
    pub person: String,
    /// January to December as they would be typed; empty where nothing came in in that month of the year before.
    pub months: Vec<String>,
}

/// What each month of a year could be planned to bring, from the year before.
///
/// # Errors
/// Of [`zhangfang_office::Office::propose_plan`].
#[tauri::command(async)]
pub fn analysis_propose(year: i32, percent: u32, session: State<'_, Session>) -> Answer<Vec<ProposedLine>> {
    let rows = session.with(|office| Ok(office.propose_plan(year, percent)?))?;
    let typed = |fen: &Option<Fen>| fen.map(Fen::plain).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| ProposedLine { person: row.person, months: row.months.iter().map(typed).collect() })
        .collect())
}

/// What months are to bring, as typed.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "analysis/plan.ts")]
pub struct PlanForm {
    /// Who; empty for the office.
    pub person: String,
    /// Month and amount; months without an amount are left as they are.
    pub targets: Vec<(String, String)>,
    /// Why.
    pub note: String,
}

/// Sets what months are to bring.
///
/// # Errors
/// Of [`zhangfang_office::Office::set_plan`].
#[tauri::command(async)]
pub fn analysis_set_plan(form: PlanForm, key: Option<String>, session: State<'_, Session>) -> Answer<usize> {
    let typed = form.targets.iter().filter(|(_, text)| !text.trim().is_empty());
    let targets = typed.map(|(of, text)| Ok((month(of)?, amount(text)?))).collect::<Answer<Vec<_>>>()?;
    let request = PlanRequest { person: form.person, targets, note: form.note };
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.set_plan(&request, &occasion)?.value))
}
