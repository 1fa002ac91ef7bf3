//! 退款单: prepaid money goes back to whoever paid it, the way it came, after an approval. Time paid for and not served
//! is taken back first (domain sections 3.10 and 4.9).

use super::unserved::Covered;
use super::{Application, Form, FormKind, Terms};
use crate::refusal::PayoutRefusal;
use crate::{Occasion, Office, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use zhangfang_domain::Fen;
use zhangfang_domain::method::Method;
use zhangfang_domain::reason::RefundReason;
use zhangfang_store::receipt::{Payment, Receipt};
use zhangfang_store::{Act, Reading};

/// What a refund asks for; kept with its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Number of the original receipt.
    pub receipt: i64,
    /// What was received on it, in fen.
    pub received: i64,
    /// Code of a [`RefundReason`].
    pub reason: String,
    /// Code of the method it is paid out by.
    pub method: String,
    /// Code of the method the original money came by.
    pub original_method: String,
    /// Why it does not go back the way it came.
    pub other_way: Option<String>,
    /// Who gets it.
    pub payee: String,
    /// Bank account or wallet of the payee.
    pub payee_account: Option<String>,
    /// Last day of service, when time not served is refunded.
    pub used_until: Option<NaiveDate>,
    /// How the sum came about, line by line.
    pub calculation: Vec<CalculationLine>,
    /// Papers handed in: the original receipt or a loss statement, an authorisation.
    pub attachments: Option<String>,
}

/// One line of a calculation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalculationLine {
    /// What it is, in Chinese.
    pub label: String,
    /// How much.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
}

/// A refund as a clerk asks for it.
#[derive(Clone, Debug)]
pub struct RefundRequest {
    /// The home.
    pub room: String,
    /// Number of the original receipt.
    pub receipt: i64,
    /// How much; what time not served comes to, when missing.
    pub amount: Option<Fen>,
    /// Why, from the list.
    pub reason_code: RefundReason,
    /// Why, in words.
    pub reason: String,
    /// Who gets it; the payer of the receipt when missing.
    pub payee: Option<String>,
    /// Bank account or wallet of the payee.
    pub payee_account: Option<String>,
    /// How it is paid out, when not the way it came.
    pub method: Option<Method>,
    /// Why it does not go back the way it came.
    pub other_way: Option<String>,
    /// Last day of service.
    pub used_until: Option<NaiveDate>,
    /// Papers handed in.
    pub attachments: Option<String>,
}

/// A receipt of a home and what of its money is not used up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptOfHome {
    /// The receipt.
    pub receipt: Receipt,
    /// What it brought to the home.
    pub received: Fen,
    /// What of that is still prepaid.
    pub left: Fen,
}

