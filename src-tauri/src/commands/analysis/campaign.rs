//! Campaigns.

use super::{ConversionView, RateView, SliceChoice, slices};
use crate::session::Session;
use crate::wire::{Amount, Answer, amount, amount_or_none, day};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_office::campaign::{CampaignHome, CampaignLine, CampaignRequest, CampaignShare, Scope};

/// Whom a campaign is about.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "analysis/campaign.ts")]
pub struct ScopeChoice {
    /// Only what lies under these.
    pub within: Vec<SliceChoice>,
    /// Only accounts that owe at least this much.
    pub at_least: String,
}

impl ScopeChoice {
    fn scope(&self) -> Answer<Scope> {
        let at_least = amount_or_none(&self.at_least)?.unwrap_or(Fen::ZERO);
        Ok(Scope { within: slices(&self.within)?, at_least })
    }
}

/// A campaign as it is set up.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "analysis/campaign.ts")]
pub struct CampaignForm {
    /// Its name.
    pub name: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Whom it is about.
    pub scope: ScopeChoice,
    /// What it is to bring.
    pub target: String,
    /// What is said to owners.
    pub text: String,
    /// A note for the office.
    pub note: String,
}

/// A campaign.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/campaign.ts")]
pub struct CampaignRow {
    /// Its number.
    #[ts(type = "number")]
    pub campaign: i64,
    /// Its name.
    pub name: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Whom it is about.
    pub scope: String,
    /// What it is to bring.
    pub target: Amount,
    /// `planned`, `running`, `over`, `ended`.
    pub state: String,
    /// The same in Chinese.
    pub label: String,
    /// What is said to owners.
    pub text: String,
    /// A note for the office.
    pub note: String,
    /// Who set it up.
    pub operator: String,
    /// When it was ended, and what was learnt.
    pub lesson: String,
    /// What came in of what it is to bring.
    pub reached: RateView,
    /// Homes that paid all of it.
    pub cleared: RateView,
}

/// What one account in a campaign owed and paid.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/campaign.ts")]
pub struct CampaignHomeLine {
    /// The room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// Who looks after the building.
    pub steward: String,
    /// Owed when it began.
    pub opening: Amount,
    /// Came in on it.
    pub received: Amount,
    /// Still owed.
    pub left: Amount,
    /// Acts of dunning.
    pub actions: usize,
}

impl From<&CampaignHome> for CampaignHomeLine {
    fn from(home: &CampaignHome) -> Self {
        Self {
            room: home.room.clone(),
            owner: home.owner.clone(),
            steward: home.steward.clone(),
            opening: home.opening.into(),
            received: home.received.into(),
            left: (home.opening - home.received).into(),
            actions: home.actions,
        }
    }
}

/// What one person's homes brought.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/campaign.ts")]
pub struct CampaignShareLine {
    /// Who.
    pub person: String,
    /// Homes that paid all of it.
    pub homes: RateView,
    /// What came in of what was owed.
    pub amount: RateView,
}

impl From<CampaignShare> for CampaignShareLine {
    fn from(share: CampaignShare) -> Self {
        Self { person: share.person, homes: share.homes.into(), amount: share.amount.into() }
    }
}

/// What had come in by the end of a day.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/campaign.ts")]
pub struct CampaignDay {
    /// The day.
    pub day: String,
    /// So much.
    pub received: Amount,
    /// Of the larger of the target and what came in in all, in thousandths.
    pub permille: u32,
}

/// A campaign with its result so far.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/campaign.ts")]
pub struct CampaignView {
    /// The campaign.
    pub row: CampaignRow,
    /// What came in of what was owed when it began.
    pub recovered: RateView,
    /// What the acts of dunning in it brought.
    pub conversion: ConversionView,
    /// Day by day.
    pub days: Vec<CampaignDay>,
    /// Person by person.
    pub shares: Vec<CampaignShareLine>,
    /// Home by home.
    pub homes: Vec<CampaignHomeLine>,
}

