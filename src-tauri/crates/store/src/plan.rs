//! The plan of a year, and the money that came in by month and building.

use crate::{Act, Reading, Result, fact, form};
use rusqlite::types::Value;
use zhangfang_domain::{Fen, Month, Months};

/// What a month is to bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTarget {
    /// The month.
    pub month: Month,
    /// Who is to bring it; the office when empty.
    pub person: String,
    /// How much.
    pub fen: Fen,
    /// Why it was set so.
    pub note: String,
}

/// Money that came in in a month for one building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthTaken {
    /// The month of the receipts.
    pub month: Month,
    /// Id of the building.
    pub building: i64,
    /// Who looks after it now.
    pub steward: Option<String>,
    /// How much, less what was voided.
    pub fen: Fen,
}

impl Act<'_> {
    /// Posts what a month is to bring; it counts instead of what was posted before.
    ///
    /// # Errors
    /// Database errors, also for a negative sum.
    pub fn post_plan_target(&mut self, new: &PlanTarget) -> Result<i64> {
        let values = [
            Value::Integer(new.month.yyyymm().into()),
            Value::Text(new.person.clone()),
            Value::Integer(new.fen.0),
            Value::Text(new.note.clone()),
        ];
        self.post(&fact::PLAN_TARGET, &values)
    }
}

impl Reading<'_> {
    /// What the months are to bring as it stands, by month and person.
    ///
    /// # Errors
    /// Database errors.
    pub fn plan_targets(self, months: Months) -> Result<Vec<PlanTarget>> {
        let mut statement = self.0.prepare_cached(
            "SELECT p.month, p.person, p.fen, p.note FROM plan_target p WHERE p.month BETWEEN ? AND ?
               AND p.id = (SELECT max(x.id) FROM plan_target x WHERE x.month = p.month AND x.person = p.person)
             ORDER BY p.month, p.person",
        )?;
        let rows = statement.query_map((months.from.yyyymm(), months.to.yyyymm()), |r| {
            let (month, person, fen, note) = (r.get(0)?, r.get(1)?, Fen(r.get(2)?), r.get(3)?);
            Ok(PlanTarget { month: form::month(month).unwrap_or(months.from), person, fen, note })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What receipts of the months brought for charges and ahead, deposits left out, by month and building. A voided
    /// receipt brought nothing.
    ///
    /// # Errors
    /// Database errors.
    pub fn taken_by_month(self, months: Months) -> Result<Vec<MonthTaken>> {
        let mut statement = self.0.prepare_cached(
            "SELECT r.biz_date / 100, h.building_id, w.name, sum(p.fen)
             FROM receipt r JOIN payment p ON p.receipt_id = r.id AND p.act = r.act JOIN home h ON h.id = p.home_id
             LEFT JOIN steward w ON w.building_id = h.building_id
             WHERE r.biz_date BETWEEN ?1 AND ?2 AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = r.id)
             GROUP BY 1, 2 ORDER BY 1, 2",
        )?;
        let days = (form::day(months.first_day()), form::day(months.last_day()));
        let rows = statement.query_map(days, |r| {
            let (month, building, steward, fen) = (r.get(0)?, r.get(1)?, r.get(2)?, Fen(r.get(3)?));
            Ok(MonthTaken { month: form::month(month).unwrap_or(months.from), building, steward, fen })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What came in for charges that were due by the last day, by building: settled on the days from–to, at the counter
    /// or from prepaid money.
    ///
    /// # Errors
    /// Database errors.
    pub fn settled_by_building(
        self,
        from: chrono::NaiveDate,
        to: chrono::NaiveDate,
    ) -> Result<std::collections::HashMap<i64, Fen>> {
        let mut statement = self.0.prepare_cached(
            "SELECT h.building_id, sum(l.fen) FROM act t JOIN allocation l ON l.act = t.seq
             JOIN charge c ON c.id = l.charge_id JOIN home h ON h.id = c.home_id
             WHERE t.biz_date BETWEEN ?1 AND ?2 AND c.due <= ?2 GROUP BY 1",
        )?;
        let rows =
            statement.query_map((form::day(from), form::day(to)), |r| Ok((r.get(0)?, Fen(r.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
