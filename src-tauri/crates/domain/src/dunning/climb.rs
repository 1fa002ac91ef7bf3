//! Where an account stands on the ladder, and what comes next.

use super::{Ladder, PauseCause, Stage};
use crate::Fen;
use chrono::{Days, NaiveDate};

/// An open fee of an account. Late charges and costs are no debts of the ladder: nobody is dunned for them alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debt {
    /// The charge.
    pub charge: i64,
    /// Its last day to pay.
    pub due: NaiveDate,
    /// What is open.
    pub open: Fen,
    /// What holds it today.
    pub hold: Option<Hold>,
}

/// What holds a debt, and the last day it does: there is no hold without an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// What.
    pub cause: PauseCause,
    /// The last day.
    pub until: NaiveDate,
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepResult {
    /// The day of the next look that was agreed on; none when the step needs none.
    pub next: Option<NaiveDate>,
}

/// A step that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// On which stage.
    pub stage: Stage,
    /// On which day.
    pub on: NaiveDate,
    /// Days it gave to pay.
    pub term: Option<u32>,
    /// What came of it; a letter that was delivered has a result.
    pub result: Option<StepResult>,
    /// The day a delivery of its letter with a proof of grade A to C reached the debtor.
    pub proved: Option<NaiveDate>,
}

impl Step {
    /// The last day it gave to pay, counted from the day its letter is proved to have arrived, else from when it was
    /// written.
    #[must_use]
    pub fn deadline(&self) -> Option<NaiveDate> {
        self.term.map(|term| shifted(self.proved.unwrap_or(self.on), term.into()))
    }
}

/// What is known of an account.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// Its open fees.
    pub debts: &'a [Debt],
    /// Steps taken, oldest first; those of earlier debts may be among them.
    pub steps: &'a [Step],
    /// The day until which it promised to pay what has not come in yet.
    pub promised: Option<NaiveDate>,
    /// Whether the reason of the arrears was asked for.
    pub reason: bool,
    /// When it was last spoken or written to, in whichever way.
    pub contacted: Option<NaiveDate>,
    /// Whether complaints or repairs of the home are open and nobody has looked at them for this step.
    pub tickets: bool,
}

impl Debt {
    fn held(&self, today: NaiveDate) -> Option<Hold> {
        self.hold.filter(|hold| hold.until >= today)
    }
}

impl<'a> Facts<'a> {
    /// The debts anybody is asked for today: what is overdue and not held, or what is to come when nothing is overdue.
    #[must_use]
    pub fn asked(&self, today: NaiveDate) -> Vec<&'a Debt> {
        let free = || self.debts.iter().filter(|debt| debt.open.is_positive() && debt.held(today).is_none());
        let overdue = free().any(|debt| debt.due < today);
        free().filter(|debt| !overdue || debt.due < today).collect()
    }

    /// Of what holds something open today, that which ends first.
    fn held(&self, today: NaiveDate) -> Option<Hold> {
        let open = self.debts.iter().filter(|debt| debt.open.is_positive());
        open.filter_map(|debt| debt.held(today)).min_by_key(|hold| hold.until)
    }
}

/// What a stage waits for beside its day. Each names what the office has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// The result of the stage before.
    Result(Stage),
    /// Why the account owes; 未明 will do.
    Reason,
    /// A look at the open complaints and repairs.
    Tickets,
    /// A demand with a proof of delivery of grade A to C.
    Proof,
    /// The manager's decision.
    Decision,
}

/// Where an account stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The highest stage done for what is open.
    pub stage: Option<Stage>,
    /// When it was last done.
    pub since: Option<NaiveDate>,
    /// What may be asked for today: overdue and not held, or to come when nothing is overdue.
    pub asked: Fen,
    /// The due date the days are counted from.
    pub due: Option<NaiveDate>,
    /// What holds a part or all of it.
    pub held: Option<Hold>,
    /// What comes next.
    pub next: Next,
}

impl Standing {
    /// Nothing open, nothing to do.
    #[must_use]
    pub const fn closed() -> Self {
        Self { stage: None, since: None, asked: Fen::ZERO, due: None, held: None, next: Next::Closed }
    }
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing is open: the ladder is closed until something is.
    Closed,
    /// Everything overdue is held; the ladder goes on the day after.
    Held(Hold),
    /// A promise runs; the ladder goes on the day after.
    Promised(NaiveDate),
    /// Less is open than anybody is asked for; it goes on when there is more.
    BelowMinimum,
    /// A stage, from a day on, once it has what it needs.
    Stage {
        /// Which.
        stage: Stage,
        /// Its first day.
        from: NaiveDate,
        /// What is missing, the decision included.
        needs: Vec<Need>,
    },
    /// The last stage was done: the case goes on by itself until a judgment is paid or written off.
    InCourt,
}

