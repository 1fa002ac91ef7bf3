//! Shifts of cashiers. What the same person did between the act that opened a shift and the act that closed it
//! belongs to it; nothing else says so.

use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};
use zhangfang_domain::Fen;
use zhangfang_domain::method::Method;
use zhangfang_domain::shift::{Count, Statement};

/// A shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Its id, counted from one.
    pub id: i64,
    /// The act that opened it.
    pub act: i64,
    /// Whose it is.
    pub cashier: String,
    /// Its business day.
    pub day: NaiveDate,
    /// When it was opened on the clock, `yyyy-mm-ddThh:mm:ss`.
    pub opened_at: String,
    /// Cash in the drawer at the start.
    pub float: Fen,
    /// Why the float is not what the shift before left.
    pub explanation: Option<String>,
    /// How it was closed.
    pub closing: Option<Closing>,
    /// Who took note of what was explained.
    pub acknowledged: Option<Acknowledged>,
}

/// How a shift was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The act that closed it.
    pub act: i64,
    /// When on the clock, `yyyy-mm-ddThh:mm:ss`.
    pub at: String,
    /// What had to be in the drawer before the deposit.
    pub expected: Fen,
    /// What was.
    pub counted: Fen,
    /// What went to the bank.
    pub banked: Fen,
    /// Number of the bank's slip.
    pub slip: Option<String>,
    /// Who received the cash.
    pub received_by: Option<String>,
    /// Why something is not as it must be.
    pub explanation: Option<String>,
}

impl Closing {
    /// More than nothing when there was too much.
    #[must_use]
    pub fn difference(&self) -> Fen {
        self.counted - self.expected
    }
}

/// A manager took note of what a cashier explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// Who.
    pub by: String,
    /// When, by business date.
    pub on: NaiveDate,
    /// In which words.
    pub note: String,
}

impl Shift {
    /// Whether what somebody did in an act belongs to it.
    #[must_use]
    pub fn holds(&self, act: i64, operator: &str) -> bool {
        self.cashier == operator && self.act < act && self.closing.as_ref().is_none_or(|c| act < c.act)
    }

    /// What was explained at its opening and at its closing.
    pub fn explanations(&self) -> Vec<&str> {
        let closing = self.closing.as_ref().and_then(|closing| closing.explanation.as_deref());
        self.explanation.as_deref().into_iter().chain(closing).collect()
    }

    /// Whether something was explained of which no manager took note yet.
    #[must_use]
    pub fn awaits_acknowledgement(&self) -> bool {
        self.acknowledged.is_none() && !self.explanations().is_empty()
    }
}

/// What a shift is closed with.
#[derive(Clone, Debug)]
pub struct NewClosing {
    /// What had to be in the drawer before the deposit.
    pub expected: Fen,
    /// What the cashier states.
    pub stated: Statement,
    /// Number of the bank's slip.
    pub slip: Option<String>,
    /// Who received the cash.
    pub received_by: Option<String>,
}

fn text(text: Option<&String>) -> Value {
    text.cloned().map_or(Value::Null, Value::Text)
}

impl Act<'_> {
    /// Opens a shift for whoever acts. Returns its id.
    ///
    /// # Errors
    /// Database errors.
    pub fn open_shift(&mut self, float: Fen, explanation: Option<&String>) -> Result<i64> {
        let day = form::day(self.today());
        let id =
            self.post(&fact::SHIFT, &[Value::Integer(day), Value::Integer(float.0), text(explanation)])?;
        self.note("shift", id);
        Ok(id)
    }

    /// Closes a shift.
    ///
    /// # Errors
    /// Database errors, also when it was closed before.
    pub fn close_shift(&mut self, shift: &Shift, new: &NewClosing) -> Result<()> {
        let stated = &new.stated;
        self.note("shift", shift.id);
        let values = [
            Value::Integer(shift.id),
            Value::Integer(new.expected.0),
            Value::Integer(stated.counted.total().0),
            Value::Integer(stated.banked.total().0),
            text(new.slip.as_ref()),
            text(new.received_by.as_ref()),
            text(stated.explanation.as_ref()),
        ];
        self.post(&fact::SHIFT_CLOSE, &values)?;
        for ((piece, counted), (_, banked)) in stated.counted.pieces().zip(stated.banked.pieces()) {
            if counted > 0 {
                let values = [shift.id, piece.0, i64::from(counted), i64::from(banked)].map(Value::Integer);
                self.post(&fact::SHIFT_CASH, &values)?;
            }
        }
        for (method, said) in &stated.takings {
            let values =
                [Value::Integer(shift.id), Value::Text(method.code().to_owned()), Value::Integer(said.0)];
            self.post(&fact::SHIFT_TAKINGS, &values)?;
        }
        Ok(())
    }

    /// Notes that whoever acts knows what was explained of a shift.
    ///
    /// # Errors
    /// Database errors, also when it was acknowledged before.
    pub fn acknowledge_shift(&mut self, shift: &Shift, note: &str) -> Result<()> {
        self.note("shift", shift.id);
        let values = [Value::Integer(shift.id), Value::Text(note.to_owned())];
        self.post(&fact::SHIFT_ACKNOWLEDGEMENT, &values)?;
        Ok(())
    }
}

