//! Money over the counter on an approved form, and taking back on the same day what was paid out wrongly.

use super::{Form, Terms, terms_of};
use crate::bill_run::require_reason;
use crate::refusal::{FormRefusal, PayoutRefusal};
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use zhangfang_domain::Fen;
use zhangfang_domain::method::Method;
use zhangfang_store::Act;
use zhangfang_store::receipt::Prepaid;
use zhangfang_store::refund::PayOut;

/// What was paid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidOut {
    /// The form.
    pub form: String,
    /// How much.
    #[serde(with = "crate::wire::yuan")]
    pub amount: Fen,
    /// Code of the method.
    pub method: String,
    /// Who got it.
    pub payee: String,
}

/// What was paid out on a form, and whether it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// The act that paid it out.
    pub act: i64,
    /// Who paid it out.
    pub by: String,
    /// When.
    pub on: NaiveDate,
    /// Code of the method.
    pub method: String,
    /// Who got it.
    pub payee: String,
    /// Reference of the wallet or bank.
    pub reference: Option<String>,
    /// Whether it was taken back.
    pub taken_back: bool,
}

impl Office {
    /// Pays out what an approved 退款单 or 押金退还单 gives back, by the way it names. It is in the cash of this day.
    ///
    /// # Errors
    /// [`PayoutRefusal::NothingToPay`], [`PayoutRefusal::NotApproved`], [`PayoutRefusal::Done`],
    /// [`PayoutRefusal::ApprovedWay`], [`PayoutRefusal::LessLeft`].
    pub fn pay_out(
        &mut self,
        number: &str,
        method: Option<Method>,
        reference: Option<String>,
        occasion: &Occasion,
    ) -> Result<Posted<PaidOut>> {
        let form = self.form(number)?;
        let terms = terms_of(&form)?;
        let (way, payee) = match &terms {
            Terms::Refund(refund) => (refund.method.clone(), refund.payee.clone()),
            Terms::DepositReturn(back) => (back.method.clone(), back.payee.clone()),
            _ => return Err(PayoutRefusal::NothingToPay { number: form.number }.into()),
        };
        if !self.replays(occasion)? {
            refuse_unready(&form)?;
            self.require_shift(occasion)?;
            if let Some(wanted) = method.filter(|m| m.code() != way) {
                let wanted = wanted.code().to_owned();
                return Err(PayoutRefusal::ApprovedWay { number: form.number, way, wanted }.into());
            }
        }
        let out = PayOut { method: way, payee, reference: reference.filter(|r| !r.trim().is_empty()) };
        self.book.transact("refund.pay", occasion, |act| {
            match &terms {
                Terms::Refund(refund) => {
                    let payments = refund.payments(act.reading(), &form)?;
                    refund.refuse_less(act.reading(), &payments, &form)?;
                    pay_of(act, &form, &payments, &out)?;
                }
                Terms::DepositReturn(back) => back.pay(act, &form, &out)?,
                _ => {}
            }
            act.post_form_effect(&form)?;
            act.note("fen", form.fen.0);
            let (method, payee) = (out.method.clone(), out.payee.clone());
            Ok::<_, OfficeError>(PaidOut { form: form.number.clone(), amount: form.fen, method, payee })
        })
    }

    /// Takes back on the same day what was paid out wrongly: the money is prepaid (or held) again. The form stays done;
    /// paying again needs a new one.
    ///
    /// # Errors
    /// [`PayoutRefusal::NothingPaid`], [`PayoutRefusal::TakeBackTooLate`], [`Refusal::Unusable`] without a reason.
    pub fn take_back(&mut self, number: &str, reason: &str, occasion: &Occasion) -> Result<Posted<String>> {
        require_reason(reason)?;
        let form = self.form(number)?;
        let replay = self.replays(occasion)?;
        match self.payout(&form)? {
            _ if replay => {}
            Some(paid) if !paid.taken_back => {
                self.require_shift(occasion)?;
                let over = self.book.reading().last_business_day()?.is_some_and(|last| last > paid.on);
                let shift = self.book.reading().shift_holding(paid.act, &paid.by)?;
                let counted = shift.is_some_and(|shift| shift.closing.is_some());
                if paid.on != occasion.today || over || counted {
                    return Err(PayoutRefusal::TakeBackTooLate { number: form.number, on: paid.on }.into());
                }
            }
            _ => return Err(PayoutRefusal::NothingPaid { number: form.number }.into()),
        }
        self.book.transact("refund.take-back", occasion, |act| {
            let refunds = act.reading().refunds_of(&form)?;
            for wrong in refunds.iter().filter(|r| r.fen.is_positive()) {
                act.take_back_refund(wrong)?;
            }
            let moves = act.reading().deposit_moves_of(&form)?;
            for wrong in moves.iter().filter(|m| m.fen.is_positive() && m.method.is_some()) {
                act.take_back_return(wrong, &form)?;
            }
            act.note("form", form.number.as_str());
            act.note("reason", reason);
            Ok::<_, OfficeError>(form.number.clone())
        })
    }

    /// What was paid out on a form.
    ///
    /// # Errors
    /// Store errors.
    pub fn payout(&self, form: &Form) -> Result<Option<Payout>> {
        let refunds = self.book.reading().refunds_of(form)?;
        let moves = self.book.reading().deposit_moves_of(form)?;
        let net: Fen = refunds.iter().map(|r| r.fen).chain(moves.iter().map(|m| m.fen)).sum();
        let refund = refunds.into_iter().find(|r| r.fen.is_positive()).map(|r| Payout {
            act: r.act,
            by: r.operator,
            on: r.biz_date,
            method: r.method,
            payee: r.payee,
            reference: r.reference,
            taken_back: net.is_zero(),
        });
        let returned = moves.into_iter().find(|m| m.fen.is_positive()).and_then(|m| {
            Some(Payout {
                act: m.act,
                by: m.operator,
                on: m.biz_date,
                method: m.method?,
                payee: m.payee.unwrap_or_default(),
                reference: m.reference,
                taken_back: net.is_zero(),
            })
        });
        Ok(refund.or(returned))
    }
}

fn refuse_unready(form: &Form) -> Result<(), Refusal> {
    let number = form.number.clone();
    match &form.verdict {
        Some(verdict) if !verdict.approved => {
            Err(FormRefusal::Decided { number, by: verdict.by.clone() }.into())
        }
        None => Err(PayoutRefusal::NotApproved { number }.into()),
        Some(_) if form.effect.is_some() => Err(PayoutRefusal::Done { number }.into()),
        Some(_) => Ok(()),
    }
}

fn pay_of(
    act: &mut Act<'_>,
    form: &Form,
    payments: &[zhangfang_store::receipt::Payment],
    out: &PayOut,
) -> Result<()> {
    let mut rest = form.fen;
    for payment in payments {
        let left = act.reading().left_of(payment.id)?;
        let fen = rest.min(left);
        if fen.is_positive() {
            let (account, home) = (payment.account, payment.home);
            act.post_refund(&Prepaid { account, home, payment: payment.id, fen: left }, form, fen, out)?;
            rest -= fen;
        }
    }
    Ok(())
}
