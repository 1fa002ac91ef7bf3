//! `voucher`: the balanced journal of a month for the accountant.

use super::month;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use zhangfang_domain::Fen;
use zhangfang_office::Result;
use zhangfang_office::voucher::LedgerSubject;

/// Verbs of `voucher`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 查看某月凭证
    Show {
        /// 月份，如 2025-11
        #[arg(value_name = "月份")]
        month: String,
    },
    /// 导出某月凭证（.xlsx 或 .csv，一行一条分录）
    Export {
        /// 月份，如 2025-11
        #[arg(value_name = "月份")]
        month: String,
        /// 输出文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
        /// 按户列出并写明房号（默认不写房号）
        #[arg(long)]
        rooms: bool,
    },
    /// 核对某月凭证：借贷相等，应收、预收与账本一致
    Check {
        /// 月份，如 2025-11
        #[arg(value_name = "月份")]
        month: String,
    },
    /// 科目对照
    #[command(subcommand)]
    Subjects(SubjectVerb),
}

/// Verbs of `voucher subjects`.
#[derive(Debug, Subcommand)]
pub enum SubjectVerb {
    /// 列出各用途对应的科目
    Show,
    /// 设置一个用途的科目，如 voucher subjects set receivable 1122 应收账款
    Set {
        /// 用途代码
        #[arg(value_name = "用途")]
        purpose: String,
        /// 科目编码
        #[arg(value_name = "编码")]
        code: String,
        /// 科目名称
        #[arg(value_name = "名称")]
        name: String,
    },
}

/// Runs a verb of `voucher`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Show { month: text } => {
            let journal = common.look()?.journal_of(month(&text)?, false)?;
            let side = |fen: Fen| if fen.is_zero() { String::new() } else { fen.to_string() };
            let mut rows: Vec<Vec<String>> = Vec::new();
            for made in &journal.vouchers {
                for line in &made.lines {
                    let s = &line.subject;
                    let (debit, credit) = (side(line.debit), side(line.credit));
                    rows.push(cells([
                        &made.date,
                        &made.number,
                        &made.summary,
                        &s.code,
                        &s.name,
                        &debit,
                        &credit,
                    ]));
                }
            }
            let headings = ["日期", "凭证号", "摘要", "编码", "科目", "借方", "贷方"];
            let text = format!(
                "{} {}凭证 {} 张，借方 {} 元，贷方 {} 元\n{}",
                journal.month,
                if journal.closed { "已结账，" } else { "" },
                journal.vouchers.len(),
                journal.debit,
                journal.credit,
                columns(&headings, &rows, &[5, 6])
            );
            Ok(Answer::new(text, &journal))
        }
        Verb::Export { month: text, out, rooms } => {
            let journal = common.look()?.journal_of(month(&text)?, rooms)?;
            super::write_table(&out, &journal.table(rooms, &common.footer("财务记账")))?;
            let path = out.display().to_string();
            let said = format!(
                "已导出 {path}：凭证 {} 张，借方 {} 元，贷方 {} 元。",
                journal.vouchers.len(),
                journal.debit,
                journal.credit
            );
            let json = json!({ "file": path, "vouchers": journal.vouchers.len(),
                               "debit": journal.debit.plain(), "credit": journal.credit.plain() });
            Ok(Answer::new(said, &json))
        }
        Verb::Check { month: text } => check(common, &text),
        Verb::Subjects(verb) => subjects(common, verb),
    }
}

fn check(common: &Common, text: &str) -> Result<Answer> {
    let (office, month) = (common.look()?, month(text)?);
    let journal = office.journal_of(month, false)?;
    let lines = office.check_vouchers(month)?;
    let rows: Vec<Vec<String>> =
        lines.iter().map(|l| cells([&l.name, &l.opening, &l.moved, &l.closing, &l.difference])).collect();
    let sound = journal.debit == journal.credit && lines.iter().all(|l| l.difference.is_zero());
    let text = format!(
        "{month} 借方 {} 元，贷方 {} 元，{}\n{}",
        journal.debit,
        journal.credit,
        if sound { "核对相符。" } else { "核对不符，请运行 book verify。" },
        columns(&["核对", "月初", "凭证发生", "月末", "差额"], &rows, &[1, 2, 3, 4])
    );
    let json = json!({ "month": month.to_string(), "debit": journal.debit.plain(), "credit": journal.credit.plain(),
                       "sound": sound, "lines": lines });
    Ok(Answer::new(text, &json).refused_if(!sound))
}

fn subjects(common: &Common, verb: SubjectVerb) -> Result<Answer> {
    if let SubjectVerb::Set { purpose, code, name } = verb {
        let subject = LedgerSubject { code, name };
        common.open()?.name_subject(&purpose, &subject, &common.occasion())?;
        let text = format!("{purpose} 对应科目 {} {}。已结账月份的凭证不变。", subject.code, subject.name);
        return Ok(Answer::new(text, &json!({ "key": purpose, "subject": subject })));
    }
    let all = common.look()?.ledger_subjects()?;
    let rows: Vec<Vec<String>> = all.iter().map(|(key, s)| cells([key, &s.code, &s.name])).collect();
    Ok(Answer::new(columns(&["用途", "编码", "科目"], &rows, &[]), &all))
}
