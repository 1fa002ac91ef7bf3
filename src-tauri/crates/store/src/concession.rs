//! Approved vacancy and relief of homes.

use crate::approval::Form;
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::concession::Concession;

/// A concession with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// Home it is for.
    pub home: i64,
    /// Number of the form that allowed it.
    pub form: String,
    /// What is let off, ended ones with the day they ended.
    pub terms: Concession,
    /// Whether it was ended before its time.
    pub ended: bool,
}

const COLUMNS: &str =
    "SELECT c.id, printf('%s-%06d-%05d', d.kind, d.month, d.serial), c.kind, c.home_id, c.item_id,
    c.off_e4, c.first, c.last, (SELECT min(e.last) FROM concession_end e WHERE e.concession_id = c.id)
  FROM concession c JOIN form f ON f.id = c.form_id JOIN document d ON d.id = f.document_id";

fn granted(r: &Row<'_>) -> Result<Granted> {
    let id: i64 = r.get(0)?;
    let unreadable = || StoreError::Damaged { detail: format!("concession id={id} is unreadable") };
    let day = |n: i64| form::date(n).ok_or_else(unreadable);
    let (last, end) = (r.get::<_, Option<i64>>(7)?, r.get::<_, Option<i64>>(8)?);
    let last = last.into_iter().chain(end).min().map(day).transpose()?;
    Ok(Granted {
        home: r.get(3)?,
        form: r.get(1)?,
        terms: Concession {
            id,
            kind: Kind::from_code(&r.get::<_, String>(2)?).ok_or_else(unreadable)?,
            item: r.get(4)?,
            off_percent: form::decimal(r.get(5)?, 4),
            first: day(r.get(6)?)?,
            last,
        },
        ended: end.is_some(),
    })
}

impl Act<'_> {
    /// Records what an approved form lets off. The id in `terms` is ignored and the new one returned.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for a percentage with more than four decimals; database errors.
    pub fn post_concession(&mut self, home: i64, form: &Form, terms: &Concession) -> Result<i64> {
        let off = form::scaled(terms.off_percent, 4).ok_or_else(|| StoreError::Unrepresentable {
            what: "percent",
            value: terms.off_percent.to_string(),
        })?;
        let number = |n: Option<i64>| n.map_or(Value::Null, Value::Integer);
        let values = [
            Value::Integer(form.id),
            Value::Text(terms.kind.code().to_owned()),
            Value::Integer(home),
            number(terms.item),
            Value::Integer(off),
            Value::Integer(form::day(terms.first)),
            number(terms.last.map(form::day)),
        ];
        let id = self.post(&fact::CONCESSION, &values)?;
        self.note("concession", id);
        Ok(id)
    }

    /// Ends a concession with a day.
    ///
    /// # Errors
    /// Database errors.
    pub fn end_concession(&mut self, concession: i64, last: NaiveDate, reason: &str) -> Result<()> {
        let values =
            [Value::Integer(concession), Value::Integer(form::day(last)), Value::Text(reason.to_owned())];
        self.post(&fact::CONCESSION_END, &values)?;
        self.note("concession", concession);
        Ok(())
    }
}

impl Reading<'_> {
    /// Every concession, in order of approval.
    ///
    /// # Errors
    /// Database errors.
    pub fn concessions(self) -> Result<Vec<Granted>> {
        let mut statement = self.0.prepare_cached(&format!("{COLUMNS} ORDER BY c.id"))?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(r) = rows.next()? {
            found.push(granted(r)?);
        }
        Ok(found)
    }

    /// The concessions of a home, in order of approval.
    ///
    /// # Errors
    /// Database errors.
    pub fn concessions_of(self, home: i64) -> Result<Vec<Granted>> {
        let mut statement = self.0.prepare_cached(&format!("{COLUMNS} WHERE c.home_id = ? ORDER BY c.id"))?;
        let mut rows = statement.query([home])?;
        let mut found = Vec::new();
        while let Some(r) = rows.next()? {
            found.push(granted(r)?);
        }
        Ok(found)
    }
}
