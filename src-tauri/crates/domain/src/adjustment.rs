//! What lowers a charge without money. Every kind is its own printed line and its own column of a report.

/// Why less is owed than was charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The whole charge was wrong and is taken back (红冲).
    Reversal,
    /// An approved vacancy (domain 4.3).
    Vacancy,
    /// An approved relief from the fee itself (domain 4.3).
    Relief,
    /// A promotion, such as pay eleven months and get twelve (domain 4.3).
    Promotion,
    /// A debt let go by approval (domain 3.11).
    Waiver,
    /// A debt given up as uncollectable; it stays in a side register and can be recovered (domain 4.9).
    WriteOff,
    /// A part that was charged wrongly (domain 4.9).
    Correction,
    /// A part that another account owes after a change of owner (domain 4.2).
    Transfer,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Reversal,
        Self::Vacancy,
        Self::Relief,
        Self::Promotion,
        Self::Waiver,
        Self::WriteOff,
        Self::Correction,
        Self::Transfer,
    ];

    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reversal => "reversal",
            Self::Vacancy => "vacancy",
            Self::Relief => "relief",
            Self::Promotion => "promotion",
            Self::Waiver => "waiver",
            Self::WriteOff => "write-off",
            Self::Correction => "correction",
            Self::Transfer => "transfer",
        }
    }

    /// Back from [`Kind::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The word on paper.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reversal => "冲销",
            Self::Vacancy => "空置优惠",
            Self::Relief => "减免",
            Self::Promotion => "赠送优惠",
            Self::Waiver => "减免",
            Self::WriteOff => "坏账核销",
            Self::Correction => "更正",
            Self::Transfer => "转由他人承担",
        }
    }

    /// Whether it means that less was rightly charged, so that it leaves the denominator of a collection rate.
    /// A write-off does not: that money was owed and never came.
    #[must_use]
    pub const fn reduces_the_charge(self) -> bool {
        !matches!(self, Self::WriteOff)
    }
}
