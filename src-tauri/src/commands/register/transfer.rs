//! 过户: what it would do to both accounts first, then the act.

use crate::session::Session;
use crate::wire::{self, Amount, Answer};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_office::billing::{MovedCharge, TransferRequest, Transferred};

/// A transfer as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "register/transfer.ts")]
pub struct TypedTransfer {
    /// The home.
    pub room: String,
    /// First day of the new owner.
    pub on: String,
    /// New owners, with 、 or a comma between.
    pub to: String,
    /// Their phones.
    pub phones: String,
    /// Whether the debts move.
    pub move_arrears: bool,
    /// Whether the prepaid money moves.
    pub move_prepaid: bool,
    /// The written agreement both rest on.
    pub agreement: String,
}

impl TypedTransfer {
    fn request(self) -> Answer<TransferRequest> {
        let several = |text: &str| -> Vec<String> {
            text.split(['、', ',', '，', '/']).map(|part| part.trim().to_owned()).collect()
        };
        Ok(TransferRequest {
            on: wire::day(&self.on)?,
            to: several(&self.to),
            phones: several(&self.phones),
            room: self.room,
            move_arrears: self.move_arrears,
            move_prepaid: self.move_prepaid,
            agreement: wire::text_or_none(&self.agreement),
        })
    }
}

/// A charge of which something moves to the new owner.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/transfer.ts")]
pub struct MovingCharge {
    /// Item.
    pub item: String,
    /// First and last day.
    pub days: (String, String),
    /// Amount.
    pub amount: Amount,
}

impl From<&MovedCharge> for MovingCharge {
    fn from(moved: &MovedCharge) -> Self {
        let days = (moved.days.0.to_string(), moved.days.1.to_string());
        Self { item: moved.item.clone(), days, amount: moved.amount.into() }
    }
}

/// What a transfer does.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/transfer.ts")]
pub struct TransferView {
    /// Old owners.
    pub former: String,
    /// New owners.
    pub owners: String,
    /// Charged for days after the transfer: moves to the new owner.
    pub split: Vec<MovingCharge>,
    /// Charges for such days that are not by days; they stay.
    pub not_split: usize,
    /// Paid on what moves; prepaid of the old owner again.
    pub freed: Amount,
    /// Debts that move by agreement.
    pub arrears_moved: Vec<MovingCharge>,
    /// Prepaid money that moves by agreement.
    pub prepaid_moved: Amount,
    /// Afterwards: owed by the old owner.
    pub former_open: Amount,
    /// Afterwards: prepaid of the old owner.
    pub former_prepaid: Amount,
    /// Afterwards: owed by the new owner.
    pub owner_open: Amount,
}

impl From<Transferred> for TransferView {
    fn from(done: Transferred) -> Self {
        Self {
            former: done.former.join("、"),
            owners: done.owners.join("、"),
            split: done.split.iter().map(MovingCharge::from).collect(),
            not_split: done.not_split.len(),
            freed: done.freed.into(),
            arrears_moved: done.arrears_moved.iter().map(MovingCharge::from).collect(),
            prepaid_moved: done.prepaid_moved.into(),
            former_open: done.arrears_left.into(),
            former_prepaid: done.prepaid_left.into(),
            owner_open: done.owed.into(),
        }
    }
}

/// What a transfer would do, to the fen; nothing is kept.
///
/// # Errors
/// Of the transfer.
#[tauri::command(async)]
pub fn register_quote_transfer(transfer: TypedTransfer, session: State<'_, Session>) -> Answer<TransferView> {
    let (request, occasion) = (transfer.request()?, session.occasion(None));
    session.with(|office| Ok(office.preview_transfer(&request, &occasion)?.into()))
}

/// Transfers a home to new owners.
///
/// # Errors
/// Without new owners or a needed agreement; a day outside what the account allows.
#[tauri::command(async)]
pub fn register_transfer(
    transfer: TypedTransfer,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<TransferView> {
    let (request, occasion) = (transfer.request()?, session.occasion(key));
    session.with(|office| Ok(office.transfer(&request, &occasion)?.value.into()))
}
