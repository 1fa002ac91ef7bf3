//! Calendar months and ranges of them, the unit of billing.

use chrono::{Datelike, Days, NaiveDate};
use std::fmt;

/// One calendar month. `Display` prints `2025-10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month of a year, `month` 1–12; `None` outside or for years not in 1990–2199.
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let ordinal = i32::try_from(month).ok()?;
        ((1990..2200).contains(&year) && (1..=12).contains(&ordinal)).then_some(Self(year * 12 + ordinal - 1))
    }

    /// The month a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + day.month0().cast_signed())
    }

    /// Reads `2025-10`, `2025-1`, `202510` or `2025年10月`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded = crate::text::folded(text);
        let t = folded.trim_end_matches('月');
        let (year, month) = match t.split_once(['-', '年', '.', '/']) {
            Some(pair) => pair,
            None if t.len() == 6 && t.is_ascii() => t.split_at(4),
            None => return None,
        };
        Self::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// The number `yyyymm`, as stored in the book.
    #[must_use]
    pub const fn yyyymm(self) -> i32 {
        self.year() * 100 + self.month().cast_signed()
    }

    /// Back from `yyyymm`.
    #[must_use]
    pub fn from_yyyymm(number: i32) -> Option<Self> {
        Self::new(number / 100, u32::try_from(number % 100).ok()?)
    }

    /// Calendar year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Month of the year, 1–12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.0.rem_euclid(12).cast_unsigned() + 1
    }

    /// The month `n` later (earlier when negative).
    #[must_use]
    pub const fn plus(self, n: i32) -> Self {
        Self(self.0 + n)
    }

    /// How many months from `earlier` to `self`.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.month(), 1).unwrap_or(NaiveDate::MIN)
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.plus(1).first_day() - Days::new(1)
    }

    /// The day `day` of this month, or its last day when the month is shorter.
    #[must_use]
    pub fn day_or_last(self, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.month(), day.max(1)).unwrap_or_else(|| self.last_day())
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> u32 {
        self.last_day().day()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

/// Consecutive whole months, both ends included. `Display` prints `2025-10..2025-12` or a single month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Months {
    /// First month.
    pub from: Month,
    /// Last month, never before `from`.
    pub to: Month,
}

impl Months {
    /// The range, or `None` when it would be empty.
    #[must_use]
    pub fn new(from: Month, to: Month) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// `count` months starting with `from`; at least one.
    #[must_use]
    pub fn starting(from: Month, count: u32) -> Self {
        Self { from, to: from.plus(count.max(1).cast_signed() - 1) }
    }

    /// A single month.
    #[must_use]
    pub const fn single(month: Month) -> Self {
        Self { from: month, to: month }
    }

    /// Reads `2025-10`, `2025-10..2025-12`, `2025-Q4`, `2025-H2` or `2025`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let t = crate::text::folded(text).to_ascii_uppercase();
        if let Some((a, b)) = t.split_once("..") {
            return Self::new(Month::parse(a)?, Month::parse(b)?);
        }
        if let Some((year, part)) = t.split_once("-Q").or_else(|| t.split_once('Q')) {
            let q: u32 = part.parse().ok().filter(|q| (1..=4).contains(q))?;
            return Some(Self::starting(Month::new(year.parse().ok()?, q * 3 - 2)?, 3));
        }
        if let Some((year, part)) = t.split_once("-H").or_else(|| t.split_once('H')) {
            let h: u32 = part.parse().ok().filter(|h| (1..=2).contains(h))?;
            return Some(Self::starting(Month::new(year.parse().ok()?, h * 6 - 5)?, 6));
        }
        if t.len() == 4 {
            return Some(Self::starting(Month::new(t.parse().ok()?, 1)?, 12));
        }
        Month::parse(&t).map(Self::single)
    }

    /// How many months; at least one.
    #[must_use]
    pub const fn count(self) -> u32 {
        (self.to.since(self.from) + 1).cast_unsigned()
    }

    /// Each month in order.
    pub fn iter(self) -> impl Iterator<Item = Month> {
        (0..self.count().cast_signed()).map(move |n| self.from.plus(n))
    }

    /// Whether the two ranges share a month.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether a month lies in it.
    #[must_use]
    pub fn contains(self, month: Month) -> bool {
        self.from <= month && month <= self.to
    }

    /// First day of the first month.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        self.from.first_day()
    }

    /// Last day of the last month.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.to.last_day()
    }
}

impl fmt::Display for Months {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { self.from.fmt(f) } else { write!(f, "{}..{}", self.from, self.to) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_read_and_count() {
        let october = Month::new(2025, 10).unwrap();
        for text in ["2025-10", "202510", "2025年10月", "２０２５-１０", "2025.10"] {
            assert_eq!(Month::parse(text), Some(october), "{text}");
        }
        assert_eq!(october.plus(3), Month::new(2026, 1).unwrap());
        assert_eq!(Month::new(2024, 2).unwrap().days(), 29);
        assert_eq!(Month::new(2025, 2).unwrap().day_or_last(31).to_string(), "2025-02-28");
        for text in ["", "2025-13", "2025-00", "abcdef", "25-10", "2025"] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_read() {
        let q4 = Months::parse("2025-Q4").unwrap();
        assert_eq!((q4.count(), q4.to_string().as_str()), (3, "2025-10..2025-12"));
        assert_eq!(Months::parse("2025-10..2025-12"), Some(q4));
        assert_eq!(Months::parse("2025").unwrap().count(), 12);
        assert_eq!(Months::parse("2025-H2").unwrap().from.month(), 7);
        assert_eq!(Months::parse("2025-12..2025-10"), None);
        assert_eq!(Months::parse("2025-Q5"), None);
    }
}
