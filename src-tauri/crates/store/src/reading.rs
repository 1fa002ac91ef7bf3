//! A view for reading, the same on an open book and inside an act under way.

use crate::{Act, Book, Result, form};
use chrono::NaiveDate;
use rusqlite::Connection;

/// Everything that can be asked of a book. Each file of this crate adds its own questions.
#[derive(Clone, Copy)]
pub struct Reading<'c>(pub(crate) &'c Connection);

impl Book {
    /// The book for reading.
    #[must_use]
    pub const fn reading(&self) -> Reading<'_> {
        Reading(&self.connection)
    }
}

impl Act<'_> {
    /// The book as it stands inside this act.
    #[must_use]
    pub fn reading(&self) -> Reading<'_> {
        Reading(&self.tx)
    }
}

impl Reading<'_> {
    /// The latest business date of any act, `None` in an empty book.
    ///
    /// # Errors
    /// Database errors.
    pub fn last_business_day(self) -> Result<Option<NaiveDate>> {
        let day: Option<i64> = self.0.query_row("SELECT max(biz_date) FROM act", [], |r| r.get(0))?;
        Ok(day.and_then(form::date))
    }
}

impl Reading<'_> {
    /// What an act answered when it was posted, as JSON.
    ///
    /// # Errors
    /// Database errors.
    pub fn act_result(self, act: i64) -> Result<String> {
        Ok(self.0.prepare_cached("SELECT result FROM act WHERE seq = ?")?.query_row([act], |r| r.get(0))?)
    }

    /// Whether an act with this idempotency key is in the book.
    ///
    /// # Errors
    /// Database errors.
    pub fn key_used(self, key: &str) -> Result<bool> {
        Ok(self.0.query_row("SELECT EXISTS (SELECT 1 FROM act WHERE idem = ?)", [key], |r| r.get(0))?)
    }
}
