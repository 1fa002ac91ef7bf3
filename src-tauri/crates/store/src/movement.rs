//! The movements of some days, read from the facts alone: what vouchers and the arrears bridge are made of.

use crate::{Reading, Result, StoreError, form};
use chrono::NaiveDate;
use rusqlite::{Row, params};
use zhangfang_domain::adjustment::Kind as Adjusted;
use zhangfang_domain::method::Method;
use zhangfang_domain::voucher::{Kind, Movement};
use zhangfang_domain::{Fen, Month};

/// What moved what is owed on charges, with the charge it was: signed, more owed is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The day it counts on.
    pub day: NaiveDate,
    /// The home of the charge.
    pub home: i64,
    /// Its building.
    pub building: i64,
    /// Its item.
    pub item: i64,
    /// The month in which the charge was posted: the tax rate of that time holds.
    pub posted: Month,
    /// What happened.
    pub change: Change,
    /// How much.
    pub fen: Fen,
}

/// Why what is owed on a charge changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was charged.
    Charged,
    /// It was taken over from former books.
    Opened,
    /// It was lowered without money, or raised again.
    Adjusted {
        /// How.
        kind: Adjusted,
        /// What was rightly charged before.
        before: Fen,
        /// Whether the charge had been taken over.
        opening: bool,
    },
    /// Money of a receipt settled it at once, or was taken back by a void.
    Settled,
    /// Prepaid money settled it, or became prepaid again.
    Drawn,
}

/// Charges posted by acts of the days from–to, and opening balances, which stand from their due date on. The
/// identifiers of charges grow with their acts, so the days are cut out by a range of them.
const CHARGES: &str =
    "SELECT min(c.due, t.biz_date), c.home_id, h.building_id, c.item_id, t.biz_date, c.fen, 1
    FROM charge c JOIN act t ON t.seq = c.act JOIN home h ON h.id = c.home_id
    WHERE c.version_id IS NULL AND c.period BETWEEN ?5 AND ?6 AND min(c.due, t.biz_date) BETWEEN ?1 AND ?2
  UNION ALL SELECT t.biz_date, c.home_id, h.building_id, c.item_id, t.biz_date, c.fen, c.version_id IS NULL
    FROM charge c JOIN act t ON t.seq = c.act JOIN home h ON h.id = c.home_id
    WHERE c.id >= ?3 AND c.id < ?4 AND t.biz_date BETWEEN ?1 AND ?2
      AND (c.version_id IS NOT NULL OR (c.due > t.biz_date AND c.period NOT BETWEEN ?5 AND ?6))";

const ADJUSTMENTS: &str = "SELECT t.biz_date, c.home_id, h.building_id, c.item_id, ct.biz_date, x.fen, x.kind,
    c.fen - coalesce((SELECT sum(e.fen) FROM adjustment e WHERE e.charge_id = c.id AND e.id < x.id AND e.kind <> 'write-off'), 0),
    c.version_id IS NULL
  FROM act t JOIN adjustment x ON x.act = t.seq JOIN charge c ON c.id = x.charge_id
  JOIN act ct ON ct.seq = c.act JOIN home h ON h.id = c.home_id
  WHERE t.biz_date BETWEEN ?1 AND ?2 ORDER BY x.id";

/// A void takes back what its receipt settled; everything else that is applied in another act than the payment came
/// with is prepaid money.
const ALLOCATIONS: &str = "SELECT t.biz_date, c.home_id, h.building_id, c.item_id, ct.biz_date, l.fen,
    l.act = p.act OR EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = p.receipt_id AND v.act = l.act)
  FROM act t JOIN allocation l ON l.act = t.seq JOIN payment p ON p.id = l.payment_id
  JOIN charge c ON c.id = l.charge_id JOIN act ct ON ct.seq = c.act JOIN home h ON h.id = c.home_id
  WHERE t.biz_date BETWEEN ?1 AND ?2";

const PAYMENTS: &str = "SELECT r.biz_date, p.home_id, p.fen, r.method
    FROM receipt r JOIN payment p ON p.receipt_id = r.id AND p.act = r.act WHERE r.biz_date BETWEEN ?1 AND ?2
  UNION ALL SELECT t.biz_date, p.home_id, p.fen, r.method
    FROM receipt_void v JOIN act t ON t.seq = v.act JOIN receipt r ON r.id = v.receipt_id
    JOIN payment p ON p.receipt_id = r.id AND p.act = v.act WHERE t.biz_date BETWEEN ?1 AND ?2";

const REFUNDS: &str = "SELECT t.biz_date, b.home_id, b.fen, b.method
  FROM act t JOIN refund b ON b.act = t.seq WHERE t.biz_date BETWEEN ?1 AND ?2";