/// What the manager has decided, with a reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leave {
    /// Nothing.
    #[default]
    None,
    /// That the stage is done, when it is its turn.
    Approved,
    /// That it is done before its turn: stages below it and waiting days are left out. A pause, a promise, a gap, a day
    /// agreed on, a reason and a proof never are.
    Skipping,
}

/// Whether a stage may be done today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may; `skipped` when stages below it or days are left out by decision.
    Ready {
        /// Whether anything is left out.
        skipped: bool,
    },
    /// Nothing is open any more.
    Paid,
    /// Nothing is overdue yet; or something is, and a reminder before the due date comes too late.
    OtherSide,
    /// Held until a day.
    Held(Hold),
    /// Promised until a day.
    Promised(NaiveDate),
    /// Too little.
    BelowMinimum,
    /// Another stage comes first.
    Below(Stage),
    /// A higher stage was reached on a day.
    Passed(Stage, NaiveDate),
    /// Not before a day.
    NotBefore(NaiveDate),
    /// Something is missing.
    Needs(Vec<Need>),
}

/// When a stage may be done.
struct Entry {
    /// The day its turn comes, which the manager may leave out.
    turn: NaiveDate,
    /// The day before which it is never done.
    from: NaiveDate,
    /// What it needs, the decision included.
    needs: Vec<Need>,
}

/// The steps that count for what is open today, and the due date they count from.
struct Climb<'a> {
    ladder: &'a Ladder,
    facts: Facts<'a>,
    today: NaiveDate,
    /// The due date the days are counted from.
    due: NaiveDate,
    overdue: bool,
    /// What may be asked for.
    asked: Fen,
    /// The steps of this climb, oldest first.
    steps: Vec<Step>,
}

/// A day some days off, which may be before.
fn shifted(day: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) };
    moved.unwrap_or(day)
}

impl Ladder {
    /// Where an account stands on a day.
    #[must_use]
    pub fn standing(&self, facts: Facts<'_>, today: NaiveDate) -> Standing {
        let climb = match self.climb(facts, today) {
            Ok(climb) => climb,
            Err(next) => {
                return Standing { held: facts.held(today), next, ..Standing::closed() };
            }
        };
        let next = climb.next();
        let last = climb.highest();
        Standing {
            stage: last.map(|step| step.stage),
            since: last.map(|step| step.on),
            asked: climb.asked,
            due: Some(climb.due),
            held: facts.held(today),
            next,
        }
    }

    /// Whether a stage may be done on a day, with what the manager decided.
    #[must_use]
    pub fn verdict(&self, facts: Facts<'_>, stage: Stage, leave: Leave, today: NaiveDate) -> Verdict {
        let climb = match self.climb(facts, today) {
            Ok(climb) => climb,
            Err(Next::Held(hold)) => return Verdict::Held(hold),
            Err(_) => return Verdict::Paid,
        };
        if climb.overdue == (stage == Stage::PreDue) {
            let held = facts.held(today).filter(|_| !climb.overdue);
            return held.map_or(Verdict::OtherSide, Verdict::Held);
        }
        if let Some(until) = facts.promised.filter(|until| *until >= today) {
            return Verdict::Promised(until);
        }
        if climb.asked < self.least {
            return Verdict::BelowMinimum;
        }
        let skipping = leave == Leave::Skipping;
        let highest = climb.highest();
        match (highest, climb.following()) {
            (Some(step), _) if step.stage > stage => return Verdict::Passed(step.stage, step.on),
            (Some(step), _) if step.stage == stage => {}
            (_, Some(next)) if next < stage && !skipping => return Verdict::Below(next),
            _ => {}
        }
        let Entry { turn, from, needs } = climb.entry(stage);
        let needs: Vec<Need> =
            needs.into_iter().filter(|need| leave == Leave::None || *need != Need::Decision).collect();
        let from = if skipping { from } else { from.max(turn) };
        if from > today {
            Verdict::NotBefore(from)
        } else if needs.is_empty() {
            let out_of_turn = turn > today || climb.following().is_some_and(|next| next < stage);
            Verdict::Ready { skipped: skipping && out_of_turn }
        } else {
            Verdict::Needs(needs)
        }
    }

