//! Receipts that were written by hand first and entered later, and leaves of the paper book that were spoiled.

use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use zhangfang_domain::paper_book::PaperNumber;

/// A leaf of a paper receipt book that the office knows of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// What stands before the digits of its number.
    pub series: String,
    /// Its number.
    pub number: i64,
    /// Its number as printed.
    pub written: String,
    /// When it was written; none for a spoiled one.
    pub written_on: Option<NaiveDate>,
    /// The receipt it was entered as.
    pub receipt: Option<i64>,
    /// Whether that receipt was voided since.
    pub void: bool,
    /// Why it was spoiled.
    pub reason: Option<String>,
    /// Who entered it.
    pub operator: String,
    /// When it was entered, by business date.
    pub entered: NaiveDate,
}

impl Act<'_> {
    /// Notes that a receipt was written by hand first.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_handwritten(&mut self, receipt: i64, paper: &PaperNumber, on: NaiveDate) -> Result<()> {
        let rest = [Value::Integer(receipt), Value::Integer(form::day(on)), Value::Null];
        self.post_leaf(paper, rest)
    }

    /// Notes that a leaf of the paper book was spoiled.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_spoiled(&mut self, paper: &PaperNumber, reason: &str) -> Result<()> {
        self.post_leaf(paper, [Value::Null, Value::Null, Value::Text(reason.to_owned())])
    }

    fn post_leaf(&mut self, paper: &PaperNumber, [receipt, on, reason]: [Value; 3]) -> Result<()> {
        self.note("handwritten", paper.written.as_str());
        let values = [
            receipt,
            Value::Text(paper.series.clone()),
            Value::Integer(paper.number),
            Value::Text(paper.written.clone()),
            on,
            reason,
        ];
        self.post(&fact::HANDWRITTEN, &values)?;
        Ok(())
    }
}

impl Reading<'_> {
    /// Every leaf entered or spoiled, by series and number.
    ///
    /// # Errors
    /// Database errors.
    pub fn leaves(self) -> Result<Vec<Leaf>> {
        let mut statement = self.0.prepare_cached(
            "SELECT h.series, h.number, h.written, h.written_on, r.number,
               EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = h.receipt_id), h.reason, a.operator, a.biz_date
             FROM handwritten h JOIN act a ON a.seq = h.act LEFT JOIN receipt r ON r.id = h.receipt_id
             ORDER BY h.series, h.number, h.id",
        )?;
        let rows = statement.query_map([], |r| {
            Ok(Leaf {
                series: r.get(0)?,
                number: r.get(1)?,
                written: r.get(2)?,
                written_on: r.get::<_, Option<i64>>(3)?.and_then(form::date),
                receipt: r.get(4)?,
                void: r.get(5)?,
                reason: r.get(6)?,
                operator: r.get(7)?,
                entered: form::date(r.get(8)?).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
