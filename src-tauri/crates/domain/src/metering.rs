//! From readings to charges: what was used between readings, what a home is charged for it, and how an estimate or a
//! wrong reading that was billed is put right afterwards (domain section 4.6).
//!
//! Readings of a meter form a chain. A reading that corrects another is no link of its own: it gives that link its
//! true value. Charges are rated anew from the chain each time, and what differs from what was charged is the
//! correction. So the sum of everything charged is always the price of what was really used.

use crate::coded::coded;
use crate::meter::{Dial, MeterError, Rates, Run, TierPart, TierPeriod, Window};
use crate::{Fen, Month};
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeMap;

coded! {
    /// Why a reading was noted.
    ReadingKind {
        /// The meter starts here.
        Install, "install", "装表";
        /// Somebody read the dial.
        Actual, "actual", "抄表";
        /// Nobody could; the average of earlier readings stands in.
        Estimate, "estimate", "估抄";
        /// The meter ends here.
        Remove, "remove", "拆表";
    }
}

/// A reading that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its id.
    pub id: i64,
    /// The meter.
    pub meter: i64,
    /// The day it was taken.
    pub day: NaiveDate,
    /// What the dial showed.
    pub value: Decimal,
    /// Why it was noted.
    pub kind: ReadingKind,
    /// Whether the dial passed zero since the reading before.
    pub rollover: bool,
    /// The reading whose value this one puts right.
    pub corrects: Option<i64>,
}

/// The links of one meter's chain: readings by day with their true values.
///
/// An estimate is held between its neighbours: a dial that shows less than was estimated proves the estimate wrong.
#[must_use]
pub fn chain(readings: &[Reading]) -> Vec<Reading> {
    let mut links: Vec<Reading> = readings.iter().filter(|r| r.corrects.is_none()).copied().collect();
    links.sort_by_key(|r| (r.day, r.id));
    let mut corrections: Vec<&Reading> = readings.iter().filter(|r| r.corrects.is_some()).collect();
    corrections.sort_by_key(|r| r.id);
    for correction in corrections {
        if let Some(link) = links.iter_mut().find(|l| Some(l.id) == correction.corrects) {
            (link.value, link.rollover) = (correction.value, correction.rollover);
            if link.kind == ReadingKind::Estimate {
                link.kind = correction.kind;
            }
        }
    }
    let held = |link: &Reading| link.kind == ReadingKind::Estimate && !link.rollover;
    for at in (1..links.len()).rev() {
        if held(&links[at - 1]) && !links[at].rollover {
            links[at - 1].value = links[at - 1].value.min(links[at].value);
        }
    }
    for at in 1..links.len() {
        if held(&links[at]) {
            links[at].value = links[at].value.max(links[at - 1].value);
        }
    }
    links
}

/// What a meter counted between two links of its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The meter.
    pub meter: i64,
    /// The earlier link.
    pub from: Reading,
    /// The later link; it names the interval.
    pub to: Reading,
    /// The dial and what one unit of it stands for.
    pub run: Run,
    /// What was used.
    pub usage: Decimal,
}

/// The intervals of one meter.
///
/// # Errors
/// [`MeterError`] when two links do not follow each other.
pub fn intervals(links: &[Reading], dial: Dial, multiplier: Decimal) -> Result<Vec<Interval>, MeterError> {
    links
        .windows(2)
        .map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            let turn = to.rollover.then(|| dial.turn());
            let run = Run { old: from.value, new: to.value, turn, multiplier };
            Ok(Interval { meter: to.meter, from, to, run, usage: run.usage()? })
        })
        .collect()
}

/// What was used a day, as usage and days, by the last six intervals between real readings; `None` without any.
#[must_use]
pub fn average(intervals: &[Interval]) -> Option<(Decimal, i64)> {
    let real = |i: &&Interval| i.to.kind != ReadingKind::Estimate && i.from.kind != ReadingKind::Estimate;
    let last: Vec<&Interval> = intervals.iter().rev().filter(real).take(6).collect();
    let days = last.iter().map(|i| (i.to.day - i.from.day).num_days()).sum();
    (days > 0).then(|| (last.iter().map(|i| i.usage).sum(), days))
}

/// What the dial would show after some days at the average; rounded to the figures of the dial, and whether it
/// passes zero. `None` when nothing is known.
#[must_use]
pub fn estimate(
    intervals: &[Interval],
    last: &Reading,
    day: NaiveDate,
    dial: Dial,
    multiplier: Decimal,
) -> Option<(Decimal, bool)> {
    let (usage, days) = average(intervals)?;
    let span = Decimal::from((day - last.day).num_days());
    let counted = (usage * span / Decimal::from(days)).checked_div(multiplier)?;
    let counted = counted.round_dp_with_strategy(dial.decimals, RoundingStrategy::MidpointAwayFromZero);
    let value = last.value + counted;
    if value >= dial.turn() { Some((value - dial.turn(), true)) } else { Some((value, false)) }
}

/// How an interval was billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Billed {
    /// The month it was billed in.
    pub period: Month,
    /// The charge; none when there was nothing to charge.
    pub charge: Option<i64>,
}

/// A charge that priced intervals of these meters before.
#[derive(Clone, Debug)]
pub struct Rated {
    /// Its id.
    pub charge: i64,
    /// The month it is for.
    pub period: Month,
    /// How many months it was used in.
    pub months: u32,
    /// The price it was made by.
    pub rates: Rates,
    /// What its own intervals cost when it was posted.
    pub own: Fen,
    /// What was put right on it since.
    pub corrected: Fen,
    /// Whether it stands; a reversed charge may have corrections elsewhere that have to be taken back.
    pub stands: bool,
}

