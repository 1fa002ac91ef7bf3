//! 押金: money of others the office holds. Taken on a receipt of its own, never mixed with fees and never drawn to
//! charges; it leaves by a 押金退还单 or a 押金扣款单.

use super::{Application, Form, Terms};
use crate::bill_run::require_reason;
use crate::receipt::TakenReceipt;
use crate::refusal::PayoutRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use zhangfang_domain::method::Method;
use zhangfang_domain::{Fen, settlement};
use zhangfang_store::Act;
pub use zhangfang_store::deposit::Deposit;
use zhangfang_store::deposit::NewDeposit;
use zhangfang_store::receipt::NewReceipt;
use zhangfang_store::refund::PayOut;

/// What is asked of a deposit to go back; kept with its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositReturn {
    /// The deposit.
    pub deposit: i64,
    /// Code of the method it is paid out by.
    pub method: String,
    /// Why it does not go back the way it came.
    pub other_way: Option<String>,
    /// Who gets it.
    pub payee: String,
    /// Bank account or wallet of the payee.
    pub payee_account: Option<String>,
    /// What was found: photographs, an acceptance note.
    pub notes: Option<String>,
}

/// What is asked of a deposit to be kept; kept with its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositDeduction {
    /// The deposit.
    pub deposit: i64,
    /// What was found: photographs, an estimate.
    pub notes: Option<String>,
}

/// A deposit as a clerk takes it.
#[derive(Clone, Debug)]
pub struct DepositRequest {
    /// The home.
    pub room: String,
    /// What it secures: 装修押金, 门禁卡押金 …
    pub purpose: String,
    /// How much.
    pub amount: Fen,
    /// How it is paid.
    pub method: Method,
    /// Cash handed over.
    pub tendered: Option<Fen>,
    /// Who pays; the owners when missing.
    pub payer: Option<String>,
    /// Reference of the wallet or bank.
    pub reference: Option<String>,
    /// When it is returned, as promised on the receipt.
    pub return_when: String,
}

/// What a deposit was taken on. As JSON it can be read as a receipt that settled nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenDeposit {
    /// The receipt.
    #[serde(flatten)]
    pub receipt: TakenReceipt,
    /// The deposit.
    pub deposit: i64,
    /// What it secures.
    pub purpose: String,
}

/// A deposit in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DepositLine {
    /// Its number.
    pub deposit: i64,
    /// The home.
    pub room: String,
    /// What it secures.
    pub purpose: String,
    /// Who brought it.
    pub payer: String,
    /// Number of its receipt.
    pub receipt: i64,
    /// When it was taken.
    pub taken: NaiveDate,
    /// How much.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// Returned so far.
    #[serde(with = "wire::yuan")]
    pub returned: Fen,
    /// Kept so far.
    #[serde(with = "wire::yuan")]
    pub deducted: Fen,
    /// Still held.
    #[serde(with = "wire::yuan")]
    pub held: Fen,
    /// When it is returned, as promised.
    pub return_when: String,
    /// Whether its receipt was voided.
    pub void: bool,
}

/// A part of a deposit to be returned or kept, as a clerk asks for it.
#[derive(Clone, Debug)]
pub struct DepositMoveRequest {
    /// The deposit.
    pub deposit: i64,
    /// How much; all that is held when missing.
    pub amount: Option<Fen>,
    /// Why.
    pub reason: String,
    /// What was found.
    pub notes: Option<String>,
    /// Who gets it; whoever brought it when missing.
    pub payee: Option<String>,
    /// Bank account or wallet of the payee.
    pub payee_account: Option<String>,
    /// How it is paid out, when not the way it came.
    pub method: Option<Method>,
    /// Why it does not go back the way it came.
    pub other_way: Option<String>,
}

