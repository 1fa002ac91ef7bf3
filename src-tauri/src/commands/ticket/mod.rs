//! 工单: what owners come with, what is promised, what is done about it.

pub mod card;
pub mod intake;
pub mod lists;
pub mod others;
pub mod step;

use crate::wire::Answer;
use chrono::NaiveDateTime;
use tauri::Runtime;
use tauri::ipc::Invoke;
use zhangfang_office::{OfficeError, Refusal};

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        intake::ticket_choices,
        intake::ticket_take,
        lists::ticket_list,
        lists::ticket_export_list,
        lists::ticket_rates,
        card::ticket_card,
        card::ticket_paper,
        step::ticket_step,
        step::ticket_material,
        step::ticket_add_pictures,
        step::ticket_extend,
        others::ticket_incidents,
        others::ticket_begin_incident,
        others::ticket_answer_incident,
        others::ticket_end_incident,
        others::ticket_contractors,
        others::ticket_set_contractor,
        others::ticket_terms,
        others::ticket_set_terms
    ]
}

/// A moment as the page shows it: `2026-01-06 09:30`.
fn minute(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// A moment as typed: `2026-01-06 09:30`.
fn moment(text: &str) -> Result<NaiveDateTime, OfficeError> {
    let folded = zhangfang_domain::text::folded(text).replace('T', " ");
    let expected = "时间，如 2026-01-06 09:30";
    NaiveDateTime::parse_from_str(folded.trim(), "%Y-%m-%d %H:%M")
        .map_err(|_| Refusal::Unusable { field: "时间", value: text.to_owned(), expected }.into())
}

/// A moment as typed, or nothing.
fn moment_or_none(text: &str) -> Answer<Option<NaiveDateTime>> {
    if text.trim().is_empty() { Ok(None) } else { Ok(Some(moment(text)?)) }
}
