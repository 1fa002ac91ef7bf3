//! Rules of parking.

use chrono::NaiveDate;

/// Why something about a parking space is not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParkingRefusal {
    /// An owned space belongs to a home, and only an owned one does.
    #[error("{code}: owner needed is {owned}")]
    OwnerNeeded {
        /// The space.
        code: String,
        /// Whether it is an owned space.
        owned: bool,
    },
    /// The space has a contract in those days.
    #[error("{code} is let to {room}")]
    SpaceTaken {
        /// The space.
        code: String,
        /// The home of its contract.
        room: String,
        /// Its last day, when it ends.
        last: Option<NaiveDate>,
    },
    /// The space has no running contract.
    #[error("{code} has no contract")]
    NoContract {
        /// The space.
        code: String,
    },
    /// The last day lies before the first.
    #[error("{last} is before {from}")]
    BeforeStart {
        /// The last day asked for.
        last: NaiveDate,
        /// The first day of use.
        from: NaiveDate,
    },
    /// A form about the end of the contract waits already.
    #[error("{number} waits for {code}")]
    EndPending {
        /// The space.
        code: String,
        /// The form.
        number: String,
    },
    /// Money of a running contract is not given back before it ends.
    #[error("{code} runs")]
    EndFirst {
        /// The space.
        code: String,
    },
    /// A home is not transferred while a space is let to it; the contract is its owner's.
    #[error("{room} has let spaces: {codes:?}")]
    StillLet {
        /// The home.
        room: String,
        /// The spaces.
        codes: Vec<String>,
    },
    /// The charges are no longer those the form was worked out from.
    #[error("charges of {number} changed")]
    ChargesChanged {
        /// The form.
        number: String,
    },
}

impl ParkingRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OwnerNeeded { .. } => "parking-owner-needed",
            Self::SpaceTaken { .. } => "parking-space-taken",
            Self::NoContract { .. } => "parking-no-contract",
            Self::BeforeStart { .. } => "parking-before-start",
            Self::EndPending { .. } => "parking-end-pending",
            Self::EndFirst { .. } => "parking-end-first",
            Self::StillLet { .. } => "parking-still-let",
            Self::ChargesChanged { .. } => "parking-charges-changed",
        }
    }
}
