//! Statements of banks and wallets: their lines, and what somebody said each line is.

use crate::receipt::Receipt;
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};
use zhangfang_domain::Fen;
use zhangfang_domain::reconciliation::MatchKind;

/// A statement that was read.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The account as the office calls it.
    pub channel: String,
    /// Code of the method of payment that arrives there.
    pub method: String,
    /// Lines left out because an earlier file brought them.
    pub known: i64,
}

/// A line as it stands on a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// Its row in the file.
    pub row: u32,
    /// Day of booking.
    pub day: NaiveDate,
    /// Money in, negative for money out.
    pub fen: Fen,
    /// The other side, as the statement names it.
    pub payer: String,
    /// Remark and purpose.
    pub remark: String,
    /// The bank's or wallet's own number of the movement, empty when there is none.
    pub reference: String,
    /// The reference; without one whatever tells lines of a day and sum apart.
    pub mark: String,
}

/// A line in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: i64,
    /// Name of the file that brought it.
    pub file: String,
    /// Its row there.
    pub row: i64,
    /// The account.
    pub channel: String,
    /// Code of the method of payment.
    pub method: String,
    /// Day of booking.
    pub day: NaiveDate,
    /// Money in, negative for money out.
    pub fen: Fen,
    /// The other side.
    pub payer: String,
    /// Remark and purpose.
    pub remark: String,
    /// Reference, possibly empty.
    pub reference: String,
    /// What it is, when somebody said so and that still stands.
    pub standing: Option<Match>,
}

/// What somebody said a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its id.
    pub id: i64,
    /// What.
    pub kind: MatchKind,
    /// Number of the receipt it belongs to.
    pub receipt: Option<i64>,
    /// The form on which it was paid out.
    pub form: Option<i64>,
    /// Why, in the words of the person.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When, by business date.
    pub on: NaiveDate,
}

/// Money paid out on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidOut {
    /// The form.
    pub form: i64,
    /// Its document number.
    pub number: String,
    /// When it was paid.
    pub day: NaiveDate,
    /// How much, less what was taken back.
    pub fen: Fen,
    /// Who got it.
    pub payee: String,
    /// Reference, possibly empty.
    pub reference: String,
    /// The home it is about.
    pub home: i64,
    /// Whether a line stands for it.
    pub matched: bool,
}

/// A match to be posted.
#[derive(Clone, Debug)]
pub struct NewMatch<'m> {
    /// What the line is.
    pub kind: MatchKind,
    /// Id of the receipt.
    pub receipt: Option<i64>,
    /// Id of the form on which it was paid out.
    pub form: Option<i64>,
    /// Why.
    pub reason: &'m str,
}

/// A match stands while nobody took it back and its receipt is not void.
const STANDING: &str = "NOT EXISTS (SELECT 1 FROM statement_match_undo u WHERE u.match_id = m.id)
  AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = m.receipt_id)";

fn line_columns() -> String {
    format!(
        "SELECT l.id, f.name, l.row, l.channel, f.method, l.day, l.fen, l.payer, l.remark, l.reference,
           m.id, m.kind, r.number, m.form_id, m.reason, a.operator, a.biz_date
         FROM statement_line l JOIN statement_file f ON f.id = l.file_id
         LEFT JOIN statement_match m ON m.line_id = l.id AND {STANDING}
         LEFT JOIN receipt r ON r.id = m.receipt_id LEFT JOIN act a ON a.seq = m.act"
    )
}

