//! Contacts with those who owe (checklist S95, S101, C6, C7): what they want, why they owe, what came of it, when next.
//! A contact above the caps needs a manager and a reason.

pub mod caps;
pub mod file;
pub mod terms;

use crate::billing::shown;
use crate::promise::{NewPromise, PromiseTerms};
use crate::refusal::ContactRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::{Days, NaiveDate, NaiveDateTime, Timelike};
use serde::Serialize;
use zhangfang_domain::contact::{ArrearsReason, Channel, LONGEST_WAIT, Outcome, private_matter};
use zhangfang_store::attachment::{NewAttachment, Subject};
use zhangfang_store::contact::{Contact, NewContact};

/// A contact as the clerk notes it, in the order of the form.
#[derive(Clone, Debug)]
pub struct ContactNote {
    /// The home, by room.
    pub room: String,
    /// Whose account; the owner of now when missing.
    pub account: Option<i64>,
    /// The way.
    pub channel: Channel,
    /// Whether they came to the office.
    pub incoming: bool,
    /// When; now when missing.
    pub at: Option<NaiveDateTime>,
    /// 业主诉求: what they want, in their words.
    pub wish: String,
    /// 原因: why they owe.
    pub reason: ArrearsReason,
    /// 结果.
    pub outcome: Outcome,
    /// What else was said about fees and service.
    pub note: String,
    /// 下次: the day somebody looks again.
    pub next: Option<NaiveDate>,
    /// What was promised, with [`Outcome::Promised`].
    pub promise: Option<PromiseTerms>,
    /// Why a manager allows it above the caps.
    pub over_cap: Option<String>,
    /// Photos and scans.
    pub pictures: Vec<NewAttachment>,
}

/// A contact as it is looked at.
#[derive(Clone, Debug, Serialize)]
pub struct ContactLine {
    /// Its number.
    pub contact: i64,
    /// The account.
    pub account: i64,
    /// The home.
    pub room: String,
    /// Who, masked.
    pub owner: String,
    /// The way, in Chinese.
    pub channel: &'static str,
    /// Whether they came to the office.
    pub incoming: bool,
    /// When.
    pub at: NaiveDateTime,
    /// 业主诉求.
    pub wish: String,
    /// 原因.
    pub reason: &'static str,
    /// 结果, as a code and in Chinese.
    pub outcome: &'static str,
    /// The same in Chinese.
    pub outcome_label: &'static str,
    /// What else was said.
    pub note: String,
    /// 下次.
    pub next: Option<NaiveDate>,
    /// What is to be done then.
    pub next_step: &'static str,
    /// Why a manager allowed it above the caps.
    pub over_cap: Option<String>,
    /// Who noted it.
    pub operator: String,
    /// Why it counts no more.
    pub void: Option<String>,
    /// Its photos and scans: number and name.
    pub pictures: Vec<(i64, String)>,
}

/// Refuses words about somebody's private affairs (C6).
pub(crate) fn require_impersonal(field: &'static str, text: &str) -> Result<()> {
    match private_matter(text) {
        Some(word) => Err(ContactRefusal::Private { field, word }.into()),
        None => Ok(()),
    }
}

impl Office {
    /// Notes a contact, with the promise made in it.
    ///
    /// # Errors
    /// [`ContactRefusal`]; [`Refusal::Unusable`] when the wish of somebody who was reached is missing; of
    /// [`Office::promise`].
    pub fn note_contact(&mut self, new: &ContactNote, occasion: &Occasion) -> Result<Posted<i64>> {
        let home = self.home(&new.room)?;
        let account = self.account_of(&home, new.account)?;
        let replay = self.replays(occasion)?;
        let at = new.at.unwrap_or_else(|| occasion.today.and_time(occasion.now.time()));
        let mut row = NewContact {
            home: home.id,
            account: account.id,
            channel: new.channel,
            incoming: new.incoming,
            at: at.with_second(0).unwrap_or(at),
            wish: new.wish.trim().to_owned(),
            reason: new.reason,
            outcome: new.outcome,
            note: new.note.trim().to_owned(),
            next_day: new.next,
            over_cap: None,
        };
        let mut promised = None;
        if !replay {
            Self::require_complete(new, at, occasion)?;
            row.over_cap = self.over_cap(new, account.id, at, occasion)?;
        }
        if let Some(terms) = &new.promise {
            row.next_day = Some(terms.due);
            let promise = NewPromise {
                room: new.room.clone(),
                account: new.account,
                terms: terms.clone(),
                note: row.wish.clone(),
            };
            promised = Some(self.promise_to_post(&promise, occasion, replay)?);
        }
        self.book.transact("contact.add", occasion, |act| {
            let contact = act.post_contact(&row)?;
            for picture in &new.pictures {
                act.attach(picture, Subject::Contact, contact)?;
            }
            if row.reason != ArrearsReason::Unknown {
                act.post_arrears_reason(row.home, row.account, row.reason, &row.wish)?;
            }
            if let Some(promised) = &promised {
                promised.post(act)?;
            }
            Ok::<_, OfficeError>(contact)
        })
    }

