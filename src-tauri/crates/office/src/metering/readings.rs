//! Readings one by one: judge, note, take back, put right, estimate.

use super::Metered;
use crate::bill_run::require_reason;
use crate::refusal::MeterRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use zhangfang_domain::Month;
use zhangfang_domain::meter::Window;
use zhangfang_domain::metering::{self, Interval, Reading, ReadingKind, average};
use zhangfang_domain::reading_check::{Against, Doubt, Proposed, doubts};
use zhangfang_store::metering::NewReading;
pub use zhangfang_store::metering::Noted as NotedReading;
use zhangfang_store::metering::Noted;

/// A reading somebody brings.
#[derive(Clone, Debug)]
pub struct ReadingEntry {
    /// Number of the meter.
    pub meter: String,
    /// What the dial showed.
    pub value: Decimal,
    /// The day.
    pub day: NaiveDate,
    /// Whether the dial passed zero.
    pub rollover: bool,
    /// The billed reading it puts right.
    pub corrects: Option<i64>,
    /// A remark.
    pub note: Option<String>,
    /// Take it although it looks odd.
    pub accept: bool,
}

/// What came of a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingKept {
    /// Its number.
    pub reading: i64,
    /// The reading it puts right: one that was named, or the estimate of the same month.
    pub corrects: Option<i64>,
    /// What was used since the reading before, as text.
    pub usage: String,
}

/// A reading judged before it is kept.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What is doubtful, hard doubts first.
    pub doubts: Vec<Doubt>,
    /// The reading it puts right.
    pub corrects: Option<i64>,
    /// What was used since the reading before; none while it cannot be told.
    pub usage: Option<Decimal>,
}

impl Metered {
    /// Judges a reading. One of the same month as an estimate puts that estimate right.
    #[must_use]
    pub fn judged(
        &self,
        (day, value, rollover): (NaiveDate, Decimal, bool),
        corrects: Option<i64>,
        window: Window,
        today: NaiveDate,
    ) -> Judged {
        let estimate = self
            .links
            .last()
            .filter(|l| l.kind == ReadingKind::Estimate && window.month_of(l.day) == window.month_of(day));
        let corrects = corrects.or_else(|| estimate.map(|l| l.id));
        let proposed = Proposed { day, value, rollover, corrects };
        let against = Against {
            dial: self.meter.dial,
            multiplier: self.meter.multiplier,
            links: &self.links,
            intervals: &self.intervals,
            lived_in: self.lived_in,
            window,
            today,
        };
        let mut found = doubts(&proposed, &against);
        let hard = found.iter().any(Doubt::is_hard);
        let usage = if hard { None } else { self.usage_with(&proposed) };
        if !hard && usage.is_none() && !self.links.is_empty() {
            // Only the reading after it can be in the way: it was noted as a rollover from a higher one.
            found.insert(0, Doubt::NoRollover { than: value });
        }
        Judged { doubts: found, corrects, usage }
    }

    /// What the interval that ends with a reading would be, were it kept.
    fn usage_with(&self, proposed: &Proposed) -> Option<Decimal> {
        let Proposed { day, value, rollover, corrects } = *proposed;
        let kind = ReadingKind::Actual;
        let reading = Reading { id: i64::MAX, meter: self.meter.id, day, value, kind, rollover, corrects };
        let mut readings = self.links.clone();
        readings.push(reading);
        let links = metering::chain(&readings);
        let intervals = metering::intervals(&links, self.meter.dial, self.meter.multiplier).ok()?;
        let ends = corrects.unwrap_or(i64::MAX);
        intervals.iter().find(|i: &&Interval| i.to.id == ends).map(|i| i.usage)
    }

    /// What is used in a month of thirty days, as far as known.
    #[must_use]
    pub fn monthly_average(&self) -> Option<Decimal> {
        let (usage, days) = average(&self.intervals)?;
        let average = usage * Decimal::from(30) / Decimal::from(days);
        Some(average.round_dp(self.meter.dial.decimals.max(1)).normalize())
    }
}

impl Office {
    /// Notes a reading.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`MeterRefusal::Removed`], [`MeterRefusal::Doubtful`]: hard doubts always, soft ones
    /// unless accepted; [`MeterRefusal::ReadingNotBilled`] when it would put right what nobody billed.
    pub fn note_reading(&mut self, entry: &ReadingEntry, occasion: &Occasion) -> Result<Posted<ReadingKept>> {
        let metered = self.metered_one(&entry.meter)?;
        let meter = metered.meter.id;
        let judged = metered.judged(
            (entry.day, entry.value, entry.rollover),
            entry.corrects,
            self.reading_window()?,
            occasion.today,
        );
        if !self.replays(occasion)? {
            if let Some(corrects) = entry.corrects {
                self.check_correctable(&metered, corrects)?;
            }
            self.refuse_doubtful(&metered, entry, &judged)?;
        }
        self.book.transact("reading.add", occasion, |act| {
            let new = NewReading {
                meter,
                day: entry.day,
                value: entry.value,
                kind: ReadingKind::Actual,
                rollover: entry.rollover,
                corrects: judged.corrects,
                note: entry.note.as_deref(),
            };
            act.note("meter", metered.meter.code.as_str());
            let reading = act.post_reading(&new)?;
            let usage = judged.usage.map(|u| u.to_string()).unwrap_or_default();
            Ok::<_, OfficeError>(ReadingKept { reading, corrects: judged.corrects, usage })
        })
    }

