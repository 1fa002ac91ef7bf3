//! What rules of late charges, instalments and promises say.

use crate::refusal::LateRefusal;
use zhangfang_domain::instalment::ScheduleError;

pub(super) fn sentence(refusal: &LateRefusal) -> String {
    match refusal {
        LateRefusal::Off => "没有记录违约金条款，不计违约金。合同确有约定的，请先记录条款和日率。".to_owned(),
        LateRefusal::ClauseExists { starts } => {
            format!("{starts} 起已有一个违约金条款，同一天只能有一个。记错的请先停用。")
        }
        LateRefusal::ClauseEnded { clause, last_due } => {
            format!("违约金条款 {clause} 已停用，只适用于 {last_due} 及以前到期的账单。")
        }
        LateRefusal::NoLpr { day } => {
            format!("没有 {day} 适用的 LPR，无法计算。请先录入当时公布的一年期 LPR。")
        }
        LateRefusal::LprExists { from } => format!("{from} 起的 LPR 已经录入，不能更改。"),
        LateRefusal::ClaimAhead { as_of, today } => {
            format!("{as_of} 在业务日期 {today} 之后，违约金只能主张到当天为止。")
        }
        LateRefusal::NothingToClaim { room, as_of } => format!(
            "{room} 截至 {as_of} 没有可主张的违约金：没有逾期未缴的适用账单，或已经主张过，或分期协议约定暂不计收。已缴清但曾逾期的请指明账单。"
        ),
        LateRefusal::NotLate { charge } => {
            format!("账单 {charge} 没有可主张的违约金。请查看各账单的违约金计算。")
        }
        LateRefusal::ClassFixed { item } => {
            format!("“{item}”已经出过账单，性质不能再改。请另设一个收费项目。")
        }
        LateRefusal::BearsNone { item, class } => {
            format!("“{item}”属于{}，本身不再计违约金。", class.label())
        }
        _ => of_agreement(refusal),
    }
}

/// Refusals of agreements and promises.
fn of_agreement(refusal: &LateRefusal) -> String {
    match refusal {
        LateRefusal::Schedule(ScheduleError::Parts { parts }) => {
            format!("分 {parts} 期不行，请分 2 到 60 期。")
        }
        LateRefusal::Schedule(ScheduleError::TooLittle { total, parts }) => {
            format!("{total} 元分不成 {parts} 期，请减少期数。")
        }
        LateRefusal::NotOwed { charge, room } => {
            format!("账单 {charge} 不是 {room} 现在的欠款。请按欠费清单核对编号。")
        }
        LateRefusal::Covered { charge, number } => {
            format!("账单 {charge} 已在分期协议 {number} 之内。要重新约定的，请先解除原协议。")
        }
        LateRefusal::InThePast { due, today } => {
            format!("{due} 早于业务日期 {today}，付款日期要在今天或以后。")
        }
        LateRefusal::AgreementOver { number } => {
            format!("分期协议 {number} 已经履行完毕、解除或认定违约，不能再变动。")
        }
        LateRefusal::NotBroken { number, missed: None, .. } => {
            format!("分期协议 {number} 没有逾期的期次，不能认定违约。双方同意提前结束的，请解除协议。")
        }
        LateRefusal::NotBroken { number, missed: Some(due), days } => {
            format!("分期协议 {number} 自 {due} 起逾期，按约定满 {days} 天仍未付才能认定违约。")
        }
        LateRefusal::MoreThanOwed { fen, owed } => {
            format!("承诺 {fen} 元超过现在到期的欠款 {owed} 元，请核对金额。")
        }
        _ => String::new(),
    }
}
