//! The arrears bridge of a month: opening + new − collected − written off − reduced = closing (domain 5.4, invariant 1).

use crate::Fen;
use crate::adjustment::Kind;
use std::ops::AddAssign;

/// The bridge of one item, one building or everything. All amounts as they lower or raise the arrears; none is
/// negative unless more was taken back than came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bridge {
    /// Open when the month began.
    pub opening: Fen,
    /// Charged, and taken over from former books.
    pub charged: Fen,
    /// Settled by receipts and by prepaid money, less what was taken back.
    pub collected: Fen,
    /// Given up as uncollectable, less what was recovered.
    pub written_off: Fen,
    /// Reversed, corrected, waived, discounted.
    pub reduced: Fen,
}

impl Bridge {
    /// Open when the month ended.
    #[must_use]
    pub fn closing(&self) -> Fen {
        self.opening + self.charged - self.collected - self.written_off - self.reduced
    }

    /// Adds what lowered charges without money (negative when raised again).
    pub fn lowered(&mut self, kind: Kind, fen: Fen) {
        if kind == Kind::WriteOff {
            self.written_off += fen;
        } else {
            self.reduced += fen;
        }
    }

    /// Whether nothing was open and nothing moved.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for Bridge {
    fn add_assign(&mut self, other: Self) {
        self.opening += other.opening;
        self.charged += other.charged;
        self.collected += other.collected;
        self.written_off += other.written_off;
        self.reduced += other.reduced;
    }
}
