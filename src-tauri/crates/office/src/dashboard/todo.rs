//! What waits for somebody today.

use crate::{Occasion, Office, Result};
use chrono::{Days, NaiveDate};
use zhangfang_domain::{Fen, Month};
use zhangfang_store::Reading;

/// How long a broken promise is still shown.
const PROMISE_DAYS: u64 = 30;
/// How far ahead instalments are shown.
const AHEAD_DAYS: u64 = 3;
/// How many homes a line names at most.
const NAMED: usize = 4;

/// What waits. The order is the order of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TodoKind {
    /// A shift of an earlier day was never closed.
    ShiftNotClosed,
    /// Whoever works has no shift open today.
    ShiftNotOpen,
    /// Promises that fall due today.
    PromiseDue,
    /// Promises of the last days that were not kept.
    PromiseBroken,
    /// Instalments due today or in the next days.
    InstalmentDue,
    /// Agreements with a missed instalment.
    InstalmentMissed,
    /// Forms nobody has decided on.
    FormWaiting,
    /// Closed shifts whose difference no manager took note of.
    ShiftToAcknowledge,
    /// Nothing was charged for this month yet.
    NotCharged,
    /// Meters without a reading for the month.
    ReadingMissing,
    /// Months that are over and not closed.
    MonthNotClosed,
    /// The disclosure of last month was not made.
    DisclosureDue,
}

impl TodoKind {
    /// The code on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ShiftNotClosed => "shift-not-closed",
            Self::ShiftNotOpen => "shift-not-open",
            Self::PromiseDue => "promise-due",
            Self::PromiseBroken => "promise-broken",
            Self::InstalmentDue => "instalment-due",
            Self::InstalmentMissed => "instalment-missed",
            Self::FormWaiting => "form-waiting",
            Self::ShiftToAcknowledge => "shift-to-acknowledge",
            Self::NotCharged => "not-charged",
            Self::ReadingMissing => "reading-missing",
            Self::MonthNotClosed => "month-not-closed",
            Self::DisclosureDue => "disclosure-due",
        }
    }

    /// What it is, to be read after its count.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::ShiftNotClosed => "个以前的班次没有交班",
            Self::ShiftNotOpen => "今天还没有开班",
            Self::PromiseDue => "户承诺今天到期",
            Self::PromiseBroken => "户承诺到期没有兑现",
            Self::InstalmentDue => "户分期款三天内到期",
            Self::InstalmentMissed => "户分期款逾期未付",
            Self::FormWaiting => "张单据等审批",
            Self::ShiftToAcknowledge => "个班次的长短款等确认",
            Self::NotCharged => "本月还没有出账",
            Self::ReadingMissing => "只表还没有抄",
            Self::MonthNotClosed => "个月份没有结账",
            Self::DisclosureDue => "上月收支还没有公示",
        }
    }
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// What.
    pub kind: TodoKind,
    /// How many.
    pub count: usize,
    /// How much money it is about; nothing where it is about none.
    pub amount: Fen,
    /// The first homes it is about.
    pub rooms: Vec<String>,
    /// Of whom or which month, where that is not a home.
    pub detail: String,
}

impl Todo {
    fn of(kind: TodoKind, count: usize, detail: impl Into<String>) -> Option<Self> {
        let detail = detail.into();
        (count > 0).then(|| Self { kind, count, amount: Fen::ZERO, rooms: Vec::new(), detail })
    }
}

/// What waits for homes, kind by kind; kinds without a home are left out.
fn about_homes(reading: Reading<'_>, kinds: [(TodoKind, Vec<(i64, Fen)>); 2]) -> Result<Vec<Todo>> {
    let mut todos = Vec::new();
    for (kind, homes) in kinds {
        let Some(mut todo) = Todo::of(kind, homes.len(), "") else { continue };
        todo.amount = homes.iter().map(|(_, fen)| *fen).sum();
        for (home, _) in homes.iter().take(NAMED) {
            todo.rooms.push(reading.home(*home)?.record.room_number());
        }
        todos.push(todo);
    }
    Ok(todos)
}

impl Office {
    /// What waits for somebody, most urgent first.
    pub(super) fn todos(&self, occasion: &Occasion) -> Result<Vec<Todo>> {
        let today = occasion.today;
        let mut found = self.shift_todos(occasion)?;
        found.extend(self.promise_todos(today)?);
        found.extend(self.instalment_todos(today)?);
        found.extend(self.month_todos(today)?);
        let waiting = self.forms(None)?.into_iter().filter(|form| form.verdict.is_none()).count();
        found.extend(Todo::of(TodoKind::FormWaiting, waiting, ""));
        found.sort_by_key(|todo| todo.kind);
        Ok(found)
    }

