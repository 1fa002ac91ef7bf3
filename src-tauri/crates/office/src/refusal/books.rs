//! Rules of reconciliation, period close and vouchers.

use zhangfang_domain::Month;

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
            Self::BookNotSound { .. } => "book-not-sound",
        }
    }
}