impl Office {
    /// The receipts a refund for a home can be asked on, newest first: those that stand, deposits left aside.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn receipts_of_home(&self, room: &str) -> Result<Vec<ReceiptOfHome>> {
        let home = self.home(room)?;
        let reading = self.book.reading();
        let mut found = Vec::new();
        for receipt in reading.receipts_of_home(home.id)? {
            let payments = reading.payments_for(&receipt, home.id)?;
            let received = payments.iter().map(|p| p.fen).sum();
            found.push(ReceiptOfHome { left: left_of(reading, &payments)?, received, receipt });
        }
        Ok(found)
    }

    /// Files a 退款单. The money stays where it is until the form is approved and the cashier pays it.
    ///
    /// # Errors
    /// [`PayoutRefusal::DepositHasItsForm`], [`PayoutRefusal::NegativeRefund`], [`PayoutRefusal::NotOnReceipt`],
    /// [`PayoutRefusal::NothingLeft`], [`PayoutRefusal::MoreThanLeft`], [`PayoutRefusal::OtherWay`],
    /// [`Refusal::AlreadyVoid`], [`Refusal::Unusable`].
    pub fn request_refund(&mut self, request: &RefundRequest, occasion: &Occasion) -> Result<Posted<String>> {
        let receipt = self.receipt(request.receipt)?;
        let home = self.home(&request.room)?;
        let room = home.record.room_number();
        let payments = self.book.reading().payments_for(&receipt, home.id)?;
        let (amount, calculation) = if self.replays(occasion)? {
            (Fen::ZERO, Vec::new())
        } else {
            self.refuse_wrong_receipt(request, &receipt, &room, &payments)?;
            self.refundable(request, &receipt, &payments)?
        };
        let method = request.method.map_or(receipt.method.clone(), |m| m.code().to_owned());
        let given = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
        };
        let other_way = given(&request.other_way);
        if method != receipt.method && other_way.is_none() {
            return Err(PayoutRefusal::OtherWay { came: receipt.method, wanted: method }.into());
        }
        let refund = Refund {
            receipt: receipt.number,
            received: receipt.fen,
            reason: request.reason_code.code().to_owned(),
            method,
            original_method: receipt.method.clone(),
            other_way,
            payee: given(&request.payee).unwrap_or_else(|| receipt.payer.clone()),
            payee_account: given(&request.payee_account),
            used_until: request.used_until,
            calculation,
            attachments: given(&request.attachments),
        };
        let application = Application {
            terms: Terms::Refund(refund),
            home: Some(home.id),
            account: payments.first().map(|p| p.account),
            fen: amount,
            reason: request.reason.clone(),
        };
        self.file(&application, occasion)
    }

    fn refuse_wrong_receipt(
        &self,
        request: &RefundRequest,
        receipt: &Receipt,
        room: &str,
        payments: &[Payment],
    ) -> Result<()> {
        let number = receipt.number;
        if let Some(deposit) = self.book.reading().deposit_on(receipt)? {
            return Err(PayoutRefusal::DepositHasItsForm { deposit: Some(deposit.id) }.into());
        }
        if request.reason_code == RefundReason::Deposit {
            return Err(PayoutRefusal::DepositHasItsForm { deposit: None }.into());
        }
        if receipt.void_reason.is_some() {
            return Err(Refusal::AlreadyVoid { number }.into());
        }
        if payments.is_empty() {
            return Err(PayoutRefusal::NotOnReceipt { number, room: room.to_owned() }.into());
        }
        match request.amount {
            Some(amount) if !amount.is_positive() => {
                Err(PayoutRefusal::NegativeRefund { fen: amount }.into())
            }
            None if request.used_until.is_none() => {
                let expected = "退多少元；合同终止、退租的可只写使用截止日，由系统计算";
                Err(Refusal::Unusable { field: "退款金额", value: String::new(), expected }.into())
            }
            _ => Ok(()),
        }
    }

    /// How much goes back and how that comes about.
    fn refundable(
        &self,
        request: &RefundRequest,
        receipt: &Receipt,
        payments: &[Payment],
    ) -> Result<(Fen, Vec<CalculationLine>)> {
        match request.used_until {
            Some(last) => self.refundable_unserved(request, receipt, payments, last),
            None => self.refundable_left(request, receipt, payments),
        }
    }

    /// Out of what is left of a receipt.
    fn refundable_left(
        &self,
        request: &RefundRequest,
        receipt: &Receipt,
        payments: &[Payment],
    ) -> Result<(Fen, Vec<CalculationLine>)> {
        let number = receipt.number;
        let left = left_of(self.book.reading(), payments)?;
        let promised = self.promised_of(number, payments)?;
        let free = left - promised;
        let asked = request.amount.unwrap_or(free);
        if !left.is_positive() {
            return Err(PayoutRefusal::NothingLeft { number }.into());
        }
        if asked > free {
            return Err(PayoutRefusal::MoreThanLeft { number, asked, left, promised }.into());
        }
        let of_home = payments.iter().map(|p| p.fen).sum();
        let lines = vec![
            line(format!("收据 {number:07} 收本户"), of_home),
            line("其中未抵扣账单的预存余额".to_owned(), left),
        ];
        Ok((asked, lines))
    }

    /// Out of time paid for and not served.
    fn refundable_unserved(
        &self,
        request: &RefundRequest,
        receipt: &Receipt,
        payments: &[Payment],
        last: NaiveDate,
    ) -> Result<(Fen, Vec<CalculationLine>)> {
        let number = receipt.number;
        if !request.reason_code.ends_service() {
            let (field, value) = ("使用截止日", last.to_string());
            return Err(Refusal::Unusable { field, value, expected: "只用于退租或合同终止" }.into());
        }
        let covered = Covered::read(self.book.reading(), payments, last)?;
        let (value, gift) = (covered.value(), covered.gift());
        if !value.back.is_positive() {
            return Err(PayoutRefusal::AllServed { number, last }.into());
        }
        let asked = request.amount.unwrap_or(value.back);
        if asked > value.back {
            let (left, promised) = (value.back, Fen::ZERO);
            return Err(PayoutRefusal::MoreThanLeft { number, asked, left, promised }.into());
        }
        let mut lines = Vec::new();
        if let Some(months) = covered.months() {
            lines.push(line(
                format!("已缴（收据 {number:07}，{}）", crate::statement::period_text(months)),
                value.paid,
            ));
        }
        let time = match covered.time_used() {
            Some((months, 0)) => format!("{months} 个月"),
            Some((months, days)) => format!("{months} 个月零 {days} 天"),
            None => String::new(),
        };
        lines.push(line(format!("已使用至 {}，{time}", last.format("%Y年%-m月%-d日")), -value.used));
        if gift.is_positive() {
            if value.gift_kept.is_positive() {
                lines.push(line("已使用月份按比例保留的赠送".to_owned(), value.gift_kept));
            }
            let lapsed = gift - value.gift_kept;
            lines.push(line(format!("赠送失效 {lapsed} 元，不折现"), Fen::ZERO));
        }
        Ok((asked, lines))
    }

    /// Prepaid money of a receipt that other refund forms already ask for.
    fn promised_of(&self, number: i64, payments: &[Payment]) -> Result<Fen> {
        let account = payments.first().map(|p| p.account);
        let mut promised = Fen::ZERO;
        for form in self.forms(Some(FormKind::Refund))? {
            let waits = form.effect.is_none() && form.verdict.as_ref().is_none_or(|v| v.approved);
            if waits
                && form.account == account
                && let Terms::Refund(refund) = super::terms_of(&form)?
                && refund.receipt == number
                && (refund.used_until.is_none() || form.verdict.is_some())
            {
                promised += form.fen;
            }
        }
        Ok(promised)
    }
}

