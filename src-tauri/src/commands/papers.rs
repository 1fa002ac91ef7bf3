//! Paper on screen: look at it, print it, keep it as a file. Every area puts its papers on the shelf and answers their
//! handles; from there on they are all alike.

use crate::host::{FileKind, PrintOrder};
use crate::preferences::{Offset, Preferences};
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Answer, Fail};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use tauri::ipc::{Invoke, Response};
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_office::papers::{self, Sheet};
use zhangfang_office::print_log::Printed;

fn on_shelf(session: &Session, id: u32) -> Answer<(PaperHandle, Arc<Vec<u8>>)> {
    session.require_inside()?;
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

/// What can be chosen for a print.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "papers.ts")]
pub struct PrintSetup {
    /// The printers, the usual one first.
    pub printers: Vec<String>,
    /// The printer each paper went to last.
    pub last: BTreeMap<String, String>,
    /// How far each printer moves what it prints.
    pub offsets: BTreeMap<String, Offset>,
}

/// The printers and what is remembered of them.
#[tauri::command(async)]
pub fn papers_setup(session: State<'_, Session>) -> PrintSetup {
    let Preferences { last_printer, offsets, .. } = session.preferences();
    PrintSetup { printers: session.host().printers(), last: last_printer, offsets }
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

/// Prints a paper where this printer prints it, and notes in the book that it was printed.
///
/// # Errors
/// When the printing system refuses it.
#[tauri::command(async)]
pub fn papers_print(id: u32, choice: PrintChoice, session: State<'_, Session>) -> Answer<()> {
    let (handle, bytes) = on_shelf(&session, id)?;
    send(&session, &handle.name, &bytes, &choice)?;
    let PrintChoice { printer, media, .. } = choice;
    // The paper is out; a disk that cannot remember the printer takes nothing back.
    let _ = session.remember(|kept| {
        kept.last_printer.insert(media, printer);
    });
    let copies = choice.copies.max(1);
    session.with(|office| Ok(office.note_print(&handle.name, copies, &session.occasion(None)).map(|_| ())?))
}

fn send(session: &Session, title: &str, pdf: &[u8], choice: &PrintChoice) -> Answer<()> {
    let PrintChoice { printer, copies, media } = choice;
    let Offset { right, down } = session.preferences().offsets.get(printer).copied().unwrap_or_default();
    let moved = match (right, down) {
        (0, 0) => Cow::Borrowed(pdf),
        _ => Cow::Owned(zhangfang_documents::shift::shifted(pdf, right, down)?),
    };
    let order = PrintOrder {
        printer: printer.clone(),
        copies: (*copies).max(1),
        media: media.clone(),
        title: title.trim_end_matches(".pdf").to_owned(),
    };
    session.host().print(&moved, &order).map_err(|error| Fail {
        code: "print".into(),
        message: format!("没有打印：{error}。请检查打印机，或先存为 PDF。"),
    })
}

/// Sets how far a printer moves what it prints.
///
/// # Errors
/// Beyond two centimetres; when it cannot be remembered.
#[tauri::command(async)]
pub fn papers_set_offset(printer: String, offset: Offset, session: State<'_, Session>) -> Answer<()> {
    if offset.right.abs().max(offset.down.abs()) > Offset::MOST {
        let message = "偏移最多 20 毫米。差得更多时，请先在打印机上调整进纸位置。";
        return Err(Fail { code: "offset-too-far".into(), message: message.into() });
    }
    session.remember(|kept| match offset {
        Offset { right: 0, down: 0 } => drop(kept.offsets.remove(&printer)),
        _ => drop(kept.offsets.insert(printer, offset)),
    })
}

/// A page to set a printer by, moved as the printer moves everything.
///
/// # Errors
/// Document errors.
#[tauri::command(async)]
pub fn papers_test_page(printer: &str, media: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let Offset { right, down } = session.preferences().offsets.get(printer).copied().unwrap_or_default();
    let occasion = session.occasion(None);
    let paper = session.with_fonts(|_, fonts| {
        Ok(papers::test_page(fonts, Sheet::of_media(media), printer, (right, down), &occasion)?)
    })?;
    Ok(session.shelf.put(paper))
}

/// Something that was made or printed.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "papers.ts")]
pub struct PrintedLine {
    /// Local time.
    pub at: String,
    /// Who.
    pub operator: String,
    /// Whether it went to a printer; otherwise it was made.
    pub printed: bool,
    /// The paper.
    pub paper: String,
    /// Copies.
    #[ts(type = "number")]
    pub copies: i64,
    /// How often it had been printed with this one.
    #[ts(type = "number")]
    pub times: i64,
}

/// What was made and printed last, newest first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn papers_log(limit: u32, session: State<'_, Session>) -> Answer<Vec<PrintedLine>> {
    let lines = session.with(|office| Ok(office.print_log(limit.min(2_000))?))?;
    let line = |p: Printed| PrintedLine {
        printed: p.kind == "paper",
        paper: match p.kind.as_str() {
            "receipt" => format!("收据 {}", p.paper),
            "JK" => "交款单".to_owned(),
            _ => p.paper,
        },
        at: p.at,
        operator: p.operator,
        copies: p.copies,
        times: p.times,
    };
    Ok(lines.into_iter().map(line).collect())
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
    tauri::generate_handler![
        papers_bytes,
        papers_setup,
        papers_print,
        papers_save,
        papers_set_offset,
        papers_test_page,
        papers_log
    ]
}
