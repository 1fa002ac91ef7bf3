//! Meters: what hangs where, the readings of a month, and their bill.

mod bill;
mod hung;
mod intake;
mod round;

use tauri::Runtime;
use tauri::ipc::Invoke;

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        hung::meter_all,
        hung::meter_readings,
        hung::meter_add,
        hung::meter_set,
        hung::meter_replace,
        hung::meter_remove,
        hung::meter_add_price,
        hung::meter_import,
        round::meter_round,
        round::meter_round_paper,
        round::meter_export_round,
        round::meter_judge,
        round::meter_note,
        round::meter_void,
        round::meter_estimate,
        round::meter_set_window,
        intake::meter_check_file,
        intake::meter_take_file,
        intake::meter_imports,
        intake::meter_undo_file,
        bill::meter_bill_preview,
        bill::meter_bill_post
    ]
}
