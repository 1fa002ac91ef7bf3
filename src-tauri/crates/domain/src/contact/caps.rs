//! How often and when somebody may be disturbed (Civil Code 1033, checklist C7): a day, a week, hours, and the hours
//! they asked for. The visits, calls and messages of the office count; whoever calls or comes by themselves is welcome.

use super::Channel;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeSet;

/// How a contact disturbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disturbance {
    /// A call.
    Call,
    /// A visit to the home.
    Visit,
    /// A short message, whichever way it goes.
    Message,
}

impl Channel {
    /// How it disturbs; a talk at the desk and a paper in the mailbox do not.
    #[must_use]
    pub const fn disturbs(self) -> Option<Disturbance> {
        match self {
            Self::Phone => Some(Disturbance::Call),
            Self::Visit => Some(Disturbance::Visit),
            Self::Sms | Self::Wechat => Some(Disturbance::Message),
            Self::Desk | Self::Paper => None,
        }
    }
}

/// A part of the day, its end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    from: NaiveTime,
    to: NaiveTime,
}

impl Window {
    /// From one time to a later one of the same day.
    #[must_use]
    pub fn new(from: NaiveTime, to: NaiveTime) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// When it begins.
    #[must_use]
    pub const fn from(self) -> NaiveTime {
        self.from
    }

    /// When it is over.
    #[must_use]
    pub const fn to(self) -> NaiveTime {
        self.to
    }

    /// Whether a time lies in it.
    #[must_use]
    pub fn holds(self, time: NaiveTime) -> bool {
        self.from <= time && time < self.to
    }

    /// What two have in common.
    #[must_use]
    pub fn overlap(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to))
    }
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// Times a day, by the same channel.
    pub a_day: u32,
    /// Times in seven days. A message that goes two ways on a day counts once (checklist S62).
    pub a_week: u32,
}

/// How often and when, in an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Calls.
    pub call: Cap,
    /// Visits.
    pub visit: Cap,
    /// Messages.
    pub message: Cap,
    /// The hours, in order.
    pub hours: [Window; 2],
}

const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

impl Default for Caps {
    /// One call a day and three a week, one visit a week, 9–12 and 14–20 o'clock (C7).
    fn default() -> Self {
        let hours = [Window { from: hour(9), to: hour(12) }, Window { from: hour(14), to: hour(20) }];
        let (often, seldom) = (Cap { a_day: 1, a_week: 3 }, Cap { a_day: 1, a_week: 1 });
        Self { call: often, visit: seldom, message: often, hours }
    }
}

/// A contact the office made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// How.
    pub channel: Channel,
    /// When.
    pub at: NaiveDateTime,
}

/// Why somebody is not to be disturbed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Outside the hours of the office: early, at noon, late.
    Quiet,
    /// Outside the hours they asked for.
    Wish(Window),
    /// So many times on that day already.
    Day(u32),
    /// So many times within seven days already.
    Week(u32),
}

impl Caps {
    /// The cap of a disturbance.
    #[must_use]
    pub const fn of(&self, disturbance: Disturbance) -> Cap {
        match disturbance {
            Disturbance::Call => self.call,
            Disturbance::Visit => self.visit,
            Disturbance::Message => self.message,
        }
    }

    /// Whether these are nowhere looser than others, and leave a way to contact at all.
    #[must_use]
    pub fn within(&self, other: &Self) -> bool {
        let tighter = |mine: Cap, theirs: Cap| {
            (1..=theirs.a_day).contains(&mine.a_day) && (1..=theirs.a_week).contains(&mine.a_week)
        };
        let covered = |mine: &Window| other.hours.iter().any(|theirs| mine.overlap(*theirs) == Some(*mine));
        tighter(self.call, other.call)
            && tighter(self.visit, other.visit)
            && tighter(self.message, other.message)
            && self.hours.iter().all(covered)
            && self.hours[0].to <= self.hours[1].from
    }

    /// The hours left of a wish.
    #[must_use]
    pub fn hours_for(&self, wish: Option<Window>) -> Vec<Window> {
        let left = |window: &Window| wish.map_or(Some(*window), |wish| window.overlap(wish));
        self.hours.iter().filter_map(left).collect()
    }

    /// What holds a contact at a moment, given what the office did before; nothing when it may be made.
    #[must_use]
    pub fn held(
        &self,
        wish: Option<Window>,
        made: &[Made],
        channel: Channel,
        at: NaiveDateTime,
    ) -> Option<Held> {
        let disturbance = channel.disturbs()?;
        if !self.hours.iter().any(|window| window.holds(at.time())) {
            return Some(Held::Quiet);
        }
        if let Some(wish) = wish.filter(|wish| !wish.holds(at.time())) {
            return Some(Held::Wish(wish));
        }
        self.too_often(made, channel, disturbance, at.date())
    }

    fn too_often(
        &self,
        made: &[Made],
        channel: Channel,
        disturbance: Disturbance,
        day: NaiveDate,
    ) -> Option<Held> {
        let cap = self.of(disturbance);
        let on_day = made.iter().filter(|m| m.channel == channel && m.at.date() == day).count();
        let on_day = u32::try_from(on_day).unwrap_or(u32::MAX);
        if on_day >= cap.a_day {
            return Some(Held::Day(on_day));
        }
        let within = |m: &&Made| {
            m.channel.disturbs() == Some(disturbance) && (0..7).contains(&(day - m.at.date()).num_days())
        };
        let before = made.iter().filter(within);
        let in_week = if disturbance == Disturbance::Message {
            // One message by two ways is one: the days count, and today only as a new day.
            before.map(|m| m.at.date()).filter(|on| *on != day).collect::<BTreeSet<_>>().len()
        } else {
            before.count()
        };
        let in_week = u32::try_from(in_week).unwrap_or(u32::MAX);
        (in_week >= cap.a_week).then_some(Held::Week(in_week))
    }

    /// The first moment from one on at which a contact may be made; none only when a wish leaves no hour.
    #[must_use]
    pub fn next(
        &self,
        wish: Option<Window>,
        made: &[Made],
        channel: Channel,
        from: NaiveDateTime,
    ) -> Option<NaiveDateTime> {
        if self.held(wish, made, channel, from).is_none() {
            return Some(from);
        }
        let hours = self.hours_for(wish);
        let last = made.iter().map(|m| m.at.date()).max().unwrap_or(from.date()).max(from.date());
        let days = from.date().iter_days().take_while(|day| *day <= last + Days::new(7));
        days.flat_map(|day| hours.iter().map(move |window| day.and_time(window.from)))
            .map(|start| start.max(from))
            .find(|moment| self.held(wish, made, channel, *moment).is_none())
    }
}
