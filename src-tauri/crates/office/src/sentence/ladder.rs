//! What the dunning ladder says: why nobody is written to, why somebody is left out, what a stage waits for.

use crate::dunning::LeftOut;
use crate::refusal::LadderRefusal;
use chrono::NaiveDate;
use zhangfang_domain::dunning::{LadderError, Need, Rung, Stage};

fn date(day: NaiveDate) -> impl std::fmt::Display {
    day.format("%Y-%m-%d")
}

/// What a stage waits for, and who can bring it.
#[must_use]
pub fn need(need: Need) -> String {
    match need {
        Need::Result(stage) => format!("还没有登记“{}”的结果", stage.label()),
        Need::Reason => "还没有问明欠费原因（问过仍不明的选“未明”）".to_owned(),
        Need::Tickets => "有没办结的投诉或报修，看过再发".to_owned(),
        Need::Proof => "书面催缴函还没有甲到丙级（本人签收、挂号签收、约定号码送达）的送达证明".to_owned(),
        Need::Decision => "要项目经理批准并写明理由".to_owned(),
    }
}

/// What the ladder says of a stage.
#[must_use]
pub fn rung(rung: &Rung) -> String {
    let days = match (rung.stage, rung.after) {
        (Stage::Lawyer, after) => format!("催缴函期限满后第 {after} 天起"),
        (Stage::Court, after) => format!("委托律师后第 {after} 天起"),
        (_, after) if after < 0 => format!("到期前 {} 天起", -after),
        (_, after) => format!("到期后第 {after} 天起"),
    };
    let gap = if rung.gap > 0 { format!("，距上次联系至少 {} 天", rung.gap) } else { String::new() };
    let term = rung.term.map(|term| format!("，给 {term} 天")).unwrap_or_default();
    format!("{days}{gap}{term}，{}，{}办", rung.channel.label(), rung.person.label())
}

/// Why somebody is left out of a run.
#[must_use]
pub fn left_out(reason: &LeftOut) -> String {
    match reason {
        LeftOut::Paid => "已缴清，没有逾期".to_owned(),
        LeftOut::NotDue => "还没有到期".to_owned(),
        LeftOut::Overdue => "已经逾期，不再发到期提醒".to_owned(),
        LeftOut::Agreement(number) => format!("按分期协议 {number} 履行，不催"),
        LeftOut::NoFees => "只剩违约金或费用，不单独发通知".to_owned(),
        LeftOut::Paused { cause, until } => format!("暂停中：{}，到 {} 止", cause.label(), date(*until)),
        LeftOut::Promised(day) => format!("已承诺 {} 前缴，未到期", date(*day)),
        LeftOut::BelowMinimum => "低于起催金额".to_owned(),
        LeftOut::Below(stage) => format!("先做“{}”；越级要经理批准", stage.label()),
        LeftOut::Passed(stage, on) => format!("{} 已到“{}”，不往回做", date(*on), stage.label()),
        LeftOut::NotBefore(day) => format!("还早，{} 起", date(*day)),
        LeftOut::Needs(needs) => needs.iter().map(|n| need(*n)).collect::<Vec<_>>().join("；"),
    }
}

pub(super) fn sentence(refusal: &LadderRefusal) -> String {
    match refusal {
        LadderRefusal::Ladder(error) => of_ladder(*error),
        LadderRefusal::NobodyReady { stage, left_out: 0, .. } => {
            format!("所选范围里没有欠费的户，没有“{}”要办。请放宽范围再看。", stage.label())
        }
        LadderRefusal::NobodyReady { stage, left_out, reason } => format!(
            "今天没有户可以办“{}”：{left_out} 户都不发，最多的原因是{reason}。请先看不发名单里的原因。",
            stage.label()
        ),
        LadderRefusal::NoReason { stage } => {
            format!("办“{}”要写明批准的理由。请填写理由，例如 时效将满、业主要求。", stage.label())
        }
        LadderRefusal::ManagerOnly { name, stage } => {
            format!("“{name}”不是项目经理，不能批准“{}”。请由项目经理登录后办理。", stage.label())
        }
        LadderRefusal::NotInRuns { stage } => {
            format!("“{}”要一户一户办，不能成批。请在今日清单里逐户登记。", stage.label())
        }
        LadderRefusal::NoNextDay { outcome, given: None } => {
            format!("结果“{outcome}”要写明下次联系的日期，免得没有下文。")
        }
        LadderRefusal::NoNextDay { outcome, given: Some(day) } => {
            format!("结果“{outcome}”的下次日期 {} 已经过去。请写今天以后、六十天以内的日期。", date(*day))
        }
    }
}

fn of_ladder(error: LadderError) -> String {
    match error {
        LadderError::NotOptional(stage) => {
            let why = if stage == Stage::Call {
                "先问明原因才发通知"
            } else {
                "起诉前必须书面催告"
            };
            format!("“{}”不能停用：{why}。", stage.label())
        }
        LadderError::WrongSide(Stage::PreDue) => "到期提醒要在到期日之前，第几天请填负数，如 -7。".to_owned(),
        LadderError::WrongSide(stage) => {
            format!("“{}”要在到期日之后，第几天请填 1 到 365。", stage.label())
        }
        LadderError::OutOfOrder(stage, below) => {
            format!("“{}”不能早于或同日于“{}”。请把天数改大。", stage.label(), below.label())
        }
        LadderError::TermTooShort { stage, term, least } => format!(
            "“{}”给的期限 {term} 天太短，至少 {least} 天（《民法典》第九百四十四条：合理期限）。",
            stage.label()
        ),
        LadderError::Gap(stage) => format!("“{}”距上次联系的天数应为 0 到 180。", stage.label()),
        LadderError::Least => "起催金额不能小于零。".to_owned(),
    }
}
