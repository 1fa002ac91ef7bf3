//! What a book holds, in a few numbers: enough to tell two books apart and to see that one continues the other.

use crate::{Reading, Result, form, migrate};
use chrono::NaiveDate;
use rusqlite::OptionalExtension;
use zhangfang_domain::Fen;

/// What a book holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Number of its last act.
    pub last_act: i64,
    /// Hash of its last act over all before it, in hexadecimal.
    pub hash: String,
    /// The latest business date.
    pub last_day: Option<NaiveDate>,
    /// Homes that are there.
    pub homes: i64,
    /// Receipts, void ones too.
    pub receipts: i64,
    /// What they come to.
    pub received: Fen,
    /// Everything open.
    pub open: Fen,
    /// Everything paid ahead.
    pub prepaid: Fen,
}

impl Reading<'_> {
    /// What the book holds.
    ///
    /// # Errors
    /// Database errors.
    pub fn contents(self) -> Result<Contents> {
        let one = |sql: &str| Ok::<i64, crate::StoreError>(self.0.query_row(sql, [], |r| r.get(0))?);
        let last_act = one("SELECT coalesce(max(seq), 0) FROM act")?;
        Ok(Contents {
            last_act,
            hash: self.hash_of_act(last_act)?.unwrap_or_default(),
            last_day: self.last_business_day()?,
            homes: one("SELECT count(*) FROM home WHERE retired_act IS NULL")?,
            receipts: one("SELECT count(*) FROM receipt")?,
            received: Fen(one("SELECT coalesce(sum(fen), 0) FROM receipt")?),
            open: Fen(one("SELECT coalesce(sum(open_fen), 0) FROM open_sum")?),
            prepaid: Fen(one("SELECT coalesce(sum(fen), 0) FROM prepaid")?),
        })
    }

    /// The hash of an act over all before it, in hexadecimal.
    ///
    /// # Errors
    /// Database errors.
    pub fn hash_of_act(self, seq: i64) -> Result<Option<String>> {
        let sql = "SELECT hash FROM act WHERE seq = ?";
        let hash: Option<Vec<u8>> = self.0.query_row(sql, [seq], |r| r.get(0)).optional()?;
        Ok(hash.map(|hash| migrate::hex(&hash)))
    }

    /// The business date of an act.
    ///
    /// # Errors
    /// Database errors.
    pub fn day_of_act(self, seq: i64) -> Result<Option<NaiveDate>> {
        let sql = "SELECT biz_date FROM act WHERE seq = ?";
        let day: Option<i64> = self.0.query_row(sql, [seq], |r| r.get(0)).optional()?;
        Ok(day.and_then(form::date))
    }
}