fn line_of(r: &Row<'_>) -> Result<Line> {
    let standing = match r.get::<_, Option<i64>>(10)? {
        None => None,
        Some(id) => {
            let code: String = r.get(11)?;
            let kind = MatchKind::from_code(&code).ok_or_else(|| StoreError::Damaged {
                detail: format!("statement_match id={id} of unknown kind {code}"),
            })?;
            let on = form::date(r.get(16)?).unwrap_or_default();
            let (receipt, form) = (r.get(12)?, r.get(13)?);
            Some(Match { id, kind, receipt, form, reason: r.get(14)?, by: r.get(15)?, on })
        }
    };
    Ok(Line {
        id: r.get(0)?,
        file: r.get(1)?,
        row: r.get(2)?,
        channel: r.get(3)?,
        method: r.get(4)?,
        day: form::date(r.get(5)?).unwrap_or_default(),
        fen: Fen(r.get(6)?),
        payer: r.get(7)?,
        remark: r.get(8)?,
        reference: r.get(9)?,
        standing,
    })
}

impl Act<'_> {
    /// Records that a statement was read. Returns its id.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_statement_file(&mut self, new: &NewFile) -> Result<i64> {
        let text = |t: &str| Value::Text(t.to_owned());
        self.note("file", new.name.as_str());
        let values = [
            text(&new.name),
            text(&new.sha256),
            text(&new.channel),
            text(&new.method),
            Value::Integer(new.known),
        ];
        self.post(&fact::STATEMENT_FILE, &values)
    }

    /// Posts a line of a statement.
    ///
    /// # Errors
    /// Database errors, also when the account has the same line already.
    pub fn post_statement_line(&mut self, file: i64, channel: &str, new: &NewLine) -> Result<i64> {
        let text = |t: &str| Value::Text(t.to_owned());
        let values = [
            Value::Integer(file),
            Value::Integer(new.row.into()),
            text(channel),
            Value::Integer(form::day(new.day)),
            Value::Integer(new.fen.0),
            text(&new.payer),
            text(&new.remark),
            text(&new.reference),
            text(&new.mark),
        ];
        self.post(&fact::STATEMENT_LINE, &values)
    }

    /// Records what a line is. Nothing else may stand on it.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when the line, the receipt or the form is matched already; database errors.
    pub fn post_match(&mut self, line: i64, new: &NewMatch<'_>) -> Result<i64> {
        let taken = self
            .tx
            .prepare_cached(&format!(
                "SELECT m.id FROM statement_match m WHERE (m.line_id = ?1 OR m.receipt_id = ?2 OR m.form_id = ?3) AND {STANDING}"
            ))?
            .query_row((line, new.receipt, new.form), |r| r.get::<_, i64>(0))
            .optional()?;
        if let Some(other) = taken {
            return Err(StoreError::Identity { detail: format!("statement_match {other} stands already") });
        }
        self.note("line", line);
        let id = |n: Option<i64>| n.map_or(Value::Null, Value::Integer);
        let values = [
            Value::Integer(line),
            Value::Text(new.kind.code().to_owned()),
            id(new.receipt),
            id(new.form),
            Value::Text(new.reason.to_owned()),
        ];
        self.post(&fact::STATEMENT_MATCH, &values)
    }

    /// Takes back what was said of a line.
    ///
    /// # Errors
    /// Database errors, also when it was taken back before.
    pub fn undo_match(&mut self, found: &Match, reason: &str) -> Result<()> {
        let values = [Value::Integer(found.id), Value::Text(reason.to_owned())];
        self.post(&fact::STATEMENT_MATCH_UNDO, &values)?;
        Ok(())
    }
}

