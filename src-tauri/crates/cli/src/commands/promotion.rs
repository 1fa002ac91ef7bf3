//! `promotion`: what is given to whoever pays ahead.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use zhangfang_domain::promotion::{Offer, OnRefund};
use zhangfang_office::promotion::{NewPromotion, in_words};
use zhangfang_office::{Refusal, Result};

/// Verbs of `promotion`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 公布活动，例如 promotion add 交11送1 --item management --pay 11 --gift 1 --from 2025-12-01 --to 2026-01-31
    Add(AddArgs),
    /// 列出活动、期限、已享受户数和优惠金额
    List,
    /// 提前结束：从今天起不再给，已给的保留
    End {
        /// 活动名称
        #[arg(value_name = "名称")]
        name: String,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
}

/// A promotion as typed.
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("offer").required(true).args(["pay", "percent_off"])),
    override_usage = "zhangfang promotion add [选项] --item <项目> --from <日期> --to <日期> <名称>"
)]
pub struct AddArgs {
    /// 公示上的名称
    #[arg(value_name = "名称")]
    name: String,
    /// 收费项目（代码或名称）
    #[arg(long, value_name = "项目")]
    item: String,
    /// 交几个月
    #[arg(long, value_name = "月数", requires = "gift")]
    pay: Option<u32>,
    /// 送几个月（最后几个月）
    #[arg(long, value_name = "月数", requires = "pay")]
    gift: Option<u32>,
    /// 整段预缴优惠百分之几
    #[arg(long, value_name = "百分比", allow_hyphen_values = true)]
    percent_off: Option<String>,
    /// 享受百分比优惠至少预缴几个月
    #[arg(long, value_name = "月数", default_value_t = 12)]
    least_months: u32,
    /// 起始日期
    #[arg(long, value_name = "日期")]
    from: NaiveDate,
    /// 截止日期
    #[arg(long, value_name = "日期")]
    to: NaiveDate,
    /// 中途退费时赠送部分如何处理
    #[arg(long, value_enum, default_value = "lapses", value_name = "办法")]
    on_refund: OnRefundArg,
    /// 活动说明
    #[arg(long, default_value = "", value_name = "说明")]
    terms: String,
}

/// 中途退费时赠送部分如何处理
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OnRefundArg {
    /// 赠送失效，已用月份按原价
    Lapses,
    /// 按已用月份比例保留
    ProRata,
}

impl AddArgs {
    fn promotion(self) -> Result<NewPromotion> {
        let offer = match (self.pay, self.gift, &self.percent_off) {
            (Some(paid), Some(free), _) => Offer::FreeMonths { paid, free },
            (_, _, text) => {
                let text = text.clone().unwrap_or_default();
                let percent: Decimal = text.parse().map_err(|_| Refusal::Unusable {
                    field: "优惠百分比",
                    value: text.clone(),
                    expected: "百分之几，如 5",
                })?;
                Offer::PercentOff { percent, least_months: self.least_months }
            }
        };
        let on_refund = match self.on_refund {
            OnRefundArg::Lapses => OnRefund::Lapses,
            OnRefundArg::ProRata => OnRefund::ProRata,
        };
        let AddArgs { name, item, from, to, terms, .. } = self;
        Ok(NewPromotion { name, item, offer, from, to, on_refund, terms })
    }
}

/// Runs a verb of `promotion`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Add(arguments) => {
            let new = arguments.promotion()?;
            let added = common.open()?.add_promotion(&new, &common.occasion())?;
            let text = format!(
                "已公布优惠活动“{}”（{}），{} 至 {}。{}。参加与否由业主自愿。",
                new.name,
                in_words(&new.offer),
                new.from,
                new.to,
                new.on_refund.label()
            );
            Ok(Answer::new(text, &json!({ "promotion": added.value, "name": new.name })))
        }
        Verb::List => list(common),
        Verb::End { name, reason } => {
            common.open()?.end_promotion(&name, &reason, &common.occasion())?;
            let text = format!("优惠活动“{name}”从今天起不再享受，已享受的保留。");
            Ok(Answer::new(text, &json!({ "name": name, "ended": true })))
        }
    }
}

fn list(common: &Common) -> Result<Answer> {
    let office = common.look()?;
    let items = office.charge_items()?;
    let name_of = |id: i64| items.iter().find(|i| i.id == id).map_or("", |i| i.name.as_str());
    let (mut rows, mut json) = (Vec::<Vec<String>>::new(), Vec::<Value>::new());
    for a in office.promotions()? {
        let p = &a.promotion;
        let open = (p.from..=p.to).contains(&common.today());
        let state = match (&a.ended, open) {
            (Some(_), false) => "已结束",
            (None, false) if common.today() < p.from => "未开始",
            (None, false) => "已到期",
            (_, true) => "进行中",
        };
        let words = in_words(&p.offer);
        let days = format!("{}—{}", p.from, p.to);
        rows.push(cells([&p.name, &name_of(p.item), &words, &days, &state, &a.grants, &a.given]));
        json.push(json!({
            "name": p.name, "item": name_of(p.item), "kind": p.offer.code(), "offer": words,
            "from": p.from, "to": p.to, "open": open, "on_refund": p.on_refund.code(), "terms": p.terms,
            "ended": a.ended, "grants": a.grants, "given": a.given.plain(),
        }));
    }
    if rows.is_empty() {
        return Ok(Answer::new("没有优惠活动。", &json));
    }
    let headings = ["活动", "项目", "内容", "期限", "状态", "户次", "优惠金额"];
    Ok(Answer::new(columns(&headings, &rows, &[5, 6]), &json))
}
