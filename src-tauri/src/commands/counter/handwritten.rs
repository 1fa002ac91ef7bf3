//! Receipts written by hand during a power cut, and the books they are in.

use super::receipts::{TakeForm, Taken};
use crate::session::Session;
use crate::wire::{Answer, day};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_office::OfficeError;
use zhangfang_office::handwritten::{Leaf, PaperReceipt};

/// What stands on the leaf.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/handwritten.ts")]
pub struct LeafForm {
    /// The number printed on it.
    pub number: String,
    /// The day it was written.
    pub written_on: String,
}

impl LeafForm {
    fn paper(&self) -> Result<PaperReceipt, OfficeError> {
        Ok(PaperReceipt { number: self.number.trim().to_owned(), on: day(&self.written_on)? })
    }
}

/// What entering a leaf would settle. Nothing is written.
///
/// # Errors
/// Of [`zhangfang_office::Office::take_handwritten`].
#[tauri::command(async)]
pub fn counter_leaf_quote(form: TakeForm, leaf: LeafForm, session: State<'_, Session>) -> Answer<Taken> {
    let (request, paper, occasion) = (form.request()?, leaf.paper()?, session.occasion(None));
    session.with(|office| {
        Ok(office.rehearse(|office| office.take_handwritten(&request, &paper, &occasion))?.value.into())
    })
}

/// Enters a leaf: its money is booked in the shift of now.
///
/// # Errors
/// Of [`zhangfang_office::Office::take_handwritten`].
#[tauri::command(async)]
pub fn counter_leaf_enter(
    form: TakeForm,
    leaf: LeafForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<Taken> {
    let (request, paper, occasion) = (form.request()?, leaf.paper()?, session.occasion(key));
    session.with(|office| Ok(office.take_handwritten(&request, &paper, &occasion)?.value.into()))
}

/// Notes that a leaf was spoiled or is missing.
///
/// # Errors
/// Of [`zhangfang_office::Office::spoil_leaf`].
#[tauri::command(async)]
pub fn counter_leaf_spoil(
    number: &str,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.spoil_leaf(number, reason, &occasion).map(drop)?))
}

/// A paper book.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/handwritten.ts")]
pub struct BookView {
    /// What stands before the digits.
    pub series: String,
    /// Leaves entered or spoiled, by number.
    pub leaves: Vec<LeafView>,
    /// Numbers nobody has said anything of: `0005679`, `0005681—0005683`.
    pub gaps: Vec<String>,
}

/// A leaf.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/handwritten.ts")]
pub struct LeafView {
    /// The number printed on it.
    pub number: String,
    /// The day it was written; empty for a spoiled one.
    pub written_on: String,
    /// Day it was entered.
    pub entered: String,
    /// Who entered it.
    pub operator: String,
    /// The receipt in the book as printed; empty for a spoiled one.
    pub receipt: String,
    /// Where it stands: 已补录, 已作废, or why there is none.
    pub state: String,
}

fn leaf(leaf: &Leaf) -> LeafView {
    let state = match (leaf.receipt, &leaf.reason) {
        (Some(_), _) if leaf.void => "收据已作废".to_owned(),
        (Some(_), _) => "已补录".to_owned(),
        (None, reason) => reason.clone().unwrap_or_default(),
    };
    LeafView {
        number: leaf.written.clone(),
        written_on: leaf.written_on.map(|on| on.to_string()).unwrap_or_default(),
        entered: leaf.entered.to_string(),
        operator: leaf.operator.clone(),
        receipt: leaf.receipt.map(|number| format!("{number:07}")).unwrap_or_default(),
        state,
    }
}

/// The paper books with what was entered, spoiled and is missing.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn counter_paper_books(session: State<'_, Session>) -> Answer<Vec<BookView>> {
    let books = session.with(|office| Ok(office.paper_books()?))?;
    let gap = |(first, last): &(String, String)| {
        if first == last { first.clone() } else { format!("{first}—{last}") }
    };
    let view = |book: &zhangfang_office::handwritten::PaperBook| BookView {
        series: book.series.clone(),
        leaves: book.leaves.iter().map(leaf).collect(),
        gaps: book.gaps.iter().map(gap).collect(),
    };
    Ok(books.iter().map(view).collect())
}
