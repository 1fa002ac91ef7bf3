//! Deposits: money of others the office holds. Each is taken on a receipt of its own, never applied to charges, and
//! leaves by a form: returned to somebody, or kept for a reason.

use crate::approval::Form;
use crate::receipt::Receipt;
use crate::refund::PayOut;
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use zhangfang_domain::Fen;

/// A deposit to be posted with its receipt.
#[derive(Clone, Debug)]
pub struct NewDeposit {
    /// The receipt it is taken on.
    pub receipt: i64,
    /// Account it belongs to.
    pub account: i64,
    /// Home of the account.
    pub home: i64,
    /// What it secures.
    pub purpose: String,
    /// Sum.
    pub fen: Fen,
    /// When it is returned, as promised on the receipt.
    pub return_when: String,
}

/// A deposit in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// Its id.
    pub id: i64,
    /// The act that took it.
    pub act: i64,
    /// Number of its receipt.
    pub receipt: i64,
    /// Account it belongs to.
    pub account: i64,
    /// Home of the account.
    pub home: i64,
    /// What it secures.
    pub purpose: String,
    /// Who brought it.
    pub payer: String,
    /// Code of the method.
    pub method: String,
    /// Sum taken.
    pub fen: Fen,
    /// Returned so far.
    pub returned: Fen,
    /// Kept so far.
    pub deducted: Fen,
    /// When it is returned, as promised on the receipt.
    pub return_when: String,
    /// Business date it was taken on.
    pub taken: NaiveDate,
    /// Whether its receipt was voided.
    pub void: bool,
}

impl Deposit {
    /// What the office still holds of it.
    #[must_use]
    pub fn held(&self) -> Fen {
        if self.void { Fen::ZERO } else { self.fen - self.returned - self.deducted }
    }
}

/// How a deposit moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DepositKind {
    /// It came in.
    Taken,
    /// It went back to its payer.
    Returned,
    /// It was kept; no money moves.
    Deducted,
}

impl DepositKind {
    /// Those a form moves, with the code stored in the book.
    const MOVES: [(Self, &'static str); 2] = [(Self::Returned, "return"), (Self::Deducted, "deduct")];

    fn from_code(code: &str) -> Result<Self> {
        let found = Self::MOVES.into_iter().find(|(_, c)| *c == code).map(|(kind, _)| kind);
        found.ok_or_else(|| StoreError::Damaged { detail: format!("deposit move of unknown kind {code}") })
    }
}

/// A movement of a deposit, for the cash of a day, the vouchers and the history of a deposit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositMovement {
    /// Id of the move; nothing for the taking itself.
    pub id: Option<i64>,
    /// The act.
    pub act: i64,
    /// Who did it.
    pub operator: String,
    /// The deposit.
    pub deposit: i64,
    /// Its home.
    pub home: i64,
    /// What it secures.
    pub purpose: String,
    /// How it moved.
    pub kind: DepositKind,
    /// Sum; negative when a wrong move is taken back.
    pub fen: Fen,
    /// Code of the method by which money moved; nothing for a deduction.
    pub method: Option<String>,
    /// Who brought or got it.
    pub payee: Option<String>,
    /// Reference of the wallet or bank.
    pub reference: Option<String>,
    /// Number of the receipt it was taken on.
    pub receipt: i64,
    /// The form that allowed it; nothing for the taking.
    pub form: Option<i64>,
    /// The move it takes back.
    pub reverses: Option<i64>,
    /// Business date.
    pub biz_date: NaiveDate,
}

impl Act<'_> {
    /// Posts a deposit under its receipt.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_deposit(&mut self, new: &NewDeposit) -> Result<i64> {
        let values = [
            Value::Integer(new.receipt),
            Value::Integer(new.account),
            Value::Integer(new.home),
            Value::Text(new.purpose.clone()),
            Value::Integer(new.fen.0),
            Value::Text(new.return_when.clone()),
        ];
        self.post(&fact::DEPOSIT, &values)
    }

    /// Gives a part of a deposit back.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when less is held.
    pub fn return_deposit(&mut self, deposit: i64, form: &Form, fen: Fen, out: &PayOut) -> Result<()> {
        self.move_deposit(deposit, form, DepositKind::Returned, fen, Some(out), None)
    }

    /// Keeps a part of a deposit.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when less is held.
    pub fn deduct_deposit(&mut self, deposit: i64, form: &Form, fen: Fen) -> Result<()> {
        self.move_deposit(deposit, form, DepositKind::Deducted, fen, None, None)
    }

    /// Takes a wrong return back: the money is held again.
    ///
    /// # Errors
    /// Database errors.
    pub fn take_back_return(&mut self, wrong: &DepositMovement, form: &Form) -> Result<()> {
        let out = PayOut {
            method: wrong.method.clone().unwrap_or_default(),
            payee: wrong.payee.clone().unwrap_or_default(),
            reference: wrong.reference.clone(),
        };
        self.move_deposit(wrong.deposit, form, wrong.kind, -wrong.fen, Some(&out), wrong.id)
    }

    fn move_deposit(
        &mut self,
        deposit: i64,
        form: &Form,
        kind: DepositKind,
        fen: Fen,
        out: Option<&PayOut>,
        reverses: Option<i64>,
    ) -> Result<()> {
        let held = self.reading().deposit(deposit)?.held();
        if held < fen {
            let detail = format!("deposit {deposit} holds {}, not {}", held.0, fen.0);
            return Err(StoreError::Identity { detail });
        }
        let code = DepositKind::MOVES.into_iter().find(|(k, _)| *k == kind).map_or("", |(_, c)| c);
        let text = |t: Option<&str>| t.map_or(Value::Null, |t| Value::Text(t.to_owned()));
        let values = [
            Value::Integer(deposit),
            Value::Integer(form.id),
            Value::Text(code.to_owned()),
            Value::Integer(fen.0),
            text(out.map(|o| o.method.as_str())),
            text(out.map(|o| o.payee.as_str())),
            text(out.and_then(|o| o.reference.as_deref())),
            reverses.map_or(Value::Null, Value::Integer),
        ];
        self.post(&fact::DEPOSIT_MOVE, &values)?;
        Ok(())
    }
}

