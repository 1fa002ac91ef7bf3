//! `register`: look at a workbook, take it in, take that back.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use crate::console::Console;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use rust_decimal::Decimal;
use serde_json::json;
use std::path::PathBuf;
use zhangfang_office::register::{ImportPreview, RegisterFile, RowChange};
use zhangfang_office::{Office, Result};

/// Verbs of `register`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 预检台账：逐行说明会怎样，不写入
    Check(FileArgs),
    /// 导入台账（一次操作，可撤销）；有问题的行不导入
    Import(FileArgs),
    /// 撤销一次导入
    Undo {
        /// 导入编号
        #[arg(value_name = "导入编号")]
        import: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 列出导入记录
    Imports,
    /// 列出房屋
    List,
    /// 查看一户：各账户的起止、业主、欠费与预存，以及优惠
    Show {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
    },
    /// 登记或更正交付日期；交付前由建设单位承担
    Handover {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 交付日期
        #[arg(long, value_name = "日期")]
        on: NaiveDate,
    },
    /// 过户：按日期分开新老业主的账；先加 --check 看结果
    Transfer(super::household::TransferArgs),
    /// 更正建筑面积：逐月列出差额，报审批后更正
    CorrectArea(super::household::AreaArgs),
    /// 导出台账（.xlsx 或 .csv，可再导入）
    Export {
        /// 输出文件
        #[arg(value_name = "输出文件")]
        out: PathBuf,
        /// 用途，记入导出记录
        #[arg(long, value_name = "用途", default_value = "内部核对")]
        purpose: String,
    },
}

/// A workbook and how to read it.
#[derive(Debug, Args)]
pub struct FileArgs {
    /// 台账文件：.xlsx .xls .ods .csv
    #[arg(value_name = "台账文件")]
    file: PathBuf,
    /// 手工指定列，例如 "v1;header=3-3;data=4;room=B;owner=C;phone=D;area=E"，会被记住
    #[arg(long, value_name = "对应")]
    mapping: Option<String>,
    /// 账本里已有的房屋按表更新（默认只报告差异，不改）
    #[arg(long)]
    update: bool,
}

impl FileArgs {
    fn name(&self) -> String {
        self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn with<T>(&self, work: impl FnOnce(&RegisterFile<'_>) -> Result<T>) -> Result<T> {
        let (name, bytes) = (self.name(), super::read_file(&self.file)?);
        work(&RegisterFile {
            name: &name,
            bytes: &bytes,
            mapping: self.mapping.as_deref(),
            change_existing: self.update,
        })
    }
}

/// Runs a verb of `register`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Check(arguments) => {
            let office = common.look()?;
            let preview = arguments.with(|file| office.preview_import(file, common.today()))?;
            Ok(checked(&preview, arguments.update))
        }
        Verb::Import(arguments) => {
            let mut office = common.open()?;
            let posted =
                arguments.with(|file| office.import(file, &common.occasion(), &mut Console::new("导入")))?;
            let r = &posted.value;
            let text = format!(
                "第 {} 次导入完成：新增 {} 户，更新 {} 户，未变 {} 户，拒绝 {} 行；期初欠费 {} 元。\n如需撤销：register undo {} --reason …",
                r.import, r.added, r.changed, r.unchanged, r.refused, r.opening, r.import
            );
            Ok(Answer::new(text, r))
        }
        Verb::Undo { import, reason } => {
            let posted = common.open()?.undo_import(import, &reason, &common.occasion())?;
            let text = format!("第 {import} 次导入已撤销，{} 户恢复到导入前。", posted.value);
            Ok(Answer::new(text, &json!({ "import": import, "homes": posted.value })))
        }
        Verb::Imports => {
            let imports = common.look()?.imports()?;
            let rows: Vec<Vec<String>> = imports
                .iter()
                .map(|i| {
                    let state = if i.undone_by.is_some() { "已撤销" } else { "" };
                    cells([&i.id, &i.at, &i.file_name, &i.accepted, &i.refused, &state])
                })
                .collect();
            Ok(Answer::new(
                columns(&["编号", "时间", "文件", "导入", "拒绝", "状态"], &rows, &[0, 3, 4]),
                &imports,
            ))
        }
        Verb::List => list(&common.look()?),
        Verb::Show { room } => super::household::show(common, &room),
        Verb::Handover { room, on } => super::household::hand_over(common, &room, on),
        Verb::Transfer(arguments) => super::household::transfer(common, arguments),
        Verb::CorrectArea(arguments) => super::household::correct_area(common, arguments),
        Verb::Export { out, purpose } => {
            let table = common.look()?.register_table()?;
            super::export_table(common, &out, &table, &purpose)?;
            let path = out.display().to_string();
            Ok(Answer::new(format!("已导出 {path}。"), &json!({ "file": path })))
        }
    }
}

