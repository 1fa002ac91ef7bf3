//! Meters and their prices.

use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};
use rust_decimal::Decimal;
use zhangfang_domain::Month;
use zhangfang_domain::meter::{Dial, Kind, Rates, TierPeriod, TierRounding};
use zhangfang_domain::tariff::DueRule;

/// A meter in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meter {
    /// Its id.
    pub id: i64,
    /// The number on it, unique in the book.
    pub code: String,
    /// What it counts.
    pub kind: Kind,
    /// The home it is for; none for a shared meter.
    pub home: Option<i64>,
    /// Where it hangs; may be empty.
    pub place: String,
    /// Name of its price; none when its use is not charged by itself.
    pub plan: Option<String>,
    /// Its figures.
    pub dial: Dial,
    /// What one unit of the dial stands for.
    pub multiplier: Decimal,
    /// The day it was hung.
    pub installed: NaiveDate,
    /// The day it was taken down.
    pub removed: Option<NaiveDate>,
    /// The meter that hung there before.
    pub replaces: Option<i64>,
    /// Used in the running tier year before it was taken into the book.
    pub taken_over: Decimal,
}

/// A version of a metered price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeterPrice {
    /// Its id.
    pub id: i64,
    /// Name of the price.
    pub plan: String,
    /// The charge item.
    pub item: i64,
    /// First month it applies to.
    pub starts: Month,
    /// Tiers, their period and the rounding.
    pub rates: Rates,
    /// Unit of the quantity.
    pub unit: String,
    /// When charges are due, counted from the month that was read.
    pub due: DueRule,
    /// Contract clause or posting.
    pub clause: String,
}

const METER_COLUMNS: &str =
    "SELECT m.id, m.code, m.kind, m.home_id, m.place, m.plan, m.digits, m.decimals, m.multiplier_e4,
  m.installed, m.removed, m.replaces, m.taken_over_e4 FROM meter m LEFT JOIN home h ON h.id = m.home_id";

/// The order in which meters are walked: homes as the register has them, shared meters last.
const WALK: &str = "ORDER BY m.home_id IS NULL, h.sort_key, m.place, m.kind, m.code";

fn meter_of(r: &Row<'_>) -> Result<Meter> {
    let id: i64 = r.get(0)?;
    let unreadable = || StoreError::Damaged { detail: format!("meter id={id} is unreadable") };
    let figures = |i: usize| -> Result<u32> { u32::try_from(r.get::<_, i64>(i)?).map_err(|_| unreadable()) };
    Ok(Meter {
        id,
        code: r.get(1)?,
        kind: Kind::from_code(&r.get::<_, String>(2)?).ok_or_else(unreadable)?,
        home: r.get(3)?,
        place: r.get(4)?,
        plan: r.get(5)?,
        dial: Dial::new(figures(6)?, figures(7)?).ok_or_else(unreadable)?,
        multiplier: form::decimal(r.get(8)?, 4),
        installed: form::date(r.get(9)?).ok_or_else(unreadable)?,
        removed: r.get::<_, Option<i64>>(10)?.and_then(form::date),
        replaces: r.get(11)?,
        taken_over: form::decimal(r.get(12)?, 4),
    })
}

