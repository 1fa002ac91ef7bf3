//! Promises to pay (承诺缴费): recorded as they are made, kept or broken by what comes in.

use crate::bill_run::require_reason;
use crate::contact::require_impersonal;
use crate::refusal::{ContactRefusal, LateRefusal};
use crate::settlement::Settling;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::{Days, NaiveDate};
use serde::Serialize;
use zhangfang_domain::Fen;
use zhangfang_domain::settlement::SettlementError;
use zhangfang_store::Act;
use zhangfang_store::agreement::Promise;

/// Days somebody who waited for a service has to pay after it was done, where the day promised is over before.
pub const AFTER_SERVICE: u64 = 3;

/// What was promised.
#[derive(Clone, Debug)]
pub struct PromiseTerms {
    /// How much; everything overdue when missing.
    pub amount: Option<Fen>,
    /// Until when.
    pub due: NaiveDate,
    /// Whether it was made in a form that can be shown (signed, message, recording).
    pub provable: bool,
    /// Number of the ticket that has to be done first, if it was promised so.
    pub ticket: Option<String>,
}

/// A promise as the clerk records it.
#[derive(Clone, Debug)]
pub struct NewPromise {
    /// The home, by room.
    pub room: String,
    /// Whose account; the owner of now when missing.
    pub account: Option<i64>,
    /// What was promised.
    pub terms: PromiseTerms,
    /// In which words.
    pub note: String,
}

/// A promise that was checked, with the charges it acknowledges.
#[derive(Clone, Debug)]
pub(crate) struct Promised {
    promise: Promise,
    covered: Vec<i64>,
    ticket: Option<i64>,
}

impl Promised {
    /// Posts it within an act.
    pub fn post(&self, act: &mut Act<'_>) -> Result<i64> {
        let id = act.post_promise(&self.promise, &self.covered)?;
        if let Some(ticket) = self.ticket {
            act.post_promise_condition(id, ticket)?;
        }
        Ok(id)
    }
}

/// A promise as it stands on a day.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseLine {
    /// Its number.
    pub promise: i64,
    /// The account.
    pub account: i64,
    /// The home.
    pub room: String,
    /// When it was made.
    pub made: NaiveDate,
    /// Until when.
    pub due: NaiveDate,
    /// How much.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// What came in since, up to the due date.
    #[serde(with = "wire::yuan")]
    pub received: Fen,
    /// `kept`, `open`, `broken`.
    pub state: &'static str,
    /// The same in Chinese.
    pub label: &'static str,
    /// Whether it can be shown.
    pub provable: bool,
    /// In which words.
    pub note: String,
    /// Number of the ticket it waits for.
    pub ticket: Option<String>,
    /// The day that ticket was done.
    pub served: Option<NaiveDate>,
}

impl Office {
    /// Records a promise. One that can be shown acknowledges the overdue charges, oldest first as far as it reaches.
    ///
    /// # Errors
    /// [`Refusal::NothingOpen`], [`LateRefusal::InThePast`], [`LateRefusal::MoreThanOwed`], [`Refusal::Unusable`] without
    /// a note.
    pub fn promise(&mut self, new: &NewPromise, occasion: &Occasion) -> Result<Posted<i64>> {
        let replay = self.replays(occasion)?;
        let promised = self.promise_to_post(new, occasion, replay)?;
        self.book.transact("promise.add", occasion, |act| promised.post(act))
    }

