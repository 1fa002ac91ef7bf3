//! `campaign` and `plan`: what is taken up together, and what the months are to bring.

use super::analysis::{amount_rate, conversion, count, shown, slices};
use super::{amount, month};
use crate::answer::{Answer, cells, columns, percent, table_text};
use crate::arguments::Common;
use chrono::{Datelike, NaiveDate};
use clap::Subcommand;
use serde_json::{Value, json};
use std::path::PathBuf;
use zhangfang_domain::Fen;
use zhangfang_domain::effect::Measure;
use zhangfang_domain::plan::Progress;
use zhangfang_office::campaign::{CampaignLine, CampaignRequest, CampaignResult, Scope};
use zhangfang_office::plan::{self, PlanRequest, PlanRow};
use zhangfang_office::{Office, Refusal, Result, analysis};

/// Verbs of `campaign`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 列出活动
    List,
    /// 一个活动的结果：收回、目标完成、催缴转化，逐户
    Show {
        /// 活动编号
        #[arg(value_name = "编号")]
        campaign: i64,
        /// 输出 .pdf、.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 试算范围：现在有多少户、多少欠费
    Scope {
        /// 只看其中一部分：依据=键，可写多个；同一依据写多个为任一
        #[arg(long = "where", value_name = "依据=键")]
        within: Vec<String>,
        /// 每户不少于（元）
        #[arg(long, default_value = "0", value_name = "元")]
        at_least: String,
    },
    /// 建立活动
    Start {
        /// 名称
        #[arg(value_name = "名称")]
        name: String,
        /// 第一天
        #[arg(long, value_name = "日期")]
        from: NaiveDate,
        /// 最后一天
        #[arg(long, value_name = "日期")]
        to: NaiveDate,
        /// 范围：依据=键，可写多个；同一依据写多个为任一
        #[arg(long = "where", value_name = "依据=键")]
        within: Vec<String>,
        /// 每户不少于（元）
        #[arg(long, default_value = "0", value_name = "元")]
        at_least: String,
        /// 目标（元）
        #[arg(long, value_name = "元")]
        target: String,
        /// 对业主说的话
        #[arg(long, value_name = "文字")]
        text: String,
        /// 内部备注
        #[arg(long, default_value = "", value_name = "文字")]
        note: String,
    },
    /// 结束活动，写下总结
    End {
        /// 活动编号
        #[arg(value_name = "编号")]
        campaign: i64,
        /// 总结
        #[arg(long, value_name = "文字")]
        note: String,
    },
}

/// Verbs of `plan`.
#[derive(Debug, Subcommand)]
pub enum PlanVerb {
    /// 年度计划与实收，按月、按人
    Show {
        /// 年度，默认今年
        #[arg(value_name = "年度")]
        year: Option<i32>,
        /// 输出 .pdf、.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 按去年实收建议各月目标
    Propose {
        /// 年度
        #[arg(value_name = "年度")]
        year: i32,
        /// 去年同月的百分之几
        #[arg(long, default_value_t = 100, value_name = "百分比")]
        percent: u32,
    },
    /// 定目标：月份=金额，可写多个
    Set {
        /// 月份=金额（元），如 2026-03=120000
        #[arg(value_name = "月份=金额", required = true)]
        targets: Vec<String>,
        /// 责任人；不写为办公室
        #[arg(long, default_value = "", value_name = "姓名")]
        person: String,
        /// 修改已定目标的原因
        #[arg(long, default_value = "", value_name = "文字")]
        note: String,
    },
}

/// Runs a verb of `campaign`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::List => list(common),
        Verb::Show { campaign, out } => {
            let office = common.look()?;
            let result = office.campaign_result(campaign, common.today())?;
            if out.is_some() {
                let rule = analysis::rule(Measure::default());
                return shown(common, &office, &result.table(), &[&rule], Value::Null, out);
            }
            Ok(Answer::new(result_text(&result), &result_json(&result)))
        }
        Verb::Scope { within, at_least } => {
            let scope = Scope { within: slices(&within)?, at_least: amount(&at_least)? };
            let found = common.look()?.scope_preview(&scope, common.today())?;
            let text = format!(
                "{} 户 {} 笔，逾期 {} 元，其中异议、分期、诉讼、空置待定 {} 元。",
                found.homes, found.charges, found.owed, found.excluded
            );
            Ok(Answer::new(
                text,
                &json!({ "homes": found.homes, "charges": found.charges,
                "owed": found.owed.plain(), "excluded": found.excluded.plain() }),
            ))
        }
        Verb::Start { name, from, to, within, at_least, target, text, note } => {
            let scope = Scope { within: slices(&within)?, at_least: amount(&at_least)? };
            let request = CampaignRequest { name, from, to, scope, target: amount(&target)?, text, note };
            let posted = common.open()?.start_campaign(&request, &common.occasion())?;
            Ok(Answer::new(
                format!("已建立活动 {}：{}。", posted.value, request.name),
                &json!({ "campaign": posted.value, "act": posted.act, "replayed": posted.replayed }),
            ))
        }
        Verb::End { campaign, note } => {
            let posted = common.open()?.end_campaign(campaign, &note, &common.occasion())?;
            Ok(Answer::new(
                format!("活动 {campaign} 已结束。"),
                &json!({ "campaign": campaign, "act": posted.act, "replayed": posted.replayed }),
            ))
        }
    }
}

fn list(common: &Common) -> Result<Answer> {
    let lines = common.look()?.campaigns(common.today())?;
    let row = |l: &CampaignLine| {
        cells([
            &l.campaign,
            &l.terms.name,
            &l.terms.from,
            &l.terms.to,
            &l.state.label(),
            &l.terms.target,
            &l.scope,
        ])
    };
    let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    let text = columns(&["编号", "名称", "开始", "结束", "状态", "目标", "范围"], &rows, &[0, 5]);
    Ok(Answer::new(text, &lines.iter().map(line_json).collect::<Vec<_>>()))
}

