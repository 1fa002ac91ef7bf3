//! Taking money at the counter: one receipt, one payer, one or several homes.

use crate::bill_run::require_reason;
use crate::form::write_off::{give_up_again, reopen_paid};
use crate::late_charge::{claim_accrued, withdraw_claims};
use crate::refusal::PayoutRefusal;
use crate::settlement::Settling;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::method::Method;
use zhangfang_domain::settlement::{Class, Order};
use zhangfang_domain::{Fen, Months, settlement};
use zhangfang_store::Act;
use zhangfang_store::account::Account;
use zhangfang_store::arrears::OpenItem;
pub use zhangfang_store::receipt::Receipt;
use zhangfang_store::receipt::{NewReceipt, Payment, Prepaid};
use zhangfang_store::register::Home;

/// A payment as the clerk types it.
#[derive(Clone, Debug)]
pub struct TakeRequest {
    /// Who pays; the owners of the first home when empty.
    pub payer: Option<String>,
    /// How.
    pub method: Method,
    /// For which homes.
    pub homes: Vec<HomePayment>,
    /// Cash handed over.
    pub tendered: Option<Fen>,
    /// Reference of the wallet or bank.
    pub reference: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// The payer pays principal only: claimed late charges and costs stay open (H8).
    pub principal_only: bool,
}

impl TakeRequest {
    /// The remark, which says when the payer named what is paid (Civil Code 560).
    fn remark(&self) -> Option<String> {
        const DESIGNATED: &str = "业主指定";
        let named = self.homes.iter().any(|home| !home.designated.is_empty());
        match given(&self.note) {
            Some(note) if named && !note.contains(DESIGNATED) => Some(format!("{DESIGNATED}；{note}")),
            None if named => Some(DESIGNATED.to_owned()),
            note => note,
        }
    }

    /// What its money is to be applied to.
    pub(crate) const fn settles(&self) -> Settles {
        if self.principal_only { Settles::PrincipalOnly } else { Settles::Everything }
    }
}

/// What is paid for one home.
#[derive(Clone, Debug)]
pub struct HomePayment {
    /// The home, by room in any form.
    pub room: String,
    /// How much; all that is open when missing.
    pub amount: Option<Fen>,
    /// The charges the payer names, by id (指定清偿); oldest due first when empty.
    pub designated: Vec<i64>,
    /// Another account of the home than that of the owner of now.
    pub account: Option<i64>,
}

/// What a receipt settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenReceipt {
    /// Its number.
    pub number: i64,
    /// Sum received.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// Change to hand back.
    #[serde(with = "wire::yuan")]
    pub change: Fen,
    /// Home by home.
    pub homes: Vec<TakenForHome>,
    /// Code of the order in which debts were settled; empty on receipts from before it was recorded.
    #[serde(default)]
    pub order: String,
}

/// What a receipt settled for one home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenForHome {
    /// The home.
    pub room: String,
    /// The account it was received for; the owner's of then when a book does not say it.
    #[serde(default)]
    pub account: Option<i64>,
    /// Received for it.
    #[serde(with = "wire::yuan")]
    pub received: Fen,
    /// Charges paid, in the order paid.
    pub lines: Vec<SettledLine>,
    /// What became prepaid.
    #[serde(with = "wire::yuan")]
    pub prepaid: Fen,
    /// What its account has paid ahead after this; missing on receipts from before it was recorded.
    #[serde(default, with = "wire::yuan_or_none")]
    pub prepaid_balance: Option<Fen>,
    /// What stays open on the home.
    #[serde(with = "wire::yuan")]
    pub left_open: Fen,
    /// What of it is claimed late charge and costs, by item.
    #[serde(default)]
    pub left_beside_principal: Vec<LeftOpen>,
    /// What promotions took off, in the order of the months.
    #[serde(default)]
    pub discounts: Vec<DiscountLine>,
    /// What approvals had taken off the charges it closed before.
    #[serde(default)]
    pub reductions: Vec<DiscountLine>,
}

/// What was taken off one charge, by a promotion of the receipt or by an approval before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscountLine {
    /// Name of the promotion, or what kind of reduction it was.
    pub promotion: String,
    /// The charge.
    pub charge: i64,
    /// Its item, by the name on paper.
    pub item: String,
    /// Its months.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// What was taken off, more than nothing.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
}

/// What stays open of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOpen {
    /// The item, by the name on paper.
    pub item: String,
    /// How much.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
}

/// Money that went to one charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledLine {
    /// The charge.
    pub charge: i64,
    /// Its item, by the name on paper.
    pub item: String,
    /// Its months.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// The money.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
}

