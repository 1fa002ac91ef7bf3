//! Receipts, payments and their application to charges.

use crate::act::Act;
use crate::arrears::OpenItem;
use crate::charge::Charge;
use crate::projection::Because;
use crate::{Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use zhangfang_domain::{Fen, Month};

/// A receipt to be posted.
#[derive(Clone, Debug)]
pub struct NewReceipt {
    /// Who pays; may differ from the owner.
    pub payer: String,
    /// Code of the method: `cash`, `wechat` …
    pub method: String,
    /// Sum received.
    pub fen: Fen,
    /// Cash handed over.
    pub tendered: Option<Fen>,
    /// Reference of the wallet or bank.
    pub reference: Option<String>,
    /// Remark, such as the payer's designation.
    pub note: Option<String>,
}

/// A receipt in the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Its id.
    pub id: i64,
    /// The act that posted it.
    pub act: i64,
    /// Its number; no number is ever missing or used twice.
    pub number: i64,
    /// Business date.
    pub biz_date: NaiveDate,
    /// Time on the clock, `yyyy-mm-ddThh:mm:ss`.
    pub at: String,
    /// Who took the money.
    pub operator: String,
    /// Who paid.
    pub payer: String,
    /// Code of the method.
    pub method: String,
    /// Sum in fen.
    pub fen: i64,
    /// Cash handed over in fen.
    pub tendered: Option<i64>,
    /// Reference.
    pub reference: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Reason of the void, when voided.
    pub void_reason: Option<String>,
    /// Business date of the void.
    pub voided_on: Option<NaiveDate>,
}

/// What a receipt brought to one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Its id.
    pub id: i64,
    /// Receipt it belongs to.
    pub receipt: i64,
    /// Account.
    pub account: i64,
    /// Home.
    pub home: i64,
    /// Sum.
    pub fen: Fen,
}

/// Money of a payment applied to a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The act that applied it.
    pub act: i64,
    /// Payment the money came from.
    pub payment: i64,
    /// Charge it went to.
    pub charge: i64,
    /// Sum, negative when taken back.
    pub fen: Fen,
}

/// What a payment has left over, prepaid for its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prepaid {
    /// Account.
    pub account: i64,
    /// Home.
    pub home: i64,
    /// Payment it comes from.
    pub payment: i64,
    /// Sum left.
    pub fen: Fen,
}

