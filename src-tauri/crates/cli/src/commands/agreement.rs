//! `agreement` and `promise`: paying in instalments, and what was promised.

use super::amount;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use std::path::PathBuf;
use zhangfang_domain::instalment::LateTerms;
use zhangfang_office::agreement::{AgreementRequest, AgreementStanding};
use zhangfang_office::promise::{NewPromise, PromiseTerms};
use zhangfang_office::{Result, papers};

/// Verbs of `agreement`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 签分期协议，例如 agreement make 3-1-301 --parts 7 --first 2026-02-10
    Make(MakeArgs),
    /// 查看一份协议
    Show {
        /// 协议号
        #[arg(value_name = "协议号")]
        number: String,
        /// 截至哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        as_of: Option<NaiveDate>,
    },
    /// 列出协议及履行情况
    List {
        /// 只列一户
        #[arg(long, value_name = "房号")]
        home: Option<String>,
        /// 截至哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        as_of: Option<NaiveDate>,
    },
    /// 认定违约：逾期超过约定天数后，未付部分全部到期
    Break {
        /// 协议号
        #[arg(value_name = "协议号")]
        number: String,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 双方同意解除
    End {
        /// 协议号
        #[arg(value_name = "协议号")]
        number: String,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 打印分期付款协议
    Print {
        /// 协议号
        #[arg(value_name = "协议号")]
        number: String,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
}

/// An agreement as typed.
#[derive(Debug, Args)]
pub struct MakeArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 分几期（2 到 60），余数放在最后一期
    #[arg(long, value_name = "期数")]
    parts: u32,
    /// 第一期付款日，以后各月同日（当月没有则为月末）
    #[arg(long, value_name = "日期")]
    first: NaiveDate,
    /// 包括哪些账单，可写多个；默认全部已到期未缴的本金
    #[arg(long = "charges", value_name = "账单", num_args = 1..)]
    charges: Vec<i64>,
    /// 违约金怎么办
    #[arg(long, value_enum, default_value = "waive-if-kept", value_name = "办法")]
    late: LateArg,
    /// 逾期多少天可以认定违约
    #[arg(long, value_name = "天", default_value_t = 7)]
    breach_days: u32,
    /// 其他约定
    #[arg(long, value_name = "约定")]
    note: Option<String>,
}

/// 违约金怎么办
#[derive(Clone, Copy, Debug, ValueEnum)]
enum LateArg {
    /// 履行期间暂停计收
    Suspend,
    /// 按期履行则不再收取
    WaiveIfKept,
    /// 照常计收
    Charge,
}

/// Verbs of `promise`.
#[derive(Debug, Subcommand)]
pub enum PromiseVerb {
    /// 记录承诺，例如 promise add 3-1-301 --due 2026-01-10 --note 微信：月中发工资后交清
    Add {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 金额，默认全部已到期欠费
        #[arg(long, value_name = "元", allow_hyphen_values = true)]
        amount: Option<String>,
        /// 承诺日期
        #[arg(long, value_name = "日期")]
        due: NaiveDate,
        /// 承诺的方式和原话
        #[arg(long, value_name = "备注")]
        note: String,
        /// 只是口头，拿不出证据：不计入时效中断
        #[arg(long)]
        oral: bool,
        /// 等哪张工单办结才缴
        #[arg(long, value_name = "工单编号")]
        ticket: Option<String>,
    },
    /// 作废一条记错的承诺
    Void {
        /// 承诺编号
        #[arg(value_name = "编号")]
        promise: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 列出承诺，是否兑现按收款计算
    List {
        /// 只列一户
        #[arg(long, value_name = "房号")]
        home: Option<String>,
        /// 截至哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        as_of: Option<NaiveDate>,
    },
}

/// Runs a verb of `agreement`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Make(arguments) => make(common, arguments),
        Verb::Show { number, as_of } => shown(common, &number, as_of.unwrap_or_else(|| common.today())),
        Verb::List { home, as_of } => list(common, home, as_of),
        Verb::Break { number, reason } => {
            common.open()?.break_agreement(&number, &reason, &common.occasion())?;
            shown(common, &number, common.today())
        }
        Verb::End { number, reason } => {
            common.open()?.dissolve_agreement(&number, &reason, &common.occasion())?;
            shown(common, &number, common.today())
        }
        Verb::Print { number, out } => {
            let bytes = papers::agreement(&common.look()?, &common.fonts()?, &number, &common.occasion())?;
            super::write_file(&out, &bytes)?;
            let path = out.display().to_string();
            Ok(Answer::new(format!("已生成 {path}。"), &json!({ "file": path, "number": number })))
        }
    }
}

