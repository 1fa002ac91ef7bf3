//! Meters, their readings, and what is charged for them (domain section 4.6).

pub mod billing;
mod group;
pub mod intake;
pub mod meters;
pub mod readings;
pub mod sheet;
mod words;

pub(crate) use words::{facts, formula};

use crate::{Occasion, Office, Posted, Refusal, Result};
use std::collections::HashMap;
use zhangfang_domain::meter::Window;
use zhangfang_domain::metering::{Interval, Reading, chain};
use zhangfang_store::meter::Meter;

/// The setting that says in which days readings are taken.
const WINDOW: &str = "reading.window";

/// A meter with what it showed.
#[derive(Clone, Debug)]
pub struct Metered {
    /// The meter.
    pub meter: Meter,
    /// Room of its home; where a shared one hangs.
    pub room: String,
    /// Whether somebody lives there.
    pub lived_in: bool,
    /// The links of its chain.
    pub links: Vec<Reading>,
    /// The intervals between them.
    pub intervals: Vec<Interval>,
}

impl Office {
    /// In which days of a month readings are taken.
    ///
    /// # Errors
    /// Store errors.
    pub fn reading_window(&self) -> Result<Window> {
        let set = self.book.reading().setting(WINDOW)?;
        Ok(set.and_then(|text| Window::parse(&text)).unwrap_or_default())
    }

    /// Says in which days of a month readings are taken, `25/5`.
    ///
    /// # Errors
    /// [`Refusal::Unusable`], store errors.
    pub fn set_reading_window(&mut self, text: &str, occasion: &Occasion) -> Result<Posted<()>> {
        let window = Window::parse(text).ok_or_else(|| Refusal::Unusable {
            field: "抄表日期范围",
            value: text.to_owned(),
            expected: "起日/止日，如 25/5（本月 25 日至次月 5 日）",
        })?;
        self.book.transact("reading.window", occasion, |act| {
            Ok::<_, crate::OfficeError>(act.set(WINDOW, &window.to_string())?)
        })
    }

    /// A meter by its number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn meter(&self, code: &str) -> Result<Meter> {
        let found = self.book.reading().meter(code.trim())?;
        found.ok_or_else(|| Refusal::Unknown { kind: "表", name: code.to_owned() }.into())
    }

    /// Every meter with its readings, in walking order.
    ///
    /// # Errors
    /// Store errors.
    pub fn metered(&self) -> Result<Vec<Metered>> {
        let reading = self.book.reading();
        let homes: HashMap<i64, (String, Option<String>)> =
            reading.homes()?.into_iter().map(|h| (h.id, (h.record.room_number(), h.record.status))).collect();
        let mut standing = reading.standing_readings()?;
        let meters = reading.meters()?.into_iter().map(|meter| {
            let readings = standing.remove(&meter.id).unwrap_or_default();
            let intervals = zhangfang_store::metering::intervals(&meter, &readings)?;
            let home = meter.home.and_then(|h| homes.get(&h));
            let room = home.map_or_else(|| meter.place.clone(), |(room, _)| room.clone());
            let lived_in = home.is_some_and(|(_, status)| lived_in(status.as_deref()));
            Ok(Metered { room, lived_in, links: chain(&readings), intervals, meter })
        });
        meters.collect()
    }

    /// One meter with its readings.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], store errors.
    pub fn metered_one(&self, code: &str) -> Result<Metered> {
        let meter = self.meter(code)?;
        let reading = self.book.reading();
        let standing: Vec<Reading> = reading
            .readings_of(meter.id)?
            .into_iter()
            .filter(|n| n.void_reason.is_none())
            .map(|n| n.reading)
            .collect();
        let intervals = zhangfang_store::metering::intervals(&meter, &standing)?;
        let home = meter.home.map(|h| reading.home(h)).transpose()?;
        let room = home.as_ref().map_or_else(|| meter.place.clone(), |h| h.record.room_number());
        let lived_in = home.is_some_and(|h| lived_in(h.record.status.as_deref()));
        Ok(Metered { room, lived_in, links: chain(&standing), intervals, meter })
    }
}

/// Whether a home of this status is lived in; unless it says otherwise it is.
fn lived_in(status: Option<&str>) -> bool {
    !status.is_some_and(|s| s.contains(['空', '未', '待']))
}
