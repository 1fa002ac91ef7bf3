//! Debtors who owe again and again: in how many of the last twelve months something was overdue.

use crate::billing::shown;
use crate::export::{Table, Value};
use crate::{Office, Result, wire};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use zhangfang_domain::Fen;
use zhangfang_domain::analysis::{MonthsOwed, repeat_from};

/// In how many months an account owed, and what it owes now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owed {
    /// Its home.
    pub home: i64,
    /// Of the last twelve.
    pub months: u32,
    /// Overdue now.
    pub now: Fen,
}

/// An account that owed in many of the last twelve months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repeated {
    /// The account.
    pub account: i64,
    /// The room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// Months of the last twelve at whose end something was overdue.
    pub months: u32,
    /// Overdue now; nothing when it has paid up since.
    #[serde(with = "wire::yuan")]
    pub now: Fen,
}

/// The accounts that owed in at least so many of the last twelve months.
#[derive(Clone, Debug, Serialize)]
pub struct RepeatedList {
    /// The day the figures stand for.
    pub as_of: NaiveDate,
    /// The least number of months.
    pub at_least: u32,
    /// Account by account, most months first, then most owed.
    pub lines: Vec<Repeated>,
    /// What they owe now.
    #[serde(with = "wire::yuan")]
    pub now: Fen,
}

impl Office {
    /// In how many of the last twelve months each account owed that owed in any.
    pub(crate) fn months_owed(&self, as_of: NaiveDate) -> Result<BTreeMap<i64, Owed>> {
        let reading = self.book.reading();
        let mut found: HashMap<i64, (Owed, MonthsOwed)> = HashMap::new();
        let mut open = HashSet::new();
        for o in reading.open_items(as_of)? {
            open.insert(o.charge);
            if o.due < as_of {
                let (owed, months) = found.entry(o.account).or_default();
                owed.home = o.home;
                owed.now += o.open;
                months.add(o.due, None, as_of);
            }
        }
        for late in reading.settled_late(repeat_from(as_of), as_of)? {
            if !open.contains(&late.charge) {
                let (owed, months) = found.entry(late.account).or_default();
                owed.home = late.home;
                months.add(late.due, Some(late.settled), as_of);
            }
        }
        let counted =
            found.into_iter().map(|(account, (owed, of))| (account, Owed { months: of.count(), ..owed }));
        Ok(counted.filter(|(_, owed)| owed.months > 0).collect())
    }

    /// Who owed in at least `at_least` of the last twelve months, whether or not they have paid up since.
    ///
    /// # Errors
    /// Store errors.
    pub fn repeated_debtors(&self, as_of: NaiveDate, at_least: u32) -> Result<RepeatedList> {
        let reading = self.book.reading();
        let accounts = reading.accounts()?;
        let rooms: HashMap<i64, String> =
            reading.homes()?.into_iter().map(|h| (h.id, h.record.room_number())).collect();
        let mut lines = Vec::new();
        for (account, owed) in
            self.months_owed(as_of)?.into_iter().filter(|(_, o)| o.months >= at_least.max(1))
        {
            lines.push(Repeated {
                account,
                room: rooms.get(&owed.home).cloned().unwrap_or_default(),
                owner: accounts.get(&account).map(shown).unwrap_or_default(),
                months: owed.months,
                now: owed.now,
            });
        }
        lines.sort_by_key(|line| std::cmp::Reverse((line.months, line.now)));
        Ok(RepeatedList { as_of, at_least, now: lines.iter().map(|l| l.now).sum(), lines })
    }
}

impl RepeatedList {
    /// As a table to be written as a workbook.
    #[must_use]
    pub fn table(&self) -> Table {
        let row = |line: &Repeated| {
            vec![
                Value::Text(line.room.clone()),
                Value::Text(line.owner.clone()),
                Value::Integer(line.months.into()),
                Value::Amount(line.now),
            ]
        };
        Table {
            title: format!("多次欠费户 近12个月欠费{}个月以上 {}", self.at_least, self.as_of),
            headings: ["房号", "业主", "欠费月数", "现欠"].map(str::to_owned).to_vec(),
            rows: self.lines.iter().map(row).collect(),
            footer: None,
        }
    }
}