impl Act<'_> {
    /// Posts a receipt under the next number. Returns its id and number.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_receipt(&mut self, new: &NewReceipt, first_number: i64) -> Result<(i64, i64)> {
        let last: Option<i64> = self.tx.query_row("SELECT max(number) FROM receipt", [], |r| r.get(0))?;
        let number = last.map_or(first_number, |n| n + 1);
        let text = |t: &Option<String>| t.clone().map_or(Value::Null, Value::Text);
        let values = [
            Value::Integer(number),
            Value::Integer(form::day(self.today())),
            Value::Text(new.payer.clone()),
            Value::Text(new.method.clone()),
            Value::Integer(new.fen.0),
            new.tendered.map_or(Value::Null, |t| Value::Integer(t.0)),
            text(&new.reference),
            text(&new.note),
        ];
        let id = self.post(&fact::RECEIPT, &values)?;
        self.note("receipt", number);
        self.note("fen", new.fen.0);
        Ok((id, number))
    }

    /// Posts what a receipt brings to an account; all of it is prepaid until it is applied.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_payment(&mut self, receipt: i64, account: i64, home: i64, fen: Fen) -> Result<Payment> {
        let values = [
            Value::Integer(receipt),
            Value::Integer(account),
            Value::Integer(home),
            Value::Integer(fen.0),
            Value::Null,
        ];
        let id = self.post(&fact::PAYMENT, &values)?;
        self.set_prepaid(account, home, id, fen.0)?;
        Ok(Payment { id, receipt, account, home, fen })
    }

    /// Applies money a payment has left to a charge.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when the payment has less left or the charge less open.
    pub fn apply(&mut self, source: &Prepaid, charge: &OpenItem, fen: Fen) -> Result<Prepaid> {
        let left = Fen(source.fen.0 - fen.0);
        if left.0 < 0 {
            let detail = format!("payment {} has only {} left", source.payment, source.fen.0);
            return Err(StoreError::Identity { detail });
        }
        let values = [Value::Integer(source.payment), Value::Integer(charge.charge), Value::Integer(fen.0)];
        self.post(&fact::ALLOCATION, &values)?;
        self.settle_charge(&charge.key(), fen.0, Because::Allocated)?;
        self.set_prepaid(source.account, source.home, source.payment, left.0)?;
        Ok(Prepaid { fen: left, ..*source })
    }

    /// Takes back all money applied to a charge; it is prepaid again. Says of which payments and how much.
    ///
    /// # Errors
    /// Database errors.
    pub fn unapply(&mut self, charge: &Charge) -> Result<Vec<(i64, Fen)>> {
        let paid = self.reading().paid_on(charge.id)?;
        for &(payment, fen) in &paid {
            self.take_back(payment, charge, fen)?;
            let source = self.reading().payment(payment)?;
            let left = self.reading().left_of(payment)?;
            self.set_prepaid(source.account, source.home, payment, left.0 + fen.0)?;
        }
        Ok(paid)
    }

    /// Takes back as much of the money applied to a charge as is given, the latest first; it is prepaid again.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when less was applied; database errors.
    pub fn unapply_part(&mut self, charge: &Charge, fen: Fen) -> Result<()> {
        let mut left = fen;
        for (payment, applied) in self.reading().paid_on(charge.id)?.into_iter().rev() {
            let back = left.min(applied);
            if !back.is_positive() {
                break;
            }
            self.take_back(payment, charge, back)?;
            let source = self.reading().payment(payment)?;
            let prepaid = self.reading().left_of(payment)?;
            self.set_prepaid(source.account, source.home, payment, prepaid.0 + back.0)?;
            left -= back;
        }
        if left.is_positive() {
            let detail = format!("charge {} has {} less applied to take back", charge.id, left.0);
            return Err(StoreError::Identity { detail });
        }
        Ok(())
    }

    fn take_back(&mut self, payment: i64, charge: &Charge, fen: Fen) -> Result<()> {
        let values = [Value::Integer(payment), Value::Integer(charge.id), Value::Integer(-fen.0)];
        self.post(&fact::ALLOCATION, &values)?;
        self.settle_charge(&charge.key(), -fen.0, Because::Allocated)
    }

    /// Voids a receipt: its charges stand open again, its prepaid money is gone, its number stays.
    ///
    /// # Errors
    /// Database errors, also when it was voided before.
    pub fn void_receipt(&mut self, receipt: &Receipt, reason: &str) -> Result<()> {
        self.reverses(receipt.act);
        self.note("receipt", receipt.number);
        self.post(&fact::RECEIPT_VOID, &[Value::Integer(receipt.id), Value::Text(reason.to_owned())])?;
        for payment in self.reading().payments_of(receipt.id)? {
            for (charge, fen) in self.net_of_payment(payment.id)? {
                let charge = self.reading().charge(charge)?;
                self.take_back(payment.id, &charge, fen)?;
            }
            self.set_prepaid(payment.account, payment.home, payment.id, 0)?;
            let values = [
                Value::Integer(receipt.id),
                Value::Integer(payment.account),
                Value::Integer(payment.home),
                Value::Integer(-payment.fen.0),
                Value::Integer(payment.id),
            ];
            self.post(&fact::PAYMENT, &values)?;
        }
        Ok(())
    }

    fn net_of_payment(&self, payment: i64) -> Result<Vec<(i64, Fen)>> {
        let mut statement = self.tx.prepare_cached(
            "SELECT charge_id, sum(fen) FROM allocation WHERE payment_id = ? GROUP BY charge_id HAVING sum(fen) <> 0",
        )?;
        let rows = statement.query_map([payment], |r| Ok((r.get(0)?, Fen(r.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

const RECEIPT_COLUMNS: &str =
    "SELECT r.id, r.act, r.number, r.biz_date, a.at, a.operator, r.payer, r.method, r.fen,
  r.tendered, r.reference, r.note, v.reason, va.biz_date
  FROM receipt r JOIN act a ON a.seq = r.act LEFT JOIN receipt_void v ON v.receipt_id = r.id
  LEFT JOIN act va ON va.seq = v.act";

fn receipt_of(r: &Row<'_>) -> rusqlite::Result<Receipt> {
    Ok(Receipt {
        id: r.get(0)?,
        act: r.get(1)?,
        number: r.get(2)?,
        biz_date: form::date(r.get(3)?).unwrap_or_default(),
        at: r.get(4)?,
        operator: r.get(5)?,
        payer: r.get(6)?,
        method: r.get(7)?,
        fen: r.get(8)?,
        tendered: r.get(9)?,
        reference: r.get(10)?,
        note: r.get(11)?,
        void_reason: r.get(12)?,
        voided_on: r.get::<_, Option<i64>>(13)?.and_then(form::date),
    })
}

fn payment_of(r: &Row<'_>) -> rusqlite::Result<Payment> {
    Ok(Payment {
        id: r.get(0)?,
        receipt: r.get(1)?,
        account: r.get(2)?,
        home: r.get(3)?,
        fen: Fen(r.get(4)?),
    })
}

const PAYMENT_COLUMNS: &str = "SELECT id, receipt_id, account_id, home_id, fen FROM payment";

impl Reading<'_> {
    /// The receipt with a number.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn receipt(self, number: i64) -> Result<Receipt> {
        let found = self
            .0
            .prepare_cached(&format!("{RECEIPT_COLUMNS} WHERE r.number = ?"))?
            .query_row([number], receipt_of)
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound { kind: "receipt", key: number.to_string() })
    }

    /// Receipts of the days from–to, by number, voided ones included.
    ///
    /// # Errors
    /// Database errors.
    pub fn receipts_between(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Receipt>> {
        let mut statement = self.0.prepare_cached(&format!(
            "{RECEIPT_COLUMNS} WHERE r.biz_date BETWEEN ? AND ? ORDER BY r.number"
        ))?;
        let rows = statement.query_map((form::day(from), form::day(to)), receipt_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Voids made on a day of receipts of any day.
    ///
    /// # Errors
    /// Database errors.
    pub fn voids_on(self, day: NaiveDate) -> Result<Vec<Receipt>> {
        let mut statement =
            self.0.prepare_cached(&format!("{RECEIPT_COLUMNS} WHERE va.biz_date = ? ORDER BY r.number"))?;
        Ok(statement.query_map([form::day(day)], receipt_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// What a receipt brought, account by account, as posted.
    ///
    /// # Errors
    /// Database errors.
    pub fn payments_of(self, receipt: i64) -> Result<Vec<Payment>> {
        let mut statement = self.0.prepare_cached(&format!(
            "{PAYMENT_COLUMNS} WHERE receipt_id = ? AND reverses IS NULL ORDER BY id"
        ))?;
        Ok(statement.query_map([receipt], payment_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Receipts that brought money to a home and stand, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn receipts_of_home(self, home: i64) -> Result<Vec<Receipt>> {
        let of_home = format!(
            "{RECEIPT_COLUMNS} WHERE v.receipt_id IS NULL AND r.id IN (SELECT receipt_id FROM payment WHERE home_id = ?) ORDER BY r.number DESC"
        );
        let mut statement = self.0.prepare_cached(&of_home)?;
        Ok(statement.query_map([home], receipt_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// What a receipt brought to a home, carried money included, of the account that got it first.
    ///
    /// # Errors
    /// Database errors.
    pub fn payments_for(self, receipt: &Receipt, home: i64) -> Result<Vec<Payment>> {
        let mut payments = self.payments_of(receipt.id)?;
        payments.retain(|p| p.home == home);
        let account = payments.first().map(|p| p.account);
        payments.retain(|p| Some(p.account) == account);
        Ok(payments)
    }

    pub(crate) fn payment(self, id: i64) -> Result<Payment> {
        Ok(self.0.prepare_cached(&format!("{PAYMENT_COLUMNS} WHERE id = ?"))?.query_row([id], payment_of)?)
    }

    /// Applications of a payment, in order, reversals included.
    ///
    /// # Errors
    /// Database errors.
    pub fn allocations_of_payment(self, payment: i64) -> Result<Vec<Allocation>> {
        let mut statement = self.0.prepare_cached(
            "SELECT act, payment_id, charge_id, fen FROM allocation WHERE payment_id = ? ORDER BY id",
        )?;
        let rows = statement.query_map([payment], |r| {
            Ok(Allocation { act: r.get(0)?, payment: r.get(1)?, charge: r.get(2)?, fen: Fen(r.get(3)?) })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What payments have settled of a charge, net of what was taken back.
    ///
    /// # Errors
    /// Database errors.
    pub fn paid_on(self, charge: i64) -> Result<Vec<(i64, Fen)>> {
        let mut statement = self.0.prepare_cached(
            "SELECT payment_id, sum(fen) FROM allocation WHERE charge_id = ? GROUP BY payment_id HAVING sum(fen) <> 0 ORDER BY payment_id",
        )?;
        let rows = statement.query_map([charge], |r| Ok((r.get(0)?, Fen(r.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What a payment has left.
    ///
    /// # Errors
    /// Database errors.
    pub fn left_of(self, payment: i64) -> Result<Fen> {
        let left: i64 = self.0.prepare_cached("SELECT coalesce(sum(x.fen), 0) FROM payment p JOIN prepaid x ON x.account_id = p.account_id AND x.payment_id = p.id WHERE p.id = ?")?.query_row([payment], |r| r.get(0))?;
        Ok(Fen(left))
    }

    /// Prepaid money of an account, oldest payment first.
    ///
    /// # Errors
    /// Database errors.
    pub fn prepaid_of(self, account: i64) -> Result<Vec<Prepaid>> {
        let mut statement = self.0.prepare_cached(
            "SELECT account_id, home_id, payment_id, fen FROM prepaid WHERE account_id = ? ORDER BY payment_id",
        )?;
        Ok(statement.query_map([account], prepaid_row)?.collect::<rusqlite::Result<_>>()?)
    }

    /// All prepaid money, by account, oldest payment first.
    ///
    /// # Errors
    /// Database errors.
    pub fn prepaid_all(self) -> Result<Vec<Prepaid>> {
        let mut statement = self.0.prepare_cached(
            "SELECT account_id, home_id, payment_id, fen FROM prepaid ORDER BY account_id, payment_id",
        )?;
        Ok(statement.query_map([], prepaid_row)?.collect::<rusqlite::Result<_>>()?)
    }
}

/// Money that is for a month: applied in it, or applied before it to charges whose months begin with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Charge item.
    pub item: i64,
    /// Last month the charges cover.
    pub until: Month,
    /// Whether it came in before: drawn from prepaid money, or paid ahead for this month.
    pub drawn: bool,
    /// Sum.
    pub fen: Fen,
}

impl Reading<'_> {
    /// Money that is for a month, by receipts that stand, summed by item, last month and source. Money paid ahead waits
    /// until its months begin, so every fen is for one month only.
    ///
    /// # Errors
    /// Database errors.
    pub fn applied_for(self, month: Month) -> Result<Vec<Applied>> {
        let mut statement = self.0.prepare_cached(
            "SELECT item, until, drawn, sum(fen) FROM (
               SELECT c.item_id AS item, c.period_to AS until, l.act <> r.act AS drawn, l.fen AS fen, r.id AS receipt
               FROM act t JOIN allocation l ON l.act = t.seq JOIN payment p ON p.id = l.payment_id
               JOIN receipt r ON r.id = p.receipt_id JOIN charge c ON c.id = l.charge_id
               WHERE t.biz_date BETWEEN ?1 AND ?2 AND c.period <= ?3
               UNION ALL
               SELECT c.item_id, c.period_to, 1, l.fen, p.receipt_id
               FROM charge c JOIN allocation l ON l.charge_id = c.id JOIN act t ON t.seq = l.act
               JOIN payment p ON p.id = l.payment_id
               WHERE c.period = ?3 AND t.biz_date < ?1)
             WHERE NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = receipt)
             GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        )?;
        let (from, to) = (form::day(month.first_day()), form::day(month.last_day()));
        let mut rows = statement.query((from, to, month.yyyymm()))?;
        let mut applied = Vec::new();
        while let Some(r) = rows.next()? {
            let until = form::month(r.get(1)?)
                .ok_or_else(|| StoreError::Damaged { detail: "charge with an unreadable month".into() })?;
            applied.push(Applied { item: r.get(0)?, until, drawn: r.get(2)?, fen: Fen(r.get(3)?) });
        }
        Ok(applied)
    }

    /// Everything received on the days from–to on receipts that stand, deposits left aside: they are money of others.
    ///
    /// # Errors
    /// Database errors.
    pub fn received_between(self, from: NaiveDate, to: NaiveDate) -> Result<Fen> {
        let sum: i64 = self
            .0
            .prepare_cached(
                "SELECT coalesce(sum(r.fen - coalesce((SELECT d.fen FROM deposit d WHERE d.receipt_id = r.id), 0)), 0)
               FROM receipt r WHERE r.biz_date BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = r.id)",
            )?
            .query_row((form::day(from), form::day(to)), |r| r.get(0))?;
        Ok(Fen(sum))
    }
}

fn prepaid_row(r: &Row<'_>) -> rusqlite::Result<Prepaid> {
    Ok(Prepaid { account: r.get(0)?, home: r.get(1)?, payment: r.get(2)?, fen: Fen(r.get(3)?) })
}
