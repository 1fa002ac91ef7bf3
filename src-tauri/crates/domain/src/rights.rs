//! What each role may do in a book in which people log in (domain section 7.1). What an approval may reach is decided
//! by amount besides, see [`crate::approval`].

use crate::approval::Role;

/// Something not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// 看金额: what households owe and pay (checklist C8).
    SeeAmounts,
    /// 办工单: working on complaints and repairs.
    HandleTickets,
    /// 办理业务: the register, requests, agreements, readings, notices and letters.
    Serve,
    /// 收款: receipts, money paid ahead, deposits taken, the shift.
    TakeMoney,
    /// 作废: taking back a receipt of the day.
    Void,
    /// 出账: bill runs and what they are made from; reversing them.
    Bill,
    /// 出纳: reconciliation, paying out, period close, vouchers.
    KeepBooks,
    /// 审批: deciding forms.
    Decide,
    /// 看完整电话.
    SeePhones,
    /// 改设置: the office, local rules, people, the clauses money is charged by.
    Settings,
}

impl Right {
    /// All of them, in the order shown.
    pub const ALL: [Self; 10] = [
        Self::SeeAmounts,
        Self::HandleTickets,
        Self::Serve,
        Self::TakeMoney,
        Self::Void,
        Self::Bill,
        Self::KeepBooks,
        Self::Decide,
        Self::SeePhones,
        Self::Settings,
    ];

    /// The word on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::SeeAmounts => "看金额",
            Self::HandleTickets => "办工单",
            Self::Serve => "办理业务",
            Self::TakeMoney => "收款",
            Self::Void => "作废收据",
            Self::Bill => "出账",
            Self::KeepBooks => "对账付款结账",
            Self::Decide => "审批",
            Self::SeePhones => "看完整电话",
            Self::Settings => "改设置",
        }
    }
}

impl Role {
    /// Whether this role may do something.
    #[must_use]
    pub const fn may(self, right: Right) -> bool {
        match right {
            Right::SeeAmounts => !matches!(self, Self::Service),
            Right::HandleTickets => !matches!(self, Self::Company),
            Right::Serve => !matches!(self, Self::Company | Self::Service),
            Right::TakeMoney | Right::Void => {
                matches!(self, Self::Clerk | Self::Cashier | Self::Supervisor | Self::Manager)
            }
            Right::Bill => matches!(self, Self::Clerk | Self::Supervisor | Self::Manager),
            Right::KeepBooks => matches!(self, Self::Cashier | Self::Manager),
            Right::Decide => matches!(self, Self::Supervisor | Self::Manager | Self::Company),
            Right::SeePhones => {
                matches!(self, Self::Clerk | Self::Steward | Self::Supervisor | Self::Manager)
            }
            Right::Settings => matches!(self, Self::Manager | Self::Company),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who_may(right: Right) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| role.may(right)).collect()
    }

    #[test]
    fn money_bills_and_phones_are_for_those_whose_work_they_are() {
        use Role::{Cashier, Clerk, Company, Manager, Steward, Supervisor};
        assert_eq!(who_may(Right::TakeMoney), [Clerk, Cashier, Supervisor, Manager]);
        assert_eq!(who_may(Right::Bill), [Clerk, Supervisor, Manager]);
        assert_eq!(who_may(Right::KeepBooks), [Cashier, Manager]);
        assert_eq!(who_may(Right::SeePhones), [Clerk, Steward, Supervisor, Manager]);
        assert_eq!(who_may(Right::Decide), [Supervisor, Manager, Company]);
        assert_eq!(who_may(Right::Settings), [Manager, Company]);
        assert!(Right::ALL.into_iter().all(|right| Manager.may(right)));
    }

    #[test]
    fn c8_who_works_on_tickets_only_sees_no_amount_and_touches_nothing_else() {
        let may = |right: &Right| Role::Service.may(*right);
        assert_eq!(Right::ALL.into_iter().filter(may).collect::<Vec<_>>(), [Right::HandleTickets]);
        assert!(Role::ALL.into_iter().all(|role| role == Role::Service || role.may(Right::SeeAmounts)));
    }
}
