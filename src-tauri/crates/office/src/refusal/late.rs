//! Rules of late charges, instalments and promises.

use chrono::NaiveDate;
use zhangfang_domain::Fen;
use zhangfang_domain::instalment::ScheduleError;
use zhangfang_domain::settlement::Class;

/// Why a late charge is not claimed, or an agreement not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LateRefusal {
    /// No clause is recorded, so there is no late charge (C10).
    #[error("no clause on late payment is recorded")]
    Off,
    /// A clause starts on that day already.
    #[error("a clause starts on {starts}")]
    ClauseExists {
        /// The day.
        starts: NaiveDate,
    },
    /// The clause has ended before.
    #[error("clause {clause} ended with {last_due}")]
    ClauseEnded {
        /// The clause.
        clause: i64,
        /// The last due date it governs.
        last_due: NaiveDate,
    },
    /// No LPR is recorded for a day a clause needs one on.
    #[error("no LPR on {day}")]
    NoLpr {
        /// The day.
        day: NaiveDate,
    },
    /// An LPR is recorded from that day.
    #[error("an LPR starts on {from}")]
    LprExists {
        /// The day.
        from: NaiveDate,
    },
    /// A late charge is not claimed ahead.
    #[error("{as_of} is after {today}")]
    ClaimAhead {
        /// The day asked for.
        as_of: NaiveDate,
        /// The business date.
        today: NaiveDate,
    },
    /// There is nothing to claim.
    #[error("nothing to claim on {room} as of {as_of}")]
    NothingToClaim {
        /// The home.
        room: String,
        /// The day.
        as_of: NaiveDate,
    },
    /// A charge bears no late charge.
    #[error("charge {charge} bears nothing")]
    NotLate {
        /// The charge.
        charge: i64,
    },
    /// The class of an item that was charged does not change.
    #[error("{item} was charged")]
    ClassFixed {
        /// The item.
        item: String,
    },
    /// Late charges and costs bear no late charge.
    #[error("{item} is {class:?} and bears none")]
    BearsNone {
        /// The item.
        item: String,
        /// Its class.
        class: Class,
    },
    /// There is no such schedule.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    /// A charge is not open, or not of this account.
    #[error("charge {charge} is not open on {room}")]
    NotOwed {
        /// The charge.
        charge: i64,
        /// The home.
        room: String,
    },
    /// Another agreement covers a charge.
    #[error("charge {charge} is covered by {number}")]
    Covered {
        /// The charge.
        charge: i64,
        /// The agreement.
        number: String,
    },
    /// A first instalment or a promise in the past.
    #[error("{due} is before {today}")]
    InThePast {
        /// The day.
        due: NaiveDate,
        /// The business date.
        today: NaiveDate,
    },
    /// The agreement has ended or was fulfilled.
    #[error("agreement {number} is over")]
    AgreementOver {
        /// Its number.
        number: String,
    },
    /// The agreement is not broken.
    #[error("agreement {number} is kept")]
    NotBroken {
        /// Its number.
        number: String,
        /// Missed and not yet long enough, if so.
        missed: Option<NaiveDate>,
        /// Days that must pass.
        days: u32,
    },
    /// A promise of more than is owed.
    #[error("{fen} is more than the {owed} owed")]
    MoreThanOwed {
        /// The sum promised.
        fen: Fen,
        /// What is owed.
        owed: Fen,
    },
}

impl LateRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Off => "late-charge-off",
            Self::ClauseExists { .. } => "clause-exists",
            Self::ClauseEnded { .. } => "clause-ended",
            Self::NoLpr { .. } => "no-lpr",
            Self::LprExists { .. } => "lpr-exists",
            Self::ClaimAhead { .. } => "claim-ahead",
            Self::NothingToClaim { .. } => "nothing-to-claim",
            Self::NotLate { .. } => "not-late",
            Self::ClassFixed { .. } => "class-fixed",
            Self::BearsNone { .. } => "bears-none",
            Self::Schedule(_) => "no-such-schedule",
            Self::NotOwed { .. } => "not-owed",
            Self::Covered { .. } => "covered-by-agreement",
            Self::InThePast { .. } => "in-the-past",
            Self::AgreementOver { .. } => "agreement-over",
            Self::NotBroken { .. } => "agreement-kept",
            Self::MoreThanOwed { .. } => "more-than-owed",
        }
    }
}
