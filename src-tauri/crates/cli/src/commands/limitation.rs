//! `limitation`: what can soon no longer be claimed in court.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::Subcommand;
use zhangfang_domain::Fen;
use zhangfang_office::Result;

/// Verbs of `limitation`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 诉讼时效将届满的未缴账单，最近的在前
    List {
        /// 多少天内届满
        #[arg(long, value_name = "天", default_value_t = 180)]
        within: i64,
        /// 连同已届满的
        #[arg(long)]
        expired: bool,
        /// 截至哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        as_of: Option<NaiveDate>,
    },
}

/// Runs a verb of `limitation`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let Verb::List { within, expired, as_of } = verb;
    let as_of = as_of.unwrap_or_else(|| common.today());
    let list = common.look()?.limitation_list(as_of, within, expired)?;
    let total: Fen = list.iter().map(|l| l.open).sum();
    let rows: Vec<_> = list
        .iter()
        .map(|l| {
            let events = l.events.join("；");
            cells([
                &l.room,
                &l.owner,
                &l.item,
                &l.months,
                &l.due,
                &l.open,
                &l.last_day,
                &l.days_left,
                &l.alarm,
                &l.charge,
                &events,
            ])
        })
        .collect();
    let headings = [
        "房号",
        "业主",
        "项目",
        "期间",
        "到期日",
        "未缴",
        "时效届满日",
        "剩余天",
        "提醒",
        "账单",
        "中断事项",
    ];
    let text = format!(
        "截至 {as_of}：{} 笔，{total} 元\n{}\n届满日逢节假日可顺延，不宜依赖；书面催缴送达、业主书面承诺、部分付款、分期协议会重新起算，请留存证据。",
        list.len(),
        columns(&headings, &rows, &[5, 7, 9])
    );
    Ok(Answer::new(text, &list))
}
