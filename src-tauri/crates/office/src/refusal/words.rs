//! Rules of what a text may say, of cases, and of data of households leaving the office.

use chrono::NaiveDate;
use zhangfang_domain::legal_case::CaseError;
use zhangfang_domain::letter::{Letter, TemplateError};
use zhangfang_domain::wording::{Finding, Need, TextKind};

/// Why a text is not saved, printed or sent, a case does not go on, or data does not leave the office.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsRefusal {
    /// A text says what it may not.
    #[error("{kind:?} may not say {first:?}")]
    Blocked {
        /// What the text is for.
        kind: TextKind,
        /// The first place.
        first: Finding,
        /// How many there are more.
        more: usize,
    },
    /// A text cannot be filled.
    #[error("{letter:?}: {why}")]
    Template {
        /// Which letter.
        letter: Letter,
        /// Why not.
        why: TemplateError,
    },
    /// A letter that is no message to one household, or a channel that carries none.
    #[error("{letter:?} is no message to one household")]
    NotAMessage {
        /// Which letter.
        letter: Letter,
    },
    /// The same message went to the household today.
    #[error("{letter:?} went to {room} today")]
    SentToday {
        /// Which letter.
        letter: Letter,
        /// To whom.
        room: String,
    },
    /// Local rules are not set to allow a list of masked rooms.
    #[error("no masked list here")]
    NoMaskedListHere,
    /// So few rooms that neighbours could guess who.
    #[error("{found} rooms, at least {least}")]
    TooFewRooms {
        /// How many there are.
        found: usize,
        /// How many there have to be.
        least: u32,
    },
    /// Only law firms are given papers (C12).
    #[error("{firm:?} is no law firm")]
    OnlyLawFirms {
        /// What was given.
        firm: String,
    },
    /// The debt is before a lawyer or court already.
    #[error("case {number} runs")]
    CaseRuns {
        /// The case.
        number: String,
    },
    /// No formal demand for what is open has arrived with a proof.
    #[error("no proved demand to {room}")]
    NoProvedDemand {
        /// The home.
        room: String,
    },
    /// The deadline of the formal demand is not over.
    #[error("the deadline of {room} runs until {ready}")]
    DeadlineRuns {
        /// The home.
        room: String,
        /// From when a case may be opened.
        ready: NaiveDate,
    },
    /// What is open is disputed or complained about.
    #[error("{room} is held until {until}")]
    Disputed {
        /// The home.
        room: String,
        /// Until when.
        until: NaiveDate,
    },
    /// A step of a case cannot be taken.
    #[error("case {number}: {why}")]
    Case {
        /// The case.
        number: String,
        /// Why not.
        why: CaseError,
    },
    /// A text does not say what it must.
    #[error("{kind:?} lacks {needs:?}")]
    Lacks {
        /// What the text is for.
        kind: TextKind,
        /// What is missing.
        needs: Vec<Need>,
    },
}

impl WordsRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Blocked { .. } => "wording-blocked",
            Self::Template { .. } => "letter-text",
            Self::NotAMessage { .. } => "not-a-message",
            Self::SentToday { .. } => "message-sent-today",
            Self::NoMaskedListHere => "no-masked-list",
            Self::TooFewRooms { .. } => "too-few-rooms",
            Self::OnlyLawFirms { .. } => "only-law-firms",
            Self::CaseRuns { .. } => "case-runs",
            Self::NoProvedDemand { .. } => "no-proved-demand",
            Self::DeadlineRuns { .. } => "deadline-runs",
            Self::Disputed { .. } => "disputed",
            Self::Case { .. } => "case-step",
            Self::Lacks { .. } => "wording-lacks",
        }
    }
}
