//! Rules of what a text may say, of cases, and of data of households leaving the office.

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
            Self::Lacks { .. } => "wording-lacks",
        }
    }
}
