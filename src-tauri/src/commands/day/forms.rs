//! 审批: the forms, what each says, a decision, the paying out.

use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, Fail, text_or_none};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::approval::Role;
use zhangfang_domain::capital::capital;
use zhangfang_domain::method::Method;
use zhangfang_office::form::{Decision, Form, FormKind, State as Standing};
use zhangfang_office::{Office, papers};

/// A form in the list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct FormLine {
    /// Its number.
    pub number: String,
    /// 减免审批单 …
    pub kind: String,
    /// The home; empty when it is about none.
    pub room: String,
    /// When it was filed.
    pub filed: String,
    /// By whom.
    pub applicant: String,
    /// Sum.
    pub amount: Amount,
    /// Where it stands.
    pub state: String,
    /// Whether somebody still has something to do about it.
    pub open: bool,
}

/// Everything a form says.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct FormView {
    /// The line of the list.
    pub line: FormLine,
    /// The owner, masked.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// Facts, name by name.
    pub facts: Vec<(String, String)>,
    /// What stands over the lines.
    pub heading: String,
    /// Lines.
    pub lines: Vec<FormDetail>,
    /// What the sum is called.
    pub sum: String,
    /// 大写 of the sum.
    pub capitals: String,
    /// What it does to the books.
    pub effect: String,
    /// What has been decided, in words; empty before.
    pub verdict: String,
    /// What was paid out, in words; empty before.
    pub paid: String,
    /// Whether it waits for a decision.
    pub pending: bool,
    /// Whether it waits for the cashier to pay.
    pub to_pay: bool,
    /// Who at least must decide.
    pub needs: String,
}

/// A line of a form.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct FormDetail {
    /// What.
    pub what: String,
    /// How it stands.
    pub note: String,
    /// How much.
    pub amount: Option<Amount>,
}

fn line(office: &Office, form: &Form) -> Answer<FormLine> {
    let state = office.state(form)?;
    Ok(FormLine {
        number: form.number.clone(),
        kind: FormKind::from_code(&form.kind).map_or("审批单", FormKind::label).to_owned(),
        room: office.details(form)?.room,
        filed: form.filed.to_string(),
        applicant: form.applicant.clone(),
        amount: form.fen.into(),
        state: state.label().to_owned(),
        open: state.is_open(),
    })
}

fn view(office: &Office, form: &Form) -> Answer<FormView> {
    let details = office.details(form)?;
    let state = office.state(form)?;
    let detail = |l: &zhangfang_office::form::DetailLine| FormDetail {
        what: l.what.clone(),
        note: l.note.clone(),
        amount: l.amount.map(Amount::from),
    };
    let verdict = form.verdict.as_ref().map(|v| {
        let role = Role::from_code(&v.role).map_or("", Role::label);
        format!("{} {role} {}：{}", v.on, v.by, v.note)
    });
    let paid = office.payout(form)?.map(|p| {
        let method = Method::from_code(&p.method).map_or("", Method::label);
        let back = if p.taken_back { "，当天已收回" } else { "" };
        format!("{} {}：{method}，收款人 {}{back}", p.on, p.by, p.payee)
    });
    Ok(FormView {
        line: line(office, form)?,
        owner: details.owner,
        reason: form.reason.clone(),
        facts: details.facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        heading: details.heading.to_owned(),
        lines: details.lines.iter().map(detail).collect(),
        sum: details.sum.to_owned(),
        capitals: capital(form.fen),
        effect: details.effect.to_owned(),
        verdict: verdict.unwrap_or_default(),
        paid: paid.unwrap_or_default(),
        pending: state == Standing::Pending,
        to_pay: state == Standing::Waiting,
        needs: office.least_role(form)?.label().to_owned(),
    })
}

/// Forms, newest first: those somebody has something to do about, or all.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn day_forms(all: bool, session: State<'_, Session>) -> Answer<Vec<FormLine>> {
    session.with(|office| {
        let lines = office.forms(None)?.iter().map(|form| line(office, form)).collect::<Answer<Vec<_>>>()?;
        Ok(lines.into_iter().filter(|line| all || line.open).collect())
    })
}

/// A form.
///
/// # Errors
/// When there is none of that number; store errors.
#[tauri::command(async)]
pub fn day_form(number: &str, session: State<'_, Session>) -> Answer<FormView> {
    session.with(|office| view(office, &office.form(number)?))
}

/// Decides on a form: `approve`, `refuse`, `withdraw`.
///
/// # Errors
/// Of [`Office::decide`].
#[tauri::command(async)]
pub fn day_decide(
    number: &str,
    decision: &str,
    note: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<FormView> {
    let decision = match decision {
        "approve" => Decision::Approve,
        "refuse" => Decision::Refuse,
        "withdraw" => Decision::Withdraw,
        _ => return Err(Fail::broken()),
    };
    let occasion = session.occasion(key);
    session.with(|office| {
        office.decide(number, decision, note, &occasion)?;
        view(office, &office.form(number)?)
    })
}

/// Pays out an approved form; the way of the form when no method is named.
///
/// # Errors
/// Of [`Office::pay_out`].
#[tauri::command(async)]
pub fn day_pay(
    number: &str,
    method: &str,
    reference: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<FormView> {
    let (method, occasion) = (Method::from_code(method), session.occasion(key));
    session.with(|office| {
        office.pay_out(number, method, text_or_none(reference), &occasion)?;
        view(office, &office.form(number)?)
    })
}

/// Takes back today what was paid out wrongly.
///
/// # Errors
/// Of [`Office::take_back`].
#[tauri::command(async)]
pub fn day_take_back(
    number: &str,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<FormView> {
    let occasion = session.occasion(key);
    session.with(|office| {
        office.take_back(number, reason, &occasion)?;
        view(office, &office.form(number)?)
    })
}

/// The paper of a form.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn day_form_paper(number: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let paper = session.with_fonts(|office, fonts| Ok(papers::form(office, fonts, number, &occasion)?))?;
    Ok(session.shelf.put(paper))
}
