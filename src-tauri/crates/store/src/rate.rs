//! The figures behind the collection rates (domain 5.1), and their trend by month.

use crate::{Reading, Result, StoreError, form};
use chrono::NaiveDate;
use zhangfang_domain::rates::{KeyRates, PeriodFigures};
use zhangfang_domain::settlement::Class;
use zhangfang_domain::{Fen, Month, Months};

/// What was charged for a month and how much of it came in so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthTotal {
    /// The month the charges start in.
    pub month: Month,
    /// Charged, less what was reversed or reduced; what was written off was owed and stays in it.
    pub net: Fen,
    /// Settled so far.
    pub received: Fen,
}

/// Claimed late charges and costs are no fees: they stay out of every rate.
macro_rules! principal {
    ($charge:literal) => {
        concat!(
            " AND ",
            $charge,
            ".item_id NOT IN (SELECT item_id FROM item_terms WHERE class <> 'principal')"
        )
    };
}

const CHARGED: &str = concat!(
    "SELECT coalesce(sum(c.fen), 0), count(DISTINCT c.home_id) FROM charge c JOIN act t ON t.seq = c.act
  WHERE c.period BETWEEN ?1 AND ?2 AND t.biz_date <= ?3 AND c.version_id IS NOT NULL",
    principal!("c"),
    "
    AND NOT EXISTS (SELECT 1 FROM adjustment x JOIN act xt ON xt.seq = x.act
                    WHERE x.charge_id = c.id AND x.kind = 'reversal' AND xt.biz_date <= ?3)"
);

const REDUCED: &str = concat!(
    "SELECT coalesce(sum(x.fen), 0) FROM adjustment x JOIN act t ON t.seq = x.act AND t.biz_date <= ?3
  JOIN charge c ON c.id = x.charge_id
  WHERE c.period BETWEEN ?1 AND ?2 AND c.version_id IS NOT NULL",
    principal!("c"),
    " AND x.kind NOT IN ('reversal', 'write-off')"
);

/// At the counter for months that had begun, and drawn from prepaid money or paid ahead of the month.
const RECEIVED: &str = concat!(
    "SELECT coalesce(sum(CASE WHEN l.act = r.act AND r.biz_date / 100 >= l.period THEN l.fen ELSE 0 END), 0),
    coalesce(sum(CASE WHEN l.act = r.act AND r.biz_date / 100 >= l.period THEN 0 ELSE l.fen END), 0)
  FROM (SELECT c.period, x.payment_id, x.fen, min(x.act) OVER (PARTITION BY x.payment_id, x.charge_id) AS act, x.act AS own
        FROM charge c JOIN allocation x ON x.charge_id = c.id
        WHERE c.period BETWEEN ?1 AND ?2 AND c.version_id IS NOT NULL",
    principal!("c"),
    ") l
  JOIN payment p ON p.id = l.payment_id JOIN receipt r ON r.id = p.receipt_id JOIN act t ON t.seq = l.own AND t.biz_date <= ?3"
);

/// At the counter or from prepaid money, without asking which.
const SETTLED: &str = concat!(
    "SELECT coalesce(sum(l.fen), 0) FROM charge c CROSS JOIN allocation l ON l.charge_id = c.id
  JOIN act t ON t.seq = l.act AND t.biz_date <= ?3
  WHERE c.period BETWEEN ?1 AND ?2 AND c.version_id IS NOT NULL",
    principal!("c")
);

/// Homes of which every charge of the period was settled by money that came in before its month.
const HOMES_PREPAID: &str = concat!(
    "SELECT count(*) FROM (SELECT sum(c.fen
      - coalesce((SELECT sum(x.fen) FROM adjustment x JOIN act xt ON xt.seq = x.act
                  WHERE x.charge_id = c.id AND xt.biz_date <= ?3 AND x.kind <> 'write-off'), 0)) AS owed,
    sum(coalesce((SELECT sum(l.fen) FROM allocation l JOIN act lt ON lt.seq = l.act JOIN payment p ON p.id = l.payment_id
                  JOIN receipt r ON r.id = p.receipt_id
                  WHERE l.charge_id = c.id AND lt.biz_date <= ?3 AND r.biz_date / 100 < c.period), 0)) AS ahead
    FROM charge c JOIN act t ON t.seq = c.act
    WHERE c.period BETWEEN ?1 AND ?2 AND t.biz_date <= ?3 AND c.version_id IS NOT NULL",
    principal!("c"),
    " GROUP BY c.home_id) WHERE ahead >= owed AND ahead > 0"
);

