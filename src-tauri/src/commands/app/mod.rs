//! The frame of the window: what is open, a new book, the demo book, stopping a job.

mod demo;
mod first_run;

use crate::session::{OpenBook, Session};
use crate::tray::{self, PickedFile};
use crate::wire::Answer;
use serde::Serialize;
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_office::Office;

/// What the frame of the window shows.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "app.ts")]
pub struct AppState {
    /// Whether a book is open.
    pub open: bool,
    /// Whether it is the demo book.
    pub demo: bool,
    /// Name of the office; empty without a book.
    pub office: String,
    /// Who works at the desk.
    pub operator: String,
    /// Business date, `2025-12-27`.
    pub today: String,
}

/// What is open. The office's own book is opened when it is there.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn app_state(session: State<'_, Session>) -> Answer<AppState> {
    let path = session.host().home().join(BOOK);
    if session.opened().is_none() && path.exists() {
        let office = Office::open(&path)?;
        session.open(OpenBook { office, path, demo: false });
    }
    state(&session)
}

/// The file of the office's own book.
const BOOK: &str = "账本.zfb";

fn state(session: &Session) -> Answer<AppState> {
    let opened = session.opened();
    let office = match opened {
        Some(_) => session.with(|office| Ok(office.profile()?.office))?,
        None => String::new(),
    };
    Ok(AppState {
        open: opened.is_some(),
        demo: opened.is_some_and(|(_, demo)| demo),
        office,
        operator: session.operator(),
        today: session.host().today().to_string(),
    })
}

/// Asks the person for a workbook and puts it on the tray; nothing when they went back.
///
/// # Errors
/// When the file cannot be read.
#[tauri::command(async)]
pub fn app_pick_file(session: State<'_, Session>) -> Answer<Option<PickedFile>> {
    tray::pick(&session)
}

/// Asks a job to stop. Runs on the main thread: it never waits behind the work it stops.
#[tauri::command]
pub fn app_cancel(job: &str, session: State<'_, Session>) {
    session.jobs.cancel(job);
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        app_state,
        first_run::app_create_book,
        first_run::app_neutral_locality,
        first_run::app_bring_back,
        app_cancel,
        app_pick_file,
        demo::app_open_demo,
        demo::app_close_demo,
        demo::app_reset_demo,
    ]
}
