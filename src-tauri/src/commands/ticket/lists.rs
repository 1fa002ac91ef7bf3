//! Tickets in lists, and what is counted of them.

use super::minute;
use crate::export;
use crate::session::Session;
use crate::wire::{Amount, Answer, coded, day, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::rates::CountRate;
use zhangfang_domain::ticket::{Category, Kind, Level};
use zhangfang_office::OfficeError;
use zhangfang_office::ticket::{TicketFilter, TicketLine, table};

/// Which tickets are wanted, as chosen.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(export, export_to = "ticket/lists.ts")]
pub struct TicketChoice {
    /// Only those of a room; all when empty.
    pub room: String,
    /// Only this kind; all when empty.
    pub kind: String,
    /// Only this category; all when empty.
    pub category: String,
    /// Taken in from this day on; only open ones when empty.
    pub from: String,
    /// Up to this day.
    pub to: String,
    /// Closed ones too.
    pub closed: bool,
}

impl TicketChoice {
    fn filter(&self) -> Result<TicketFilter, OfficeError> {
        let taken = match (self.from.trim(), self.to.trim()) {
            ("", _) | (_, "") => None,
            (from, to) => Some((day(from)?, day(to)?)),
        };
        let kind = text_or_none(&self.kind).map(|k| coded("类型", &k, Kind::parse)).transpose()?;
        let category =
            text_or_none(&self.category).map(|c| coded("大类", &c, Category::parse)).transpose()?;
        Ok(TicketFilter { room: text_or_none(&self.room), taken, closed: self.closed, kind, category })
    }
}

/// A ticket on a list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/lists.ts")]
pub struct TicketRow {
    /// Its number.
    pub number: String,
    /// The room; empty for a public place.
    pub room: String,
    /// The place; empty for a home.
    pub place: String,
    /// 投诉, 报修 …
    pub kind: String,
    /// 工程维修 · 水电
    pub topic: String,
    /// `p0` to `p4`.
    pub level: String,
    /// P0 紧急
    pub level_label: String,
    /// In the person's words.
    pub wish: String,
    /// Code of the state.
    pub state: String,
    /// Where it stands, with what it waits for.
    pub label: String,
    /// When it came in.
    pub taken: String,
    /// Who answers for it.
    pub first_contact: String,
    /// Who works on it.
    pub executor: String,
    /// What has to happen next.
    pub next: String,
    /// By when.
    pub due: String,
    /// How long until then: 还有 25 分钟, 超时 2 小时; empty when nothing is due.
    pub left: String,
    /// `late`, `soon` or empty.
    pub alarm: String,
    /// To whom it has to be made known now.
    pub escalate_to: String,
    /// Whether it names the fee.
    pub touches_fee: bool,
    /// Until when dunning is paused by it.
    pub paused_until: String,
    /// How often it was taken up again.
    pub reopened: u32,
}

/// Within so many minutes something is due soon.
const SOON: i64 = 120;

/// How long in words, in the largest unit that says enough.
fn long(minutes: i64) -> String {
    match minutes {
        m if m >= 2 * 1440 => format!("{} 天", m / 1440),
        m if m >= 120 => format!("{} 小时", m / 60),
        m => format!("{m} 分钟"),
    }
}

impl From<TicketLine> for TicketRow {
    fn from(l: TicketLine) -> Self {
        let (left, alarm) = match l.minutes_left {
            None => (String::new(), ""),
            Some(m) if m < 0 => (format!("超时 {}", long(-m)), "late"),
            Some(m) if m <= SOON => (format!("还有 {}", long(m)), "soon"),
            Some(m) => (format!("还有 {}", long(m)), ""),
        };
        Self {
            number: l.number,
            room: l.room,
            place: l.place,
            kind: l.kind.to_owned(),
            topic: l.topic,
            level: l.level.to_owned(),
            level_label: Level::from_code(l.level).map_or("", Level::label).to_owned(),
            wish: l.wish,
            state: l.state.to_owned(),
            label: l.label,
            taken: minute(l.taken),
            first_contact: l.first_contact,
            executor: l.executor,
            next: l.next,
            due: l.due.map(minute).unwrap_or_default(),
            left,
            alarm: alarm.to_owned(),
            escalate_to: l.escalate_to,
            touches_fee: l.touches_fee,
            paused_until: l.paused_until.map(|day| day.to_string()).unwrap_or_default(),
            reopened: l.reopened,
        }
    }
}

/// A ticket that is done and named the fee: somebody is to be spoken to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/lists.ts")]
pub struct ServedRow {
    /// Its number.
    pub number: String,
    /// The room.
    pub room: String,
    /// What it was about.
    pub wish: String,
    /// When it was done.
    pub served: String,
    /// What is overdue.
    pub overdue: Amount,
}

/// Tickets, the most urgent first.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/lists.ts")]
pub struct TicketsView {
    /// One by one.
    pub rows: Vec<TicketRow>,
    /// Those that are late.
    pub late: usize,
    /// Those that will be soon.
    pub soon: usize,
    /// Done, and the fee has not been spoken about.
    pub served: Vec<ServedRow>,
}

/// Tickets.
///
/// # Errors
/// Of [`zhangfang_office::Office::tickets`].
#[tauri::command(async)]
pub fn ticket_list(choice: TicketChoice, session: State<'_, Session>) -> Answer<TicketsView> {
    let now = session.host().today().and_time(session.host().now().time());
    session.with(|office| {
        let rows: Vec<TicketRow> =
            office.tickets(&choice.filter()?, now)?.into_iter().map(Into::into).collect();
        let served = office.served_tickets(now.date())?.into_iter().map(|s| ServedRow {
            number: s.number,
            room: s.room,
            wish: s.wish,
            served: minute(s.served),
            overdue: s.overdue.into(),
        });
        let count = |alarm: &str| rows.iter().filter(|row| row.alarm == alarm).count();
        let (late, soon) = (count("late"), count("soon"));
        Ok(TicketsView { late, soon, served: served.collect(), rows })
    })
}

/// The list as a workbook.
///
/// # Errors
/// Of [`ticket_list`]; when the file cannot be written.
#[tauri::command(async)]
pub fn ticket_export_list(
    choice: TicketChoice,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let now = session.host().today().and_time(session.host().now().time());
    let table = session.with(|office| Ok(table(&office.tickets(&choice.filter()?, now)?, now.date())))?;
    export::save(&session, purpose, table)
}

/// A rate with what it is made of.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/lists.ts")]
pub struct RateRow {
    /// 及时响应率
    pub name: String,
    /// `94.19%`; a dash when there is nothing to divide by.
    pub percent: String,
    /// The part.
    #[ts(type = "number")]
    pub numerator: u64,
    /// The whole.
    #[ts(type = "number")]
    pub denominator: u64,
    /// What is divided by what.
    pub definition: String,
}

/// What is counted of the tickets of some days.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/lists.ts")]
pub struct RatesView {
    /// Rate by rate.
    pub rates: Vec<RateRow>,
    /// Taken up again.
    #[ts(type = "number")]
    pub reopened: u64,
    /// What they were about, the most first.
    pub causes: Vec<(String, usize)>,
}

/// What is counted of the tickets taken in on some days.
///
/// # Errors
/// Of [`zhangfang_office::Office::ticket_counts`].
#[tauri::command(async)]
pub fn ticket_rates(from: &str, to: &str, kind: &str, session: State<'_, Session>) -> Answer<RatesView> {
    let (from, to) = (day(from)?, day(to)?);
    let kind = text_or_none(kind).map(|k| coded("类型", &k, Kind::parse)).transpose()?;
    session.with(|office| {
        let counts = office.ticket_counts(from, to, kind)?;
        let row = |name: &str, rate: CountRate, definition: &str| RateRow {
            name: name.to_owned(),
            percent: rate.percent().map_or_else(|| "—".to_owned(), |p| format!("{p}%")),
            numerator: rate.numerator,
            denominator: rate.denominator,
            definition: definition.to_owned(),
        };
        let rates = vec![
            row("及时响应率", counts.response(), "首次答复及时 ÷ 受理"),
            row("办结率", counts.closing(), "办结 ÷ 受理"),
            row("及时办结率", counts.closing_in_time(), "按时办结 ÷ 受理"),
            row("及时办结率（另一口径）", counts.closing_in_time_of_closed(), "按时办结 ÷ 办结"),
            row("回访率", counts.revisiting(), "已回访 ÷ 办结"),
            row("满意率", counts.satisfaction(), "4—5 分 ÷ 已回访"),
            row("首问负责落实率", counts.first_contact(), "首问人答复关闭 ÷ 关闭"),
        ];
        Ok(RatesView { rates, reopened: counts.reopened, causes: office.ticket_causes(from, to)? })
    })
}
