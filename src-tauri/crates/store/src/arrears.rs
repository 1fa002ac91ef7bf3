//! What is open: per home, in sums, by age; now from the projections, at an earlier date from the facts.

use crate::projection::ChargeKey;
use crate::{Reading, Result, StoreError, detail, form};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use zhangfang_domain::ageing::{self, Bucket};
use zhangfang_domain::{Fen, Months};

/// A charge with money open on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// Charge.
    pub charge: i64,
    /// Account that owes it.
    pub account: i64,
    /// Home.
    pub home: i64,
    /// Building.
    pub building: i64,
    /// Charge item.
    pub item: i64,
    /// Months it covers.
    pub months: Months,
    /// Due date.
    pub due: NaiveDate,
    /// Open amount.
    pub open: Fen,
}

impl OpenItem {
    pub(crate) fn key(&self) -> ChargeKey {
        ChargeKey {
            charge: self.charge,
            account: self.account,
            home: self.home,
            building: self.building,
            item: self.item,
            period: self.months.from.yyyymm().into(),
            due: form::day(self.due),
        }
    }
}

/// Sum and number of open charges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OpenSum {
    /// Sum in fen.
    pub fen: i64,
    /// Number of charges.
    pub count: i64,
}

impl OpenSum {
    fn add(&mut self, fen: i64, count: i64) {
        self.fen += fen;
        self.count += count;
    }
}

/// The sums of a dashboard, of everything open as of a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenSums {
    /// Everything open, due or not.
    pub total: OpenSum,
    /// What is overdue.
    pub overdue: OpenSum,
    /// By building id, due or not.
    pub by_building: BTreeMap<i64, OpenSum>,
    /// By charge item id, due or not.
    pub by_item: BTreeMap<i64, OpenSum>,
    /// By age, in the order of [`Bucket::ALL`].
    pub by_age: [OpenSum; 7],
    /// By building id and age.
    pub by_building_and_age: BTreeMap<i64, [OpenSum; 7]>,
}

impl OpenSums {
    fn add(&mut self, building: i64, item: i64, age: usize, fen: i64, count: i64) {
        self.total.add(fen, count);
        if age > 0 {
            self.overdue.add(fen, count);
        }
        self.by_building.entry(building).or_default().add(fen, count);
        self.by_item.entry(item).or_default().add(fen, count);
        self.by_age[age].add(fen, count);
        self.by_building_and_age.entry(building).or_default()[age].add(fen, count);
    }
}

/// The place of a due date among the buckets: 0 is not due.
fn age(due: i64, borders: &[i64; 6]) -> usize {
    borders.iter().position(|border| due >= *border).unwrap_or(6)
}

const OPEN_NOW: &str =
    "SELECT o.charge_id, o.account_id, o.home_id, o.building_id, o.item_id, o.period, c.period_to, o.due, o.open_fen
     FROM open_item o JOIN charge c ON c.id = o.charge_id";

/// Opening balances carry no tariff version and stand from their due date on, whenever they were typed in.
const OPEN_AS_OF: &str = "SELECT c.id, c.account_id, c.home_id, h.building_id, c.item_id, c.period, c.period_to, c.due,
    c.fen - coalesce(a.fen, 0) - coalesce(l.fen, 0) AS open_fen
  FROM charge c JOIN act t ON t.seq = c.act JOIN home h ON h.id = c.home_id
  LEFT JOIN (SELECT x.charge_id, sum(x.fen) fen FROM adjustment x JOIN act t ON t.seq = x.act AND t.biz_date <= ?1
             GROUP BY x.charge_id) a ON a.charge_id = c.id
  LEFT JOIN (SELECT x.charge_id, sum(x.fen) fen FROM allocation x JOIN act t ON t.seq = x.act AND t.biz_date <= ?1
             GROUP BY x.charge_id) l ON l.charge_id = c.id
  WHERE c.fen - coalesce(a.fen, 0) - coalesce(l.fen, 0) > 0
    AND (t.biz_date <= ?1 OR (c.version_id IS NULL AND c.due <= ?1))";

