//! What rules of meters and readings say.

use crate::refusal::MeterRefusal;
use zhangfang_domain::reading_check::Doubt;

pub(super) fn sentence(refusal: &MeterRefusal) -> String {
    match refusal {
        MeterRefusal::Doubtful { meter, value, doubts } => {
            let hard = doubts.iter().any(Doubt::is_hard);
            let why: Vec<String> = doubts.iter().map(doubt).collect();
            let way =
                if hard { "请核对后重新录入。" } else { "复核无误的，请确认后再录。" };
            format!("{meter} 的读数 {value} 没有记入：{}。{way}", why.join("；"))
        }
        MeterRefusal::ReadingVoid { reading } => format!("第 {reading} 号读数已经作废过了。"),
        MeterRefusal::ReadingBilled { reading, meter, month } => format!(
            "第 {reading} 号读数（{meter}）已在 {month} 出账，不能作废。请录入正确读数，写明更正第 {reading} 号，下次出账时自动更正。"
        ),
        MeterRefusal::ReadingCorrected { reading, by } => {
            format!("第 {reading} 号读数已由第 {by} 号更正，现以第 {by} 号为准。要作废的，请作废第 {by} 号。")
        }
        MeterRefusal::ReadingNotBilled { reading } => {
            format!("第 {reading} 号读数还没有出账，不用更正。请作废后重新录入。")
        }
        MeterRefusal::ReadingBuiltUpon { reading, meter } => format!(
            "第 {reading} 号读数是 {meter} 的装拆表读数，或后面的读数以它为准，不能作废。写错的请录入正确读数，写明更正第 {reading} 号。"
        ),
        MeterRefusal::Removed { meter, day } => format!("{meter} 已于 {day} 拆除，不能再办理。"),
        MeterRefusal::NoPlan { meter } => {
            format!("{meter} 是住户的表，需要一个价格。请先建价格，再为这块表指定。")
        }
        MeterRefusal::NoVersion { plan, month } => {
            format!("价格“{plan}”在 {month} 还没有生效的版本，没有出账。请补上这个价格。")
        }
        MeterRefusal::BadTiers { text } => format!(
            "阶梯价“{text}”不可用。请写成 180:5,260:7,9（至 180 每单位 5 元，至 260 每单位 7 元，以上 9 元），或一个单价。"
        ),
        MeterRefusal::NoHistory { meter } => {
            format!("{meter} 没有可参考的历史用量，不能估抄。请抄表，或由业主报数后录入。")
        }
        MeterRefusal::NoEstimateNeeded { meter, month } => {
            format!("{meter} 在 {month} 或以后已经抄过，不用估抄。读数有误请更正那一个读数。")
        }
        MeterRefusal::DueOver { due } => {
            format!("缴费截止日 {due} 已经过去，账单一出就算逾期，没有出账。请另定截止日。")
        }
        MeterRefusal::NothingToKeep { refused, same } => {
            format!("没有可记入的读数：{refused} 行有问题，{same} 行与账本相同。请先预检，看每一行的原因。")
        }
        MeterRefusal::ImportBilled { import, meters } => format!(
            "第 {import} 次导入的读数已经出账（{}），不能撤销。请先冲销出账批次，或录入正确读数逐个更正。",
            super::some(meters)
        ),
    }
}

/// What is doubtful about a reading.
#[must_use]
pub fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::NotOnDial { dial } => {
            format!("超出表盘（整数 {} 位、小数 {} 位）", dial.digits, dial.decimals)
        }
        Doubt::Lower { than, on } => format!("低于上次读数 {than}（{on}）；过零请标归零，换表请办换表"),
        Doubt::NoRollover { than } => format!("标了归零，但并不低于上次读数 {than}"),
        Doubt::Higher { than, on } => format!("高于后一次读数 {than}（{on}）"),
        Doubt::InFuture => "抄表日期还没有到".to_owned(),
        Doubt::NotAfter { day } => format!("抄表日期不晚于上次的 {day}"),
        Doubt::Removed { day } => format!("这块表已于 {day} 拆除"),
        Doubt::AlreadyRead { month, value } => format!("{month} 已抄过，读数 {value}"),
        Doubt::OutsideWindow { month } => format!("不在抄表日期范围内，将计入 {month}"),
        Doubt::Jump { usage, expected } => format!("用量 {usage} 超过平均 {expected} 的三倍"),
        Doubt::Unused => "有人居住却没有用量".to_owned(),
    }
}
