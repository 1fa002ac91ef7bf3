//! `privacy`: what left the office, copies of own data, how long contact data is kept, lists of masked rooms.

use super::write_file;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use zhangfang_office::Result;
use zhangfang_office::papers::{self, MaskedListRequest};
use zhangfang_office::privacy::{Exported, MaskedList, Outdated};

/// Verbs of `privacy`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 导出记录：谁、什么时候、为什么、给了谁
    Exports {
        /// 最近多少条
        #[arg(long, value_name = "条", default_value_t = 50)]
        limit: u32,
    },
    /// 一户的个人信息副本，附更正申请
    OwnData {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 申请人：本人，或授权人及授权书
        #[arg(long, value_name = "姓名")]
        requester: String,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 结清满三年的前业主，电话还完整保存的
    Outdated,
    /// 隐去这些前业主的电话
    Mask,
    /// 隐去楼层的房号表（当地规定允许、项目经理决定）
    MaskedList {
        /// 楼栋
        #[arg(value_name = "楼栋")]
        building: String,
        /// 张贴依据：规定名称和条款
        #[arg(long, value_name = "依据")]
        basis: String,
        /// 最迟撤下日期
        #[arg(long, value_name = "日期")]
        remove_by: NaiveDate,
        /// 缴费期限（天）
        #[arg(long, value_name = "天", default_value_t = 15)]
        days: u32,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 张贴过的房号表
    MaskedLists,
}

/// Runs a verb of `privacy`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Exports { limit } => exports(common, limit),
        Verb::OwnData { room, requester, out } => {
            let fonts = common.fonts()?;
            let paper = papers::own_data(&mut common.open()?, &fonts, &room, &requester, &common.occasion())?;
            write_file(&out, &paper.bytes)?;
            Ok(Answer::new(out.display().to_string(), &json!({ "file": out })))
        }
        Verb::Outdated => {
            let found = common.look()?.outdated_contacts(common.today())?;
            let row = |o: &Outdated| cells([&o.room, &o.phones.join("、"), &o.settled]);
            let rows: Vec<_> = found.iter().map(row).collect();
            let json: Vec<_> = found
                .iter()
                .map(|o| json!({ "room": o.room, "phones": o.phones, "settled": o.settled }))
                .collect();
            Ok(Answer::new(columns(&["房号", "电话", "结清日"], &rows, &[]), &json))
        }
        Verb::Mask => {
            let count = common.open()?.mask_outdated_contacts(&common.occasion())?.value;
            Ok(Answer::new(format!("已隐去 {count} 户前业主的电话。"), &json!({ "masked": count })))
        }
        Verb::MaskedList { building, basis, remove_by, days, out } => {
            let fonts = common.fonts()?;
            let request = MaskedListRequest { building, basis, remove_by, days };
            let paper = papers::masked_rooms(&mut common.open()?, &fonts, &request, &common.occasion())?;
            write_file(&out, &paper.bytes)?;
            let said = format!("{}（{} 户，最迟 {remove_by} 撤下）", out.display(), paper.count);
            Ok(Answer::new(said, &json!({ "file": out, "count": paper.count })))
        }
        Verb::MaskedLists => {
            let lists = common.look()?.masked_lists()?;
            let row = |l: &MaskedList| {
                let state = if l.taken_down { "已撤下" } else { "" };
                cells([&l.number, &l.place, &l.basis, &l.approved_by, &l.remove_by, &state])
            };
            let rows: Vec<_> = lists.iter().map(row).collect();
            let json: Vec<_> = lists
                .iter()
                .map(|l| json!({ "number": l.number, "place": l.place, "basis": l.basis, "approved_by": l.approved_by, "remove_by": l.remove_by, "taken_down": l.taken_down }))
                .collect();
            let headings = ["编号", "位置", "依据", "批准", "最迟撤下", "状态"];
            Ok(Answer::new(columns(&headings, &rows, &[]), &json))
        }
    }
}

fn exports(common: &Common, limit: u32) -> Result<Answer> {
    let exports = common.look()?.exports(limit)?;
    let row = |Exported { export: e, room }: &Exported| {
        cells([&e.on, &e.kind, room, &e.operator, &e.purpose, &e.recipient])
    };
    let rows: Vec<_> = exports.iter().map(row).collect();
    let json: Vec<_> = exports
        .iter()
        .map(|Exported { export: e, room }| json!({ "on": e.on, "room": room, "kind": e.kind, "operator": e.operator, "purpose": e.purpose, "recipient": e.recipient, "sha256": e.sha256 }))
        .collect();
    Ok(Answer::new(columns(&["日期", "种类", "房号", "操作人", "用途", "交给"], &rows, &[]), &json))
}
