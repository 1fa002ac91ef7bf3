//! Texts sent to a household, or copied to be sent.

use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: i64,
    /// Home.
    pub home: i64,
    /// Account.
    pub account: i64,
    /// Code of the channel.
    pub channel: String,
    /// Code of the letter it was made from.
    pub kind: String,
    /// What it said.
    pub text: String,
    /// The business day.
    pub on: NaiveDate,
    /// Who sent it.
    pub operator: String,
}

impl Act<'_> {
    /// Notes a message.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_message(
        &mut self,
        (home, account): (i64, i64),
        channel: &str,
        kind: &str,
        text: &str,
    ) -> Result<i64> {
        let words = [channel, kind, text].map(|word| Value::Text(word.to_owned()));
        let values: Vec<Value> =
            [Value::Integer(home), Value::Integer(account)].into_iter().chain(words).collect();
        self.post(&fact::MESSAGE, &values)
    }
}

impl Reading<'_> {
    /// The messages to an account, or to a home whoever it belonged to, or all; newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn messages(self, home: Option<i64>, until: NaiveDate) -> Result<Vec<Message>> {
        let mut statement = self.0.prepare_cached(
            "SELECT m.id, m.home_id, m.account_id, m.channel, m.kind, m.text, a.biz_date, a.operator
             FROM message m JOIN act a ON a.seq = m.act
             WHERE (?1 IS NULL OR m.home_id = ?1) AND a.biz_date <= ?2 ORDER BY m.id DESC",
        )?;
        let rows = statement.query_map((home, form::day(until)), |r| {
            Ok(Message {
                id: r.get(0)?,
                home: r.get(1)?,
                account: r.get(2)?,
                channel: r.get(3)?,
                kind: r.get(4)?,
                text: r.get(5)?,
                on: form::date(r.get(6)?).unwrap_or_default(),
                operator: r.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
