//! 对账: statements are taken in, proposals looked at, every line decided by a person.

use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, Fail, day, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_domain::mask;
use zhangfang_domain::method::Method;
use zhangfang_office::papers::{self, Paper};
use zhangfang_office::reconciliation::{Accepted, StatementFile};
use zhangfang_office::{Office, OfficeError, Refusal};

/// A statement to read, as chosen.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct StatementForm {
    /// The picked file.
    pub file: u32,
    /// The account: 建行尾号0000.
    pub account: String,
    /// Code of the method.
    pub method: String,
    /// Columns as the person says; found by itself or remembered when empty.
    pub mapping: String,
}

/// What a statement holds. Nothing is written.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct StatementView {
    /// The sheet.
    pub sheet: String,
    /// How columns are read, as text that can be given back.
    pub mapping: String,
    /// Column letters, heading, what it is read as; empty when unread.
    pub columns: Vec<(String, String, String)>,
    /// Lines that can be taken in.
    pub lines: usize,
    /// Rows that cannot be read: row, column, content, why.
    pub faults: Vec<(u32, String, String, String)>,
}

/// What was taken in.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct StatementTaken {
    /// Lines.
    pub lines: usize,
    /// Known from before.
    pub known: usize,
    /// Rows that could not be read.
    pub faults: usize,
    /// Money in.
    pub incoming: Amount,
    /// Money out.
    pub outgoing: Amount,
}

/// A line of a statement on the bench.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct BenchLine {
    /// Its number.
    #[ts(type = "number")]
    pub line: i64,
    /// The account.
    pub account: String,
    /// Day.
    pub day: String,
    /// Money in, or out when negative.
    pub amount: Amount,
    /// The other side, masked.
    pub payer: String,
    /// Remark.
    pub remark: String,
    /// `certain`, `unsure`, `twice` or what was decided in words.
    pub verdict: String,
    /// What may fit, or why it was decided so.
    pub candidates: Vec<String>,
    /// Whether it still has to be decided.
    pub open: bool,
}

fn method(code: &str) -> Result<Method, OfficeError> {
    let expected = "微信、支付宝、刷卡或银行转账";
    Method::from_code(code)
        .ok_or_else(|| Refusal::Unusable { field: "收款方式", value: code.to_owned(), expected }.into())
}

impl StatementForm {
    fn with<T>(
        &self,
        session: &Session,
        work: impl FnOnce(&mut Office, &StatementFile<'_>) -> Answer<T>,
    ) -> Answer<T> {
        let picked = session.tray.read(self.file)?;
        let (method, layout) = (method(&self.method)?, text_or_none(&self.mapping));
        session.with(|office| {
            let file = StatementFile {
                name: &picked.name,
                bytes: &picked.bytes,
                layout: layout.as_deref(),
                channel: self.account.trim(),
                method,
            };
            work(office, &file)
        })
    }
}

/// What a statement holds. Nothing is written.
///
/// # Errors
/// When the workbook cannot be read.
#[tauri::command(async)]
pub fn reconcile_preview(form: StatementForm, session: State<'_, Session>) -> Answer<StatementView> {
    form.with(&session, |office, file| {
        let draft = office.preview_statement(file)?;
        let column = |(letters, heading, field): &(String, String, Option<_>)| {
            let field: Option<zhangfang_office::reconciliation::Field> = *field;
            (letters.clone(), heading.clone(), field.map(|f| f.label().to_owned()).unwrap_or_default())
        };
        let faults = draft.faults.iter();
        let faults =
            faults.map(|f| (f.row, f.column.clone(), f.value.clone(), f.reason.sentence().to_owned()));
        Ok(StatementView {
            sheet: draft.sheet.clone(),
            mapping: draft.layout.to_text(),
            columns: draft.columns.iter().map(column).collect(),
            lines: draft.lines.len(),
            faults: faults.collect(),
        })
    })
}

/// Takes a statement in; nothing is booked.
///
/// # Errors
/// Of [`Office::import_statement`].
#[tauri::command(async)]
pub fn reconcile_import(
    form: StatementForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<StatementTaken> {
    let occasion = session.occasion(key);
    form.with(&session, |office, file| {
        let done = office.import_statement(file, &occasion)?.value;
        Ok(StatementTaken {
            lines: done.lines,
            known: done.known,
            faults: done.faults,
            incoming: done.incoming.into(),
            outgoing: done.outgoing.into(),
        })
    })
}

/// The lines that have to be decided with what may fit; and, when asked, those that are decided.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn reconcile_lines(decided: bool, session: State<'_, Session>) -> Answer<Vec<BenchLine>> {
    session.with(|office| {
        let open = office.propose_lines(None)?.into_iter().map(|line| BenchLine {
            line: line.line,
            account: line.channel,
            day: line.day.to_string(),
            amount: line.amount.into(),
            payer: line.payer,
            remark: line.remark,
            verdict: line.verdict.to_owned(),
            candidates: line.candidates,
            open: true,
        });
        let mut lines: Vec<BenchLine> = open.collect();
        let all = if decided { office.lines()? } else { Vec::new() };
        lines.extend(all.into_iter().filter_map(|line| {
            let standing = line.standing?;
            let receipt = standing.receipt.map(|_| "已对上收据".to_owned());
            let why = (!standing.reason.is_empty()).then_some(standing.reason);
            Some(BenchLine {
                line: line.id,
                account: line.channel,
                day: line.day.to_string(),
                amount: line.fen.into(),
                payer: mask::name(&line.payer),
                remark: line.remark,
                verdict: standing.kind.label().to_owned(),
                candidates: receipt.into_iter().chain(why).collect(),
                open: false,
            })
        }));
        Ok(lines)
    })
}

fn said(done: &Accepted) -> String {
    let mut text = format!("第 {} 笔流水：{}", done.line, done.kind);
    if let Some(receipt) = done.receipt {
        text += &format!("，收据 {receipt:07}");
    }
    if let Some(room) = &done.room {
        text += &format!("（{room}）");
    }
    if let Some(form) = &done.form {
        text += &format!("，退款单 {form} 待审批");
    }
    text
}

/// What is to be done with a line.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct LineDecision {
    /// `accept`, `room`, `receipt`, `duplicate`, `suspend`, `ignore`, `undo`.
    pub decision: String,
    /// The room, the receipt number, or the reason.
    pub text: String,
}

