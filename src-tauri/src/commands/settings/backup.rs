//! Copies of the book: made, listed, tried out, brought back. And the book held against itself.

use crate::commands::app;
use crate::host::FileKind;
use crate::preferences::BackupNote;
use crate::session::{OpenBook, Session};
use crate::wire::{Amount, Answer, Fail};
use serde::Serialize;
use std::path::{Path, PathBuf};
use tauri::State;
use ts_rs::TS;
use zhangfang_office::Office;
use zhangfang_office::copy_check::CopyCheck;

/// A copy that was made on this machine.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct BackupLine {
    /// When, local time.
    pub at: String,
    /// Where.
    pub path: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Number of its last act.
    #[ts(type = "number")]
    pub last_act: i64,
    /// Whether it lies on another disk than the book.
    pub apart: bool,
    /// Whether it is still there.
    pub there: bool,
}

impl From<BackupNote> for BackupLine {
    fn from(note: BackupNote) -> Self {
        let BackupNote { at, path, bytes, last_act, apart } = note;
        Self { there: Path::new(&path).exists(), at, path, bytes, last_act, apart }
    }
}

/// The copies made on this machine, newest first.
#[tauri::command(async)]
pub fn settings_backups(session: State<'_, Session>) -> Vec<BackupLine> {
    session.preferences().backups.into_iter().rev().map(BackupLine::from).collect()
}

/// Makes a copy where the person chooses, reads it back and notes it; nothing when they went back.
///
/// # Errors
/// When the place cannot be written or the copy is not right.
#[tauri::command(async)]
pub fn settings_back_up(session: State<'_, Session>) -> Answer<Option<BackupLine>> {
    session.require_inside()?;
    let now = session.host().now();
    let name = format!("账本备份-{}.zfb", now.format("%Y%m%d-%H%M"));
    let Some(to) = session.host().ask_save(FileKind::Book, &name) else { return Ok(None) };
    let to = if to.extension().is_some() { to } else { to.with_extension("zfb") };
    // A reader beside the one at work, so that the counter does not wait.
    let (book, _) = session.opened().ok_or_else(Fail::no_book)?;
    let copied = Office::open_read_only(&book)?.back_up(&to)?;
    let note = BackupNote {
        at: now.format("%Y-%m-%dT%H:%M:%S").to_string(),
        path: to.display().to_string(),
        bytes: copied.bytes,
        last_act: copied.last_act,
        apart: session.host().apart(&book, &to),
    };
    session.remember(|kept| kept.note_backup(note.clone()))?;
    Ok(Some(note.into()))
}

/// What a copy turned out to be when it was opened and checked.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct CopyView {
    /// Name of the office in it.
    pub office: String,
    /// The latest business date in it.
    pub last_day: String,
    /// Number of its last act.
    #[ts(type = "number")]
    pub last_act: i64,
    /// The first letters of the hash over all its acts.
    pub hash: String,
    /// Homes.
    #[ts(type = "number")]
    pub homes: i64,
    /// Receipts.
    #[ts(type = "number")]
    pub receipts: i64,
    /// What they come to.
    pub received: Amount,
    /// Everything open.
    pub open: Amount,
    /// Everything paid ahead.
    pub prepaid: Amount,
    /// What is wrong in it.
    pub findings: Vec<FindingLine>,
    /// Acts checked.
    #[ts(type = "number")]
    pub acts: u64,
    /// Facts checked.
    #[ts(type = "number")]
    pub facts: u64,
    /// Whether the book goes on from where the copy ends.
    pub of_this_book: Option<bool>,
    /// Acts the book has and the copy has not.
    #[ts(type = "number")]
    pub acts_since: i64,
    /// Where both end with the same act: whether they hold the same.
    pub same_contents: Option<bool>,
}

/// Something that does not agree.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct FindingLine {
    /// Which check.
    pub check: String,
    /// Where.
    pub row: String,
    /// What.
    pub detail: String,
}

