//! `reading`: the reading round, readings in and back, estimates, the bill of a month.

mod bill;
mod intake;

use super::meter::KindArg;
use super::{month, write_file};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use zhangfang_domain::Month;
use zhangfang_office::metering::readings::{NotedReading, ReadingEntry};
use zhangfang_office::{Office, Refusal, Result, papers};

/// Verbs of `reading`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 录入一个读数；同月已估抄的自动更正
    Add(AddArgs),
    /// 列出一块表或一个月的读数
    List {
        /// 表号
        #[arg(value_name = "表号", required_unless_present = "month")]
        meter: Option<String>,
        /// 月份
        #[arg(long, value_name = "月份", conflicts_with = "meter")]
        month: Option<String>,
    },
    /// 作废一个未出账的读数
    Void {
        /// 读数编号，见 reading list
        #[arg(value_name = "读数")]
        reading: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 导出抄表单（.xlsx、.csv 填好再导入；.pdf 打印手填）
    Template {
        /// 输出文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
        /// 只要这一类
        #[arg(long, value_enum, value_name = "类别")]
        kind: Option<KindArg>,
        /// 只要这些楼栋
        #[arg(long = "building", value_name = "楼栋")]
        buildings: Vec<String>,
    },
    /// 预检读数表：逐行说明会怎样，不写入
    Check(intake::FileArgs),
    /// 导入读数表（一次操作，可撤销）；有问题的行不导入
    Import(intake::FileArgs),
    /// 列出读数导入记录
    Imports,
    /// 撤销一次读数导入（未出账时）
    Undo {
        /// 导入编号
        #[arg(value_name = "导入编号")]
        import: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 估抄：未抄到的表按平均用量估计
    Estimate {
        /// 月份
        #[arg(value_name = "月份")]
        month: String,
        /// 表号；不写即该月全部未抄的表
        #[arg(value_name = "表号")]
        meters: Vec<String>,
        /// 估到哪一天，默认抄表期最后一天
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
    },
    /// 查看或设置抄表日期范围，例如 25/5（25 日至次月 5 日）
    Window {
        /// 起日/止日
        #[arg(value_name = "范围")]
        window: Option<String>,
    },
    /// 按读数出账：preview 试算，post 出账；整批冲销用 bill-run reverse
    Bill(bill::BillArgs),
}

/// A reading as typed.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// 表号
    #[arg(value_name = "表号")]
    meter: String,
    /// 读数
    #[arg(value_name = "读数")]
    value: Decimal,
    /// 抄表日期，默认业务日期
    #[arg(long, value_name = "日期")]
    on: Option<NaiveDate>,
    /// 表盘过零
    #[arg(long)]
    rollover: bool,
    /// 更正已出账的读数（编号）
    #[arg(long, value_name = "读数编号")]
    corrects: Option<i64>,
    /// 备注
    #[arg(long, value_name = "备注")]
    note: Option<String>,
    /// 看来异常，复核无误仍记入
    #[arg(long)]
    accept: bool,
}

/// Runs a verb of `reading`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Add(arguments) => add(common, arguments),
        Verb::List { meter, month: of } => list(common, meter.as_deref(), of.as_deref()),
        Verb::Void { reading, reason } => {
            common.open()?.void_reading(reading, &reason, &common.occasion())?;
            Ok(Answer::new(format!("第 {reading} 号读数已作废。"), &json!({ "reading": reading })))
        }
        Verb::Template { out, kind, buildings } => template(common, &out, kind, &buildings),
        Verb::Check(arguments) => intake::check(common, &arguments),
        Verb::Import(arguments) => intake::import(common, &arguments),
        Verb::Imports => intake::imports(common),
        Verb::Undo { import, reason } => {
            let posted = common.open()?.undo_readings(import, &reason, &common.occasion())?;
            let text = format!("第 {import} 次导入已撤销，作废 {} 个读数。", posted.value);
            Ok(Answer::new(text, &json!({ "import": import, "readings": posted.value })))
        }
        Verb::Estimate { month: of, meters, on } => estimate(common, &month(&of)?, &meters, on),
        Verb::Window { window } => {
            if let Some(text) = window {
                common.open()?.set_reading_window(&text, &common.occasion())?;
            }
            let window = common.look()?.reading_window()?;
            let next = if window.to < window.from { "次月" } else { "" };
            let text = format!("抄表日期：每月 {} 日至{next} {} 日。", window.from, window.to);
            Ok(Answer::new(text, &json!({ "window": window.to_string() })))
        }
        Verb::Bill(arguments) => bill::run(common, arguments),
    }
}

fn add(common: &Common, a: AddArgs) -> Result<Answer> {
    let entry = ReadingEntry {
        meter: a.meter,
        value: a.value,
        day: a.on.unwrap_or_else(|| common.today()),
        rollover: a.rollover,
        corrects: a.corrects,
        note: a.note,
        accept: a.accept,
    };
    let kept = common.open()?.note_reading(&entry, &common.occasion())?.value;
    let how = match kept.corrects {
        Some(of) => format!("更正第 {of} 号读数，用量改为 {}", kept.usage),
        None => format!("用量 {}", kept.usage),
    };
    let text = format!(
        "已录入第 {} 号读数：{} {} 读数 {}，{how}。",
        kept.reading, entry.meter, entry.day, entry.value
    );
    Ok(Answer::new(text, &kept))
}

