//! `settlement` and `cost`: in which order money settles debts, and what pursuing them cost.

use super::amount;
use crate::answer::Answer;
use crate::arguments::Common;
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use zhangfang_domain::settlement::Order;
use zhangfang_office::Result;

/// Verbs of `settlement`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 查看冲抵顺序
    Show,
    /// 设置冲抵顺序，印在收据上；从此后的收款起执行
    Set {
        /// 顺序
        #[arg(value_enum, value_name = "顺序")]
        order: OrderArg,
    },
}

/// 冲抵顺序
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OrderArg {
    /// 先本金（约定并已公示）
    PrincipalFirst,
    /// 法定：费用、违约金、本金
    Statutory,
}

/// Verbs of `cost`.
#[derive(Debug, Subcommand)]
pub enum CostVerb {
    /// 记一笔实现债权的费用，例如 cost add 3-1-301 50 --reason 邮寄催缴函
    Add {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 金额
        #[arg(value_name = "元", allow_hyphen_values = true)]
        amount: String,
        /// 是什么费用，凭什么收
        #[arg(long, value_name = "原因")]
        reason: String,
    },
}

/// Runs a verb of `settlement`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let order = match verb {
        Verb::Show => common.look()?.settlement_order()?,
        Verb::Set { order } => {
            let order = match order {
                OrderArg::PrincipalFirst => Order::PrincipalFirst,
                OrderArg::Statutory => Order::Statutory,
            };
            common.open()?.set_settlement_order(order, &common.occasion())?;
            order
        }
    };
    let text = format!(
        "冲抵顺序：{}。\n业主指定的账单最先冲抵；已到期的先于未到期的；同一到期日按金额比例。业主只缴本金的一律收取（receipt take … --principal-only）。",
        order.label()
    );
    Ok(Answer::new(text, &json!({ "order": order.code(), "label": order.label() })))
}

/// Runs a verb of `cost`.
pub fn run_cost(common: &Common, verb: CostVerb) -> Result<Answer> {
    let CostVerb::Add { room, amount: text, reason } = verb;
    let fen = amount(&text)?;
    let added = common.open()?.add_cost(&room, fen, &reason, &common.occasion())?;
    let said = format!("已记入 {room} 实现债权的费用 {fen} 元（账单 {}）：{reason}", added.value);
    Ok(Answer::new(said, &json!({ "charge": added.value, "amount": fen.plain() })))
}
