//! Ageing: how long a charge has been overdue (domain section 5.3).

use crate::Month;
use crate::limitation::years_after;
use chrono::{Datelike, Days, NaiveDate};

/// How long a charge is overdue. Up to half a year days count; from one year on the calendar counts, so that a
/// leap day moves no border.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    /// Due today or later.
    NotDue,
    /// 1–90 days.
    UpTo90,
    /// 91–180 days.
    UpTo180,
    /// 181 days to exactly one year.
    UpTo1Year,
    /// More than one year, at most two.
    UpTo2Years,
    /// More than two years, at most three.
    UpTo3Years,
    /// More than three years.
    Over3Years,
}

impl Bucket {
    /// All of them, youngest first.
    pub const ALL: [Self; 7] = [
        Self::NotDue,
        Self::UpTo90,
        Self::UpTo180,
        Self::UpTo1Year,
        Self::UpTo2Years,
        Self::UpTo3Years,
        Self::Over3Years,
    ];

    /// The column heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotDue => "未到期",
            Self::UpTo90 => "1–90天",
            Self::UpTo180 => "91–180天",
            Self::UpTo1Year => "181天–1年",
            Self::UpTo2Years => "1–2年",
            Self::UpTo3Years => "2–3年",
            Self::Over3Years => "3年以上",
        }
    }

    /// The code used in exports and on the wire; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotDue => "not-due",
            Self::UpTo90 => "up-to-90",
            Self::UpTo180 => "up-to-180",
            Self::UpTo1Year => "up-to-1-year",
            Self::UpTo2Years => "up-to-2-years",
            Self::UpTo3Years => "up-to-3-years",
            Self::Over3Years => "over-3-years",
        }
    }
}

/// Days since the due date; zero or negative when not overdue.
#[must_use]
pub fn days_overdue(due: NaiveDate, as_of: NaiveDate) -> i64 {
    as_of.signed_duration_since(due).num_days()
}

/// The bucket of a due date.
#[must_use]
pub fn bucket(due: NaiveDate, as_of: NaiveDate) -> Bucket {
    match days_overdue(due, as_of) {
        ..=0 => Bucket::NotDue,
        1..=90 => Bucket::UpTo90,
        91..=180 => Bucket::UpTo180,
        _ if as_of <= years_after(due, 1) => Bucket::UpTo1Year,
        _ if as_of <= years_after(due, 2) => Bucket::UpTo2Years,
        _ if as_of <= years_after(due, 3) => Bucket::UpTo3Years,
        _ => Bucket::Over3Years,
    }
}

/// The earliest due date of each of the first six buckets, youngest first, so that a query can sort charges by
/// comparing dates: a due date is in bucket `i` of [`Bucket::ALL`] for the first `i` with `due >= borders[i]`,
/// else in the last. Agrees with [`bucket`] on every day.
#[must_use]
pub fn borders(as_of: NaiveDate) -> [NaiveDate; 6] {
    let days = |n| as_of.checked_sub_days(Days::new(n)).unwrap_or(NaiveDate::MIN);
    [as_of, days(90), days(180), reaching(as_of, 1), reaching(as_of, 2), reaching(as_of, 3)]
}

/// The earliest day whose [`years_after`] is not before `as_of`. Only 29 February has no counterpart: the 28th
/// falls short of it, so the first of March is the earliest.
fn reaching(as_of: NaiveDate, years: i32) -> NaiveDate {
    let earlier = Month::of(as_of).plus(-12 * years);
    if earlier.days() < as_of.day() { earlier.plus(1).first_day() } else { earlier.day_or_last(as_of.day()) }
}
