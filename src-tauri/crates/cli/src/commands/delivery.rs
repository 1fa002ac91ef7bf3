//! `delivery`: how letters reached those who owe, and how well that is proved.

use super::choices;
use super::contact::{moment, pictures, word};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;
use zhangfang_domain::delivery::{Relation, Way};
use zhangfang_office::Result;
use zhangfang_office::delivery::{Delivered, DeliveryNote};

/// Verbs of `delivery`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 登记一次送达，自动定级并重算时效
    #[command(after_help = ADD_HELP.as_str())]
    Add(Box<AddArgs>),
    /// 只看一次送达会定几级、时效怎么变，不登记
    #[command(after_help = ADD_HELP.as_str())]
    Preview(Box<AddArgs>),
    /// 列出催缴文书和各自的送达情况
    Letters {
        /// 只列一户
        #[arg(long, value_name = "房号")]
        home: Option<String>,
        /// 截至哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        as_of: Option<NaiveDate>,
    },
    /// 列出送达记录，最近的在前
    List {
        /// 只列一户
        #[arg(long, value_name = "房号")]
        home: Option<String>,
        /// 截至哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        as_of: Option<NaiveDate>,
    },
    /// 经理确认一次证明力待定（D 级）的送达
    Confirm {
        /// 送达编号
        #[arg(value_name = "编号")]
        delivery: i64,
        /// 理由
        #[arg(long, value_name = "理由")]
        reason: String,
    },
    /// 作废一条记错的送达
    Void {
        /// 送达编号
        #[arg(value_name = "编号")]
        delivery: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
}

static ADD_HELP: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
    format!(
        "送达方式{}\n签收人关系{}",
        choices(Way::ALL.iter().map(|c| (c.code(), c.label()))),
        choices(Relation::ALL.iter().map(|c| (c.code(), c.label()))),
    )
});

/// A delivery as typed.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// 文书编号，如 HS-202601-00001
    #[arg(value_name = "文书编号")]
    letter: String,
    /// 送达方式
    #[arg(long, value_name = "方式")]
    way: String,
    /// 送达时间，如 2026-01-06T15:40；邮寄写签收时间
    #[arg(long, value_name = "时间")]
    at: String,
    /// 签收人姓名
    #[arg(long, value_name = "姓名")]
    signer: Option<String>,
    /// 签收人与业主的关系
    #[arg(long, value_name = "关系")]
    relation: Option<String>,
    /// 拒收或没有签收的原因
    #[arg(long, value_name = "原因")]
    refusal: Option<String>,
    /// 居委会等见证人
    #[arg(long, value_name = "姓名")]
    witness: Option<String>,
    /// 快递单号
    #[arg(long, value_name = "单号")]
    waybill: Option<String>,
    /// 面单写明内件是“物业费催缴函”
    #[arg(long)]
    content_named: bool,
    /// 信息发到哪个号码
    #[arg(long, value_name = "号码")]
    number: Option<String>,
    /// 备注
    #[arg(long, default_value = "", value_name = "备注")]
    note: String,
    /// 照片、截图或扫描件，可写多个
    #[arg(long = "picture", value_name = "文件")]
    pictures: Vec<PathBuf>,
}

/// Runs a verb of `delivery`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Add(arguments) => {
            let delivered = common.open()?.note_delivery(&note(*arguments)?, &common.occasion())?.value;
            Ok(answer(&format!("已登记第 {} 号送达。", delivered.delivery), &delivered))
        }
        Verb::Preview(arguments) => {
            let delivered = common.look()?.preview_delivery(&note(*arguments)?, &common.occasion())?;
            Ok(answer("没有登记，只是预览。", &delivered))
        }
        Verb::Letters { home, as_of } => letters(common, home.as_deref(), as_of),
        Verb::List { home, as_of } => list(common, home.as_deref(), as_of),
        Verb::Confirm { delivery, reason } => {
            common.open()?.confirm_delivery(delivery, &reason, &common.occasion())?;
            Ok(Answer::new(
                format!("第 {delivery} 号送达已确认，时效重新计算。"),
                &json!({ "delivery": delivery }),
            ))
        }
        Verb::Void { delivery, reason } => {
            common.open()?.void_delivery(delivery, &reason, &common.occasion())?;
            Ok(Answer::new(format!("第 {delivery} 号送达已作废。"), &json!({ "delivery": delivery })))
        }
    }
}

