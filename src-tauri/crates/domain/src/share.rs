//! Splitting a sum into parts that add up to it exactly (domain section 4.4).

use crate::Fen;
use rust_decimal::Decimal;

/// Why a sum cannot be split.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// There is money to split but nobody carries any weight.
    #[error("nobody carries a weight, so {total} cannot be split")]
    NoWeight {
        /// The money.
        total: Fen,
    },
    /// A weight below zero.
    #[error("weight {index} is negative: {weight}")]
    NegativeWeight {
        /// Its position, from 0.
        index: usize,
        /// Its value.
        weight: Decimal,
    },
    /// The weights have too many digits together to be split exactly.
    #[error("the weights have too many digits to split {total} exactly")]
    TooLarge {
        /// The money.
        total: Fen,
    },
}

/// Splits `total` in proportion to `weights`: every share is cut to fen, the fen left over go to the largest
/// cut-off fractions, ties to the earlier one. A zero weight gets exactly nothing, a negative total gives the
/// mirror image of the positive one, and the shares always add up to `total`.
///
/// # Errors
/// [`ShareError`].
pub fn largest_remainder(total: Fen, weights: &[Decimal]) -> Result<Vec<Fen>, ShareError> {
    if let Some((index, weight)) = weights.iter().enumerate().find(|(_, w)| **w < Decimal::ZERO) {
        return Err(ShareError::NegativeWeight { index, weight: *weight });
    }
    let too_large = || ShareError::TooLarge { total };
    let size = i128::from(total.0.unsigned_abs());
    let whole_weights = whole_numbers(weights).ok_or_else(too_large)?;
    let sum = whole_weights.iter().try_fold(0_i128, |sum, w| sum.checked_add(*w)).ok_or_else(too_large)?;
    if sum == 0 {
        return if size == 0 {
            Ok(vec![Fen::ZERO; weights.len()])
        } else {
            Err(ShareError::NoWeight { total })
        };
    }
    size.checked_mul(sum).ok_or_else(too_large)?;
    apportion(size, &whole_weights, sum)
        .into_iter()
        .map(|part| i64::try_from(part * i128::from(total.0.signum())).map(Fen).map_err(|_| too_large()))
        .collect()
}

/// Percentages with one decimal that add up to exactly 100.0 (oracle N1).
///
/// A negative amount, such as a cost given back, has a negative share. When the amounts add up to nothing or
/// less there is no whole to take shares of, and every share is 0.0.
#[must_use]
pub fn percent_tenths(amounts: &[Fen]) -> Vec<Decimal> {
    let weights: Vec<i128> = amounts.iter().map(|a| i128::from(a.0)).collect();
    let sum: i128 = weights.iter().sum();
    if sum <= 0 {
        return vec![Decimal::new(0, 1); amounts.len()];
    }
    apportion(1000, &weights, sum)
        .into_iter()
        .map(|tenths| Decimal::from_i128_with_scale(tenths, 1))
        .collect()
}

/// The rule itself on whole numbers. `sum` is the sum of `weights` and more than zero; `total` times any
/// weight must fit, which every caller knows from its types or has checked.
pub(crate) fn apportion(total: i128, weights: &[i128], sum: i128) -> Vec<i128> {
    let mut parts: Vec<i128> = weights.iter().map(|w| (total * w).div_euclid(sum)).collect();
    let left = usize::try_from(total - parts.iter().sum::<i128>()).unwrap_or(0);
    let mut by_fraction: Vec<usize> = (0..weights.len()).collect();
    by_fraction.sort_by_key(|i| std::cmp::Reverse((total * weights[*i]).rem_euclid(sum)));
    for i in by_fraction.into_iter().take(left) {
        parts[i] += 1;
    }
    parts
}

/// The weights as whole numbers in the same proportion, or `None` when one does not fit.
fn whole_numbers(weights: &[Decimal]) -> Option<Vec<i128>> {
    let normal: Vec<Decimal> = weights.iter().map(Decimal::normalize).collect();
    let scale = normal.iter().map(Decimal::scale).max().unwrap_or(0);
    normal.iter().map(|w| w.mantissa().checked_mul(10_i128.checked_pow(scale - w.scale())?)).collect()
}
