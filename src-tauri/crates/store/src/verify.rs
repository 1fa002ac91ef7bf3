//! The whole book held against itself: file, chain, seals, numbers, sums. Every finding names the row.

mod identity;

use crate::act::ActRow;
use crate::charge::Charge;
use crate::fact::{self, BodyDigest, FACT_TABLES};
use crate::{Book, Reading, Result, StoreError, attachment, edited, migrate, projection};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Statement};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use zhangfang_domain::tariff::{self, Rounding};

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which check: `file`, `reference`, `schema`, `register`, `chain`, `seal`, `act`, `receipt-number`,
    /// `amount`, `attachment`, `identity`, `projection`, `unreadable`.
    pub check: &'static str,
    /// The row: table and id, or projection and key.
    pub row: String,
    /// What is wrong.
    pub detail: String,
}

/// The result of [`Book::verify`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Acts read.
    pub acts: u64,
    /// Facts read.
    pub facts: u64,
    /// What is wrong; empty in a sound book.
    pub findings: Vec<Finding>,
}

impl Verification {
    fn find(&mut self, check: &'static str, row: impl Into<String>, detail: impl Into<String>) {
        self.findings.push(Finding { check, row: row.into(), detail: detail.into() });
    }
}

const MOST_PER_CHECK: u32 = 20;

type Check = fn(&Connection, &mut Verification) -> Result<()>;

/// Every check of a readable file, each with what it reads.
const CHECKS: [(&str, Check); 9] = [
    ("references", check_references),
    ("schema", check_schema),
    ("journal", check_journal),
    ("register", check_edited),
    ("receipts", check_receipt_numbers),
    ("charges", check_amounts),
    ("attachments", check_attachments),
    ("facts", check_identities),
    ("projections", check_projections),
];

impl Book {
    /// Checks everything. Writes nothing.
    ///
    /// # Errors
    /// Only when the book cannot be read at all; what is wrong in it is a finding.
    pub fn verify(&self) -> Result<Verification> {
        let mut result = Verification::default();
        let connection = &self.connection;
        check_file(connection, &mut result)?;
        if !result.findings.is_empty() {
            return Ok(result);
        }
        for (part, check) in CHECKS {
            match check(connection, &mut result) {
                Err(StoreError::Damaged { detail }) => result.find("unreadable", part, detail),
                Err(error @ (StoreError::Database(_) | StoreError::Stored(_))) => {
                    result.find("unreadable", part, error.to_string());
                }
                done => done?,
            }
        }
        Ok(result)
    }

    /// Makes the projections anew from the facts.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], database errors; on any error nothing is changed.
    pub fn rebuild_projections(&mut self) -> Result<()> {
        if !self.is_writable() {
            return Err(StoreError::ReadOnly);
        }
        let tx = self.connection.transaction()?;
        projection::rebuild(&tx)?;
        Ok(tx.commit()?)
    }
}

fn check_file(connection: &Connection, result: &mut Verification) -> Result<()> {
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({MOST_PER_CHECK})"))?;
    let mut rows = statement.query([])?;
    while let Some(r) = rows.next()? {
        let line: String = r.get(0)?;
        if line != "ok" {
            result.find("file", "file", line);
        }
    }
    Ok(())
}

fn check_references(connection: &Connection, result: &mut Verification) -> Result<()> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(r) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
        result.find(
            "reference",
            format!("{table} id={}", id.unwrap_or_default()),
            format!("points at no {parent}"),
        );
    }
    Ok(())
}

/// The tables, indexes and triggers must be those the migrations make: a trigger that is gone guards nothing.
fn check_schema(connection: &Connection, result: &mut Verification) -> Result<()> {
    let read = |connection: &Connection| -> Result<BTreeMap<String, [Option<String>; 3]>> {
        let mut statement = connection.prepare("SELECT name, type, tbl_name, sql FROM sqlite_schema")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, [r.get(1)?, r.get(2)?, r.get(3)?])))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let mut fresh = Connection::open_in_memory()?;
    migrate::migrate(&mut fresh, migrate::MIGRATIONS)?;
    let (found, expected) = (read(connection)?, read(&fresh)?);
    let names: BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    for name in names.into_iter().filter(|n| found.get(*n) != expected.get(*n)) {
        result.find("schema", name, "is not as the migrations make it");
    }
    Ok(())
}