/// What a receipt brings to one account.
struct PaymentPart {
    home: Home,
    account: Account,
    amount: Fen,
    designated: Vec<i64>,
}

impl Office {
    /// Takes money and gives it a receipt number.
    ///
    /// Designated charges are paid first, then what is due in the order of the office; what is left over is prepaid
    /// (domain 4.8). In the statutory order the late charge accrued by today is claimed in the same act, unless the
    /// payer pays principal only or names what is paid.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], [`Refusal::NothingOpen`], [`Refusal::HomeTwice`], [`Refusal::Settlement`]
    /// (not more than zero, charge not open, cash too little), [`Refusal::TenderedWithoutCash`],
    /// [`crate::refusal::ShiftRefusal`] when the book uses shifts and whoever acts has none open.
    pub fn take(&mut self, request: &TakeRequest, occasion: &Occasion) -> Result<Posted<TakenReceipt>> {
        self.take_and(request, request.settles(), occasion, |_, _| Ok(()))
    }

    /// Takes money and does something more with the receipt (its id) in the same act.
    pub(crate) fn take_and(
        &mut self,
        request: &TakeRequest,
        settles: Settles,
        occasion: &Occasion,
        also: impl FnOnce(&mut Act<'_>, i64) -> Result<()>,
    ) -> Result<Posted<TakenReceipt>> {
        let replay = self.replays(occasion)?;
        if !replay {
            self.require_shift(occasion)?;
        }
        let parts = if replay { Vec::new() } else { self.parts(request, occasion.today)? };
        let total: Fen = parts.iter().map(|part| part.amount).sum();
        let change = if replay { Fen::ZERO } else { change_for(request.method, request.tendered, total)? };
        let first = parts.first().map(|part| (&part.home, part.account.owners.as_slice()));
        let payer = payer(request.payer.as_deref(), first);
        let first_number = self.profile()?.first_receipt_number();
        self.book.transact("receipt.take", occasion, |act| {
            let new = NewReceipt {
                payer,
                method: request.method.code().to_owned(),
                fen: total,
                tendered: request.tendered,
                reference: given(&request.reference),
                note: request.remark(),
            };
            let (receipt, number) = act.post_receipt(&new, first_number)?;
            let mut homes = Vec::with_capacity(parts.len());
            for PaymentPart { home, account, amount, designated } in &parts {
                reopen_paid(act, designated, *amount, &format!("收据 {number:07} 自愿缴纳"))?;
                let payment = act.post_payment(receipt, account.id, home.id, *amount)?;
                homes.push(settle(act, payment, home, designated, settles)?);
            }
            also(act, receipt)?;
            let order = Settling::read(act.reading())?.order.code().to_owned();
            Ok::<_, OfficeError>(TakenReceipt { number, total, change, homes, order })
        })
    }

    /// The homes of a request with the amount for each.
    fn parts(&self, request: &TakeRequest, today: NaiveDate) -> Result<Vec<PaymentPart>> {
        let mut parts: Vec<PaymentPart> = Vec::new();
        for wanted in &request.homes {
            let home = self.home(&wanted.room)?;
            let room = home.record.room_number();
            if parts.iter().any(|part| part.home.id == home.id) {
                return Err(Refusal::HomeTwice { room }.into());
            }
            let account = self.account_of(&home, wanted.account)?;
            self.require_own(&account, &wanted.designated)?;
            let open = self.to_be_paid(&account, request.principal_only, today)?;
            let amount = match wanted.amount {
                Some(amount) => amount,
                None if open.is_positive() => open,
                None => return Err(self.nothing_open(&home)?),
            };
            if !amount.is_positive() {
                return Err(settlement::SettlementError::NotPositive { amount }.into());
            }
            let designated = wanted.designated.clone();
            parts.push(PaymentPart { home, account, amount, designated });
        }
        if parts.is_empty() {
            let expected = "至少一户房号";
            return Err(Refusal::Unusable { field: "房号", value: String::new(), expected }.into());
        }
        Ok(parts)
    }

    /// What an account pays when no amount is said: everything open, with what the statutory order claims along with it,
    /// or only the principal.
    fn to_be_paid(&self, account: &Account, principal_only: bool, today: NaiveDate) -> Result<Fen> {
        let reading = self.book.reading();
        let settling = Settling::read(reading)?;
        let mut open = reading.open_items_of(account.home)?;
        open.retain(|o| o.account == account.id);
        if principal_only {
            settling.keep_principal(&mut open);
        }
        let sum: Fen = open.iter().map(|o| o.open).sum();
        if principal_only || settling.order == Order::PrincipalFirst {
            return Ok(sum);
        }
        let late = self.late_of(&open, today)?;
        Ok(sum + open.iter().map(|o| late.memo(o.charge)).sum())
    }

    /// Voids a receipt of today: its charges stand open again, its number stays taken.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`Refusal::AlreadyVoid`], [`Refusal::VoidTooLate`] (later only by refund),
    /// [`crate::refusal::ShiftRefusal::ReceiptOfClosedShift`], [`Refusal::Unusable`] without a reason,
    /// [`PayoutRefusal::ReceiptRefunded`], [`PayoutRefusal::ReceiptCarried`], [`PayoutRefusal::DepositMoved`] when its
    /// money has gone on.
    pub fn void(&mut self, number: i64, reason: &str, occasion: &Occasion) -> Result<Posted<i64>> {
        let receipt = self.receipt(number)?;
        require_reason(reason)?;
        let replay = self.replays(occasion)?;
        if receipt.void_reason.is_some() && !replay {
            return Err(Refusal::AlreadyVoid { number }.into());
        }
        if !replay {
            self.refuse_closed(&receipt)?;
        }
        // A day is over once anything was posted on a later one; turning the date back does not reopen it.
        let over = self.book.reading().last_business_day()?.is_some_and(|last| last > receipt.biz_date);
        if (receipt.biz_date != occasion.today || over) && !replay {
            return Err(Refusal::VoidTooLate { number, taken_on: receipt.biz_date }.into());
        }
        if !replay {
            self.refuse_spent(&receipt)?;
        }
        let taken = self.taken(&receipt)?;
        self.book.transact("receipt.void", occasion, |act| {
            act.void_receipt(&receipt, reason)?;
            give_up_again(act, receipt.act, reason)?;
            crate::prepay::take_back(act, &receipt, &taken, reason)?;
            withdraw_claims(act, receipt.act, reason)?;
            Ok::<_, OfficeError>(number)
        })
    }

    /// Refuses to void a receipt whose money has gone on: refunded, carried to another account, paid for months ahead a
    /// new owner took over, or returned or kept of a deposit.
    fn refuse_spent(&self, receipt: &Receipt) -> Result<()> {
        let reading = self.book.reading();
        let number = receipt.number;
        let refunds = reading.refunds_out_of(receipt.id)?;
        let refunded: Fen = refunds.iter().map(|r| r.fen).sum();
        if let (Some(refund), true) = (refunds.last(), refunded.is_positive()) {
            let form = reading.form_of_id(refund.form)?.number;
            return Err(PayoutRefusal::ReceiptRefunded { number, fen: refunded, form }.into());
        }
        let mut moved = reading.carried_out_of(receipt.id)?;
        for charge in reading.charges_of_act(receipt.act)? {
            let adjusted = reading.adjustments_of(charge.id)?;
            moved += adjusted.iter().filter(|(kind, _)| *kind == Kind::Transfer).map(|(_, fen)| *fen).sum();
        }
        if moved.is_positive() {
            return Err(PayoutRefusal::ReceiptCarried { number }.into());
        }
        match reading.deposit_on(receipt)? {
            Some(deposit) if deposit.held() < deposit.fen => {
                Err(PayoutRefusal::DepositMoved { number, deposit: deposit.id }.into())
            }
            _ => Ok(()),
        }
    }

    /// A receipt by number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn receipt(&self, number: i64) -> Result<Receipt> {
        self.book.reading().receipt(number).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                Refusal::Unknown { kind: "收据", name: key }.into()
            }
            other => other.into(),
        })
    }

    /// Receipts of the days from–to.
    ///
    /// # Errors
    /// Store errors.
    pub fn receipts(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Receipt>> {
        Ok(self.book.reading().receipts_between(from, to)?)
    }

    /// What a receipt settled when it was handed over, as its act recorded it; the same for print and reprint.
    ///
    /// # Errors
    /// Store errors.
    pub fn taken(&self, receipt: &Receipt) -> Result<TakenReceipt> {
        let recorded = self.book.reading().act_result(receipt.act)?;
        Ok(serde_json::from_str(&recorded).map_err(zhangfang_store::StoreError::from)?)
    }

    /// Names of the charge items by id.
    pub(crate) fn item_names(&self) -> Result<HashMap<i64, String>> {
        Ok(self.charge_items()?.into_iter().map(|i| (i.id, i.name)).collect())
    }
}

