//! What lowers a charge without money. Every kind is its own printed line and its own column of a report.

use crate::coded::coded;

coded! {
    /// Why less is owed than was charged.
    Kind {
        /// The whole charge was wrong and is taken back (红冲).
        Reversal, "reversal", "冲销";
        /// An approved vacancy (domain 4.3).
        Vacancy, "vacancy", "空置优惠";
        /// An approved relief from the fee itself (domain 4.3).
        Relief, "relief", "减免";
        /// A promotion, such as pay eleven months and get twelve (domain 4.3).
        Promotion, "promotion", "赠送优惠";
        /// A debt let go by approval (domain 3.11).
        Waiver, "waiver", "减免";
        /// A debt given up as uncollectable; it stays in a side register and can be recovered (domain 4.9).
        WriteOff, "write-off", "坏账核销";
        /// A part that was charged wrongly (domain 4.9).
        Correction, "correction", "更正";
        /// A part that another account owes after a change of owner (domain 4.2).
        Transfer, "transfer", "转由他人承担";
    }
}

impl Kind {
    /// Whether it means that less was rightly charged, so that it leaves the denominator of a collection rate.
    /// A write-off does not: that money was owed and never came.
    #[must_use]
    pub const fn reduces_the_charge(self) -> bool {
        !matches!(self, Self::WriteOff)
    }
}
