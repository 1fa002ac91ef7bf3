//! What rules of shared costs say.

use super::some;
use crate::refusal::{SharedCostRefusal, WeightProblem};
use zhangfang_domain::share::ShareError;
use zhangfang_domain::shared_cost::{Method, SharedCostError};

pub(super) fn sentence(refusal: &SharedCostRefusal) -> String {
    match refusal {
        SharedCostRefusal::AmountOff { computed, amount } => format!(
            "用量 × 单价 = {computed} 元，账单金额是 {amount} 元，相差 {} 元。请核对用量、单价和金额；确有线损、基本费等原因的，请写明原因。",
            *amount - *computed
        ),
        SharedCostRefusal::PostedBefore { bill, label, months } => format!(
            "“{label}”{months} 已经分摊过（公摊账单 {bill}），不会重复出账。要更正的请先冲销这张公摊账单。"
        ),
        SharedCostRefusal::NoHomes => "这个范围里没有房屋。请核对楼栋、单元和用途。".to_owned(),
        SharedCostRefusal::NoDeveloper { rooms } => format!(
            "{} 尚未交付，分摊费用由建设单位承担，但还没有填建设单位。请先在单位信息里填好。",
            some(rooms)
        ),
        SharedCostRefusal::NoArea { rooms } => {
            format!("{} 没有建筑面积，不能按面积分摊。请先在台账补面积，或改用其他分摊办法。", some(rooms))
        }
        SharedCostRefusal::NoFloor { rooms } => {
            format!("{} 的楼层没有对应的系数。请在楼层系数里补上，或加“*=1”作为其余楼层的系数。", some(rooms))
        }
        SharedCostRefusal::IdleOption { method, option } => {
            format!("{}不使用{option}。请去掉它，或换成按系数分摊。", method.label())
        }
        SharedCostRefusal::ListNeeded { method: Method::Coefficient } => {
            "按系数分摊需要系数：请给“房号,系数”表，或写明楼层系数、空置系数。".to_owned()
        }
        SharedCostRefusal::ListNeeded { method } => {
            let column = if *method == Method::Usage { "用量" } else { "定额" };
            let meters = if *method == Method::Usage { "，或取户表读数" } else { "" };
            format!("{}需要一张“房号,{column}”表，请指定文件{meters}。", method.label())
        }
        SharedCostRefusal::BadRows { problems } => bad_rows(problems),
        SharedCostRefusal::NotListed { rooms } => {
            format!("表里缺 {} 户：{}。不分摊的也要写一行，数填 0。", rooms.len(), some(rooms))
        }
        SharedCostRefusal::NotRead { rooms } => {
            format!("{} 在这个期间没有抄表读数，不能按用量分摊。请先抄表，或给“房号,用量”表。", some(rooms))
        }
        SharedCostRefusal::Unshareable { error, rooms } => unshareable(error, rooms),
        SharedCostRefusal::ItemHasTariff { item, tariff } => format!(
            "“{item}”已按收费标准“{tariff}”出账，不能再用别的办法收，以免重复收费。请另设收费项目，或先停用该标准。"
        ),
        SharedCostRefusal::ItemWithoutTariff { item } => {
            format!("“{item}”已按公摊账单或车位合同出账，不能再设收费标准，以免重复收费。请另设收费项目。")
        }
    }
}

fn bad_rows(problems: &[(u32, String, WeightProblem)]) -> String {
    let mut text = format!("表里有 {} 行不能用，没有写入：", problems.len());
    for (row, room, problem) in problems.iter().take(20) {
        let what = match problem {
            WeightProblem::UnknownRoom => "没有这个房号".to_owned(),
            WeightProblem::SeveralHomes => "房号不完整，可能是几户".to_owned(),
            WeightProblem::OutsideScope => "不在本次分摊范围里".to_owned(),
            WeightProblem::Twice => "重复了".to_owned(),
            WeightProblem::NotANumber { text } if text.is_empty() => "没有填数".to_owned(),
            WeightProblem::NotANumber { text } => format!("“{text}”不是大于等于零的数"),
        };
        text += &format!("\n第 {row} 行 {room}：{what}");
    }
    if problems.len() > 20 {
        text += &format!("\n……另有 {} 行", problems.len() - 20);
    }
    text + "\n请改好后再试。"
}

fn unshareable(error: &SharedCostError, rooms: &[String]) -> String {
    let room = |index: &usize| rooms.get(*index).cloned().unwrap_or_default();
    match error {
        SharedCostError::Share(ShareError::NoWeight { total }) => {
            format!("所有房屋的分摊数合计为 0，{total} 元无法分摊。请核对系数或用量。")
        }
        SharedCostError::Share(ShareError::NegativeWeight { index, weight }) => {
            format!("{} 的分摊数 {weight} 小于零，请核对。", room(index))
        }
        SharedCostError::Share(ShareError::TooLarge { .. }) => {
            "分摊数的小数位太多，无法精确分摊。请减少小数位。".to_owned()
        }
        SharedCostError::FixedOff { fixed, bill } => format!(
            "各户定额合计 {fixed} 元，与账单 {bill} 元相差 {} 元。定额须与账单相等；请核对定额，或改用其他分摊办法。",
            *bill - *fixed
        ),
        SharedCostError::FixedNotFen { index, amount } => {
            format!("{} 的定额 {amount} 元不足一分，最多两位小数。", room(index))
        }
    }
}
