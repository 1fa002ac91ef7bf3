//! The morning work list (checklist S53, S86–S88): everything about arrears that somebody has to do today, most urgent
//! first: limitation, promises, tickets, who is to be called, letters, deliveries, the 72 hours after a run.

use crate::contact::caps::ContactBook;
use crate::dunning::{Debtor, DebtorFilter};
use crate::export::{Table, Value};
use crate::ladder::{Known, LadderBook};
use crate::{Occasion, Office, Result};
use chrono::{Days, NaiveDate, NaiveDateTime};
use std::collections::{BTreeMap, HashMap};
use zhangfang_domain::Fen;
use zhangfang_domain::contact::Channel;
use zhangfang_domain::dunning::{Need, Next, Stage};
use zhangfang_store::dunning::StepRow;

/// How long a broken promise is a task of its own.
const BROKEN_DAYS: u64 = 30;
/// Calendar days after a run in which its homes are followed up (S87).
const FOLLOW_UP_DAYS: u64 = 3;
/// How many minutes ahead tickets are shown.
const TICKET_MINUTES: i64 = 240;

/// What is to be done. The order is the order of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkKind {
    /// A limitation period ends within thirty days.
    Barring,
    /// A promise was not kept.
    Broken,
    /// The service a complaint asked for is done: speak about the fee today.
    Served,
    /// A ticket is about to be late.
    Ticket,
    /// A promise falls due today or tomorrow.
    Promise,
    /// The day that was agreed on to speak again.
    Again,
    /// The reason is to be asked for.
    Call,
    /// The 72 hours after a letter.
    FollowUp,
    /// A delivery that needs the manager's word.
    Confirm,
    /// A letter nobody has delivered yet.
    Deliver,
    /// Letters that may be written.
    Letters,
    /// A limitation period ends within ninety or a hundred and eighty days.
    Limitation,
}

impl WorkKind {
    /// All of them, most urgent first.
    pub const ALL: [Self; 12] = [
        Self::Barring,
        Self::Broken,
        Self::Served,
        Self::Ticket,
        Self::Promise,
        Self::Again,
        Self::Call,
        Self::FollowUp,
        Self::Confirm,
        Self::Deliver,
        Self::Letters,
        Self::Limitation,
    ];

    /// The code on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Barring => "barring",
            Self::Broken => "broken",
            Self::Served => "served",
            Self::Ticket => "ticket",
            Self::Promise => "promise",
            Self::Again => "again",
            Self::Call => "call",
            Self::FollowUp => "follow-up",
            Self::Confirm => "confirm",
            Self::Deliver => "deliver",
            Self::Letters => "letters",
            Self::Limitation => "limitation",
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Barring => "时效将满",
            Self::Broken => "承诺未兑现",
            Self::Served => "服务已办结",
            Self::Ticket => "工单将逾期",
            Self::Promise => "承诺到期",
            Self::Again => "约定再联系",
            Self::Call => "电话沟通",
            Self::FollowUp => "72小时回访",
            Self::Confirm => "送达待确认",
            Self::Deliver => "待送达",
            Self::Letters => "该发信",
            Self::Limitation => "时效预警",
        }
    }
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkItem {
    /// What.
    pub kind: WorkKind,
    /// The account; none for a ticket of a public place and for letters to many.
    pub account: Option<i64>,
    /// The home.
    pub home: Option<i64>,
    /// Its room, or where it is.
    pub room: String,
    /// What is to be done, in words.
    pub what: String,
    /// By when.
    pub due: NaiveDate,
    /// How much it is about; nothing where it is about none.
    pub amount: Fen,
    /// Who looks after the building.
    pub steward: Option<String>,
    /// The first moment the home may be called, where that is later than now.
    pub not_before: Option<NaiveDateTime>,
    /// The stage, for letters.
    pub stage: Option<Stage>,
    /// What it is about by number: a ticket, a letter.
    pub number: Option<String>,
}

/// The list as a workbook.
#[must_use]
pub fn table(items: &[WorkItem], today: NaiveDate) -> Table {
    let row = |item: &WorkItem| {
        vec![
            Value::Text(item.kind.label().to_owned()),
            Value::Text(item.room.clone()),
            Value::Text(item.what.clone()),
            Value::Date(item.due),
            Value::Text(item.steward.clone().unwrap_or_default()),
            Value::Amount(item.amount),
        ]
    };
    Table {
        title: format!("今日清单 {today}"),
        headings: ["要办", "房号", "内容", "期限", "管家", "金额"].map(str::to_owned).to_vec(),
        rows: items.iter().map(row).collect(),
        footer: None,
    }
}

