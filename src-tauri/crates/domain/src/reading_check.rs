//! What is doubtful about a reading before it is kept (domain section 4.6). A hard doubt refuses it; a soft one asks a
//! person to look again and say so.

use crate::Month;
use crate::meter::{Dial, Window};
use crate::metering::{Interval, Reading, ReadingKind, average};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A reading somebody brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The day it was taken.
    pub day: NaiveDate,
    /// What the dial showed.
    pub value: Decimal,
    /// Whether the dial passed zero.
    pub rollover: bool,
    /// The link of the chain it puts right, if any.
    pub corrects: Option<i64>,
}

/// The meter it is for.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// Its dial.
    pub dial: Dial,
    /// What one unit of the dial stands for.
    pub multiplier: Decimal,
    /// The links of its chain.
    pub links: &'a [Reading],
    /// The intervals between them.
    pub intervals: &'a [Interval],
    /// Whether somebody lives there, so that no use at all is odd.
    pub lived_in: bool,
    /// When readings are taken.
    pub window: Window,
    /// The business date.
    pub today: NaiveDate,
}

/// Something doubtful about a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The dial cannot show it: too many figures, or less than nothing.
    NotOnDial {
        /// What it can show.
        dial: Dial,
    },
    /// Less than before, without a rollover or another meter.
    Lower {
        /// The reading before.
        than: Decimal,
        /// Its day.
        on: NaiveDate,
    },
    /// A rollover was noted, but the dial shows more than before.
    NoRollover {
        /// The reading before.
        than: Decimal,
    },
    /// More than the reading after it (for a correction).
    Higher {
        /// The reading after.
        than: Decimal,
        /// Its day.
        on: NaiveDate,
    },
    /// The day lies ahead.
    InFuture,
    /// Not after the reading before.
    NotAfter {
        /// Its day.
        day: NaiveDate,
    },
    /// The meter was taken down.
    Removed {
        /// On this day.
        day: NaiveDate,
    },
    /// The month was read already; a second reading is right when an owner moves out in between.
    AlreadyRead {
        /// The month.
        month: Month,
        /// What was read.
        value: Decimal,
    },
    /// Not within the days in which readings are taken.
    OutsideWindow {
        /// The month it would count for.
        month: Month,
    },
    /// More than three times the average.
    Jump {
        /// What would have been used.
        usage: Decimal,
        /// What the average lets expect.
        expected: Decimal,
    },
    /// Nothing used where somebody lives.
    Unused,
}

impl Doubt {
    /// Whether it refuses the reading; the others only ask for a second look.
    #[must_use]
    pub const fn is_hard(&self) -> bool {
        !matches!(
            self,
            Self::AlreadyRead { .. } | Self::OutsideWindow { .. } | Self::Jump { .. } | Self::Unused
        )
    }

    /// A stable word for it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOnDial { .. } => "not-on-dial",
            Self::Lower { .. } => "lower",
            Self::NoRollover { .. } => "no-rollover",
            Self::Higher { .. } => "higher-than-next",
            Self::InFuture => "in-future",
            Self::NotAfter { .. } => "not-after",
            Self::Removed { .. } => "meter-removed",
            Self::AlreadyRead { .. } => "already-read",
            Self::OutsideWindow { .. } => "outside-window",
            Self::Jump { .. } => "jump",
            Self::Unused => "unused",
        }
    }
}

/// Everything doubtful about a reading, hard doubts first.
#[must_use]
pub fn doubts(proposed: &Proposed, against: &Against<'_>) -> Vec<Doubt> {
    let mut found = Vec::new();
    let Proposed { day, value, rollover, corrects } = *proposed;
    let at = corrects.and_then(|id| against.links.iter().position(|l| l.id == id));
    let earlier = &against.links[..at.unwrap_or(against.links.len())];
    // What was only estimated proves nothing against a dial that was read.
    let base = earlier.iter().rev().find(|l| l.kind != ReadingKind::Estimate);
    let next = at.and_then(|at| against.links.get(at + 1));
    if !against.dial.shows(value) {
        found.push(Doubt::NotOnDial { dial: against.dial });
    }
    if day > against.today {
        found.push(Doubt::InFuture);
    }
    if let (None, Some(last)) = (at, against.links.last()) {
        found.extend(after_last(day, last));
    }
    if let Some(base) = base {
        match (value < base.value, rollover) {
            (true, false) => found.push(Doubt::Lower { than: base.value, on: base.day }),
            (false, true) => found.push(Doubt::NoRollover { than: base.value }),
            _ => {}
        }
    }
    if let Some(next) = next.filter(|n| !n.rollover && n.kind != ReadingKind::Estimate && value > n.value) {
        found.push(Doubt::Higher { than: next.value, on: next.day });
    }
    if found.is_empty() {
        found.extend(soft(proposed, against, base));
    }
    found
}

fn after_last(day: NaiveDate, last: &Reading) -> Option<Doubt> {
    if last.kind == ReadingKind::Remove {
        Some(Doubt::Removed { day: last.day })
    } else {
        (day <= last.day).then_some(Doubt::NotAfter { day: last.day })
    }
}

fn soft(proposed: &Proposed, against: &Against<'_>, base: Option<&Reading>) -> Vec<Doubt> {
    let mut found = Vec::new();
    if !against.window.contains(proposed.day) {
        found.push(Doubt::OutsideWindow { month: against.window.month_of(proposed.day) });
    }
    let month = against.window.month_of(proposed.day);
    if let (None, Some(last)) = (proposed.corrects, against.links.last())
        && last.kind == ReadingKind::Actual
        && against.window.month_of(last.day) == month
    {
        found.push(Doubt::AlreadyRead { month, value: last.value });
    }
    let Some(base) = base else { return found };
    let turn = if proposed.rollover { against.dial.turn() } else { Decimal::ZERO };
    let usage = (turn + proposed.value - base.value) * against.multiplier;
    let days = Decimal::from((proposed.day - base.day).num_days());
    if usage.is_zero() && against.lived_in {
        found.push(Doubt::Unused);
    } else if let Some((used, over)) = average(against.intervals)
        && used > Decimal::ZERO
        && usage * Decimal::from(over) > Decimal::from(3) * used * days
    {
        let expected = (used * days / Decimal::from(over)).round_dp(against.dial.decimals.max(1));
        found.push(Doubt::Jump { usage: usage.normalize(), expected: expected.normalize() });
    }
    found
}
