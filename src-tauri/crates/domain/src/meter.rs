//! Meters: what a dial says was used, and what that costs by tiers (domain section 4.6). Quantities are exact decimals
//! and never negative.

use crate::coded::coded;
use crate::{Fen, Month};
use chrono::NaiveDate;
use rust_decimal::Decimal;

coded! {
    /// What a meter counts.
    Kind {
        /// Water.
        Water, "water", "水表";
        /// Electricity.
        Power, "power", "电表";
        /// Gas.
        Gas, "gas", "燃气表";
        /// Heat.
        Heat, "heat", "热量表";
    }
}

impl Kind {
    /// The unit of what it counts.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Water | Self::Gas => "m³",
            Self::Power | Self::Heat => "kWh",
        }
    }
}

/// How many figures a meter shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dial {
    /// Figures before the point, 1–9.
    pub digits: u32,
    /// Figures after the point, 0–4.
    pub decimals: u32,
}

impl Dial {
    /// A dial, or `None` for figures no meter has.
    #[must_use]
    pub const fn new(digits: u32, decimals: u32) -> Option<Self> {
        if digits >= 1 && digits <= 9 && decimals <= 4 { Some(Self { digits, decimals }) } else { None }
    }

    /// What a whole turn counts: 100,000 for five figures.
    #[must_use]
    pub fn turn(self) -> Decimal {
        Decimal::from(10_i64.pow(self.digits))
    }

    /// Whether it can show a value.
    #[must_use]
    pub fn shows(self, value: Decimal) -> bool {
        value >= Decimal::ZERO && value < self.turn() && value.normalize().scale() <= self.decimals
    }
}

/// From one reading to the next on one meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The earlier reading.
    pub old: Decimal,
    /// The later reading.
    pub new: Decimal,
    /// A whole turn of the dial when it passed zero in between (归零).
    pub turn: Option<Decimal>,
    /// What one unit of the dial stands for (倍率).
    pub multiplier: Decimal,
}

/// Why readings give no quantity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeterError {
    /// A dial never runs backwards.
    #[error("{new} is less than {old}")]
    Backwards {
        /// The earlier reading.
        old: Decimal,
        /// The later reading.
        new: Decimal,
    },
    /// A rollover was noted, but the dial did not pass zero.
    #[error("no rollover from {old} to {new}")]
    NoRollover {
        /// The earlier reading.
        old: Decimal,
        /// The later reading.
        new: Decimal,
    },
    /// The tiers do not rise, a price is not positive, or the last tier has an end.
    #[error("tiers must rise, have prices above zero and end without a bound")]
    BadTiers,
    /// More than the book can hold.
    #[error("the quantity {quantity} is too large")]
    TooLarge {
        /// The quantity.
        quantity: Decimal,
    },
}

impl Run {
    /// What was used (F4, F5, F6).
    ///
    /// # Errors
    /// [`MeterError::Backwards`], [`MeterError::NoRollover`], [`MeterError::TooLarge`].
    pub fn usage(self) -> Result<Decimal, MeterError> {
        let (old, new) = (self.old, self.new);
        let counted = match self.turn {
            None if new < old => return Err(MeterError::Backwards { old, new }),
            Some(_) if new >= old => return Err(MeterError::NoRollover { old, new }),
            None => new - old,
            Some(turn) => turn - old + new,
        };
        let usage = counted.checked_mul(self.multiplier).ok_or(MeterError::TooLarge { quantity: counted })?;
        if usage < Decimal::ZERO { Err(MeterError::Backwards { old, new }) } else { Ok(usage.normalize()) }
    }
}

/// One step of a tiered price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The quantity at which it ends, from the start of the tier period; the last tier has none.
    pub up_to: Option<Decimal>,
    /// Yuan for one unit.
    pub price: Decimal,
}

/// Over what time quantities are added up before tiers apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierPeriod {
    /// Each month begins at the first tier; bounds are for one month.
    Month,
    /// A year begins at the first tier in this month of the year, 1–12.
    Year {
        /// Month of the year in which it starts.
        starts: u32,
    },
}

impl TierPeriod {
    /// The first month of the tier period a month lies in.
    #[must_use]
    pub const fn start_of(self, month: Month) -> Month {
        match self {
            Self::Month => month,
            Self::Year { starts } => {
                let into = (month.month() + 12 - starts % 12) % 12;
                month.plus(-into.cast_signed())
            }
        }
    }

    /// The code stored in the book: `month`, `year/1`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Month => "month".to_owned(),
            Self::Year { starts } => format!("year/{starts}"),
        }
    }

    /// Back from [`TierPeriod::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('/') {
            None => (code == "month").then_some(Self::Month),
            Some(("year", month)) => {
                let starts = month.parse().ok().filter(|m| (1..=12).contains(m))?;
                Some(Self::Year { starts })
            }
            Some(_) => None,
        }
    }

    /// The words printed with a price.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Month => "按月分档".to_owned(),
            Self::Year { starts } => format!("按年累计分档（每年{starts}月起算）"),
        }
    }
}

coded! {
    /// When the parts of a metered amount are rounded half-up to fen: decided once, printed with the price (F3).
    TierRounding {
        /// Once, after adding up the tiers.
        Once, "once", "合计后四舍五入到分";
        /// Each tier by itself, then added up.
        PerTier, "per-tier", "每档四舍五入到分";
    }
}

/// The part of a quantity that falls into one tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierPart {
    /// Which tier, from 1.
    pub tier: usize,
    /// How much of the quantity.
    pub quantity: Decimal,
    /// Its price.
    pub price: Decimal,
}

