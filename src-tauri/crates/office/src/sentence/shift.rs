//! What rules of shifts and of the cash in a drawer say.

use crate::refusal::ShiftRefusal;
use chrono::NaiveDate;
use zhangfang_domain::shift::{CountError, ShiftError};

fn date(day: NaiveDate) -> impl std::fmt::Display {
    day.format("%Y年%-m月%-d日")
}

pub(super) fn sentence(refusal: &ShiftRefusal) -> String {
    match refusal {
        ShiftRefusal::NoneOpen { cashier } => format!(
            "“{cashier}”没有当班的班次，不能收付款、点钞或交班。请先写明备用金开班（没有备用金写 0）。"
        ),
        ShiftRefusal::StillOpen { shift, day } => {
            format!("第 {shift} 班（{}）还没有交班。请先清点现金，按当班日期交班，再开新班。", date(*day))
        }
        ShiftRefusal::OtherDay { shift, day, today } => format!(
            "第 {shift} 班是 {} 的班次，与业务日期 {} 不符。请按当班日期交班，再开新班。",
            date(*day),
            date(*today)
        ),
        ShiftRefusal::DayOver { day, last } => {
            format!("已有 {} 的班次，不能再开 {} 的班。补录款项请记入今天的班次。", date(*last), date(*day))
        }
        ShiftRefusal::FloatDiffers { left, float } => format!(
            "上一班交班后留存 {left} 元，现在备用金为 {float} 元，两者不符。请重新清点；确有原因的请写明。"
        ),
        ShiftRefusal::NoSlip { banked } => {
            format!("交存 {banked} 元须填银行回单号。")
        }
        ShiftRefusal::NotMadeUp { amount } => {
            format!("清点的券别凑不出交款 {amount} 元。请核对清点数，或改交能凑出的金额（可写明券别）。")
        }
        ShiftRefusal::Count(error) => of_count(error),
        ShiftRefusal::Statement(error) => of_statement(error),
        ShiftRefusal::ReceiptOfClosedShift { number, shift, day } => format!(
            "收据 {number:07} 属于已交班的第 {shift} 班（{}），交班后不能作废。要退钱的请按退款单办理。",
            date(*day)
        ),
        ShiftRefusal::NotClosed { shift } => format!("第 {shift} 班还没有交班。请先交班。"),
        ShiftRefusal::NothingBanked { shift } => {
            format!("第 {shift} 班没有交存现金，没有交款单可打印。请改为打印收费日报。")
        }
        ShiftRefusal::NothingToAcknowledge { shift } => format!("第 {shift} 班没有待确认的差异。"),
        ShiftRefusal::LeafKnown { written, receipt: Some(receipt) } => format!(
            "手写收据 {written} 已补录为收据 {receipt:07}，不能重复入账。请核对号码，或查看那张收据。"
        ),
        ShiftRefusal::LeafKnown { written, receipt: None } => {
            format!("手写收据 {written} 已登记为写坏或遗失，不能补录。请核对号码。")
        }
        ShiftRefusal::WrittenLater { on, today } => {
            format!("手写日期 {} 晚于业务日期 {}。请核对日期。", date(*on), date(*today))
        }
        ShiftRefusal::WrittenInClosedMonth { on, closed } => format!(
            "手写日期 {} 所在月份已结账（已结到 {closed}），不能按补录入账。请按今天收款，备注写明手写号码，再把这个号码登记为写坏并说明。",
            date(*on)
        ),
        ShiftRefusal::NotYours { name } => format!(
            "“{name}”不能确认这一班的差异。须由收款人以外的项目经理或公司确认；岗位请先在人员名单里登记。"
        ),
    }
}

fn of_count(error: &CountError) -> String {
    const HOW: &str = "请写成 面额x张数，用逗号隔开，例如 100x9,50x0,1x4,0.1x2。";
    match error {
        CountError::Unreadable { text } => format!("看不懂清点数“{text}”。{HOW}"),
        CountError::NoSuchPiece { text } => {
            format!("没有面额“{text}”，可用 100、50、20、10、5、1、0.5、0.1。{HOW}")
        }
        CountError::Twice { piece } => format!("面额 {piece} 写了两次，请合并。"),
    }
}

fn of_statement(error: &ShiftError) -> String {
    match error {
        ShiftError::CashDiffers { expected, counted } => {
            let (word, by) = if counted < expected {
                ("短款", *expected - *counted)
            } else {
                ("长款", *counted - *expected)
            };
            format!(
                "应有现金 {expected} 元，清点 {counted} 元，{word} {by} 元。请重新清点、核对收据；确实不符的请写明原因，差异会记录并上报。"
            )
        }
        ShiftError::TakingsDiffer { method, booked, stated } => format!(
            "{}：收据合计 {booked} 元，机具或商户端显示 {stated} 元，两者不符。请逐笔核对；确实不符的请写明原因。",
            method.label()
        ),
        ShiftError::NotAllBanked { left, float } => format!(
            "收取的现金应当日交存，不得坐支：备用金 {float} 元，交款后还剩 {left} 元，应再交 {} 元。不能当日交存的请写明原因。",
            *left - *float
        ),
        ShiftError::NotInDrawer { banked } => {
            format!("交款 {banked} 元的券别多于清点数。请核对清点数与交款。")
        }
    }
}
