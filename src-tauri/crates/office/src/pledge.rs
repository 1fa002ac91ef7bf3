//! What was promised for which day: promises to pay and the instalments of agreements, in one calendar.

use crate::{Office, Result};
use chrono::NaiveDate;
use std::ops::RangeInclusive;
use zhangfang_domain::Fen;

/// What is to come in on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    /// The day.
    pub due: NaiveDate,
    /// The home.
    pub room: String,
    /// 承诺, or the instalment of an agreement.
    pub what: String,
    /// How much.
    pub amount: Fen,
    /// What came in for it.
    pub received: Fen,
    /// `open`, `kept`, `broken`.
    pub state: &'static str,
    /// The same in Chinese.
    pub label: String,
    /// In which words it was promised; what has become of the agreement.
    pub note: String,
}

impl Office {
    /// Everything promised for some days, by day.
    ///
    /// # Errors
    /// Store errors.
    pub fn pledges(&self, days: &RangeInclusive<NaiveDate>, today: NaiveDate) -> Result<Vec<Pledge>> {
        let mut found = Vec::new();
        for line in self.promises(None, today)?.into_iter().filter(|p| days.contains(&p.due)) {
            found.push(Pledge {
                due: line.due,
                room: line.room,
                what: "承诺".to_owned(),
                amount: line.amount,
                received: line.received.min(line.amount),
                state: line.state,
                label: line.label.to_owned(),
                note: line.note,
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
                    room: agreement.room.clone(),
                    what: format!("分期第 {} 期", part.no),
                    amount: part.amount,
                    received: part.received,
                    state,
                    label: part.label.clone(),
                    note: format!("{} {}", agreement.number, agreement.label),
                });
            }
        }
        found.sort_by(|a, b| (a.due, &a.room).cmp(&(b.due, &b.room)));
        Ok(found)
    }
}