const DEPOSIT_COLUMNS: &str =
    "SELECT d.id, d.act, r.number, d.account_id, d.home_id, d.purpose, r.payer, r.method, d.fen,
  coalesce((SELECT sum(m.fen) FROM deposit_move m WHERE m.deposit_id = d.id AND m.kind = 'return'), 0),
  coalesce((SELECT sum(m.fen) FROM deposit_move m WHERE m.deposit_id = d.id AND m.kind = 'deduct'), 0),
  d.return_when, r.biz_date, EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = r.id)
  FROM deposit d JOIN receipt r ON r.id = d.receipt_id";

fn deposit_of(r: &Row<'_>) -> rusqlite::Result<Deposit> {
    Ok(Deposit {
        id: r.get(0)?,
        act: r.get(1)?,
        receipt: r.get(2)?,
        account: r.get(3)?,
        home: r.get(4)?,
        purpose: r.get(5)?,
        payer: r.get(6)?,
        method: r.get(7)?,
        fen: Fen(r.get(8)?),
        returned: Fen(r.get(9)?),
        deducted: Fen(r.get(10)?),
        return_when: r.get(11)?,
        taken: form::date(r.get(12)?).unwrap_or_default(),
        void: r.get(13)?,
    })
}

const MOVES: &str = "SELECT m.id, m.act, t.operator, d.id, d.home_id, d.purpose, m.kind, m.fen, m.method, m.payee,
    m.reference, r.number, m.form_id, m.reverses, t.biz_date
  FROM deposit_move m JOIN act t ON t.seq = m.act JOIN deposit d ON d.id = m.deposit_id JOIN receipt r ON r.id = d.receipt_id";

const TAKINGS: &str =
    "SELECT NULL, d.act, t.operator, d.id, d.home_id, d.purpose, 'taken', d.fen, r.method, r.payer,
    r.reference, r.number, NULL, NULL, t.biz_date
  FROM deposit d JOIN act t ON t.seq = d.act JOIN receipt r ON r.id = d.receipt_id
  WHERE NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = r.id)";

impl Reading<'_> {
    /// One deposit.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn deposit(self, id: i64) -> Result<Deposit> {
        let mut found = self.deposits_where("d.id = ?", [id])?;
        found.pop().ok_or_else(|| StoreError::NotFound { kind: "deposit", key: id.to_string() })
    }

    /// The deposit a receipt was given for, when it was given for one.
    ///
    /// # Errors
    /// Database errors.
    pub fn deposit_on(self, receipt: &Receipt) -> Result<Option<Deposit>> {
        Ok(self.deposits_where("d.receipt_id = ?", [receipt.id])?.pop())
    }

    /// Deposits of a home, of all homes when none is named, oldest first; returned and void ones included.
    ///
    /// # Errors
    /// Database errors.
    pub fn deposits(self, home: Option<i64>) -> Result<Vec<Deposit>> {
        match home {
            Some(home) => self.deposits_where("d.home_id = ? ORDER BY d.id", [home]),
            None => self.deposits_where("1 ORDER BY d.id", []),
        }
    }

    fn deposits_where(self, condition: &str, key: impl rusqlite::Params) -> Result<Vec<Deposit>> {
        let mut statement = self.0.prepare_cached(&format!("{DEPOSIT_COLUMNS} WHERE {condition}"))?;
        Ok(statement.query_map(key, deposit_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// What a form moved of a deposit, moves taken back included.
    ///
    /// # Errors
    /// Database errors.
    pub fn deposit_moves_of(self, form: &Form) -> Result<Vec<DepositMovement>> {
        self.movements(&format!("{MOVES} WHERE m.form_id = ? ORDER BY m.id"), [form.id])
    }

    /// Deposits taken on receipts that stand, returned and kept on the days from–to, in the order of the acts.
    ///
    /// # Errors
    /// Database errors.
    pub fn deposit_movements_between(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<DepositMovement>> {
        let sql = format!(
            "{TAKINGS} AND t.biz_date BETWEEN ?1 AND ?2 UNION ALL {MOVES} WHERE t.biz_date BETWEEN ?1 AND ?2 ORDER BY 2, 1"
        );
        self.movements(&sql, (form::day(from), form::day(to)))
    }

    fn movements(self, sql: &str, key: impl rusqlite::Params) -> Result<Vec<DepositMovement>> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(key)?;
        let mut movements = Vec::new();
        while let Some(r) = rows.next()? {
            let id: Option<i64> = r.get(0)?;
            movements.push(DepositMovement {
                id,
                act: r.get(1)?,
                operator: r.get(2)?,
                deposit: r.get(3)?,
                home: r.get(4)?,
                purpose: r.get(5)?,
                kind: match id {
                    Some(_) => DepositKind::from_code(&r.get::<_, String>(6)?)?,
                    None => DepositKind::Taken,
                },
                fen: Fen(r.get(7)?),
                method: r.get(8)?,
                payee: r.get(9)?,
                reference: r.get(10)?,
                receipt: r.get(11)?,
                form: r.get(12)?,
                reverses: r.get(13)?,
                biz_date: form::date(r.get(14)?).unwrap_or_default(),
            });
        }
        Ok(movements)
    }
}