    fn refuse_doubtful(&self, metered: &Metered, entry: &ReadingEntry, judged: &Judged) -> Result<()> {
        let code = metered.meter.code.clone();
        let mut doubts = judged.doubts.clone();
        doubts.retain(|d| d.is_hard() || !entry.accept);
        if let (Some(day), None) = (metered.meter.removed, entry.corrects) {
            return Err(MeterRefusal::Removed { meter: code, day }.into());
        }
        if doubts.is_empty() {
            return Ok(());
        }
        Err(MeterRefusal::Doubtful { meter: code, value: entry.value, doubts }.into())
    }

    /// A reading may be put right once it was billed, and so may the first and the last of a meter.
    fn check_correctable(&self, metered: &Metered, reading: i64) -> Result<()> {
        let link = metered.links.iter().find(|l| l.id == reading);
        let Some(link) = link else {
            return Err(Refusal::Unknown { kind: "这块表的读数", name: reading.to_string() }.into());
        };
        let ends = matches!(link.kind, ReadingKind::Install | ReadingKind::Remove);
        if ends
            || link.kind == ReadingKind::Estimate
            || self.book.reading().billed_reading(reading)?.is_some()
        {
            Ok(())
        } else {
            Err(MeterRefusal::ReadingNotBilled { reading }.into())
        }
    }

