//! Taking money: the quote, the receipt, its paper, its void.

use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, amount_or_none, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_domain::capital::capital;
use zhangfang_domain::method::Method;
use zhangfang_office::papers::{self, Paper, Stock};
use zhangfang_office::receipt::{HomePayment, Receipt, TakeRequest, TakenForHome, TakenReceipt};
use zhangfang_office::{OfficeError, Refusal};

/// A payment as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/receipts.ts")]
pub struct TakeForm {
    /// For which homes.
    pub homes: Vec<TakeForHome>,
    /// `cash`, `wechat`, `alipay`, `pos`, `transfer`.
    pub method: String,
    /// Cash handed over; may be empty.
    pub tendered: String,
    /// Reference of the wallet or bank; may be empty.
    pub reference: String,
    /// Who pays; the owners when empty.
    pub payer: String,
    /// Remark; may be empty.
    pub note: String,
    /// Claimed late charges and costs stay open.
    pub principal_only: bool,
}

/// What is paid for one home.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/receipts.ts")]
pub struct TakeForHome {
    /// The home.
    pub room: String,
    /// How much; all that is open when empty.
    pub amount: String,
    /// The charges the payer names.
    #[ts(type = "number[]")]
    pub designated: Vec<i64>,
    /// Another account than that of the owner of now.
    #[ts(type = "number | null")]
    pub account: Option<i64>,
}

impl TakeForm {
    pub(super) fn request(&self) -> Result<TakeRequest, OfficeError> {
        let home = |home: &TakeForHome| {
            Ok::<_, OfficeError>(HomePayment {
                room: home.room.clone(),
                amount: amount_or_none(&home.amount)?,
                designated: home.designated.clone(),
                account: home.account,
            })
        };
        Ok(TakeRequest {
            payer: text_or_none(&self.payer),
            method: method(&self.method)?,
            homes: self.homes.iter().map(home).collect::<Result<_, _>>()?,
            tendered: amount_or_none(&self.tendered)?,
            reference: text_or_none(&self.reference),
            note: text_or_none(&self.note),
            principal_only: self.principal_only,
        })
    }
}

/// A method by its code.
///
/// # Errors
/// [`Refusal::Unusable`].
pub(super) fn method(code: &str) -> Result<Method, OfficeError> {
    let expected = "现金、微信、支付宝、刷卡或银行转账";
    Method::from_code(code)
        .ok_or_else(|| Refusal::Unusable { field: "收款方式", value: code.to_owned(), expected }.into())
}

/// What a receipt settles.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/receipts.ts")]
pub struct Taken {
    /// Its number; the next one in a quote.
    #[ts(type = "number")]
    pub number: i64,
    /// The number as printed.
    pub number_text: String,
    /// Sum.
    pub total: Amount,
    /// 大写.
    pub capitals: String,
    /// Change to hand back.
    pub change: Amount,
    /// Home by home.
    pub homes: Vec<TakenHome>,
}

/// What a receipt settles for one home.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/receipts.ts")]
pub struct TakenHome {
    /// The home.
    pub room: String,
    /// Received for it.
    pub received: Amount,
    /// Charges paid.
    pub lines: Vec<TakenLine>,
    /// What becomes prepaid.
    pub prepaid: Amount,
    /// What stays open.
    pub left_open: Amount,
}

/// Money that goes to one charge.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/receipts.ts")]
pub struct TakenLine {
    /// Item.
    pub item: String,
    /// Months.
    pub months: String,
    /// The money.
    pub amount: Amount,
}

impl From<TakenReceipt> for Taken {
    fn from(taken: TakenReceipt) -> Self {
        Self {
            number: taken.number,
            number_text: format!("{:07}", taken.number),
            total: taken.total.into(),
            capitals: capital(taken.total),
            change: taken.change.into(),
            homes: taken.homes.into_iter().map(TakenHome::from).collect(),
        }
    }
}

impl From<TakenForHome> for TakenHome {
    fn from(home: TakenForHome) -> Self {
        let line = |l: zhangfang_office::receipt::SettledLine| TakenLine {
            item: l.item,
            months: l.months.to_string(),
            amount: l.amount.into(),
        };
        Self {
            room: home.room,
            received: home.received.into(),
            lines: home.lines.into_iter().map(line).collect(),
            prepaid: home.prepaid.into(),
            left_open: home.left_open.into(),
        }
    }
}

/// What a payment would settle. Nothing is written.
///
/// # Errors
/// What taking it would refuse.
#[tauri::command(async)]
pub fn counter_quote(form: TakeForm, session: State<'_, Session>) -> Answer<Taken> {
    let (request, occasion) = (form.request()?, session.occasion(None));
    session.with(|office| Ok(office.rehearse(|office| office.take(&request, &occasion))?.value.into()))
}

