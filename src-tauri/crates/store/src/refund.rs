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
        let values = [
            Value::Integer(source.payment),
            Value::Integer(source.account),
            Value::Integer(source.home),
            Value::Integer(form.id),
            Value::Integer(fen.0),
            Value::Text(out.method.clone()),
            Value::Text(out.payee.clone()),
            out.reference.clone().map_or(Value::Null, Value::Text),
            Value::Null,
        ];
        self.post(&fact::REFUND, &values)?;
        Ok(rest)
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
        let mut statement = self.0.prepare_cached(
            "SELECT b.id, b.act, t.operator, b.payment_id, b.account_id, b.home_id, b.form_id, b.fen, b.method, b.payee,
               b.reference, t.biz_date
             FROM act t JOIN refund b ON b.act = t.seq WHERE t.biz_date BETWEEN ? AND ? ORDER BY b.id",
        )?;
        let rows = statement.query_map((form::day(from), form::day(to)), |r| {
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
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