impl From<CopyCheck> for CopyView {
    fn from(check: CopyCheck) -> Self {
        let contents = check.contents;
        Self {
            office: check.office,
            last_day: contents.last_day.map(|day| day.to_string()).unwrap_or_default(),
            last_act: contents.last_act,
            hash: contents.hash.chars().take(16).collect(),
            homes: contents.homes,
            receipts: contents.receipts,
            received: contents.received.into(),
            open: contents.open.into(),
            prepaid: contents.prepaid.into(),
            findings: check.findings.iter().map(FindingLine::from).collect(),
            acts: check.acts,
            facts: check.facts,
            of_this_book: check.of_this_book,
            acts_since: check.acts_since,
            same_contents: check.same_contents,
        }
    }
}

impl From<&zhangfang_office::copy_check::Finding> for FindingLine {
    fn from(finding: &zhangfang_office::copy_check::Finding) -> Self {
        Self { check: finding.check.to_owned(), row: finding.row.clone(), detail: finding.detail.clone() }
    }
}

/// A copy the person picked waits here between the look and the yes.
const WAITING: &str = "待恢复.zfb";

fn waiting(session: &Session) -> PathBuf {
    session.host().home().join(WAITING)
}

fn forget(path: &Path) {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(name);
    }
}

/// Opens a copy of a copy the person picks, checks all of it and holds it against the book; nothing when they went back.
/// Neither the book nor the picked file is touched.
///
/// # Errors
/// When it is no book or cannot be read.
#[tauri::command(async)]
pub fn settings_look_at_copy(session: State<'_, Session>) -> Answer<Option<CopyView>> {
    session.require_inside()?;
    let Some(picked) = session.host().ask_open(FileKind::Book) else { return Ok(None) };
    let place = waiting(&session);
    forget(&place);
    std::fs::copy(&picked, &place).map_err(|error| Fail::file("没有读到这份备份", &error))?;
    let book = session.opened().map(|(book, _)| Office::open_read_only(&book)).transpose()?;
    let checked = Office::check_copy(&place, book.as_ref());
    if checked.is_err() {
        forget(&place);
    }
    Ok(Some(checked?.into()))
}

/// Puts the copy that was looked at last in the place of the book; the book that was there is kept beside it.
///
/// # Errors
/// For those who may not; when nothing was looked at.
#[tauri::command(async)]
pub fn settings_restore(session: State<'_, Session>) -> Answer<app::AppState> {
    session.require_inside()?;
    let place = waiting(&session);
    if !place.exists() {
        let message = "请先选一份备份，看过内容再恢复。";
        return Err(Fail { code: "nothing-looked-at".into(), message: message.into() });
    }
    let operator = session.operator();
    session.with(|office| Ok(office.require("office.change", &operator)?))?;
    let (book, demo) = session.opened().ok_or_else(Fail::no_book)?;
    session.close();
    let restored = Office::restore(&book, &place);
    let office = Office::open(&book)?;
    session.open(OpenBook { office, path: book, demo });
    restored?;
    forget(&place);
    app::state(&session)
}

/// The book held against itself.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct VerifyView {
    /// Acts checked.
    #[ts(type = "number")]
    pub acts: u64,
    /// Facts checked.
    #[ts(type = "number")]
    pub facts: u64,
    /// What does not agree.
    pub findings: Vec<FindingLine>,
}

/// Checks the whole book. The counter goes on meanwhile.
///
/// # Errors
/// When it cannot be read.
#[tauri::command(async)]
pub fn settings_verify(session: State<'_, Session>) -> Answer<VerifyView> {
    session.require_inside()?;
    let (book, _) = session.opened().ok_or_else(Fail::no_book)?;
    let found = Office::open_read_only(&book)?.verify()?;
    let findings = found.findings.iter().map(FindingLine::from).collect();
    Ok(VerifyView { acts: found.acts, facts: found.facts, findings })
}
