//! What is done about a ticket.

use super::card::TicketView;
use super::{moment, moment_or_none};
use crate::commands::contact::attachments;
use crate::session::Session;
use crate::wire::{Answer, amount_or_none, coded, day, decimal};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_domain::approval::Role;
use zhangfang_domain::ticket::step::{Step, StepKind};
use zhangfang_domain::ticket::{FeeAnswer, Ground, HoldCause, Level, RevisitWay};
use zhangfang_office::ticket::{NewMaterial, NewStep};

/// A step as it is typed; what its kind does not need is empty.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "ticket/step.ts")]
pub struct StepForm {
    /// The ticket.
    pub number: String,
    /// Code of the kind of step.
    pub step: String,
    /// Who: executor, visitor, new first contact.
    pub person: String,
    /// A code: what it waits for, why it is turned down, the new level, the way of a revisit, the role, the answer, the
    /// incident.
    pub code: String,
    /// Whether the executor is a firm.
    pub contractor: bool,
    /// Until when it waits, or the appointment.
    pub until: String,
    /// 1 to 5.
    pub score: String,
    /// When it happened; now when empty.
    pub at: String,
    /// In which words.
    pub note: String,
}

impl StepForm {
    fn new_step(self) -> Answer<NewStep> {
        let code = self.code.as_str();
        let step = match coded("步骤", &self.step, StepKind::from_code)? {
            StepKind::Accept => Step::Accept,
            StepKind::Dispatch => Step::Dispatch {
                to: self.person,
                contractor: self.contractor,
                appointment: moment_or_none(&self.until)?,
            },
            StepKind::Start => Step::Start,
            StepKind::Arrive => Step::Arrive,
            StepKind::Report => Step::Report,
            StepKind::Hold => Step::Hold {
                cause: coded("等什么", code, HoldCause::from_code)?,
                until: moment(&self.until)?,
            },
            StepKind::Resume => Step::Resume,
            StepKind::Reject => Step::Reject { ground: coded("理由", code, Ground::from_code)? },
            StepKind::Finish => Step::Finish { by: self.person },
            StepKind::Confirm => Step::Confirm,
            StepKind::Revisit => Step::Revisit {
                by: self.person,
                way: coded("方式", code, RevisitWay::from_code)?,
                score: coded("满意度", &self.score, |s| s.parse().ok())?,
            },
            StepKind::Reopen => Step::Reopen,
            StepKind::Close => Step::Close { by: self.person },
            StepKind::Escalate => Step::Escalate { to: coded("岗位", code, Role::from_code)? },
            StepKind::Regrade => Step::Regrade { level: coded("级别", code, Level::from_code)? },
            StepKind::HandOver => Step::HandOver { to: self.person },
            StepKind::FeeTalk => Step::FeeTalk { answer: coded("答复", code, FeeAnswer::from_code)? },
            StepKind::Join => Step::Join { incident: coded("事件", code, |n| n.parse().ok())? },
        };
        Ok(NewStep { step, at: moment_or_none(&self.at)?, note: self.note })
    }
}

/// Takes a step and answers the ticket as it stands then.
///
/// # Errors
/// Of [`zhangfang_office::Office::ticket_step`].
#[tauri::command(async)]
pub fn ticket_step(form: StepForm, key: Option<String>, session: State<'_, Session>) -> Answer<TicketView> {
    let occasion = session.occasion(key);
    let now = session.host().today().and_time(session.host().now().time());
    session.with(|office| {
        let number = form.number.clone();
        office.ticket_step(&number, &form.new_step()?, &occasion)?;
        Ok(office.ticket_card(&number, now)?.into())
    })
}

/// Material or paid work as it is typed.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "ticket/step.ts")]
pub struct MaterialForm {
    /// The ticket.
    pub number: String,
    /// What.
    pub what: String,
    /// How much.
    pub quantity: String,
    /// What the owner pays in all; nothing when empty.
    pub amount: String,
    /// Who agreed, and how.
    pub agreed: String,
}

/// Notes material or paid work.
///
/// # Errors
/// Of [`zhangfang_office::Office::add_ticket_material`].
#[tauri::command(async)]
pub fn ticket_material(
    form: MaterialForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<TicketView> {
    let occasion = session.occasion(key);
    let now = session.host().today().and_time(session.host().now().time());
    session.with(|office| {
        let new = NewMaterial {
            what: form.what,
            quantity: decimal("数量", &form.quantity)?,
            fen: amount_or_none(&form.amount)?.unwrap_or(Fen::ZERO),
            agreed: form.agreed,
        };
        office.add_ticket_material(&form.number, &new, &occasion)?;
        Ok(office.ticket_card(&form.number, now)?.into())
    })
}

/// Keeps photos and scans of the tray with a ticket.
///
/// # Errors
/// Of [`zhangfang_office::Office::add_ticket_pictures`]; when a file is no picture.
#[tauri::command(async)]
pub fn ticket_add_pictures(
    number: &str,
    files: Vec<u32>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<TicketView> {
    let occasion = session.occasion(key);
    let now = session.host().today().and_time(session.host().now().time());
    let pictures = attachments(&session, &files)?;
    session.with(|office| {
        office.add_ticket_pictures(number, &pictures, &occasion)?;
        Ok(office.ticket_card(number, now)?.into())
    })
}

/// Extends the pause of dunning: the manager's decision.
///
/// # Errors
/// Of [`zhangfang_office::Office::extend_ticket_pause`].
#[tauri::command(async)]
pub fn ticket_extend(
    number: &str,
    until: &str,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<TicketView> {
    let occasion = session.occasion(key);
    let now = session.host().today().and_time(session.host().now().time());
    session.with(|office| {
        office.extend_ticket_pause(number, day(until)?, reason, &occasion)?;
        Ok(office.ticket_card(number, now)?.into())
    })
}
