//! Rules of handover, transfer of title, vacancy, relief and the charged area.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::{Fen, Months};

/// Why who owes, or how much is let off, is not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillingRefusal {
    /// Months that the handover date decides on are charged already.
    #[error("{room}: {months} is charged")]
    HandoverCharged {
        /// The home.
        room: String,
        /// The months charged that would be charged otherwise.
        months: Months,
        /// The runs that charged them.
        runs: Vec<i64>,
    },
    /// A handover after the home was sold on.
    #[error("{room} was transferred on {transferred}")]
    HandoverAfterTransfer {
        /// The home.
        room: String,
        /// The first transfer.
        transferred: NaiveDate,
    },
    /// A transfer before the owner's time began, or in the future.
    #[error("{room}: a transfer on {on} lies outside {since:?}–{today}")]
    TransferOutside {
        /// The home.
        room: String,
        /// The day asked for.
        on: NaiveDate,
        /// The first day of the owner of now.
        since: Option<NaiveDate>,
        /// The business date.
        today: NaiveDate,
    },
    /// Debts and prepaid money move only by written agreement.
    #[error("moving {what} needs an agreement")]
    NeedsAgreement {
        /// What would move, in Chinese.
        what: &'static str,
    },
    /// The account does not belong to the home.
    #[error("account {account} is not one of {room}")]
    OtherAccount {
        /// The home.
        room: String,
        /// The account asked for.
        account: i64,
        /// The accounts it has.
        accounts: Vec<i64>,
    },
    /// A receipt never pays a charge of another account.
    #[error("charge {charge} is owed by account {owes}")]
    ChargeOfOther {
        /// The charge.
        charge: i64,
        /// The account that owes it.
        owes: i64,
        /// Whose it is.
        owner: String,
    },
    /// The owner of now owes nothing, but another account of the home does.
    #[error("{room}: account {account} owes {open}")]
    OwedByOther {
        /// The home.
        room: String,
        /// The account.
        account: i64,
        /// Whose it is.
        owner: String,
        /// What it owes.
        open: Fen,
    },
    /// Local rules allow no vacancy discount.
    #[error("no vacancy discount here")]
    NoVacancyHere,
    /// More is asked for than local rules allow.
    #[error("{asked} percent off is more than {most}")]
    TooMuchOff {
        /// What is asked for, in percent.
        asked: Decimal,
        /// The most, in percent.
        most: Decimal,
    },
    /// A vacancy shorter than the least.
    #[error("a vacancy of less than {least} months")]
    VacancyTooShort {
        /// The least number of months.
        least: u32,
    },
    /// The same fee would be let off twice on the same days.
    #[error("concession {with} is in force then")]
    ConcessionClashes {
        /// The one in force.
        with: i64,
        /// Its form.
        form: String,
    },
    /// The concession ends before that day, or begins after it.
    #[error("concession {concession} cannot end on {on}")]
    EndOutside {
        /// The concession.
        concession: i64,
        /// The day asked for.
        on: NaiveDate,
    },
    /// The area is what the register says.
    #[error("{room} has {area} already")]
    SameArea {
        /// The home.
        room: String,
        /// Its area.
        area: Decimal,
    },
    /// The register changed since the form was filed.
    #[error("{room} has {now}, not {filed}")]
    AreaChangedSince {
        /// The home.
        room: String,
        /// What the register said then.
        filed: Decimal,
        /// What it says now.
        now: Decimal,
    },
}

impl BillingRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HandoverCharged { .. } => "handover-charged",
            Self::HandoverAfterTransfer { .. } => "handover-after-transfer",
            Self::TransferOutside { .. } => "transfer-outside",
            Self::NeedsAgreement { .. } => "needs-agreement",
            Self::OtherAccount { .. } => "other-account",
            Self::ChargeOfOther { .. } => "charge-of-other",
            Self::OwedByOther { .. } => "owed-by-other",
            Self::NoVacancyHere => "no-vacancy-here",
            Self::TooMuchOff { .. } => "too-much-off",
            Self::VacancyTooShort { .. } => "vacancy-too-short",
            Self::ConcessionClashes { .. } => "concession-clashes",
            Self::EndOutside { .. } => "end-outside",
            Self::SameArea { .. } => "same-area",
            Self::AreaChangedSince { .. } => "area-changed-since",
        }
    }
}
