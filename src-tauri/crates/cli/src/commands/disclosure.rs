//! `entry` and `disclosure`: the month's income and expenditure.

use super::{amount, month, months};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use zhangfang_domain::Fen;
use zhangfang_office::disclosure::{Disclosure, NewEntry, SECTIONS};
use zhangfang_office::publication::NewPosting;
use zhangfang_office::{Result, papers};

/// Verbs of `entry`.
#[derive(Debug, Subcommand)]
pub enum EntryVerb {
    /// 登记一笔，例如 entry add 2025-11 expense 29600 --code cleaning
    #[command(
        after_help = "栏目：expense 支出、income 其他收入、common-opening 公共收益期初、common-income 公共收益收入、common-cost 合理成本、common-use 公共收益支出。\n支出的费用类别：staff 人员、maintenance 运行维护、utilities 公共水电、cleaning 清洁、greening 绿化、security 秩序、office 办公、depreciation 折旧、insurance 保险、tax 税费。"
    )]
    Add {
        /// 月份
        #[arg(value_name = "月份")]
        month: String,
        /// 栏目
        #[arg(value_name = "栏目")]
        section: String,
        /// 金额
        #[arg(value_name = "元", allow_hyphen_values = true)]
        amount: String,
        /// 费用类别代码（支出必填）
        #[arg(long, default_value = "", value_name = "代码")]
        code: String,
        /// 公示上印的名称
        #[arg(long, default_value = "", value_name = "名称")]
        label: String,
        /// 凭据或决议
        #[arg(long, default_value = "", value_name = "说明")]
        note: String,
    },
    /// 冲回一笔
    Reverse {
        /// 分录编号
        #[arg(value_name = "分录")]
        entry: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 列出分录
    List {
        /// 期间
        #[arg(value_name = "期间")]
        months: String,
    },
}

/// Verbs of `disclosure`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 查看某月收支
    Show {
        /// 月份
        #[arg(value_name = "月份")]
        month: String,
    },
    /// 登记一版公示张贴在哪里
    PutUp {
        /// 月份
        #[arg(value_name = "月份")]
        month: String,
        /// 版本编号
        #[arg(value_name = "版本")]
        number: String,
        /// 位置
        #[arg(long, value_name = "位置")]
        place: String,
        /// 哪天贴的，默认业务日期
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        /// 张贴照片，可写多个
        #[arg(long = "picture", value_name = "文件")]
        pictures: Vec<PathBuf>,
    },
    /// 登记撤下
    TakeDown {
        /// 月份
        #[arg(value_name = "月份")]
        month: String,
        /// 张贴编号（disclosure put-up 给出的）
        #[arg(value_name = "张贴")]
        posting: i64,
        /// 哪天撤的，默认业务日期
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
    },
    /// 打印收支公示
    Print {
        /// 月份
        #[arg(value_name = "月份")]
        month: String,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
}

/// Runs a verb of `entry`.
pub fn run_entry(common: &Common, verb: EntryVerb) -> Result<Answer> {
    match verb {
        EntryVerb::Add { month: text, section, amount: sum, code, label, note } => {
            let entry = NewEntry { month: month(&text)?, section, code, label, amount: amount(&sum)?, note };
            let posted = common.open()?.add_entry(&entry, &common.occasion())?;
            Ok(Answer::new(format!("已登记第 {} 号分录。", posted.value), &json!({ "entry": posted.value })))
        }
        EntryVerb::Reverse { entry, reason } => {
            let posted = common.open()?.reverse_entry(entry, &reason, &common.occasion())?;
            let text = format!("第 {entry} 号分录已由第 {} 号冲回。", posted.value);
            Ok(Answer::new(text, &json!({ "entry": posted.value, "reverses": entry })))
        }
        EntryVerb::List { months: text } => {
            let entries = common.look()?.entries(months(&text)?)?;
            let section =
                |code: &str| SECTIONS.iter().find(|(c, _)| *c == code).map_or("", |(_, name)| *name);
            let rows: Vec<Vec<String>> = entries
                .iter()
                .map(|e| {
                    let state = if e.reversed || e.reverses.is_some() { "冲回" } else { "" };
                    cells([&e.id, &e.month, &section(&e.section), &e.label, &Fen(e.fen), &e.note, &state])
                })
                .collect();
            let json: Vec<_> = entries
                .iter()
                .map(|e| {
                    json!({ "id": e.id, "month": e.month, "section": e.section, "code": e.code, "label": e.label,
                            "amount": Fen(e.fen).plain(), "reverses": e.reverses, "reversed": e.reversed, "note": e.note })
                })
                .collect();
            let headings = ["编号", "月份", "栏目", "名称", "金额", "说明", "状态"];
            Ok(Answer::new(columns(&headings, &rows, &[0, 4]), &json))
        }
    }
}