    /// Takes a reading back that was not billed.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`MeterRefusal::ReadingVoid`], [`MeterRefusal::ReadingBilled`],
    /// [`MeterRefusal::ReadingBuiltUpon`] for the first and the last of a meter, [`MeterRefusal::ReadingCorrected`],
    /// [`Refusal::Unusable`].
    pub fn void_reading(&mut self, reading: i64, reason: &str, occasion: &Occasion) -> Result<Posted<()>> {
        require_reason(reason)?;
        let found = self.book.reading().reading(reading).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                OfficeError::from(Refusal::Unknown { kind: "读数", name: key })
            }
            other => other.into(),
        })?;
        if !self.replays(occasion)? {
            self.check_voidable(&found)?;
        }
        self.book.transact("reading.void", occasion, |act| {
            act.note("reason", reason);
            Ok::<_, OfficeError>(act.void_reading(reading, reason)?)
        })
    }

    pub(super) fn check_voidable(&self, found: &Noted) -> Result<()> {
        let Reading { id: reading, meter, kind, corrects, .. } = found.reading;
        let code = || Ok::<_, OfficeError>(self.book.reading().meter_code(meter)?);
        if found.void_reason.is_some() {
            return Err(MeterRefusal::ReadingVoid { reading }.into());
        }
        if matches!(kind, ReadingKind::Install | ReadingKind::Remove) {
            return Err(MeterRefusal::ReadingBuiltUpon { reading, meter: code()? }.into());
        }
        let standing = self.book.reading().readings_of(meter)?;
        let rights =
            standing.iter().filter(|n| n.void_reason.is_none() && n.reading.corrects == Some(reading));
        if let Some(by) = rights.map(|n| n.reading.id).max() {
            return Err(MeterRefusal::ReadingCorrected { reading, by }.into());
        }
        if !self.follows_without(meter, reading)? {
            return Err(MeterRefusal::ReadingBuiltUpon { reading, meter: code()? }.into());
        }
        // A correction counts for the reading it puts right; that one may be billed by now with its value.
        let counted = self.book.reading().billed_reading(corrects.unwrap_or(reading))?;
        let by_this = match (corrects, &counted) {
            (Some(link), Some(billed)) => self.is_billed_at(meter, link, billed.usage)?,
            (None, billed) => billed.is_some(),
            (Some(_), None) => false,
        };
        match counted.filter(|_| by_this) {
            Some(billed) => {
                Err(MeterRefusal::ReadingBilled { reading, meter: code()?, month: billed.period }.into())
            }
            None => Ok(()),
        }
    }

    /// Whether the readings of a meter still follow each other without one of them.
    fn follows_without(&self, meter: i64, reading: i64) -> Result<bool> {
        let mut readings: Vec<Reading> = self
            .book
            .reading()
            .readings_of(meter)?
            .into_iter()
            .filter(|n| n.void_reason.is_none())
            .map(|n| n.reading)
            .collect();
        readings.retain(|r| r.id != reading);
        let code = self.book.reading().meter_code(meter)?;
        Ok(zhangfang_store::metering::intervals(&self.meter(&code)?, &readings).is_ok())
    }

    /// Whether what was billed up to a link, corrections included, is what its true value gives.
    fn is_billed_at(&self, meter: i64, link: i64, billed: Decimal) -> Result<bool> {
        let charge = self.book.reading().billed_reading(link)?.and_then(|b| b.charge);
        let corrections = self.book.reading().metering_corrections()?;
        if corrections.iter().any(|c| Some(c.charge) == charge) {
            return Ok(true);
        }
        let code = self.book.reading().meter_code(meter)?;
        let metered = self.metered_one(&code)?;
        Ok(metered.intervals.iter().any(|i| i.to.id == link && i.usage == billed))
    }

    /// Every reading of a meter, those taken back too.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], store errors.
    pub fn readings(&self, meter: &str) -> Result<Vec<Noted>> {
        Ok(self.book.reading().readings_of(self.meter(meter)?.id)?)
    }

    /// The readings taken for a month, those taken back too, with the number of their meter.
    ///
    /// # Errors
    /// Store errors.
    pub fn readings_for(&self, month: Month) -> Result<Vec<(String, Noted)>> {
        let window = self.reading_window()?;
        let reading = self.book.reading();
        let (from, to) = (window.of(month.plus(-1)).1, window.of(month).1);
        let found = reading.readings_between(from, to)?.into_iter();
        let of_month = found.filter(|n| window.month_of(n.reading.day) == month);
        of_month.map(|n| Ok((reading.meter_code(n.reading.meter)?, n))).collect()
    }

    /// Meters in walking order that still hang and have not been read for a month.
    ///
    /// # Errors
    /// Store errors.
    pub fn unread(&self, month: Month) -> Result<Vec<Metered>> {
        let window = self.reading_window()?;
        let mut metered = self.metered()?;
        metered.retain(|m| is_unread(m, month, window));
        Ok(metered)
    }

    /// Estimates the meters named, or every unread one with a history when none is: the average of its last readings
    /// up to `day`. Returns number of the meter, the value and what was used.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`MeterRefusal::NoHistory`] and [`MeterRefusal::NoEstimateNeeded`] for a meter that was named.
    pub fn estimate_readings(
        &mut self,
        meters: &[String],
        month: Month,
        day: NaiveDate,
        occasion: &Occasion,
    ) -> Result<Posted<Vec<(String, String, String)>>> {
        let named = meters.iter().map(|code| self.metered_one(code)).collect::<Result<Vec<_>>>()?;
        let chosen = if named.is_empty() { self.unread(month)? } else { named };
        let window = self.reading_window()?;
        let replay = self.replays(occasion)?;
        let mut estimates = Vec::new();
        for metered in chosen {
            let Some(last) = metered.links.last() else { continue };
            let meter = &metered.meter;
            let read = !is_unread(&metered, month, window);
            let guess = metering::estimate(&metered.intervals, last, day, meter.dial, meter.multiplier);
            match guess.filter(|_| day > last.day && !read) {
                Some((value, rollover)) => estimates.push((metered, value, rollover)),
                None if meters.is_empty() || replay => {}
                None if read || day <= last.day => {
                    return Err(MeterRefusal::NoEstimateNeeded { meter: meter.code.clone(), month }.into());
                }
                None => return Err(MeterRefusal::NoHistory { meter: meter.code.clone() }.into()),
            }
        }
        self.book.transact("reading.estimate", occasion, |act| {
            let mut kept = Vec::new();
            for (metered, value, rollover) in &estimates {
                let (meter, kind) = (metered.meter.id, ReadingKind::Estimate);
                let new = NewReading {
                    meter,
                    day,
                    value: *value,
                    kind,
                    rollover: *rollover,
                    corrects: None,
                    note: None,
                };
                act.post_reading(&new)?;
                let proposed = Proposed { day, value: *value, rollover: *rollover, corrects: None };
                let usage = metered.usage_with(&proposed).unwrap_or_default();
                kept.push((metered.meter.code.clone(), value.normalize().to_string(), usage.to_string()));
            }
            act.note("readings", kept.len());
            Ok::<_, OfficeError>(kept)
        })
    }
}

/// Whether a meter still hangs and was not read for a month or later.
pub(super) fn is_unread(metered: &Metered, month: Month, window: Window) -> bool {
    let hangs = metered.meter.removed.is_none() && metered.meter.installed <= window.of(month).1;
    let last = metered.links.iter().rev().find(|l| l.kind != ReadingKind::Install);
    hangs
        && window.month_of(metered.meter.installed) <= month
        && last.is_none_or(|l| window.month_of(l.day) < month)
        // A meter hung within the last days of a month is first read in the next.
        && !(last.is_none() && window.month_of(metered.meter.installed) == month)
}
