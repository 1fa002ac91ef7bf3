//! The book of receipts written by hand: what was entered, spoiled and is missing.

use crate::session::Session;
use crate::wire::Answer;
use serde::Serialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_office::Office;
use zhangfang_office::handwritten::Leaf;

/// What is known of the paper books.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct PaperBookView {
    /// Numbers nobody has said anything of: `0005679`, `0005681—0005683`; with the first number of each.
    pub missing: Vec<(String, String)>,
    /// Leaves entered or spoiled, by number.
    pub leaves: Vec<LeafLine>,
}

/// A leaf of a paper book.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct LeafLine {
    /// Its number as printed.
    pub number: String,
    /// Day written; empty for a spoiled one.
    pub written: String,
    /// Day entered.
    pub entered: String,
    /// By whom.
    pub operator: String,
    /// The receipt it became, or why it is none.
    pub state: String,
}

fn leaf(leaf: Leaf) -> LeafLine {
    let state = match (leaf.receipt, leaf.reason) {
        (Some(receipt), _) if leaf.void => format!("收据 {receipt:07}（已作废）"),
        (Some(receipt), _) => format!("收据 {receipt:07}"),
        (None, reason) => reason.unwrap_or_default(),
    };
    LeafLine {
        number: leaf.written,
        written: leaf.written_on.map(|on| on.to_string()).unwrap_or_default(),
        entered: leaf.entered.to_string(),
        operator: leaf.operator,
        state,
    }
}

fn view(office: &Office) -> Answer<PaperBookView> {
    let mut view = PaperBookView { missing: Vec::new(), leaves: Vec::new() };
    for book in office.paper_books()? {
        for (first, last) in book.gaps {
            let words = if first == last { first.clone() } else { format!("{first}—{last}") };
            view.missing.push((words, first));
        }
        view.leaves.extend(book.leaves.into_iter().map(leaf));
    }
    Ok(view)
}

/// The paper books.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn day_paper_book(session: State<'_, Session>) -> Answer<PaperBookView> {
    session.with(|office| view(office))
}

/// Notes that a leaf was spoiled or is missing.
///
/// # Errors
/// Of [`Office::spoil_leaf`].
#[tauri::command(async)]
pub fn day_spoil_leaf(
    number: &str,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<PaperBookView> {
    let occasion = session.occasion(key);
    session.with(|office| {
        office.spoil_leaf(number, reason, &occasion)?;
        view(office)
    })
}