impl Office {
    /// Takes a deposit under the next receipt number.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], [`Refusal::Settlement`], [`Refusal::TenderedWithoutCash`], [`Refusal::Unusable`]
    /// without a purpose or a promise, [`crate::refusal::ShiftRefusal`].
    pub fn take_deposit(
        &mut self,
        request: &DepositRequest,
        occasion: &Occasion,
    ) -> Result<Posted<TakenDeposit>> {
        if !self.replays(occasion)? {
            self.require_shift(occasion)?;
        }
        let home = self.home(&request.room)?;
        let texts = [
            ("押金名目", &request.purpose, "如 装修押金、门禁卡押金"),
            ("退还条件", &request.return_when, "何时退还，会印在收据上"),
        ];
        if let Some((field, _, expected)) = texts.into_iter().find(|(_, text, _)| text.trim().is_empty()) {
            return Err(Refusal::Unusable { field, value: String::new(), expected }.into());
        }
        let amount = request.amount;
        if !amount.is_positive() {
            return Err(settlement::SettlementError::NotPositive { amount }.into());
        }
        let change = crate::receipt::change_for(request.method, request.tendered, amount)?;
        let payer = request.payer.as_deref().map(str::trim).filter(|p| !p.is_empty());
        let payer = payer.map_or_else(|| home.record.owners.join("、"), str::to_owned);
        let first_number = self.profile()?.first_receipt_number();
        self.book.transact("deposit.take", occasion, |act| {
            let new = NewReceipt {
                payer: if payer.is_empty() { home.record.room_number() } else { payer },
                method: request.method.code().to_owned(),
                fen: amount,
                tendered: request.tendered,
                reference: request.reference.clone(),
                note: Some(request.purpose.trim().to_owned()),
            };
            let (receipt, number) = act.post_receipt(&new, first_number)?;
            let deposit = act.post_deposit(&NewDeposit {
                receipt,
                account: home.account,
                home: home.id,
                purpose: request.purpose.trim().to_owned(),
                fen: amount,
                return_when: request.return_when.trim().to_owned(),
            })?;
            act.note("deposit", deposit);
            let (homes, order) = (Vec::new(), String::new());
            let receipt = TakenReceipt { number, total: amount, change, homes, order };
            Ok::<_, OfficeError>(TakenDeposit {
                receipt,
                deposit,
                purpose: request.purpose.trim().to_owned(),
            })
        })
    }

    /// Files a 押金退还单; the cashier pays it after the approval.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`PayoutRefusal::MoreThanHeld`], [`PayoutRefusal::NegativeRefund`], [`PayoutRefusal::OtherWay`].
    pub fn request_deposit_return(
        &mut self,
        request: &DepositMoveRequest,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let deposit = self.deposit(request.deposit)?;
        let method = request.method.map_or(deposit.method.clone(), |m| m.code().to_owned());
        if method != deposit.method && request.other_way.is_none() {
            return Err(PayoutRefusal::OtherWay { came: deposit.method, wanted: method }.into());
        }
        let terms = Terms::DepositReturn(DepositReturn {
            deposit: deposit.id,
            method,
            other_way: request.other_way.clone(),
            payee: request.payee.clone().unwrap_or_else(|| deposit.payer.clone()),
            payee_account: request.payee_account.clone(),
            notes: request.notes.clone(),
        });
        self.file_deposit_form(terms, &deposit, request, occasion)
    }

    /// Files a 押金扣款单; an approval keeps the sum at once.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`PayoutRefusal::MoreThanHeld`], [`PayoutRefusal::NegativeRefund`].
    pub fn request_deposit_deduction(
        &mut self,
        request: &DepositMoveRequest,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let deposit = self.deposit(request.deposit)?;
        let notes = request.notes.clone();
        let terms = Terms::DepositDeduction(DepositDeduction { deposit: deposit.id, notes });
        self.file_deposit_form(terms, &deposit, request, occasion)
    }

