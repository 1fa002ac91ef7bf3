//! How a metered charge came about: readings, tiers and corrections, kept with it (domain sections 4.6 and 4.10).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use zhangfang_domain::meter::{Rates, Run, TierPart, TierPeriod, TierRounding};
use zhangfang_domain::{Fen, meter};

/// A metered charge. Fields never change once a book holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metered {
    /// Code of the kind of meter.
    pub kind: String,
    /// Name of the price.
    pub plan: String,
    /// The version of the price.
    pub version: i64,
    /// Contract clause or posting the price rests on.
    pub clause: String,
    /// Unit of the quantity.
    pub unit: String,
    /// From reading to reading; several for a replaced meter.
    pub segments: Vec<MeteredSegment>,
    /// What was used.
    #[serde(with = "exact")]
    pub usage: Decimal,
    /// What was used earlier in the tier period.
    #[serde(with = "exact")]
    pub before: Decimal,
    /// In how many months it was used.
    pub months: u32,
    /// The tiers, as [`Rates::text`] writes them.
    pub tiers: String,
    /// Code of the tier period.
    pub period: String,
    /// Code of the rounding.
    pub rounding: String,
    /// The quantity by tiers.
    pub parts: Vec<MeteredPart>,
    /// What earlier charges were put right by in this one.
    pub corrections: Vec<MeteredCorrection>,
}

/// From one reading to the next on one meter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeteredSegment {
    /// Code of the meter.
    pub meter: String,
    /// Day of the earlier reading.
    pub from: chrono::NaiveDate,
    /// Day of the later reading.
    pub to: chrono::NaiveDate,
    /// The earlier reading.
    #[serde(with = "exact")]
    pub old: Decimal,
    /// The later reading.
    #[serde(with = "exact")]
    pub new: Decimal,
    /// A whole turn of the dial, when it passed zero.
    #[serde(with = "exact_or_none", skip_serializing_if = "Option::is_none", default)]
    pub turn: Option<Decimal>,
    /// What one unit of the dial stands for.
    #[serde(with = "exact")]
    pub multiplier: Decimal,
    /// Whether the later reading was estimated.
    pub estimated: bool,
}

/// The part of a quantity in one tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeteredPart {
    /// Which tier, from 1.
    pub tier: usize,
    /// How much.
    #[serde(with = "exact")]
    pub quantity: Decimal,
    /// Yuan for one unit.
    #[serde(with = "exact")]
    pub price: Decimal,
}

/// What an earlier charge was put right by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeteredCorrection {
    /// The charge.
    pub charge: i64,
    /// Its first month, `yyyymm`.
    pub month: i32,
    /// Used in it as charged.
    #[serde(with = "exact")]
    pub charged: Decimal,
    /// Used in it as now known.
    #[serde(with = "exact")]
    pub usage: Decimal,
    /// More (positive) or less than was charged, in fen.
    pub fen: i64,
}

impl MeteredSegment {
    /// The reading of the dial as the rules want it.
    #[must_use]
    pub const fn run(&self) -> Run {
        Run { old: self.old, new: self.new, turn: self.turn, multiplier: self.multiplier }
    }
}

impl Metered {
    /// The price it was made by; `None` when its codes are unknown.
    #[must_use]
    pub fn rates(&self) -> Option<Rates> {
        let (period, rounding) =
            (TierPeriod::from_code(&self.period)?, TierRounding::from_code(&self.rounding)?);
        Rates::parse(&self.tiers, period, rounding).ok()
    }

    /// What its own quantity costs, corrections of earlier charges left aside.
    #[must_use]
    pub fn own(&self) -> Option<Fen> {
        self.rates()?.amount(self.before, self.usage, self.months).ok()
    }

    /// The whole amount, from readings and tiers alone; `None` when they do not give what is kept beside them.
    #[must_use]
    pub fn recompute(&self) -> Option<Fen> {
        let usage: Decimal = self.segments.iter().map(|s| s.run().usage().ok()).sum::<Option<_>>()?;
        let rates = self.rates()?;
        let parts = rates.parts(self.before, usage, self.months);
        let kept = |p: &MeteredPart| TierPart { tier: p.tier, quantity: p.quantity, price: p.price };
        let same = usage == self.usage && parts.iter().copied().eq(self.parts.iter().map(kept));
        let corrections: Fen = self.corrections.iter().map(|c| Fen(c.fen)).sum();
        let own = meter::amount(&parts, rates.rounding).ok()?;
        same.then_some(own + corrections)
    }
}

/// A decimal as its exact text.
mod exact {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&value.normalize())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A decimal that may be missing.
mod exact_or_none {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(value: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => to.collect_str(&value.normalize()),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|t| t.parse().map_err(serde::de::Error::custom)).transpose()
    }
}
