//! Rules of forms, approvals and staff.

use chrono::NaiveDate;
use zhangfang_domain::Fen;
use zhangfang_domain::approval::ApprovalError;
use zhangfang_domain::waiver::PortionError;

/// Why a form is not filed or decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormRefusal {
    /// Something was decided on the form before.
    #[error("form {number} was decided by {by}")]
    Decided {
        /// Its document number.
        number: String,
        /// Who decided.
        by: String,
    },
    /// Somebody may not approve a form.
    #[error(transparent)]
    Approval(#[from] ApprovalError),
    /// Only people the office has named may decide.
    #[error("{name} is not on the staff")]
    NotOnStaff {
        /// Who tried.
        name: String,
    },
    /// Only the applicant withdraws a form.
    #[error("only {applicant} may withdraw")]
    NotTheApplicant {
        /// Who asked.
        applicant: String,
    },
    /// A form is approved in its time or not at all.
    #[error("form {number} was valid until {until}")]
    Expired {
        /// Its document number.
        number: String,
        /// The last day.
        until: NaiveDate,
    },
    /// A form about charges names at least one.
    #[error("no charges named")]
    NoCharges,
    /// A charge stands twice on a form.
    #[error("charge {charge} twice")]
    ChargeTwice {
        /// The charge.
        charge: i64,
    },
    /// A charge is another home's.
    #[error("charge {charge} is not of {room}")]
    NotOfHome {
        /// The charge.
        charge: i64,
        /// The home named.
        room: String,
    },
    /// The charges are owed by several people, such as an earlier and the present owner.
    #[error("charge {charge} is owed by somebody else")]
    SeveralAccounts {
        /// The first charge of another account.
        charge: i64,
    },
    /// How much of a charge is let go is no portion of what is open.
    #[error("charge {charge}: {why}")]
    Portion {
        /// The charge.
        charge: i64,
        /// What is wrong with it.
        why: PortionError,
    },
    /// Since the form was filed something was paid or lowered: less is open than the form lets go.
    #[error("charge {charge}: {asked} asked for, {open} open")]
    LessOpen {
        /// The charge.
        charge: i64,
        /// What the form says.
        asked: Fen,
        /// What is open now.
        open: Fen,
    },
    /// Late charges and fees are let go by different kinds of waiver.
    #[error("charge {charge} is of the other kind")]
    OtherKind {
        /// The charge.
        charge: i64,
        /// Whether it is a late charge.
        late: bool,
    },
    /// The limitation has not run out.
    #[error("charge {charge} is in time until {last}")]
    NotTimeBarred {
        /// The charge.
        charge: i64,
        /// The last day of the limitation.
        last: NaiveDate,
    },
    /// Under 酬金制 the fee belongs to the owners.
    #[error("the owners' committee has not consented")]
    NoConsent,
    /// More money than was given up.
    #[error("{asked} offered, {given_up} written off")]
    MoreThanGivenUp {
        /// What is offered.
        asked: Fen,
        /// What stands written off.
        given_up: Fen,
    },
    /// A charge that was taken back is not corrected again.
    #[error("charge {charge} was taken back")]
    ChargeReversed {
        /// The charge.
        charge: i64,
    },
    /// No charge is less than nothing.
    #[error("charge {charge} to {fen}")]
    NegativeCharge {
        /// The charge.
        charge: i64,
        /// What was asked for.
        fen: Fen,
    },
    /// A debt given up is not opened again by a correction.
    #[error("charge {charge} is written off")]
    GivenUp {
        /// The charge.
        charge: i64,
    },
    /// The charge comes to that already.
    #[error("charge {charge} is {fen} already")]
    NothingToCorrect {
        /// The charge.
        charge: i64,
        /// What it comes to.
        fen: Fen,
    },
    /// The charge did not come from a tariff and a quantity alone.
    #[error("charge {charge} has no quantity")]
    NoTariffQuantity {
        /// The charge.
        charge: i64,
    },
    /// Since the form was filed the charge was lowered or taken back.
    #[error("charge {charge}: {asked} on the form, {now} now")]
    ChargeChanged {
        /// The charge.
        charge: i64,
        /// What the form says it comes to.
        asked: Fen,
        /// What it comes to now.
        now: Fen,
    },
    /// Naming people and their roles is the manager's.
    #[error("{name} may not name staff")]
    StaffByManagerOnly {
        /// Who tried.
        name: String,
    },
}

impl FormRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Decided { .. } => "form-decided",
            Self::Approval(ApprovalError::OwnForm) => "own-form",
            Self::Approval(ApprovalError::AboveLimit { .. }) => "above-limit",
            Self::NotOnStaff { .. } => "not-on-staff",
            Self::NotTheApplicant { .. } => "not-the-applicant",
            Self::Expired { .. } => "form-expired",
            Self::NoCharges => "no-charges",
            Self::ChargeTwice { .. } => "charge-twice",
            Self::NotOfHome { .. } => "not-of-home",
            Self::SeveralAccounts { .. } => "several-accounts",
            Self::Portion { .. } => "portion",
            Self::LessOpen { .. } => "less-open",
            Self::OtherKind { .. } => "other-kind",
            Self::NotTimeBarred { .. } => "not-time-barred",
            Self::NoConsent => "no-consent",
            Self::MoreThanGivenUp { .. } => "more-than-given-up",
            Self::ChargeReversed { .. } => "charge-reversed",
            Self::NegativeCharge { .. } => "negative-charge",
            Self::GivenUp { .. } => "given-up",
            Self::NothingToCorrect { .. } => "nothing-to-correct",
            Self::NoTariffQuantity { .. } => "no-tariff-quantity",
            Self::ChargeChanged { .. } => "charge-changed",
            Self::StaffByManagerOnly { .. } => "staff-by-manager-only",
        }
    }
}
