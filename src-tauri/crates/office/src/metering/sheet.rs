//! The readings of one month as a sheet to be filled in: every meter of a round with what it showed before and what
//! was noted for the month.

use super::Metered;
use super::readings::{Judged, ReadingEntry};
use crate::{Office, Result};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::Month;
use zhangfang_domain::meter::{Kind, Window};
use zhangfang_domain::metering::{Reading, ReadingKind};

/// A meter on the sheet of a month.
#[derive(Clone, Debug)]
pub struct SheetLine {
    /// The meter.
    pub metered: Metered,
    /// What it showed before.
    pub before: Option<Reading>,
    /// What was noted for the month.
    pub noted: Option<Reading>,
    /// The number of the reading that counts for the month: the one noted, or the last that put it right.
    pub counts: Option<i64>,
    /// What was used in between.
    pub usage: Option<Decimal>,
}

impl SheetLine {
    fn of(metered: Metered, standing: &[Reading], month: Month, window: Window) -> Self {
        let of_month = |r: &&Reading| r.kind != ReadingKind::Install && window.month_of(r.day) == month;
        let noted = metered.links.iter().rev().find(of_month).copied();
        let before = match &noted {
            Some(noted) => metered.links.iter().rev().find(|l| l.day < noted.day),
            None => metered.links.iter().rev().find(|l| window.month_of(l.day) <= month),
        };
        let usage = noted
            .and_then(|noted| metered.intervals.iter().find(|i| i.to.id == noted.id))
            .map(|interval| interval.usage);
        let rights = |id: i64| standing.iter().filter(move |r| r.corrects == Some(id)).map(|r| r.id).max();
        let counts = noted.map(|noted| rights(noted.id).unwrap_or(noted.id));
        Self { before: before.copied(), noted, counts, usage, metered }
    }
}

impl Office {
    /// The sheet of a month: the meters of a round that hung then, in walking order.
    ///
    /// # Errors
    /// Of [`Office::round`].
    pub fn reading_sheet(
        &self,
        month: Month,
        kind: Option<Kind>,
        buildings: &[String],
    ) -> Result<Vec<SheetLine>> {
        let window = self.reading_window()?;
        let mut round = self.round(kind, buildings)?;
        round.retain(|m| m.meter.installed <= window.of(month).1);
        let standing = self.book.reading().standing_readings()?;
        let line = |m: Metered| {
            let of_meter = standing.get(&m.meter.id).map_or(&[][..], Vec::as_slice);
            SheetLine::of(m, of_meter, month, window)
        };
        Ok(round.into_iter().map(line).collect())
    }

    /// Says what is doubtful about a reading before it is noted. Writes nothing.
    ///
    /// # Errors
    /// [`crate::Refusal::Unknown`], store errors.
    pub fn judge_reading(&self, entry: &ReadingEntry, today: NaiveDate) -> Result<Judged> {
        let metered = self.metered_one(&entry.meter)?;
        let brought = (entry.day, entry.value, entry.rollover);
        Ok(metered.judged(brought, entry.corrects, self.reading_window()?, today))
    }
}
