//! How letters reached those who owe, and what was decided on it afterwards.

use crate::document::{Document, document_of};
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};
use zhangfang_domain::Fen;
use zhangfang_domain::delivery::{Relation, Way};
use zhangfang_domain::limitation::{Event, Proof};

/// A doubtful delivery that a manager takes as proved.
pub const CONFIRMED: &str = "confirmed";
/// A delivery that was noted wrongly.
pub const VOID: &str = "void";

/// A delivery to be posted.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// The letter.
    pub document: i64,
    /// Home.
    pub home: i64,
    /// Account it was written to.
    pub account: i64,
    /// The way.
    pub way: Way,
    /// How well it is proved.
    pub grade: Proof,
    /// When it arrived, local time to the minute.
    pub at: NaiveDateTime,
    /// Who signed.
    pub signer: Option<String>,
    /// In which relation to who owes.
    pub relation: Option<Relation>,
    /// Why it was not signed for.
    pub refusal: Option<String>,
    /// Who of the neighbourhood committee was there.
    pub witness: Option<String>,
    /// Number of the waybill.
    pub waybill: Option<String>,
    /// What else is to be known.
    pub note: String,
}

/// What was decided on a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// [`CONFIRMED`] or [`VOID`].
    pub verdict: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// The business day.
    pub on: NaiveDate,
}

/// A delivery in the book.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its id.
    pub id: i64,
    /// As it was posted.
    pub what: NewDelivery,
    /// Who noted it.
    pub operator: String,
    /// What was decided on it last.
    pub review: Option<Review>,
}

impl Delivery {
    /// Whether it was noted wrongly.
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.review.as_ref().is_some_and(|r| r.verdict == VOID)
    }

    /// Whether a manager takes it as proved.
    #[must_use]
    pub fn confirmed(&self) -> bool {
        self.review.as_ref().is_some_and(|r| r.verdict == CONFIRMED)
    }

    /// Whether it interrupts limitation.
    #[must_use]
    pub fn counts(&self) -> bool {
        !self.is_void() && self.what.grade.counts(self.confirmed())
    }
}

/// A letter that asks somebody to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its document.
    pub document: Document,
    /// The business day it was made.
    pub on: NaiveDate,
    /// Home.
    pub home: i64,
    /// Account it was written to; the home's own where the letter names no charges.
    pub account: Option<i64>,
    /// How many charges it asks for.
    pub charges: i64,
}

impl Act<'_> {
    /// Posts a delivery.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_delivery(&mut self, new: &NewDelivery) -> Result<i64> {
        let text = |t: &str| Value::Text(t.to_owned());
        let maybe = |t: &Option<String>| t.as_deref().map_or(Value::Null, text);
        let id = self.post(
            &fact::DELIVERY,
            &[
                Value::Integer(new.document),
                Value::Integer(new.home),
                Value::Integer(new.account),
                text(new.way.code()),
                text(new.grade.code()),
                Value::Integer(form::minute(new.at)),
                maybe(&new.signer),
                new.relation.map_or(Value::Null, |r| text(r.code())),
                maybe(&new.refusal),
                maybe(&new.witness),
                maybe(&new.waybill),
                text(&new.note),
            ],
        )?;
        self.note("delivery", id);
        self.note("grade", new.grade.code());
        Ok(id)
    }

    /// Records what was decided on a delivery: [`CONFIRMED`] or [`VOID`].
    ///
    /// # Errors
    /// Database errors.
    pub fn review_delivery(&mut self, delivery: i64, verdict: &'static str, reason: &str) -> Result<i64> {
        self.note("delivery", delivery);
        self.note("verdict", verdict);
        let values =
            [Value::Integer(delivery), Value::Text(verdict.to_owned()), Value::Text(reason.to_owned())];
        self.post(&fact::DELIVERY_REVIEW, &values)
    }
}

const DELIVERIES: &str =
    "SELECT d.id, d.document_id, d.home_id, d.account_id, d.way, d.grade, d.at, d.signer, d.relation, d.refusal,
    d.witness, d.ems, d.note, t.operator,
    (SELECT json_array(v.verdict, v.reason, a.operator, a.biz_date) FROM delivery_review v JOIN act a ON a.seq = v.act
     WHERE v.delivery_id = d.id AND a.biz_date <= ?1 ORDER BY v.id DESC LIMIT 1)
  FROM delivery d JOIN act t ON t.seq = d.act";

