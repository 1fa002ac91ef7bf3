//! `ticket step`: one step of a ticket.

use super::{moment, shown, word};
use crate::answer::Answer;
use crate::arguments::Common;
use clap::Args;
use zhangfang_domain::approval::Role;
use zhangfang_domain::ticket::step::{Step, StepKind};
use zhangfang_domain::ticket::{FeeAnswer, Ground, HoldCause, Level, RevisitWay};
use zhangfang_office::ticket::NewStep;
use zhangfang_office::{Refusal, Result};

/// A step as typed.
#[derive(Debug, Args)]
pub struct StepArgs {
    /// 工单号
    #[arg(value_name = "工单号")]
    number: String,
    /// 哪一步：受理、派单、接单、到场、进展答复、挂起、恢复处理、驳回、办结、业主确认、回访、重开、关闭、升级、改级、首问移交、缴费沟通、并入事件
    #[arg(value_name = "步骤")]
    step: String,
    /// 给谁：派单的办理人、升级的岗位、首问移交给谁、改成哪一级、并入哪个事件
    #[arg(long, value_name = "对象")]
    to: Option<String>,
    /// 由谁：办结、回访、关闭的人
    #[arg(long, value_name = "姓名")]
    by: Option<String>,
    /// 派给外包单位
    #[arg(long)]
    contractor: bool,
    /// 挂起等什么（等料、等业主、等开发商、暂不能解决），驳回的理由（不属实、重复），回访方式（电话、上门、微信、前台），缴费沟通结果（愿意缴纳、承诺缴纳、申请部分减免、仍不缴纳）
    #[arg(long, value_name = "词")]
    word: Option<String>,
    /// 挂起到什么时候，或与业主约定的上门时间
    #[arg(long, value_name = "时间")]
    until: Option<String>,
    /// 满意度，1 至 5 分
    #[arg(long, value_name = "分")]
    score: Option<u8>,
    /// 什么时候发生的，默认现在
    #[arg(long, value_name = "时间")]
    at: Option<String>,
    /// 说明
    #[arg(long, value_name = "说明", default_value = "")]
    note: String,
}

/// Runs `ticket step`.
pub fn run(common: &Common, a: StepArgs) -> Result<Answer> {
    let kind = word("步骤", &a.step, StepKind::parse, "受理、派单、办结 等步骤（见 ticket step --help）")?;
    let new = NewStep {
        step: step(kind, &a, &common.operator)?,
        at: a.at.as_deref().map(moment).transpose()?,
        note: a.note,
    };
    let mut office = common.open()?;
    office.ticket_step(&a.number, &new, &common.occasion())?;
    shown(&office, common, &a.number)
}

fn needed(field: &'static str, text: Option<&String>, expected: &'static str) -> Result<String> {
    let missing = || Refusal::Unusable { field, value: String::new(), expected };
    Ok(text.cloned().ok_or_else(missing)?)
}

fn hold(a: &StepArgs) -> Result<Step> {
    let expected = "等料、等业主、等开发商或暂不能解决";
    let cause = needed("词", a.word.as_ref(), expected)?;
    let until = needed("到期时间", a.until.as_ref(), "挂起到什么时候")?;
    Ok(Step::Hold { cause: word("词", &cause, HoldCause::parse, expected)?, until: moment(&until)? })
}

fn step(kind: StepKind, a: &StepArgs, operator: &str) -> Result<Step> {
    let coded = |expected| needed("词", a.word.as_ref(), expected);
    let by = || a.by.clone().unwrap_or_else(|| operator.to_owned());
    let until = || a.until.as_deref().map(moment).transpose();
    Ok(match kind {
        StepKind::Accept => Step::Accept,
        StepKind::Dispatch => Step::Dispatch {
            to: needed("对象", a.to.as_ref(), "派给谁")?,
            contractor: a.contractor,
            appointment: until()?,
        },
        StepKind::Start => Step::Start,
        StepKind::Arrive => Step::Arrive,
        StepKind::Report => Step::Report,
        StepKind::Hold => hold(a)?,
        StepKind::Resume => Step::Resume,
        StepKind::Reject => Step::Reject {
            ground: word("词", &coded("不属实或重复")?, Ground::parse, "不属实或重复")?,
        },
        StepKind::Finish => Step::Finish { by: by() },
        StepKind::Confirm => Step::Confirm,
        StepKind::Revisit => {
            let expected = "电话、上门、微信或前台";
            let missing =
                Refusal::Unusable { field: "满意度", value: String::new(), expected: "1 至 5 分" };
            Step::Revisit {
                by: by(),
                way: word("词", a.word.as_deref().unwrap_or("电话"), RevisitWay::parse, expected)?,
                score: a.score.ok_or(missing)?,
            }
        }
        StepKind::Reopen => Step::Reopen,
        StepKind::Close => Step::Close { by: by() },
        StepKind::Escalate => {
            let expected = "岗位，如 manager（项目经理）";
            let text = needed("对象", a.to.as_ref(), expected)?;
            let role = |text: &str| Role::ALL.into_iter().find(|r| r.code() == text || r.label() == text);
            Step::Escalate { to: word("对象", &text, role, expected)? }
        }
        StepKind::Regrade => {
            let text = needed("对象", a.to.as_ref(), "级别，如 p1")?;
            Step::Regrade { level: word("对象", &text, Level::parse, "级别，如 p1")? }
        }
        StepKind::HandOver => Step::HandOver { to: needed("对象", a.to.as_ref(), "移交给谁")? },
        StepKind::FeeTalk => {
            let expected = "愿意缴纳、承诺缴纳、申请部分减免或仍不缴纳";
            Step::FeeTalk { answer: word("词", &coded(expected)?, FeeAnswer::parse, expected)? }
        }
        StepKind::Join => {
            let text = needed("对象", a.to.as_ref(), "事件编号")?;
            Step::Join { incident: word("对象", &text, |t| t.parse().ok(), "事件编号")? }
        }
    })
}
