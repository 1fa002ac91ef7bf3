//! Closed months (结账): a closed month takes no entry, is never opened again, and what it reported stays.

use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::OptionalExtension;
use rusqlite::types::Value;
use serde::Serialize;
use zhangfang_domain::Month;

/// A closed month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeriodClose {
    /// The month, `yyyymm`.
    pub month: i64,
    /// The act that closed it.
    pub act: i64,
    /// Who closed it.
    pub operator: String,
    /// Business date of the closing.
    pub on: NaiveDate,
}

impl Act<'_> {
    /// Closes a month; `terms` is what its vouchers are written with, as JSON.
    ///
    /// # Errors
    /// [`StoreError::Identity`] unless it is the month after the last closed one; database errors.
    pub fn close_period(&mut self, month: Month, terms: &str) -> Result<()> {
        if let Some(last) = self.reading().closed_through()?.filter(|last| last.plus(1) != month) {
            return Err(StoreError::Identity { detail: format!("{month} does not follow {last}") });
        }
        self.note("month", month.to_string());
        self.post(
            &fact::PERIOD_CLOSE,
            &[Value::Integer(month.yyyymm().into()), Value::Text(terms.to_owned())],
        )?;
        Ok(())
    }

    /// Refuses what would change a closed month.
    pub(crate) fn refuse_closed(&self, month: Month) -> Result<()> {
        match self.reading().closed_through()? {
            Some(last) if month <= last => Err(StoreError::PeriodClosed { month, open: last.plus(1) }),
            _ => Ok(()),
        }
    }
}

impl Reading<'_> {
    /// The last closed month; every month before it is closed too.
    ///
    /// # Errors
    /// Database errors.
    pub fn closed_through(self) -> Result<Option<Month>> {
        let last: Option<i64> =
            self.0.prepare_cached("SELECT max(month) FROM period_close")?.query_row([], |r| r.get(0))?;
        Ok(last.and_then(form::month))
    }

    /// The closed months, in order.
    ///
    /// # Errors
    /// Database errors.
    pub fn closed_periods(self) -> Result<Vec<PeriodClose>> {
        let mut statement = self.0.prepare_cached(
            "SELECT p.month, p.act, a.operator, a.biz_date FROM period_close p JOIN act a ON a.seq = p.act ORDER BY p.month",
        )?;
        let rows = statement.query_map([], |r| {
            let on = form::date(r.get(3)?).unwrap_or_default();
            Ok(PeriodClose { month: r.get(0)?, act: r.get(1)?, operator: r.get(2)?, on })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What the vouchers of a closed month were written with, as JSON; none while it is open. A month before the first
    /// closing, which holds nothing but balances taken over, was closed with it.
    ///
    /// # Errors
    /// Database errors.
    pub fn closing_terms(self, month: Month) -> Result<Option<String>> {
        let sql = "SELECT terms FROM period_close WHERE month >= ? ORDER BY month LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row([month.yyyymm()], |r| r.get(0)).optional()?)
    }

    /// The month of the earliest business date of any act, `None` in an empty book.
    ///
    /// # Errors
    /// Database errors.
    pub fn first_month(self) -> Result<Option<Month>> {
        let day: Option<i64> = self.0.query_row("SELECT min(biz_date) FROM act", [], |r| r.get(0))?;
        Ok(day.and_then(form::date).map(Month::of))
    }
}
