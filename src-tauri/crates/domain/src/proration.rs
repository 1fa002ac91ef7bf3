//! Parts of months: from which day somebody owes, and how much of a month that is (domain section 4.2).

use crate::Month;
use crate::coded::coded;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::fmt;

coded! {
    /// How the month in which charging starts is charged, decided once and stored.
    StartRule {
        /// By the days of that month (B1).
        ActualDays, "actual-days", "首月按当月实际天数";
        /// Twelve months over 365 days (B2).
        YearDays, "year-days", "首月按全年365天折算";
        /// By months of thirty days (B3).
        ThirtyDays, "thirty-days", "首月按每月30天折算";
        /// Half the month when it starts after the 15th, the whole month before (B4).
        HalfMonth, "half-month", "首月按半月（15日后起算收半月）";
        /// From the month after (B5).
        NextMonth, "next-month", "次月起计费";
        /// The whole month, whatever the day (E1).
        WholeMonth, "whole-month", "首月按整月";
    }
}

impl StartRule {
    /// The first day the owner is charged for when a home is handed over on a day.
    #[must_use]
    pub fn starts(self, handover: NaiveDate) -> NaiveDate {
        let month = Month::of(handover);
        match self {
            Self::NextMonth => month.plus(1).first_day(),
            Self::WholeMonth => month.first_day(),
            Self::HalfMonth if handover.day() <= 15 => month.first_day(),
            _ => handover,
        }
    }

    /// How much of a month is the owner's when it starts on a day of it, never more than the month.
    #[must_use]
    pub fn share(self, starts: NaiveDate) -> Share {
        let month = Month::of(starts);
        let days = month.days() - starts.day() + 1;
        if days == month.days() {
            return Share::ALL;
        }
        match self {
            Self::YearDays => Share::new(12 * days, 365),
            Self::ThirtyDays => Share::new(31 - starts.day().min(30), 30),
            Self::HalfMonth => Share::new(1, 2),
            Self::ActualDays | Self::NextMonth | Self::WholeMonth => Share::new(days, month.days()),
        }
    }
}

/// A part of a month as an exact fraction between nothing and all of it. `Display` prints `14/31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    parts: u64,
    of: u64,
}

impl Share {
    /// Nothing.
    pub const NONE: Self = Self { parts: 0, of: 1 };
    /// The whole month.
    pub const ALL: Self = Self { parts: 1, of: 1 };

    /// `parts` of `of`; never more than all, and nothing of nothing.
    #[must_use]
    pub const fn new(parts: u32, of: u32) -> Self {
        if of == 0 {
            return Self::NONE;
        }
        if parts >= of { Self::ALL } else { Self::reduced(parts as u64, of as u64) }
    }

    const fn reduced(parts: u64, of: u64) -> Self {
        let (mut a, mut b) = (parts, of);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self { parts: parts / a, of: of / a }
    }

    /// The point `days` of `all` days on the way from this share to a larger one.
    #[must_use]
    pub fn towards(self, to: Self, days: u32, all: u32) -> Self {
        let way = to.less(self);
        let step = Self::reduced(way.parts * u64::from(days), way.of * u64::from(all.max(1)));
        Self::reduced(self.parts * step.of + step.parts * self.of, self.of * step.of)
    }

    /// What is left of this share without a smaller one.
    #[must_use]
    pub const fn less(self, smaller: Self) -> Self {
        let parts = (self.parts * smaller.of).saturating_sub(smaller.parts * self.of);
        Self::reduced(parts, self.of * smaller.of)
    }

    /// This share of a number; exact, because it multiplies before it divides.
    #[must_use]
    pub fn of(self, number: Decimal) -> Option<Decimal> {
        number.checked_mul(self.parts.into())?.checked_div(self.of.into())
    }

    /// As two numbers, for storing.
    #[must_use]
    pub const fn pair(self) -> (u64, u64) {
        (self.parts, self.of)
    }

    /// Back from [`Share::pair`]; `None` unless it is a share.
    #[must_use]
    pub const fn from_pair((parts, of): (u64, u64)) -> Option<Self> {
        if of == 0 || parts > of { None } else { Some(Self::reduced(parts, of)) }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.of == 1 { self.parts.fmt(f) } else { write!(f, "{}/{}", self.parts, self.of) }
    }
}
