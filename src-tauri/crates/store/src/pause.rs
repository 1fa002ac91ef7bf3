//! What holds the dunning ladder of an account, and until when.

use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use zhangfang_domain::dunning::PauseCause;

/// A pause to be posted.
#[derive(Clone, Debug)]
pub struct NewPause {
    /// Home.
    pub home: i64,
    /// Account that owes.
    pub account: i64,
    /// What holds it.
    pub cause: PauseCause,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// The ticket it waits for.
    pub ticket: Option<i64>,
    /// The agreement it goes with.
    pub agreement: Option<i64>,
    /// Items it holds; with no charges either, everything.
    pub items: Vec<i64>,
    /// Single charges it holds.
    pub charges: Vec<i64>,
    /// In the words of whoever noted it.
    pub note: String,
}

/// A pause in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Its id.
    pub id: i64,
    /// Home.
    pub home: i64,
    /// Account that owes.
    pub account: i64,
    /// What holds it.
    pub cause: PauseCause,
    /// First day.
    pub from: NaiveDate,
    /// Last day it holds, moved or ended ones included.
    pub until: NaiveDate,
    /// The ticket it waits for.
    pub ticket: Option<i64>,
    /// The agreement it goes with.
    pub agreement: Option<i64>,
    /// Items it holds.
    pub items: Vec<i64>,
    /// Single charges it holds.
    pub charges: Vec<i64>,
    /// In the words of whoever noted it.
    pub note: String,
    /// Why it was moved or ended, if it was.
    pub moved: Option<String>,
}

impl Pause {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// Whether it reaches a charge of an item.
    #[must_use]
    pub fn reaches(&self, item: i64, charge: i64) -> bool {
        (self.items.is_empty() && self.charges.is_empty())
            || self.items.contains(&item)
            || self.charges.contains(&charge)
    }
}

impl Act<'_> {
    /// Posts a pause.
    ///
    /// # Errors
    /// Database errors, also when its last day lies before its first.
    pub fn post_pause(&mut self, new: &NewPause) -> Result<i64> {
        let id = self.post(
            &fact::DUNNING_PAUSE,
            &[
                Value::Integer(new.home),
                Value::Integer(new.account),
                Value::Text(new.cause.code().to_owned()),
                Value::Integer(form::day(new.from)),
                Value::Integer(form::day(new.until)),
                new.ticket.map_or(Value::Null, Value::Integer),
                new.agreement.map_or(Value::Null, Value::Integer),
                Value::Text(new.note.clone()),
            ],
        )?;
        let items = new.items.iter().map(|item| [Value::Integer(*item), Value::Null]);
        let charges = new.charges.iter().map(|charge| [Value::Null, Value::Integer(*charge)]);
        for [item, charge] in items.chain(charges) {
            self.post(&fact::DUNNING_PAUSE_SCOPE, &[Value::Integer(id), item, charge])?;
        }
        Ok(id)
    }

    /// Says until when a pause holds from now on: earlier to end it, later to extend it.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_pause_end(&mut self, pause: i64, until: NaiveDate, reason: &str) -> Result<i64> {
        let values =
            [Value::Integer(pause), Value::Integer(form::day(until)), Value::Text(reason.to_owned())];
        self.post(&fact::DUNNING_PAUSE_END, &values)
    }
}

impl Reading<'_> {
    /// The pauses posted up to a day, oldest first: all, or those of one account.
    ///
    /// # Errors
    /// Database errors.
    pub fn pauses(self, account: Option<i64>, as_of: NaiveDate) -> Result<Vec<Pause>> {
        let mut statement = self.0.prepare_cached(
            "SELECT p.id, p.home_id, p.account_id, p.cause, p.from_day, p.until_day, p.ticket_id, p.agreement_id, p.note,
               (SELECT json_group_array(s.item_id) FROM dunning_pause_scope s WHERE s.pause_id = p.id AND s.item_id IS NOT NULL),
               (SELECT json_group_array(s.charge_id) FROM dunning_pause_scope s WHERE s.pause_id = p.id AND s.charge_id IS NOT NULL),
               (SELECT json_array(e.until_day, e.reason) FROM dunning_pause_end e JOIN act a ON a.seq = e.act
                WHERE e.pause_id = p.id AND a.biz_date <= ?2 ORDER BY e.id DESC LIMIT 1)
             FROM dunning_pause p JOIN act t ON t.seq = p.act
             WHERE (?1 IS NULL OR p.account_id = ?1) AND t.biz_date <= ?2 ORDER BY p.id",
        )?;
        let mut rows = statement.query((account, form::day(as_of)))?;
        let mut pauses = Vec::new();
        while let Some(r) = rows.next()? {
            let moved: Option<(i64, String)> =
                r.get::<_, Option<String>>(11)?.map(|text| serde_json::from_str(&text)).transpose()?;
            let (until, moved) = match moved {
                Some((until, reason)) => (until, Some(reason)),
                None => (r.get(5)?, None),
            };
            let cause: String = r.get(3)?;
            pauses.push(Pause {
                id: r.get(0)?,
                home: r.get(1)?,
                account: r.get(2)?,
                cause: PauseCause::parse(&cause).unwrap_or(PauseCause::Dispute),
                from: form::date(r.get(4)?).unwrap_or_default(),
                until: form::date(until).unwrap_or_default(),
                ticket: r.get(6)?,
                agreement: r.get(7)?,
                items: serde_json::from_str(&r.get::<_, String>(9)?)?,
                charges: serde_json::from_str(&r.get::<_, String>(10)?)?,
                note: r.get(8)?,
                moved,
            });
        }
        Ok(pauses)
    }
}
