//! The promised times as the office sets them.

use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use serde::Serialize;
use zhangfang_domain::ticket::Level;
use zhangfang_domain::ticket::terms::Terms;

/// One promised time, as it is shown and typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermLine {
    /// Its name: `p2.close`.
    pub name: String,
    /// Its Chinese label.
    pub label: String,
    /// Its value: `30分钟`, `3天`.
    pub value: String,
    /// What may be given.
    pub expected: &'static str,
}

const SPAN: &str = "时长，如 30分钟、24小时、3天";
const SPAN_OR_NONE: &str = "时长，如 30分钟、24小时、3天；没有写 无";
const HOURS: &str = "时间段，如 8:30-17:30";
const WEEKDAYS: &str = "星期几，如 1234567（1 为星期一）";
const DAYS: &str = "1—90 的整数";
const YES: &str = "是 或 否";

/// One number of the terms.
#[derive(Clone, Copy)]
enum Term {
    Reply(Level),
    Working(Level),
    OnSite(Level),
    Close(Level),
    Report(Level),
    Revisit(Level),
    Hours,
    Weekdays,
    PauseDays,
    PauseMost,
}

fn all() -> Vec<Term> {
    let of = |level: &Level| {
        let level = *level;
        [
            Term::Reply(level),
            Term::Working(level),
            Term::OnSite(level),
            Term::Close(level),
            Term::Report(level),
            Term::Revisit(level),
        ]
    };
    let rest = [Term::Hours, Term::Weekdays, Term::PauseDays, Term::PauseMost];
    Level::ALL.iter().flat_map(of).chain(rest).collect()
}

/// Minutes in words.
#[must_use]
pub(super) fn span(minutes: u32) -> String {
    match minutes {
        m if m % 1440 == 0 && m > 1440 => format!("{}天", m / 1440),
        m if m % 60 == 0 => format!("{}小时", m / 60),
        m => format!("{m}分钟"),
    }
}

fn minutes(text: &str) -> Option<u32> {
    let text = zhangfang_domain::text::folded(text);
    let (number, factor) = ["分钟", "分", "小时", "天", "日"]
        .into_iter()
        .zip([1, 1, 60, 1440, 1440])
        .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?.trim(), factor)))?;
    number.parse::<u32>().ok()?.checked_mul(factor).filter(|m| (1..=366 * 1440).contains(m))
}

fn clock(minute: u32) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

fn hours(text: &str) -> Option<(u32, u32)> {
    let at = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour <= 24 && minute < 60).then_some(hour * 60 + minute).filter(|m| *m <= 1440)
    };
    let text = zhangfang_domain::text::folded(text);
    let (from, to) = text.split_once('-')?;
    let (from, to) = (at(from)?, at(to)?);
    (from < to).then_some((from, to))
}

impl Term {
    fn name(self) -> String {
        let of = |level: Level, what: &str| format!("{}.{what}", level.code());
        match self {
            Self::Reply(level) => of(level, "reply"),
            Self::Working(level) => of(level, "working"),
            Self::OnSite(level) => of(level, "on-site"),
            Self::Close(level) => of(level, "close"),
            Self::Report(level) => of(level, "report"),
            Self::Revisit(level) => of(level, "revisit"),
            Self::Hours => "hours".to_owned(),
            Self::Weekdays => "weekdays".to_owned(),
            Self::PauseDays => "pause-days".to_owned(),
            Self::PauseMost => "pause-most".to_owned(),
        }
    }

    fn label(self) -> String {
        let of = |level: Level, what: &str| format!("{}：{what}", level.label());
        match self {
            Self::Reply(level) => of(level, "首次答复"),
            Self::Working(level) => of(level, "首次答复只算工作时间"),
            Self::OnSite(level) => of(level, "到场"),
            Self::Close(level) => of(level, "办结"),
            Self::Report(level) => of(level, "每隔多久报告进展"),
            Self::Revisit(level) => of(level, "办结后多久内回访"),
            Self::Hours => "工作时间".to_owned(),
            Self::Weekdays => "工作日".to_owned(),
            Self::PauseDays => "催缴暂停到答复日后几天".to_owned(),
            Self::PauseMost => "催缴暂停最多几天".to_owned(),
        }
    }

