//! Simple entries of the monthly disclosure: expenses and the account of common income.

use crate::{Act, Reading, Result, StoreError, fact, form};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use zhangfang_domain::{Fen, Month};

/// An entry as posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its id.
    pub id: i64,
    /// Month it belongs to, `yyyymm`.
    pub month: i64,
    /// Section: `expense`, `income`, `common-income`, `common-cost`, `common-use`, `common-opening`.
    pub section: String,
    /// Code in the section, such as a cost group.
    pub code: String,
    /// Name on paper.
    pub label: String,
    /// Sum in fen; negative when it takes another back.
    pub fen: i64,
    /// The entry it takes back.
    pub reverses: Option<i64>,
    /// Whether another entry takes it back.
    pub reversed: bool,
    /// Remark or source.
    pub note: String,
}

const ENTRY_COLUMNS: &str = "SELECT e.id, e.month, e.section, e.code, e.label, e.fen, e.reverses,
  EXISTS (SELECT 1 FROM entry x WHERE x.reverses = e.id), e.note FROM entry e";

fn entry_of(r: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        id: r.get(0)?,
        month: r.get(1)?,
        section: r.get(2)?,
        code: r.get(3)?,
        label: r.get(4)?,
        fen: r.get(5)?,
        reverses: r.get(6)?,
        reversed: r.get(7)?,
        note: r.get(8)?,
    })
}

impl Act<'_> {
    /// Posts an entry.
    ///
    /// # Errors
    /// [`crate::StoreError::PeriodClosed`] for a month that is closed; database errors.
    pub fn post_entry(
        &mut self,
        month: Month,
        section: &str,
        code: &str,
        label: &str,
        fen: Fen,
        note: &str,
    ) -> Result<i64> {
        self.refuse_closed(month)?;
        self.post_entry_row(i64::from(month.yyyymm()), [section, code, label], fen.0, None, note)
    }

    /// Takes an entry back with the opposite one: in its own month while that is open, else in the month of this act.
    ///
    /// # Errors
    /// Database errors, also when it was taken back before.
    pub fn reverse_entry(&mut self, entry: &Entry, reason: &str) -> Result<i64> {
        let closed = self.reading().closed_through()?.is_some_and(|c| entry.month <= i64::from(c.yyyymm()));
        let month = if closed { i64::from(Month::of(self.today()).yyyymm()) } else { entry.month };
        self.post_entry_row(
            month,
            [&entry.section, &entry.code, &entry.label],
            -entry.fen,
            Some(entry.id),
            reason,
        )
    }

    fn post_entry_row(
        &mut self,
        month: i64,
        texts: [&str; 3],
        fen: i64,
        reverses: Option<i64>,
        note: &str,
    ) -> Result<i64> {
        let [section, code, label] = texts.map(|t| Value::Text(t.to_owned()));
        let values = [
            Value::Integer(month),
            section,
            code,
            label,
            Value::Integer(fen),
            reverses.map_or(Value::Null, Value::Integer),
            Value::Text(note.to_owned()),
        ];
        self.post(&fact::ENTRY, &values)
    }
}

impl Reading<'_> {
    /// Entries of the months from–to, in posting order.
    ///
    /// # Errors
    /// Database errors.
    pub fn entries(self, from: Month, to: Month) -> Result<Vec<Entry>> {
        let mut statement =
            self.0.prepare_cached(&format!("{ENTRY_COLUMNS} WHERE e.month BETWEEN ? AND ? ORDER BY e.id"))?;
        Ok(statement.query_map((from.yyyymm(), to.yyyymm()), entry_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// One entry.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn entry(self, id: i64) -> Result<Entry> {
        let found = self
            .0
            .prepare_cached(&format!("{ENTRY_COLUMNS} WHERE e.id = ?"))?
            .query_row([id], entry_of)
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound { kind: "entry", key: id.to_string() })
    }

    /// The last month that has any entry.
    ///
    /// # Errors
    /// Database errors.
    pub fn last_entry_month(self) -> Result<Option<Month>> {
        let month: Option<i64> = self.0.query_row("SELECT max(month) FROM entry", [], |r| r.get(0))?;
        Ok(month.and_then(form::month))
    }
}