/// A tiered price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    tiers: Vec<Tier>,
    /// Over what time tiers add up.
    pub period: TierPeriod,
    /// When it is rounded.
    pub rounding: TierRounding,
}

impl Rates {
    /// A price by tiers; one tier without a bound is a plain price.
    ///
    /// # Errors
    /// [`MeterError::BadTiers`].
    pub fn new(tiers: Vec<Tier>, period: TierPeriod, rounding: TierRounding) -> Result<Self, MeterError> {
        let mut below = Decimal::ZERO;
        for (at, tier) in tiers.iter().enumerate() {
            let rises = match tier.up_to {
                None => at + 1 == tiers.len(),
                Some(bound) => at + 1 < tiers.len() && bound > below,
            };
            if !rises || tier.price <= Decimal::ZERO || tier.price.normalize().scale() > 6 {
                return Err(MeterError::BadTiers);
            }
            below = tier.up_to.unwrap_or(below);
        }
        if tiers.is_empty() { Err(MeterError::BadTiers) } else { Ok(Self { tiers, period, rounding }) }
    }

    /// Reads tiers as typed and stored: `180:5,260:7,9` (to 180 at 5, to 260 at 7, above at 9), `3.45`.
    ///
    /// # Errors
    /// [`MeterError::BadTiers`].
    pub fn parse(text: &str, period: TierPeriod, rounding: TierRounding) -> Result<Self, MeterError> {
        let folded = crate::text::folded(text);
        let number = |t: &str| t.trim().parse::<Decimal>().map_err(|_| MeterError::BadTiers);
        let tier = |part: &str| {
            Ok(match part.split_once(':') {
                Some((bound, price)) => Tier { up_to: Some(number(bound)?), price: number(price)? },
                None => Tier { up_to: None, price: number(part)? },
            })
        };
        let tiers = folded.split([',', '、']).map(tier).collect::<Result<_, MeterError>>()?;
        Self::new(tiers, period, rounding)
    }

    /// The tiers in the form [`Rates::parse`] reads.
    #[must_use]
    pub fn text(&self) -> String {
        let tier = |t: &Tier| match t.up_to {
            Some(bound) => format!("{}:{}", bound.normalize(), t.price.normalize()),
            None => t.price.normalize().to_string(),
        };
        self.tiers.iter().map(tier).collect::<Vec<_>>().join(",")
    }

    /// The tiers.
    #[must_use]
    pub fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// Splits a quantity over the tiers when `before` was used earlier in the same tier period (F1). Monthly bounds
    /// count for each of the `months` the quantity was used in.
    #[must_use]
    pub fn parts(&self, before: Decimal, usage: Decimal, months: u32) -> Vec<TierPart> {
        let times = match self.period {
            TierPeriod::Month => Decimal::from(months.max(1)),
            TierPeriod::Year { .. } => Decimal::ONE,
        };
        let (mut at, end) = (before, before + usage);
        let mut parts = Vec::new();
        for (tier, step) in (1..).zip(&self.tiers) {
            let bound = step.up_to.map_or(end, |b| (b * times).min(end));
            if bound > at {
                parts.push(TierPart { tier, quantity: (bound - at).normalize(), price: step.price });
                at = bound;
            }
        }
        parts
    }

    /// What a quantity costs.
    ///
    /// # Errors
    /// [`MeterError::TooLarge`].
    pub fn amount(&self, before: Decimal, usage: Decimal, months: u32) -> Result<Fen, MeterError> {
        amount(&self.parts(before, usage, months), self.rounding)
    }
}

/// What parts of a quantity cost together (F2, F3).
///
/// # Errors
/// [`MeterError::TooLarge`].
pub fn amount(parts: &[TierPart], rounding: TierRounding) -> Result<Fen, MeterError> {
    let mut exact = Decimal::ZERO;
    for part in parts {
        let too_large = || MeterError::TooLarge { quantity: part.quantity };
        let cost = part.quantity.checked_mul(part.price).ok_or_else(too_large)?;
        let cost = match rounding {
            TierRounding::Once => cost,
            TierRounding::PerTier => Fen::round_half_up(cost).map_err(|_| too_large())?.yuan(),
        };
        exact = exact.checked_add(cost).ok_or_else(too_large)?;
    }
    Fen::round_half_up(exact).map_err(|_| MeterError::TooLarge { quantity: exact })
}

/// In which days of a month readings are taken: `25/5` is from the 25th to the 5th of the month after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day, 1–31.
    pub from: u32,
    /// Last day; in the month after when before `from`.
    pub to: u32,
}

impl Default for Window {
    fn default() -> Self {
        Self { from: 1, to: 31 }
    }
}

impl Window {
    /// Reads `25/5`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded = crate::text::folded(text);
        let (from, to) = folded.split_once(['/', '-'])?;
        let day = |t: &str| t.trim().parse().ok().filter(|d| (1..=31).contains(d));
        Some(Self { from: day(from)?, to: day(to)? })
    }

    /// First and last day in which the readings of a month are taken.
    #[must_use]
    pub fn of(self, month: Month) -> (NaiveDate, NaiveDate) {
        let last = if self.to < self.from { month.plus(1) } else { month };
        (month.day_or_last(self.from), last.day_or_last(self.to))
    }

    /// The month a reading of a day is for: the first whose window has not closed before.
    #[must_use]
    pub fn month_of(self, day: NaiveDate) -> Month {
        let month = Month::of(day).plus(-1);
        (0..3).map(|n| month.plus(n)).find(|m| self.of(*m).1 >= day).unwrap_or(month)
    }

    /// Whether a day lies in the window of some month.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.of(self.month_of(day)).0 <= day
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.from, self.to)
    }
}
