//! Shared costs: one supplier's bill for common water or electricity, shared out over the homes that use it
//! (domain section 4.4; Civil Code 283: as agreed, else by exclusive area; the shares add up to the bill exactly).

use crate::Fen;
use crate::coded::coded;
use crate::money::MoneyError;
use crate::share::{ShareError, largest_remainder};
use rust_decimal::{Decimal, RoundingStrategy};

coded! {
    /// By what a bill is shared out.
    Method {
        /// By charged area, the law's answer where nothing is agreed (Civil Code 283).
        Area, "area", "按面积分摊";
        /// Every home alike.
        Home, "home", "按户分摊";
        /// By what the homes' own meters used.
        Usage, "usage", "按用量分摊";
        /// By agreed coefficients: floors, vacancy.
        Coefficient, "coefficient", "按系数分摊";
        /// Fixed amounts, agreed home by home.
        Fixed, "fixed", "按户定额";
    }
}

impl Method {
    /// What one unit of a weight is, as printed behind it; empty for coefficients, which have none.
    #[must_use]
    pub const fn weight_unit(self) -> &'static str {
        match self {
            Self::Area => "m²",
            Self::Home => "户",
            Self::Usage => "用量",
            Self::Coefficient => "系数",
            Self::Fixed => "元",
        }
    }

    /// Whether a lower weight for vacant homes can be agreed with it: usage and fixed amounts already say it all.
    #[must_use]
    pub const fn takes_vacancy(self) -> bool {
        matches!(self, Self::Area | Self::Home | Self::Coefficient)
    }
}

/// Why a bill cannot be shared out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SharedCostError {
    /// The weights do not allow it.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// Fixed amounts do not add up to the bill.
    #[error("fixed amounts sum to {fixed}, the bill is {bill}")]
    FixedOff {
        /// What the homes would pay.
        fixed: Fen,
        /// What the supplier charged.
        bill: Fen,
    },
    /// A fixed amount of a part of a fen.
    #[error("fixed amount {index} is not whole fen: {amount}")]
    FixedNotFen {
        /// Its position, from 0.
        index: usize,
        /// The amount in yuan.
        amount: Decimal,
    },
}

/// The share of every home in the order given (room order: ties go to the earlier). `weights` are square metres,
/// homes, units of use, coefficients or, for fixed amounts, yuan.
///
/// # Errors
/// [`SharedCostError`].
pub fn shares(bill: Fen, method: Method, weights: &[Decimal]) -> Result<Vec<Fen>, SharedCostError> {
    if method != Method::Fixed {
        return Ok(largest_remainder(bill, weights)?);
    }
    let fixed = weights.iter().enumerate().map(|(index, amount)| {
        if *amount < Decimal::ZERO {
            return Err(ShareError::NegativeWeight { index, weight: *amount }.into());
        }
        let whole = Fen::round_half_up(*amount).ok().filter(|fen| fen.yuan() == *amount);
        whole.ok_or(SharedCostError::FixedNotFen { index, amount: *amount })
    });
    let fixed = fixed.collect::<Result<Vec<Fen>, SharedCostError>>()?;
    let sum: Fen = fixed.iter().sum();
    if sum == bill { Ok(fixed) } else { Err(SharedCostError::FixedOff { fixed: sum, bill }) }
}

/// A share without the fen of the remainder: the exact part of the bill, cut to fen. A share of the bill is this or
/// one fen more. `None` when the weights sum to nothing or are too large.
#[must_use]
pub fn cut_share(bill: Fen, weight: Decimal, weights: Decimal) -> Option<Fen> {
    let exact = Decimal::from(bill.0).checked_mul(weight)?.checked_div(weights)?;
    let cut = exact.round_dp_with_strategy(0, RoundingStrategy::ToNegativeInfinity);
    i64::try_from(cut).ok().map(Fen)
}

/// What a volume costs at a unit price, rounded half-up to fen: what the supplier's bill should say unless there is a
/// basic fee or a loss in it.
///
/// # Errors
/// [`MoneyError::TooLarge`].
pub fn priced(volume: Decimal, unit_price: Decimal) -> Result<Fen, MoneyError> {
    let too_large = || MoneyError::TooLarge { text: volume.to_string() };
    Fen::round_half_up(volume.checked_mul(unit_price).ok_or_else(too_large)?)
}

/// What falls on one unit of weight, in yuan with four decimals, as posted: `2.3473` yuan a square metre.
#[must_use]
pub fn per_unit(bill: Fen, weights: Decimal) -> Option<Decimal> {
    let exact = bill.yuan().checked_div(weights)?;
    Some(exact.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero))
}

/// Coefficients by floor: the ground floor of a house with a lift carries 0, the second 0.5, the others 1 (D6).
/// Read from `1=0,2=0.5,*=1` or with ranges, `1=0,2-3=0.5,*=1`; the first rule that fits counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FloorWeights(Vec<(Option<(u16, u16)>, Decimal)>);

impl FloorWeights {
    /// Reads the rules; `None` when a part of them is unreadable or negative.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded = crate::text::folded(text).replace(' ', "");
        let rules = folded.split([',', '，', ';']).map(|rule| {
            let (floors, weight) = rule.split_once('=')?;
            let floors = match floors.split_once('-') {
                _ if floors == "*" => None,
                Some((low, high)) => Some((low.parse().ok()?, high.parse().ok()?)),
                None => floors.parse().ok().map(|floor| (floor, floor)).map(Some)?,
            };
            let weight: Decimal = weight.parse().ok()?;
            (weight >= Decimal::ZERO).then_some((floors, weight))
        });
        rules.collect::<Option<Vec<_>>>().map(Self)
    }

    /// The coefficient of a floor; of a home without a numbered floor only by the rule for all others (`*`).
    #[must_use]
    pub fn weight(&self, floor: Option<u16>) -> Option<Decimal> {
        let fits = |floors: &Option<(u16, u16)>| match (floors, floor) {
            (None, _) => true,
            (Some((low, high)), Some(floor)) => (*low..=*high).contains(&floor),
            (Some(_), None) => false,
        };
        self.0.iter().find(|(floors, _)| fits(floors)).map(|(_, weight)| *weight)
    }
}