/// Takes money and gives it a receipt number.
///
/// # Errors
/// Of [`zhangfang_office::Office::take`].
#[tauri::command(async)]
pub fn counter_take(form: TakeForm, key: Option<String>, session: State<'_, Session>) -> Answer<Taken> {
    let (request, occasion) = (form.request()?, session.occasion(key));
    session.with(|office| Ok(office.take(&request, &occasion)?.value.into()))
}

/// A receipt in a list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/receipts.ts")]
pub struct ReceiptLine {
    /// Its number.
    #[ts(type = "number")]
    pub number: i64,
    /// The number as printed.
    pub number_text: String,
    /// Business date.
    pub date: String,
    /// Time on the clock.
    pub at: String,
    /// Who paid.
    pub payer: String,
    /// Method in words.
    pub method: String,
    /// Sum.
    pub total: Amount,
    /// Who took it.
    pub operator: String,
    /// Remark; may be empty.
    pub note: String,
    /// Reason of the void; empty while it stands.
    pub void_reason: String,
}

/// The receipts of some days.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/receipts.ts")]
pub struct ReceiptList {
    /// Newest first.
    pub lines: Vec<ReceiptLine>,
    /// How many stand.
    pub standing: usize,
    /// How many are void.
    pub voided: usize,
    /// What those that stand come to.
    pub total: Amount,
}

/// The receipts of days.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn counter_receipts(from: &str, to: &str, session: State<'_, Session>) -> Answer<ReceiptList> {
    let (from, to) = (crate::wire::day(from)?, crate::wire::day(to)?);
    let receipts = session.with(|office| Ok(office.receipts(from, to)?))?;
    let standing = receipts.iter().filter(|r| r.void_reason.is_none());
    let (count, total) = (standing.clone().count(), standing.map(|r| Fen(r.fen)).sum::<Fen>());
    Ok(ReceiptList {
        standing: count,
        voided: receipts.len() - count,
        total: total.into(),
        lines: receipts.into_iter().rev().map(ReceiptLine::from).collect(),
    })
}

impl From<Receipt> for ReceiptLine {
    fn from(r: Receipt) -> Self {
        Self {
            number: r.number,
            number_text: format!("{:07}", r.number),
            date: r.biz_date.to_string(),
            at: r.at.replace('T', " "),
            payer: r.payer,
            method: Method::from_code(&r.method).map_or("", Method::label).to_owned(),
            total: Fen(r.fen).into(),
            operator: r.operator,
            note: r.note.unwrap_or_default(),
            void_reason: r.void_reason.unwrap_or_default(),
        }
    }
}

/// One receipt and what it settled.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/receipts.ts")]
pub struct ReceiptView {
    /// As in the list.
    pub line: ReceiptLine,
    /// Reference of the wallet or bank; may be empty.
    pub reference: String,
    /// What it settled, as it was handed over.
    pub taken: Taken,
}

/// A receipt of any day by its number, with or without leading zeros.
///
/// # Errors
/// When there is no such receipt; store errors.
#[tauri::command(async)]
pub fn counter_receipt(number: &str, session: State<'_, Session>) -> Answer<ReceiptView> {
    let (text, expected) = (number.trim(), "收据上的号码，如 0001201");
    let unusable = |_| Refusal::Unusable { field: "收据号", value: text.to_owned(), expected };
    let number: i64 = text.parse().map_err(unusable)?;
    session.with(|office| {
        let receipt = office.receipt(number)?;
        let taken = office.taken(&receipt)?.into();
        let reference = receipt.reference.clone().unwrap_or_default();
        Ok(ReceiptView { line: receipt.into(), reference, taken })
    })
}

/// Voids a receipt of today.
///
/// # Errors
/// Of [`zhangfang_office::Office::void`].
#[tauri::command(async)]
pub fn counter_void(
    number: u32,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.void(i64::from(number), reason, &occasion).map(drop)?))
}

/// The paper of a receipt; every print after the first is marked. The print is counted.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn counter_print(number: u32, continuous: bool, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let stock = if continuous { Stock::Continuous } else { Stock::A5 };
    let mut pdf = Vec::new();
    session.with_fonts(|office, fonts| {
        let keep = |bytes: &[u8]| {
            pdf.extend_from_slice(bytes);
            Ok(())
        };
        Ok(papers::receipt(office, fonts, i64::from(number), stock, &occasion, keep).map(drop)?)
    })?;
    Ok(session.shelf.put(Paper { file_name: format!("收据{number:07}.pdf"), bytes: pdf, count: 1 }))
}
