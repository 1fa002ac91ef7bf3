//! The frame of the window: what is open, a new book, the demo book, stopping a job.

mod demo;
mod first_run;

use crate::host::FileKind;
use crate::session::{OpenBook, Session};
use crate::tray::{self, PickedFile};
use crate::wire::Answer;
use chrono::NaiveDate;
use serde::Serialize;
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_office::Office;
use zhangfang_office::desk::DeskRules;

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
    /// Who else may sit down at it, where nobody logs in; the role behind the name.
    pub staff: Vec<(String, String)>,
    /// Business date, `2025-12-27`.
    pub today: String,
    /// Whether one has to log in.
    pub login: bool,
    /// Whether somebody is let in: nobody has to log in, or somebody did and the desk is not locked.
    pub inside: bool,
    /// Idle minutes after which the desk locks; 0 never.
    pub lock_minutes: u32,
    /// Who logged in last on this machine.
    pub last_name: String,
    /// Days since the last copy was put on another disk, when it is time for the next; nothing otherwise.
    #[ts(type = "number | null")]
    pub backup_due: Option<i64>,
    /// Forms that wait for a decision or to be paid out.
    pub waiting: usize,
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

pub(super) fn state(session: &Session) -> Answer<AppState> {
    let opened = session.opened();
    let (office, login, rules, waiting, staff) = match opened {
        Some(_) => session.at_the_door(|office| {
            let (login, rules) = (office.login_needed()?, office.desk_rules()?);
            // Names are for those inside.
            let staff = if login { Vec::new() } else { office.staff()? };
            let staff = staff.into_iter().map(|m| (m.role().label().to_owned(), m.name));
            let staff = staff.map(|(role, name)| (name, role)).collect();
            Ok((office.profile()?.office, login, rules, office.forms_waiting()?, staff))
        })?,
        None => (String::new(), false, DeskRules::default(), 0, Vec::new()),
    };
    let today = session.host().today();
    let demo = opened.as_ref().is_some_and(|(_, demo)| *demo);
    let backup_due = if opened.is_some() && !demo { backup_due(session, rules, today) } else { None };
    Ok(AppState {
        open: opened.is_some(),
        demo,
        office,
        operator: session.operator(),
        staff,
        today: today.to_string(),
        login,
        inside: session.inside(),
        lock_minutes: rules.lock_minutes,
        last_name: session.preferences().last_name,
        backup_due,
        waiting,
    })
}

/// Days since the book was last put on another disk, when it is time.
pub(super) fn backup_due(session: &Session, rules: DeskRules, today: NaiveDate) -> Option<i64> {
    if session.preferences().first_day.is_none() {
        // Only a reminder: it begins later where nothing can be remembered.
        let _ = session.remember(|kept| kept.first_day = Some(today));
    }
    session.preferences().backup_due(rules.backup_days, today)
}

/// Asks the person for a workbook and puts it on the tray; nothing when they went back.
///
/// # Errors
/// When the file cannot be read.
#[tauri::command(async)]
pub fn app_pick_file(session: State<'_, Session>) -> Answer<Option<PickedFile>> {
    tray::pick(&session, FileKind::Sheet)
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
