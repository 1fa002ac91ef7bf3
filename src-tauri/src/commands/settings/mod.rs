//! 设置: the office, local rules, people, backups, how the window looks, the log.

mod backup;
mod machine;
mod office;
mod staff;

pub use office::SettingField;

use tauri::Runtime;
use tauri::ipc::Invoke;

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        office::settings_profile,
        office::settings_change_profile,
        office::settings_locality,
        office::settings_change_locality,
        office::settings_desk_rules,
        office::settings_change_desk_rules,
        staff::settings_staff,
        staff::settings_name_staff,
        staff::settings_staff_leaves,
        staff::settings_set_password,
        staff::settings_limits,
        staff::settings_set_limits,
        staff::settings_reveals,
        staff::settings_reveal_phones,
        backup::settings_backups,
        backup::settings_back_up,
        backup::settings_look_at_copy,
        backup::settings_restore,
        backup::settings_verify,
        machine::settings_appearance,
        machine::settings_set_appearance,
        machine::settings_about,
        machine::settings_note,
        machine::settings_export_log,
    ]
}
