//! 演示账本: an invented office in a file of its own, to try everything on. It never touches the office's own book.

use super::{AppState, app_state, state};
use crate::jobs::Step;
use crate::session::{OpenBook, Session};
use crate::wire::Answer;
use std::path::PathBuf;
use tauri::State;
use tauri::ipc::Channel;
use zhangfang_demo::{Demo, Recipe};
use zhangfang_office::Office;

/// The file of the demo book.
const DEMO: &str = "演示账本.zfb";

fn path_of(session: &Session) -> PathBuf {
    session.host().home().join(DEMO)
}

/// Opens the demo book, and makes it first when there is none: some months of an estate, up to yesterday.
///
/// # Errors
/// When the book cannot be made; `cancelled`.
#[tauri::command(async)]
pub fn app_open_demo(job: &str, steps: Channel<Step>, session: State<'_, Session>) -> Answer<AppState> {
    let path = path_of(&session);
    let office = if path.exists() {
        Office::open(&path)?
    } else {
        let today = session.host().today();
        let recipe = Recipe { homes: 320, months: 7, seed: 7, until: today.pred_opt().unwrap_or(today) };
        Demo::make(&path, &recipe, &mut session.jobs.begin(job, steps))?.office
    };
    session.open(OpenBook { office, path, demo: true });
    state(&session)
}

/// Puts the demo book away and takes the office's own book back on the desk, when there is one.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn app_close_demo(session: State<'_, Session>) -> Answer<AppState> {
    session.close();
    app_state(session)
}

/// Throws the demo book away and makes it anew.
///
/// # Errors
/// Of [`app_open_demo`].
#[tauri::command(async)]
pub fn app_reset_demo(job: &str, steps: Channel<Step>, session: State<'_, Session>) -> Answer<AppState> {
    session.close();
    zhangfang_demo::remove(&path_of(&session));
    app_open_demo(job, steps, session)
}
