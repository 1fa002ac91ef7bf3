//! 押金: taken on a receipt of its own, returned or kept by a form.

use super::receipts::{Taken, method};
use crate::session::Session;
use crate::wire::{Amount, Answer, amount, amount_or_none, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::method::Method;
use zhangfang_office::OfficeError;
use zhangfang_office::form::deposit::{DepositLine, DepositMoveRequest, DepositRequest};

/// A deposit in the list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/deposits.ts")]
pub struct DepositView {
    /// Its number.
    #[ts(type = "number")]
    pub deposit: i64,
    /// The home.
    pub room: String,
    /// What it secures.
    pub purpose: String,
    /// Who brought it.
    pub payer: String,
    /// Receipt number as printed.
    pub receipt: String,
    /// Day it was taken.
    pub taken: String,
    /// How much.
    pub amount: Amount,
    /// Returned so far.
    pub returned: Amount,
    /// Kept so far.
    pub deducted: Amount,
    /// Still held.
    pub held: Amount,
    /// When it is returned.
    pub return_when: String,
    /// 在押, 已结清, 作废.
    pub state: String,
}

impl From<DepositLine> for DepositView {
    fn from(d: DepositLine) -> Self {
        let state = match (d.void, d.held.is_zero()) {
            (true, _) => "作废",
            (_, true) => "已结清",
            _ => "在押",
        };
        Self {
            deposit: d.deposit,
            room: d.room,
            purpose: d.purpose,
            payer: d.payer,
            receipt: format!("{:07}", d.receipt),
            taken: d.taken.to_string(),
            amount: d.amount.into(),
            returned: d.returned.into(),
            deducted: d.deducted.into(),
            held: d.held.into(),
            return_when: d.return_when,
            state: state.to_owned(),
        }
    }
}

/// Deposits and what is held in all.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/deposits.ts")]
pub struct DepositList {
    /// Deposits, oldest first.
    pub rows: Vec<DepositView>,
    /// Still held in all.
    pub held: Amount,
}

/// Deposits of a home, of all homes without one; settled and voided ones only when asked for.
///
/// # Errors
/// When no home has that room; store errors.
#[tauri::command(async)]
pub fn counter_deposits(room: &str, all: bool, session: State<'_, Session>) -> Answer<DepositList> {
    let room = text_or_none(room);
    session.with(|office| {
        let lines = office.deposits(room.as_deref(), all)?;
        let held = lines.iter().map(|line| line.held).sum::<zhangfang_domain::Fen>().into();
        Ok(DepositList { rows: lines.into_iter().map(DepositView::from).collect(), held })
    })
}

/// A deposit as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/deposits.ts")]
pub struct DepositForm {
    /// The home.
    pub room: String,
    /// What it secures.
    pub purpose: String,
    /// How much.
    pub amount: String,
    /// `cash` …
    pub method: String,
    /// Cash handed over; may be empty.
    pub tendered: String,
    /// Reference; may be empty.
    pub reference: String,
    /// Who pays; the owners when empty.
    pub payer: String,
    /// When it is returned, as printed on the receipt.
    pub return_when: String,
}

impl DepositForm {
    fn request(&self) -> Result<DepositRequest, OfficeError> {
        Ok(DepositRequest {
            room: self.room.clone(),
            purpose: self.purpose.clone(),
            amount: amount(&self.amount)?,
            method: method(&self.method)?,
            tendered: amount_or_none(&self.tendered)?,
            payer: text_or_none(&self.payer),
            reference: text_or_none(&self.reference),
            return_when: self.return_when.clone(),
        })
    }
}

/// What taking a deposit would come to. Nothing is written.
///
/// # Errors
/// Of [`zhangfang_office::Office::take_deposit`].
#[tauri::command(async)]
pub fn counter_deposit_quote(form: DepositForm, session: State<'_, Session>) -> Answer<Taken> {
    let (request, occasion) = (form.request()?, session.occasion(None));
    session.with(|office| {
        let taken = office.rehearse(|office| office.take_deposit(&request, &occasion))?.value;
        Ok(taken.receipt.into())
    })
}

/// Takes a deposit under the next receipt number.
///
/// # Errors
/// Of [`zhangfang_office::Office::take_deposit`].
#[tauri::command(async)]
pub fn counter_deposit_take(
    form: DepositForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<Taken> {
    let (request, occasion) = (form.request()?, session.occasion(key));
    session.with(|office| Ok(office.take_deposit(&request, &occasion)?.value.receipt.into()))
}

/// A part of a deposit to be returned or kept, as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/deposits.ts")]
pub struct DepositMove {
    /// The deposit.
    pub deposit: u32,
    /// Whether it is kept instead of returned.
    pub keep: bool,
    /// How much; all that is held when empty.
    pub amount: String,
    /// Why.
    pub reason: String,
    /// What was found; may be empty.
    pub notes: String,
    /// Who gets it; whoever brought it when empty.
    pub payee: String,
    /// Bank account or wallet; may be empty.
    pub payee_account: String,
    /// How it is paid out; the way it came when empty.
    pub method: String,
    /// Why not the way it came; may be empty.
    pub other_way: String,
}

/// Files the form by which a deposit is returned or kept. Answers its number.
///
/// # Errors
/// Of [`zhangfang_office::Office::request_deposit_return`] and of the deduction.
#[tauri::command(async)]
pub fn counter_deposit_form(
    form: DepositMove,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let occasion = session.occasion(key);
    let chosen: Option<Method> = text_or_none(&form.method).map(|code| method(&code)).transpose()?;
    let request = DepositMoveRequest {
        deposit: i64::from(form.deposit),
        amount: amount_or_none(&form.amount)?,
        reason: form.reason,
        notes: text_or_none(&form.notes),
        payee: text_or_none(&form.payee),
        payee_account: text_or_none(&form.payee_account),
        method: chosen,
        other_way: text_or_none(&form.other_way),
    };
    session.with(|office| {
        let posted = if form.keep {
            office.request_deposit_deduction(&request, &occasion)?
        } else {
            office.request_deposit_return(&request, &occasion)?
        };
        Ok(posted.value)
    })
}
