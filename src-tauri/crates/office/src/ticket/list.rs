//! Tickets as they are listed and shown.

use super::{Material, Ticket};
use crate::export::{Table, Value};
use crate::{Office, Result};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use serde::Serialize;
use std::collections::HashMap;
use zhangfang_domain::approval::Role;
use zhangfang_domain::ticket::deadline::Deadline;
use zhangfang_domain::ticket::rates::Counts;
use zhangfang_domain::ticket::step::{Step, StepKind};
use zhangfang_domain::ticket::terms::Terms;
use zhangfang_domain::ticket::{Category, Kind, Level};
use zhangfang_store::attachment::Subject;
use zhangfang_store::ticket::{Logged, Which};

/// Which tickets are wanted.
#[derive(Clone, Debug, Default)]
pub struct TicketFilter {
    /// Only those of a home, by room.
    pub room: Option<String>,
    /// Only those taken in on these days, closed ones included; otherwise only open ones.
    pub taken: Option<(NaiveDate, NaiveDate)>,
    /// Closed ones too.
    pub closed: bool,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this category.
    pub category: Option<Category>,
}

/// A ticket on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TicketLine {
    /// Its number.
    pub number: String,
    /// The room, or nothing for a public place.
    pub room: String,
    /// The place, when it is not inside the home.
    pub place: String,
    /// 投诉, 报修 …
    pub kind: &'static str,
    /// 工程维修 · 水电
    pub topic: String,
    /// Code of the level.
    pub level: &'static str,
    /// In the person's words.
    pub wish: String,
    /// Code of the state.
    pub state: &'static str,
    /// The same in Chinese, with what it waits for.
    pub label: String,
    /// When it came in.
    pub taken: NaiveDateTime,
    /// Who answers for it.
    pub first_contact: String,
    /// Who works on it.
    pub executor: String,
    /// What has to happen next: 首次答复, 办结 …; empty when nothing has.
    pub next: String,
    /// By when.
    pub due: Option<NaiveDateTime>,
    /// Minutes until then; negative when it is late.
    pub minutes_left: Option<i64>,
    /// To whom it has to be made known now and was not: 项目经理.
    pub escalate_to: String,
    /// Whether it names the fee.
    pub touches_fee: bool,
    /// Until when dunning is paused by it.
    pub paused_until: Option<NaiveDate>,
    /// How often it was taken up again.
    pub reopened: u32,
}

/// A step on a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// When.
    pub at: NaiveDateTime,
    /// Its kind.
    #[serde(skip)]
    pub step: StepKind,
    /// What: 派单 · 老王（外包）.
    pub what: String,
    /// In which words.
    pub note: String,
    /// Who noted it.
    pub operator: String,
}

/// Everything about a ticket.
#[derive(Clone, Debug)]
pub struct TicketCard {
    /// The line of the list.
    pub line: TicketLine,
    /// The ticket.
    pub ticket: Ticket,
    /// Everything that happened.
    pub log: Vec<LogLine>,
    /// Everything still promised.
    pub promises: Vec<Deadline>,
    /// By when the first reply was promised, and when it was given.
    pub reply: (NaiveDateTime, Option<NaiveDateTime>),
    /// By when it was promised to be done; none where it lasts until it is safe.
    pub done_by: Option<NaiveDateTime>,
    /// Material and paid work.
    pub materials: Vec<Material>,
    /// Photos and scans: number and name.
    pub pictures: Vec<(i64, String)>,
    /// The title and the answer of the incident it is one of.
    pub incident: Option<(String, String)>,
}

