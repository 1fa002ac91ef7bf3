//! The register: buildings and homes, imports, people, spaces.

mod home;
mod homes;
mod import;
mod spaces;
mod transfer;

use tauri::Runtime;
use tauri::ipc::Invoke;

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        homes::register_homes,
        homes::register_export_homes,
        import::register_look,
        import::register_import,
        import::register_imports,
        import::register_undo_import,
        home::register_home,
        home::register_open_home,
        home::register_edit_home,
        home::register_add_home,
        home::register_hand_over,
        home::register_quote_area,
        home::register_correct_area,
        transfer::register_quote_transfer,
        transfer::register_transfer,
        spaces::register_spaces,
        spaces::register_export_spaces,
        spaces::register_add_space,
        spaces::register_sign_parking,
        spaces::register_parking_items,
        spaces::register_quote_give_back,
        spaces::register_give_back,
        spaces::register_concessions,
        spaces::register_end_concession,
    ]
}
