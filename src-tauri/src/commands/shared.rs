//! 公摊: a supplier's bill shared out over homes, to the fen.

use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{
    Amount, Answer, amount_or_none, coded, day, decimal, decimal_or_none, months, text_or_none,
};
use serde::{Deserialize, Serialize};
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_domain::meter::Kind;
use zhangfang_domain::shared_cost::Method;
use zhangfang_domain::tariff::at_least;
use zhangfang_office::shared_cost::{PlannedShare, SharedBill, SharedPlan, SharedRequest};
use zhangfang_office::{Refusal, papers};

/// A supplier's bill as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "shared.ts")]
pub struct SharedForm {
    /// Charge item.
    pub item: String,
    /// What it is for.
    pub label: String,
    /// Months it covers.
    pub months: String,
    /// How much was used.
    pub volume: String,
    /// In what.
    pub measure: String,
    /// Price of one.
    pub unit_price: String,
    /// What the supplier charges; volume times price when empty.
    pub amount: String,
    /// Why it is not volume times price.
    pub difference: String,
    /// Code of the method.
    pub method: String,
    /// Buildings; all when empty.
    pub buildings: Vec<String>,
    /// Unit; all when empty.
    pub unit: String,
    /// Use; all when empty.
    pub use_kind: String,
    /// A list of weights on the tray.
    pub weights: Option<u32>,
    /// Code of the kind of meter whose readings are the weights.
    pub meters: String,
    /// `1=0,2=0.5,*=1`.
    pub floors: String,
    /// Factor for vacant homes.
    pub vacant: String,
    /// Due date.
    pub due: String,
    /// Number of the supplier's bill.
    pub source: String,
}

impl SharedForm {
    fn request(self, session: &Session) -> Answer<SharedRequest> {
        let weights = self.weights.map(|id| session.tray.read(id)).transpose()?;
        let unit = text_or_none(&self.unit)
            .map(|u| {
                let unusable =
                    || Refusal::Unusable { field: "单元", value: u.clone(), expected: "单元号，如 1" };
                u.parse::<u16>().map_err(|_| zhangfang_office::OfficeError::from(unusable()))
            })
            .transpose()?;
        Ok(SharedRequest {
            months: months(&self.months)?,
            volume: decimal("用量", &self.volume)?,
            unit_price: decimal("单价", &self.unit_price)?,
            amount: amount_or_none(&self.amount)?,
            difference: text_or_none(&self.difference),
            method: coded("分摊办法", &self.method, Method::from_code)?,
            unit,
            use_kind: text_or_none(&self.use_kind),
            weights: weights.map(|file| (file.name.clone(), file.bytes.clone())),
            meters: match self.meters.as_str() {
                "" => None,
                code => Some(coded("表种", code, Kind::from_code)?),
            },
            floors: text_or_none(&self.floors),
            vacant: decimal_or_none("空置系数", &self.vacant)?,
            due: if self.due.trim().is_empty() { None } else { Some(day(&self.due)?) },
            source: text_or_none(&self.source),
            item: self.item,
            label: self.label.trim().to_owned(),
            measure: self.measure.trim().to_owned(),
            buildings: self.buildings,
        })
    }
}

/// A bill shared out and not yet posted.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "shared.ts")]
pub struct SharedView {
    /// The bill.
    pub bill: Amount,
    /// All shares together: the same.
    pub sum: Amount,
    /// What falls on one unit of weight; empty where that says nothing.
    pub per_unit: String,
    /// What the weights are in.
    pub weight_unit: String,
    /// When it is due.
    pub due: String,
    /// Every home.
    pub shares: Vec<ShareLine>,
}

/// The share of one home.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "shared.ts")]
pub struct ShareLine {
    /// The room.
    pub room: String,
    /// Its weight.
    pub weight: String,
    /// Its share.
    pub share: Amount,
    /// What is special about it.
    pub note: String,
}

fn planned(s: &PlannedShare) -> ShareLine {
    let mut notes = Vec::new();
    if s.vacant {
        notes.push("空置".to_owned());
    }
    if !s.remainder.is_zero() {
        notes.push(format!("含尾差 {}", s.remainder));
    }
    ShareLine {
        room: s.home.record.room_number(),
        weight: at_least(s.weight, 2),
        share: s.share.into(),
        note: notes.join("，"),
    }
}

impl From<SharedPlan> for SharedView {
    fn from(p: SharedPlan) -> Self {
        Self {
            bill: p.bill.fen.into(),
            sum: p.sum().into(),
            per_unit: p.per_unit().map(|u| u.to_string()).unwrap_or_default(),
            weight_unit: p.bill.method.weight_unit().to_owned(),
            due: p.bill.due.to_string(),
            shares: p.shares.iter().map(planned).collect(),
        }
    }
}

