//! The register: buildings and homes, imports, people, spaces.

mod homes;
mod import;

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
    ]
}
