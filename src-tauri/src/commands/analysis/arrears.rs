//! Arrears from every side, and the debtors to talk about.

use super::{Choice, SliceChoice, slices};
use crate::session::Session;
use crate::wire::{Amount, Answer, amount_or_none, coded};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_domain::analysis::{Axis, Exclusion};
use zhangfang_domain::effect::{EffectBy, Measure};
use zhangfang_office::analysis::{AnalysisRequest, AnalysisRow};
use zhangfang_office::hard_case::HardCase;

/// What can be chosen on the pages of the analysis.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/arrears.ts")]
pub struct ChoicesView {
    /// What arrears are added up by.
    pub axes: Vec<Choice>,
    /// What effects are added up by.
    pub effects: Vec<Choice>,
    /// What is not simply chased, in the order of the sums of a row.
    pub exclusions: Vec<Choice>,
    /// Days within which money counts, unless something else is chosen.
    pub days: u32,
    /// Percent of what was asked for that count, unless something else is chosen.
    pub percent: u32,
    /// Today.
    pub today: String,
}

/// What can be chosen.
#[tauri::command(async)]
pub fn analysis_choices(session: State<'_, Session>) -> ChoicesView {
    let choice = |(value, label): (&str, &str)| Choice { value: value.to_owned(), label: label.to_owned() };
    let Measure { days, percent } = Measure::default();
    ChoicesView {
        axes: Axis::ALL.map(|a| choice((a.code(), a.label()))).into(),
        effects: EffectBy::ALL.map(|e| choice((e.code(), e.label()))).into(),
        exclusions: Exclusion::ALL.map(|e| choice((e.code(), e.label()))).into(),
        days,
        percent,
        today: session.host().today().to_string(),
    }
}

/// What is wanted of the arrears.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "analysis/arrears.ts")]
pub struct ArrearsChoice {
    /// Code of the axis to add up by.
    pub by: String,
    /// Only what lies under these.
    pub within: Vec<SliceChoice>,
    /// Only accounts that owe at least this much.
    pub at_least: String,
}

impl ArrearsChoice {
    pub(super) fn request(&self) -> Answer<AnalysisRequest> {
        Ok(AnalysisRequest {
            by: coded("依据", &self.by, Axis::from_code)?,
            within: slices(&self.within)?,
            at_least: amount_or_none(&self.at_least)?.unwrap_or(Fen::ZERO),
        })
    }
}

/// A row of the arrears.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/arrears.ts")]
pub struct ArrearsRow {
    /// Opens it.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Accounts.
    pub debtors: usize,
    /// Charges.
    pub charges: usize,
    /// Everything overdue.
    pub total: Amount,
    /// What is not simply chased, in the order of the exclusions.
    pub excluded: Vec<Amount>,
    /// The rest.
    pub chased: Amount,
    /// Its part of the sum, in thousandths.
    pub permille: u32,
}

/// The arrears by one axis.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/arrears.ts")]
pub struct ArrearsView {
    /// The day the figures stand for.
    pub as_of: String,
    /// Names of the keys they are limited to, in the order chosen.
    pub within: Vec<String>,
    /// Row by row.
    pub rows: Vec<ArrearsRow>,
    /// All of it.
    pub total: ArrearsRow,
}

fn row(row: &AnalysisRow, whole: Fen) -> ArrearsRow {
    let permille = (i128::from(row.total.0) * 1000).checked_div(i128::from(whole.0)).unwrap_or_default();
    ArrearsRow {
        key: row.key.clone(),
        name: row.name.clone(),
        debtors: row.debtors,
        charges: row.charges,
        total: row.total.into(),
        excluded: row.excluded.map(Amount::from).into(),
        chased: row.chased.into(),
        permille: u32::try_from(permille).unwrap_or_default(),
    }
}

/// Everything overdue, added up by an axis.
///
/// # Errors
/// Of [`zhangfang_office::Office::analyse`].
#[tauri::command(async)]
pub fn analysis_arrears(choice: ArrearsChoice, session: State<'_, Session>) -> Answer<ArrearsView> {
    let (today, request) = (session.host().today(), choice.request()?);
    let found = session.with(|office| Ok(office.analyse(today, &request)?))?;
    Ok(ArrearsView {
        as_of: found.as_of.to_string(),
        within: found.within.into_iter().map(|(_, name)| name).collect(),
        rows: found.rows.iter().map(|r| row(r, found.total.total)).collect(),
        total: row(&found.total, found.total.total),
    })
}

/// A debtor to talk about.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/arrears.ts")]
pub struct HardLine {
    /// The room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// Everything overdue.
    pub total: Amount,
    /// Why it is hard, gravest first.
    pub whys: Vec<String>,
    /// Whether a limitation period ends soon.
    pub barring: bool,
    /// The earliest end of a limitation period.
    pub limitation: String,
    /// How far dunning has come.
    pub stage: String,
    /// Why it is owed.
    pub reason: String,
    /// When they were last spoken to.
    pub contact: String,
    /// The day of the next look.
    pub next: String,
    /// Open tickets.
    pub tickets: usize,
    /// Who looks after the building.
    pub steward: String,
    /// What can be done about the gravest.
    pub way: String,
}

impl From<&HardCase> for HardLine {
    fn from(case: &HardCase) -> Self {
        let day = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
        Self {
            room: case.room.clone(),
            owner: case.owner.clone(),
            total: case.total.into(),
            whys: case.whys.iter().map(|why| why.label().to_owned()).collect(),
            barring: case.whys.first() == Some(&zhangfang_domain::analysis::HardWhy::Barring),
            limitation: case.limitation.to_string(),
            stage: case.stage.map(|s| s.label().to_owned()).unwrap_or_default(),
            reason: case.reason.map(|r| r.label().to_owned()).unwrap_or_default(),
            contact: day(case.contact),
            next: day(case.next),
            tickets: case.tickets,
            steward: case.steward.clone(),
            way: case.whys.first().map(|why| why.way().to_owned()).unwrap_or_default(),
        }
    }
}

/// The debtors to talk about today.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn analysis_hard(session: State<'_, Session>) -> Answer<Vec<HardLine>> {
    let today = session.host().today();
    session.with(|office| Ok(office.hard_cases(today)?.iter().map(Into::into).collect()))
}
