//! 首次使用: a new book from what is typed on one page, or a backup brought back.

use super::{AppState, BOOK, state};
use crate::host::FileKind;
use crate::session::{OpenBook, Session};
use crate::wire::{Answer, Fail};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use tauri::State;
use ts_rs::TS;
use zhangfang_office::Office;
use zhangfang_office::locality::Locality;
use zhangfang_office::profile::Profile;

/// A parameter of the locality, for the form.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "app.ts")]
pub struct LocalParameter {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The neutral value.
    pub value: String,
    /// What may be given.
    pub expected: String,
}

/// The locality profile in its neutral default.
#[tauri::command(async)]
pub fn app_neutral_locality() -> Vec<LocalParameter> {
    let parameters = Locality::default().parameters().into_iter().map(|p| LocalParameter {
        name: p.name.to_owned(),
        label: p.label.to_owned(),
        value: p.value,
        expected: p.expected.to_owned(),
    });
    parameters.collect()
}

/// A new office, as typed: names of fields and what stands in them.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "app.ts")]
pub struct NewOffice {
    /// Fields of the profile.
    pub profile: Vec<(String, String)>,
    /// Parameters of the locality.
    pub locality: Vec<(String, String)>,
}

/// The place of the office's own book; its folder is made when it is not there.
fn place(session: &Session) -> Answer<PathBuf> {
    let folder = session.host().home();
    std::fs::create_dir_all(&folder).map_err(|error| Fail::file("没有建账，文件夹建不了", &error))?;
    Ok(folder.join(BOOK))
}

/// Makes a book in the office's folder and opens it. Nothing is made when one of the fields cannot be used.
///
/// # Errors
/// What the checks of profile and locality refuse; store errors.
#[tauri::command(async)]
pub fn app_create_book(new: NewOffice, session: State<'_, Session>) -> Answer<AppState> {
    let mut profile = Profile::default();
    for (field, text) in &new.profile {
        profile.set(field, text)?;
    }
    let mut locality = Locality::default();
    for (name, text) in &new.locality {
        locality.set(name, text)?;
    }
    let path = place(&session)?;
    let mut office = Office::create(&path, &profile, &session.occasion(None))?;
    if locality != Locality::default() {
        office.change_locality(&locality, &session.occasion(None))?;
    }
    session.open(OpenBook { office, path, demo: false });
    state(&session)
}

/// Brings a backup back as the office's own book and opens it; only where there is none yet. Nothing when the person
/// went back.
///
/// # Errors
/// When there is a book already; when the file is no whole book.
#[tauri::command(async)]
pub fn app_bring_back(session: State<'_, Session>) -> Answer<Option<AppState>> {
    let path = place(&session)?;
    if path.exists() {
        let message = "这台电脑上已有账本。要换成备份，请在“设置—备份”里恢复。";
        return Err(Fail { code: "file-exists".into(), message: message.into() });
    }
    let Some(backup) = session.host().ask_open(FileKind::Book) else { return Ok(None) };
    Office::restore(&path, &backup)?;
    let office = Office::open(&path)?;
    session.open(OpenBook { office, path, demo: false });
    state(&session).map(Some)
}
