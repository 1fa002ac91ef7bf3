//! 对账: statements of banks and wallets are taken in, and a person says what each line is.

mod lines;
mod report;
mod statement;

use tauri::Runtime;
use tauri::ipc::Invoke;

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        lines::reconcile_accounts,
        lines::reconcile_open,
        lines::reconcile_done,
        lines::reconcile_accept,
        lines::reconcile_accept_certain,
        lines::reconcile_suspend,
        lines::reconcile_suspend_unsure,
        lines::reconcile_duplicate,
        lines::reconcile_ignore,
        lines::reconcile_undo,
        report::reconcile_report,
        report::reconcile_paper,
        report::reconcile_export,
        statement::reconcile_preview,
        statement::reconcile_take
    ]
}