impl Reading<'_> {
    fn meters_where(self, condition: &str, parameters: impl rusqlite::Params) -> Result<Vec<Meter>> {
        let mut statement = self.0.prepare_cached(&format!("{METER_COLUMNS} {condition} {WALK}"))?;
        let mut rows = statement.query(parameters)?;
        let mut meters = Vec::new();
        while let Some(row) = rows.next()? {
            meters.push(meter_of(row)?);
        }
        Ok(meters)
    }

    /// Every meter, in the order in which they are walked: homes as the register has them, shared meters last.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`].
    pub fn meters(self) -> Result<Vec<Meter>> {
        self.meters_where("", [])
    }

    /// How many meters hung before the readings of a month began and have none since `last`, the last day of the
    /// readings of the month before.
    ///
    /// # Errors
    /// Database errors.
    pub fn unread_since(self, last: NaiveDate) -> Result<usize> {
        let sql = "SELECT count(*) FROM meter m WHERE m.removed IS NULL AND m.installed <= ?1
          AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.meter_id = m.id AND r.day > ?1 AND r.kind <> 'install'
            AND r.corrects IS NULL AND NOT EXISTS (SELECT 1 FROM reading_void v WHERE v.reading_id = r.id))";
        let count: i64 = self.0.prepare_cached(sql)?.query_row([form::day(last)], |r| r.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// The meter with a number.
    ///
    /// # Errors
    /// Database errors.
    pub fn meter(self, code: &str) -> Result<Option<Meter>> {
        Ok(self.meters_where("WHERE m.code = ?", [code])?.pop())
    }

    /// A meter with those that hung in its place before and after, by id.
    ///
    /// # Errors
    /// Database errors.
    pub fn meters_in_place_of(self, meter: i64) -> Result<Vec<Meter>> {
        self.meters_where(
            "WHERE m.id IN (WITH RECURSIVE older(id) AS (VALUES(?1) UNION
               SELECT x.replaces FROM meter x JOIN older o ON o.id = x.id WHERE x.replaces IS NOT NULL),
             newer(id) AS (VALUES(?1) UNION SELECT x.id FROM meter x JOIN newer n ON n.id = x.replaces)
             SELECT id FROM older UNION SELECT id FROM newer)",
            [meter],
        )
    }

    /// Every version of every metered price, by name and start.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for codes this program does not know.
    pub fn meter_prices(self) -> Result<Vec<MeterPrice>> {
        let mut statement = self.0.prepare_cached(
            "SELECT id, plan, item_id, starts, tiers, period, rounding, unit, due_rule, clause
             FROM meter_price ORDER BY plan, starts",
        )?;
        let mut rows = statement.query([])?;
        let mut prices = Vec::new();
        while let Some(r) = rows.next()? {
            let id: i64 = r.get(0)?;
            let unknown =
                || StoreError::Damaged { detail: format!("meter_price id={id} has an unknown code") };
            let text = |i: usize| r.get::<_, String>(i);
            let period = TierPeriod::from_code(&text(5)?).ok_or_else(unknown)?;
            let rounding = TierRounding::from_code(&text(6)?).ok_or_else(unknown)?;
            prices.push(MeterPrice {
                id,
                plan: text(1)?,
                item: r.get(2)?,
                starts: form::month(r.get(3)?).ok_or_else(unknown)?,
                rates: Rates::parse(&text(4)?, period, rounding).map_err(|_| unknown())?,
                unit: text(7)?,
                due: DueRule::parse(&text(8)?).ok_or_else(unknown)?,
                clause: text(9)?,
            });
        }
        Ok(prices)
    }

    /// Whether a meter of a price was billed for a month or later by a charge that stands.
    ///
    /// # Errors
    /// Database errors.
    pub fn metered_since(self, plan: &str, month: Month) -> Result<bool> {
        Ok(self.0.query_row(
            "SELECT EXISTS (SELECT 1 FROM metering b JOIN reading r ON r.id = b.to_reading JOIN meter m ON m.id = r.meter_id
             WHERE b.period >= ?2 AND m.plan = ?1 AND b.charge_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM adjustment a WHERE a.charge_id = b.charge_id AND a.kind = 'reversal'))",
            (plan, i64::from(month.yyyymm())),
            |r| r.get(0),
        )?)
    }
}

impl Act<'_> {
    /// Adds a meter; its `id` is ignored and the new one returned.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] with more than four decimals; database errors, also when the number is taken.
    pub fn add_meter(&mut self, new: &Meter) -> Result<i64> {
        let fit = |what, value: Decimal| {
            form::scaled(value, 4)
                .ok_or_else(|| StoreError::Unrepresentable { what, value: value.to_string() })
        };
        let (multiplier, taken) = (fit("multiplier", new.multiplier)?, fit("quantity", new.taken_over)?);
        let id = self.next_id("meter")?;
        self.edits(&["meter"]);
        self.tx.prepare_cached("INSERT INTO meter VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)")?.execute(params![
            id,
            new.code,
            new.kind.code(),
            new.home,
            new.place,
            new.plan,
            new.dial.digits,
            new.dial.decimals,
            multiplier,
            form::day(new.installed),
            new.removed.map(form::day),
            new.replaces,
            taken
        ])?;
        self.note("meter", new.code.as_str());
        Ok(id)
    }

    /// Notes the day a meter was taken down.
    ///
    /// # Errors
    /// Database errors.
    pub fn take_meter_down(&mut self, meter: &Meter, day: NaiveDate) -> Result<()> {
        self.edits(&["meter"]);
        self.tx.execute("UPDATE meter SET removed = ? WHERE id = ?", (form::day(day), meter.id))?;
        self.note("removed", meter.code.as_str());
        Ok(())
    }

    /// Puts a meter under another price and notes where it hangs.
    ///
    /// # Errors
    /// Database errors.
    pub fn set_meter(&mut self, meter: &Meter) -> Result<()> {
        self.edits(&["meter"]);
        self.tx.execute(
            "UPDATE meter SET plan = ?, place = ? WHERE id = ?",
            (&meter.plan, &meter.place, meter.id),
        )?;
        self.note("meter", meter.code.as_str());
        Ok(())
    }

    /// Adds a version of a metered price; its `id` is ignored and the new one returned. Versions are never edited.
    ///
    /// # Errors
    /// Database errors, also when a version starts in the same month.
    pub fn post_meter_price(&mut self, new: &MeterPrice) -> Result<i64> {
        let text = |t: &str| Value::Text(t.to_owned());
        self.note("price", new.plan.as_str());
        self.post(
            &fact::METER_PRICE,
            &[
                text(&new.plan),
                Value::Integer(new.item),
                Value::Integer(new.starts.yyyymm().into()),
                Value::Text(new.rates.text()),
                Value::Text(new.rates.period.code()),
                text(new.rates.rounding.code()),
                text(&new.unit),
                Value::Text(new.due.to_string()),
                text(&new.clause),
            ],
        )
    }
}

impl Reading<'_> {
    /// The number of a meter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn meter_code(self, meter: i64) -> Result<String> {
        let found = self
            .0
            .prepare_cached("SELECT code FROM meter WHERE id = ?")?
            .query_row([meter], |r| r.get(0))
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound { kind: "meter", key: meter.to_string() })
    }
}
