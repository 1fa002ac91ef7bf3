//! Readings of meters, and what was billed of them.

use crate::bill_run::BillRun;
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use rust_decimal::Decimal;
use std::collections::HashMap;
use zhangfang_domain::metering::{self, Interval, ReadingKind};
use zhangfang_domain::{Fen, Month};

/// A reading with who noted it; one that was taken back says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The reading.
    pub reading: metering::Reading,
    /// A remark; may say how it was estimated.
    pub note: Option<String>,
    /// Who noted it.
    pub operator: String,
    /// Why it was taken back.
    pub void_reason: Option<String>,
}

/// A reading to be posted.
#[derive(Clone, Debug)]
pub struct NewReading<'a> {
    /// The meter.
    pub meter: i64,
    /// The day it was taken.
    pub day: NaiveDate,
    /// What the dial showed.
    pub value: Decimal,
    /// Why it is noted.
    pub kind: ReadingKind,
    /// Whether the dial passed zero since the one before.
    pub rollover: bool,
    /// The reading whose value it puts right.
    pub corrects: Option<i64>,
    /// A remark.
    pub note: Option<&'a str>,
}

/// What was billed of a meter up to a reading, by a charge that stands (or by none, when it came to nothing).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Billed {
    /// The month it was billed in.
    pub period: Month,
    /// The charge.
    pub charge: Option<i64>,
    /// What was used.
    pub usage: Decimal,
}

/// A correction that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The charge that was put right.
    pub charge: i64,
    /// The charge that carries it; none when the charge itself was lowered.
    pub by_charge: Option<i64>,
    /// Used in it as found by then.
    pub usage: Decimal,
    /// More (positive) or less than was charged.
    pub fen: Fen,
}

const READING_COLUMNS: &str =
    "SELECT r.id, r.meter_id, r.day, r.value_e4, r.kind, r.rollover, r.corrects, r.note, a.operator,
  (SELECT v.reason FROM reading_void v WHERE v.reading_id = r.id) FROM reading r JOIN act a ON a.seq = r.act";

fn noted(r: &Row<'_>) -> Result<Noted> {
    let id: i64 = r.get(0)?;
    let unreadable = || StoreError::Damaged { detail: format!("reading id={id} is unreadable") };
    Ok(Noted {
        reading: metering::Reading {
            id,
            meter: r.get(1)?,
            day: form::date(r.get(2)?).ok_or_else(unreadable)?,
            value: form::decimal(r.get(3)?, 4),
            kind: ReadingKind::from_code(&r.get::<_, String>(4)?).ok_or_else(unreadable)?,
            rollover: r.get(5)?,
            corrects: r.get(6)?,
        },
        note: r.get(7)?,
        operator: r.get(8)?,
        void_reason: r.get(9)?,
    })
}