fn line_json(l: &CampaignLine) -> Value {
    json!({ "campaign": l.campaign, "name": l.terms.name, "from": l.terms.from, "to": l.terms.to,
        "state": l.state.code(), "target": l.terms.target.plain(), "scope": l.scope, "text": l.terms.text,
        "note": l.terms.note, "operator": l.operator, "until": l.until,
        "ended": l.end.as_ref().map(|(on, _)| on), "lesson": l.end.as_ref().map(|(_, note)| note) })
}

fn result_text(r: &CampaignResult) -> String {
    let l = &r.line;
    let mut text = format!(
        "{}　{}至{}　{}\n范围 {}\n目标完成 {} / {} 元（{}）\n开始时欠费收回 {} / {} 元（{}）\n缴清 {} / {} 户（{}）\n催缴转化 {} / {} 户次（{}）\n",
        l.terms.name,
        l.terms.from,
        l.terms.to,
        l.state.label(),
        l.scope,
        r.reached.numerator,
        r.reached.denominator,
        percent(r.reached.percent()),
        r.recovered.numerator,
        r.recovered.denominator,
        percent(r.recovered.percent()),
        r.cleared.numerator,
        r.cleared.denominator,
        percent(r.cleared.percent()),
        r.conversion.homes.numerator,
        r.conversion.homes.denominator,
        percent(r.conversion.homes.percent()),
    );
    if let Some((on, note)) = &l.end {
        text += &format!("总结（{on}）{note}\n");
    }
    text + &table_text(&r.table())
}

fn result_json(r: &CampaignResult) -> Value {
    let homes: Vec<Value> = r
        .homes
        .iter()
        .map(|h| {
            json!({ "account": h.account, "room": h.room, "owner": h.owner, "steward": h.steward,
                "opening": h.opening.plain(), "received": h.received.plain(), "actions": h.actions })
        })
        .collect();
    let days: Vec<Value> =
        r.days.iter().map(|(day, fen)| json!({ "day": day, "received": fen.plain() })).collect();
    let shares: Vec<Value> = r
        .shares
        .iter()
        .map(|s| json!({ "person": s.person, "homes": count(s.homes), "amount": amount_rate(s.amount) }))
        .collect();
    json!({ "campaign": line_json(&r.line), "reached": amount_rate(r.reached), "recovered": amount_rate(r.recovered),
        "cleared": count(r.cleared), "conversion": conversion(&r.conversion), "days": days, "shares": shares,
        "homes": homes })
}

/// Runs a verb of `plan`.
pub fn run_plan(common: &Common, verb: PlanVerb) -> Result<Answer> {
    match verb {
        PlanVerb::Show { year, out } => {
            let office = common.look()?;
            show_plan(common, &office, year.unwrap_or_else(|| common.today().year()), out)
        }
        PlanVerb::Propose { year, percent } => {
            let rows = common.look()?.propose_plan(year, percent)?;
            let amount = |fen: &Option<Fen>| fen.map_or_else(|| "—".to_owned(), |fen| fen.to_string());
            let name =
                |person: &str| if person.is_empty() { "办公室".to_owned() } else { person.to_owned() };
            let row = |r: &plan::ProposedRow| {
                std::iter::once(name(&r.person)).chain(r.months.iter().map(amount)).collect::<Vec<_>>()
            };
            let headings = [
                "责任人",
                "1月",
                "2月",
                "3月",
                "4月",
                "5月",
                "6月",
                "7月",
                "8月",
                "9月",
                "10月",
                "11月",
                "12月",
            ];
            let text = columns(
                &headings,
                &rows.iter().map(row).collect::<Vec<_>>(),
                &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            );
            let json: Vec<Value> = rows
                .iter()
                .map(|r| json!({ "person": r.person, "months": r.months.map(|m| m.map(Fen::plain)) }))
                .collect();
            Ok(Answer::new(text, &json))
        }
        PlanVerb::Set { targets, person, note } => {
            let target = |text: &String| {
                let expected = "月份=金额，如 2026-03=120000";
                let unusable = || Refusal::Unusable { field: "月度目标", value: text.clone(), expected };
                let (of, fen) = text.split_once('=').ok_or_else(unusable)?;
                Ok((month(of)?, amount(fen)?))
            };
            let targets = targets.iter().map(target).collect::<Result<Vec<_>>>()?;
            let posted =
                common.open()?.set_plan(&PlanRequest { person, targets, note }, &common.occasion())?;
            Ok(Answer::new(
                format!("已定 {} 个月的目标。", posted.value),
                &json!({ "months": posted.value, "act": posted.act, "replayed": posted.replayed }),
            ))
        }
    }
}

fn show_plan(common: &Common, office: &Office, year: i32, out: Option<PathBuf>) -> Result<Answer> {
    let found = office.plan(year, common.today())?;
    let progress = |p: &Progress| {
        json!({ "target": p.target.map(Fen::plain), "actual": p.actual.plain(),
            "percent": p.rate().and_then(zhangfang_domain::rates::Rate::percent) })
    };
    let row = |r: &PlanRow| {
        json!({ "person": r.person, "months": r.months.iter().map(progress).collect::<Vec<_>>(),
            "to_date": progress(&r.to_date), "year": progress(&r.year) })
    };
    let json = json!({ "year": year, "as_of": found.as_of, "rows": found.rows.iter().map(row).collect::<Vec<_>>(),
        "definition": plan::DEFINITION });
    shown(common, office, &found.table(), &[plan::DEFINITION], json, out)
}
