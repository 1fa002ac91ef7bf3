//! `concession`: vacancy and relief, asked for, listed, ended.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::tariff::at_least;
use zhangfang_office::billing::{ConcessionRequest, Granted};
use zhangfang_office::{Office, Result};

/// Verbs of `concession`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 申请空置优惠（批准后生效，比例与最短期限按本地规则）
    Vacancy(RequestArgs),
    /// 申请一段时间的减免（批准后生效）
    Relief(RequestArgs),
    /// 列出优惠
    List {
        /// 只列这一户
        #[arg(long, value_name = "房号")]
        home: Option<String>,
    },
    /// 提前结束一项优惠；之后已优惠的金额恢复应收
    End {
        /// 优惠编号，见 concession list
        #[arg(value_name = "编号")]
        concession: i64,
        /// 最后一天
        #[arg(long, value_name = "日期")]
        on: NaiveDate,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
}

/// A vacancy or relief as typed.
#[derive(Debug, Args)]
pub struct RequestArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 优惠百分比：30 即按 70% 收取
    #[arg(long, value_name = "百分比", allow_hyphen_values = true)]
    off: Decimal,
    /// 开始日期
    #[arg(long, value_name = "日期")]
    from: NaiveDate,
    /// 截止日期，不写即到另行结束为止
    #[arg(long, value_name = "日期")]
    to: Option<NaiveDate>,
    /// 只优惠这个收费项目，默认全部按标准计费的项目
    #[arg(long, value_name = "项目")]
    item: Option<String>,
    /// 原因
    #[arg(long, value_name = "原因")]
    reason: String,
}

/// Headings of [`rows`].
pub const HEADINGS: [&str; 7] = ["编号", "房号", "种类", "优惠", "项目", "起止", "审批单"];

/// Runs a verb of `concession`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Vacancy(arguments) => request(common, Kind::Vacancy, arguments),
        Verb::Relief(arguments) => request(common, Kind::Relief, arguments),
        Verb::List { home } => {
            let office = common.look()?;
            let found = office.concessions(home.as_deref())?;
            let rows = rows(&office, found.iter().map(|(room, g)| (room.clone(), g)))?;
            let json: Vec<Value> = found
                .iter()
                .map(|(room, g)| {
                    let mut value = json(g);
                    value["room"] = json!(room);
                    value
                })
                .collect();
            if rows.is_empty() {
                return Ok(Answer::new("没有空置优惠或减免。", &json));
            }
            Ok(Answer::new(columns(&HEADINGS, &rows, &[0]), &json))
        }
        Verb::End { concession, on, reason } => {
            let back = common.open()?.end_concession(concession, on, &reason, &common.occasion())?.value;
            let text = format!("优惠 {concession} 到 {on} 为止，恢复应收 {back} 元。");
            Ok(Answer::new(text, &json!({ "concession": concession, "last": on, "charged_again": back })))
        }
    }
}

fn request(common: &Common, kind: Kind, arguments: RequestArgs) -> Result<Answer> {
    let mut office = common.open()?;
    let request = ConcessionRequest {
        room: arguments.room,
        kind,
        item: arguments.item,
        off_percent: arguments.off,
        first: arguments.from,
        last: arguments.to,
        reason: arguments.reason,
    };
    let number = office.request_concession(&request, &common.occasion())?.value;
    let form = office.form(&number)?;
    let text = format!("{}申请已登记：{number}，预计优惠 {} 元，批准后生效。", kind.label(), form.fen);
    Ok(Answer::new(text, &json!({ "form": number, "amount": form.fen.plain() })))
}

/// Concessions as rows of a table.
pub fn rows<'g>(
    office: &Office,
    found: impl Iterator<Item = (String, &'g Granted)>,
) -> Result<Vec<Vec<String>>> {
    let items = office.charge_items()?;
    let rows = found.map(|(room, g)| {
        let item = g.terms.item.and_then(|id| items.iter().find(|i| i.id == id));
        let item = item.map_or("全部", |i| i.name.as_str());
        let last = g.terms.last.map_or_else(|| "另行结束".to_owned(), |d| d.to_string());
        let last = if g.ended { format!("{last}（提前结束）") } else { last };
        let days = format!("{}～{last}", g.terms.first);
        let off = format!("{}%", at_least(g.terms.off_percent, 0));
        cells([&g.terms.id, &room, &g.terms.kind.label(), &off, &item, &days, &g.form])
    });
    Ok(rows.collect())
}

/// A concession as JSON.
pub fn json(g: &Granted) -> Value {
    json!({
        "id": g.terms.id, "kind": g.terms.kind.code(), "off_percent": at_least(g.terms.off_percent, 0),
        "item": g.terms.item, "from": g.terms.first, "to": g.terms.last, "ended": g.ended, "form": g.form,
    })
}