    const fn expected(self) -> &'static str {
        match self {
            Self::Reply(_) | Self::Revisit(_) => SPAN,
            Self::OnSite(_) | Self::Close(_) | Self::Report(_) => SPAN_OR_NONE,
            Self::Working(_) => YES,
            Self::Hours => HOURS,
            Self::Weekdays => WEEKDAYS,
            Self::PauseDays | Self::PauseMost => DAYS,
        }
    }

    fn value(self, terms: &Terms) -> String {
        let some = |minutes: Option<u32>| minutes.map_or_else(|| "无".to_owned(), span);
        match self {
            Self::Reply(level) => span(terms.of(level).reply),
            Self::Working(level) => if terms.of(level).working { "是" } else { "否" }.to_owned(),
            Self::OnSite(level) => some(terms.of(level).on_site),
            Self::Close(level) => some(terms.of(level).close),
            Self::Report(level) => some(terms.of(level).report),
            Self::Revisit(level) => span(terms.of(level).revisit),
            Self::Hours => format!("{}-{}", clock(terms.hours.from), clock(terms.hours.to)),
            Self::Weekdays => {
                (1..=7).zip(terms.hours.days).filter(|(_, open)| *open).map(|(d, _)| d.to_string()).collect()
            }
            Self::PauseDays => terms.pause_days.to_string(),
            Self::PauseMost => terms.pause_most.to_string(),
        }
    }

    /// Sets it from what was typed; nothing when that cannot be read.
    fn set(self, terms: &mut Terms, text: &str) -> Option<()> {
        let text = text.trim();
        let some = || if text == "无" { Some(None) } else { minutes(text).map(Some) };
        let days = || text.parse().ok().filter(|days| (1..=90).contains(days));
        match self {
            Self::Reply(level) => terms.levels[level as usize].reply = minutes(text)?,
            Self::Working(level) => {
                terms.levels[level as usize].working = match text {
                    "是" => true,
                    "否" => false,
                    _ => return None,
                }
            }
            Self::OnSite(level) => terms.levels[level as usize].on_site = some()?,
            Self::Close(level) => terms.levels[level as usize].close = some()?,
            Self::Report(level) => terms.levels[level as usize].report = some()?,
            Self::Revisit(level) => terms.levels[level as usize].revisit = minutes(text)?,
            Self::Hours => (terms.hours.from, terms.hours.to) = hours(text)?,
            Self::Weekdays => {
                let named = |day: u32| text.contains(char::from_digit(day, 10).unwrap_or(' '));
                if text.is_empty() || !text.chars().all(|c| ('1'..='7').contains(&c)) {
                    return None;
                }
                terms.hours.days = [1, 2, 3, 4, 5, 6, 7].map(named);
            }
            Self::PauseDays => terms.pause_days = days()?,
            Self::PauseMost => terms.pause_most = days()?,
        }
        Some(())
    }
}

fn key(name: &str) -> String {
    format!("ticket.{name}")
}

impl Office {
    /// The promised times in force.
    ///
    /// # Errors
    /// Store errors.
    pub fn ticket_terms(&self) -> Result<Terms> {
        let settings = self.book.reading().settings()?;
        let mut terms = Terms::default();
        for term in all() {
            if let Some(text) = settings.get(&key(&term.name())) {
                // What this program cannot read stays at its default.
                let _ = term.set(&mut terms, text);
            }
        }
        Ok(terms)
    }

    /// The promised times as they are shown and typed.
    ///
    /// # Errors
    /// Store errors.
    pub fn ticket_term_lines(&self) -> Result<Vec<TermLine>> {
        let terms = self.ticket_terms()?;
        let line = |term: Term| TermLine {
            name: term.name(),
            label: term.label(),
            value: term.value(&terms),
            expected: term.expected(),
        };
        Ok(all().into_iter().map(line).collect())
    }

    /// Sets promised times by name or label.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`Refusal::Unusable`] says what may be given.
    pub fn set_ticket_terms(&mut self, new: &[(String, String)], occasion: &Occasion) -> Result<Posted<()>> {
        let mut terms = self.ticket_terms()?;
        let mut changed = Vec::new();
        for (name, text) in new {
            let term = all().into_iter().find(|t| t.name() == *name || t.label() == *name);
            let term = term.ok_or_else(|| Refusal::Unknown { kind: "工单时限", name: name.clone() })?;
            let unusable =
                || Refusal::Unusable { field: "时限", value: text.clone(), expected: term.expected() };
            term.set(&mut terms, text).ok_or_else(unusable)?;
            changed.push((key(&term.name()), term.value(&terms)));
        }
        self.book.transact("ticket.terms", occasion, |act| {
            for (key, value) in &changed {
                act.set(key, value)?;
            }
            Ok::<_, OfficeError>(())
        })
    }
}