const CARRIED: &str = "SELECT t.biz_date, p.home_id, k.fen, NULL FROM carry k JOIN act t ON t.seq = k.act
  JOIN payment p ON p.id = k.from_payment WHERE t.biz_date BETWEEN ?1 AND ?2";

const DEPOSITED: &str = "SELECT r.biz_date, d.home_id, d.fen, r.method
    FROM receipt r JOIN deposit d ON d.receipt_id = r.id WHERE r.biz_date BETWEEN ?1 AND ?2
  UNION ALL SELECT t.biz_date, d.home_id, -d.fen, r.method
    FROM receipt_void v JOIN act t ON t.seq = v.act JOIN receipt r ON r.id = v.receipt_id
    JOIN deposit d ON d.receipt_id = r.id WHERE t.biz_date BETWEEN ?1 AND ?2";

const DEPOSITS_RETURNED: &str =
    "SELECT t.biz_date, d.home_id, m.fen, m.method FROM act t JOIN deposit_move m ON m.act = t.seq
  JOIN deposit d ON d.id = m.deposit_id WHERE m.kind = 'return' AND t.biz_date BETWEEN ?1 AND ?2";

const DEPOSITS_KEPT: &str =
    "SELECT t.biz_date, d.home_id, m.fen, NULL FROM act t JOIN deposit_move m ON m.act = t.seq
  JOIN deposit d ON d.id = m.deposit_id WHERE m.kind = 'deduct' AND t.biz_date BETWEEN ?1 AND ?2";

const SUSPENDED: &str =
    "SELECT t.biz_date, NULL, l.fen, f.method FROM statement_match m JOIN act t ON t.seq = m.act
    JOIN statement_line l ON l.id = m.line_id JOIN statement_file f ON f.id = l.file_id
    WHERE m.kind = 'suspense' AND t.biz_date BETWEEN ?1 AND ?2
  UNION ALL SELECT t.biz_date, NULL, -l.fen, f.method FROM statement_match_undo u JOIN act t ON t.seq = u.act
    JOIN statement_match m ON m.id = u.match_id AND m.kind = 'suspense'
    JOIN statement_line l ON l.id = m.line_id JOIN statement_file f ON f.id = l.file_id
    WHERE t.biz_date BETWEEN ?1 AND ?2";

