//! The lines of statements, and what a person says each is. Nothing is posted without that.

use crate::session::Session;
use crate::wire::{Amount, Answer, Fail, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::method::Method;
use zhangfang_office::reconciliation::{Accepted, Belongs, Candidate, DecidedLine, ProposedLine};
use zhangfang_office::{OfficeError, Refusal};

/// An account statements are imported for.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct AccountLine {
    /// As the office calls it.
    pub account: String,
    /// Code of the method of payment.
    pub method: String,
    /// The method in words.
    pub method_name: String,
    /// Day of the first line.
    pub first: String,
    /// Day of the last line.
    pub last: String,
    /// Lines nothing was said of.
    pub undecided: usize,
    /// Lines in suspense.
    pub suspense: usize,
}

/// A line as the bank or the wallet states it.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct StatedLine {
    /// The line.
    #[ts(type = "number")]
    pub line: i64,
    /// Its account.
    pub account: String,
    /// Day of booking.
    pub day: String,
    /// Money in, negative for money out.
    pub amount: Amount,
    /// The other side, masked.
    pub payer: String,
    /// Remark.
    pub remark: String,
}

/// A line nothing was said of yet.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct OpenLine {
    /// What the bank or the wallet says.
    #[serde(flatten)]
    pub stated: StatedLine,
    /// `certain`, `twice` or `unsure`.
    pub verdict: String,
    /// What it may belong to, the strongest first.
    pub candidates: Vec<CandidateView>,
}

/// What a line may belong to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct CandidateView {
    /// In words.
    pub words: String,
    /// What is sent back to say yes to it.
    pub belongs: BelongsTo,
}

/// What a person says a line belongs to.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct BelongsTo {
    /// `receipt`, `refund`, `home`.
    pub kind: String,
    /// Number of the receipt or the form, or the room.
    pub of: String,
}

/// A line somebody has said something of.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct DoneLine {
    /// What the bank or the wallet says.
    #[serde(flatten)]
    pub stated: StatedLine,
    /// Code of what it is: `receipt`, `suspense` …
    pub kind: String,
    /// What it is, in words.
    pub kind_name: String,
    /// The receipt or form it belongs to; empty when none.
    pub of: String,
    /// Why.
    pub reason: String,
    /// Who said so, and when.
    pub by: String,
}

impl From<ProposedLine> for OpenLine {
    fn from(l: ProposedLine) -> Self {
        Self {
            stated: StatedLine {
                line: l.line,
                account: l.channel,
                day: l.day.to_string(),
                amount: l.amount.into(),
                payer: l.payer,
                remark: l.remark,
            },
            verdict: l.verdict.to_owned(),
            candidates: l.candidates.into_iter().map(CandidateView::from).collect(),
        }
    }
}

impl From<Candidate> for CandidateView {
    fn from(candidate: Candidate) -> Self {
        let (kind, of) = match candidate.belongs {
            Belongs::Receipt(number) => ("receipt", number.to_string()),
            Belongs::Refund(number) => ("refund", number),
            Belongs::Home(room) => ("home", room),
        };
        Self { words: candidate.words, belongs: BelongsTo { kind: kind.to_owned(), of } }
    }
}

impl From<DecidedLine> for DoneLine {
    fn from(l: DecidedLine) -> Self {
        let receipt = l.receipt.map(|number| format!("收据 {number:07}"));
        Self {
            stated: StatedLine {
                line: l.line,
                account: l.channel,
                day: l.day.to_string(),
                amount: l.amount.into(),
                payer: l.payer,
                remark: l.remark,
            },
            kind: l.kind.code().to_owned(),
            kind_name: l.kind.label().to_owned(),
            of: receipt.or(l.form).unwrap_or_default(),
            reason: l.reason,
            by: format!("{} {}", l.on, l.by),
        }
    }
}

/// The accounts statements were imported for.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn reconcile_accounts(session: State<'_, Session>) -> Answer<Vec<AccountLine>> {
    session.with(|office| {
        let accounts = office.statement_accounts()?.into_iter().map(|account| AccountLine {
            account: account.channel,
            method: account.method.map_or("", Method::code).to_owned(),
            method_name: account.method.map_or("", Method::label).to_owned(),
            first: account.days.0.to_string(),
            last: account.days.1.to_string(),
            undecided: account.undecided,
            suspense: account.suspense,
        });
        Ok(accounts.collect())
    })
}

