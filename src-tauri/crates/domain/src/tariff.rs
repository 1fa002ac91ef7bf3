//! Tariffs: what one thing costs a month, in which blocks it is billed, and how a charge explains itself
//! (domain sections 4.1 and 4.10).

use crate::coded::coded;
use crate::proration::StartRule;
use crate::{Fen, Month, Months};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::fmt;

/// What the quantity of a charge counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Charged area in square metres.
    Area,
    /// The home as one.
    Home,
    /// Parking spaces.
    Space,
    /// Any other number of things.
    Quantity,
}

impl Basis {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Area, Self::Home, Self::Space, Self::Quantity];

    /// The unit of a price as printed, behind `元/`: `m²`, `户`, `车位`, `份`.
    #[must_use]
    pub const fn price_unit(self) -> &'static str {
        match self {
            Self::Space => "车位",
            _ => self.unit_label(),
        }
    }

    /// The unit of a quantity as printed: `m²`, `户`, `个车位`, `份`.
    #[must_use]
    pub const fn unit_label(self) -> &'static str {
        match self {
            Self::Area => "m²",
            Self::Home => "户",
            Self::Space => "个车位",
            Self::Quantity => "份",
        }
    }

    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Home => "home",
            Self::Space => "space",
            Self::Quantity => "quantity",
        }
    }

    /// Back from [`Basis::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.code() == code)
    }
}

coded! {
    /// How many months one charge covers. Blocks lie on the calendar: a quarter starts in January, April, July or
    /// October.
    Cycle {
        /// One month.
        Month, "month", "月";
        /// Three months.
        Quarter, "quarter", "季";
        /// Six months.
        HalfYear, "half-year", "半年";
        /// Twelve months.
        Year, "year", "年";
    }
}

impl Cycle {
    /// How many months a block has.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }

    /// The block a month lies in.
    #[must_use]
    pub const fn block_of(self, month: Month) -> Months {
        let into = (month.month() - 1) % self.months();
        let from = month.plus(-into.cast_signed());
        Months { from, to: from.plus(self.months().cast_signed() - 1) }
    }

    /// The blocks whose first month lies in `range`, in order; the last may end after it.
    pub fn blocks_starting_in(self, range: Months) -> impl Iterator<Item = Months> {
        range
            .iter()
            .map(move |month| (month, self.block_of(month)))
            .filter(|(m, b)| b.from == *m)
            .map(|(_, b)| b)
    }
}

coded! {
    /// When a charge is rounded half-up to fen (domain section 4.1: decided once, printed on the tariff).
    Rounding {
        /// Each month by itself, then added up.
        PerMonth, "per-month", "每月四舍五入到分";
        /// Once, after adding up the exact months.
        PerCycle, "per-cycle", "每周期四舍五入到分";
    }
}

/// The last day a block may be paid on time. `Display` and [`DueRule::parse`] use `1/31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DueRule {
    /// Which month counted from the first of the block, which is 1; may lie after the block's end.
    pub month_of_cycle: u32,
    /// Day of that month, its last day when the month is shorter: 31 always means the last day.
    pub day: u32,
}

impl DueRule {
    /// The rule, or `None` when the month is not 1–24 or the day not 1–31.
    #[must_use]
    pub fn new(month_of_cycle: u32, day: u32) -> Option<Self> {
        ((1..=24).contains(&month_of_cycle) && (1..=31).contains(&day))
            .then_some(Self { month_of_cycle, day })
    }

    /// Reads `1/31`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded = crate::text::folded(text);
        let (month, day) = folded.split_once('/')?;
        Self::new(month.parse().ok()?, day.parse().ok()?)
    }

    /// The due date of a block.
    #[must_use]
    pub fn due(self, block: Months) -> NaiveDate {
        block.from.plus(self.month_of_cycle.saturating_sub(1).cast_signed()).day_or_last(self.day)
    }
}

impl fmt::Display for DueRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.month_of_cycle, self.day)
    }
}

/// One version of a tariff. It stays in force until the next one starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its id in the book.
    pub id: i64,
    /// First month it applies to.
    pub starts: Month,
    /// Yuan for one unit of the basis and one month.
    pub unit_price: Decimal,
    /// What is counted.
    pub basis: Basis,
    /// Months per charge.
    pub cycle: Cycle,
    /// When it is rounded.
    pub rounding: Rounding,
    /// When it is due.
    pub due: DueRule,
    /// The contract clause or posting it rests on, as printed.
    pub clause: String,
    /// How the month of handover is charged; as the locality profile says when it was never decided.
    pub start: Option<StartRule>,
}

