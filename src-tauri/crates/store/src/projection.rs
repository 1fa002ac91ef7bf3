//! Projections: what is open, sums by building and due date, totals by period, prepaid money. They follow
//! every act inside its transaction and can be rebuilt from the facts.

use crate::act::Act;
use crate::{Result, StoreError};
use rusqlite::{Connection, Transaction, params};
use std::collections::HashMap;

/// What projections need to know of a charge. Amounts in fen, `due` as `yyyymmdd`, `period` as `yyyymm`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChargeKey {
    pub charge: i64,
    pub account: i64,
    pub home: i64,
    pub building: i64,
    pub item: i64,
    pub period: i64,
    pub due: i64,
}

/// Sums gathered during an act and written once at its end.
#[derive(Debug, Default)]
pub(crate) struct Deltas {
    open: HashMap<(i64, i64, i64), (i64, i64)>,
    period: HashMap<(i64, i64, i64), [i64; 3]>,
}

impl Deltas {
    fn open(&mut self, key: &ChargeKey, fen: i64, count: i64) {
        let sum = self.open.entry((key.building, key.due, key.item)).or_default();
        sum.0 += fen;
        sum.1 += count;
    }

    fn period(&mut self, key: &ChargeKey, column: usize, fen: i64) {
        self.period.entry((key.period, key.building, key.item)).or_default()[column] += fen;
    }

    pub(crate) fn write(self, tx: &Transaction<'_>) -> Result<()> {
        let mut open = tx.prepare_cached(
            "INSERT INTO open_sum VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET open_fen = open_fen + ?4, n = n + ?5",
        )?;
        let mut emptied = tx.prepare_cached(
            "DELETE FROM open_sum WHERE building_id = ? AND due = ? AND item_id = ? AND n = 0 AND open_fen = 0",
        )?;
        // What an act raised and lowered again leaves no trace; a row of nothing would be one.
        for ((building, due, item), (fen, n)) in self.open.into_iter().filter(|(_, sum)| *sum != (0, 0)) {
            open.execute((building, due, item, fen, n))?;
            if n < 0 {
                emptied.execute((building, due, item))?;
            }
        }
        let mut period = tx.prepare_cached(
            "INSERT INTO period_total VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET
             charged_fen = charged_fen + ?4, adjusted_fen = adjusted_fen + ?5, allocated_fen = allocated_fen + ?6",
        )?;
        for ((month, building, item), [charged, adjusted, allocated]) in self.period {
            period.execute((month, building, item, charged, adjusted, allocated))?;
        }
        Ok(())
    }
}

/// Why the open amount of a charge changes: which column of the period's totals follows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Because {
    Adjusted = 1,
    Allocated = 2,
}

impl Act<'_> {
    /// A new charge stands open in full.
    pub(crate) fn open_charge(&mut self, key: &ChargeKey, fen: i64) -> Result<()> {
        self.insert_open(key, fen)?;
        self.deltas.open(key, fen, 1);
        self.deltas.period(key, 0, fen);
        Ok(())
    }

    fn insert_open(&self, key: &ChargeKey, fen: i64) -> Result<()> {
        self.tx.prepare_cached("INSERT INTO open_item VALUES (?,?,?,?,?,?,?,?)")?.execute(params![
            key.home,
            key.due,
            key.charge,
            key.account,
            key.building,
            key.item,
            key.period,
            fen
        ])?;
        Ok(())
    }

    /// Lowers (or, with a negative amount, raises again) what is open on a charge.
    pub(crate) fn settle_charge(&mut self, key: &ChargeKey, fen: i64, because: Because) -> Result<()> {
        let before: i64 = {
            let mut find = self.tx.prepare_cached(
                "SELECT open_fen FROM open_item WHERE home_id = ? AND due = ? AND charge_id = ?",
            )?;
            let mut rows = find.query((key.home, key.due, key.charge))?;
            rows.next()?.map_or(Ok(0), |r| r.get(0))?
        };
        let after = before - fen;
        if after < 0 {
            return Err(StoreError::Identity {
                detail: format!("charge {} would be open {after}", key.charge),
            });
        }
        if before == 0 {
            self.insert_open(key, after)?;
        } else if after == 0 {
            self.tx
                .prepare_cached("DELETE FROM open_item WHERE home_id = ? AND due = ? AND charge_id = ?")?
                .execute((key.home, key.due, key.charge))?;
        } else {
            self.tx
                .prepare_cached(
                    "UPDATE open_item SET open_fen = ? WHERE home_id = ? AND due = ? AND charge_id = ?",
                )?
                .execute((after, key.home, key.due, key.charge))?;
        }
        self.deltas.open(key, -fen, i64::from(before == 0) - i64::from(after == 0));
        self.deltas.period(key, because as usize, fen);
        self.touched_charges.insert(key.charge);
        Ok(())
    }

    /// Sets what a payment has left over for its account.
    pub(crate) fn set_prepaid(&mut self, account: i64, home: i64, payment: i64, fen: i64) -> Result<()> {
        self.touched_payments.insert(payment);
        if fen == 0 {
            self.tx
                .prepare_cached("DELETE FROM prepaid WHERE account_id = ? AND payment_id = ?")?
                .execute((account, payment))?;
        } else {
            self.tx
                .prepare_cached(
                    "INSERT INTO prepaid VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET fen = ?4",
                )?
                .execute((account, payment, home, fen))?;
        }
        Ok(())
    }

    /// Reads back every charge and payment this act touched and holds the identities against the facts.
    pub(crate) fn check_touched(&self) -> Result<()> {
        let mut charge = self.tx.prepare_cached(CHARGE_OFF)?;
        for id in &self.touched_charges {
            let off: i64 = charge.query_row([id], |r| r.get(0))?;
            if off != 0 {
                return Err(StoreError::Identity { detail: format!("charge {id} is off by {off}") });
            }
        }
        let mut payment = self.tx.prepare_cached(PAYMENT_OFF)?;
        for id in &self.touched_payments {
            let off: i64 = payment.query_row([id], |r| r.get(0))?;
            if off != 0 {
                return Err(StoreError::Identity { detail: format!("payment {id} is off by {off}") });
            }
        }
        Ok(())
    }
}