/// A fact table read in posting order beside the journal.
struct Cursor<'r> {
    table: usize,
    rows: rusqlite::Rows<'r>,
    /// The row waiting: its act, digest, seal and id.
    waiting: Option<(i64, [u8; 32], i64, i64)>,
}

impl<'r> Cursor<'r> {
    fn new(table: usize, statement: &'r mut Statement<'_>) -> Result<Self> {
        let mut cursor = Self { table, rows: statement.query([])?, waiting: None };
        cursor.advance()?;
        Ok(cursor)
    }

    fn advance(&mut self) -> Result<()> {
        self.waiting = match self.rows.next()? {
            None => None,
            Some(row) => {
                let values = row_values(row)?;
                let seal_at = values.len() - 1;
                let digest = fact::row_digest(values[..seal_at].iter().copied());
                Some((row.get(1)?, digest, row.get(seal_at)?, row.get(0)?))
            }
        };
        Ok(())
    }

    /// Passes over rows of acts before `seq`: their act has gone by or never was. The first of each is named.
    fn skip_orphans(&mut self, seq: i64, result: &mut Verification) -> Result<()> {
        let mut named = None;
        while let Some((act, _, _, id)) = self.waiting.filter(|w| w.0 < seq) {
            if named != Some(act) {
                let row = format!("{} id={id}", FACT_TABLES[self.table].name);
                result.find(
                    "act",
                    row,
                    format!("belongs to act {act}, which the journal does not have in order"),
                );
                named = Some(act);
            }
            self.advance()?;
        }
        Ok(())
    }
}

fn row_values<'r>(row: &'r Row<'_>) -> Result<Vec<ValueRef<'r>>> {
    let count = row.as_ref().column_count();
    Ok((0..count).map(|i| row.get_ref(i)).collect::<rusqlite::Result<_>>()?)
}

/// Reads the journal and all facts side by side: the chain, each act's digest, each row's seal.
fn check_journal(connection: &Connection, result: &mut Verification) -> Result<()> {
    let mut statements = FACT_TABLES
        .iter()
        .map(|t| connection.prepare(&format!("SELECT * FROM {} ORDER BY id", t.name)))
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut cursors =
        statements.iter_mut().enumerate().map(|(i, s)| Cursor::new(i, s)).collect::<Result<Vec<_>>>()?;
    let mut previous = Vec::new();
    let mut acts = connection.prepare(ACTS)?;
    let mut rows = acts.query([])?;
    while let Some(r) = rows.next()? {
        let (row, hash) = act_row(r)?;
        result.acts += 1;
        if row.chained(&previous)[..] != hash[..] {
            result.find(
                "chain",
                format!("act seq={}", row.seq),
                "the row was changed or one before it is missing",
            );
        }
        previous = hash;
        let (body, named) = facts_of(row.seq, &mut cursors, result)?;
        let count = body.rows();
        let same = body.finish()[..] == row.body_hash[..] && i64::try_from(count) == Ok(row.facts);
        if !same && !named {
            let detail = format!("its facts were {} when posted and are {count}, or were changed", row.facts);
            result.find("act", format!("act seq={} ({})", row.seq, row.code), detail);
        }
    }
    for cursor in &mut cursors {
        cursor.skip_orphans(i64::MAX, result)?;
    }
    Ok(())
}

