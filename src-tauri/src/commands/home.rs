//! 总览: the page the office looks at first.

use crate::session::Session;
use crate::wire::{Amount, Answer};
use serde::Serialize;
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_domain::Month;
use zhangfang_domain::rates::{CountRate, KeyRates, Rate};
use zhangfang_office::dashboard::{
    AgeSum, BuildingMap, Dashboard, DayTakings, MapHome, NextStep, Todo, UnitMap, month_rate,
};

/// One amount out of another, with its percent.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct Share {
    /// The part: fen or homes.
    #[ts(type = "number")]
    pub part: i64,
    /// The whole.
    #[ts(type = "number")]
    pub whole: i64,
    /// Percent as text with two decimals; nothing without a whole.
    pub percent: Option<String>,
}

impl From<Rate> for Share {
    fn from(rate: Rate) -> Self {
        let percent = rate.percent().map(|p| p.to_string());
        Self { part: rate.numerator.0, whole: rate.denominator.0, percent }
    }
}

impl From<CountRate> for Share {
    fn from(rate: CountRate) -> Self {
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let percent = rate.percent().map(|p| p.to_string());
        Self { part: whole(rate.numerator), whole: whole(rate.denominator), percent }
    }
}

/// The rates of a month.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct MonthRates {
    /// The month, `2025-12`.
    pub month: String,
    /// 当期收缴率, by amount.
    pub current: Share,
    /// 户收缴率.
    pub by_home: Share,
    /// 历史欠费清缴率.
    pub historic: Share,
}

impl From<(Month, KeyRates)> for MonthRates {
    fn from((month, rates): (Month, KeyRates)) -> Self {
        Self {
            month: month.to_string(),
            current: rates.current.into(),
            by_home: rates.by_home.into(),
            historic: rates.historic.into(),
        }
    }
}

/// What is open in one age.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct AgeView {
    /// Code of the bucket.
    pub code: String,
    /// Its heading.
    pub label: String,
    /// How much.
    pub open: Amount,
    /// Number of charges.
    #[ts(type = "number")]
    pub charges: i64,
}

impl From<AgeSum> for AgeView {
    fn from(sum: AgeSum) -> Self {
        let (code, label) = (sum.bucket.code().to_owned(), sum.bucket.label().to_owned());
        Self { code, label, open: sum.open.into(), charges: sum.charges }
    }
}

/// A home on the map.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct CellView {
    /// The whole room.
    pub room: String,
    /// Row in the building, from the top.
    pub row: usize,
    /// Column in the unit, from the left.
    pub column: usize,
    /// What is overdue.
    pub overdue: Amount,
    /// Place of its age among the ages; 0 without anything overdue.
    pub age: usize,
}

/// A unit on the map.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct UnitView {
    /// Its number.
    pub unit: u16,
    /// Columns.
    pub columns: usize,
    /// Its homes.
    pub homes: Vec<CellView>,
}

/// A building on the map.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct BuildingView {
    /// The building.
    pub building: String,
    /// Floors from the top; nothing for rooms without one.
    pub floors: Vec<Option<u16>>,
    /// Its units.
    pub units: Vec<UnitView>,
    /// What is overdue in it.
    pub overdue: Amount,
    /// Homes that owe it.
    pub debtors: usize,
    /// Homes in it.
    pub homes: usize,
}

impl From<BuildingMap> for BuildingView {
    fn from(map: BuildingMap) -> Self {
        let cell = |home: MapHome| CellView {
            room: home.room,
            row: home.row,
            column: home.column,
            overdue: home.overdue.into(),
            age: home.age as usize,
        };
        let unit = |unit: UnitMap| UnitView {
            unit: unit.unit,
            columns: unit.columns,
            homes: unit.homes.into_iter().map(cell).collect(),
        };
        Self {
            building: map.building,
            floors: map.floors,
            units: map.units.into_iter().map(unit).collect(),
            overdue: map.overdue.into(),
            debtors: map.debtors,
            homes: map.homes,
        }
    }
}

/// A month of the trend.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct TrendView {
    /// The month.
    pub month: String,
    /// Charged, and how much of it came in.
    pub share: Share,
}

/// Something that waits.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct TodoView {
    /// Its code.
    pub kind: String,
    /// What it is.
    pub label: String,
    /// How many.
    pub count: usize,
    /// How much money it is about; 0 where about none.
    pub amount: Amount,
    /// The first homes it is about.
    pub rooms: Vec<String>,
    /// Of whom, or which month.
    pub detail: String,
}