const CHARGE_OFF: &str = "SELECT c.fen
  - coalesce((SELECT sum(fen) FROM adjustment WHERE charge_id = c.id), 0)
  - coalesce((SELECT sum(fen) FROM allocation WHERE charge_id = c.id), 0)
  - coalesce((SELECT open_fen FROM open_item o WHERE o.home_id = c.home_id AND o.due = c.due AND o.charge_id = c.id), 0)
  FROM charge c WHERE c.id = ?";

const PAYMENT_OFF: &str = "SELECT p.fen
  + coalesce((SELECT sum(r.fen) FROM payment r WHERE r.receipt_id = p.receipt_id AND r.reverses = p.id), 0)
  - coalesce((SELECT sum(fen) FROM allocation WHERE payment_id = p.id), 0)
  - coalesce((SELECT sum(fen) FROM refund WHERE payment_id = p.id), 0)
  - coalesce((SELECT sum(fen) FROM carry WHERE from_payment = p.id), 0)
  - coalesce((SELECT fen FROM prepaid x WHERE x.account_id = p.account_id AND x.payment_id = p.id), 0)
  FROM payment p WHERE p.id = ?";

/// Each projection with its columns and the query that makes it from the facts.
pub(crate) const PROJECTIONS: [(&str, &str, &str); 4] = [
    (
        "open_item",
        "home_id,due,charge_id,account_id,building_id,item_id,period,open_fen",
        "SELECT c.home_id, c.due, c.id, c.account_id, h.building_id, c.item_id, c.period,
           c.fen - coalesce(a.fen, 0) - coalesce(l.fen, 0) AS open_fen
         FROM charge c JOIN home h ON h.id = c.home_id
         LEFT JOIN (SELECT charge_id, sum(fen) fen FROM adjustment GROUP BY charge_id) a ON a.charge_id = c.id
         LEFT JOIN (SELECT charge_id, sum(fen) fen FROM allocation GROUP BY charge_id) l ON l.charge_id = c.id
         WHERE c.fen - coalesce(a.fen, 0) - coalesce(l.fen, 0) <> 0",
    ),
    (
        "open_sum",
        "building_id,due,item_id,open_fen,n",
        "SELECT building_id, due, item_id, sum(open_fen), count(*) FROM open_item GROUP BY building_id, due, item_id",
    ),
    (
        "period_total",
        "period,building_id,item_id,charged_fen,adjusted_fen,allocated_fen",
        "SELECT c.period, h.building_id, c.item_id, sum(c.fen), sum(coalesce(a.fen, 0)), sum(coalesce(l.fen, 0))
         FROM charge c JOIN home h ON h.id = c.home_id
         LEFT JOIN (SELECT charge_id, sum(fen) fen FROM adjustment GROUP BY charge_id) a ON a.charge_id = c.id
         LEFT JOIN (SELECT charge_id, sum(fen) fen FROM allocation GROUP BY charge_id) l ON l.charge_id = c.id
         GROUP BY c.period, h.building_id, c.item_id",
    ),
    (
        "prepaid",
        "account_id,payment_id,home_id,fen",
        "SELECT account_id, id, home_id, fen FROM (SELECT p.account_id, p.id, p.home_id,
             p.fen + coalesce((SELECT sum(r.fen) FROM payment r WHERE r.receipt_id = p.receipt_id AND r.reverses = p.id), 0)
             - coalesce(l.fen, 0) - coalesce(b.fen, 0) - coalesce(k.fen, 0) AS fen
           FROM payment p
           LEFT JOIN (SELECT payment_id, sum(fen) fen FROM allocation GROUP BY payment_id) l ON l.payment_id = p.id
           LEFT JOIN (SELECT payment_id, sum(fen) fen FROM refund GROUP BY payment_id) b ON b.payment_id = p.id
           LEFT JOIN (SELECT from_payment, sum(fen) fen FROM carry GROUP BY from_payment) k ON k.from_payment = p.id
           WHERE p.reverses IS NULL) WHERE fen <> 0",
    ),
];

/// Makes every projection anew from the facts.
pub(crate) fn rebuild(connection: &Connection) -> Result<()> {
    for (table, _, query) in PROJECTIONS {
        connection.execute_batch(&format!("DELETE FROM {table}; INSERT INTO {table} {query};"))?;
    }
    Ok(())
}

/// Rows in which a projection and its recomputation differ: `(projection, row as text)`, at most `limit` each.
pub(crate) fn differences(connection: &Connection, limit: u32) -> Result<Vec<(&'static str, String)>> {
    let mut found = Vec::new();
    for (table, columns, query) in PROJECTIONS {
        let kept = format!("SELECT {columns} FROM {table}");
        for (one, other) in [(kept.as_str(), query), (query, kept.as_str())] {
            let sql = format!("SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other}) LIMIT {limit}");
            let mut statement = connection.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let cells = columns
                    .split(',')
                    .enumerate()
                    .map(|(i, name)| Ok(format!("{name}={}", row.get::<_, i64>(i)?)))
                    .collect::<rusqlite::Result<Vec<_>>>()?;
                found.push((table, cells.join(" ")));
            }
        }
    }
    Ok(found)
}
