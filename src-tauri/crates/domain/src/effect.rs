//! What an act of dunning brought (domain section 5.1: conversion, reach, delivery, M6).
//!
//! The attribution rule: money counts for the last act of dunning before it, and only within so many days. An act
//! that is followed by another one on the same account within its days, before it had its effect, hands the account
//! on: the account counts to the later act only.

use crate::Fen;
use crate::coded::coded;
use crate::rates::{CountRate, Rate};
use chrono::{Days, NaiveDate};
use std::collections::HashMap;

coded! {
    /// What effects are added up by.
    EffectBy {
        /// Stage of the ladder.
        Stage, "stage", "催缴阶段";
        /// Channel.
        Channel, "channel", "渠道";
        /// Run: one batch of one stage.
        Run, "run", "批次";
        /// Who looks after the building.
        Steward, "steward", "责任人";
        /// Who did it.
        Person, "person", "经办人";
        /// Month of the act.
        Month, "month", "月份";
    }
}

/// When an act of dunning counts as having worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Within how many days the money must come in, the day of the act not counted.
    pub days: u32,
    /// How many percent of what was asked for must come in, 1 to 100.
    pub percent: u32,
}

impl Default for Measure {
    /// A week: the next stage of the delivered ladder comes no earlier after the first.
    fn default() -> Self {
        Self { days: 7, percent: 80 }
    }
}

impl Measure {
    /// A measure with values that mean something: 1 to 365 days, 1 to 100 percent.
    #[must_use]
    pub fn new(days: u32, percent: u32) -> Option<Self> {
        ((1..=365).contains(&days) && (1..=100).contains(&percent)).then_some(Self { days, percent })
    }

    fn last_day(self, day: NaiveDate) -> NaiveDate {
        day.checked_add_days(Days::new(self.days.into())).unwrap_or(NaiveDate::MAX)
    }

    fn met_by(self, received: Fen, asked: Fen) -> bool {
        i128::from(received.0) * 100 >= i128::from(asked.0) * i128::from(self.percent)
    }
}

/// Money that settled what an act of dunning asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Its place in the journal.
    pub order: i64,
    /// Its business date.
    pub day: NaiveDate,
    /// How much; negative when taken back.
    pub fen: Fen,
}

/// An act of dunning on one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The account it was about.
    pub account: i64,
    /// Its place in the journal: what comes later in the journal comes after it, also on the same day.
    pub order: i64,
    /// Its business date.
    pub day: NaiveDate,
    /// What was open and asked for; more than nothing.
    pub asked: Fen,
    /// What came in afterwards on what was asked for, in any order.
    pub settled: Vec<Settled>,
}

/// What became of an act of dunning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Enough came in within its days.
    Converted,
    /// Its days passed without enough.
    Missed,
    /// Its days are not over and not enough came in so far.
    Pending,
    /// Another act followed within its days before enough came in; the account counts there.
    HandedOn,
}

/// An act of dunning with what is attributed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What became of it.
    pub fate: Fate,
    /// What was asked for.
    pub asked: Fen,
    /// What is attributed to it, at most what was asked for; nothing when handed on.
    pub received: Fen,
}

/// Says of every act, in the order given, what came of it up to a day.
#[must_use]
pub fn attribute(actions: &[Action], measure: Measure, as_of: NaiveDate) -> Vec<Outcome> {
    let mut by_account: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, action) in actions.iter().enumerate() {
        by_account.entry(action.account).or_default().push(at);
    }
    let nothing = Outcome { fate: Fate::Pending, asked: Fen::ZERO, received: Fen::ZERO };
    let mut outcomes = vec![nothing; actions.len()];
    for mut of_account in by_account.into_values() {
        of_account.sort_by_key(|at| (actions[*at].day, actions[*at].order));
        for (n, at) in of_account.iter().enumerate() {
            let next = of_account.get(n + 1).map(|next| &actions[*next]);
            outcomes[*at] = outcome(&actions[*at], next, measure, as_of);
        }
    }
    outcomes
}

fn outcome(action: &Action, next: Option<&Action>, measure: Measure, as_of: NaiveDate) -> Outcome {
    let last = measure.last_day(action.day);
    // Whoever is spoken to again on the last day had their days: the miss stays here, what comes in after goes there.
    let handed_on = next.is_some_and(|next| next.day < last);
    let counts = |s: &&Settled| {
        s.order > action.order && s.day <= last.min(as_of) && next.is_none_or(|next| s.order < next.order)
    };
    let sum: Fen = action.settled.iter().filter(counts).map(|s| s.fen).sum();
    let received = Fen(sum.0.clamp(0, action.asked.0.max(0)));
    let fate = if measure.met_by(received, action.asked) {
        Fate::Converted
    } else if handed_on {
        Fate::HandedOn
    } else if as_of > last || next.is_some_and(|next| next.day <= as_of) {
        Fate::Missed
    } else {
        Fate::Pending
    };
    let received = if fate == Fate::HandedOn { Fen::ZERO } else { received };
    Outcome { fate, asked: action.asked, received }
}

/// How many accounts an act of dunning moved to pay, and how much came in, each with what it is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// 催缴转化率 by homes: those that paid enough in time, out of those acted on that were not handed on.
    pub homes: CountRate,
    /// The same by amount: what came in in time, out of what was asked for.
    pub amount: Rate,
    /// Of those acted on, how many still have days left.
    pub pending: u64,
    /// Handed on to a later act and counted there.
    pub handed_on: u64,
}

impl Conversion {
    /// Adds up outcomes.
    #[must_use]
    pub fn of(outcomes: impl IntoIterator<Item = Outcome>) -> Self {
        let mut sum = Self {
            homes: CountRate { numerator: 0, denominator: 0 },
            amount: Rate { numerator: Fen::ZERO, denominator: Fen::ZERO },
            pending: 0,
            handed_on: 0,
        };
        for outcome in outcomes {
            if outcome.fate == Fate::HandedOn {
                sum.handed_on += 1;
                continue;
            }
            sum.homes.denominator += 1;
            sum.homes.numerator += u64::from(outcome.fate == Fate::Converted);
            sum.pending += u64::from(outcome.fate == Fate::Pending);
            sum.amount.denominator += outcome.asked;
            sum.amount.numerator += outcome.received;
        }
        sum
    }
}