impl Office {
    /// Tickets, those about to be late first: emergencies, then by the moment something is due, then what nothing is due of.
    ///
    /// # Errors
    /// [`crate::Refusal::UnknownHome`], store errors.
    pub fn tickets(&self, filter: &TicketFilter, now: NaiveDateTime) -> Result<Vec<TicketLine>> {
        let which = match (&filter.room, filter.taken, filter.closed) {
            (Some(room), ..) => Which::Home(self.home(room)?.id),
            (None, Some((from, to)), _) => {
                let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
                Which::Taken(midnight(from), midnight(to + Days::new(1)))
            }
            (None, None, true) => Which::All,
            (None, None, false) => Which::Open,
        };
        let mut tickets = self.book.reading().tickets(which)?;
        tickets.retain(|t| {
            filter.kind.is_none_or(|kind| kind == t.request.kind)
                && filter.category.is_none_or(|category| category == t.request.topic.category())
                && (filter.closed || filter.taken.is_some() || t.course.is_open())
        });
        let terms = self.ticket_terms()?;
        let mut lines =
            tickets.iter().map(|t| self.ticket_line(t, &terms, now)).collect::<Result<Vec<_>>>()?;
        let far = NaiveDateTime::MAX;
        lines.sort_by_key(|l| {
            (
                l.state == "closed" || l.state == "rejected",
                l.level != Level::P0.code() || l.next.is_empty(),
                l.due.unwrap_or(far),
            )
        });
        Ok(lines)
    }

    pub(super) fn ticket_line(
        &self,
        ticket: &Ticket,
        terms: &Terms,
        now: NaiveDateTime,
    ) -> Result<TicketLine> {
        let (request, course) = (&ticket.request, &ticket.course);
        let room = match request.home {
            Some((home, _)) => self.book.reading().home(home)?.record.room_number(),
            None => String::new(),
        };
        let next = course.deadlines(terms).first().copied();
        let label = match course.hold {
            Some(cause) => format!("{}：{}", course.state.label(), cause.label()),
            None => course.state.label().to_owned(),
        };
        let paused = if request.touches_fee { self.ticket_pause(ticket, now.date())? } else { None };
        Ok(TicketLine {
            number: ticket.number.clone(),
            room,
            place: request.place.clone().unwrap_or_default(),
            kind: request.kind.label(),
            topic: topic(ticket),
            level: course.level.code(),
            wish: request.wish.clone(),
            state: course.state.code(),
            label,
            taken: request.at,
            first_contact: course.first_contact.clone(),
            executor: course.executor.clone().unwrap_or_default(),
            next: next.map_or("", |d| d.promise.label()).to_owned(),
            due: next.map(|d| d.due),
            minutes_left: next.map(|d| (d.due - now).num_minutes()),
            escalate_to: course.escalation_due(terms, now).map_or("", Role::label).to_owned(),
            touches_fee: request.touches_fee,
            paused_until: paused.map(|pause| pause.until),
            reopened: course.reopened,
        })
    }

    /// Everything about a ticket.
    ///
    /// # Errors
    /// [`crate::Refusal::Unknown`].
    pub fn ticket_card(&self, number: &str, now: NaiveDateTime) -> Result<TicketCard> {
        let (ticket, terms) = (self.ticket(number)?, self.ticket_terms()?);
        let reading = self.book.reading();
        let incidents = reading.incidents()?;
        let incident = ticket.course.incident.and_then(|id| incidents.into_iter().find(|i| i.id == id));
        Ok(TicketCard {
            line: self.ticket_line(&ticket, &terms, now)?,
            log: ticket.log.iter().map(log_line).collect(),
            promises: ticket.course.deadlines(&terms),
            reply: (ticket.course.reply_due(&terms), ticket.course.accepted),
            done_by: ticket.course.close_due(&terms),
            materials: reading.ticket_materials(ticket.id)?,
            pictures: reading
                .attachments(Subject::Ticket, ticket.id)?
                .into_iter()
                .map(|a| (a.id, a.name))
                .collect(),
            incident: incident.map(|i| (i.title, i.script)),
            ticket,
        })
    }

