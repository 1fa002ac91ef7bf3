//! Rules of the dunning ladder.

use chrono::NaiveDate;
use zhangfang_domain::dunning::{LadderError, Stage};

/// Why a step on the ladder is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LadderRefusal {
    /// A ladder breaks a rule.
    #[error(transparent)]
    Ladder(LadderError),
    /// Nobody of those wanted may be brought to the stage today.
    #[error("nobody for {stage:?}, {left_out} left out")]
    NobodyReady {
        /// The stage.
        stage: Stage,
        /// How many were left out.
        left_out: usize,
        /// The most frequent reason, in words.
        reason: String,
    },
    /// A decision without a reason.
    #[error("a decision on {stage:?} without a reason")]
    NoReason {
        /// The stage.
        stage: Stage,
    },
    /// Only the manager decides.
    #[error("{name} is no manager")]
    ManagerOnly {
        /// Who tried.
        name: String,
        /// The stage.
        stage: Stage,
    },
    /// The stage is no letter but a talk with one household.
    #[error("{stage:?} is not done in runs")]
    NotInRuns {
        /// The stage.
        stage: Stage,
    },
    /// The outcome needs a day of the next look that lies ahead.
    #[error("no next day for {outcome}")]
    NoNextDay {
        /// The outcome, in words.
        outcome: &'static str,
        /// The day given.
        given: Option<NaiveDate>,
    },
}

impl LadderRefusal {
    /// Stable word of the refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ladder(_) => "ladder-rule",
            Self::NobodyReady { .. } => "nobody-ready",
            Self::NoReason { .. } => "decision-without-reason",
            Self::ManagerOnly { .. } => "manager-only",
            Self::NotInRuns { .. } => "not-in-runs",
            Self::NoNextDay { .. } => "no-next-day",
        }
    }
}