fn list(office: &Office) -> Result<Answer> {
    let homes = office.homes()?;
    let rows: Vec<Vec<String>> = homes
        .iter()
        .map(|h| {
            let r = &h.record;
            let area = r.area().map(shown_area).unwrap_or_default();
            let owners =
                r.owners.iter().map(|o| zhangfang_domain::mask::name(o)).collect::<Vec<_>>().join("、");
            cells([
                &r.room_number(),
                &owners,
                &area,
                &r.use_kind,
                &r.status.clone().unwrap_or_default(),
                &r.spaces.len(),
            ])
        })
        .collect();
    let json: Vec<_> = homes
        .iter()
        .map(|h| {
            let r = &h.record;
            json!({ "id": h.id, "room": r.room_number(), "area": r.area().map(shown_area), "use": r.use_kind,
                    "status": r.status, "handover": r.handover, "owners": r.owners, "phones": r.phones, "spaces": r.spaces })
        })
        .collect();
    let text = format!(
        "{} 户\n{}",
        homes.len(),
        columns(&["房号", "业主", "面积", "用途", "状态", "车位"], &rows, &[2, 5])
    );
    Ok(Answer::new(text, &json))
}

/// An area with at least two decimals, as certificates give it.
fn shown_area(area: Decimal) -> String {
    zhangfang_domain::tariff::at_least(area, 2)
}

fn checked(preview: &ImportPreview, update: bool) -> Answer {
    let draft = &preview.draft;
    let unchanged = draft.rows.len() - preview.new_homes() - preview.changed_homes();
    let mut text = format!(
        "预检“{}”（未写入）：可导入 {} 行，其中新增 {} 户、有变化 {} 户、相同 {unchanged} 户；拒绝 {} 行；略过 {} 行。\n",
        draft.sheet,
        draft.rows.len(),
        preview.new_homes(),
        preview.changed_homes(),
        preview.refused_rows(),
        draft.left_out.len(),
    );
    if preview.opening.is_positive() {
        text += &format!(
            "期初欠费 {} 户 {} 元，截止日记为 {}。\n",
            preview.opening_homes, preview.opening, preview.opening_due
        );
    }
    let column_rows: Vec<Vec<String>> =
        draft.columns.iter().map(|c| cells([&c.letters(), &c.heading, &c.role.sentence()])).collect();
    text += &format!(
        "\n列的用法：\n{}\n列对应：{}\n",
        columns(&["列", "标题", "用作"], &column_rows, &[]),
        draft.mapping.to_text()
    );
    if !draft.refused.is_empty() {
        let rows: Vec<Vec<String>> = draft
            .refused
            .iter()
            .map(|r| cells([&r.row, &r.column_text(), &r.value, &r.reason.sentence()]))
            .collect();
        text += &format!("\n拒绝的行：\n{}\n", columns(&["行", "列", "内容", "原因"], &rows, &[0]));
    }
    for warning in &draft.warnings {
        text += &format!("提醒 第 {} 行：{}\n", warning.row, warning.kind.sentence());
    }
    for (row, change) in draft.rows.iter().zip(&preview.changes) {
        if let RowChange::Changed(fields) = change {
            for (field, before, after) in fields {
                text += &format!("变化 {} {field}：{before} → {after}\n", row.room);
            }
        }
    }
    if preview.changed_homes() > 0 && !update {
        text += "以上变化默认不写入；要按表更新请加 --update。\n";
    }
    Answer::new(text, &json_of(preview))
}

fn json_of(preview: &ImportPreview) -> serde_json::Value {
    let draft = &preview.draft;
    json!({
        "sheet": draft.sheet,
        "mapping": draft.mapping.to_text(),
        "rows": draft.rows.iter().zip(&preview.changes).map(|(r, change)| json!({
            "row": r.row, "room": r.room.to_string(), "owners": r.owners, "phones": r.phones,
            "area": shown_area(r.area), "handover": r.handover, "status": r.status, "use": r.use_kind,
            "space": r.space, "plate": r.plate, "arrears": r.arrears.map(|a| a.plain()),
            "change": match change {
                RowChange::New => "new",
                RowChange::Same => "same",
                RowChange::Changed(_) => "changed",
            },
        })).collect::<Vec<_>>(),
        "refused": draft.refused.iter().map(|r| json!({
            "sheet": r.sheet, "row": r.row, "column": r.column_text(), "value": r.value, "reason": r.reason.code(),
            "sentence": r.reason.sentence(),
        })).collect::<Vec<_>>(),
        "left_out": draft.left_out.iter().map(|l| json!({
            "sheet": l.sheet, "row": l.row, "what": l.kind.sentence(),
        })).collect::<Vec<_>>(),
        "warnings": draft.warnings.iter().map(|w| json!({
            "sheet": w.sheet, "row": w.row, "value": w.value, "sentence": w.kind.sentence(),
        })).collect::<Vec<_>>(),
        "columns": draft.columns.iter().map(|c| json!({
            "column": c.letters(), "heading": c.heading, "use": c.role.sentence(),
        })).collect::<Vec<_>>(),
        "opening": preview.opening.plain(),
        "opening_homes": preview.opening_homes,
        "opening_due": preview.opening_due,
    })
}
