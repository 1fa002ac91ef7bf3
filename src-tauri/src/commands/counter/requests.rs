//! What is asked for on a form at the counter: refunds, waivers, vacancy and relief. Nothing happens before somebody
//! else has approved it.

use super::receipts::method;
use crate::session::Session;
use crate::wire::{Amount, Answer, amount, amount_or_none, day, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::method::Method;
use zhangfang_domain::reason::{RefundReason, WaiverKind, WaiverReason};
use zhangfang_domain::waiver::Portion;
use zhangfang_office::billing::ConcessionRequest;
use zhangfang_office::form::refund::RefundRequest;
use zhangfang_office::form::waiver::WaiverRequest;
use zhangfang_office::{OfficeError, Refusal};

/// Something to choose from.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/requests.ts")]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned() }
}

/// What the forms of the counter let choose.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/requests.ts")]
pub struct Choices {
    /// Charge items.
    pub items: Vec<Choice>,
    /// What a waiver lets go.
    pub waiver_kinds: Vec<Choice>,
    /// Why a debt is let go.
    pub waiver_reasons: Vec<Choice>,
    /// Why money goes back.
    pub refund_reasons: Vec<Choice>,
    /// What becomes of late charges under an agreement.
    pub late_terms: Vec<Choice>,
    /// The most a vacancy lets off here, in percent; 0 when there is none.
    pub vacancy_percent: u32,
    /// The least months of a vacancy.
    pub vacancy_months: u32,
}

/// What the forms of the counter let choose.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn counter_choices(session: State<'_, Session>) -> Answer<Choices> {
    session.with(|office| {
        let refunds = RefundReason::ALL.iter().filter(|r| **r != RefundReason::Deposit);
        let locality = office.locality()?;
        Ok(Choices {
            items: office.charge_items()?.iter().map(|i| choice(&i.code, &i.name)).collect(),
            waiver_kinds: WaiverKind::ALL.iter().map(|k| choice(k.code(), k.label())).collect(),
            waiver_reasons: WaiverReason::ALL.iter().map(|r| choice(r.code(), r.label())).collect(),
            refund_reasons: refunds.map(|r| choice(r.code(), r.label())).collect(),
            late_terms: LateTerms::ALL.iter().map(|t| choice(t.code(), t.label())).collect(),
            vacancy_percent: locality.vacancy_off_percent,
            vacancy_months: locality.vacancy_least_months,
        })
    })
}

/// A receipt a refund can be asked on.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/requests.ts")]
pub struct RefundableReceipt {
    /// Its number.
    #[ts(type = "number")]
    pub number: i64,
    /// The number as printed.
    pub number_text: String,
    /// Day.
    pub date: String,
    /// Who paid.
    pub payer: String,
    /// Method in words.
    pub method: String,
    /// What it brought to the home.
    pub received: Amount,
    /// What of that is still prepaid.
    pub left: Amount,
}

/// The receipts of a home a refund can be asked on, newest first.
///
/// # Errors
/// When no home has that room; store errors.
#[tauri::command(async)]
pub fn counter_refundable(room: &str, session: State<'_, Session>) -> Answer<Vec<RefundableReceipt>> {
    let found = session.with(|office| Ok(office.receipts_of_home(room)?))?;
    let line = |r: zhangfang_office::form::refund::ReceiptOfHome| RefundableReceipt {
        number: r.receipt.number,
        number_text: format!("{:07}", r.receipt.number),
        date: r.receipt.biz_date.to_string(),
        payer: r.receipt.payer,
        method: Method::from_code(&r.receipt.method).map_or("", Method::label).to_owned(),
        received: r.received.into(),
        left: r.left.into(),
    };
    Ok(found.into_iter().map(line).collect())
}

/// A refund as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/requests.ts")]
pub struct RefundForm {
    /// The home.
    pub room: String,
    /// The receipt.
    pub receipt: String,
    /// How much; worked out from the last day of service when empty.
    pub amount: String,
    /// Why, from the list.
    pub reason_code: String,
    /// Why, in words.
    pub reason: String,
    /// Last day of service; may be empty.
    pub used_until: String,
    /// Who gets it; the payer when empty.
    pub payee: String,
    /// Bank account or wallet; may be empty.
    pub payee_account: String,
    /// How it is paid out; the way it came when empty.
    pub method: String,
    /// Why not the way it came; may be empty.
    pub other_way: String,
    /// Papers handed in; may be empty.
    pub attachments: String,
}