/// Consecutive months of one charge priced by one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The months.
    pub months: Months,
    /// The version in force during them.
    pub version: i64,
    /// Its price: yuan for one unit and one month.
    pub unit_price: Decimal,
}

/// A priced block: everything a charge stores to explain itself later (domain section 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// The money.
    pub amount: Fen,
    /// What was counted.
    pub basis: Basis,
    /// How it was rounded.
    pub rounding: Rounding,
    /// How much of it.
    pub quantity: Decimal,
    /// The months by version, in order, without gaps.
    pub segments: Vec<Segment>,
    /// Last day to pay on time.
    pub due: NaiveDate,
    /// The version in force in the first month; it gave basis, rounding and due date.
    pub version: i64,
}

/// One of the two numbers a charge multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// How many units.
    Quantity,
    /// Yuan for one unit and month.
    UnitPrice,
}

/// Why a block cannot be priced.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TariffError {
    /// No version has started by this month.
    #[error("no tariff version is in force in {month}")]
    NoVersion {
        /// The first such month.
        month: Month,
    },
    /// A version starting inside the block counts something else, so one quantity cannot serve both.
    #[error("the basis changes in {month}, inside the block")]
    BasisChanges {
        /// The first month counted otherwise.
        month: Month,
    },
    /// Nothing is charged for nothing: such a home is left out of the tariff instead.
    #[error("{factor:?} must be more than zero, not {value}")]
    NegativeOrZero {
        /// Which number.
        factor: Factor,
        /// Its value.
        value: Decimal,
    },
    /// More than [`Fen::MAX_ENTRY`].
    #[error("the amount for a quantity of {quantity} is too large")]
    TooLarge {
        /// The quantity.
        quantity: Decimal,
    },
}

/// Prices a block. Each month takes the version in force in it; basis, rounding and due rule are those of the
/// first month, so a change inside a block never re-rounds what was already announced.
///
/// `versions` may stand in any order. The due date counts from the first month of `block` as given.
///
/// # Errors
/// [`TariffError`].
pub fn price(quantity: Decimal, block: Months, versions: &[Version]) -> Result<Priced, TariffError> {
    let first = in_force(versions, block.from)?;
    let mut segments: Vec<Segment> = Vec::with_capacity(1);
    for month in block.iter() {
        let version = in_force(versions, month)?;
        if version.basis != first.basis {
            return Err(TariffError::BasisChanges { month });
        }
        match segments.last_mut() {
            Some(last) if last.version == version.id => last.months.to = month,
            _ => segments.push(Segment {
                months: Months::single(month),
                version: version.id,
                unit_price: version.unit_price,
            }),
        }
    }
    Ok(Priced {
        amount: recompute(quantity, &segments, first.rounding)?,
        basis: first.basis,
        rounding: first.rounding,
        quantity,
        segments,
        due: first.due.due(block),
        version: first.id,
    })
}

fn in_force(versions: &[Version], month: Month) -> Result<&Version, TariffError> {
    versions
        .iter()
        .filter(|v| v.starts <= month)
        .max_by_key(|v| (v.starts, v.id))
        .ok_or(TariffError::NoVersion { month })
}

/// The amount that follows from stored facts alone; a charge whose amount differs was not made by these rules.
///
/// # Errors
/// [`TariffError::NegativeOrZero`] and [`TariffError::TooLarge`].
pub fn recompute(quantity: Decimal, segments: &[Segment], rounding: Rounding) -> Result<Fen, TariffError> {
    let too_large = || TariffError::TooLarge { quantity };
    positive(Factor::Quantity, quantity)?;
    let mut total = Decimal::ZERO;
    for segment in segments {
        positive(Factor::UnitPrice, segment.unit_price)?;
        let exact = quantity.checked_mul(segment.unit_price).ok_or_else(too_large)?;
        let month = match rounding {
            Rounding::PerMonth => Fen::round_half_up(exact).map_err(|_| too_large())?.yuan(),
            Rounding::PerCycle => exact,
        };
        let months = month.checked_mul(segment.months.count().into()).ok_or_else(too_large)?;
        total = total.checked_add(months).ok_or_else(too_large)?;
    }
    Fen::round_half_up(total).map_err(|_| too_large())
}

