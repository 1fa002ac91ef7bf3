//! `day`: the daily report.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use zhangfang_office::{Result, papers};

/// Verbs of `day`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 当日收费汇总（--date 指定日期）
    Report,
    /// 打印收费日报
    Print {
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
}

/// Runs a verb of `day`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let office = common.look()?;
    match verb {
        Verb::Report => {
            let report = office.day_report(common.today())?;
            let methods: Vec<Vec<String>> =
                report.by_method.iter().map(|m| cells([&m.method, &m.receipts, &m.total])).collect();
            let items: Vec<Vec<String>> =
                report.by_item.iter().map(|i| cells([&i.item, &i.current, &i.arrears, &i.ahead])).collect();
            let text = format!(
                "{} 收费日报：开具收据 {} 张，作废 {} 张，实收 {} 元（其中预缴预存 {} 元）\n\n{}\n\n{}",
                report.date,
                report.issued,
                report.voided.len(),
                report.total,
                report.prepaid,
                columns(&["方式", "张数", "金额"], &methods, &[1, 2]),
                columns(&["项目", "当期", "往期", "预缴"], &items, &[1, 2, 3])
            );
            Ok(Answer::new(text, &report))
        }
        Verb::Print { out } => {
            let made = papers::day_report(&office, &common.fonts()?, &common.occasion())?;
            super::write_file(&out, &made)?;
            let path = out.display().to_string();
            Ok(Answer::new(format!("已生成 {path}。"), &json!({ "file": path })))
        }
    }
}
