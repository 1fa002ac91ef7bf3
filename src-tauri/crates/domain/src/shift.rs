//! The cashier's shift: cash counted by denomination, and the drawer from opening to closing (domain sections
//! 3.14 and 7.5).
//!
//! Takings are never spent (不得坐支): cash leaves a drawer by numbered forms and by the deposit to the bank only, so
//! what must lie in it is always known, and what is missing or too much has to be explained in words.

use crate::Fen;
use crate::method::Method;

/// Notes and coins, largest first.
pub const PIECES: [Fen; 8] =
    [Fen(10_000), Fen(5_000), Fen(2_000), Fen(1_000), Fen(500), Fen(100), Fen(50), Fen(10)];

/// Cash counted piece by piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count([u32; PIECES.len()]);

/// Why a count cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// A part is not `100x9`.
    #[error("{text:?} is no count")]
    Unreadable {
        /// The part.
        text: String,
    },
    /// There is no such note or coin.
    #[error("there is no piece of {text:?}")]
    NoSuchPiece {
        /// What was typed before the ×.
        text: String,
    },
    /// A note or coin stands twice.
    #[error("{piece} is counted twice")]
    Twice {
        /// The note or coin.
        piece: Fen,
    },
}

impl Count {
    /// Reads `100x9,50x0,1x4,0.1x2`; what is not named was not there. `×`, `*` and full-width signs are read too.
    ///
    /// # Errors
    /// [`CountError`].
    pub fn parse(text: &str) -> Result<Self, CountError> {
        let mut count = Self::default();
        let mut named = [false; PIECES.len()];
        for part in text.split([',', '，', '、', ' ']).map(str::trim).filter(|part| !part.is_empty()) {
            let unreadable = || CountError::Unreadable { text: part.to_owned() };
            let (piece, number) = part.split_once(['x', 'X', '×', '*', '＊']).ok_or_else(unreadable)?;
            let value = Fen::parse(piece).map_err(|_| unreadable())?;
            let number = number.trim().parse::<u32>().map_err(|_| unreadable())?;
            let no_such = || CountError::NoSuchPiece { text: piece.trim().to_owned() };
            let at = PIECES.iter().position(|p| *p == value).ok_or_else(no_such)?;
            if std::mem::replace(&mut named[at], true) {
                return Err(CountError::Twice { piece: value });
            }
            count.0[at] = number;
        }
        Ok(count)
    }

    /// Makes a count of pieces and their numbers; pieces that do not exist are left out.
    #[must_use]
    pub fn of(pieces: impl IntoIterator<Item = (Fen, u32)>) -> Self {
        let mut count = Self::default();
        for (piece, number) in pieces {
            if let Some(at) = PIECES.iter().position(|p| *p == piece) {
                count.0[at] += number;
            }
        }
        count
    }

    /// Every note and coin with its number, largest first, also those that were not there.
    pub fn pieces(&self) -> impl Iterator<Item = (Fen, u32)> {
        PIECES.into_iter().zip(self.0)
    }

    /// What it comes to.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.pieces().map(|(piece, number)| Fen(piece.0 * i64::from(number))).sum()
    }

    /// Whether every piece of `part` is among these.
    #[must_use]
    pub fn holds(&self, part: &Self) -> bool {
        self.0.iter().zip(part.0).all(|(have, want)| *have >= want)
    }

    /// Pieces of exactly `amount` out of these, large ones first; `None` when they do not make it up.
    #[must_use]
    pub fn picked(&self, amount: Fen) -> Option<Self> {
        self.picked_from(0, amount.0)
    }

    fn picked_from(&self, at: usize, amount: i64) -> Option<Self> {
        if at == PIECES.len() || amount <= 0 {
            return (amount == 0).then(Self::default);
        }
        let most = u32::try_from(amount / PIECES[at].0).unwrap_or(u32::MAX).min(self.0[at]);
        // A piece is a multiple of the next smaller one, but for 50 and 20: one piece less is all that can help.
        [most, most.saturating_sub(1)].into_iter().find_map(|number| {
            let mut picked = self.picked_from(at + 1, amount - PIECES[at].0 * i64::from(number))?;
            picked.0[at] = number;
            Some(picked)
        })
    }
}

/// A cash drawer from opening to closing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawer {
    /// In it at the start (备用金).
    pub float: Fen,
    /// Cash on receipts that stand.
    pub received: Fen,
    /// Cash given back on refund forms.
    pub refunded: Fen,
    /// Deposits (押金) taken in cash.
    pub deposits_taken: Fen,
    /// Deposits (押金) given back in cash.
    pub deposits_returned: Fen,
    /// Handed over to the bank.
    pub banked: Fen,
}

impl Drawer {
    /// What must lie in it.
    #[must_use]
    pub fn expected(&self) -> Fen {
        self.float + self.received - self.refunded + self.deposits_taken
            - self.deposits_returned
            - self.banked
    }
}

/// What a cashier states when a shift is closed.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// The drawer before anything goes to the bank.
    pub counted: Count,
    /// The part of it that goes to the bank.
    pub banked: Count,
    /// What wallets and terminals say they took, as far as the cashier looked.
    pub takings: Vec<(Method, Fen)>,
    /// Why something is not as it must be.
    pub explanation: Option<String>,
}

/// Why a shift is not closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShiftError {
    /// The cash is not what must be there, and nobody says why.
    #[error("counted {counted}, expected {expected}")]
    CashDiffers {
        /// What must be there.
        expected: Fen,
        /// What is.
        counted: Fen,
    },
    /// A wallet or terminal took something else than the receipts say, and nobody says why.
    #[error("{method:?} says {stated}, receipts {booked}")]
    TakingsDiffer {
        /// The method.
        method: Method,
        /// On receipts that stand.
        booked: Fen,
        /// What the wallet or terminal says.
        stated: Fen,
    },
    /// More than the float stays in the drawer over night, and nobody says why.
    #[error("{left} would stay, the float is {float}")]
    NotAllBanked {
        /// What would stay.
        left: Fen,
        /// The float.
        float: Fen,
    },
    /// What goes to the bank is not among what was counted.
    #[error("{banked} cannot be taken out of what was counted")]
    NotInDrawer {
        /// What is to go to the bank.
        banked: Fen,
    },
}

/// Holds what the cashier states against what the book says. Answers by how much the cash differs: more than nothing
/// when there is too much. `drawer` is before the deposit, `booked` what receipts that stand say by method.
///
/// # Errors
/// [`ShiftError`]; all but `NotInDrawer` are no error when the cashier explains.
pub fn closed(drawer: &Drawer, booked: &[(Method, Fen)], stated: &Statement) -> Result<Fen, ShiftError> {
    let (expected, counted, banked) = (drawer.expected(), stated.counted.total(), stated.banked.total());
    if !stated.counted.holds(&stated.banked) {
        return Err(ShiftError::NotInDrawer { banked });
    }
    let explained = stated.explanation.as_ref().is_some_and(|words| !words.trim().is_empty());
    if explained {
        return Ok(counted - expected);
    }
    if counted != expected {
        return Err(ShiftError::CashDiffers { expected, counted });
    }
    for &(method, said) in &stated.takings {
        let booked = booked.iter().filter(|(m, _)| *m == method).map(|(_, fen)| *fen).sum();
        if said != booked {
            return Err(ShiftError::TakingsDiffer { method, booked, stated: said });
        }
    }
    let left = counted - banked;
    if left > drawer.float {
        return Err(ShiftError::NotAllBanked { left, float: drawer.float });
    }
    Ok(Fen::ZERO)
}
