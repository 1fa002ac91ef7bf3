//! Approved vacancy and relief: from which day to which day how much less is charged (domain section 4.3).

use crate::adjustment::Kind;
use crate::{Month, Months};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A vacancy or a relief that was approved for a home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concession {
    /// Its id.
    pub id: i64,
    /// [`Kind::Vacancy`] or [`Kind::Relief`].
    pub kind: Kind,
    /// Only this charge item; all when missing.
    pub item: Option<i64>,
    /// What is let off, in percent of the fee: more than 0, at most 100.
    pub off_percent: Decimal,
    /// First day.
    pub first: NaiveDate,
    /// Last day; until further notice when missing.
    pub last: Option<NaiveDate>,
}

impl Concession {
    /// Whether it concerns a charge item.
    #[must_use]
    pub fn concerns(&self, item: i64) -> bool {
        self.item.is_none_or(|i| i == item)
    }

    /// How many of the days from–to it holds.
    #[must_use]
    pub fn days_within(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let (from, to) = (self.first.max(from), self.last.map_or(to, |last| last.min(to)));
        u32::try_from((to - from).num_days() + 1).unwrap_or_default()
    }

    /// Whether it holds on a day of these months.
    #[must_use]
    pub fn reaches(&self, months: Months) -> bool {
        self.days_within(months.first_day(), months.last_day()) > 0
    }

    /// Whether two of one kind would let off the same fee on the same day twice.
    #[must_use]
    pub fn clashes(&self, other: &Self) -> bool {
        let same_item = self.item.is_none() || other.item.is_none() || self.item == other.item;
        let far = Month::of(self.first.max(other.first)).plus(1200).last_day();
        self.kind == other.kind && same_item && self.days_within(other.first, other.last.unwrap_or(far)) > 0
    }
}

/// The part of the days from–to that concessions of a kind let off: 0.3 for 30 % on all of them.
pub(crate) fn let_off(concessions: &[Concession], kind: Kind, from: NaiveDate, to: NaiveDate) -> Decimal {
    let all = u32::try_from((to - from).num_days() + 1).unwrap_or_default().max(1);
    let of_kind = concessions.iter().filter(|c| c.kind == kind);
    let weighted: Decimal = of_kind.map(|c| c.off_percent * Decimal::from(c.days_within(from, to))).sum();
    (weighted / Decimal::from(all) / Decimal::ONE_HUNDRED).min(Decimal::ONE)
}