/// The lines nothing was said of, with what is proposed; of one account or of all.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn reconcile_open(account: &str, session: State<'_, Session>) -> Answer<Vec<OpenLine>> {
    let account = text_or_none(account);
    session.with(|office| {
        Ok(office.propose_lines(account.as_deref())?.into_iter().map(OpenLine::from).collect())
    })
}

/// The lines somebody has said something of, the latest first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn reconcile_done(account: &str, session: State<'_, Session>) -> Answer<Vec<DoneLine>> {
    let account = text_or_none(account);
    session.with(|office| {
        Ok(office.decided_lines(account.as_deref())?.into_iter().map(DoneLine::from).collect())
    })
}

/// What came of it, in one sentence.
fn said(done: &Accepted) -> String {
    let mut words = format!("第 {} 笔流水：{}", done.line, done.kind);
    if let Some(number) = done.receipt {
        words += &format!("，收据 {number:07}");
    }
    if let Some(room) = &done.room {
        words += &format!("（{room}）");
    }
    if let Some(form) = &done.form {
        words += &format!("；已填退款单 {form}，待审批后退还");
    }
    words
}

/// Says what a line belongs to. Answers what came of it in words.
///
/// # Errors
/// Of [`zhangfang_office::Office::accept_line`], `accept_receipt`, `accept_refund`.
#[tauri::command(async)]
pub fn reconcile_accept(
    line: u32,
    belongs: BelongsTo,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let (line, occasion) = (i64::from(line), session.occasion(key));
    let of = belongs.of.trim();
    session.with(|office| {
        let done = match belongs.kind.as_str() {
            "home" => office.accept_line(line, Some(of), &occasion)?,
            "refund" => office.accept_refund(line, of, &occasion)?,
            "receipt" => {
                let expected = "收据号，如 0001201";
                let number = of.parse().map_err(|_| {
                    OfficeError::from(Refusal::Unusable {
                        field: "收据号", value: of.to_owned(), expected
                    })
                })?;
                office.accept_receipt(line, number, &occasion)?
            }
            _ => return Err(Fail::broken()),
        };
        Ok(said(&done))
    })
}

/// Says yes to every line with one strong candidate. Answers how many.
///
/// # Errors
/// Of [`zhangfang_office::Office::accept_certain`].
#[tauri::command(async)]
pub fn reconcile_accept_certain(
    account: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<usize> {
    let (account, occasion) = (text_or_none(account), session.occasion(key));
    session.with(|office| Ok(office.accept_certain(account.as_deref(), &occasion)?.len()))
}

/// Puts the money of a line in suspense.
///
/// # Errors
/// Of [`zhangfang_office::Office::suspend_line`].
#[tauri::command(async)]
pub fn reconcile_suspend(
    line: u32,
    note: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(said(&office.suspend_line(i64::from(line), note.trim(), &occasion)?)))
}

/// Puts the money of every line nobody knows whose it is in suspense. Answers how many.
///
/// # Errors
/// Of [`zhangfang_office::Office::suspend_unsure`].
#[tauri::command(async)]
pub fn reconcile_suspend_unsure(
    account: &str,
    note: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<usize> {
    let (account, occasion) = (text_or_none(account), session.occasion(key));
    session.with(|office| Ok(office.suspend_unsure(account.as_deref(), note.trim(), &occasion)?.len()))
}

/// Says that a line pays a debt a second time; a refund form is filed.
///
/// # Errors
/// Of [`zhangfang_office::Office::duplicate_line`].
#[tauri::command(async)]
pub fn reconcile_duplicate(
    line: u32,
    room: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let occasion = session.occasion(key);
    session.with(|office| {
        Ok(said(&office.duplicate_line(i64::from(line), text_or_none(room).as_deref(), &occasion)?))
    })
}

/// Says that a line has nothing to do with the owners' accounts.
///
/// # Errors
/// Of [`zhangfang_office::Office::ignore_line`].
#[tauri::command(async)]
pub fn reconcile_ignore(
    line: u32,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(said(&office.ignore_line(i64::from(line), reason, &occasion)?)))
}

/// Takes back what was said of a line; a receipt made for it is voided.
///
/// # Errors
/// Of [`zhangfang_office::Office::undo_line`].
#[tauri::command(async)]
pub fn reconcile_undo(
    line: u32,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let occasion = session.occasion(key);
    session.with(|office| {
        let void = office.undo_line(i64::from(line), reason, &occasion)?;
        let voided = void.map(|number| format!("，收据 {number:07} 已作废")).unwrap_or_default();
        Ok(format!("第 {line} 笔流水的确认已撤销{voided}"))
    })
}
