//! `reconcile`: statements of banks and wallets, line by line, with a person's yes.

use super::receipt::MethodArg;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::{Path, PathBuf};
use zhangfang_domain::mask;
use zhangfang_domain::reconciliation::MatchKind;
use zhangfang_office::reconciliation::{
    Accepted, Line, ProposedLine, ReconciliationReport, StatementDraft, StatementFile,
};
use zhangfang_office::{Result, papers};

/// Verbs of `reconcile`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 预检对账单：逐行说明会怎样，不写入
    Check(FileArgs),
    /// 导入对账单；以前导入过的流水自动略过，不入账
    Import(FileArgs),
    /// 列出还没有处理的流水和建议
    Propose {
        /// 只看一个账户
        #[arg(long, value_name = "账户")]
        account: Option<String>,
    },
    /// 确认流水：按建议，或按写明的房号收款
    Accept {
        /// 流水编号
        #[arg(value_name = "流水", required_unless_present = "all_certain")]
        line: Option<i64>,
        /// 为这户收款
        #[arg(long, value_name = "房号", requires = "line")]
        room: Option<String>,
        /// 与这张已有收据对上
        #[arg(long, value_name = "收据号", requires = "line", conflicts_with = "room")]
        receipt: Option<i64>,
        /// 确认全部有把握的建议
        #[arg(long, conflicts_with = "line")]
        all_certain: bool,
        /// 只确认一个账户的
        #[arg(long, value_name = "账户", requires = "all_certain")]
        account: Option<String>,
    },
    /// 待认领款项
    #[command(subcommand)]
    Suspense(SuspenseVerb),
    /// 确认是重复付款：款项留作该户预存，并填退款单
    Duplicate {
        /// 流水编号
        #[arg(value_name = "流水")]
        line: i64,
        /// 房号；不写则按建议
        #[arg(long, value_name = "房号")]
        room: Option<String>,
    },
    /// 与业主账无关，例如手续费、提现
    Ignore {
        /// 流水编号
        #[arg(value_name = "流水")]
        line: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 撤销对一笔流水的确认；据此开具的收据当天作废
    Undo {
        /// 流水编号
        #[arg(value_name = "流水")]
        line: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 对账表：流水与账面逐笔核对
    Report {
        /// 账户
        #[arg(long, value_name = "账户")]
        account: String,
        /// 第一天
        #[arg(long, value_name = "日期")]
        from: NaiveDate,
        /// 最后一天
        #[arg(long, value_name = "日期")]
        to: NaiveDate,
        /// 输出 .pdf、.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
}

/// Verbs of `reconcile suspense`.
#[derive(Debug, Subcommand)]
pub enum SuspenseVerb {
    /// 列出待认领款项
    List,
    /// 转入待认领
    Put {
        /// 流水编号
        #[arg(value_name = "流水", required_unless_present = "all_unsure")]
        line: Option<i64>,
        /// 说明
        #[arg(long, default_value = "", value_name = "说明")]
        note: String,
        /// 全部没有把握的收入
        #[arg(long, conflicts_with = "line")]
        all_unsure: bool,
    },
    /// 认领：为这户收款，待认领同时冲销
    Resolve {
        /// 流水编号
        #[arg(value_name = "流水")]
        line: i64,
        /// 房号
        #[arg(long, value_name = "房号")]
        room: String,
    },
}

/// A statement and how to read it.
#[derive(Debug, Args)]
pub struct FileArgs {
    /// 对账单文件：.csv .xlsx .xls .ods
    #[arg(value_name = "对账单文件")]
    file: PathBuf,
    /// 账户，如 建行尾号0000
    #[arg(long, value_name = "账户")]
    account: String,
    /// 收款方式
    #[arg(long, value_enum, value_name = "方式")]
    method: MethodArg,
    /// 手工指定列，例如 "v1;header=5;day=A;income=C;expense=B;payer=E;remark=F+G;reference=H"，会被记住
    #[arg(long, value_name = "对应")]
    mapping: Option<String>,
}

impl FileArgs {
    fn with<T>(&self, work: impl FnOnce(&StatementFile<'_>) -> Result<T>) -> Result<T> {
        let name = self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = super::read_file(&self.file)?;
        work(&StatementFile {
            name: &name,
            bytes: &bytes,
            layout: self.mapping.as_deref(),
            channel: &self.account,
            method: self.method.into(),
        })
    }
}

/// Runs a verb of `reconcile`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Check(arguments) => {
            let office = common.look()?;
            Ok(checked(&arguments.with(|file| office.preview_statement(file))?))
        }
        Verb::Import(arguments) => {
            let mut office = common.open()?;
            let done = arguments.with(|file| office.import_statement(file, &common.occasion()))?.value;
            let text = format!(
                "第 {} 份对账单：导入 {} 笔（收入 {} 元，支出 {} 元），以前导入过 {} 笔，读不懂 {} 行。\n尚未入账；请用 reconcile propose 查看建议。",
                done.file, done.lines, done.incoming, done.outgoing, done.known, done.faults
            );
            Ok(Answer::new(text, &done))
        }
        Verb::Propose { account } => Ok(proposed(&common.look()?.propose_lines(account.as_deref())?)),
        Verb::Accept { line: Some(line), room, receipt, .. } => {
            let (mut office, occasion) = (common.open()?, common.occasion());
            Ok(accepted(&[match receipt {
                Some(number) => office.accept_receipt(line, number, &occasion)?,
                None => office.accept_line(line, room.as_deref(), &occasion)?,
            }]))
        }
        Verb::Accept { account, .. } => {
            Ok(accepted(&common.open()?.accept_certain(account.as_deref(), &common.occasion())?))
        }
        Verb::Suspense(verb) => suspense(common, verb),
        Verb::Duplicate { line, room } => {
            let done = common.open()?.duplicate_line(line, room.as_deref(), &common.occasion())?;
            let number = done.receipt.unwrap_or_default();
            let text = format!(
                "第 {line} 笔流水确认为重复付款：已开收据 {number:07}，款项留作 {} 的预存；已填退款单 {}，待审批后退还。",
                done.room.as_deref().unwrap_or_default(),
                done.form.as_deref().unwrap_or_default()
            );
            Ok(Answer::new(text, &done))
        }
        Verb::Ignore { line, reason } => {
            Ok(accepted(&[common.open()?.ignore_line(line, &reason, &common.occasion())?]))
        }
        Verb::Undo { line, reason } => {
            let void = common.open()?.undo_line(line, &reason, &common.occasion())?;
            let voided = void.map(|n| format!("，收据 {n:07} 已作废")).unwrap_or_default();
            let text = format!("第 {line} 笔流水的确认已撤销{voided}。");
            Ok(Answer::new(text, &json!({ "line": line, "voided": void })))
        }
        Verb::Report { account, from, to, out } => report(common, &account, (from, to), out.as_deref()),
    }
}

