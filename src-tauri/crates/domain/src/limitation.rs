//! Limitation of claims (诉讼时效): the last day a debt can be claimed in court with the debtor having no defence
//! (Civil Code 188, 189, 192, 194–195, 200–203; SPC rules on limitation 8, 9, 14).
//!
//! Each charge is reckoned for itself, by the most cautious reading: what is doubtful does not prolong.

use crate::Month;
use chrono::{Datelike, NaiveDate};

/// How well the delivery of a demand is proved (own scale, domain section 2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// Signed for by the debtor, an adult of the household, or somebody authorised.
    A,
    /// Registered mail, signed for, with its content named.
    B,
    /// A message to the agreed number or address, with proof that it arrived.
    C,
    /// Left at the door with photo and witness: needs a confirmation.
    D,
    /// Posted on a board or in a group: never enough.
    E,
}

impl Proof {
    /// Whether such a delivery interrupts the period by itself.
    #[must_use]
    pub const fn interrupts(self) -> bool {
        matches!(self, Self::A | Self::B | Self::C)
    }
}

/// Something that may start the period anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A written demand reached the debtor.
    Demand {
        /// The day it arrived.
        on: NaiveDate,
        /// How well that is proved.
        proof: Proof,
        /// Whether a manager has confirmed what is not proved by itself.
        confirmed: bool,
    },
    /// The debtor paid a part of this debt.
    PartPayment {
        /// The day.
        on: NaiveDate,
    },
    /// The debtor acknowledged the debt or promised to pay it, in a form that can be shown.
    Acknowledgement {
        /// The day.
        on: NaiveDate,
    },
    /// Both agreed to pay this debt in instalments: it runs from the last of them (article 189).
    Instalments {
        /// The day of signing.
        on: NaiveDate,
        /// When the last instalment falls due, or the day all of it fell due because one was missed.
        last_due: NaiveDate,
    },
}

impl Event {
    /// The day it happened.
    #[must_use]
    pub const fn on(self) -> NaiveDate {
        match self {
            Self::Demand { on, .. }
            | Self::PartPayment { on }
            | Self::Acknowledgement { on }
            | Self::Instalments { on, .. } => on,
        }
    }

    /// The day from which the period runs anew; none when the event does nothing.
    fn anew_from(self) -> Option<NaiveDate> {
        match self {
            Self::Demand { proof, confirmed, .. } if !proof.counts(confirmed) => None,
            Self::Demand { on, .. } | Self::PartPayment { on } | Self::Acknowledgement { on } => Some(on),
            Self::Instalments { on, last_due } => Some(last_due.max(on)),
        }
    }
}

/// How far a limitation period reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limitation {
    /// The last day.
    pub last_day: NaiveDate,
    /// The first event that came too late: it revives nothing by itself, though a debtor who agrees to pay after
    /// the end may no longer plead it (article 192); for a lawyer to judge.
    pub too_late: Option<NaiveDate>,
}

/// Years of the period and the most years it can reach from the breach (article 188).
const YEARS: i32 = 3;
const MOST_YEARS: i32 = 20;

/// The limitation of a debt due on `due`, given everything that happened, in any order.
#[must_use]
pub fn limitation(due: NaiveDate, events: &[Event]) -> Limitation {
    let most = years_after(due, MOST_YEARS);
    let mut by_day: Vec<Event> = events.iter().copied().filter(|e| e.anew_from().is_some()).collect();
    by_day.sort_by_key(|e| e.on());
    let mut last_day = years_after(due, YEARS);
    for event in by_day {
        if event.on() > last_day {
            return Limitation { last_day, too_late: Some(event.on()) };
        }
        let anew = event.anew_from().map_or(last_day, |from| years_after(from, YEARS));
        last_day = last_day.max(anew).min(most);
    }
    Limitation { last_day, too_late: None }
}

/// How soon a period ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    /// It is over.
    Over,
    /// Within 30 days.
    Within30,
    /// Within 90 days.
    Within90,
    /// Within 180 days.
    Within180,
}

impl Alarm {
    /// The alarm of a last day, none while there is time.
    #[must_use]
    pub fn of(last_day: NaiveDate, as_of: NaiveDate) -> Option<Self> {
        match last_day.signed_duration_since(as_of).num_days() {
            ..0 => Some(Self::Over),
            0..=30 => Some(Self::Within30),
            31..=90 => Some(Self::Within90),
            91..=180 => Some(Self::Within180),
            _ => None,
        }
    }

    /// The word on lists.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Over => "已届满",
            Self::Within30 => "30天内",
            Self::Within90 => "90天内",
            Self::Within180 => "180天内",
        }
    }
}

/// The same day `years` later, or the last of the month where there is none (article 202).
pub(crate) fn years_after(day: NaiveDate, years: i32) -> NaiveDate {
    Month::of(day).plus(12 * years).day_or_last(day.day())
}