/// The meters of a home under one price.
#[derive(Clone, Debug)]
pub struct Group {
    /// Every interval, billed or not.
    pub intervals: Vec<(Interval, Option<Billed>)>,
    /// Charges made of them.
    pub rated: Vec<Rated>,
    /// What was used before the first reading in the tier period that month lies in (taken over from other books).
    pub taken_over: Vec<(Month, Decimal)>,
}

/// Something charged before that is put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The charge.
    pub charge: i64,
    /// Used before it in its tier period, as now known.
    pub before: Decimal,
    /// Used in it, as now known.
    pub usage: Decimal,
    /// More (positive) or less than was charged.
    pub fen: Fen,
}

/// What a group is charged in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The intervals billed now.
    pub intervals: Vec<Interval>,
    /// What was used in them.
    pub usage: Decimal,
    /// What was used earlier in the tier period.
    pub before: Decimal,
    /// In how many months it was used.
    pub months: u32,
    /// By tiers.
    pub parts: Vec<TierPart>,
    /// What the parts cost.
    pub amount: Fen,
    /// Corrections that are part of the new charge.
    pub carried: Vec<Correction>,
    /// Corrections larger than the new amount: the earlier charge itself is lowered.
    pub lowered: Vec<Correction>,
}

impl Draft {
    /// The amount of the new charge; nothing when there is none.
    #[must_use]
    pub fn fen(&self) -> Fen {
        self.amount + self.carried.iter().map(|c| c.fen).sum()
    }

    /// What changes for the home.
    #[must_use]
    pub fn net(&self) -> Fen {
        self.fen() + self.lowered.iter().map(|c| c.fen).sum()
    }
}

impl Group {
    /// Bills everything that is not billed yet and was read for `month` or before. `None` when nothing changes.
    ///
    /// What came to nothing before comes again once it is worth a fen.
    ///
    /// # Errors
    /// [`MeterError::TooLarge`].
    pub fn bill(&self, month: Month, rates: &Rates, window: Window) -> Result<Option<Draft>, MeterError> {
        let worthless = |b: &Billed| b.charge.is_none();
        let unbilled = self.intervals.iter().filter(|(interval, billed)| {
            let again = billed.as_ref().is_some_and(worthless) && !interval.usage.is_zero();
            (billed.is_none() || again) && window.month_of(interval.to.day) <= month
        });
        let fresh = unbilled.clone().any(|(_, billed)| billed.is_none());
        let intervals: Vec<Interval> = unbilled.map(|(interval, _)| *interval).collect();
        let usage: Decimal = intervals.iter().map(|i| i.usage).sum();
        let corrections = self.corrections((month, usage))?;
        let before = self.before((month, i64::MAX), rates, (month, usage));
        let first = intervals.iter().map(|i| window.month_of(i.from.day)).min().unwrap_or(month);
        let last = intervals.iter().map(|i| window.month_of(i.to.day)).max().unwrap_or(month);
        let months = last.since(first).max(1).cast_unsigned();
        let parts = rates.parts(before, usage, months);
        let amount = crate::meter::amount(&parts, rates.rounding)?;
        if !fresh && corrections.is_empty() && amount.is_zero() {
            return Ok(None);
        }
        let net: Fen = corrections.iter().map(|c| c.fen).sum();
        let (carried, lowered) = if (amount + net).is_positive() {
            (corrections, Vec::new())
        } else {
            corrections.into_iter().partition(|c| c.fen.is_positive())
        };
        Ok(Some(Draft { intervals, usage, before, months, parts, amount, carried, lowered }))
    }

    /// Every charge rated anew; what differs.
    fn corrections(&self, new: (Month, Decimal)) -> Result<Vec<Correction>, MeterError> {
        let mut usages: BTreeMap<i64, Decimal> = BTreeMap::new();
        for (interval, billed) in &self.intervals {
            if let Some(Billed { charge: Some(charge), .. }) = billed {
                *usages.entry(*charge).or_default() += interval.usage;
            }
        }
        let mut corrections = Vec::new();
        for rated in &self.rated {
            let usage = usages.get(&rated.charge).copied().unwrap_or_default();
            let before = self.before((rated.period, rated.charge), &rated.rates, new);
            let due = if rated.stands { rated.rates.amount(before, usage, rated.months)? } else { Fen::ZERO };
            let fen = due - rated.own - rated.corrected;
            if !fen.is_zero() {
                corrections.push(Correction { charge: rated.charge, before, usage, fen });
            }
        }
        Ok(corrections)
    }

    /// What was used in the tier period before a charge: charges come one after another by month, then by number;
    /// what is billed now, `new`, comes last in its month. Monthly tiers know nothing that was taken over.
    fn before(&self, rank: (Month, i64), rates: &Rates, new: (Month, Decimal)) -> Decimal {
        let start = rates.period.start_of(rank.0);
        let within = |month: Month| rates.period.start_of(month) == start;
        let earlier = |place: (Month, i64)| within(place.0) && place < rank;
        let billed = self.intervals.iter().filter_map(|(interval, billed)| {
            let billed = (*billed)?;
            earlier((billed.period, billed.charge?)).then_some(interval.usage)
        });
        let now = earlier((new.0, i64::MAX)).then_some(new.1);
        let yearly = rates.period != TierPeriod::Month;
        let taken =
            self.taken_over.iter().filter(|(month, _)| yearly && within(*month)).map(|(_, used)| *used);
        billed.chain(now).chain(taken).sum()
    }
}
