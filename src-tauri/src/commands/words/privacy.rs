//! 个人信息: what left the office, what is no longer needed, copies of own data, lists of masked rooms.

use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Answer, day};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_office::papers::{self, MaskedListRequest};
use zhangfang_office::privacy::Exported;
use zhangfang_office::{OfficeError, Refusal};

/// Something that left the office.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct ExportLine {
    /// The day.
    pub on: String,
    /// What it was.
    pub what: String,
    /// The room it was about; empty for a list.
    pub room: String,
    /// What for.
    pub purpose: String,
    /// To whom; empty when it stayed in the office.
    pub recipient: String,
    /// Who made it.
    pub operator: String,
}

/// A former owner whose contact data is no longer needed.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct OutdatedLine {
    /// The room.
    pub room: String,
    /// The phones, masked.
    pub phones: String,
    /// When everything was settled.
    pub settled: String,
}

/// A list of masked rooms that was allowed.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct MaskedListLine {
    /// Its number.
    pub number: String,
    /// What of.
    pub place: String,
    /// The ground.
    pub basis: String,
    /// Who allowed it.
    pub approved_by: String,
    /// When it is taken down at the latest.
    pub remove_by: String,
    /// 已撤下, 张贴中 or 该撤下了.
    pub state: String,
    /// Whether it hangs too long.
    pub overdue: bool,
}

/// What the tab shows.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct PrivacyView {
    /// What left the office, newest first.
    pub exports: Vec<ExportLine>,
    /// Former owners.
    pub outdated: Vec<OutdatedLine>,
    /// Lists that were allowed.
    pub masked_lists: Vec<MaskedListLine>,
    /// Whether local rules are set to allow one.
    pub masked_list_allowed: bool,
}

fn what(kind: &str) -> &'static str {
    match kind {
        "evidence" => "律师材料包",
        "messages" => "短信名单",
        "own-data" => "个人信息副本",
        _ => "名单表格",
    }
}

/// How many exports are shown.
const SHOWN: u32 = 100;

/// Everything about data of households.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn words_privacy(session: State<'_, Session>) -> Answer<PrivacyView> {
    let today = session.host().today();
    session.with(|office| {
        let export = |Exported { export: e, room }: Exported| ExportLine {
            on: e.on.to_string(),
            what: what(&e.kind).to_owned(),
            room,
            purpose: e.purpose,
            recipient: e.recipient,
            operator: e.operator,
        };
        let outdated = office.outdated_contacts(today)?.into_iter().map(|o| OutdatedLine {
            room: o.room,
            phones: o.phones.join("、"),
            settled: o.settled.to_string(),
        });
        let lists = office.masked_lists()?.into_iter().map(|l| {
            let overdue = !l.taken_down && l.remove_by < today;
            let state = if l.taken_down {
                "已撤下"
            } else if overdue {
                "该撤下了"
            } else {
                "张贴中"
            };
            MaskedListLine {
                number: l.number,
                place: l.place,
                basis: l.basis,
                approved_by: l.approved_by,
                remove_by: l.remove_by.to_string(),
                state: state.to_owned(),
                overdue,
            }
        });
        Ok(PrivacyView {
            exports: office.exports(SHOWN)?.into_iter().map(export).collect(),
            outdated: outdated.collect(),
            masked_lists: lists.collect(),
            masked_list_allowed: office.locality()?.masked_list,
        })
    })
}

/// Masks the contact data that is no longer needed; answers of how many.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn words_mask(key: Option<String>, session: State<'_, Session>) -> Answer<usize> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.mask_outdated_contacts(&occasion)?.value))
}

/// Makes the copy of the own data of a household.
///
/// # Errors
/// Of [`papers::own_data`].
#[tauri::command(async)]
pub fn words_own_data(room: &str, requester: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let paper = session
        .with_fonts(|office, fonts| Ok(papers::own_data(office, fonts, room, requester, &occasion)?))?;
    Ok(session.shelf.put(paper))
}

/// A list of masked rooms as it is asked for.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct MaskedListForm {
    /// The building.
    pub building: String,
    /// The ground.
    pub basis: String,
    /// When it is taken down at the latest.
    pub remove_by: String,
    /// Days to pay.
    pub days: String,
}

/// Makes the list.
///
/// # Errors
/// Of [`papers::masked_rooms`].
#[tauri::command(async)]
pub fn words_masked_list(form: MaskedListForm, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let unusable = || {
        let (value, expected) = (form.days.clone(), "天数，如 15");
        OfficeError::from(Refusal::Unusable { field: "缴费期限", value, expected })
    };
    let days: u32 = form.days.trim().parse().map_err(|_| unusable())?;
    let request = MaskedListRequest {
        building: form.building.trim().trim_end_matches('栋').to_owned(),
        basis: form.basis.clone(),
        remove_by: day(&form.remove_by)?,
        days,
    };
    let paper =
        session.with_fonts(|office, fonts| Ok(papers::masked_rooms(office, fonts, &request, &occasion)?))?;
    Ok(session.shelf.put(paper))
}
