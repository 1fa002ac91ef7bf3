//! What rules of forms, approvals and staff say.

use crate::refusal::FormRefusal;
use zhangfang_domain::approval::ApprovalError;
use zhangfang_domain::waiver::PortionError;

pub(super) fn sentence(refusal: &FormRefusal) -> String {
    match refusal {
        FormRefusal::Decided { number, by } => {
            format!("审批单 {number} 已由 {by} 处理过。需要更改的请另开一张。")
        }
        FormRefusal::Approval(ApprovalError::OwnForm) => {
            "申请人不能审批自己的申请。请由另一位有权限的人员审批。".to_owned()
        }
        FormRefusal::Approval(ApprovalError::AboveLimit { has, needs, amount }) => {
            format!("{amount} 元超出{}的审批额度，须由{}审批。", has.label(), needs.label())
        }
        FormRefusal::NotOnStaff { name } => {
            format!("“{name}”不在本办公室人员名单里，不能审批。请先用 staff add 登记姓名和岗位。")
        }
        FormRefusal::NotTheApplicant { applicant } => {
            format!("只有申请人{applicant}可以撤回这张单；其他人请用驳回。")
        }
        FormRefusal::Expired { number, until } => format!(
            "审批单 {number} 有效期到 {}，已过期，不能批准。请驳回或由申请人撤回，另开一张。",
            until.format("%Y年%-m月%-d日")
        ),
        FormRefusal::NoCharges => "请写明是哪几笔账单（--charge 编号，编号见 arrears list）。".to_owned(),
        FormRefusal::ChargeTwice { charge } => format!("账单 {charge} 在同一张单上写了两次，请合并。"),
        FormRefusal::NotOfHome { charge, room } => {
            format!("账单 {charge} 不是 {room} 的。请核对房号和账单编号。")
        }
        FormRefusal::SeveralAccounts { charge } => {
            format!("账单 {charge} 由另一人（如前业主）承担，不能写在同一张单上，请分开申请。")
        }
        FormRefusal::Portion { charge, why } => format!("账单 {charge}：{}", portion(*why)),
        FormRefusal::LessOpen { charge, asked, open } => format!(
            "账单 {charge} 申请后有变动，现在未缴 {open} 元，少于单上的 {asked} 元，不能批准。请驳回这张单，按现在的欠款另开一张。"
        ),
        FormRefusal::NoConsent => {
            "本项目是酬金制，物业费属于全体业主，减免本金或服务补偿须先经业主委员会同意。请用 --consent 写明同意文件（日期、文号），违约金减免不在此限。".to_owned()
        }
        FormRefusal::ReceiptRefunded { number, fen, form } => format!(
            "收据 {number:07} 的钱已按退款单 {form} 退出 {fen} 元，不能作废。当天退错的请先用 refund take-back {form} 收回，再作废收据。"
        ),
        FormRefusal::ReceiptCarried { number } => {
            format!("收据 {number:07} 的预存已按协议转到另一账户，不能作废。请按退款单办理。")
        }
        FormRefusal::DepositMoved { number, deposit } => format!(
            "收据 {number:07} 是第 {deposit} 号押金，已有退还或扣款，不能作废。余下的请用押金退还单（deposit return {deposit}）。"
        ),
        FormRefusal::MoreThanGivenUp { asked, given_up } => format!(
            "所列账单净核销 {given_up} 元，不能按收回核销收 {asked} 元。多出的部分请用 receipt take 收款。"
        ),
        FormRefusal::StaffByManagerOnly { name } => {
            format!("“{name}”不能办理，须由项目经理或公司办理（用 --operator 写明姓名）。")
        }
    }
}

fn portion(why: PortionError) -> String {
    match why {
        PortionError::NotPositive(fen) => {
            format!("金额 {fen} 元不对，必须大于零；要多收请用更正单（correction request）。")
        }
        PortionError::NoShare(share) => format!("比例 {share}% 不对，应大于 0%、不超过 100%。"),
        PortionError::MoreThanOpen { asked, open } => {
            format!("{asked} 元超过未缴的 {open} 元。已缴的部分要退，请先用更正单，再用退款单。")
        }
    }
}