fn make(common: &Common, arguments: MakeArgs) -> Result<Answer> {
    let late = match arguments.late {
        LateArg::Suspend => LateTerms::Suspend,
        LateArg::WaiveIfKept => LateTerms::WaiveIfKept,
        LateArg::Charge => LateTerms::Charge,
    };
    let request = AgreementRequest {
        room: arguments.room,
        parts: arguments.parts,
        first: arguments.first,
        charges: arguments.charges,
        late,
        breach_days: arguments.breach_days,
        note: arguments.note,
    };
    let mut office = common.open()?;
    let number = office.make_agreement(&request, &common.occasion())?.value;
    let made = office.agreement_standing(&office.agreement(&number)?, common.today())?;
    let text = format!(
        "{}下一步：agreement print {number} --out 文件，双方签字后存档；本期及以后的费用仍按期缴纳。",
        standing_text(&made)
    );
    Ok(Answer::new(text, &made))
}

fn list(common: &Common, home: Option<String>, as_of: Option<NaiveDate>) -> Result<Answer> {
    let as_of = as_of.unwrap_or_else(|| common.today());
    let all = common.look()?.agreements(home.as_deref(), as_of)?;
    let rows: Vec<_> = all
        .iter()
        .map(|a| {
            let since = a.breached_since.map(|d| d.to_string()).unwrap_or_default();
            cells([
                &a.number,
                &a.room,
                &a.signed,
                &a.total,
                &a.received,
                &a.left,
                &a.due_now,
                &a.label,
                &since,
            ])
        })
        .collect();
    if rows.is_empty() {
        return Ok(Answer::new("没有分期协议。", &all));
    }
    let headings = ["协议号", "房号", "签订日", "总额", "已付", "未付", "其中到期", "状态", "逾期自"];
    Ok(Answer::new(columns(&headings, &rows, &[3, 4, 5, 6]), &all))
}

fn shown(common: &Common, number: &str, as_of: NaiveDate) -> Result<Answer> {
    let office = common.look()?;
    let found = office.agreement_standing(&office.agreement(number)?, as_of)?;
    Ok(Answer::new(standing_text(&found), &found))
}

fn standing_text(a: &AgreementStanding) -> String {
    let mut text = format!(
        "分期付款协议 {}  {}  {}\n确认欠款 {} 元，已付 {} 元，未付 {} 元，其中到期 {} 元\n违约金：{}；逾期满 {} 天可认定违约\n",
        a.number, a.room, a.label, a.total, a.received, a.left, a.due_now, a.late, a.breach_days
    );
    let rows: Vec<_> =
        a.instalments.iter().map(|l| cells([&l.no, &l.due, &l.amount, &l.received, &l.label])).collect();
    text += &columns(&["期次", "付款日", "金额", "已付", "状态"], &rows, &[0, 2, 3]);
    text + "\n"
}

/// Runs a verb of `promise`.
pub fn run_promise(common: &Common, verb: PromiseVerb) -> Result<Answer> {
    match verb {
        PromiseVerb::Add { room, amount: sum, due, note, oral, ticket } => {
            let new = NewPromise {
                room,
                account: None,
                terms: PromiseTerms {
                    amount: sum.as_deref().map(amount).transpose()?,
                    due,
                    provable: !oral,
                    ticket,
                },
                note,
            };
            let added = common.open()?.promise(&new, &common.occasion())?;
            let text = format!("已记录承诺 {}：{} 前付款。", added.value, due);
            Ok(Answer::new(text, &json!({ "promise": added.value, "due": due })))
        }
        PromiseVerb::Void { promise, reason } => {
            common.open()?.void_promise(promise, &reason, &common.occasion())?;
            Ok(Answer::new(format!("第 {promise} 号承诺已作废。"), &json!({ "promise": promise })))
        }
        PromiseVerb::List { home, as_of } => {
            let as_of = as_of.unwrap_or_else(|| common.today());
            let all = common.look()?.promises(home.as_deref(), as_of)?;
            let rows: Vec<_> = all
                .iter()
                .map(|p| {
                    let proof = if p.provable { "" } else { "口头" };
                    let ticket = p.ticket.as_deref().unwrap_or("");
                    cells([
                        &p.promise,
                        &p.room,
                        &p.made,
                        &p.due,
                        &p.amount,
                        &p.received,
                        &p.label,
                        &proof,
                        &ticket,
                        &p.note,
                    ])
                })
                .collect();
            if rows.is_empty() {
                return Ok(Answer::new("没有承诺记录。", &all));
            }
            let headings =
                ["编号", "房号", "作出", "承诺日期", "金额", "已收", "状态", "证据", "工单", "备注"];
            Ok(Answer::new(columns(&headings, &rows, &[0, 4, 5]), &all))
        }
    }
}
