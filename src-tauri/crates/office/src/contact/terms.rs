//! How somebody wants to be reached, with where that is known from and why it may be kept (PIPL 13, C6).

use super::caps::{hours, hours_of, hours_text};
use super::require_impersonal;
use crate::refusal::ContactRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::Timelike;
use serde::Serialize;
use zhangfang_domain::contact::{Basis, Source, Window};
use zhangfang_store::contact::ContactTerms;

/// What the clerk types about how somebody wants to be reached.
#[derive(Clone, Debug, Default)]
pub struct TermsRequest {
    /// The home, by room.
    pub room: String,
    /// Whose account; the owner of now when missing.
    pub account: Option<i64>,
    /// Address for service agreed in writing.
    pub address: String,
    /// Number or account for messages agreed in writing.
    pub number: String,
    /// Where that is known from: a [`Source`] by code or word.
    pub source: String,
    /// Why it may be kept: a [`Basis`] by code or word.
    pub basis: String,
    /// The hours they asked for, such as `18:00-20:00`; none when empty.
    pub hours: String,
}

/// How somebody wants to be reached, for looking at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TermsLine {
    /// Address for service agreed in writing.
    pub address: String,
    /// Number or account for messages agreed in writing.
    pub number: String,
    /// Where that is known from.
    pub source: &'static str,
    /// Why it may be kept.
    pub basis: &'static str,
    /// The hours they asked for.
    pub hours: String,
}

fn minute(time: chrono::NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

impl Office {
    /// Notes how somebody wants to be reached.
    ///
    /// # Errors
    /// [`ContactRefusal::NoSource`] for a source that is not lawful, such as a neighbour; [`ContactRefusal::NoHours`] when
    /// the hours leave none in which the office contacts anybody; [`Refusal::Unusable`].
    pub fn set_contact_terms(&mut self, request: &TermsRequest, occasion: &Occasion) -> Result<Posted<i64>> {
        let home = self.home(&request.room)?;
        let account = self.account_of(&home, request.account)?;
        let source = Source::parse(&request.source)
            .ok_or_else(|| ContactRefusal::NoSource { named: request.source.trim().to_owned() })?;
        let basis = Basis::parse(&request.basis)
            .ok_or_else(|| ContactRefusal::NoBasis { basis: request.basis.trim().to_owned() })?;
        let wish = self.hours_wished(&request.hours)?;
        let text = |t: &str| Some(t.trim().to_owned()).filter(|t| !t.is_empty());
        let (address, number) = (text(&request.address), text(&request.number));
        require_impersonal("送达地址", address.as_deref().unwrap_or_default())?;
        if address.is_none() && number.is_none() && wish.is_none() {
            let expected = "约定的送达地址、约定的号码或方便联系的时间，至少一项";
            return Err(Refusal::Unusable { field: "联系约定", value: String::new(), expected }.into());
        }
        let hours = wish.map(|w| (minute(w.from()), minute(w.to())));
        let terms = ContactTerms { account: account.id, address, number, source, basis, hours };
        self.book.transact("contact.terms", occasion, |act| {
            act.set_contact_terms(&terms)?;
            Ok::<_, OfficeError>(terms.account)
        })
    }

    fn hours_wished(&self, typed: &str) -> Result<Option<Window>> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let wish = hours(typed).ok_or_else(|| Refusal::Unusable {
            field: "方便联系的时间",
            value: typed.trim().to_owned(),
            expected: "如 18:00-20:00 的一段时间",
        })?;
        let caps = self.contact_caps()?;
        if caps.hours_for(Some(wish)).is_empty() {
            let office = caps.hours.map(hours_text);
            return Err(ContactRefusal::NoHours { wish: hours_text(wish), office }.into());
        }
        Ok(Some(wish))
    }

    /// How the owner of an account wants to be reached; nothing when nothing was said.
    ///
    /// # Errors
    /// Store errors.
    pub fn contact_terms(&self, account: i64) -> Result<Option<TermsLine>> {
        let terms = self.book.reading().contact_terms()?.remove(&account);
        Ok(terms.map(|t| TermsLine {
            hours: hours_of(&t).map(hours_text).unwrap_or_default(),
            address: t.address.unwrap_or_default(),
            number: t.number.unwrap_or_default(),
            source: t.source.label(),
            basis: t.basis.label(),
        }))
    }
}