const SHIFT_COLUMNS: &str = "SELECT s.id, s.act, a.operator, s.biz_date, a.at, s.float, s.explanation,
  c.act, ca.at, c.expected, c.counted, c.banked, c.slip, c.received_by, c.explanation,
  ka.operator, ka.biz_date, k.note
  FROM shift s JOIN act a ON a.seq = s.act
  LEFT JOIN shift_close c ON c.shift_id = s.id LEFT JOIN act ca ON ca.seq = c.act
  LEFT JOIN shift_acknowledgement k ON k.shift_id = s.id LEFT JOIN act ka ON ka.seq = k.act";

fn shift_of(r: &Row<'_>) -> rusqlite::Result<Shift> {
    let closing = match r.get::<_, Option<i64>>(7)? {
        None => None,
        Some(act) => Some(Closing {
            act,
            at: r.get(8)?,
            expected: Fen(r.get(9)?),
            counted: Fen(r.get(10)?),
            banked: Fen(r.get(11)?),
            slip: r.get(12)?,
            received_by: r.get(13)?,
            explanation: r.get(14)?,
        }),
    };
    let acknowledged = match r.get::<_, Option<String>>(15)? {
        None => None,
        Some(by) => {
            Some(Acknowledged { by, on: form::date(r.get(16)?).unwrap_or_default(), note: r.get(17)? })
        }
    };
    Ok(Shift {
        id: r.get(0)?,
        act: r.get(1)?,
        cashier: r.get(2)?,
        day: form::date(r.get(3)?).unwrap_or_default(),
        opened_at: r.get(4)?,
        float: Fen(r.get(5)?),
        explanation: r.get(6)?,
        closing,
        acknowledged,
    })
}

impl Reading<'_> {
    /// Every shift, oldest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn shifts(self) -> Result<Vec<Shift>> {
        let mut statement = self.0.prepare_cached(&format!("{SHIFT_COLUMNS} ORDER BY s.id"))?;
        Ok(statement.query_map([], shift_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The shifts nobody has closed, oldest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn open_shifts(self) -> Result<Vec<Shift>> {
        let sql = format!("{SHIFT_COLUMNS} WHERE c.act IS NULL ORDER BY s.id");
        Ok(self.0.prepare_cached(&sql)?.query_map([], shift_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// A shift by id.
    ///
    /// # Errors
    /// Database errors.
    pub fn shift(self, id: i64) -> Result<Option<Shift>> {
        let sql = format!("{SHIFT_COLUMNS} WHERE s.id = ?");
        Ok(self.0.prepare_cached(&sql)?.query_row([id], shift_of).optional()?)
    }

    /// The last shift of a cashier, open or closed.
    ///
    /// # Errors
    /// Database errors.
    pub fn last_shift_of(self, cashier: &str) -> Result<Option<Shift>> {
        let sql = format!("{SHIFT_COLUMNS} WHERE a.operator = ? ORDER BY s.id DESC LIMIT 1");
        Ok(self.0.prepare_cached(&sql)?.query_row([cashier], shift_of).optional()?)
    }

    /// The shift to which belongs what somebody did in an act.
    ///
    /// # Errors
    /// Database errors.
    pub fn shift_holding(self, act: i64, operator: &str) -> Result<Option<Shift>> {
        let sql = format!("{SHIFT_COLUMNS} WHERE a.operator = ? AND s.act < ? ORDER BY s.id DESC LIMIT 1");
        let found = self.0.prepare_cached(&sql)?.query_row((operator, act), shift_of).optional()?;
        Ok(found.filter(|shift| shift.holds(act, operator)))
    }

    /// The latest business day of a shift; none in a book that uses no shifts.
    ///
    /// # Errors
    /// Database errors.
    pub fn last_shift_day(self) -> Result<Option<NaiveDate>> {
        let day: Option<i64> = self.0.query_row("SELECT max(biz_date) FROM shift", [], |r| r.get(0))?;
        Ok(day.and_then(form::date))
    }

    /// What was counted when a shift was closed, and which part of it went to the bank.
    ///
    /// # Errors
    /// Database errors.
    pub fn shift_cash(self, shift: i64) -> Result<(Count, Count)> {
        let mut statement =
            self.0.prepare_cached("SELECT piece, counted, banked FROM shift_cash WHERE shift_id = ?")?;
        let rows = statement.query_map([shift], |r| Ok((Fen(r.get(0)?), r.get(1)?, r.get(2)?)))?;
        let rows = rows.collect::<rusqlite::Result<Vec<(Fen, u32, u32)>>>()?;
        let counted = Count::of(rows.iter().map(|(piece, counted, _)| (*piece, *counted)));
        Ok((counted, Count::of(rows.iter().map(|(piece, _, banked)| (*piece, *banked)))))
    }

    /// What wallets and terminals said when a shift was closed.
    ///
    /// # Errors
    /// Database errors.
    pub fn shift_takings(self, shift: i64) -> Result<Vec<(Method, Fen)>> {
        let mut statement = self
            .0
            .prepare_cached("SELECT method, stated FROM shift_takings WHERE shift_id = ? ORDER BY id")?;
        let rows = statement.query_map([shift], |r| Ok((r.get::<_, String>(0)?, Fen(r.get(1)?))))?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(rows.into_iter().filter_map(|(code, fen)| Some((Method::from_code(&code)?, fen))).collect())
    }
}
