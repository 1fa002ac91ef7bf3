//! 催缴: who owes, who is brought to which stage, what was promised, what becomes time-barred.

pub mod lists;
pub mod printed;
pub mod runs;
pub mod today;

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
        today::dunning_today,
        today::dunning_export_today,
        today::dunning_ladder,
        today::dunning_reason,
        today::dunning_result,
        today::dunning_words,
        today::dunning_settings,
        today::dunning_set_ladder,
        today::dunning_set_steward,
        printed::dunning_print_list,
        printed::dunning_print_ageing
    ]
}
