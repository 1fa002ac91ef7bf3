//! Money given back and money carried to another account, both out of what a payment has left.

use crate::approval::Form;
use crate::receipt::{Payment, Prepaid};
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use zhangfang_domain::Fen;

/// Money given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Its id.
    pub id: i64,
    /// The act that paid it out.
    pub act: i64,
    /// Who paid it out.
    pub operator: String,
    /// Payment it came from.
    pub payment: i64,
    /// Account it belonged to.
    pub account: i64,
    /// Home of the account.
    pub home: i64,
    /// The form that allowed it.
    pub form: i64,
    /// Sum; negative when a wrong refund is taken back.
    pub fen: Fen,
    /// Code of the method.
    pub method: String,
    /// Who got it.
    pub payee: String,
    /// Reference of the wallet or bank.
    pub reference: Option<String>,
    /// The refund it takes back.
    pub reverses: Option<i64>,
    /// Business date.
    pub biz_date: NaiveDate,
}

/// How a refund is paid out.
#[derive(Clone, Debug)]
pub struct PayOut {
    /// Code of the method.
    pub method: String,
    /// Who gets it.
    pub payee: String,
    /// Reference of the wallet or bank.
    pub reference: Option<String>,
}

impl Act<'_> {
    /// Gives back money a payment has left.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when less is left; database errors.
    pub fn post_refund(&mut self, source: &Prepaid, form: &Form, fen: Fen, out: &PayOut) -> Result<Prepaid> {
        let rest = self.spend(source, fen)?;
        self.post_refund_row(source, form.id, fen, out, None)?;
        Ok(rest)
    }

    /// Takes a wrong refund back: the money is prepaid again.
    ///
    /// # Errors
    /// Database errors.
    pub fn take_back_refund(&mut self, wrong: &Refund) -> Result<()> {
        let left = self.reading().left_of(wrong.payment)? + wrong.fen;
        let (account, home, payment) = (wrong.account, wrong.home, wrong.payment);
        self.set_prepaid(account, home, payment, left.0)?;
        let out = PayOut {
            method: wrong.method.clone(),
            payee: wrong.payee.clone(),
            reference: wrong.reference.clone(),
        };
        let source = Prepaid { account, home, payment, fen: left };
        self.post_refund_row(&source, wrong.form, -wrong.fen, &out, Some(wrong.id))
    }

    fn post_refund_row(
        &mut self,
        source: &Prepaid,
        form: i64,
        fen: Fen,
        out: &PayOut,
        reverses: Option<i64>,
    ) -> Result<()> {
        let values = [
            Value::Integer(source.payment),
            Value::Integer(source.account),
            Value::Integer(source.home),
            Value::Integer(form),
            Value::Integer(fen.0),
            Value::Text(out.method.clone()),
            Value::Text(out.payee.clone()),
            out.reference.clone().map_or(Value::Null, Value::Text),
            reverses.map_or(Value::Null, Value::Integer),
        ];
        self.post(&fact::REFUND, &values)?;
        Ok(())
    }

    /// Carries money a payment has left to another account, by written agreement.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when less is left; database errors.
    pub fn carry(
        &mut self,
        source: &Prepaid,
        account: i64,
        home: i64,
        fen: Fen,
        agreement: &str,
    ) -> Result<Payment> {
        let receipt = self.reading().payment(source.payment)?.receipt;
        self.spend(source, fen)?;
        let payment = self.post_payment(receipt, account, home, fen)?;
        let values = [
            Value::Integer(source.payment),
            Value::Integer(payment.id),
            Value::Integer(fen.0),
            Value::Text(agreement.to_owned()),
        ];
        self.post(&fact::CARRY, &values)?;
        Ok(payment)
    }

    fn spend(&mut self, source: &Prepaid, fen: Fen) -> Result<Prepaid> {
        let left = Fen(source.fen.0 - fen.0);
        if left.0 < 0 || !fen.is_positive() {
            let detail = format!("payment {} has {} left, not {}", source.payment, source.fen.0, fen.0);
            return Err(StoreError::Identity { detail });
        }
        self.set_prepaid(source.account, source.home, source.payment, left.0)?;
        Ok(Prepaid { fen: left, ..*source })
    }
}

impl Reading<'_> {
    /// Refunds paid out on the days from–to, in order.
    ///
    /// # Errors
    /// Database errors.
    pub fn refunds_between(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Refund>> {
        self.refunds_where("t.biz_date BETWEEN ? AND ?", (form::day(from), form::day(to)))
    }

    /// What a form paid out, refunds taken back included.
    ///
    /// # Errors
    /// Database errors.
    pub fn refunds_of(self, form: &Form) -> Result<Vec<Refund>> {
        self.refunds_where("b.form_id = ?", [form.id])
    }

    /// Refunds out of the money of a receipt, refunds taken back included.
    ///
    /// # Errors
    /// Database errors.
    pub fn refunds_out_of(self, receipt: i64) -> Result<Vec<Refund>> {
        self.refunds_where("b.payment_id IN (SELECT p.id FROM payment p WHERE p.receipt_id = ?)", [receipt])
    }

    /// How much of the money of a receipt was carried to other accounts.
    ///
    /// # Errors
    /// Database errors.
    pub fn carried_out_of(self, receipt: i64) -> Result<Fen> {
        let sql = "SELECT coalesce(sum(k.fen), 0) FROM carry k JOIN payment p ON p.id = k.from_payment WHERE p.receipt_id = ?";
        Ok(Fen(self.0.prepare_cached(sql)?.query_row([receipt], |r| r.get(0))?))
    }

    fn refunds_where(self, condition: &str, key: impl rusqlite::Params) -> Result<Vec<Refund>> {
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT b.id, b.act, t.operator, b.payment_id, b.account_id, b.home_id, b.form_id, b.fen, b.method, b.payee,
               b.reference, t.biz_date, b.reverses
             FROM act t JOIN refund b ON b.act = t.seq WHERE {condition} ORDER BY b.id"
        ))?;
        let rows = statement.query_map(key, |r| {
            Ok(Refund {
                id: r.get(0)?,
                act: r.get(1)?,
                operator: r.get(2)?,
                payment: r.get(3)?,
                account: r.get(4)?,
                home: r.get(5)?,
                form: r.get(6)?,
                fen: Fen(r.get(7)?),
                method: r.get(8)?,
                payee: r.get(9)?,
                reference: r.get(10)?,
                biz_date: form::date(r.get(11)?).unwrap_or_default(),
                reverses: r.get(12)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
