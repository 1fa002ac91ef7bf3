//! When somebody may be disturbed: the caps of the office, the hours asked for, and what was done already (C7).

use crate::refusal::ContactRefusal;
use crate::sentence::contact_held;
use crate::{Occasion, Office, OfficeError, Posted, Result};
use chrono::{Days, NaiveDateTime, NaiveTime};
use serde::Serialize;
use std::collections::HashMap;
use zhangfang_domain::contact::{Cap, Caps, Channel, Held, Made, Window};
use zhangfang_store::contact::ContactTerms;

const CAPS: &str = "contact.caps";

/// What is needed to say of any account when it may be contacted.
#[derive(Clone, Debug, Default)]
pub struct ContactBook {
    caps: Caps,
    wishes: HashMap<i64, Window>,
    made: HashMap<i64, Vec<Made>>,
}

impl ContactBook {
    /// What holds a contact with an account at a moment; nothing when it may be made.
    #[must_use]
    pub fn held(&self, account: i64, channel: Channel, at: NaiveDateTime) -> Option<Held> {
        self.caps.held(self.wish(account), self.made(account), channel, at)
    }

    /// The first moment from one on at which an account may be contacted.
    #[must_use]
    pub fn next(&self, account: i64, channel: Channel, from: NaiveDateTime) -> Option<NaiveDateTime> {
        self.caps.next(self.wish(account), self.made(account), channel, from)
    }

    /// What the office did in the week up to the moment, oldest first.
    #[must_use]
    pub fn made(&self, account: i64) -> &[Made] {
        self.made.get(&account).map_or(&[], Vec::as_slice)
    }

    /// The hours somebody asked for.
    #[must_use]
    pub fn wish(&self, account: i64) -> Option<Window> {
        self.wishes.get(&account).copied()
    }
}

/// The hours in the terms of a contact.
pub(crate) fn hours_of(terms: &ContactTerms) -> Option<Window> {
    let time = |minute: u32| NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0);
    let (from, to) = terms.hours?;
    Window::new(time(from)?, time(to)?)
}

/// A cap as it is typed and kept: `1/3` a day and a week.
fn cap(text: &str) -> Option<Cap> {
    let (day, week) = text.split_once('/')?;
    Some(Cap { a_day: day.trim().parse().ok()?, a_week: week.trim().parse().ok()? })
}

/// Hours as they are typed and kept: `9:00-12:00`.
#[must_use]
pub fn hours(text: &str) -> Option<Window> {
    let text = text.replace(['–', '—', '~', '至'], "-").replace('：', ":");
    let (from, to) = text.split_once('-')?;
    let time = |t: &str| NaiveTime::parse_from_str(t.trim(), "%H:%M").ok();
    Window::new(time(from)?, time(to)?)
}

/// Hours for people and for the book.
#[must_use]
pub fn hours_text(window: Window) -> String {
    format!("{}-{}", window.from().format("%-H:%M"), window.to().format("%-H:%M"))
}

fn caps_text(caps: &Caps) -> String {
    let cap = |c: Cap| format!("{}/{}", c.a_day, c.a_week);
    let [morning, later] = caps.hours.map(hours_text);
    format!("{} {} {} {morning} {later}", cap(caps.call), cap(caps.visit), cap(caps.message))
}

/// Caps from five words: calls, visits, messages as `day/week`, and two stretches of hours.
#[must_use]
pub fn parse_caps(text: &str) -> Option<Caps> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [call, visit, message, morning, later] = words[..] else { return None };
    Some(Caps {
        call: cap(call)?,
        visit: cap(visit)?,
        message: cap(message)?,
        hours: [hours(morning)?, hours(later)?],
    })
}

/// Whether somebody may be contacted in a way at a moment, and when next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The way, by code.
    pub channel: &'static str,
    /// The same in Chinese.
    pub label: &'static str,
    /// What holds it, in words; empty when it may be made.
    pub held: String,
    /// The first moment it may be made.
    pub next: Option<NaiveDateTime>,
    /// How often the office did it in the seven days up to the moment.
    pub in_week: usize,
}

impl Office {
    /// Whether the owner of an account may be contacted at a moment, way by way.
    ///
    /// # Errors
    /// Store errors.
    pub fn moments(&self, account: i64, at: NaiveDateTime) -> Result<Vec<Moment>> {
        let book = self.contact_book(at)?;
        let of = |channel: Channel| Moment {
            channel: channel.code(),
            label: channel.label(),
            held: book.held(account, channel, at).map(|h| contact_held(h, channel)).unwrap_or_default(),
            next: book.next(account, channel, at),
            in_week: book.made(account).iter().filter(|m| m.channel == channel && m.at <= at).count(),
        };
        Ok(Channel::ALL.into_iter().map(of).collect())
    }

    /// How often and when this office contacts somebody.
    ///
    /// # Errors
    /// Store errors.
    pub fn contact_caps(&self) -> Result<Caps> {
        let set = self.book.reading().setting(CAPS)?;
        Ok(set.as_deref().and_then(parse_caps).unwrap_or_default())
    }

    /// Sets how often and when this office contacts somebody: never looser than [`Caps::default`].
    ///
    /// # Errors
    /// [`ContactRefusal::Looser`], [`ContactRefusal::ManagerOnly`].
    pub fn set_contact_caps(&mut self, caps: &Caps, occasion: &Occasion) -> Result<Posted<()>> {
        self.require_decider(occasion)?;
        if !caps.within(&Caps::default()) {
            return Err(ContactRefusal::Looser.into());
        }
        self.book
            .transact("contact.caps", occasion, |act| Ok::<_, OfficeError>(act.set(CAPS, &caps_text(caps))?))
    }

    /// What is needed to say of any account when it may be contacted, around a moment.
    ///
    /// # Errors
    /// Store errors.
    pub fn contact_book(&self, around: NaiveDateTime) -> Result<ContactBook> {
        let reading = self.book.reading();
        let week_ago = around.date().checked_sub_days(Days::new(6)).unwrap_or(around.date());
        let terms = reading.contact_terms()?;
        Ok(ContactBook {
            caps: self.contact_caps()?,
            wishes: terms.into_iter().filter_map(|(account, t)| Some((account, hours_of(&t)?))).collect(),
            made: reading.made_since(week_ago.and_time(NaiveTime::MIN))?,
        })
    }
}