const HOMES_OPEN: &str = concat!(
    "SELECT count(DISTINCT c.home_id) FROM charge c JOIN act t ON t.seq = c.act
  WHERE c.period BETWEEN ?1 AND ?2 AND t.biz_date <= ?3 AND c.version_id IS NOT NULL",
    principal!("c"),
    " AND c.fen > coalesce((SELECT sum(x.fen) FROM adjustment x JOIN act xt ON xt.seq = x.act
       WHERE x.charge_id = c.id AND xt.biz_date <= ?3 AND x.kind <> 'write-off'), 0)
    + coalesce((SELECT sum(x.fen) FROM allocation x JOIN act xt ON xt.seq = x.act
       WHERE x.charge_id = c.id AND xt.biz_date <= ?3), 0)"
);

/// The same as of now, from the projection: what is open, and what was given up and is owed still.
const HOMES_OPEN_NOW: &str = concat!(
    "SELECT count(*) FROM (SELECT c.home_id FROM open_item o JOIN charge c ON c.id = o.charge_id
  WHERE o.period BETWEEN ?1 AND ?2 AND c.version_id IS NOT NULL",
    principal!("o"),
    " UNION SELECT c.home_id FROM adjustment x JOIN charge c ON c.id = x.charge_id
  WHERE x.kind = 'write-off' AND c.period BETWEEN ?1 AND ?2 AND c.version_id IS NOT NULL",
    principal!("c"),
    " GROUP BY x.charge_id HAVING sum(x.fen) > 0)"
);

