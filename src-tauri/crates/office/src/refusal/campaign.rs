//! Rules of campaigns and of the yearly plan.

use chrono::NaiveDate;
use zhangfang_domain::{Fen, Month};

/// Why a campaign or a target is not kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CampaignRefusal {
    /// It would end before it begins, or lies in the past.
    #[error("{from} to {to} is no time for a campaign on {today}")]
    Dates {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// The business date.
        today: NaiveDate,
    },
    /// Nothing is owed in what it is about.
    #[error("nothing is owed in the scope")]
    NothingOwed,
    /// It is to bring more than is owed, or nothing.
    #[error("a target of {target} of {owed}")]
    Target {
        /// What it is to bring.
        target: Fen,
        /// What is owed in its scope.
        owed: Fen,
    },
    /// It was ended before.
    #[error("{name} ended on {on}")]
    Ended {
        /// Its name.
        name: String,
        /// The day.
        on: NaiveDate,
    },
    /// A target that stands, or of a month gone by, is changed without a reason.
    #[error("the target of {month} changes without a reason")]
    NoReason {
        /// The month.
        month: Month,
    },
    /// Nothing came in in the year a proposal is made from.
    #[error("nothing came in in {year}")]
    NoYearBefore {
        /// The year.
        year: i32,
    },
}

impl CampaignRefusal {
    /// The stable word of this refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Dates { .. } => "campaign-dates",
            Self::NothingOwed => "campaign-nothing-owed",
            Self::Target { .. } => "campaign-target",
            Self::Ended { .. } => "campaign-ended",
            Self::NoReason { .. } => "plan-reason",
            Self::NoYearBefore { .. } => "plan-no-year-before",
        }
    }
}