/// Shares a bill out. Nothing is written.
///
/// # Errors
/// Of [`zhangfang_office::Office::preview_shared`].
#[tauri::command(async)]
pub fn shared_preview(form: SharedForm, session: State<'_, Session>) -> Answer<SharedView> {
    let request = form.request(&session)?;
    session.with(|office| Ok(office.preview_shared(&request)?.into()))
}

/// A bill that was posted.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "shared.ts")]
pub struct SharedDone {
    /// Its number.
    #[ts(type = "number")]
    pub bill: i64,
    /// Homes.
    pub homes: usize,
    /// The bill.
    pub total: Amount,
}

/// Posts a bill with its shares.
///
/// # Errors
/// Of [`zhangfang_office::Office::post_shared`].
#[tauri::command(async)]
pub fn shared_post(form: SharedForm, key: Option<String>, session: State<'_, Session>) -> Answer<SharedDone> {
    let (request, occasion) = (form.request(&session)?, session.occasion(key));
    let done = session.with(|office| Ok(office.post_shared(&request, &occasion)?.value))?;
    Ok(SharedDone { bill: done.bill, homes: done.homes, total: done.total.into() })
}

/// A posted bill in the list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "shared.ts")]
pub struct SharedLine {
    /// Its number.
    #[ts(type = "number")]
    pub bill: i64,
    /// What it is for.
    pub label: String,
    /// Months.
    pub months: String,
    /// `1200 kWh × 0.55 元`.
    pub volume: String,
    /// The bill.
    pub amount: Amount,
    /// The method in words.
    pub method: String,
    /// Homes.
    #[ts(type = "number")]
    pub homes: i64,
    /// Whether it was taken back.
    pub reversed: bool,
}

fn line(b: SharedBill) -> SharedLine {
    SharedLine {
        bill: b.id,
        months: b.months.to_string(),
        volume: format!("{} {} × {} 元", at_least(b.volume, 0), b.unit, at_least(b.unit_price, 2)),
        amount: b.fen.into(),
        method: b.method.label().to_owned(),
        homes: b.homes,
        reversed: b.reversed_by.is_some(),
        label: b.label,
    }
}

/// The posted bills, newest first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn shared_bills(session: State<'_, Session>) -> Answer<Vec<SharedLine>> {
    let mut bills = session.with(|office| Ok(office.shared_bills()?))?;
    bills.sort_by_key(|b| std::cmp::Reverse(b.id));
    Ok(bills.into_iter().map(line).collect())
}

/// The shares of a posted bill.
///
/// # Errors
/// Of [`zhangfang_office::Office::shared_sheet`].
#[tauri::command(async)]
pub fn shared_bill(bill: u32, session: State<'_, Session>) -> Answer<SharedView> {
    let sheet = session.with(|office| Ok(office.shared_sheet(i64::from(bill))?))?;
    let sum: Fen = sheet.lines.iter().map(|l| l.share).sum();
    let share = |l: zhangfang_office::shared_cost::SharedLine| ShareLine {
        room: l.room,
        weight: at_least(l.weight, 2),
        share: l.share.into(),
        note: String::new(),
    };
    Ok(SharedView {
        bill: sheet.bill.fen.into(),
        sum: sum.into(),
        per_unit: String::new(),
        weight_unit: sheet.bill.method.weight_unit().to_owned(),
        due: sheet.bill.due.to_string(),
        shares: sheet.lines.into_iter().map(share).collect(),
    })
}

/// Takes a bill back with all its shares.
///
/// # Errors
/// Of [`zhangfang_office::Office::reverse_shared`].
#[tauri::command(async)]
pub fn shared_reverse(
    bill: u32,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        office.reverse_shared(i64::from(bill), reason, &occasion)?;
        Ok(())
    })
}

/// The sheet to be posted, or the list by home that must not be.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn shared_paper(bill: u32, internal: bool, session: State<'_, Session>) -> Answer<PaperHandle> {
    let (bill, occasion) = (i64::from(bill), session.occasion(None));
    let paper = session.with_fonts(|office, fonts| {
        Ok(if internal {
            papers::shared_list(office, fonts, bill, &occasion)?
        } else {
            papers::shared_sheet(office, fonts, bill, &occasion)?
        })
    })?;
    Ok(session.shelf.put(paper))
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        shared_preview,
        shared_post,
        shared_bills,
        shared_bill,
        shared_reverse,
        shared_paper
    ]
}
