//! `analysis`: arrears from every side, what dunning brought, who owes again and again, what is hard.

use super::{amount, month, months};
use crate::answer::{Answer, table_text};
use crate::arguments::Common;
use chrono::{Datelike, NaiveDate};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use zhangfang_domain::analysis::Axis;
use zhangfang_domain::effect::{Conversion, EffectBy, Measure};
use zhangfang_domain::rates::{CountRate, Rate};
use zhangfang_office::analysis::{self, AnalysisRequest, EffectRequest, Slice};
use zhangfang_office::export::Table;
use zhangfang_office::{Office, Refusal, Result, hard_case, papers, performance};

/// Verbs of `analysis`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 欠费分析：按楼栋、原因、阶段、责任人、账龄等汇总，异议、分期、诉讼、空置待定单列
    Arrears {
        /// 按什么汇总（代码或中文，如 building、欠费原因）
        #[arg(long, default_value = "building", value_name = "依据")]
        by: String,
        /// 只看其中一部分：依据=键，可写多个；同一依据写多个为任一
        #[arg(long = "where", value_name = "依据=键")]
        within: Vec<String>,
        /// 每户不少于（元）
        #[arg(long, default_value = "0", value_name = "元")]
        at_least: String,
        /// 输出 .pdf、.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 催缴效果：转化率（按户、按金额）、触达率、送达有效率、承诺兑现率
    Effect {
        /// 期间
        #[command(flatten)]
        days: DaysArgs,
        /// 按什么汇总（代码或中文，如 stage、渠道）
        #[arg(long, default_value = "stage", value_name = "依据")]
        by: String,
        /// 多少天内缴费算转化
        #[arg(long, default_value_t = Measure::default().days, value_name = "天")]
        within: u32,
        /// 缴到所催金额的百分之几算转化
        #[arg(long, default_value_t = Measure::default().percent, value_name = "百分比")]
        percent: u32,
        /// 输出 .pdf、.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 多次欠费户：近12个月里欠费的月数
    Repeated {
        /// 至少几个月
        #[arg(long, default_value_t = 6, value_name = "月数")]
        months: u32,
        /// 输出 .pdf、.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 责任人完成情况：应收、收回、欠费户、催缴转化，附口径
    People {
        /// 期间
        #[arg(value_name = "期间")]
        months: String,
        /// 输出 .pdf、.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 催缴资料包：一户的欠费、依据、服务记录、未办结工单、承诺、付款码，一次打印
    Dossier {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 难题讨论清单：今天要一起商量的户
    Hard {
        /// 输出 .pdf、.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
}

/// Verbs of `review`.
#[derive(Debug, Subcommand)]
pub enum ReviewVerb {
    /// 打印月度收缴例会资料
    Print {
        /// 月份，如 2025-11
        #[arg(value_name = "月份")]
        month: String,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
}

/// Runs a verb of `review`.
pub fn run_review(common: &Common, verb: ReviewVerb) -> Result<Answer> {
    let ReviewVerb::Print { month: of, out } = verb;
    let paper = papers::review(&common.look()?, &common.fonts()?, month(&of)?, &common.occasion())?;
    printed(&out, &paper)
}

fn printed(out: &Path, paper: &papers::Paper) -> Result<Answer> {
    super::write_file(out, &paper.bytes)?;
    let file = out.display().to_string();
    Ok(Answer::new(format!("已生成 {file}（内部使用，请勿张贴）。"), &json!({ "file": file })))
}

/// From which day to which.
#[derive(Clone, Copy, Debug, Args)]
pub struct DaysArgs {
    /// 第一天，默认本月一日
    #[arg(long, value_name = "日期")]
    from: Option<NaiveDate>,
    /// 最后一天，默认业务日期
    #[arg(long, value_name = "日期")]
    to: Option<NaiveDate>,
}

impl DaysArgs {
    fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        (self.from.unwrap_or_else(|| today.with_day(1).unwrap_or(today)), self.to.unwrap_or(today))
    }
}

/// An axis as typed.
pub fn axis(text: &str) -> Result<Axis> {
    let unusable = || Refusal::Unusable {
        field: "依据",
        value: text.to_owned(),
        expected: "building、unit、home、item、year、use、age、reason、stage、steward、repeat 之一，或其中文名",
    };
    Ok(Axis::parse(text).ok_or_else(unusable)?)
}

/// Slices as typed: `building=1`.
pub fn slices(texts: &[String]) -> Result<Vec<Slice>> {
    let slice = |text: &String| {
        let expected = "依据=键，如 building=1、reason=forgot（键见 --json 的结果）";
        let unusable = || Refusal::Unusable { field: "条件", value: text.clone(), expected };
        let (by, key) = text.split_once('=').ok_or_else(unusable)?;
        Ok(Slice { axis: axis(by)?, key: key.trim().to_owned() })
    };
    texts.iter().map(slice).collect()
}

/// Runs a verb.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let office = common.look()?;
    match verb {
        Verb::Arrears { by, within, at_least, out } => {
            let request =
                AnalysisRequest { by: axis(&by)?, within: slices(&within)?, at_least: amount(&at_least)? };
            let found = office.analyse(common.today(), &request)?;
            shown(
                common,
                &office,
                &found.table(),
                &[],
                serde_json::to_value(&found).unwrap_or(Value::Null),
                out,
            )
        }
        Verb::Effect { days, by, within, percent, out } => {
            effect(common, &office, days, &by, (within, percent), out)
        }
        Verb::Repeated { months, out } => {
            let list = office.repeated_debtors(common.today(), months)?;
            let json = serde_json::to_value(&list).unwrap_or(Value::Null);
            shown(common, &office, &list.table(), &[], json, out)
        }
        Verb::People { months: text, out } => people(common, &office, &text, out),
        Verb::Hard { out } => hard(common, &office, out),
        Verb::Dossier { room, out } => {
            let paper = papers::dossier(&office, &common.fonts()?, &room, &common.occasion())?;
            printed(&out, &paper)
        }
    }
}

fn effect(
    common: &Common,
    office: &Office,
    days: DaysArgs,
    by: &str,
    (within, percent): (u32, u32),
    out: Option<PathBuf>,
) -> Result<Answer> {
    let (from, to) = days.days(common.today());
    let expected = "stage、channel、run、steward、person、month 之一，或其中文名";
    let unusable = |field, value: String, expected| Refusal::Unusable { field, value, expected };
    let by = EffectBy::parse(by).ok_or_else(|| unusable("依据", by.to_owned(), expected))?;
    let measure = Measure::new(within, percent)
        .ok_or_else(|| unusable("转化口径", format!("{within} 天 {percent}%"), "1 到 365 天、1% 到 100%"))?;
    let report = office.effect(&EffectRequest { from, to, by, measure }, common.today())?;
    let others = report.others();
    let rule = analysis::rule(measure);
    let rows: Vec<Value> = report
        .rows
        .iter()
        .map(|row| json!({ "key": row.key, "name": row.name, "conversion": conversion(&row.conversion) }))
        .collect();
    let json = json!({ "from": from, "to": to, "as_of": report.as_of, "by": by.code(), "within_days": within,
        "percent": percent, "rows": rows, "total": conversion(&report.total), "reach": count(report.reach),
        "validity": count(report.validity), "promises_kept": count(report.promises), "rule": rule });
    shown(common, office, &report.table(), &[&others, &rule], json, out)
}

fn people(common: &Common, office: &Office, text: &str, out: Option<PathBuf>) -> Result<Answer> {
    let found = office.performance(months(text)?, Measure::default(), common.today())?;
    let row = |row: &performance::PersonRow| {
        json!({ "person": row.person, "buildings": row.buildings, "homes": row.homes,
            "collected": amount_rate(row.collected), "owing": count(row.owing), "conversion": conversion(&row.conversion), "tickets_in_time": count(row.tickets) })
    };
    let rows: Vec<Value> = found.rows.iter().map(row).collect();
    let rule = analysis::rule(Measure::default());
    let json = json!({ "months": found.months.to_string(), "as_of": found.as_of, "rows": rows,
        "total": row(&found.total), "definition": performance::DEFINITION });
    shown(common, office, &found.table(), &[performance::DEFINITION, &rule], json, out)
}

fn hard(common: &Common, office: &Office, out: Option<PathBuf>) -> Result<Answer> {
    let cases = office.hard_cases(common.today())?;
    let case = |c: &hard_case::HardCase| {
        json!({ "account": c.account, "room": c.room, "owner": c.owner, "total": c.total.plain(),
            "oldest": c.oldest, "limitation": c.limitation, "whys": c.whys.iter().map(|w| w.code()).collect::<Vec<_>>(),
            "stage": c.stage.map(|s| s.code()), "reason": c.reason.map(|r| r.code()), "broken": c.broken,
            "contact": c.contact, "next": c.next, "tickets": c.tickets, "steward": c.steward })
    };
    let json = Value::Array(cases.iter().map(case).collect());
    shown(common, office, &hard_case::table(&cases, common.today()), &[], json, out)
}

/// A table on screen, or into a file by its ending.
pub fn shown(
    common: &Common,
    office: &Office,
    table: &Table,
    notes: &[&str],
    json: Value,
    out: Option<PathBuf>,
) -> Result<Answer> {
    let Some(out) = out else {
        let mut text = table_text(table);
        for note in notes {
            text += &format!("\n{note}");
        }
        return Ok(Answer::new(text, &json));
    };
    let file = out.display().to_string();
    if out.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) {
        let paper = papers::report(office, &common.fonts()?, table, notes, &common.occasion())?;
        return printed(&out, &paper);
    }
    write(common, &out, table)?;
    Ok(Answer::new(format!("已导出 {file}。"), &json!({ "file": file })))
}

fn write(common: &Common, out: &Path, table: &Table) -> Result<()> {
    super::write_table(out, &Table { footer: Some(common.footer("催缴分析")), ..table.clone() })
}

/// A rate of counts as JSON.
pub fn count(rate: CountRate) -> Value {
    json!({ "numerator": rate.numerator, "denominator": rate.denominator, "percent": rate.percent() })
}

/// A rate of amounts as JSON.
pub fn amount_rate(rate: Rate) -> Value {
    json!({ "numerator": rate.numerator.plain(), "denominator": rate.denominator.plain(), "percent": rate.percent() })
}

/// What acts of dunning brought as JSON.
pub fn conversion(of: &Conversion) -> Value {
    json!({ "homes": count(of.homes), "amount": amount_rate(of.amount), "pending": of.pending, "handed_on": of.handed_on })
}
