//! Paper on screen: look at it, print it, keep it as a file. Every area puts its papers on the shelf and answers their
//! handles; from there on they are all alike.

use crate::host::{FileKind, PrintOrder};
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Answer, Fail};
use serde::Deserialize;
use std::sync::Arc;
use tauri::ipc::{Invoke, Response};
use tauri::{Runtime, State};
use ts_rs::TS;

fn on_shelf(session: &Session, id: u32) -> Answer<(PaperHandle, Arc<Vec<u8>>)> {
    let gone = || Fail {
        code: "paper-gone".into(), message: "这份单据已不在窗口里，请重新生成。".into()
    };
    session.shelf.get(id).ok_or_else(gone)
}

/// The PDF of a paper.
///
/// # Errors
/// When it is no longer on the shelf.
#[tauri::command(async)]
pub fn papers_bytes(id: u32, session: State<'_, Session>) -> Answer<Response> {
    let (_, bytes) = on_shelf(&session, id)?;
    Ok(Response::new(bytes.as_ref().clone()))
}

/// The printers, the usual one first.
#[tauri::command(async)]
pub fn papers_printers(session: State<'_, Session>) -> Vec<String> {
    session.host().printers()
}

/// How a paper is printed, as chosen.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "papers.ts")]
pub struct PrintChoice {
    /// The printer.
    pub printer: String,
    /// Copies.
    pub copies: u32,
    /// The paper by its CUPS name.
    pub media: String,
}

/// Prints a paper.
///
/// # Errors
/// When the printing system refuses it.
#[tauri::command(async)]
pub fn papers_print(id: u32, choice: PrintChoice, session: State<'_, Session>) -> Answer<()> {
    let (handle, bytes) = on_shelf(&session, id)?;
    let PrintChoice { printer, copies, media } = choice;
    let order = PrintOrder { printer, copies: copies.max(1), media, title: handle.name };
    session.host().print(&bytes, &order).map_err(|error| Fail {
        code: "print".into(),
        message: format!("没有打印：{error}。请检查打印机，或先存为 PDF。"),
    })
}

/// Keeps a paper as a file the person chooses. Answers its path, or nothing when they went back.
///
/// # Errors
/// When the file cannot be written.
#[tauri::command(async)]
pub fn papers_save(id: u32, session: State<'_, Session>) -> Answer<Option<String>> {
    let (handle, bytes) = on_shelf(&session, id)?;
    let Some(path) = session.host().ask_save(FileKind::Pdf, &handle.name) else { return Ok(None) };
    std::fs::write(&path, bytes.as_slice()).map_err(|error| Fail::file("没有存下 PDF", &error))?;
    Ok(Some(path.display().to_string()))
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![papers_bytes, papers_printers, papers_print, papers_save]
}
