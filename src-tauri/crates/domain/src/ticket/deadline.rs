//! By when something about a ticket was promised, and when it has to be made known higher up.

use super::Level;
use super::course::{Course, State};
use super::terms::{Terms, after};
use crate::approval::Role;
use crate::coded::coded;
use chrono::NaiveDateTime;

coded! {
    /// What is promised by a moment.
    Promise {
        /// The first reply.
        Reply, "reply", "首次答复";
        /// Somebody on site.
        OnSite, "on-site", "到场";
        /// How it stands.
        Report, "report", "进展答复";
        /// That the wait ends.
        Hold, "hold", "挂起到期";
        /// Done.
        Close, "close", "办结";
        /// The revisit.
        Revisit, "revisit", "回访";
        /// The last word to the owner.
        Answer, "answer", "答复关闭";
    }
}

/// What has to happen next, and by when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What.
    pub promise: Promise,
    /// By when.
    pub due: NaiveDateTime,
}

impl Course {
    /// By when the first reply was promised.
    #[must_use]
    pub fn reply_due(&self, terms: &Terms) -> NaiveDateTime {
        let level = terms.of(self.level);
        after(self.taken, level.reply, level.working.then_some(&terms.hours), &self.holds)
    }

    /// By when it was promised to be done; missing where it lasts until it is safe.
    #[must_use]
    pub fn close_due(&self, terms: &Terms) -> Option<NaiveDateTime> {
        terms.of(self.level).close.map(|close| after(self.since, close, None, &self.holds))
    }

    /// By when somebody was promised on site: by the level, or as agreed with the owner.
    #[must_use]
    pub fn on_site_due(&self, terms: &Terms) -> Option<NaiveDateTime> {
        let by_level = terms.of(self.level).on_site.map(|m| after(self.since, m, None, &self.holds));
        self.appointment.or(by_level)
    }

    /// Everything still promised, the earliest first. Nothing is left waiting without a moment, but for an emergency
    /// somebody is on site for: that lasts until it is safe.
    #[must_use]
    pub fn deadlines(&self, terms: &Terms) -> Vec<Deadline> {
        let level = terms.of(self.level);
        let mut found = Vec::new();
        let mut add = |promise, due: Option<NaiveDateTime>| {
            found.extend(due.map(|due| Deadline { promise, due }));
        };
        match self.state {
            State::Registered => {
                add(Promise::Reply, Some(self.reply_due(terms)));
                add(Promise::OnSite, self.on_site_due(terms));
                add(Promise::Close, self.close_due(terms));
            }
            State::OnHold => add(Promise::Hold, self.holds.last().map(|hold| hold.to)),
            State::Accepted | State::Dispatched | State::InProgress | State::Reopened => {
                add(Promise::OnSite, self.on_site_due(terms).filter(|_| self.arrived.is_none()));
                let told = self.reported.or(self.accepted).unwrap_or(self.since).max(self.since);
                add(Promise::Report, level.report.map(|m| after(told, m, None, &self.holds)));
                add(Promise::Close, self.close_due(terms));
            }
            State::AwaitingOwner | State::AwaitingRevisit => {
                let done = self.finished.unwrap_or(self.last);
                add(Promise::Revisit, Some(after(done, level.revisit, None, &[])));
            }
            State::Revisited => {
                let done = self.finished.unwrap_or(self.last);
                add(Promise::Answer, Some(after(done, level.revisit, None, &[])));
            }
            State::Closed | State::Rejected => {}
        }
        found.sort_by_key(|deadline| deadline.due);
        found
    }

    /// When it has to be made known to whom, whether it was or not (domain section 6.2, column escalate): an emergency at
    /// once, something urgent after half of its time, the rest when its time is over.
    #[must_use]
    pub fn escalates(&self, terms: &Terms) -> Option<(NaiveDateTime, Role)> {
        let close = terms.of(self.level).close;
        let part = |minutes: u32| after(self.since, minutes, None, &self.holds);
        match self.level {
            Level::P0 => Some((self.taken, Role::Manager)),
            Level::P1 => close.map(|minutes| (part(minutes / 2), Role::Supervisor)),
            Level::P2 | Level::P3 => close.map(|minutes| (part(minutes), Role::Manager)),
            Level::P4 => None,
        }
    }

    /// To whom it has to be made known by now and was not.
    #[must_use]
    pub fn escalation_due(&self, terms: &Terms, now: NaiveDateTime) -> Option<Role> {
        if self.is_served() {
            return None;
        }
        let (from, to) = self.escalates(terms)?;
        (from <= now && self.escalated.is_none_or(|known| known < to)).then_some(to)
    }
}
