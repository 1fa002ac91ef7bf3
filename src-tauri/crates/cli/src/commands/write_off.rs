//! `write-off`: giving up a debt by an approved form, and the money that comes in after all.

use super::receipt::MethodArg;
use super::waiver::portion;
use super::{amount, choices};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::{Args, Subcommand};
use zhangfang_domain::Fen;
use zhangfang_domain::reason::WriteOffReason;
use zhangfang_office::Result;
use zhangfang_office::form::write_off::{WriteOffRequest, WrittenOff};
use zhangfang_office::receipt::{HomePayment, TakeRequest};

/// Verbs of `write-off`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 申请核销坏账，例如 write-off request 3-1-301 --charge 12 --charge 13 --reason-code time-barred --reason 三年未能联系
    Request(RequestArgs),
    /// 坏账核销登记簿：谁、哪笔、为何、何时、收回多少、净核销
    List,
    /// 收回已核销的欠款：开收据，账单恢复相应金额并同时缴清
    Recover(RecoverArgs),
}

/// A write-off as typed.
#[derive(Debug, Args)]
pub struct RequestArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 账单编号，可写多笔；默认核销全部未缴，也可写 编号=金额
    #[arg(long = "charge", required = true, value_name = "编号[=金额]")]
    charges: Vec<String>,
    /// 原因类别：time-barred 已过诉讼时效、deceased 债务人死亡且无遗产、uneconomical 追收成本高于欠款
    #[arg(long, value_name = "类别", value_parser = reason)]
    reason_code: WriteOffReason,
    /// 原因说明
    #[arg(long, value_name = "说明")]
    reason: String,
    /// 依据，如催缴记录、死亡证明
    #[arg(long, value_name = "依据")]
    evidence: Option<String>,
}

/// Money on a written-off debt as typed.
#[derive(Debug, Args)]
pub struct RecoverArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 已核销的账单编号，可写多笔，按先后清偿
    #[arg(long = "charge", required = true, value_name = "编号")]
    charges: Vec<i64>,
    /// 收多少，默认所列账单的全部净核销额
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    amount: Option<String>,
    /// 收款方式
    #[arg(long, value_enum, value_name = "方式")]
    method: MethodArg,
    /// 实收现金
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    tendered: Option<String>,
    /// 交款人，默认业主
    #[arg(long, value_name = "姓名")]
    payer: Option<String>,
    /// 支付流水号
    #[arg(long, value_name = "流水号")]
    reference: Option<String>,
}

fn reason(text: &str) -> std::result::Result<WriteOffReason, String> {
    let all = WriteOffReason::ALL.iter().map(|r| (r.code(), r.label()));
    WriteOffReason::parse(text).ok_or_else(|| choices(all))
}

/// Runs a verb of `write-off`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Request(arguments) => {
            let request = WriteOffRequest {
                lines: arguments.charges.iter().map(|text| portion(text)).collect::<Result<_>>()?,
                room: arguments.room,
                reason_code: arguments.reason_code,
                reason: arguments.reason,
                evidence: arguments.evidence,
            };
            let mut office = common.open()?;
            let posted = office.request_write_off(&request, &common.occasion())?;
            super::form::filed(&office, &posted)
        }
        Verb::List => list(common),
        Verb::Recover(arguments) => recover(common, arguments),
    }
}

fn list(common: &Common) -> Result<Answer> {
    let register = common.look()?.written_off()?;
    if register.is_empty() {
        return Ok(Answer::new("没有核销过的欠款。", &register));
    }
    let rows: Vec<Vec<String>> = register
        .iter()
        .map(|w| {
            cells([
                &w.on,
                &w.room,
                &w.charge,
                &format!("{} {}", w.item, w.period),
                &w.reason,
                &w.form,
                &w.approved_by,
                &w.written_off,
                &w.recovered,
                &w.net,
            ])
        })
        .collect();
    let sum = |part: fn(&WrittenOff) -> Fen| register.iter().map(part).sum::<Fen>();
    let heads = ["日期", "房号", "账单", "项目", "原因", "核销单", "批准", "核销", "收回", "净核销"];
    let text = format!(
        "{}\n合计核销 {} 元，收回 {} 元，净核销 {} 元。",
        columns(&heads, &rows, &[2, 7, 8, 9]).trim_end(),
        sum(|w| w.written_off),
        sum(|w| w.recovered),
        sum(|w| w.net)
    );
    Ok(Answer::new(text, &register))
}

fn recover(common: &Common, arguments: RecoverArgs) -> Result<Answer> {
    let mut office = common.open()?;
    let amount = match arguments.amount.as_deref() {
        Some(text) => amount(text)?,
        None => office.net_written_off(&arguments.charges)?,
    };
    let first = arguments.charges.first().map(|id| office.charge(*id)).transpose()?;
    let home = HomePayment {
        room: arguments.room,
        amount: Some(amount),
        designated: arguments.charges,
        account: first.map(|charge| charge.account),
    };
    let request = TakeRequest {
        principal_only: false,
        payer: arguments.payer,
        method: arguments.method.into(),
        homes: vec![home],
        tendered: arguments.tendered.as_deref().map(super::amount).transpose()?,
        reference: arguments.reference,
        note: Some("收回已核销欠款（自愿缴纳，不退还）".to_owned()),
    };
    let posted = office.recover(&request, &common.occasion())?;
    Ok(Answer::new(super::receipt::taken_text(&posted.value, posted.replayed), &posted.value))
}
