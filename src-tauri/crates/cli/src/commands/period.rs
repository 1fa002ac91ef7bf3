//! `period`: closing months.

use super::month;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::Subcommand;
use serde_json::json;
use zhangfang_office::Result;
use zhangfang_office::period::PeriodCheck;

/// Verbs of `period`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 检查某月能否结账：还差什么
    Check {
        /// 月份，如 2025-11
        #[arg(value_name = "月份")]
        month: String,
    },
    /// 结账：该月不再接受记录，也不再打开
    Close {
        /// 月份，如 2025-11
        #[arg(value_name = "月份")]
        month: String,
    },
    /// 列出已结账的月份
    List,
}

/// Runs a verb of `period`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Check { month: text } => {
            let check = common.look()?.check_period(month(&text)?, common.today())?;
            let head = if check.obstacles.is_empty() { "可以结账。" } else { "还不能结账：" };
            let stands = !check.obstacles.is_empty();
            Ok(Answer::new(said(&check, head), &check).refused_if(stands))
        }
        Verb::Close { month: text } => {
            let posted = common.open()?.close_period(month(&text)?, &common.occasion())?;
            let check = posted.value;
            let text = said(&check, "已结账。该月不再接受记录；更正请记在未结账的月份。");
            Ok(Answer::new(text, &check))
        }
        Verb::List => {
            let office = common.look()?;
            let (closed, next) = (office.closed_periods()?, office.next_period()?);
            let rows: Vec<Vec<String>> = closed
                .iter()
                .map(|p| {
                    let month = format!("{}-{:02}", p.month / 100, p.month % 100);
                    cells([&month, &p.on, &p.operator, &p.act])
                })
                .collect();
            let next = next.map(|m| m.to_string());
            let mut text = if rows.is_empty() {
                "还没有结过账。".to_owned()
            } else {
                columns(&["月份", "结账日期", "结账人", "操作号"], &rows, &[3])
            };
            if let Some(next) = &next {
                text += &format!("\n下一个可以结账的月份：{next}");
            }
            Ok(Answer::new(text, &json!({ "closed": closed, "next": next })))
        }
    }
}

fn said(check: &PeriodCheck, head: &str) -> String {
    let mut text = format!("{} {head}", check.month);
    for obstacle in &check.obstacles {
        text += &format!("\n  {obstacle}");
    }
    for warning in &check.warnings {
        text += &format!("\n提醒 {warning}");
    }
    text
}
