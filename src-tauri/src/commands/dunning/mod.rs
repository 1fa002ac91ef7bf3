//! 催缴: who owes, who is written to, what was promised, what becomes time-barred.

pub mod letters;
pub mod lists;

use tauri::Runtime;
use tauri::ipc::Invoke;

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        lists::dunning_debtors,
        lists::dunning_export_debtors,
        lists::dunning_choices,
        lists::dunning_pledges,
        lists::dunning_limitation,
        letters::dunning_plan,
        letters::dunning_letters,
        letters::dunning_print_list,
        letters::dunning_print_ageing
    ]
}
