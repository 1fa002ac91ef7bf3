//! What dunning brought, and what each person's buildings were to bring.

use super::{ConversionView, RateView};
use crate::session::Session;
use crate::wire::{Answer, coded, day, months};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::effect::{EffectBy, Measure};
use zhangfang_office::analysis::{self, EffectRequest};
use zhangfang_office::performance::{self, PersonRow};
use zhangfang_office::{OfficeError, Refusal};

/// Which effects are wanted.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "analysis/effect.ts")]
pub struct EffectChoice {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Code of what to add up by.
    pub by: String,
    /// Days within which money counts.
    pub days: String,
    /// Percent of what was asked for that count.
    pub percent: String,
}

fn measure(days: &str, percent: &str) -> Result<Measure, OfficeError> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let found = number(days).zip(number(percent)).and_then(|(days, percent)| Measure::new(days, percent));
    let unusable = || Refusal::Unusable {
        field: "转化口径",
        value: format!("{days} 天、{percent}%"),
        expected: "1 到 365 天、1% 到 100%",
    };
    found.ok_or_else(|| unusable().into())
}

impl EffectChoice {
    pub(super) fn request(&self) -> Answer<EffectRequest> {
        Ok(EffectRequest {
            from: day(&self.from)?,
            to: day(&self.to)?,
            by: coded("依据", &self.by, EffectBy::from_code)?,
            measure: measure(&self.days, &self.percent)?,
        })
    }
}

/// What the acts under one key brought.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/effect.ts")]
pub struct EffectLine {
    /// What it is called.
    pub name: String,
    /// What they brought.
    pub conversion: ConversionView,
}

/// What dunning brought in some days.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/effect.ts")]
pub struct EffectView {
    /// The day the figures stand for.
    pub as_of: String,
    /// Row by row.
    pub rows: Vec<EffectLine>,
    /// All of it.
    pub total: ConversionView,
    /// 触达率.
    pub reach: RateView,
    /// 送达有效率.
    pub validity: RateView,
    /// 承诺兑现率.
    pub promises: RateView,
    /// The attribution rule.
    pub rule: String,
}

/// What dunning brought.
///
/// # Errors
/// Of [`zhangfang_office::Office::effect`].
#[tauri::command(async)]
pub fn analysis_effect(choice: EffectChoice, session: State<'_, Session>) -> Answer<EffectView> {
    let (today, request) = (session.host().today(), choice.request()?);
    let report = session.with(|office| Ok(office.effect(&request, today)?))?;
    Ok(EffectView {
        as_of: report.as_of.to_string(),
        rows: report
            .rows
            .into_iter()
            .map(|row| EffectLine { name: row.name, conversion: row.conversion.into() })
            .collect(),
        total: report.total.into(),
        reach: report.reach.into(),
        validity: report.validity.into(),
        promises: report.promises.into(),
        rule: analysis::rule(request.measure),
    })
}

/// One person's buildings.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/effect.ts")]
pub struct PersonLine {
    /// Who.
    pub person: String,
    /// Their buildings.
    pub buildings: String,
    /// Homes in them.
    pub homes: usize,
    /// What came in of what was to come in.
    pub collected: RateView,
    /// Homes that owe.
    pub owing: RateView,
    /// What dunning brought.
    pub conversion: ConversionView,
    /// Tickets closed in time, out of those accepted.
    pub tickets: RateView,
}

impl From<PersonRow> for PersonLine {
    fn from(row: PersonRow) -> Self {
        Self {
            person: row.person,
            buildings: row.buildings.join("、"),
            homes: row.homes,
            collected: row.collected.into(),
            owing: row.owing.into(),
            conversion: row.conversion.into(),
            tickets: row.tickets.into(),
        }
    }
}

/// Person by person.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/effect.ts")]
pub struct PeopleView {
    /// The day the figures stand for.
    pub as_of: String,
    /// Person by person.
    pub rows: Vec<PersonLine>,
    /// Everybody together.
    pub total: PersonLine,
    /// What the figures mean.
    pub definition: String,
}

/// What each person's buildings were to bring in some months and brought.
///
/// # Errors
/// Of [`zhangfang_office::Office::performance`].
#[tauri::command(async)]
pub fn analysis_people(period: &str, session: State<'_, Session>) -> Answer<PeopleView> {
    let (today, period) = (session.host().today(), months(period)?);
    let found = session.with(|office| Ok(office.performance(period, Measure::default(), today)?))?;
    Ok(PeopleView {
        as_of: found.as_of.to_string(),
        rows: found.rows.into_iter().map(Into::into).collect(),
        total: found.total.into(),
        definition: format!("{}{}", performance::DEFINITION, analysis::rule(Measure::default())),
    })
}
