//! `incident` and `contractor`: what many report at once, and the firms that do work for the office.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::Subcommand;
use serde_json::json;
use zhangfang_office::Result;
use zhangfang_office::ticket::Contractor;

/// Verbs of `incident`.
#[derive(Debug, Subcommand)]
pub enum IncidentVerb {
    /// 立一个事件：很多人同时报的一件事，写好统一答复
    Begin {
        /// 名称，如 3栋停水
        #[arg(value_name = "名称")]
        title: String,
        /// 前台怎么答复
        #[arg(long, value_name = "答复")]
        script: String,
        /// 已登记的哪些工单并入，可写多个
        #[arg(long = "ticket", value_name = "工单号")]
        tickets: Vec<String>,
    },
    /// 给所有未办结的工单统一答复进展
    Answer {
        /// 事件编号
        #[arg(value_name = "事件")]
        incident: i64,
        /// 答复内容
        #[arg(long, value_name = "答复")]
        words: String,
    },
    /// 事件结束：所有未办结的工单一起办结
    End {
        /// 事件编号
        #[arg(value_name = "事件")]
        incident: i64,
        /// 结果
        #[arg(long, value_name = "结果")]
        words: String,
    },
    /// 列出事件
    List {
        /// 也列已结束的
        #[arg(long)]
        all: bool,
    },
}

/// Verbs of `contractor`.
#[derive(Debug, Subcommand)]
pub enum ContractorVerb {
    /// 登记或更改外包单位
    Set {
        /// 名称
        #[arg(value_name = "名称")]
        name: String,
        /// 做什么
        #[arg(long, value_name = "专业", default_value = "")]
        trade: String,
        /// 电话
        #[arg(long, value_name = "电话", default_value = "")]
        phone: String,
        /// 不再合作
        #[arg(long)]
        ended: bool,
    },
    /// 列出外包单位
    List {
        /// 也列不再合作的
        #[arg(long)]
        all: bool,
    },
}

/// Runs a verb of `incident`.
pub fn run_incident(common: &Common, verb: IncidentVerb) -> Result<Answer> {
    match verb {
        IncidentVerb::Begin { title, script, tickets } => {
            let incident =
                common.open()?.begin_incident(&title, &script, &tickets, &common.occasion())?.value;
            let text = format!("已立事件 {incident}“{title}”。以后登记时加 --incident {incident}。");
            Ok(Answer::new(text, &json!({ "incident": incident })))
        }
        IncidentVerb::Answer { incident, words } => {
            let count = common.open()?.answer_incident(incident, &words, &common.occasion())?.value;
            Ok(Answer::new(format!("已答复 {count} 张工单。"), &json!({ "tickets": count })))
        }
        IncidentVerb::End { incident, words } => {
            let count = common.open()?.end_incident(incident, &words, &common.occasion())?.value;
            let text = format!("事件已结束，{count} 张工单一起办结；投诉仍须逐件回访。");
            Ok(Answer::new(text, &json!({ "tickets": count })))
        }
        IncidentVerb::List { all } => {
            let lines = common.look()?.incidents(all)?;
            if lines.is_empty() {
                return Ok(Answer::new("没有进行中的事件。", &lines));
            }
            let row = |l: &zhangfang_office::ticket::IncidentLine| {
                let state = l.ended.as_ref().map_or("进行中", |_| "已结束");
                cells([
                    &l.incident,
                    &l.title,
                    &l.at.format("%m-%d %H:%M"),
                    &l.tickets,
                    &l.open,
                    &state,
                    &l.script,
                ])
            };
            let rows: Vec<_> = lines.iter().map(row).collect();
            let headings = ["编号", "事件", "开始", "工单", "未办结", "状态", "统一答复"];
            Ok(Answer::new(columns(&headings, &rows, &[3, 4]), &lines))
        }
    }
}

/// Runs a verb of `contractor`.
pub fn run_contractor(common: &Common, verb: ContractorVerb) -> Result<Answer> {
    match verb {
        ContractorVerb::Set { name, trade, phone, ended } => {
            let firm = Contractor { name, trade, phone, ended };
            common.open()?.set_contractor(&firm, &common.occasion())?;
            let text = format!("外包单位 {} 已{}。", firm.name, if ended { "停用" } else { "登记" });
            Ok(Answer::new(text, &json!({ "name": firm.name, "ended": ended })))
        }
        ContractorVerb::List { all } => {
            let firms = common.look()?.contractors(all)?;
            let json: Vec<_> = firms
                .iter()
                .map(|f| json!({ "name": f.name, "trade": f.trade, "phone": f.phone, "ended": f.ended }))
                .collect();
            if firms.is_empty() {
                return Ok(Answer::new("没有外包单位。登记用 contractor set。", &json));
            }
            let rows: Vec<_> = firms
                .iter()
                .map(|f| cells([&f.name, &f.trade, &f.phone, &if f.ended { "停用" } else { "" }]))
                .collect();
            Ok(Answer::new(columns(&["单位", "专业", "电话", ""], &rows, &[]), &json))
        }
    }
}
