//! What leaves the office about households, and how long it is kept (domain section 2.9).

use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::{Months, NaiveDate};
use std::collections::HashSet;
use zhangfang_domain::mask;
pub use zhangfang_store::export::Export;
pub use zhangfang_store::masked_list::MaskedList;

/// Months after settlement until contact data of a former owner is masked.
const KEPT_MONTHS: u32 = 36;

/// Something that left the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// What, for what, to whom.
    pub export: Export,
    /// The room it is about; empty for a list.
    pub room: String,
}

/// A former owner whose contact data is no longer needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outdated {
    /// The room.
    pub room: String,
    /// The phones, masked.
    pub phones: Vec<String>,
    /// The day everything was settled.
    pub settled: NaiveDate,
}

impl Office {
    /// Notes that a list about households leaves the book, with the purpose somebody gave.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] without a purpose, store errors.
    pub fn log_export(&mut self, title: &str, purpose: &str, occasion: &Occasion) -> Result<Posted<i64>> {
        let purpose = require_purpose(purpose)?;
        self.book.transact("export.list", occasion, |act| {
            act.note("list", title);
            Ok::<_, OfficeError>(act.post_export("list", None, purpose, "", None)?)
        })
    }

    /// What left the office, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn exports(&self, limit: u32) -> Result<Vec<Exported>> {
        let reading = self.book.reading();
        let with_room = |export: Export| {
            let home = export.home.map(|home| reading.home(home)).transpose()?;
            Ok(Exported { room: home.map(|h| h.record.room_number()).unwrap_or_default(), export })
        };
        reading.exports(limit)?.into_iter().map(with_room).collect()
    }

    /// Former owners who settled everything three years ago or more and whose phones are still kept whole.
    ///
    /// # Errors
    /// Store errors.
    pub fn outdated_contacts(&self, today: NaiveDate) -> Result<Vec<Outdated>> {
        let reading = self.book.reading();
        let mut found = Vec::new();
        for former in reading.former_contacts()?.into_iter().filter(|f| outdated(f.settled, today)) {
            found.push(Outdated {
                room: reading.home(former.home)?.record.room_number(),
                phones: former.phones.iter().map(|phone| mask::phone(phone)).collect(),
                settled: former.settled,
            });
        }
        Ok(found)
    }

    /// Masks the contact data of those former owners; answers how many. What is sealed in the journal stays sealed there.
    ///
    /// # Errors
    /// Store errors.
    pub fn mask_outdated_contacts(&mut self, occasion: &Occasion) -> Result<Posted<usize>> {
        let mut former = self.book.reading().former_contacts()?;
        former.retain(|f| outdated(f.settled, occasion.today));
        self.book.transact("privacy.mask", occasion, |act| {
            for contact in &former {
                let masked: Vec<String> = contact.phones.iter().map(|phone| mask::phone(phone)).collect();
                act.mask_contact(contact.account, &masked)?;
            }
            act.note("masked", former.len());
            Ok::<_, OfficeError>(former.len())
        })
    }

    /// The lists of masked rooms that were allowed, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn masked_lists(&self) -> Result<Vec<MaskedList>> {
        Ok(self.book.reading().masked_lists()?)
    }

    /// Accounts nobody is reminded in public: something holds them, or they promised to pay by a day to come.
    pub(crate) fn held_accounts(&self, today: NaiveDate) -> Result<HashSet<i64>> {
        let reading = self.book.reading();
        let mut held: HashSet<i64> =
            reading.pauses(None, today)?.iter().filter(|p| p.holds_on(today)).map(|p| p.account).collect();
        for promise in reading.promises(None, today)?.into_iter().filter(|p| p.due >= today) {
            if reading.brought_since(&promise, today)? < promise.fen {
                held.insert(promise.account);
            }
        }
        Ok(held)
    }
}

/// A purpose as typed.
pub(crate) fn require_purpose(purpose: &str) -> Result<&str> {
    let purpose = purpose.trim();
    if purpose.is_empty() {
        let (field, value, expected) = ("用途", String::new(), "这份资料的用途，如 上报公司");
        return Err(Refusal::Unusable { field, value, expected }.into());
    }
    Ok(purpose)
}

fn outdated(settled: NaiveDate, today: NaiveDate) -> bool {
    settled.checked_add_months(Months::new(KEPT_MONTHS)).is_some_and(|until| until < today)
}