    fn shift_todos(&self, occasion: &Occasion) -> Result<Vec<Todo>> {
        let reading = self.book.reading();
        if reading.last_shift_day()?.is_none() {
            return Ok(Vec::new());
        }
        let open = reading.open_shifts()?;
        let old: Vec<String> = open
            .iter()
            .filter(|shift| shift.day < occasion.today)
            .map(|shift| format!("{} {}", shift.cashier, shift.day))
            .collect();
        let mine = open.iter().any(|shift| shift.cashier == occasion.operator);
        let had = reading.last_shift_of(&occasion.operator)?.is_some_and(|shift| shift.day == occasion.today);
        let unnoted = self.unacknowledged_shifts()?.len();
        Ok([
            Todo::of(TodoKind::ShiftNotClosed, old.len(), old.join("，")),
            Todo::of(TodoKind::ShiftNotOpen, usize::from(!mine && !had), occasion.operator.clone()),
            Todo::of(TodoKind::ShiftToAcknowledge, unnoted, ""),
        ]
        .into_iter()
        .flatten()
        .collect())
    }

    fn promise_todos(&self, today: NaiveDate) -> Result<Vec<Todo>> {
        let reading = self.book.reading();
        let (mut due, mut broken) = (Vec::new(), Vec::new());
        let shown = today - Days::new(PROMISE_DAYS)..=today;
        for promise in reading.promises(None, today)?.into_iter().filter(|p| shown.contains(&p.due)) {
            let left = promise.fen - reading.brought_since(&promise, promise.due.min(today))?;
            if left.is_positive() {
                (if promise.due == today { &mut due } else { &mut broken }).push((promise.home, left));
            }
        }
        about_homes(reading, [(TodoKind::PromiseDue, due), (TodoKind::PromiseBroken, broken)])
    }

    fn instalment_todos(&self, today: NaiveDate) -> Result<Vec<Todo>> {
        let reading = self.book.reading();
        let (mut due, mut missed) = (Vec::new(), Vec::new());
        for agreement in reading.agreements(None, today)?.into_iter().filter(|a| a.end.is_none()) {
            let standing = self.agreement_standing(&agreement, today)?;
            let soon = today..=today + Days::new(AHEAD_DAYS);
            let lines = standing.instalments.iter().filter(|l| soon.contains(&l.due));
            let left: Fen = lines.map(|l| l.amount - l.received).sum();
            if standing.due_now.is_positive() {
                missed.push((agreement.home, standing.due_now));
            }
            if left.is_positive() {
                due.push((agreement.home, left));
            }
        }
        about_homes(reading, [(TodoKind::InstalmentDue, due), (TodoKind::InstalmentMissed, missed)])
    }

    fn month_todos(&self, today: NaiveDate) -> Result<Vec<Todo>> {
        let (reading, month) = (self.book.reading(), Month::of(today));
        let last = month.plus(-1);
        let not_charged = !reading.charged_for(month)? && reading.charged_for(last)?;
        let window = self.reading_window()?;
        // Readings are missed once their days have begun.
        let read = if window.of(month).0 <= today { month } else { last };
        let unread = reading.unread_since(window.of(read.plus(-1)).1)?;
        let next = self.next_period()?.filter(|next| *next < month);
        let months = next.map_or(0, |next| (1..).take_while(|n| next.plus(n - 1) < month).count());
        let printed = reading.document(crate::papers::DISCLOSURE, &last.to_string(), None)?.is_some();
        let due = !printed && reading.charged_for(last)?;
        let months_open = match next {
            Some(next) if next == last => last.to_string(),
            Some(next) => format!("{next} 至 {last}"),
            None => String::new(),
        };
        Ok([
            Todo::of(TodoKind::NotCharged, usize::from(not_charged), month.to_string()),
            Todo::of(TodoKind::ReadingMissing, unread, read.to_string()),
            Todo::of(TodoKind::MonthNotClosed, months, months_open),
            Todo::of(TodoKind::DisclosureDue, usize::from(due), last.to_string()),
        ]
        .into_iter()
        .flatten()
        .collect())
    }
}
