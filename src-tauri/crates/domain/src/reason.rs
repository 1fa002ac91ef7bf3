//! Why a form is filed, from a short list for each kind: what a report counts and a paper prints. The clerk's own
//! words stand beside it.

use crate::coded::coded;

coded! {
    /// What a waiver lets go (domain section 3.11).
    WaiverKind {
        /// Late-payment damages, which the office may let go more freely.
        LateCharge, "late-charge", "违约金减免";
        /// A part of the fee itself.
        Principal, "principal", "本金减免";
        /// A part of the fee for poor service.
        Compensation, "compensation", "服务补偿";
    }
}

impl WaiverKind {
    /// Whether the money let go is a fee: under 酬金制 it belongs to the owners and needs their committee's consent
    /// (checklist C15).
    #[must_use]
    pub const fn is_of_the_fee(self) -> bool {
        !matches!(self, Self::LateCharge)
    }
}

coded! {
    /// Why a debt is let go.
    WaiverReason {
        /// The debtor pays at once or keeps an agreement.
        Settled, "settled", "如约付清";
        /// The household is in need.
        Hardship, "hardship", "家庭困难";
        /// A complaint was found right.
        Service, "service", "服务瑕疵";
        /// A court or a mediator suggests it.
        Court, "court", "法院或调解意见";
        /// Anything else, in the clerk's words.
        Other, "other", "其他";
    }
}

coded! {
    /// Why a debt is given up (domain section 4.9).
    WriteOffReason {
        /// The limitation has run out; the debt is still payable of the debtor's free will (Civil Code 192).
        TimeBarred, "time-barred", "已过诉讼时效";
        /// The debtor died and left nothing.
        Deceased, "deceased", "债务人死亡且无遗产";
        /// Chasing it would cost more than it brings.
        Uneconomical, "uneconomical", "追收成本高于欠款";
    }
}

coded! {
    /// Why money goes back (domain section 3.10).
    RefundReason {
        /// More was paid than was owed.
        Overpaid, "overpaid", "多缴";
        /// A lease ended.
        LeaseEnd, "lease-end", "退租";
        /// The service contract ended; fees for the time not served go back (SPC 物业服务纠纷解释 art. 3).
        ContractEnd, "contract-end", "合同终止";
        /// A charge was wrong.
        Correction, "correction", "更正";
        /// A deposit; it has a form of its own.
        Deposit, "deposit", "押金";
    }
}

impl RefundReason {
    /// Whether time paid for is no longer served, so that its charges are taken back first.
    #[must_use]
    pub const fn ends_service(self) -> bool {
        matches!(self, Self::LeaseEnd | Self::ContractEnd)
    }
}
