//! Acts: every change is one, happens whole or not at all, and is chained into the journal.

use crate::fact::{self, BodyDigest, FactTable};
use crate::projection::Deltas;
use crate::{Book, Result, StoreError, edited, form};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use zhangfang_domain::Month;

/// What kind of act: a stable word such as `receipt.take`.
pub type ActCode = &'static str;

/// Who does something and when. `today` is the business date, `now` the time on the clock.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// Name of the person at the desk.
    pub operator: String,
    /// Business date of the act.
    pub today: NaiveDate,
    /// Local time of the act.
    pub now: NaiveDateTime,
    /// The same key twice is the same act: the second time nothing is written and the first result returned.
    pub key: Option<String>,
}

/// The outcome of an act.
#[derive(Clone, Debug)]
pub struct Posted<T> {
    /// Number of the act in the journal.
    pub act: i64,
    /// What it made.
    pub value: T,
    /// Whether this is the answer of an earlier act with the same key.
    pub replayed: bool,
}

/// A change under way. Facts are added through it; projections follow by themselves.
pub struct Act<'b> {
    pub(crate) tx: Transaction<'b>,
    seq: i64,
    today: NaiveDate,
    body: BodyDigest,
    next_ids: HashMap<&'static str, i64>,
    pub(crate) deltas: Deltas,
    pub(crate) touched_charges: BTreeSet<i64>,
    pub(crate) touched_payments: BTreeSet<i64>,
    pub(crate) edited: BTreeSet<&'static str>,
    detail: serde_json::Map<String, serde_json::Value>,
    reverses: Option<i64>,
}

impl Book {
    /// Runs a change as one act. When `work` fails nothing is kept.
    ///
    /// # Errors
    /// Whatever `work` refuses, [`StoreError::ReadOnly`], [`StoreError::KeyReused`], [`StoreError::Gated`],
    /// [`StoreError::DiskFull`] …
    pub fn transact<T, E>(
        &mut self,
        code: ActCode,
        occasion: &Occasion,
        work: impl FnOnce(&mut Act<'_>) -> Result<T, E>,
    ) -> Result<Posted<T>, E>
    where
        T: Serialize + DeserializeOwned,
        E: From<StoreError>,
    {
        if !self.is_writable() {
            return Err(StoreError::ReadOnly.into());
        }
        if let Some(earlier) = self.earlier(code, occasion)? {
            return Ok(earlier);
        }
        if let Some(gate) = self.gate {
            gate(self.reading(), code, occasion)?;
        }
        let rehearsing = self.rehearsing;
        let mut act = Act::begin(self, occasion).map_err(E::from)?;
        act.refuse_closed(Month::of(occasion.today)).map_err(E::from)?;
        let value = work(&mut act)?;
        let result = serde_json::to_string(&value).map_err(StoreError::from)?;
        let end = if rehearsing { Transaction::rollback } else { Transaction::commit };
        let act = act.finish(code, occasion, &result, end).map_err(E::from)?;
        Ok(Posted { act, value, replayed: false })
    }

    /// From now on acts are done to the end, checks and all, and then taken back instead of kept; or no longer.
    pub const fn rehearse(&mut self, rehearsing: bool) {
        self.rehearsing = rehearsing;
    }

    fn earlier<T: DeserializeOwned>(&self, code: ActCode, occasion: &Occasion) -> Result<Option<Posted<T>>> {
        let Some(key) = &occasion.key else { return Ok(None) };
        let found: Option<(i64, String, String)> = self
            .connection
            .query_row("SELECT seq, code, result FROM act WHERE idem = ?", [key], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?))
            })
            .optional()?;
        match found {
            None => Ok(None),
            Some((act, found, result)) if found == code => {
                Ok(Some(Posted { act, value: serde_json::from_str(&result)?, replayed: true }))
            }
            Some((_, found, _)) => Err(StoreError::KeyReused { key: key.clone(), code: found }),
        }
    }
}

impl<'b> Act<'b> {
    fn begin(book: &'b mut Book, occasion: &Occasion) -> Result<Self> {
        let tx = book.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let seq = 1 + last_seq(&tx)?;
        Ok(Self {
            tx,
            seq,
            today: occasion.today,
            body: BodyDigest::default(),
            next_ids: HashMap::new(),
            deltas: Deltas::default(),
            touched_charges: BTreeSet::new(),
            touched_payments: BTreeSet::new(),
            edited: BTreeSet::new(),
            detail: serde_json::Map::new(),
            reverses: None,
        })
    }

    /// Number of this act.
    #[must_use]
    pub const fn seq(&self) -> i64 {
        self.seq
    }

    /// Business date of this act.
    #[must_use]
    pub const fn today(&self) -> NaiveDate {
        self.today
    }

    /// Adds a word to what the journal says of this act.
    pub fn note(&mut self, key: &str, value: impl Into<serde_json::Value>) {
        self.detail.insert(key.to_owned(), value.into());
    }

    /// Says that this act takes back an earlier one.
    pub const fn reverses(&mut self, earlier: i64) {
        self.reverses = Some(earlier);
    }

    /// The next free id of a table.
    pub(crate) fn next_id(&mut self, table: &'static str) -> Result<i64> {
        if let Some(next) = self.next_ids.get_mut(table) {
            *next += 1;
            return Ok(*next);
        }
        let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {table}");
        let id = self.tx.query_row(&sql, [], |r| r.get(0))?;
        self.next_ids.insert(table, id);
        Ok(id)
    }