impl Reading<'_> {
    /// Everything that moved what is owed on the days from–to.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for codes this program does not know.
    pub fn owed_between(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Owed>> {
        let days = (form::day(from), form::day(to));
        let months = (Month::of(from).yyyymm(), Month::of(to).yyyymm());
        let (first, last) = self.acts_between(days.0, days.1)?;
        let (low, high) = (self.charge_at(first)?, self.charge_at(last + 1)?);
        let mut moved = Vec::new();
        self.each(CHARGES, params![days.0, days.1, low, high, months.0, months.1], |r| {
            let change = if r.get(6)? { Change::Opened } else { Change::Charged };
            moved.push(owed(r, change, Fen(r.get(5)?))?);
            Ok(())
        })?;
        self.each(ADJUSTMENTS, params![days.0, days.1], |r| {
            let code: String = r.get(6)?;
            let kind = Adjusted::from_code(&code).ok_or_else(|| StoreError::Damaged {
                detail: format!("adjustment of unknown kind {code}"),
            })?;
            let change = Change::Adjusted { kind, before: Fen(r.get(7)?), opening: r.get(8)? };
            moved.push(owed(r, change, Fen(-r.get::<_, i64>(5)?))?);
            Ok(())
        })?;
        self.each(ALLOCATIONS, params![days.0, days.1], |r| {
            let change = if r.get(6)? { Change::Settled } else { Change::Drawn };
            moved.push(owed(r, change, Fen(-r.get::<_, i64>(5)?))?);
            Ok(())
        })?;
        Ok(moved)
    }

    /// Everything that moved money of owners on the days from–to without touching what they owe.
    ///
    /// # Errors
    /// Of [`Reading::owed_between`].
    pub fn money_between(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Movement>> {
        let days = (form::day(from), form::day(to));
        let mut moved = Vec::new();
        for (sql, of) in [
            (PAYMENTS, (|m| Some(Kind::Taken(m?))) as fn(Option<Method>) -> Option<Kind>),
            (REFUNDS, |m| Some(Kind::Refunded(m?))),
            (CARRIED, |_| Some(Kind::Carried)),
            (DEPOSITED, |m| Some(Kind::DepositTaken(m?))),
            (DEPOSITS_RETURNED, |m| Some(Kind::DepositReturned(m?))),
            (DEPOSITS_KEPT, |_| Some(Kind::DepositKept)),
            (SUSPENDED, |m| Some(Kind::Suspended(m?))),
        ] {
            self.each(sql, params![days.0, days.1], |r| {
                let code: Option<String> = r.get(3)?;
                let kind = of(code.as_deref().and_then(Method::from_code)).ok_or_else(|| {
                    StoreError::Damaged { detail: format!("unknown method {}", code.unwrap_or_default()) }
                })?;
                moved.push(Movement { day: date(r.get(0)?)?, home: r.get(1)?, kind, fen: Fen(r.get(2)?) });
                Ok(())
            })?;
        }
        Ok(moved)
    }

    /// What was prepaid in all at the end of a day.
    ///
    /// # Errors
    /// Database errors.
    pub fn prepaid_as_of(self, day: NaiveDate) -> Result<Fen> {
        let sum: i64 = self.0.query_row(
            "SELECT coalesce((SELECT sum(x.fen) FROM payment x JOIN act t ON t.seq = x.act AND t.biz_date <= ?1), 0)
               - coalesce((SELECT sum(x.fen) FROM allocation x JOIN act t ON t.seq = x.act AND t.biz_date <= ?1), 0)
               - coalesce((SELECT sum(x.fen) FROM refund x JOIN act t ON t.seq = x.act AND t.biz_date <= ?1), 0)
               - coalesce((SELECT sum(x.fen) FROM carry x JOIN act t ON t.seq = x.act AND t.biz_date <= ?1), 0)",
            [form::day(day)],
            |r| r.get(0),
        )?;
        Ok(Fen(sum))
    }

    /// What deposits were held at the end of a day.
    ///
    /// # Errors
    /// Database errors.
    pub fn deposits_as_of(self, day: NaiveDate) -> Result<Fen> {
        let sum: i64 = self.0.query_row(
            "SELECT coalesce((SELECT sum(d.fen) FROM deposit d JOIN act t ON t.seq = d.act AND t.biz_date <= ?1), 0)
               - coalesce((SELECT sum(d.fen) FROM deposit d JOIN receipt_void v ON v.receipt_id = d.receipt_id
                           JOIN act t ON t.seq = v.act AND t.biz_date <= ?1), 0)
               - coalesce((SELECT sum(m.fen) FROM deposit_move m JOIN act t ON t.seq = m.act AND t.biz_date <= ?1), 0)",
            [form::day(day)],
            |r| r.get(0),
        )?;
        Ok(Fen(sum))
    }

    /// What lay in suspense at the end of a day.
    ///
    /// # Errors
    /// Database errors.
    pub fn suspense_as_of(self, day: NaiveDate) -> Result<Fen> {
        let sum: i64 = self.0.query_row(
            "SELECT coalesce(sum(l.fen), 0) FROM statement_match m JOIN act t ON t.seq = m.act AND t.biz_date <= ?1
             JOIN statement_line l ON l.id = m.line_id WHERE m.kind = 'suspense'
               AND NOT EXISTS (SELECT 1 FROM statement_match_undo u JOIN act x ON x.seq = u.act AND x.biz_date <= ?1
                               WHERE u.match_id = m.id)",
            [form::day(day)],
            |r| r.get(0),
        )?;
        Ok(Fen(sum))
    }

    /// First and last act with a business date from–to; an empty range when there is none.
    fn acts_between(self, from: i64, to: i64) -> Result<(i64, i64)> {
        let sql =
            "SELECT coalesce(min(seq), 1), coalesce(max(seq), 0) FROM act WHERE biz_date BETWEEN ? AND ?";
        Ok(self.0.prepare_cached(sql)?.query_row((from, to), |r| Ok((r.get(0)?, r.get(1)?)))?)
    }

    /// The id of the first charge posted by an act or a later one, found by bisection: identifiers have no gaps and
    /// grow with their acts.
    pub(crate) fn charge_at(self, act: i64) -> Result<i64> {
        let (mut low, mut high): (i64, i64) =
            self.0.query_row("SELECT 1, coalesce(max(id), 0) + 1 FROM charge", [], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })?;
        let mut of = self.0.prepare_cached("SELECT act FROM charge WHERE id = ?")?;
        while low < high {
            let middle = low + (high - low) / 2;
            if of.query_row([middle], |r| r.get::<_, i64>(0))? < act {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    fn each(
        self,
        sql: &str,
        parameters: impl rusqlite::Params,
        mut visit: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            visit(row)?;
        }
        Ok(())
    }
}

fn owed(r: &Row<'_>, change: Change, fen: Fen) -> Result<Owed> {
    let posted = Month::of(date(r.get(4)?)?);
    Ok(Owed {
        day: date(r.get(0)?)?,
        home: r.get(1)?,
        building: r.get(2)?,
        item: r.get(3)?,
        posted,
        change,
        fen,
    })
}

fn date(day: i64) -> Result<NaiveDate> {
    form::date(day).ok_or_else(|| StoreError::Damaged { detail: format!("date {day} is unreadable") })
}