/// Decides on a line. Answers what came of it, in words.
///
/// # Errors
/// What the decision refuses.
#[tauri::command(async)]
pub fn reconcile_decide(
    line: u32,
    decision: LineDecision,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let (id, text, occasion) = (i64::from(line), decision.text.trim(), session.occasion(key));
    let room = text_or_none(text);
    session.with(|office| {
        let done = match decision.decision.as_str() {
            "accept" => office.accept_line(id, None, &occasion)?,
            "room" => office.accept_line(id, room.as_deref(), &occasion)?,
            "receipt" => {
                let expected = "收据号码，如 1201";
                let unusable = || Refusal::Unusable { field: "收据号", value: text.to_owned(), expected };
                let number = text.parse().map_err(|_| OfficeError::from(unusable()))?;
                office.accept_receipt(id, number, &occasion)?
            }
            "duplicate" => office.duplicate_line(id, room.as_deref(), &occasion)?,
            "suspend" => office.suspend_line(id, text, &occasion)?,
            "ignore" => office.ignore_line(id, text, &occasion)?,
            "undo" => {
                let void = office.undo_line(id, text, &occasion)?;
                let voided = void.map(|n| format!("，收据 {n:07} 已作废")).unwrap_or_default();
                return Ok(format!("第 {id} 笔流水的确认已撤销{voided}"));
            }
            _ => return Err(Fail::broken()),
        };
        Ok(said(&done))
    })
}

/// Accepts every line that is certain. Answers how many.
///
/// # Errors
/// Of [`Office::accept_certain`].
#[tauri::command(async)]
pub fn reconcile_accept_certain(key: Option<String>, session: State<'_, Session>) -> Answer<usize> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.accept_certain(None, &occasion)?.len()))
}

/// 对账表 of an account.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn reconcile_paper(
    account: &str,
    from: &str,
    to: &str,
    session: State<'_, Session>,
) -> Answer<PaperHandle> {
    let (from, to, occasion) = (day(from)?, day(to)?, session.occasion(None));
    let bytes = session.with_fonts(|office, fonts| {
        let report = office.reconciliation(account, from, to)?;
        Ok(papers::reconciliation(office, fonts, &report, &occasion)?)
    })?;
    Ok(session.shelf.put(Paper { file_name: format!("对账表-{account}.pdf"), bytes, count: 1 }))
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        reconcile_preview,
        reconcile_import,
        reconcile_lines,
        reconcile_decide,
        reconcile_accept_certain,
        reconcile_paper
    ]
}
