//! `case` and `evidence`: debts handed to a law firm, and what it is given.

use super::{amount, unknown_choice, write_file};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;
use std::path::{Path, PathBuf};
use zhangfang_domain::legal_case::{CaseStage, CaseStep};
use zhangfang_office::Result;
use zhangfang_office::evidence::EvidenceRequest;
use zhangfang_office::legal_case::{CaseCost, CaseLine, CaseRequest};

/// Verbs of `case`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 移交律师（须有送达有据的书面催缴函，由项目经理决定）
    Open {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 律师事务所
        #[arg(long, value_name = "名称")]
        firm: String,
        /// 个人信息委托处理协议（编号或日期）
        #[arg(long, value_name = "协议")]
        agreement: String,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
        /// 账户，默认现业主
        #[arg(long, value_name = "账户")]
        account: Option<i64>,
    },
    /// 记录一步：已发律师函、调解、支付令送达、立案、裁判文书送达、申请执行、和解、结案
    Step {
        /// 案件编号
        #[arg(value_name = "编号")]
        number: String,
        /// 这一步
        #[arg(value_name = "步骤")]
        stage: String,
        /// 哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        /// 案号
        #[arg(long = "reference", value_name = "案号")]
        reference: Option<String>,
        /// 说明
        #[arg(long, default_value = "", value_name = "说明")]
        note: String,
    },
    /// 记录费用
    Cost {
        /// 案件编号
        #[arg(value_name = "编号")]
        number: String,
        /// 费用名称
        #[arg(value_name = "费用")]
        what: String,
        /// 金额
        #[arg(value_name = "金额")]
        amount: String,
        /// 哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
    },
    /// 委托律师材料包（AES-256 加密，编号，记入导出记录）；密码从环境变量 ZHANGFANG_PACK_PASSWORD 读
    Pack {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 交给哪家律师事务所
        #[arg(long, value_name = "名称")]
        recipient: String,
        /// 用途
        #[arg(long, value_name = "用途")]
        purpose: String,
        /// 输出的 .zip
        #[arg(long, value_name = "文件")]
        out: PathBuf,
        /// 账户，默认现业主
        #[arg(long, value_name = "账户")]
        account: Option<i64>,
    },
    /// 全部案件，或一户的
    List {
        /// 房号
        #[arg(value_name = "房号")]
        room: Option<String>,
    },
}

fn stage(text: &str) -> Result<CaseStage> {
    let expected = "已发律师函、调解、支付令送达、立案、裁判文书送达、申请执行、和解 或 结案";
    CaseStage::parse(text).ok_or_else(|| unknown_choice("案件步骤", text, expected))
}

fn as_json(line: &CaseLine) -> serde_json::Value {
    let steps = line.case.steps.iter().map(|s| {
        json!({ "stage": s.step.stage.code(), "on": s.step.on, "reference": s.step.number, "note": s.note, "operator": s.operator })
    });
    let costs =
        line.case.costs.iter().map(|c| json!({ "on": c.on, "what": c.what, "amount": c.fen.plain() }));
    json!({
        "number": line.case.number, "room": line.room, "owner": line.owner, "firm": line.case.firm,
        "agreement": line.case.agreement, "amount": line.case.fen.plain(), "open": line.open.plain(),
        "stage": line.stage.code(), "label": line.stage.label(), "cost": line.cost.plain(),
        "next": line.next.iter().map(|s| s.code()).collect::<Vec<_>>(), "enforce_by": line.enforce_by,
        "steps": steps.collect::<Vec<_>>(), "costs": costs.collect::<Vec<_>>(),
    })
}

/// Runs a verb of `case`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Open { room, firm, agreement, reason, account } => {
            let request = CaseRequest { room, account, firm, agreement, reason };
            let number = common.open()?.open_case(&request, &common.occasion())?.value;
            Ok(Answer::new(format!("{number}：已移交 {}。", request.firm), &json!({ "number": number })))
        }
        Verb::Step { number, stage: text, on, reference, note } => {
            let step = CaseStep {
                stage: stage(&text)?,
                on: on.unwrap_or_else(|| common.today()),
                number: reference,
            };
            common.open()?.take_case_step(&number, &step, &note, &common.occasion())?;
            let label = step.stage.label();
            Ok(Answer::new(
                format!("{number}：{label}。"),
                &json!({ "number": number, "stage": step.stage.code() }),
            ))
        }
        Verb::Cost { number, what, amount: text, on } => {
            let cost = CaseCost { on: on.unwrap_or_else(|| common.today()), what, fen: amount(&text)? };
            common.open()?.add_case_cost(&number, &cost, &common.occasion())?;
            let said = format!("{number}：{} {} 元。", cost.what, cost.fen);
            Ok(Answer::new(said, &json!({ "number": number, "amount": cost.fen.plain() })))
        }
        Verb::Pack { room, recipient, purpose, out, account } => {
            let password = std::env::var("ZHANGFANG_PACK_PASSWORD").unwrap_or_default();
            let identity = std::env::var("ZHANGFANG_PACK_IDENTITY").unwrap_or_default();
            let request = EvidenceRequest { room, account, recipient, purpose, password, identity };
            pack(common, &request, &out)
        }
        Verb::List { room } => {
            let cases = common.look()?.cases(room.as_deref(), common.today())?;
            let row = |l: &CaseLine| {
                let last = l.case.steps.last().map(|s| s.step.on.to_string()).unwrap_or_default();
                cells([
                    &l.case.number,
                    &l.room,
                    &l.owner,
                    &l.case.firm,
                    &l.stage.label(),
                    &last,
                    &l.case.fen,
                    &l.open,
                    &l.cost,
                ])
            };
            let headings = ["编号", "房号", "业主", "律师事务所", "状态", "日期", "移交", "未缴", "费用"];
            let table = columns(&headings, &cases.iter().map(row).collect::<Vec<_>>(), &[6, 7, 8]);
            Ok(Answer::new(table, &cases.iter().map(as_json).collect::<Vec<_>>()))
        }
    }
}

fn pack(common: &Common, request: &EvidenceRequest, out: &Path) -> Result<Answer> {
    let fonts = common.fonts()?;
    let pack = common.open()?.evidence_pack(&fonts, request, &common.occasion())?;
    write_file(out, &pack.bytes)?;
    let said = format!(
        "{}：{}（{} 个文件，SHA-256 {}）",
        pack.number,
        out.display(),
        pack.contents.len(),
        pack.sha256
    );
    let json =
        json!({ "number": pack.number, "file": out, "contents": pack.contents, "sha256": pack.sha256 });
    Ok(Answer::new(said, &json))
}