    /// Checks a promise and finds the charges it acknowledges.
    pub(crate) fn promise_to_post(
        &self,
        new: &NewPromise,
        occasion: &Occasion,
        replay: bool,
    ) -> Result<Promised> {
        let home = self.home(&new.room)?;
        let account = self.account_of(&home, new.account)?.id;
        let (room, due) = (home.record.room_number(), new.terms.due);
        if due < occasion.today && !replay {
            return Err(LateRefusal::InThePast { due, today: occasion.today }.into());
        }
        if new.note.trim().is_empty() {
            let expected = "承诺的方式和原话，如 微信：月底前交清";
            return Err(Refusal::Unusable { field: "备注", value: String::new(), expected }.into());
        }
        require_impersonal("备注", &new.note)?;
        let reading = self.book.reading();
        let mut open = reading.open_items_of(home.id)?;
        open.retain(|o| o.account == account && o.due < occasion.today);
        Settling::read(reading)?.keep_principal(&mut open);
        let owed: Fen = open.iter().map(|o| o.open).sum();
        let fen = new.terms.amount.unwrap_or(owed);
        if !replay && new.terms.amount.is_some_and(|a| !a.is_positive()) {
            return Err(SettlementError::NotPositive { amount: fen }.into());
        }
        if !replay && owed.is_zero() {
            return Err(Refusal::NothingOpen { room }.into());
        }
        if !replay && fen > owed {
            return Err(LateRefusal::MoreThanOwed { fen, owed }.into());
        }
        let (mut covered, mut left) = (Vec::new(), fen);
        for o in &open {
            if left.is_positive() {
                left -= o.open;
                covered.push(o.charge);
            }
        }
        let ticket = new.terms.ticket.as_deref().map(|number| self.ticket(number)).transpose()?;
        let promise = Promise {
            id: 0,
            act: 0,
            home: home.id,
            account,
            made: occasion.today,
            fen,
            due,
            provable: new.terms.provable,
            note: new.note.trim().to_owned(),
        };
        Ok(Promised { promise, covered, ticket: ticket.map(|t| t.id) })
    }

    /// Records that a promise was noted wrongly: it acknowledges nothing and is waited for no more.
    ///
    /// # Errors
    /// [`ContactRefusal::PromiseVoid`] also when there is none, [`Refusal::Unusable`] without a reason.
    pub fn void_promise(&mut self, promise: i64, reason: &str, occasion: &Occasion) -> Result<Posted<i64>> {
        require_reason(reason)?;
        let known = self.book.reading().promises(None, occasion.today)?.iter().any(|p| p.id == promise);
        if !known && !self.replays(occasion)? {
            return Err(ContactRefusal::PromiseVoid { promise }.into());
        }
        self.book.transact("promise.void", occasion, |act| {
            act.void_promise(promise, reason.trim())?;
            Ok::<_, OfficeError>(promise)
        })
    }

    /// Promises made up to a day and what became of them, oldest first; of one home when a room is given.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn promises(&self, room: Option<&str>, as_of: NaiveDate) -> Result<Vec<PromiseLine>> {
        let home = room.map(|r| self.home(r)).transpose()?.map(|h| h.id);
        let reading = self.book.reading();
        let conditions = reading.promise_conditions()?;
        let mut lines = Vec::new();
        for mut promise in reading.promises(home, as_of)? {
            let ticket = conditions.get(&promise.id).map(|id| reading.ticket(*id)).transpose()?;
            let served = ticket.as_ref().and_then(|t| t.course.finished).map(|at| at.date());
            let served = served.filter(|day| *day <= as_of);
            let waits = ticket.is_some() && served.is_none();
            promise.due = served.map_or(promise.due, |day| promise.due.max(day + Days::new(AFTER_SERVICE)));
            let received = reading.brought_since(&promise, promise.due.min(as_of))?;
            let (state, label) = if received >= promise.fen {
                ("kept", "已兑现")
            } else if waits {
                ("open", "等工单办结")
            } else if promise.due < as_of {
                ("broken", "未兑现")
            } else {
                ("open", "未到期")
            };
            lines.push(PromiseLine {
                promise: promise.id,
                account: promise.account,
                room: reading.home(promise.home)?.record.room_number(),
                made: promise.made,
                due: promise.due,
                amount: promise.fen,
                received,
                state,
                label,
                provable: promise.provable,
                note: promise.note,
                ticket: ticket.map(|t| t.number),
                served,
            });
        }
        Ok(lines)
    }
}
