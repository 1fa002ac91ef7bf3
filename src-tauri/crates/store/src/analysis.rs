//! What is known of debtors beyond what they owe: why, how far dunning has come, what is before a court, and what they
//! owed in the months before.

use crate::{Reading, Result, form};
use chrono::NaiveDate;
use rusqlite::OptionalExtension;
use std::collections::{HashMap, HashSet};
use zhangfang_domain::legal_case::CaseStage;

/// A charge that was settled after its due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettledLate {
    /// The charge.
    pub charge: i64,
    /// Account that owed it.
    pub account: i64,
    /// Home.
    pub home: i64,
    /// Its due date.
    pub due: NaiveDate,
    /// The day the last money for it came.
    pub settled: NaiveDate,
}

impl Reading<'_> {
    /// The last step of the ladder of each account up to a day: code of the stage and the day.
    ///
    /// # Errors
    /// Database errors.
    pub fn newest_steps(self, as_of: NaiveDate) -> Result<HashMap<i64, (String, NaiveDate)>> {
        let mut statement = self.0.prepare_cached(
            "SELECT s.account_id, s.stage, t.biz_date FROM dunning_step s JOIN act t ON t.seq = s.act
             WHERE t.biz_date <= ? ORDER BY s.id",
        )?;
        let rows = statement.query_map([form::day(as_of)], |r| {
            Ok((r.get(0)?, (r.get(1)?, form::date(r.get(2)?).unwrap_or_default())))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Who looks after each building, by its code.
    ///
    /// # Errors
    /// Database errors.
    pub fn steward_by_building(self) -> Result<HashMap<String, String>> {
        let sql = "SELECT b.code, w.name FROM steward w JOIN building b ON b.id = w.building_id";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The charges of cases that run on a day: handed to a lawyer or a court, and neither settled nor over.
    ///
    /// # Errors
    /// Database errors.
    pub fn charges_in_suit(self, as_of: NaiveDate) -> Result<HashSet<i64>> {
        let mut statement = self.0.prepare_cached(
            "SELECT c.charge_id, (SELECT s.stage FROM legal_case_step s JOIN act x ON x.seq = s.act
                                  WHERE s.case_id = c.case_id AND x.biz_date <= ?1 ORDER BY s.id DESC LIMIT 1)
             FROM legal_case_charge c JOIN act t ON t.seq = c.act WHERE t.biz_date <= ?1",
        )?;
        let mut rows = statement.query([form::day(as_of)])?;
        let mut found = HashSet::new();
        while let Some(r) = rows.next()? {
            let stage: Option<String> = r.get(1)?;
            if stage.as_deref().and_then(CaseStage::parse).is_none_or(CaseStage::runs) {
                found.insert(r.get(0)?);
            }
        }
        Ok(found)
    }

    /// The number of the newest bill or letter of a home, by which a payment is recognised.
    ///
    /// # Errors
    /// Database errors.
    pub fn newest_letter(self, home: i64) -> Result<Option<String>> {
        let sql = "SELECT printf('%s-%06d-%05d', kind, month, serial) FROM document
          WHERE home_id = ? AND kind IN ('TZ', 'CJ', 'HS') ORDER BY id DESC LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row([home], |r| r.get(0)).optional()?)
    }

    /// The charges that were overdue when money for them came on the days from–to.
    ///
    /// # Errors
    /// Database errors.
    pub fn settled_late(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<SettledLate>> {
        let mut statement = self.0.prepare_cached(
            "SELECT c.id, c.account_id, c.home_id, c.due, max(t.biz_date) FROM act t JOIN allocation l ON l.act = t.seq
             JOIN charge c ON c.id = l.charge_id WHERE t.biz_date BETWEEN ?1 AND ?2 AND c.due < t.biz_date
             GROUP BY c.id HAVING sum(l.fen) > 0",
        )?;
        let rows = statement.query_map((form::day(from), form::day(to)), |r| {
            let day = |n: i64| form::date(n).unwrap_or_default();
            Ok(SettledLate {
                charge: r.get(0)?,
                account: r.get(1)?,
                home: r.get(2)?,
                due: day(r.get(3)?),
                settled: day(r.get(4)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
