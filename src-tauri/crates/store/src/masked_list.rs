//! Lists of masked rooms that were allowed to hang, until when and on which ground (checklist C5).

use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;

/// A list that was allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedList {
    /// Its number.
    pub number: String,
    /// Its document.
    pub document: i64,
    /// What part of the estate it is of.
    pub place: String,
    /// The rule that names the posting.
    pub basis: String,
    /// Who allowed it.
    pub approved_by: String,
    /// The day it was made.
    pub on: NaiveDate,
    /// The day it is taken down at the latest.
    pub remove_by: NaiveDate,
    /// Whether everything that was put up of it was taken down.
    pub taken_down: bool,
}

impl Act<'_> {
    /// Notes that a list was allowed.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_masked_list(
        &mut self,
        document: i64,
        basis: &str,
        approved_by: &str,
        remove_by: NaiveDate,
    ) -> Result<i64> {
        let values = [
            Value::Integer(document),
            Value::Text(basis.to_owned()),
            Value::Text(approved_by.to_owned()),
            Value::Integer(form::day(remove_by)),
        ];
        self.post(&fact::MASKED_LIST, &values)
    }
}

impl Reading<'_> {
    /// Every list that was allowed, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn masked_lists(self) -> Result<Vec<MaskedList>> {
        let mut statement = self.0.prepare_cached(
            "SELECT d.kind, d.month, d.serial, d.id, d.subject, m.basis, m.approved_by, a.biz_date, m.remove_by,
               (SELECT count(*) > 0 AND count(*) = count(e.id) FROM posting p LEFT JOIN posting_end e ON e.posting_id = p.id
                WHERE p.document_id = d.id)
             FROM masked_list m JOIN document d ON d.id = m.document_id JOIN act a ON a.seq = m.act ORDER BY m.id DESC",
        )?;
        let rows = statement.query_map([], |r| {
            let (kind, month, serial): (String, i64, i64) = (r.get(0)?, r.get(1)?, r.get(2)?);
            Ok(MaskedList {
                number: format!("{kind}-{month:06}-{serial:05}"),
                document: r.get(3)?,
                place: r.get(4)?,
                basis: r.get(5)?,
                approved_by: r.get(6)?,
                on: form::date(r.get(7)?).unwrap_or_default(),
                remove_by: form::date(r.get(8)?).unwrap_or_default(),
                taken_down: r.get(9)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