/// What a work list is made from.
struct Desk<'o> {
    office: &'o Office,
    today: NaiveDate,
    now: NaiveDateTime,
    book: LadderBook,
    caps: ContactBook,
    debtors: HashMap<i64, Debtor>,
    items: Vec<WorkItem>,
}

impl Office {
    /// Everything to do today, most urgent first; only what a person looks after when a steward is given.
    ///
    /// # Errors
    /// Store errors.
    pub fn worklist(&self, steward: Option<&str>, occasion: &Occasion) -> Result<Vec<WorkItem>> {
        let today = occasion.today;
        let now = today.and_time(occasion.now.time());
        let debtors = self.debtor_list(today, &DebtorFilter::default())?.lines;
        let mut desk = Desk {
            office: self,
            today,
            now,
            book: LadderBook::read(self.book.reading(), None, None, today)?,
            caps: self.contact_book(now)?,
            debtors: debtors.into_iter().map(|d| (d.account, d)).collect(),
            items: Vec::new(),
        };
        desk.promises()?;
        desk.tickets()?;
        desk.ladder();
        desk.deliveries()?;
        desk.limitation();
        let mut items = desk.items;
        items.retain(|item| steward.is_none_or(|name| item.steward.as_deref().is_none_or(|s| s == name)));
        items.sort_by(|a, b| (a.kind, a.due, &a.room).cmp(&(b.kind, b.due, &b.room)));
        Ok(items)
    }
}