impl Reading<'_> {
    /// Whether an earlier statement of the account brought the same line.
    ///
    /// # Errors
    /// Database errors.
    pub fn line_known(self, channel: &str, new: &NewLine) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM statement_line WHERE channel = ? AND day = ? AND fen = ? AND mark = ?)";
        let key = (channel, form::day(new.day), new.fen.0, &new.mark);
        Ok(self.0.prepare_cached(sql)?.query_row(key, |r| r.get(0))?)
    }

    /// The lines booked on the days from–to (of one account, of all when none is named), by day and file order.
    ///
    /// # Errors
    /// Database errors.
    pub fn lines_between(self, from: NaiveDate, to: NaiveDate, channel: Option<&str>) -> Result<Vec<Line>> {
        let sql = format!(
            "{} WHERE l.day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR l.channel = ?3) ORDER BY l.day, l.id",
            line_columns()
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let mut rows = statement.query((form::day(from), form::day(to), channel))?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(line_of(row)?);
        }
        Ok(lines)
    }

    /// One line.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn line(self, id: i64) -> Result<Line> {
        let mut statement = self.0.prepare_cached(&format!("{} WHERE l.id = ?", line_columns()))?;
        let mut rows = statement.query([id])?;
        let row = rows.next()?.ok_or_else(|| StoreError::NotFound { kind: "line", key: id.to_string() })?;
        line_of(row)
    }

    /// Receipts of a method on the days from–to that stand and that no line of a statement is matched with.
    ///
    /// # Errors
    /// Database errors.
    pub fn unmatched_receipts(self, method: &str, from: NaiveDate, to: NaiveDate) -> Result<Vec<Receipt>> {
        let sql = format!(
            "SELECT m.receipt_id FROM statement_match m WHERE m.receipt_id IS NOT NULL AND {STANDING}"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let matched: std::collections::HashSet<i64> =
            statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut receipts = self.receipts_between(from, to)?;
        receipts.retain(|r| r.method == method && r.void_reason.is_none() && !matched.contains(&r.id));
        Ok(receipts)
    }

    /// Refunds and returned deposits of a method first paid out on the days from–to and not taken back, one for each
    /// form, with whether a line of a statement is matched with it.
    ///
    /// # Errors
    /// Database errors.
    pub fn paid_out_between(self, method: &str, from: NaiveDate, to: NaiveDate) -> Result<Vec<PaidOut>> {
        let sql = format!(
            "SELECT x.form_id, d.kind, d.month, d.serial, min(t.biz_date), sum(x.fen), x.payee, x.reference, x.home_id,
               EXISTS (SELECT 1 FROM statement_match m WHERE m.form_id = x.form_id AND {STANDING})
             FROM (SELECT form_id, act, fen, method, payee, reference, home_id FROM refund
                   UNION ALL SELECT m.form_id, m.act, m.fen, m.method, m.payee, m.reference, p.home_id
                   FROM deposit_move m JOIN deposit p ON p.id = m.deposit_id WHERE m.kind = 'return') x
             JOIN act t ON t.seq = x.act JOIN form f ON f.id = x.form_id JOIN document d ON d.id = f.document_id
             WHERE x.method = ?1 GROUP BY x.form_id HAVING sum(x.fen) > 0 AND min(t.biz_date) BETWEEN ?2 AND ?3
             ORDER BY min(t.seq)"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map((method, form::day(from), form::day(to)), |r| {
            let (prefix, month, serial): (String, i64, i64) = (r.get(1)?, r.get(2)?, r.get(3)?);
            Ok(PaidOut {
                form: r.get(0)?,
                number: format!("{prefix}-{month:06}-{serial:05}"),
                day: form::date(r.get(4)?).unwrap_or_default(),
                fen: Fen(r.get(5)?),
                payee: r.get::<_, Option<String>>(6)?.unwrap_or_default(),
                reference: r.get::<_, Option<String>>(7)?.unwrap_or_default(),
                home: r.get(8)?,
                matched: r.get(9)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The method of payment that earlier statements of an account were read for.
    ///
    /// # Errors
    /// Database errors.
    pub fn channel_method(self, channel: &str) -> Result<Option<String>> {
        let sql = "SELECT method FROM statement_file WHERE channel = ? ORDER BY id DESC LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row([channel], |r| r.get(0)).optional()?)
    }

    /// The home a numbered paper was made for.
    ///
    /// # Errors
    /// Database errors.
    pub fn document_home(self, kind: &str, month: i64, serial: i64) -> Result<Option<i64>> {
        let sql = "SELECT home_id FROM document WHERE kind = ? AND month = ? AND serial = ?";
        let found = self.0.prepare_cached(sql)?.query_row((kind, month, serial), |r| r.get(0)).optional()?;
        Ok(found.flatten())
    }
}