impl From<Todo> for TodoView {
    fn from(todo: Todo) -> Self {
        let (kind, label) = (todo.kind.code().to_owned(), todo.kind.label().to_owned());
        let Todo { count, amount, rooms, detail, .. } = todo;
        Self { kind, label, count, amount: amount.into(), rooms, detail }
    }
}

impl TodoView {
    /// The book was not put on another disk for so many days.
    fn backup(days: i64) -> Self {
        Self {
            kind: "backup-old".to_owned(),
            label: "账本该备份到 U 盘了".to_owned(),
            count: 1,
            amount: zhangfang_domain::Fen::ZERO.into(),
            rooms: Vec::new(),
            detail: format!("{days} 天没有备份"),
        }
    }
}

/// Money of one way to pay.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct MethodView {
    /// Its name.
    pub method: String,
    /// Receipts that stand.
    pub receipts: usize,
    /// What they brought.
    pub received: Amount,
    /// Given back.
    pub refunded: Amount,
}

/// The money of a day.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct TakingsView {
    /// The day.
    pub date: String,
    /// By method.
    pub by_method: Vec<MethodView>,
    /// Everything received.
    pub received: Amount,
    /// Everything given back.
    pub refunded: Amount,
    /// Receipts that stand.
    pub receipts: usize,
}

impl From<DayTakings> for TakingsView {
    fn from(day: DayTakings) -> Self {
        let methods = &day.by_method;
        let received = methods.iter().map(|m| m.total).sum::<zhangfang_domain::Fen>().into();
        let refunded = methods.iter().map(|m| m.refunded).sum::<zhangfang_domain::Fen>().into();
        let receipts = methods.iter().map(|m| m.receipts).sum();
        let of = |m: zhangfang_office::day::MethodTakings| MethodView {
            method: m.method,
            receipts: m.receipts,
            received: m.total.into(),
            refunded: m.refunded.into(),
        };
        let by_method = day.by_method.into_iter().map(of).collect();
        Self { date: day.date.to_string(), by_method, received, refunded, receipts }
    }
}

/// The page the office looks at first.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "home.ts")]
pub struct DashboardView {
    /// The day its figures stand for.
    pub today: String,
    /// What has to be done first, in a book without figures: `register`, `tariffs`, `bill-run`.
    pub next_step: Option<String>,
    /// Homes in the book.
    pub homes: usize,
    /// The rates of the latest charged month.
    pub rates: Option<MonthRates>,
    /// Everything overdue.
    pub overdue: Amount,
    /// Homes that owe it.
    pub debtors: usize,
    /// By age, youngest first.
    pub ages: Vec<AgeView>,
    /// The buildings.
    pub map: Vec<BuildingView>,
    /// Twelve months.
    pub trend: Vec<TrendView>,
    /// What waits for somebody.
    pub todos: Vec<TodoView>,
    /// Yesterday.
    pub yesterday: TakingsView,
    /// Today.
    pub now: TakingsView,
}

impl From<Dashboard> for DashboardView {
    fn from(d: Dashboard) -> Self {
        let step = |step| match step {
            NextStep::Register => "register",
            NextStep::Tariffs => "tariffs",
            NextStep::BillRun => "bill-run",
        };
        let [yesterday, now] = d.takings;
        Self {
            today: d.today.to_string(),
            next_step: d.next_step.map(|s| step(s).to_owned()),
            homes: d.homes,
            rates: d.rates.map(Into::into),
            overdue: d.overdue.into(),
            debtors: d.debtors,
            ages: d.ages.into_iter().map(Into::into).collect(),
            map: d.map.into_iter().map(Into::into).collect(),
            trend: d
                .trend
                .iter()
                .map(|t| TrendView { month: t.month.to_string(), share: month_rate(t).into() })
                .collect(),
            todos: d.todos.into_iter().map(Into::into).collect(),
            yesterday: yesterday.into(),
            now: now.into(),
        }
    }
}

/// The page the office looks at first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn home_dashboard(session: State<'_, Session>) -> Answer<DashboardView> {
    let occasion = session.occasion(None);
    let (dashboard, rules) =
        session.with(|office| Ok((office.dashboard(&occasion)?, office.desk_rules()?)))?;
    let mut view: DashboardView = dashboard.into();
    // Where the copies are is known to the machine, not to the book.
    let demo = session.opened().is_some_and(|(_, demo)| demo);
    let due = if demo { None } else { super::app::backup_due(&session, rules, occasion.today) };
    view.todos.extend(due.map(TodoView::backup));
    Ok(view)
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![home_dashboard]
}
