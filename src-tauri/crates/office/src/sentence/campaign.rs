//! What rules of campaigns and of the yearly plan say.

use crate::refusal::CampaignRefusal;

pub(super) fn sentence(refusal: &CampaignRefusal) -> String {
    match refusal {
        CampaignRefusal::Dates { from, to, today } => {
            format!("活动从 {from} 到 {to} 不行：结束日不能早于开始日，也不能早于今天（{today}）。请改日期。")
        }
        CampaignRefusal::NothingOwed => {
            "所选范围内现在没有逾期欠费，活动没有对象。请放宽楼栋、原因等条件，或降低起点金额。".to_owned()
        }
        CampaignRefusal::Target { target, owed } => {
            format!("目标 {target} 元不可用：应大于 0，且不超过范围内现有的逾期欠费 {owed} 元。")
        }
        CampaignRefusal::Ended { name, on } => format!("活动“{name}”已于 {on} 结束，结果可以看，不能再改。"),
        CampaignRefusal::NoReason { month } => {
            format!("{month} 的目标已经定过，或这个月已过。要改请写明原因，原来的目标会保留备查。")
        }
        CampaignRefusal::NoYearBefore { year } => {
            format!("{year} 年没有收款记录，无法据此建议。请直接填写各月目标。")
        }
    }
}
