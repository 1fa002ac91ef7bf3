//! Incidents: something many report at once has one answer at the desk, and one end (domain section 6; checklist S120).

use super::step::take;
use super::{Contractor, Ticket, moment};
use crate::bill_run::require_reason;
use crate::refusal::TicketRefusal;
use crate::wording::require_clean;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDateTime;
use serde::Serialize;
use zhangfang_domain::ticket::step::Step;
use zhangfang_domain::wording::TextKind;
use zhangfang_store::ticket::{Incident, Which};

/// An incident as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IncidentLine {
    /// Its number.
    pub incident: i64,
    /// What it is called.
    pub title: String,
    /// What the desk answers.
    pub script: String,
    /// Since when.
    pub at: NaiveDateTime,
    /// Tickets of it.
    pub tickets: usize,
    /// Of those, not done yet.
    pub open: usize,
    /// What it came to, when it is over.
    pub ended: Option<String>,
}

impl Office {
    /// Notes an incident with what the desk answers, and the tickets that are of it.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] without a title or an answer, [`Refusal::Unknown`], [`TicketRefusal::Step`].
    pub fn begin_incident(
        &mut self,
        title: &str,
        script: &str,
        tickets: &[String],
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        let (title, script) = (title.trim(), script.trim());
        let missing = |field, expected| Refusal::Unusable { field, value: String::new(), expected };
        if title.is_empty() {
            return Err(missing("事件名称", "一句话，如 3栋停水").into());
        }
        if script.is_empty() {
            return Err(missing("统一答复", "前台怎么说，如 供水公司抢修，预计 18 点恢复").into());
        }
        require_clean(TextKind::Answer, script)?;
        let tickets = tickets.iter().map(|number| self.ticket(number)).collect::<Result<Vec<_>>>()?;
        let (at, terms) = (moment(occasion), self.ticket_terms()?);
        self.book.transact("incident.begin", occasion, |act| {
            let incident = act.post_incident(title, script, at)?;
            for mut ticket in tickets {
                take(act, &mut ticket, &Step::Join { incident }, at, "", &terms)?;
            }
            Ok::<_, OfficeError>(incident)
        })
    }

    /// Tells everybody of an incident how it stands: one answer on every ticket that is not done.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`TicketRefusal::IncidentOver`], [`Refusal::Unusable`] without words.
    pub fn answer_incident(
        &mut self,
        incident: i64,
        words: &str,
        occasion: &Occasion,
    ) -> Result<Posted<usize>> {
        self.on_all_of(incident, "incident.answer", words, occasion, |_| Step::Report, false)
    }

    /// Ends an incident: every ticket of it that is not done is done with one answer.
    ///
    /// # Errors
    /// As [`Office::answer_incident`].
    pub fn end_incident(&mut self, incident: i64, words: &str, occasion: &Occasion) -> Result<Posted<usize>> {
        let operator = occasion.operator.clone();
        let done = move |ticket: &Ticket| Step::Finish {
            by: ticket.course.executor.clone().unwrap_or_else(|| operator.clone()),
        };
        self.on_all_of(incident, "incident.end", words, occasion, done, true)
    }

    fn on_all_of(
        &mut self,
        incident: i64,
        code: &'static str,
        words: &str,
        occasion: &Occasion,
        step: impl Fn(&Ticket) -> Step,
        ends: bool,
    ) -> Result<Posted<usize>> {
        require_reason(words)?;
        require_clean(TextKind::Answer, words)?;
        if !self.replays(occasion)? {
            self.running_incident(incident)?;
        }
        let mut tickets = self.book.reading().tickets(Which::Incident(incident))?;
        tickets.retain(|ticket| !ticket.course.is_served());
        let (at, terms) = (moment(occasion), self.ticket_terms()?);
        self.book.transact(code, occasion, |act| {
            let count = tickets.len();
            for mut ticket in tickets {
                let step = step(&ticket);
                take(act, &mut ticket, &step, at, words.trim(), &terms)?;
            }
            if ends {
                act.post_incident_end(incident, words.trim())?;
            }
            Ok::<_, OfficeError>(count)
        })
    }

    /// An incident that is not over.
    pub(super) fn running_incident(&self, incident: i64) -> Result<Incident> {
        let found = self.book.reading().incidents()?.into_iter().find(|i| i.id == incident);
        let unknown = || OfficeError::from(Refusal::Unknown { kind: "事件", name: incident.to_string() });
        let found = found.ok_or_else(unknown)?;
        if found.ended.is_some() {
            return Err(TicketRefusal::IncidentOver { title: found.title }.into());
        }
        Ok(found)
    }

    /// Incidents, newest first; those that are over too when asked.
    ///
    /// # Errors
    /// Store errors.
    pub fn incidents(&self, over: bool) -> Result<Vec<IncidentLine>> {
        let reading = self.book.reading();
        let mut lines = Vec::new();
        for incident in reading.incidents()?.into_iter().filter(|i| over || i.ended.is_none()) {
            let tickets = reading.tickets(Which::Incident(incident.id))?;
            let open = tickets.iter().filter(|t| !t.course.is_served()).count();
            lines.push(IncidentLine {
                incident: incident.id,
                title: incident.title,
                script: incident.script,
                at: incident.at,
                tickets: tickets.len(),
                open,
                ended: incident.ended,
            });
        }
        Ok(lines)
    }

    /// Firms that work for the office; those no longer in use too when asked.
    ///
    /// # Errors
    /// Store errors.
    pub fn contractors(&self, ended: bool) -> Result<Vec<Contractor>> {
        let mut firms = self.book.reading().contractors()?;
        firms.retain(|firm| ended || !firm.ended);
        Ok(firms)
    }

    /// Enters a firm, or changes what is known of it.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] without a name.
    pub fn set_contractor(&mut self, firm: &Contractor, occasion: &Occasion) -> Result<Posted<()>> {
        let firm = Contractor {
            name: firm.name.trim().to_owned(),
            trade: firm.trade.trim().to_owned(),
            phone: firm.phone.trim().to_owned(),
            ended: firm.ended,
        };
        if firm.name.is_empty() {
            let expected = "单位名称，如 安达电梯维保";
            return Err(Refusal::Unusable { field: "外包单位", value: String::new(), expected }.into());
        }
        self.book.transact("contractor.set", occasion, |act| Ok::<_, OfficeError>(act.set_contractor(&firm)?))
    }
}
