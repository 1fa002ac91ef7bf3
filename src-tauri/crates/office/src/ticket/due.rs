//! What tickets ask of the day's work: promises about to be broken, who has to be told, and who is to be spoken to
//! because the service they waited for is done (domain section 6.3).

use super::{Ticket, TicketLine};
use crate::{Office, Result};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use serde::Serialize;
use zhangfang_domain::Fen;
use zhangfang_store::ticket::Which;

/// A promise of a ticket that ends soon or is over, or somebody who has to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TicketAlarm {
    /// The account that pays for the home; none for a public place.
    pub account: Option<i64>,
    /// The home.
    pub home: Option<i64>,
    /// The ticket.
    #[serde(flatten)]
    pub line: TicketLine,
}

/// A ticket that named the fee and is done: 服务已办结—回访并沟通缴费.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServedTicket {
    /// Its number.
    pub number: String,
    /// The account.
    pub account: i64,
    /// The home.
    pub home: i64,
    /// The room.
    pub room: String,
    /// What it was about, in the person's words.
    pub wish: String,
    /// When it was done.
    pub served: NaiveDateTime,
    /// What the account owes that is overdue.
    #[serde(with = "crate::wire::yuan")]
    pub overdue: Fen,
}

impl Office {
    /// Tickets of which something is due within some minutes or over, or which have to go higher up; the most urgent first.
    ///
    /// # Errors
    /// Store errors.
    pub fn ticket_alarms(&self, now: NaiveDateTime, within: i64) -> Result<Vec<TicketAlarm>> {
        let terms = self.ticket_terms()?;
        let mut alarms = Vec::new();
        for ticket in self.book.reading().tickets(Which::Open)? {
            let line = self.ticket_line(&ticket, &terms, now)?;
            let soon = line.due.is_some_and(|due| due <= now + TimeDelta::minutes(within));
            if soon || !line.escalate_to.is_empty() {
                let (home, account) = ticket.request.home.unzip();
                alarms.push(TicketAlarm { account, home, line });
            }
        }
        alarms.sort_by_key(|alarm| (alarm.line.level != "p0", alarm.line.due));
        Ok(alarms)
    }

    /// Tickets that named the fee, are done, and after which nobody has spoken about it yet, as long as something is
    /// overdue.
    ///
    /// # Errors
    /// Store errors.
    pub fn served_tickets(&self, today: NaiveDate) -> Result<Vec<ServedTicket>> {
        let reading = self.book.reading();
        let mut served = Vec::new();
        for ticket in reading.tickets(Which::NamesFee)? {
            let (Some((home, account)), Some(at), None) =
                (ticket.request.home, ticket.course.finished, ticket.course.fee_answer)
            else {
                continue;
            };
            let open = reading.open_items_of(home)?;
            let overdue: Fen =
                open.iter().filter(|o| o.account == account && o.due < today).map(|o| o.open).sum();
            if at.date() <= today && overdue.is_positive() {
                let room = reading.home(home)?.record.room_number();
                let (number, wish) = (ticket.number, ticket.request.wish);
                served.push(ServedTicket { number, account, home, room, wish, served: at, overdue });
            }
        }
        Ok(served)
    }

    /// Tickets of an account that are not done: whoever is about to write a harsh letter looks at them first.
    ///
    /// # Errors
    /// Store errors.
    pub fn open_tickets(&self, account: i64) -> Result<Vec<Ticket>> {
        let mut tickets = self.book.reading().tickets(Which::Account(account))?;
        tickets.retain(|ticket| !ticket.course.is_served());
        Ok(tickets)
    }

    /// The day the service of a ticket was done, if it is: what a promise that waits for it begins to count from.
    ///
    /// # Errors
    /// Store errors.
    pub fn ticket_served_on(&self, ticket: i64) -> Result<Option<NaiveDate>> {
        Ok(self.book.reading().ticket(ticket)?.course.finished.map(|at| at.date()))
    }
}