fn report(
    common: &Common,
    account: &str,
    (from, to): (NaiveDate, NaiveDate),
    out: Option<&Path>,
) -> Result<Answer> {
    let office = common.look()?;
    let report = office.reconciliation(account, from, to)?;
    let Some(out) = out else { return Ok(reported(&report)) };
    if out.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) {
        let made = papers::reconciliation(&office, &common.fonts()?, &report, &common.occasion())?;
        super::write_file(out, &made)?;
    } else {
        super::export_table(common, out, &report.table(&common.footer("对账")), "对账")?;
    }
    let path = out.display().to_string();
    Ok(Answer::new(format!("已生成 {path}（内部使用，请勿张贴）。"), &json!({ "file": path })))
}

fn suspense(common: &Common, verb: SuspenseVerb) -> Result<Answer> {
    match verb {
        SuspenseVerb::List => {
            let mut lines = common.look()?.lines()?;
            lines.retain(|l| l.standing.as_ref().is_some_and(|m| m.kind == MatchKind::Suspense));
            Ok(listed(&lines))
        }
        SuspenseVerb::Put { line: Some(line), note, .. } => {
            Ok(accepted(&[common.open()?.suspend_line(line, &note, &common.occasion())?]))
        }
        SuspenseVerb::Put { note, .. } => {
            Ok(accepted(&common.open()?.suspend_unsure(None, &note, &common.occasion())?))
        }
        SuspenseVerb::Resolve { line, room } => {
            Ok(accepted(&[common.open()?.accept_line(line, Some(&room), &common.occasion())?]))
        }
    }
}

