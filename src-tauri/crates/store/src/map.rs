//! What a map of the buildings needs: where every home is, and what is overdue on it.

use crate::{Reading, Result, StoreError, form};
use chrono::NaiveDate;
use std::collections::HashMap;
use zhangfang_domain::Fen;

/// Where a home is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Home.
    pub home: i64,
    /// Its building.
    pub building: String,
    /// Unit of the building.
    pub unit: u16,
    /// Room in the unit.
    pub room: String,
}

/// What is overdue on a home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// Sum.
    pub fen: Fen,
    /// Due date of the oldest charge.
    pub oldest: NaiveDate,
}

impl Reading<'_> {
    /// Every home in the book, in order of building, unit, floor and room.
    ///
    /// # Errors
    /// Database errors.
    pub fn places(self) -> Result<Vec<Place>> {
        let mut statement = self.0.prepare_cached(
            "SELECT h.id, b.code, h.unit, h.room FROM home h JOIN building b ON b.id = h.building_id
             WHERE h.retired_act IS NULL ORDER BY h.sort_key",
        )?;
        let place = |r: &rusqlite::Row<'_>| {
            Ok(Place { home: r.get(0)?, building: r.get(1)?, unit: r.get(2)?, room: r.get(3)? })
        };
        Ok(statement.query_map([], place)?.collect::<rusqlite::Result<_>>()?)
    }

    /// What is overdue as of a date, by home.
    ///
    /// # Errors
    /// Database errors.
    pub fn overdue_by_home(self, as_of: NaiveDate) -> Result<HashMap<i64, Overdue>> {
        let mut found: HashMap<i64, Overdue> = HashMap::new();
        let mut add = |home, fen, oldest| {
            let sum = found.entry(home).or_insert(Overdue { fen: Fen::ZERO, oldest });
            sum.fen += fen;
            sum.oldest = sum.oldest.min(oldest);
        };
        if !self.is_current(as_of)? {
            self.open_items(as_of)?.iter().filter(|o| o.due < as_of).for_each(|o| add(o.home, o.open, o.due));
            return Ok(found);
        }
        let mut statement = self.0.prepare_cached(
            "SELECT home_id, sum(open_fen), min(due) FROM open_item WHERE due < ? GROUP BY home_id",
        )?;
        let mut rows = statement.query([form::day(as_of)])?;
        while let Some(r) = rows.next()? {
            let home = r.get(0)?;
            let unreadable =
                || StoreError::Damaged { detail: format!("open_item of home {home} without a date") };
            add(home, Fen(r.get(1)?), form::date(r.get(2)?).ok_or_else(unreadable)?);
        }
        Ok(found)
    }

    /// Whether any item has a price.
    ///
    /// # Errors
    /// Database errors.
    pub fn is_priced(self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM tariff_version) OR EXISTS (SELECT 1 FROM meter_price)
          OR EXISTS (SELECT 1 FROM parking_contract)";
        Ok(self.0.prepare_cached(sql)?.query_row([], |r| r.get(0))?)
    }

    /// Whether a run that stands charged months that reach a month. What somebody paid ahead is no run; where there are
    /// tariffs, neither is what meters, contracts and shared bills charge.
    ///
    /// # Errors
    /// Database errors.
    pub fn charged_for(self, month: zhangfang_domain::Month) -> Result<bool> {
        // The month's own charges are found at once; only without any are longer blocks of the year looked for.
        let sql = "WITH run AS (SELECT id FROM bill_run WHERE id NOT IN (SELECT run_id FROM bill_run_reversal)),
          least(version) AS (SELECT EXISTS (SELECT 1 FROM tariff_version))
          SELECT EXISTS (SELECT 1 FROM charge c JOIN least WHERE c.period = ?2 AND c.version_id >= least.version
              AND c.run_id IN (SELECT id FROM run))
            OR EXISTS (SELECT 1 FROM charge c JOIN least WHERE c.period BETWEEN ?1 AND ?2 AND c.period_to >= ?2
              AND c.version_id >= least.version AND c.run_id IN (SELECT id FROM run))";
        let key = (month.plus(-11).yyyymm(), month.yyyymm());
        Ok(self.0.prepare_cached(sql)?.query_row(key, |r| r.get(0))?)
    }
}
