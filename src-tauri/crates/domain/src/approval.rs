//! Who may allow what: forms take effect only after somebody other than the applicant, with a sufficient role,
//! has approved them (domain sections 3.10, 3.11, 4.9).

use crate::Fen;
use crate::coded::coded;

coded! {
    /// What somebody is in the office, least first.
    Role {
        /// 工程、保洁、秩序: works on tickets, sees no amounts (checklist C8).
        Service, "service", "工程保洁秩序";
        /// 前台客服
        Clerk, "clerk", "前台客服";
        /// 楼栋管家
        Steward, "steward", "楼栋管家";
        /// 出纳
        Cashier, "cashier", "出纳";
        /// 客服主管
        Supervisor, "supervisor", "客服主管";
        /// 项目经理
        Manager, "manager", "项目经理";
        /// 公司 (财务总监)
        Company, "company", "公司";
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
