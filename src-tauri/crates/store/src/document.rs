//! Numbers of documents, and who printed what.

use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use zhangfang_domain::{Fen, Month};

/// A numbered document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Its id.
    pub id: i64,
    /// Kind: `TZ`, `CJ`, `HS` …
    pub kind: String,
    /// Month of the number, `yyyymm`.
    pub month: i64,
    /// Serial in that month.
    pub serial: i64,
    /// What it is about: a run, a month, a date.
    pub subject: String,
    /// The home it is for, if it is for one.
    pub home: Option<i64>,
    /// Its total in fen.
    pub fen: Option<i64>,
    /// Date its figures stand for.
    pub as_of: NaiveDate,
}

impl Document {
    /// `TZ-202507-00123`.
    #[must_use]
    pub fn number(&self) -> String {
        format!("{}-{:06}-{:05}", self.kind, self.month, self.serial)
    }
}

const DOCUMENT_COLUMNS: &str = "SELECT id, kind, month, serial, subject, home_id, fen, as_of FROM document";

pub(crate) fn document_of(r: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        id: r.get(0)?,
        kind: r.get(1)?,
        month: r.get(2)?,
        serial: r.get(3)?,
        subject: r.get(4)?,
        home: r.get(5)?,
        fen: r.get(6)?,
        as_of: form::date(r.get(7)?).unwrap_or_default(),
    })
}

/// A receipt printed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reprint {
    /// Number of the receipt.
    pub number: i64,
    /// The act that printed it.
    pub act: i64,
    /// Who printed it.
    pub operator: String,
    /// Which reprint it was, from one.
    pub times: u32,
}

/// A paper that was made or printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// Local time, `yyyy-mm-ddThh:mm:ss`.
    pub at: String,
    /// Who.
    pub operator: String,
    /// `paper` went to a printer; any other kind was made: `receipt`, `JK`.
    pub kind: String,
    /// The name of a printed paper, or the number of the receipt.
    pub paper: String,
    /// Copies printed.
    pub copies: i64,
    /// How often it had been printed with this one, from one.
    pub times: i64,
}

impl Act<'_> {
    /// Gives a document the next number of its kind in the month of `as_of`.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_document(
        &mut self,
        kind: &str,
        subject: &str,
        home: Option<i64>,
        total: Option<Fen>,
        as_of: NaiveDate,
    ) -> Result<Document> {
        let month = i64::from(Month::of(self.today()).yyyymm());
        let serial: i64 = self
            .tx
            .prepare_cached("SELECT coalesce(max(serial), 0) + 1 FROM document WHERE kind = ? AND month = ?")?
            .query_row((kind, month), |r| r.get(0))?;
        let number = |n: Option<i64>| n.map_or(Value::Null, Value::Integer);
        let fen = total.map(|t| t.0);
        let values = [
            Value::Text(kind.to_owned()),
            Value::Integer(month),
            Value::Integer(serial),
            Value::Text(subject.to_owned()),
            number(home),
            number(fen),
            Value::Integer(form::day(as_of)),
        ];
        let id = self.post(&fact::DOCUMENT, &values)?;
        Ok(Document {
            id,
            kind: kind.to_owned(),
            month,
            serial,
            subject: subject.to_owned(),
            home,
            fen,
            as_of,
        })
    }

    /// Keeps which charges a letter asked for, with what was open of each.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_document_charges(&mut self, document: i64, charges: &[(i64, Fen)]) -> Result<()> {
        for (charge, fen) in charges {
            let values = [Value::Integer(document), Value::Integer(*charge), Value::Integer(fen.0)];
            self.post(&fact::DOCUMENT_CHARGE, &values)?;
        }
        Ok(())
    }

    /// Records a print and says which one it is, 1 for the first.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_print(&mut self, kind: &str, reference: i64) -> Result<u32> {
        self.post(&fact::PRINT_EVENT, &[Value::Text(kind.to_owned()), Value::Integer(reference)])?;
        self.reading().prints(kind, reference)
    }
}

