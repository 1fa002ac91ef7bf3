//! The bill of a month's readings: look, post.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use crate::commands::meter::KindArg;
use crate::commands::month;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use zhangfang_office::Result;
use zhangfang_office::metering::billing::{MeterRunPreview, MeterRunRequest};

/// What to bill.
#[derive(Debug, Args)]
pub struct BillArgs {
    /// 抄表月份
    #[arg(value_name = "月份")]
    month: String,
    /// 试算或出账
    #[arg(value_enum, value_name = "步骤")]
    step: Step,
    /// 只出这一类
    #[arg(long, value_enum, value_name = "类别")]
    kind: Option<KindArg>,
    /// 统一的缴费截止日
    #[arg(long, value_name = "日期")]
    due: Option<NaiveDate>,
    /// 有未抄的表时仍为其余的出账
    #[arg(long)]
    accept_gaps: bool,
}

/// 步骤
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Step {
    /// 试算，不写入
    Preview,
    /// 出账
    Post,
}

/// Looks or posts.
pub(super) fn run(common: &Common, a: BillArgs) -> Result<Answer> {
    let request = MeterRunRequest {
        month: month(&a.month)?,
        kind: a.kind.map(Into::into),
        due: a.due,
        accept_gaps: a.accept_gaps,
    };
    match a.step {
        Step::Preview => {
            let preview = common.look()?.preview_metering(&request)?;
            Ok(Answer::new(preview_text(&preview), &preview_json(&preview)))
        }
        Step::Post => {
            let r = common.open()?.post_metering(&request, &common.occasion())?.value;
            let mut text = format!(
                "第 {} 批已出账：{} 户 {} 笔，合计 {} 元；预存抵扣 {} 元。",
                r.run, r.homes, r.charges, r.total, r.prepaid_drawn
            );
            if r.lowered.is_positive() {
                text += &format!("更正冲减以前账单 {} 元。", r.lowered);
            }
            text += &format!("\n如需整批冲销：bill-run reverse {} --reason …", r.run);
            Ok(Answer::new(text, &r))
        }
    }
}

fn preview_text(preview: &MeterRunPreview) -> String {
    let rows: Vec<Vec<String>> = preview
        .drafts
        .iter()
        .map(|d| {
            let before = d.month_before.map(|b| b.to_string()).unwrap_or_default();
            let (usage, fen) = (format!("{} {}", d.draft.usage, d.price.unit), d.draft.fen());
            cells([&d.room, &d.price.plan, &usage, &fen, &before, &d.due, &d.remarks.join("，")])
        })
        .collect();
    let mut text = format!(
        "试算 {}（未写入）：{} 笔，合计 {} 元；本月已出 {} 元，上月 {} 元，相差 {} 元；更正冲减 {} 元；未抄 {} 块表。\n\n{}\n",
        preview.month,
        preview.charges(),
        preview.total(),
        preview.already,
        preview.before,
        preview.already + preview.total() - preview.before,
        preview.lowered(),
        preview.unread.len(),
        columns(&["房号", "价格", "用量", "金额", "上月", "截止", "提醒"], &rows, &[2, 3, 4])
    );
    if !preview.unread.is_empty() {
        let names: Vec<String> =
            preview.unread.iter().take(10).map(|(code, room)| format!("{code}（{room}）")).collect();
        text += &format!(
            "\n未抄的表：{}。抄到后录入，或用 reading estimate {} 估抄。\n",
            names.join("、"),
            preview.month
        );
    }
    text
}

fn preview_json(preview: &MeterRunPreview) -> Value {
    json!({
        "month": preview.month.to_string(), "charges": preview.charges(), "total": preview.total().plain(),
        "before": preview.before.plain(), "already": preview.already.plain(), "lowered": preview.lowered().plain(),
        "drafts": preview.drafts.iter().map(|d| json!({
            "room": d.room, "price": d.price.plan, "usage": d.draft.usage.to_string(), "amount": d.draft.fen().plain(),
            "before": d.month_before.map(|b| b.plain()), "due": d.due, "remarks": d.remarks,
            "corrections": d.draft.carried.iter().chain(&d.draft.lowered).map(|c| json!({
                "charge": c.charge, "usage": c.usage.to_string(), "amount": c.fen.plain() })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "unread": preview.unread.iter().map(|(code, room)| json!({ "meter": code, "room": room })).collect::<Vec<_>>(),
    })
}
