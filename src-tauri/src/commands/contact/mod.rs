//! Contacts with those who owe, deliveries of letters, photos and scans.

pub mod calls;
pub mod deliveries;

use crate::host::FileKind;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::tray::{self, PickedFile};
use crate::wire::{Answer, Fail};
use serde::Serialize;
use tauri::ipc::{Invoke, Response};
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_office::attachment::{NewAttachment, attachment};
use zhangfang_office::papers::Paper;

/// A photo or a scan that was kept.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/words.ts")]
pub struct PictureView {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Its name.
    pub name: String,
}

impl From<(i64, String)> for PictureView {
    fn from((id, name): (i64, String)) -> Self {
        Self { id, name }
    }
}

/// One of some words.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/words.ts")]
pub struct Word {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

pub(super) fn word(code: &str, label: &str) -> Word {
    Word { value: code.to_owned(), label: label.to_owned() }
}

/// The files of the tray, ready to be kept.
///
/// # Errors
/// When one is no longer there, is no picture or too large.
pub fn attachments(session: &Session, files: &[u32]) -> Answer<Vec<NewAttachment>> {
    let one = |id: &u32| {
        let file = session.tray.read(*id)?;
        Ok(attachment(&file.name, &file.bytes)?)
    };
    files.iter().map(one).collect()
}

/// Asks the person for a photo, a screenshot or a PDF; what cannot be kept is refused at once.
///
/// # Errors
/// When it is no picture or too large.
#[tauri::command(async)]
pub fn contact_pick(session: State<'_, Session>) -> Answer<Option<PickedFile>> {
    let Some(picked) = tray::pick(&session, FileKind::Picture)? else { return Ok(None) };
    attachments(&session, &[picked.id])?;
    Ok(Some(picked))
}

/// The content of a photo.
///
/// # Errors
/// When there is no such attachment.
#[tauri::command(async)]
pub fn contact_picture(id: i64, session: State<'_, Session>) -> Answer<Response> {
    let (_, _, bytes) = session.with(|office| Ok(office.attachment(id)?))?;
    Ok(Response::new(bytes))
}

/// A scan as a paper to be looked at and printed.
///
/// # Errors
/// When there is no such attachment, or it is no PDF.
#[tauri::command(async)]
pub fn contact_scan(id: i64, session: State<'_, Session>) -> Answer<PaperHandle> {
    let (file_name, media, bytes) = session.with(|office| Ok(office.attachment(id)?))?;
    if media != "application/pdf" {
        return Err(Fail {
            code: "no-paper".into(), message: "这个附件是照片，不是 PDF。".into()
        });
    }
    Ok(session.shelf.put(Paper { file_name, bytes, count: 1 }))
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        contact_pick,
        contact_picture,
        contact_scan,
        calls::contact_choices,
        calls::contact_file,
        calls::contact_note,
        calls::contact_void,
        calls::contact_terms,
        calls::contact_held,
        calls::contact_caps,
        calls::contact_set_caps,
        calls::contact_void_promise,
        deliveries::contact_letters,
        deliveries::contact_delivery_preview,
        deliveries::contact_deliver,
        deliveries::contact_confirm_delivery,
        deliveries::contact_void_delivery
    ]
}
