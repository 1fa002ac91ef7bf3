//! Billing: bill runs, and the notices that go out after them.

mod notices;
mod runs;

use crate::session::Session;
use crate::wire::Answer;
use serde::Serialize;
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_office::tariff::OPENING_ITEM;

/// What a run or a notice can be limited to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "billing.ts")]
pub struct Choices {
    /// Buildings by code, in order.
    pub buildings: Vec<String>,
    /// Charge items by code and name.
    pub items: Vec<(String, String)>,
}

/// What a run or a notice can be limited to.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn billing_choices(session: State<'_, Session>) -> Answer<Choices> {
    session.with(|office| {
        let billed = office.charge_items()?.into_iter().filter(|item| item.code != OPENING_ITEM.0);
        let items = billed.map(|item| (item.code, item.name)).collect();
        Ok(Choices { buildings: office.buildings()?, items })
    })
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        billing_choices,
        runs::billing_preview,
        runs::billing_post,
        runs::billing_runs,
        runs::billing_reverse,
        notices::billing_slips,
        notices::billing_posters
    ]
}
