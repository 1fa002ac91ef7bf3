//! 结账: what keeps a month from being closed, its closing, its collection, its arrears bridge.

use crate::export;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, month};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::{Month, Months};
use zhangfang_office::bridge::{BridgeBy, BridgeLine};
use zhangfang_office::papers::{self, Paper};

/// The months of the book.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct MonthsView {
    /// Closed months, the latest first: month, day of closing, by whom.
    pub closed: Vec<(String, String, String)>,
    /// The month that can be closed next; none in an empty book.
    pub next: Option<String>,
    /// Months to choose from, the latest first: from the current one back to the first.
    pub all: Vec<String>,
}

/// What stands in the way of a closing.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct MonthCheck {
    /// Has to be put right first.
    pub obstacles: Vec<String>,
    /// Deserves a look first.
    pub warnings: Vec<String>,
}

/// How a month was collected.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct MonthRates {
    /// Day the figures stand for.
    pub as_of: String,
    /// The rates: name, numerator, denominator, percent; the first two in the unit named.
    pub rates: Vec<MonthRate>,
    /// Open then.
    pub arrears: Amount,
    /// Homes that owe then.
    pub debtors: usize,
}

/// A rate of a month.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct MonthRate {
    /// Its name.
    pub name: String,
    /// Above the line, as text.
    pub above: String,
    /// Below the line, as text.
    pub below: String,
    /// In percent; 无 when there is nothing below the line.
    pub percent: String,
}

fn months_view(office: &zhangfang_office::Office, now: Month) -> Answer<MonthsView> {
    let closed = office.closed_periods()?;
    let next = office.next_period()?;
    let named = |number: i64| format!("{}-{:02}", number / 100, number % 100);
    let first = closed.first().map(|p| named(p.month)).and_then(|text| Month::parse(&text)).or(next);
    let mut all: Vec<String> = match first {
        Some(first) if first <= now => Months::new(first, now)
            .map(|months| months.iter().map(|month| month.to_string()).collect())
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    all.reverse();
    Ok(MonthsView {
        closed: closed.iter().rev().map(|p| (named(p.month), p.on.to_string(), p.operator.clone())).collect(),
        next: next.map(|month| month.to_string()),
        all,
    })
}

/// The months of the book.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn period_list(session: State<'_, Session>) -> Answer<MonthsView> {
    let now = Month::of(session.host().today());
    session.with(|office| months_view(office, now))
}

/// What stands in the way of closing a month. The whole book is checked.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn period_check(period: &str, session: State<'_, Session>) -> Answer<MonthCheck> {
    let (of, today) = (month(period)?, session.host().today());
    session.with(|office| {
        let check = office.check_period(of, today)?;
        Ok(MonthCheck { obstacles: check.obstacles, warnings: check.warnings })
    })
}

/// Closes a month for good.
///
/// # Errors
/// Of [`zhangfang_office::Office::close_period`].
#[tauri::command(async)]
pub fn period_close(period: &str, key: Option<String>, session: State<'_, Session>) -> Answer<MonthsView> {
    let (of, occasion) = (month(period)?, session.occasion(key));
    session.with(|office| {
        office.close_period(of, &occasion)?;
        months_view(office, Month::of(occasion.today))
    })
}

/// How a month was collected, as of its last day or of today.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn period_rates(period: &str, session: State<'_, Session>) -> Answer<MonthRates> {
    let (of, today) = (month(period)?, session.host().today());
    session.with(|office| {
        let rates = office.rates(Months::single(of), of.last_day().min(today))?;
        let rate = |r: &zhangfang_office::arrears::RateLine| MonthRate {
            name: r.name.to_owned(),
            above: r.numerator.clone(),
            below: r.denominator.clone(),
            percent: r.percent.map_or_else(|| "无".to_owned(), |p| format!("{p} %")),
        };
        Ok(MonthRates {
            as_of: rates.as_of.to_string(),
            rates: rates.rates.iter().map(rate).collect(),
            arrears: rates.arrears.into(),
            debtors: usize::try_from(rates.debtor_homes).unwrap_or_default(),
        })
    })
}

/// A line of the arrears bridge.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct BridgeRow {
    /// Item or building; 合计 in the total.
    pub name: String,
    /// 期初, 新增, 收回, 核销, 减免冲销, 期末.
    pub amounts: Vec<Amount>,
}

/// The arrears bridge of a month, the total last.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "period.ts")]
pub struct BridgeView {
    /// Headings, the first for the name.
    pub headings: Vec<String>,
    /// Its lines.
    pub lines: Vec<BridgeRow>,
    /// Everything.
    pub total: BridgeRow,
    /// Nothing in a sound book.
    pub difference: Amount,
}

impl From<&BridgeLine> for BridgeRow {
    fn from(line: &BridgeLine) -> Self {
        Self { name: line.name.clone(), amounts: line.amounts().map(Amount::from).to_vec() }
    }
}

const fn by(building: bool) -> BridgeBy {
    if building { BridgeBy::Building } else { BridgeBy::Item }
}

/// The arrears bridge of a month, by item or by building.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn period_bridge(period: &str, building: bool, session: State<'_, Session>) -> Answer<BridgeView> {
    let of = month(period)?;
    session.with(|office| {
        let bridge = office.arrears_bridge(of, by(building))?;
        Ok(BridgeView {
            headings: zhangfang_office::bridge::BRIDGE_HEADINGS.map(str::to_owned).to_vec(),
            lines: bridge.lines.iter().map(BridgeRow::from).collect(),
            total: (&bridge.total).into(),
            difference: bridge.total.difference.into(),
        })
    })
}

/// 欠费变动表 as a paper.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn period_bridge_paper(period: &str, building: bool, session: State<'_, Session>) -> Answer<PaperHandle> {
    let (of, occasion) = (month(period)?, session.occasion(None));
    let bytes = session.with_fonts(|office, fonts| {
        Ok(papers::arrears_bridge(office, fonts, of, by(building), &occasion)?)
    })?;
    Ok(session.shelf.put(Paper { file_name: format!("欠费变动表{of}.pdf"), bytes, count: 1 }))
}

/// 欠费变动表 as a workbook.
///
/// # Errors
/// Store errors; when the file cannot be written.
#[tauri::command(async)]
pub fn period_export_bridge(
    period: &str,
    building: bool,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let of = month(period)?;
    let table = session.with(|office| Ok(office.arrears_bridge(of, by(building))?.table("")))?;
    export::save(&session, purpose, table)
}