impl Reading<'_> {
    fn readings_where(self, condition: &str, parameters: impl rusqlite::Params) -> Result<Vec<Noted>> {
        let mut statement = self
            .0
            .prepare_cached(&format!("{READING_COLUMNS} {condition} ORDER BY r.meter_id, r.day, r.id"))?;
        let mut rows = statement.query(parameters)?;
        let mut readings = Vec::new();
        while let Some(row) = rows.next()? {
            readings.push(noted(row)?);
        }
        Ok(readings)
    }

    /// Every reading of a meter, those taken back too, by day.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`].
    pub fn readings_of(self, meter: i64) -> Result<Vec<Noted>> {
        self.readings_where("WHERE r.meter_id = ?", [meter])
    }

    /// Readings of all meters in a range of days, those taken back too, by meter and day.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`].
    pub fn readings_between(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Noted>> {
        self.readings_where("WHERE r.day BETWEEN ? AND ?", (form::day(from), form::day(to)))
    }

    /// The readings one act posted.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`].
    pub fn readings_of_act(self, act: i64) -> Result<Vec<Noted>> {
        self.readings_where("WHERE r.act = ?", [act])
    }

    /// One reading.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn reading(self, id: i64) -> Result<Noted> {
        let found = self.readings_where("WHERE r.id = ?", [id])?.pop();
        found.ok_or_else(|| StoreError::NotFound { kind: "reading", key: id.to_string() })
    }

    /// The readings that stand, by meter.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`].
    pub fn standing_readings(self) -> Result<HashMap<i64, Vec<metering::Reading>>> {
        let mut by_meter: HashMap<i64, Vec<metering::Reading>> = HashMap::new();
        for noted in self.readings_where(STANDS, [])? {
            by_meter.entry(noted.reading.meter).or_default().push(noted.reading);
        }
        Ok(by_meter)
    }

    /// What a meter counted between two days, both included, with the meters that hung in its place before and
    /// after: the intervals that end in them.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] when readings do not follow each other.
    pub fn consumption_of(self, meter: i64, from: NaiveDate, to: NaiveDate) -> Result<Decimal> {
        let mut sum = Decimal::ZERO;
        for meter in self.meters_in_place_of(meter)? {
            let intervals = self.intervals_of(&meter)?;
            let within = intervals.iter().filter(|i| (from..=to).contains(&i.to.day));
            sum += within.map(|i| i.usage).sum::<Decimal>();
        }
        Ok(sum)
    }

    /// The intervals of a meter.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] when readings do not follow each other.
    pub fn intervals_of(self, meter: &crate::meter::Meter) -> Result<Vec<Interval>> {
        let standing: Vec<metering::Reading> = self
            .readings_of(meter.id)?
            .into_iter()
            .filter(|n| n.void_reason.is_none())
            .map(|n| n.reading)
            .collect();
        intervals(meter, &standing)
    }

    /// What was billed, by the reading it ends with.
    ///
    /// # Errors
    /// Database errors.
    pub fn billed_readings(self) -> Result<HashMap<i64, Billed>> {
        self.billed_where("")
    }

    /// How a reading was billed, if it was.
    ///
    /// # Errors
    /// Database errors.
    pub fn billed_reading(self, reading: i64) -> Result<Option<Billed>> {
        Ok(self.billed_where(&format!("AND b.to_reading = {reading}"))?.remove(&reading))
    }

    fn billed_where(self, condition: &str) -> Result<HashMap<i64, Billed>> {
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT b.to_reading, b.period, b.charge_id, b.usage_e4 FROM metering b
             WHERE NOT EXISTS (SELECT 1 FROM bill_run_reversal v WHERE v.run_id = b.run_id)
               AND NOT EXISTS (SELECT 1 FROM adjustment a WHERE a.charge_id = b.charge_id AND a.kind = 'reversal')
               {condition} ORDER BY b.id"
        ))?;
        let mut rows = statement.query([])?;
        let mut billed = HashMap::new();
        while let Some(r) = rows.next()? {
            let period = form::month(r.get(1)?)
                .ok_or_else(|| StoreError::Damaged { detail: "metering with an unreadable month".into() })?;
            let charge = r.get(2)?;
            billed.insert(r.get(0)?, Billed { period, charge, usage: form::decimal(r.get(3)?, 4) });
        }
        Ok(billed)
    }

    /// The corrections that stand, in posting order: the run was not taken back, nor the charge that carries one, nor
    /// the charge that one lowered.
    ///
    /// # Errors
    /// Database errors.
    pub fn metering_corrections(self) -> Result<Vec<Corrected>> {
        self.corrections_where("")
    }

    fn corrections_where(self, condition: &str) -> Result<Vec<Corrected>> {
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT k.charge_id, k.by_charge, k.usage_e4, k.fen FROM metering_correction k
             WHERE NOT EXISTS (SELECT 1 FROM bill_run_reversal v WHERE v.run_id = k.run_id)
               AND NOT EXISTS (SELECT 1 FROM adjustment a
                 WHERE a.charge_id = coalesce(k.by_charge, k.charge_id) AND a.kind = 'reversal')
               {condition} ORDER BY k.id"
        ))?;
        let rows = statement.query_map([], |r| {
            Ok(Corrected {
                charge: r.get(0)?,
                by_charge: r.get(1)?,
                usage: form::decimal(r.get(2)?, 4),
                fen: Fen(r.get(3)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The charges a run lowered without carrying the correction in one of its own.
    ///
    /// # Errors
    /// Database errors.
    pub fn lowered_by_run(self, run: &BillRun) -> Result<Vec<Corrected>> {
        self.corrections_where(&format!("AND k.run_id = {} AND k.by_charge IS NULL", run.id))
    }
}

/// Readings nobody took back.
const STANDS: &str = "WHERE NOT EXISTS (SELECT 1 FROM reading_void v WHERE v.reading_id = r.id)";

/// The intervals of a meter from its readings that stand.
///
/// # Errors
/// [`StoreError::Damaged`] when they do not follow each other: the use case that noted them checked that.
pub fn intervals(meter: &crate::meter::Meter, standing: &[metering::Reading]) -> Result<Vec<Interval>> {
    metering::intervals(&metering::chain(standing), meter.dial, meter.multiplier)
        .map_err(|error| StoreError::Damaged { detail: format!("meter {}: {error}", meter.code) })
}

impl Act<'_> {
    /// Posts a reading. Returns its id.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] with more than four decimals; database errors.
    pub fn post_reading(&mut self, new: &NewReading<'_>) -> Result<i64> {
        let value = quantity("reading", new.value)?;
        self.post(
            &fact::READING,
            &[
                Value::Integer(new.meter),
                Value::Integer(form::day(new.day)),
                value,
                Value::Text(new.kind.code().to_owned()),
                Value::Integer(new.rollover.into()),
                new.corrects.map_or(Value::Null, Value::Integer),
                new.note.map_or(Value::Null, |n| Value::Text(n.to_owned())),
            ],
        )
    }

    /// Takes a reading back.
    ///
    /// # Errors
    /// Database errors, also when it was taken back before.
    pub fn void_reading(&mut self, reading: i64, reason: &str) -> Result<()> {
        self.note("reading", reading);
        self.post(&fact::READING_VOID, &[Value::Integer(reading), Value::Text(reason.to_owned())])?;
        Ok(())
    }

    /// Records that a run billed an interval.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`], database errors.
    pub fn post_metering(
        &mut self,
        run: i64,
        charge: Option<i64>,
        interval: &Interval,
        period: Month,
    ) -> Result<()> {
        let usage = quantity("quantity", interval.usage)?;
        let values = [
            Value::Integer(run),
            charge.map_or(Value::Null, Value::Integer),
            Value::Integer(interval.to.id),
            Value::Integer(period.yyyymm().into()),
            usage,
        ];
        self.post(&fact::METERING, &values)?;
        Ok(())
    }

    /// Records that a run put an earlier charge right.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`], database errors.
    pub fn post_metering_correction(
        &mut self,
        run: i64,
        correction: &metering::Correction,
        by_charge: Option<i64>,
    ) -> Result<()> {
        let values = [
            Value::Integer(run),
            Value::Integer(correction.charge),
            by_charge.map_or(Value::Null, Value::Integer),
            quantity("quantity", correction.usage)?,
            quantity("quantity", correction.before)?,
            Value::Integer(correction.fen.0),
        ];
        self.post(&fact::METERING_CORRECTION, &values)?;
        Ok(())
    }
}

fn quantity(what: &'static str, value: Decimal) -> Result<Value> {
    let scaled = form::scaled(value, 4);
    scaled.map(Value::Integer).ok_or_else(|| StoreError::Unrepresentable { what, value: value.to_string() })
}
