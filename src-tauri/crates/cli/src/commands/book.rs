//! `book`: the file itself.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use zhangfang_office::profile::Profile;
use zhangfang_office::{Office, Result};

/// Verbs of `book`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 新建账本
    Create {
        /// 服务中心名称
        #[arg(long, value_name = "名称")]
        office: String,
        /// 上线日期；期初欠费记在此日之前
        #[arg(long, value_name = "日期")]
        go_live: Option<chrono::NaiveDate>,
        /// 首张收据号
        #[arg(long, value_name = "号码")]
        first_receipt: Option<u32>,
    },
    /// 账本概况
    Info,
    /// 备份到新文件，并读回核对
    BackUp {
        /// 备份文件
        #[arg(value_name = "备份文件")]
        to: PathBuf,
    },
    /// 用备份替换账本（原账本保留为 .replaced）
    Restore {
        /// 备份文件
        #[arg(value_name = "备份文件")]
        from: PathBuf,
    },
    /// 核对整本账：文件、签名链、号码、金额、合计
    Verify,
    /// 按明细重算汇总
    Rebuild,
    /// 最近的操作记录
    Journal {
        /// 条数
        #[arg(long, default_value_t = 20, value_name = "条数")]
        last: u32,
    },
}

/// Runs a verb of `book`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Create { office, go_live, first_receipt } => {
            let profile = Profile {
                office: office.clone(),
                go_live: go_live.map(|d| d.to_string()).unwrap_or_default(),
                first_receipt: first_receipt.map(|n| n.to_string()).unwrap_or_default(),
                ..Profile::default()
            };
            Office::create(&common.book, &profile, &common.occasion())?;
            let path = common.book.display().to_string();
            Ok(Answer::new(
                format!("已建账：{path}（{office}）。"),
                &json!({ "book": path, "office": office }),
            ))
        }
        Verb::Info => info(common),
        Verb::BackUp { to } => {
            let copied = common.look()?.back_up(&to)?;
            let text = format!(
                "已备份并读回核对：{}（{} 字节，至第 {} 条操作）。",
                to.display(),
                copied.bytes,
                copied.last_act
            );
            Ok(Answer::new(text, &copied))
        }
        Verb::Restore { from } => {
            let copied = Office::restore(&common.book, &from)?;
            let text = format!(
                "已恢复到第 {} 条操作：{}。原账本保留为同名 .replaced 文件。",
                copied.last_act,
                common.book.display()
            );
            Ok(Answer::new(text, &copied))
        }
        Verb::Verify => verify(common),
        Verb::Rebuild => {
            common.open()?.rebuild()?;
            Ok(Answer::new("汇总已按明细重算。", &json!({ "rebuilt": true })))
        }
        Verb::Journal { last } => {
            let lines = common.look()?.journal(last)?;
            let rows: Vec<Vec<String>> = lines
                .iter()
                .map(|l| cells([&l.act, &l.at, &l.biz_date, &l.operator, &l.code, &l.detail]))
                .collect();
            Ok(Answer::new(
                columns(&["序号", "时间", "业务日期", "经办人", "操作", "内容"], &rows, &[0]),
                &lines,
            ))
        }
    }
}

fn info(common: &Common) -> Result<Answer> {
    let office = common.look()?;
    let profile = office.profile()?;
    let homes = office.homes()?;
    let sums = office.arrears_sums(common.today())?;
    let runs = office.runs()?.len();
    let json = json!({
        "book": common.book.display().to_string(),
        "office": profile.office,
        "homes": homes.len(),
        "bill_runs": runs,
        "open": sums.open.plain(),
        "overdue": sums.overdue.plain(),
    });
    let text = format!(
        "{}\n房屋 {} 户，出账 {runs} 批，未收 {} 元，其中逾期 {} 元。",
        profile.office,
        homes.len(),
        sums.open,
        sums.overdue
    );
    Ok(Answer::new(text, &json))
}

fn verify(common: &Common) -> Result<Answer> {
    let found = common.look()?.verify()?;
    let sound = found.findings.is_empty();
    let text = if sound {
        format!(
            "账本无误：{} 条操作、{} 条明细逐条核对，签名链、号码、金额与汇总全部一致。",
            found.acts, found.facts
        )
    } else {
        let rows: Vec<Vec<String>> =
            found.findings.iter().map(|f| cells([&f.check, &f.row, &f.detail])).collect();
        format!(
            "账本有 {} 处不符。请停止使用并恢复备份（book restore）；只有 projection 一类可用 book rebuild 修复。\n{}",
            found.findings.len(),
            columns(&["检查", "位置", "说明"], &rows, &[])
        )
    };
    Ok(Answer::new(text, &found).refused_if(!sound))
}
