//! `deposit`: money of others the office holds.

use super::amount;
use super::receipt::MethodArg;
use super::refund::{PayArgs, TakeBackArgs};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::{Args, Subcommand};
use zhangfang_domain::Fen;
use zhangfang_domain::capital::capital;
use zhangfang_office::Result;
use zhangfang_office::form::deposit::{DepositLine, DepositMoveRequest, DepositRequest};

/// Verbs of `deposit`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 收押金（单独开收据），例如 deposit take 3-1-301 --purpose 装修押金 --amount 2000 --method cash --return-when 装修验收合格后
    Take(TakeArgs),
    /// 申请退还押金；批准后用 deposit pay 付款
    Return(ReturnArgs),
    /// 申请扣押金；批准后即扣
    Deduct(DeductArgs),
    /// 出纳按已批准的押金退还单付款
    Pay(PayArgs),
    /// 当天退错的收回：押金恢复在手；再退要另开一张
    TakeBack(TakeBackArgs),
    /// 押金余额表
    List {
        /// 只列一户
        #[arg(long, value_name = "房号")]
        home: Option<String>,
        /// 也列已退清和作废的
        #[arg(long)]
        all: bool,
    },
    /// 查看一笔押金
    Show {
        /// 押金号
        #[arg(value_name = "押金号")]
        deposit: i64,
    },
}

/// A deposit as typed.
#[derive(Debug, Args)]
pub struct TakeArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 名目，如 装修押金、门禁卡押金
    #[arg(long, value_name = "名目")]
    purpose: String,
    /// 金额
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    amount: String,
    /// 收款方式
    #[arg(long, value_enum, value_name = "方式")]
    method: MethodArg,
    /// 何时退还，印在押金收据上
    #[arg(long, value_name = "条件")]
    return_when: String,
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

/// A return as typed.
#[derive(Debug, Args)]
pub struct ReturnArgs {
    /// 押金号
    #[arg(value_name = "押金号")]
    deposit: i64,
    /// 退多少，默认全部在手金额
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    amount: Option<String>,
    /// 原因
    #[arg(long, value_name = "原因")]
    reason: String,
    /// 验收情况、照片编号
    #[arg(long, value_name = "说明")]
    notes: Option<String>,
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
}

/// A deduction as typed.
#[derive(Debug, Args)]
pub struct DeductArgs {
    /// 押金号
    #[arg(value_name = "押金号")]
    deposit: i64,
    /// 扣多少
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    amount: String,
    /// 原因
    #[arg(long, value_name = "原因")]
    reason: String,
    /// 损坏情况、照片编号、估价
    #[arg(long, value_name = "说明")]
    notes: Option<String>,
}

/// Runs a verb of `deposit`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Take(arguments) => take(common, arguments),
        Verb::Return(arguments) => {
            let request = DepositMoveRequest {
                deposit: arguments.deposit,
                amount: arguments.amount.as_deref().map(amount).transpose()?,
                reason: arguments.reason,
                notes: arguments.notes,
                payee: arguments.payee,
                payee_account: arguments.account,
                method: arguments.method.map(Into::into),
                other_way: arguments.other_way,
            };
            let mut office = common.open()?;
            let posted = office.request_deposit_return(&request, &common.occasion())?;
            super::form::filed(&office, &posted)
        }
        Verb::Deduct(arguments) => {
            let request = DepositMoveRequest {
                deposit: arguments.deposit,
                amount: Some(amount(&arguments.amount)?),
                reason: arguments.reason,
                notes: arguments.notes,
                payee: None,
                payee_account: None,
                method: None,
                other_way: None,
            };
            let mut office = common.open()?;
            let posted = office.request_deposit_deduction(&request, &common.occasion())?;
            super::form::filed(&office, &posted)
        }
        Verb::Pay(arguments) => super::refund::pay(common, arguments),
        Verb::TakeBack(arguments) => super::refund::take_back(common, &arguments),
        Verb::List { home, all } => {
            let lines = common.look()?.deposits(home.as_deref(), all)?;
            Ok(Answer::new(list(&lines), &lines))
        }
        Verb::Show { deposit } => {
            let office = common.look()?;
            let line = office.deposit_line(&office.deposit(deposit)?)?;
            let text = format!("{}\n退还条件：{}", list(std::slice::from_ref(&line)), line.return_when);
            Ok(Answer::new(text, &line))
        }
    }
}

fn take(common: &Common, arguments: TakeArgs) -> Result<Answer> {
    let request = DepositRequest {
        room: arguments.room,
        purpose: arguments.purpose,
        amount: amount(&arguments.amount)?,
        method: arguments.method.into(),
        tendered: arguments.tendered.as_deref().map(amount).transpose()?,
        payer: arguments.payer,
        reference: arguments.reference,
        return_when: arguments.return_when,
    };
    let posted = common.open()?.take_deposit(&request, &common.occasion())?;
    let taken = &posted.value;
    let mut text = format!(
        "押金收据 {:07}：{} {} 元（{}），第 {} 号押金",
        taken.receipt.number,
        taken.purpose,
        taken.receipt.total,
        capital(taken.receipt.total),
        taken.deposit
    );
    if !taken.receipt.change.is_zero() {
        text += &format!("，找零 {} 元", taken.receipt.change);
    }
    if posted.replayed {
        text += "（该操作编号已记过账，未重复收款）";
    }
    Ok(Answer::new(text, taken))
}

fn list(lines: &[DepositLine]) -> String {
    if lines.is_empty() {
        return "没有在手的押金。".to_owned();
    }
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|d| {
            let state = match (d.void, d.held.is_zero()) {
                (true, _) => "作废",
                (_, true) => "已结清",
                _ => "在手",
            };
            let receipt = format!("{:07}", d.receipt);
            cells([
                &d.deposit,
                &d.room,
                &d.purpose,
                &d.payer,
                &receipt,
                &d.taken,
                &d.amount,
                &d.returned,
                &d.deducted,
                &d.held,
                &state,
            ])
        })
        .collect();
    let heads = ["押金号", "房号", "名目", "交款人", "收据", "日期", "收取", "已退", "已扣", "在手", "状态"];
    let held: Fen = lines.iter().map(|d| d.held).sum();
    format!("{}\n在手合计 {held} 元。", columns(&heads, &rows, &[0, 6, 7, 8, 9]).trim_end())
}