impl Reading<'_> {
    /// The charges a letter asked for, with what was open of each.
    ///
    /// # Errors
    /// Database errors.
    pub fn document_charges(self, document: i64) -> Result<Vec<(i64, Fen)>> {
        let sql = "SELECT charge_id, fen FROM document_charge WHERE document_id = ? ORDER BY id";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([document], |r| Ok((r.get(0)?, Fen(r.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest document of a kind about a subject, for a home or for none.
    ///
    /// # Errors
    /// Database errors.
    pub fn document(self, kind: &str, subject: &str, home: Option<i64>) -> Result<Option<Document>> {
        let sql = format!(
            "{DOCUMENT_COLUMNS} WHERE kind = ? AND subject = ? AND home_id IS ? ORDER BY id DESC LIMIT 1"
        );
        Ok(self.0.prepare_cached(&sql)?.query_row((kind, subject, home), document_of).optional()?)
    }

    /// Documents of a kind for a home, oldest first, with the business dates they were made on.
    ///
    /// # Errors
    /// Database errors.
    pub fn documents_for(self, kind: &str, home: i64) -> Result<Vec<(Document, NaiveDate)>> {
        let sql = "SELECT d.id, d.kind, d.month, d.serial, d.subject, d.home_id, d.fen, d.as_of, a.biz_date
          FROM document d JOIN act a ON a.seq = d.act WHERE d.kind = ? AND d.home_id = ? ORDER BY d.id";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement
            .query_map((kind, home), |r| Ok((document_of(r)?, form::date(r.get(8)?).unwrap_or_default())))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The document with a number and the business date it was made on.
    ///
    /// # Errors
    /// Database errors.
    pub fn document_numbered(self, number: &str) -> Result<Option<(Document, NaiveDate)>> {
        let sql = "SELECT d.id, d.kind, d.month, d.serial, d.subject, d.home_id, d.fen, d.as_of, a.biz_date
          FROM document d JOIN act a ON a.seq = d.act
          WHERE d.kind = ?1 AND d.month = ?2 AND d.serial = ?3";
        let parts: Vec<&str> = number.trim().split('-').collect();
        let [kind, month, serial] = parts[..] else { return Ok(None) };
        let (Ok(month), Ok(serial)) = (month.parse::<i64>(), serial.parse::<i64>()) else { return Ok(None) };
        let row = |r: &Row<'_>| Ok((document_of(r)?, form::date(r.get(8)?).unwrap_or_default()));
        Ok(self.0.prepare_cached(sql)?.query_row((kind, month, serial), row).optional()?)
    }

    /// How many documents of a kind there are about a subject, up to one of them.
    ///
    /// # Errors
    /// Database errors.
    pub fn versions_up_to(self, document: &Document) -> Result<u32> {
        let sql = "SELECT count(*) FROM document WHERE kind = ? AND subject = ? AND id <= ?";
        let key = (&document.kind, &document.subject, document.id);
        Ok(self.0.prepare_cached(sql)?.query_row(key, |r| r.get(0))?)
    }

    /// Receipts printed again on a day, in order, one for each print.
    ///
    /// # Errors
    /// Database errors.
    pub fn reprints_on(self, day: NaiveDate) -> Result<Vec<Reprint>> {
        let sql = "SELECT r.number, p.act, a.operator,
            (SELECT count(*) - 1 FROM print_event x WHERE x.kind = p.kind AND x.reference = p.reference AND x.id <= p.id)
          FROM print_event p JOIN act a ON a.seq = p.act JOIN receipt r ON r.id = p.reference
          WHERE p.kind = 'receipt' AND a.biz_date = ? ORDER BY p.id";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([form::day(day)], |r| {
            Ok(Reprint { number: r.get(0)?, act: r.get(1)?, operator: r.get(2)?, times: r.get(3)? })
        })?;
        let mut reprints = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        reprints.retain(|print| print.times > 0);
        Ok(reprints)
    }

    /// What was made and printed, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn printed(self, limit: u32) -> Result<Vec<Printed>> {
        let sql = "WITH one AS (SELECT p.id, p.kind, a.at, a.operator,
            coalesce(a.detail ->> 'paper', printf('%07d', r.number), '') AS paper, coalesce(a.detail ->> 'copies', 1) AS copies
            FROM print_event p JOIN act a ON a.seq = p.act LEFT JOIN receipt r ON p.kind = 'receipt' AND r.id = p.reference)
          SELECT at, operator, kind, paper, copies, row_number() OVER (PARTITION BY kind, paper ORDER BY id)
          FROM one ORDER BY id DESC LIMIT ?";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([limit], |r| {
            Ok(Printed {
                at: r.get(0)?,
                operator: r.get(1)?,
                kind: r.get(2)?,
                paper: r.get(3)?,
                copies: r.get(4)?,
                times: r.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Documents, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn documents(self, limit: u32) -> Result<Vec<Document>> {
        let mut statement = self.0.prepare_cached(&format!("{DOCUMENT_COLUMNS} ORDER BY id DESC LIMIT ?"))?;
        Ok(statement.query_map([limit], document_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// How often something was printed.
    ///
    /// # Errors
    /// Database errors.
    pub fn prints(self, kind: &str, reference: i64) -> Result<u32> {
        let sql = "SELECT count(*) FROM print_event WHERE kind = ? AND reference = ?";
        Ok(self.0.prepare_cached(sql)?.query_row((kind, reference), |r| r.get(0))?)
    }
}
