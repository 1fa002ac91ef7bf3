//! Months paid ahead: what can be, what it comes to, and the receipt.

use super::receipts::{Taken, method};
use crate::session::Session;
use crate::wire::{Amount, Answer, amount_or_none, months, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::promotion::Offer;
use zhangfang_domain::{Month, Months};
use zhangfang_office::prepay::{Ahead, Tender};
use zhangfang_office::promotion::in_words;
use zhangfang_office::{Office, OfficeError};

/// An item that can be paid ahead.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/ahead.ts")]
pub struct AheadItem {
    /// Its name.
    pub item: String,
    /// The first month that is not settled yet.
    pub from: String,
    /// Promotions open today.
    pub promotions: Vec<AheadPromotion>,
}

/// A promotion open today.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/ahead.ts")]
pub struct AheadPromotion {
    /// Name as posted.
    pub name: String,
    /// What it gives and what becomes of it on a refund.
    pub terms: String,
    /// The months it covers, gift included, from the first that is not settled.
    pub months: String,
}

/// What a home can pay ahead.
///
/// # Errors
/// When no home has that room; store errors.
#[tauri::command(async)]
pub fn counter_ahead_items(room: &str, session: State<'_, Session>) -> Answer<Vec<AheadItem>> {
    let today = session.host().today();
    session.with(|office| {
        let tariffs = office.tariffs()?;
        let mut items = office.charge_items()?;
        items.retain(|item| tariffs.iter().any(|tariff| tariff.item_id == item.id));
        let offered = items.into_iter().map(|item| {
            let from = office.first_month_ahead(room, &item.code, today)?;
            let promotions = promotions(office, item.id, from, today)?;
            Ok(AheadItem { item: item.name, from: from.to_string(), promotions })
        });
        Ok(offered.collect::<Result<_, OfficeError>>()?)
    })
}

fn promotions(
    office: &Office,
    item: i64,
    from: Month,
    today: chrono::NaiveDate,
) -> Result<Vec<AheadPromotion>, OfficeError> {
    let mut open = office.promotions()?;
    open.retain(|p| p.ended.is_none() && p.promotion.applies(item, today).is_ok());
    let offered = |p: zhangfang_office::promotion::Announced| {
        let count = match p.promotion.offer {
            Offer::FreeMonths { paid, free } => paid + free,
            Offer::PercentOff { least_months, .. } => least_months,
        };
        let months = Months { from, to: from.plus(count.cast_signed() - 1) };
        let terms =
            [in_words(&p.promotion.offer), p.promotion.on_refund.label().to_owned(), p.promotion.terms];
        let terms = terms.iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join("；");
        AheadPromotion { name: p.promotion.name, terms, months: months.to_string() }
    };
    Ok(open.into_iter().map(offered).collect())
}

/// Months paid ahead as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/ahead.ts")]
pub struct AheadForm {
    /// The home.
    pub room: String,
    /// Item by name.
    pub item: String,
    /// First month.
    pub from: String,
    /// Last month, gift included.
    pub to: String,
    /// Name of the promotion; may be empty.
    pub promotion: String,
    /// `cash` …
    pub method: String,
    /// Cash handed over; may be empty.
    pub tendered: String,
    /// Reference; may be empty.
    pub reference: String,
    /// Who pays; the owners when empty.
    pub payer: String,
}

impl AheadForm {
    fn ahead(&self) -> Result<Ahead, OfficeError> {
        Ok(Ahead {
            room: self.room.clone(),
            item: self.item.clone(),
            months: months(&format!("{}..{}", self.from.trim(), self.to.trim()))?,
            promotion: text_or_none(&self.promotion),
        })
    }

    fn tender(&self) -> Result<Tender, OfficeError> {
        Ok(Tender {
            payer: text_or_none(&self.payer),
            method: method(&self.method)?,
            tendered: amount_or_none(&self.tendered)?,
            reference: text_or_none(&self.reference),
            note: None,
        })
    }
}

/// What paying ahead comes to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/ahead.ts")]
pub struct AheadQuote {
    /// The months.
    pub months: String,
    /// By the tariff.
    pub list: Amount,
    /// What the promotion takes off.
    pub discount: Amount,
    /// What is to be paid.
    pub pay: Amount,
    /// Change for the cash handed over.
    pub change: Amount,
}

/// What paying ahead comes to. Nothing is written.
///
/// # Errors
/// Of [`zhangfang_office::Office::prepay`].
#[tauri::command(async)]
pub fn counter_ahead_quote(form: AheadForm, session: State<'_, Session>) -> Answer<AheadQuote> {
    let (ahead, occasion) = (form.ahead()?, session.occasion(None));
    let tender = form.tender()?;
    session.with(|office| {
        let quote = office.quote_prepay(&ahead, occasion.today)?;
        let taken = office.rehearse(|office| office.prepay(&ahead, &tender, &occasion))?.value;
        Ok(AheadQuote {
            months: quote.months.to_string(),
            list: quote.list.into(),
            discount: quote.discount.into(),
            pay: quote.pay.into(),
            change: taken.change.into(),
        })
    })
}

/// Takes money for months ahead.
///
/// # Errors
/// Of [`zhangfang_office::Office::prepay`].
#[tauri::command(async)]
pub fn counter_ahead(form: AheadForm, key: Option<String>, session: State<'_, Session>) -> Answer<Taken> {
    let (ahead, tender, occasion) = (form.ahead()?, form.tender()?, session.occasion(key));
    session.with(|office| Ok(office.prepay(&ahead, &tender, &occasion)?.value.into()))
}
