//! Incidents, firms, promised times.

use super::minute;
use crate::commands::settings::SettingField;
use crate::session::Session;
use crate::wire::Answer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tauri::State;
use ts_rs::TS;
use zhangfang_office::ticket::Contractor;

/// An incident.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/others.ts")]
pub struct IncidentRow {
    /// Its number.
    #[ts(type = "number")]
    pub incident: i64,
    /// What it is called.
    pub title: String,
    /// What the desk answers.
    pub script: String,
    /// Since when.
    pub at: String,
    /// Tickets of it.
    pub tickets: usize,
    /// Of those, not done.
    pub open: usize,
    /// What it came to; empty while it runs.
    pub ended: String,
}

/// Incidents, newest first; those that are over too when asked.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn ticket_incidents(over: bool, session: State<'_, Session>) -> Answer<Vec<IncidentRow>> {
    let row = |i: zhangfang_office::ticket::IncidentLine| IncidentRow {
        incident: i.incident,
        title: i.title,
        script: i.script,
        at: minute(i.at),
        tickets: i.tickets,
        open: i.open,
        ended: i.ended.unwrap_or_default(),
    };
    session.with(|office| Ok(office.incidents(over)?.into_iter().map(row).collect()))
}

/// Notes an incident with the tickets that are of it.
///
/// # Errors
/// Of [`zhangfang_office::Office::begin_incident`].
#[tauri::command(async)]
pub fn ticket_begin_incident(
    title: &str,
    script: &str,
    tickets: Vec<String>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.begin_incident(title, script, &tickets, &occasion).map(|_| ())?))
}

/// One answer to everybody of an incident; answers how many tickets.
///
/// # Errors
/// Of [`zhangfang_office::Office::answer_incident`].
#[tauri::command(async)]
pub fn ticket_answer_incident(
    incident: u32,
    words: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<usize> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.answer_incident(incident.into(), words, &occasion)?.value))
}

/// Ends an incident; answers how many tickets were done with it.
///
/// # Errors
/// Of [`zhangfang_office::Office::end_incident`].
#[tauri::command(async)]
pub fn ticket_end_incident(
    incident: u32,
    words: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<usize> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.end_incident(incident.into(), words, &occasion)?.value))
}

/// A firm.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export, export_to = "ticket/others.ts")]
pub struct Firm {
    /// Its name.
    pub name: String,
    /// What it does.
    pub trade: String,
    /// Its phone.
    pub phone: String,
    /// Whether it works for the office no longer.
    pub ended: bool,
}

/// Every firm, those in use first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn ticket_contractors(session: State<'_, Session>) -> Answer<Vec<Firm>> {
    let firm = |f: Contractor| Firm { name: f.name, trade: f.trade, phone: f.phone, ended: f.ended };
    session.with(|office| Ok(office.contractors(true)?.into_iter().map(firm).collect()))
}

/// Enters a firm, or changes what is known of it.
///
/// # Errors
/// Of [`zhangfang_office::Office::set_contractor`].
#[tauri::command(async)]
pub fn ticket_set_contractor(firm: Firm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let occasion = session.occasion(key);
    let firm = Contractor { name: firm.name, trade: firm.trade, phone: firm.phone, ended: firm.ended };
    session.with(|office| Ok(office.set_contractor(&firm, &occasion).map(|_| ())?))
}

/// The promised times.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn ticket_terms(session: State<'_, Session>) -> Answer<Vec<SettingField>> {
    let field = |t: zhangfang_office::ticket::TermLine| SettingField {
        options: match t.expected {
            "是 或 否" => vec![("是".to_owned(), "是".to_owned()), ("否".to_owned(), "否".to_owned())],
            _ => Vec::new(),
        },
        name: t.name,
        label: t.label,
        value: t.value,
        expected: t.expected.to_owned(),
        source: String::new(),
    };
    session.with(|office| Ok(office.ticket_term_lines()?.into_iter().map(field).collect()))
}

/// Sets promised times.
///
/// # Errors
/// Of [`zhangfang_office::Office::set_ticket_terms`].
#[tauri::command(async)]
pub fn ticket_set_terms(
    fields: BTreeMap<String, String>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    let fields: Vec<(String, String)> = fields.into_iter().collect();
    session.with(|office| Ok(office.set_ticket_terms(&fields, &occasion).map(|_| ())?))
}
