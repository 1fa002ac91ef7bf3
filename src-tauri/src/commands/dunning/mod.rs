//! 催缴: who owes, who is brought to which stage, what was promised, what becomes time-barred.

pub mod lists;
pub mod printed;
pub mod runs;

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
        runs::dunning_run_choices,
        runs::dunning_plan,
        runs::dunning_run,
        runs::dunning_runs,
        runs::dunning_reprint,
        printed::dunning_print_list,
        printed::dunning_print_ageing
    ]
}
