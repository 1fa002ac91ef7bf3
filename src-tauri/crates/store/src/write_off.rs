//! The side register of debts given up: what was written off and what came in on it after all.

use crate::{Reading, Result, form};
use chrono::NaiveDate;
use zhangfang_domain::Fen;

/// A write-off, or a part of one taken back because money came in after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteOffRow {
    /// The act.
    pub act: i64,
    /// The charge.
    pub charge: i64,
    /// Sum; negative for what came in.
    pub fen: Fen,
    /// Why, as the form said.
    pub reason: String,
    /// Who did it.
    pub operator: String,
    /// Business date.
    pub biz_date: NaiveDate,
    /// Number of the receipt of the same act, when money came in.
    pub receipt: Option<i64>,
    /// Whether a form did it; otherwise money came in, or a receipt that had brought it was voided.
    pub by_form: bool,
}

impl Reading<'_> {
    /// Every write-off and recovery, in order.
    ///
    /// # Errors
    /// Database errors.
    pub fn write_offs(self) -> Result<Vec<WriteOffRow>> {
        self.write_offs_where("1", [])
    }

    /// What one act wrote off or recovered.
    ///
    /// # Errors
    /// Database errors.
    pub fn write_offs_of_act(self, act: i64) -> Result<Vec<WriteOffRow>> {
        self.write_offs_where("x.act = ?", [act])
    }

    fn write_offs_where(self, condition: &str, key: impl rusqlite::Params) -> Result<Vec<WriteOffRow>> {
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT x.act, x.charge_id, x.fen, x.reason, t.operator, t.biz_date,
               (SELECT r.number FROM receipt r WHERE r.biz_date = t.biz_date AND r.act = x.act),
               EXISTS (SELECT 1 FROM form_effect e WHERE e.act = x.act)
             FROM adjustment x JOIN act t ON t.seq = x.act WHERE x.kind = 'write-off' AND {condition} ORDER BY x.id"
        ))?;
        let rows = statement.query_map(key, |r| {
            Ok(WriteOffRow {
                act: r.get(0)?,
                charge: r.get(1)?,
                fen: Fen(r.get(2)?),
                reason: r.get(3)?,
                operator: r.get(4)?,
                biz_date: form::date(r.get(5)?).unwrap_or_default(),
                receipt: r.get(6)?,
                by_form: r.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What stands written off of a charge.
    ///
    /// # Errors
    /// Database errors.
    pub fn written_off(self, charge: i64) -> Result<Fen> {
        let sql = "SELECT coalesce(sum(fen), 0) FROM adjustment WHERE charge_id = ? AND kind = 'write-off'";
        Ok(Fen(self.0.prepare_cached(sql)?.query_row([charge], |r| r.get(0))?))
    }
}
