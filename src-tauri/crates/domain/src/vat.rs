//! Splitting a price that includes VAT (domain section 4.9, I6 and I7). The product files no tax.

use crate::{Fen, MoneyError};
use rust_decimal::Decimal;

/// A price with its tax apart; both add up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// Without tax, half-up to the fen.
    pub net: Fen,
    /// The tax: what is left.
    pub tax: Fen,
}

/// Splits a price that includes so many percent of tax; a negative one mirrors the positive.
///
/// # Errors
/// [`MoneyError::TooLarge`].
pub fn split(gross: Fen, percent: Decimal) -> Result<Split, MoneyError> {
    let net = Fen::round_half_up(gross.yuan() * Decimal::ONE_HUNDRED / (Decimal::ONE_HUNDRED + percent))?;
    Ok(Split { net, tax: gross - net })
}