/// Who pays: the name given, else the owners of the account, else the room.
pub(crate) fn payer(named: Option<&str>, first: Option<(&Home, &[String])>) -> String {
    match (named.map(str::trim).filter(|name| !name.is_empty()), first) {
        (Some(name), _) => name.to_owned(),
        (None, Some((_, owners))) if !owners.is_empty() => owners.join("、"),
        (None, Some((home, _))) => home.record.room_number(),
        (None, None) => String::new(),
    }
}

pub(crate) fn given(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}

/// The change to hand back; only cash is handed over.
pub(crate) fn change_for(method: Method, tendered: Option<Fen>, total: Fen) -> Result<Fen> {
    match (method, tendered) {
        (Method::Cash, Some(tendered)) => Ok(settlement::change(tendered, total)?),
        (_, None) => Ok(Fen::ZERO),
        (_, Some(_)) => Err(Refusal::TenderedWithoutCash.into()),
    }
}

/// What a payment may settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settles {
    /// Whatever is due, in the order of the office.
    Everything,
    /// Principal only (H8).
    PrincipalOnly,
    /// Nothing yet: all of it stays prepaid.
    Nothing,
}

/// Applies a payment to what the home owes: the designated charges first, then the oldest due.
pub(crate) fn settle(
    act: &mut Act<'_>,
    payment: Payment,
    home: &Home,
    designated: &[i64],
    settles: Settles,
) -> Result<TakenForHome> {
    let settling = Settling::read(act.reading())?;
    let open_of = |act: &Act<'_>| -> Result<Vec<OpenItem>> {
        let mut open = act.reading().open_items_of(home.id)?;
        open.retain(|o| o.account == payment.account);
        Ok(open)
    };
    if settling.order == Order::Statutory && settles == Settles::Everything && designated.is_empty() {
        claim_accrued(act, &open_of(act)?)?;
    }
    let settling = Settling::read(act.reading())?;
    let mut open = open_of(act)?;
    if settles == Settles::PrincipalOnly {
        settling.keep_principal(&mut open);
    }
    let source =
        Prepaid { account: payment.account, home: payment.home, payment: payment.id, fen: payment.fen };
    let parts = match settles {
        Settles::Nothing => Vec::new(),
        _ => settling.apply(act, source, &open, designated)?,
    };
    let items: HashMap<i64, String> =
        act.reading().charge_items()?.into_iter().map(|i| (i.id, i.name)).collect();
    let name = |id: i64| items.get(&id).cloned().unwrap_or_default();
    let mut lines = Vec::with_capacity(parts.len());
    for part in &parts {
        // From the list, not from the book: what this act claims is not yet behind an act there.
        if let Some(o) = open.iter().find(|o| o.charge == part.charge) {
            let (charge, item, amount) = (part.charge, name(o.item), part.amount);
            lines.push(SettledLine { charge, item, months: o.months, amount });
        }
    }
    let left = open_of(act)?;
    let beside = beside_principal(&left, &settling, name);
    let applied: Fen = parts.iter().map(|a| a.amount).sum();
    let reductions = reductions(act, &lines, &left)?;
    let prepaid = act.reading().prepaid_of(payment.account)?;
    Ok(TakenForHome {
        room: home.record.room_number(),
        account: Some(payment.account),
        received: payment.fen,
        lines,
        prepaid_balance: Some(prepaid.iter().map(|p| p.fen).sum()),
        prepaid: payment.fen - applied,
        left_open: left.iter().map(|o| o.open).sum(),
        left_beside_principal: beside,
        discounts: Vec::new(),
        reductions,
    })
}

