//! Workbooks of readings: look, take in, list what was taken in.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use crate::commands::read_file;
use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;
use zhangfang_domain::reading_check::Doubt;
use zhangfang_office::metering::intake::{ReadingFile, ReadingPreview, RowFate};
use zhangfang_office::{Result, sentence};

/// A workbook of readings.
#[derive(Debug, Args)]
pub struct FileArgs {
    /// 读数文件：.xlsx .xls .ods .csv，须有“表号”“本期读数”两列
    #[arg(value_name = "读数文件")]
    file: PathBuf,
    /// 表里没写日期的行用这一天，默认业务日期
    #[arg(long, value_name = "日期")]
    on: Option<NaiveDate>,
    /// 复核无误仍记入的行号或表号，逗号分隔
    #[arg(long, value_name = "行", value_delimiter = ',')]
    accept: Vec<String>,
    /// 异常读数照样记入的原因（用了 --accept 时必填）
    #[arg(long, default_value = "", value_name = "原因")]
    reason: String,
}

impl FileArgs {
    fn with<T>(&self, work: impl FnOnce(&ReadingFile<'_>) -> Result<T>) -> Result<T> {
        let name = self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = read_file(&self.file)?;
        work(&ReadingFile {
            name: &name,
            bytes: &bytes,
            day: self.on,
            accept: &self.accept,
            reason: &self.reason,
        })
    }
}

/// Says of every row what would become of it.
pub(super) fn check(common: &Common, arguments: &FileArgs) -> Result<Answer> {
    let office = common.look()?;
    let preview = arguments.with(|file| office.preview_readings(file, common.today()))?;
    Ok(Answer::new(checked_text(&preview), &checked_json(&preview)))
}

/// Takes a workbook in.
pub(super) fn import(common: &Common, arguments: &FileArgs) -> Result<Answer> {
    let preview = {
        let office = common.look()?;
        arguments.with(|file| office.preview_readings(file, common.today()))?
    };
    let mut office = common.open()?;
    let taken = arguments.with(|file| office.import_readings(file, &common.occasion()))?.value;
    let mut text = format!(
        "第 {} 次导入完成：记入 {} 个读数，相同 {} 行，拒绝 {} 行。如需撤销：reading undo {} --reason …\n",
        taken.import, taken.kept, taken.same, taken.refused, taken.import
    );
    text += &problems(&preview);
    let mut json = checked_json(&preview);
    if let (Some(to), Ok(Value::Object(from))) = (json.as_object_mut(), serde_json::to_value(&taken)) {
        to.extend(from);
    }
    Ok(Answer::new(text, &json))
}

fn fate_words(fate: &RowFate) -> (&'static str, String) {
    let said = |doubts: &[Doubt]| doubts.iter().map(sentence::reading_doubt).collect::<Vec<_>>().join("；");
    match fate {
        RowFate::Kept => ("kept", String::new()),
        RowFate::Accepted(doubts) => ("accepted", format!("已复核：{}", said(doubts))),
        RowFate::Same => ("same", "账本已有相同读数".to_owned()),
        RowFate::Doubtful(doubts) => ("refused", said(doubts)),
        RowFate::UnknownMeter => ("refused", "没有这块表，请先用 meter add 登记".to_owned()),
        RowFate::Twice(rows) => {
            let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
            ("refused", format!("与第 {} 行是同一块表，请只留一行", rows.join("、")))
        }
    }
}

fn problems(preview: &ReadingPreview) -> String {
    let mut rows: Vec<(u32, Vec<String>)> = preview
        .unreadable
        .iter()
        .map(|r| (r.row, cells([&r.row, &r.column, &r.value, &r.reason.sentence(), &"不记入"])))
        .collect();
    rows.extend(preview.rows.iter().filter_map(|r| {
        let (state, why) = fate_words(&r.fate);
        let effect = match (state, r.fate.can_be_accepted()) {
            ("accepted", _) => "记入",
            ("refused", true) => "不记入，复核后可加 --accept",
            ("refused", false) => "不记入",
            _ => return None,
        };
        let what = format!("{} {}", r.row.meter, r.room);
        Some((r.row.row, cells([&r.row.row, &what, &r.row.value, &why, &effect])))
    }));
    rows.sort_by_key(|(row, _)| *row);
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
    let mut text = String::new();
    if !rows.is_empty() {
        text += &format!(
            "\n请看这 {} 行：\n{}\n",
            rows.len(),
            columns(&["行", "表/列", "内容", "情况", "处理"], &rows, &[0, 2])
        );
    }
    if !preview.missing.is_empty() {
        let missing: Vec<String> =
            preview.missing.iter().take(10).map(|(code, room)| format!("{code}（{room}）")).collect();
        let more = if preview.missing.len() > 10 { " 等" } else { "" };
        text += &format!(
            "\n表里没有读数而该月未抄的 {} 块：{}{more}。\n",
            preview.missing.len(),
            missing.join("、")
        );
    }
    text
}

fn checked_text(preview: &ReadingPreview) -> String {
    format!(
        "预检“{}”（未写入）：可记入 {} 个读数，相同 {} 行，拒绝 {} 行。\n{}",
        preview.sheet,
        preview.kept(),
        preview.same(),
        preview.refused(),
        problems(preview)
    )
}

fn checked_json(preview: &ReadingPreview) -> Value {
    let mut refused: Vec<Value> = preview
        .unreadable
        .iter()
        .map(|r| {
            json!({ "row": r.row, "column": r.column, "value": r.value, "reasons": [r.reason.code()], "sentence": r.reason.sentence(), "acceptable": false })
        })
        .collect();
    let (mut rows, mut warned) = (Vec::new(), Vec::new());
    for r in &preview.rows {
        let (state, why) = fate_words(&r.fate);
        let reasons: Vec<&str> = match &r.fate {
            RowFate::Doubtful(d) | RowFate::Accepted(d) => d.iter().map(|d| d.code()).collect(),
            RowFate::UnknownMeter => vec!["unknown-meter"],
            RowFate::Twice(_) => vec!["duplicate"],
            _ => Vec::new(),
        };
        let line = json!({
            "row": r.row.row, "meter": r.row.meter, "room": r.room, "value": r.row.value.to_string(), "day": r.day,
            "usage": r.usage.map(|u| u.to_string()), "state": state, "reasons": reasons, "sentence": why,
            "acceptable": r.fate.can_be_accepted(),
        });
        match state {
            "refused" => refused.push(line),
            "accepted" => warned.push(line),
            _ => rows.push(line),
        }
    }
    json!({
        "sheet": preview.sheet, "kept": preview.kept(), "same": preview.same(), "rows": rows, "accepted": warned,
        "refused_rows": refused,
        "missing": preview.missing.iter().map(|(code, room)| json!({ "meter": code, "room": room })).collect::<Vec<_>>(),
    })
}

/// Lists what was taken in.
pub(super) fn imports(common: &Common) -> Result<Answer> {
    let imports = common.look()?.reading_imports()?;
    let rows: Vec<Vec<String>> = imports
        .iter()
        .map(|i| {
            let state = if i.undone_by.is_some() { "已撤销" } else { "" };
            cells([&i.id, &i.at, &i.file_name, &i.accepted, &i.refused, &state])
        })
        .collect();
    Ok(Answer::new(columns(&["编号", "时间", "文件", "记入", "拒绝", "状态"], &rows, &[0, 3, 4]), &imports))
}