impl Reading<'_> {
    /// Whether nothing was posted with a business date after `as_of`, so that the projections say how things
    /// stood then.
    pub(crate) fn is_current(self, as_of: NaiveDate) -> Result<bool> {
        Ok(self.last_business_day()?.is_none_or(|last| last <= as_of))
    }

    /// Everything open as of a date, in order of home, due date and charge.
    ///
    /// # Errors
    /// Database errors.
    pub fn open_items(self, as_of: NaiveDate) -> Result<Vec<OpenItem>> {
        if self.is_current(as_of)? {
            self.open_items_all()
        } else {
            self.collect_open(&format!("{OPEN_AS_OF} ORDER BY c.home_id, c.due, c.id"), [form::day(as_of)])
        }
    }

    /// What was open on one home as of a date, in order of due date and charge.
    ///
    /// # Errors
    /// Database errors.
    pub fn open_items_of_home(self, home: i64, as_of: NaiveDate) -> Result<Vec<OpenItem>> {
        if self.is_current(as_of)? {
            return self.open_items_of(home);
        }
        let mut open = self.open_items(as_of)?;
        open.retain(|o| o.home == home);
        Ok(open)
    }

    /// Everything open now, in order of home, due date and charge.
    ///
    /// # Errors
    /// Database errors.
    pub fn open_items_all(self) -> Result<Vec<OpenItem>> {
        self.collect_open(&format!("{OPEN_NOW} ORDER BY o.home_id, o.due, o.charge_id"), [])
    }

    /// What is open on one home now, in order of due date and charge.
    ///
    /// # Errors
    /// Database errors.
    pub fn open_items_of(self, home: i64) -> Result<Vec<OpenItem>> {
        self.collect_open(&format!("{OPEN_NOW} WHERE o.home_id = ? ORDER BY o.due, o.charge_id"), [home])
    }

    /// First and last day of the charges that are a part of their months, by charge; of what is open on a former
    /// owner's account without the days the next owner took over.
    ///
    /// # Errors
    /// Database errors.
    pub fn part_days(self) -> Result<HashMap<i64, (NaiveDate, NaiveDate)>> {
        let mut statement = self.0.prepare_cached(
            "SELECT c.id, c.period, c.period_to, d.detail FROM charge_detail d JOIN charge c ON c.id = d.charge_id
             WHERE d.source = 'part'",
        )?;
        let mut rows = statement.query([])?;
        let mut days = HashMap::new();
        while let Some(r) = rows.next()? {
            let unreadable = || StoreError::Damaged { detail: "charge with an unreadable month".into() };
            let months = form::months(r.get(1)?, r.get(2)?).ok_or_else(unreadable)?;
            days.insert(r.get(0)?, detail::days(months, Some(&r.get::<_, String>(3)?))?);
        }
        let mut statement = self.0.prepare_cached(
            "SELECT c.id, c.period, c.period_to, a.closed FROM account a
             JOIN open_item o ON o.home_id = a.home_id AND o.account_id = a.id JOIN charge c ON c.id = o.charge_id
             WHERE a.kind = 'owner' AND a.closed IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            let unreadable = || StoreError::Damaged { detail: "charge with an unreadable month".into() };
            let months = form::months(r.get(1)?, r.get(2)?).ok_or_else(unreadable)?;
            let closed = form::date(r.get(3)?).ok_or_else(unreadable)?;
            let whole = days.entry(r.get(0)?).or_insert((months.first_day(), months.last_day()));
            // What was charged for days after the sale only stays as it was charged: nothing was taken over of it.
            if whole.0 <= closed {
                whole.1 = whole.1.min(closed);
            }
        }
        Ok(days)
    }

    fn collect_open(self, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<OpenItem>> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        let mut items = Vec::new();
        while let Some(r) = rows.next()? {
            let charge = r.get(0)?;
            let unreadable =
                || StoreError::Damaged { detail: format!("charge id={charge} has an unreadable date") };
            items.push(OpenItem {
                charge,
                account: r.get(1)?,
                home: r.get(2)?,
                building: r.get(3)?,
                item: r.get(4)?,
                months: form::months(r.get(5)?, r.get(6)?).ok_or_else(unreadable)?,
                due: form::date(r.get(7)?).ok_or_else(unreadable)?,
                open: Fen(r.get(8)?),
            });
        }
        Ok(items)
    }

    /// Sums of what is open as of a date: total, by building, by item, by age (domain 5.3).
    ///
    /// # Errors
    /// Database errors.
    pub fn open_sums(self, as_of: NaiveDate) -> Result<OpenSums> {
        let borders = ageing::borders(as_of).map(form::day);
        let mut sums = OpenSums::default();
        if self.is_current(as_of)? {
            let mut statement =
                self.0.prepare_cached("SELECT building_id, due, item_id, open_fen, n FROM open_sum")?;
            let mut rows = statement.query([])?;
            while let Some(r) = rows.next()? {
                sums.add(r.get(0)?, r.get(2)?, age(r.get(1)?, &borders), r.get(3)?, r.get(4)?);
            }
        } else {
            for open in self.open_items(as_of)? {
                sums.add(open.building, open.item, age(form::day(open.due), &borders), open.open.0, 1);
            }
        }
        Ok(sums)
    }
}

/// The bucket of an index in [`OpenSums::by_age`].
#[must_use]
pub fn bucket_at(index: usize) -> Bucket {
    Bucket::ALL[index.min(Bucket::ALL.len() - 1)]
}