    /// What the form must hold, whatever the caps say.
    fn require_complete(new: &ContactNote, at: NaiveDateTime, occasion: &Occasion) -> Result<()> {
        if at.date() > occasion.today {
            return Err(ContactRefusal::ToCome { at }.into());
        }
        if new.outcome.reached() && new.wish.trim().is_empty() {
            let expected = "先让业主把话说完，用他的原话写，如 楼道灯坏了，修好就交";
            return Err(Refusal::Unusable { field: "业主诉求", value: String::new(), expected }.into());
        }
        require_impersonal("业主诉求", &new.wish)?;
        require_impersonal("备注", &new.note)?;
        if (new.outcome == Outcome::Promised) != new.promise.is_some() {
            return Err(ContactRefusal::PromiseNeeded { promised: new.promise.is_some() }.into());
        }
        let day = new.promise.as_ref().map(|p| p.due).or(new.next);
        let last = occasion.today + Days::new(LONGEST_WAIT.into());
        match day {
            None if new.outcome.closes() => Ok(()),
            None => Err(ContactRefusal::NextDayNeeded { step: new.outcome.next_step() }.into()),
            Some(day) if day < occasion.today || (new.promise.is_none() && day > last) => {
                Err(ContactRefusal::NextDay { day, today: occasion.today, last }.into())
            }
            Some(_) => Ok(()),
        }
    }

    /// The reason a manager gives when a cap holds the contact; nothing when none holds it.
    fn over_cap(
        &self,
        new: &ContactNote,
        account: i64,
        at: NaiveDateTime,
        occasion: &Occasion,
    ) -> Result<Option<String>> {
        if new.incoming {
            return Ok(None);
        }
        let book = self.contact_book(at)?;
        let Some(held) = book.held(account, new.channel, at) else { return Ok(None) };
        let Some(reason) = new.over_cap.as_deref().map(str::trim).filter(|r| !r.is_empty()) else {
            let next = book.next(account, new.channel, at);
            return Err(
                ContactRefusal::Held { room: new.room.clone(), channel: new.channel, held, next }.into()
            );
        };
        require_impersonal("超限理由", reason)?;
        self.require_decider(occasion)?;
        Ok(Some(reason.to_owned()))
    }

    /// Refuses everybody but a manager or the company, once there is one.
    pub(crate) fn require_decider(&self, occasion: &Occasion) -> Result<()> {
        let name = occasion.operator.clone();
        self.require_manager(occasion).map_err(|error| match error {
            OfficeError::Refused(_) => ContactRefusal::ManagerOnly { name }.into(),
            other => other,
        })
    }

    /// Records that a contact was noted wrongly.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`ContactRefusal::ContactVoid`], [`Refusal::Unusable`] without a reason.
    pub fn void_contact(&mut self, contact: i64, reason: &str, occasion: &Occasion) -> Result<Posted<i64>> {
        let found = self.contact(contact)?;
        crate::bill_run::require_reason(reason)?;
        if found.void.is_some() && !self.replays(occasion)? {
            return Err(ContactRefusal::ContactVoid { contact }.into());
        }
        self.book.transact("contact.void", occasion, |act| {
            act.void_contact(contact, reason.trim())?;
            Ok::<_, OfficeError>(contact)
        })
    }

    fn contact(&self, contact: i64) -> Result<Contact> {
        self.book.reading().contact(contact).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                Refusal::Unknown { kind: "联系记录", name: key }.into()
            }
            other => other.into(),
        })
    }

    /// The contacts with a home, or all, newest first, those noted wrongly included.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn contacts(&self, room: Option<&str>, as_of: NaiveDate) -> Result<Vec<ContactLine>> {
        let home = room.map(|r| self.home(r)).transpose()?.map(|h| h.id);
        let reading = self.book.reading();
        let accounts = reading.accounts()?;
        let mut lines = Vec::new();
        for contact in reading.contacts(home, as_of)?.into_iter().rev() {
            let pictures = reading.attachments(Subject::Contact, contact.id)?;
            let what = contact.what;
            lines.push(ContactLine {
                contact: contact.id,
                account: what.account,
                room: reading.home(what.home)?.record.room_number(),
                owner: accounts.get(&what.account).map(shown).unwrap_or_default(),
                channel: what.channel.label(),
                incoming: what.incoming,
                at: what.at,
                wish: what.wish,
                reason: what.reason.label(),
                outcome: what.outcome.code(),
                outcome_label: what.outcome.label(),
                note: what.note,
                next: what.next_day,
                next_step: what.outcome.next_step(),
                over_cap: what.over_cap,
                operator: contact.operator,
                void: contact.void,
                pictures: pictures.into_iter().map(|p| (p.id, p.name)).collect(),
            });
        }
        Ok(lines)
    }
}
