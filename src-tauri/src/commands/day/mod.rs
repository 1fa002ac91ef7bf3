//! The cashier's day: the shift, its count and closing, the forms that wait.

mod forms;
mod given_up;
mod shift;

use tauri::Runtime;
use tauri::ipc::Invoke;

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        shift::day_shift,
        shift::day_open,
        shift::day_count,
        shift::day_close,
        shift::day_acknowledge,
        shift::day_shifts,
        shift::day_report_paper,
        shift::day_shift_paper,
        shift::day_slip_paper,
        forms::day_forms,
        forms::day_form,
        forms::day_decide,
        forms::day_pay,
        forms::day_take_back,
        forms::day_form_paper,
        given_up::day_write_off_reasons,
        given_up::day_write_off,
        given_up::day_correction,
        given_up::day_written_off,
        given_up::day_export_written_off,
        given_up::day_recover
    ]
}
