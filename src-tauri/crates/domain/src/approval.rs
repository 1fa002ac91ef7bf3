//! Who may allow what: forms take effect only after somebody other than the applicant, with a sufficient role,
//! has approved them (domain sections 3.10, 3.11, 4.9).

use crate::Fen;

/// What somebody is in the office, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 前台客服
    Clerk,
    /// 楼栋管家
    Steward,
    /// 出纳
    Cashier,
    /// 客服主管
    Supervisor,
    /// 项目经理
    Manager,
    /// 公司 (财务总监)
    Company,
}

impl Role {
    /// All of them, least first.
    pub const ALL: [Self; 6] =
        [Self::Clerk, Self::Steward, Self::Cashier, Self::Supervisor, Self::Manager, Self::Company];

    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Steward => "steward",
            Self::Cashier => "cashier",
            Self::Supervisor => "supervisor",
            Self::Manager => "manager",
            Self::Company => "company",
        }
    }

    /// Back from [`Role::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The word on paper.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clerk => "前台客服",
            Self::Steward => "楼栋管家",
            Self::Cashier => "出纳",
            Self::Supervisor => "客服主管",
            Self::Manager => "项目经理",
            Self::Company => "公司",
        }
    }
}

/// Up to how much each level may approve; above the manager's limit only the company may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// 客服主管, inclusive.
    pub supervisor: Fen,
    /// 项目经理, inclusive.
    pub manager: Fen,
}

impl Limits {
    /// The least role that may approve an amount.
    #[must_use]
    pub fn least(self, amount: Fen) -> Role {
        if amount <= self.supervisor {
            Role::Supervisor
        } else if amount <= self.manager {
            Role::Manager
        } else {
            Role::Company
        }
    }
}

/// Why somebody may not approve a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalError {
    /// Nobody approves what they asked for themselves.
    #[error("the applicant cannot approve")]
    OwnForm,
    /// The amount is above what this role may approve.
    #[error("{has:?} may not approve {amount}, {needs:?} may")]
    AboveLimit {
        /// The role of the person.
        has: Role,
        /// The least role that may.
        needs: Role,
        /// The amount.
        amount: Fen,
    },
}

/// Whether `approver` with `role` may approve what `applicant` asked for.
///
/// # Errors
/// [`ApprovalError`].
pub fn may_approve(
    applicant: &str,
    approver: &str,
    role: Role,
    amount: Fen,
    limits: Limits,
) -> Result<(), ApprovalError> {
    if applicant == approver {
        return Err(ApprovalError::OwnForm);
    }
    let needs = limits.least(amount);
    if role < needs { Err(ApprovalError::AboveLimit { has: role, needs, amount }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_amount_decides_who_may() {
        let limits = Limits { supervisor: Fen(5_000), manager: Fen(50_000) };
        let may = |role, fen| may_approve("小周", "老李", role, Fen(fen), limits);
        assert_eq!(may(Role::Supervisor, 5_000), Ok(()));
        let above =
            ApprovalError::AboveLimit { has: Role::Supervisor, needs: Role::Manager, amount: Fen(5_001) };
        assert_eq!(may(Role::Supervisor, 5_001), Err(above));
        assert_eq!(may(Role::Manager, 50_000), Ok(()));
        assert!(may(Role::Manager, 50_001).is_err());
        assert_eq!(may(Role::Company, 99_999_999), Ok(()));
        assert!(may(Role::Cashier, 1).is_err());
        assert_eq!(may_approve("老李", "老李", Role::Company, Fen(1), limits), Err(ApprovalError::OwnForm));
    }
}