fn delivery_of(r: &Row<'_>) -> Result<Delivery> {
    let text = |i: usize| r.get::<_, String>(i);
    let review: Option<(String, String, String, i64)> =
        r.get::<_, Option<String>>(14)?.map(|json| serde_json::from_str(&json)).transpose()?;
    Ok(Delivery {
        id: r.get(0)?,
        what: NewDelivery {
            document: r.get(1)?,
            home: r.get(2)?,
            account: r.get(3)?,
            way: Way::parse(&text(4)?).unwrap_or(Way::Board),
            grade: Proof::parse(&text(5)?).unwrap_or(Proof::E),
            at: form::moment(r.get(6)?),
            signer: r.get(7)?,
            relation: r.get::<_, Option<String>>(8)?.as_deref().and_then(Relation::parse),
            refusal: r.get(9)?,
            witness: r.get(10)?,
            waybill: r.get(11)?,
            note: text(12)?,
        },
        operator: text(13)?,
        review: review.map(|(verdict, reason, by, on)| Review {
            verdict,
            reason,
            by,
            on: form::date(on).unwrap_or_default(),
        }),
    })
}

impl Reading<'_> {
    /// The deliveries noted up to a day, oldest first: all, or those of one home.
    ///
    /// # Errors
    /// Database errors.
    pub fn deliveries(self, home: Option<i64>, as_of: NaiveDate) -> Result<Vec<Delivery>> {
        let sql =
            format!("{DELIVERIES} WHERE (?2 IS NULL OR d.home_id = ?2) AND t.biz_date <= ?1 ORDER BY d.id");
        let mut statement = self.0.prepare_cached(&sql)?;
        let mut rows = statement.query((form::day(as_of), home))?;
        let mut found = Vec::new();
        while let Some(r) = rows.next()? {
            found.push(delivery_of(r)?);
        }
        Ok(found)
    }

    /// A delivery.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn delivery(self, id: i64) -> Result<Delivery> {
        let sql = format!("{DELIVERIES} WHERE d.id = ?2");
        let mut statement = self.0.prepare_cached(&sql)?;
        let mut rows = statement.query((form::day(NaiveDate::MAX), id))?;
        match rows.next()? {
            Some(r) => delivery_of(r),
            None => Err(StoreError::NotFound { kind: "delivery", key: id.to_string() }),
        }
    }

    /// Which of some charges were demanded up to a day by letters whose delivery was noted, and how well that is proved.
    ///
    /// # Errors
    /// Database errors.
    pub fn demanded(self, charges: &[i64], until: NaiveDate) -> Result<Vec<(i64, Event)>> {
        let mut statement = self.0.prepare_cached(
            "SELECT k.charge_id, d.at, d.grade,
               (SELECT v.verdict FROM delivery_review v JOIN act a ON a.seq = v.act
                WHERE v.delivery_id = d.id AND a.biz_date <= ?2 ORDER BY v.id DESC LIMIT 1) AS verdict
             FROM json_each(?1) w JOIN document_charge k ON k.charge_id = w.value
             JOIN delivery d ON d.document_id = k.document_id JOIN act t ON t.seq = d.act
             WHERE t.biz_date <= ?2 AND verdict IS NOT ?3 ORDER BY 1, 2",
        )?;
        let rows = statement.query_map((serde_json::to_string(charges)?, form::day(until), VOID), |r| {
            let proof = Proof::parse(&r.get::<_, String>(2)?).unwrap_or(Proof::E);
            let confirmed = r.get::<_, Option<String>>(3)?.as_deref() == Some(CONFIRMED);
            Ok((r.get(0)?, Event::Demand { on: form::moment(r.get(1)?).date(), proof, confirmed }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The letters of some kinds made up to a day, newest first: all, or those of one home.
    ///
    /// # Errors
    /// Database errors.
    pub fn letters(self, kinds: &[&str], home: Option<i64>, as_of: NaiveDate) -> Result<Vec<Letter>> {
        let mut statement = self.0.prepare_cached(
            "SELECT d.id, d.kind, d.month, d.serial, d.subject, d.home_id, d.fen, d.as_of, a.biz_date,
               (SELECT c.account_id FROM document_charge k JOIN charge c ON c.id = k.charge_id WHERE k.document_id = d.id LIMIT 1),
               (SELECT count(*) FROM document_charge k WHERE k.document_id = d.id)
             FROM document d JOIN act a ON a.seq = d.act JOIN json_each(?1) w ON d.kind = w.value
             WHERE d.home_id IS NOT NULL AND (?2 IS NULL OR d.home_id = ?2) AND a.biz_date <= ?3 ORDER BY d.id DESC",
        )?;
        let rows = statement.query_map((serde_json::to_string(kinds)?, home, form::day(as_of)), |r| {
            let document = document_of(r)?;
            Ok(Letter {
                home: document.home.unwrap_or_default(),
                document,
                on: form::date(r.get(8)?).unwrap_or_default(),
                account: r.get(9)?,
                charges: r.get(10)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The total of a letter and its number by the document's id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn letter_number(self, document: i64) -> Result<(String, Fen)> {
        let sql = "SELECT id, kind, month, serial, subject, home_id, fen, as_of FROM document WHERE id = ?";
        let found = self.0.prepare_cached(sql)?.query_row([document], document_of).optional()?;
        let found =
            found.ok_or_else(|| StoreError::NotFound { kind: "document", key: document.to_string() })?;
        Ok((found.number(), Fen(found.fen.unwrap_or_default())))
    }
}
