//! Steps of a ticket: each is checked by the domain; what lies between is taken with it, so that a clerk types once.

use super::{Ticket, moment, post_step};
use crate::refusal::TicketRefusal;
use crate::wording::require_clean;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDateTime;
use zhangfang_domain::ticket::course::State;
use zhangfang_domain::ticket::step::{Event, Step, StepKind};
use zhangfang_domain::wording::TextKind;

/// A step as it is typed.
#[derive(Clone, Debug)]
pub struct NewStep {
    /// What.
    pub step: Step,
    /// When; now when missing.
    pub at: Option<NaiveDateTime>,
    /// In which words.
    pub note: String,
}

/// What has to happen before a step and goes without saying: a job that is done was taken on, what goes on waits no
/// longer, what is dealt with was accepted.
fn before(state: State, step: StepKind) -> Vec<Step> {
    let works = matches!(
        step,
        StepKind::Dispatch | StepKind::Finish | StepKind::Arrive | StepKind::Hold | StepKind::Report
    );
    match state {
        State::Registered if works => vec![Step::Accept],
        State::OnHold if works && !matches!(step, StepKind::Hold | StepKind::Report) => vec![Step::Resume],
        _ => Vec::new(),
    }
}

impl Office {
    /// Takes a step of a ticket. What goes without saying before it is noted with it.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`TicketRefusal::Step`], [`TicketRefusal::ToCome`],
    /// [`crate::refusal::WordsRefusal::Blocked`] for words the owner may not be told.
    pub fn ticket_step(
        &mut self,
        number: &str,
        new: &NewStep,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let ticket = self.ticket(number)?;
        let replay = self.replays(occasion)?;
        if new.step.kind().is_told() {
            require_clean(TextKind::Answer, &new.note)?;
        }
        if !replay {
            self.check_step(&ticket, new, occasion)?;
        }
        let at = new.at.unwrap_or_else(|| moment(occasion));
        let terms = self.ticket_terms()?;
        self.book.transact("ticket.step", occasion, |act| {
            let mut ticket = ticket;
            take(act, &mut ticket, &new.step, at, new.note.trim(), &terms)?;
            act.note("ticket", ticket.number.as_str());
            act.note("step", new.step.kind().code());
            Ok::<_, OfficeError>(ticket.course.state.code().to_owned())
        })
    }

    fn check_step(&self, ticket: &Ticket, new: &NewStep, occasion: &Occasion) -> Result<()> {
        if let Some(at) = new.at.filter(|at| *at > moment(occasion)) {
            return Err(TicketRefusal::ToCome { at }.into());
        }
        match &new.step {
            Step::Dispatch { to, contractor: true, .. } => {
                let firms = self.book.reading().contractors()?;
                if !firms.iter().any(|firm| firm.name == *to && !firm.ended) {
                    return Err(Refusal::Unknown { kind: "在用的外包单位", name: to.clone() }.into());
                }
            }
            Step::FeeTalk { .. } if !ticket.request.touches_fee => {
                return Err(TicketRefusal::NoFee { number: ticket.number.clone() }.into());
            }
            Step::Join { incident } => drop(self.running_incident(*incident)?),
            _ => {}
        }
        Ok(())
    }
}

/// Takes a step with what goes without saying before it.
pub(super) fn take(
    act: &mut zhangfang_store::Act<'_>,
    ticket: &mut Ticket,
    step: &Step,
    at: NaiveDateTime,
    note: &str,
    terms: &zhangfang_domain::ticket::terms::Terms,
) -> Result<()> {
    for earlier in before(ticket.course.state, step.kind()) {
        post_step(act, ticket, &Event { at, step: earlier, note: String::new() }, terms)?;
    }
    if ticket.course.state == State::Dispatched && step.kind() == StepKind::Finish {
        post_step(act, ticket, &Event { at, step: Step::Start, note: String::new() }, terms)?;
    }
    post_step(act, ticket, &Event { at, step: step.clone(), note: note.to_owned() }, terms)
}
