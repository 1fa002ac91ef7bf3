//! What leaves the office about households, and how long it is kept (domain section 2.9).

use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
pub use zhangfang_store::export::Export;

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
    pub fn exports(&self, limit: u32) -> Result<Vec<Export>> {
        Ok(self.book.reading().exports(limit)?)
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
