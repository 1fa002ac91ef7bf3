//! 出账: look first, post as one act, take a whole run back.

use crate::jobs::Step;
use crate::session::Session;
use crate::wire::{Amount, Answer, day, months};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use tauri::State;
use tauri::ipc::Channel;
use ts_rs::TS;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::bill_run::{Difference, Draft};
use zhangfang_domain::tenure::Payer;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::bill_run::{BillRun, RunPreview, RunRequest, RunResult};
use zhangfang_office::{Office, OfficeError, sentence};

/// A run as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "billing.ts")]
pub struct RunForm {
    /// `2025-10`, `2025-Q4`, `2025-10..2025-12`.
    pub months: String,
    /// One due date for all; the tariffs' own when empty.
    pub due: String,
    /// Only these items, by code; all when empty.
    pub items: Vec<String>,
    /// Only these buildings; all when empty.
    pub buildings: Vec<String>,
    /// Post although some homes are left out.
    pub accept_gaps: bool,
}

impl RunForm {
    fn request(&self) -> Result<RunRequest, OfficeError> {
        Ok(RunRequest {
            months: months(&self.months)?,
            due: if self.due.trim().is_empty() { None } else { Some(day(&self.due)?) },
            items: self.items.clone(),
            buildings: self.buildings.clone(),
            accept_gaps: self.accept_gaps,
        })
    }
}

/// What a person looks at before posting.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "billing.ts")]
pub struct RunView {
    /// Its months.
    pub months: String,
    /// Homes charged.
    pub homes: usize,
    /// Charges.
    pub charges: usize,
    /// Sum, less what is let off.
    pub total: Amount,
    /// Let off for vacancy and relief.
    pub let_off: Amount,
    /// Prepaid money that will be drawn.
    pub prepaid_drawn: Amount,
    /// Charges left alone because they stand already.
    #[ts(type = "number")]
    pub already_charged: u64,
    /// By item, against the months before.
    pub differences: Vec<RunDifference>,
    /// By building, in the order of the register.
    pub by_building: Vec<RunBuilding>,
    /// Parts of months, the developer's, discounts.
    pub special: Vec<SpecialLine>,
    /// What leaves a home out or wants a look.
    pub obstacles: Vec<ObstacleLine>,
    /// How many obstacles leave something out.
    pub gaps: usize,
}

/// An item now and before.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "billing.ts")]
pub struct RunDifference {
    /// Item.
    pub item: String,
    /// In the months before.
    pub before: Amount,
    /// Now.
    pub now: Amount,
    /// The difference.
    pub change: Amount,
    /// Of it by homes that are new.
    pub new_homes: Amount,
    /// By homes no longer charged.
    pub gone_homes: Amount,
    /// By price.
    pub price: Amount,
    /// By quantity.
    pub quantity: Amount,
    /// By anything else.
    pub other: Amount,
}

/// What a building is charged.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "billing.ts")]
pub struct RunBuilding {
    /// Its code.
    pub building: String,
    /// Homes charged.
    pub homes: usize,
    /// Charges.
    pub charges: usize,
    /// Their sum, less what is let off.
    pub total: Amount,
}

/// A charge that is not simply its months at the full price.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "billing.ts")]
pub struct SpecialLine {
    /// The home.
    pub room: String,
    /// Item.
    pub item: String,
    /// 业主 or 建设单位.
    pub payer: String,
    /// First and last day.
    pub days: String,
    /// In full.
    pub gross: Amount,
    /// Let off for vacancy.
    pub vacancy: Amount,
    /// Let off by approval.
    pub relief: Amount,
    /// Charged.
    pub net: Amount,
}

/// Something to look at first.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "billing.ts")]
pub struct ObstacleLine {
    /// The home.
    pub room: String,
    /// What.
    pub what: String,
    /// Whether it leaves the home out.
    pub leaves_out: bool,
}

/// A run that was posted.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "billing.ts")]
pub struct RunDone {
    /// Its number.
    #[ts(type = "number")]
    pub run: i64,
    /// Charges.
    pub charges: usize,
    /// Homes.
    pub homes: usize,
    /// Sum.
    pub total: Amount,
    /// Prepaid money drawn.
    pub prepaid_drawn: Amount,
    /// Charges left alone.
    #[ts(type = "number")]
    pub already_charged: u64,
}

impl From<RunResult> for RunDone {
    fn from(r: RunResult) -> Self {
        Self {
            run: r.run,
            charges: r.charges,
            homes: r.homes,
            total: r.total.into(),
            prepaid_drawn: r.prepaid_drawn.into(),
            already_charged: r.already_charged,
        }
    }
}

/// A run in the list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "billing.ts")]
pub struct RunLine {
    /// Its number.
    #[ts(type = "number")]
    pub run: i64,
    /// When it was posted.
    pub date: String,
    /// Its months.
    pub months: String,
    /// Homes.
    #[ts(type = "number")]
    pub homes: i64,
    /// Charges.
    #[ts(type = "number")]
    pub charges: i64,
    /// Sum.
    pub total: Amount,
    /// Whether it was taken back.
    pub reversed: bool,
}

