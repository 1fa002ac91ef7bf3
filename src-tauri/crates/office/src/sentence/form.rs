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
            format!(
                "“{name}”不在本办公室人员名单里，不能审批。请换一位有审批权的人来办，或先登记姓名和岗位。"
            )
        }
        FormRefusal::NotTheApplicant { applicant } => {
            format!("只有申请人{applicant}可以撤回这张单；其他人请用驳回。")
        }
        FormRefusal::Expired { number, until } => format!(
            "审批单 {number} 有效期到 {}，已过期，不能批准。请驳回或由申请人撤回，另开一张。",
            day(*until)
        ),
        FormRefusal::NoCharges => "请写明是哪几笔账单。".to_owned(),
        FormRefusal::ChargeTwice { charge } => format!("账单 {charge} 在同一张单上写了两次，请合并。"),
        FormRefusal::NotOfHome { charge, room } => {
            format!("账单 {charge} 不是 {room} 的。请核对房号和账单编号。")
        }
        FormRefusal::SeveralAccounts { charge } => {
            format!("账单 {charge} 由另一人（如前业主）承担，不能写在同一张单上，请分开申请。")
        }
        _ => about_charges(refusal),
    }
}

/// Refusals about the charges of a form.
fn about_charges(refusal: &FormRefusal) -> String {
    match refusal {
        FormRefusal::Portion { charge, why } => format!("账单 {charge}：{}", portion(*why)),
        FormRefusal::LessOpen { charge, asked, open } => format!(
            "账单 {charge} 申请后有变动，现在未缴 {open} 元，少于单上的 {asked} 元，不能批准。请驳回这张单，按现在的欠款另开一张。"
        ),
        FormRefusal::OtherKind { charge, late: true } => {
            format!("账单 {charge} 是违约金，请选违约金减免，另开一张单。")
        }
        FormRefusal::OtherKind { charge, late: false } => format!(
            "账单 {charge} 不是违约金，请选本金减免或服务补偿。违约金减免只用于已计收的违约金账单。"
        ),
        FormRefusal::NotTimeBarred { charge, last } => format!(
            "账单 {charge} 的诉讼时效到 {} 才届满，不能以“已过诉讼时效”核销。请先催缴（书面催缴可中断时效），或改用其他原因。",
            day(*last)
        ),
        FormRefusal::NoConsent => {
            "本项目是酬金制，物业费属于全体业主，减免本金或服务补偿须先经业主委员会同意。请写明同意文件（日期、文号），违约金减免不在此限。".to_owned()
        }
        FormRefusal::MoreThanGivenUp { asked, given_up } => format!(
            "所列账单净核销 {given_up} 元，不能按收回核销收 {asked} 元。多出的部分请按一般收款办理。"
        ),
        FormRefusal::ChargeReversed { charge } => format!(
            "账单 {charge} 已经冲销，不能再更正。需要补收的请重新出账。"
        ),
        FormRefusal::NegativeCharge { charge, fen } => format!(
            "账单 {charge} 不能更正为 {fen} 元。多收的请更正为正确金额或 0，再用退款单退钱。"
        ),
        FormRefusal::GivenUp { charge } => format!(
            "账单 {charge} 已核销坏账，不能更正为另一金额（会重新变成欠款）。收到钱时请按收回核销办理；全部收错的可更正为 0。"
        ),
        FormRefusal::NothingToCorrect { charge, fen } => format!(
            "账单 {charge} 现在就是 {fen} 元（已扣减免），没有需要更正的。"
        ),
        FormRefusal::NoTariffQuantity { charge } => format!(
            "账单 {charge} 不是按收费标准乘数量算出的，不能改数量。请写明更正后的金额。"
        ),
        FormRefusal::ChargeChanged { charge, asked, now } => format!(
            "账单 {charge} 申请后有变动（单上 {asked} 元，现在 {now} 元），不能批准。请驳回这张单，另开一张。"
        ),
        FormRefusal::StaffByManagerOnly { name } => {
            format!("“{name}”不能办理，须由项目经理或公司办理。")
        }
        _ => String::new(),
    }
}

fn portion(why: PortionError) -> String {
    match why {
        PortionError::NotPositive(fen) => {
            format!("金额 {fen} 元不对，必须大于零；要多收请用更正单。")
        }
        PortionError::NoShare(share) => format!("比例 {share}% 不对，应大于 0%、不超过 100%。"),
        PortionError::MoreThanOpen { asked, open } => {
            format!("{asked} 元超过未缴的 {open} 元。已缴的部分要退，请先用更正单，再用退款单。")
        }
    }
}

pub(super) fn day(date: chrono::NaiveDate) -> String {
    date.format("%Y年%-m月%-d日").to_string()
}
