//! `day`: the daily report.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use zhangfang_office::day::DayReport;
use zhangfang_office::{Result, papers};

/// Verbs of `day`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 收费日报：当日（--date 指定日期）或一个班次
    Report {
        /// 只看一个班次
        #[arg(long, value_name = "班次")]
        shift: Option<i64>,
    },
    /// 打印收费日报
    Print {
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
        /// 只打印一个班次
        #[arg(long, value_name = "班次")]
        shift: Option<i64>,
    },
}

/// Runs a verb of `day`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let office = common.look()?;
    match verb {
        Verb::Report { shift } => {
            let report = match shift {
                Some(id) => office.shift_report(&office.shift(id)?)?,
                None => office.day_report(common.today())?,
            };
            Ok(Answer::new(text(&report), &report))
        }
        Verb::Print { out, shift } => {
            let made = papers::day_report(&office, &common.fonts()?, shift, &common.occasion())?;
            super::write_file(&out, &made)?;
            let path = out.display().to_string();
            Ok(Answer::new(format!("已生成 {path}。"), &json!({ "file": path })))
        }
    }
}

fn text(report: &DayReport) -> String {
    let methods: Vec<Vec<String>> = report
        .by_method
        .iter()
        .map(|m| {
            let run = |&(first, last): &(i64, i64)| match first == last {
                true => format!("{first:07}"),
                false => format!("{first:07}—{last:07}"),
            };
            let numbers = m.numbers.iter().map(run).collect::<Vec<_>>().join("、");
            cells([&m.method, &m.receipts, &m.total, &m.refunded, &numbers])
        })
        .collect();
    let items: Vec<Vec<String>> = report
        .by_item
        .iter()
        .map(|i| cells([&i.item, &i.current, &i.arrears, &i.prepaid, &i.deposit, &i.refunded]))
        .collect();
    let drawers: Vec<Vec<String>> = report
        .drawers
        .iter()
        .map(|d| {
            let name = d.shift.map_or_else(|| "未开班".to_owned(), |id| format!("第{id}班 {}", d.cashier));
            let income = d.received + d.deposits_taken;
            let outgo = d.refunded + d.deposits_returned;
            let difference = d.difference.map_or_else(|| "未交班".to_owned(), |fen| fen.to_string());
            let difference = if d.shift.is_some() { difference } else { String::new() };
            cells([&name, &d.float, &income, &outgo, &d.banked, &d.expected, &difference])
        })
        .collect();
    let mut text = format!(
        "{} 收费日报：开具收据 {} 张，作废 {} 张，补打 {} 次，实收 {} 元（其中预存 {} 元），退款 {} 元\n\n{}\n\n{}\n\n{}",
        report.shift.map_or_else(|| report.date.to_string(), |id| format!("{} 第 {id} 班", report.date)),
        report.issued,
        report.voided.len(),
        report.reprinted.len(),
        report.total,
        report.prepaid,
        report.refunded,
        columns(&["方式", "张数", "收款", "退款", "收据号段"], &methods, &[1, 2, 3]),
        columns(&["项目", "本期", "往期", "预存", "押金", "退款"], &items, &[1, 2, 3, 4, 5]),
        columns(&["现金", "期初", "收入", "退出", "交存", "应留存", "差额"], &drawers, &[1, 2, 3, 4, 5, 6])
    );
    if !report.unacknowledged.is_empty() {
        let shifts: Vec<String> = report.unacknowledged.iter().map(|id| format!("第 {id} 班")).collect();
        text += &format!("\n\n待项目经理确认差异：{}（shift show 班次号 查看）", shifts.join("、"));
    }
    text
}
