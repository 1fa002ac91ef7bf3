//! The course of a ticket: 登记 → 受理 → 派单 → 处理中 → 待业主确认 → 回访 → 关闭, with 挂起, 驳回, 重开 and 升级 beside it
//! (domain section 6.2). The state is always computed from the steps; a step that is not allowed is refused.

use super::step::{Event, REOPENS_UP_TO, Step, StepError, StepKind};
use super::terms::{Span, Terms};
use super::{FeeAnswer, Ground, HoldCause, Kind, Level};
use crate::approval::Role;
use crate::coded::coded;
use chrono::NaiveDateTime;

coded! {
    /// Where a ticket stands.
    State {
        /// Noted, nobody has answered yet.
        Registered, "registered", "登记";
        /// Graded, the owner knows who looks after it.
        Accepted, "accepted", "受理";
        /// Given to somebody.
        Dispatched, "dispatched", "派单";
        /// Somebody works on it.
        InProgress, "in-progress", "处理中";
        /// Waits, with a reason and a day.
        OnHold, "on-hold", "挂起";
        /// Done; the owner has not said so yet.
        AwaitingOwner, "awaiting-owner", "待业主确认";
        /// Confirmed by the owner.
        AwaitingRevisit, "awaiting-revisit", "待回访";
        /// Revisited, the owner is content; the last word is still to be given.
        Revisited, "revisited", "已回访";
        /// Over.
        Closed, "closed", "关闭";
        /// Turned down, and explained.
        Rejected, "rejected", "驳回";
        /// Taken up again.
        Reopened, "reopened", "重开";
    }
}

/// A revisit that took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revisit {
    /// Who asked.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
    /// 1 to 5.
    pub score: u8,
}

/// The course of a ticket so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// What somebody came with.
    pub kind: Kind,
    /// How urgent it is now.
    pub level: Level,
    /// Where it stands.
    pub state: State,
    /// Who took it in.
    pub intake: String,
    /// Who answers for it (首问责任人): whoever took it in, or to whom that was handed over.
    pub first_contact: String,
    /// When it came in.
    pub taken: NaiveDateTime,
    /// From when the promise to be done runs: taken in, or taken up again.
    pub since: NaiveDateTime,
    /// The last step.
    pub last: NaiveDateTime,
    /// When it was answered for the first time.
    pub accepted: Option<NaiveDateTime>,
    /// Who works on it.
    pub executor: Option<String>,
    /// Whether that is a firm.
    pub contractor: bool,
    /// Everybody who ever worked on it.
    pub executors: Vec<String>,
    /// For when it was agreed.
    pub appointment: Option<NaiveDateTime>,
    /// When somebody was on site.
    pub arrived: Option<NaiveDateTime>,
    /// When the owner was told last how it stands.
    pub reported: Option<NaiveDateTime>,
    /// When its clock stood.
    pub holds: Vec<Span>,
    /// What it waits for now.
    pub hold: Option<HoldCause>,
    /// When it was done or turned down; missing again when it was taken up again.
    pub finished: Option<NaiveDateTime>,
    /// Why it was turned down.
    pub ground: Option<Ground>,
    /// The last revisit since it was done.
    pub revisit: Option<Revisit>,
    /// When the last word was given, and by whom.
    pub closed: Option<(NaiveDateTime, String)>,
    /// How often it was taken up again.
    pub reopened: u32,
    /// How far up it was made known.
    pub escalated: Option<Role>,
    /// What came of speaking about the fee.
    pub fee_answer: Option<FeeAnswer>,
    /// The incident it joined.
    pub incident: Option<i64>,
    /// Where it goes on after a hold.
    resumes: State,
}

impl Course {
    /// A ticket that was just taken in.
    #[must_use]
    pub fn begin(kind: Kind, level: Level, intake: &str, taken: NaiveDateTime) -> Self {
        Self {
            kind,
            level,
            state: State::Registered,
            intake: intake.to_owned(),
            first_contact: intake.to_owned(),
            taken,
            since: taken,
            last: taken,
            accepted: None,
            executor: None,
            contractor: false,
            executors: Vec::new(),
            appointment: None,
            arrived: None,
            reported: None,
            holds: Vec::new(),
            hold: None,
            finished: None,
            ground: None,
            revisit: None,
            closed: None,
            reopened: 0,
            escalated: None,
            fee_answer: None,
            incident: None,
            resumes: State::Accepted,
        }
    }