/// What was open before the first day (`?1`) on charges of earlier months (`?2`): what is open now, with everything
/// that moved since put back. It reads what happened since, not all that ever happened: the order of the joins is given,
/// and charges are numbered in the order of their acts.
const OPENING: &str = concat!(
    "SELECT
    (SELECT coalesce(sum(o.open_fen), 0) FROM open_item o WHERE o.due < ?1 AND o.period < ?2",
    principal!("o"),
    ")
  + (SELECT coalesce(sum(l.fen), 0) FROM act t CROSS JOIN allocation l ON l.act = t.seq
     CROSS JOIN charge c ON c.id = l.charge_id WHERE t.biz_date >= ?1 AND c.due < ?1 AND c.period < ?2",
    principal!("c"),
    ")
  + (SELECT coalesce(sum(x.fen), 0) FROM act t CROSS JOIN adjustment x ON x.act = t.seq
     CROSS JOIN charge c ON c.id = x.charge_id WHERE t.biz_date >= ?1 AND c.due < ?1 AND c.period < ?2",
    principal!("c"),
    ")
  - (SELECT coalesce(sum(c.fen), 0) FROM charge c CROSS JOIN act t ON t.seq = c.act AND t.biz_date >= ?1
     WHERE c.id > coalesce((SELECT b.id FROM charge b WHERE b.act <
       (SELECT coalesce(min(seq), 9223372036854775807) FROM act WHERE biz_date >= ?1) ORDER BY b.id DESC LIMIT 1), 0)
     AND c.due < ?1 AND c.period < ?2",
    principal!("c"),
    " AND c.version_id IS NOT NULL)"
);

/// What was written off of those arrears since, and what else lowered them, each less what was taken back. What was
/// charged only since is none of them.
const LOWERED_OF_OPENING: &str = concat!(
    "SELECT coalesce(sum(CASE WHEN x.kind = 'write-off' THEN x.fen ELSE 0 END), 0),
    coalesce(sum(CASE WHEN x.kind = 'write-off' THEN 0 ELSE x.fen END), 0)
  FROM act t JOIN adjustment x ON x.act = t.seq JOIN charge c ON c.id = x.charge_id JOIN act ct ON ct.seq = c.act
  WHERE t.biz_date BETWEEN ?1 AND ?2 AND c.due < ?1 AND c.period < ?3 AND (ct.biz_date < ?1 OR c.version_id IS NULL)",
    principal!("c")
);

const COLLECTED_OF_OPENING: &str = concat!(
    "SELECT coalesce(sum(l.fen), 0) FROM allocation l
  JOIN act t ON t.seq = l.act AND t.biz_date BETWEEN ?1 AND ?2
  JOIN charge c ON c.id = l.charge_id AND c.due < ?1 AND c.period < ?3
  JOIN act ct ON ct.seq = c.act AND (ct.biz_date < ?1 OR c.version_id IS NULL)",
    principal!("c")
);

/// By how much charges of earlier months were lowered since beyond what was open on them at the start: that much had been
/// paid before, became prepaid again, and is neither less arrears nor less collected of them.
const FREED_OF_OPENING: &str = concat!(
    "SELECT coalesce(sum(max(0, lowered - owed)), 0) FROM (SELECT a.fen AS lowered,
      coalesce((SELECT o.open_fen FROM open_item o WHERE o.home_id = c.home_id AND o.due = c.due AND o.charge_id = c.id), 0)
    + coalesce((SELECT sum(l.fen) FROM allocation l JOIN act t ON t.seq = l.act WHERE l.charge_id = c.id AND t.biz_date >= ?1), 0)
    + coalesce((SELECT sum(x.fen) FROM adjustment x JOIN act t ON t.seq = x.act WHERE x.charge_id = c.id AND t.biz_date >= ?1), 0)
      AS owed
    FROM (SELECT x.charge_id, sum(x.fen) fen FROM act t JOIN adjustment x ON x.act = t.seq
          WHERE t.biz_date BETWEEN ?1 AND ?2 AND x.kind <> 'write-off' GROUP BY x.charge_id) a
    JOIN charge c ON c.id = a.charge_id JOIN act ct ON ct.seq = c.act
    WHERE c.due < ?1 AND c.period < ?3 AND (ct.biz_date < ?1 OR c.version_id IS NULL)",
    principal!("c"),
    ")"
);

/// What came of the arrears due before a period.
struct Opening {
    arrears: Fen,
    written_off: Fen,
    collected: Fen,
}

impl Reading<'_> {
    fn period_sums<const N: usize>(self, sql: &str, months: Months, as_of: NaiveDate) -> Result<[i64; N]> {
        let key = (months.from.yyyymm(), months.to.yyyymm(), form::day(as_of));
        let columns = |r: &rusqlite::Row<'_>| {
            let mut sums = [0; N];
            for (at, sum) in sums.iter_mut().enumerate() {
                *sum = r.get(at)?;
            }
            Ok(sums)
        };
        // The projection knows no date.
        let mut statement = self.0.prepare_cached(sql)?;
        if statement.parameter_count() == 2 {
            return Ok(statement.query_row((key.0, key.1), columns)?);
        }
        Ok(statement.query_row(key, columns)?)
    }

    /// Homes that owe something of a period.
    fn homes_open(self, months: Months, as_of: NaiveDate) -> Result<i64> {
        let sql = if self.is_current(as_of)? { HOMES_OPEN_NOW } else { HOMES_OPEN };
        Ok(self.period_sums::<1>(sql, months, as_of)?[0])
    }

    fn opening(self, months: Months, as_of: NaiveDate) -> Result<Opening> {
        let (first, from) = (form::day(months.first_day()), months.from.yyyymm());
        let since = (first, form::day(as_of), from);
        let one = |sql| Ok::<i64, StoreError>(self.0.prepare_cached(sql)?.query_row(since, |r| r.get(0))?);
        let opening: i64 = self.0.prepare_cached(OPENING)?.query_row((first, from), |r| r.get(0))?;
        let (collected, freed) = (one(COLLECTED_OF_OPENING)?, one(FREED_OF_OPENING)?);
        let (written_off, lowered): (i64, i64) =
            self.0.prepare_cached(LOWERED_OF_OPENING)?.query_row(since, |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(Opening {
            // Like a reduction of the period's charges, what turned out not to be owed leaves the denominator.
            arrears: Fen(opening - lowered + freed),
            written_off: Fen(written_off),
            collected: Fen(collected + freed),
        })
    }

    /// The three rates a dashboard shows, of the charges of `months` as they stood at the end of `as_of`: a part of
    /// what [`Reading::period_figures`] answers, quicker by what it leaves out.
    ///
    /// # Errors
    /// Database errors.
    pub fn key_rates(self, months: Months, as_of: NaiveDate) -> Result<KeyRates> {
        let [billed, homes] = self.period_sums(CHARGED, months, as_of)?;
        let [reduced] = self.period_sums(REDUCED, months, as_of)?;
        let [settled] = self.period_sums(SETTLED, months, as_of)?;
        let opening = self.opening(months, as_of)?;
        let figures = PeriodFigures {
            billed: Fen(billed),
            reduced: Fen(reduced),
            paid_for_period: Fen(settled),
            opening_arrears: opening.arrears,
            opening_written_off: opening.written_off,
            collected_of_opening: opening.collected,
            homes_billed: homes.unsigned_abs(),
            homes_paid: (homes - self.homes_open(months, as_of)?).unsigned_abs(),
            ..PeriodFigures::default()
        };
        let (current, by_home, historic) = (figures.current(), figures.by_home(), figures.historic());
        Ok(KeyRates { current, by_home, historic })
    }

    /// The figures of the charges of `months` as they stood at the end of `as_of`: billed, reduced, received
    /// at the counter or from earlier prepayments, homes; and the arrears due before the first day with what
    /// came in on them since.
    ///
    /// # Errors
    /// Database errors.
    pub fn period_figures(self, months: Months, as_of: NaiveDate) -> Result<PeriodFigures> {
        let [billed, homes_billed] = self.period_sums(CHARGED, months, as_of)?;
        let [reduced] = self.period_sums(REDUCED, months, as_of)?;
        let [paid, drawn] = self.period_sums(RECEIVED, months, as_of)?;
        let [homes_prepaid] = self.period_sums(HOMES_PREPAID, months, as_of)?;
        let opening = self.opening(months, as_of)?;
        let first = months.first_day();
        let earlier = |due: NaiveDate, period: Month| due < first && period < months.from;
        let terms = self.item_terms()?;
        let fee = |item: i64| terms.get(&item).is_none_or(|t| t.class == Class::Principal);
        let mut debtors: Vec<i64> = self
            .open_items(as_of)?
            .iter()
            .filter(|o| fee(o.item))
            .filter(|o| months.contains(o.months.from) || earlier(o.due, o.months.from))
            .map(|o| o.home)
            .collect();
        debtors.sort_unstable();
        debtors.dedup();
        Ok(PeriodFigures {
            billed: Fen(billed),
            reduced: Fen(reduced),
            paid_for_period: Fen(paid),
            prepaid_used: Fen(drawn),
            opening_arrears: opening.arrears,
            opening_written_off: opening.written_off,
            collected_of_opening: opening.collected,
            homes_billed: homes_billed.unsigned_abs(),
            homes_paid: (homes_billed - self.homes_open(months, as_of)?).unsigned_abs(),
            homes_prepaid: homes_prepaid.unsigned_abs(),
            debtor_homes: debtors.len() as u64,
        })
    }

    /// Charged and received by month, from the projections: the trend of a dashboard.
    ///
    /// # Errors
    /// Database errors.
    pub fn month_totals(self, months: Months) -> Result<Vec<MonthTotal>> {
        let mut statement = self.0.prepare_cached(concat!(
            "WITH given_up AS MATERIALIZED (SELECT c.period AS period, sum(x.fen) AS fen
                 FROM adjustment x CROSS JOIN charge c ON c.id = x.charge_id WHERE x.kind = 'write-off'",
            principal!("c"),
            " GROUP BY c.period)
             SELECT t.period, sum(t.charged_fen - t.adjusted_fen)
                 + coalesce((SELECT g.fen FROM given_up g WHERE g.period = t.period), 0), sum(t.allocated_fen)
             FROM period_total t WHERE t.period BETWEEN ? AND ?",
            principal!("t"),
            " GROUP BY t.period ORDER BY t.period",
        ))?;
        let mut rows = statement.query((months.from.yyyymm(), months.to.yyyymm()))?;
        let mut totals = Vec::new();
        while let Some(r) = rows.next()? {
            let month = form::month(r.get(0)?).ok_or_else(|| StoreError::Damaged {
                detail: "period_total with an unreadable month".into(),
            })?;
            totals.push(MonthTotal { month, net: Fen(r.get(1)?), received: Fen(r.get(2)?) });
        }
        Ok(totals)
    }
}
