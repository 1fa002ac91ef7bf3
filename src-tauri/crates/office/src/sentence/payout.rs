//! What rules of money that goes back say.

use super::form::day;
use crate::refusal::PayoutRefusal;
use zhangfang_domain::method::Method;

pub(super) fn sentence(refusal: &PayoutRefusal) -> String {
    match refusal {
        PayoutRefusal::ReceiptRefunded { number, fen, form } => format!(
            "收据 {number:07} 的钱已按退款单 {form} 退出 {fen} 元，不能作废。当天退错的请先收回退款，再作废收据。"
        ),
        PayoutRefusal::ReceiptCarried { number } => {
            format!("收据 {number:07} 的预存或预缴的月份已随过户转到另一账户，不能作废。请按退款单办理。")
        }
        PayoutRefusal::DepositMoved { number, deposit } => format!(
            "收据 {number:07} 是第 {deposit} 号押金，已有退还或扣款，不能作废。余下的请用押金退还单。"
        ),
        PayoutRefusal::DepositHasItsForm { deposit: Some(deposit) } => {
            format!("这张收据收的是第 {deposit} 号押金，不走退款单。请用押金退还单。")
        }
        PayoutRefusal::DepositHasItsForm { deposit: None } => "押金不走退款单。请用押金退还单。".to_owned(),
        PayoutRefusal::NegativeRefund { fen } => {
            format!("退款金额 {fen} 元不对，必须大于零。要收钱的请办理收款或收押金。")
        }
        PayoutRefusal::NotOnReceipt { number, room } => {
            format!("收据 {number:07} 没有收过 {room} 的钱。请核对收据号和房号。")
        }
        PayoutRefusal::NothingLeft { number } => format!(
            "收据 {number:07} 的钱已全部抵了账单，没有可退的预存。收错的账单请先用更正单；退租、合同终止的请写明使用截止日。"
        ),
        PayoutRefusal::MoreThanLeft { number, asked, left, promised } if promised.is_positive() => format!(
            "收据 {number:07} 可退 {left} 元，其中 {promised} 元已另有退款单，不能再申请 {asked} 元。"
        ),
        PayoutRefusal::MoreThanLeft { number, asked, left, .. } => format!(
            "收据 {number:07} 只有 {left} 元可退，不能退 {asked} 元。已抵账单的部分收错了，请先用更正单。"
        ),
        PayoutRefusal::LessLeft { number, asked, left } => format!(
            "收据 {number:07} 现在只剩 {left} 元可退，少于单上的 {asked} 元（其间已抵账单或退出），不能办理。请另开一张退款单。"
        ),
        PayoutRefusal::AllServed { number, last } => format!(
            "到 {} 为止，收据 {number:07} 所缴的期间都已使用，没有可退的。请核对使用截止日。",
            day(*last)
        ),
        PayoutRefusal::OtherWay { came, wanted } => {
            format!("这笔钱当时由{}收，应原路退回；改为{}退的，请写明原因。", method(came), method(wanted))
        }
        _ => at_the_counter(refusal),
    }
}

/// Refusals when money is paid out or a deposit moves.
fn at_the_counter(refusal: &PayoutRefusal) -> String {
    match refusal {
        PayoutRefusal::NotSettled { off } => format!(
            "按合同期结算后差 {off} 元，与单上的计算不符，没有办理。请驳回这张单，先更正相关账单再申请。"
        ),
        PayoutRefusal::NothingToPay { number } => {
            format!("审批单 {number} 不是退款单或押金退还单，没有要支付的款。")
        }
        PayoutRefusal::NotApproved { number } => {
            format!("{number} 还没有批准，不能付款。请先由有权限的人批准。")
        }
        PayoutRefusal::Done { number } => format!("{number} 已经付过款，不能再付。要再退请另开一张单。"),
        PayoutRefusal::ApprovedWay { number, way, wanted } => format!(
            "{number} 批准的是{}退款，不能改用{}。要改方式请另开一张单。",
            method(way),
            method(wanted)
        ),
        PayoutRefusal::NothingPaid { number } => format!("{number} 没有付出的款可以收回（未付，或已收回）。"),
        PayoutRefusal::TakeBackTooLate { number, on } => format!(
            "{number} 是 {} 付的，只有当天可以收回。隔天退错的，请把钱收回来开收据，记为预存。",
            day(*on)
        ),
        PayoutRefusal::MoreThanHeld { deposit, asked, held, promised } if promised.is_positive() => format!(
            "第 {deposit} 号押金在手 {held} 元，其中 {promised} 元已另有审批单，不能再办 {asked} 元。"
        ),
        PayoutRefusal::MoreThanHeld { deposit, asked, held, .. } => format!(
            "第 {deposit} 号押金在手 {held} 元，不能办 {asked} 元。损失超过押金的，请另行出账单收取。"
        ),
        _ => String::new(),
    }
}

fn method(code: &str) -> &'static str {
    Method::from_code(code).map_or("其他方式", Method::label)
}