    /// Posts one fact; `rest` are the columns after `id` and `act`. Returns its id.
    pub(crate) fn post(&mut self, table: &'static FactTable, rest: &[Value]) -> Result<i64> {
        let id = self.next_id(table.name)?;
        let head = [Value::Integer(id), Value::Integer(self.seq)];
        let digest = fact::row_digest(head.iter().chain(rest).map(ValueRef::from));
        self.body.add(fact::position(table), &digest);
        let seal = Value::Integer(fact::seal(&digest));
        let mut statement = self.tx.prepare_cached(table.insert)?;
        let values = head.iter().chain(rest).chain(std::iter::once(&seal));
        statement.execute(params_from_iter(values.map(|v| ToSqlOutput::Borrowed(ValueRef::from(v)))))?;
        Ok(id)
    }

    fn finish(
        mut self,
        code: ActCode,
        occasion: &Occasion,
        result: &str,
        end: impl FnOnce(Transaction<'b>) -> rusqlite::Result<()>,
    ) -> Result<i64> {
        let deltas = std::mem::take(&mut self.deltas);
        deltas.write(&self.tx)?;
        self.check_touched()?;
        let seals = self.seals_of_edited()?;
        if !seals.is_empty() {
            self.note(edited::SEALED, seals);
        }
        let facts = i64::try_from(self.body.rows()).unwrap_or(i64::MAX);
        let row = ActRow {
            seq: self.seq,
            at: occasion.now.format("%Y-%m-%dT%H:%M:%S").to_string(),
            biz_date: form::day(occasion.today),
            operator: occasion.operator.clone(),
            code: code.to_owned(),
            detail: serde_json::Value::Object(self.detail).to_string(),
            result: result.to_owned(),
            idem: occasion.key.clone(),
            reverses: self.reverses,
            facts,
            body_hash: self.body.finish().to_vec(),
        };
        let previous = previous_hash(&self.tx, self.seq)?;
        let hash = row.chained(&previous);
        self.tx.prepare_cached("INSERT INTO act VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")?.execute((
            row.seq,
            &row.at,
            row.biz_date,
            &row.operator,
            &row.code,
            &row.detail,
            &row.result,
            &row.idem,
            row.reverses,
            row.facts,
            &row.body_hash,
            &hash[..],
        ))?;
        end(self.tx)?;
        Ok(self.seq)
    }
}

/// A journal row as it is hashed.
pub(crate) struct ActRow {
    pub seq: i64,
    pub at: String,
    pub biz_date: i64,
    pub operator: String,
    pub code: String,
    pub detail: String,
    pub result: String,
    pub idem: Option<String>,
    pub reverses: Option<i64>,
    pub facts: i64,
    pub body_hash: Vec<u8>,
}

impl ActRow {
    /// The hash of this row on top of the one before.
    pub fn chained(&self, previous: &[u8]) -> [u8; 32] {
        let text = |t: &'_ str| Value::Text(t.to_owned());
        let values = [
            Value::Integer(self.seq),
            text(&self.at),
            Value::Integer(self.biz_date),
            text(&self.operator),
            text(&self.code),
            text(&self.detail),
            text(&self.result),
            self.idem.clone().map_or(Value::Null, Value::Text),
            self.reverses.map_or(Value::Null, Value::Integer),
            Value::Integer(self.facts),
            Value::Blob(self.body_hash.clone()),
        ];
        let mut hash = Sha256::new();
        hash.update(previous);
        hash.update(fact::row_digest(values.iter().map(ValueRef::from)));
        hash.finalize().into()
    }
}

fn last_seq(tx: &Transaction<'_>) -> Result<i64> {
    Ok(tx.query_row("SELECT coalesce(max(seq), 0) FROM act", [], |r| r.get(0))?)
}

fn previous_hash(tx: &Transaction<'_>, seq: i64) -> Result<Vec<u8>> {
    let found = tx.query_row("SELECT hash FROM act WHERE seq = ?", [seq - 1], |r| r.get(0)).optional()?;
    Ok(found.unwrap_or_default())
}

/// One line of the journal, for looking at.
#[derive(Clone, Debug, Serialize)]
pub struct JournalLine {
    /// Number of the act.
    pub act: i64,
    /// Local time, `yyyy-mm-ddThh:mm:ss`.
    pub at: String,
    /// Business date.
    pub biz_date: NaiveDate,
    /// Who.
    pub operator: String,
    /// What kind of act.
    pub code: String,
    /// What it touched, as JSON.
    pub detail: serde_json::Value,
    /// The act it takes back.
    pub reverses: Option<i64>,
    /// How many facts it posted.
    pub facts: i64,
}

impl Book {
    /// The last `limit` acts, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn journal(&self, limit: u32) -> Result<Vec<JournalLine>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, at, biz_date, operator, code, detail, reverses, facts FROM act ORDER BY seq DESC LIMIT ?",
        )?;
        let mut rows = statement.query([limit])?;
        let mut lines = Vec::new();
        while let Some(r) = rows.next()? {
            let mut detail: serde_json::Value = serde_json::from_str(&r.get::<_, String>(5)?)?;
            if let Some(words) = detail.as_object_mut() {
                words.remove(edited::SEALED);
            }
            lines.push(JournalLine {
                act: r.get(0)?,
                at: r.get(1)?,
                biz_date: form::date(r.get(2)?).unwrap_or_default(),
                operator: r.get(3)?,
                code: r.get(4)?,
                detail,
                reverses: r.get(6)?,
                facts: r.get(7)?,
            });
        }
        Ok(lines)
    }
}
