//! What lies before somebody who is about to call: what is owed, when a contact is allowed, what was said, promised and
//! delivered so far.

use super::ContactLine;
use super::caps::Moment;
use super::terms::TermsLine;
use crate::delivery::{DeliveryLine, LetterLine};
use crate::pledge::PledgeRecord;
use crate::{Occasion, Office, Result, wire};
use chrono::NaiveDate;
use serde::Serialize;
use zhangfang_domain::Fen;

/// Everything about contacts with one account.
#[derive(Clone, Debug, Serialize)]
pub struct ContactFile {
    /// The room.
    pub room: String,
    /// The account.
    pub account: i64,
    /// Whose it is, in full: they are spoken to by name.
    pub owner: String,
    /// What of it is overdue.
    #[serde(with = "wire::yuan")]
    pub overdue: Fen,
    /// Due date of the oldest that is overdue.
    pub oldest: Option<NaiveDate>,
    /// Why it owes, as noted last, by code.
    pub reason: &'static str,
    /// The same in Chinese; empty when nothing was noted.
    pub reason_label: &'static str,
    /// How they want to be reached.
    pub terms: Option<TermsLine>,
    /// Whether they may be contacted now, way by way.
    pub moments: Vec<Moment>,
    /// How they kept their promises.
    pub record: PledgeRecord,
    /// Contacts, newest first.
    pub contacts: Vec<ContactLine>,
    /// Letters written, newest first.
    pub letters: Vec<LetterLine>,
    /// Deliveries, newest first.
    pub deliveries: Vec<DeliveryLine>,
}

impl Office {
    /// The file of one account of a home; of the owner of now when none is named.
    ///
    /// # Errors
    /// [`crate::Refusal::UnknownHome`], [`crate::refusal::BillingRefusal::OtherAccount`], store errors.
    pub fn contact_file(&self, room: &str, account: Option<i64>, occasion: &Occasion) -> Result<ContactFile> {
        let home = self.home(room)?;
        let account = self.account_of(&home, account)?;
        let room = home.record.room_number();
        let (reading, today) = (self.book.reading(), occasion.today);
        let mut open = reading.open_items_of(home.id)?;
        open.retain(|o| o.account == account.id && o.due < today);
        let reason = reading.arrears_reasons(today)?.remove(&account.id).map(|r| r.reason);
        let mut contacts = self.contacts(Some(&room), today)?;
        contacts.retain(|c| c.account == account.id);
        let mut letters = self.letters(Some(&room), today)?;
        letters.retain(|l| l.account == account.id);
        let mut deliveries = self.deliveries(Some(&room), today)?;
        deliveries.retain(|d| d.account == account.id);
        Ok(ContactFile {
            account: account.id,
            owner: account.owners.join("、"),
            overdue: open.iter().map(|o| o.open).sum(),
            oldest: open.iter().map(|o| o.due).min(),
            reason: reason.map_or("unknown", |r| r.code()),
            reason_label: reason.map_or("", |r| r.label()),
            terms: self.contact_terms(account.id)?,
            moments: self.moments(account.id, today.and_time(occasion.now.time()))?,
            record: self.pledge_records(today)?.remove(&account.id).unwrap_or_default(),
            contacts,
            letters,
            deliveries,
            room,
        })
    }
}