impl Desk<'_> {
    /// A thing to do for somebody who owes; nothing for somebody who owes nothing any more.
    fn owed(&self, kind: WorkKind, account: i64, what: String, due: NaiveDate) -> Option<WorkItem> {
        let debtor = self.debtors.get(&account)?;
        let calls = matches!(
            kind,
            WorkKind::Broken | WorkKind::Promise | WorkKind::Again | WorkKind::Call | WorkKind::FollowUp
        );
        let next = self.caps.next(account, Channel::Phone, self.now).filter(|at| calls && *at > self.now);
        Some(WorkItem {
            kind,
            account: Some(account),
            home: Some(debtor.home),
            room: debtor.room.clone(),
            what,
            due,
            amount: debtor.total,
            steward: debtor.steward.clone(),
            not_before: next,
            stage: None,
            number: None,
        })
    }

    fn promises(&mut self) -> Result<()> {
        let reading = self.office.book.reading();
        let tomorrow = self.today + Days::new(1);
        for promise in reading.promises(None, self.today)? {
            if promise.due > tomorrow || promise.due + Days::new(BROKEN_DAYS) < self.today {
                continue;
            }
            let left = promise.fen - reading.brought_since(&promise, promise.due.min(self.today))?;
            let spoken = self.book.known(promise.account).and_then(|known| known.contacted);
            // Once they were spoken to about it, the day agreed on then counts.
            if !left.is_positive() || spoken.is_some_and(|on| on > promise.due) {
                continue;
            }
            let (kind, word) = match promise.due {
                due if due < self.today => (WorkKind::Broken, format!("承诺 {due} 前缴，没有到账")),
                due if due == self.today => (WorkKind::Promise, "承诺今天缴，核对到账".to_owned()),
                due => (WorkKind::Promise, format!("承诺明天（{due}）缴，提醒一声")),
            };
            let item = self.owed(kind, promise.account, word, promise.due);
            self.items.extend(item.map(|item| WorkItem { amount: left, ..item }));
        }
        Ok(())
    }

    fn tickets(&mut self) -> Result<()> {
        for ticket in self.office.served_tickets(self.today)? {
            let what = format!("{}“{}”已办结，回访并沟通缴费", ticket.number, ticket.wish);
            let item = self.owed(WorkKind::Served, ticket.account, what, ticket.served.date());
            let number = Some(ticket.number);
            self.items.extend(item.map(|item| WorkItem { number, ..item }));
        }
        let stewards = self.office.stewards_by_building()?;
        for alarm in self.office.ticket_alarms(self.now, TICKET_MINUTES)? {
            let line = alarm.line;
            let escalate = match line.escalate_to.as_str() {
                "" => String::new(),
                to => format!("，要升级到{to}"),
            };
            let building = line.room.split('-').next().unwrap_or_default().to_owned();
            self.items.push(WorkItem {
                kind: WorkKind::Ticket,
                account: alarm.account,
                home: alarm.home,
                room: if line.room.is_empty() { line.place } else { line.room },
                what: format!("{}：{}{escalate}", line.topic, line.next),
                due: line.due.map_or(self.today, |at| at.date()),
                amount: Fen::ZERO,
                steward: stewards.get(&building).cloned(),
                not_before: None,
                stage: None,
                number: Some(line.number),
            });
        }
        Ok(())
    }

    /// What the ladder names for each account: to speak again, to call, to follow up, to write.
    fn ladder(&mut self) {
        let mut letters: BTreeMap<Stage, (usize, Fen)> = BTreeMap::new();
        let accounts: Vec<i64> = self.debtors.keys().copied().collect();
        for account in accounts {
            let Some(known) = self.book.known(account) else { continue };
            let again = self.again(known);
            let follow = self.follow_up(known);
            let Next::Stage { stage, from, needs } = &self.debtors[&account].standing.next else {
                continue;
            };
            let ready = *from <= self.today && needs.iter().all(|need| *need == Need::Decision);
            let item = match (again, follow) {
                (Some((day, what)), _) => self.owed(WorkKind::Again, account, what, day),
                (None, Some((day, what))) => self.owed(WorkKind::FollowUp, account, what, day),
                _ if *stage == Stage::Call && ready => {
                    let what = "问明原因，约定下一步".to_owned();
                    self.owed(WorkKind::Call, account, what, *from)
                }
                _ if needs.contains(&Need::Reason) && *from <= self.today => {
                    self.owed(WorkKind::Call, account, "登记欠费原因，才能发通知".to_owned(), *from)
                }
                _ => None,
            };
            if stage.paper().is_some() && ready {
                let sum = letters.entry(*stage).or_default();
                *sum = (sum.0 + 1, sum.1 + self.debtors[&account].standing.asked);
            }
            self.items.extend(item);
        }
        for (stage, (homes, asked)) in letters {
            self.items.push(WorkItem {
                kind: WorkKind::Letters,
                account: None,
                home: None,
                room: format!("{homes} 户"),
                what: format!("可以办“{}”", stage.label()),
                due: self.today,
                amount: asked,
                steward: None,
                not_before: None,
                stage: Some(stage),
                number: None,
            });
        }
    }

    /// The day that was agreed on to look again, when it has come and neither a talk nor a letter came after.
    fn again(&self, known: &Known) -> Option<(NaiveDate, String)> {
        let (day, what) = known.next_look()?;
        let written = last_letter(known).filter(|step| step.result.is_none()).map(|step| step.on);
        let overtaken = written.is_some() && written > known.contacted;
        (day <= self.today && !overtaken).then_some((day, what))
    }

    /// Until when an account is followed up after its last letter, if nobody has spoken since.
    fn follow_up(&self, known: &Known) -> Option<(NaiveDate, String)> {
        let step = last_letter(known)?;
        let until = step.on + Days::new(FOLLOW_UP_DAYS);
        let spoken = known.contacted.is_some_and(|on| on > step.on) || step.result.is_some();
        let within = (step.on..=until).contains(&self.today) && !spoken;
        within.then(|| (until, format!("“{}”后回访，{until} 前", step.stage.label())))
    }

    fn deliveries(&mut self) -> Result<()> {
        for letter in self.office.letters(None, self.today)? {
            let (kind, word) = match letter.state {
                "waiting" => (WorkKind::Deliver, "登记送达"),
                "to-confirm" => (WorkKind::Confirm, "留置送达，等经理确认"),
                _ => continue,
            };
            let what = format!("{} {}：{word}", letter.what, letter.number);
            let item = self.owed(kind, letter.account, what, letter.on);
            self.items.extend(item.map(|item| WorkItem { number: Some(letter.number), ..item }));
        }
        Ok(())
    }

    fn limitation(&mut self) {
        let mut soon: Vec<(i64, NaiveDate)> =
            self.debtors.values().map(|d| (d.account, d.limitation)).collect();
        soon.retain(|(_, last)| (0..=180).contains(&(*last - self.today).num_days()));
        for (account, last) in soon {
            let left = (last - self.today).num_days();
            let kind = if left <= 30 { WorkKind::Barring } else { WorkKind::Limitation };
            let what = format!("最早一笔 {last} 届满，还有 {left} 天");
            let item = self.owed(kind, account, what, last);
            self.items.extend(item);
        }
    }
}

/// The newest letter of a run.
fn last_letter(known: &Known) -> Option<&StepRow> {
    known.steps.iter().rev().find(|step| step.run.is_some() && step.stage.is_letter())
}
