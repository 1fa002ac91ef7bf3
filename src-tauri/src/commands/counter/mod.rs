//! The counter: find a home, see everything about it, say why an amount is what it is.

mod agreements;
mod ahead;
mod card;
mod deposits;
mod handwritten;
mod receipts;
mod requests;
mod statements;

pub use card::HouseholdCard;

use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer};
use serde::Serialize;
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_office::papers;

/// A home that fits what was typed.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/find.ts")]
pub struct SearchHit {
    /// `3-1-301`.
    pub room: String,
    /// Owners, in full.
    pub owners: String,
    /// First phone, masked.
    pub phone: String,
    /// Plates.
    pub plates: Vec<String>,
}

/// How many homes a search offers; whoever wants another one types another letter.
const MOST_HITS: usize = 12;

/// Homes by room, name, initials, phone tail or plate, best first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn counter_search(text: &str, session: State<'_, Session>) -> Answer<Vec<SearchHit>> {
    let hits = session.search(|index| index.find(text, MOST_HITS))?;
    let hit = |hit: zhangfang_office::search::Hit| SearchHit {
        room: hit.room,
        owners: hit.owners,
        phone: hit.phone,
        plates: hit.plates,
    };
    Ok(hits.into_iter().map(hit).collect())
}

/// Everything about a home.
///
/// # Errors
/// When no home has that room; store errors.
#[tauri::command(async)]
pub fn counter_card(room: &str, session: State<'_, Session>) -> Answer<HouseholdCard> {
    let today = session.host().today();
    session.with(|office| Ok(HouseholdCard::of(office, &office.card(room, today)?)?))
}

/// Why a charge is what it is.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/find.ts")]
pub struct ChargeExplanation {
    /// The home.
    pub room: String,
    /// Item.
    pub item: String,
    /// Months.
    pub months: String,
    /// Due date.
    pub due: String,
    /// How it is computed.
    pub formula: String,
    /// Amount.
    pub amount: Amount,
    /// What lowers it, each with its reason and amount.
    pub lowered: Vec<(String, Amount)>,
    /// Still open.
    pub open: Amount,
    /// What it rests on, name by name.
    pub facts: Vec<(String, String)>,
    /// The clause.
    pub clause: String,
}

/// Why a charge is what it is.
///
/// # Errors
/// When there is no such charge; store errors.
#[tauri::command(async)]
pub fn counter_explain(charge: u32, session: State<'_, Session>) -> Answer<ChargeExplanation> {
    session.with(|office| {
        let e = office.explain(i64::from(charge))?;
        let lowered = e.lowered.iter();
        let lowered = lowered.map(|l| (format!("{}（{}）", l.what, l.reason), l.amount.into())).collect();
        Ok(ChargeExplanation {
            room: e.room,
            item: e.item,
            months: e.months.to_string(),
            due: e.due.to_string(),
            formula: e.formula,
            amount: e.amount.into(),
            lowered,
            open: e.open.into(),
            facts: e.facts,
            clause: e.clause,
        })
    })
}

/// 费用说明单 of a charge.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn counter_explanation_paper(charge: u32, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let paper = session
        .with_fonts(|office, fonts| Ok(papers::explanation(office, fonts, i64::from(charge), &occasion)?))?;
    Ok(session.shelf.put(paper))
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        counter_search,
        counter_card,
        counter_explain,
        counter_explanation_paper,
        receipts::counter_quote,
        receipts::counter_take,
        receipts::counter_receipts,
        receipts::counter_receipt,
        receipts::counter_void,
        receipts::counter_print,
        ahead::counter_ahead_items,
        ahead::counter_ahead_quote,
        ahead::counter_ahead,
        deposits::counter_deposits,
        deposits::counter_deposit_quote,
        deposits::counter_deposit_take,
        deposits::counter_deposit_form,
        requests::counter_choices,
        requests::counter_refundable,
        requests::counter_refund,
        requests::counter_waiver,
        requests::counter_concession,
        agreements::counter_agreement_plan,
        agreements::counter_agreement_make,
        agreements::counter_agreement,
        agreements::counter_agreement_end,
        agreements::counter_agreement_paper,
        agreements::counter_promise,
        handwritten::counter_leaf_quote,
        handwritten::counter_leaf_enter,
        handwritten::counter_leaf_spoil,
        handwritten::counter_paper_books,
        statements::counter_statement,
        statements::counter_statement_paper,
        statements::counter_statement_export
    ]
}