fn checked(draft: &StatementDraft) -> Answer {
    let mut text = format!(
        "预检“{}”（未写入）：可导入 {} 笔；读不懂 {} 处；略过 {} 行。\n列对应：{}\n",
        draft.sheet,
        draft.lines.len(),
        draft.faults.len(),
        draft.left_out.len(),
        draft.layout.to_text()
    );
    let uses: Vec<Vec<String>> = draft
        .columns
        .iter()
        .map(|(letters, heading, field)| cells([letters, heading, &field.map_or("未读", |f| f.label())]))
        .collect();
    text += &format!("{}\n", columns(&["列", "标题", "读作"], &uses, &[]));
    let faults: Vec<Vec<String>> =
        draft.faults.iter().map(|f| cells([&f.row, &f.column, &f.value, &f.reason.sentence()])).collect();
    if !faults.is_empty() {
        text += &format!("\n读不懂的行：\n{}\n", columns(&["行", "列", "内容", "原因"], &faults, &[0]));
    }
    let json = json!({
        "sheet": draft.sheet, "mapping": draft.layout.to_text(), "lines": draft.lines.len(),
        "faults": draft.faults.iter().map(|f| json!({
            "row": f.row, "column": f.column, "value": f.value, "reason": f.reason.code(), "sentence": f.reason.sentence(),
        })).collect::<Vec<_>>(),
        "left_out": draft.left_out.iter().map(|(row, kind)| json!({ "row": row, "what": kind.sentence() })).collect::<Vec<_>>(),
    });
    Answer::new(text, &json)
}

fn proposed(lines: &[ProposedLine]) -> Answer {
    if lines.is_empty() {
        return Answer::new("没有待处理的流水。", &lines);
    }
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|l| {
            let verdict = match l.verdict {
                "certain" => "有把握",
                "twice" => "疑似重复",
                _ if l.candidates.is_empty() => "无线索",
                _ => "须核实",
            };
            cells([
                &l.line,
                &l.channel,
                &l.day,
                &l.amount,
                &l.payer,
                &l.remark,
                &verdict,
                &l.candidates.iter().map(|c| c.words.as_str()).collect::<Vec<_>>().join("；"),
            ])
        })
        .collect();
    let headings = ["流水", "账户", "日期", "金额", "对方", "附言", "把握", "建议"];
    Answer::new(columns(&headings, &rows, &[0, 3]), &lines)
}

fn accepted(done: &[Accepted]) -> Answer {
    let line = |a: &Accepted| {
        let mut text = format!("第 {} 笔流水：{}", a.line, a.kind);
        if let Some(receipt) = a.receipt {
            text += &format!("，收据 {receipt:07}");
        }
        if let Some(room) = &a.room {
            text += &format!("（{room}）");
        }
        text
    };
    if done.is_empty() {
        return Answer::new("没有可以确认的流水。", &done);
    }
    Answer::new(done.iter().map(line).collect::<Vec<_>>().join("\n"), &done)
}

fn listed(lines: &[Line]) -> Answer {
    let json: Vec<_> = lines
        .iter()
        .map(|l| {
            json!({ "line": l.id, "channel": l.channel, "day": l.day, "amount": l.fen.plain(), "payer": mask::name(&l.payer),
                    "by": l.standing.as_ref().map(|m| &m.by), "on": l.standing.as_ref().map(|m| m.on),
                    "note": l.standing.as_ref().map(|m| &m.reason) })
        })
        .collect();
    if lines.is_empty() {
        return Answer::new("没有待认领的款项。", &json);
    }
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|l| {
            let note = l.standing.as_ref().map(|m| m.reason.clone()).unwrap_or_default();
            cells([&l.id, &l.channel, &l.day, &l.fen, &mask::name(&l.payer), &note])
        })
        .collect();
    Answer::new(columns(&["流水", "账户", "日期", "金额", "对方", "说明"], &rows, &[0, 3]), &json)
}

fn reported(r: &ReconciliationReport) -> Answer {
    let kinds: Vec<Vec<String>> =
        r.kinds.iter().map(|k| cells([&k.kind, &k.lines, &k.incoming, &k.outgoing])).collect();
    let differences: Vec<Vec<String>> =
        r.differences.iter().map(|d| cells([&d.day, &d.what, &d.amount])).collect();
    let text = format!(
        "{}（{}）{} 至 {}\n{}\n流水收入 {} 元，支出 {} 元；账面收据 {} 元，退款 {} 元；差额 {} 元\n{}",
        r.channel,
        r.method,
        r.from,
        r.to,
        columns(&["流水", "笔数", "收入", "支出"], &kinds, &[1, 2, 3]),
        r.statement_in,
        r.statement_out,
        r.book_in,
        r.book_out,
        r.difference,
        columns(&["日期", "差异", "流水减账面"], &differences, &[2])
    );
    Answer::new(text, r)
}
