//! Versions of the monthly disclosure as they were made, and where they were put up.

use crate::document::Document;
use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::OptionalExtension;
use rusqlite::types::Value;

/// A version that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Its document.
    pub document: i64,
    /// Kind, month and serial of its number.
    pub number: String,
    /// The business day it was made.
    pub on: NaiveDate,
    /// Who made it.
    pub operator: String,
    /// What it says, line by line.
    pub content: String,
}

/// A place where a version was put up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Its id.
    pub id: i64,
    /// The document of the version.
    pub document: i64,
    /// The place.
    pub place: String,
    /// The day.
    pub day: NaiveDate,
    /// Who noted it.
    pub operator: String,
    /// The day it was taken down.
    pub taken_down: Option<NaiveDate>,
}

impl Act<'_> {
    /// Keeps a version: what it says and the paper.
    ///
    /// # Errors
    /// Database errors, also when the document was kept before.
    pub fn post_publication(&mut self, document: &Document, content: &str, pdf: &[u8]) -> Result<i64> {
        let values =
            [Value::Integer(document.id), Value::Text(content.to_owned()), Value::Blob(pdf.to_vec())];
        self.post(&fact::PUBLICATION, &values)
    }

    /// Notes that a version was put up.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_posting(&mut self, document: i64, place: &str, day: NaiveDate) -> Result<i64> {
        let values =
            [Value::Integer(document), Value::Text(place.to_owned()), Value::Integer(form::day(day))];
        self.post(&fact::POSTING, &values)
    }

    /// Notes that what was put up was taken down.
    ///
    /// # Errors
    /// Database errors, also when it was taken down before.
    pub fn post_posting_end(&mut self, posting: i64, day: NaiveDate) -> Result<i64> {
        self.post(&fact::POSTING_END, &[Value::Integer(posting), Value::Integer(form::day(day))])
    }
}

impl Reading<'_> {
    /// The versions kept of a kind of document about a subject, oldest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn publications(self, kind: &str, subject: &str) -> Result<Vec<Publication>> {
        let mut statement = self.0.prepare_cached(
            "SELECT d.id, d.kind, d.month, d.serial, a.biz_date, a.operator, p.content
             FROM publication p JOIN document d ON d.id = p.document_id JOIN act a ON a.seq = p.act
             WHERE d.kind = ? AND d.subject = ? ORDER BY d.id",
        )?;
        let rows = statement.query_map((kind, subject), |r| {
            let (kind, month, serial): (String, i64, i64) = (r.get(1)?, r.get(2)?, r.get(3)?);
            Ok(Publication {
                document: r.get(0)?,
                number: format!("{kind}-{month:06}-{serial:05}"),
                on: form::date(r.get(4)?).unwrap_or_default(),
                operator: r.get(5)?,
                content: r.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The paper of a version.
    ///
    /// # Errors
    /// Database errors.
    pub fn published(self, document: i64) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT pdf FROM publication WHERE document_id = ?";
        Ok(self.0.prepare_cached(sql)?.query_row([document], |r| r.get(0)).optional()?)
    }

    /// Where the versions of a kind of document about a subject were put up, in order of posting.
    ///
    /// # Errors
    /// Database errors.
    pub fn postings(self, kind: &str, subject: &str) -> Result<Vec<Posting>> {
        let mut statement = self.0.prepare_cached(
            "SELECT p.id, p.document_id, p.place, p.day, a.operator, e.day FROM posting p JOIN document d ON d.id = p.document_id
             JOIN act a ON a.seq = p.act LEFT JOIN posting_end e ON e.posting_id = p.id WHERE d.kind = ? AND d.subject = ? ORDER BY p.id",
        )?;
        let rows = statement.query_map((kind, subject), |r| {
            Ok(Posting {
                id: r.get(0)?,
                document: r.get(1)?,
                place: r.get(2)?,
                day: form::date(r.get(3)?).unwrap_or_default(),
                operator: r.get(4)?,
                taken_down: r.get::<_, Option<i64>>(5)?.and_then(form::date),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
