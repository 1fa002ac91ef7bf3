//! How the office reaches somebody who owes, and what it learns (checklist S43–S48, S95, C6, C7, C19).

mod caps;
mod privacy;

pub use caps::{Cap, Caps, Disturbance, Held, Made, Window};
pub use privacy::{Basis, Source, private_matter};

use crate::coded::coded;

coded! {
    /// The way somebody was spoken to.
    Channel {
        /// 电话
        Phone, "phone", "电话";
        /// 短信
        Sms, "sms", "短信";
        /// 微信, one to one
        Wechat, "wechat", "微信";
        /// A visit to the home.
        Visit, "visit", "上门";
        /// A talk at the desk.
        Desk, "desk", "前台面谈";
        /// Paper handed over or left in the mailbox.
        Paper, "paper", "书面送达";
    }
}

coded! {
    /// Why somebody owes, in neutral words (C19). Nothing about family, health or work is kept (C6).
    ArrearsReason {
        /// Not known yet.
        Unknown, "unknown", "未明";
        /// Forgot, or did not get the bill.
        Forgot, "forgot", "遗忘或未收到账单";
        /// Cannot be reached.
        Unreachable, "unreachable", "联系不上";
        /// Not content with the service.
        Service, "service", "对服务不满";
        /// Disputes the amount.
        Amount, "amount", "对金额有异议";
        /// Left by the developer: defects, parking.
        Legacy, "legacy", "开发商遗留问题";
        /// A quarrel with a neighbour.
        Neighbour, "neighbour", "邻里问题";
        /// Thinks an empty home owes nothing.
        Vacant, "vacant", "认为空置不应缴";
        /// The home changes hands, or who pays is not agreed.
        Payer, "payer", "过户或缴费人未定";
        /// Cannot pay at once.
        Hardship, "hardship", "一次缴清有困难";
        /// Refuses without a ground that held when it was checked.
        Refusal, "refusal", "无正当理由拒付（经核）";
    }
}

coded! {
    /// What came of a contact (checklist S95, S100, S101).
    Outcome {
        /// Promises to pay by a day.
        Promised, "promised", "承诺缴费";
        /// Has paid, or pays now.
        Paid, "paid", "已缴或当场缴";
        /// Wants something about the service to be dealt with.
        Service, "service", "提出服务诉求";
        /// Disputes what was charged.
        Dispute, "dispute", "对账单有异议";
        /// Wants to pay in instalments.
        Instalment, "instalment", "希望分期";
        /// Asks for time for a reason that is to be checked.
        Hardship, "hardship", "申请缓缴";
        /// Knows now; an answer is to come.
        Informed, "informed", "已告知，待回复";
        /// Upset: another time.
        Upset, "upset", "情绪激动，改期";
        /// Does not want to pay.
        Refused, "refused", "表示不缴";
        /// Somebody else answered, who was told nothing of the debt (C6).
        SomebodyElse, "somebody-else", "非本人接听，未谈欠费";
        /// Nobody answered, nobody at home.
        NoAnswer, "no-answer", "无人接听或无人在家";
        /// The number or the address is not theirs.
        WrongNumber, "wrong-number", "号码或地址有误";
    }
}

impl Outcome {
    /// Whether the one who owes was spoken to, so that there is a wish to write down and a reason to learn.
    #[must_use]
    pub const fn reached(self) -> bool {
        !matches!(self, Self::SomebodyElse | Self::NoAnswer | Self::WrongNumber)
    }

    /// Whether nothing has to follow. Everything else names the day somebody looks again.
    #[must_use]
    pub const fn closes(self) -> bool {
        matches!(self, Self::Paid)
    }

    /// After how many days somebody usually looks again, proposed when the outcome is chosen; none where a promise or
    /// nothing names the day.
    #[must_use]
    pub const fn usual_days(self) -> Option<u64> {
        match self {
            Self::Promised | Self::Paid => None,
            Self::SomebodyElse | Self::NoAnswer => Some(1),
            Self::Hardship | Self::Refused => Some(7),
            _ => Some(3),
        }
    }

    /// What is done next, as the work list says it.
    #[must_use]
    pub const fn next_step(self) -> &'static str {
        match self {
            Self::Promised => "承诺到期，核对到账",
            Self::Paid => "核对到账",
            Self::Service => "答复服务诉求并回访",
            Self::Dispute => "核对账单并答复",
            Self::Instalment => "约签分期协议",
            Self::Hardship => "核实情况并答复",
            Self::Informed => "回访，问何时方便缴",
            Self::Upset => "改期再联系",
            Self::Refused => "说明合同依据，再沟通",
            Self::SomebodyElse | Self::NoAnswer => "换时间再联系",
            Self::WrongNumber => "核实联系方式",
        }
    }
}

/// The most days until somebody looks again: a contact never leads to waiting without an end.
pub const LONGEST_WAIT: u32 = 60;