/// Files a 退款单. Answers its number.
///
/// # Errors
/// Of [`zhangfang_office::Office::request_refund`].
#[tauri::command(async)]
pub fn counter_refund(form: RefundForm, key: Option<String>, session: State<'_, Session>) -> Answer<String> {
    let occasion = session.occasion(key);
    let number = form.receipt.trim();
    let request = RefundRequest {
        room: form.room,
        receipt: number.parse().map_err(|_| unusable("收据号", number, "收据上的号码，如 0001201"))?,
        amount: amount_or_none(&form.amount)?,
        reason_code: RefundReason::parse(&form.reason_code)
            .ok_or_else(|| unusable("原因类别", &form.reason_code, "表上的原因类别之一"))?,
        reason: form.reason,
        payee: text_or_none(&form.payee),
        payee_account: text_or_none(&form.payee_account),
        method: text_or_none(&form.method).map(|code| method(&code)).transpose()?,
        other_way: text_or_none(&form.other_way),
        used_until: text_or_none(&form.used_until).map(|text| day(&text)).transpose()?,
        attachments: text_or_none(&form.attachments),
    };
    session.with(|office| Ok(office.request_refund(&request, &occasion)?.value))
}

fn unusable(field: &'static str, value: &str, expected: &'static str) -> OfficeError {
    Refusal::Unusable { field, value: value.to_owned(), expected }.into()
}

/// A waiver as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/requests.ts")]
pub struct WaiverForm {
    /// The home.
    pub room: String,
    /// The charges.
    #[ts(type = "number[]")]
    pub charges: Vec<i64>,
    /// How much of each: empty for all of it, `80%`, or a sum when there is one charge.
    pub portion: String,
    /// What is let go.
    pub kind: String,
    /// Why, from the list.
    pub reason_code: String,
    /// Why, in words.
    pub reason: String,
    /// What proves it; may be empty.
    pub evidence: String,
    /// The consent of the owners' committee; may be empty.
    pub consent: String,
    /// The last day it may be approved on; may be empty.
    pub valid_until: String,
}

fn portion(text: &str) -> Result<Portion, OfficeError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Portion::Whole);
    }
    match text.strip_suffix(['%', '％']) {
        None => Ok(Portion::Sum(amount(text)?)),
        Some(percent) => {
            let percent = percent.trim().parse().map_err(|_| unusable("减免多少", text, "百分比，如 80%"))?;
            Ok(Portion::Percent(percent))
        }
    }
}

/// Files a 减免审批单. Answers its number.
///
/// # Errors
/// Of [`zhangfang_office::Office::request_waiver`].
#[tauri::command(async)]
pub fn counter_waiver(form: WaiverForm, key: Option<String>, session: State<'_, Session>) -> Answer<String> {
    let occasion = session.occasion(key);
    let share = portion(&form.portion)?;
    if form.charges.len() > 1 && matches!(share, Portion::Sum(_)) {
        let expected = "多笔账单一起减免时写百分比，如 50%；按金额减免请一笔一笔申请";
        return Err(unusable("减免多少", &form.portion, expected).into());
    }
    let request = WaiverRequest {
        room: form.room,
        lines: form.charges.iter().map(|charge| (*charge, share)).collect(),
        kind: WaiverKind::parse(&form.kind)
            .ok_or_else(|| unusable("减免种类", &form.kind, "表上的种类之一"))?,
        reason_code: WaiverReason::parse(&form.reason_code)
            .ok_or_else(|| unusable("原因类别", &form.reason_code, "表上的原因类别之一"))?,
        reason: form.reason,
        evidence: text_or_none(&form.evidence),
        consent: text_or_none(&form.consent),
        valid_until: text_or_none(&form.valid_until).map(|text| day(&text)).transpose()?,
    };
    session.with(|office| Ok(office.request_waiver(&request, &occasion)?.value))
}

/// A vacancy or relief as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/requests.ts")]
pub struct ConcessionForm {
    /// The home.
    pub room: String,
    /// `vacancy` or `relief`.
    pub kind: String,
    /// Only this item; all items when empty.
    pub item: String,
    /// What is let off, in percent.
    pub off_percent: String,
    /// First day.
    pub first: String,
    /// Last day; until further notice when empty.
    pub last: String,
    /// Why.
    pub reason: String,
}

/// Files a 空置优惠申请单 or a 减免申请单. Answers its number.
///
/// # Errors
/// Of [`zhangfang_office::Office::request_concession`].
#[tauri::command(async)]
pub fn counter_concession(
    form: ConcessionForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let occasion = session.occasion(key);
    let percent = form.off_percent.trim().trim_end_matches(['%', '％']);
    let request = ConcessionRequest {
        room: form.room,
        kind: if form.kind == "vacancy" { Kind::Vacancy } else { Kind::Relief },
        item: text_or_none(&form.item),
        off_percent: percent
            .parse()
            .map_err(|_| unusable("优惠比例", &form.off_percent, "百分数，30 即按 70% 收取"))?,
        first: day(&form.first)?,
        last: text_or_none(&form.last).map(|text| day(&text)).transpose()?,
        reason: form.reason,
    };
    session.with(|office| Ok(office.request_concession(&request, &occasion)?.value))
}
