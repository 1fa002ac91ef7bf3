//! How much of a debt is let go: a sum, or a share rounded half-up once (domain sections 3.11, 4.7 G11).

use crate::Fen;
use rust_decimal::Decimal;

/// How much of what is open is let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portion {
    /// A sum.
    Sum(Fen),
    /// A share in percent.
    Percent(Decimal),
    /// All that is open.
    Whole,
}

/// Why a portion is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortionError {
    /// Nothing, or less than nothing, would be let go.
    #[error("{0} is not more than zero")]
    NotPositive(Fen),
    /// A share outside of 0–100 %.
    #[error("{0} % is no share")]
    NoShare(Decimal),
    /// More than is open.
    #[error("{asked} is more than {open}")]
    MoreThanOpen {
        /// What was asked for.
        asked: Fen,
        /// What is open.
        open: Fen,
    },
}

impl Portion {
    /// The sum it comes to, rounded half-up to the fen once.
    ///
    /// # Errors
    /// [`PortionError`].
    pub fn of(self, open: Fen) -> Result<Fen, PortionError> {
        let asked = match self {
            Self::Sum(fen) => fen,
            Self::Whole => open,
            Self::Percent(share) if share <= Decimal::ZERO || share > Decimal::ONE_HUNDRED => {
                return Err(PortionError::NoShare(share));
            }
            Self::Percent(share) => {
                let exact = open.yuan().checked_mul(share).map(|x| x / Decimal::ONE_HUNDRED);
                exact.and_then(|x| Fen::round_half_up(x).ok()).ok_or(PortionError::NoShare(share))?
            }
        };
        if !asked.is_positive() {
            return Err(PortionError::NotPositive(asked));
        }
        if asked > open { Err(PortionError::MoreThanOpen { asked, open }) } else { Ok(asked) }
    }
}
