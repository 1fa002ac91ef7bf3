//! The bill of a month's readings: look first, post as one run.

use crate::session::Session;
use crate::wire::{Amount, Answer, coded, day, month};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::meter::Kind;
use zhangfang_office::OfficeError;
use zhangfang_office::metering::billing::{MeterDraft, MeterRunPreview, MeterRunRequest};

/// What to bill, as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "meter/bill.ts")]
pub struct MeterRunForm {
    /// The month read.
    pub month: String,
    /// Code of the kind; all when empty.
    pub kind: String,
    /// One due date; the prices' own when empty.
    pub due: String,
    /// Post although some meters were not read.
    pub accept_gaps: bool,
}

impl MeterRunForm {
    fn request(&self) -> Result<MeterRunRequest, OfficeError> {
        let kind = match self.kind.as_str() {
            "" => None,
            code => Some(coded("类别", code, Kind::from_code)?),
        };
        let due = if self.due.trim().is_empty() { None } else { Some(day(&self.due)?) };
        Ok(MeterRunRequest { month: month(&self.month)?, kind, due, accept_gaps: self.accept_gaps })
    }
}

/// What a person looks at before posting.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/bill.ts")]
pub struct MeterRunView {
    /// Charges.
    pub charges: usize,
    /// Their sum.
    pub total: Amount,
    /// What the month is charged already.
    pub already: Amount,
    /// What the month before came to.
    pub before: Amount,
    /// By how much earlier charges are lowered.
    pub lowered: Amount,
    /// Home by home.
    pub lines: Vec<MeterRunLine>,
    /// Meters not read: number and room.
    pub unread: Vec<(String, String)>,
}

/// A home under a price.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/bill.ts")]
pub struct MeterRunLine {
    /// The room.
    pub room: String,
    /// The price.
    pub price: String,
    /// What was used, with its unit.
    pub usage: String,
    /// What is charged.
    pub amount: Amount,
    /// What was charged the month before.
    pub before: Option<Amount>,
    /// When it is due.
    pub due: String,
    /// Why it deserves a look.
    pub remarks: String,
}

fn line(d: &MeterDraft) -> MeterRunLine {
    MeterRunLine {
        room: d.room.clone(),
        price: d.price.plan.clone(),
        usage: format!("{} {}", d.draft.usage.normalize(), d.price.unit),
        amount: d.draft.fen().into(),
        before: d.month_before.map(Amount::from),
        due: d.due.to_string(),
        remarks: d.remarks.join("，"),
    }
}

impl From<MeterRunPreview> for MeterRunView {
    fn from(p: MeterRunPreview) -> Self {
        Self {
            charges: p.charges(),
            total: p.total().into(),
            already: p.already.into(),
            before: p.before.into(),
            lowered: p.lowered().into(),
            lines: p.drafts.iter().map(line).collect(),
            unread: p.unread,
        }
    }
}

/// What the readings of a month would be billed. Nothing is written.
///
/// # Errors
/// Of [`zhangfang_office::Office::preview_metering`].
#[tauri::command(async)]
pub fn meter_bill_preview(form: MeterRunForm, session: State<'_, Session>) -> Answer<MeterRunView> {
    let request = form.request()?;
    session.with(|office| Ok(office.preview_metering(&request)?.into()))
}

/// A run of readings that was posted.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/bill.ts")]
pub struct MeterRunDone {
    /// Number of the run.
    #[ts(type = "number")]
    pub run: i64,
    /// Charges.
    pub charges: usize,
    /// Homes.
    pub homes: usize,
    /// Their sum.
    pub total: Amount,
    /// By how much earlier charges were lowered.
    pub lowered: Amount,
}

/// Bills the readings of a month as one run.
///
/// # Errors
/// Of [`zhangfang_office::Office::post_metering`].
#[tauri::command(async)]
pub fn meter_bill_post(
    form: MeterRunForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<MeterRunDone> {
    let (request, occasion) = (form.request()?, session.occasion(key));
    let done = session.with(|office| Ok(office.post_metering(&request, &occasion)?.value))?;
    Ok(MeterRunDone {
        run: done.run,
        charges: done.charges,
        homes: done.homes,
        total: done.total.into(),
        lowered: done.lowered.into(),
    })
}
