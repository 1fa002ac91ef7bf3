//! One ticket: everything about it, and its papers.

use super::lists::TicketRow;
use super::minute;
use crate::commands::contact::PictureView;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, coded};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::mask;
use zhangfang_office::papers::{self, TicketSheet};
use zhangfang_office::ticket::TicketCard;

/// Everything about a ticket.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/card.ts")]
pub struct TicketView {
    /// The line of the list.
    pub row: TicketRow,
    /// Who said it.
    pub reporter: String,
    /// Where they can be reached, masked.
    pub phone: String,
    /// 前台, 电话 …
    pub channel: String,
    /// What is still promised: what, and by when.
    pub promises: Vec<(String, String)>,
    /// By when the first reply was promised.
    pub reply_by: String,
    /// When it was given.
    pub replied: String,
    /// By when it was promised to be done.
    pub done_by: String,
    /// Everything that happened.
    pub log: Vec<TicketStep>,
    /// Codes of the steps that may follow.
    pub allowed: Vec<String>,
    /// Everybody who worked on it: they do not revisit.
    pub executors: Vec<String>,
    /// Photos and scans.
    pub pictures: Vec<PictureView>,
    /// Material and paid work.
    pub materials: Vec<TicketMaterial>,
    /// The incident it is one of, and what the desk answers.
    pub incident: String,
    /// What the desk answers.
    pub script: String,
    /// Whether it is about a home, so that work can be charged.
    pub chargeable: bool,
    /// Whether it is closed only after a revisit.
    pub revisit_always: bool,
}

/// A step that was taken.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/card.ts")]
pub struct TicketStep {
    /// When.
    pub at: String,
    /// What.
    pub what: String,
    /// In which words.
    pub note: String,
    /// Who noted it.
    pub operator: String,
}

/// Material or paid work.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/card.ts")]
pub struct TicketMaterial {
    /// What.
    pub what: String,
    /// How much.
    pub quantity: String,
    /// What the owner pays.
    pub amount: Amount,
    /// The charge; none when the office bears it.
    #[ts(type = "number | null")]
    pub charge: Option<i64>,
}

impl From<TicketCard> for TicketView {
    fn from(card: TicketCard) -> Self {
        let (request, course) = (&card.ticket.request, &card.ticket.course);
        let (incident, script) = card.incident.clone().unwrap_or_default();
        Self {
            reporter: request.reporter.clone(),
            phone: request.phone.as_deref().map(mask::phone).unwrap_or_default(),
            channel: request.channel.label().to_owned(),
            promises: card.promises.iter().map(|d| (d.promise.label().to_owned(), minute(d.due))).collect(),
            reply_by: minute(card.reply.0),
            replied: card.reply.1.map(minute).unwrap_or_default(),
            done_by: card.done_by.map(minute).unwrap_or_default(),
            log: card
                .log
                .into_iter()
                .map(|l| TicketStep { at: minute(l.at), what: l.what, note: l.note, operator: l.operator })
                .collect(),
            allowed: course.allowed().map(|step| step.code().to_owned()).collect(),
            executors: course.executors.clone(),
            pictures: card.pictures.into_iter().map(Into::into).collect(),
            materials: card
                .materials
                .into_iter()
                .map(|m| TicketMaterial {
                    what: m.what,
                    quantity: m.quantity.normalize().to_string(),
                    amount: m.fen.into(),
                    charge: m.charge,
                })
                .collect(),
            incident,
            script,
            chargeable: request.home.is_some(),
            revisit_always: zhangfang_domain::ticket::terms::Terms::revisit_always(request.kind),
            row: card.line.into(),
        }
    }
}

/// Everything about a ticket.
///
/// # Errors
/// Of [`zhangfang_office::Office::ticket_card`].
#[tauri::command(async)]
pub fn ticket_card(number: &str, session: State<'_, Session>) -> Answer<TicketView> {
    let now = session.host().today().and_time(session.host().now().time());
    session.with(|office| Ok(office.ticket_card(number, now)?.into()))
}

/// 受理单, 派工单 or 回访单: `intake`, `job`, `revisit`.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn ticket_paper(number: &str, sheet: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let sheet = coded("单据", sheet, |code| match code {
        "intake" => Some(TicketSheet::Intake),
        "job" => Some(TicketSheet::Job),
        "revisit" => Some(TicketSheet::Revisit),
        _ => None,
    })?;
    let paper =
        session.with_fonts(|office, fonts| Ok(papers::ticket(office, fonts, number, sheet, &occasion)?))?;
    Ok(session.shelf.put(paper))
}
