//! Debts given up and charges put right: asked for on a form, and the register of what was given up, with what came in
//! after all.

use crate::export;
use crate::session::Session;
use crate::wire::{Amount, Answer, amount, amount_or_none, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::method::Method;
use zhangfang_domain::reason::WriteOffReason;
use zhangfang_domain::waiver::Portion;
use zhangfang_office::form::correction::Right;
use zhangfang_office::form::write_off::{WriteOffRequest, WrittenOff};
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::{OfficeError, Refusal};

/// A write-off as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct WriteOffForm {
    /// The home.
    pub room: String,
    /// The charges, all that is open of each.
    #[ts(type = "number[]")]
    pub charges: Vec<i64>,
    /// Why, from the list.
    pub reason_code: String,
    /// Why, in words.
    pub reason: String,
    /// What proves it; may be empty.
    pub evidence: String,
}

/// A correction as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct CorrectionForm {
    /// The home.
    pub room: String,
    /// The charge.
    pub charge: String,
    /// What it should come to; empty when the quantity is said.
    pub amount: String,
    /// The right quantity; empty when the amount is said.
    pub quantity: String,
    /// Why.
    pub reason: String,
}

/// A charge given up.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct WrittenOffLine {
    /// When.
    pub day: String,
    /// The home.
    pub room: String,
    /// The charge.
    #[ts(type = "number")]
    pub charge: i64,
    /// Item and months.
    pub what: String,
    /// Why.
    pub reason: String,
    /// The form.
    pub form: String,
    /// Who allowed it.
    pub approved_by: String,
    /// Given up.
    pub written_off: Amount,
    /// Came in after all.
    pub recovered: Amount,
    /// Given up in the end.
    pub net: Amount,
}

fn unusable(field: &'static str, value: &str, expected: &'static str) -> OfficeError {
    Refusal::Unusable { field, value: value.to_owned(), expected }.into()
}

/// Why a debt can be given up: code and words.
#[tauri::command(async)]
#[must_use]
pub fn day_write_off_reasons() -> Vec<(String, String)> {
    WriteOffReason::ALL.iter().map(|reason| (reason.code().to_owned(), reason.label().to_owned())).collect()
}

/// Files a 坏账核销单. Answers its number.
///
/// # Errors
/// Of [`zhangfang_office::Office::request_write_off`].
#[tauri::command(async)]
pub fn day_write_off(form: WriteOffForm, key: Option<String>, session: State<'_, Session>) -> Answer<String> {
    let occasion = session.occasion(key);
    let request = WriteOffRequest {
        room: form.room,
        lines: form.charges.iter().map(|charge| (*charge, Portion::Whole)).collect(),
        reason_code: WriteOffReason::parse(&form.reason_code)
            .ok_or_else(|| unusable("原因类别", &form.reason_code, "表上的原因类别之一"))?,
        reason: form.reason,
        evidence: text_or_none(&form.evidence),
    };
    session.with(|office| Ok(office.request_write_off(&request, &occasion)?.value))
}

/// Files a 红冲更正单. Answers its number.
///
/// # Errors
/// Of [`zhangfang_office::Office::request_correction`].
#[tauri::command(async)]
pub fn day_correction(
    form: CorrectionForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let occasion = session.occasion(key);
    let number = form.charge.trim();
    let charge = number.parse().map_err(|_| unusable("账单编号", number, "数字，对账单上有"))?;
    let quantity = form.quantity.trim();
    let right = match (amount_or_none(&form.amount)?, quantity.is_empty()) {
        (Some(fen), true) => Right::Amount(fen),
        (None, false) => Right::Quantity(
            quantity.parse().map_err(|_| unusable("更正后的数量", quantity, "数字，如 94.56"))?,
        ),
        _ => {
            let expected = "更正后应收和更正后的数量只写一个；全部冲销写应收 0";
            return Err(unusable("更正为", form.amount.trim(), expected).into());
        }
    };
    session.with(|office| {
        Ok(office.request_correction(&form.room, charge, right, &form.reason, &occasion)?.value)
    })
}

fn line(entry: &WrittenOff) -> WrittenOffLine {
    WrittenOffLine {
        day: entry.on.to_string(),
        room: entry.room.clone(),
        charge: entry.charge,
        what: format!("{} {}", entry.item, entry.period),
        reason: entry.reason.clone(),
        form: entry.form.clone(),
        approved_by: entry.approved_by.clone(),
        written_off: entry.written_off.into(),
        recovered: entry.recovered.into(),
        net: entry.net.into(),
    }
}

/// The register of debts given up.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn day_written_off(session: State<'_, Session>) -> Answer<Vec<WrittenOffLine>> {
    session.with(|office| Ok(office.written_off()?.iter().map(line).collect()))
}

/// The register of debts given up, as a workbook.
///
/// # Errors
/// Store errors; when the file cannot be written.
#[tauri::command(async)]
pub fn day_export_written_off(purpose: &str, session: State<'_, Session>) -> Answer<Option<String>> {
    let table = session.with(|office| Ok(office.written_off_table()?))?;
    export::save(&session, purpose, table)
}

/// Money on a debt given up.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct RecoverForm {
    /// The home.
    pub room: String,
    /// The charge.
    #[ts(type = "number")]
    pub charge: i64,
    /// How much.
    pub amount: String,
    /// Code of the method.
    pub method: String,
    /// Reference of the wallet or bank; may be empty.
    pub reference: String,
    /// Who pays; the owners when empty.
    pub payer: String,
}

/// Takes money on a debt given up. Answers the number of the receipt as printed.
///
/// # Errors
/// Of [`zhangfang_office::Office::recover`].
#[tauri::command(async)]
pub fn day_recover(form: RecoverForm, key: Option<String>, session: State<'_, Session>) -> Answer<u32> {
    let (fen, occasion) = (amount(&form.amount)?, session.occasion(key));
    let expected = "现金、微信、支付宝、刷卡或银行转账";
    let method =
        Method::from_code(&form.method).ok_or_else(|| unusable("收款方式", &form.method, expected))?;
    session.with(|office| {
        let home = HomePayment {
            room: form.room,
            amount: Some(fen),
            designated: vec![form.charge],
            account: Some(office.charge(form.charge)?.account),
        };
        let request = TakeRequest {
            principal_only: false,
            payer: text_or_none(&form.payer),
            method,
            homes: vec![home],
            tendered: None,
            reference: text_or_none(&form.reference),
            note: Some("收回已核销欠款（自愿缴纳，不退还）".to_owned()),
        };
        let taken = office.recover(&request, &occasion)?.value;
        Ok(u32::try_from(taken.number).unwrap_or_default())
    })
}
