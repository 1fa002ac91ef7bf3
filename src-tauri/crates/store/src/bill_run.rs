//! Bill runs: what was charged together, and what stands of it.

use crate::{Act, Reading, Result, StoreError, detail, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use zhangfang_domain::bill_run::Standing;
use zhangfang_domain::{Fen, Months};

/// A bill run as posted.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BillRun {
    /// Its id.
    pub id: i64,
    /// The act that posted it.
    pub act: i64,
    /// First month, `yyyymm`.
    pub from_month: i64,
    /// Last month, `yyyymm`.
    pub to_month: i64,
    /// Charges posted.
    pub charges: i64,
    /// Homes charged.
    pub homes: i64,
    /// Sum in fen.
    pub fen: i64,
    /// Business date.
    pub biz_date: NaiveDate,
    /// The act that reversed it.
    pub reversed_by: Option<i64>,
}

impl Act<'_> {
    /// Posts a bill run's own row. The sums are known before its charges are posted.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_bill_run(&mut self, months: Months, charges: i64, homes: i64, sum: Fen) -> Result<i64> {
        let numbers = [months.from.yyyymm().into(), months.to.yyyymm().into(), charges, homes, sum.0]
            .map(Value::Integer);
        self.note("months", months.to_string());
        self.note("charges", charges);
        self.note("fen", sum.0);
        self.post(&fact::BILL_RUN, &numbers)
    }

    /// Records that a run is taken back by this act.
    ///
    /// # Errors
    /// Database errors, also when it was taken back before.
    pub fn post_bill_run_reversal(&mut self, run: &BillRun, reason: &str) -> Result<()> {
        self.reverses(run.act);
        self.note("run", run.id);
        self.post(&fact::BILL_RUN_REVERSAL, &[Value::Integer(run.id), Value::Text(reason.to_owned())])?;
        Ok(())
    }
}

impl Reading<'_> {
    /// What stands for all homes in any of these months or the rest of their blocks, reversed or not; what another
    /// account took over is not counted twice. Charges without a tariff only count for the next revision number.
    ///
    /// # Errors
    /// Database errors.
    pub fn standing_charges(self, months: Months) -> Result<Vec<Standing>> {
        self.standing(months, None)
    }

    /// What stands for one home in any of these months, reversed or not.
    ///
    /// # Errors
    /// Database errors.
    pub fn standing_charges_of(self, home: i64, months: Months) -> Result<Vec<Standing>> {
        self.standing(months, Some(home))
    }

    fn standing(self, months: Months, home: Option<i64>) -> Result<Vec<Standing>> {
        let mut statement = self.0.prepare_cached(
            "SELECT c.home_id, c.item_id, c.period, c.period_to,
               c.fen - coalesce((SELECT sum(a.fen) FROM adjustment a WHERE a.charge_id = c.id AND a.kind = 'transfer'), 0),
               coalesce(c.quantity_e4, 0), coalesce(c.unit_price_e6, 0), c.rev,
               c.version_id = 0 OR EXISTS (SELECT 1 FROM adjustment a WHERE a.charge_id = c.id AND a.kind = 'reversal'),
               d.detail
             FROM charge c LEFT JOIN charge_detail d ON d.charge_id = c.id AND d.source = 'part'
             WHERE c.period BETWEEN ?1 AND ?2 AND c.period_to >= ?3 AND c.version_id >= 0
               AND (?4 IS NULL OR c.home_id = ?4)",
        )?;
        // A year is the longest cycle, so nothing that starts earlier can reach into these months, and no part of a
        // block that starts in them can begin later.
        let (earliest, latest) = (months.from.plus(-11).yyyymm(), months.to.plus(11).yyyymm());
        let mut rows = statement.query((earliest, latest, months.from.yyyymm(), home))?;
        let mut standing = Vec::new();
        while let Some(r) = rows.next()? {
            let unreadable = || StoreError::Damaged { detail: "charge with an unreadable month".into() };
            let months = form::months(r.get(2)?, r.get(3)?).ok_or_else(unreadable)?;
            let detail: Option<String> = r.get(9)?;
            standing.push(Standing {
                home: r.get(0)?,
                item: r.get(1)?,
                months,
                days: detail::days(months, detail.as_deref())?,
                fen: Fen(r.get(4)?),
                quantity: form::decimal(r.get(5)?, 4),
                unit_price: form::decimal(r.get(6)?, 6),
                rev: r.get(7)?,
                reversed: r.get(8)?,
            });
        }
        Ok(standing)
    }

    /// Bill runs, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn bill_runs(self) -> Result<Vec<BillRun>> {
        let mut statement = self.0.prepare_cached(
            "SELECT r.id, r.act, r.from_month, r.to_month, r.charges, r.homes, r.fen, a.biz_date, v.act
             FROM bill_run r JOIN act a ON a.seq = r.act LEFT JOIN bill_run_reversal v ON v.run_id = r.id ORDER BY r.id DESC",
        )?;
        let rows = statement.query_map([], |r| {
            Ok(BillRun {
                id: r.get(0)?,
                act: r.get(1)?,
                from_month: r.get(2)?,
                to_month: r.get(3)?,
                charges: r.get(4)?,
                homes: r.get(5)?,
                fen: r.get(6)?,
                biz_date: form::date(r.get(7)?).unwrap_or_default(),
                reversed_by: r.get(8)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
