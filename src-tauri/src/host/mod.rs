//! What only the machine can do: where files are kept, which day it is, who is asked for a file, which printers
//! stand here. One port, so that runs in a real window can rehearse it.

mod desk;
mod rehearsal;

use chrono::{NaiveDate, NaiveDateTime};
use std::io;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager, Runtime};

/// The machine as the shell sees it.
pub trait Host: Send + Sync {
    /// The folder of the office's own files.
    fn home(&self) -> PathBuf;
    /// The folder of the typefaces, when they came with the program.
    fn fonts(&self) -> Option<PathBuf>;
    /// The time on the clock.
    fn now(&self) -> NaiveDateTime;
    /// The business date.
    fn today(&self) -> NaiveDate {
        self.now().date()
    }
    /// Asks the person for a file to read; nothing when they went back.
    fn ask_open(&self, kind: FileKind) -> Option<PathBuf>;
    /// Asks the person where to write a file; nothing when they went back.
    fn ask_save(&self, kind: FileKind, name: &str) -> Option<PathBuf>;
    /// Whether two files lie on different disks.
    fn apart(&self, one: &Path, other: &Path) -> bool;
    /// The printers, the usual one first.
    fn printers(&self) -> Vec<String>;
    /// Prints a PDF.
    ///
    /// # Errors
    /// When the printing system refuses it.
    fn print(&self, pdf: &[u8], order: &PrintOrder) -> io::Result<()>;
}

/// What kind of file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `.pdf`
    Pdf,
    /// `.xlsx`, `.xls`, `.ods`, `.csv`
    Sheet,
    /// A photo, a screenshot or a scan: `.jpg`, `.png`, `.pdf`
    Picture,
    /// A list to be written: `.xlsx`, `.csv`
    Table,
    /// `.zfb`
    Book,
    /// A packed file: `.zip`
    Archive,
    /// Any file.
    Any,
}

impl FileKind {
    /// Its name and its endings.
    #[must_use]
    pub const fn filter(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Pdf => ("PDF 文件", &["pdf"]),
            Self::Sheet => ("表格", &["xlsx", "xls", "ods", "csv"]),
            Self::Picture => ("照片或 PDF", &["jpg", "jpeg", "png", "pdf"]),
            Self::Table => ("Excel 表格", &["xlsx", "csv"]),
            Self::Book => ("账本", &["zfb"]),
            Self::Archive => ("压缩文件", &["zip"]),
            Self::Any => ("所有文件", &["*"]),
        }
    }
}

/// How a PDF is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintOrder {
    /// The printer by its name; the usual one when empty.
    pub printer: String,
    /// Copies, 1 or more.
    pub copies: u32,
    /// The paper by its CUPS name: `A4`, `A5`, `Custom.241x140mm`.
    pub media: String,
    /// A title in the queue.
    pub title: String,
}

/// The machine the program runs on, or the rehearsal `ZHANGFANG_REHEARSAL` names.
#[must_use]
pub fn here<R: Runtime>(app: &AppHandle<R>) -> Box<dyn Host> {
    let fonts =
        app.path().resource_dir().ok().map(|folder| folder.join("fonts")).filter(|folder| folder.is_dir());
    match std::env::var_os("ZHANGFANG_REHEARSAL") {
        Some(folder) => Box::new(rehearsal::Rehearsal::in_folder(folder.into(), fonts)),
        None => Box::new(desk::Desk { app: app.clone(), fonts }),
    }
}

/// Shows the window that is open already when the program is started a second time.
pub(crate) fn bring_forward<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(crate::WINDOW) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}
