//! 收费日报 of a day or of a shift: by method, by what the money was for, the numbers of the receipts, the cash.

use crate::handled::Handled;
pub use crate::handled::{ItemTakings, MethodTakings};
use crate::shift::DrawerLine;
use crate::{Office, Result, wire};
use chrono::NaiveDate;
use serde::Serialize;
use zhangfang_domain::Fen;
use zhangfang_store::shift::Shift;

/// The daily report.
#[derive(Clone, Debug, Serialize)]
pub struct DayReport {
    /// The day.
    pub date: NaiveDate,
    /// The shift, when it is of one shift only.
    pub shift: Option<i64>,
    /// By method, every method.
    pub by_method: Vec<MethodTakings>,
    /// By item.
    pub by_item: Vec<ItemTakings>,
    /// What was paid ahead, applied to charges of months to come or not.
    #[serde(with = "wire::yuan")]
    pub prepaid: Fen,
    /// Everything received.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// Everything given back.
    #[serde(with = "wire::yuan")]
    pub refunded: Fen,
    /// First receipt number.
    pub first_receipt: Option<i64>,
    /// Last receipt number.
    pub last_receipt: Option<i64>,
    /// Receipts issued, voided ones included.
    pub issued: usize,
    /// Voided receipts with their reasons.
    pub voided: Vec<VoidedReceipt>,
    /// Receipts printed again.
    pub reprinted: Vec<Reprinted>,
    /// Who took money.
    pub cashiers: Vec<String>,
    /// The cash, drawer by drawer.
    pub drawers: Vec<DrawerLine>,
    /// Shifts with a difference of which no manager took note yet, of this day and earlier ones.
    pub unacknowledged: Vec<i64>,
}

/// A voided receipt on the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VoidedReceipt {
    /// Number.
    pub number: i64,
    /// Sum.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// Why.
    pub reason: String,
}

/// A receipt printed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reprinted {
    /// Number.
    pub number: i64,
    /// Which reprint it was, from one.
    pub times: u32,
}

impl Office {
    /// The report of a day. What methods brought equals what items and deposits took; what methods gave back equals
    /// what was refunded.
    ///
    /// # Errors
    /// Store errors.
    pub fn day_report(&self, date: NaiveDate) -> Result<DayReport> {
        let mut drawers = Vec::new();
        let mut outside = self.handled_on(date)?;
        for shift in self.shifts()?.into_iter().filter(|shift| shift.day == date) {
            outside.retain(|act, operator| !shift.holds(act, operator));
            drawers.push(DrawerLine::of(&self.till(shift)?));
        }
        // Cash handled outside any shift is handed over the same day.
        if drawers.is_empty() || !outside.is_empty() {
            let cash = outside.drawer(Fen::ZERO, Fen::ZERO).expected();
            drawers.push(DrawerLine::outside(&outside.drawer(Fen::ZERO, cash)));
        }
        self.report(date, &self.handled_on(date)?, None, drawers)
    }

    /// The report of a shift.
    ///
    /// # Errors
    /// Store errors.
    pub fn shift_report(&self, shift: &Shift) -> Result<DayReport> {
        let drawer = DrawerLine::of(&self.till(shift.clone())?);
        let handled = self.handled_on(shift.day)?.within(shift);
        self.report(shift.day, &handled, Some(shift), vec![drawer])
    }

    fn report(
        &self,
        date: NaiveDate,
        handled: &Handled,
        shift: Option<&Shift>,
        drawers: Vec<DrawerLine>,
    ) -> Result<DayReport> {
        let (by_method, by_item) = (handled.by_method(), self.by_item(handled, date)?);
        let mut cashiers: Vec<String> = Vec::new();
        for receipt in &handled.receipts {
            if !cashiers.contains(&receipt.operator) {
                cashiers.push(receipt.operator.clone());
            }
        }
        let voided = handled.receipts.iter().filter_map(|r| {
            let reason = r.void_reason.clone()?;
            Some(VoidedReceipt { number: r.number, amount: Fen(r.fen), reason })
        });
        let mut reprints = self.book.reading().reprints_on(date)?;
        reprints.retain(|r| shift.is_none_or(|shift| shift.holds(r.act, &r.operator)));
        let unacknowledged = self.unacknowledged_shifts()?.into_iter().filter(|s| s.day <= date);
        Ok(DayReport {
            date,
            shift: shift.map(|shift| shift.id),
            prepaid: by_item.iter().map(|item| item.prepaid).sum(),
            total: by_method.iter().map(|method| method.total).sum(),
            refunded: by_method.iter().map(|method| method.refunded).sum(),
            by_method,
            by_item,
            first_receipt: handled.receipts.first().map(|r| r.number),
            last_receipt: handled.receipts.last().map(|r| r.number),
            issued: handled.receipts.len(),
            voided: voided.collect(),
            reprinted: reprints.iter().map(|r| Reprinted { number: r.number, times: r.times }).collect(),
            cashiers,
            drawers,
            unacknowledged: unacknowledged.map(|s| s.id).collect(),
        })
    }
}
