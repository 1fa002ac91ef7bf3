//! Agreements to pay in instalments, and promises to pay.

use crate::document::Document;
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::instalment::Instalment;

/// An agreement to be posted; it is signed on the day of the act.
#[derive(Clone, Debug)]
pub struct NewAgreement {
    /// Home.
    pub home: i64,
    /// Account that owes.
    pub account: i64,
    /// The charges and what of each was open, oldest due first.
    pub charges: Vec<(i64, Fen)>,
    /// The schedule.
    pub schedule: Vec<Instalment>,
    /// Code of what becomes of late charges.
    pub late: &'static str,
    /// After how many days a missed instalment breaks it.
    pub breach_days: u32,
    /// What else was agreed.
    pub note: Option<String>,
}

/// An agreement in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Its id.
    pub id: i64,
    /// The act that posted it.
    pub act: i64,
    /// Its document number.
    pub number: String,
    /// Home.
    pub home: i64,
    /// Account that owes.
    pub account: i64,
    /// The day of signing.
    pub signed: NaiveDate,
    /// The debt acknowledged.
    pub fen: Fen,
    /// Code of what becomes of late charges.
    pub late: String,
    /// After how many days a missed instalment breaks it.
    pub breach_days: u32,
    /// What else was agreed.
    pub note: Option<String>,
    /// The charges and what of each was open.
    pub charges: Vec<(i64, Fen)>,
    /// The schedule.
    pub schedule: Vec<Instalment>,
    /// How it ended, if it did.
    pub end: Option<AgreementEnd>,
}

/// How an agreement ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementEnd {
    /// `broken` or `dissolved`.
    pub how: String,
    /// Business date.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

impl AgreementEnd {
    /// Whether the debtor broke it, so that all that is left fell due.
    #[must_use]
    pub fn broken(&self) -> bool {
        self.how == BROKEN
    }
}

/// Code of an agreement the debtor broke.
pub const BROKEN: &str = "broken";
/// Code of an agreement both dissolved.
pub const DISSOLVED: &str = "dissolved";

/// A promise to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Its id.
    pub id: i64,
    /// The act that recorded it.
    pub act: i64,
    /// Home.
    pub home: i64,
    /// Account.
    pub account: i64,
    /// The day it was made.
    pub made: NaiveDate,
    /// How much.
    pub fen: Fen,
    /// Until when.
    pub due: NaiveDate,
    /// Whether it can be shown.
    pub provable: bool,
    /// In which words.
    pub note: String,
}

impl Act<'_> {
    /// Posts an agreement with its charges and schedule, under a document number.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_agreement(&mut self, new: &NewAgreement, document: &Document) -> Result<i64> {
        let total: Fen = new.charges.iter().map(|(_, fen)| *fen).sum();
        let id = self.post(
            &fact::AGREEMENT,
            &[
                Value::Integer(document.id),
                Value::Integer(new.home),
                Value::Integer(new.account),
                Value::Integer(total.0),
                Value::Text(new.late.to_owned()),
                Value::Integer(new.breach_days.into()),
                new.note.clone().map_or(Value::Null, Value::Text),
            ],
        )?;
        self.note("agreement", document.number());
        for (charge, fen) in &new.charges {
            let values = [Value::Integer(id), Value::Integer(*charge), Value::Integer(fen.0)];
            self.post(&fact::AGREEMENT_CHARGE, &values)?;
        }
        for line in &new.schedule {
            let values =
                [Value::Integer(id), Value::Integer(form::day(line.due)), Value::Integer(line.amount.0)];
            self.post(&fact::INSTALMENT, &values)?;
        }
        Ok(id)
    }

    /// Records that an agreement ended: [`BROKEN`] or [`DISSOLVED`].
    ///
    /// # Errors
    /// Database errors, also when it ended before.
    pub fn end_agreement(&mut self, agreement: &Agreement, how: &'static str, reason: &str) -> Result<()> {
        self.note("agreement", agreement.number.as_str());
        self.note("how", how);
        let values =
            [Value::Integer(agreement.id), Value::Text(how.to_owned()), Value::Text(reason.to_owned())];
        self.post(&fact::AGREEMENT_END, &values)?;
        Ok(())
    }

    /// Records a promise (its id, act and day are ignored) and the charges it acknowledges.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_promise(&mut self, new: &Promise, charges: &[i64]) -> Result<i64> {
        let values = [
            Value::Integer(new.home),
            Value::Integer(new.account),
            Value::Integer(new.fen.0),
            Value::Integer(form::day(new.due)),
            Value::Integer(new.provable.into()),
            Value::Text(new.note.clone()),
        ];
        let id = self.post(&fact::PROMISE, &values)?;
        for charge in charges {
            self.post(&fact::PROMISE_CHARGE, &[Value::Integer(id), Value::Integer(*charge)])?;
        }
        self.note("promise", id);
        self.note("fen", new.fen.0);
        Ok(id)
    }

    /// Says that a promise waits for a ticket to be closed.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_promise_condition(&mut self, promise: i64, ticket: i64) -> Result<i64> {
        self.note("ticket", ticket);
        self.post(&fact::PROMISE_CONDITION, &[Value::Integer(promise), Value::Integer(ticket)])
    }

    /// Records that a promise was noted wrongly: it acknowledges nothing and is waited for no more.
    ///
    /// # Errors
    /// Database errors, also when it was void before.
    pub fn void_promise(&mut self, promise: i64, reason: &str) -> Result<i64> {
        self.note("promise", promise);
        self.post(&fact::PROMISE_VOID, &[Value::Integer(promise), Value::Text(reason.to_owned())])
    }
}

