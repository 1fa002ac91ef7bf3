//! 结账: closing a month, how it was collected, its arrears bridge, its vouchers.

mod month;
mod vouchers;

use tauri::Runtime;
use tauri::ipc::Invoke;

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        month::period_list,
        month::period_check,
        month::period_close,
        month::period_rates,
        month::period_bridge,
        month::period_bridge_paper,
        month::period_export_bridge,
        vouchers::period_journal,
        vouchers::period_export_vouchers,
        vouchers::period_subjects,
        vouchers::period_name_subject
    ]
}
