//! Rules of forms, approvals and staff.

use zhangfang_domain::approval::ApprovalError;

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
            Self::StaffByManagerOnly { .. } => "staff-by-manager-only",
        }
    }
}