/// Runs a verb of `disclosure`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Show { month: text } => {
            let disclosure = common.look()?.disclosure(month(&text)?)?;
            Ok(shown(&disclosure))
        }
        Verb::PutUp { month: text, number, place, on, pictures } => {
            let (month, day) = (month(&text)?, on.unwrap_or_else(|| common.today()));
            let pictures = super::contact::pictures(&pictures)?;
            let new = NewPosting { month, number, place, day, pictures };
            let posted = common.open()?.note_posting(&new, &common.occasion())?;
            let text = format!("已登记张贴 {}：{day} {}。", posted.value, new.place);
            Ok(Answer::new(text, &json!({ "posting": posted.value, "day": day })))
        }
        Verb::TakeDown { month: text, posting, on } => {
            let day = on.unwrap_or_else(|| common.today());
            common.open()?.end_posting(month(&text)?, posting, day, &common.occasion())?;
            Ok(Answer::new(
                format!("张贴 {posting} 已于 {day} 撤下。"),
                &json!({ "posting": posting, "day": day }),
            ))
        }
        Verb::Print { month: text, out } => {
            let fonts = common.fonts()?;
            let made = papers::disclosure(&mut common.open()?, &fonts, month(&text)?, &common.occasion())?;
            super::write_file(&out, &made)?;
            let path = out.display().to_string();
            Ok(Answer::new(format!("已生成 {path}。"), &json!({ "file": path })))
        }
    }
}

fn shown(d: &Disclosure) -> Answer {
    let s = &d.statement;
    let mut rows: Vec<Vec<String>> = Vec::new();
    rows.extend(s.income.iter().map(|l| cells([&"收入", &l.label, &l.amount])));
    rows.push(cells([&"", &"收入合计", &s.income_total()]));
    rows.extend(s.expense.iter().map(|(g, fen)| cells([&"支出", &g.label(), fen])));
    rows.push(cells([&"", &"支出合计", &s.expense_total()]));
    rows.push(cells([&"", &"本月收支差额", &s.balance()]));
    rows.push(cells([&"公共收益", &"期初", &s.common.opening]));
    rows.extend(s.common.income.iter().map(|l| cells([&"公共收益", &l.label, &l.amount])));
    rows.push(cells([&"公共收益", &"合理成本", &-s.common.cost]));
    rows.extend(s.common.uses.iter().map(|l| cells([&"公共收益支出", &l.label, &-l.amount])));
    rows.push(cells([&"公共收益", &"期末", &s.common.closing()]));
    let lines = |lines: &[zhangfang_domain::disclosure::Line]| -> Vec<_> {
        lines.iter().map(|l| json!({ "label": l.label, "amount": l.amount.plain() })).collect()
    };
    let expense: Vec<_> = s
        .expense
        .iter()
        .zip(s.expense_percentages())
        .map(|((g, fen), percent)| {
            json!({ "group": g.code(), "label": g.label(), "amount": fen.plain(), "percent": percent.to_string() })
        })
        .collect();
    let json = json!({
        "month": d.month.to_string(),
        "income": lines(&s.income), "income_total": s.income_total().plain(),
        "expense": expense, "expense_total": s.expense_total().plain(),
        "balance": s.balance().plain(), "balance_before": d.balance_before.plain(),
        "newly_prepaid": d.newly_prepaid.plain(),
        "common": { "opening": s.common.opening.plain(), "income": lines(&s.common.income),
                    "cost": s.common.cost.plain(), "uses": lines(&s.common.uses), "closing": s.common.closing().plain() },
    });
    Answer::new(format!("{} 收支\n{}", d.month, columns(&["栏目", "名称", "金额"], &rows, &[2])), &json)
}