fn line(label: String, amount: Fen) -> CalculationLine {
    CalculationLine { label, amount }
}

fn left_of(reading: Reading<'_>, payments: &[Payment]) -> Result<Fen> {
    payments.iter().map(|p| Ok(reading.left_of(p.id)?)).sum()
}

impl Refund {
    /// Takes back what is not served, and sees that the money is there. It is paid at the counter.
    pub(super) fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        let payments = self.payments(act.reading(), form)?;
        if let Some(last) = self.used_until {
            let covered = Covered::read(act.reading(), &payments, last)?;
            let back = covered.value().back;
            if back < form.fen {
                let asked = form.fen;
                return Err(PayoutRefusal::LessLeft { number: self.receipt, asked, left: back }.into());
            }
            covered.take_back(act, form)?;
        }
        self.refuse_less(act.reading(), &payments, form)?;
        Ok(false)
    }

    /// The payments the money goes back out of.
    pub(super) fn payments(&self, reading: Reading<'_>, form: &Form) -> Result<Vec<Payment>> {
        let receipt = reading.receipt(self.receipt)?;
        Ok(reading.payments_for(&receipt, form.home.unwrap_or_default())?)
    }

    /// Refuses when less is left than the form gives back.
    pub(super) fn refuse_less(&self, reading: Reading<'_>, payments: &[Payment], form: &Form) -> Result<()> {
        let (left, asked) = (left_of(reading, payments)?, form.fen);
        if left < asked {
            return Err(PayoutRefusal::LessLeft { number: self.receipt, asked, left }.into());
        }
        Ok(())
    }
}
