//! Late charge (违约金): what a contract clause gives for days of delay (domain section 4.7, Civil Code 585).
//!
//! Simple, on unpaid principal only, never on itself, counted anew at every change of the principal, at most a
//! part of the principal. It is a memo until it is claimed; which items bear one is for the caller to say.

use crate::adjustment::Kind;
use crate::coded::coded;
use crate::share::largest_remainder;
use crate::{Fen, MoneyError};
use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

/// The rate a clause names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// A fraction a day: 0.0005 is 日万分之五.
    Daily(Decimal),
    /// A multiple of the one-year LPR in force on each day, over 365 days.
    LprMultiple(Decimal),
}

coded! {
    /// Whether the day of payment counts.
    DayCount {
        /// Payment day less due day (G1).
        ToPayment, "to-payment", "自到期次日起计至付款当日";
        /// The payment day does not count (G2).
        BeforePayment, "before-payment", "自到期次日起计，付款当日不计";
    }
}

coded! {
    /// Where fractions of a fen are rounded, half-up.
    Rounding {
        /// The exact segments of a bill are summed and rounded once.
        PerBill, "per-bill", "每笔账单四舍五入到分";
        /// Each segment of a bill.
        PerSegment, "per-segment", "每段四舍五入到分";
        /// Once over all bills; what each bears adds up to that (G10).
        Once, "once", "合计后四舍五入到分";
    }
}

/// What a contract clause says, as far as it is arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The rate; one for everybody (checklist C3).
    pub rate: Rate,
    /// Whether the payment day counts.
    pub day_count: DayCount,
    /// Days after the due date that bear nothing, and are not made up for later (G3).
    pub grace_days: u32,
    /// The most it may come to, in percent of the principal; none without a cap (G4).
    pub cap_percent: Option<u32>,
    /// Where it is rounded.
    pub rounding: Rounding,
}

/// A value of the one-year LPR from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lpr {
    /// First day it applies.
    pub from: NaiveDate,
    /// Percent a year: 3.00.
    pub percent: Decimal,
}

/// The days `from < day <= to` on which nothing is counted, by an agreement with the debtor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// The day before the first one not counted.
    pub from: NaiveDate,
    /// The last one not counted; none while it lasts.
    pub to: Option<NaiveDate>,
}

/// The principal of one charge from its due date on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Last day to pay without being late.
    pub due: NaiveDate,
    /// What was unpaid at the end of that day.
    pub unpaid: Fen,
    /// What lowered it later, by day (negative: raised it again), in order.
    pub lowered: Vec<(NaiveDate, Fen)>,
    /// Agreed pauses.
    pub pauses: Vec<Pause>,
}

impl Principal {
    /// The principal of a charge from what it was charged with and what lowered it: money (no kind) and adjustments.
    /// What was never rightly owed bears nothing from the beginning; what was paid, waived or written off bears
    /// until that day.
    #[must_use]
    pub fn of(
        due: NaiveDate,
        charged: Fen,
        lowered: &[(NaiveDate, Fen, Option<Kind>)],
        pauses: Vec<Pause>,
    ) -> Self {
        let mut principal = Self { due, unpaid: charged, lowered: Vec::new(), pauses };
        for &(on, fen, kind) in lowered {
            let never_owed = !matches!(kind, None | Some(Kind::Waiver | Kind::WriteOff));
            if never_owed || on <= due {
                principal.unpaid -= fen;
            } else {
                principal.lowered.push((on, fen));
            }
        }
        principal.lowered.sort_by_key(|(on, _)| *on);
        principal
    }
}

/// Days in a row with the same principal at the same rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// First day counted.
    pub from: NaiveDate,
    /// Last day counted.
    pub to: NaiveDate,
    /// How many.
    pub days: u32,
    /// Unpaid principal.
    pub principal: Fen,
    /// Fraction a day, or a year where [`Accrual::yearly`].
    pub rate: Decimal,
}

/// The late charge of one bill as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accrual {
    /// The calculation, oldest first.
    pub segments: Vec<Segment>,
    /// Whether the rates are by the year of 365 days.
    pub yearly: bool,
    /// In yuan, exact to the digits of a decimal, not above the cap.
    pub exact: Decimal,
    /// Rounded by the clause; for [`Rounding::Once`] rounded alone, see [`amounts`].
    pub amount: Fen,
    /// The cap, where it was reached.
    pub capped_at: Option<Fen>,
}

impl Accrual {
    /// Days counted.
    #[must_use]
    pub fn days(&self) -> u32 {
        self.segments.iter().map(|s| s.days).sum()
    }
}

/// Why a late charge cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LateChargeError {
    /// The clause goes by LPR and none is known for a day.
    #[error("no LPR is known on {day}")]
    NoLpr {
        /// The day.
        day: NaiveDate,
    },
    /// The amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Days of a year in every conversion.
pub const YEAR_DAYS: u32 = 365;

/// The late charge of one bill if it were paid on `as_of`. `lpr` in order of its days.
///
/// # Errors
/// [`LateChargeError`].
pub fn accrue(
    principal: &Principal,
    clause: &Clause,
    lpr: &[Lpr],
    as_of: NaiveDate,
) -> Result<Accrual, LateChargeError> {
    let segments = segments(principal, clause, lpr, as_of)?;
    let yearly = matches!(clause.rate, Rate::LprMultiple(_));
    let cap = match clause.cap_percent {
        Some(percent) => Some(percent_of(principal.unpaid, percent.into())?),
        None => None,
    };
    total(segments, yearly, clause.rounding, cap)
}

