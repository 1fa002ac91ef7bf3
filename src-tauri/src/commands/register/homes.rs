//! The homes of the register as a list.

use crate::export;
use crate::session::Session;
use crate::wire::Answer;
use serde::Serialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::{mask, tariff::at_least};
use zhangfang_office::register::Home;

/// A home in the list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/homes.ts")]
pub struct HomeLine {
    /// `3-1-301`.
    pub room: String,
    /// Building code.
    pub building: String,
    /// Owners, in full.
    pub owners: String,
    /// First phone, masked.
    pub phone: String,
    /// Use.
    pub use_kind: String,
    /// Gross floor area, m².
    pub area: String,
    /// 入住, 空置 …
    pub status: String,
    /// Day of handover.
    pub handover: String,
    /// Codes of its spaces in the register.
    pub spaces: String,
    /// Plates.
    pub plates: String,
}

impl HomeLine {
    fn of(home: Home) -> Self {
        let room = home.record.room_number();
        let record = home.record;
        let area = record.area().map(|area| at_least(area, 2)).unwrap_or_default();
        let spaces: Vec<&str> = record.spaces.iter().map(|space| space.code.as_str()).collect();
        let plates: Vec<&str> = record.spaces.iter().filter_map(|space| space.plate.as_deref()).collect();
        Self {
            room,
            owners: record.owners.join("、"),
            phone: record.phones.first().map(|phone| mask::phone(phone)).unwrap_or_default(),
            area,
            handover: record.handover.map(|day| day.to_string()).unwrap_or_default(),
            spaces: spaces.join("、"),
            plates: plates.join("、"),
            building: record.building,
            use_kind: record.use_kind,
            status: record.status.unwrap_or_default(),
        }
    }
}

/// Every home, in order of building, unit, floor and room. The page filters them as the person types.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn register_homes(session: State<'_, Session>) -> Answer<Vec<HomeLine>> {
    session.with(|office| Ok(office.homes()?.into_iter().map(HomeLine::of).collect()))
}

/// The register as a workbook that can be taken in again.
///
/// # Errors
/// Store errors; when the file cannot be written.
#[tauri::command(async)]
pub fn register_export_homes(purpose: &str, session: State<'_, Session>) -> Answer<Option<String>> {
    let table = session.with(|office| Ok(office.register_table()?))?;
    export::save(&session, purpose, table)
}