/// Takes the rows of one act from every cursor. Says also whether a row was named for a broken seal.
fn facts_of(seq: i64, cursors: &mut [Cursor<'_>], result: &mut Verification) -> Result<(BodyDigest, bool)> {
    let mut body = BodyDigest::default();
    let mut named = false;
    for cursor in cursors {
        cursor.skip_orphans(seq, result)?;
        while let Some((act, digest, seal, id)) = cursor.waiting.filter(|w| w.0 == seq) {
            result.facts += 1;
            if fact::seal(&digest) != seal {
                named = true;
                let row = format!("{} id={id}", FACT_TABLES[cursor.table].name);
                result.find("seal", row, format!("was changed after act {act} posted it"));
            }
            body.add(cursor.table, &digest);
            cursor.advance()?;
        }
    }
    Ok((body, named))
}

const ACTS: &str =
    "SELECT seq, at, biz_date, operator, code, detail, result, idem, reverses, facts, body_hash, hash
  FROM act ORDER BY seq";

fn act_row(r: &Row<'_>) -> Result<(ActRow, Vec<u8>)> {
    let row = ActRow {
        seq: r.get(0)?,
        at: r.get(1)?,
        biz_date: r.get(2)?,
        operator: r.get(3)?,
        code: r.get(4)?,
        detail: r.get(5)?,
        result: r.get(6)?,
        idem: r.get(7)?,
        reverses: r.get(8)?,
        facts: r.get(9)?,
        body_hash: r.get(10)?,
    };
    Ok((row, r.get(11)?))
}

/// The first act whose hash does not follow from the one before it.
pub(crate) fn broken_link(connection: &Connection) -> Result<Option<i64>> {
    let mut statement = connection.prepare(ACTS)?;
    let mut rows = statement.query([])?;
    let (mut previous, mut expected) = (Vec::new(), 1);
    while let Some(r) = rows.next()? {
        let (row, hash) = act_row(r)?;
        if row.seq != expected || row.chained(&previous)[..] != hash[..] {
            return Ok(Some(row.seq));
        }
        previous = hash;
        expected += 1;
    }
    Ok(None)
}

fn check_edited(connection: &Connection, result: &mut Verification) -> Result<()> {
    for table in edited::changed_behind_our_back(connection)? {
        result.find("register", table, "is not what the last act that edited it left");
    }
    Ok(())
}

fn check_projections(connection: &Connection, result: &mut Verification) -> Result<()> {
    for (table, row) in projection::differences(connection, MOST_PER_CHECK)? {
        result.find("projection", format!("{table} {row}"), "differs from the facts");
    }
    Ok(())
}

fn check_receipt_numbers(connection: &Connection, result: &mut Verification) -> Result<()> {
    let mut statement = connection.prepare("SELECT number FROM receipt ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut last: Option<i64> = None;
    while let Some(r) = rows.next()? {
        let number: i64 = r.get(0)?;
        if last.is_some_and(|l| number != l + 1) {
            result.find(
                "receipt-number",
                format!("receipt number={number}"),
                "does not follow the one before",
            );
        }
        last = Some(number);
    }
    Ok(())
}

/// Every photo and scan must be what its own SHA-256 says.
fn check_attachments(connection: &Connection, result: &mut Verification) -> Result<()> {
    let mut statement = connection.prepare("SELECT id, sha256, bytes FROM attachment ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(r) = rows.next()? {
        let (id, named): (i64, String) = (r.get(0)?, r.get(1)?);
        if attachment::sha256(r.get_ref(2)?.as_blob().unwrap_or_default()) != named {
            result.find("attachment", format!("attachment id={id}"), "is not what its SHA-256 says");
        }
    }
    Ok(())
}

/// Recomputes every charge from the facts stored with it.
fn check_amounts(connection: &Connection, result: &mut Verification) -> Result<()> {
    let reading = Reading(connection);
    let roundings: HashMap<i64, Rounding> =
        reading.tariffs()?.iter().flat_map(|t| &t.versions).map(|v| (v.id, v.rounding)).collect();
    reading.for_each_charge(|charge: &Charge| {
        let computed = match (&charge.detail, &charge.basis) {
            (Some(detail), _) => detail.recompute(charge.fen),
            (None, Some(basis)) => roundings
                .get(&basis.version)
                .and_then(|rounding| tariff::recompute(basis.quantity, &basis.segments, *rounding).ok()),
            (None, None) => return,
        };
        if computed != Some(charge.fen) {
            let computed = computed.map_or_else(|| "nothing".to_owned(), |c| c.plain());
            let detail = format!("says {}, its own basis gives {computed}", charge.fen.plain());
            result.find("amount", format!("charge id={}", charge.id), detail);
        }
    })
}

/// What must hold between facts, without the projections.
fn check_identities(connection: &Connection, result: &mut Verification) -> Result<()> {
    for (table, detail, sql) in identity::IDENTITIES {
        let mut statement = connection.prepare(&format!("{sql} LIMIT {MOST_PER_CHECK}"))?;
        let ids = statement.query_map([], |r| r.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        for id in ids {
            result.find("identity", format!("{table} id={id}"), *detail);
        }
    }
    Ok(())
}
