//! `waiver`: letting go a part of a debt, by an approved form.

use super::amount;
use crate::answer::Answer;
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use zhangfang_domain::reason::{WaiverKind, WaiverReason};
use zhangfang_domain::waiver::Portion;
use zhangfang_office::form::waiver::WaiverRequest;
use zhangfang_office::{Refusal, Result};

/// Verbs of `waiver`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 申请减免，例如 waiver request 3-1-301 --charge 12=80% --kind late-charge --reason-code 如约付清 --reason 一次付清本金
    Request(RequestArgs),
}

/// A waiver as typed.
#[derive(Debug, Args)]
pub struct RequestArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 账单编号=金额 或 编号=百分比，可写多笔；只写编号即减免全部未缴
    #[arg(long = "charge", required = true, value_name = "编号=金额|百分比%")]
    charges: Vec<String>,
    /// 减免种类：late-charge 违约金减免、principal 本金减免、compensation 服务补偿
    #[arg(long, value_name = "种类", value_parser = kind)]
    kind: WaiverKind,
    /// 原因类别：settled 如约付清、hardship 家庭困难、service 服务瑕疵、court 法院或调解意见、other 其他
    #[arg(long, value_name = "类别", value_parser = reason)]
    reason_code: WaiverReason,
    /// 原因说明
    #[arg(long, value_name = "说明")]
    reason: String,
    /// 依据，如投诉单号、调解书
    #[arg(long, value_name = "依据")]
    evidence: Option<String>,
    /// 业主委员会同意文件（酬金制减免本金时必填）
    #[arg(long, value_name = "文件")]
    consent: Option<String>,
    /// 有效期，过期不能批准
    #[arg(long, value_name = "日期")]
    valid_until: Option<NaiveDate>,
}

fn kind(text: &str) -> std::result::Result<WaiverKind, String> {
    WaiverKind::parse(text)
        .ok_or_else(|| super::choices(WaiverKind::ALL.iter().map(|k| (k.code(), k.label()))))
}

fn reason(text: &str) -> std::result::Result<WaiverReason, String> {
    let all = WaiverReason::ALL.iter().map(|r| (r.code(), r.label()));
    WaiverReason::parse(text).ok_or_else(|| super::choices(all))
}

/// Runs a verb of `waiver`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let Verb::Request(arguments) = verb;
    let request = WaiverRequest {
        lines: arguments.charges.iter().map(|text| portion(text)).collect::<Result<_>>()?,
        room: arguments.room,
        kind: arguments.kind,
        reason_code: arguments.reason_code,
        reason: arguments.reason,
        evidence: arguments.evidence,
        consent: arguments.consent,
        valid_until: arguments.valid_until,
    };
    let mut office = common.open()?;
    let posted = office.request_waiver(&request, &common.occasion())?;
    super::form::filed(&office, &posted)
}

/// A charge and how much of it: `12`, `12=8.09`, `12=80%`.
pub fn portion(text: &str) -> Result<(i64, Portion)> {
    let (charge, portion) =
        text.split_once(['=', '＝']).map_or((text, None), |(charge, portion)| (charge, Some(portion.trim())));
    let unusable = |expected| Refusal::Unusable { field: "账单", value: text.to_owned(), expected };
    let charge = charge.trim().parse().map_err(|_| unusable("账单编号，如 12、12=8.09、12=80%"))?;
    let portion = match portion {
        None => Portion::Whole,
        Some(share) => match share.strip_suffix(['%', '％']) {
            Some(percent) => {
                Portion::Percent(percent.trim().parse().map_err(|_| unusable("百分比，如 80%"))?)
            }
            None => Portion::Sum(amount(share)?),
        },
    };
    Ok((charge, portion))
}