    /// The climb of what is open, or why there is none.
    fn climb<'a>(&'a self, facts: Facts<'a>, today: NaiveDate) -> Result<Climb<'a>, Next> {
        let concerned = facts.asked(today);
        let Some(due) = concerned.iter().map(|debt| debt.due).min() else {
            return Err(facts.held(today).map_or(Next::Closed, Next::Held));
        };
        let asked = concerned.iter().map(|debt| debt.open).sum();
        let overdue = due < today;
        // A reminder counts from its first day before the due date on, everything else once that date has passed.
        let lead = shifted(due, self.rung(Stage::PreDue).after);
        let counts = |step: &&Step| match step.stage {
            Stage::PreDue => step.on >= lead,
            _ => step.on > due,
        };
        let steps = facts.steps.iter().filter(counts).copied().collect();
        Ok(Climb { ladder: self, facts, today, due, overdue, asked, steps })
    }
}

impl Climb<'_> {
    /// The newest step on the highest stage.
    fn highest(&self) -> Option<Step> {
        self.steps.iter().copied().max_by_key(|step| (step.stage, step.on))
    }

    /// The stage that comes next in order; none after the last.
    fn following(&self) -> Option<Stage> {
        let stage = self.highest().map(|step| step.stage);
        if !self.overdue {
            return (stage.is_none() && self.ladder.rung(Stage::PreDue).on).then_some(Stage::PreDue);
        }
        self.ladder.above(stage)
    }

    fn next(&self) -> Next {
        if let Some(until) = self.facts.promised.filter(|until| *until >= self.today) {
            return Next::Promised(until);
        }
        if self.asked < self.ladder.least {
            return Next::BelowMinimum;
        }
        let Some(stage) = self.following() else {
            if self.overdue {
                return Next::InCourt;
            }
            // Reminded of, not due yet: the next stage begins once it is overdue.
            let stage = self.ladder.above(None).unwrap_or(Stage::Call);
            let from = shifted(self.due, self.ladder.rung(stage).after.max(1));
            return Next::Stage { stage, from, needs: Vec::new() };
        };
        let Entry { turn, from, needs } = self.entry(stage);
        Next::Stage { stage, from: from.max(turn), needs }
    }

    /// When a stage may be done and what it needs.
    fn entry(&self, stage: Stage) -> Entry {
        let (ladder, rung, last) = (self.ladder, self.ladder.rung(stage), self.steps.last());
        // The newest demand that is proved to have arrived, else the newest.
        let demand = self.of(Stage::FormalDemand).max_by_key(|step| (step.proved.is_some(), step.on));
        let turn = match stage {
            Stage::Lawyer => demand.map(|step| shifted(step.deadline().unwrap_or(step.on), rung.after)),
            Stage::Court => self.of(Stage::Lawyer).last().map(|step| shifted(step.on, rung.after)),
            _ => Some(shifted(self.due, rung.after)),
        };
        let contacted = self.facts.contacted.max(last.map(|step| step.on));
        let mut days = vec![contacted.map(|on| shifted(on, rung.gap))];
        // What a letter gave to pay is over before anything else is done.
        days.extend(self.steps.iter().map(|step| step.deadline().map(|day| shifted(day, 1))));
        days.push(last.and_then(|step| step.result).and_then(|result| result.next));
        days.push(self.of(stage).last().map(|step| shifted(step.on, ladder.again)));
        let open = last.filter(|s| s.stage < stage && s.stage.asks_result());
        let open = open.filter(|s| s.result.is_none() && s.proved.is_none());
        let proved = demand.is_some_and(|step| step.proved.is_some());
        let needs = [
            open.map(|step| Need::Result(step.stage)),
            (stage.asks_reason() && !self.facts.reason).then_some(Need::Reason),
            (stage.asks_decision() && self.facts.tickets).then_some(Need::Tickets),
            (stage >= Stage::Lawyer && !proved).then_some(Need::Proof),
            stage.asks_decision().then_some(Need::Decision),
        ];
        Entry {
            turn: turn.unwrap_or(self.due),
            from: days.into_iter().flatten().max().unwrap_or(NaiveDate::MIN),
            needs: needs.into_iter().flatten().collect(),
        }
    }

    /// The steps on a stage, oldest first.
    fn of(&self, stage: Stage) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.stage == stage)
    }
}
