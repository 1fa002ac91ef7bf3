//! What passed between the office and somebody who owes, and how they want to be reached.

use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};
use std::collections::HashMap;
use zhangfang_domain::contact::{ArrearsReason, Basis, Channel, Made, Outcome, Source};

/// A contact to be posted.
#[derive(Clone, Debug)]
pub struct NewContact {
    /// Home.
    pub home: i64,
    /// Account of who was contacted.
    pub account: i64,
    /// The way.
    pub channel: Channel,
    /// Whether they came to the office, and not the office to them.
    pub incoming: bool,
    /// When, local time to the minute.
    pub at: NaiveDateTime,
    /// What they want, in their words.
    pub wish: String,
    /// Why they owe, as far as it was learnt.
    pub reason: ArrearsReason,
    /// What came of it.
    pub outcome: Outcome,
    /// What else was said about fees and service.
    pub note: String,
    /// The day somebody looks again.
    pub next_day: Option<NaiveDate>,
    /// Why a manager allowed it above a cap.
    pub over_cap: Option<String>,
}

/// A contact in the book.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Its id.
    pub id: i64,
    /// As it was posted.
    pub what: NewContact,
    /// Who noted it.
    pub operator: String,
    /// Why it counts no more, if so.
    pub void: Option<String>,
}

/// How somebody wants to be reached, and where that is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactTerms {
    /// Account.
    pub account: i64,
    /// Address for service agreed in writing.
    pub address: Option<String>,
    /// Number or account for messages agreed in writing.
    pub number: Option<String>,
    /// Where that is known from.
    pub source: Source,
    /// Why it may be kept.
    pub basis: Basis,
    /// The hours they asked for: minutes of the day, the second not included.
    pub hours: Option<(u32, u32)>,
}

impl Act<'_> {
    /// Posts a contact.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_contact(&mut self, new: &NewContact) -> Result<i64> {
        let text = |t: &str| Value::Text(t.to_owned());
        let id = self.post(
            &fact::CONTACT,
            &[
                Value::Integer(new.home),
                Value::Integer(new.account),
                text(new.channel.code()),
                Value::Integer(new.incoming.into()),
                Value::Integer(form::minute(new.at)),
                text(&new.wish),
                text(new.reason.code()),
                text(new.outcome.code()),
                text(&new.note),
                new.next_day.map_or(Value::Null, |day| Value::Integer(form::day(day))),
                new.over_cap.as_deref().map_or(Value::Null, text),
            ],
        )?;
        self.note("contact", id);
        self.note("channel", new.channel.code());
        Ok(id)
    }

    /// Records that a contact was noted wrongly and counts no more.
    ///
    /// # Errors
    /// Database errors, also when it was void before.
    pub fn void_contact(&mut self, contact: i64, reason: &str) -> Result<i64> {
        self.note("contact", contact);
        self.post(&fact::CONTACT_VOID, &[Value::Integer(contact), Value::Text(reason.to_owned())])
    }

    /// Sets how somebody wants to be reached.
    ///
    /// # Errors
    /// Database errors.
    pub fn set_contact_terms(&mut self, terms: &ContactTerms) -> Result<()> {
        self.edits(&["contact_terms"]);
        let (from, to) = (terms.hours.map(|h| h.0), terms.hours.map(|h| h.1));
        self.tx
            .prepare_cached("INSERT INTO contact_terms VALUES (?1,?2,?3,?4,?5,?6,?7) ON CONFLICT DO UPDATE SET address=?2, number=?3, source=?4, basis=?5, from_minute=?6, to_minute=?7")?
            .execute((terms.account, &terms.address, &terms.number, terms.source.code(), terms.basis.code(), from, to))?;
        self.note("account", terms.account);
        Ok(())
    }
}

const CONTACTS: &str =
    "SELECT c.id, c.home_id, c.account_id, c.channel, c.incoming, c.at, c.wish, c.reason, c.outcome, c.note,
    c.next_day, c.over_cap, t.operator, v.reason
  FROM contact c JOIN act t ON t.seq = c.act LEFT JOIN contact_void v ON v.contact_id = c.id";