/// What stays open of late charges and costs, one sum an item.
fn beside_principal(left: &[OpenItem], settling: &Settling, name: impl Fn(i64) -> String) -> Vec<LeftOpen> {
    let mut beside: Vec<LeftOpen> = Vec::new();
    for o in left.iter().filter(|o| settling.class(o.item) != Class::Principal) {
        let item = name(o.item);
        match beside.iter_mut().find(|l| l.item == item) {
            Some(same) => same.amount += o.open,
            None => beside.push(LeftOpen { item, amount: o.open }),
        }
    }
    beside
}

/// What vacancy, relief and waiver had taken off the charges a payment closed: the receipt shows the full price and
/// the reduction as lines of their own (domain 3.8).
fn reductions(act: &Act<'_>, lines: &[SettledLine], left: &[OpenItem]) -> Result<Vec<DiscountLine>> {
    let mut reductions = Vec::new();
    for line in lines.iter().filter(|line| left.iter().all(|o| o.charge != line.charge)) {
        for (kind, amount) in act.reading().adjustments_of(line.charge)? {
            if matches!(kind, Kind::Vacancy | Kind::Relief | Kind::Waiver) {
                let SettledLine { charge, item, months, .. } = line.clone();
                let promotion = kind.label().to_owned();
                reductions.push(DiscountLine { promotion, charge, item, months, amount });
            }
        }
    }
    reductions.sort_by(|a, b| a.promotion.cmp(&b.promotion));
    Ok(reductions)
}
