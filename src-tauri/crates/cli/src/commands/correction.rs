//! `correction`: putting a charge right by an approved form.

use super::amount;
use crate::answer::Answer;
use crate::arguments::Common;
use clap::{Args, Subcommand};
use zhangfang_office::form::correction::Right;
use zhangfang_office::{Refusal, Result};

/// Verbs of `correction`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 申请红冲更正，例如 correction request 3-1-301 --charge 12 --amount 217.52 --reason 面积登记有误
    Request(RequestArgs),
}

/// A correction as typed.
#[derive(Debug, Args)]
pub struct RequestArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 要更正的账单编号
    #[arg(long, value_name = "编号")]
    charge: i64,
    /// 更正后应收（已扣减免）；0 表示全部冲销
    #[arg(
        long,
        alias = "to",
        value_name = "元",
        allow_hyphen_values = true,
        required_unless_present = "quantity"
    )]
    amount: Option<String>,
    /// 更正后的数量（面积、车位等），按原单价和取整重算
    #[arg(long, value_name = "数量", conflicts_with = "amount")]
    quantity: Option<String>,
    /// 原因
    #[arg(long, value_name = "原因")]
    reason: String,
}

/// Runs a verb of `correction`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let Verb::Request(arguments) = verb;
    let right = match (&arguments.amount, &arguments.quantity) {
        (Some(text), _) => Right::Amount(amount(text)?),
        (None, text) => {
            let text = text.as_deref().unwrap_or_default();
            let unusable =
                |_| Refusal::Unusable {
                    field: "数量", value: text.to_owned(), expected: "数字，如 92.56"
                };
            Right::Quantity(text.trim().parse().map_err(unusable)?)
        }
    };
    let mut office = common.open()?;
    let posted = office.request_correction(
        &arguments.room,
        arguments.charge,
        right,
        &arguments.reason,
        &common.occasion(),
    )?;
    super::form::filed(&office, &posted)
}