fn row(line: &CampaignLine, reached: RateView, cleared: RateView) -> CampaignRow {
    let lesson = line.end.as_ref().map(|(on, note)| format!("{on} {note}")).unwrap_or_default();
    CampaignRow {
        campaign: line.campaign,
        name: line.terms.name.clone(),
        from: line.terms.from.to_string(),
        to: line.terms.to.to_string(),
        scope: line.scope.clone(),
        target: line.terms.target.into(),
        state: line.state.code().to_owned(),
        label: line.state.label().to_owned(),
        text: line.terms.text.clone(),
        note: line.terms.note.clone(),
        operator: line.operator.clone(),
        lesson,
        reached,
        cleared,
    }
}

/// Every campaign with how far it is.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn analysis_campaigns(session: State<'_, Session>) -> Answer<Vec<CampaignRow>> {
    let today = session.host().today();
    session.with(|office| {
        let mut rows = Vec::new();
        for line in office.campaigns(today)? {
            let result = office.campaign_result(line.campaign, today)?;
            rows.push(row(&line, result.reached.into(), result.cleared.into()));
        }
        Ok(rows)
    })
}

/// A campaign with its result so far.
///
/// # Errors
/// Of [`zhangfang_office::Office::campaign_result`].
#[tauri::command(async)]
pub fn analysis_campaign(campaign: i64, session: State<'_, Session>) -> Answer<CampaignView> {
    let today = session.host().today();
    let result = session.with(|office| Ok(office.campaign_result(campaign, today)?))?;
    let most = result.reached.denominator.max(result.reached.numerator).0.max(1);
    let day = |(day, received): &(chrono::NaiveDate, Fen)| CampaignDay {
        day: day.to_string(),
        received: (*received).into(),
        permille: u32::try_from(i128::from(received.0) * 1000 / i128::from(most)).unwrap_or_default(),
    };
    Ok(CampaignView {
        row: row(&result.line, result.reached.into(), result.cleared.into()),
        recovered: result.recovered.into(),
        conversion: result.conversion.into(),
        days: result.days.iter().map(day).collect(),
        homes: result.homes.iter().map(Into::into).collect(),
        shares: result.shares.into_iter().map(Into::into).collect(),
    })
}

/// What lies in a scope today.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "analysis/campaign.ts")]
pub struct ScopeView {
    /// Accounts.
    pub homes: usize,
    /// What they owe.
    pub owed: Amount,
    /// What of it is not simply chased.
    pub excluded: Amount,
    /// The scope in words.
    pub words: String,
}

/// What lies in a scope today.
///
/// # Errors
/// Of [`zhangfang_office::Office::scope_preview`].
#[tauri::command(async)]
pub fn analysis_scope(choice: ScopeChoice, session: State<'_, Session>) -> Answer<ScopeView> {
    let (today, scope) = (session.host().today(), choice.scope()?);
    let found = session.with(|office| Ok(office.scope_preview(&scope, today)?))?;
    Ok(ScopeView {
        homes: found.homes,
        owed: found.owed.into(),
        excluded: found.excluded.into(),
        words: zhangfang_office::campaign::words(&scope),
    })
}

/// Sets a campaign up. Answers its number.
///
/// # Errors
/// Of [`zhangfang_office::Office::start_campaign`].
#[tauri::command(async)]
pub fn analysis_start_campaign(
    form: CampaignForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<i64> {
    let request = CampaignRequest {
        name: form.name.clone(),
        from: day(&form.from)?,
        to: day(&form.to)?,
        scope: form.scope.scope()?,
        target: amount(&form.target)?,
        text: form.text.clone(),
        note: form.note.clone(),
    };
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.start_campaign(&request, &occasion)?.value))
}

/// Ends a campaign with what was learnt.
///
/// # Errors
/// Of [`zhangfang_office::Office::end_campaign`].
#[tauri::command(async)]
pub fn analysis_end_campaign(
    campaign: i64,
    note: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        office.end_campaign(campaign, note, &occasion)?;
        Ok(())
    })
}
