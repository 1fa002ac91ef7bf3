//! Promised times, and the clock they run on: around the clock or in working hours, standing still while a ticket is
//! on hold (domain section 6.2; every number can be set by the office).

use super::{Kind, Level};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Working hours of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The minute of the day they begin.
    pub from: u32,
    /// The minute of the day they end.
    pub to: u32,
    /// Which days, from Monday.
    pub days: [bool; 7],
}

/// What is promised at one level, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelTerms {
    /// Until the first reply.
    pub reply: u32,
    /// Whether the first reply counts working hours only.
    pub working: bool,
    /// Until somebody is on site; by appointment when missing.
    pub on_site: Option<u32>,
    /// Until it is done; when missing, until it is safe.
    pub close: Option<u32>,
    /// From one report to the next while it is not done.
    pub report: Option<u32>,
    /// From done to the revisit.
    pub revisit: u32,
}

/// Everything the office promises about tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// By level, P0 first.
    pub levels: [LevelTerms; 5],
    /// The desk's hours.
    pub hours: Hours,
    /// Days a pause of dunning goes on after the promised reply.
    pub pause_days: u32,
    /// Most days of such a pause; the manager may extend it.
    pub pause_most: u32,
}

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

impl Default for Terms {
    /// The recommended defaults of domain section 6.2; a desk open every day from 8:30 to 17:30.
    fn default() -> Self {
        let level = |reply, on_site, close, revisit| LevelTerms {
            reply,
            working: false,
            on_site,
            close,
            report: None,
            revisit,
        };
        Self {
            levels: [
                level(5, Some(15), None, DAY),
                level(15, Some(30), Some(DAY), DAY),
                LevelTerms { working: true, ..level(30, None, Some(3 * DAY), 2 * DAY) },
                LevelTerms { report: Some(3 * DAY), ..level(DAY, None, Some(10 * DAY), 2 * DAY) },
                level(4 * HOUR, None, Some(2 * DAY), 2 * DAY),
            ],
            hours: Hours { from: 8 * HOUR + 30, to: 17 * HOUR + 30, days: [true; 7] },
            pause_days: 7,
            pause_most: 30,
        }
    }
}

/// A time the clock stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From when.
    pub from: NaiveDateTime,
    /// Until when, not included.
    pub to: NaiveDateTime,
}

impl Terms {
    /// What is promised at a level.
    #[must_use]
    pub const fn of(&self, level: Level) -> &LevelTerms {
        &self.levels[level as usize]
    }

    /// Until when dunning is paused for a ticket that names the fee: some days after the promised reply, never longer
    /// than the most (domain section 6.3).
    #[must_use]
    pub fn pause_until(&self, from: NaiveDate, promised: NaiveDate) -> NaiveDate {
        (promised + Days::new(self.pause_days.into())).min(self.pause_cap(from)).max(from)
    }

    /// The last day a pause that begins on a day may reach without the manager.
    #[must_use]
    pub fn pause_cap(&self, from: NaiveDate) -> NaiveDate {
        from + Days::new(self.pause_most.into())
    }

    /// Whether a ticket of this kind may be closed only after a revisit.
    #[must_use]
    pub const fn revisit_always(kind: Kind) -> bool {
        matches!(kind, Kind::Complaint)
    }
}

impl Hours {
    const fn minute(at: NaiveDateTime) -> u32 {
        let seconds = at.and_utc().timestamp().rem_euclid(86_400);
        // A day has 1440 minutes.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        {
            (seconds / 60) as u32
        }
    }

    fn open_on(&self, day: NaiveDate) -> bool {
        self.days[day.weekday().num_days_from_monday() as usize]
    }

    fn at(day: NaiveDate, minute: u32) -> NaiveDateTime {
        day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute.into())
    }

    /// Whether there is a working minute at all; without one the clock runs always.
    #[must_use]
    pub fn usable(&self) -> bool {
        self.from < self.to && self.to <= DAY && self.days.contains(&true)
    }

    /// The first working moment from one on.
    fn next_open(&self, at: NaiveDateTime) -> NaiveDateTime {
        let mut day = at.date();
        if self.open_on(day) && Self::minute(at) < self.to {
            return at.max(Self::at(day, self.from));
        }
        loop {
            day = day + Days::new(1);
            if self.open_on(day) {
                return Self::at(day, self.from);
            }
        }
    }
}

/// The moment some minutes after one, on a clock that stands during `holds` and outside `hours`.
#[must_use]
pub fn after(from: NaiveDateTime, minutes: u32, hours: Option<&Hours>, holds: &[Span]) -> NaiveDateTime {
    let hours = hours.filter(|hours| hours.usable());
    let (mut at, mut left) = (from, TimeDelta::minutes(minutes.into()));
    loop {
        if let Some(hours) = hours {
            at = hours.next_open(at);
        }
        if let Some(hold) = holds.iter().find(|hold| hold.from <= at && at < hold.to) {
            at = hold.to;
            continue;
        }
        let hold = holds.iter().map(|hold| hold.from).filter(|from| *from > at).min();
        let closing = hours.map(|hours| Hours::at(at.date(), hours.to));
        let stop = hold.into_iter().chain(closing).min();
        match stop {
            Some(stop) if stop - at < left => {
                left -= stop - at;
                at = stop;
            }
            _ => return at + left,
        }
    }
}
