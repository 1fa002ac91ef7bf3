//! Rules of the register.

/// Why a home is not entered or changed as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterRefusal {
    /// The room is in the register already.
    #[error("{room} exists")]
    RoomExists {
        /// The room.
        room: String,
    },
    /// No owner of before would remain: that is a transfer of title, not a correction.
    #[error("owners of {room} replaced")]
    OwnersReplaced {
        /// The room.
        room: String,
        /// The owners the register knows.
        before: Vec<String>,
    },
    /// The register says all that already.
    #[error("nothing changed on {room}")]
    NothingChanged {
        /// The room.
        room: String,
    },
}

impl RegisterRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RoomExists { .. } => "room-exists",
            Self::OwnersReplaced { .. } => "owners-replaced",
            Self::NothingChanged { .. } => "register-unchanged",
        }
    }
}
