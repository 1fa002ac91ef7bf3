//! `refund`: giving prepaid money back, by an approved form, the way it came.

use super::receipt::MethodArg;
use super::{amount, choices};
use crate::answer::Answer;
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::json;
use zhangfang_domain::capital::capital;
use zhangfang_domain::method::Method;
use zhangfang_domain::reason::RefundReason;
use zhangfang_office::Result;
use zhangfang_office::form::refund::RefundRequest;

/// Verbs of `refund`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 申请退款，例如 refund request 3-1-301 --receipt 1201 --amount 33.34 --reason-code 多缴 --reason 业主申请退回
    Request(RequestArgs),
    /// 出纳按已批准的退款单付款，计入当天现金
    Pay(PayArgs),
    /// 当天退错的收回：款项恢复为预存，退款单保留“已办理”；再退要另开一张
    TakeBack(TakeBackArgs),
}

/// A refund as typed.
#[derive(Debug, Args)]
pub struct RequestArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 原收据号
    #[arg(long, value_name = "收据号")]
    receipt: i64,
    /// 退多少；写了使用截止日的可不填，由系统计算
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    amount: Option<String>,
    /// 原因类别：多缴、退租、合同终止、更正（押金请用 deposit return）
    #[arg(long, value_name = "类别", value_parser = reason)]
    reason_code: RefundReason,
    /// 原因说明
    #[arg(long, value_name = "说明")]
    reason: String,
    /// 使用截止日（退租、合同终止）：之后的账单先冲销，赠送按活动规则处理
    #[arg(long, value_name = "日期")]
    used_until: Option<NaiveDate>,
    /// 收款人，默认原交款人
    #[arg(long, value_name = "姓名")]
    payee: Option<String>,
    /// 收款账号
    #[arg(long, value_name = "账号")]
    account: Option<String>,
    /// 退款方式，默认原路退回
    #[arg(long, value_enum, value_name = "方式")]
    method: Option<MethodArg>,
    /// 不原路退回的原因
    #[arg(long, value_name = "原因")]
    other_way: Option<String>,
    /// 附件：原收据或遗失说明、委托书
    #[arg(long, value_name = "附件")]
    attachments: Option<String>,
}

/// A payment out as typed.
#[derive(Debug, Args)]
pub struct PayArgs {
    /// 单号，如 TK-202512-00001
    #[arg(value_name = "单号")]
    number: String,
    /// 付款方式，须与单上一致
    #[arg(long, value_enum, value_name = "方式")]
    method: Option<MethodArg>,
    /// 支付流水号
    #[arg(long, value_name = "流水号")]
    reference: Option<String>,
}

/// Taking back as typed.
#[derive(Debug, Args)]
pub struct TakeBackArgs {
    /// 单号
    #[arg(value_name = "单号")]
    number: String,
    /// 原因
    #[arg(long, value_name = "原因")]
    reason: String,
}

fn reason(text: &str) -> std::result::Result<RefundReason, String> {
    let all = RefundReason::ALL.iter().map(|r| (r.code(), r.label()));
    RefundReason::parse(text).ok_or_else(|| choices(all))
}

/// Runs a verb of `refund`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Request(arguments) => {
            let request = RefundRequest {
                room: arguments.room,
                receipt: arguments.receipt,
                amount: arguments.amount.as_deref().map(amount).transpose()?,
                reason_code: arguments.reason_code,
                reason: arguments.reason,
                payee: arguments.payee,
                payee_account: arguments.account,
                method: arguments.method.map(Into::into),
                other_way: arguments.other_way,
                used_until: arguments.used_until,
                attachments: arguments.attachments,
            };
            let mut office = common.open()?;
            let posted = office.request_refund(&request, &common.occasion())?;
            super::form::filed(&office, &posted)
        }
        Verb::Pay(arguments) => pay(common, arguments),
        Verb::TakeBack(arguments) => take_back(common, &arguments),
    }
}

/// Pays out an approved form.
pub fn pay(common: &Common, arguments: PayArgs) -> Result<Answer> {
    let method = arguments.method.map(Method::from);
    let posted =
        common.open()?.pay_out(&arguments.number, method, arguments.reference, &common.occasion())?;
    let paid = &posted.value;
    let way = Method::from_code(&paid.method).map_or("", Method::label);
    let mut text = format!(
        "{} 已付：{way} {} 元（{}），收款人 {}。请收款人在单上签收。",
        paid.form,
        paid.amount,
        capital(paid.amount),
        paid.payee
    );
    if posted.replayed {
        text += "（该操作编号已记过账，未重复付款）";
    }
    Ok(Answer::new(text, paid))
}

/// Takes back what was paid out wrongly today.
pub fn take_back(common: &Common, arguments: &TakeBackArgs) -> Result<Answer> {
    let posted = common.open()?.take_back(&arguments.number, &arguments.reason, &common.occasion())?;
    let text = format!("{} 付出的款已收回，恢复原状。这张单已办理完毕，再退请另开一张。", posted.value);
    Ok(Answer::new(text, &json!({ "form": posted.value, "taken_back": true })))
}
