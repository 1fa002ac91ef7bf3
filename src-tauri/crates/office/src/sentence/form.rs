//! What rules of forms, approvals and staff say.

use crate::refusal::FormRefusal;
use zhangfang_domain::approval::ApprovalError;

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
        FormRefusal::StaffByManagerOnly { name } => {
            format!("“{name}”不能办理，须由项目经理或公司办理（用 --operator 写明姓名）。")
        }
    }
}