    fn file_deposit_form(
        &mut self,
        terms: Terms,
        deposit: &Deposit,
        request: &DepositMoveRequest,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        require_reason(&request.reason)?;
        let (mut fen, id) = (Fen::ZERO, deposit.id);
        if !self.replays(occasion)? {
            let promised = self.promised_of_deposit(id)?;
            let free = deposit.held() - promised;
            fen = request.amount.unwrap_or(free);
            if request.amount.is_some_and(|amount| !amount.is_positive()) {
                return Err(PayoutRefusal::NegativeRefund { fen }.into());
            }
            if fen > free || !fen.is_positive() {
                return Err(PayoutRefusal::MoreThanHeld {
                    deposit: id,
                    asked: fen,
                    held: deposit.held(),
                    promised,
                }
                .into());
            }
        }
        let (home, account, reason) = (Some(deposit.home), Some(deposit.account), request.reason.clone());
        self.file(&Application { terms, home, account, fen, reason }, occasion)
    }

    /// What forms that are not done yet already ask for of a deposit.
    fn promised_of_deposit(&self, deposit: i64) -> Result<Fen> {
        let mut promised = Fen::ZERO;
        for form in self.forms(None)? {
            let waits = form.effect.is_none() && form.verdict.as_ref().is_none_or(|v| v.approved);
            let of = match super::terms_of(&form)? {
                Terms::DepositReturn(back) => back.deposit,
                Terms::DepositDeduction(kept) => kept.deposit,
                _ => continue,
            };
            if waits && of == deposit {
                promised += form.fen;
            }
        }
        Ok(promised)
    }

    /// A deposit by its number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn deposit(&self, deposit: i64) -> Result<Deposit> {
        self.book.reading().deposit(deposit).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                Refusal::Unknown { kind: "押金", name: key }.into()
            }
            other => other.into(),
        })
    }

    /// Deposits of a home or of all homes, oldest first; without `all` only what is still held.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`].
    pub fn deposits(&self, room: Option<&str>, all: bool) -> Result<Vec<DepositLine>> {
        let home = room.map(|room| self.home(room)).transpose()?.map(|home| home.id);
        let mut deposits = self.book.reading().deposits(home)?;
        deposits.retain(|d| all || d.held().is_positive());
        deposits.iter().map(|deposit| self.deposit_line(deposit)).collect()
    }

    /// A deposit as the list shows it.
    ///
    /// # Errors
    /// Store errors.
    pub fn deposit_line(&self, deposit: &Deposit) -> Result<DepositLine> {
        Ok(DepositLine {
            deposit: deposit.id,
            room: self.book.reading().home(deposit.home)?.record.room_number(),
            purpose: deposit.purpose.clone(),
            payer: deposit.payer.clone(),
            receipt: deposit.receipt,
            taken: deposit.taken,
            amount: deposit.fen,
            returned: deposit.returned,
            deducted: deposit.deducted,
            held: deposit.held(),
            return_when: deposit.return_when.clone(),
            void: deposit.void,
        })
    }
}

fn refuse_less_held(act: &Act<'_>, deposit: i64, form: &Form) -> Result<()> {
    let held = act.reading().deposit(deposit)?.held();
    if held < form.fen {
        let (asked, promised) = (form.fen, Fen::ZERO);
        return Err(PayoutRefusal::MoreThanHeld { deposit, asked, held, promised }.into());
    }
    Ok(())
}

impl DepositReturn {
    /// Sees that the money is held; it is paid at the counter.
    pub(super) fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        refuse_less_held(act, self.deposit, form)?;
        Ok(false)
    }

    /// Pays it out.
    pub(super) fn pay(&self, act: &mut Act<'_>, form: &Form, out: &PayOut) -> Result<()> {
        refuse_less_held(act, self.deposit, form)?;
        Ok(act.return_deposit(self.deposit, form, form.fen, out)?)
    }
}

impl DepositDeduction {
    /// Keeps the sum.
    pub(super) fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        refuse_less_held(act, self.deposit, form)?;
        act.deduct_deposit(self.deposit, form, form.fen)?;
        Ok(true)
    }
}