/// The sum of segments by the rounding of a clause, at most `cap`.
///
/// # Errors
/// [`LateChargeError::Money`].
pub fn total(
    segments: Vec<Segment>,
    yearly: bool,
    rounding: Rounding,
    cap: Option<Fen>,
) -> Result<Accrual, LateChargeError> {
    let year = if yearly { Decimal::from(YEAR_DAYS) } else { Decimal::ONE };
    let of_year = |s: &Segment| s.principal.yuan() * Decimal::from(s.days) * s.rate;
    let exact = segments.iter().map(of_year).sum::<Decimal>() / year;
    let rounded = match rounding {
        Rounding::PerBill | Rounding::Once => Fen::round_half_up(exact)?,
        Rounding::PerSegment => {
            let each = segments.iter().map(|s| Fen::round_half_up(of_year(s) / year));
            each.sum::<Result<Fen, _>>()?
        }
    };
    let capped_at = cap.filter(|cap| rounded > *cap);
    let exact = cap.map_or(exact, |cap| exact.min(cap.yuan()));
    Ok(Accrual { segments, yearly, exact, amount: capped_at.unwrap_or(rounded), capped_at })
}

/// What each of several bills bears. By [`Rounding::Once`] the exact sum is rounded once and the parts add up to
/// it; otherwise each was rounded alone.
///
/// # Errors
/// [`LateChargeError::Money`] when the sum does not fit.
pub fn amounts(accruals: &[Accrual], rounding: Rounding) -> Result<Vec<Fen>, LateChargeError> {
    let alone = || accruals.iter().map(|a| a.amount).collect();
    if rounding != Rounding::Once {
        return Ok(alone());
    }
    let sum = Fen::round_half_up(accruals.iter().map(|a| a.exact).sum())?;
    // Weights of eight decimals keep the exact split inside 128 bits; only the odd fen depends on them.
    let weights: Vec<Decimal> = accruals.iter().map(|a| a.exact.round_dp(8)).collect();
    Ok(largest_remainder(sum, &weights).unwrap_or_else(|_| alone()))
}

fn segments(
    principal: &Principal,
    clause: &Clause,
    lpr: &[Lpr],
    as_of: NaiveDate,
) -> Result<Vec<Segment>, LateChargeError> {
    // On the day of a payment the debt of before counts where the payment day counts, else the debt of after.
    let (last, lag) = match clause.day_count {
        DayCount::ToPayment => (as_of, 1),
        DayCount::BeforePayment => (before(as_of), 0),
    };
    let first = after(principal.due, u64::from(clause.grace_days) + 1);
    if last < first {
        return Ok(Vec::new());
    }
    let mut cuts = vec![first, after(last, 1)];
    cuts.extend(principal.lowered.iter().map(|(day, _)| after(*day, lag)));
    cuts.extend(principal.pauses.iter().map(|p| after(p.from, 1)));
    cuts.extend(principal.pauses.iter().filter_map(|p| p.to).map(|to| after(to, 1)));
    if matches!(clause.rate, Rate::LprMultiple(_)) {
        cuts.extend(lpr.iter().map(|l| l.from));
    }
    cuts.retain(|day| (first..=after(last, 1)).contains(day));
    cuts.sort_unstable();
    cuts.dedup();
    let mut segments: Vec<Segment> = Vec::new();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], before(pair[1]));
        let lowered: Fen =
            principal.lowered.iter().filter(|(day, _)| after(*day, lag) <= from).map(|(_, fen)| *fen).sum();
        let left = principal.unpaid - lowered;
        let paused = principal.pauses.iter().any(|p| p.from < from && p.to.is_none_or(|to| from <= to));
        if paused || !left.is_positive() {
            continue;
        }
        let rate = rate_on(clause.rate, lpr, from)?;
        match segments.last_mut() {
            Some(same) if same.principal == left && same.rate == rate && after(same.to, 1) == from => {
                same.to = to;
                same.days = days(same.from, to);
            }
            _ => segments.push(Segment { from, to, days: days(from, to), principal: left, rate }),
        }
    }
    Ok(segments)
}

fn rate_on(rate: Rate, lpr: &[Lpr], day: NaiveDate) -> Result<Decimal, LateChargeError> {
    match rate {
        Rate::Daily(daily) => Ok(daily),
        Rate::LprMultiple(multiple) => {
            let known = lpr.iter().rev().find(|l| l.from <= day).ok_or(LateChargeError::NoLpr { day })?;
            Ok((known.percent * multiple / Decimal::ONE_HUNDRED).normalize())
        }
    }
}

/// Days from `from` to `to`, both counted.
fn days(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from(to.signed_duration_since(from).num_days() + 1).unwrap_or(0)
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN)
}

/// So many percent of an amount, half-up to the fen: the cap of a late charge (G4).
///
/// # Errors
/// [`MoneyError::TooLarge`].
pub fn percent_of(amount: Fen, percent: Decimal) -> Result<Fen, MoneyError> {
    Fen::round_half_up(amount.yuan() * percent / Decimal::ONE_HUNDRED)
}

/// Percent a year of a fraction a day (G12).
#[must_use]
pub fn yearly_percent(daily: Decimal) -> Decimal {
    (daily * Decimal::ONE_HUNDRED * Decimal::from(YEAR_DAYS)).normalize()
}

/// Percent a day of percent a year, to five decimals (G12).
#[must_use]
pub fn daily_percent(yearly: Decimal) -> Decimal {
    let daily = yearly / Decimal::from(YEAR_DAYS);
    daily.round_dp_with_strategy(5, RoundingStrategy::MidpointAwayFromZero)
}