fn positive(factor: Factor, value: Decimal) -> Result<(), TariffError> {
    if value > Decimal::ZERO { Ok(()) } else { Err(TariffError::NegativeOrZero { factor, value }) }
}

/// Why a charge is this much, in one line a clerk can read out:
/// `94.56 m² × 2.35 元/m²·月 × 3 月，每月四舍五入到分`.
///
/// An `amount` the formula does not give (a debt taken over from other books) is named at the end, because
/// the formula alone would then mislead.
#[must_use]
pub fn explain(
    basis: Basis,
    quantity: Decimal,
    segments: &[Segment],
    rounding: Rounding,
    amount: Fen,
) -> String {
    let (unit, per) = (basis.unit_label(), basis.price_unit());
    let places = if basis == Basis::Area { 2 } else { 0 };
    let quantity_text = at_least(quantity, places);
    let terms: Vec<String> = segments
        .iter()
        .map(|s| {
            let price = at_least(s.unit_price, 2);
            format!("{quantity_text} {unit} × {price} 元/{per}·月 × {} 月", s.months.count())
        })
        .collect();
    let mut text = format!("{}，{}", terms.join(" ＋ "), rounding.label());
    if recompute(quantity, segments, rounding) != Ok(amount) {
        text.push_str(&format!("，本笔以 {amount} 元为准"));
    }
    text
}

/// The number without needless zeros, but with at least `places` decimals, as areas and prices are printed.
#[must_use]
pub fn at_least(number: Decimal, places: u32) -> String {
    let mut shown = number.normalize();
    if shown.scale() < places {
        shown.rescale(places);
    }
    shown.to_string()
}

/// Which homes a tariff is meant for; an empty field means any. The default is every home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Only this building.
    pub building: Option<String>,
    /// Only homes of this use (dwelling, shop …), by its stored code.
    pub use_kind: Option<String>,
    /// Only this home.
    pub home: Option<i64>,
}

impl Scope {
    /// Whether a home falls under it.
    #[must_use]
    pub fn matches(&self, building: &str, use_kind: &str, home: i64) -> bool {
        self.building.as_deref().is_none_or(|b| b == building)
            && self.use_kind.as_deref().is_none_or(|u| u == use_kind)
            && self.home.is_none_or(|h| h == home)
    }

    /// Larger is narrower: a home beats building and use, which beat a building, a use, and all.
    #[must_use]
    pub const fn specificity(&self) -> u8 {
        self.home.is_some() as u8 * 8 + self.building.is_some() as u8 * 4 + self.use_kind.is_some() as u8 * 2
    }
}

/// Two different tariffs claim one home with equal right; a person has to say which.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{first:?} and {second:?} apply equally")]
pub struct Ambiguous<T: fmt::Debug> {
    /// The one met first.
    pub first: T,
    /// The other.
    pub second: T,
}

/// The candidate with the narrowest scope matching a home, or `None` when no scope matches. The same tariff
/// reached through two scopes is no conflict.
///
/// # Errors
/// [`Ambiguous`] when two different candidates share the narrowest scope.
pub fn most_specific<'a, T: PartialEq + fmt::Debug>(
    candidates: impl Iterator<Item = (&'a Scope, T)>,
    building: &str,
    use_kind: &str,
    home: i64,
) -> Result<Option<T>, Ambiguous<T>> {
    let mut best: Option<(u8, T)> = None;
    let mut rival: Option<T> = None;
    for (scope, candidate) in candidates.filter(|(s, _)| s.matches(building, use_kind, home)) {
        let rank = scope.specificity();
        match &best {
            Some((top, _)) if rank < *top => {}
            Some((top, held)) if rank == *top => {
                if rival.is_none() && *held != candidate {
                    rival = Some(candidate);
                }
            }
            _ => {
                best = Some((rank, candidate));
                rival = None;
            }
        }
    }
    match (best, rival) {
        (Some((_, first)), Some(second)) => Err(Ambiguous { first, second }),
        (best, _) => Ok(best.map(|(_, candidate)| candidate)),
    }
}
