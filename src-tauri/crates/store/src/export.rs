//! Data of households that left the office: what, for what, to whom (domain section 2.9).

use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;

/// Something that left the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its number.
    pub id: i64,
    /// What it was: `list`, `messages`, `evidence`, `own-data`.
    pub kind: String,
    /// The home it is about, if it is about one.
    pub home: Option<i64>,
    /// What it is for.
    pub purpose: String,
    /// Who gets it; empty when it stays in the office.
    pub recipient: String,
    /// The SHA-256 of the file, where it is one.
    pub sha256: Option<String>,
    /// The business day.
    pub on: NaiveDate,
    /// Who made it.
    pub operator: String,
}

impl Act<'_> {
    /// Notes an export; answers its number.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_export(
        &mut self,
        kind: &str,
        home: Option<i64>,
        purpose: &str,
        recipient: &str,
        sha256: Option<&str>,
    ) -> Result<i64> {
        let values = [
            Value::Text(kind.to_owned()),
            home.map_or(Value::Null, Value::Integer),
            Value::Text(purpose.to_owned()),
            Value::Text(recipient.to_owned()),
            sha256.map_or(Value::Null, |hash| Value::Text(hash.to_owned())),
        ];
        self.post(&fact::EXPORT_EVENT, &values)
    }
}

impl Reading<'_> {
    /// What left the office, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn exports(self, limit: u32) -> Result<Vec<Export>> {
        let mut statement = self.0.prepare_cached(
            "SELECT e.id, e.kind, e.home_id, e.purpose, e.recipient, e.sha256, a.biz_date, a.operator
             FROM export_event e JOIN act a ON a.seq = e.act ORDER BY e.id DESC LIMIT ?",
        )?;
        let rows = statement.query_map([limit], |r| {
            Ok(Export {
                id: r.get(0)?,
                kind: r.get(1)?,
                home: r.get(2)?,
                purpose: r.get(3)?,
                recipient: r.get(4)?,
                sha256: r.get(5)?,
                on: form::date(r.get(6)?).unwrap_or_default(),
                operator: r.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
