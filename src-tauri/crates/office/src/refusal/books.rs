//! Rules of reconciliation, period close and vouchers.

use chrono::NaiveDate;
use zhangfang_domain::Month;
use zhangfang_domain::reconciliation::MatchKind;

/// Why a statement, a month or a voucher is not dealt with as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BooksRefusal {
    /// Only a month that is over can be closed.
    #[error("{month} is not over")]
    PeriodNotOver {
        /// The month.
        month: Month,
    },
    /// Months are closed in order, once.
    #[error("{month} is not the next to close, {next} is")]
    PeriodNotNext {
        /// The month asked for.
        month: Month,
        /// The one that is next.
        next: Month,
    },
    /// A shift of the month is still open.
    #[error("the shift of {cashier} on {day} is open")]
    ShiftOpen {
        /// Whose.
        cashier: String,
        /// Its day.
        day: NaiveDate,
    },
    /// A statement brings nothing that is not in the book.
    #[error("nothing new: {known} known, {faults} unreadable")]
    NothingNew {
        /// Lines an earlier statement brought.
        known: usize,
        /// Rows that cannot be read.
        faults: usize,
    },
    /// Something was said of the line before.
    #[error("line {line} is {kind:?}")]
    LineDecided {
        /// The line.
        line: i64,
        /// What it is.
        kind: MatchKind,
    },
    /// Nothing was said of the line yet.
    #[error("line {line} is undecided")]
    LineUndecided {
        /// The line.
        line: i64,
    },
    /// No candidate stands out.
    #[error("line {line} may be {candidates:?}")]
    LineUnsure {
        /// The line.
        line: i64,
        /// What it may be, in words.
        candidates: Vec<String>,
    },
    /// The debt seems to be paid already.
    #[error("line {line} seems to repeat {of}")]
    LooksPaidTwice {
        /// The line.
        line: i64,
        /// The line that paid first.
        of: i64,
    },
    /// The receipt is not the money of the line.
    #[error("line {line} is not receipt {receipt}")]
    OtherMoney {
        /// The line.
        line: i64,
        /// Number of the receipt.
        receipt: i64,
    },
    /// What was paid out on the form is not the money of the line.
    #[error("line {line} is not the payout of {form}")]
    OtherPayout {
        /// The line.
        line: i64,
        /// Number of the form.
        form: String,
    },
    /// Money that went out cannot be taken for a home.
    #[error("line {line} is money out")]
    MoneyOut {
        /// The line.
        line: i64,
    },
    /// The book does not agree with itself.
    #[error("the book has {findings} findings")]
    BookNotSound {
        /// How many.
        findings: usize,
    },
}

impl BooksRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PeriodNotOver { .. } => "period-not-over",
            Self::PeriodNotNext { .. } => "period-not-next",
            Self::ShiftOpen { .. } => "shift-open",
            Self::NothingNew { .. } => "nothing-new",
            Self::LineDecided { .. } => "line-decided",
            Self::LineUndecided { .. } => "line-undecided",
            Self::LineUnsure { .. } => "line-unsure",
            Self::LooksPaidTwice { .. } => "looks-paid-twice",
            Self::OtherMoney { .. } => "other-money",
            Self::OtherPayout { .. } => "other-payout",
            Self::MoneyOut { .. } => "money-out",
            Self::BookNotSound { .. } => "book-not-sound",
        }
    }
}
