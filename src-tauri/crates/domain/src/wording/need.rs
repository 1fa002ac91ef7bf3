//! What a kind of text has to say (domain 2.8; 3.2–3.5; checklist S26, S33, S125).

use super::fold::Folded;
use super::{Finding, SEGMENT, TextKind, segments};
use crate::coded::coded;

coded! {
    /// Something a text has to say.
    Need {
        /// The debtor, by full name.
        Name, "name", "业主全名";
        /// The clause of the contract.
        Clause, "clause", "合同条款";
        /// What is owed, line by line.
        Table, "table", "欠费明细表";
        /// Until when to pay.
        Deadline, "deadline", "缴费期限";
        /// Where a dispute goes (checklist S125).
        Route, "route", "争议解决途径";
        /// The seal of the company.
        Seal, "seal", "盖章";
        /// A phone for questions.
        Phone, "phone", "联系电话";
        /// That those who have paid need not mind.
        AlreadyPaid, "already-paid", "“如已缴费请忽略”";
        /// A phone for objections.
        ObjectionPhone, "objection-phone", "异议电话";
        /// Within how many days an objection is answered.
        ObjectionDays, "objection-days", "异议答复天数";
        /// Who sends it, in front of a message: 【青禾物业】.
        Signature, "signature", "【签名】";
    }
}

impl TextKind {
    /// What a text of this kind must say.
    #[must_use]
    pub const fn needs(self) -> &'static [Need] {
        match self {
            Self::FormalDemand => &[
                Need::Name,
                Need::Clause,
                Need::Table,
                Need::Deadline,
                Need::Route,
                Need::Seal,
                Need::Phone,
                Need::AlreadyPaid,
            ],
            Self::Disclosure => &[Need::ObjectionPhone, Need::ObjectionDays],
            _ => &[],
        }
    }

    /// What a text of this kind should say.
    const fn advised(self) -> &'static [Need] {
        match self {
            Self::Notice => &[Need::Deadline, Need::Phone, Need::AlreadyPaid],
            Self::Message => &[Need::Deadline, Need::AlreadyPaid, Need::Signature],
            _ => &[],
        }
    }
}

impl Need {
    /// Words any of which say it, folded; a field of a template counts as what it will be filled with.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["业主全名"],
            Self::Clause => &["合同条款", "合同第"],
            Self::Table => &["欠费明细"],
            Self::Deadline => &["期限", "截止", "日内", "前缴", "日前", "到期"],
            Self::Route => &["争议途径", "12345"],
            Self::Seal => &["盖章"],
            Self::Phone => &["电话", "联系人", "拨打", "致电", "来电"],
            Self::AlreadyPaid => &["已缴", "已交", "已经缴", "已经交", "缴费后请忽略"],
            Self::ObjectionPhone => &["异议电话", "异议请拨", "监督电话"],
            Self::ObjectionDays => &["日内答复", "天内答复", "异议期", "个工作日"],
            Self::Signature => &[],
        }
    }

    fn said(self, folded: &Folded, text: &str) -> bool {
        match self {
            Self::Signature => text.trim_start().starts_with('【') && text.contains('】'),
            other => folded.has_any(other.words()),
        }
    }
}

/// What must be said and is not, and what should be.
pub(super) fn lacking(folded: &Folded, text: &str, kind: TextKind) -> (Vec<Need>, Vec<Finding>) {
    let lacks = |needs: &'static [Need]| needs.iter().copied().filter(|need| !need.said(folded, text));
    let advised = lacks(kind.advised()).map(|need| Finding {
        code: "lacks",
        rule: "这类文字应当写明",
        found: need.label().to_owned(),
        at: 0,
        advice: "请补上",
    });
    (lacks(kind.needs()).collect(), advised.collect())
}

/// The finding that a message takes more than one segment.
pub(super) fn too_long(text: &str) -> Option<Finding> {
    (segments(text) > 1).then(|| Finding {
        code: "long",
        rule: "一条短信 70 字（含签名）",
        found: format!("{} 字，按 {} 条计", text.encode_utf16().count(), segments(text)),
        at: SEGMENT,
        advice: "请缩短",
    })
}
