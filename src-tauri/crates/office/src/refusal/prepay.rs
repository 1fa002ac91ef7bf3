//! Rules of promotions and of months paid ahead.

use chrono::NaiveDate;
use zhangfang_domain::bill_run::Obstacle;
use zhangfang_domain::promotion::PromotionError;
use zhangfang_domain::{Month, Months};

/// Why months are not taken ahead, or a promotion not given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrepayRefusal {
    /// The months begin before the running one; those are billed, not prepaid.
    #[error("{months} begin before {running}")]
    NotAhead {
        /// What was asked for.
        months: Months,
        /// The running month.
        running: Month,
    },
    /// More months ahead than the local rule allows (C16).
    #[error("{asked} is after {last}, {most} months ahead")]
    TooFarAhead {
        /// The last month money would be taken for.
        asked: Month,
        /// The last month allowed.
        last: Month,
        /// The local rule.
        most: u32,
    },
    /// The tariff charges by blocks, and one of them reaches outside the months.
    #[error("{block} is not wholly inside")]
    NotWhole {
        /// The block.
        block: Months,
    },
    /// Something stands in the way of charging the home.
    #[error("{room}: {obstacle:?}")]
    InTheWay {
        /// The home.
        room: String,
        /// Charge item by its name on paper.
        item: String,
        /// What it is.
        obstacle: Obstacle,
    },
    /// The developer or an earlier owner owes some of the months.
    #[error("{months} are owed by somebody else")]
    OwedByOthers {
        /// The months of the charge.
        months: Months,
    },
    /// Nothing is charged in these months.
    #[error("{month} is not charged")]
    NotCharged {
        /// The first such month.
        month: Month,
    },
    /// All of it is paid.
    #[error("{months} are settled")]
    Settled {
        /// The months.
        months: Months,
    },
    /// A promotion is for months nobody paid on yet.
    #[error("{months} are paid in part")]
    PaidInPart {
        /// The months of the charge.
        months: Months,
    },
    /// The promotion does not apply.
    #[error(transparent)]
    Promotion(#[from] PromotionError),
    /// The promotion was ended early or has run out.
    #[error("{name} is over since {last}")]
    Over {
        /// Its name.
        name: String,
        /// Its last day.
        last: NaiveDate,
    },
}

impl PrepayRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAhead { .. } => "prepay-not-ahead",
            Self::TooFarAhead { .. } => "prepay-too-far-ahead",
            Self::NotWhole { .. } => "prepay-not-whole",
            Self::InTheWay { .. } => "prepay-in-the-way",
            Self::OwedByOthers { .. } => "prepay-owed-by-others",
            Self::NotCharged { .. } => "prepay-not-charged",
            Self::Settled { .. } => "prepay-settled",
            Self::PaidInPart { .. } => "prepay-paid-in-part",
            Self::Promotion(PromotionError::OtherItem { .. }) => "promotion-other-item",
            Self::Promotion(PromotionError::NotOpen { .. }) => "promotion-not-open",
            Self::Promotion(PromotionError::OtherMonths { .. }) => "promotion-other-months",
            Self::Over { .. } => "promotion-over",
        }
    }
}
