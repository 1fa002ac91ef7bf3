//! 分析: arrears from every side, what dunning brought, campaigns, the plan of the year, papers for the meeting.

mod arrears;
mod campaign;
mod effect;
mod paper;
mod plan;

use crate::wire::{Answer, coded};
use serde::{Deserialize, Serialize};
use tauri::Runtime;
use tauri::ipc::Invoke;
use ts_rs::TS;
use zhangfang_domain::analysis::Axis;
use zhangfang_domain::effect::Conversion;
use zhangfang_domain::rates::{CountRate, Rate};
use zhangfang_office::analysis::Slice;

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        arrears::analysis_choices,
        arrears::analysis_arrears,
        arrears::analysis_hard,
        effect::analysis_effect,
        effect::analysis_people,
        campaign::analysis_campaigns,
        campaign::analysis_campaign,
        campaign::analysis_scope,
        campaign::analysis_start_campaign,
        campaign::analysis_end_campaign,
        plan::analysis_plan,
        plan::analysis_propose,
        plan::analysis_set_plan,
        paper::analysis_export,
        paper::analysis_print,
        paper::analysis_review,
        paper::analysis_dossier
    ]
}

/// A rate with what it is made of.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/words.ts")]
pub struct RateView {
    /// Above the line: a count, or yuan.
    pub above: String,
    /// Below the line.
    pub below: String,
    /// Percent with two decimals; nothing without anything below the line.
    pub percent: Option<String>,
    /// How far a bar is filled, in thousandths.
    pub permille: u32,
}

impl From<CountRate> for RateView {
    fn from(rate: CountRate) -> Self {
        let permille = (rate.numerator * 1000).checked_div(rate.denominator).unwrap_or_default();
        Self {
            above: rate.numerator.to_string(),
            below: rate.denominator.to_string(),
            percent: rate.percent().map(|p| p.to_string()),
            permille: u32::try_from(permille).unwrap_or(1000),
        }
    }
}

impl From<Rate> for RateView {
    fn from(rate: Rate) -> Self {
        let (part, whole) = (i128::from(rate.numerator.0), i128::from(rate.denominator.0));
        let permille = (part * 1000).checked_div(whole).unwrap_or_default();
        Self {
            above: rate.numerator.to_string(),
            below: rate.denominator.to_string(),
            percent: rate.percent().map(|p| p.to_string()),
            permille: u32::try_from(permille.max(0)).unwrap_or(1000),
        }
    }
}

/// What acts of dunning brought.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/words.ts")]
pub struct ConversionView {
    /// By homes.
    pub homes: RateView,
    /// By amount.
    pub amount: RateView,
    /// How many still have days left.
    pub pending: String,
    /// How many count to a later act.
    pub handed_on: String,
}

impl From<Conversion> for ConversionView {
    fn from(of: Conversion) -> Self {
        let (pending, handed_on) = (of.pending.to_string(), of.handed_on.to_string());
        Self { homes: of.homes.into(), amount: of.amount.into(), pending, handed_on }
    }
}

/// A word to choose.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/words.ts")]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// The arrears under one key of an axis.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export, export_to = "analysis/words.ts")]
pub struct SliceChoice {
    /// Code of the axis.
    pub axis: String,
    /// The key.
    pub key: String,
}

fn slices(choices: &[SliceChoice]) -> Answer<Vec<Slice>> {
    let slice = |choice: &SliceChoice| {
        Ok(Slice { axis: coded("依据", &choice.axis, Axis::from_code)?, key: choice.key.clone() })
    };
    choices.iter().map(slice).collect()
}
