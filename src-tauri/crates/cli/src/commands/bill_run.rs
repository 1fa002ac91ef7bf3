//! `bill-run`: look, post, take back.

use super::months;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use crate::console::Console;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::json;
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::bill_run::Draft;
use zhangfang_domain::tenure::Payer;
use zhangfang_office::bill_run::{RunPreview, RunRequest};
use zhangfang_office::{Result, sentence};

/// Verbs of `bill-run`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 预检与试算，不写入
    Preview(RunArgs),
    /// 出账（一次操作，全部或全不）
    Post(RunArgs),
    /// 列出批次
    List,
    /// 整批冲销（无人缴费时）
    Reverse {
        /// 批次编号
        #[arg(value_name = "批次")]
        run: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
}

/// What to charge.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// 期间，例如 2025-10、2025-Q4、2025-10..2025-12
    #[arg(value_name = "期间")]
    months: String,
    /// 统一的缴费截止日
    #[arg(long, value_name = "日期")]
    due: Option<NaiveDate>,
    /// 只出这些项目
    #[arg(long = "item", value_name = "项目")]
    items: Vec<String>,
    /// 只出这些楼栋
    #[arg(long = "building", value_name = "楼栋")]
    buildings: Vec<String>,
    /// 有漏收的房屋时仍为其余房屋出账
    #[arg(long)]
    accept_gaps: bool,
}

impl RunArgs {
    fn request(self) -> Result<RunRequest> {
        Ok(RunRequest {
            months: months(&self.months)?,
            due: self.due,
            items: self.items,
            buildings: self.buildings,
            accept_gaps: self.accept_gaps,
        })
    }
}

/// Runs a verb of `bill-run`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Preview(arguments) => preview(common, &arguments.request()?),
        Verb::Post(arguments) => {
            let request = arguments.request()?;
            let posted = common.open()?.post_run(&request, &common.occasion(), &mut Console::new("出账"))?;
            let r = &posted.value;
            let text = format!(
                "第 {} 批已出账：{} 户 {} 笔，合计 {} 元{}；预存抵扣 {} 元；已出过的 {} 笔没有重复出账。",
                r.run,
                r.homes,
                r.charges,
                r.total,
                let_off(r.let_off),
                r.prepaid_drawn,
                r.already_charged
            );
            Ok(Answer::new(text, r))
        }
        Verb::List => {
            let runs = common.look()?.runs()?;
            let rows: Vec<Vec<String>> = runs
                .iter()
                .map(|r| {
                    let state = if r.reversed_by.is_some() { "已冲销" } else { "" };
                    cells([
                        &r.id,
                        &r.biz_date,
                        &r.from_month,
                        &r.to_month,
                        &r.homes,
                        &r.charges,
                        &Fen(r.fen),
                        &state,
                    ])
                })
                .collect();
            let headings = ["批次", "日期", "自", "至", "户数", "笔数", "金额", "状态"];
            Ok(Answer::new(columns(&headings, &rows, &[0, 4, 5, 6]), &runs))
        }
        Verb::Reverse { run, reason } => {
            let posted = common.open()?.reverse_run(run, &reason, &common.occasion())?;
            let r = &posted.value;
            Ok(Answer::new(format!("第 {run} 批已整批冲销：{} 笔，{} 元。", r.charges, r.total), r))
        }
    }
}