    /// The counts of tickets taken in on some days, as they stand now; of one kind when it is named.
    ///
    /// # Errors
    /// Store errors.
    pub fn ticket_counts(&self, from: NaiveDate, to: NaiveDate, kind: Option<Kind>) -> Result<Counts> {
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
        let tickets =
            self.book.reading().tickets(Which::Taken(midnight(from), midnight(to + Days::new(1))))?;
        let of_kind = tickets.iter().filter(|t| kind.is_none_or(|kind| kind == t.request.kind));
        Ok(Counts::of(of_kind.map(|t| &t.course), &self.ticket_terms()?))
    }

    /// How many tickets taken in on some days were about what, the most first: the root causes for the disclosure.
    ///
    /// # Errors
    /// Store errors.
    pub fn ticket_causes(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<(String, usize)>> {
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
        let tickets =
            self.book.reading().tickets(Which::Taken(midnight(from), midnight(to + Days::new(1))))?;
        let mut counts: HashMap<String, usize> = HashMap::new();
        for ticket in
            tickets.iter().filter(|t| t.request.kind == Kind::Complaint || t.request.kind == Kind::Repair)
        {
            *counts.entry(topic(ticket)).or_default() += 1;
        }
        let mut causes: Vec<_> = counts.into_iter().collect();
        causes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(causes)
    }
}

/// The lines as a workbook.
#[must_use]
pub fn table(lines: &[TicketLine], day: NaiveDate) -> Table {
    let headings = [
        "工单号",
        "级别",
        "房号",
        "位置",
        "类型",
        "小类",
        "诉求",
        "状态",
        "下一步",
        "期限",
        "首问责任人",
        "办理人",
        "登记时间",
        "涉及费用",
        "重开次数",
    ];
    let minute = |at: NaiveDateTime| at.format("%Y-%m-%d %H:%M").to_string();
    let row = |l: &TicketLine| {
        let text = |text: &str| Value::Text(text.to_owned());
        vec![
            text(&l.number),
            Value::Text(l.level.to_uppercase()),
            text(&l.room),
            text(&l.place),
            text(l.kind),
            text(&l.topic),
            text(&l.wish),
            text(&l.label),
            text(&l.next),
            Value::Text(l.due.map(minute).unwrap_or_default()),
            text(&l.first_contact),
            text(&l.executor),
            Value::Text(minute(l.taken)),
            text(if l.touches_fee { "是" } else { "否" }),
            Value::Integer(l.reopened.into()),
        ]
    };
    Table {
        title: format!("工单 {day}"),
        headings: headings.map(str::to_owned).to_vec(),
        rows: lines.iter().map(row).collect(),
        footer: None,
    }
}

/// `工程维修 · 水电`; one word where both levels are the same.
pub(crate) fn topic(ticket: &Ticket) -> String {
    let topic = ticket.request.topic;
    let (category, topic) = (topic.category().label(), topic.label());
    if category == topic { topic.to_owned() } else { format!("{category} · {topic}") }
}

fn log_line(logged: &Logged) -> LogLine {
    let event = &logged.event;
    let what = event.step.kind().label();
    let more = match &event.step {
        Step::Dispatch { to, contractor, appointment } => {
            let firm = if *contractor { "（外包）" } else { "" };
            let when = appointment.map(|at| format!("，约 {}", at.format("%m-%d %H:%M"))).unwrap_or_default();
            format!("{to}{firm}{when}")
        }
        Step::Hold { cause, until } => format!("{}，至 {}", cause.label(), until.format("%m-%d %H:%M")),
        Step::Reject { ground } => ground.label().to_owned(),
        Step::Finish { by } | Step::Close { by } => by.clone(),
        Step::Revisit { by, way, score } => format!("{by} {} {score} 分", way.label()),
        Step::Escalate { to } => to.label().to_owned(),
        Step::Regrade { level } => level.label().to_owned(),
        Step::HandOver { to } => to.clone(),
        Step::FeeTalk { answer } => answer.label().to_owned(),
        _ => String::new(),
    };
    let what = if more.is_empty() { what.to_owned() } else { format!("{what} · {more}") };
    LogLine {
        at: event.at,
        step: event.step.kind(),
        what,
        note: event.note.clone(),
        operator: logged.operator.clone(),
    }
}
