//! The dunning ladder (domain section 2.7): the stages a debt goes through, what holds it, and where an account stands.
//!
//! Nothing of it is stored but what was done: [`Ladder::standing`] reads the stage from the debts, the steps and the
//! pauses. So a ladder closes by itself when everything is paid and stands open again when the receipt is voided.

use crate::coded::coded;

mod climb;
mod ladder;
#[cfg(test)]
mod tests;

pub use climb::{Debt, Facts, Hold, Leave, Need, Next, Standing, Step, StepResult, Verdict};
pub use ladder::{LEAST_TERM, Ladder, LadderError, Rung};

coded! {
    /// A stage of the ladder, lowest first.
    Stage {
        /// Before the due date: a reminder of what is to come.
        PreDue, "pre-due", "到期提醒";
        /// Just overdue: a courtesy reminder.
        Gentle, "gentle", "温馨提示";
        /// A call or a talk to learn the reason.
        Call, "call", "电话沟通";
        /// The first written notice.
        FirstNotice, "first-notice", "第一次催缴通知";
        /// A visit or the second written notice.
        SecondNotice, "second-notice", "第二次催缴通知";
        /// The owners' committee is asked to urge payment (条例 64); optional.
        Committee, "committee", "业委会督促";
        /// The formal written demand (Civil Code 944).
        FormalDemand, "formal-demand", "书面催缴函";
        /// Handed to a law firm.
        Lawyer, "lawyer", "委托律师";
        /// Mediation, payment order, court or arbitration.
        Court, "court", "调解诉讼";
    }
}

impl Stage {
    /// The paper of this stage, by its name; none where it is a talk or a case.
    #[must_use]
    pub const fn paper(self) -> Option<&'static str> {
        Some(match self {
            Self::PreDue | Self::Gentle => "温馨提示",
            Self::FirstNotice => "催缴通知单（第一次）",
            Self::SecondNotice => "催缴通知单（第二次）",
            Self::Committee => "业委会督促函",
            Self::FormalDemand => "书面催缴函",
            Self::Call | Self::Lawyer | Self::Court => return None,
        })
    }

    /// Whether the paper is the stage itself, so that there is no doing without it.
    #[must_use]
    pub const fn is_letter(self) -> bool {
        matches!(self, Self::FirstNotice | Self::SecondNotice | Self::Committee | Self::FormalDemand)
    }

    /// Whether the stage may be switched off: the cause is always asked for before a notice (checklist S43), and
    /// nobody goes to law without a demand (Civil Code 944).
    #[must_use]
    pub const fn optional(self) -> bool {
        !matches!(self, Self::Call | Self::FormalDemand)
    }

    /// Whether it waits for a result before the next stage (checklist S88). A message needs none: silence is its result.
    #[must_use]
    pub const fn asks_result(self) -> bool {
        !matches!(self, Self::PreDue | Self::Gentle)
    }

    /// Whether the reason of the arrears must have been asked for (checklist S43).
    #[must_use]
    pub fn asks_reason(self) -> bool {
        self >= Self::FirstNotice
    }

    /// Whether the manager decides on it, home by home or for a run.
    #[must_use]
    pub fn asks_decision(self) -> bool {
        self >= Self::FormalDemand
    }
}

coded! {
    /// What holds the ladder of an account for a time (side branches of domain section 2.7).
    PauseCause {
        /// An item or amount is disputed.
        Dispute, "dispute", "费用异议";
        /// An open complaint names the fee.
        Complaint, "complaint", "投诉处理中";
        /// Paid in instalments under an agreement.
        Instalment, "instalment", "分期履行中";
        /// Hardship that was verified.
        Hardship, "hardship", "困难缓缴";
        /// The home changes hands.
        Transfer, "transfer", "过户办理中";
        /// The owner died; who inherits is being settled.
        Death, "death", "业主身故待继承";
        /// A court deals with it, insolvency included.
        Court, "court", "司法程序中";
    }
}
