//! How the window looks, about the program, the log.

use crate::host::FileKind;
use crate::preferences::Appearance;
use crate::session::Session;
use crate::wire::{Answer, Fail};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;

/// How the window looks.
#[tauri::command(async)]
pub fn settings_appearance(session: State<'_, Session>) -> Appearance {
    session.preferences().appearance
}

/// Remembers how the window looks.
///
/// # Errors
/// When it cannot be remembered.
#[tauri::command(async)]
pub fn settings_set_appearance(appearance: Appearance, session: State<'_, Session>) -> Answer<()> {
    session.remember(|kept| kept.appearance = appearance)
}

/// About the program and where things are.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct AboutView {
    /// Version of the program.
    pub version: String,
    /// Where the book is; empty without one.
    pub book: String,
    /// Where the log is.
    pub log: String,
}

/// About the program.
#[tauri::command(async)]
pub fn settings_about(session: State<'_, Session>) -> AboutView {
    AboutView {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        book: session.opened().map(|(book, _)| book.display().to_string()).unwrap_or_default(),
        log: session.log.file().display().to_string(),
    }
}

/// One command as the page saw it.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct CommandNote {
    /// Its name.
    pub command: String,
    /// The code it was refused with; empty when it was done.
    pub code: String,
    /// How long it took.
    pub milliseconds: u32,
}

/// Writes commands into the log: names, codes and times, nothing of a household.
#[tauri::command(async)]
pub fn settings_note(notes: Vec<CommandNote>, session: State<'_, Session>) {
    for note in notes.iter().take(200) {
        session.log.command(session.host().now(), &note.command, &note.code, note.milliseconds);
    }
}

/// Keeps the log as a file the person chooses; its path, or nothing when they went back.
///
/// # Errors
/// When the file cannot be written.
#[tauri::command(async)]
pub fn settings_export_log(session: State<'_, Session>) -> Answer<Option<String>> {
    let Some(to) = session.host().ask_save(FileKind::Any, "账房日志.txt") else { return Ok(None) };
    std::fs::write(&to, session.log.all()).map_err(|error| Fail::file("没有导出日志", &error))?;
    Ok(Some(to.display().to_string()))
}
