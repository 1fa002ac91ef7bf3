//! `statement` and `charge`: one home's history, one amount's reason.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::Subcommand;
use std::path::PathBuf;
use zhangfang_domain::Fen;
use zhangfang_office::statement::Lowered;
use zhangfang_office::{Result, papers};

/// Verbs of `statement`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 一户的全部往来与余额
    Show {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 该户的另一个账户（原业主、建设单位），默认现业主
        #[arg(long, value_name = "账户")]
        account: Option<i64>,
    },
}

/// Verbs of `charge`.
#[derive(Debug, Subcommand)]
pub enum ChargeVerb {
    /// 为什么是这个数
    Explain {
        /// 账单编号，见 statement show 或 arrears list
        #[arg(value_name = "账单")]
        charge: i64,
        /// 打印费用说明单：PDF 文件
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
}

/// Runs a verb of `statement`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let Verb::Show { room, account } = verb;
    let statement = common.look()?.statement(&room, account, common.today())?;
    let rows: Vec<Vec<String>> = statement
        .lines
        .iter()
        .map(|l| {
            let charge = l.charge.map(|c| c.to_string()).unwrap_or_default();
            cells([&l.date, &l.what, &charge, &l.amount, &l.balance])
        })
        .collect();
    let end = if statement.balance.0 < 0 {
        format!("预存 {} 元", -statement.balance)
    } else {
        format!("未缴 {} 元", statement.balance)
    };
    let headings = ["日期", "内容", "账单", "增减", "余额"];
    let named = |(account, owner): &(i64, String)| {
        format!("\n另有账户 {account} {owner}，用 --account {account} 查看")
    };
    let others: String = statement.others.iter().map(named).collect();
    let text = format!(
        "{} {} 截至 {}：{end}\n{}{others}",
        statement.room,
        statement.owner,
        statement.as_of,
        columns(&headings, &rows, &[2, 3, 4])
    );
    Ok(Answer::new(text, &statement))
}

/// Runs a verb of `charge`.
pub fn run_charge(common: &Common, verb: ChargeVerb) -> Result<Answer> {
    let ChargeVerb::Explain { charge, out } = verb;
    let office = common.look()?;
    let e = office.explain(charge)?;
    if let Some(out) = &out {
        let paper = papers::explanation(&office, &common.fonts()?, charge, &common.occasion())?;
        super::write_file(out, &paper.bytes)?;
    }
    let clause = if e.clause.is_empty() { String::new() } else { format!("\n依据：{}", e.clause) };
    let line = |l: &Lowered| format!("\n{} {} 元（{}）", l.what, -l.amount, l.reason);
    let lines: String = e.lowered.iter().map(line).collect();
    let net: Fen = e.amount - e.lowered.iter().map(|l| l.amount).sum();
    let lowered = if e.lowered.is_empty() { lines } else { format!("{lines}\n应缴 {net} 元") };
    let mut text = format!(
        "{} {} {}\n{} = {} 元{lowered}（未缴 {} 元，截止 {}）{clause}",
        e.room, e.item, e.months, e.formula, e.amount, e.open, e.due
    );
    for (name, value) in &e.facts {
        text += &format!("\n{name}：{value}");
    }
    if let Some(out) = out {
        text += &format!("\n已生成费用说明单 {}。", out.display());
    }
    Ok(Answer::new(text, &e))
}