fn list(common: &Common, meter: Option<&str>, of: Option<&str>) -> Result<Answer> {
    let office = common.look()?;
    if let Some(meter) = meter {
        return Ok(Answer::new(readings_text(&office, meter)?, &readings_json(&office, meter)?));
    }
    let of = month(of.unwrap_or_default())?;
    let readings = office.readings_for(of)?;
    let unread = office.unread(of)?;
    let rows: Vec<Vec<String>> = readings.iter().map(|(code, n)| reading_row(code, n)).collect();
    let text = format!(
        "{of} 读数 {} 个，未抄 {} 块表。\n{}",
        rows.len(),
        unread.len(),
        columns(&READING_HEADINGS, &rows, &[0, 3])
    );
    let json = json!({
        "month": of.to_string(),
        "readings": readings.iter().map(|(code, n)| reading_json(code, n)).collect::<Vec<_>>(),
        "unread": unread.iter().map(|m| json!({ "meter": m.meter.code, "room": m.room })).collect::<Vec<_>>(),
    });
    Ok(Answer::new(text, &json))
}

const READING_HEADINGS: [&str; 8] = ["编号", "表号", "日期", "读数", "性质", "更正", "经办", "备注"];

fn reading_row(code: &str, n: &NotedReading) -> Vec<String> {
    let r = &n.reading;
    let mut note = n.note.clone().unwrap_or_default();
    if let Some(reason) = &n.void_reason {
        note = format!("已作废：{reason}");
    }
    let kind = if r.rollover { format!("{}（归零）", r.kind.label()) } else { r.kind.label().to_owned() };
    let corrects = r.corrects.map(|c| c.to_string()).unwrap_or_default();
    cells([&r.id, &code, &r.day, &r.value, &kind, &corrects, &n.operator, &note])
}

fn reading_json(code: &str, n: &NotedReading) -> Value {
    let r = &n.reading;
    json!({
        "reading": r.id, "meter": code, "day": r.day, "value": r.value.to_string(), "kind": r.kind.code(),
        "rollover": r.rollover, "corrects": r.corrects, "operator": n.operator, "note": n.note, "void": n.void_reason,
    })
}

/// The readings of a meter, for a person.
pub(super) fn readings_text(office: &Office, meter: &str) -> Result<String> {
    let rows: Vec<Vec<String>> = office.readings(meter)?.iter().map(|n| reading_row(meter, n)).collect();
    Ok(columns(&READING_HEADINGS, &rows, &[0, 3]))
}

/// The readings of a meter in JSON.
pub(super) fn readings_json(office: &Office, meter: &str) -> Result<Vec<Value>> {
    Ok(office.readings(meter)?.iter().map(|n| reading_json(meter, n)).collect())
}

fn template(common: &Common, out: &Path, kind: Option<KindArg>, buildings: &[String]) -> Result<Answer> {
    let office = common.look()?;
    let kind = kind.map(Into::into);
    let ending = out.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let table = office.reading_round(kind, buildings)?;
    let count = table.rows.len();
    let bytes = match ending.as_str() {
        "xlsx" => table.to_xlsx()?,
        "csv" => table.to_csv(),
        "pdf" => papers::reading_round(&office, &common.fonts()?, kind, buildings, &common.occasion())?,
        _ => {
            let value = out.display().to_string();
            return Err(Refusal::Unusable {
                field: "输出文件", value, expected: ".xlsx、.csv 或 .pdf 文件"
            }
            .into());
        }
    };
    write_file(out, &bytes)?;
    let path = out.display().to_string();
    Ok(Answer::new(format!("抄表单 {path}：{count} 块表。"), &json!({ "file": path, "meters": count })))
}

fn estimate(common: &Common, of: &Month, meters: &[String], on: Option<NaiveDate>) -> Result<Answer> {
    let mut office = common.open()?;
    let day = on.unwrap_or(office.reading_window()?.of(*of).1.min(common.today()));
    let kept = office.estimate_readings(meters, *of, day, &common.occasion())?.value;
    let still = office.unread(*of)?;
    let rows: Vec<Vec<String>> = kept.iter().map(|(m, value, usage)| cells([m, value, usage])).collect();
    let mut text = format!(
        "估抄 {} 块表（{day}）。\n{}",
        rows.len(),
        columns(&["表号", "估计读数", "估计用量"], &rows, &[1, 2])
    );
    if !still.is_empty() {
        let names: Vec<&str> = still.iter().take(10).map(|m| m.meter.code.as_str()).collect();
        let why = if meters.is_empty() { "没有历史用量，不能估抄" } else { "仍未抄" };
        text += &format!("\n{why}的 {} 块：{}", still.len(), names.join("、"));
    }
    let json = json!({
        "on": day,
        "estimates": kept.iter().map(|(m, value, usage)| json!({ "meter": m, "value": value, "usage": usage })).collect::<Vec<_>>(),
        "unread": still.iter().map(|m| &m.meter.code).collect::<Vec<_>>(),
    });
    Ok(Answer::new(text, &json))
}
