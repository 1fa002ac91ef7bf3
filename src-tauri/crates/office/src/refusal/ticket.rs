//! Rules of tickets.

use chrono::NaiveDate;
use zhangfang_domain::ticket::step::StepError;

/// Why something is not done with a ticket.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TicketRefusal {
    /// The step does not follow, or lacks something.
    #[error("{number}: {why}")]
    Step {
        /// The ticket.
        number: String,
        /// Why.
        why: StepError,
    },
    /// The fee of something nobody in particular reported.
    #[error("a fee without a home")]
    FeeWithoutHome,
    /// A complaint names the fee, but not which.
    #[error("no item and no charge of {room} is named")]
    FeeWithoutScope {
        /// The home.
        room: String,
    },
    /// Only the manager may.
    #[error("{name} is no manager")]
    ManagerOnly {
        /// Who asked.
        name: String,
    },
    /// Nothing is paused by the ticket.
    #[error("{number} pauses nothing")]
    NoPause {
        /// The ticket.
        number: String,
    },
    /// A pause is extended to a day that is too far or no extension.
    #[error("{number}: {until} is not between {from} and {most}")]
    PauseOutside {
        /// The ticket.
        number: String,
        /// The day asked for.
        until: NaiveDate,
        /// The earliest that makes sense.
        from: NaiveDate,
        /// The latest.
        most: NaiveDate,
    },
    /// Work in a public place is charged to nobody.
    #[error("{number} belongs to no home")]
    NobodyToCharge {
        /// The ticket.
        number: String,
    },
    /// A paid service was not agreed to.
    #[error("{number}: nobody agreed to pay")]
    NotAgreed {
        /// The ticket.
        number: String,
    },
    /// The ticket names no fee, so there is nothing to speak about.
    #[error("{number} names no fee")]
    NoFee {
        /// The ticket.
        number: String,
    },
    /// The incident is over.
    #[error("incident {title} is over")]
    IncidentOver {
        /// Its title.
        title: String,
    },
    /// The moment has not come yet.
    #[error("{at} is to come")]
    ToCome {
        /// The moment given.
        at: chrono::NaiveDateTime,
    },
}

impl TicketRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Step { why, .. } => match why {
                StepError::NotNow { .. } => "ticket-not-now",
                StepError::NoNote { .. } | StepError::ScoreUnexplained { .. } => "ticket-unexplained",
                StepError::Nobody { .. } => "ticket-nobody",
                StepError::HoldOver { .. } => "ticket-hold-over",
                StepError::OwnWork { .. } => "ticket-own-work",
                StepError::Score { .. } => "ticket-score",
                StepError::NotRevisited => "ticket-not-revisited",
                StepError::NotFirstContact { .. } => "ticket-not-first-contact",
                StepError::Before { .. } => "ticket-before",
                StepError::SameLevel { .. } => "ticket-same-level",
            },
            Self::FeeWithoutHome => "ticket-fee-without-home",
            Self::FeeWithoutScope { .. } => "ticket-fee-without-scope",
            Self::ManagerOnly { .. } => "ticket-manager-only",
            Self::NoPause { .. } => "ticket-no-pause",
            Self::PauseOutside { .. } => "ticket-pause-outside",
            Self::NobodyToCharge { .. } => "ticket-nobody-to-charge",
            Self::NotAgreed { .. } => "ticket-not-agreed",
            Self::NoFee { .. } => "ticket-no-fee",
            Self::IncidentOver { .. } => "incident-over",
            Self::ToCome { .. } => "ticket-to-come",
        }
    }
}
