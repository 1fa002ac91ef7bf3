//! Collection rates and averages (domain section 5).

use crate::Fen;
use rust_decimal::Decimal;

/// One amount in proportion to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The part.
    pub numerator: Fen,
    /// The whole.
    pub denominator: Fen,
}

impl Rate {
    /// In percent with two decimals, half-up; `None` when the whole is nothing or less.
    #[must_use]
    pub fn percent(self) -> Option<Decimal> {
        hundredths(10_000, self.numerator.0.into(), self.denominator.0.into())
    }
}

/// One count in proportion to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountRate {
    /// The part.
    pub numerator: u64,
    /// The whole.
    pub denominator: u64,
}

impl CountRate {
    /// In percent with two decimals, half-up; `None` when the whole is nothing.
    #[must_use]
    pub fn percent(self) -> Option<Decimal> {
        hundredths(10_000, self.numerator.into(), self.denominator.into())
    }
}

/// `factor × part ÷ whole`, rounded half-up (away from zero) to a whole number of hundredths.
fn hundredths(factor: i128, part: i128, whole: i128) -> Option<Decimal> {
    if whole <= 0 {
        return None;
    }
    let size = (2 * factor * part.abs() + whole) / (2 * whole);
    Some(Decimal::from_i128_with_scale(size * part.signum(), 2))
}

/// The figures of one period from which every rate follows. Amounts are positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeriodFigures {
    /// Charged for this period.
    pub billed: Fen,
    /// Approved reductions of it.
    pub reduced: Fen,
    /// Received for this period's charges, without prepaid money.
    pub paid_for_period: Fen,
    /// Earlier prepaid money used for this period's charges.
    pub prepaid_used: Fen,
    /// Open at the start on charges of earlier periods.
    pub opening_arrears: Fen,
    /// Approved write-off of those arrears.
    pub opening_written_off: Fen,
    /// Received on those arrears.
    pub collected_of_opening: Fen,
    /// Homes charged for this period.
    pub homes_billed: u64,
    /// Homes that paid everything of this period.
    pub homes_paid: u64,
    /// Homes that paid everything of this period before it began.
    pub homes_prepaid: u64,
    /// Homes that owe something at the end.
    pub debtor_homes: u64,
}

/// The three rates an office looks at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyRates {
    /// 当期收缴率 (M1).
    pub current: Rate,
    /// 户收缴率 (M4).
    pub by_home: CountRate,
    /// 历史欠费清缴率 (M2).
    pub historic: Rate,
}

impl PeriodFigures {
    /// 当期收缴率 (M1): received for the period's charges, out of the charges less reductions. Cash that came in
    /// for something else is not in it.
    #[must_use]
    pub fn current(&self) -> Rate {
        Rate { numerator: self.paid_for_period + self.prepaid_used, denominator: self.billed - self.reduced }
    }

    /// 历史欠费清缴率 (M2): collected of the opening arrears, less what was written off of them.
    #[must_use]
    pub fn historic(&self) -> Rate {
        Rate {
            numerator: self.collected_of_opening,
            denominator: self.opening_arrears - self.opening_written_off,
        }
    }

    /// The same out of all opening arrears, written off or not.
    #[must_use]
    pub fn historic_gross(&self) -> Rate {
        Rate { numerator: self.collected_of_opening, denominator: self.opening_arrears }
    }

    /// 综合收缴率 (M3): current and historic together.
    #[must_use]
    pub fn overall(&self) -> Rate {
        let (current, historic) = (self.current(), self.historic());
        Rate {
            numerator: current.numerator + historic.numerator,
            denominator: current.denominator + historic.denominator,
        }
    }

    /// 户收缴率 (M4): homes that paid the whole period, out of the homes charged.
    #[must_use]
    pub fn by_home(&self) -> CountRate {
        CountRate { numerator: self.homes_paid, denominator: self.homes_billed }
    }

    /// 预缴率: homes that paid the whole period before it began, out of the homes charged.
    #[must_use]
    pub fn prepaid_share(&self) -> CountRate {
        CountRate { numerator: self.homes_prepaid, denominator: self.homes_billed }
    }

    /// Owed at the end, of this period and earlier ones.
    #[must_use]
    pub fn arrears_end(&self) -> Fen {
        let overall = self.overall();
        overall.denominator - overall.numerator
    }

    /// 户均欠费 (M5): arrears at the end for each debtor home, half-up to fen; `None` without debtors.
    #[must_use]
    pub fn average_arrears(&self) -> Option<Fen> {
        let average = hundredths(1, self.arrears_end().0.into(), self.debtor_homes.into())?;
        i64::try_from(average.mantissa()).ok().map(Fen)
    }
}