fn contact_of(r: &Row<'_>) -> rusqlite::Result<Contact> {
    let text = |i: usize| r.get::<_, String>(i);
    Ok(Contact {
        id: r.get(0)?,
        what: NewContact {
            home: r.get(1)?,
            account: r.get(2)?,
            channel: Channel::parse(&text(3)?).unwrap_or(Channel::Desk),
            incoming: r.get(4)?,
            at: form::moment(r.get(5)?),
            wish: text(6)?,
            reason: ArrearsReason::parse(&text(7)?).unwrap_or(ArrearsReason::Unknown),
            outcome: Outcome::parse(&text(8)?).unwrap_or(Outcome::Informed),
            note: text(9)?,
            next_day: r.get::<_, Option<i64>>(10)?.and_then(form::date),
            over_cap: r.get(11)?,
        },
        operator: r.get(12)?,
        void: r.get(13)?,
    })
}

impl Reading<'_> {
    /// The contacts with one account up to a day, oldest first, those noted wrongly included.
    ///
    /// # Errors
    /// Database errors.
    pub fn contacts_with(self, account: i64, as_of: NaiveDate) -> Result<Vec<Contact>> {
        let sql = format!("{CONTACTS} WHERE c.account_id = ? AND t.biz_date <= ? ORDER BY c.at, c.id");
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map((account, form::day(as_of)), contact_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every contact of a home or of all up to a day, oldest first, those noted wrongly included.
    ///
    /// # Errors
    /// Database errors.
    pub fn contacts(self, home: Option<i64>, as_of: NaiveDate) -> Result<Vec<Contact>> {
        let sql = format!(
            "{CONTACTS} WHERE (?1 IS NULL OR c.home_id = ?1) AND t.biz_date <= ?2 ORDER BY c.at, c.id"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map((home, form::day(as_of)), contact_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest contact of each account up to a day that still counts.
    ///
    /// # Errors
    /// Database errors.
    pub fn last_contacts(self, as_of: NaiveDate) -> Result<HashMap<i64, Contact>> {
        let sql = format!("{CONTACTS} WHERE v.id IS NULL AND t.biz_date <= ? ORDER BY c.at, c.id");
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map([form::day(as_of)], contact_of)?;
        rows.map(|row| row.map(|c| (c.what.account, c)).map_err(Into::into)).collect()
    }

    /// A contact.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn contact(self, id: i64) -> Result<Contact> {
        let sql = format!("{CONTACTS} WHERE c.id = ?");
        let found = self.0.prepare_cached(&sql)?.query_row([id], contact_of).optional()?;
        found.ok_or_else(|| StoreError::NotFound { kind: "contact", key: id.to_string() })
    }

    /// What the office did to reach each account since a moment: what counts against the caps.
    ///
    /// # Errors
    /// Database errors.
    pub fn made_since(self, from: NaiveDateTime) -> Result<HashMap<i64, Vec<Made>>> {
        let sql = "SELECT c.account_id, c.channel, c.at FROM contact c
          WHERE c.at >= ? AND c.incoming = 0 AND NOT EXISTS (SELECT 1 FROM contact_void v WHERE v.contact_id = c.id) ORDER BY c.at";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([form::minute(from)], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, i64>(2)?))
        })?;
        let mut made: HashMap<i64, Vec<Made>> = HashMap::new();
        for row in rows {
            let (account, channel, at) = row?;
            let channel = Channel::parse(&channel).unwrap_or(Channel::Desk);
            made.entry(account).or_default().push(Made { channel, at: form::moment(at) });
        }
        Ok(made)
    }

    /// How everybody who said so wants to be reached, by account.
    ///
    /// # Errors
    /// Database errors.
    pub fn contact_terms(self) -> Result<HashMap<i64, ContactTerms>> {
        let mut statement = self.0.prepare_cached("SELECT * FROM contact_terms")?;
        let rows = statement.query_map([], |r| {
            let (from, to): (Option<u32>, Option<u32>) = (r.get(5)?, r.get(6)?);
            let terms = ContactTerms {
                account: r.get(0)?,
                address: r.get(1)?,
                number: r.get(2)?,
                source: Source::parse(&r.get::<_, String>(3)?).unwrap_or(Source::Owner),
                basis: Basis::parse(&r.get::<_, String>(4)?).unwrap_or(Basis::Contract),
                hours: from.zip(to),
            };
            Ok((terms.account, terms))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
