//! Rules of money that goes back: refunds, deposits, and receipts whose money has gone on.

use chrono::NaiveDate;
use zhangfang_domain::Fen;

/// Why money does not go back, or a receipt whose money has gone on is not voided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PayoutRefusal {
    /// Money of the receipt was given back.
    #[error("{fen} of receipt {number} was refunded by {form}")]
    ReceiptRefunded {
        /// Its number.
        number: i64,
        /// How much was given back.
        fen: Fen,
        /// By which form.
        form: String,
    },
    /// Money of the receipt was carried to another account.
    #[error("money of receipt {number} was carried over")]
    ReceiptCarried {
        /// Its number.
        number: i64,
    },
    /// The deposit of the receipt was returned or kept in part.
    #[error("deposit {deposit} of receipt {number} has moved")]
    DepositMoved {
        /// Number of the receipt.
        number: i64,
        /// The deposit.
        deposit: i64,
    },
    /// Deposits are not refunded as fees.
    #[error("a deposit goes back by its own form")]
    DepositHasItsForm {
        /// The deposit, when the receipt is of one.
        deposit: Option<i64>,
    },
    /// A refund is more than nothing.
    #[error("{fen} is not more than zero")]
    NegativeRefund {
        /// What was asked for.
        fen: Fen,
    },
    /// The receipt brought nothing to this home.
    #[error("receipt {number} brought nothing to {room}")]
    NotOnReceipt {
        /// Its number.
        number: i64,
        /// The home.
        room: String,
    },
    /// All money of the receipt settled charges.
    #[error("receipt {number} has nothing left")]
    NothingLeft {
        /// Its number.
        number: i64,
    },
    /// More than can go back of the receipt.
    #[error("receipt {number}: {asked} asked for, {left} left, {promised} promised")]
    MoreThanLeft {
        /// Its number.
        number: i64,
        /// What was asked for.
        asked: Fen,
        /// What can go back of it.
        left: Fen,
        /// What other forms already ask for.
        promised: Fen,
    },
    /// Since the form was filed prepaid money was used.
    #[error("receipt {number}: {asked} to pay, {left} left")]
    LessLeft {
        /// Its number.
        number: i64,
        /// What the form gives back.
        asked: Fen,
        /// What is left.
        left: Fen,
    },
    /// Nothing paid for is after the last day of service.
    #[error("all of receipt {number} is served by {last}")]
    AllServed {
        /// Its number.
        number: i64,
        /// The last day of service.
        last: NaiveDate,
    },
    /// Money goes back the way it came, unless there is a reason.
    #[error("came by {came}, wanted by {wanted}")]
    OtherWay {
        /// Code of the method it came by.
        came: String,
        /// Code of the method wanted.
        wanted: String,
    },
    /// Taking back the time not served does not give what the form says.
    #[error("the refund is off by {off}")]
    NotSettled {
        /// By how much.
        off: Fen,
    },
    /// The form gives nothing back.
    #[error("form {number} pays nothing out")]
    NothingToPay {
        /// Its document number.
        number: String,
    },
    /// Nothing is paid out before the approval.
    #[error("form {number} is not approved")]
    NotApproved {
        /// Its document number.
        number: String,
    },
    /// What the form allows was done.
    #[error("form {number} is done")]
    Done {
        /// Its document number.
        number: String,
    },
    /// Money is paid out the way the form says.
    #[error("form {number}: by {way}, not by {wanted}")]
    ApprovedWay {
        /// Its document number.
        number: String,
        /// Code of the method approved.
        way: String,
        /// Code of the method wanted.
        wanted: String,
    },
    /// Nothing stands paid out on the form.
    #[error("form {number} has nothing paid out")]
    NothingPaid {
        /// Its document number.
        number: String,
    },
    /// Only what was paid out the same day is taken back.
    #[error("form {number} was paid on {on}")]
    TakeBackTooLate {
        /// Its document number.
        number: String,
        /// The day.
        on: NaiveDate,
    },
    /// More than is held of the deposit.
    #[error("deposit {deposit}: {asked} asked for, {held} held, {promised} promised")]
    MoreThanHeld {
        /// The deposit.
        deposit: i64,
        /// What was asked for.
        asked: Fen,
        /// What is held.
        held: Fen,
        /// What other forms already ask for.
        promised: Fen,
    },
}

impl PayoutRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ReceiptRefunded { .. } => "receipt-refunded",
            Self::ReceiptCarried { .. } => "receipt-carried",
            Self::DepositMoved { .. } => "deposit-moved",
            Self::DepositHasItsForm { .. } => "deposit-has-its-form",
            Self::NegativeRefund { .. } => "negative-refund",
            Self::NotOnReceipt { .. } => "not-on-receipt",
            Self::NothingLeft { .. } => "nothing-left",
            Self::MoreThanLeft { .. } => "more-than-left",
            Self::LessLeft { .. } => "less-left",
            Self::AllServed { .. } => "all-served",
            Self::OtherWay { .. } => "other-way",
            Self::NotSettled { .. } => "not-settled",
            Self::NothingToPay { .. } => "nothing-to-pay",
            Self::NotApproved { .. } => "not-approved",
            Self::Done { .. } => "form-done",
            Self::ApprovedWay { .. } => "approved-way",
            Self::NothingPaid { .. } => "nothing-paid",
            Self::TakeBackTooLate { .. } => "take-back-too-late",
            Self::MoreThanHeld { .. } => "more-than-held",
        }
    }
}