fn note(a: AddArgs) -> Result<DeliveryNote> {
    let relation = a.relation.as_deref();
    Ok(DeliveryNote {
        way: word("送达方式", &a.way, Way::parse(&a.way))?,
        at: moment(&a.at)?,
        relation: relation.map(|r| word("签收人关系", r, Relation::parse(r))).transpose()?,
        pictures: pictures(&a.pictures)?,
        letter: a.letter,
        signer: a.signer,
        refusal: a.refusal,
        witness: a.witness,
        waybill: a.waybill,
        content_named: a.content_named,
        number: a.number,
        note: a.note,
    })
}

fn answer(done: &str, delivered: &Delivered) -> Answer {
    let rows: Vec<_> = delivered
        .effects
        .iter()
        .map(|e| {
            let why = match (e.too_late, e.before == e.after) {
                (true, _) => "送达时已届满",
                (_, true) => "不变",
                _ => "重新计算",
            };
            cells([&e.charge, &e.item, &e.months, &e.before, &e.after, &why])
        })
        .collect();
    let table = if rows.is_empty() {
        "文书所列账单都已结清，或文书没有逐笔列账单，时效不变。".to_owned()
    } else {
        columns(&["账单", "项目", "期间", "原届满日", "届满日", "时效"], &rows, &[0])
    };
    let text = format!("{done}{} 级：{}。\n{table}", delivered.grade, delivered.meaning);
    Answer::new(text, delivered)
}

fn letters(common: &Common, home: Option<&str>, as_of: Option<NaiveDate>) -> Result<Answer> {
    let all = common.look()?.letters(home, as_of.unwrap_or_else(|| common.today()))?;
    let rows: Vec<_> = all
        .iter()
        .map(|l| {
            let delivered = l.delivered.map(|d| d.to_string()).unwrap_or_default();
            cells([
                &l.number,
                &l.what,
                &l.on,
                &l.room,
                &l.owner,
                &l.amount,
                &l.label,
                &l.grade.unwrap_or(""),
                &delivered,
            ])
        })
        .collect();
    if rows.is_empty() {
        return Ok(Answer::new("没有催缴文书。", &all));
    }
    let headings = ["编号", "文书", "制作", "房号", "业主", "金额", "送达", "级别", "送达日"];
    Ok(Answer::new(columns(&headings, &rows, &[5]), &all))
}

fn list(common: &Common, home: Option<&str>, as_of: Option<NaiveDate>) -> Result<Answer> {
    let all = common.look()?.deliveries(home, as_of.unwrap_or_else(|| common.today()))?;
    let rows: Vec<_> = all
        .iter()
        .map(|d| {
            let at = d.at.format("%Y-%m-%d %H:%M");
            let review =
                d.review.as_ref().map(|(word, by, why)| format!("{word}（{by}：{why}）")).unwrap_or_default();
            cells([
                &d.delivery,
                &d.letter,
                &d.room,
                &d.way,
                &at,
                &d.signer,
                &d.grade,
                &d.evidence,
                &d.operator,
                &review,
            ])
        })
        .collect();
    if rows.is_empty() {
        return Ok(Answer::new("没有送达记录。", &all));
    }
    let headings = ["编号", "文书", "房号", "方式", "时间", "签收", "级别", "凭证", "经办", "处理"];
    Ok(Answer::new(columns(&headings, &rows, &[0]), &all))
}
