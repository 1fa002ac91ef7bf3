//! The link with dunning (domain section 6.3): a ticket that names the fee holds the ladder of that household, for what it
//! names only and for a limited time. The debt, its due date and its limitation stay as they are (checklist C17).

use super::{Ticket, moment};
use crate::bill_run::require_reason;
use crate::refusal::{FormRefusal, TicketRefusal};
use crate::{Occasion, Office, OfficeError, Posted, Result};
use chrono::{Days, NaiveDate};
use zhangfang_domain::approval::Role;
use zhangfang_domain::dunning::PauseCause;
use zhangfang_domain::ticket::course::Course;
use zhangfang_domain::ticket::terms::Terms;
use zhangfang_store::Act;
use zhangfang_store::pause::{NewPause, Pause};
use zhangfang_store::ticket::Request;

/// The fee a ticket names.
#[derive(Clone, Debug, Default)]
pub struct FeeLink {
    /// Items, by code or name.
    pub items: Vec<String>,
    /// Single charges that are disputed.
    pub charges: Vec<i64>,
    /// By when the reply was promised, if not by the level's own time.
    pub reply_by: Option<NaiveDate>,
}

/// The fee a ticket names, as the book knows it.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    items: Vec<i64>,
    charges: Vec<i64>,
    reply_by: Option<NaiveDate>,
}

impl Scope {
    /// Pauses what the ticket names; answers until when.
    pub fn post(
        &self,
        act: &mut Act<'_>,
        ticket: i64,
        request: &Request,
        course: &Course,
        terms: &Terms,
    ) -> Result<NaiveDate> {
        let (home, account) = request.home.ok_or(TicketRefusal::FeeWithoutHome)?;
        let until = self.until(act.today(), course, terms);
        act.post_pause(&NewPause {
            home,
            account,
            cause: if self.charges.is_empty() { PauseCause::Complaint } else { PauseCause::Dispute },
            from: act.today(),
            until,
            ticket: Some(ticket),
            agreement: None,
            items: self.items.clone(),
            charges: self.charges.clone(),
            note: request.wish.clone(),
        })?;
        Ok(until)
    }

    fn until(&self, from: NaiveDate, course: &Course, terms: &Terms) -> NaiveDate {
        let promised = self.reply_by.unwrap_or_else(|| promised(course, terms));
        terms.pause_until(from, promised)
    }
}

/// The day the answer is promised for; today's for what lasts until it is safe.
fn promised(course: &Course, terms: &Terms) -> NaiveDate {
    course.close_due(terms).unwrap_or(course.since).date()
}

/// What a step means for the pause of a ticket: done ends it the same day, taken up again pauses anew, a promise that
/// moved takes it along.
pub(super) fn follow(act: &mut Act<'_>, ticket: &Ticket, before: &Course, terms: &Terms) -> Result<()> {
    let Some((_, account)) = ticket.request.home.filter(|_| ticket.request.touches_fee) else {
        return Ok(());
    };
    let today = act.today();
    let mut pauses = act.reading().pauses(Some(account), today)?;
    pauses.retain(|pause| pause.ticket == Some(ticket.id));
    let Some(last) = pauses.pop() else { return Ok(()) };
    let number = &ticket.number;
    match (before.is_served(), ticket.course.is_served()) {
        (false, true) if last.until >= today => {
            act.post_pause_end(last.id, today - Days::new(1), &format!("工单 {number} 已办结"))?;
        }
        (true, false) => {
            let scope = Scope { items: last.items, charges: last.charges, reply_by: None };
            scope.post(act, ticket.id, &ticket.request, &ticket.course, terms)?;
        }
        (false, false) if promised(before, terms) != promised(&ticket.course, terms) => {
            let until = terms.pause_until(last.from, promised(&ticket.course, terms));
            if until > last.until && last.until >= today {
                act.post_pause_end(last.id, until, &format!("工单 {number} 的答复日期顺延"))?;
            }
        }
        _ => {}
    }
    Ok(())
}

impl Office {
    /// The fee a ticket names: known items, open charges of the home, at least one of them.
    pub(super) fn scope(&self, room: &str, link: &FeeLink) -> Result<Scope> {
        let home = self.home(room)?;
        let room = home.record.room_number();
        let items =
            link.items.iter().map(|item| Ok(self.charge_item(item)?.id)).collect::<Result<Vec<_>>>()?;
        for charge in &link.charges {
            let found = self.charge(*charge)?;
            if found.home != home.id || found.account != home.account {
                return Err(FormRefusal::NotOfHome { charge: *charge, room }.into());
            }
        }
        if items.is_empty() && link.charges.is_empty() {
            return Err(TicketRefusal::FeeWithoutScope { room }.into());
        }
        Ok(Scope { items, charges: link.charges.clone(), reply_by: link.reply_by })
    }

    /// The pause a ticket keeps going on a day.
    ///
    /// # Errors
    /// Store errors.
    pub fn ticket_pause(&self, ticket: &Ticket, day: NaiveDate) -> Result<Option<Pause>> {
        let Some((_, account)) = ticket.request.home else { return Ok(None) };
        let pauses = self.book.reading().pauses(Some(account), day)?;
        Ok(pauses.into_iter().rev().find(|pause| pause.ticket == Some(ticket.id) && pause.holds_on(day)))
    }

    /// Extends the pause of a ticket that is not done yet: the manager's decision, with a reason.
    ///
    /// # Errors
    /// [`TicketRefusal::ManagerOnly`], [`TicketRefusal::NoPause`], [`TicketRefusal::PauseOutside`],
    /// [`crate::Refusal::Unusable`] without a reason.
    pub fn extend_ticket_pause(
        &mut self,
        number: &str,
        until: NaiveDate,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<NaiveDate>> {
        require_reason(reason)?;
        let ticket = self.ticket(number)?;
        let (number, today) = (ticket.number.clone(), moment(occasion).date());
        let replay = self.replays(occasion)?;
        let reading = self.book.reading();
        let by_role = !reading.with_credential()?.is_empty();
        if by_role && reading.role_of(&occasion.operator)?.is_none_or(|role| role < Role::Manager) {
            return Err(TicketRefusal::ManagerOnly { name: occasion.operator.clone() }.into());
        }
        let pause = self.ticket_pause(&ticket, today)?;
        let Some(pause) = pause else {
            if replay {
                return self.book.transact("ticket.extend", occasion, |_| Ok(until));
            }
            return Err(TicketRefusal::NoPause { number }.into());
        };
        let (from, most) = (pause.until + Days::new(1), self.ticket_terms()?.pause_cap(today));
        if !(from..=most).contains(&until) && !replay {
            return Err(TicketRefusal::PauseOutside { number, until, from, most }.into());
        }
        self.book.transact("ticket.extend", occasion, |act| {
            act.post_pause_end(pause.id, until, reason.trim())?;
            Ok::<_, OfficeError>(until)
        })
    }
}
