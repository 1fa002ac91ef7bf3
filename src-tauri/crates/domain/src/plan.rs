//! The plan of a year: what each month is to bring and what it brought (checklist S89).

use crate::Fen;
use crate::rates::Rate;

/// What a month is to bring when the same month of the year before brought `before`: that many percent of it, in
/// whole yuan.
#[must_use]
pub fn proposed(before: Fen, percent: u32) -> Fen {
    let yuan = (i128::from(before.0.max(0)) * i128::from(percent) + 5_000) / 10_000;
    Fen(i64::try_from(yuan).unwrap_or(i64::MAX / 100).saturating_mul(100))
}

/// A month, or several, of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What it is to bring; none where nothing was planned.
    pub target: Option<Fen>,
    /// What it brought so far.
    pub actual: Fen,
}

impl Progress {
    /// 完成率; none where nothing was planned.
    #[must_use]
    pub fn rate(self) -> Option<Rate> {
        self.target.map(|target| Rate { numerator: self.actual, denominator: target })
    }

    /// What is missing; nothing when more came in, none where nothing was planned.
    #[must_use]
    pub fn missing(self) -> Option<Fen> {
        self.target.map(|target| Fen((target - self.actual).0.max(0)))
    }
}

impl std::ops::Add for Progress {
    type Output = Self;

    /// Together. Months without a target bring nothing to the target.
    fn add(self, other: Self) -> Self {
        let target = match (self.target, other.target) {
            (None, None) => None,
            (one, two) => Some(one.unwrap_or_default() + two.unwrap_or_default()),
        };
        Self { target, actual: self.actual + other.actual }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_is_in_whole_yuan_half_up() {
        assert_eq!(proposed(Fen(1_234_567), 100), Fen(1_234_600));
        assert_eq!(proposed(Fen(1_234_549), 100), Fen(1_234_500));
        assert_eq!(proposed(Fen(1_000_000), 105), Fen(1_050_000));
        assert_eq!(proposed(Fen(-5), 105), Fen::ZERO);
    }

    #[test]
    fn a_month_without_a_target_has_no_rate_and_still_counts_what_it_brought() {
        let planned = Progress { target: Some(Fen(10_000)), actual: Fen(4_000) };
        let unplanned = Progress { target: None, actual: Fen(1_000) };
        assert_eq!(unplanned.rate(), None);
        assert_eq!((planned + unplanned).actual, Fen(5_000));
        assert_eq!((planned + unplanned).target, Some(Fen(10_000)));
        assert_eq!((unplanned + unplanned).target, None);
    }

    #[test]
    fn what_is_missing_is_never_less_than_nothing() {
        let more = Progress { target: Some(Fen(10_000)), actual: Fen(12_000) };
        assert_eq!(more.missing(), Some(Fen::ZERO));
        assert_eq!(more.rate().and_then(Rate::percent), Some(rust_decimal::Decimal::new(12_000, 2)));
    }
}