fn preview(common: &Common, request: &RunRequest) -> Result<Answer> {
    let office = common.look()?;
    let preview = office.preview_run(request)?;
    let items: HashMap<i64, String> = office.charge_items()?.into_iter().map(|i| (i.id, i.name)).collect();
    let name = |id: i64| items.get(&id).cloned().unwrap_or_default();
    let differences: Vec<Vec<String>> = preview
        .differences
        .iter()
        .map(|(item, d)| {
            let change = d.now - d.before;
            cells([
                &name(*item),
                &d.before,
                &d.now,
                &change,
                &d.new_homes,
                &d.gone_homes,
                &d.price,
                &d.quantity,
                &d.other,
            ])
        })
        .collect();
    let obstacles: Vec<(String, String, bool)> = preview
        .plan
        .obstacles
        .iter()
        .map(|(home, o)| (preview.room(*home), sentence::obstacle(o, name), o.leaves_out()))
        .collect();
    let headings = ["项目", "上期", "本期", "差额", "新增户", "停收户", "单价变化", "面积数量", "其他"];
    let mut text = format!(
        "试算 {}（未写入）：{} 户 {} 笔，合计 {} 元{}；可用预存抵扣 {} 元；已出过 {} 笔。\n\n{}\n",
        request.months,
        preview.plan.homes(),
        preview.plan.drafts.len(),
        preview.plan.total(),
        let_off(preview.plan.let_off(Kind::Vacancy) + preview.plan.let_off(Kind::Relief)),
        preview.prepaid_drawn,
        preview.plan.already_charged,
        columns(&headings, &differences, &[1, 2, 3, 4, 5, 6, 7, 8])
    );
    text += &special(&preview, name);
    if !obstacles.is_empty() {
        let rows: Vec<Vec<String>> = obstacles
            .iter()
            .map(|(room, what, out)| cells([room, what, &if *out { "不出账" } else { "提醒" }]))
            .collect();
        text +=
            &format!("\n请先看这 {} 处：\n{}", rows.len(), columns(&["房号", "情况", "影响"], &rows, &[]));
    }
    Ok(Answer::new(text, &json_of(&preview, request, &name, &obstacles)))
}

/// What was let off, as it stands behind a total.
fn let_off(fen: Fen) -> String {
    if fen.is_zero() { String::new() } else { format!("（已减空置优惠与减免 {fen} 元）") }
}

fn payer(draft: &Draft) -> &'static str {
    if draft.payer == Payer::Developer { "建设单位" } else { "业主" }
}

/// Parts of months and discounts, line by line.
fn special(preview: &RunPreview, name: impl Fn(i64) -> String) -> String {
    let rows: Vec<Vec<String>> = preview
        .special()
        .map(|d| {
            let (first, last) = d.days();
            let days = format!("{first}～{last}");
            let (gross, vacancy, relief) = (d.line.gross, -d.line.vacancy, -d.line.relief);
            let room = preview.room(d.home);
            cells([&room, &name(d.item), &payer(d), &days, &gross, &vacancy, &relief, &d.line.net()])
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let headings = ["房号", "项目", "承担", "天数", "全额", "空置优惠", "减免", "应收"];
    format!(
        "\n按天分摊、由建设单位承担或有优惠的 {} 笔：\n{}\n",
        rows.len(),
        columns(&headings, &rows, &[4, 5, 6, 7])
    )
}

fn json_of(
    preview: &RunPreview,
    request: &RunRequest,
    name: &impl Fn(i64) -> String,
    obstacles: &[(String, String, bool)],
) -> serde_json::Value {
    json!({
        "months": request.months.to_string(),
        "homes": preview.plan.homes(),
        "charges": preview.plan.drafts.len(),
        "total": preview.plan.total().plain(),
        "special": preview.special().map(|d| json!({
            "room": preview.room(d.home), "item": name(d.item), "payer": payer(d),
            "days": [d.days().0.to_string(), d.days().1.to_string()], "gross": d.line.gross.plain(),
            "vacancy": d.line.vacancy.plain(), "relief": d.line.relief.plain(), "amount": d.line.net().plain(),
        })).collect::<Vec<_>>(),
        "prepaid_drawn": preview.prepaid_drawn.plain(),
        "already_charged": preview.plan.already_charged,
        "differences": preview.differences.iter().map(|(item, d)| json!({
            "item": name(*item), "before": d.before.plain(), "now": d.now.plain(), "new_homes": d.new_homes.plain(),
            "gone_homes": d.gone_homes.plain(), "price": d.price.plain(), "quantity": d.quantity.plain(),
            "other": d.other.plain(),
        })).collect::<Vec<_>>(),
        "obstacles": obstacles.iter().map(|(room, what, out)| json!({
            "room": room, "what": what, "left_out": out,
        })).collect::<Vec<_>>(),
    })
}
