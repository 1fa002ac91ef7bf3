//! The dunning ladder (domain section 2.7): the stages a debt goes through, and what holds it.

use crate::coded::coded;

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