fn view(office: &Office, request: &RunRequest, preview: &RunPreview) -> Answer<RunView> {
    let items: HashMap<i64, String> = office.charge_items()?.into_iter().map(|i| (i.id, i.name)).collect();
    let name = |id: i64| items.get(&id).cloned().unwrap_or_default();
    let plan = &preview.plan;
    let obstacle = |(home, o): &(i64, _)| ObstacleLine {
        room: preview.room(*home),
        what: sentence::obstacle(o, name),
        leaves_out: o.leaves_out(),
    };
    Ok(RunView {
        months: request.months.to_string(),
        homes: plan.homes(),
        charges: plan.drafts.len(),
        total: plan.total().into(),
        let_off: (plan.let_off(Kind::Vacancy) + plan.let_off(Kind::Relief)).into(),
        prepaid_drawn: preview.prepaid_drawn.into(),
        already_charged: plan.already_charged,
        differences: differences(preview, name),
        by_building: by_building(office, preview)?,
        special: special(preview, name),
        obstacles: plan.obstacles.iter().map(obstacle).collect(),
        gaps: preview.gaps().len(),
    })
}

fn differences(preview: &RunPreview, name: impl Fn(i64) -> String) -> Vec<RunDifference> {
    let line = |(item, d): (&i64, &Difference)| RunDifference {
        item: name(*item),
        before: d.before.into(),
        now: d.now.into(),
        change: (d.now - d.before).into(),
        new_homes: d.new_homes.into(),
        gone_homes: d.gone_homes.into(),
        price: d.price.into(),
        quantity: d.quantity.into(),
        other: d.other.into(),
    };
    preview.differences.iter().map(line).collect()
}

fn by_building(office: &Office, preview: &RunPreview) -> Answer<Vec<RunBuilding>> {
    let mut drafts: HashMap<String, Vec<&Draft>> = HashMap::new();
    for draft in &preview.plan.drafts {
        let room = preview.room(draft.home);
        let building = room.split('-').next().unwrap_or_default().to_owned();
        drafts.entry(building).or_default().push(draft);
    }
    let sum = |building: String, drafts: Vec<&Draft>| RunBuilding {
        building,
        homes: drafts.iter().map(|d| d.home).collect::<HashSet<_>>().len(),
        charges: drafts.len(),
        total: drafts.iter().map(|d| d.line.net()).sum::<Fen>().into(),
    };
    let buildings = office.buildings()?.into_iter();
    Ok(buildings.filter_map(|b| drafts.remove(&b).map(|of| sum(b, of))).collect())
}

fn special(preview: &RunPreview, name: impl Fn(i64) -> String) -> Vec<SpecialLine> {
    let line = |d: &Draft| {
        let (first, last) = d.days();
        SpecialLine {
            room: preview.room(d.home),
            item: name(d.item),
            payer: if d.payer == Payer::Developer { "建设单位" } else { "业主" }.to_owned(),
            days: format!("{first}～{last}"),
            gross: d.line.gross.into(),
            vacancy: d.line.vacancy.into(),
            relief: d.line.relief.into(),
            net: d.line.net().into(),
        }
    };
    preview.special().map(line).collect()
}

/// What a run would do. Nothing is written.
///
/// # Errors
/// Of [`Office::preview_run`].
#[tauri::command(async)]
pub fn billing_preview(form: RunForm, session: State<'_, Session>) -> Answer<RunView> {
    let request = form.request()?;
    session.with(|office| view(office, &request, &office.preview_run(&request)?))
}

/// Posts a run as one act.
///
/// # Errors
/// Of [`Office::post_run`].
#[tauri::command(async)]
pub fn billing_post(
    form: RunForm,
    key: Option<String>,
    job: String,
    steps: Channel<Step>,
    session: State<'_, Session>,
) -> Answer<RunDone> {
    let (request, occasion) = (form.request()?, session.occasion(key));
    let mut watched = session.jobs.begin(&job, steps);
    session.with(|office| Ok(office.post_run(&request, &occasion, &mut watched)?.value.into()))
}

fn run_months(run: &BillRun) -> String {
    let month = |number: i64| i32::try_from(number).ok().and_then(Month::from_yyyymm);
    let months = month(run.from_month).zip(month(run.to_month)).and_then(|(from, to)| Months::new(from, to));
    months.map(|months| months.to_string()).unwrap_or_default()
}

/// The runs, newest first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn billing_runs(session: State<'_, Session>) -> Answer<Vec<RunLine>> {
    let runs = session.with(|office| Ok(office.runs()?))?;
    let line = |r: BillRun| RunLine {
        run: r.id,
        date: r.biz_date.to_string(),
        months: run_months(&r),
        homes: r.homes,
        charges: r.charges,
        total: Fen(r.fen).into(),
        reversed: r.reversed_by.is_some(),
    };
    Ok(runs.into_iter().map(line).collect())
}

/// Takes a whole run back.
///
/// # Errors
/// Of [`Office::reverse_run`].
#[tauri::command(async)]
pub fn billing_reverse(
    run: u32,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<RunDone> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.reverse_run(i64::from(run), reason, &occasion)?.value.into()))
}
