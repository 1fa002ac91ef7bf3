//! What was promised for which day: promises to pay and the instalments of agreements, in one calendar; whom to remind,
//! what was broken, and how often each account kept its word (checklist S42, S81–S83).

use crate::{Office, Result, wire};
use chrono::{Days, NaiveDate};
use serde::Serialize;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use zhangfang_domain::Fen;

/// Promises broken one after another from which on the manager speaks to somebody, and nobody visits in numbers (S83).
pub const MANAGER_FROM: u32 = 2;

/// What is to come in on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pledge {
    /// The day.
    pub due: NaiveDate,
    /// The account.
    pub account: i64,
    /// The home.
    pub room: String,
    /// The promise, when it is one.
    pub promise: Option<i64>,
    /// 承诺, or the instalment of an agreement.
    pub what: String,
    /// How much.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// What came in for it.
    #[serde(with = "wire::yuan")]
    pub received: Fen,
    /// `open`, `kept`, `broken`.
    pub state: &'static str,
    /// The same in Chinese.
    pub label: String,
    /// In which words it was promised; what has become of the agreement.
    pub note: String,
    /// Whether to speak to them today: it is due tomorrow and still open (S81), or what they waited for is done (S82).
    pub remind: bool,
    /// Number of the ticket it waits for, and whether that is done.
    pub ticket: Option<(String, bool)>,
    /// How many promises in a row were broken, this one included.
    pub broken_in_a_row: u32,
}

/// How an account kept its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PledgeRecord {
    /// Kept in full and in time.
    pub kept: u32,
    /// Not kept.
    pub broken: u32,
    /// Not due yet.
    pub open: u32,
    /// Broken one after another up to now.
    pub broken_in_a_row: u32,
}

impl PledgeRecord {
    fn add(&mut self, state: &str) {
        match state {
            "kept" => (self.kept, self.broken_in_a_row) = (self.kept + 1, 0),
            "broken" => (self.broken, self.broken_in_a_row) = (self.broken + 1, self.broken_in_a_row + 1),
            _ => self.open += 1,
        }
    }

    /// Whether the manager should speak to them next.
    #[must_use]
    pub const fn for_the_manager(&self) -> bool {
        self.broken_in_a_row >= MANAGER_FROM
    }
}

impl Office {
    /// Everything promised for some days, by day.
    ///
    /// # Errors
    /// Store errors.
    pub fn pledges(&self, days: &RangeInclusive<NaiveDate>, today: NaiveDate) -> Result<Vec<Pledge>> {
        let tomorrow = today + Days::new(1);
        let remind = |due: NaiveDate, state: &str| due == tomorrow && state == "open";
        let mut found = Vec::new();
        let mut records: HashMap<i64, PledgeRecord> = HashMap::new();
        for line in self.promises(None, today)? {
            let record = records.entry(line.account).or_default();
            record.add(line.state);
            if !days.contains(&line.due) {
                continue;
            }
            found.push(Pledge {
                due: line.due,
                account: line.account,
                room: line.room,
                promise: Some(line.promise),
                what: "承诺".to_owned(),
                amount: line.amount,
                received: line.received.min(line.amount),
                state: line.state,
                label: line.label.to_owned(),
                note: line.note,
                remind: remind(line.due, line.state) || (line.state == "open" && line.served.is_some()),
                ticket: line.ticket.map(|number| (number, line.served.is_some())),
                broken_in_a_row: if line.state == "broken" { record.broken_in_a_row } else { 0 },
            });
        }
        for agreement in self.agreements(None, today)? {
            let ended = matches!(agreement.state, "broken" | "dissolved");
            for part in agreement.instalments.iter().filter(|l| days.contains(&l.due) && !ended) {
                let state = match part.state.as_str() {
                    "paid" => "kept",
                    "missed" => "broken",
                    _ => "open",
                };
                found.push(Pledge {
                    due: part.due,
                    account: agreement.account,
                    room: agreement.room.clone(),
                    promise: None,
                    what: format!("分期第 {} 期", part.no),
                    amount: part.amount,
                    received: part.received,
                    state,
                    label: part.label.clone(),
                    note: format!("{} {}", agreement.number, agreement.label),
                    remind: remind(part.due, state),
                    ticket: None,
                    broken_in_a_row: 0,
                });
            }
        }
        found.sort_by(|a, b| (a.due, &a.room).cmp(&(b.due, &b.room)));
        Ok(found)
    }

    /// How each account kept its promises up to a day.
    ///
    /// # Errors
    /// Store errors.
    pub fn pledge_records(&self, as_of: NaiveDate) -> Result<HashMap<i64, PledgeRecord>> {
        let mut records: HashMap<i64, PledgeRecord> = HashMap::new();
        let mut promises = self.promises(None, as_of)?;
        promises.sort_by_key(|p| (p.due, p.promise));
        for line in promises {
            records.entry(line.account).or_default().add(line.state);
        }
        Ok(records)
    }
}