    /// Whether somebody still has to do something about it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, State::Closed | State::Rejected)
    }

    /// Whether the service is done: what is left is asking and answering.
    #[must_use]
    pub const fn is_served(&self) -> bool {
        self.finished.is_some()
    }

    /// The kinds of steps that may follow, in the order of a usual day.
    pub fn allowed(&self) -> impl Iterator<Item = StepKind> {
        StepKind::ALL.into_iter().filter(|step| self.follows(*step))
    }

    /// Whether a kind of step may follow on the state. Everything that happens to a ticket is named here once.
    #[must_use]
    pub const fn follows(&self, step: StepKind) -> bool {
        use State as S;
        match step {
            StepKind::Accept => matches!(self.state, S::Registered),
            StepKind::Dispatch => {
                matches!(self.state, S::Accepted | S::Reopened | S::Dispatched | S::InProgress)
            }
            StepKind::Start => matches!(self.state, S::Dispatched),
            StepKind::Arrive => matches!(self.state, S::Dispatched | S::InProgress) && self.arrived.is_none(),
            StepKind::Report => {
                matches!(self.state, S::Accepted | S::Dispatched | S::InProgress | S::OnHold | S::Reopened)
            }
            StepKind::Hold => {
                matches!(self.state, S::Accepted | S::Dispatched | S::InProgress | S::Reopened | S::OnHold)
            }
            StepKind::Resume => matches!(self.state, S::OnHold),
            StepKind::Reject => {
                matches!(
                    self.state,
                    S::Registered | S::Accepted | S::Dispatched | S::InProgress | S::OnHold | S::Reopened
                )
            }
            StepKind::Finish => matches!(self.state, S::Accepted | S::InProgress | S::Reopened),
            StepKind::Confirm => matches!(self.state, S::AwaitingOwner),
            StepKind::Revisit => {
                matches!(self.state, S::AwaitingOwner | S::AwaitingRevisit)
                    || (matches!(self.state, S::Closed) && self.revisit.is_none())
            }
            StepKind::Reopen => {
                matches!(
                    self.state,
                    S::AwaitingOwner | S::AwaitingRevisit | S::Revisited | S::Closed | S::Rejected
                )
            }
            StepKind::Close => match self.state {
                S::Revisited => true,
                S::AwaitingRevisit => !Terms::revisit_always(self.kind),
                S::AwaitingOwner => matches!(self.kind, Kind::Inquiry | Kind::Praise | Kind::Suggestion),
                _ => false,
            },
            StepKind::Escalate | StepKind::HandOver | StepKind::Regrade | StepKind::Join => self.is_open(),
            StepKind::FeeTalk => self.is_served() && self.fee_answer.is_none(),
        }
    }

    /// Takes a step.
    ///
    /// # Errors
    /// [`StepError`]; the course stays as it was.
    pub fn take(&mut self, event: &Event) -> Result<(), StepError> {
        self.check(event)?;
        self.replay(event);
        Ok(())
    }

    /// Takes a step that was taken before: it is not held against the rules again.
    pub fn replay(&mut self, event: &Event) {
        self.last = self.last.max(event.at);
        self.apply(event);
    }

    fn check(&self, Event { at, step, note }: &Event) -> Result<(), StepError> {
        let (at, kind) = (*at, step.kind());
        if !self.follows(kind) {
            return Err(match (kind, self.state) {
                (StepKind::Close, State::AwaitingOwner | State::AwaitingRevisit) => StepError::NotRevisited,
                _ => StepError::NotNow { state: self.state, step: kind },
            });
        }
        if at < self.last {
            return Err(StepError::Before { at, last: self.last });
        }
        let silent = note.trim().is_empty();
        if kind.needs_note() && silent {
            return Err(StepError::NoNote { step: kind });
        }
        if step.person().is_some_and(|person| person.trim().is_empty()) {
            return Err(StepError::Nobody { step: kind });
        }
        match step {
            Step::Hold { until, .. } if *until <= at => Err(StepError::HoldOver { until: *until }),
            Step::Revisit { score, .. } if !(1..=5).contains(score) => {
                Err(StepError::Score { score: *score })
            }
            Step::Revisit { by, .. } if self.executors.contains(by) => {
                Err(StepError::OwnWork { person: by.clone() })
            }
            Step::Revisit { score, .. } if *score <= REOPENS_UP_TO && silent => {
                Err(StepError::ScoreUnexplained { score: *score })
            }
            // What is not in the sample of revisits says why it was closed.
            Step::Close { .. } if self.state == State::AwaitingRevisit && silent => {
                Err(StepError::NoNote { step: kind })
            }
            Step::Close { by } if *by != self.first_contact => {
                Err(StepError::NotFirstContact { first: self.first_contact.clone(), by: by.clone() })
            }
            Step::Regrade { level } if *level == self.level => Err(StepError::SameLevel { level: *level }),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, event: &Event) {
        let at = event.at;
        match &event.step {
            Step::Accept => (self.state, self.accepted) = (State::Accepted, Some(at)),
            Step::Dispatch { to, contractor, appointment } => {
                self.state = State::Dispatched;
                (self.executor, self.contractor) = (Some(to.clone()), *contractor);
                (self.appointment, self.arrived) = (*appointment, None);
                self.works(to);
            }
            Step::Start => self.state = State::InProgress,
            Step::Arrive => (self.state, self.arrived) = (State::InProgress, Some(at)),
            Step::Report => self.reported = Some(at),
            Step::Hold { cause, until } => self.wait(at, *cause, *until),
            Step::Resume => {
                self.end_hold(at);
                self.state = self.resumes;
            }
            Step::Reject { ground } => {
                self.end_hold(at);
                (self.state, self.ground) = (State::Rejected, Some(*ground));
                (self.accepted, self.finished) = (self.accepted.or(Some(at)), Some(at));
            }
            Step::Finish { by } => {
                (self.state, self.finished) = (State::AwaitingOwner, Some(at));
                self.executor = Some(by.clone());
                self.works(by);
            }
            Step::Confirm => self.state = State::AwaitingRevisit,
            Step::Revisit { by, score, .. } => self.asked(at, by, *score),
            Step::Reopen => self.reopen(at),
            Step::Close { by } => (self.state, self.closed) = (State::Closed, Some((at, by.clone()))),
            Step::Escalate { to } => self.escalated = self.escalated.max(Some(*to)),
            Step::Regrade { level } => self.level = *level,
            Step::HandOver { to } => self.first_contact.clone_from(to),
            Step::FeeTalk { answer } => self.fee_answer = Some(*answer),
            Step::Join { incident } => self.incident = Some(*incident),
        }
    }

    fn works(&mut self, person: &str) {
        if !self.executors.iter().any(|known| known == person) {
            self.executors.push(person.to_owned());
        }
    }

    fn wait(&mut self, at: NaiveDateTime, cause: HoldCause, until: NaiveDateTime) {
        if self.state != State::OnHold {
            self.resumes = self.state;
        }
        self.end_hold(at);
        (self.state, self.hold) = (State::OnHold, Some(cause));
        self.holds.push(Span { from: at, to: until });
    }

    /// The clock runs again; it did so by itself when the day of the hold was over.
    fn end_hold(&mut self, at: NaiveDateTime) {
        if let (Some(_), Some(last)) = (self.hold.take(), self.holds.last_mut()) {
            last.to = last.to.min(at);
        }
    }

    fn asked(&mut self, at: NaiveDateTime, by: &str, score: u8) {
        self.revisit = Some(Revisit { by: by.to_owned(), at, score });
        if score <= REOPENS_UP_TO {
            self.reopen(at);
        } else if self.state != State::Closed {
            self.state = State::Revisited;
        }
    }

    fn reopen(&mut self, at: NaiveDateTime) {
        (self.state, self.since) = (State::Reopened, at);
        (self.finished, self.revisit, self.closed, self.ground) = (None, None, None, None);
        (self.arrived, self.appointment, self.reported, self.fee_answer) = (None, None, None, None);
        self.reopened += 1;
    }
}
