//! Logging in at the desk, locking it, one's own password.

use super::app::{AppState, state};
use crate::session::Session;
use crate::wire::Answer;
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use zhangfang_office::login::Cost;

/// Lets somebody in, or back in.
///
/// # Errors
/// The same for a wrong name as for a wrong password; a wait after several.
#[tauri::command(async)]
pub fn login_enter(name: &str, password: &str, session: State<'_, Session>) -> Answer<AppState> {
    let now = session.host().now();
    session.enter(|office, attempts| Ok(office.log_in(name, password, attempts, now)?.name))?;
    // Only a convenience: the name stands in its field next time.
    let _ = session.remember(|kept| name.trim().clone_into(&mut kept.last_name));
    state(&session)
}

/// Somebody sits down at a desk where nobody logs in.
///
/// # Errors
/// Where people log in; for a name the office does not know.
#[tauri::command(async)]
pub fn login_sit(name: &str, session: State<'_, Session>) -> Answer<AppState> {
    session.sit(name)?;
    state(&session)
}

/// Locks the desk; what runs goes on.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn login_lock(session: State<'_, Session>) -> Answer<AppState> {
    session.lock()?;
    state(&session)
}

/// Changes the password of who works at the desk.
///
/// # Errors
/// When the old one is wrong or the new one too easy.
#[tauri::command(async)]
pub fn login_change_password(old: &str, new: &str, session: State<'_, Session>) -> Answer<()> {
    let occasion = session.occasion(None);
    session.with(|office| {
        office.change_password(old, new, Cost::DESK, &occasion)?;
        Ok(())
    })
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![login_enter, login_sit, login_lock, login_change_password]
}
