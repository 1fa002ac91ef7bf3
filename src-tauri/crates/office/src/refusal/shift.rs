//! Rules of shifts, of the cash in a drawer and of receipts written by hand.

use chrono::NaiveDate;
use zhangfang_domain::shift::{CountError, ShiftError};
use zhangfang_domain::{Fen, Month};

/// Why a shift is not opened or closed, or money not handled in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShiftRefusal {
    /// The book uses shifts and this person has none open.
    #[error("{cashier} has no open shift")]
    NoneOpen {
        /// Who.
        cashier: String,
    },
    /// The person has a shift open.
    #[error("shift {shift} of {day} is open")]
    StillOpen {
        /// Its number.
        shift: i64,
        /// Its business day.
        day: NaiveDate,
    },
    /// The open shift is of another business day.
    #[error("shift {shift} is of {day}, not of {today}")]
    OtherDay {
        /// Its number.
        shift: i64,
        /// Its business day.
        day: NaiveDate,
        /// The business date of the act.
        today: NaiveDate,
    },
    /// Shifts of a later day were opened; days do not come back.
    #[error("there are shifts of {last}, {day} is over")]
    DayOver {
        /// The day of the new shift.
        day: NaiveDate,
        /// The latest day with a shift.
        last: NaiveDate,
    },
    /// The float is not what the cashier's last shift left.
    #[error("the last shift left {left}, not {float}")]
    FloatDiffers {
        /// What was left.
        left: Fen,
        /// The new float.
        float: Fen,
    },
    /// Cash is taken to the bank without a slip.
    #[error("{banked} without a bank slip")]
    NoSlip {
        /// How much.
        banked: Fen,
    },
    /// The pieces counted do not make up the deposit.
    #[error("the pieces do not make up {amount}")]
    NotMadeUp {
        /// The deposit.
        amount: Fen,
    },
    /// A count cannot be read.
    #[error(transparent)]
    Count(#[from] CountError),
    /// What the cashier states is not what must be.
    #[error(transparent)]
    Statement(#[from] ShiftError),
    /// The shift of the receipt is closed.
    #[error("receipt {number} belongs to closed shift {shift}")]
    ReceiptOfClosedShift {
        /// Number of the receipt.
        number: i64,
        /// The shift.
        shift: i64,
        /// Its business day.
        day: NaiveDate,
    },
    /// The shift is not closed yet.
    #[error("shift {shift} is not closed")]
    NotClosed {
        /// Its number.
        shift: i64,
    },
    /// No cash of the shift went to the bank.
    #[error("nothing of shift {shift} was banked")]
    NothingBanked {
        /// Its number.
        shift: i64,
    },
    /// A leaf of the paper book was entered or spoiled before.
    #[error("leaf {written} is known")]
    LeafKnown {
        /// Its number as printed.
        written: String,
        /// The receipt it was entered as; none when it was spoiled.
        receipt: Option<i64>,
    },
    /// A receipt cannot have been written after today.
    #[error("written {on}, after {today}")]
    WrittenLater {
        /// When it is said to be written.
        on: NaiveDate,
        /// The business date.
        today: NaiveDate,
    },
    /// The month in which the receipt was written is closed.
    #[error("written {on}, closed through {closed}")]
    WrittenInClosedMonth {
        /// When it was written.
        on: NaiveDate,
        /// The last closed month.
        closed: Month,
    },
    /// Nothing of the shift waits for a manager.
    #[error("nothing to acknowledge of shift {shift}")]
    NothingToAcknowledge {
        /// Its number.
        shift: i64,
    },
    /// Only a manager who is not the cashier takes note.
    #[error("{name} may not acknowledge")]
    NotYours {
        /// Who tried.
        name: String,
    },
}

impl ShiftRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoneOpen { .. } => "no-open-shift",
            Self::StillOpen { .. } => "shift-open",
            Self::OtherDay { .. } => "shift-of-other-day",
            Self::DayOver { .. } => "shift-day-over",
            Self::FloatDiffers { .. } => "float-differs",
            Self::NoSlip { .. } => "no-bank-slip",
            Self::NotMadeUp { .. } => "deposit-not-made-up",
            Self::Count(_) => "unusable-count",
            Self::Statement(ShiftError::CashDiffers { .. }) => "cash-differs",
            Self::Statement(ShiftError::TakingsDiffer { .. }) => "takings-differ",
            Self::Statement(ShiftError::NotAllBanked { .. }) => "takings-not-banked",
            Self::Statement(ShiftError::NotInDrawer { .. }) => "deposit-not-in-drawer",
            Self::ReceiptOfClosedShift { .. } => "shift-closed",
            Self::NotClosed { .. } => "shift-not-closed",
            Self::NothingBanked { .. } => "nothing-banked",
            Self::LeafKnown { .. } => "handwritten-known",
            Self::WrittenLater { .. } => "handwritten-later",
            Self::WrittenInClosedMonth { .. } => "handwritten-in-closed-month",
            Self::NothingToAcknowledge { .. } => "nothing-to-acknowledge",
            Self::NotYours { .. } => "acknowledge-by-manager-only",
        }
    }
}
