//! What leaves the office in words: texts of letters, messages, cases before a lawyer, and data of households.

pub mod cases;
pub mod messages;
pub mod privacy;
pub mod texts;

use tauri::Runtime;
use tauri::ipc::Invoke;

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        texts::words_texts,
        texts::words_check,
        texts::words_keep,
        messages::words_drafts,
        messages::words_send,
        messages::words_export,
        messages::words_group,
        cases::words_cases,
        cases::words_open_case,
        cases::words_case_step,
        cases::words_case_cost,
        cases::words_pack,
        privacy::words_privacy,
        privacy::words_mask,
        privacy::words_own_data,
        privacy::words_masked_list
    ]
}
