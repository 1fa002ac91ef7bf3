//! The money of a day or of a shift: receipts, refunds and deposits, by method and by what they were for.

use crate::{Office, Result, wire};
use chrono::NaiveDate;
use serde::Serialize;
use zhangfang_domain::method::Method;
use zhangfang_domain::shift::Drawer;
use zhangfang_domain::timing::Timing;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::deposit::{DepositKind, DepositMovement};
use zhangfang_store::receipt::Receipt;
use zhangfang_store::refund::Refund;
use zhangfang_store::shift::Shift;

/// Money that came and went in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MethodTakings {
    /// Name of the method.
    pub method: String,
    /// Receipts that stand.
    pub receipts: usize,
    /// What they brought.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// Refunded, and deposits given back.
    #[serde(with = "wire::yuan")]
    pub refunded: Fen,
    /// Numbers of the receipts that stand, first and last of each unbroken run.
    pub numbers: Vec<(i64, i64)>,
}

/// What money was for, by item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ItemTakings {
    /// Item by its name on paper, 预存款 or 押金.
    pub item: String,
    /// For months that reach the month of the day.
    #[serde(with = "wire::yuan")]
    pub current: Fen,
    /// For months that were over before.
    #[serde(with = "wire::yuan")]
    pub arrears: Fen,
    /// For months to come, and what no charge took.
    #[serde(with = "wire::yuan")]
    pub prepaid: Fen,
    /// Deposits taken.
    #[serde(with = "wire::yuan")]
    pub deposit: Fen,
    /// Given back.
    #[serde(with = "wire::yuan")]
    pub refunded: Fen,
}

/// Money that was not applied to a charge, by its name on paper.
const PREPAID: &str = "预存款";
/// Money of others the office holds, by its name on paper.
const DEPOSIT: &str = "押金";

/// What was handled in a day or in a shift.
pub(crate) struct Handled {
    /// Receipts given, voided ones included.
    pub receipts: Vec<Receipt>,
    refunds: Vec<Refund>,
    /// Deposits taken and given back.
    deposits: Vec<DepositMovement>,
}

impl Office {
    /// What was handled on a day by anybody.
    pub(crate) fn handled_on(&self, day: NaiveDate) -> Result<Handled> {
        let reading = self.book.reading();
        let mut deposits = reading.deposit_movements_between(day, day)?;
        deposits.retain(|m| m.kind != DepositKind::Deducted);
        Ok(Handled {
            receipts: reading.receipts_between(day, day)?,
            refunds: reading.refunds_between(day, day)?,
            deposits,
        })
    }

    /// By item what the money was for.
    pub(crate) fn by_item(&self, handled: &Handled, day: NaiveDate) -> Result<Vec<ItemTakings>> {
        let (reading, names) = (self.book.reading(), self.item_names()?);
        let mut items = Items::default();
        for receipt in handled.standing() {
            if reading.deposit_on(receipt)?.is_some() {
                continue;
            }
            let mut rest = Fen(receipt.fen);
            for payment in reading.payments_of(receipt.id)? {
                let applied = reading.allocations_of_payment(payment.id)?;
                for part in applied.into_iter().filter(|part| part.act == receipt.act) {
                    let charge = reading.charge(part.charge)?;
                    let name = names.get(&charge.item).cloned().unwrap_or_default();
                    items.settle(&name, charge.months, day, part.fen);
                    rest -= part.fen;
                }
            }
            if !rest.is_zero() {
                items.of(PREPAID).prepaid += rest;
            }
        }
        for refund in &handled.refunds {
            items.of(PREPAID).refunded += refund.fen;
        }
        for movement in &handled.deposits {
            let item = items.of(DEPOSIT);
            *(if movement.kind == DepositKind::Taken { &mut item.deposit } else { &mut item.refunded }) +=
                movement.fen;
        }
        Ok(items.0)
    }
}

/// Items in the order in which they come up, money without a charge last.
#[derive(Default)]
struct Items(Vec<ItemTakings>);

impl Items {
    fn of(&mut self, name: &str) -> &mut ItemTakings {
        let last = |name: &str| [PREPAID, DEPOSIT].iter().position(|n| *n == name).map_or(0, |at| at + 1);
        let at = self.0.iter().position(|item| item.item == name).unwrap_or_else(|| {
            let at = self.0.iter().position(|item| last(&item.item) > last(name)).unwrap_or(self.0.len());
            self.0.insert(at, ItemTakings { item: name.to_owned(), ..ItemTakings::default() });
            at
        });
        &mut self.0[at]
    }

    fn settle(&mut self, name: &str, months: Months, day: NaiveDate, fen: Fen) {
        let item = self.of(name);
        *match Timing::of(months, Month::of(day)) {
            Timing::Arrears => &mut item.arrears,
            Timing::Current => &mut item.current,
            Timing::Ahead => &mut item.prepaid,
        } += fen;
    }
}

impl Handled {
    /// What of it belongs to a shift.
    pub fn within(mut self, shift: &Shift) -> Self {
        self.retain(|act, operator| shift.holds(act, operator));
        self
    }

    /// Keeps what was done in acts `keep` says yes to, by number and person.
    pub fn retain(&mut self, keep: impl Fn(i64, &str) -> bool) {
        self.receipts.retain(|r| keep(r.act, &r.operator));
        self.refunds.retain(|r| keep(r.act, &r.operator));
        self.deposits.retain(|m| keep(m.act, &m.operator));
    }

    /// Whether nothing was handled.
    pub fn is_empty(&self) -> bool {
        self.receipts.is_empty() && self.refunds.is_empty() && self.deposits.is_empty()
    }

    /// Receipts that were not voided.
    pub fn standing(&self) -> impl Iterator<Item = &Receipt> {
        self.receipts.iter().filter(|r| r.void_reason.is_none())
    }

    /// By method, every method.
    pub fn by_method(&self) -> Vec<MethodTakings> {
        Method::ALL.into_iter().map(|method| self.of_method(method)).collect()
    }

    fn of_method(&self, method: Method) -> MethodTakings {
        let those = || self.standing().filter(|r| r.method == method.code());
        MethodTakings {
            method: method.label().to_owned(),
            receipts: those().count(),
            total: those().map(|r| Fen(r.fen)).sum(),
            refunded: self.refunded(method) + self.deposits(DepositKind::Returned, method),
            numbers: runs(those().map(|r| r.number)),
        }
    }

    fn refunded(&self, method: Method) -> Fen {
        self.refunds.iter().filter(|r| r.method == method.code()).map(|r| r.fen).sum()
    }

    fn deposits(&self, kind: DepositKind, method: Method) -> Fen {
        let code = Some(method.code());
        self.deposits.iter().filter(|m| m.kind == kind && m.method.as_deref() == code).map(|m| m.fen).sum()
    }

    /// The cash drawer it moved through.
    pub fn drawer(&self, float: Fen, banked: Fen) -> Drawer {
        let cash = self.of_method(Method::Cash);
        let deposits_taken = self.deposits(DepositKind::Taken, Method::Cash);
        Drawer {
            float,
            received: cash.total - deposits_taken,
            refunded: self.refunded(Method::Cash),
            deposits_taken,
            deposits_returned: self.deposits(DepositKind::Returned, Method::Cash),
            banked,
        }
    }
}

/// Numbers that follow each other as first and last.
fn runs(numbers: impl Iterator<Item = i64>) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if number == *last + 1 => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}
