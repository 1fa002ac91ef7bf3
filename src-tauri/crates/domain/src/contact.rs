//! How the office reaches somebody who owes, and what it learns (checklist S43–S48, S95, C6, C7, C19).

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
