//! What rules of tickets say.

use crate::refusal::TicketRefusal;
use chrono::NaiveDateTime;
use zhangfang_domain::ticket::step::{StepError, StepKind};

pub(super) fn sentence(refusal: &TicketRefusal) -> String {
    match refusal {
        TicketRefusal::Step { number, why } => of_step(number, why),
        TicketRefusal::FeeWithoutHome => {
            "公共区域的工单没有对应的住户，不能标“涉及费用”。请改填提出诉求的房号，公共位置另写在“位置”里。"
                .to_owned()
        }
        TicketRefusal::FeeWithoutScope { room } => {
            format!("{room} 的诉求涉及费用，请写明是哪个收费项目或哪笔账单：只暂停这一部分的催缴，其余照常。")
        }
        TicketRefusal::ManagerOnly { name } => {
            format!("“{name}”不是项目经理，不能延长暂停。请由项目经理登录后办理，并写明理由。")
        }
        TicketRefusal::NoPause { number } => format!("工单 {number} 现在没有暂停催缴，无需延长。"),
        TicketRefusal::PauseOutside { number, until, from, most } => format!(
            "工单 {number} 的暂停不能改到 {until}，应在 {from} 至 {most} 之间。到期仍未办结的可以再延长一次。"
        ),
        TicketRefusal::NobodyToCharge { number } => {
            format!("工单 {number} 是公共区域的，费用不能记到某一户。请把金额留空，只登记用料。")
        }
        TicketRefusal::NotAgreed { number } => format!(
            "工单 {number} 的有偿服务要先告知价格并经业主同意。请写明谁在什么时候同意的（派工单上有业主签字栏）。"
        ),
        TicketRefusal::NoFee { number } => {
            format!("工单 {number} 不涉及费用，不需要登记缴费沟通。要联系缴费请记在联系记录里。")
        }
        TicketRefusal::IncidentOver { title } => format!("事件“{title}”已经结束，不能再并入工单。"),
        TicketRefusal::ToCome { at } => format!("{} 还没有到，请填写已经发生的时间。", moment(*at)),
    }
}

fn of_step(number: &str, why: &StepError) -> String {
    match why {
        StepError::NotNow { state, step } => format!(
            "工单 {number} 现在是“{}”，不能{}。请先办理前面的步骤，或刷新后再看。",
            state.label(),
            verb(*step)
        ),
        StepError::NoNote { step } => {
            format!("请写明{}：业主问起时要能说清楚。", about(*step))
        }
        StepError::Nobody { step } => format!("请写明由谁{}。", verb(*step)),
        StepError::HoldOver { until } => {
            format!("挂起要有将来的到期时间，{} 已经过了。到期后时限继续计算。", moment(*until))
        }
        StepError::OwnWork { person } => {
            format!("{person} 办理过工单 {number}，不能自己回访。请换一位没有参与的同事。")
        }
        StepError::Score { score } => format!("满意度“{score}”不可用，应为 1 至 5 分。"),
        StepError::ScoreUnexplained { score } => {
            format!("{score} 分会重开工单，请写下业主不满意的地方。")
        }
        StepError::NotRevisited => {
            format!("工单 {number} 还没有回访，不能关闭。投诉须逐件回访；请先登记回访。")
        }
        StepError::NotFirstContact { first, by } => format!(
            "工单 {number} 的首问责任人是 {first}，应由其答复业主后关闭。由 {by} 答复的，请先写明原因办理首问移交。"
        ),
        StepError::Before { at, last } => {
            format!("{} 早于上一步的时间 {}，请核对。", moment(*at), moment(*last))
        }
        StepError::SameLevel { level } => format!("工单 {number} 已经是{}，无需改级。", level.label()),
    }
}

/// What a step is called as something one does.
const fn verb(step: StepKind) -> &'static str {
    step.label()
}

/// What has to be written down.
const fn about(step: StepKind) -> &'static str {
    match step {
        StepKind::Hold => "为什么要等、等到什么时候怎么办",
        StepKind::Reject => "驳回的依据和对业主的解释",
        StepKind::Finish => "做了什么、结果如何",
        StepKind::Reopen => "为什么重开",
        StepKind::Report => "告诉业主的进展",
        StepKind::Escalate => "升级的原因",
        StepKind::Regrade => "改级的原因",
        StepKind::HandOver => "移交的原因",
        StepKind::FeeTalk => "业主的答复",
        StepKind::Close => "为什么不回访就关闭",
        _ => "情况",
    }
}

fn moment(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}