impl Reading<'_> {
    /// Agreements signed up to a day, oldest first: all, or those of one home. Ends after that day are left out.
    ///
    /// # Errors
    /// Database errors.
    pub fn agreements(self, home: Option<i64>, until: NaiveDate) -> Result<Vec<Agreement>> {
        let mut statement = self.0.prepare_cached(
            "SELECT g.id, g.act, d.kind, d.month, d.serial, g.home_id, g.account_id, t.biz_date, g.fen, g.late,
               g.breach_days, g.note, e.how, et.biz_date, e.reason
             FROM agreement g JOIN document d ON d.id = g.document_id JOIN act t ON t.seq = g.act
             LEFT JOIN (agreement_end e JOIN act et ON et.seq = e.act AND et.biz_date <= ?2) ON e.agreement_id = g.id
             WHERE (?1 IS NULL OR g.home_id = ?1) AND t.biz_date <= ?2 ORDER BY g.id",
        )?;
        let mut rows = statement.query((home, form::day(until)))?;
        let mut agreements = Vec::new();
        while let Some(r) = rows.next()? {
            let id: i64 = r.get(0)?;
            let (kind, month, serial): (String, i64, i64) = (r.get(2)?, r.get(3)?, r.get(4)?);
            let end = match r.get::<_, Option<String>>(12)? {
                None => None,
                Some(how) => Some(AgreementEnd {
                    how,
                    on: form::date(r.get(13)?).unwrap_or_default(),
                    reason: r.get(14)?,
                }),
            };
            agreements.push(Agreement {
                id,
                act: r.get(1)?,
                number: format!("{kind}-{month:06}-{serial:05}"),
                home: r.get(5)?,
                account: r.get(6)?,
                signed: form::date(r.get(7)?).unwrap_or_default(),
                fen: Fen(r.get(8)?),
                late: r.get(9)?,
                breach_days: r.get(10)?,
                note: r.get(11)?,
                charges: self.charges_of_agreement(id)?,
                schedule: self.schedule_of(id)?,
                end,
            });
        }
        Ok(agreements)
    }

    /// The agreement with a document number, as it stands now.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn agreement(self, number: &str) -> Result<Agreement> {
        let mut all = self.agreements(None, NaiveDate::MAX)?;
        all.retain(|a| a.number == number);
        all.pop().ok_or_else(|| StoreError::NotFound { kind: "agreement", key: number.to_owned() })
    }

    fn charges_of_agreement(self, agreement: i64) -> Result<Vec<(i64, Fen)>> {
        let sql = "SELECT charge_id, fen FROM agreement_charge WHERE agreement_id = ? ORDER BY id";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([agreement], |r| Ok((r.get(0)?, Fen(r.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn schedule_of(self, agreement: i64) -> Result<Vec<Instalment>> {
        let sql = "SELECT due, fen FROM instalment WHERE agreement_id = ? ORDER BY id";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([agreement], |r| {
            Ok(Instalment { due: form::date(r.get(0)?).unwrap_or_default(), amount: Fen(r.get(1)?) })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What was settled on the charges of an agreement after it was signed, up to a day, with or without money.
    ///
    /// # Errors
    /// Database errors.
    pub fn settled_since(self, agreement: &Agreement, until: NaiveDate) -> Result<Fen> {
        let sum: i64 = self
            .0
            .prepare_cached(
                "SELECT coalesce(sum(fen), 0) FROM (
                   SELECT l.fen FROM agreement_charge g JOIN allocation l ON l.charge_id = g.charge_id
                   JOIN act t ON t.seq = l.act WHERE g.agreement_id = ?1 AND l.act > ?2 AND t.biz_date <= ?3
                   UNION ALL
                   SELECT a.fen FROM agreement_charge g JOIN adjustment a ON a.charge_id = g.charge_id
                   JOIN act t ON t.seq = a.act WHERE g.agreement_id = ?1 AND a.act > ?2 AND t.biz_date <= ?3)",
            )?
            .query_row((agreement.id, agreement.act, form::day(until)), |r| r.get(0))?;
        Ok(Fen(sum))
    }

    /// Promises made up to a day, oldest first: all, or those of one home.
    ///
    /// # Errors
    /// Database errors.
    pub fn promises(self, home: Option<i64>, until: NaiveDate) -> Result<Vec<Promise>> {
        let mut statement = self.0.prepare_cached(
            "SELECT p.id, p.act, p.home_id, p.account_id, t.biz_date, p.fen, p.due, p.provable, p.note
             FROM promise p JOIN act t ON t.seq = p.act
             WHERE (?1 IS NULL OR p.home_id = ?1) AND t.biz_date <= ?2
               AND NOT EXISTS (SELECT 1 FROM promise_void v WHERE v.promise_id = p.id) ORDER BY p.id",
        )?;
        let rows = statement.query_map((home, form::day(until)), |r| {
            Ok(Promise {
                id: r.get(0)?,
                act: r.get(1)?,
                home: r.get(2)?,
                account: r.get(3)?,
                made: form::date(r.get(4)?).unwrap_or_default(),
                fen: Fen(r.get(5)?),
                due: form::date(r.get(6)?).unwrap_or_default(),
                provable: r.get(7)?,
                note: r.get(8)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The ticket each promise waits for.
    ///
    /// # Errors
    /// Database errors.
    pub fn promise_conditions(self) -> Result<HashMap<i64, i64>> {
        let mut statement = self.0.prepare_cached("SELECT promise_id, ticket_id FROM promise_condition")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What receipts brought to the account of a promise after it was made, up to a day; voided ones are left out.
    ///
    /// # Errors
    /// Database errors.
    pub fn brought_since(self, promise: &Promise, until: NaiveDate) -> Result<Fen> {
        let sum: i64 = self
            .0
            .prepare_cached(
                "SELECT coalesce(sum(p.fen), 0) FROM payment p JOIN receipt r ON r.id = p.receipt_id
                 WHERE p.home_id = ?1 AND p.account_id = ?2 AND p.act > ?3 AND r.biz_date <= ?4
                   AND p.reverses IS NULL AND p.act = r.act
                   AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = p.receipt_id)",
            )?
            .query_row((promise.home, promise.account, promise.act, form::day(until)), |r| r.get(0))?;
        Ok(Fen(sum))
    }

    /// The charges acknowledged by promises that can be shown, each with the day of the promise, up to a day.
    ///
    /// # Errors
    /// Database errors.
    pub fn acknowledged(self, charges: &[i64], until: NaiveDate) -> Result<Vec<(i64, NaiveDate)>> {
        let mut statement = self.0.prepare_cached(
            "SELECT k.charge_id, t.biz_date FROM json_each(?1) w JOIN promise_charge k ON k.charge_id = w.value
             JOIN promise p ON p.id = k.promise_id AND p.provable = 1 JOIN act t ON t.seq = p.act
             WHERE t.biz_date <= ?2 AND NOT EXISTS (SELECT 1 FROM promise_void v WHERE v.promise_id = p.id) ORDER BY 1, 2",
        )?;
        let rows = statement.query_map((serde_json::to_string(charges)?, form::day(until)), |r| {
            Ok((r.get(0)?, form::date(r.get(1)?).unwrap_or_default()))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
